package strategy

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/strategy/unit"
)

// known returns an adult man of whom all safety fields are known.
func known() Habits {
	return Habits{Subject: Subject{Age: Known[unit.Years](30), Sex: Known(SexMale)}, Conditions: Known([]Condition{}), Allergies: Known([]Allergen{}),
		Meds: Meds{Antibiotics: Known([]Antibiotic{}), Others: Known([]Medicine{}), Probiotics: Known([]Probiotic{})}, GI: GI{RedFlags: Known([]RedFlag{})}}
}

func TestGates(t *testing.T) {
	conflicting := func(a, b unit.Years) Reading[unit.Years] {
		return Reading[unit.Years]{State: StateConflicting, Values: []unit.Years{a, b}}
	}
	woman := func(s Subject) func(*Habits) {
		return func(h *Habits) {
			if s.Age.State == StateUnknown {
				s.Age = h.Subject.Age
			}
			s.Sex, s.SCOFF, s.EGFR = Known(SexFemale), h.Subject.SCOFF, h.Subject.EGFR
			h.Subject = s
		}
	}
	for _, tt := range []struct {
		name   string
		change func(*Habits)
		want   Decision
		gates  string // id and action of those that fire, without S07, which looks at pregnancy too
	}{
		{"adult man", func(*Habits) {}, GoAhead, ""},
		{"adult woman, not pregnant", woman(Subject{Pregnant: Known(false)}), GoAhead, ""},
		{"woman past menopause", woman(Subject{Age: Known[unit.Years](56)}), GoAhead, ""},
		{"age declined", func(h *Habits) { h.Subject.Age = Reading[unit.Years]{State: StateDeclined} }, AskFirst, "S10 ask, S21 ask"},
		{"age conflicting", func(h *Habits) { h.Subject.Age = conflicting(16, 61) }, AskFirst, "S28 set-aside, S10 ask, S21 ask"},
		{"age told twice, both under 18", func(h *Habits) { h.Subject.Age = conflicting(15, 16) }, Refuse, "S28 set-aside, S10 refuse"},
		{"breastfeeding told twice", woman(Subject{Pregnant: Known(false), Lactating: Reading[bool]{State: StateConflicting, Values: []bool{true, false}}}),
			AskFirst, "S28 set-aside, S17 ask, S21 ask"},
		{"age group that is all adult", func(h *Habits) { h.Subject.Age = Between[unit.Years](18, 39) }, GoAhead, ""},
		{"SCOFF on both sides of 2", func(h *Habits) { h.Subject.SCOFF = Between[unit.Score](1, 4) }, Limited, "S12 ask, S21 ask"},
		{"age group across 18", func(h *Habits) { h.Subject.Age = Between[unit.Years](15, 20) }, AskFirst, "S10 ask, S21 ask"},
		{"day before 18", func(h *Habits) { h.Subject.Age = Known[unit.Years](17.99) }, Refuse, "S10 refuse"},
		{"eighteen", func(h *Habits) { h.Subject.Age = Known[unit.Years](18) }, GoAhead, ""},
		{"infant", func(h *Habits) { h.Subject.Age = Known[unit.Years](2) }, Refuse, "S10 refuse"},
		{"pregnant", woman(Subject{Pregnant: Known(true)}), Refuse, "S17 refuse"},
		{"pregnant, sex not said", func(h *Habits) { h.Subject.Sex, h.Subject.Pregnant = Reading[Sex]{}, Known(true) }, Refuse, "S17 refuse"},
		{"pregnant by weeks only", woman(Subject{Gestation: Known[unit.Weeks](20)}), Refuse, "S17 refuse"},
		{"breastfeeding", woman(Subject{Pregnant: Known(false), Lactating: Known(true)}), Refuse, "S17 refuse"},
		{"trying to conceive", woman(Subject{Pregnant: Known(false), TryingToConceive: Known(true)}), Refuse, "S17 refuse"},
		{"pregnancy not asked", woman(Subject{}), AskFirst, "S17 ask, S21 ask"},
		{"pregnancy declined", woman(Subject{Pregnant: Reading[bool]{State: StateDeclined}}), AskFirst, "S17 ask, S21 ask"},
		{"sex other", func(h *Habits) { h.Subject.Sex = Known(SexOther) }, AskFirst, "S17 ask, S21 ask"},
		{"pregnant girl", woman(Subject{Age: Known[unit.Years](16), Pregnant: Known(true)}), Refuse, "S10 refuse, S17 refuse"},
		{"height in inches", func(h *Habits) { h.Subject.Height = Known[unit.Centimeters](70) }, RejectInput, "S28 reject"},
		{"bad value and a child", func(h *Habits) { h.Subject.Age, h.Subject.Height = Known[unit.Years](12), Known[unit.Centimeters](-1) }, RejectInput, "S28 reject, S10 refuse"},
		{"unlikely steps", func(h *Habits) { h.Exercise.Steps = Known[unit.StepsPerDay](31000) }, Limited, "S28 set-aside"},
		{"fiber told twice", func(h *Habits) {
			h.Diet.Fiber = Reading[unit.GramsPerDay]{State: StateConflicting, Values: []unit.GramsPerDay{3, 21}}
		}, Limited, "S28 set-aside"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			person := known()
			person.Subject.SCOFF, person.Subject.EGFR = Known[unit.Score](0), Known[unit.Clearance](90)
			tt.change(&person)
			a := Default().Assess(&person)
			v := a.Verdict()
			if v.Decision() != tt.want {
				t.Errorf("decision %s, want %s", v.Decision(), tt.want)
			}
			var fired []string
			for g := range v.Gates() {
				if g.Gate != "S07" {
					fired = append(fired, g.Gate+" "+g.Action.String())
				}
			}
			if got := strings.Join(fired, ", "); got != tt.gates {
				t.Errorf("gates %q, want %q", got, tt.gates)
			}
			results := len(slices.Collect(a.Pathways())) + len(slices.Collect(a.Outcomes()))
			if results > 0 != v.Scored() {
				t.Errorf("%d results, scored: %t", results, v.Scored())
			}
			if want := tt.want < Refuse; v.Scored() != want {
				t.Errorf("scored: %t, want %t", v.Scored(), want)
			}
		})
	}
}

func jsonOf(t testing.TB, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	require.NoError(t, err)
	return string(text)
}

// TestRefusedDocument checks that the document of a refused person has the
// verdict and no number about them.
func TestRefusedDocument(t *testing.T) {
	h := &Habits{Subject: Subject{Age: Known[unit.Years](15), Sex: Known(SexMale)}, Diet: Diet{Fiber: Known[unit.GramsPerDay](12)}}
	doc, err := json.Marshal(Default().Assess(h))
	require.NoError(t, err)
	var got struct {
		Verdict  struct{ Decision string }
		Pathways []any
		Outcomes []any
		Unknowns []any
	}
	require.NoError(t, json.Unmarshal(doc, &got))
	if got.Verdict.Decision != "refuse" || len(got.Pathways)+len(got.Outcomes)+len(got.Unknowns) != 0 {
		t.Errorf("got %s", doc)
	}
}

// TestSetAside checks that a doubtful value, be it inside a list, is not scored.
func TestSetAside(t *testing.T) {
	const adultMan = `"subject": {"age_y": 30, "sex": "male", "scoff": 0}`
	for _, tt := range []struct{ habit, doubtful, base string }{
		{"fiber", `"diet": {"fiber_g_d": 100}`, `"diet": {}`},
		{"fermented-foods", `"diet": {"fermented": [{"food": "kefir", "servings_wk": 60}]}`, `"diet": {}`},
		{"creatine", `"meds": {"supplements": [{"name": "creatine", "g_d": 80}]}`, `"meds": {}`},
	} {
		t.Run(tt.habit, func(t *testing.T) {
			assess := func(part string) *Assessment {
				h, err := ReadHabits(strings.NewReader("{" + adultMan + ", " + part + "}"))
				require.NoError(t, err)
				return Default().Assess(h)
			}
			a, b := assess(tt.base), assess(tt.doubtful)
			require.Equal(t, AskFirst, b.verdict.Decision()) // so little is known; but it is scored
			for i := range a.scores {
				if a.scores[i].sum != b.scores[i].sum || a.scores[i].known != b.scores[i].known {
					t.Fatalf("%s: a doubtful value was scored", a.model.targets[i].node)
				}
			}
			var aside []string
			for m := range b.Unknowns() {
				if m.Aside {
					aside = append(aside, m.Habit.String())
				}
			}
			require.Contains(t, aside, tt.habit)
		})
	}
}
