package outcome_test

import (
	"fmt"

	"github.com/gutmuscle/gutmuscle/pathway/outcome"
)

func Example() {
	id, err := outcome.Parse("grip-strength")
	fmt.Println(id == outcome.GripStrength, err)
	_, err = outcome.Parse("Not an id")
	fmt.Println(err)
	// Output:
	// true <nil>
	// outcome: parse "Not an id": want a-z, 0-9 or a single inner hyphen (at byte 0)
}
