package pathway

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/microbiome"
	"github.com/gutmuscle/gutmuscle/pathway/habit"
)

// Limits are the microbial steps that are closed or weak in one person: what
// their microbes were not seen to do, and what few of their group do so little
// of. It is a plain value.
type Limits struct {
	Closed []Node `json:"closed"` // functions, metabolites and taxa
	Weak   []Node `json:"weak"`
}

// weakShare is what is left of a weak link: a convention of this library, since
// no study tells how much less a habit does for somebody with few producers.
const weakShare = 0.5

// LimitsOf returns what the capacities of a sample close: those that were not
// seen. What is weak is told by a reference group; see [Standing].
func LimitsOf(capacities []Capacity) Limits {
	l := Limits{Closed: []Node{}, Weak: []Node{}}
	for _, c := range capacities {
		if c.Detection == microbiome.NotSeen {
			l.Closed = append(l.Closed, c.Of)
		}
	}
	return l
}

// normal returns l with each node once and in order, weak ones that are closed
// left out.
func (l Limits) normal() Limits {
	sorted := func(nodes []Node) []Node {
		nodes = slices.Clone(nodes)
		slices.SortFunc(nodes, Node.Compare)
		return slices.Compact(nodes)
	}
	l.Closed, l.Weak = sorted(l.Closed), sorted(l.Weak)
	l.Weak = slices.DeleteFunc(l.Weak, func(n Node) bool { return slices.Contains(l.Closed, n) })
	return l
}

// Key returns a text that is the same for limits that mean the same.
func (l Limits) Key() string {
	l = l.normal()
	var b []byte
	for _, n := range l.Closed {
		b = append(append(b, n.String()...), "=0 "...)
	}
	for _, n := range l.Weak {
		b = append(append(b, n.String()...), "=low "...)
	}
	return string(b)
}

// Narrow returns l without what no link of the atlas leads to, ordered.
func (a *Atlas) Narrow(l Limits) Limits {
	g := a.links()
	led := make([]bool, len(g.nodes))
	for _, p := range g.pairs {
		led[p.to] = led[p.to] || p.body.Stance != evidence.Unknown
	}
	l = l.normal()
	idle := func(n Node) bool {
		i, ok := g.index[n]
		return !ok || !led[i]
	}
	l.Closed, l.Weak = slices.DeleteFunc(l.Closed, idle), slices.DeleteFunc(l.Weak, idle)
	return l
}

// With returns the atlas as it holds for a person with limits: no link leads to
// what is closed, and links to what is weak have half their strength, unless
// they start from a habit that supplies it itself. Trials of a habit on an
// outcome stay as they are, since they were done in people of all kinds. The
// records are shared with a, and the hash is another one.
func (a *Atlas) With(l Limits) *Atlas {
	l = l.normal()
	if len(l.Closed)+len(l.Weak) == 0 {
		return a
	}
	b := &Atlas{catalog: a.catalog, studies: a.studies, habits: a.habits, hosts: a.hosts, outcomes: a.outcomes,
		functions: a.functions, pathways: a.pathways, claims: a.claims, conflicts: a.conflicts,
		stoolTests: a.stoolTests, reading: a.reading, study: a.study}
	b.graphOnce.Do(func() { b.graph = a.links().with(l, a.supplies()) })
	b.hashOnce.Do(func() {
		sum := sha256.Sum256([]byte(a.Hash() + "\n" + l.Key()))
		b.hash = hex.EncodeToString(sum[:])
	})
	return b
}

// supplies returns the pairs of a habit and a metabolite that it brings itself.
func (a *Atlas) supplies() map[[2]Node]bool {
	pairs := make(map[[2]Node]bool)
	for i := range a.habits {
		for _, id := range a.habits[i].Supplies {
			pairs[[2]Node{NodeOf(a.habits[i].ID), NodeOf(id)}] = true
		}
	}
	return pairs
}

// brings reports whether a habit brings the taxa that a person lacks.
func brings(n Node) bool {
	return n == NodeOf(habit.Probiotic) || n == NodeOf(habit.FermentedFoods)
}

// with returns the graph for a person with limits. Pairs that are not touched
// are shared.
func (g *graph) with(l Limits, supplies map[[2]Node]bool) *graph {
	share := make(map[int32]float64)
	for _, n := range l.Weak {
		if i, ok := g.index[n]; ok {
			share[i] = weakShare
		}
	}
	for _, n := range l.Closed {
		if i, ok := g.index[n]; ok {
			share[i] = 0
		}
	}
	touched := func(p *pair) (float64, bool) {
		from, to := g.nodes[p.from], g.nodes[p.to]
		s, ok := share[p.to]
		return s, ok && !supplies[[2]Node{from, to}] && !(to.kind == TaxonKind && brings(from))
	}
	h := &graph{nodes: g.nodes, index: g.index, members: g.members, general: g.general,
		pairs: make(map[[2]int32]*pair, len(g.pairs)), out: make([][]*pair, len(g.out))}
	for key, p := range g.pairs {
		switch s, ok := touched(p); {
		case !ok:
			h.pairs[key] = p
		case s > 0:
			weak := *p
			weak.share = s
			weak.settle(p.body)
			h.pairs[key] = &weak
		}
	}
	for i, pairs := range g.out {
		for _, p := range pairs {
			if q := h.pairs[[2]int32{p.from, p.to}]; q != nil {
				h.out[i] = append(h.out[i], q)
			}
		}
	}
	return h
}
