package pathway

import (
	"cmp"
	"math"
	"slices"

	"github.com/gutmuscle/gutmuscle/evidence"
)

// Chain is a path of claims from one node to another. It is a plain value made
// by the atlas and shares nothing with it.
//
// A chain is as strong as its weakest link: Value is the smallest net belief of
// its links times 0.8 (evidence.Delta) for each link after the first. A product
// would punish those who draw a mechanism in more detail.
type Chain struct {
	Nodes    []Node            `json:"nodes"`
	Claims   []string          `json:"claims"` // ids of the claims of all links, in order
	Sign     evidence.Stance   `json:"sign"`   // product of the signs: increase or decrease
	Disputed bool              `json:"disputed,omitempty"`
	Belief   float64           `json:"belief"`
	Level    evidence.Level    `json:"level"` // of the weakest link
	Interval evidence.Interval `json:"interval"`
}

// path is a chain in the making, and the form in which chains are compared.
type path struct {
	links    []*pair
	sign     int
	disputed bool
	weakest  float64 // smallest value of the links
	level    evidence.Level
}

func (p *path) value() float64 { return discounted(p.weakest, len(p.links)) }

const delta = evidence.Delta

// decay has delta to the power of the number of links after the first.
var decay = [evidence.MaxLinks]float64{1, delta, delta * delta, delta * delta * delta,
	delta * delta * delta * delta, delta * delta * delta * delta * delta}

func discounted(weakest float64, links int) float64 {
	return float64(weakest * decay[links-1])
}

// interval returns the ends of the value when in each link a source is left
// out.
func (p *path) interval() evidence.Interval {
	lo, hi := math.Inf(1), math.Inf(1)
	for _, l := range p.links {
		lo, hi = min(lo, l.interval[0]), min(hi, l.interval[1])
	}
	return evidence.Interval{discounted(lo, len(p.links)), discounted(hi, len(p.links))}
}

// signed returns the signed value of the path and its interval.
func (p *path) signed() (t float64, iv evidence.Interval) {
	iv = p.interval()
	if p.sign < 0 {
		return -p.value(), evidence.Interval{-iv[1], -iv[0]}
	}
	return p.value(), iv
}

func (p *path) clone() *path {
	c := *p
	c.links = slices.Clone(p.links)
	return &c
}

// better orders paths: by value, then by level, then shorter before longer,
// then by their nodes, so that equals come out in one order.
func better(p, q *path) int {
	if c := cmp.Compare(q.value(), p.value()); c != 0 { // nearly always
		return c
	}
	return cmp.Or(cmp.Compare(q.level, p.level), cmp.Compare(len(p.links), len(q.links)),
		slices.CompareFunc(p.links, q.links, func(a, b *pair) int { return cmp.Compare(a.to, b.to) }))
}

// walk calls visit with every chain from a node whose value is at least floor.
// The path is only good during the call.
//
// It extends paths link by link. A path whose value is below the floor cannot
// get better, and one that passes over a pair of its own nodes whose evidence
// is null or of the opposite sign stays closed however it goes on; both are cut
// off at once. The pair of start and target is the question itself and does not
// close a chain, but once the target has become a node on the way it does.
func (g *graph) walk(from int32, floor float64, visit func(*path)) {
	visited := make([]bool, len(g.nodes))
	nodes := []int32{from}
	signs := []int{1}                     // of the path from the start to each node
	var paths [evidence.MaxLinks + 1]path // by their number of links
	var step func(p *path)
	step = func(p *path) {
		here := nodes[len(nodes)-1]
		if len(p.links) == evidence.MaxLinks {
			return
		}
		if len(p.links) >= 2 && g.closes(from, here, p.sign) {
			return
		}
		visited[here] = true
		for _, l := range g.out[here] {
			if visited[l.to] || l.sign == 0 {
				continue
			}
			next := &paths[len(p.links)+1]
			*next = path{links: append(p.links, l), sign: p.sign * l.sign, disputed: p.disputed || l.disputed,
				weakest: min(p.weakest, l.value), level: min(p.level, l.body.Level)}
			if !evidence.Reaches(next.value(), floor) || g.ahead != nil && !g.leads(next, floor) || g.passesOver(nodes, signs, next) {
				continue
			}
			visit(next)
			if !g.general[l.to] {
				nodes, signs = append(nodes, l.to), append(signs, next.sign)
				step(next)
				nodes, signs = nodes[:len(nodes)-1], signs[:len(signs)-1]
			}
		}
		visited[here] = false
	}
	paths[0] = path{links: make([]*pair, 0, evidence.MaxLinks), sign: 1, weakest: math.Inf(1), level: evidence.Synthesis}
	step(&paths[0])
}

// passesOver reports whether the last node of p, reached over nodes, is closed
// off from one of them, other than the start and the node before it.
func (g *graph) passesOver(nodes []int32, signs []int, p *path) bool {
	to := p.links[len(p.links)-1].to
	for i := 1; i < len(nodes)-1; i++ {
		if g.closes(nodes[i], to, signs[i]*p.sign) {
			return true
		}
	}
	return false
}

// closes reports whether the evidence on a pair of nodes is null or of the sign
// opposite to that of a chain between them.
func (g *graph) closes(from, to int32, sign int) bool {
	p := g.pair(from, to)
	return p != nil && (p.body.Stance == evidence.Null || p.body.Stance.Sign() == -sign)
}

// best holds the best chains from one node to another.
type best struct {
	clear    [2][evidence.Synthesis + 1]*path // not disputed, by sign (decrease, increase) and level
	disputed *path
}

func side(sign int) int { return (sign + 1) / 2 }

func (b *best) offer(p *path) {
	slot := &b.disputed
	if !p.disputed {
		slot = &b.clear[side(p.sign)][p.level]
	}
	switch q := *slot; {
	case q == nil:
		*slot = p.clone()
	case better(p, q) < 0:
		links := append(q.links[:0], p.links...)
		*q = *p
		q.links = links
	}
}

// of returns the best chain of a sign that is not disputed, or nil.
func (b *best) of(sign int) (lead *path) {
	for _, p := range b.clear[side(sign)] {
		if p != nil && (lead == nil || better(p, lead) < 0) {
			lead = p
		}
	}
	return lead
}

// above returns the best chain of a sign, not disputed, of a level that is
// strictly higher than l; nil if there is none.
func (b *best) above(sign int, l evidence.Level) *path {
	for level := evidence.Synthesis; level > l; level-- {
		if p := b.clear[side(sign)][level]; p != nil {
			return p
		}
	}
	return nil
}

// bests returns the best chains from a node to each node, nil where none leads.
func (g *graph) bests(from int32) []*best {
	all := make([]*best, len(g.nodes))
	g.walk(from, evidence.Theta, func(p *path) {
		to := p.links[len(p.links)-1].to
		if all[to] == nil {
			all[to] = new(best)
		}
		all[to].offer(p)
	})
	return all
}

// chain returns p as a value for callers.
func (g *graph) chain(p *path) Chain {
	c := Chain{Disputed: p.disputed, Belief: evidence.Round(p.value()), Level: p.level, Sign: stance(p.sign)}
	_, iv := p.signed()
	c.Interval = rounded(iv)
	c.Nodes = append(c.Nodes, g.nodes[p.links[0].from])
	for _, l := range p.links {
		c.Nodes = append(c.Nodes, g.nodes[l.to])
		for _, claim := range l.claims {
			c.Claims = append(c.Claims, claim.ID())
		}
	}
	return c
}

func stance(sign int) evidence.Stance {
	switch {
	case sign > 0:
		return evidence.Increase
	case sign < 0:
		return evidence.Decrease
	default:
		return evidence.Unknown
	}
}
