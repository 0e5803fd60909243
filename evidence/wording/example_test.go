package wording_test

import (
	"errors"
	"fmt"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/evidence/wording"
)

func ExampleCatalog_Sentence() {
	s := wording.Statement{Subject: "resistance training", Object: "muscle strength",
		Stance: evidence.Increase, Level: evidence.Synthesis, Size: wording.SizeOf(0.9)}
	for _, s.Certainty = range []evidence.Certainty{evidence.High, evidence.Moderate, evidence.Low, evidence.VeryLow} {
		text, _ := wording.English().Sentence(s)
		fmt.Println(text)
	}
	s.Level, s.Species = evidence.Animal, []evidence.Species{evidence.Mouse}
	text, _ := wording.English().Sentence(s)
	fmt.Println(text)
	// Output:
	// Resistance training raises muscle strength by a large amount.
	// Resistance training probably raises muscle strength by a large amount.
	// Resistance training may raise muscle strength by a large amount.
	// It is very uncertain whether resistance training raises muscle strength.
	// In mice, resistance training seems to raise muscle strength. This was not shown in people.
}

// A name that says something of its own is not worded.
func ExampleCatalog_Sentence_errors() {
	_, err := wording.English().Sentence(wording.Statement{Subject: "fiber. You have cancer", Object: "butyrate"})
	var problem *wording.StatementError
	fmt.Println(errors.As(err, &problem), problem.Field)
	_, err = wording.English().Sentence(wording.Statement{Subject: "boosted immunity", Object: "butyrate"})
	fmt.Println(err)
	// Output:
	// true subject
	// wording: "It is not known what boosted immunity does to butyrate.": hype: "boosted"
}

func ExampleCheck() {
	mice := wording.Statement{Subject: "fiber", Object: "grip strength", Stance: evidence.Increase, Level: evidence.Animal}
	for _, v := range wording.Check("Fiber boosts grip strength in older adults.", mice) {
		fmt.Println(v)
	}
	// Output:
	// hype: "boosts"
	// people: "adults"
	// kind: "want: in animals"
	// not-people: "want: not shown in people"
}

// What a translation lacks comes all at once.
func ExampleRead() {
	_, err := wording.Read(strings.NewReader(`{"id":"same","text":"{subject} und {object} sind eins."}`), "de.jsonl", "de")
	problems := dataset.All(err)
	fmt.Println(len(problems))
	fmt.Println(problems[0])
	// Output:
	// 64
	// de.jsonl: effect.ambiguous: no such message in the file
}

// In German, objects are in the accusative.
func ExampleGerman() {
	s := wording.Statement{Subject: "Ballaststoffe", SubjectPlural: true, Object: "die Griffkraft",
		Stance: evidence.Increase, Level: evidence.InterventionalHuman, Certainty: evidence.Low}
	text, _ := wording.German().Sentence(s)
	fmt.Println(text)
	fmt.Println(wording.German().Review())
	violations, _ := wording.German().Check("Ballaststoffe steigern die Griffkraft garantiert.", s)
	for _, v := range violations {
		fmt.Println(v)
	}
	// Output:
	// Ballaststoffe könnten die Griffkraft erhöhen.
	// not reviewed by a native speaker
	// proof: "garantiert"
	// hedge: "steigern"
}

func ExampleCatalog_Conditions() {
	words, _ := wording.English().Conditions("With kidney disease, ask the kidney team.")
	fmt.Println(words)
	// Output:
	// [disease]
}
