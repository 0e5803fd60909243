package evidence

import "math"

// The conversions below are all that there are. Each holds under the
// assumption that its comment names; there is none between a mean difference
// and anything else, since that takes a standard deviation that an estimate
// does not have. Converted estimates keep their study and lose their unit.

func (e Estimate) converted(op string, from, to Measure, y, v float64) (Estimate, error) {
	if e.measure != from {
		return Estimate{}, failed(op, ErrMeasure, "%s; want %s", e.measure, from)
	}
	if p, detail := e.fault(); p != 0 {
		return Estimate{}, failed(op, p, "%s", detail)
	}
	c, err := newEstimate(op, to, y, v)
	c.study = e.study
	return c, err
}

// OddsRatioToSMD converts a log odds ratio: d = y·√3/π, v = v·3/π². It holds
// if a dichotomy was cut from an outcome that is logistic with equal spread in
// both groups (Hasselblad & Hedges 1995, doi 10.1037/0033-2909.117.1.167).
func OddsRatioToSMD(e Estimate) (Estimate, error) {
	return e.converted("odds ratio to smd", OddsRatio, SMD, float64(e.y*(math.Sqrt(3)/math.Pi)), float64(e.v*(3/(math.Pi*math.Pi))))
}

// SMDToOddsRatio is the inverse of [OddsRatioToSMD], under the same assumption.
func SMDToOddsRatio(e Estimate) (Estimate, error) {
	return e.converted("smd to odds ratio", SMD, OddsRatio, float64(e.y*(math.Pi/math.Sqrt(3))), float64(e.v*(math.Pi*math.Pi/3)))
}

// SMDToCorrelation converts a standardized mean difference of groups of n1 and
// n2 to Fisher's z of the point-biserial correlation: r = d/√(d²+a) with
// a = (n₁+n₂)²/(n₁n₂), and by the delta method v_z = v/(d²+a) (Borenstein et al.
// 2009, Introduction to Meta-Analysis, ch. 7). It holds if the two groups are
// the natural ones in their natural shares, as in a cohort; groups of a trial
// are what the trial made them.
func SMDToCorrelation(e Estimate, n1, n2 int) (Estimate, error) {
	const op = "smd to correlation"
	if n1 < 1 || n2 < 1 {
		return Estimate{}, failed(op, ErrArm, "groups of %d and %d", n1, n2)
	}
	a := float64(n1+n2) / float64(n1) * (float64(n1+n2) / float64(n2))
	root := math.Hypot(e.y, math.Sqrt(a))
	// artanh(d/√(d²+a)) = arsinh(d/√a)
	return e.converted(op, SMD, Correlation, math.Asinh(e.y/math.Sqrt(a)), e.v/root/root)
}

// CorrelationToSMD converts Fisher's z: r = tanh z, d = 2r/√(1−r²) = 2·sinh z,
// v = 4v·cosh²z (Borenstein et al. 2009, ch. 7). It holds if the correlate is
// cut at its middle into two groups of equal size.
func CorrelationToSMD(e Estimate) (Estimate, error) {
	c := float64(2 * math.Cosh(e.y))
	return e.converted("correlation to smd", Correlation, SMD, 2*math.Sinh(e.y), float64(e.v*float64(c*c)))
}

// OddsRatioToRiskRatio converts a log odds ratio at a known risk p of the
// comparator: RR = OR/(1−p+p·OR) (Zhang & Yu 1998, doi 10.1001/jama.280.19.1690;
// Cochrane Handbook 15.4.4), with the variance by the delta method for a p that
// is taken as certain.
func OddsRatioToRiskRatio(e Estimate, p float64) (Estimate, error) {
	const op = "odds ratio to risk ratio"
	if !(p > 0 && p < 1) {
		return Estimate{}, failed(op, ErrValue, "risk %v of the comparator; want inside 0 to 1", p)
	}
	scale := 1 - p + float64(p*math.Exp(e.y))
	slope := (1 - p) / scale // d ln RR / d ln OR
	return e.converted(op, OddsRatio, RiskRatio, e.y-math.Log(scale), float64(e.v*float64(slope*slope)))
}

// PercentChangeToRatioOfMeans converts a change of the mean by x percent of the
// comparator: y = ln(1+x/100), v = v/(100+x)² by the delta method. It holds if
// the percentage is one of group means, not the mean of persons' percentages.
func PercentChangeToRatioOfMeans(e Estimate) (Estimate, error) {
	const op = "percent change to ratio of means"
	if e.measure == PercentChange && !(e.y > -100) {
		return Estimate{}, failed(op, ErrNotConvertible, "a change of %v %%; want more than −100 %%", e.y)
	}
	return e.converted(op, PercentChange, RatioOfMeans, math.Log1p(e.y/100), e.v/(100+e.y)/(100+e.y))
}
