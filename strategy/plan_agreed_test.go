package strategy

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/strategy/unit"
)

// TestTransplantWaitsForTheTeam checks that after a transplant no step on food
// or exercise begins without the team, whatever the person does already.
func TestTransplantWaitsForTheTeam(t *testing.T) {
	for _, minutes := range []unit.MinutesPerWeek{0, 120} {
		h := known()
		h.Conditions, h.Subject.EGFR = Known([]Condition{ConditionSolidOrganTransplant}), Known[unit.Clearance](80)
		h.Exercise.Moderate, h.Exercise.Vigorous = Known(minutes), Known[unit.MinutesPerWeek](0)
		h.Exercise.ResistSessions, h.Exercise.ResistMinutes = Known[unit.TimesPerWeek](0), Known[unit.MinutesPerWeek](0)
		steps := slices.Collect(Default().Plan(&h, Wishes{}).Steps())
		require.NotEmpty(t, steps)
		for _, s := range steps {
			want := stepAgreed
			switch s.candidate().Family {
			case FamilyAerobicExercise, FamilyResistanceExercise:
				want = stepCleared
			case FamilySleep, FamilyStress, FamilyAlcoholReduction, FamilyUltraProcessedReduction, FamilyOmega3:
				continue
			}
			require.True(t, slices.ContainsFunc(slices.Collect(s.Notes()), func(m Message) bool { return m.ID == want }), "%v min: %s", minutes, s)
		}
	}
}

// TestNoMoreProteinWithLevodopa checks that protein does not rise beside a
// medicine whose uptake it hinders.
func TestNoMoreProteinWithLevodopa(t *testing.T) {
	h := known()
	h.Subject.Mass, h.Diet.Protein = Known[unit.Kilograms](80), Known[unit.GramsPerDay](64)
	h.Meds.Others = Known([]Medicine{{Substance: Known("levodopa")}})
	for x := range Default().Plan(&h, Wishes{}).Excluded() {
		if strings.HasPrefix(x.Strategy.String(), "protein-with") {
			require.Equal(t, WithheldByGate, x.Why)
			require.Equal(t, []string{"S29"}, x.Gates)
			return
		}
	}
	t.Fatal("protein is in the plan")
}

// TestDrinkingUnlessToldToDrinkLess checks that nobody is told to drink without
// regard to what the heart or the kidneys need, in either language, and that
// with a GLP-1 medicine nothing is said for protein that another gate withholds.
func TestDrinkingUnlessToldToDrinkLess(t *testing.T) {
	for language, words := range map[string][3]string{English: {"drink", "drink less", "protein spread"}, "de": {"trink", "weniger ", "verteiltes Protein"}} {
		m, err := Default().In(ModeNotSaid, language)
		require.NoError(t, err)
		for _, id := range []string{"gate.S15.glp1", "gate.S15.unknown", "gate.S09.constipation"} {
			text := m.message(id)
			require.Contains(t, strings.ToLower(text), words[0])
			require.Contains(t, text, words[1])
			require.NotContains(t, text, words[2])
		}
	}
}
