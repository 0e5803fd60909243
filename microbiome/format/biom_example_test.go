package format_test

import (
	"fmt"
	"os"
	"strings"

	"github.com/gutmuscle/gutmuscle/microbiome"
	"github.com/gutmuscle/gutmuscle/microbiome/format"
)

// A table in BIOM 1.0 has all that there is to know in it.
func ExampleRead_biom() {
	const file = `{"format": "Biological Observation Matrix 1.0.0", "type": "OTU table", "generated_by": "QIIME 1.9.1",
		"matrix_type": "sparse", "matrix_element_type": "int", "shape": [2, 2], "data": [[0,0,12],[0,1,3],[1,1,7]],
		"rows": [{"id": "otu1", "metadata": {"taxonomy": ["k__Bacteria", "p__Bacillota", "g__Roseburia", "s__"]}},
			{"id": "otu2", "metadata": {"taxonomy": ["Unassigned"]}}],
		"columns": [{"id": "ann", "metadata": null}, {"id": "bob", "metadata": null}]}`
	table, err := format.Read(strings.NewReader(file), format.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(table.Unit(), "by", table.Origin().Pipeline)
	for i, f := range table.Features() {
		fmt.Printf("%s %q (%s): %v %v\n", f.Label, f.Name, f.Rank, table.Abundance(0, i), table.Abundance(1, i))
	}
	// Output:
	// counts by QIIME 1.9.1
	// otu1 "Roseburia" (genus): 12 3
	// otu2 "" (not-said): 0 7
}

// All that is wrong with a file is told at once, with the row and the sample.
func ExampleRead_biomProblems() {
	const file = `{"matrix_type": "sparse", "matrix_element_type": "int", "data": [[0,0,1.5],[0,1,-2]],
		"rows": [{"id": "otu1"}], "columns": [{"id": "ann"}, {"id": "bob"}]}`
	_, err := format.Read(strings.NewReader(file), format.Options{File: "mine.biom"})
	fmt.Println(err)
	// Output:
	// mine.biom: otu1: ann: 1.5; want a whole number, as matrix_element_type says
	// mine.biom: otu1: bob: -2; want a number that is not negative
}

// A taxonomy of QIIME 2 gives names to a table that has ids only.
func ExampleOpenArtifact() {
	f, err := os.Open("taxonomy.qza")
	if err != nil {
		fmt.Println("no such file here")
		return
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		fmt.Println(err)
		return
	}
	archive, err := format.OpenArtifact(f, info.Size())
	if err != nil {
		fmt.Println(err)
		return
	}
	lineages, err := archive.Lineages()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(len(lineages))
	// Output: no such file here
}

// Packages that read another container make a table of what it holds.
func ExampleBIOMTable() {
	b := format.BIOMTable{
		Type:    "Function table",
		Rows:    []format.BIOMRow{{ID: "K00929: butyrate kinase"}, {ID: "K01034"}},
		Samples: []microbiome.Sample{{Name: "ann", Index: []int32{0}, Value: []float64{3}}},
	}
	table, err := b.Table(format.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(table.Content(), table.Unit(), table.Feature(0).Name, table.Feature(0).Details)
	// Output: orthologs counts K00929 butyrate kinase
}
