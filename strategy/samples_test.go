package strategy_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/exp/stats"

	"github.com/gutmuscle/gutmuscle/strategy"
	"github.com/gutmuscle/gutmuscle/strategy/habitlog"
)

// TestPersonas judges the sample personas: the decision, and the gates that
// have to be among those that fire.
func TestPersonas(t *testing.T) {
	data := samples(t, "personas.json")
	var file struct {
		Personas []struct {
			ID     string
			Input  json.RawMessage
			Expect struct {
				Decision string
				Gates    []string
			}
		}
	}
	require.NoError(t, json.Unmarshal(data, &file))
	require.NotEmpty(t, file.Personas)
	for _, p := range file.Personas {
		t.Run(p.ID, func(t *testing.T) {
			h, err := strategy.ReadHabits(bytes.NewReader(p.Input))
			require.NoError(t, err)
			doc, err := json.Marshal(strategy.Default().Assess(h))
			require.NoError(t, err)
			var got struct {
				Verdict struct {
					Decision string
					Gates    []struct{ ID string }
				}
			}
			require.NoError(t, json.Unmarshal(doc, &got))
			var fired []string
			for _, g := range got.Verdict.Gates {
				fired = append(fired, g.ID)
			}
			if got.Verdict.Decision != p.Expect.Decision {
				t.Errorf("decision %s, want %s", got.Verdict.Decision, p.Expect.Decision)
			}
			for _, gate := range p.Expect.Gates {
				if !slices.Contains(fired, gate) {
					t.Errorf("gate %s did not fire; %v did", gate, fired)
				}
			}
		})
	}
}

// TestAmericanGut converts the sample table of the American Gut questionnaire
// and assesses every row that is not refused.
func TestAmericanGut(t *testing.T) {
	table := samples(t, "habits/american_gut_habits.tsv")
	rows, err := habitlog.ReadAGP(bytes.NewReader(table), "american_gut_habits.tsv")
	require.NoError(t, err)
	require.Len(t, rows, 143)
	decisions := make(map[strategy.Decision]int)
	directions := make(map[strategy.Direction]int)
	refused, conflicting := 0, 0
	var fiber []float64
	for _, r := range rows {
		if r.Refused != nil {
			refused++
			continue
		}
		a := strategy.Default().Assess(r.Habits)
		decisions[a.Verdict().Decision()]++
		switch r.Habits.Diet.Fiber.State {
		case strategy.StateKnown:
			fiber = append(fiber, float64(r.Habits.Diet.Fiber.Value))
		case strategy.StateConflicting:
			conflicting++
			fiber = append(fiber, float64(slices.Min(r.Habits.Diet.Fiber.Values))) // as if per week
		}
		for o := range a.Outcomes() {
			directions[o.Direction]++
		}
		_, err := json.Marshal(a)
		require.NoError(t, err)
	}
	// Outside value: the table's own description has a median of 140 g a week
	// over all rows with a number.
	if got := stats.Median(fiber); got < 19 || got > 22 {
		t.Errorf("median fiber %.1f g/d over %d rows, want about 20", got, len(fiber))
	}
	t.Logf("refused %d, decisions %v, fiber told in two ways %d, directions of outcomes %v", refused, decisions, conflicting, directions)
	if refused != 10 {
		t.Errorf("%d refused, want the 10 children", refused)
	}
	if conflicting == 0 {
		t.Error("no row asks whether its fiber is per day or per week")
	}
}
