package metabolite_test

import (
	"fmt"

	"github.com/gutmuscle/gutmuscle/microbiome/metabolite"
)

func Example() {
	id, err := metabolite.Parse("butyrate")
	fmt.Println(id == metabolite.Butyrate, err)
	_, err = metabolite.Parse("butyric acid")
	fmt.Println(err)
	// Output:
	// true <nil>
	// metabolite: parse "butyric acid": want a-z, 0-9 or a single inner hyphen (at byte 7)
}
