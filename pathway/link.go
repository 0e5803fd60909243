package pathway

import (
	"cmp"
	"slices"

	"github.com/gutmuscle/gutmuscle/evidence"
)

// Link is the answer on two nodes in the short form that scores are made of. It
// is a plain value that refers to its atlas, and safe for concurrent use.
type Link struct {
	Stance    evidence.Stance
	Reason    Reason
	Level     evidence.Level
	Value     float64           // signed: net belief or chain value; 0 unless Increase or Decrease
	Interval  evidence.Interval // of Value
	Certainty evidence.Certainty

	graph  *graph
	lead   *path // chain that answers, if one does
	direct *pair // findings on the two nodes, if there are any
}

// Chain returns the chain that the answer rests on: that of one link for direct
// evidence. It returns false if the answer is unknown.
func (l Link) Chain() (Chain, bool) {
	switch {
	case l.Stance == evidence.Unknown:
		return Chain{}, false
	case l.lead != nil:
		return l.graph.chain(l.lead), true
	case l.direct == nil:
		return Chain{}, false
	}
	p := &path{links: []*pair{l.direct}, sign: l.Stance.Sign(), weakest: l.direct.body.Belief(), level: l.Level}
	c := l.graph.chain(p)
	c.Sign, c.Interval, c.Disputed = l.Stance, rounded(l.Interval), l.Stance == evidence.Ambiguous
	return c, true
}

// Studies returns the studies for and against the answer, ordered: those of the
// findings on the two nodes and of the links of the chain that answers. Of an
// ambiguous or unknown answer, those of a rise count as for it.
func (l Link) Studies() (pro, con []evidence.StudyKey) { return l.graph.sides(l) }

// sides returns the studies for and against an answer: those of the findings
// on the two nodes, and those of the links of the chain that answers.
func (g *graph) sides(v Link) (pro, con []evidence.StudyKey) {
	pro, con = []evidence.StudyKey{}, []evidence.StudyKey{}
	sort := func(p *pair, want evidence.Direction) {
		for _, it := range p.items {
			if it.Study.Status == evidence.Retracted {
				continue // counts for nothing
			}
			if it.Finding.Direction == want {
				pro = append(pro, it.Study.Key)
			} else {
				con = append(con, it.Study.Key)
			}
		}
	}
	want := map[evidence.Stance]evidence.Direction{evidence.Decrease: evidence.Down, evidence.Null: evidence.NoEffect}
	if v.direct != nil {
		sort(v.direct, cmp.Or(want[v.Stance], evidence.Up))
	}
	if v.lead != nil {
		for _, l := range v.lead.links {
			sort(l, cmp.Or(want[stance(l.sign)], evidence.Up))
		}
	}
	return distinct(pro), distinct(con)
}

func distinct(keys []evidence.StudyKey) []evidence.StudyKey {
	slices.SortFunc(keys, evidence.StudyKey.Compare)
	return slices.Compact(keys)
}

// Links returns the short answers from one node to each of targets, in their
// order. It is what a table of habits and targets is made of, and much faster
// than asking [Atlas.Effect] for each.
func (a *Atlas) Links(from Node, targets []Node) []Link {
	g := a.links()
	links := make([]Link, len(targets))
	source, i, ok := a.resolve(g, from)
	if !ok {
		return links
	}
	all := g.bests(i)
	for n, t := range targets {
		target, j, ok := a.resolve(g, t)
		if !ok || source == target {
			continue
		}
		b := all[j]
		if b == nil {
			b = new(best)
		}
		links[n] = g.decide(i, j, b).Link
	}
	return links
}
