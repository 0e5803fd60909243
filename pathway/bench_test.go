package pathway_test

import (
	"testing"

	"github.com/gutmuscle/gutmuscle/pathway"
)

// BenchmarkRead reads and checks the whole built-in knowledge.
func BenchmarkRead(b *testing.B) {
	files := dataFiles(b, nil)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := pathway.Read(files, nil); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkEffect answers one question, chains and studies included.
func BenchmarkEffect(b *testing.B) {
	a := pathway.Default()
	from, to := pathway.MustParseNode("habit:fiber"), pathway.MustParseNode("outcome:grip-strength")
	a.Effect(from, to)
	b.ReportAllocs()
	for b.Loop() {
		a.Effect(from, to)
	}
}

// BenchmarkFirstEffect reads the knowledge, weighs it and answers one question:
// what a program pays once.
func BenchmarkFirstEffect(b *testing.B) {
	files := dataFiles(b, nil)
	for b.Loop() {
		a, err := pathway.Read(files, nil)
		if err != nil {
			b.Fatal(err)
		}
		a.Effect(pathway.MustParseNode("habit:fiber"), pathway.MustParseNode("outcome:grip-strength"))
	}
}
