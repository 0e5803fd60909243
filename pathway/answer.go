package pathway

import (
	"cmp"
	"slices"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/spell"
	"github.com/gutmuscle/gutmuscle/pathway/outcome"
)

// Reason says on what an [Answer] rests, or why there is none. The zero Reason
// is that of no answer asked for.
type Reason uint8

// The reasons. Those from SameNode on are why an answer is unknown.
const (
	NoReason       Reason = iota
	DirectEvidence        // findings on the two nodes themselves
	DirectNull            // findings on the two nodes say no effect; no chain can change that
	DirectConflict        // findings on the two nodes disagree
	ChainAgainst          // a chain of a higher, human level says the opposite of the findings
	ChainEvidence         // no findings decide; a chain of claims does
	ChainConflict         // chains of claims disagree
	ChainDisputed         // all chains have a link on which findings disagree
	SameNode              // the two nodes are one, or one is a class of the other
	UnknownFrom           // the atlas has no record of the first node
	UnknownTo             // the atlas has no record of the second node
	WeakEvidence          // there are findings on the two nodes, too weak to answer
	WeakChain             // chains join the nodes, too weak to answer
	NoChain               // nothing joins the nodes
)

var reasons = spell.Set[Reason]{Type: "pathway.Reason", Words: []string{
	"none", "direct", "direct-null", "direct-conflict", "chain-against-direct", "chain", "chain-conflict",
	"chain-disputed", "same-node", "unknown-from", "unknown-to", "weak-evidence", "weak-chain", "no-chain"}}

// String returns the word of r, such as "direct-null".
func (r Reason) String() string { return reasons.String(r) }

// MarshalText returns the word of r; a value that is not a Reason is an error.
func (r Reason) MarshalText() ([]byte, error) { return reasons.Append(nil, r) }

// UnmarshalText sets r from its word; another word is a [*spell.UnknownError].
func (r *Reason) UnmarshalText(text []byte) error { return reasons.Parse(r, text) }

// Answer is what the atlas says of one effect. It is a plain value that shares
// nothing with the atlas.
type Answer struct {
	From      Node               `json:"from"`
	To        Node               `json:"to"`
	Readout   Node               `json:"readout,omitzero"` // of To, if that is a pathway
	Stance    evidence.Stance    `json:"answer"`
	Reason    Reason             `json:"reason"`
	Belief    float64            `json:"belief"`   // in [0, 1]
	Interval  evidence.Interval  `json:"interval"` // of the signed belief, each source left out in turn
	Level     evidence.Level     `json:"level"`
	Certainty evidence.Certainty `json:"certainty"`
	Steps     []evidence.Step    `json:"certainty_steps,omitempty"`
	Rules     string             `json:"certainty_rules"`

	Direct  *Direct             `json:"direct,omitempty"` // findings on the two nodes; nil if none
	Chains  []Chain             `json:"chains"`           // strongest first, at most MaxChains
	For     []evidence.StudyKey `json:"for"`              // studies behind the answer; of an ambiguous or unknown one, those of a rise
	Against []evidence.StudyKey `json:"against"`          // studies that say otherwise, nulls included
	Related []Related           `json:"related,omitempty"`
	// Elsewhere has what is known of other populations, such as growing
	// animals. It is told of and counts for nothing in the answer.
	Elsewhere []Elsewhere `json:"elsewhere,omitempty"`
	// Conflicts are the contradictions between studies that were looked into, on
	// the findings behind the answer: those on the two nodes and on the links of
	// the strongest chain.
	Conflicts []NoteID `json:"conflicts,omitempty"`
	Atlas     string   `json:"atlas"` // hash
}

// Direct is the evidence on two nodes themselves, that of their members
// included. It is a plain value.
type Direct struct {
	Stance  evidence.Stance                    `json:"answer"`
	Level   evidence.Level                     `json:"level"`
	Belief  float64                            `json:"belief"`
	Masses  evidence.Masses                    `json:"masses"`
	ByLevel map[evidence.Level]evidence.Masses `json:"by_level"`
	Sources int                                `json:"sources"`
	Claims  []string                           `json:"claims"`
}

// Elsewhere is the evidence of a claim that is restricted to a population. It
// is a plain value.
type Elsewhere struct {
	Claim      string          `json:"claim"`
	Population string          `json:"population"`
	Stance     evidence.Stance `json:"answer"`
	Level      evidence.Level  `json:"level"`
	Belief     float64         `json:"belief"`
}

// MaxChains is the most chains that an [Answer] tells of.
const MaxChains = 8

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

// resolve returns the index of a node, and of a pathway's readout.
func (a *Atlas) resolve(g *graph, n Node) (node Node, i int32, inGraph bool) {
	if n.kind == PathwayKind {
		p, _ := a.Pathway(ID{n.slug})
		n = p.Readout
	}
	i, inGraph = g.index[n]
	return n, i, inGraph
}

// Effect answers what the second node does when the first rises, is present or
// is done. It answers for any two nodes; when the atlas cannot tell, the stance
// is Unknown and the reason says why. A pathway is asked about by its readout.
//
// Direct evidence comes before chains: if the findings on the two nodes decide,
// theirs is the answer and chains only explain it. Chains never add up.
func (a *Atlas) Effect(from, to Node) Answer {
	ans := Answer{From: from, To: to, Rules: evidence.CertaintyRules, Atlas: a.Hash(),
		Chains: []Chain{}, For: []evidence.StudyKey{}, Against: []evidence.StudyKey{}}
	if _, ok := a.Name(from); !ok {
		ans.Reason = UnknownFrom
		return ans
	}
	if _, ok := a.Name(to); !ok {
		ans.Reason = UnknownTo
		return ans
	}
	g := a.links()
	source, i, ok := a.resolve(g, from)
	target, j, ok2 := a.resolve(g, to)
	if target != to {
		ans.Readout = target
	}
	switch {
	case source == target || slices.Contains(g.members[source], target) || slices.Contains(g.members[target], source):
		ans.Reason = SameNode
		return ans
	case !ok || !ok2:
		ans.Reason = NoChain
		return ans
	}
	var chains []*path
	var b best
	g.walk(i, evidence.Theta, func(p *path) {
		if p.links[len(p.links)-1].to == j {
			b.offer(p)
			if len(p.links) > 1 {
				chains = append(chains, p.clone())
			}
		}
	})
	v := a.decide(g, i, j, &b)
	ans.Stance, ans.Reason, ans.Level, ans.Interval = v.Stance, v.Reason, v.Level, rounded(v.Interval)
	ans.Belief, ans.Certainty, ans.Steps = evidence.Round(v.belief), v.Certainty, v.steps
	if ans.Reason == NoChain && g.reaches(i, j) {
		ans.Reason = WeakChain
	}
	if p := g.pair(i, j); p != nil {
		ans.Direct = p.direct()
		for _, c := range p.claims {
			ans.Related = append(ans.Related, c.Related...)
		}
	}
	ans.Elsewhere = a.elsewhere(g, source, target)
	slices.SortFunc(chains, better)
	for _, p := range chains[:min(len(chains), MaxChains)] {
		ans.Chains = append(ans.Chains, g.chain(p))
	}
	ans.For, ans.Against = v.Studies()
	var claims []string
	behind := []*pair{g.pair(i, j)}
	if v.lead != nil {
		behind = append(behind, v.lead.links...)
	}
	for _, p := range behind {
		if p != nil {
			for _, c := range p.claims {
				claims = append(claims, c.ID())
			}
		}
	}
	for c := range a.ConflictsOn(claims...) {
		ans.Conflicts = append(ans.Conflicts, c.ID)
	}
	return ans
}

func rounded(iv evidence.Interval) evidence.Interval {
	return evidence.Interval{evidence.Round(iv[0]), evidence.Round(iv[1])}
}

// elsewhere weighs the claims on two nodes, or on members of them, that are
// restricted to a population.
func (a *Atlas) elsewhere(g *graph, from, to Node) []Elsewhere {
	var all []Elsewhere
	for i := range a.claims {
		c := &a.claims[i]
		if c.Population == "" || c.Subject != from && !slices.Contains(g.members[from], c.Subject) ||
			c.Object != to && !slices.Contains(g.members[to], c.Object) {
			continue
		}
		b := evidence.Weigh(a.Items(c), c.SmallestEffect)
		all = append(all, Elsewhere{c.ID(), c.Population, b.Stance, b.Level, evidence.Round(b.Belief())})
	}
	return all
}

// verdict is a Link with what explains it.
type verdict struct {
	Link
	belief float64
	steps  []evidence.Step
}

// decide answers for two nodes from the pair of them and the best chains.
func (a *Atlas) decide(g *graph, from, to int32, b *best) verdict {
	p := g.pair(from, to)
	v := decideStance(p, b)
	v.graph, v.direct = g, p
	switch {
	case v.lead != nil:
		v.Certainty, v.steps = a.chainCertainty(g, v.lead)
	case v.Reason == NoChain && p != nil:
		v.Reason = WeakEvidence
	case v.Reason != NoChain:
		v.Certainty, v.steps = evidence.Judge(p.items, &p.body)
	}
	return v
}

// decideStance is decide without the certainty.
func decideStance(p *pair, b *best) verdict {
	if p != nil && p.body.Stance != evidence.Unknown {
		return decideDirect(p, b)
	}
	return decideChain(b)
}

func decideDirect(p *pair, b *best) (v verdict) {
	v.Stance, v.Level, v.belief = p.body.Stance, p.body.Level, p.body.Belief()
	v.Value, v.Interval = p.body.Signed()
	v.belief, v.Value = float64(v.belief*p.share), float64(v.Value*p.share)
	v.Interval = evidence.Interval{min(v.Interval[0], v.Value), max(v.Interval[1], v.Value)}
	switch v.Stance {
	case evidence.Null:
		v.Reason = DirectNull
	case evidence.Ambiguous:
		v.Reason = DirectConflict
	default:
		v.Reason = DirectEvidence
		against := b.above(-v.Stance.Sign(), max(v.Level, evidence.Animal))
		if against != nil {
			net := p.body.Masses.Net()
			v.Stance, v.Reason, v.Value = evidence.Ambiguous, ChainAgainst, 0
			v.Interval = evidence.Interval{min(-net.Down, against.interval()[1]*float64(against.sign)),
				max(net.Up, against.interval()[1]*float64(against.sign))}
		}
	}
	return v
}

func decideChain(b *best) (v verdict) {
	lead, other := b.of(1), b.of(-1)
	if lead == nil || other != nil && better(other, lead) < 0 {
		lead, other = other, lead
	}
	switch {
	case lead != nil:
		v.lead = lead
		v.Stance, v.Reason, v.Level, v.belief = stance(lead.sign), ChainEvidence, lead.level, lead.value()
		v.Value, v.Interval = lead.signed()
		if other != nil && (evidence.Reaches(other.value(), float64(evidence.Rho*lead.value())) || b.above(-lead.sign, lead.level) != nil) {
			_, against := other.signed()
			v.Stance, v.Reason, v.Value = evidence.Ambiguous, ChainConflict, 0
			v.Interval = evidence.Interval{min(v.Interval[0], against[0]), max(v.Interval[1], against[1])}
		}
	case b.disputed != nil:
		v.lead = b.disputed
		v.Stance, v.Reason, v.Level, v.belief = evidence.Ambiguous, ChainDisputed, b.disputed.level, b.disputed.value()
		hi := b.disputed.value()
		v.Interval = evidence.Interval{-hi, hi}
	default:
		v.Reason = NoChain
	}
	return v
}

// chainCertainty is the lowest of the links', one step down if there is more
// than one; with a link that is not from people it is very low.
func (a *Atlas) chainCertainty(g *graph, p *path) (evidence.Certainty, []evidence.Step) {
	c := evidence.High
	steps := []evidence.Step{}
	for _, l := range p.links {
		link, _ := evidence.Judge(l.items, &l.body)
		if link < c {
			c = link
			steps = []evidence.Step{{Domain: "start", Reason: "weakest link, " +
				g.nodes[l.from].String() + " to " + g.nodes[l.to].String() + ": " + link.String()}}
		}
	}
	if !p.level.Human() {
		return evidence.VeryLow, append(steps, evidence.Step{Domain: "indirectness", Change: -2, Reason: "a link is not from people"})
	}
	if len(p.links) > 1 && c > evidence.VeryLow {
		c--
		steps = append(steps, evidence.Step{Domain: "indirectness", Change: -1, Reason: "a chain, not a direct finding"})
	}
	return c, steps
}

// reaches reports whether any chain of links that can be walked joins two
// nodes, however weak it is.
func (g *graph) reaches(from, to int32) bool {
	seen := make([]bool, len(g.nodes))
	seen[from] = true
	frontier := []int32{from}
	for range evidence.MaxLinks {
		var next []int32
		for _, n := range frontier {
			for _, l := range g.out[n] {
				if l.sign == 0 {
					continue
				}
				if l.to == to {
					return true
				}
				if !seen[l.to] && !g.general[l.to] {
					seen[l.to] = true
					next = append(next, l.to)
				}
			}
		}
		frontier = next
	}
	return false
}

func (p *pair) direct() *Direct {
	d := &Direct{Stance: p.body.Stance, Level: p.body.Level, Belief: evidence.Round(p.body.Belief()), Masses: p.body.Masses.Round(),
		Sources: p.body.Sources, ByLevel: make(map[evidence.Level]evidence.Masses), Claims: []string{}}
	for l, m := range p.body.ByLevel {
		if m != (evidence.Masses{}) {
			d.ByLevel[evidence.Level(l)] = m.Round()
		}
	}
	for _, c := range p.claims {
		d.Claims = append(d.Claims, c.ID())
	}
	return d
}

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
		links[n] = a.decide(g, i, j, b).Link
	}
	return links
}

// A Loop is a feedback on an outcome: a way back to where it came from. Loops
// are told of and never scored. It is a plain value.
type Loop struct {
	Nodes []Node          `json:"nodes"` // from the outcome on, until it comes again
	Sign  evidence.Stance `json:"sign"`  // increase if the loop reinforces itself
	Level evidence.Level  `json:"level"`
}

// Loops returns the strongest feedback loop through the outcome of each sign,
// if there is one, increase first.
func (a *Atlas) Loops(o outcome.ID) []Loop {
	g := a.links()
	start, ok := g.index[NodeOf(o)]
	if !ok {
		return nil
	}
	var strongest [2]*path
	g.walk(start, evidence.Theta, func(p *path) {
		back := g.pair(p.links[len(p.links)-1].to, start)
		if len(p.links) == evidence.MaxLinks || back == nil || back.body.Stance.Sign() == 0 || g.general[back.from] {
			return
		}
		whole := path{links: append(slices.Clone(p.links), back), sign: p.sign * back.sign,
			weakest: min(p.weakest, back.value), level: min(p.level, back.body.Level), disputed: p.disputed}
		if slot := &strongest[side(whole.sign)]; *slot == nil || better(&whole, *slot) < 0 {
			*slot = &whole
		}
	})
	var loops []Loop
	for _, sign := range []int{1, -1} {
		if p := strongest[side(sign)]; p != nil {
			c := g.chain(p)
			loops = append(loops, Loop{c.Nodes, c.Sign, c.Level})
		}
	}
	return loops
}
