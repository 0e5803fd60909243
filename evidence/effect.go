package evidence

import (
	"errors"
	"fmt"
	"math"

	"github.com/gutmuscle/gutmuscle/evidence/spell"
)

// Measure is the scale of an [Effect]. The zero Measure means that it is not
// said. Ratios are written as plain ratios: no effect is 1.
type Measure uint8

// The measures.
const (
	MeasureNotSaid Measure = iota
	SMD                    // standardized mean difference (Cohen d, Hedges g)
	MeanDifference         // in the unit of the measurement
	RatioOfMeans
	RiskRatio
	OddsRatio
	HazardRatio
	RiskDifference
	Correlation
	Beta          // regression coefficient, in the unit given
	PercentChange // change of the mean in percent of the comparator
	// StandardizedMeanChange is the mean change within people over the standard
	// deviation of the changes, which is a scale other than that of SMD.
	StandardizedMeanChange
)

var measures = spell.Set[Measure]{Type: "evidence.Measure", Words: []string{
	"not-said", "smd", "mean-difference", "ratio-of-means", "risk-ratio", "odds-ratio", "hazard-ratio",
	"risk-difference", "correlation", "beta", "percent-change", "standardized-mean-change"}}

// String returns the word of m, such as "odds-ratio".
func (m Measure) String() string { return measures.String(m) }

// MarshalText returns the word of m; a value that is not a Measure is an error.
func (m Measure) MarshalText() ([]byte, error) { return measures.Append(nil, m) }

// UnmarshalText sets m from its word; another word is a [*spell.UnknownError].
func (m *Measure) UnmarshalText(text []byte) error { return measures.Parse(m, text) }

// IsRatio reports whether m is a ratio, for which 1 means no effect.
func (m Measure) IsRatio() bool {
	return m == RatioOfMeans || m == RiskRatio || m == OddsRatio || m == HazardRatio
}

// Effect is the size that a study reports, with a 95 % interval or a standard
// error. Its sign is that of what was measured (Finding.MeasuredAs), which need
// not be that of the claim's object. The zero Effect means that none was seen.
// It is a plain value.
type Effect struct {
	Measure Measure  `json:"measure,omitzero"`
	Value   float64  `json:"value"`
	Lo      *float64 `json:"lo,omitempty"` // lower end of the 95 % interval
	Hi      *float64 `json:"hi,omitempty"` // upper end of the 95 % interval
	SE      float64  `json:"se,omitempty"` // standard error; zero means not given
	Unit    string   `json:"unit,omitempty"`
}

// Validate reports what is wrong with e: no measure, a value that is not a
// number or outside the range of its measure, an interval that does not
// contain the value, or no interval at all.
func (e *Effect) Validate() error {
	var errs []error
	bad := func(format string, args ...any) { errs = append(errs, fmt.Errorf(format, args...)) }
	if e.Measure == MeasureNotSaid {
		bad("measure: missing")
	}
	for _, v := range []struct {
		name string
		x    *float64
	}{{"value", &e.Value}, {"lo", e.Lo}, {"hi", e.Hi}, {"se", &e.SE}} {
		switch {
		case v.x == nil:
		case math.IsNaN(*v.x) || math.IsInf(*v.x, 0):
			bad("%s: %v is not a finite number", v.name, *v.x)
		case v.name == "se":
			if *v.x < 0 {
				bad("se: %v is negative", *v.x)
			}
		case e.Measure.IsRatio() && *v.x <= 0:
			bad("%s: %v; want above 0 for %s", v.name, *v.x, e.Measure)
		case e.Measure == Correlation && math.Abs(*v.x) > 1:
			bad("%s: %v is not a correlation", v.name, *v.x)
		}
	}
	switch {
	case e.Lo != nil && e.Hi != nil:
		if !(*e.Lo <= e.Value && e.Value <= *e.Hi) {
			bad("value: %v is not inside its interval %v to %v", e.Value, *e.Lo, *e.Hi)
		}
	case e.Lo != nil || e.Hi != nil:
		bad("lo, hi: one end of the interval without the other")
	case e.SE == 0:
		bad("lo, hi: missing; want an interval or a standard error")
	}
	return errors.Join(errs...)
}

// excludes reports whether the interval of e lies inside (-size, size), so that
// an effect of the given standardized size can be ruled out. It is false if e
// is not standardized or has no interval.
func (e *Effect) excludes(size float64) bool {
	return e.Measure == SMD && e.Lo != nil && e.Hi != nil && *e.Lo > -size && *e.Hi < size
}
