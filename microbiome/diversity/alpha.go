package diversity

import (
	"errors"
	"fmt"
	"math"
	"runtime"
	"sync"
	"sync/atomic"
)

// The kinds of samples that cannot be measured, for errors.Is.
var (
	ErrAbundance = errors.New("not an abundance")
	ErrEmpty     = errors.New("nothing in the sample")
	ErrLength    = errors.New("samples with different numbers of kinds")
	ErrZero      = errors.New("a logarithm of zero")
	ErrDepth     = errors.New("not a depth of the sample")
)

// Error says what is wrong with a sample. Programs reach it with errors.As, and
// the kind of problem with errors.Is. It is a plain value.
type Error struct {
	Sample int    // which of the samples given, from 0
	Kind   int    // which of its kinds, from 0; -1: the sample as a whole
	Found  string // what was there
	Err    error  // ErrAbundance and so on
}

// Error names the place and the problem.
func (e *Error) Error() string {
	s := fmt.Sprintf("diversity: sample %d", e.Sample)
	if e.Kind >= 0 {
		s += fmt.Sprintf(", kind %d", e.Kind)
	}
	s += ": " + e.Err.Error()
	if e.Found != "" {
		s += ": " + e.Found
	}
	return s
}

// Unwrap returns the kind of problem.
func (e *Error) Unwrap() error { return e.Err }

// total returns the sum of a sample, the nth of those given.
func total(x []float64, nth int) (float64, error) {
	sum := 0.0
	for i, v := range x {
		if !(v >= 0 && v <= math.MaxFloat64) { // NaN is neither
			return 0, &Error{nth, i, fmt.Sprintf("%v; want a finite number that is not negative", v), ErrAbundance}
		}
		sum += v
	}
	switch {
	case sum == 0:
		return 0, &Error{nth, -1, "", ErrEmpty}
	case math.IsInf(sum, 0):
		return 0, &Error{nth, -1, "the sum of the abundances is not finite", ErrAbundance}
	}
	return sum, nil
}

// Alpha is the diversity of one sample. It is a plain value.
type Alpha struct {
	Richness       int     `json:"richness"` // number of kinds that were seen
	Shannon        float64 `json:"shannon"`  // in nats
	Simpson        float64 `json:"simpson"`
	InverseSimpson float64 `json:"inverse_simpson"`
	Pielou         float64 `json:"pielou,omitempty"` // from 0 to 1; 0 if there is only one kind, which has no evenness
}

// AlphaOf returns the diversity of the sample x. It is the same for counts and
// for their shares.
func AlphaOf(x []float64) (Alpha, error) { return alphaOf(x, 0) }

// Alphas returns the diversity of each of many samples, in their order. It uses
// several goroutines. Of samples that cannot be measured it reports the first.
// Zeros may be left out of a sample.
func Alphas(samples [][]float64) ([]Alpha, error) {
	all := make([]Alpha, len(samples))
	errs := make([]error, len(samples))
	var next atomic.Int64
	var done sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(samples)) {
		done.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= len(samples) {
					return
				}
				all[i], errs[i] = alphaOf(samples[i], i)
			}
		})
	}
	done.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}

func alphaOf(x []float64, nth int) (Alpha, error) {
	sum, err := total(x, nth)
	if err != nil {
		return Alpha{}, err
	}
	var a Alpha
	squares, entropy := 0.0, 0.0
	for _, v := range x {
		if v == 0 {
			continue
		}
		a.Richness++
		if p := v / sum; p > 0 { // it is 0 if v is too little for its share to be a number
			squares += float64(p * p)
			entropy -= float64(p * math.Log(p))
		}
	}
	a.Shannon = max(0, entropy)
	a.Simpson, a.InverseSimpson = max(0, 1-squares), 1/squares
	if a.Richness > 1 {
		a.Pielou = a.Shannon / math.Log(float64(a.Richness))
	}
	return a, nil
}
