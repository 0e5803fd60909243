package strategy_test

import (
	"fmt"
	"strings"
	"testing/fstest"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/pathway"
	"github.com/gutmuscle/gutmuscle/strategy"
)

func ExampleModel_Strategy() {
	s, ok := strategy.Default().Strategy(strategy.MustParseStrategyID("plant-fiber"))
	fmt.Println(ok, s.Family, s.Name)
	fmt.Println("documented:", s.Target.Range, s.Unit, s.Target.Basis, s.Target.Studies)
	fmt.Println("first step:", s.FirstStep.Range, s.Unit, s.FirstStep.Basis)
	fmt.Println("at most", s.WeeklyStep.Range[1], s.Unit, "more from week to week")
	// Output:
	// true diverse-fiber Eat more fiber from plants
	// documented: [25 38] g/d source [efsa-2010 buyken-2018]
	// first step: [3 5] g/d convention
	// at most 5 g/d more from week to week
}

func ExampleModel_Strategies() {
	for s := range strategy.Default().Strategies() {
		if s.Kind == strategy.InformationStrategy {
			fmt.Println(s.Name)
		}
	}
	// Output: Ask whether an antibiotic is needed, before it is prescribed
}

// What a strategy may do is not in its record: it is what the atlas says now.
func ExampleModel_StrategyEvidence() {
	m := strategy.Default()
	s, _ := m.Strategy(strategy.MustParseStrategyID("probiotic-ps23"))
	fmt.Println(s.Strain.Name)
	for _, e := range m.StrategyEvidence(&s) {
		fmt.Println(e.Outcome, e.Stance, e.Worth, e.For, e.Against)
	}
	// Output:
	// Lacticaseibacillus paracasei PS23
	// leg-strength increase wanted [lee-2025-ps23] []
	// muscle-damage-relief increase wanted [lee-2022-ps23] []
	// recovery increase wanted [lee-2022-ps23] []
	// muscle-mass null no-effect [lee-2025-ps23] []
	// upper-body-strength null no-effect [lee-2025-ps23] []
}

func ExampleStrategy_Fits() {
	s, _ := strategy.Default().Strategy(strategy.MustParseStrategyID("live-fermented-foods"))
	fmt.Println(s.Fits(strategy.PatternVegan, nil))
	for _, f := range s.Forms {
		if f.Fits(strategy.PatternVegan, []strategy.Allergen{strategy.AllergenHistamine}) {
			fmt.Println(f.Text)
		}
	}
	// Output:
	// true
	// Plant-based yogurt with live cultures
}

// A file of one's own strategies takes the place of the built-in ones. All
// problems are told at once.
func ExampleStrategy_problems() {
	const file = `{"id":"walk","name":"Walk","family":"aerobic-exercise","kind":"action","habit":"aerobic-exercise","direction":"up",` +
		`"measure":"exercise.aerobic_min_wk","unit":"min/d","target":{"range":[300,150],"basis":"source"},"stop":["stop.exercise"],"burden":{"level":1,"why":"time"}}`
	_, err := strategy.New(pathway.Default(), fstest.MapFS{strategy.StrategiesFile: {Data: []byte(file)}})
	for _, problem := range dataset.All(err) {
		fmt.Println(strings.TrimPrefix(problem.Error(), strategy.StrategiesFile))
	}
	// Output:
	// :1: walk: first_step: missing
	// :1: walk: unit: "min/d"; want "min/wk"
	// :1: walk: target.range: [300 150]; want two numbers of 0 or more, least first
	// :1: walk: target: the basis is a source, but none is named
}
