package microbiome_test

import (
	"errors"
	"fmt"

	"github.com/gutmuscle/gutmuscle/microbiome"
	"github.com/gutmuscle/gutmuscle/microbiome/taxon"
)

func ExampleCatalog_Resolve() {
	catalog := microbiome.Default()
	for _, name := range []string{"Eubacterium rectale", "s__Akkermansia_muciniphila", "NCBITaxon:853", "Lactobacillus rhamnosus GG"} {
		t, how, err := catalog.Resolve(name)
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Printf("%s is %s (%s)\n", name, t.Name, how)
	}
	// Output:
	// Eubacterium rectale is Agathobacter rectalis (synonym)
	// s__Akkermansia_muciniphila is Akkermansia muciniphila (name)
	// NCBITaxon:853 is Faecalibacterium prausnitzii (ncbi)
	// Lactobacillus rhamnosus GG is Lacticaseibacillus rhamnosus (species-of-strain)
}

func ExampleDefault() {
	t, ok := microbiome.Default().Taxon(taxon.SegatellaCopri)
	fmt.Println(ok, t.Name, t.Rank, t.NCBI, t.Synonyms)
	// Output: true Segatella copri species 165179 [Prevotella copri]
}

func ExampleUnknownNameError() {
	_, _, err := microbiome.Default().Resolve("Akkermansia municiphila")
	fmt.Println(err)
	var unknown *microbiome.UnknownNameError
	if errors.As(err, &unknown) {
		fmt.Println("did you mean", unknown.Candidates[0], "?")
	}
	// Output:
	// microbiome: no taxon is named "Akkermansia municiphila"; nearest: akkermansia-muciniphila
	// did you mean akkermansia-muciniphila ?
}
