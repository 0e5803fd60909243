package strategy

import (
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/strategy/unit"
)

func TestWith(t *testing.T) {
	person := `{"diet":{"fiber_g_d":{"value":14,"source":"diary"},"fiber_supplement":{"state":"known","value":{"type":"psyllium","g_d":3},"source":"told"},` +
		`"fodmap":{"state":"declined"}},"meds":{"antibiotics":[]},"conditions":null}`
	for _, tt := range []struct {
		set  string
		want string // what the fields that are named become, as JSON
		at   func(*Habits) any
	}{
		{"diet.fiber_g_d=30", `30`, func(h *Habits) any { return h.Diet.Fiber }},
		{"diet.fiber_g_d=null", `null`, func(h *Habits) any { return h.Diet.Fiber }},
		{`diet.fiber_g_d={"interval":[10,20]}`, `{"interval":[10,20]}`, func(h *Habits) any { return h.Diet.Fiber }},
		{"diet.plants_n_wk=11-20", `{"interval":[11,20]}`, func(h *Habits) any { return h.Diet.Plants }},
		{"diet.pattern=vegan", `"vegan"`, func(h *Habits) any { return h.Diet.Pattern }},
		{"sleep.shift_work = true", `true`, func(h *Habits) any { return h.Sleep.ShiftWork }},
		{"meds.antibiotics=null", `null`, func(h *Habits) any { return h.Meds.Antibiotics }},
		{`conditions=["gout"]`, `["gout"]`, func(h *Habits) any { return h.Conditions }},
		{"diet.fiber_supplement.g_d=8", `{"value":{"type":"psyllium","g_d":8},"source":"told"}`, func(h *Habits) any { return h.Diet.FiberSupplement }},
		{"diet.fodmap.weeks=2", `{"weeks":2}`, func(h *Habits) any { return h.Diet.FODMAP }},
		{"stress.hrv.ms=40", `{"ms":40}`, func(h *Habits) any { return h.Stress.HRV }},
	} {
		t.Run(tt.set, func(t *testing.T) {
			h, err := ReadHabits(strings.NewReader(person))
			require.NoError(t, err)
			before, err := json.Marshal(h)
			require.NoError(t, err)
			s, err := ParseSetting(tt.set)
			require.NoError(t, err)
			now, err := h.With(s)
			require.NoError(t, err)
			got, err := json.Marshal(tt.at(now))
			require.NoError(t, err)
			want, err := json.Marshal(json.RawMessage(tt.want))
			require.NoError(t, err)
			require.JSONEq(t, string(want), string(got))
			after, err := json.Marshal(h)
			require.NoError(t, err)
			require.Equal(t, string(before), string(after), "the person it was asked of changed")
		})
	}
}

func TestWithErrors(t *testing.T) {
	for _, tt := range []struct{ set, want string }{
		{"diet.fibre_g_d=30", `unknown "diet.fibre_g_d"; want diet.fiber_g_d`},
		{"fiber_g_d=30", `want diet.fiber_g_d`},
		{"diet=30", `unknown "diet"`},
		{"diet.fiber_g_d.value=30", `unknown`},
		{"diet.fiber_g_d=20 g", `got text "20 g"; want a number of g/d`},
		{"diet.fiber_g_d=NaN", `want a number of g/d`},
		{"diet.pattern=vegn", `vegan`},
		{"meds.antibiotics[0].end_day=-3", `unknown`},
		{`conditions=["goutt"`, `conditions: got`},
	} {
		s, err := ParseSetting(tt.set)
		require.NoError(t, err)
		_, err = new(Habits).With(s)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v; want %s", tt.set, err, tt.want)
		}
	}
	for _, text := range []string{"", "diet.fiber_g_d", "=30", "diet.fiber_g_d="} {
		if s, err := ParseSetting(text); err == nil {
			t.Errorf("%q: %v", text, s)
		}
	}
	fiber := Setting{"diet.fiber_g_d", json.RawMessage("30")}
	_, err := new(Habits).With(fiber, fiber, Setting{"x.y", nil}, Setting{"diet.fat_pct_e", json.RawMessage("3")}, Setting{"sleep.psqi", json.RawMessage("{")})
	for _, want := range []string{"set twice", "x.y: field: unknown", "not JSON"} {
		require.ErrorContains(t, err, want)
	}
}

// TestWithNothing checks that a person survives the way through the wire format.
func TestWithNothing(t *testing.T) {
	r := rand.New(rand.NewPCG(46, 1))
	for range 50 {
		h := randomPerson(r, 0.6)
		h.Diet.Nut = Reading[unit.ServingsPerWeek]{State: StateConflicting, Values: []unit.ServingsPerWeek{1, 2}}
		same, err := h.With()
		require.NoError(t, err)
		if !reflect.DeepEqual(h, same) {
			t.Fatalf("%+v\n%+v", h, same)
		}
	}
}
