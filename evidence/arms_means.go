package evidence

import "math"

// Arm is one group of a study with a measured outcome. It is a plain value.
type Arm struct {
	Mean float64
	SD   float64 // standard deviation, not standard error
	N    int
}

func (a Arm) fault() (string, bool) {
	switch {
	case math.IsNaN(a.Mean) || math.IsInf(a.Mean, 0):
		return "the mean is not a finite number", true
	case !(a.SD >= 0) || math.IsInf(a.SD, 1):
		return "the standard deviation is not a finite number of at least 0", true
	case a.N < 2:
		return "a standard deviation takes at least 2 subjects", true
	}
	return "", false
}

// ArmFromSE returns an arm with SD = SE·√n (Cochrane Handbook 6.5.2.2).
func ArmFromSE(mean, se float64, n int) Arm {
	return Arm{mean, float64(se * math.Sqrt(float64(n))), n}
}

// FromMeans returns the effect a against b of measure m from the means of two
// independent groups. With n = n₁+n₂ and the pooled variance s²:
//
//   - [MeanDifference]: y = m₁−m₂, v = s₁²/n₁ + s₂²/n₂.
//   - [SMD]: Hedges' g = J(n−2)·(m₁−m₂)/s with the exact
//     J(m) = Γ(m/2)/(√(m/2)·Γ((m−1)/2)), v = 1/n₁ + 1/n₂ + g²/(2n) (Hedges 1981,
//     doi 10.3102/10769986006002107; Hedges & Olkin 1985).
//   - [RatioOfMeans]: y = ln(m₁/m₂), v = s₁²/(n₁m₁²) + s₂²/(n₂m₂²) (Hedges et al.
//     1999, doi 10.1890/0012-9658(1999)080); both means have to be above 0.
//
// These are the defaults of metafor's escalc for MD, SMD and ROM.
func FromMeans(m Measure, a, b Arm) (Estimate, error) {
	const op = "from means"
	for i, arm := range [2]Arm{a, b} {
		if reason, bad := arm.fault(); bad {
			return Estimate{}, failed(op, ErrArm, "arm %d, %+v: %s", i+1, arm, reason)
		}
	}
	n1, n2 := float64(a.N), float64(b.N)
	v1, v2 := float64(a.SD*a.SD), float64(b.SD*b.SD)
	switch m {
	case MeanDifference:
		return newEstimate(op, m, a.Mean-b.Mean, v1/n1+v2/n2)
	case SMD:
		s2 := (float64((n1-1)*v1) + float64((n2-1)*v2)) / (n1 + n2 - 2)
		if s2 == 0 {
			return Estimate{}, failed(op, ErrVariance, "both standard deviations are 0")
		}
		return hedges(op, m, (a.Mean-b.Mean)/math.Sqrt(s2), n1, n2)
	case RatioOfMeans:
		if !(a.Mean > 0 && b.Mean > 0) {
			return Estimate{}, failed(op, ErrValue, "means %v and %v; a ratio of means takes means above 0", a.Mean, b.Mean)
		}
		c1, c2 := a.SD/a.Mean, b.SD/b.Mean
		return newEstimate(op, m, math.Log(a.Mean/b.Mean), float64(c1*c1)/n1+float64(c2*c2)/n2)
	default:
		return Estimate{}, failed(op, ErrMeasure, "%s; want mean-difference, smd or ratio-of-means", m)
	}
}

// hedges returns the estimate of a raw standardized difference d.
func hedges(op string, m Measure, d, n1, n2 float64) (Estimate, error) {
	df := n1 + n2 - 2
	if df < 2 {
		return Estimate{}, failed(op, ErrArm, "%v subjects; the small-sample correction takes at least 4", n1+n2)
	}
	g := float64(d * smallSample(df))
	return newEstimate(op, m, g, 1/n1+1/n2+float64(g*g)/(2*(n1+n2)))
}

// smallSample is Hedges' exact correction J(m) for m > 1 degrees of freedom.
// From m = 500 on, where differences of large log-gammas lose digits, it is the
// asymptotic series of Γ(x+½)/(√x·Γ(x)) (Tricomi & Erdélyi 1951), which is then
// exact to rounding.
func smallSample(m float64) float64 {
	if m < 500 {
		up, _ := math.Lgamma(m / 2)
		down, _ := math.Lgamma((m - 1) / 2)
		return math.Exp(up - down - 0.5*math.Log(m/2))
	}
	x := 2 / (m - 1)
	series := 1 + float64(x*(-1.0/8+float64(x*(1.0/128+float64(x*(5.0/1024-float64(x*(21.0/32768))))))))
	return float64(math.Sqrt((m-1)/m) * series)
}

// FromPairs returns the change from b to a of measure m in people measured
// twice (or of matched pairs). a and b have the same n; r is the correlation of
// the two measurements, and the standard deviation of the changes is
// s = √(s₁²+s₂²−2r·s₁s₂).
//
//   - [MeanDifference]: y = m₁−m₂, v = s²/n.
//   - [StandardizedMeanChange]: y = J(n−1)·(m₁−m₂)/s, v = 1/n + y²/(2n), metafor's
//     SMCC (Gibbons et al. 1993, doi 10.3102/10769986018003271).
//   - [RatioOfMeans]: y = ln(m₁/m₂), v = (c₁²+c₂²−2r·c₁c₂)/n with c = s/m
//     (Lajeunesse 2011, doi 10.1890/11-0423.1).
func FromPairs(m Measure, a, b Arm, r float64) (Estimate, error) {
	const op = "from pairs"
	for i, arm := range [2]Arm{a, b} {
		if reason, bad := arm.fault(); bad {
			return Estimate{}, failed(op, ErrArm, "measurement %d, %+v: %s", i+1, arm, reason)
		}
	}
	switch {
	case a.N != b.N:
		return Estimate{}, failed(op, ErrArm, "%d and %d subjects; pairs have equally many", a.N, b.N)
	case !(math.Abs(r) <= 1):
		return Estimate{}, failed(op, ErrValue, "correlation %v; want −1 to 1", r)
	}
	n := float64(a.N)
	diff := func(x, y float64) float64 { // variance of a difference
		return float64(x*x) + float64(y*y) - float64(float64(2*r)*float64(x*y))
	}
	switch m {
	case MeanDifference:
		return newEstimate(op, m, a.Mean-b.Mean, diff(a.SD, b.SD)/n)
	case StandardizedMeanChange:
		s2 := diff(a.SD, b.SD)
		if !(s2 > 0) {
			return Estimate{}, failed(op, ErrVariance, "the changes have no spread")
		}
		return change(op, (a.Mean-b.Mean)/math.Sqrt(s2), n)
	case RatioOfMeans:
		if !(a.Mean > 0 && b.Mean > 0) {
			return Estimate{}, failed(op, ErrValue, "means %v and %v; a ratio of means takes means above 0", a.Mean, b.Mean)
		}
		return newEstimate(op, m, math.Log(a.Mean/b.Mean), diff(a.SD/a.Mean, b.SD/b.Mean)/n)
	default:
		return Estimate{}, failed(op, ErrMeasure, "%s; want mean-difference, standardized-mean-change or ratio-of-means", m)
	}
}

func change(op string, d, n float64) (Estimate, error) {
	if n < 3 {
		return Estimate{}, failed(op, ErrArm, "%v pairs; the small-sample correction takes at least 3", n)
	}
	y := float64(d * smallSample(n-1))
	return newEstimate(op, StandardizedMeanChange, y, 1/n+float64(y*y)/(2*n))
}
