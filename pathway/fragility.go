package pathway

import (
	"cmp"
	"math"
	"slices"

	"github.com/gutmuscle/gutmuscle/evidence"
)

// Fragility is how few studies an answer rests on: the smallest sets of studies
// without which its stance would be another, as if they were retracted. It
// counts studies; the fragility index of a single trial, which counts its
// patients, is something else. It is a plain value that shares nothing with the
// atlas. The zero Fragility is that of no answer.
type Fragility struct {
	Question
	Before Summary `json:"before"`
	// Size is the number of studies in the smallest sets; 0 if no set of up to
	// Searched studies changes the stance.
	Size int `json:"size"`
	// Searched is the size up to which all sets were looked at: 0 for an unknown
	// answer, which rests on nothing, and [MaxRemoved] if no set was found.
	Searched int `json:"searched"`
	// Sets is the number of sets of Size studies that change the stance.
	Sets int `json:"sets"`
	// Without has them, by their keys; the first [MaxRemovals] if there are more.
	Without []Removal `json:"without"`
}

// Removal is a set of studies and what an answer would be without them. It is a
// plain value.
type Removal struct {
	Studies []evidence.StudyKey `json:"studies"` // ordered
	After   Summary             `json:"after"`
}

const (
	// MaxRemoved is the largest set of studies that [Atlas.Fragility] takes out.
	MaxRemoved = 3
	// MaxRemovals is the most sets that a [Fragility] lists.
	MaxRemovals = 8
)

// Fragility finds the smallest sets of studies, of up to [MaxRemoved], without
// which the answer on two nodes has another stance. A study that is taken out
// counts as one that [Atlas.WithStatus] marks as retracted; trials that it had
// pooled then count by themselves. The sets are exact: no smaller set does, and
// none of that size is left out.
//
// An answer changes not only when what it rests on is taken out, but also when
// a study is that kept another chain closed. Both are searched.
func (a *Atlas) Fragility(from, to Node) Fragility {
	q := Question{from, to}
	f := Fragility{Question: q, Before: a.summaries([]Question{q})[0], Without: []Removal{}}
	if f.Before.Stance == evidence.Unknown {
		return f
	}
	g := a.links()
	_, i, _ := a.resolve(g, from)
	_, j, _ := a.resolve(g, to)
	s := newRemover(a, g, i, j)
	for f.Searched < MaxRemoved && len(s.found) == 0 {
		f.Searched++
		s.seen = make(map[removed]bool)
		s.search(f.Searched)
	}
	if f.Sets = len(s.found); f.Sets == 0 {
		return f
	}
	f.Size = f.Searched
	slices.SortFunc(s.found, func(x, y removed) int { return slices.Compare(x[:], y[:]) })
	for _, set := range s.found[:min(f.Sets, MaxRemovals)] {
		r := Removal{After: s.summary(set)}
		for _, n := range set {
			if n >= 0 {
				r.Studies = append(r.Studies, s.studies[n].key)
			}
		}
		f.Without = append(f.Without, r)
	}
	return f
}

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

// part is a pair with what it takes to weigh it without some studies.
type part struct {
	pair     *pair
	items    []evidence.Item // of all studies
	numbers  []int32         // of the study of each item; none for retracted ones
	studies  []int32         // the numbers in order, each once
	bodies   map[removed]evidence.Body
	variants map[variantKey]*variants
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

// pushes reports whether a finding of p is of a rise or a fall, so that a chain
// may walk it, be it only without some of its studies.
func (p *pair) pushes() bool {
	return slices.ContainsFunc(p.items, func(it evidence.Item) bool {
		return it.Finding.Direction == evidence.Up || it.Finding.Direction == evidence.Down
	})
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

// without returns the body of x without some of its studies.
func (x *part) without(r removed) evidence.Body {
	b, ok := x.bodies[r]
	if !ok {
		b = evidence.Weigh(x.left(r), x.pair.smallestEffect())
		x.bodies[r] = b
	}
	return b
}

// left returns the items of x that are not of some of its studies.
func (x *part) left(r removed) []evidence.Item {
	items := make([]evidence.Item, 0, len(x.items))
	for i, it := range x.items {
		if x.numbers[i] == none || !r.has(x.numbers[i]) {
			items = append(items, it)
		}
	}
	return items
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
	v := s.atlas.decide(s.graph, s.from, s.to, s.best())
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

// shares reports whether x and y have a study in common that is not taken out.
func (x *part) shares(y *part, out removed) bool {
	return slices.ContainsFunc(x.studies, func(n int32) bool {
		_, ok := slices.BinarySearch(y.studies, n)
		return ok && !out.has(n)
	})
}

// variants is what a pair can become if up to a number of its studies, and at
// least one, are taken out.
type variants struct {
	clear [2]struct { // not disputed, by sign: the largest of each, which need not be of one
		value float64
		level evidence.Level
	}
	open [2]bool // whether it can be so that it does not close a chain of that sign
	most float64 // largest value, of disputed ones too
}

type variantKey struct {
	out removed
	k   int
}

// variantsOf returns what x can become if it loses up to k studies more than out.
func (x *part) variantsOf(out removed, k int) *variants {
	key := variantKey{out, k}
	if v := x.variants[key]; v != nil {
		return v
	}
	v := new(variants)
	x.variants[key] = v
	var lose func(r removed, from, k int)
	lose = func(r removed, from, k int) {
		for i := from; i < len(x.studies) && k > 0; i++ {
			if n := x.studies[i]; !r.has(n) {
				less := r.with(n)
				v.take(x.pair, x.without(less))
				lose(less, i+1, k-1)
			}
		}
	}
	lose(out, 0, k)
	return v
}

func (v *variants) take(p *pair, b evidence.Body) {
	is := pair{share: p.share}
	is.settle(b)
	v.most = max(v.most, is.value)
	for _, sign := range []int{-1, 1} {
		if b.Stance != evidence.Null && b.Stance.Sign() != -sign {
			v.open[side(sign)] = true
		}
		if b.Stance.Sign() == sign {
			one := &v.clear[side(sign)]
			one.value, one.level = max(one.value, is.value), max(one.level, b.Level)
		}
	}
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
