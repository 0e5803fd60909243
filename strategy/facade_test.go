package strategy_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/strategy"
)

// woman is a person of whom the gates know all that they have to.
const woman = `{"subject": {"age_y": 41, "sex": "female", "mass_kg": 66, "height_cm": 170, "pregnant": false, "scoff": 0},
	"diet": {"fiber_g_d": 14, "protein_g_d": 66, "energy_kcal_d": 2000, "fiber_supplement": {"g_d": 0}, "pattern": "omnivore"},
	"exercise": {"resist_sessions_wk": 0, "resist_min_wk": 0, "walk_min_wk": 60, "mod_min_wk": 90, "vig_min_wk": 0},
	"sleep": {"sleep_h": 6}, "meds": {"antibiotics": [], "others": [], "probiotics": []}, "gi": {"red_flags": []}, "conditions": [], "allergies": []}`

func TestJSONFacade(t *testing.T) {
	plan := func(wishes string) map[string]any {
		t.Helper()
		data, err := strategy.PlanJSON([]byte(woman), []byte(wishes))
		require.NoError(t, err)
		var doc map[string]any
		require.NoError(t, json.Unmarshal(data, &doc))
		return doc
	}
	for _, key := range []string{"schema", "decision", "gates", "goals", "strategies", "runner_up", "excluded", "questions", "notes", "trace"} {
		require.Contains(t, plan(""), key)
	}
	require.Len(t, plan("{}")["strategies"], 3)
	require.Len(t, plan(`{"max": 1}`)["strategies"], 1)
	require.Equal(t, []any{"strength", "gait-speed"}, plan(`{"goals": ["strength", "outcome:gait-speed"]}`)["goals"])
	require.Equal(t, []any{"muscle-mass"}, plan(`{"goals": ["mass"]}`)["goals"])
	require.NotContains(t, jsonText(t, plan(`{"dislikes": ["resistance-sessions"]}`)["strategies"]), "resistance-sessions")
	require.Empty(t, plan(`{"goals": ["recovery"], "max": 1}`)["strategies"]) // nothing worth doing

	data, err := strategy.AssessJSON([]byte(woman))
	require.NoError(t, err)
	require.Contains(t, string(data), `"outcomes":[`)

	// Who is refused, or whose input is rejected, gets a document and no error.
	for decision, person := range map[string]string{
		"refuse":       `{"subject": {"age_y": 15, "sex": "male"}}`,
		"reject_input": `{"subject": {"age_y": 40, "height_cm": 7}}`,
		"ask_first":    `{}`,
	} {
		data, err := strategy.PlanJSON([]byte(person), nil)
		require.NoError(t, err)
		require.Contains(t, string(data), `"decision":"`+decision+`"`)
		require.Contains(t, string(data), `"strategies":[]`)
		_, err = strategy.AssessJSON([]byte(person))
		require.NoError(t, err)
	}
}

func jsonText(t *testing.T, v any) string {
	t.Helper()
	data, err := json.Marshal(v)
	require.NoError(t, err)
	return string(data)
}

func TestJSONFacadeProblems(t *testing.T) {
	for _, tt := range []struct{ name, person, wishes, want string }{
		{"no person", "", "", "JSON"},
		{"field that is not known", `{"diet": {"fibre_g_d": 3}}`, "", "fiber_g_d"},
		{"wishes that are no object", woman, "[]", "wishes"},
		{"wish that is not known", woman, `{"goal": "strength"}`, "goals"},
		{"goal that is not known", woman, `{"goals": ["strenght"]}`, "strength"},
		{"goal that is no word", woman, `{"goals": ["Strength!"]}`, "goals[0]"},
		{"goal that nobody wants more or less of", woman, `{"goals": ["gut-diversity"]}`, "neither"},
		{"goal twice", woman, `{"goals": ["mass", "muscle-mass"]}`, "twice"},
		{"strategy that is not known", woman, `{"likes": ["resistance-session"]}`, "resistance-sessions"},
		{"liked and disliked", woman, `{"likes": ["legumes"], "dislikes": ["legumes"]}`, "disliked, too"},
		{"too many", woman, `{"max": 4}`, "1 to 3"},
		{"effort below nothing", woman, `{"effort": -1}`, "effort"},
		{"both wrong", `{"die": {}}`, `{"x": 1}`, "diet"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			data, err := strategy.PlanJSON([]byte(tt.person), []byte(tt.wishes))
			require.Error(t, err)
			require.Nil(t, data)
			require.Contains(t, err.Error(), tt.want)
		})
	}
	_, err := strategy.AssessJSON([]byte("{"))
	require.Error(t, err)
	_, err = strategy.PlanJSON([]byte(`{"die": {}}`), []byte(`{"x": 1}`))
	require.Contains(t, err.Error(), "wishes") // all problems at once
	_, err = strategy.PlanJSON([]byte(woman), []byte(`{"goals": ["A!", "mass", "B!"]}`))
	require.ErrorContains(t, err, "goals[0]")
	require.ErrorContains(t, err, "goals[2]")
}

// TestWishesThatAreNotKnown checks that a plan passes over them.
func TestWishesThatAreNotKnown(t *testing.T) {
	m := strategy.Default()
	h := read(t, woman)
	w := strategy.Wishes{Likes: []strategy.StrategyID{strategy.MustParseStrategyID("nobody-does-this")}, Max: 99, Effort: -5}
	require.Error(t, m.CheckWishes(w))
	require.Equal(t, jsonText(t, m.Plan(h, strategy.Wishes{})), jsonText(t, m.Plan(h, w)))
	if lines := strings.Split(m.CheckWishes(w).Error(), "\n"); len(lines) != 3 {
		t.Errorf("%q; want three problems", lines)
	}
}

func FuzzPlanJSON(f *testing.F) {
	f.Add(woman, `{"goals": ["strength"], "effort": 3}`)
	f.Add(`{}`, `{"max": 2}`)
	f.Add(`{"diet": {"fiber_g_d": {"state": "conflicting", "values": [3, 90]}}}`, ``)
	f.Fuzz(func(t *testing.T, person, wishes string) {
		data, err := strategy.PlanJSON([]byte(person), []byte(wishes))
		if err == nil && !json.Valid(data) {
			t.Errorf("not JSON: %q", data)
		}
	})
}
