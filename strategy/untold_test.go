package strategy

import (
	"bytes"
	"encoding/json"
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/pathway"
	"github.com/gutmuscle/gutmuscle/pathway/outcome"
)

// TestUntold: answers on body weight and body fat are left out where they could
// do harm, everywhere, and the verdict says so.
func TestUntold(t *testing.T) {
	m := Default()
	changed := func(with string) *Habits {
		a := adversary{With: map[string]any{}}
		require.NoError(t, json.Unmarshal([]byte(with), &a.With))
		return a.habits(t)
	}
	plain := changed(`{}`)
	bodies := []outcome.ID{outcome.BodyFat, outcome.BodyWeight}
	for _, tt := range []struct{ name, with, gates string }{
		{"nothing speaks against it", `{}`, ""},
		{"BMI 17", `{"subject":{"mass_kg":53.9}}`, "S11"},
		{"weight falls fast", `{"subject":{"mass_change_kg_12wk":-12}}`, "S11"},
		{"SCOFF 3", `{"subject":{"scoff":3}}`, "S12"},
		{"an eating disorder before", `{"conditions":["eating-disorder-history"]}`, "S12"},
		{"conditions not known", `{"conditions":null}`, "S12"},
		{"SCOFF not known at 25", `{"subject":{"age_y":25,"scoff":null}}`, "S12"},
		{"SCOFF not known at 40", `{"subject":{"scoff":null}}`, ""},
		{"age not known", `{"subject":{"age_y":null,"scoff":null}}`, "S10 S12"},
		{"age not known, SCOFF 0", `{"subject":{"age_y":null}}`, "S10"},
		{"12 years", `{"subject":{"age_y":12}}`, "S10"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := changed(tt.with)
			a := m.Assess(h)
			v := a.Verdict()
			untold := slices.Collect(v.Untold())
			if (tt.gates == "") != (len(untold) == 0) {
				t.Fatalf("untold: %v; want gates %q", untold, tt.gates)
			}
			for i, u := range untold {
				if u.Target != pathway.NodeOf(bodies[i]) || !slices.Equal(u.Gates, strings.Fields(tt.gates)) {
					t.Errorf("untold: %v; want by %s", u, tt.gates)
				}
			}
			wish := Wishes{Goals: []outcome.ID{outcome.BodyFat, outcome.Strength}}
			documents := map[string]string{"assessment": jsonOf(t, a), "difference": jsonOf(t, m.Compare(h, plain)),
				"difference from": jsonOf(t, m.Compare(plain, h)), "plan": jsonOf(t, m.Plan(h, wish))}
			for what, doc := range documents {
				for _, id := range bodies {
					node := `"` + pathway.NodeOf(id).String() + `"`
					rest := strings.ReplaceAll(doc, `{"target":`+node, "") // of the verdict's own list
					if told := strings.Contains(rest, node) || what == "plan" && strings.Contains(rest, `"`+id.String()+`"`); told && tt.gates != "" {
						t.Errorf("%s tells of %s", what, id)
					} else if !told && tt.gates == "" && what == "assessment" {
						t.Errorf("%s does not tell of %s", what, id)
					}
					if tt.gates != "" && !strings.Contains(doc, `{"target":`+node) {
						t.Errorf("%s does not say that %s is left out", what, id)
					}
				}
			}
			for _, id := range bodies {
				f := a.Flip(pathway.NodeOf(id), DirectionDown)
				if is := f.Reason == FlipUntold; is != (tt.gates != "" && v.Scored()) {
					t.Errorf("flip of %s: %s", id, f.Reason)
				}
				if tt.gates != "" && (f.Before != NoDirection || f.Moves != nil || f.Score != [2]float64{}) {
					t.Errorf("flip of %s: %+v", id, f)
				}
			}
		})
	}
	thin := changed(`{"subject":{"mass_kg":53.9}}`)
	if p := m.Plan(thin, Wishes{Goals: []outcome.ID{outcome.BodyFat}}); len(slices.Collect(p.Goals()))+len(slices.Collect(p.Steps())) > 0 {
		t.Errorf("a plan for body fat has %v", slices.Collect(p.Steps()))
	}
	if (Verdict{}).Tells(pathway.NodeOf(outcome.Strength)) {
		t.Error("gates that were not run let something be told")
	}
}

// TestUntoldOfACrowd: where a gate leaves an outcome untold, no result is on it
// and no chain or loop goes through it; all others are told as in general.
func TestUntoldOfACrowd(t *testing.T) {
	m := Default()
	left := 0
	for i, h := range crowd(t, 300) {
		a := m.Assess(h)
		untold := slices.Collect(a.verdict.Untold())
		if !a.verdict.Scored() || len(untold) == 0 {
			continue
		}
		left++
		n := 0
		for _, results := range []iter.Seq[Result]{a.Pathways(), a.Outcomes()} {
			for r := range results {
				n++
				for _, u := range untold {
					for c := range r.Chains() {
						if r.Target == u.Target || slices.Contains(c.Nodes, u.Target) {
							t.Fatalf("person %d: %s: %v", i, r.Target, c.Nodes)
						}
					}
					for l := range r.Loops() {
						if slices.Contains(l.Nodes, u.Target) {
							t.Fatalf("person %d: %s: %v", i, r.Target, l.Nodes)
						}
					}
				}
			}
		}
		if n != len(m.targets)-len(untold) {
			t.Fatalf("person %d: %d results; want all %d but %d", i, n, len(m.targets), len(untold))
		}
	}
	if left < 20 {
		t.Errorf("%d people of whom something is untold", left)
	}
}

// TestUntoldRecords checks what a rule may leave untold.
func TestUntoldRecords(t *testing.T) {
	for rule, want := range map[string]string{
		`{"id":"a","if":"b","action":"refuse","untold":["outcome:body-fat"]}`:                    "",
		`{"id":"a","if":"b","action":"note","untold":["outcome:body-fat"]}`:                      "untold: of a note; want an action that counts while its condition cannot be told, too",
		`{"id":"a","if":"b","action":"refuse","untold":["habit:fiber"]}`:                         "untold[0]: habit:fiber; want outcomes, each once",
		`{"id":"a","if":"b","action":"refuse","untold":["outcome:body-fat","outcome:body-fat"]}`: "untold[1]: outcome:body-fat; want outcomes, each once",
	} {
		var r gateRule
		require.NoError(t, json.NewDecoder(bytes.NewReader([]byte(rule))).Decode(&r))
		got := ""
		if err := r.validate(); err != nil {
			got = err.Error()
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", rule, diff)
		}
	}
}
