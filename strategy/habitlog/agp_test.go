package habitlog_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/strategy"
	"github.com/gutmuscle/gutmuscle/strategy/habitlog"
)

// columns are those of a whole table, in its order.
var columns = []string{"row", "AGE_GROUP", "TYPES_OF_PLANTS", "FIBER_GRAMS", "PROTEIN_PER", "CARBOHYDRATE_PER", "FAT_PER",
	"PLANT_PER", "ANIMAL_PER", "MACRONUTRIENT_PCT_TOTAL", "PERCENTAGE_FROM_CARBS", "DIET_TYPE", "LACTOSE", "GLUTEN",
	"EXERCISE_FREQUENCY", "SLEEP_DURATION", "ALCOHOL_FREQUENCY", "SMOKING_FREQUENCY", "ANTIBIOTIC_SELECT", "PENICILLIN",
	"CEPHALOSPORIN", "QUINOLINE", "SULFA_DRUG", "NITROMIDAZOLE", "SUPPLEMENTS", "MULTIVITAMIN", "IBD", "DIABETES", "WEIGHT_CHANGE"}

// table returns a whole table of one row r1 with the given cells and no answer
// in the others.
func table(cells map[string]string) string {
	row := make([]string, len(columns))
	for i, name := range columns {
		row[i] = cells[name]
	}
	row[0] = "r1"
	return strings.Join(columns, "\t") + "\n" + strings.Join(row, "\t") + "\n"
}

func TestReadAGP(t *testing.T) {
	type cells = map[string]string
	const other = "IBD, DIABETES: no other condition was asked; ask for heart, kidney, immune system and eating disorder"
	const course = "ANTIBIOTIC_SELECT: the substance and whether it is still taken are not said; ask for name and last day"
	for _, tt := range []struct {
		name  string
		in    cells
		want  string // the habits, without the source of each value
		notes string
	}{
		{"no answer", cells{"AGE_GROUP": "None", "FIBER_GRAMS": "no_data", "PENICILLIN": "no_data", "IBD": "not collected", "DIABETES": "Unspecified", "DIET_TYPE": "LabControl test"}, `{}`, ``},
		{"declined", cells{"AGE_GROUP": "Not provided", "FIBER_GRAMS": "not provided", "IBD": "not provided", "ANTIBIOTIC_SELECT": "not provided"},
			`{"subject":{"age_y":{"state":"declined"}},"diet":{"fiber_g_d":{"state":"declined"}},"meds":{"antibiotics":{"state":"declined"}},"conditions":{"state":"declined"}}`, ``},
		{"age", cells{"AGE_GROUP": "18-39"}, `{"subject":{"age_y":{"interval":[18,39]}}}`, ``},
		{"age without an end", cells{"AGE_GROUP": "60+"}, `{"subject":{"age_y":{"value":77.5,"interval":[60,120]}}}`, ``},
		{"plants", cells{"TYPES_OF_PLANTS": "11 to 20"}, `{"diet":{"plants_n_wk":{"interval":[11,20]}}}`, ``},
		{"plants without an end", cells{"TYPES_OF_PLANTS": "More than 30"}, `{"diet":{"plants_n_wk":{"value":40.5,"interval":[31,100]}}}`, ``},
		{"fiber of a week", cells{"FIBER_GRAMS": "140"}, `{"diet":{"fiber_g_d":20}}`, ``},
		{"fiber that may be of a day", cells{"FIBER_GRAMS": "21"}, `{"diet":{"fiber_g_d":{"state":"conflicting","values":[3,21]}}}`,
			"FIBER_GRAMS: 21 g in the sampled week is 3.0 g/d; ask whether it was 21 g a day"},
		{"no fiber", cells{"FIBER_GRAMS": "0"}, `{}`, "FIBER_GRAMS: 0 g in a week cannot be; taken as not known"},
		{"nonsense fiber is left to Check", cells{"FIBER_GRAMS": "-7"}, `{"diet":{"fiber_g_d":-1}}`, ``},
		{"macronutrients", cells{"PROTEIN_PER": "18", "CARBOHYDRATE_PER": "47", "FAT_PER": "35", "PLANT_PER": "65", "ANIMAL_PER": "35", "MACRONUTRIENT_PCT_TOTAL": "100"},
			`{"diet":{"plant_protein_pct":65,"fat_pct_e":35}}`,
			"PROTEIN_PER: 18 % of energy; without the energy there are no grams a day\nCARBOHYDRATE_PER: 47 % of energy; without the energy there are no grams a day"},
		{"macronutrients without their sum", cells{"PROTEIN_PER": "18", "CARBOHYDRATE_PER": "47", "FAT_PER": "35"}, `{"diet":{"fat_pct_e":35}}`,
			"PROTEIN_PER: 18 % of energy; without the energy there are no grams a day\nCARBOHYDRATE_PER: 47 % of energy; without the energy there are no grams a day"},
		{"macronutrients that do not add up", cells{"FAT_PER": "35", "MACRONUTRIENT_PCT_TOTAL": "76", "PLANT_PER": "50", "ANIMAL_PER": "70"}, `{}`,
			"FAT_PER: not used: protein, carbohydrate and fat add up to 76 %, want 95 to 105\nPLANT_PER: not used: plant and animal protein add up to 120 %, want 95 to 105"},
		{"fat alone", cells{"FAT_PER": "35", "PLANT_PER": "50"}, `{}`,
			"FAT_PER: not used: the sum of protein, carbohydrate and fat is not known\nPLANT_PER: not used: ANIMAL_PER is not known"},
		{"no red meat", cells{"DIET_TYPE": "Omnivore but no red meat"}, `{"diet":{"red_meat_servings_wk":0,"pattern":"omnivore"}}`, ``},
		{"seafood", cells{"DIET_TYPE": "Vegetarian but eat seafood"}, `{"diet":{"pattern":"other"}}`, "DIET_TYPE: vegetarian but for seafood; there is no such pattern"},
		{"gluten-free", cells{"GLUTEN": "yes", "LACTOSE": "yes"}, `{"diet":{"pattern":"gluten-free"}}`,
			"LACTOSE: lactose intolerance is not an allergy to milk; ask for allergies and intolerances"},
		{"gluten-free vegan", cells{"GLUTEN": "yes", "DIET_TYPE": "Vegan"}, `{"diet":{"pattern":"vegan"}}`, "GLUTEN: gluten-free, but there is one pattern and DIET_TYPE tells it"},
		{"no alcohol", cells{"ALCOHOL_FREQUENCY": "Never"}, `{"diet":{"alcohol_g_wk":0}}`, ``},
		{"sleep", cells{"SLEEP_DURATION": "6-7 hours"}, `{"sleep":{"sleep_h":{"interval":[6,7]}}}`, ``},
		{"sleep without an end", cells{"SLEEP_DURATION": "8 or more hours"}, `{"sleep":{"sleep_h":{"value":9,"interval":[8,14]}}}`, ``},
		{"two spellings", cells{"ALCOHOL_FREQUENCY": "Regularly (3-5 times/week)", "EXERCISE_FREQUENCY": "Regularly 3-5 times/week", "SMOKING_FREQUENCY": "Rarely few times/month"}, `{}`,
			"ALCOHOL_FREQUENCY: regularly, but how much each time is not said; ask for grams a week\n" +
				"EXERCISE_FREQUENCY: regularly, but neither minutes nor the kind are said; ask for minutes and resistance sessions a week\n" +
				"SMOKING_FREQUENCY: rarely; there is no field for smoking"},
		{"no antibiotic", cells{"ANTIBIOTIC_SELECT": "Not in the last year", "PENICILLIN": "no"}, `{"meds":{"antibiotics":[]}}`, ``},
		{"antibiotic", cells{"ANTIBIOTIC_SELECT": "In the past week"}, `{"meds":{"antibiotics":[{"end_day":{"interval":[-7,0]}}]}}`, course},
		{"antibiotic with its class", cells{"ANTIBIOTIC_SELECT": "In the past 6 months", "QUINOLINE": "yes", "PENICILLIN": "no"},
			`{"meds":{"antibiotics":[{"class":{"state":"imputed","value":"fluoroquinolone"},"end_day":{"interval":[-182,0]}}]}}`, course},
		{"class alone", cells{"NITROMIDAZOLE": "yes"},
			`{"meds":{"antibiotics":[{"class":{"state":"imputed","value":"nitroimidazole"},"end_day":{"interval":[-365,0]}}]}}`, course},
		{"class of no antibiotic", cells{"ANTIBIOTIC_SELECT": "Not in the last year", "SULFA_DRUG": "yes"},
			`{"meds":{"antibiotics":{"state":"conflicting","values":[[],[{"class":{"state":"imputed","value":"sulfonamide-combination"},"end_day":{"interval":[-365,0]}}]]}}}`,
			"ANTIBIOTIC_SELECT: none in the last year, but American Gut SULFA_DRUG says yes; ask which"},
		{"no condition", cells{"IBD": "I do not have IBD", "DIABETES": "I do not have diabetes"}, `{"conditions":{"state":"imputed","value":[]}}`, other},
		{"conditions", cells{"IBD": "Crohns disease", "DIABETES": "Type II"}, `{"conditions":{"state":"imputed","value":["crohns","type-2-diabetes"]}}`, other},
		{"one condition of one answer", cells{"IBD": "Crohn's disease"}, `{"conditions":{"state":"imputed","value":["crohns"]}}`, "IBD, DIABETES: one of the two is not answered; ask for it and for other conditions"},
		{"none of one answer", cells{"IBD": "I do not have IBD"}, `{}`, "IBD, DIABETES: one is answered with no and the other not at all, so the list is not known; ask"},
		{"no supplement", cells{"SUPPLEMENTS": "no", "MULTIVITAMIN": "no"}, `{"meds":{"supplements":[]}}`, ``},
		{"supplements", cells{"SUPPLEMENTS": "yes"}, `{}`, "SUPPLEMENTS: yes, but which ones and how much is not said; ask"},
		{"multivitamin", cells{"SUPPLEMENTS": "no", "MULTIVITAMIN": "yes"}, `{"meds":{"supplements":[{"name":"multivitamin"}]}}`,
			"SUPPLEMENTS: no, but MULTIVITAMIN says yes; the multivitamin is kept"},
		{"answers without a field", cells{"WEIGHT_CHANGE": "Decreased more than 10 pounds", "PERCENTAGE_FROM_CARBS": "51 to 75%"}, `{}`,
			"WEIGHT_CHANGE: a loss of more than 10 pounds in a year, which is not a change over 12 weeks; ask whether it was wanted\n" +
				"PERCENTAGE_FROM_CARBS: 51 to 75 % of the carbohydrate from processed sources, which is not a share of energy"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			rows, err := habitlog.ReadAGP(strings.NewReader(table(tt.in)), "agp.tsv")
			require.NoError(t, err)
			require.Len(t, rows, 1)
			row := rows[0]
			require.NoError(t, row.Refused)
			if row.ID != "r1" || row.Line != 2 {
				t.Errorf("row %s in line %d, want r1 in line 2", row.ID, row.Line)
			}
			if got := withoutSources(t, row.Habits); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
			if diff := cmp.Diff(tt.notes, strings.Join(row.Notes, "\n")); diff != "" {
				t.Errorf("notes (-want +got):\n%s", diff)
			}
			roundTrip(t, row.Habits)
		})
	}
}

func roundTrip(t *testing.T, h *strategy.Habits) {
	t.Helper()
	text, err := json.Marshal(h)
	require.NoError(t, err)
	again, err := strategy.ReadHabits(bytes.NewReader(text))
	require.NoError(t, err)
	if diff := cmp.Diff(h, again); diff != "" {
		t.Errorf("read again (-first +second):\n%s", diff)
	}
}

// withoutSources writes h as JSON without the sources of its values.
func withoutSources(t *testing.T, h *strategy.Habits) string {
	t.Helper()
	text, err := json.Marshal(h)
	require.NoError(t, err)
	var v any
	require.NoError(t, json.Unmarshal(text, &v))
	var strip func(v any) any
	strip = func(v any) any {
		switch v := v.(type) {
		case []any:
			for i := range v {
				v[i] = strip(v[i])
			}
		case map[string]any:
			if source, ok := v["source"].(string); ok && !strings.HasPrefix(source, "American Gut ") {
				t.Errorf("source %q does not say American Gut", source)
			}
			delete(v, "source")
			for name := range v {
				v[name] = strip(v[name])
			}
			if value, ok := v["value"]; ok && len(v) == 1 {
				return value
			}
		}
		return v
	}
	text, err = json.Marshal(strip(v))
	require.NoError(t, err)
	h, err = strategy.ReadHabits(bytes.NewReader(text))
	require.NoError(t, err)
	text, err = json.Marshal(h)
	require.NoError(t, err)
	return string(text)
}

func TestReadAGPUnder18(t *testing.T) {
	rows, err := habitlog.ReadAGP(strings.NewReader(table(map[string]string{"AGE_GROUP": "0-17", "FIBER_GRAMS": "21"})), "agp.tsv")
	require.NoError(t, err)
	require.Len(t, rows, 1)
	if row := rows[0]; !errors.Is(row.Refused, habitlog.ErrUnder18) || row.Habits != nil || row.Notes != nil {
		t.Errorf("got %+v, want it refused and nothing else", row)
	}
}

func TestReadAGPProblems(t *testing.T) {
	rows, err := habitlog.ReadAGP(strings.NewReader(table(map[string]string{
		"TYPES_OF_PLANTS": "about 12", "FIBER_GRAMS": "20 g", "FAT_PER": "NaN", "PLANT_PER": "1e999", "IBD": "Colitis"})), "agp.tsv")
	const none = `, or one of empty, None, no_data, "not provided", "not collected", Unspecified and "LabControl test" for none`
	want := []string{
		`agp.tsv:2: r1: TYPES_OF_PLANTS: unknown answer "about 12"; want "Less than 5", "6 to 10", "11 to 20", "21 to 30", "More than 30"` + none,
		`agp.tsv:2: r1: FIBER_GRAMS: got "20 g"; want a number` + none,
		`agp.tsv:2: r1: FAT_PER: got "NaN"; want a number` + none,
		`agp.tsv:2: r1: PLANT_PER: got "1e999"; want a number` + none,
		`agp.tsv:2: r1: IBD: unknown answer "Colitis"; want "I do not have IBD", "Crohn's disease", "Ulcerative colitis"` + none,
	}
	var got []string
	for _, problem := range dataset.All(err) {
		got = append(got, problem.Error())
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
	require.Len(t, rows, 1)
	if row := rows[0]; row.Habits != nil || row.Refused == nil || row.Refused.Error() != err.Error() {
		t.Errorf("got %+v, want it refused for the problems", row)
	}
}

func TestReadAGPHostile(t *testing.T) {
	whole := table(map[string]string{"AGE_GROUP": "18-39"})
	header, row, _ := strings.Cut(whole, "\n")
	for _, tt := range []struct {
		name, in string
		rows     int
		want     string // "" if there is no problem
	}{
		{"CR LF", strings.ReplaceAll(whole, "\n", "\r\n"), 1, ""},
		{"byte order mark", "\ufeff" + whole, 1, ""},
		{"optional columns missing", strings.Replace(whole, "SMOKING_FREQUENCY", "SMOKES", 1), 1, ""},
		{"empty", "", 0, "agp.tsv: no text; want a line of column names"},
		{"another table", "a\tb\n1\t2\n", 0, "agp.tsv:1: AGE_GROUP: no such column"},
		{"column missing", strings.Replace(whole, "FIBER_GRAMS", "FIBER_GRAM", 1), 0, "agp.tsv:1: FIBER_GRAMS: no such column; there is FIBER_GRAM"},
		{"truncated", whole[:len(whole)-5], 0, "cells; want 29, one for each column"},
		{"repeated id", whole + row, 1, "agp.tsv:3: r1: row: duplicate id: first in line 2"},
		{"commas", strings.ReplaceAll(header, "\t", ","), 0, "want tabs between the columns"},
		{"JSON", `{"subject": {}}`, 0, "no such column"},
		{"UTF-16", "\xfe\xff\x00r\x00o\x00w", 0, "UTF-16 text; want UTF-8"},
		{"binary", "\x7fELF\x02\x01\x01\x00\x00", 0, "not UTF-8 text"},
		{"binary after a row", whole + "\x00\x01\x02\n", 1, "agp.tsv:3: not UTF-8 text"},
		{"huge", header + "\n" + strings.Repeat("x", dataset.MaxLine+1), 0, "agp.tsv:2: line of more than"},
		{"truncated gzip", "\x1f\x8b\x08", 0, "gzip"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			rows, err := habitlog.ReadAGP(strings.NewReader(tt.in), "agp.tsv")
			if len(rows) != tt.rows {
				t.Errorf("got %d rows, want %d", len(rows), tt.rows)
			}
			if tt.want == "" {
				require.NoError(t, err)
				return
			}
			require.Error(t, err)
			if !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got  %s\nwant %s", err, tt.want)
			}
		})
	}
}

func TestReadAGPSample(t *testing.T) {
	folder := os.Getenv("GUTMUSCLE_SAMPLES")
	if folder == "" {
		t.Skip("GUTMUSCLE_SAMPLES is not set to a folder with personas.json and habits/")
	}
	f, err := os.Open(filepath.Join(folder, "habits", "american_gut_habits.tsv"))
	require.NoError(t, err)
	defer f.Close()
	rows, err := habitlog.ReadAGP(f, "american_gut_habits.tsv")
	require.NoError(t, err)
	got := make(map[string]int)
	for _, row := range rows {
		got["rows"]++
		if row.Refused != nil {
			got[row.Refused.Error()]++
			continue
		}
		got["with notes"] += min(1, len(row.Notes))
		roundTrip(t, row.Habits)
		for _, issue := range row.Habits.Check() {
			got[issue.Kind.String()+" "+issue.Field]++
		}
	}
	want := map[string]int{
		"rows":                    143,
		"AGE_GROUP: under 18":     10,
		"with notes":              132,
		"conflict diet.fiber_g_d": 18,
		"unlikely diet.fiber_g_d": 4,
		"unlikely diet.fat_pct_e": 10,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
}

func FuzzReadAGP(f *testing.F) {
	f.Add([]byte(table(map[string]string{"AGE_GROUP": "60+", "FIBER_GRAMS": "21", "ANTIBIOTIC_SELECT": "In the past week", "QUINOLINE": "yes"})))
	f.Add([]byte(table(map[string]string{"FIBER_GRAMS": "-1e308", "FAT_PER": "abc", "IBD": "Crohns disease"})))
	f.Add([]byte("row\tAGE_GROUP\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		rows, err := habitlog.ReadAGP(bytes.NewReader(data), "")
		for _, row := range rows {
			if (row.Refused == nil) == (row.Habits == nil) {
				t.Fatalf("row %q: refused: %v, habits: %v", row.ID, row.Refused, row.Habits)
			}
			if row.Refused != nil {
				if err == nil && !errors.Is(row.Refused, habitlog.ErrUnder18) {
					t.Errorf("row %q: %v, and no error of the file", row.ID, row.Refused)
				}
				continue
			}
			roundTrip(t, row.Habits)
			row.Habits.Check()
		}
	})
}
