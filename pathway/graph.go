package pathway

import (
	"cmp"
	"maps"
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
	g := &graph{members: a.classes(), pairs: make(map[[2]int32]*pair, len(a.claims)), index: make(map[Node]int32)}
	g.number(a.claims)
	g.general = make([]bool, len(g.nodes))
	classes := make([][]int32, len(g.nodes)) // of each node
	for class, members := range g.members {
		k := g.index[class]
		g.general[k] = true
		for _, m := range members {
			i := g.index[m]
			classes[i] = append(classes[i], k)
		}
	}
	for i := range a.claims {
		c := &a.claims[i]
		if c.Population != "" {
			continue // another question; see Answer.Elsewhere
		}
		from, to, items := g.index[c.Subject], g.index[c.Object], a.Items(c)
		g.add(from, to, c, items)
		for _, general := range classes[to] {
			g.add(from, general, c, items)
		}
		for _, general := range classes[from] {
			g.add(general, to, c, items)
			for _, object := range classes[to] {
				g.add(general, object, c, items)
			}
		}
	}
	g.out = make([][]*pair, len(g.nodes))
	for _, p := range g.pairs {
		p.settle(evidence.Weigh(p.items, p.smallestEffect()))
		if p.sign != 0 && !g.general[p.from] {
			g.out[p.from] = append(g.out[p.from], p)
		}
	}
	for _, pairs := range g.out {
		slices.SortFunc(pairs, func(p, q *pair) int { return cmp.Compare(p.to, q.to) })
	}
	return g
}

// number orders the nodes of classes and claims.
func (g *graph) number(claims []Claim) {
	for class, members := range g.members {
		slices.SortFunc(members, Node.Compare)
		g.index[class] = 0
		for _, m := range members {
			g.index[m] = 0
		}
	}
	for i := range claims {
		g.index[claims[i].Subject], g.index[claims[i].Object] = 0, 0
	}
	g.nodes = slices.SortedFunc(maps.Keys(g.index), Node.Compare)
	for i, n := range g.nodes {
		g.index[n] = int32(i)
	}
}

// add adds a claim and its items to the pair of two nodes, unless they are one.
func (g *graph) add(from, to int32, c *Claim, items []evidence.Item) {
	if from == to {
		return
	}
	key := [2]int32{from, to}
	p := g.pairs[key]
	if p == nil {
		// most pairs have one claim, and share its items
		g.pairs[key] = &pair{from: from, to: to, share: 1, claims: []*Claim{c}, items: slices.Clip(items)}
		return
	}
	p.claims, p.items = append(p.claims, c), append(p.items, items...)
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
