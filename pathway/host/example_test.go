package host_test

import (
	"fmt"

	"github.com/gutmuscle/gutmuscle/pathway/host"
)

func Example() {
	id, err := host.Parse("mtorc1")
	fmt.Println(id == host.MTORC1, err)
	_, err = host.Parse("Not an id")
	fmt.Println(err)
	// Output:
	// true <nil>
	// host: parse "Not an id": want a-z, 0-9 or a single inner hyphen (at byte 0)
}
