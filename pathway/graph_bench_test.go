package pathway

import "testing"

// BenchmarkWeigh weighs the evidence on all pairs of nodes: what an atlas does
// once, before its first answer.
func BenchmarkWeigh(b *testing.B) {
	a := Default()
	b.ReportAllocs()
	for b.Loop() {
		a.buildGraph()
	}
}
