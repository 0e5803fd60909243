package strategy_test

import (
	"fmt"
	"log"
	"strings"

	"github.com/gutmuscle/gutmuscle/strategy"
)

// The gates say what is withheld, limited and asked, each with the reason.
func ExampleModel_Judge() {
	habits, err := strategy.ReadHabits(strings.NewReader(`{"subject": {"age_y": 41, "sex": "male"},
		"diet": {"fiber_g_d": 14}, "exercise": {"mod_min_wk": 200, "vig_min_wk": 0, "resist_min_wk": 0},
		"conditions": ["ibs-mixed", "short-bowel"], "gi": {"red_flags": []},
		"meds": {"antibiotics": [], "others": [], "probiotics": []}}`))
	if err != nil {
		log.Fatal(err)
	}
	verdict := strategy.Default().Judge(habits)
	fmt.Println(verdict.Decision())
	for w := range verdict.Withheld() {
		fmt.Println("withheld:", w.Family, w.Gates)
	}
	for l := range verdict.Limits() {
		if l.Kind == strategy.LimitStep && l.Family == strategy.FamilyDiverseFiber {
			fmt.Printf("limited: %s rises by at most %v %s (%s)\n", l.Family, l.Max, l.Unit, l.Gate)
		}
	}
	for q := range verdict.Questions() {
		fmt.Println("ask:", q.Fields)
	}
	// Output:
	// limited
	// withheld: fermented-foods [S05]
	// withheld: probiotics [S05 S06]
	// limited: diverse-fiber rises by at most 3 g/d per week (S09)
	// ask: [allergies]
	// ask: [subject.mass_kg subject.height_cm]
}
