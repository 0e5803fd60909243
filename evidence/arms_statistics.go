package evidence

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// CI is a confidence interval as a study reports it, on the plain scale of its
// measure. It is a plain value. The zero Level is 0.95 and the zero DF the normal distribution;
// otherwise DF are the degrees of freedom of the t distribution it is made with.
type CI struct {
	Lo, Hi float64
	Level  float64
	DF     float64
}

// critical returns the factor between standard error and half width.
func (ci CI) critical(op string) (float64, error) {
	level := ci.Level
	if level == 0 {
		level = usualLevel
	}
	switch {
	case !validLevel(level):
		return 0, failed(op, ErrLevel, "%v; want a share above 0, up to 0.999999, such as 0.95", level)
	case ci.DF == 0:
		return normalCritical(level), nil
	case !(ci.DF >= 1):
		return 0, failed(op, ErrOption, "%v degrees of freedom; want at least 1, or 0 for the normal", ci.DF)
	}
	return tCritical(level, ci.DF), nil
}

// FromInterval returns the estimate of a value with its confidence interval,
// both on the plain scale of m (ratios as ratios). Its standard error is the
// width of the interval on the scale of analysis over twice the critical value
// (Cochrane Handbook 6.3.1, 6.5.2.3).
func FromInterval(m Measure, value float64, ci CI) (Estimate, error) {
	const op = "from interval"
	c, err := ci.critical(op)
	if err != nil {
		return Estimate{}, err
	}
	y, lo, hi := m.Transform(value), m.Transform(ci.Lo), m.Transform(ci.Hi)
	switch {
	case math.IsNaN(lo) || math.IsInf(lo, 0) || math.IsNaN(hi) || math.IsInf(hi, 0):
		return Estimate{}, failed(op, ErrInterval, "%v to %v is not an interval of a %s", ci.Lo, ci.Hi, m)
	case !(lo < hi):
		return Estimate{}, failed(op, ErrInterval, "%v to %v has no width", ci.Lo, ci.Hi)
	case !(lo <= y && y <= hi):
		return Estimate{}, failed(op, ErrInterval, "%v is not inside %v to %v", value, ci.Lo, ci.Hi)
	}
	se := (hi - lo) / (2 * c)
	return newEstimate(op, m, y, float64(se*se))
}

// FromSE returns the estimate of a value, on the plain scale of m, with its
// standard error on the scale of analysis: that of the logarithm of a ratio.
func FromSE(m Measure, value, se float64) (Estimate, error) {
	const op = "from standard error"
	if !(se > 0) {
		return Estimate{}, failed(op, ErrVariance, "standard error %v; want a number above 0", se)
	}
	return newEstimate(op, m, m.Transform(value), float64(se*se))
}

// FromP returns the estimate of a value, on the plain scale of m, with the
// two-sided p value of its test against no effect. The test is a t test with df
// degrees of freedom, or for df = 0 a z test; the standard error is y over the
// quantile of p (Cochrane Handbook 6.3.2). A value of no effect and p values
// of 0 and 1 have no standard error.
func FromP(m Measure, value, p, df float64) (Estimate, error) {
	const op = "from p value"
	q, err := quantileOfP(op, p, df)
	if err != nil {
		return Estimate{}, err
	}
	y := m.Transform(value)
	if y == 0 || q == 0 {
		return Estimate{}, failed(op, ErrValue, "value %v and p %v say nothing about the standard error", value, p)
	}
	se := y / q
	return newEstimate(op, m, y, float64(se*se))
}

// quantileOfP returns the statistic, ≥ 0, whose two-sided p value is p.
func quantileOfP(op string, p, df float64) (float64, error) {
	switch {
	case !(p > 0 && p <= 1):
		return 0, failed(op, ErrValue, "p %v; want above 0, up to 1", p)
	case df == 0:
		return -distuv.UnitNormal.Quantile(p / 2), nil
	case !(df >= 1) || math.IsInf(df, 1):
		return 0, failed(op, ErrOption, "%v degrees of freedom; want at least 1, or 0 for the normal", df)
	}
	return math.Abs(distuv.StudentsT{Sigma: 1, Nu: df}.Quantile(p / 2)), nil
}

// SMDFromT returns Hedges' g of two independent groups from the t statistic of
// their comparison: d = t·√(1/n₁+1/n₂), then as [FromMeans]. The sign of t is
// that of the first group less the second.
func SMDFromT(t float64, n1, n2 int) (Estimate, error) {
	const op = "smd from t"
	if n1 < 1 || n2 < 1 {
		return Estimate{}, failed(op, ErrArm, "groups of %d and %d", n1, n2)
	}
	a, b := float64(n1), float64(n2)
	return hedges(op, SMD, float64(t*math.Sqrt(1/a+1/b)), a, b)
}

// SMDFromP returns Hedges' g of two independent groups from the two-sided p
// value of their t test. d says which way the first group went: [Up] or [Down].
func SMDFromP(p float64, d Direction, n1, n2 int) (Estimate, error) {
	const op = "smd from p value"
	if n1 < 1 || n2 < 1 || n1+n2 < 3 {
		return Estimate{}, failed(op, ErrArm, "groups of %d and %d", n1, n2)
	}
	t, err := quantileOfP(op, p, float64(n1+n2-2))
	if err != nil {
		return Estimate{}, err
	}
	if t, err = signed(op, t, d); err != nil {
		return Estimate{}, err
	}
	return SMDFromT(t, n1, n2)
}

func signed(op string, t float64, d Direction) (float64, error) {
	switch d {
	case Up:
		return t, nil
	case Down:
		return -t, nil
	default:
		return 0, failed(op, ErrOption, "direction %s; want up or down", d)
	}
}

// ChangeFromT returns the standardized mean change from a paired t statistic of
// n pairs: d = t/√n, then as [FromPairs].
func ChangeFromT(t float64, n int) (Estimate, error) {
	const op = "change from t"
	if n < 3 {
		return Estimate{}, failed(op, ErrArm, "%d pairs; want at least 3", n)
	}
	return change(op, t/math.Sqrt(float64(n)), float64(n))
}

// FromCorrelation returns Fisher's z of a correlation r in n subjects:
// z = artanh r, v = 1/(n−3) (Fisher 1921), metafor's ZCOR.
func FromCorrelation(r float64, n int) (Estimate, error) {
	const op = "from correlation"
	switch {
	case !(math.Abs(r) < 1):
		return Estimate{}, failed(op, ErrValue, "correlation %v; want inside −1 to 1", r)
	case n < 4:
		return Estimate{}, failed(op, ErrArm, "%d subjects; want at least 4", n)
	}
	return newEstimate(op, Correlation, math.Atanh(r), 1/float64(n-3))
}

// CorrelationFromT returns Fisher's z from the t statistic of a correlation in
// n subjects: r = t/√(t²+n−2).
func CorrelationFromT(t float64, n int) (Estimate, error) {
	return FromCorrelation(t/math.Hypot(t, math.Sqrt(float64(n-2))), n)
}
