package habit_test

import (
	"fmt"

	"github.com/gutmuscle/gutmuscle/pathway/habit"
)

func Example() {
	id, err := habit.Parse("fiber")
	fmt.Println(id == habit.Fiber, err)
	_, err = habit.Parse("Not an id")
	fmt.Println(err)
	// Output:
	// true <nil>
	// habit: parse "Not an id": want a-z, 0-9 or a single inner hyphen (at byte 0)
}
