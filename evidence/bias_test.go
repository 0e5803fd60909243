package evidence_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/evidence"
)

func assessment(tool evidence.BiasTool, risks ...evidence.RiskOfBias) *evidence.BiasAssessment {
	a := &evidence.BiasAssessment{Tool: tool}
	for i, r := range risks {
		a.Domains = append(a.Domains, evidence.BiasJudgment{Domain: tool.Domains()[i], Risk: r})
	}
	return a
}

func TestBiasAssessment(t *testing.T) {
	low, some, high := evidence.LowRisk, evidence.SomeConcerns, evidence.HighRisk
	for _, tt := range []struct {
		name string
		a    *evidence.BiasAssessment
		want evidence.RiskOfBias
		err  string
	}{
		{"all domains low", assessment(evidence.RoB2, low, low, low, low, low), low, ""},
		{"one concern", assessment(evidence.RoB2, low, some, low, low, low), some, ""},
		{"the worst decides", assessment(evidence.RoB2, some, some, high, low, low), high, ""},
		{"a domain is missing", assessment(evidence.RoB2, low, low, low, low), evidence.BiasNotJudged, ""},
		{"seven domains of ROBINS-I", assessment(evidence.ROBINSI, low, low, low, low, low, low, low), low, ""},
		{"ten domains of SYRCLE", assessment(evidence.SYRCLE, low, low, low, low, low, low, low, low, low, some), some, ""},
		{"no tool", &evidence.BiasAssessment{}, evidence.BiasNotJudged, "tool: want rob-2"},
		{"domain of another tool", &evidence.BiasAssessment{Tool: evidence.RoB2, Domains: []evidence.BiasJudgment{{Domain: evidence.Confounding, Risk: low}}}, evidence.BiasNotJudged, "domains[0]: confounding is not a domain of rob-2"},
		{"judged twice", &evidence.BiasAssessment{Tool: evidence.RoB2, Domains: []evidence.BiasJudgment{{Domain: evidence.Deviations, Risk: low}, {Domain: evidence.Deviations, Risk: high}}}, evidence.BiasNotJudged, "domains[1]: deviations is judged twice"},
		{"not judged", &evidence.BiasAssessment{Tool: evidence.RoB2, Domains: []evidence.BiasJudgment{{Domain: evidence.Deviations}}}, evidence.BiasNotJudged, "deviations is not judged"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.a.Overall(); got != tt.want {
				t.Errorf("overall %s, want %s", got, tt.want)
			}
			err := tt.a.Validate()
			if (err != nil) != (tt.err != "") || err != nil && !strings.Contains(err.Error(), tt.err) {
				t.Errorf("error %v, want %q", err, tt.err)
			}
		})
	}
}

// TestBiasWeighs checks that a judgment by domains weighs as one given outright,
// and that the two may not contradict each other.
func TestBiasWeighs(t *testing.T) {
	study := func(s evidence.Study) *evidence.Study {
		s.Key, s.Title, s.Year = evidence.MustParseStudyKey("s-2020"), "t", 2020
		s.Design, s.Species, s.N = evidence.RandomizedTrial, evidence.Human, 100
		return &s
	}
	weigh := func(s *evidence.Study) float64 {
		b := evidence.Weigh([]evidence.Item{{Study: s, Finding: &evidence.Finding{Study: s.Key, Direction: evidence.Up}}}, 0)
		return b.Masses.Up
	}
	high := assessment(evidence.RoB2, evidence.LowRisk, evidence.HighRisk, evidence.LowRisk, evidence.LowRisk, evidence.LowRisk)
	byDomain, outright, none := study(evidence.Study{Bias: high}), study(evidence.Study{RiskOfBias: evidence.HighRisk}), study(evidence.Study{})
	if weigh(byDomain) != weigh(outright) || weigh(byDomain) >= weigh(none) {
		t.Errorf("masses %v by domain, %v outright, %v not judged", weigh(byDomain), weigh(outright), weigh(none))
	}
	contradiction := study(evidence.Study{Bias: high, RiskOfBias: evidence.LowRisk})
	require.ErrorContains(t, contradiction.Validate(), "risk_of_bias: low, but a domain is judged high")
}

func ExampleBiasAssessment() {
	var a evidence.BiasAssessment
	err := json.Unmarshal([]byte(`{"tool":"rob-2","domains":[
		{"domain":"randomization","risk":"low"}, {"domain":"deviations","risk":"some-concerns","why":"open label"},
		{"domain":"missing-data","risk":"low"}, {"domain":"measurement","risk":"low"}, {"domain":"selective-reporting","risk":"low"}]}`), &a)
	fmt.Println(a.Overall(), a.Validate(), err)
	// Output: some-concerns <nil> <nil>
}
