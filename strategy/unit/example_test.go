package unit_test

import (
	"fmt"

	"github.com/gutmuscle/gutmuscle/strategy"
	"github.com/gutmuscle/gutmuscle/strategy/unit"
)

// A reading takes its unit from its type, so that grams a day cannot be
// assigned to grams a week.
func Example() {
	var h strategy.Habits
	h.Diet.Fiber = strategy.Known[unit.GramsPerDay](22)
	h.Diet.Alcohol = strategy.Known[unit.GramsPerWeek](40)
	fmt.Println(h.Diet.Fiber.Value, h.Diet.Alcohol.Value)
	// Output: 22 40
}
