package strategy

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/strategy/unit"
)

// fiberStep returns the step on fiber of a plan for nothing else, and its notes.
func fiberStep(h *Habits) (p *Plan, s Step, notes []string) {
	var w Wishes
	for s := range Default().Strategies() {
		if s.ID.String() != "plant-fiber" {
			w.Dislikes = append(w.Dislikes, s.ID)
		}
	}
	p = Default().Plan(h, w)
	for s = range p.Steps() {
		for n := range s.Notes() {
			notes = append(notes, n.ID)
		}
	}
	return p, s, notes
}

// TestFiberByEnergy checks that fiber rises with the energy that is eaten, and by
// 10 g at most if that is not known or in doubt; that the step says why it ends
// below the documented dose; and that the energy is asked.
func TestFiberByEnergy(t *testing.T) {
	for name, c := range map[string]struct {
		energy Reading[unit.KilocaloriesPerDay]
		end    float64
		note   string
		asked  bool
	}{
		"usual":     {Known[unit.KilocaloriesPerDay](2400), 25, "", false},
		"low":       {Known[unit.KilocaloriesPerDay](1500), 21, stepCap, false},
		"lowest":    {Known[unit.KilocaloriesPerDay](1000), 14, stepCap, false},
		"not known": {Reading[unit.KilocaloriesPerDay]{}, 18, stepCapIf, true},
		"unlikely":  {Known[unit.KilocaloriesPerDay](8000), 18, stepCapIf, false},
		"declined":  {Reading[unit.KilocaloriesPerDay]{State: StateDeclined}, 18, stepCapIf, false},
	} {
		t.Run(name, func(t *testing.T) {
			h := known()
			h.Diet.Fiber, h.Diet.Energy = Known[unit.GramsPerDay](8), c.energy
			p, s, notes := fiberStep(&h)
			require.NotEmpty(t, s.String())
			_, then, ok := s.Amounts()
			require.True(t, ok)
			require.Equal(t, c.end, then)
			for _, id := range []string{stepCap, stepCapIf} {
				require.Equal(t, id == c.note, slices.Contains(notes, id), id)
			}
			asked := slices.ContainsFunc(slices.Collect(p.Questions()), func(q PlanQuestion) bool { return q.ID == askEnergy })
			require.Equal(t, c.asked, asked)
		})
	}
}

// TestFiberCapped checks that somebody who eats more fiber than is planned for the
// energy, and less than is documented, is not told that all is done.
func TestFiberCapped(t *testing.T) {
	h := known()
	h.Diet.Fiber, h.Diet.Energy = Known[unit.GramsPerDay](18), Known[unit.KilocaloriesPerDay](1200)
	p, _, _ := fiberStep(&h)
	for x := range p.Excluded() {
		if x.Strategy.String() == "plant-fiber" {
			require.Equal(t, FiberCapped, x.Why)
		}
	}
}

// TestCourseNotKnown checks that fiber waits for the end of a course that nobody
// said there is none of.
func TestCourseNotKnown(t *testing.T) {
	for name, c := range map[string]struct {
		courses Reading[[]Antibiotic]
		want    string
	}{
		"none":        {Known([]Antibiotic{}), ""},
		"now":         {Known([]Antibiotic{{Substance: Known("amoxicillin"), StartDay: Known[unit.Days](-2), EndDay: Known[unit.Days](5)}}), stepCourse},
		"not known":   {Reading[[]Antibiotic]{}, stepCourseIf},
		"end unknown": {Known([]Antibiotic{{Substance: Known("amoxicillin"), StartDay: Known[unit.Days](-6)}}), stepCourseIf},
	} {
		t.Run(name, func(t *testing.T) {
			h := known()
			h.Diet.Fiber, h.Diet.Energy, h.Meds.Antibiotics = Known[unit.GramsPerDay](12), Known[unit.KilocaloriesPerDay](2400), c.courses
			_, s, notes := fiberStep(&h)
			require.NotEmpty(t, s.String())
			for _, id := range []string{stepCourse, stepCourseIf} {
				require.Equal(t, id == c.want, slices.Contains(notes, id), id)
			}
		})
	}
}
