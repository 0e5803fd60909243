package pathway_test

import (
	"encoding/json"
	"fmt"
	"testing/fstest"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/pathway"
)

// supplement is a small atlas with two trials of an invented supplement.
func supplement() *pathway.Atlas {
	const checked = `"checked":{"how":"abstract","on":"2026-01-01"}}` + "\n"
	atlas, err := pathway.Read(fstest.MapFS{
		"habits.jsonl":   {Data: []byte(`{"id":"elixir","name":"Elixir","sort":"supplement","more":"more of it"}` + "\n")},
		"outcomes.jsonl": {Data: []byte(`{"id":"vigor","name":"Vigor","desired":"up"}` + "\n")},
		"studies.jsonl": {Data: []byte(`{"key":"large-2019","title":"Large","year":2019,"design":"randomized-trial","species":"human","n":120,` + checked +
			`{"key":"small-2021","title":"Small","year":2021,"design":"randomized-trial","species":"human","n":20,` + checked)},
		"claims.jsonl": {Data: []byte(`{"subject":"habit:elixir","object":"outcome:vigor","findings":[` +
			`{"study":"large-2019","direction":"up"},{"study":"small-2021","direction":"none"}]}` + "\n")},
	}, nil)
	if err != nil {
		panic(err)
	}
	return atlas
}

// What would be left if the large trial were retracted?
func ExampleAtlas_WithStatus() {
	atlas := supplement()
	without, err := atlas.WithStatus(evidence.MustParseStudyKey("large-2019"), evidence.Retracted)
	if err != nil {
		panic(err)
	}
	for _, c := range pathway.Changes(atlas, without, nil) {
		if c.Claim == "" {
			fmt.Println(c.From, "to", c.To)
			fmt.Println("before:", c.Before.Stance, c.Before.Belief, c.Before.Certainty, c.Before.Reason)
			fmt.Println("after:", c.After.Stance, c.After.Belief, c.After.Certainty, c.After.Reason)
		}
	}
	// The hash is in every answer, so that old answers can be told from new ones.
	fmt.Println(without.Hash() == atlas.Hash())
	// Output:
	// habit:elixir to outcome:vigor
	// before: increase 0.437143 very-low direct
	// after: null 0.15 very-low direct-null
	// false
}

func ExampleDiff() {
	old := supplement()
	now, err := old.WithStatus(evidence.MustParseStudyKey("small-2021"), evidence.Corrected)
	if err != nil {
		panic(err)
	}
	for _, d := range pathway.Diff(old, now) {
		fmt.Println(d.String())
		text, err := json.Marshal(d)
		fmt.Println(string(text), err)
	}
	fmt.Println(pathway.Diff(now, now))
	// Output:
	// changed study small-2021: status – → "corrected"
	// {"record":"study","id":"small-2021","action":"changed","fields":[{"field":"status","after":"corrected"}]} <nil>
	// []
}

func ExampleChanges() {
	old := supplement()
	now, err := old.WithStatus(evidence.MustParseStudyKey("small-2021"), evidence.Retracted)
	if err != nil {
		panic(err)
	}
	for _, c := range pathway.Changes(old, now, nil) {
		fmt.Println(c.String())
	}
	// Output:
	// claim habit:elixir>outcome:vigor: belief 0.437143 → 0.514286, certainty very-low → low, masses up 0.514286 down 0 null 0.15 → up 0.514286 down 0 null 0, sources 2 → 1
	// answer habit:elixir to outcome:vigor: belief 0.437143 → 0.514286, certainty very-low → low
}

// How few studies does an answer rest on?
func ExampleAtlas_Fragility() {
	f := supplement().Fragility(pathway.MustParseNode("habit:elixir"), pathway.MustParseNode("outcome:vigor"))
	fmt.Println(f.Before.Stance, "rests on", f.Size, "study")
	for _, r := range f.Without {
		fmt.Println("without", r.Studies, r.After.Stance, r.After.Reason)
	}
	// Output:
	// increase rests on 1 study
	// without [large-2019] null direct-null
}
