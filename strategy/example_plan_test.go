package strategy_test

import (
	"encoding/json"
	"fmt"
	"log"
	"strings"

	"github.com/gutmuscle/gutmuscle/strategy"
)

func ExampleModel_Plan() {
	habits, err := strategy.ReadHabits(strings.NewReader(woman))
	if err != nil {
		log.Fatal(err)
	}
	plan := strategy.Default().Plan(habits, strategy.Wishes{Effort: 7})
	fmt.Println(plan.Verdict().Decision())
	for step := range plan.Steps() {
		now, then, _ := step.Amounts()
		fmt.Printf("%s: from %v to %v %s\n", step, now, then, step.Strategy().Unit)
		for week := range step.Schedule() {
			fmt.Printf("  week %d: %v\n", week.Week, week.Amount)
		}
	}
	next, _ := plan.RunnerUp()
	fmt.Println("next best has", next.In, "and not", next.Out)
	// Output:
	// plan
	// resistance-sessions: from 0 to 2 sessions/wk
	//   week 1: 1
	//   week 2: 2
	// sleep-longer: from 6 to 7 h
	//   week 1: 6.25
	//   week 2: 6.5
	//   week 3: 6.75
	//   week 4: 7
	// next best has [protein-with-training whole-grains] and not [sleep-longer]
}

// Each gain comes with the evidence behind it, in words that it carries.
func ExampleStep_Why() {
	habits, err := strategy.ReadHabits(strings.NewReader(woman))
	if err != nil {
		log.Fatal(err)
	}
	goal, _ := strategy.GoalStrength.Outcome()
	wishes := strategy.Wishes{Max: 1}
	wishes.Goals = append(wishes.Goals, goal)
	for step := range strategy.Default().Plan(habits, wishes).Steps() {
		for g := range step.Why() {
			fmt.Println(g.Outcome, g.Worth, g.Level, g.Certainty)
			fmt.Println(g.Sentence)
		}
	}
	// Output:
	// strength wanted synthesis low
	// Resistance training may raise muscle strength by a large amount. Some findings say otherwise.
}

// Every strategy that is not in a plan has a reason.
func ExamplePlan_Excluded() {
	habits, err := strategy.ReadHabits(strings.NewReader(woman))
	if err != nil {
		log.Fatal(err)
	}
	for x := range strategy.Default().Plan(habits, strategy.Wishes{}).Excluded() {
		switch x.Strategy.String() {
		case "calmer-days", "probiotic-twk10", "psyllium", "aerobic-minutes":
			fmt.Println(x.Strategy, x.Why)
		}
	}
	// Output:
	// aerobic-minutes too-little
	// calmer-days not-counted
	// probiotic-twk10 not-asked-for
	// psyllium untested
}

// What is not known is asked for if it could change the plan; safety first.
func ExamplePlan_Questions() {
	habits, err := strategy.ReadHabits(strings.NewReader(`{"subject": {"age_y": 71, "sex": "male", "mass_kg": 80, "height_cm": 175},
		"diet": {"protein_g_d": 60}, "meds": {"antibiotics": [], "others": []}, "gi": {"red_flags": []}, "conditions": []}`))
	if err != nil {
		log.Fatal(err)
	}
	mass, _ := strategy.GoalMass.Outcome()
	var wishes strategy.Wishes
	wishes.Goals = append(wishes.Goals, mass)
	n := 0
	for q := range strategy.Default().Plan(habits, wishes).Questions() {
		if n++; n <= 4 {
			fmt.Println(q.ID, q.Fields, q.Safety, q.Opens)
		}
	}
	// Output:
	// ask.allergies [allergies] true []
	// ask.kidneys [subject.egfr_ml_min_1_73m2] true [protein-in-later-life]
	// ask.amount [exercise.resist_sessions_wk] false []
}

// Bindings for phones and browsers pass bytes.
func ExamplePlanJSON() {
	document, err := strategy.PlanJSON([]byte(`{"subject": {"age_y": 15}}`), []byte(`{"goals": ["strength"]}`))
	if err != nil {
		log.Fatal(err)
	}
	var plan struct {
		Decision   string
		Strategies []any
		Gates      []struct{ ID, Action string }
	}
	if err := json.Unmarshal(document, &plan); err != nil {
		log.Fatal(err)
	}
	fmt.Println(plan.Decision, len(plan.Strategies))
	for _, g := range plan.Gates {
		if g.Action == "refuse" {
			fmt.Println(g.ID)
		}
	}
	// Output:
	// refuse 0
	// S10
}
