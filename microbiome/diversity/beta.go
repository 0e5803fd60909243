package diversity

import (
	"fmt"
	"math"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/gutmuscle/gutmuscle/evidence/spell"
)

// BrayCurtis returns the dissimilarity of two samples by abundance: 0 if they
// are equal, 1 if they share no kind. Counts of samples of different depth are
// unlike by that alone; give shares to compare composition.
func BrayCurtis(x, y []float64) (float64, error) {
	if err := pair(x, y); err != nil {
		return 0, err
	}
	apart, sum := 0.0, 0.0
	for i := range x {
		apart += math.Abs(x[i] - y[i])
		sum += x[i] + y[i]
	}
	return apart / sum, nil
}

// Jaccard returns the share of the kinds of two samples that only one of them
// has.
func Jaccard(x, y []float64) (float64, error) {
	if err := pair(x, y); err != nil {
		return 0, err
	}
	both, either := 0, 0
	for i := range x {
		if x[i] > 0 || y[i] > 0 {
			either++
			if x[i] > 0 && y[i] > 0 {
				both++
			}
		}
	}
	return float64(either-both) / float64(either), nil
}

// Aitchison returns the Euclidean distance of the centered log-ratios of two
// samples. It does not depend on their totals. pseudocount is added to every
// abundance, since there is no logarithm of zero; it decides much of the
// distance of sparse samples, so tell it with the result. A zero that stays zero
// is an error.
func Aitchison(x, y []float64, pseudocount float64) (float64, error) {
	if err := pair(x, y); err != nil {
		return 0, err
	}
	a, err := logRatios(x, pseudocount, 0)
	if err != nil {
		return 0, err
	}
	b, err := logRatios(y, pseudocount, 1)
	if err != nil {
		return 0, err
	}
	return euclid(a, b), nil
}

func euclid(a, b []float64) float64 {
	sum := 0.0
	for i := range a {
		d := a[i] - b[i]
		sum += float64(d * d)
	}
	return math.Sqrt(sum)
}

// logRatios returns the centered log-ratios of a sample, the nth of those given.
func logRatios(x []float64, pseudocount float64, nth int) ([]float64, error) {
	if !(pseudocount >= 0 && pseudocount <= math.MaxFloat64) {
		return nil, &Error{nth, -1, fmt.Sprintf("pseudocount %v; want a finite number that is not negative", pseudocount), ErrAbundance}
	}
	logs := make([]float64, len(x))
	mean := 0.0
	for i, v := range x {
		if v += pseudocount; v == 0 {
			return nil, &Error{nth, i, "give a pseudocount", ErrZero}
		}
		logs[i] = math.Log(v)
		mean += logs[i]
	}
	mean /= float64(len(x))
	for i := range logs {
		logs[i] -= mean
	}
	return logs, nil
}

// pair checks two samples that are compared.
func pair(x, y []float64) error {
	if len(x) != len(y) {
		return &Error{1, -1, fmt.Sprintf("%d kinds, and %d in the first", len(y), len(x)), ErrLength}
	}
	if _, err := total(x, 0); err != nil {
		return err
	}
	_, err := total(y, 1)
	return err
}

// Measure is a way to compare samples. The zero Measure means that it is not
// said.
type Measure uint8

// The measures.
const (
	MeasureNotSaid Measure = iota
	ByBrayCurtis
	ByJaccard
)

var measures = spell.Set[Measure]{Type: "diversity.Measure", Words: []string{"not-said", "bray-curtis", "jaccard"}}

// String returns the word of m, such as "bray-curtis".
func (m Measure) String() string { return measures.String(m) }

// MarshalText returns the word of m; a value that is not a Measure is an error.
func (m Measure) MarshalText() ([]byte, error) { return measures.Append(nil, m) }

// UnmarshalText sets m from its word; another word is a [*spell.UnknownError].
func (m *Measure) UnmarshalText(text []byte) error { return measures.Parse(m, text) }

// Distances holds the dissimilarities of all pairs of samples. It never changes
// and is safe for concurrent use. The zero Distances is that of no samples.
type Distances struct {
	n int
	d []float64 // of sample i to j > i, row by row
}

// Len returns the number of samples.
func (d *Distances) Len() int { return d.n }

// At returns the dissimilarity of samples i and j, 0 if they are one. It panics
// if there is no such sample.
func (d *Distances) At(i, j int) float64 {
	if i > j {
		i, j = j, i
	}
	if i < 0 || j >= d.n {
		panic(fmt.Sprintf("diversity: samples %d and %d of %d", i, j, d.n))
	}
	if i == j {
		return 0
	}
	return d.d[d.start(i)+j-i-1]
}

// start returns the place of the first pair of sample i.
func (d *Distances) start(i int) int { return i*d.n - i*(i+1)/2 }

// Pairwise returns the dissimilarities of all pairs of samples by a measure, as
// [BrayCurtis] and [Jaccard] do, but for the last bits of sums. Kinds that
// samples do not have cost nothing, so it is fast for sparse samples.
func Pairwise(samples [][]float64, m Measure) (*Distances, error) {
	if m != ByBrayCurtis && m != ByJaccard {
		return nil, &spell.UnknownError{Type: "diversity.Measure", Input: m.String(), Want: measures.Words[1:]}
	}
	// What two samples share is the sum, over the kinds that both have, of the
	// smaller abundance, or of one for each. So each kind lists the samples that
	// have it, and a sample meets only those.
	type have struct {
		sample int32
		x      float64
	}
	totals := make([]float64, len(samples))
	var kinds [][]have
	for s, x := range samples {
		sum, err := total(x, s)
		if err != nil {
			return nil, err
		}
		if s == 0 {
			kinds = make([][]have, len(x))
		} else if len(x) != len(kinds) {
			return nil, &Error{s, -1, fmt.Sprintf("%d kinds, and %d in the first", len(x), len(kinds)), ErrLength}
		}
		for k, v := range x {
			switch {
			case v == 0:
				continue
			case m == ByJaccard:
				v = 1
				totals[s]++
			}
			kinds[k] = append(kinds[k], have{int32(s), v})
		}
		if m == ByBrayCurtis {
			totals[s] = sum
		}
	}
	d := &Distances{n: len(samples), d: make([]float64, len(samples)*max(0, len(samples)-1)/2)}
	var next atomic.Int64
	var done sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(samples)) {
		done.Go(func() {
			shared := make([]float64, len(samples))
			for {
				i := int(next.Add(1)) - 1
				if i >= len(samples) {
					return
				}
				row := shared[i+1:]
				clear(row)
				for k, x := range samples[i] {
					if x == 0 {
						continue
					}
					if m == ByJaccard {
						x = 1
					}
					list := kinds[k]
					for j := len(list) - 1; j >= 0 && int(list[j].sample) > i; j-- {
						row[int(list[j].sample)-i-1] += min(x, list[j].x)
					}
				}
				out := d.d[d.start(i):][:len(row)]
				for j, both := range row {
					if m == ByJaccard {
						either := totals[i] + totals[i+1+j] - both
						out[j] = (either - both) / either
					} else {
						out[j] = max(0, 1-2*both/(totals[i]+totals[i+1+j]))
					}
				}
			}
		})
	}
	done.Wait()
	return d, nil
}
