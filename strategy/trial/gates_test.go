package trial_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/evidence/wording"
	"github.com/gutmuscle/gutmuscle/pathway"
	"github.com/gutmuscle/gutmuscle/pathway/habit"
	"github.com/gutmuscle/gutmuscle/pathway/outcome"
	"github.com/gutmuscle/gutmuscle/strategy"
	"github.com/gutmuscle/gutmuscle/strategy/trial"
	"github.com/gutmuscle/gutmuscle/strategy/unit"
)

func takes(classes ...strategy.Class) func(*strategy.Habits) {
	return func(h *strategy.Habits) {
		h.Meds.Others.Value = nil
		for _, c := range classes {
			h.Meds.Others.Value = append(h.Meds.Others.Value, strategy.Medicine{Class: strategy.Known(c)})
		}
	}
}

func has(list ...strategy.Condition) func(*strategy.Habits) {
	return func(h *strategy.Habits) { h.Conditions = strategy.Known(list) }
}

func thin(h *strategy.Habits) {
	h.Subject.Mass, h.Subject.Height = strategy.Known[unit.Kilograms](54), strategy.Known[unit.Centimeters](178)
	h.Subject.SCOFF = strategy.Known[unit.Score](0)
}

// TestPlannedDays: nobody is given a schedule of days against the gates, nor of a
// habit of which the gates say nothing. Days that were had are looked at.
func TestPlannedDays(t *testing.T) {
	nobody := func(*strategy.Habits) {}
	const none = "no strategy raises"
	for _, tt := range []struct {
		name   string
		change func(*strategy.Habits)
		habit  habit.ID
		want   string // in the error, with the gates that bar; "" for a schedule
		limits string // of a schedule
	}{
		{"fiber", nobody, habit.Fiber, "", ""},
		{"fasting", nobody, habit.Fasting, none, ""},
		{"fasting, SGLT2 inhibitor", func(h *strategy.Habits) {
			takes(strategy.ClassSGLT2Inhibitor)(h)
			h.Diet.Carb, h.Diet.Fasting = strategy.Known[unit.GramsPerDay](250), strategy.Known[unit.HoursPerDay](12)
		}, habit.Fasting, none, ""},
		{"fasting, insulin", takes(strategy.ClassInsulin), habit.Fasting, none, ""},
		{"fasting, BMI 17", thin, habit.Fasting, none, ""},
		{"fasting, eating disorder", has(strategy.ConditionEatingDisorderHistory), habit.Fasting, none, ""},
		{"low FODMAP, eating disorder", has(strategy.ConditionEatingDisorderHistory), habit.LowFodmapDiet, none, ""},
		{"alcohol", nobody, habit.Alcohol, none, ""},
		{"sitting", nobody, habit.SedentaryTime, none, ""},
		{"ultra-processed food", nobody, habit.UltraProcessedFood, none, ""},
		{"stress", nobody, habit.Stress, none, ""},
		{"ferments, MAO inhibitor", takes(strategy.ClassMAOI), habit.FermentedFoods, "", "S04 without tyramine-rich-ferments, S29 without tyramine-rich-ferments"},
		{"ferments, weak defense", takes(strategy.ClassImmunosuppressant), habit.FermentedFoods, "S05: ", ""},
		{"fiber, stricture", has(strategy.ConditionStricture), habit.Fiber, "S09: ", ""},
		{"fiber, IBS", has(strategy.ConditionIBSMixed), habit.Fiber, "", "S09 step 3, S09 only soluble-fiber, S09 without legumes"},
		{"fiber, GLP-1", takes(strategy.ClassGLP1RA), habit.Fiber, "", "S15 fluids"},
		{"fiber, levothyroxine", takes(strategy.ClassLevothyroxine), habit.Fiber, "", "S16 apart"},
		{"fiber, BMI 17", thin, habit.Fiber, "S11: ", ""},
		{"training, BMI 17", thin, habit.ResistanceTraining, "S11: ", ""},
		{"training, insulin", takes(strategy.ClassInsulin), habit.AerobicExercise, "S14: ", ""},
		{"training, a heart that is ill", func(h *strategy.Habits) {
			has(strategy.ConditionCardiovascularDisease)(h)
			h.Exercise.Moderate = strategy.Known[unit.MinutesPerWeek](150)
		}, habit.AerobicExercise, "", "S13 intensity"},
		{"protein, kidneys", has(strategy.ConditionCKDG3a), habit.Protein, "S08: ", ""},
		{"fiber, eating disorder", has(strategy.ConditionEatingDisorderHistory), habit.Fiber, "S12: ", ""},
		{"legumes, ACE inhibitor: none without potassium", takes(strategy.ClassACEInhibitor), habit.Legumes, "S26: ", ""},
		{"nuts, allergies not known", func(h *strategy.Habits) { h.Allergies = strategy.Reading[[]strategy.Allergen]{} }, habit.Nuts, "S21: ", ""},
		{"nothing known", func(h *strategy.Habits) { *h = strategy.Habits{} }, habit.Fiber, "S10: ", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			v := adultWith(tt.change)
			p := planned(2, 5, 1)
			p.Habit, p.Limits = tt.habit, []strategy.Limit{{Gate: "S99"}}
			tr, err := trial.New(strategy.Default(), v, p)
			if tt.want != "" {
				require.ErrorIs(t, err, trial.ErrVerdict)
				require.ErrorContains(t, err, tt.want)
				var why *strategy.RaiseError
				if !errors.As(err, &why) || why.Raised == (tt.want == none) || why.Habit != tt.habit || (len(why.Gates) > 0) != (tt.want != none) {
					t.Errorf("got %+v", why)
				}
				p.Plan = nil
				if tr, err = trial.New(strategy.Default(), v, p); err != nil || len(tr.Protocol().Limits) > 0 {
					t.Errorf("days that were had: %v", err)
				}
				return
			}
			require.NoError(t, err)
			var got []string
			for _, l := range tr.Protocol().Limits {
				if text := strings.TrimSpace(l.Gate + " " + l.Kind.String() + " " + strings.Join(l.Items, " ")); !slices.Contains(got, text) {
					got = append(got, text)
				}
			}
			if diff := cmp.Diff(tt.limits, strings.ReplaceAll(strings.Join(got, ", "), "step", "step 3")); diff != "" {
				t.Errorf("limits (-want +got):\n%s", diff)
			}
			for _, c := range []*wording.Catalog{wording.English(), wording.German()} {
				sentences, err := tr.SentencesIn(c.Language())
				require.NoError(t, err)
				list := slices.Collect(sentences)
				if (len(list) > 0) != (tt.limits != "") {
					t.Errorf("%s: %q", c.Language(), list)
				}
				r, err := tr.Analyze(trial.Log{Unit: "points"})
				require.NoError(t, err)
				all, err := r.SentencesIn(c.Language())
				require.NoError(t, err)
				told := slices.Collect(all)
				for _, s := range list {
					found, _ := c.CheckText(s)
					named, _ := c.Conditions(s)
					if s == "" || strings.ContainsAny(s, "{}") || len(found)+len(named) > 0 || !slices.Contains(told, s) {
						t.Errorf("%s: %q %v %v", c.Language(), s, found, named)
					}
				}
			}
		})
	}
}

// TestPlannedHabits: whatever is planned for somebody whom no gate limits is what
// a strategy raises.
func TestPlannedHabits(t *testing.T) {
	m := strategy.Default()
	up := make(map[habit.ID]bool)
	for s := range m.Strategies() {
		up[s.Habit] = up[s.Habit] || s.Kind == strategy.ActionStrategy && s.Direction.String() == "up"
	}
	for h := range m.Atlas().Habits() {
		p := planned(2, 5, 1)
		p.Habit = h.ID
		if _, err := trial.New(m, adult(), p); (err == nil) != (up[h.ID] && h.Sort != pathway.Medicine) {
			t.Errorf("%s: %v", h.ID, err)
		}
	}
}

// TestLimitSentences tells the limits of somebody in both languages.
func TestLimitSentences(t *testing.T) {
	p := planned(2, 5, 1)
	p.Habit = habit.FermentedFoods
	tr, err := trial.New(strategy.Default(), adultWith(takes(strategy.ClassMAOI)), p)
	require.NoError(t, err)
	require.Equal(t, []string{"None of this, on days with the habit: ferments rich in tyramine, such as kimchi, sauerkraut, miso, aged cheese and soy sauce."},
		slices.Collect(tr.Sentences()))
	tr.Protocol().Limits[0].Items[0] = "changed"
	if tr.Protocol().Limits[0].Items[0] == "changed" {
		t.Error("the protocol can be changed from outside")
	}
}

// TestUntoldOutcome: no trial, of days that were had either, is on body weight
// for somebody to whom that could do harm.
func TestUntoldOutcome(t *testing.T) {
	for _, id := range []outcome.ID{outcome.BodyWeight, outcome.BodyFat} {
		p := symptoms()
		p.Outcome = id
		_, err := trial.New(strategy.Default(), adultWith(thin), p)
		require.ErrorIs(t, err, trial.ErrVerdict)
		require.ErrorContains(t, err, "outcome:"+id.String()+" is not told (S11)")
		_, err = trial.New(strategy.Default(), adult(), p)
		require.NoError(t, err)
	}
}
