package strategy

import (
	"errors"
	"fmt"
	"slices"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/spell"
	"github.com/gutmuscle/gutmuscle/pathway"
	"github.com/gutmuscle/gutmuscle/pathway/outcome"
)

// Wishes are what a person wants of a plan. The zero Wishes want everything:
// all goals, and no limit but that of three strategies. It is a plain value.
type Wishes struct {
	// Goals are the outcomes that count, each alike. If there are none, it is the
	// goal that the person trains for, and else those of [Goals].
	Goals []outcome.ID `json:"goals,omitempty"`
	// Effort is the most that the burdens of all strategies may add up to; 0
	// means no limit.
	Effort int `json:"effort,omitempty"`
	// Likes cost half of their effort. Products with microbes are weighed only if
	// they are among them: they are to be named by strain and use, or not at all.
	Likes    []StrategyID `json:"likes,omitempty"`
	Dislikes []StrategyID `json:"dislikes,omitempty"`
	Max      int          `json:"max,omitempty"` // most strategies, 1 to [MostSteps]; 0 means that
}

// Outcome returns the outcome that stands for a goal: the general one, for which
// the findings on all its kinds count. The zero Goal has none.
func (g Goal) Outcome() (outcome.ID, bool) {
	switch g {
	case GoalMass:
		return outcome.MuscleMass, true
	case GoalStrength:
		return outcome.Strength, true
	case GoalEndurance:
		return outcome.Endurance, true
	case GoalRecovery:
		return outcome.Recovery, true
	case GoalFunction:
		return outcome.PhysicalFunction, true
	default:
		return outcome.ID{}, false
	}
}

// Goals returns the outcomes that a plan is for if nobody says: those of all
// goals that people train for.
func Goals() []outcome.ID {
	var all []outcome.ID
	for g := range goals.All() {
		if id, ok := g.Outcome(); ok {
			all = append(all, id)
		}
	}
	return all
}

// CheckWishes reports everything in w that the model does not know, or that
// cannot be: [Model.Plan] passes over it.
func (m *Model) CheckWishes(w Wishes) error {
	var errs []error
	bad := func(field string, err error) { errs = append(errs, fmt.Errorf("%s: %w", field, err)) }
	for i, id := range w.Goals {
		field := fmt.Sprintf("goals[%d]", i)
		o, ok := m.atlas.Outcome(id)
		switch {
		case !ok, m.hidden[pathway.NodeOf(id)]:
			e := &spell.UnknownError{Type: "outcome", Input: id.String(), Want: spell.Nearest(id.String(), m.outcomeNames())}
			if len(e.Want) == 0 {
				for _, g := range Goals() {
					e.Want = append(e.Want, g.String())
				}
			}
			bad(field, e)
		case o.Desired != evidence.Up && o.Desired != evidence.Down:
			bad(field, fmt.Errorf("%s: neither more nor less of it is better", id))
		case slices.Contains(w.Goals[:i], id):
			bad(field, fmt.Errorf("%s is there twice", id))
		}
	}
	for field, list := range map[string][]StrategyID{"dislikes": w.Dislikes, "likes": w.Likes} {
		for i, id := range list {
			if _, ok := m.Strategy(id); !ok {
				e := &spell.UnknownError{Type: "strategy", Input: id.String(), Want: spell.Nearest(id.String(), m.strategyNames())}
				if len(e.Want) == 0 {
					e.Want = slices.Collect(m.strategyNames())
				}
				bad(fmt.Sprintf("%s[%d]", field, i), e)
			}
		}
	}
	for i, id := range w.Likes {
		if slices.Contains(w.Dislikes, id) {
			bad(fmt.Sprintf("likes[%d]", i), fmt.Errorf("%s is disliked, too", id))
		}
	}
	if w.Effort < 0 {
		bad("effort", fmt.Errorf("%d; want 1 or more, or 0 for no limit", w.Effort))
	}
	if w.Max < 0 || w.Max > MostSteps {
		bad("max", fmt.Errorf("%d; want 1 to %d, or 0 for %d", w.Max, MostSteps, MostSteps))
	}
	slices.SortStableFunc(errs, func(a, b error) int { return comparePaths(a.Error(), b.Error()) })
	return errors.Join(errs...)
}

func (m *Model) outcomeNames() func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for o := range m.atlas.Outcomes() {
			if !m.hidden[pathway.NodeOf(o.ID)] && !yield(o.ID.String()) {
				return
			}
		}
	}
}

func (m *Model) strategyNames() func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for i := range m.strategies {
			if !yield(m.strategies[i].ID.String()) {
				return
			}
		}
	}
}

// goals returns the outcomes that a plan for the person is for, without those
// that the model does not know or the gates leave untold, each once.
func (w *Wishes) goals(v *Verdict, h *Habits) []outcome.ID {
	list := w.Goals
	if len(list) == 0 {
		list = Goals()
		if h.Exercise.Goal.Usable() {
			if id, ok := h.Exercise.Goal.Value.Outcome(); ok {
				list = []outcome.ID{id}
			}
		}
	}
	known := make([]outcome.ID, 0, len(list))
	for _, id := range list {
		n := pathway.NodeOf(id)
		if _, ok := v.model.atlas.Outcome(id); ok && !v.model.hidden[n] && v.Tells(n) && !slices.Contains(known, id) {
			known = append(known, id)
		}
	}
	return known
}

// most returns how many strategies a plan may have.
func (w *Wishes) most() int {
	if w.Max <= 0 || w.Max > MostSteps {
		return MostSteps
	}
	return w.Max
}
