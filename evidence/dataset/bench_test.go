package dataset_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/dataset"
)

// generated returns n lines of studies, or of findings of them.
func generated(tb testing.TB, n int, finding bool) []byte {
	r := rand.New(rand.NewPCG(1, 2))
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	for i := range n {
		key := evidence.MustParseStudyKey(fmt.Sprintf("author-%d", 1990+i))
		lo, hi := -r.Float64(), r.Float64()
		var v any = &evidence.Study{Key: key, Title: "Effects of a \"synbiotic\" on muscle strength in older people, trial " + key.String(),
			Journal: "Journal of Muscle", Year: 2020, Design: evidence.RandomizedTrial, Species: evidence.Human, N: r.IntN(500),
			Population: "community-dwelling adults over 65", Registration: "NCT05816291", Group: "Leuven",
			Checked: evidence.Check{How: evidence.Abstract, On: date("2026-11-23")}}
		if finding {
			v = &evidence.Finding{Study: key, Direction: evidence.Up, N: r.IntN(500), Dose: "10 g/d", Duration: "12 weeks", MeasuredAs: "grip strength",
				Effect: &evidence.Effect{Measure: evidence.SMD, Value: 0, Lo: &lo, Hi: &hi}, Uncontrolled: []evidence.Confounder{evidence.Diet}}
		}
		if err := enc.Encode(v); err != nil {
			tb.Fatal(err)
		}
	}
	return b.Bytes()
}

func readStrict[T any](tb testing.TB, data []byte) {
	s := bufio.NewScanner(bytes.NewReader(data))
	for s.Scan() {
		d := json.NewDecoder(bytes.NewReader(s.Bytes()))
		d.DisallowUnknownFields()
		if err := d.Decode(new(T)); err != nil {
			tb.Fatal(err)
		}
	}
}

func readOurs[T any](tb testing.TB, data []byte) {
	var p dataset.Problems
	n := 0
	dataset.ReadLines(bytes.NewReader(data), "f", &p, func(dataset.Place, *T) { n++ })
	if p.Len() > 0 || n != bytes.Count(data, []byte("\n")) {
		tb.Fatal(n, p.Err())
	}
}

func BenchmarkReadLines(b *testing.B) {
	const n = 1000
	studies, findings := generated(b, n, false), generated(b, n, true)
	for _, bb := range []struct {
		name string
		data []byte
		read func(testing.TB, []byte)
	}{
		{"studies/dataset", studies, readOurs[evidence.Study]},
		{"studies/encoding-json", studies, readStrict[evidence.Study]},
		{"findings/dataset", findings, readOurs[evidence.Finding]},
		{"findings/encoding-json", findings, readStrict[evidence.Finding]},
	} {
		b.Run(bb.name, func(b *testing.B) {
			b.SetBytes(int64(len(bb.data)))
			b.ReportAllocs()
			for b.Loop() {
				bb.read(b, bb.data)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/record")
		})
	}
}
