package strategy

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/pathway"
	"github.com/gutmuscle/gutmuscle/pathway/habit"
	"github.com/gutmuscle/gutmuscle/strategy/unit"
)

// PlanQuestion is something to ask the person, and what the answer is worth. It
// is a plain value.
type PlanQuestion struct {
	Question
	Habit habit.ID `json:"habit,omitzero"` // of which the amount is asked; zero for a question of the gates, and for that on energy
	// Gain is how much the value of the plan is expected to rise if this alone is
	// answered: the mean over the answers of the value of the best plan then, less
	// that of now. It is 0 where several answers are missing and one changes
	// nothing by itself.
	Gain float64 `json:"gain"`
	// Opens are the strategies that the plan would have for some answer, and has
	// not now.
	Opens []StrategyID `json:"opens"`
}

// Questions yields what to ask next: first what the gates ask, safety first, in
// their order; then the amounts of habits that could change the plan, by how
// much its value is expected to rise. What could change nothing is not asked.
//
// The answers of a safety question are two: one that forbids nothing, with a
// documented share of adults, and one that leaves the plan as it is, since the
// gates act on what is not known as on what forbids. Those of an amount are
// three: the 10th percentile, the reference and the 90th percentile of the
// population, with the shares 0.3, 0.4 and 0.3; the gates are taken as they are.
// Nobody is asked again for an amount that they would rather not say, or for
// numbers that could do harm.
// The questions are worked out when they are first asked for. Their lists are the
// caller's own.
func (p *Plan) Questions() iter.Seq[PlanQuestion] {
	p.questionsOnce.Do(func() {
		if p.planner.model == nil {
			return
		}
		for q := range p.planner.verdict.Questions() {
			p.questions = append(p.questions, p.safety(q))
		}
		if p.planner.verdict.decision < AskFirst && p.planner.model.advises() {
			p.questions = append(p.questions, p.amounts()...)
		}
	})
	return func(yield func(PlanQuestion) bool) {
		for _, q := range p.questions {
			q.Fields, q.Opens = slices.Clone(q.Fields), slices.Clone(q.Opens)
			if !yield(q) {
				return
			}
		}
	}
}

// safety works out what the answer to a question of the gates is worth.
func (p *Plan) safety(q Question) PlanQuestion {
	out := PlanQuestion{Question: q, Opens: []StrategyID{}}
	share, ok := harmless[q.ID]
	if !ok || p.planner.verdict.decision > AskFirst || !p.planner.model.advises() {
		return out
	}
	var then planner
	then.look(p.planner.model, p.planner.habits.harmlessly(q.ID), p.planner.wishes)
	if then.verdict.decision >= AskFirst {
		return out
	}
	then.weighAll()
	best, value := then.choose(nil)
	out.Opens = p.opened(out.Opens, &then, best)
	out.Gain = evidence.Round(max(0, float64(share*(value-p.value))))
	return out
}

// opened adds the strategies of a set that the plan has not.
func (p *Plan) opened(list []StrategyID, then *planner, best []int) []StrategyID {
	for _, i := range best {
		id := then.choices[i].ID
		if !slices.ContainsFunc(p.steps, func(s Step) bool { return s.at == i }) && !slices.Contains(list, id) {
			list = append(list, id)
		}
	}
	slices.SortFunc(list, StrategyID.Compare)
	return list
}

// amounts works out what it is worth to know each amount that is not known.
func (p *Plan) amounts() []PlanQuestion {
	var all []PlanQuestion
	var then planner
	m := p.planner.model
	then.look(m, p.planner.habits, p.planner.wishes)
	then.weighAll()
	for i := range m.responses {
		f := &m.responses[i]
		if then.known[i] || then.barred[i] || then.amounts[i].state == StateDeclined || !then.matters(i) {
			continue
		}
		q := PlanQuestion{Habit: f.Habit, Opens: []StrategyID{}}
		before := then.amounts[i]
		then.known[i] = true
		for k, x := range f.points() {
			then.amounts[i] = exactly(x)
			then.weighAgain(i)
			best, value := then.choose(nil)
			q.Gain += float64(pointShare[k] * value)
			q.Opens = p.opened(q.Opens, &then, best)
		}
		then.amounts[i], then.known[i] = before, false
		then.weighAgain(i)
		if q.Gain = evidence.Round(q.Gain - p.value); q.Gain <= leastInformation {
			continue
		}
		name, _ := m.Name(pathway.NodeOf(f.Habit))
		unit, _ := m.Phrase(f.Unit)
		q.ID = askAmount
		q.Ask = strings.NewReplacer("{habit}", name, "{unit}", unit).Replace(m.message(askAmount))
		for _, field := range m.measures[i].fields {
			if state, _ := p.planner.habits.State(field); state != StateKnown && state != StateImputed {
				q.Fields = append(q.Fields, field)
			}
		}
		all = append(all, q)
	}
	if q, ok := p.energy(); ok {
		all = append(all, q)
	}
	slices.SortStableFunc(all, func(a, b PlanQuestion) int {
		return cmp.Or(-cmp.Compare(a.Gain, b.Gain), a.Habit.Compare(b.Habit))
	})
	return all
}

// matters reports whether a strategy that nothing else rules out, and that may be
// told with numbers, depends on a response: its own, or that of what it is
// documented with.
func (p *planner) matters(i int) bool {
	return slices.ContainsFunc(p.choices, func(c candidate) bool {
		depends := c.response == i || slices.ContainsFunc(c.with, func(k int) bool { return p.choices[k].response == i })
		return depends && !p.terms[c.Family].noNumbers && p.excluded(c.option) == Chosen
	})
}

func (p *planner) weighAgain(i int) {
	for k := range p.choices {
		if o := p.choices[k].option; o.response == i {
			p.choices[k] = candidate{option: o, other: -1}
			p.weigh(&p.choices[k])
		}
	}
}

// harmlessly returns a copy of h with the answer to a safety question that
// forbids nothing. What of a list is recognized stays.
func (h *Habits) harmlessly(question string) *Habits {
	c := *h
	s, e := &c.Subject, &c.Exercise
	switch question {
	case "ask.age":
		s.Age = Known[unit.Years](40)
	case "ask.pregnant":
		s.Pregnant, s.Lactating, s.TryingToConceive, s.Gestation = Known(false), Known(false), Known(false), Reading[unit.Weeks]{}
	case "ask.red-flags":
		c.GI.RedFlags = Known([]RedFlag{})
	case "ask.conditions":
		c.Conditions = keep(h.Conditions, Condition.Recognized)
	case "ask.medicines":
		c.Meds.Others = keep(h.Meds.Others, func(m Medicine) bool { return len(m.Classes()) > 0 })
	case "ask.antibiotics":
		c.Meds.Antibiotics = keep(h.Meds.Antibiotics, func(a Antibiotic) bool {
			now, recent := a.taken()
			_, _, known := identify(&a.Substance, &a.Class)
			return known && now != unsure && recent != unsure
		})
	case "ask.allergies":
		c.Allergies = keep(h.Allergies, func(Allergen) bool { return true })
	case "ask.kidneys":
		s.EGFR = Known[unit.Clearance](90)
	case "ask.eating":
		s.SCOFF = Known[unit.Score](0)
	case "ask.carbs":
		c.Diet.Carb = Known[unit.GramsPerDay](250)
	case "ask.fasting":
		c.Diet.Fasting = Known[unit.HoursPerDay](12)
	case "ask.probiotics":
		c.Meds.Probiotics = Known([]Probiotic{})
	case "ask.activity":
		for _, r := range []*Reading[unit.MinutesPerWeek]{&e.Moderate, &e.Vigorous, &e.ResistMinutes} {
			if r.State != StateKnown {
				*r = Known[unit.MinutesPerWeek](90)
			}
		}
	case "ask.weight":
		s.MassChange, e.Event = Known[unit.Kilograms](0), Reading[Event]{}
	case "ask.body":
		s.Mass, s.Height = Known[unit.Kilograms](70), Known[unit.Centimeters](170)
	}
	return &c
}

// keep returns a list that is known, with the elements of a usable one that are
// clear.
func keep[T any](r Reading[[]T], clear func(T) bool) Reading[[]T] {
	list := []T{}
	if r.Usable() {
		for _, v := range r.Value {
			if clear(v) {
				list = append(list, v)
			}
		}
	}
	return Known(list)
}
