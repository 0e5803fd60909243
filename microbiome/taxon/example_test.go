package taxon_test

import (
	"fmt"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/gutmuscle/gutmuscle/microbiome/taxon"
)

func ExampleParse() {
	id, err := taxon.Parse("akkermansia-muciniphila")
	fmt.Println(id == taxon.AkkermansiaMuciniphila, err)
	_, err = taxon.Parse("Akkermansia muciniphila")
	fmt.Println(err)
	// Output:
	// true <nil>
	// taxon: parse "Akkermansia muciniphila": want a-z, 0-9 or a single inner hyphen (at byte 0)
}

// Ids have no exported fields, so tests that use go-cmp say that they are to be
// compared with ==.
func ExampleID() {
	want := []taxon.ID{taxon.AkkermansiaMuciniphila, taxon.Roseburia}
	got := []taxon.ID{taxon.MustParse("akkermansia-muciniphila"), taxon.MustParse("roseburia")}
	fmt.Println(cmp.Equal(want, got, cmpopts.EquateComparable(taxon.ID{})))
	// Output: true
}
