package gutmuscle_test

import (
	"fmt"
	"strings"

	"github.com/gutmuscle/gutmuscle/pathway"
	"github.com/gutmuscle/gutmuscle/pathway/habit"
	"github.com/gutmuscle/gutmuscle/pathway/outcome"
	"github.com/gutmuscle/gutmuscle/strategy"
)

// Ask what the atlas says of one effect, and through which studies.
func Example_ask() {
	atlas := pathway.Default()
	answer := atlas.Effect(pathway.NodeOf(habit.Prebiotic), pathway.NodeOf(outcome.ChairRise))
	fmt.Println(answer.Stance, answer.Reason, answer.Level)
	for _, key := range answer.For {
		study, _ := atlas.Study(key)
		fmt.Println(study.Year, study.Design, study.Journal)
	}
	// Output:
	// null direct-null interventional-human
	// 2024 randomized-trial Nature Communications
}

// Assess a person: the verdict of the safety gates first, then the outcomes
// that the person's habits push, with the reasons.
func Example_assess() {
	habits, err := strategy.ReadHabits(strings.NewReader(`{
		"subject": {"age_y": 46, "sex": "male"},
		"exercise": {"resist_sessions_wk": 3},
		"gi": {"red_flags": []},
		"conditions": [],
		"allergies": [],
		"meds": {"antibiotics": [], "others": []}
	}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	assessment := strategy.Default().Assess(habits)
	fmt.Println("decision:", assessment.Verdict().Decision())
	for result := range assessment.Outcomes() {
		if result.Target == pathway.NodeOf(outcome.GaitSpeed) {
			for row := range result.Contributions() {
				fmt.Println(row.Habit, row.Stance, row.Level, len(row.For) > 1)
			}
		}
	}
	// Output:
	// decision: plan
	// resistance-training increase synthesis true
}

// A person under 18 gets the verdict and no scores.
func Example_refused() {
	habits, err := strategy.ReadHabits(strings.NewReader(`{"subject": {"age_y": 15}, "diet": {"fiber_g_d": 12}}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	verdict := strategy.Default().Assess(habits).Verdict()
	fmt.Println(verdict.Decision(), verdict.Scored())
	for gate := range verdict.Gates() {
		if gate.Action == strategy.ActionRefuse {
			fmt.Println(gate.Gate, gate.Action, gate.Fields)
		}
	}
	// Output:
	// refuse false
	// S10 refuse [subject.age_y]
}
