package pathway

import (
	"slices"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/spell"
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
	v := g.decide(i, j, &b)
	ans.Stance, ans.Reason, ans.Level, ans.Interval = v.Stance, v.Reason, v.Level, rounded(v.Interval)
	ans.Belief, ans.Certainty, ans.Steps = evidence.Round(v.belief), v.Certainty, v.steps()
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
