package pathway_test

import (
	"encoding/json"
	"fmt"
	"log"
	"os"
	"strings"

	"github.com/gutmuscle/gutmuscle/microbiome"
	"github.com/gutmuscle/gutmuscle/pathway"
)

// The routes to butyrate, by the taxa of a sample: the best that can be done
// without genes.
func ExampleAtlas_Capacities() {
	table, err := microbiome.NewTable(microbiome.Spec{
		Content: microbiome.Taxa,
		Unit:    microbiome.Percents,
		Origin:  microbiome.Origin{Assay: microbiome.Shotgun, DetectionLimit: 0.0001},
		Features: []microbiome.Feature{
			{Label: "s__Faecalibacterium_prausnitzii", Name: "Faecalibacterium_prausnitzii", Rank: microbiome.Species},
			{Label: "s__Bacteroides_uniformis", Name: "Bacteroides_uniformis", Rank: microbiome.Species},
			{Label: "s__Roseburia_intestinalis", Name: "Roseburia_intestinalis", Rank: microbiome.Species},
		},
		Samples: []microbiome.Sample{{Name: "me", Index: []int32{0, 1, 2}, Value: []float64{8, 60, 3}}},
	})
	if err != nil {
		log.Fatal(err)
	}
	atlas := pathway.Default()
	named, err := atlas.Catalog().NameTable(table)
	if err != nil {
		log.Fatal(err)
	}
	for _, c := range atlas.Capacities(named.Profile(0)) {
		if !strings.Contains(c.Of.ID(), "butyrate") || c.Of.Kind() != pathway.FunctionKind || c.Detection != microbiome.Seen {
			continue
		}
		fmt.Printf("%s: at least %.0f %% of the sample\n", c.Of, 100*c.Share[0])
		for _, carrier := range c.Carriers {
			fmt.Printf("  %s %.0f %% (%s)\n", carrier.Taxon, 100*carrier.Share, carrier.Ability)
		}
	}
	// Output:
	// function:butyrate-but: at least 11 % of the sample
	//   faecalibacterium-prausnitzii 8 % (yes)
	//   roseburia-intestinalis 3 % (yes)
	// function:butyrate-core: at least 11 % of the sample
	//   faecalibacterium-prausnitzii 8 % (yes)
	//   roseburia-intestinalis 3 % (yes)
}

// The routes to butyrate, by genes. In a table of six genes nothing can be
// missed, and a gene that serves other ends too tells nothing by itself.
func ExampleAtlas_GeneTable() {
	spec := microbiome.Spec{Content: microbiome.Orthologs, Unit: microbiome.RPK, Samples: []microbiome.Sample{{Name: "me"}}}
	for i, ko := range []string{"K00626", "K00074", "K01715", "K00248", "K01034", "K01035"} {
		spec.Features = append(spec.Features, microbiome.Feature{Label: ko, Name: ko})
		spec.Samples[0].Index = append(spec.Samples[0].Index, int32(i))
		spec.Samples[0].Value = append(spec.Samples[0].Value, 10+float64(i))
	}
	table, err := microbiome.NewTable(spec)
	if err != nil {
		log.Fatal(err)
	}
	genes, err := pathway.Default().GeneTable(table)
	if err != nil {
		log.Fatal(err)
	}
	list, err := genes.Capacities(0)
	if err != nil {
		log.Fatal(err)
	}
	for _, c := range list {
		if c.Of.Kind() == pathway.FunctionKind && strings.HasPrefix(c.Of.ID(), "butyrate") {
			fmt.Printf("%s: %s, %d of %d steps\n", c.Of, c.Detection, c.Genes.Seen, c.Genes.Steps)
		}
	}
	// Output:
	// function:butyrate-4hbt: cannot-tell, 0 of 3 steps
	// function:butyrate-buk: cannot-tell, 0 of 2 steps
	// function:butyrate-but: cannot-tell, 1 of 1 steps
	// function:butyrate-core: seen, 4 of 5 steps
	// function:butyrate-glutarate: cannot-tell, 0 of 2 steps
	// function:butyrate-lysine: cannot-tell, 1 of 6 steps
}

// A reference group is built of the profiles of a cohort and kept as JSON.
func ExampleAtlas_NewGroup() {
	b := pathway.Default().NewGroup(pathway.GroupInfo{Name: "a cohort of mine", Source: "doi of it", License: "CC-BY-4.0",
		Origin: microbiome.Origin{Assay: microbiome.Shotgun, Pipeline: "MetaPhlAn 4.1", Database: "vJun23"}})
	// for each profile of the cohort: b.Add(profile)
	group, err := b.Group()
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := json.NewEncoder(os.Stdout).Encode(group); err != nil {
		log.Fatal(err)
	}
	// Output: pathway: reference group: 0 samples; want at least 20
}
