package spell_test

import (
	"errors"
	"fmt"
	"slices"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/spell"
)

func Example() {
	fmt.Println(spell.ID("taxon", "akkermansia-muciniphila"))
	fmt.Println(spell.ID("taxon", "Akkermansia"))
	fmt.Println(spell.Nearest("fibre", slices.Values([]string{"fiber", "fluid", "fat"})))
	// Output:
	// <nil>
	// taxon: parse "Akkermansia": want a-z, 0-9 or a single inner hyphen (at byte 0)
	// [fiber]
}

// A word that is not in a closed list is an error that has the words that are.
func ExampleUnknownError() {
	var d evidence.Direction
	err := d.UnmarshalText([]byte("sideways"))
	var unknown *spell.UnknownError
	fmt.Println(errors.As(err, &unknown), unknown.Want)
	// Output: true [not-said up down none]
}
