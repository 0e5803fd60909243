package pathway

import (
	"cmp"
	"math"
	"slices"

	"github.com/gutmuscle/gutmuscle/evidence"
)

// candidates returns studies of which at least one is in every set of up to k
// that changes the stance: those that what the answer rests on is made of, and
// those that keep chains closed that would change it.
func (s *remover) candidates(k int) []int32 {
	c := &candidates{remover: s, k: k, in: make([]bool, len(s.studies))}
	p := s.graph.pair(s.from, s.to)
	if p != nil {
		c.add(s.partOf[p])
	}
	if p.decidesAlone() {
		return c.list()
	}
	b := s.best()
	v := decideStance(p, b)
	switch v.Reason {
	case DirectEvidence:
		above := max(v.Level, evidence.Animal)
		c.openings(evidence.Theta, func(o *path) bool { return o.sign == -v.Stance.Sign() && o.level > above })
	case ChainAgainst:
		c.addChain(b.above(-p.body.Stance.Sign(), max(v.Level, evidence.Animal)))
	case ChainEvidence:
		c.addChain(v.lead)
		lead, against := v.lead.value(), float64(evidence.Rho*v.lead.value())
		c.openings(evidence.Theta, func(o *path) bool {
			if o.sign == v.lead.sign {
				return evidence.Reaches(o.value(), lead) // its level may be lower, and then another's is higher
			}
			return evidence.Reaches(o.value(), against) || o.level > v.lead.level
		})
	case ChainConflict:
		other := b.of(-v.lead.sign)
		if !evidence.Reaches(other.value(), float64(evidence.Rho*v.lead.value())) {
			other = b.above(-v.lead.sign, v.lead.level)
		}
		c.addChain(v.lead)
		c.addChain(other)
		c.openings(v.lead.value(), func(*path) bool { return true })
	case ChainDisputed:
		c.addChain(v.lead)
		c.openings(evidence.Theta, func(*path) bool { return true })
	}
	return c.list()
}

// candidates collects studies, at least one of which has to be taken out to
// change an answer.
type candidates struct {
	*remover
	k  int // number of studies that may be taken out
	in []bool

	// The chain that openings is at.
	nodes   []int32
	signs   []int
	altered []*part // those that have to lose a study for it
	visited []bool
}

func (c *candidates) list() (all []int32) {
	for n, in := range c.in {
		if in {
			all = append(all, int32(n))
		}
	}
	return all
}

func (c *candidates) add(x *part) {
	for _, n := range x.studies {
		if !c.out.has(n) {
			c.in[n] = true
		}
	}
}

// addChain adds the studies that a chain is made of, and those of the pairs it
// passes over that might come to close it.
func (c *candidates) addChain(p *path) {
	nodes, signs := []int32{p.links[0].from}, []int{1}
	for _, l := range p.links {
		c.add(c.partOf[l])
		nodes, signs = append(nodes, l.to), append(signs, signs[len(signs)-1]*l.sign)
	}
	for i := range nodes {
		for j := i + 2; j < len(nodes); j++ {
			over := c.graph.pair(nodes[i], nodes[j])
			if over == nil || i == 0 && j == len(nodes)-1 {
				continue
			}
			with := map[int]evidence.Direction{1: evidence.Up, -1: evidence.Down}[signs[i]*signs[j]]
			if slices.ContainsFunc(over.items, func(it evidence.Item) bool { return it.Finding.Direction != with }) {
				c.add(c.partOf[over])
			}
		}
	}
}

// openings looks for chains from the one node to the other that are not there
// now, or weaker, and would be there if up to k studies were taken out: of a
// value of at least floor, with no link disputed, and wanted. wanted must hold
// for a chain of a higher value or level if it holds for one. Of each such
// chain it adds the studies of one pair that has to change for it.
//
// A link is tried as it is and as the best that it could become; so what is
// found may not be possible all at once, but nothing that is possible is missed.
func (c *candidates) openings(floor float64, wanted func(*path) bool) {
	c.lookAhead()
	c.nodes, c.signs, c.altered = []int32{c.from}, []int{1}, nil
	c.visited = make([]bool, len(c.graph.nodes))
	c.step(path{links: make([]*pair, 0, evidence.MaxLinks), sign: 1, weakest: math.Inf(1), level: evidence.Synthesis}, floor, wanted)
}

func (c *candidates) step(p path, floor float64, wanted func(*path) bool) {
	here := c.nodes[len(c.nodes)-1]
	if len(p.links) == evidence.MaxLinks {
		return
	}
	changes := len(c.altered)
	defer func() { c.altered = c.altered[:changes] }()
	if len(p.links) >= 2 && !c.open(c.from, here, p.sign) {
		return
	}
	c.visited[here] = true
	for _, l := range c.graph.out[here] {
		if c.visited[l.to] {
			continue
		}
		if l.sign != 0 && !l.disputed {
			c.extend(p, l, l.sign, l.value, l.body.Level, nil, floor, wanted)
		}
		x := c.partOf[l]
		v := x.variantsOf(c.own(x), c.k)
		for _, sign := range []int{-1, 1} {
			one := v.clear[side(sign)]
			if one.value > 0 && (l.sign != sign || l.disputed || one.value > l.value || one.level > l.body.Level) {
				c.extend(p, l, sign, one.value, one.level, x, floor, wanted)
			}
		}
	}
	c.visited[here] = false
}

// extend adds a link of a sign, value and level to the chain p and goes on from
// there. If x is not nil, the link is so only if x loses a study.
func (c *candidates) extend(p path, l *pair, sign int, value float64, level evidence.Level, x *part, floor float64, wanted func(*path) bool) {
	next := path{links: append(p.links, l), sign: p.sign * sign, weakest: min(p.weakest, value), level: min(p.level, level)}
	if !evidence.Reaches(next.value(), floor) || !c.graph.leads(&next, floor) {
		return
	}
	changes := len(c.altered)
	defer func() { c.altered = c.altered[:changes] }()
	if x != nil && !c.alter(x) {
		return
	}
	for i := 1; i < len(c.nodes)-1; i++ {
		if !c.open(c.nodes[i], l.to, c.signs[i]*next.sign) {
			return
		}
	}
	switch {
	case l.to == c.to:
		if len(c.altered) > 0 && wanted(&next) {
			c.add(slices.MinFunc(c.altered, func(x, y *part) int { return cmp.Compare(len(x.studies), len(y.studies)) }))
		}
	case !c.graph.general[l.to]:
		c.nodes, c.signs = append(c.nodes, l.to), append(c.signs, next.sign)
		c.step(next, floor, wanted)
		c.nodes, c.signs = c.nodes[:len(c.nodes)-1], c.signs[:len(c.signs)-1]
	}
}

// open reports whether the evidence on a pair of nodes does not close a chain of
// that sign between them, or would not if it lost studies.
func (c *candidates) open(from, to int32, sign int) bool {
	if !c.graph.closes(from, to, sign) {
		return true
	}
	x := c.partOf[c.graph.pair(from, to)]
	return x.variantsOf(c.own(x), c.k).open[side(sign)] && c.alter(x)
}

// alter notes that x has to lose a study. It returns false if more than k would
// be needed in all, or if the candidates have all studies of x anyway.
func (c *candidates) alter(x *part) bool {
	if !slices.ContainsFunc(x.studies, func(n int32) bool { return !c.in[n] && !c.out.has(n) }) {
		return false
	}
	c.altered = append(c.altered, x)
	var apart []*part // that have no study in common
	for _, y := range c.altered {
		if !slices.ContainsFunc(apart, func(z *part) bool { return y.shares(z, c.out) }) {
			apart = append(apart, y)
		}
	}
	return len(apart) <= c.k
}
