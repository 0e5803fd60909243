package strategy

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/strategy/unit"
)

func TestGates(t *testing.T) {
	adult := Known[unit.Years](30)
	for _, tt := range []struct {
		name   string
		person Habits
		want   Decision
		gates  string // id and action of those that fire
	}{
		{"adult man", Habits{Subject: Subject{Age: adult, Sex: Known(SexMale)}}, GoAhead, ""},
		{"adult woman, not pregnant", Habits{Subject: Subject{Age: adult, Sex: Known(SexFemale), Pregnant: Known(false)}}, GoAhead, ""},
		{"woman past menopause", Habits{Subject: Subject{Age: Known[unit.Years](56), Sex: Known(SexFemale)}}, GoAhead, ""},
		{"nothing known", Habits{}, Limited, "S10 ask, S17 ask"},
		{"age declined", Habits{Subject: Subject{Age: Reading[unit.Years]{State: StateDeclined}, Sex: Known(SexMale)}}, Limited, "S10 ask"},
		{"age conflicting", Habits{Subject: Subject{Age: Reading[unit.Years]{State: StateConflicting, Values: []unit.Years{16, 61}}, Sex: Known(SexMale)}}, Limited, "S28 set-aside, S10 ask"},
		{"age told twice, both under 18", Habits{Subject: Subject{Age: Reading[unit.Years]{State: StateConflicting, Values: []unit.Years{15, 16}}, Sex: Known(SexMale)}}, Refuse, "S28 set-aside, S10 refuse"},
		{"breastfeeding told twice", Habits{Subject: Subject{Age: adult, Sex: Known(SexFemale), Pregnant: Known(false),
			Lactating: Reading[bool]{State: StateConflicting, Values: []bool{true, false}}}}, Limited, "S28 set-aside, S17 ask"},
		{"age group that is all adult", Habits{Subject: Subject{Age: Between[unit.Years](18, 39), Sex: Known(SexMale)}}, GoAhead, ""},
		{"age group across 18", Habits{Subject: Subject{Age: Between[unit.Years](15, 20), Sex: Known(SexMale)}}, Limited, "S10 ask"},
		{"day before 18", Habits{Subject: Subject{Age: Known[unit.Years](17.99), Sex: Known(SexMale)}}, Refuse, "S10 refuse"},
		{"eighteen", Habits{Subject: Subject{Age: Known[unit.Years](18), Sex: Known(SexMale)}}, GoAhead, ""},
		{"infant", Habits{Subject: Subject{Age: Known[unit.Years](2), Sex: Known(SexMale)}}, Refuse, "S10 refuse"},
		{"pregnant", Habits{Subject: Subject{Age: adult, Sex: Known(SexFemale), Pregnant: Known(true)}}, Refuse, "S17 refuse"},
		{"pregnant, sex not said", Habits{Subject: Subject{Age: adult, Pregnant: Known(true)}}, Refuse, "S17 refuse"},
		{"pregnant by weeks only", Habits{Subject: Subject{Age: adult, Sex: Known(SexFemale), Gestation: Known[unit.Weeks](20)}}, Refuse, "S17 refuse"},
		{"breastfeeding", Habits{Subject: Subject{Age: adult, Sex: Known(SexFemale), Pregnant: Known(false), Lactating: Known(true)}}, Refuse, "S17 refuse"},
		{"trying to conceive", Habits{Subject: Subject{Age: adult, Sex: Known(SexFemale), Pregnant: Known(false), TryingToConceive: Known(true)}}, Refuse, "S17 refuse"},
		{"pregnancy not asked", Habits{Subject: Subject{Age: adult, Sex: Known(SexFemale)}}, Limited, "S17 ask"},
		{"pregnancy declined", Habits{Subject: Subject{Age: adult, Sex: Known(SexFemale), Pregnant: Reading[bool]{State: StateDeclined}}}, Limited, "S17 ask"},
		{"sex other", Habits{Subject: Subject{Age: adult, Sex: Known(SexOther)}}, Limited, "S17 ask"},
		{"pregnant girl", Habits{Subject: Subject{Age: Known[unit.Years](16), Sex: Known(SexFemale), Pregnant: Known(true)}}, Refuse, "S10 refuse, S17 refuse"},
		{"height in inches", Habits{Subject: Subject{Age: adult, Sex: Known(SexMale), Height: Known[unit.Centimeters](70)}}, RejectInput, "S28 reject"},
		{"bad value and a child", Habits{Subject: Subject{Age: Known[unit.Years](12), Sex: Known(SexMale), Height: Known[unit.Centimeters](-1)}}, RejectInput, "S28 reject, S10 refuse"},
		{"unlikely steps", Habits{Subject: Subject{Age: adult, Sex: Known(SexMale)}, Exercise: Exercise{Steps: Known[unit.StepsPerDay](31000)}}, Limited, "S28 set-aside"},
		{"fiber told twice", Habits{Subject: Subject{Age: adult, Sex: Known(SexMale)},
			Diet: Diet{Fiber: Reading[unit.GramsPerDay]{State: StateConflicting, Values: []unit.GramsPerDay{3, 21}}}}, Limited, "S28 set-aside"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := Default().Assess(&tt.person)
			v := a.Verdict()
			if v.Decision() != tt.want {
				t.Errorf("decision %s, want %s", v.Decision(), tt.want)
			}
			var fired []string
			for g := range v.Gates() {
				fired = append(fired, g.Gate+" "+g.Action.String())
				if strings.HasPrefix(g.Why, "gate.") || len(g.Fields) == 0 {
					t.Errorf("gate without a text or a field: %+v", g)
				}
			}
			if got := strings.Join(fired, ", "); got != tt.gates {
				t.Errorf("gates %q, want %q", got, tt.gates)
			}
			scored := tt.want == GoAhead || tt.want == Limited
			results := len(slices.Collect(a.Pathways())) + len(slices.Collect(a.Outcomes()))
			if (results > 0) != scored {
				t.Errorf("%d results after %s", results, tt.want)
			}
		})
	}
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
	const adultMan = `"subject": {"age_y": 30, "sex": "male"}`
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
			require.Equal(t, Limited, b.verdict.Decision())
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

// TestSealed checks that nothing outside the package can make or change a
// verdict or an assessment: no exported fields, and no unmarshaling.
func TestSealed(t *testing.T) {
	for _, v := range []any{new(Verdict), new(Assessment)} {
		typ := reflect.TypeOf(v).Elem()
		for i := range typ.NumField() {
			if typ.Field(i).IsExported() {
				t.Errorf("%s.%s is exported", typ, typ.Field(i).Name)
			}
		}
		for _, method := range []string{"UnmarshalJSON", "UnmarshalText", "UnmarshalStrict"} {
			if _, ok := reflect.TypeOf(v).MethodByName(method); ok {
				t.Errorf("%s has %s", typ, method)
			}
		}
		if _, ok := reflect.TypeOf(v).MethodByName("MarshalJSON"); !ok {
			t.Errorf("%s cannot be marshaled", typ)
		}
	}
}
