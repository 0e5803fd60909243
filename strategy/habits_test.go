package strategy_test

import (
	"bytes"
	"compress/gzip"
	"encoding"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/evidence/spell"
	"github.com/gutmuscle/gutmuscle/strategy"
)

// samples opens a file of the folder of samples, or skips the test.
func samples(t testing.TB, name string) []byte {
	t.Helper()
	folder := os.Getenv("GUTMUSCLE_SAMPLES")
	if folder == "" {
		t.Skip("GUTMUSCLE_SAMPLES is not set to a folder with personas.json and habits/")
	}
	data, err := os.ReadFile(filepath.Join(folder, name))
	require.NoError(t, err)
	return data
}

// everything is a person of whom everything is said, in the order of the wire
// format.
const everything = `{
	"subject": {"age_y": 38, "sex": "female", "mass_kg": 66, "height_cm": 170, "mass_change_kg_12wk": -1.5, "ffm_kg": 48,
		"grip_kg": 31, "sarcf": 1, "egfr_ml_min_1_73m2": 88, "scoff": 0, "pregnant": false, "lactating": false,
		"trying_to_conceive": true, "gestation_wk": {"state": "not-applicable"}, "menstrual_change": {"state": "declined"}},
	"diet": {"energy_kcal_d": 2150, "protein_g_d": 84, "protein_meals_n": 3, "plant_protein_pct": 40, "leucine_g_d": 6,
		"fiber_g_d": {"state": "conflicting", "values": [3, 21]}, "fiber_soluble_g_d": 6,
		"fiber_supplement": {"type": "psyllium", "g_d": 4}, "resistant_starch_g_d": 5, "plants_n_wk": 19,
		"fermented": [{"food": "kefir", "servings_wk": 7, "live_at_consumption": "yes", "dairy_pasteurised": true, "alcoholic": false}],
		"whole_grain_servings_wk": 10, "legume_servings_wk": 3, "nut_servings_wk": 5, "red_meat_servings_wk": 1,
		"processed_meat_servings_wk": 0, "fat_pct_e": 34, "carb_g_d": 240, "added_sugar_g_d": 30, "upf_pct_e": 25,
		"omega3_g_d": 1.2, "alcohol_g_wk": 40, "caffeine_mg_d": 180, "fluid_l_d": 2.1, "sweeteners": "rarely",
		"pattern": "omnivore", "fasting_h": 12, "fodmap": {"phase": "personalization", "weeks": 6}, "logged_days_n": 7,
		"incomplete_days_n": 1},
	"exercise": {"resist_sessions_wk": 2, "resist_min_wk": 80, "hard_sets_muscle_wk": 8, "walk_min_wk": 180,
		"mod_min_wk": 60, "vig_min_wk": 90, "met_min_wk": 1554, "steps_d": 9000, "sit_min_d": 420,
		"exercise_energy_kcal_d": 350, "trained_months": 48, "weeks_off": 0, "vo2max": 44,
		"event": {"type": "half marathon", "days": 30, "mass_change_wanted_kg": 0}, "goal": "endurance"},
	"sleep": {"sleep_h": {"state": "imputed", "value": 7.3, "source": "typical"}, "midpoint_sd_min": 35, "shift_work": false, "psqi": 4},
	"stress": {"pss10": 15, "stress_1_10": 4, "hrv": {"ms": 62, "method": "RMSSD"}},
	"meds": {"antibiotics": [{"substance": "amoxicillin+clavulanic acid", "class": "penicillin-combination",
			"start_day": -49, "end_day": -42, "prescribed": true}],
		"others": [{"substance": "metformin", "class": "biguanide", "mg_d": 1000}],
		"probiotics": [{"label": "Brand X", "strains": ["Lactiplantibacillus plantarum 299v"], "cfu_d": 1e10, "days_wk": 7}],
		"supplements": [{"name": "creatine", "g_d": 3}]},
	"gi": {"bristol": 4, "stools_wk": 8, "bloating_0_10": 2, "abdominal_pain_0_10": 1, "exercise_gi_symptoms": false,
		"red_flags": []},
	"conditions": ["type-2-diabetes", "long COVID"],
	"allergies": ["nut"],
	"microbiome": {"method": "16S", "provider": "lab", "pipeline": "QIIME 2", "database": "SILVA 138.1",
		"reference": "own users", "collected_day": -21, "taxa_pct": {"Akkermansia": 0, "Faecalibacterium prausnitzii": 0.4},
		"observed_richness_percentile": 12}
}`

func read(t testing.TB, text string) *strategy.Habits {
	t.Helper()
	h, err := strategy.ReadHabits(strings.NewReader(text))
	require.NoError(t, err)
	return h
}

func TestReadHabitsEverything(t *testing.T) {
	h := read(t, everything)
	out, err := json.Marshal(h)
	require.NoError(t, err)
	var want, got any
	require.NoError(t, json.Unmarshal([]byte(everything), &want))
	require.NoError(t, json.Unmarshal(out, &got))
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("written again (-read +written):\n%s", diff)
	}
	if diff := cmp.Diff(h, read(t, string(out))); diff != "" {
		t.Errorf("read again (-first +second):\n%s", diff)
	}
	issues := h.Check()
	want1 := []strategy.Issue{
		{Field: "conditions[1]", Kind: strategy.IssueUnrecognized, Found: `"long COVID"`, Want: "a condition of the list"},
		{Field: "diet.fiber_g_d", Kind: strategy.IssueConflict, Found: "3 or 21 g/d", Want: "one value"},
	}
	if diff := cmp.Diff(want1, issues); diff != "" {
		t.Errorf("issues (-want +got):\n%s", diff)
	}
}

func TestReadHabitsStates(t *testing.T) {
	h := read(t, `{"subject": null, "diet": {"fermented": {"state": "declined"}}, "meds": {"antibiotics": [], "others": null},
		"conditions": {"state": "imputed", "value": ["gout"]}}`)
	for name, got := range map[string][2]strategy.State{
		"a part that is null":   {h.Subject.Age.State, strategy.StateUnknown},
		"a list that is absent": {h.GI.RedFlags.State, strategy.StateUnknown},
		"a list that is null":   {h.Meds.Others.State, strategy.StateUnknown},
		"an empty list":         {h.Meds.Antibiotics.State, strategy.StateKnown},
		"a declined list":       {h.Diet.Fermented.State, strategy.StateDeclined},
		"an imputed list":       {h.Conditions.State, strategy.StateImputed},
	} {
		if got[0] != got[1] {
			t.Errorf("%s is %s, want %s", name, got[0], got[1])
		}
	}
	if diff := cmp.Diff(&strategy.Habits{}, read(t, `{}`)); diff != "" {
		t.Errorf("nothing said (-want +got):\n%s", diff)
	}
	if out, err := json.Marshal(strategy.Habits{}); err != nil || string(out) != "{}" {
		t.Errorf("nothing said is written %s, %v", out, err)
	}
}

func TestReadHabitsAllProblems(t *testing.T) {
	_, err := strategy.ReadHabits(strings.NewReader(`{"subject": {"age_y": "29", "sx": "male"},
		"diet": {"fiber_g_d": "20 g", "fiber_g_d": 3, "fermented": [{"food": 3}, null]}, "dite": null,
		"meds": {"others": [{"class": "stattin"}]}, "gi": {"red_flags": ["fevr"]}, "allergies": ["pollen"], "sleep": 7,
		"exercise": {"resist_sessions_wk": -2, "sit_min_d": "all day"}}`))
	want := []string{
		`subject.age_y: got text "29"; want a number of years`,
		`subject.sx: field: unknown "sx"; want sex`,
		`diet.fiber_g_d: got text "20 g"; want a number of g/d`,
		`diet.fiber_g_d: given twice`,
		`diet.fermented[0].food: got 3; want text`,
		`diet.fermented[1]: got null; want an object`,
		`dite: field: unknown "dite"; want diet`,
		`meds.others[0].class: strategy.Class: unknown "stattin"; want statin`,
		`gi.red_flags[0]: strategy.RedFlag: unknown "fevr"; want fever`,
		`allergies[0]: strategy.Allergen: unknown "pollen"; want milk, soy, yeast, egg, nut, gluten or histamine`,
		`sleep: got 7; want an object`,
		`exercise.sit_min_d: got text "all day"; want a number of min/d`,
		`exercise.resist_sessions_wk: got -2 times/wk; want 0 to 14 times/wk`,
	}
	var got []string
	for _, problem := range dataset.All(err) {
		got = append(got, problem.Error())
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
	var unknown *spell.UnknownError
	if !errors.As(err, &unknown) {
		t.Error("no *spell.UnknownError to be reached")
	}
}

func TestReadHabitsHostile(t *testing.T) {
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	z.Write([]byte(everything))
	z.Close()
	for _, tt := range []struct {
		name, in, want string // want "" if it is read
	}{
		{"byte order mark", "\ufeff{}", ""},
		{"CR LF", "{\r\n\"sleep\": {\"sleep_h\": 7}\r\n}\r\n", ""},
		{"gzip", zipped.String(), ""},
		{"truncated gzip", zipped.String()[:100], "unexpected EOF"},
		{"empty", "", "not JSON: unexpected end of JSON input (at byte 0)"},
		{"truncated", everything[:500], "not JSON: unexpected end of JSON input"},
		{"UTF-16", "\xff\xfe{\x00}\x00", "UTF-16 text; want UTF-8"},
		{"Latin-1", "{\"conditions\": [\"na\xefve\"]}", "not UTF-8 text"},
		{"binary", "\x89PNG\r\n\x1a\n\x00", "not UTF-8 text"},
		{"NaN", `{"sleep": {"sleep_h": NaN}}`, "not JSON: invalid character 'N'"},
		{"two documents", `{} {}`, "not JSON: invalid character '{'"},
		{"list", `[]`, "got a list; want an object"},
		{"null", `null`, "got null; want an object"},
		{"text", `"x"`, "got text \"x\"; want an object"},
		{"deep", strings.Repeat(`{"diet":`, 20_000), "exceeded max depth"},
		{"repeated part", `{"diet": null, "diet": {}}`, "diet: given twice"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h, err := strategy.ReadHabits(strings.NewReader(tt.in))
			if tt.want == "" {
				require.NoError(t, err)
				return
			}
			require.Error(t, err)
			require.Nil(t, h)
			if !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got  %s\nwant %s", err, tt.want)
			}
		})
	}
}

func TestReadHabitsPersonas(t *testing.T) {
	for id, text := range personas(t) {
		h := read(t, text)
		out, err := json.Marshal(h)
		require.NoError(t, err)
		if diff := cmp.Diff(h, read(t, string(out))); diff != "" {
			t.Errorf("%s: read again (-first +second):\n%s", id, diff)
		}
	}
}

// personas returns the inputs of the sample personas by id.
func personas(t testing.TB) map[string]string {
	var file struct {
		Personas []struct {
			ID    string
			Input json.RawMessage
		}
	}
	require.NoError(t, json.Unmarshal(samples(t, "personas.json"), &file))
	require.NotEmpty(t, file.Personas)
	inputs := make(map[string]string)
	for _, p := range file.Personas {
		inputs[p.ID] = string(p.Input)
	}
	return inputs
}

// word is an enum, by its address.
type word[E any] interface {
	*E
	encoding.TextUnmarshaler
}

func walk[E interface {
	~uint8
	String() string
	MarshalText() ([]byte, error)
}, P word[E]](t *testing.T, zero string, n int) {
	t.Helper()
	for e := range E(n) {
		text, err := e.MarshalText()
		require.NoError(t, err)
		if string(text) != e.String() {
			t.Errorf("%T(%d) is written %s and called %s", e, e, text, e)
		}
		var got E
		if err := P(&got).UnmarshalText(text); (err != nil || got != e) && e != 0 {
			t.Errorf("%T: %s is read as %v, %v", e, text, got, err)
		}
	}
	if got := E(0).String(); got != zero {
		t.Errorf("zero %T is %q, want %q", E(0), got, zero)
	}
	if _, err := E(n).MarshalText(); err == nil {
		t.Errorf("%T(%d) is written, want an error", E(0), n)
	}
	if err := P(new(E)).UnmarshalText([]byte("nonsense")); err == nil {
		t.Errorf("%T: nonsense is read, want an error", E(0))
	}
}

func TestWords(t *testing.T) {
	walk[strategy.State](t, "unknown", 6)
	walk[strategy.Sex](t, "unknown", 4)
	walk[strategy.Pattern](t, "unknown", 12)
	walk[strategy.Frequency](t, "unknown", 6)
	walk[strategy.Live](t, "unknown", 3)
	walk[strategy.FODMAPPhase](t, "unknown", 4)
	walk[strategy.Goal](t, "unknown", 6)
	walk[strategy.HRVMethod](t, "unknown", 3)
	walk[strategy.Allergen](t, "unknown", 8)
	walk[strategy.RedFlag](t, "unknown", 13)
	walk[strategy.Class](t, "unknown", int(strategy.ClassBetaBlocker)+1)
	walk[strategy.IssueKind](t, "not-said", 5)
}

func TestConditionRecognized(t *testing.T) {
	for c, want := range map[strategy.Condition]bool{
		strategy.ConditionCrohns: true, "ibs-diarrhoea": true, "osteoporosis": true, "crohn": false, "": false, "Gout": false,
	} {
		if got := c.Recognized(); got != want {
			t.Errorf("%q is recognized: %t, want %t", c, got, want)
		}
	}
}

func TestClassesOf(t *testing.T) {
	type classes = []strategy.Class
	for _, tt := range []struct {
		substance string
		want      classes
		ok        bool
	}{
		{"ciprofloxacin", classes{strategy.ClassFluoroquinolone}, true},
		{"Metformin hydrochloride", classes{strategy.ClassBiguanide}, true},
		{"amoxicillin+clavulanic acid", classes{strategy.ClassPenicillinCombination}, true},
		{"Amoxicillin / clavulanate potassium", classes{strategy.ClassPenicillinCombination}, true},
		{"co-amoxiclav", classes{strategy.ClassPenicillinCombination}, true},
		{"trimethoprim+sulfamethoxazole", classes{strategy.ClassSulfonamideCombination}, true},
		{"linezolid", classes{strategy.ClassOxazolidinone, strategy.ClassMAOI}, true},
		{"tacrolimus", classes{strategy.ClassCalcineurinInhibitor, strategy.ClassImmunosuppressant}, true},
		{"mycophenolate mofetil", classes{strategy.ClassImmunosuppressant}, true},
		{"losartan and hydrochlorothiazide", classes{strategy.ClassARB}, true},
		{"metformin+empagliflozin", classes{strategy.ClassBiguanide, strategy.ClassSGLT2Inhibitor}, true},
		{"acetaminophen", nil, true},
		{"nitrofurantoin", nil, true},
		{"cipro", nil, false},
		{"metformin 500 mg", nil, false},
		{"metformin+moonshine", nil, false},
		{"", nil, false},
		{"+", nil, false},
	} {
		got, ok := strategy.ClassesOf(tt.substance)
		if ok != tt.ok || !slices.Equal(got, tt.want) {
			t.Errorf("%q: got %v, %t, want %v, %t", tt.substance, got, ok, tt.want, tt.ok)
		}
	}
}

func TestMedicineClasses(t *testing.T) {
	for _, tt := range []struct {
		name string
		m    strategy.Medicine
		want string
	}{
		{"nothing said", strategy.Medicine{}, ""},
		{"filled from the substance", strategy.Medicine{Substance: strategy.Known("omeprazole")}, "proton-pump-inhibitor"},
		{"given", strategy.Medicine{Class: strategy.Known(strategy.ClassStatin)}, "statin"},
		{"given and part of another", strategy.Medicine{Class: strategy.Known(strategy.ClassAntiTNF)}, "immunosuppressant anti-tnf"},
		{"given wrongly hides nothing", strategy.Medicine{Substance: strategy.Known("warfarin"), Class: strategy.Known(strategy.ClassStatin)}, "statin warfarin"},
		{"conflicting substances", strategy.Medicine{Substance: strategy.Reading[string]{
			State: strategy.StateConflicting, Values: []string{"metformin", "insulin"}}}, "biguanide insulin"},
		{"declined", strategy.Medicine{Substance: strategy.Reading[string]{State: strategy.StateDeclined, Value: "insulin"}}, ""},
	} {
		var words []string
		for _, c := range tt.m.Classes() {
			words = append(words, c.String())
			if !tt.m.Is(c) {
				t.Errorf("%s: is not %s", tt.name, c)
			}
		}
		if got := strings.Join(words, " "); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
		a := strategy.Antibiotic{Substance: tt.m.Substance, Class: tt.m.Class}
		if !slices.Equal(a.Classes(), tt.m.Classes()) || a.Recognized() != tt.m.Recognized() {
			t.Errorf("%s: an antibiotic differs", tt.name)
		}
	}
}

func FuzzReadHabits(f *testing.F) {
	f.Add([]byte(everything))
	f.Add([]byte(`{"diet": {"plants_n_wk": ">30", "fiber_g_d": {"interval": [1, 2]}}}`))
	f.Add([]byte(`{"conditions": {"state": "conflicting", "values": [[], ["gout"]]}, "subject": null}`))
	f.Add([]byte(`{"microbiome": {"taxa_pct": {"value": {"state": -1}}}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		h, err := strategy.ReadHabits(bytes.NewReader(data))
		if (h == nil) == (err == nil) {
			t.Fatalf("got %v and %v", h, err)
		}
		if err != nil {
			return
		}
		out, err := json.Marshal(h)
		require.NoError(t, err)
		again, err := strategy.ReadHabits(bytes.NewReader(out))
		require.NoError(t, err, "%s", out)
		if diff := cmp.Diff(h, again); diff != "" {
			t.Errorf("read again (-first +second):\n%s", diff)
		}
		issues := h.Check()
		for i := 1; i < len(issues); i++ {
			if issues[i-1].Field == issues[i].Field {
				t.Errorf("two issues of %s", issues[i].Field)
			}
		}
		h.Without(issues)
	})
}
