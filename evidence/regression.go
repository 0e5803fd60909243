package evidence

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Coefficient is an estimated coefficient or effect with its uncertainty. It is
// a plain value.
type Coefficient struct {
	Estimate  float64  `json:"estimate"`
	SE        float64  `json:"se"`
	Statistic float64  `json:"statistic"`
	P         float64  `json:"p"` // two-sided, against 0
	Interval  Interval `json:"interval"`
}

// Regression is a meta-regression on one covariate: the mean effect at x is
// Intercept + Slope·x, on the scale of analysis. It is a plain value.
type Regression struct {
	Measure   Measure    `json:"measure"`
	Unit      string     `json:"unit,omitempty"`
	Method    Tau2Method `json:"method"`
	Inference Inference  `json:"inference"`
	Level     float64    `json:"level"`
	K         int        `json:"k"`
	DF        int        `json:"df,omitempty"` // of Student's t, k−2; zero: normal

	Intercept Coefficient `json:"intercept"`
	Slope     Coefficient `json:"slope"`

	Tau2   float64 `json:"tau2"` // variance between studies that x leaves
	Tau2SE float64 `json:"tau2_se"`
	I2     float64 `json:"i2"` // share of the variance that x and chance leave, in percent
	H2     float64 `json:"h2"`
	R2     float64 `json:"r2"` // share of τ² that x takes away, in percent; zero for FixedEffect
	QE     float64 `json:"qe"` // residual heterogeneity
	QEP    float64 `json:"qe_p"`
	QM     float64 `json:"qm"` // (Slope/SE)²: χ² with 1, or F with 1 and k−2 degrees of freedom; its p is the slope's

	Warnings Warnings `json:"warnings,omitzero"`

	cov float64 // of intercept and slope
}

// Regress fits the estimates on a covariate x, of which x[i] is that of
// estimates[i]: a mixed-effects model by weighted least squares with weights
// 1/(v+τ²), τ² by the method of opt after x is accounted for (Raudenbush 2009;
// metafor's rma with mods). For Hartung-Knapp the errors are scaled by
// √(Q(τ²)/(k−2)) (Knapp & Hartung 2003, doi 10.1002/sim.1482). It takes three
// estimates with at least two values of x. opt.Prediction is not used.
func Regress(estimates []Estimate, x []float64, opt PoolOptions) (Regression, error) {
	const op = "regress"
	opt, err := opt.filled(op)
	if err != nil {
		return Regression{}, err
	}
	return regress(op, estimates, x, opt)
}

func regress(op string, es []Estimate, x []float64, opt PoolOptions) (Regression, error) {
	if err := poolable(op, es, 3); err != nil {
		return Regression{}, err
	}
	if err := covariate(op, x, len(es)); err != nil {
		return Regression{}, err
	}
	d := newDesign(es, x)
	df := d.df()
	zero := d.at(0)
	if !(zero.trP > float64(1e-9*zero.s1)) {
		return Regression{}, failed(op, ErrVariance, "variances from %v to %v are too unequal: rounding takes the lesser weights", d.vmin, d.vmax)
	}
	tau2, several, ok := d.between(opt.Method, &zero)
	if !ok {
		return Regression{}, failed(op, ErrNoConvergence, "%s of %d estimates", opt.Method, len(es))
	}
	at := d.at(tau2)
	if !at.finite() || !zero.finite() {
		return Regression{}, failed(op, ErrNoConvergence, "sums of %d estimates left the range of numbers", len(es))
	}
	r := Regression{Measure: es[0].measure, Unit: es[0].unit, Method: opt.Method, Inference: opt.Inference, Level: opt.Level,
		K: len(es), Tau2: tau2, Tau2SE: d.tau2SE(opt.Method, tau2, &at, &zero), cov: at.cov, QE: zero.q}
	q := at.q / df
	scale, err := opt.Inference.se(op, 1, q)
	if err != nil {
		return Regression{}, err
	}
	r.cov = float64(r.cov * float64(scale*scale))
	r.Intercept = r.coefficient(at.b0, float64(at.se0*scale))
	r.Slope = r.coefficient(at.b1, float64(at.se1*scale))
	r.QM = float64(r.Slope.Statistic * r.Slope.Statistic)
	if opt.Inference != Normal {
		r.DF = int(df)
	}
	r.QEP = distuv.ChiSquared{K: df}.Survival(r.QE)
	if opt.Method == FixedEffect {
		r.H2 = r.QE / df
		if r.QE > 0 {
			r.I2 = 100 * max(0, (r.QE-df)/r.QE)
		}
	} else {
		r.I2, r.H2 = shares(tau2, df/zero.trP)
		if r.R2, err = explained(op, es, opt, tau2); err != nil {
			return Regression{}, err
		}
	}
	if a, b := &r.Intercept, &r.Slope; !finite(r.Tau2SE, r.H2, r.R2, r.QEP, r.QM, a.Statistic, a.P, a.Interval[0], a.Interval[1],
		b.Statistic, b.P, b.Interval[0], b.Interval[1]) {
		return Regression{}, failed(op, ErrNoConvergence, "results of %d estimates left the range of numbers", len(es))
	}
	r.warn(several)
	return r, nil
}

func covariate(op string, x []float64, k int) error {
	if len(x) != k {
		return failed(op, ErrModerator, "%d values for %d estimates", len(x), k)
	}
	lo, hi := x[0], x[0]
	for i, v := range x {
		if !(math.Abs(v) <= maxEstimate) {
			return &StatError{Op: op, Problem: ErrModerator, Nth: i + 1, Detail: "the covariate is not a finite number of usual size"}
		}
		lo, hi = min(lo, v), max(hi, v)
	}
	if hi-lo <= float64(1e-12*max(math.Abs(lo), math.Abs(hi))) {
		return failed(op, ErrModerator, "the covariate is %v in all studies", lo)
	}
	return nil
}

// explained returns R² = 100·max(0, (τ₀²−τ²)/τ₀²), with τ₀² of the model without
// covariate (Raudenbush 2009).
func explained(op string, es []Estimate, opt PoolOptions, tau2 float64) (float64, error) {
	d := newDesign(es, nil)
	zero := d.at(0)
	all, _, ok := d.between(opt.Method, &zero)
	switch {
	case !ok:
		return 0, failed(op, ErrNoConvergence, "%s of %d estimates", opt.Method, len(es))
	case all == 0:
		return 0, nil
	}
	return 100 * max(0, (all-tau2)/all), nil
}

func (r *Regression) coefficient(b, se float64) Coefficient {
	df := float64(r.K - 2)
	c := Coefficient{Estimate: b, SE: se, Statistic: b / se}
	c.P, _ = r.Inference.p(c.Statistic, df)
	half := float64(r.Inference.critical(r.Level, df) * se)
	c.Interval = Interval{b - half, b + half}
	return c
}

// At returns the mean effect at x, on the scale of analysis. It takes a
// Regression as [Regress] made it: one that was read from JSON lacks the
// covariance, and its standard error here is wrong.
func (r *Regression) At(x float64) Coefficient {
	v := float64(r.Intercept.SE*r.Intercept.SE) + float64(float64(2*x)*r.cov) + float64(float64(x*r.Slope.SE)*float64(x*r.Slope.SE))
	return r.coefficient(r.Intercept.Estimate+float64(x*r.Slope.Estimate), math.Sqrt(v))
}

func (r *Regression) warn(several bool) {
	if r.K < 10 {
		r.Warnings.add(FewForCovariate)
	}
	if r.Method.likelihood() && r.Tau2 == 0 {
		r.Warnings.add(LikelihoodAtBoundary)
	}
	if several {
		r.Warnings.add(SeveralMaxima)
	}
}
