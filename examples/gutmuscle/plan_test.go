package main

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestPlanJSON(t *testing.T) {
	code, first, problems := execute(t, "", "plan", "-json", "-goal", "strength, gait-speed", "-effort", "6", "-dislike", "legumes", "person.json")
	require.Zero(t, code, problems)
	var doc struct {
		Decision   string
		Goals      []string
		Strategies []struct {
			Strategy string
			Burden   struct{ Level int }
			Why      []struct{ Sentence string }
			Schedule []struct{ Week int }
		}
		Gates, Questions, Excluded []any
	}
	require.NoError(t, json.Unmarshal([]byte(first), &doc))
	effort := 0
	for _, s := range doc.Strategies {
		effort += s.Burden.Level
		if len(s.Why) == 0 || len(s.Schedule) == 0 || s.Strategy == "legumes" {
			t.Errorf("%+v", s)
		}
	}
	if doc.Decision != "plan" || len(doc.Goals) != 2 || len(doc.Strategies) == 0 || effort > 6 || doc.Gates == nil || doc.Questions == nil {
		t.Errorf("got %s", first)
	}
	_, again, _ := execute(t, "", "plan", "person.json", "-json", "-dislike", "legumes", "-effort", "6", "-goal", "strength,gait-speed")
	require.Equal(t, first, again)
}

// TestPlanTexts checks what is printed of people who get no plan.
func TestPlanTexts(t *testing.T) {
	for _, tt := range []struct {
		name, person string
		code         int
		want         []string
		not          []string
	}{
		{"nothing known", `{}`, 0, []string{"decision: ask_first", "ASK NEXT", "How old are you"}, []string{"week 1", "1. "}},
		{"child", `{"subject":{"age_y":12}}`, 0, []string{"decision: refuse"}, []string{"PLAN", "NOT IN THE PLAN", "week 1"}},
		{"impossible", `{"subject":{"age_y":30,"height_cm":7}}`, 1, []string{"decision: reject_input", "What are the right values"}, []string{"PLAN"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			code, out, problems := execute(t, tt.person, "plan", "-")
			require.Equal(t, tt.code, code, problems)
			for _, want := range tt.want {
				if !strings.Contains(out, want) {
					t.Errorf("%q is not in:\n%s", want, out)
				}
			}
			for _, not := range tt.not {
				if strings.Contains(out, not) {
					t.Errorf("%q is in:\n%s", not, out)
				}
			}
		})
	}
	code, out, problems := execute(t, "", "plan", "-all", "-goal", "recovery", "person.json")
	require.Zero(t, code, problems)
	require.Contains(t, out, "To go on as before is good, too")
	require.Contains(t, out, "resistance-sessions (")
}

func TestPlanCalledWrongly(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(dir+"/a.json", []byte(`{"diet":{"fibre_g_d":14}}`), 0o666))
	for _, tt := range []struct {
		name string
		args []string
		code int
		want string
	}{
		{"no file", []string{"plan"}, 2, "FILE"},
		{"two files", []string{"plan", "a", "b"}, 2, "FILE"},
		{"unknown flag", []string{"plan", "-gaol", "mass", "person.json"}, 2, "-gaol"},
		{"goal that is no word", []string{"plan", "-goal", "Strong!", "person.json"}, 2, "goal"},
		{"goal that is not known", []string{"plan", "-goal", "strenght", "person.json"}, 2, "strength"},
		{"goal that is not better either way", []string{"plan", "-goal", "gut-diversity", "person.json"}, 2, "neither"},
		{"strategy that is not known", []string{"plan", "-like", "legume", "person.json"}, 2, "legumes"},
		{"strategy that is no id", []string{"plan", "-dislike", "A B", "person.json"}, 2, "dislike"},
		{"effort that is no number", []string{"plan", "-effort", "much", "person.json"}, 2, "effort"},
		{"effort below nothing", []string{"plan", "-effort", "-2", "person.json"}, 2, "effort"},
		{"too many", []string{"plan", "-max", "7", "person.json"}, 2, "1 to 3"},
		{"no such file", []string{"plan", dir + "/none.json"}, 1, "none.json"},
		{"unknown field", []string{"plan", dir + "/a.json"}, 1, "fiber_g_d"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			code, out, problems := execute(t, "", tt.args...)
			require.Equal(t, tt.code, code, problems)
			require.Contains(t, problems, tt.want)
			require.Empty(t, out)
		})
	}
}
