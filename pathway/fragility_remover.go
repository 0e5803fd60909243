package pathway

import (
	"cmp"
	"math"
	"slices"

	"github.com/gutmuscle/gutmuscle/evidence"
)

// removed is a set of studies by their numbers, ascending, filled up with none
// in front.
type removed [MaxRemoved]int32

const none = -1

func (r removed) with(n int32) removed {
	r[0] = n
	slices.Sort(r[:])
	return r
}

func (r removed) has(n int32) bool { return slices.Contains(r[:], n) }

// remover tries what an answer is without some studies. It works on a graph of
// its own, which has only what may lie on a way from the one node to the other
// and which it changes as studies are taken out and put back.
type remover struct {
	atlas    *Atlas
	graph    *graph
	from, to int32
	start    evidence.Stance
	parts    []*part // pairs of the graph
	partOf   map[*pair]*part
	studies  []removable // by key
	out      removed     // what is taken out now

	seen  map[removed]bool
	found []removed
}

// removable is a study with the pairs that it has findings on.
type removable struct {
	key   evidence.StudyKey
	parts []*part
}

func newRemover(a *Atlas, g *graph, from, to int32) *remover {
	s := &remover{atlas: a, from: from, to: to, out: removed{none, none, none}, partOf: make(map[*pair]*part),
		graph: &graph{nodes: g.nodes, index: g.index, members: g.members, general: g.general,
			pairs: make(map[[2]int32]*pair), out: make([][]*pair, len(g.nodes))}}
	near := g.between(from, to)
	numbers := make(map[evidence.StudyKey]int32)
	for key, p := range g.pairs {
		if !(near[key[0]] && near[key[1]]) {
			continue
		}
		own := *p
		s.graph.pairs[key] = &own
		s.parts = append(s.parts, &part{pair: &own, items: p.items, bodies: map[removed]evidence.Body{s.out: p.body},
			variants: make(map[variantKey]*variants)})
		for _, it := range p.items {
			if it.Study.Status != evidence.Retracted {
				numbers[it.Study.Key] = 0
			}
		}
		if p.pushes() && !g.general[p.from] {
			s.graph.out[p.from] = append(s.graph.out[p.from], &own)
		}
	}
	for _, pairs := range s.graph.out {
		slices.SortFunc(pairs, func(p, q *pair) int { return cmp.Compare(p.to, q.to) })
	}
	slices.SortFunc(s.parts, func(x, y *part) int {
		return cmp.Or(cmp.Compare(x.pair.from, y.pair.from), cmp.Compare(x.pair.to, y.pair.to))
	})
	for key := range numbers {
		s.studies = append(s.studies, removable{key: key})
	}
	slices.SortFunc(s.studies, func(x, y removable) int { return x.key.Compare(y.key) })
	for n := range s.studies {
		numbers[s.studies[n].key] = int32(n)
	}
	for _, x := range s.parts {
		s.partOf[x.pair] = x
		for _, it := range x.items {
			n := int32(none)
			if it.Study.Status != evidence.Retracted {
				n = numbers[it.Study.Key]
				x.studies = append(x.studies, n)
			}
			x.numbers = append(x.numbers, n)
		}
		slices.Sort(x.studies)
		x.studies = slices.Compact(x.studies)
		for _, n := range x.studies {
			s.studies[n].parts = append(s.studies[n].parts, x)
		}
	}
	s.start = s.stance()
	return s
}

// between returns the nodes that a chain from one node to another may come by,
// whatever studies are taken out.
func (g *graph) between(from, to int32) []bool {
	edges := make([][2]int32, 0, len(g.pairs))
	for key, p := range g.pairs {
		if p.pushes() {
			edges = append(edges, key)
		}
	}
	// steps returns the number of links from start, at most evidence.MaxLinks.
	steps := func(start int32, back int) []int {
		n := slices.Repeat([]int{evidence.MaxLinks + 1}, len(g.nodes))
		n[start] = 0
		for step := range evidence.MaxLinks {
			for _, e := range edges {
				here, there := e[back], e[1-back]
				if n[here] == step && n[there] > step+1 && !g.general[e[0]] {
					n[there] = step + 1
				}
			}
		}
		return n
	}
	ahead, behind := steps(from, 0), steps(to, 1)
	near := make([]bool, len(g.nodes))
	for n := range near {
		near[n] = ahead[n]+behind[n] <= evidence.MaxLinks
	}
	near[from], near[to] = true, true
	return near
}

// set takes out the studies of r, and puts back those that are not in it.
func (s *remover) set(r removed) {
	before := s.out
	s.out = r
	for _, old := range [2]removed{before, r} {
		for _, n := range old {
			if n < 0 || before.has(n) && r.has(n) {
				continue
			}
			for _, x := range s.studies[n].parts {
				x.pair.settle(x.without(s.own(x)))
			}
		}
	}
}

// own returns what is taken out of x now.
func (s *remover) own(x *part) removed {
	r := removed{none, none, none}
	for _, n := range s.out {
		if _, ok := slices.BinarySearch(x.studies, n); ok {
			r = r.with(n)
		}
	}
	return r
}

// stance returns the stance of the answer without what is taken out now.
func (s *remover) stance() evidence.Stance {
	p := s.graph.pair(s.from, s.to)
	if p.decidesAlone() {
		return p.body.Stance
	}
	return decideStance(p, s.best()).Stance
}

// decidesAlone reports whether the findings on two nodes answer whatever chains
// there are: chains count against a sign only, and only if of a higher level.
func (p *pair) decidesAlone() bool {
	return p != nil && p.body.Stance != evidence.Unknown && (p.body.Stance.Sign() == 0 || p.body.Level == evidence.Synthesis)
}

// best returns the best chains without what is taken out now.
func (s *remover) best() *best {
	s.lookAhead()
	b := new(best)
	s.graph.walk(s.from, evidence.Theta, func(p *path) {
		if p.links[len(p.links)-1].to == s.to {
			b.offer(p)
		}
	})
	return b
}

// summary returns the answer without the studies of r.
func (s *remover) summary(r removed) Summary {
	s.set(r)
	for _, x := range s.parts {
		x.pair.items = x.left(s.own(x))
	}
	v := s.graph.decide(s.from, s.to, s.best())
	sum := Summary{Stance: v.Stance, Reason: v.Reason, Level: v.Level, Belief: evidence.Round(v.belief),
		Interval: rounded(v.Interval), Certainty: v.Certainty}
	if sum.Reason == NoChain && s.graph.reaches(s.from, s.to) {
		sum.Reason = WeakChain
	}
	return sum
}

// search adds to found all sets of k more studies that change the stance. No
// smaller one may.
func (s *remover) search(k int) {
	here := s.out
	for _, n := range s.candidates(k) {
		r := here.with(n)
		if s.seen[r] {
			continue
		}
		s.seen[r] = true
		s.set(r)
		if k > 1 {
			s.search(k - 1)
		} else if s.stance() != s.start {
			s.found = append(s.found, r)
		}
	}
	s.set(here)
}

// lookAhead makes the graph's walks keep to what can lead to the target,
// whatever is taken out.
func (s *remover) lookAhead() {
	if s.graph.ahead != nil {
		return
	}
	most := make(map[*pair]float64)
	for _, pairs := range s.graph.out {
		for _, p := range pairs {
			x := s.partOf[p]
			raw := pair{share: p.share}
			raw.settle(x.without(removed{none, none, none}))
			most[p] = max(raw.value, x.variantsOf(removed{none, none, none}, MaxRemoved).most)
		}
	}
	ahead := make([][]float64, len(s.graph.nodes))
	for n := range ahead {
		ahead[n] = make([]float64, evidence.MaxLinks)
	}
	ahead[s.to][0] = math.Inf(1)
	for links := 1; links < evidence.MaxLinks; links++ {
		for n, pairs := range s.graph.out {
			for _, p := range pairs {
				ahead[n][links] = max(ahead[n][links], min(most[p], ahead[p.to][links-1]))
			}
		}
	}
	s.graph.ahead = ahead
}

// leads reports whether p can go on to the one target that is asked about, or
// has reached it, with a value of at least floor.
func (g *graph) leads(p *path, floor float64) bool {
	ahead := g.ahead[p.links[len(p.links)-1].to]
	for more := 0; len(p.links)+more <= evidence.MaxLinks && more < len(ahead); more++ {
		if evidence.Reaches(discounted(min(p.weakest, ahead[more]), len(p.links)+more), floor) {
			return true
		}
	}
	return false
}
