package strategy

import (
	"cmp"
	"iter"
	"slices"
	"sync"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/pathway/outcome"
)

// Plan is at most three strategies for one person, those that passed the safety
// gates and give most for the effort; or none, with the reasons. That nothing is
// worth doing is a valid plan. Only a [Model] makes one, from a [Verdict] that it
// holds. A Plan never changes, is safe for concurrent use, and can be marshaled
// but not unmarshaled. The zero Plan is not decided and has nothing.
type Plan struct {
	planner planner
	steps   []Step
	others  []Excluded
	next    NextBest
	hasNext bool
	value   float64

	questionsOnce sync.Once
	questions     []PlanQuestion
}

// Plan makes a plan for a person. First the gates run; where they refuse, reject
// the input or have to ask first, the plan has no steps. The person is kept, and
// their lists must not be changed while the plan is in use.
//
// The value of a strategy is what the goals gain by it, in points: the change of
// the habit's row in an [Assessment] when the person goes as far as a schedule of
// at most twelve weeks does, before rows are divided by what all habits could do
// to the goal, times a share for the certainty of the answer behind it, less a
// price for the effort. What is not known from people gains nothing; a goal that
// gets worse counts against in full, another outcome by the certainty. The plan is
// the best set of at most three that do not do much of the same, fit the diet,
// the allergies and the effort, and stand beside what they are documented with.
//
// Wishes that the model does not know are passed over; see [Model.CheckWishes].
// The plan of a model that advises nothing has the verdict and the questions of
// the gates, and no more; see [Mode].
func (m *Model) Plan(h *Habits, w Wishes) *Plan {
	kept, wishes := *h, w
	wishes.Goals, wishes.Likes, wishes.Dislikes = slices.Clone(w.Goals), slices.Clone(w.Likes), slices.Clone(w.Dislikes)
	p := new(Plan)
	pl := &p.planner
	pl.look(m, &kept, &wishes)
	if pl.verdict.decision > AskFirst || !m.advises() {
		return p
	}
	pl.weighAll()
	if pl.verdict.decision < AskFirst {
		best, value := pl.choose(nil)
		chosen := slices.Clone(best)
		p.value = value
		slices.SortStableFunc(chosen, func(a, b int) int { return -cmp.Compare(pl.choices[a].value, pl.choices[b].value) })
		for _, i := range chosen {
			p.steps = append(p.steps, Step{p, i})
		}
		p.runnerUp(chosen)
		pl.explainRest(chosen)
	}
	for i := range pl.choices {
		if pl.choices[i].why != Chosen {
			p.others = append(p.others, pl.excludedAs(&pl.choices[i]))
		}
	}
	return p
}

// Verdict returns the outcome of the gates.
func (p *Plan) Verdict() Verdict { return p.planner.verdict }

// Goals yields the outcomes that the plan is for.
func (p *Plan) Goals() iter.Seq[outcome.ID] { return slices.Values(p.planner.goals) }

// Value returns the sum of the values of the steps, in points. It
// ranks plans for one person and means nothing else.
func (p *Plan) Value() float64 { return p.value }

// Steps yields the strategies of the plan, that with the greatest value first.
func (p *Plan) Steps() iter.Seq[Step] { return slices.Values(p.steps) }

// Excluded yields the strategies that are not in the plan, by id, each with the
// reason. If the person is refused or the input rejected there are none. The
// lists are the caller's own.
func (p *Plan) Excluded() iter.Seq[Excluded] {
	return func(yield func(Excluded) bool) {
		for _, x := range p.others {
			x.Gates, x.Tells, x.Fields = slices.Clone(x.Gates), slices.Clone(x.Tells), slices.Clone(x.Fields)
			if !yield(x) {
				return
			}
		}
	}
}

// NextBest is the plan that comes next, and what is behind in it. It is a plain
// value.
type NextBest struct {
	Strategies []StrategyID `json:"strategies"` // by id
	Value      float64      `json:"value"`
	Behind     float64      `json:"behind"` // what its value lacks; 0 if the ids decided
	// In has the strategies that it has and the plan has not, Out those that the
	// plan has in their place.
	In  []StrategyID `json:"in"`
	Out []StrategyID `json:"out"`
}

// RunnerUp returns the best plan that has a strategy which this one lacks, and
// whether there is one. The lists are the caller's own.
func (p *Plan) RunnerUp() (NextBest, bool) {
	next := p.next
	next.Strategies, next.In, next.Out = slices.Clone(next.Strategies), slices.Clone(next.In), slices.Clone(next.Out)
	return next, p.hasNext
}

func (p *Plan) runnerUp(chosen []int) {
	if len(chosen) == 0 {
		return
	}
	pl := &p.planner
	next, value := pl.choose(chosen)
	if len(next) == 0 {
		return
	}
	p.hasNext = true
	p.next = NextBest{Value: value, Behind: evidence.Round(p.value - value), Strategies: []StrategyID{}, In: []StrategyID{}, Out: []StrategyID{}}
	for _, i := range next {
		p.next.Strategies = append(p.next.Strategies, pl.choices[i].ID)
		if !slices.Contains(chosen, i) {
			p.next.In = append(p.next.In, pl.choices[i].ID)
		}
	}
	for _, i := range slices.Sorted(slices.Values(chosen)) {
		if !slices.Contains(next, i) {
			p.next.Out = append(p.next.Out, pl.choices[i].ID)
		}
	}
}

// Excluded is a strategy that is not in a plan, and why. It is a plain value.
type Excluded struct {
	Strategy StrategyID `json:"strategy"`
	Why      WhyNot     `json:"reason"`
	Text     string     `json:"text"`             // the reason in words
	Gates    []string   `json:"gates,omitempty"`  // that withhold it, or limit it such that nothing is left
	Other    StrategyID `json:"other,omitzero"`   // that does the same, or that it needs
	Gain     float64    `json:"gain"`             // of the goals, in points, as far as it was worked out
	Tells    []string   `json:"tells,omitempty"`  // what is to be known, of an information
	Fields   []string   `json:"fields,omitempty"` // wire paths that would tell the amount that is not known
}

func (p *planner) excludedAs(c *candidate) Excluded {
	x := Excluded{Strategy: c.ID, Why: c.why, Text: p.model.message("plan.not." + c.why.String()), Gain: c.gain}
	if c.other >= 0 {
		x.Other = p.choices[c.other].ID
	}
	switch c.why {
	case WithheldByGate:
		x.Gates = p.gatesAgainst(c.Family)
	case NoFormFits:
		if t := &p.terms[c.Family]; slices.ContainsFunc(c.Forms, func(f Form) bool { return !t.leaves(&f) }) {
			x.Gates = p.gatesOn(c.Family, LimitOnly, LimitWithout)
		}
	case IsInformation:
		for _, id := range c.Tells {
			x.Tells = append(x.Tells, p.model.message(id))
		}
	case AmountUnknown:
		x.Fields = slices.Clone(p.model.measures[c.response].fields)
	}
	return x
}

// gatesAgainst returns the gates that leave nothing of a family, in their order.
func (p *planner) gatesAgainst(f Family) []string {
	if gates := p.verdict.against(f); gates != nil {
		return gates
	}
	return p.gatesOn(f, LimitHold, LimitNoIncrease)
}

// gatesOn returns the gates that limit a family in some ways.
func (p *planner) gatesOn(f Family, kinds ...LimitKind) []string {
	var gates []string
	for _, r := range p.verdict.rulings {
		for _, l := range r.rule.record.Limits {
			if id := r.rule.gate.ID; slices.Contains(kinds, l.Kind) && slices.Contains(l.Families, f) && !slices.Contains(gates, id) {
				gates = append(gates, id)
			}
		}
	}
	return gates
}
