package pathway

import "github.com/gutmuscle/gutmuscle/evidence"

// verdict is a Link with its belief.
type verdict struct {
	Link
	belief float64
}

// decide answers for two nodes from the pair of them and the best chains.
func (g *graph) decide(from, to int32, b *best) verdict {
	p := g.pair(from, to)
	v := decideStance(p, b)
	v.graph, v.direct = g, p
	switch {
	case v.lead != nil:
		v.Certainty = v.lead.certainty()
	case v.Reason == NoChain && p != nil:
		v.Reason = WeakEvidence
	case v.Reason != NoChain:
		v.Certainty, _ = evidence.Judge(p.items, &p.body)
	}
	return v
}

// steps returns how the certainty of the answer was come to.
func (l Link) steps() []evidence.Step {
	switch {
	case l.lead != nil:
		return l.graph.chainSteps(l.lead)
	case l.Reason == NoChain || l.Reason == WeakEvidence:
		return nil
	}
	_, steps := evidence.Judge(l.direct.items, &l.direct.body)
	return steps
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

// certainty is the lowest of the links', one step down if there is more than
// one; with a link that is not from people it is very low.
func (p *path) certainty() evidence.Certainty {
	if !p.level.Human() {
		return evidence.VeryLow
	}
	_, c := p.leastCertain()
	if len(p.links) > 1 && c > evidence.VeryLow {
		c--
	}
	return c
}

// leastCertain returns the first link of the lowest certainty, and that; nil and
// High if all are of high certainty.
func (p *path) leastCertain() (least *pair, c evidence.Certainty) {
	c = evidence.High
	for _, l := range p.links {
		if link, _ := evidence.Judge(l.items, &l.body); link < c {
			least, c = l, link
		}
	}
	return least, c
}

// chainSteps returns how the certainty of a chain was come to.
func (g *graph) chainSteps(p *path) []evidence.Step {
	steps := []evidence.Step{}
	least, c := p.leastCertain()
	if least != nil {
		steps = append(steps, evidence.Step{Domain: "start", Reason: "weakest link, " +
			g.nodes[least.from].String() + " to " + g.nodes[least.to].String() + ": " + c.String()})
	}
	switch {
	case !p.level.Human():
		steps = append(steps, evidence.Step{Domain: "indirectness", Change: -2, Reason: "a link is not from people"})
	case len(p.links) > 1 && c > evidence.VeryLow:
		steps = append(steps, evidence.Step{Domain: "indirectness", Change: -1, Reason: "a chain, not a direct finding"})
	}
	return steps
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
