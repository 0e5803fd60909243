package pathway

import "github.com/gutmuscle/gutmuscle/evidence"

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
