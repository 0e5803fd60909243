package pathway_test

import (
	"fmt"
	"testing/fstest"

	"github.com/gutmuscle/gutmuscle/pathway"
)

// Where studies contradict each other, a record says in what they differ.
func ExampleAtlas_Conflict() {
	atlas := pathway.Default()
	c, _ := atlas.Conflict(pathway.MustParseNoteID("germ-free-muscle"))
	fmt.Println(c.Name)
	fmt.Println(c.State, c.Differ)
	for _, side := range c.Sides {
		fmt.Println("-", side.Studies[0])
	}
	// Output:
	// Germ-free muscle: wasted or lean and better fueled
	// partly-explained [measure diet]
	// - lahiri-2019
	// - backhed-2004
}

func ExampleAtlas_StoolTests() {
	for f := range pathway.Default().StoolTests() {
		if f.Tells == pathway.TellsYes {
			fmt.Println(f.Statement)
		}
	}
	// Output:
	// A course of antibiotics shows as a large shift, often for months.
	// Calprotectin in stool helps to tell inflammatory bowel disease from irritable bowel.
	// The overall pattern of a person is recognizable over months to years.
	// A good test shows that a microbe was present above its detection limit on that day.
	// Repeated samples of the same person, taken and analyzed alike, can show a change.
}

func ExampleAtlas_FurtherReading() {
	for r := range pathway.Default().FurtherReading() {
		if r.Topic == pathway.StartHere {
			fmt.Printf("%s (for %s)\n", r.Title, r.For)
		}
	}
	// Output:
	// Transforming Health with the EU Nutriome Project (for everyone)
	// The gut microbiota influences skeletal muscle mass and function in mice (for practitioner)
	// Gut Microbiota, Muscle Mass and Function in Aging: A Focus on Physical Frailty and Sarcopenia (for practitioner)
	// Gut Microbiome & Muscle Growth: The Hidden Link to Bigger Gains in the Gym (for everyone)
}

// What do the records of one's own lack?
func ExampleAtlas_Completeness() {
	files := fstest.MapFS{"studies.jsonl": {Data: []byte(
		`{"key":"first-2026","title":"An invented trial","year":2026,"doi":"10.1234/first","design":"randomized-trial","species":"human","n":40,"checked":{"how":"full-text","on":"2026-11-23"}}
{"key":"second-2026","title":"An invented cohort","year":2026,"design":"cohort","species":"human","checked":{"how":"title","on":"2026-11-23"}}
`)}}
	atlas, err := pathway.Read(files, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range atlas.Completeness() {
		if c.Record == pathway.StudyRecord && c.Have < c.Of && c.Have > 0 {
			fmt.Println(c.Have, "of", c.Of, c.What, "not", c.Missing)
		}
	}
	// Output:
	// 1 of 2 DOI or PubMed number not [second-2026]
	// 1 of 2 read at least as an abstract not [second-2026]
	// 1 of 2 number of subjects not [second-2026]
}

func ExampleAtlas_Counts() {
	files := fstest.MapFS{"habits.jsonl": {Data: []byte(`{"id":"rowing","name":"rowing","sort":"exercise","more":"more minutes a week"}` + "\n")}}
	atlas, err := pathway.Read(files, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, n := range atlas.Counts() {
		if n.N > 0 {
			fmt.Println(n.What+":", n.N)
		}
	}
	// Output:
	// habits: 1
}

// How large is the effect that a claim is about? Syntheses are told one by one,
// since they share trials; independent studies are pooled.
func ExampleAtlas_Sizes() {
	atlas := pathway.Default()
	c, _ := atlas.Claim("habit:creatine>outcome:lean-mass")
	for _, s := range atlas.Sizes(&c) {
		for _, one := range s.Studies {
			fmt.Printf("%s: %s %v %s\n", one.Study, s.Measure, one.Effect.Value, s.Unit)
		}
	}
	// Output: chilibeck-2017: mean-difference 1.37 kg
}
