package evidence_test

import (
	"fmt"

	"github.com/gutmuscle/gutmuscle/evidence"
)

// trials are two randomized trials that saw grip strength rise, one that saw
// nothing, and a study in mice.
func trials() []evidence.Item {
	record := func(key string, d evidence.Design, s evidence.Species, n int) *evidence.Study {
		return &evidence.Study{Key: evidence.MustParseStudyKey(key), Design: d, Species: s, N: n, RiskOfBias: evidence.LowRisk}
	}
	return []evidence.Item{
		{Finding: &evidence.Finding{Direction: evidence.Up}, Study: record("first-2019", evidence.RandomizedTrial, evidence.Human, 54)},
		{Finding: &evidence.Finding{Direction: evidence.Up}, Study: record("second-2021", evidence.CrossoverTrial, evidence.Human, 24)},
		{Finding: &evidence.Finding{Direction: evidence.NoEffect}, Study: record("third-2022", evidence.RandomizedTrial, evidence.Human, 30)},
		{Finding: &evidence.Finding{Direction: evidence.Up}, Study: record("mice-2018", evidence.AnimalExperiment, evidence.Mouse, 12)},
	}
}

func ExampleWeigh() {
	body := evidence.Weigh(trials(), 0)
	signed, interval := body.Signed()
	fmt.Println(body.Stance, "at", body.Level, "from", body.Sources, "sources")
	fmt.Printf("up %.2f, down %.2f, null %.2f\n", body.Masses.Up, body.Masses.Down, body.Masses.Null)
	fmt.Printf("signed belief %.2f, from %.2f to %.2f without one source\n", signed, interval[0], interval[1])
	fmt.Printf("animals alone: %.2f\n", body.ByLevel[evidence.Animal].Up)
	// Output:
	// increase at interventional-human from 4 sources
	// up 0.78, down 0.00, null 0.18
	// signed belief 0.64, from 0.51 to 0.78 without one source
	// animals alone: 0.35
}

func ExampleLevelOf() {
	fmt.Println(evidence.LevelOf(evidence.RandomizedTrial, evidence.Human))
	fmt.Println(evidence.LevelOf(evidence.RandomizedTrial, evidence.Mouse))
	fmt.Println(evidence.LevelOf(evidence.Cohort, evidence.Human))
	fmt.Println(evidence.LevelOf(evidence.Review, evidence.Human))
	// Output:
	// interventional-human
	// animal
	// observational-human
	// not-assessed
}

func ExampleJudge() {
	items := trials()
	body := evidence.Weigh(items, 0)
	certainty, steps := evidence.Judge(items, &body)
	for _, s := range steps {
		fmt.Printf("%+d %s: %s\n", s.Change, s.Domain, s.Reason)
	}
	fmt.Println(certainty)
	// Output:
	// +0 start: high: randomized evidence
	// -1 inconsistency: a quarter or more of the weight of increase is on null
	// -1 imprecision: 108 subjects; want 200
	// low
}

func ExampleINDRABelief() {
	reach := evidence.INDRASource{Syst: 0.05, Rand: []float64{0.3, 0.3}}
	trips := evidence.INDRASource{Syst: 0.05, Rand: []float64{0.3}}
	fmt.Printf("%.4f\n", evidence.INDRABelief([]evidence.INDRASource{reach}, nil))
	fmt.Printf("%.4f\n", evidence.INDRABelief([]evidence.INDRASource{reach, trips}, nil))
	// Output:
	// 0.8600
	// 0.9510
}
