package evidence

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/gutmuscle/gutmuscle/evidence/spell"
)

// Inference is how the uncertainty of a pooled effect is worked out. The zero
// Inference means that it is not said, which for pooling is Normal.
type Inference uint8

// The ways.
const (
	InferenceNotSaid Inference = iota
	// Normal is SE = (Σw)^−½ and the normal distribution.
	Normal
	// StudentT is the same SE and t with k−1 degrees of freedom.
	StudentT
	// HartungKnapp is SE·√q with q = Q(τ²)/(k−1) and t with k−1 degrees of freedom
	// (Hartung & Knapp 2001, doi 10.1002/sim.1009; Sidik & Jonkman 2002).
	HartungKnapp
	// HartungKnappAdHoc is the same with q of at least 1, so that it is never
	// narrower than StudentT (Röver et al. 2015, doi 10.1186/s12874-015-0091-1).
	HartungKnappAdHoc
)

var inferences = spell.Set[Inference]{Type: "evidence.Inference", Words: []string{
	"not-said", "normal", "student-t", "hartung-knapp", "hartung-knapp-ad-hoc"}}

// String returns the word of i, such as "hartung-knapp".
func (i Inference) String() string { return inferences.String(i) }

// MarshalText returns the word of i; a value that is not an Inference is an error.
func (i Inference) MarshalText() ([]byte, error) { return inferences.Append(nil, i) }

// UnmarshalText sets i from its word; another word is a [*spell.UnknownError].
func (i *Inference) UnmarshalText(text []byte) error { return inferences.Parse(i, text) }

// PoolOptions says how to pool. It is a plain value; the zero PoolOptions is
// REML with a normal interval of 95 % and without prediction interval.
type PoolOptions struct {
	Method     Tau2Method // zero: REML
	Inference  Inference  // zero: Normal
	Level      float64    // of all intervals, a share such as 0.95; zero: 0.95
	Prediction Prediction // zero: no prediction interval
}

func (o PoolOptions) filled(op string) (PoolOptions, error) {
	if o.Method == Tau2NotSaid {
		o.Method = REML
	}
	if o.Inference == InferenceNotSaid {
		o.Inference = Normal
	}
	if o.Level == 0 {
		o.Level = usualLevel
	}
	switch {
	case int(o.Method) >= len(tau2Methods.Words):
		return o, failed(op, ErrOption, "%s", o.Method)
	case int(o.Inference) >= len(inferences.Words):
		return o, failed(op, ErrOption, "%s", o.Inference)
	case int(o.Prediction) >= len(predictions.Words):
		return o, failed(op, ErrOption, "%s", o.Prediction)
	case !validLevel(o.Level):
		return o, failed(op, ErrLevel, "%v; want a share above 0, up to 0.999999, such as 0.95", o.Level)
	}
	return o, nil
}

// Summary is a pooled effect with its uncertainty and the heterogeneity of the
// estimates, on the scale of analysis of its measure. It is a plain value.
type Summary struct {
	Measure   Measure    `json:"measure"`
	Unit      string     `json:"unit,omitempty"`
	Method    Tau2Method `json:"method"`
	Inference Inference  `json:"inference"`
	Level     float64    `json:"level"` // of the intervals
	K         int        `json:"k"`     // number of estimates

	Estimate  float64  `json:"estimate"`
	SE        float64  `json:"se"` // standard error by the Inference
	Interval  Interval `json:"interval"`
	Statistic float64  `json:"statistic"`    // Estimate/SE
	DF        int      `json:"df,omitempty"` // of Student's t; zero: normal
	P         float64  `json:"p"`            // two-sided, against no effect

	Tau2   float64 `json:"tau2"`    // variance of true effects between studies
	Tau2SE float64 `json:"tau2_se"` // zero for FixedEffect and for one study
	I2     float64 `json:"i2"`      // share of the variance that is between studies, in percent
	H2     float64 `json:"h2"`      // total over typical within-study variance
	Q      float64 `json:"q"`       // Cochran's Q
	QP     float64 `json:"q_p"`     // p value of Q, χ² with k−1 degrees of freedom

	Warnings Warnings `json:"warnings,omitzero"`

	plainSE float64 // (Σw)^−½
	q       float64 // of Hartung and Knapp
}

// Effect returns the pooled effect with its interval as studies report
// effects: ratios as ratios and correlations as correlations.
func (s *Summary) Effect() Effect {
	lo, hi := s.Measure.Plain(s.Interval[0]), s.Measure.Plain(s.Interval[1])
	return Effect{Measure: s.Measure, Value: s.Measure.Plain(s.Estimate), Lo: &lo, Hi: &hi, Unit: s.Unit}
}

// Fit is all that pooling gives: a [Summary], the weights, the intervals of the
// heterogeneity and, if asked for, of prediction. It is a plain value, but for
// Weights.
type Fit struct {
	Summary
	Weights      []float64          `json:"weights"`       // 1/(v+τ²) of each estimate, over their sum
	Tau2Interval Interval           `json:"tau2_interval"` // Q-profile
	I2Interval   Interval           `json:"i2_interval"`   // of the same, in percent
	H2Interval   Interval           `json:"h2_interval"`   // of the same
	Prediction   PredictionInterval `json:"prediction,omitzero"`
}

// Pool pools estimates of one measure. The order of the estimates changes
// nothing but the order of the weights and the last bits of sums. Estimates of
// different measures or units are an error, as are those that cannot be
// weighed; the error is a [*StatError], and errors.Is finds its [Problem].
// FixedEffect with Normal takes one estimate or more, all else two or more. What
// makes a result doubtful without making it wrong is in its Warnings.
func Pool(estimates []Estimate, opt PoolOptions) (Fit, error) {
	var f Fit
	if err := PoolInto(&f, estimates, opt); err != nil {
		return Fit{}, err
	}
	return f, nil
}

// PoolInto is [Pool] into *f, the slice of whose Weights it uses again if it is
// large enough. After an error *f is not to be used.
func PoolInto(f *Fit, estimates []Estimate, opt PoolOptions) error {
	const op = "pool"
	opt, err := opt.filled(op)
	if err != nil {
		return err
	}
	d, s, err := summarize(op, estimates, opt)
	if err != nil {
		return err
	}
	weights := f.Weights[:0]
	var sum float64
	for i := range estimates {
		w := 1 / (estimates[i].v + s.Tau2)
		weights = append(weights, w)
		sum += w
	}
	for i := range weights {
		weights[i] /= sum
	}
	*f = Fit{Summary: s, Weights: weights}
	if repeated(estimates) {
		f.Warnings.add(RepeatedStudy)
	}
	if err := f.profile(op, &d); err != nil {
		return err
	}
	if opt.Prediction != PredictionNotSaid {
		if f.K < 3 {
			f.Warnings.add(FewForPrediction)
		}
		if f.Prediction, err = f.Predict(opt.Prediction); err != nil {
			f.Warnings.add(NoPrediction)
		}
	}
	return nil
}

// Summarize is [Pool] without what takes longer: the weights and the intervals
// of heterogeneity and prediction. It allocates nothing.
func Summarize(estimates []Estimate, opt PoolOptions) (Summary, error) {
	const op = "summarize"
	opt, err := opt.filled(op)
	if err != nil {
		return Summary{}, err
	}
	_, s, err := summarize(op, estimates, opt)
	return s, err
}

func summarize(op string, es []Estimate, opt PoolOptions) (design, Summary, error) {
	least := 2
	if opt.Method == FixedEffect && opt.Inference == Normal {
		least = 1
	}
	if err := poolable(op, es, least); err != nil {
		return design{}, Summary{}, err
	}
	d := newDesign(es, nil)
	s := Summary{Measure: es[0].measure, Unit: es[0].unit, Method: opt.Method, Inference: opt.Inference, Level: opt.Level, K: len(es)}
	zero := d.at(0)
	tau2, several, ok := d.between(opt.Method, &zero)
	if !ok {
		return d, s, failed(op, ErrNoConvergence, "%s of %d estimates", opt.Method, len(es))
	}
	at := zero
	if tau2 > 0 {
		at = d.at(tau2)
	}
	s.Tau2, s.Estimate, s.plainSE = tau2, at.b0, at.se0
	s.heterogeneity(&d, &zero)
	if !at.finite() || !zero.finite() {
		return d, s, failed(op, ErrNoConvergence, "sums of %d estimates left the range of numbers", len(es))
	}
	if s.K > 1 {
		s.Tau2SE = d.tau2SE(opt.Method, tau2, &at, &zero)
		s.q = at.q / d.df()
	}
	if err := s.infer(op, d.df()); err != nil {
		return d, s, err
	}
	if !finite(s.Tau2SE, s.H2, s.Statistic, s.P, s.QP, s.Interval[0], s.Interval[1]) {
		return d, s, failed(op, ErrNoConvergence, "results of %d estimates left the range of numbers", len(es))
	}
	s.warn(several, 1/(d.vmin+tau2)/at.s1)
	return d, s, nil
}

// poolable checks that there are enough estimates, each of them fit to be
// weighed, all of one measure and unit.
func poolable(op string, es []Estimate, least int) error {
	switch {
	case len(es) == 0:
		return failed(op, ErrNoStudies, "want at least %d estimates", least)
	case len(es) < least:
		return failed(op, ErrTooFewStudies, "%d estimates; want at least %d", len(es), least)
	}
	for i := range es {
		p, detail := Problem(0), ""
		if e := &es[i]; !e.sound() {
			p, detail = e.fault()
		} else if e.measure != es[0].measure {
			p, detail = ErrMixedMeasures, e.measure.String()+" after "+es[0].measure.String()
		} else if e.unit != es[0].unit {
			p, detail = ErrMixedUnits, "unit "+spell.Quote(e.unit)+" after "+spell.Quote(es[0].unit)
		}
		if p != 0 {
			return &StatError{Op: op, Problem: p, Nth: i + 1, Study: es[i].study, Detail: detail}
		}
	}
	return nil
}

// sound is the fast form of fault.
func (e *Estimate) sound() bool {
	return e.measure != MeasureNotSaid && math.Abs(e.y) <= maxEstimate && e.v >= minVariance && e.v <= maxVariance
}

// infer fills in the standard error, the interval and the test.
func (s *Summary) infer(op string, df float64) error {
	var err error
	if s.SE, err = s.Inference.se(op, s.plainSE, s.q); err != nil {
		return err
	}
	s.Statistic = s.Estimate / s.SE
	s.P, s.DF = s.Inference.p(s.Statistic, df)
	half := float64(s.Inference.critical(s.Level, df) * s.SE)
	s.Interval = Interval{s.Estimate - half, s.Estimate + half}
	return nil
}

// se returns the standard error by i from the plain one and Hartung and Knapp's q.
func (i Inference) se(op string, plain, q float64) (float64, error) {
	switch i {
	case HartungKnapp:
		if !(q > 0) {
			return 0, failed(op, ErrNoSpread, "Hartung and Knapp's standard error is 0 since the estimates do not differ; "+
				"the ad hoc form is not")
		}
		return float64(plain * math.Sqrt(q)), nil
	case HartungKnappAdHoc:
		return float64(plain * math.Sqrt(max(1, q))), nil
	default:
		return plain, nil
	}
}

// p returns the two-sided p value of a statistic, and the degrees of freedom.
func (i Inference) p(statistic, df float64) (float64, int) {
	if i == Normal {
		return 2 * distuv.UnitNormal.Survival(math.Abs(statistic)), 0
	}
	return 2 * distuv.StudentsT{Sigma: 1, Nu: df}.Survival(math.Abs(statistic)), int(df)
}

func (i Inference) critical(level, df float64) float64 {
	if i == Normal {
		return normalCritical(level)
	}
	return tCritical(level, df)
}
