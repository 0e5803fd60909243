package evidence_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/evidence"
)

// bodyOf returns one finding for each direction, from trials of n subjects.
func bodyOf(design evidence.Design, n int, directions ...evidence.Direction) []evidence.Item {
	var items []evidence.Item
	for i, d := range directions {
		s := &evidence.Study{Key: evidence.MustParseStudyKey(fmt.Sprintf("s-%d", i)), Title: "t", Year: 2020, Design: design,
			Species: evidence.Human, N: n, RiskOfBias: evidence.LowRisk}
		items = append(items, evidence.Item{Study: s, Finding: &evidence.Finding{Study: s.Key, Direction: d}})
	}
	return items
}

func TestRules(t *testing.T) {
	up, down := evidence.Up, evidence.Down
	three := bodyOf(evidence.RandomizedTrial, 150, up, up, up)
	split := bodyOf(evidence.RandomizedTrial, 150, up, up, up, up, down)
	i2 := func(percent, p float64) *evidence.Summary {
		return &evidence.Summary{Measure: evidence.SMD, K: 3, I2: percent, QP: p}
	}
	ratio := func(y float64) *evidence.Summary {
		return &evidence.Summary{Measure: evidence.OddsRatio, K: 1, Estimate: y}
	}
	cohort := bodyOf(evidence.Cohort, 5000, up)
	for _, tt := range []struct {
		name   string
		rules  evidence.Rules
		items  []evidence.Item
		pooled *evidence.Summary
		want   evidence.Certainty
		moves  string
	}{
		{"machine: agreeing trials at low risk", evidence.GRADEMachine, three, nil, evidence.High, ""},
		{"Pollock: I² not known", evidence.Pollock, three, nil, evidence.Moderate, "inconsistency-1"},
		{"Pollock: I² of 75 is not above 75", evidence.Pollock, three, i2(75, 0), evidence.High, ""},
		{"Pollock: I² of 76", evidence.Pollock, three, i2(76, 0), evidence.Moderate, "inconsistency-1"},
		{"Pollock: one trial has no I²", evidence.Pollock, bodyOf(evidence.RandomizedTrial, 250, up), nil, evidence.High, ""},
		{"Pollock: 150 subjects", evidence.Pollock, bodyOf(evidence.RandomizedTrial, 150, up), nil, evidence.Moderate, "imprecision-1"},
		{"Pollock: 60 subjects", evidence.Pollock, bodyOf(evidence.RandomizedTrial, 60, up), nil, evidence.Low, "imprecision-2"},
		{"matrix: low I²", evidence.CochraneMatrix, three, i2(30, 0.4), evidence.High, ""},
		{"matrix: middling I², one way", evidence.CochraneMatrix, three, i2(60, 0.05), evidence.High, ""},
		{"matrix: middling I², both ways", evidence.CochraneMatrix, split, i2(60, 0.05), evidence.Moderate, "inconsistency-1"},
		{"matrix: high I², one way", evidence.CochraneMatrix, three, i2(92, 1e-9), evidence.Moderate, "inconsistency-1"},
		{"matrix: high I², both ways, as in the BCG trials", evidence.CochraneMatrix, split, i2(92.2, 1e-26), evidence.Low, "inconsistency-2"},
		{"Pollock on the same", evidence.Pollock, split, i2(92.2, 1e-26), evidence.Moderate, "inconsistency-1"},
		{"BJSM: I² of 50", evidence.BJSM, three, i2(50, 0.1), evidence.Moderate, "inconsistency-1"},
		{"BJSM: 300 subjects", evidence.BJSM, bodyOf(evidence.RandomizedTrial, 300, up), nil, evidence.Moderate, "imprecision-1"},
		{"cohort starts low", evidence.GRADEMachine, cohort, nil, evidence.Low, ""},
		{"cohort with an odds ratio of 1.8", evidence.GRADEMachine, cohort, ratio(0.588), evidence.Low, ""},
		{"cohort with an odds ratio of 2.7", evidence.GRADEMachine, cohort, ratio(1), evidence.Moderate, "large-effect+1"},
		{"cohort with an odds ratio of 0.1", evidence.GRADEMachine, cohort, ratio(-2.3), evidence.High, "large-effect+2"},
		{"trials do not go up", evidence.GRADEMachine, three, ratio(3), evidence.High, ""},
		{"what was taken down does not go up", evidence.GRADEMachine, bodyOf(evidence.Cohort, 90, up, up), ratio(3), evidence.Low - 1, "imprecision-1"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := evidence.Weigh(tt.items, 0)
			require.NotEqual(t, evidence.Unknown, b.Stance)
			got, steps := evidence.JudgeBy(tt.rules, tt.items, &b, tt.pooled)
			var moves []string
			for _, s := range steps {
				if s.Change != 0 {
					moves = append(moves, fmt.Sprintf("%s%+d", s.Domain, s.Change))
				}
				if s.Reason == "" {
					t.Errorf("a step without a reason: %+v", s)
				}
			}
			if got != tt.want || strings.Join(moves, " ") != tt.moves {
				t.Errorf("got %s by %q, want %s by %q", got, moves, tt.want, tt.moves)
			}
		})
	}
}

// TestRulesKeepAnimalsLow checks that no rule set and no effect lifts evidence
// that is not from people.
func TestRulesKeepAnimalsLow(t *testing.T) {
	items := bodyOf(evidence.AnimalExperiment, 500, evidence.Up, evidence.Up)
	for _, it := range items {
		it.Study.Species = evidence.Mouse
	}
	b := evidence.Weigh(items, 0)
	for r := evidence.GRADEMachine; r <= evidence.BJSM; r++ {
		got, steps := evidence.JudgeBy(r, items, &b, &evidence.Summary{Measure: evidence.RiskRatio, Estimate: 3})
		if got != evidence.VeryLow || len(steps) != 2 {
			t.Errorf("%s: %s by %v", r, got, steps)
		}
	}
}

func ExampleSummaryOfFindings() {
	items := bodyOf(evidence.RandomizedTrial, 120, evidence.Up, evidence.Up, evidence.Up)
	var estimates []evidence.Estimate
	for _, smd := range []struct{ value, lo, hi float64 }{{0.41, 0.05, 0.77}, {0.32, -0.04, 0.68}, {0.55, 0.19, 0.91}} {
		e, err := evidence.FromEffect(&evidence.Effect{Measure: evidence.SMD, Value: smd.value, Lo: &smd.lo, Hi: &smd.hi})
		if err != nil {
			fmt.Println(err)
			return
		}
		estimates = append(estimates, e)
	}
	fit, err := evidence.Pool(estimates, evidence.PoolOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	body := evidence.Weigh(items, 0)
	fmt.Println(evidence.SummaryOfFindings("grip strength", items, &body, &fit.Summary, evidence.Pollock))
	// Output:
	// grip strength | 3 studies, 360 subjects | smd 0.43 (0.22 to 0.63) | increase | ⊕⊕⊕⊕ high
}
