package strategy_test

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/strategy"
	"github.com/gutmuscle/gutmuscle/strategy/unit"
)

func ExampleReadHabits() {
	h, err := strategy.ReadHabits(strings.NewReader(`{
		"subject": {"age_y": 29, "sex": "male"},
		"diet": {"fiber_g_d": 14, "plants_n_wk": "11-20"},
		"meds": {"antibiotics": []}
	}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("fiber:", h.Diet.Fiber.Value, "g/d")
	fmt.Println("plants:", *h.Diet.Plants.Range, "a week")
	fmt.Println("antibiotics:", h.Meds.Antibiotics.State, len(h.Meds.Antibiotics.Value))
	fmt.Println("other medicines:", h.Meds.Others.State)
	// Output:
	// fiber: 14 g/d
	// plants: [11 20] a week
	// antibiotics: known 0
	// other medicines: unknown
}

func ExampleReadHabits_problems() {
	_, err := strategy.ReadHabits(strings.NewReader(`{
		"subject": {"aeg_y": 29},
		"diet": {"fiber_g_d": "20 g"},
		"gi": {"red_flags": ["feverr"]}
	}`))
	for _, problem := range dataset.All(err) {
		fmt.Println(problem)
	}
	// Output:
	// subject.aeg_y: field: unknown "aeg_y"; want age_y
	// diet.fiber_g_d: got text "20 g"; want a number of g/d
	// gi.red_flags[0]: strategy.RedFlag: unknown "feverr"; want fever
}

func ExampleReading() {
	fiber := []strategy.Reading[unit.GramsPerDay]{
		{}, // unknown
		strategy.Known[unit.GramsPerDay](0),
		strategy.Between[unit.GramsPerDay](10, 20),
		{State: strategy.StateDeclined},
		{State: strategy.StateImputed, Value: 18, Source: "typical for the country"},
		{State: strategy.StateConflicting, Values: []unit.GramsPerDay{31, 12}},
	}
	for _, r := range fiber {
		text, _ := json.Marshal(r)
		fmt.Println(r.State, r.Usable(), string(text))
	}
	// Output:
	// unknown false null
	// known true 0
	// known true {"interval":[10,20]}
	// declined false {"state":"declined"}
	// imputed true {"state":"imputed","value":18,"source":"typical for the country"}
	// conflicting false {"state":"conflicting","values":[31,12]}
}

func ExampleHabits_Check() {
	h, err := strategy.ReadHabits(strings.NewReader(`{
		"subject": {"mass_kg": 180.8, "height_cm": 70},
		"diet": {"energy_kcal_d": 0, "logged_days_n": 7},
		"meds": {"others": [{"substance": "metformn"}]}
	}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, issue := range h.Check() {
		fmt.Printf("%s: %s (found %s)\n\tlikely: %s\n", issue.Kind, issue.Field, issue.Found, issue.Likely)
	}
	// Output:
	// reject: diet.energy_kcal_d (found 0 kcal/d over 7 logged days)
	// 	likely: not known (missing written as zero?)
	// unrecognized: meds.others[0].substance (found "metformn")
	// 	likely: metformin
	// reject: subject.height_cm (found 70 cm)
	// 	likely: 177.8 cm (inches? 70 in)
	// reject: subject.mass_kg (found 180.8 kg and 70 cm: BMI 369)
	// 	likely: 82 kg (pounds? 180.8 lb)
}

func ExampleClassesOf() {
	for _, substance := range []string{"Ciprofloxacin", "amoxicillin / clavulanate", "paracetamol", "moonshine"} {
		classes, recognized := strategy.ClassesOf(substance)
		fmt.Println(substance, classes, recognized)
	}
	// Output:
	// Ciprofloxacin [fluoroquinolone] true
	// amoxicillin / clavulanate [penicillin-combination] true
	// paracetamol [] true
	// moonshine [] false
}
