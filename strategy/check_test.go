package strategy_test

import (
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/strategy"
	"github.com/gutmuscle/gutmuscle/strategy/unit"
)

// dirty is the body and diary of somebody whose app mixed up units, wrote zero
// for what it did not know, and counted twice.
const dirty = `{
	"subject": {"age_y": 44, "sex": "female", "mass_kg": 180.8, "height_cm": 70},
	"diet": {"fiber_g_d": 140, "protein_g_d": 0, "energy_kcal_d": 0, "logged_days_n": 7},
	"exercise": {"steps_d": 31000, "mod_min_wk": 2600, "vig_min_wk": 0, "walk_min_wk": 0},
	"sleep": {"sleep_h": 14.3}}`

// lines writes issues as text, one a line.
func lines(issues []strategy.Issue) string {
	var b strings.Builder
	for _, i := range issues {
		b.WriteString(i.Kind.String() + " " + i.Field + ": " + i.Found + "; want " + i.Want)
		if i.Likely != "" {
			b.WriteString("; likely " + i.Likely)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestCheckDirtyImport(t *testing.T) {
	h := read(t, dirty)
	before, err := json.Marshal(h)
	require.NoError(t, err)
	want := `reject diet.energy_kcal_d: 0 kcal/d over 7 logged days; want more than 0, or not known; likely not known (missing written as zero?)
reject diet.fiber_g_d: 140 g/d; want 0 to 120 g/d; likely 20 g/d (weekly total? 140 g/wk)
reject diet.protein_g_d: 0 g/d over 7 logged days; want more than 0, or not known; likely not known (missing written as zero?)
unlikely exercise.mod_min_wk: 2600 min/wk; want 0 to 1260 min/wk; likely at most 1260 min/wk (counted twice, or all day?)
unlikely exercise.steps_d: 31000 steps/d; want 1000 to 25000 steps/d; likely fewer (two devices?)
reject sleep.sleep_h: 14.3 h/d; want 1 to 14 h/d; likely 7.2 h/d (two sources summed? 14.3 h/d)
reject subject.height_cm: 70 cm; want 100 to 250 cm; likely 177.8 cm (inches? 70 in)
reject subject.mass_kg: 180.8 kg and 70 cm: BMI 369; want a BMI of 10 to 80 kg/m²; likely 82 kg (pounds? 180.8 lb)
`
	issues := h.Check()
	if diff := cmp.Diff(want, lines(issues)); diff != "" {
		t.Errorf("issues (-want +got):\n%s", diff)
	}
	after, err := json.Marshal(h)
	require.NoError(t, err)
	if diff := cmp.Diff(string(before), string(after)); diff != "" {
		t.Errorf("changed by Check (-before +after):\n%s", diff)
	}
	out, err := json.Marshal(h.Without(issues))
	require.NoError(t, err)
	if want := `{"subject":{"age_y":44,"sex":"female"},"diet":{"logged_days_n":7},"exercise":{"walk_min_wk":0,"vig_min_wk":0}}`; string(out) != want {
		t.Errorf("without its issues: got %s\nwant %s", out, want)
	}
}

func TestCheckPersonas(t *testing.T) {
	for id, text := range personas(t) {
		kinds := make(map[strategy.IssueKind]int)
		issues := read(t, text).Check()
		for _, i := range issues {
			kinds[i.Kind]++
		}
		switch {
		case id == "P16":
			if kinds[strategy.IssueReject] < 5 || kinds[strategy.IssueUnlikely] != 2 {
				t.Errorf("%s: got %d rejected and %d unlikely, want 5 or more and 2:\n%s",
					id, kinds[strategy.IssueReject], kinds[strategy.IssueUnlikely], lines(issues))
			}
		case len(issues) > 0:
			t.Errorf("%s: want no issue:\n%s", id, lines(issues))
		}
	}
}

func TestCheck(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"nothing said", `{}`, ``},
		{"at the hard ends", `{"diet": {"alcohol_g_wk": 0, "fat_pct_e": 100}, "sleep": {"psqi": 21}}`,
			"unlikely diet.fat_pct_e: 100 %; want 15 to 60 %\n"},
		{"negative", `{"diet": {"alcohol_g_wk": -1}}`, "reject diet.alcohol_g_wk: -1 g/wk; want 0 to 2000 g/wk\n"},
		{"percent above 100", `{"diet": {"plant_protein_pct": 101}}`, "reject diet.plant_protein_pct: 101 %; want 0 to 100 %\n"},
		{"fraction for a percent", `{"diet": {"fat_pct_e": 0.35}}`,
			"unlikely diet.fat_pct_e: 0.35 %; want 15 to 60 %; likely 35 % (a fraction? 0.35 of 1)\n"},
		{"fiber of a week, below the hard end", `{"diet": {"fiber_g_d": 98}}`,
			"unlikely diet.fiber_g_d: 98 g/d; want 5 to 70 g/d; likely 14 g/d (weekly total? 98 g/wk)\n"},
		{"no fiber in a diary", `{"diet": {"fiber_g_d": 0, "logged_days_n": 3}}`,
			"reject diet.fiber_g_d: 0 g/d over 3 logged days; want more than 0, or not known; likely not known (missing written as zero?)\n"},
		{"diary without a day", `{"diet": {"protein_g_d": 80, "carb_g_d": {"value": 200, "source": "questionnaire"}, "logged_days_n": 0}}`,
			"unlikely diet.protein_g_d: 80 g/d with no logged day; want logged days, or the source of the number\n"},
		{"kilojoules", `{"diet": {"energy_kcal_d": 8700}}`,
			"unlikely diet.energy_kcal_d: 8700 kcal/d; want 1000 to 4500 kcal/d; likely 2079.3 kcal/d (kilojoules? 8700 kJ/d)\n"},
		{"meters", `{"subject": {"height_cm": 1.78}}`,
			"reject subject.height_cm: 1.78 cm; want 100 to 250 cm; likely 178 cm (meters? 1.78 m)\n"},
		{"pounds, in a body that could be", `{"subject": {"mass_kg": 190, "height_cm": 180}}`,
			"unlikely subject.mass_kg: 190 kg; want 40 to 180 kg; likely 86.2 kg (pounds? 190 lb)\n"},
		{"pounds, beyond any body", `{"subject": {"mass_kg": 170, "height_cm": 140}}`,
			"reject subject.height_cm: 170 kg and 140 cm: BMI 86.7; want a BMI of 10 to 80 kg/m²\n" +
				"reject subject.mass_kg: 170 kg and 140 cm: BMI 86.7; want a BMI of 10 to 80 kg/m²; likely 77.1 kg (pounds? 170 lb)\n"},
		{"light body is not a unit", `{"subject": {"mass_kg": 38, "height_cm": 165}}`,
			"unlikely subject.mass_kg: 38 kg; want 40 to 180 kg\n"},
		{"child is not unlikely", `{"subject": {"age_y": 15}}`, ``},
		{"minutes of sleep", `{"sleep": {"sleep_h": 432}}`,
			"reject sleep.sleep_h: 432 h/d; want 1 to 14 h/d; likely 7.2 h/d (minutes? 432 min/d)\n"},
		{"shifts move sleep", `{"sleep": {"midpoint_sd_min": 190, "shift_work": true}}`, ``},
		{"without shifts", `{"sleep": {"midpoint_sd_min": 190}}`, "unlikely sleep.midpoint_sd_min: 190 min; want 0 to 180 min\n"},
		{"interval partly likely", `{"sleep": {"sleep_h": {"interval": [8, 14]}}}`, ``},
		{"interval wholly unlikely", `{"sleep": {"sleep_h": {"interval": [11, 13]}}}`, "unlikely sleep.sleep_h: 11 to 13 h/d; want 4 to 10 h/d\n"},
		{"interval that ends beyond", `{"sleep": {"sleep_h": {"interval": [11, 15]}}}`, "reject sleep.sleep_h: 11 to 15 h/d; want 1 to 14 h/d\n"},
		{"imputed is checked", `{"sleep": {"sleep_h": {"state": "imputed", "value": 20}}}`,
			"reject sleep.sleep_h: 20 h/d; want 1 to 14 h/d; likely 10 h/d (two sources summed? 20 h/d)\n"},
		{"conflicting", `{"diet": {"fiber_g_d": {"state": "conflicting", "values": [31, 12]}, "pattern": {"state": "conflicting", "values": ["vegan", "omnivore"]},
			"fermented": {"state": "conflicting", "values": [[], [{"food": "kefir"}]]}}, "sleep": {"shift_work": {"state": "conflicting", "values": [true, false]}}}`,
			"conflict diet.fermented: 2 values that differ; want one value\n" +
				"conflict diet.fiber_g_d: 31 or 12 g/d; want one value\n" +
				"conflict diet.pattern: vegan or omnivore; want one value\n" +
				"conflict sleep.shift_work: true or false; want one value\n"},
		{"parts and wholes", `{"subject": {"mass_kg": 70, "ffm_kg": 80}, "diet": {"fiber_g_d": 10, "fiber_soluble_g_d": 11, "logged_days_n": 3, "incomplete_days_n": 4}}`,
			"conflict diet.fiber_soluble_g_d: 11 g/d; want at most diet.fiber_g_d, 10 g/d\n" +
				"conflict diet.incomplete_days_n: 4; want at most the 3 logged days\n" +
				"conflict subject.ffm_kg: 80 kg; want at most subject.mass_kg, 70 kg\n"},
		{"minutes without sessions", `{"exercise": {"resist_sessions_wk": 0, "resist_min_wk": 60}}`,
			"conflict exercise.resist_sessions_wk: 0 with 60 min/wk of resistance training; want sessions, or no minutes\n"},
		{"weeks without a pregnancy", `{"subject": {"pregnant": false, "gestation_wk": 20}}`,
			"conflict subject.gestation_wk: 20 weeks and not pregnant; want one of the two\n"},
		{"nested numbers", `{"stress": {"hrv": {"ms": 0.045}}, "exercise": {"event": {"days": 9000}}, "microbiome": {"collected_day": 3, "taxa_pct": {"Akkermansia": 101}}}`,
			"reject exercise.event.days: 9000 days; want -3650 to 3650 days\n" +
				"reject microbiome.collected_day: 3 days; want -10000 to 0 days\n" +
				"reject microbiome.taxa_pct.Akkermansia: 101 %; want 0 to 100 %\n" +
				"reject stress.hrv.ms: 0.045 ms; want 2 to 400 ms; likely 45 ms (seconds? 0.045 s)\n"},
		{"courses", `{"meds": {"antibiotics": [{"substance": "ciprofloxacin", "start_day": 3, "end_day": -4}, {"substance": "cipro"},
			{"substance": "doxycycline", "class": "macrolide"}, {"class": "macrolide", "start_day": -20, "end_day": {"interval": [-30, -10]}}]}}`,
			"reject meds.antibiotics[0].end_day: ends on day -4, starts on day 3; want an end after the start\n" +
				"unrecognized meds.antibiotics[1].substance: \"cipro\"; want the name of one substance (INN); likely ciprofloxacin\n" +
				"conflict meds.antibiotics[2].class: macrolide for doxycycline; want tetracycline\n"},
		{"medicines", `{"meds": {"others": [{"substance": "tacrolimus", "class": "immunosuppressant"}, {"substance": "paracetamol", "class": "opioid", "mg_d": -1},
			{"substance": "prednisolone", "class": "immunosuppressant"}, {"substance": "metformn", "class": "biguanide"}]}}`,
			"conflict meds.others[1].class: opioid for paracetamol; want no class of the list\n" +
				"reject meds.others[1].mg_d: -1 mg/d; want 0 to 100000 mg/d\n" +
				"unrecognized meds.others[3].substance: \"metformn\"; want the name of one substance (INN); likely metformin\n"},
		{"other lists", `{"meds": {"probiotics": [{"cfu_d": 10, "days_wk": 8}], "supplements": [{"name": "whey", "g_d": 70}]},
			"diet": {"fermented": [{"food": "kefir", "servings_wk": 50}]}, "conditions": ["crohns", "crohn"]}`,
			"unrecognized conditions[1]: \"crohn\"; want a condition of the list; likely crohns\n" +
				"unlikely diet.fermented[0].servings_wk: 50 servings/wk; want 0 to 42 servings/wk\n" +
				"unlikely meds.probiotics[0].cfu_d: 10 CFU/d; want 1e+06 to 1e+12 CFU/d\n" +
				"reject meds.probiotics[0].days_wk: 8 times/wk; want 0 to 7 times/wk\n" +
				"unlikely meds.supplements[0].g_d: 70 g/d; want 0 to 60 g/d\n"},
		{"repeated elements", `{"allergies": ["milk", "soy", "milk"], "meds": {"others": [{"substance": "metformin"}, {"substance": "metformin"}, {"substance": "metformin", "mg_d": 500}]}}`,
			"reject allergies[2]: the same as element 0; want each element once\n" +
				"reject meds.others[1]: the same as element 0; want each element once\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, lines(read(t, tt.in).Check())); diff != "" {
				t.Errorf("issues (-want +got):\n%s", diff)
			}
		})
	}
}

func TestCheckNumbersThatAreNone(t *testing.T) {
	for name, x := range map[string]float64{"NaN": math.NaN(), "infinite": math.Inf(1), "negative infinite": math.Inf(-1)} {
		var h strategy.Habits
		h.Subject.Mass = strategy.Known(unit.Kilograms(x))
		h.Subject.Height = strategy.Known(unit.Centimeters(x))
		h.Diet.Fiber = strategy.Between(3, unit.GramsPerDay(x))
		h.Diet.Fermented = strategy.Known([]strategy.Fermented{{Servings: strategy.Known(unit.ServingsPerWeek(x))}, {Servings: strategy.Known(unit.ServingsPerWeek(x))}})
		rejected := make(map[string]bool)
		for _, i := range h.Check() {
			if rejected[i.Field] = true; i.Kind != strategy.IssueReject {
				t.Errorf("%s: %s is %s, want reject", name, i.Field, i.Kind)
			}
		}
		for _, path := range []string{"subject.mass_kg", "subject.height_cm", "diet.fiber_g_d", "diet.fermented[0].servings_wk"} {
			if !rejected[path] {
				t.Errorf("%s: %s is not rejected", name, path)
			}
		}
	}
}

func TestCheckOrder(t *testing.T) {
	text := `{"meds": {"others": [` + strings.Repeat(`{"substance": "x"},`, 11) + `{"substance": "y"}]}, "allergies": ["milk", "milk"]}`
	var got []string
	for _, i := range read(t, text).Check() {
		got = append(got, i.Field)
	}
	want := []string{"allergies[1]", "meds.others[0].substance"}
	for _, i := range []string{"1", "2", "3", "4", "5", "6", "7", "8", "9", "10"} {
		want = append(want, "meds.others["+i+"]", "meds.others["+i+"].substance")
	}
	want = append(want, "meds.others[11].substance")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("fields (-want +got):\n%s", diff)
	}
}

func TestField(t *testing.T) {
	h := read(t, everything)
	for path, want := range map[string]strategy.Number{
		"subject.age_y":  {State: strategy.StateKnown, Value: 38, Lo: 38, Hi: 38, Unit: "years"},
		"diet.fiber_g_d": {State: strategy.StateConflicting, Lo: 3, Hi: 21, Unit: "g/d"},
		"sleep.sleep_h":  {State: strategy.StateImputed, Value: 7.3, Lo: 7.3, Hi: 7.3, Unit: "h/d", Source: "typical"},
		"stress.hrv.ms":  {State: strategy.StateKnown, Value: 62, Lo: 62, Hi: 62, Unit: "ms"},
	} {
		got, ok := h.Field(path)
		if diff := cmp.Diff(want, got); diff != "" || !ok {
			t.Errorf("%s: %t (-want +got):\n%s", path, ok, diff)
		}
	}
	bin := read(t, `{"diet": {"plants_n_wk": "11-20"}}`)
	if n, _ := bin.Field("diet.plants_n_wk"); n.Value != 15.5 || n.Lo != 11 || n.Hi != 20 {
		t.Errorf("a bin of plants is %+v", n)
	}
	if n, ok := new(strategy.Habits).Field("diet.fodmap.weeks"); !ok || n != (strategy.Number{}) {
		t.Errorf("an unknown number is %+v, %t", n, ok)
	}
	for _, path := range []string{"", "diet", "diet.fibre_g_d", "subject.sex", "meds.others", "diet.fermented[0].servings_wk"} {
		if n, ok := h.Field(path); ok || n != (strategy.Number{}) {
			t.Errorf("%q is a number: %+v", path, n)
		}
	}
	if s, ok := h.State("gi.red_flags"); !ok || s != strategy.StateKnown {
		t.Errorf("red flags are %s, %t", s, ok)
	}
	if _, ok := h.State("gi.red_flag"); ok {
		t.Error("gi.red_flag is a field")
	}
	if n := testing.AllocsPerRun(100, func() { h.Field("diet.fiber_g_d") }); n > 0 {
		t.Errorf("Field allocates %v times", n)
	}
}

// TestFieldsAreThoseOfTheWireFormat takes the paths from a person of whom
// everything is said, and asks for each.
func TestFieldsAreThoseOfTheWireFormat(t *testing.T) {
	h := read(t, everything)
	var document map[string]any
	require.NoError(t, json.Unmarshal([]byte(everything), &document))
	objects := []string{"diet.fiber_supplement", "diet.fodmap", "exercise.event", "stress.hrv", "microbiome"}
	var ask func(path string, v any)
	ask = func(path string, v any) {
		object, ok := v.(map[string]any)
		_, state := object["state"]
		if inner := ok && !state && path != "microbiome.taxa_pct"; inner {
			for name, value := range object {
				ask(strings.TrimPrefix(path+"."+name, "."), value)
			}
			if !slices.Contains(objects, path) {
				return
			}
		}
		if s, ok := h.State(path); !ok || s == strategy.StateUnknown {
			t.Errorf("%s: %s, %t", path, s, ok)
		}
		if _, number := v.(float64); number {
			if _, ok := h.Field(path); !ok {
				t.Errorf("%s is not a number", path)
			}
		}
	}
	ask("", document)
}

func BenchmarkCheck(b *testing.B) {
	h := read(b, everything)
	b.ReportAllocs()
	for b.Loop() {
		h.Check()
	}
}

func BenchmarkField(b *testing.B) {
	h := read(b, everything)
	b.ReportAllocs()
	for b.Loop() {
		h.Field("diet.fiber_g_d")
	}
}

// TestCheckPeople checks that what was asked about and is right is used, that
// what is impossible stays so, and that no unit is guessed for a child.
func TestCheckPeople(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"unlikely", `{"diet":{"alcohol_g_wk":600}}`, "unlikely diet.alcohol_g_wk: 600 g/wk; want 0 to 300 g/wk\n"},
		{"confirmed", `{"diet":{"alcohol_g_wk":{"value":600,"confirmed":true}}}`, ""},
		{"impossible, whatever is said", `{"diet":{"alcohol_g_wk":{"value":6000,"confirmed":true}}}`, "reject diet.alcohol_g_wk: 6000 g/wk; want 0 to 2000 g/wk\n"},
		{"a child is no adult in inches and stone", `{"subject":{"age_y":2,"mass_kg":12,"height_cm":85}}`,
			"reject subject.height_cm: 85 cm; want 100 to 250 cm\nreject subject.mass_kg: 12 kg; want 25 to 350 kg\n"},
		{"in a list", `{"diet":{"fermented":[{"food":"yogurt","servings_wk":{"value":50,"confirmed":true}}]}}`, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, lines(read(t, tt.in).Check())); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
