package evidence

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

func benchmarkSummarize(b *testing.B, opt PoolOptions) {
	es, _ := bcgOf(b, RiskRatio)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Summarize(es, opt); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkSummarize is REML of 13 studies: estimate, error, interval, test
// and heterogeneity.
func BenchmarkSummarize(b *testing.B) {
	for _, i := range []Inference{Normal, HartungKnapp} {
		b.Run(i.String(), func(b *testing.B) { benchmarkSummarize(b, PoolOptions{Inference: i}) })
	}
	for _, m := range allMethods {
		b.Run(m.String(), func(b *testing.B) { benchmarkSummarize(b, PoolOptions{Method: m}) })
	}
}

// BenchmarkPool adds the weights, the Q-profile and a prediction interval.
func BenchmarkPool(b *testing.B) {
	es, _ := bcgOf(b, RiskRatio)
	for _, p := range []Prediction{PredictionNotSaid, PredictHTS} {
		b.Run("prediction="+p.String(), func(b *testing.B) {
			var f Fit
			b.ReportAllocs()
			for b.Loop() {
				if err := PoolInto(&f, es, PoolOptions{Prediction: p}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkOutcomes is 1,000 outcomes of 20 studies each, by REML with
// Hartung-Knapp intervals.
func BenchmarkOutcomes(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	outcomes := make([][]Estimate, 1000)
	for i := range outcomes {
		outcomes[i] = randomEstimates(r, 20)
	}
	b.ReportAllocs()
	for b.Loop() {
		for _, es := range outcomes {
			if _, err := Summarize(es, PoolOptions{Inference: HartungKnapp}); err != nil {
				b.Fatal(err)
			}
		}
	}
}

func BenchmarkManyStudies(b *testing.B) {
	for _, k := range []int{100, 10000} {
		b.Run(fmt.Sprintf("k=%d", k), func(b *testing.B) {
			es := randomEstimates(rand.New(rand.NewPCG(1, 2)), k)
			for b.Loop() {
				if _, err := Summarize(es, PoolOptions{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkLeaveOneOut(b *testing.B) {
	es, _ := bcgOf(b, RiskRatio)
	for b.Loop() {
		if _, err := LeaveOneOut(es, PoolOptions{}); err != nil {
			b.Fatal(err)
		}
	}
}
