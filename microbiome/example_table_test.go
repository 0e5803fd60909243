package microbiome_test

import (
	"fmt"
	"log"

	"github.com/gutmuscle/gutmuscle/microbiome"
	"github.com/gutmuscle/gutmuscle/microbiome/taxon"
)

// Names are resolved for a whole table at once; each result says what matched.
func ExampleCatalog_NameTable() {
	table, err := microbiome.NewTable(microbiome.Spec{
		Content: microbiome.Taxa,
		Unit:    microbiome.Percents,
		Features: []microbiome.Feature{
			{Label: "s__[Eubacterium]_rectale", Name: "[Eubacterium]_rectale", Rank: microbiome.Species},
			{Label: "853", Name: "F. prausnitzi", NCBI: 853, Rank: microbiome.Species},
			{Label: "s__Bacteroides_vulgatis", Name: "Bacteroides_vulgatis", Rank: microbiome.Species},
		},
		Samples: []microbiome.Sample{{Name: "me", Index: []int32{0, 1, 2}, Value: []float64{20, 10, 5}}},
	})
	if err != nil {
		log.Fatal(err)
	}
	named, err := microbiome.Default().NameTable(table)
	if err != nil {
		log.Fatal(err)
	}
	profile := named.Profile(0)
	for e := range profile.Entries() {
		fmt.Printf("%.0f %% %s: %s (%s)\n", 100*e.Share, e.Feature.Label, e.Naming.Taxon, e.Naming.How)
	}
	unresolved, share := profile.Unresolved()
	fmt.Printf("%.0f %% unresolved; %s is nearest to %s\n", 100*share, unresolved[0].Feature.Label, unresolved[0].Naming.Candidates[0])

	akkermansia := profile.Of(taxon.MustParse("akkermansia-muciniphila"))
	fmt.Println("Akkermansia muciniphila:", akkermansia.Detection)
	// Output:
	// 20 % s__[Eubacterium]_rectale: agathobacter-rectalis (synonym)
	// 10 % 853: faecalibacterium-prausnitzii (ncbi)
	// 5 % s__Bacteroides_vulgatis:  (none)
	// 5 % unresolved; s__Bacteroides_vulgatis is nearest to phocaeicola-vulgatus
	// Akkermansia muciniphila: not-seen
}

// A table of variants is added up at a rank; what has no name there stays in the
// total.
func ExampleTable_AtRank() {
	table, err := microbiome.NewTable(microbiome.Spec{
		Content: microbiome.Taxa,
		Unit:    microbiome.Counts,
		Features: []microbiome.Feature{
			{Label: "asv1", Rank: microbiome.Genus, Lineage: []microbiome.Level{{Rank: microbiome.Family, Name: "Lachnospiraceae"}, {Rank: microbiome.Genus, Name: "Roseburia"}}},
			{Label: "asv2", Rank: microbiome.Genus, Lineage: []microbiome.Level{{Rank: microbiome.Family, Name: "Lachnospiraceae"}, {Rank: microbiome.Genus, Name: "Roseburia"}}},
			{Label: "asv3", Rank: microbiome.Family, Lineage: []microbiome.Level{{Rank: microbiome.Family, Name: "Lachnospiraceae"}}},
		},
		Samples: []microbiome.Sample{{Name: "me", Index: []int32{0, 1, 2}, Value: []float64{40, 10, 50}}},
	})
	if err != nil {
		log.Fatal(err)
	}
	genera, err := table.AtRank(microbiome.Genus)
	if err != nil {
		log.Fatal(err)
	}
	for i, count := range genera.Abundances(0) {
		fmt.Println(genera.Feature(i).Label, count)
	}
	rest, _ := genera.Unassigned(0)
	fmt.Println("without a genus:", rest)
	// Output:
	// Lachnospiraceae;Roseburia 50
	// without a genus: 50
}
