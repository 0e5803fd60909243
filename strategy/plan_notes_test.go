package strategy

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/strategy/unit"
)

// noted returns the text of a note of somebody's plan, or "".
func noted(h *Habits, id string) string {
	for n := range Default().Plan(h, Wishes{}).Notes() {
		if n.ID == id {
			return n.Text
		}
	}
	return ""
}

// TestProteinOnceKnown checks that older people are told the dose of protein as
// one that waits for the kidneys, and only if nothing else is against it.
func TestProteinOnceKnown(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*Habits)
		told   bool
	}{
		"kidneys not known": {func(*Habits) {}, true},
		"kidneys known":     {func(h *Habits) { h.Subject.EGFR = Known[unit.Clearance](85) }, false},
		"weak kidneys":      {func(h *Habits) { h.Subject.EGFR = Known[unit.Clearance](40) }, false},
		"of middle age": {func(h *Habits) {
			h.Subject.Age, h.Conditions = Known[unit.Years](50), Known([]Condition{ConditionHypertension})
		}, false},
		"as much is eaten":         {func(h *Habits) { h.Diet.Protein = Known[unit.GramsPerDay](80) }, false},
		"numbers may harm":         {func(h *Habits) { h.Conditions = Known([]Condition{ConditionEatingDisorderHistory}) }, false},
		"levodopa":                 {func(h *Habits) { h.Meds.Others = Known([]Medicine{{Substance: Known("levodopa")}}) }, false},
		"something is asked first": {func(h *Habits) { h.GI.RedFlags = Reading[[]RedFlag]{} }, false},
	} {
		t.Run(name, func(t *testing.T) {
			h := known()
			h.Subject.Age, h.Subject.Mass, h.Subject.Height = Known[unit.Years](78), Known[unit.Kilograms](61), Known[unit.Centimeters](165)
			h.Diet.Protein = Known[unit.GramsPerDay](48)
			c.change(&h)
			require.Equal(t, c.told, strings.Contains(noted(&h, noteProtein), "1–1.2 g/kg/d"))
		})
	}
}

// TestSpreadingIsForEveryAge checks that the dose for older people does not keep
// them from spreading what they eat.
func TestSpreadingIsForEveryAge(t *testing.T) {
	h := known()
	h.Subject.Age = Known[unit.Years](78)
	all := slices.Collect(Default().Plan(&h, Wishes{}).Excluded())
	i := slices.IndexFunc(all, func(x Excluded) bool { return x.Strategy.String() == "protein-spread" })
	require.Equal(t, IsUntested, all[i].Why)
}

// TestDaysFromCourseToStool checks that the days between an antibiotic and a
// stool sample are told if they are known, and only then.
func TestDaysFromCourseToStool(t *testing.T) {
	course := func(start, end unit.Days) Antibiotic {
		return Antibiotic{Substance: Known("amoxicillin"), StartDay: Known(start), EndDay: Known(end)}
	}
	for name, c := range map[string]struct {
		courses   []Antibiotic
		collected Reading[unit.Days]
		days      string
	}{
		"after a course":      {[]Antibiotic{course(-49, -42)}, Known[unit.Days](-21), " 21 days"},
		"after the nearer":    {[]Antibiotic{course(-80, -70), course(-49, -42)}, Known[unit.Days](-12), " 30 days"},
		"before a later one":  {[]Antibiotic{course(-80, -70), course(-9, -2)}, Known[unit.Days](-30), " 40 days"},
		"day not known":       {[]Antibiotic{course(-49, -42)}, Reading[unit.Days]{}, ""},
		"in the course":       {[]Antibiotic{course(-49, -42)}, Known[unit.Days](-45), ""},
		"a course of no date": {[]Antibiotic{course(-49, -42), {Substance: Known("amoxicillin")}}, Known[unit.Days](-21), ""},
	} {
		t.Run(name, func(t *testing.T) {
			h := known()
			h.Meds.Antibiotics, h.Microbiome = Known(c.courses), Known(Microbiome{CollectedDay: c.collected})
			got := noted(&h, noteStoolDays)
			require.Equal(t, c.days != "", got != "", got)
			require.Contains(t, got, c.days)
			require.NotEqual(t, got == "", noted(&h, noteStoolCourse) == "", "one of the two is told")
		})
	}
}

// TestCautionForHighMass checks that grams by the mass come with a caution for
// people whose mass is high for their height, or may be.
func TestCautionForHighMass(t *testing.T) {
	for s := range Default().Strategies() {
		has := slices.ContainsFunc(s.NotFor, func(u Unsuited) bool { return u.BMI == 30 && u.Field == "subject.mass_kg" })
		require.Equal(t, s.Unit == "g/kg/d", has, "%s", s.ID)
	}
	for name, c := range map[string]struct {
		mass   unit.Kilograms
		height Reading[unit.Centimeters]
		eating bool
		told   bool
	}{
		"high":             {140, Known[unit.Centimeters](175), false, true},
		"usual":            {70, Known[unit.Centimeters](175), false, false},
		"height not known": {140, Reading[unit.Centimeters]{}, false, true},
		"numbers may harm": {140, Known[unit.Centimeters](175), true, false},
	} {
		t.Run(name, func(t *testing.T) {
			h := known()
			h.Subject.Mass, h.Subject.Height, h.Subject.SCOFF = Known(c.mass), c.height, Known[unit.Score](0)
			h.Exercise.ResistSessions, h.Diet.Protein = Known[unit.TimesPerWeek](3), Known(unit.GramsPerDay(c.mass))
			if c.eating {
				h.Conditions = Known([]Condition{ConditionEatingDisorderHistory})
			}
			steps := slices.Collect(Default().Plan(&h, Wishes{}).Steps())
			i := slices.IndexFunc(steps, func(s Step) bool { return s.String() == "protein-with-training" })
			require.NotEqual(t, -1, i, "%v", steps)
			told := slices.ContainsFunc(slices.Collect(steps[i].Cautions()), func(u Unsuited) bool { return u.BMI > 0 })
			require.Equal(t, c.told, told)
		})
	}
}
