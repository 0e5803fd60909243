package pathway_test

import (
	"errors"
	"fmt"
	"testing/fstest"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/microbiome/metabolite"
	"github.com/gutmuscle/gutmuscle/microbiome/taxon"
	"github.com/gutmuscle/gutmuscle/pathway"
	"github.com/gutmuscle/gutmuscle/pathway/habit"
	"github.com/gutmuscle/gutmuscle/pathway/outcome"
)

func ExampleAtlas_Effect() {
	atlas := pathway.Default()
	answer := atlas.Effect(pathway.NodeOf(taxon.VeillonellaAtypica), pathway.NodeOf(outcome.Endurance))
	fmt.Println(answer.Stance, answer.Level, answer.Certainty)
	for _, r := range answer.Related {
		fmt.Println(r.Role, r.Study)
	}
	// Output:
	// increase animal very-low
	// critique fernandez-sanjurjo-2020
	// unreported-trial gross-2024
}

// No answer is not an error: the reason says why there is none.
func ExampleAtlas_Effect_unknown() {
	atlas := pathway.Default()
	answer := atlas.Effect(pathway.NodeOf(outcome.GaitSpeed), pathway.NodeOf(habit.Statins))
	fmt.Println(answer.Stance, answer.Reason)
	// Output: unknown no-chain
}

func ExampleAtlas_Products() {
	makes, _ := pathway.Default().Products(taxon.ClostridiumSporogenes)
	for _, p := range makes {
		if p.Metabolite == metabolite.Indole3Propionate {
			fmt.Println(p.Metabolite, p.Stance, p.Studies)
		}
	}
	// Output: indole-3-propionate yes [dodd-2017 wikoff-2009]
}

func ExampleAtlas_Resolve() {
	atlas := pathway.Default()
	for _, text := range []string{"CHEBI:17968", "handgrip strength", "outcome:gripstrength"} {
		n, err := atlas.Resolve(text)
		fmt.Println(n, err)
	}
	// Output:
	// metabolite:butyrate <nil>
	// outcome:grip-strength <nil>
	//  node: unknown "outcome:gripstrength"; want outcome:grip-strength
}

// All problems of a folder come at once, each with its place.
func ExampleRead_errors() {
	folder := fstest.MapFS{
		"studies.jsonl": {Data: []byte(`{"key":"mine-2026","title":"Mine","year":2026,"design":"randomized-trial","species":"human"}` + "\n")},
		"claims.jsonl": {Data: []byte(`{"subject":"habit:fiber","object":"outcome:gripstrength","findings":[{"study":"mine-2026","direction":"up"}]}` + "\n" +
			`{"subject":"habit:fiber","object":"outcome:frailty","findigs":[]}` + "\n")},
	}
	_, err := pathway.Read(folder, pathway.Default())
	fmt.Println(err)
	fmt.Println("dangling:", errors.Is(err, dataset.ErrDangling))
	// Output:
	// claims.jsonl:1: habit:fiber>outcome:gripstrength: object: no such record: outcome:gripstrength; nearest: outcome:grip-strength
	// claims.jsonl:2: findigs: field: unknown "findigs"; want findings
	// studies.jsonl:1: mine-2026: checked: want how (title …) and on (a day)
	// dangling: true
}

func ExampleAtlas_Claims() {
	n := 0
	for claim := range pathway.Default().Claims() {
		if claim.Object == pathway.NodeOf(outcome.GripStrength) && len(claim.Findings) > 2 {
			n++
		}
	}
	fmt.Println(n > 3)
	// Output: true
}

func ExampleNode() {
	n, err := pathway.ParseNode("habit:fiber")
	fmt.Println(n == pathway.NodeOf(habit.Fiber), n.Kind(), n.ID(), err)
	_, err = pathway.ParseNode("food:fiber")
	fmt.Println(err)
	// Output:
	// true habit fiber <nil>
	// kind of node: unknown "food"; want taxon, metabolite, function, habit, host, outcome or pathway
}
