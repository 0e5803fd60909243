package dataset_test

import (
	"errors"
	"fmt"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/evidence/spell"
)

func ExampleReadLines() {
	file := strings.NewReader(`{"study":"lahiri-2019","direction":"up","species":"mouse"}
{"study":"Lahiri 2019","direction":"up"}
{"study":"sato-2021","direction":"upwards","n":"12"}
{"study":"sato-2021","directoin":"up"}

{"study":"sato-2021","n":12}
`)
	var problems dataset.Problems
	dataset.ReadLines(file, "mine.jsonl", &problems, func(at dataset.Place, f *evidence.Finding) {
		problems.Add(at, f.Validate())
		fmt.Println("line", at.Line, "is", f.Study, f.Direction)
	})
	fmt.Println(problems.Err())

	var wrong *spell.Error
	fmt.Println(errors.As(problems.Err(), &wrong), wrong.Type)
	// Output:
	// line 1 is lahiri-2019 up
	// line 6 is sato-2021 not-said
	// mine.jsonl:2: study: study: parse "Lahiri 2019": want a-z, 0-9 or a single inner hyphen (at byte 0)
	// mine.jsonl:3: direction: evidence.Direction: unknown "upwards"; want not-said, up, down or none
	// mine.jsonl:3: n: got text "12"; want a whole number
	// mine.jsonl:4: directoin: field: unknown "directoin"; want direction
	// mine.jsonl:5: empty line; want a JSON object
	// mine.jsonl:6: direction: missing; want up, down or none
	// true study
}

func ExampleUnmarshal() {
	var f evidence.Finding
	err := dataset.Unmarshal([]byte(`{"study":"sato-2021","direction":"up","effect":{"measure":"smd","value":"0.4","low":0.1}}`), &f)
	for _, problem := range dataset.All(err) {
		fmt.Println(problem)
	}
	// Output:
	// effect.value: got text "0.4"; want a number
	// effect.low: field: unknown "low"; want lo
}
