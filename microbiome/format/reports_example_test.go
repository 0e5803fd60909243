package format_test

import (
	"fmt"
	"strings"

	"github.com/gutmuscle/gutmuscle/microbiome"
	"github.com/gutmuscle/gutmuscle/microbiome/format"
)

// A report of Kraken 2 has all ranks. One of them is taken for shares; what has
// no name there stays in the total.
func ExampleRead_kraken() {
	report := strings.NewReader(` 20.00	20	20	U	0	unclassified
 80.00	80	10	R	1	root
 70.00	70	5	D	2	  Bacteria
 65.00	65	15	G	216851	    Faecalibacterium
 50.00	50	50	S	853	      Faecalibacterium prausnitzii
`)
	table, err := format.Read(report, format.Options{File: "stool.report.txt"})
	if err != nil {
		fmt.Println(err)
		return
	}
	genera, err := table.AtRank(microbiome.Genus)
	if err != nil {
		fmt.Println(err)
		return
	}
	total, _ := genera.Total(0)
	for i, reads := range genera.Abundances(0) {
		fmt.Printf("%s: %s %.0f of %.0f reads\n", genera.SampleName(0), genera.Feature(i).Name, reads, total)
	}
	// Output:
	// stool: unclassified 20 of 100 reads
	// stool: Faecalibacterium 65 of 100 reads
}

// A spreadsheet made a count to another number; the list is refused.
func ExampleRead_refused() {
	list := strings.NewReader(`taxon_id;rank;name;parent;count
216851;genus;Faecalibacterium;Oscillospiraceae;3.700
853;species;Faecalibacterium prausnitzii;Faecalibacterium;3600
`)
	_, err := format.Read(list, format.Options{File: "gut.csv"})
	fmt.Println(err)
	// Output:
	// gut.csv:2: 216851: count: "3.700"; want a whole number, not below zero and without separators
}

func ExampleReadLineages() {
	taxonomy := strings.NewReader("Feature ID\tTaxon\tConfidence\n" +
		"asv1\td__Bacteria; p__Bacillota; g__Blautia\t0.99\n" +
		"asv2\tUnassigned\t0.41\n")
	lineages, err := format.ReadLineages(taxonomy, "taxonomy.tsv")
	fmt.Println(lineages["asv1"], lineages["asv2"], err)
	// Output: [{domain Bacteria} {phylum Bacillota} {genus Blautia}] [] <nil>
}
