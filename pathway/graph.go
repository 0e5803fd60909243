package pathway

import (
	"cmp"
	"slices"

	"github.com/gutmuscle/gutmuscle/evidence"
)

// graph is the atlas with the evidence on each pair of nodes weighed: the form
// in which questions are answered. It is made once and then only read.
type graph struct {
	nodes   []Node // that have claims or members, ordered
	index   map[Node]int32
	members map[Node][]Node // of each general node
	general []bool
	pairs   map[[2]int32]*pair
	out     [][]*pair   // of each node, by target: pairs that a chain may walk
	ahead   [][]float64 // of each node, if only one target is asked about; see leads
}

// pair is the evidence on one subject and object, that of their members
// included.
type pair struct {
	from, to int32
	claims   []*Claim // in the order of the atlas
	items    []evidence.Item
	body     evidence.Body

	// What a chain needs of the pair, if it can be walked: the sign, whether
	// the evidence is ambiguous, the net belief, and how far it moves when a
	// source is left out.
	sign     int
	disputed bool
	value    float64
	interval evidence.Interval // of value, so never below 0

	share float64 // part of the evidence's strength that is left for a person; 1 in general
}

func (a *Atlas) links() *graph {
	a.graphOnce.Do(func() { a.graph = a.buildGraph() })
	return a.graph
}

func (a *Atlas) buildGraph() *graph {
	g := &graph{members: a.classes(), pairs: make(map[[2]int32]*pair), index: make(map[Node]int32)}
	for class, members := range g.members {
		slices.SortFunc(members, Node.Compare)
		g.nodes = append(append(g.nodes, class), members...)
	}
	for i := range a.claims {
		g.nodes = append(g.nodes, a.claims[i].Subject, a.claims[i].Object)
	}
	slices.SortFunc(g.nodes, Node.Compare)
	g.nodes = slices.Compact(g.nodes)
	for i, n := range g.nodes {
		g.index[n] = int32(i)
	}
	g.general = make([]bool, len(g.nodes))
	classesOf := make(map[Node][]Node)
	for class, members := range g.members {
		g.general[g.index[class]] = true
		for _, m := range members {
			classesOf[m] = append(classesOf[m], class)
		}
	}
	for i := range a.claims {
		c := &a.claims[i]
		if c.Population != "" {
			continue // another question; see Answer.Elsewhere
		}
		for _, from := range append([]Node{c.Subject}, classesOf[c.Subject]...) {
			for _, to := range append([]Node{c.Object}, classesOf[c.Object]...) {
				if from != to {
					g.add(g.index[from], g.index[to], c)
				}
			}
		}
	}
	g.out = make([][]*pair, len(g.nodes))
	for _, p := range g.pairs {
		a.weigh(p)
		if p.sign != 0 && !g.general[p.from] {
			g.out[p.from] = append(g.out[p.from], p)
		}
	}
	for _, pairs := range g.out {
		slices.SortFunc(pairs, func(p, q *pair) int { return cmp.Compare(p.to, q.to) })
	}
	return g
}

func (g *graph) add(from, to int32, c *Claim) {
	key := [2]int32{from, to}
	if g.pairs[key] == nil {
		g.pairs[key] = &pair{from: from, to: to, share: 1}
	}
	g.pairs[key].claims = append(g.pairs[key].claims, c)
}

func (a *Atlas) weigh(p *pair) {
	for _, c := range p.claims {
		p.items = append(p.items, a.Items(c)...)
	}
	p.settle(evidence.Weigh(p.items, p.smallestEffect()))
}

// smallestEffect returns the least of the smallest effects of interest that the
// claims name; 0 if none does.
func (p *pair) smallestEffect() (smallest float64) {
	for _, c := range p.claims {
		if c.SmallestEffect > 0 && (smallest == 0 || c.SmallestEffect < smallest) {
			smallest = c.SmallestEffect
		}
	}
	return smallest
}

// settle makes b the body of p, and works out what a chain needs of it.
func (p *pair) settle(b evidence.Body) {
	p.body = b
	p.sign, p.disputed, p.value, p.interval = 0, false, 0, evidence.Interval{}
	net := b.Masses.Net()
	switch b.Stance {
	case evidence.Increase, evidence.Decrease:
		p.sign = p.body.Stance.Sign()
		p.value = p.body.Belief()
		_, iv := p.body.Signed()
		p.interval = evidence.Interval{abs(iv[0]), abs(iv[1])}
		slices.Sort(p.interval[:])
	case evidence.Ambiguous:
		p.disputed = true
		p.sign, p.value = 1, net.Up
		if net.Down > net.Up {
			p.sign, p.value = -1, net.Down
		}
		p.interval = evidence.Interval{0, p.value}
	}
	p.value = float64(p.share * p.value)
	p.interval[0] = float64(p.share * p.interval[0])
}

func abs(x float64) float64 { return max(x, -x) }

// Items returns the findings of c with their studies, as evidence.Weigh wants
// them. Findings of studies that the atlas does not have are left out; Read
// lets no such claim in.
func (a *Atlas) Items(c *Claim) []evidence.Item {
	items := make([]evidence.Item, 0, len(c.Findings))
	for i := range c.Findings {
		if s := a.study[c.Findings[i].Study]; s != nil {
			items = append(items, evidence.Item{Finding: &c.Findings[i], Study: s})
		}
	}
	return items
}

// pair returns the evidence on two nodes, or nil if there is none.
func (g *graph) pair(from, to int32) *pair { return g.pairs[[2]int32{from, to}] }
