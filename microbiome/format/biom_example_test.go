package format_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"log"
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
	const id = "0123abcd-0123-4567-89ab-0123456789ab"
	var file bytes.Buffer // in the place of taxonomy.qza
	z := zip.NewWriter(&file)
	for name, text := range map[string]string{
		"metadata.yaml":     "uuid: " + id + "\ntype: FeatureData[Taxonomy]\n",
		"data/taxonomy.tsv": "Feature ID\tTaxon\notu1\td__Bacteria; g__Roseburia\n",
	} {
		w, err := z.Create(id + "/" + name)
		if err != nil {
			log.Fatal(err)
		}
		if _, err := io.WriteString(w, text); err != nil {
			log.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		log.Fatal(err)
	}
	archive, err := format.OpenArtifact(bytes.NewReader(file.Bytes()), int64(file.Len()))
	if err != nil {
		log.Fatal(err)
	}
	lineages, err := archive.Lineages()
	if err != nil {
		log.Fatal(err)
	}
	table, err := format.Read(strings.NewReader("#OTU ID\tann\notu1\t12\n"), format.Options{Lineages: lineages})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(archive.Type)
	fmt.Println(table.Feature(0).Label, "is", table.Feature(0).Name, table.Feature(0).Rank)
	// Output:
	// FeatureData[Taxonomy]
	// otu1 is Roseburia genus
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
