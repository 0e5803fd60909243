package strategy

import (
	"slices"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/pathway"
	"github.com/gutmuscle/gutmuscle/pathway/habit"
)

// Influence is why a stool test may not show what is usual for the person. The
// zero Influence means that there is none. It is a plain value.
type Influence struct {
	Habit  habit.ID            `json:"habit"`
	State  State               `json:"state"`                 // known: it is there; else it is not known whether
	Days   int                 `json:"days_before,omitempty"` // between an antibiotic and the stool, if it is known that there was one
	For    []evidence.StudyKey `json:"for"`
	Effect evidence.Stance     `json:"effect"` // of the atlas, on a shift of the community
}

// shift is the outcome that the influences are known to change.
var shift = pathway.MustParseNode("outcome:gut-community-shift")

// Influences returns what is known to change the microbes of a stool and was
// there, or may have been, when this one was given: an antibiotic within the
// time that its response takes to wash out, and proton pump inhibitors,
// metformin and laxatives. They are told beside the results, since these may
// have another reason than the person's habits; nothing follows for the
// medicines themselves.
func (s *Stool) Influences(h *Habits) []Influence {
	var all []Influence
	add := func(id habit.ID, state State, days int) {
		link := s.base.atlas.Links(pathway.NodeOf(id), []pathway.Node{shift})[0]
		studies, _ := link.Studies()
		all = append(all, Influence{id, state, days, notNil(studies), link.Stance})
	}
	if days, state := s.sinceAntibiotic(h); state != StateNotApplicable {
		add(habit.Antibiotics, state, days)
	}
	for _, id := range []habit.ID{habit.Laxatives, habit.Metformin, habit.ProtonPumpInhibitors} {
		i := slices.IndexFunc(s.base.responses, func(r Response) bool { return r.Habit == id })
		if i < 0 {
			continue
		}
		switch x := s.base.measures[i].read(h); {
		case x.usable() && x.lo > 0:
			add(id, StateKnown, 0)
		case !x.usable() || x.hi > 0:
			add(id, StateUnknown, 0)
		}
	}
	return all
}

// sinceAntibiotic returns how many days before the stool an antibiotic was last
// taken, before the nearest of several stools: StateNotApplicable if it was not,
// within the time of the response.
func (s *Stool) sinceAntibiotic(h *Habits) (int, State) {
	r, ok := s.base.Response(habit.Antibiotics)
	list := h.Meds.Antibiotics
	if !ok || !list.Usable() {
		return 0, StateUnknown
	}
	washout := float64(longAgo)
	if r.WashoutDays != nil {
		washout = float64(r.WashoutDays[1])
	}
	nearest, state := 0, StateNotApplicable
	for _, course := range list.Value {
		for _, collected := range s.collected {
			since, taken := sinceCourse(course, float64(collected.Number)) // a day that is not known is taken for today
			if taken == StateUnknown {
				return 0, StateUnknown
			}
			if taken == StateKnown && since <= washout && (state != StateKnown || int(since) < nearest) {
				nearest, state = int(since), StateKnown
			}
		}
	}
	return nearest, state
}

// sinceCourse returns how many days before a day a course ended:
// StateNotApplicable if it started later.
func sinceCourse(course Antibiotic, day float64) (float64, State) {
	start, end := amountOf(&course.StartDay), amountOf(&course.EndDay)
	switch {
	case start.usable() && start.lo > day:
		return 0, StateNotApplicable
	case !end.usable() && !start.usable():
		return 0, StateUnknown
	case !end.usable():
		end = within(start.lo, max(start.lo, day))
	}
	return max(0, day-end.hi), StateKnown
}
