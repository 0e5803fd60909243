package evidence

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

func BenchmarkWeigh(b *testing.B) {
	for _, n := range []int{1, 5, 20, 200} {
		b.Run(fmt.Sprintf("findings=%d", n), func(b *testing.B) {
			r := rand.New(rand.NewPCG(1, 2))
			items := make([]Item, n)
			for i := range items {
				s := study(fmt.Sprintf("s-%d", i), pick(r, RandomizedTrial, Cohort, AnimalExperiment), 10+r.IntN(90))
				items[i] = saw(s, Up+Direction(r.IntN(3)))
			}
			b.ReportAllocs()
			for b.Loop() {
				Weigh(items, 0)
			}
		})
	}
}
