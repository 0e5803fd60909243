package evidence

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat/distuv"
)

// Estimate is one study's estimate of an effect with its variance, both on the
// scale on which effects of its measure are pooled: the natural logarithm for
// ratios, Fisher's z for correlations, the unit of the measurement for mean
// differences, and so on ([Measure.Transform]). The functions that make one set
// its measure, which cannot be changed, so that effects on different scales are
// never pooled. It is a plain value; the zero Estimate is not valid, and pooling
// it is an error.
type Estimate struct {
	y, v    float64
	study   StudyKey
	unit    string
	measure Measure
}

// Measure returns the measure of e.
func (e Estimate) Measure() Measure { return e.measure }

// Y returns the estimate on the scale of analysis.
func (e Estimate) Y() float64 { return e.y }

// V returns the variance of Y.
func (e Estimate) V() float64 { return e.v }

// SE returns the standard error of Y.
func (e Estimate) SE() float64 { return math.Sqrt(e.v) }

// Study returns the study that e is from; the zero key means that it is not said.
func (e Estimate) Study() StudyKey { return e.study }

// Unit returns the unit of a mean difference or a beta, or nothing.
func (e Estimate) Unit() string { return e.unit }

// WithStudy returns e as an estimate of the given study.
func (e Estimate) WithStudy(key StudyKey) Estimate {
	e.study = key
	return e
}

// WithUnit returns e as an estimate in the given unit. Estimates in different
// units are not pooled.
func (e Estimate) WithUnit(unit string) Estimate {
	e.unit = unit
	return e
}

// Interval returns the normal interval of the given level, such as 0.95, on
// the scale of analysis.
func (e Estimate) Interval(level float64) (Interval, error) {
	if !validLevel(level) {
		return Interval{}, failed("interval", ErrLevel, "%v; want a share above 0, up to 0.999999, such as 0.95", level)
	}
	half := float64(normalCritical(level) * e.SE())
	return Interval{e.y - half, e.y + half}, nil
}

// Effect returns e with its 95 % interval as studies report it: ratios as
// ratios and correlations as correlations.
func (e Estimate) Effect() Effect {
	iv, _ := e.Interval(usualLevel)
	m := e.measure
	lo, hi := m.Plain(iv[0]), m.Plain(iv[1])
	return Effect{Measure: m, Value: m.Plain(e.y), Lo: &lo, Hi: &hi, Unit: e.unit}
}

// String returns the measure, the estimate and its standard error, such as
// "log odds-ratio -0.105 (SE 0.2)".
func (e Estimate) String() string {
	scale := ""
	switch {
	case e.measure.IsRatio():
		scale = "log "
	case e.measure == Correlation:
		scale = "z of "
	}
	return fmt.Sprintf("%s%s %.6g (SE %.6g)", scale, e.measure, e.y, e.SE())
}

// Transform returns a value of m, as studies report it, on the scale of
// analysis: the natural logarithm of a ratio, Fisher's z = artanh r of a
// correlation (Fisher 1921), and itself for the other measures. A value outside
// the range of m gives NaN or an infinity.
func (m Measure) Transform(x float64) float64 {
	switch {
	case m.IsRatio():
		return math.Log(x)
	case m == Correlation:
		return math.Atanh(x)
	default:
		return x
	}
}

// Plain is the inverse of [Measure.Transform].
func (m Measure) Plain(y float64) float64 {
	switch {
	case m.IsRatio():
		return math.Exp(y)
	case m == Correlation:
		return math.Tanh(y)
	default:
		return y
	}
}

// The bounds of what can be weighed: beyond them, sums of cubes of weights
// leave the range of a float64.
const (
	maxEstimate = 1e60
	minVariance = 1e-60
	maxVariance = 1e60
)

const usualLevel = 0.95

// validLevel leaves out what is not a share, and levels so near to 1 that the
// quantiles lose their digits.
func validLevel(level float64) bool { return level > 0 && level <= 1-1e-6 }

// normalCritical returns the normal quantile for a two-sided interval.
func normalCritical(level float64) float64 { return -distuv.UnitNormal.Quantile((1 - level) / 2) }

// tCritical is the same of Student's t. Infinite df is the normal. For usual
// levels it is the quantile of t²/(t²+df), which is quicker from this end.
func tCritical(level, df float64) float64 {
	switch {
	case math.IsInf(df, 1):
		return normalCritical(level)
	case level >= 0.5 && level <= 0.999:
		x := mathext.InvRegIncBeta(0.5, df/2, level)
		return math.Sqrt(df * x / (1 - x))
	}
	return -distuv.StudentsT{Sigma: 1, Nu: df}.Quantile((1 - level) / 2)
}

// fault says what is wrong with e, or returns 0.
func (e *Estimate) fault() (Problem, string) {
	switch {
	case e.measure == MeasureNotSaid || int(e.measure) >= len(measures.Words):
		return ErrMeasure, "not said; make estimates with the functions for it"
	case !(math.Abs(e.y) <= maxEstimate):
		return ErrValue, fmt.Sprintf("%v; want a finite number of at most %v", e.y, maxEstimate)
	case !(e.v > 0) || math.IsInf(e.v, 1):
		return ErrVariance, fmt.Sprintf("%v; want a finite number above 0", e.v)
	case e.v < minVariance || e.v > maxVariance:
		return ErrVariance, fmt.Sprintf("%v; want %v to %v, or else another unit", e.v, minVariance, maxVariance)
	}
	return 0, ""
}

func newEstimate(op string, m Measure, y, v float64) (Estimate, error) {
	e := Estimate{measure: m, y: y, v: v}
	if p, detail := e.fault(); p != 0 {
		return Estimate{}, failed(op, p, "%s", detail)
	}
	return e, nil
}

// Given returns an estimate y with variance v, both already on the scale of
// analysis of m: a log odds ratio, say, and not an odds ratio.
func Given(m Measure, y, v float64) (Estimate, error) { return newEstimate("given", m, y, v) }

// FromEffect returns the estimate of an effect as studies report it. The
// interval, which has to be one of 95 %, gives the standard error if there is
// one: its width on the scale of analysis over twice 1.96. Without interval
// the standard error is used; that of a ratio is taken to be of its logarithm,
// as analyses print it, and that of a correlation to be of the correlation.
// Mean differences and betas keep their unit.
func FromEffect(e *Effect) (Estimate, error) {
	const op = "from effect"
	if err := e.Validate(); err != nil {
		p := ErrValue
		switch {
		case e.Measure == MeasureNotSaid:
			p = ErrMeasure
		case e.Lo == nil && e.Hi == nil && e.SE == 0:
			p = ErrNoUncertainty
		case e.Lo != nil && e.Hi != nil && !(*e.Lo <= e.Value && e.Value <= *e.Hi):
			p = ErrInterval
		}
		return Estimate{}, failed(op, p, "%v", err)
	}
	var est Estimate
	var err error
	switch m := e.Measure; {
	case e.Lo != nil && e.Hi != nil:
		est, err = FromInterval(m, e.Value, CI{Lo: *e.Lo, Hi: *e.Hi})
	case m == Correlation:
		est, err = FromSE(m, e.Value, e.SE/(1-float64(e.Value*e.Value))) // delta method: dz/dr = 1/(1−r²)
	default:
		est, err = FromSE(m, e.Value, e.SE)
	}
	if err == nil && hasUnit(e.Measure) {
		est.unit = e.Unit
	}
	return est, err
}

func hasUnit(m Measure) bool { return m == MeanDifference || m == Beta }
