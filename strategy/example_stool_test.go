package strategy_test

import (
	"fmt"
	"log"
	"strings"

	"github.com/gutmuscle/gutmuscle/microbiome"
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
