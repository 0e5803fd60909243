package strategy_test

import (
	"fmt"
	"log"
	"strings"

	"github.com/gutmuscle/gutmuscle/microbiome"
	"github.com/gutmuscle/gutmuscle/microbiome/format"
	"github.com/gutmuscle/gutmuscle/strategy"
)

// A person is assessed with a profile of their stool: what their microbes were
// not seen to do is closed.
func ExampleModel_ReadStool() {
	table, err := microbiome.NewTable(microbiome.Spec{
		Content: microbiome.Taxa,
		Unit:    microbiome.Percents,
		Origin:  microbiome.Origin{Assay: microbiome.Shotgun, DetectionLimit: 0.0001, Collected: microbiome.DayOf(-10)},
		Features: []microbiome.Feature{
			{Label: "s__Faecalibacterium_prausnitzii", Name: "Faecalibacterium_prausnitzii", Rank: microbiome.Species},
			{Label: "s__Bacteroides_uniformis", Name: "Bacteroides_uniformis", Rank: microbiome.Species},
		},
		Samples: []microbiome.Sample{{Name: "me", Index: []int32{0, 1}, Value: []float64{30, 65}}},
	})
	if err != nil {
		log.Fatal(err)
	}
	model := strategy.Default()
	named, err := model.Atlas().Catalog().NameTable(table)
	if err != nil {
		log.Fatal(err)
	}
	stool, err := model.ReadStool(strategy.StoolTest{Profiles: []*microbiome.Profile{named.Profile(0)}})
	if err != nil {
		log.Fatal(err)
	}
	for c := range stool.Capacities() {
		if id := c.Of.ID(); id == "equol" || id == "urolithin-a" || id == "butyrate" {
			fmt.Println(c.Of, c.Detection)
		}
	}
	habits, err := strategy.ReadHabits(strings.NewReader(`{"subject": {"age_y": 44},
		"meds": {"antibiotics": [{"substance": "amoxicillin", "start_day": -27, "end_day": -20}], "others": []}}`))
	if err != nil {
		log.Fatal(err)
	}
	for _, in := range stool.Influences(habits) {
		fmt.Printf("%s %d days before may have changed the sample\n", in.Habit, in.Days)
	}
	fmt.Println(stool.Model().Assess(habits).Verdict().Decision())
	// Output:
	// metabolite:butyrate seen
	// metabolite:equol not-seen
	// metabolite:urolithin-a not-seen
	// function:equol not-seen
	// antibiotics 10 days before may have changed the sample
	// ask_first
}

// A file of MetaPhlAn is read, its names are resolved, and a person is assessed
// with it.
func ExampleModel_ReadStool_metaPhlAn() {
	const file = `#mpa_vJun23_CHOCOPhlAnSGB_202307
#clade_name	NCBI_tax_id	relative_abundance
UNCLASSIFIED	-1	5
k__Bacteria	2	95
k__Bacteria|g__Faecalibacterium	2|216851	30
k__Bacteria|g__Faecalibacterium|s__Faecalibacterium_prausnitzii	2|216851|853	30
k__Bacteria|g__GGB9999	2|	5
k__Bacteria|g__GGB9999|s__GGB9999_SGB99999	2||	5
k__Bacteria|g__Bacteroides	2|816	60
k__Bacteria|g__Bacteroides|s__Bacteroides_uniformis	2|816|820	60
`
	table, err := format.Read(strings.NewReader(file), format.Options{
		File:   "me_profile.txt",
		Origin: microbiome.Origin{Assay: microbiome.Shotgun, DetectionLimit: 0.0001, Collected: microbiome.DayOf(-3)},
	})
	if err != nil {
		log.Fatal(err)
	}
	model := strategy.Default()
	named, err := model.Atlas().Catalog().NameTable(table)
	if err != nil {
		log.Fatal(err)
	}
	profile := named.Profile(0)
	for e := range profile.Entries() {
		if e.Naming.Taxon.IsValid() {
			fmt.Printf("%s is %s, by %s: %.0f %%\n", e.Feature.Name, e.Naming.Taxon, e.Naming.How, 100*e.Share)
		}
	}
	unresolved, share := profile.Unresolved()
	fmt.Printf("%s is not known: %.0f %%\n", unresolved[0].Feature.Name, 100*share)

	stool, err := model.ReadStool(strategy.StoolTest{Profiles: []*microbiome.Profile{profile}})
	if err != nil {
		log.Fatal(err)
	}
	n := 0
	for range stool.Altered() {
		n++
	}
	fmt.Println("answers that the test changes:", n > 0)
	habits, err := strategy.ReadHabits(strings.NewReader(`{"subject": {"age_y": 44}, "diet": {"fiber_g_d": 14}}`))
	if err != nil {
		log.Fatal(err)
	}
	general, personal := model.Assess(habits), stool.Model().Assess(habits)
	fmt.Println(personal.Verdict().Decision())
	fmt.Println("of another model:", general.Trace().Model != personal.Trace().Model)
	// Output:
	// Bacteroides_uniformis is bacteroides-uniformis, by ncbi: 60 %
	// Faecalibacterium_prausnitzii is faecalibacterium-prausnitzii, by ncbi: 30 %
	// GGB9999_SGB99999 is not known: 5 %
	// answers that the test changes: true
	// ask_first
	// of another model: true
}
