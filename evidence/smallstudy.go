package evidence

import (
	"cmp"
	"math"
	"slices"
)

// Asymmetry is a regression test of whether small studies report other effects
// than large ones, which selective publication makes them do, and differences
// between small and large studies too. It is a plain value.
type Asymmetry struct {
	K         int      `json:"k"`
	Bias      float64  `json:"bias"` // change of the estimate per unit of standard error; Egger's intercept
	SE        float64  `json:"se"`
	Statistic float64  `json:"statistic"`
	DF        int      `json:"df,omitempty"` // of Student's t; zero: normal
	P         float64  `json:"p"`            // two-sided, against no asymmetry
	Limit     float64  `json:"limit"`        // estimate at standard error 0; Egger's slope
	Warnings  Warnings `json:"warnings,omitzero"`
}

// Egger is the classic test: ordinary least squares of y/SE on 1/SE, whose
// intercept is tested by t with k−2 degrees of freedom (Egger et al. 1997, doi
// 10.1136/bmj.315.7109.629). It is the same as a regression of y on SE with
// weights 1/v and a free scale, which is how it is computed. It takes three
// estimates with at least two standard errors. With log odds ratios the test
// finds asymmetry too often, as their variance depends on their size.
func Egger(estimates []Estimate) (Asymmetry, error) {
	const op = "egger"
	x, err := standardErrors(op, estimates)
	if err != nil {
		return Asymmetry{}, err
	}
	d := newDesign(estimates, x)
	s := d.at(0)
	df := d.df()
	scale := math.Sqrt(s.q / df)
	switch {
	case !s.finite():
		return Asymmetry{}, failed(op, ErrNoConvergence, "sums of %d estimates left the range of numbers", len(x))
	case scale == 0:
		return Asymmetry{}, failed(op, ErrNoSpread, "the estimates lie on a line, without any scatter to test against")
	}
	a := Asymmetry{K: len(x), Bias: s.b1, SE: float64(s.se1 * scale), Limit: s.b0, DF: int(df)}
	a.Statistic = a.Bias / a.SE
	a.P, _ = StudentT.p(a.Statistic, df)
	if !finite(a.SE, a.Statistic, a.P) {
		return Asymmetry{}, failed(op, ErrNoConvergence, "results of %d estimates left the range of numbers", len(x))
	}
	a.warn()
	return a, nil
}

// EggerMixed is the test in a mixed-effects model: a meta-regression on the
// standard error with τ² and inference as in opt (Sterne & Egger 2005;
// metafor's regtest with model "rma"). It takes what [Egger] does.
func EggerMixed(estimates []Estimate, opt PoolOptions) (Asymmetry, error) {
	const op = "egger mixed"
	opt, err := opt.filled(op)
	if err != nil {
		return Asymmetry{}, err
	}
	x, err := standardErrors(op, estimates)
	if err != nil {
		return Asymmetry{}, err
	}
	r, err := regress(op, estimates, x, opt)
	if err != nil {
		return Asymmetry{}, err
	}
	a := Asymmetry{K: r.K, Bias: r.Slope.Estimate, SE: r.Slope.SE, Statistic: r.Slope.Statistic, P: r.Slope.P, DF: r.DF,
		Limit: r.Intercept.Estimate}
	a.warn()
	return a, nil
}

func (a *Asymmetry) warn() {
	if a.K < 10 {
		a.Warnings.add(FewForAsymmetry)
	}
}

func standardErrors(op string, es []Estimate) ([]float64, error) {
	if err := poolable(op, es, 3); err != nil {
		return nil, err
	}
	x := make([]float64, len(es))
	for i := range es {
		x[i] = es[i].SE()
	}
	return x, covariate(op, x, len(x))
}

// RankCorrelation is Begg and Mazumdar's test. It is a plain value.
type RankCorrelation struct {
	K        int      `json:"k"`
	Tau      float64  `json:"tau"` // Kendall's τ (τ-b if there are ties)
	P        float64  `json:"p"`   // two-sided, against no correlation
	Exact    bool     `json:"exact"`
	Warnings Warnings `json:"warnings,omitzero"`
}

// exactRanks is the largest number of estimates for which the distribution of
// Kendall's τ is worked out exactly; above it the normal differs by less than
// 0.001 in p.
const exactRanks = 200

// Begg is the rank correlation of the variances with the estimates less their
// fixed-effect mean, standardized (Begg & Mazumdar 1994, doi 10.2307/2533446). p
// is exact up to 200 estimates without ties, and otherwise normal with the
// variance for ties (Kendall 1970) and without continuity correction. It takes
// three estimates. The test has little power.
func Begg(estimates []Estimate) (RankCorrelation, error) {
	const op = "begg"
	if err := poolable(op, estimates, 3); err != nil {
		return RankCorrelation{}, err
	}
	d := newDesign(estimates, nil)
	s := d.at(0)
	if !s.finite() {
		return RankCorrelation{}, failed(op, ErrNoConvergence, "sums of %d estimates left the range of numbers", len(estimates))
	}
	k := len(estimates)
	pairs := make([][2]float64, k)
	var rest float64 // of the weights without the largest
	for i, e := range estimates {
		if i != d.m {
			rest += 1 / e.v
		}
	}
	for i, e := range estimates {
		left := e.v - 1/s.s1
		if i == d.m {
			left = float64(e.v*rest) / s.s1
		}
		pairs[i] = [2]float64{(e.y - s.b0) / math.Sqrt(left), e.v}
	}
	c := concordance(pairs)
	if c.tiedX == c.all || c.tiedY == c.all {
		return RankCorrelation{}, failed(op, ErrNoSpread, "all ranks are tied")
	}
	r := RankCorrelation{K: k}
	r.Tau = c.score / math.Sqrt(c.all-c.tiedX) / math.Sqrt(c.all-c.tiedY)
	if c.tiedX+c.tiedY > 0 {
		r.Warnings.add(TiedRanks)
	}
	if r.Exact = c.tiedX+c.tiedY == 0 && k <= exactRanks; r.Exact {
		r.P = kendallP(k, c.score)
	} else {
		r.P, _ = Normal.p(c.score/math.Sqrt(c.variance(k)), 0)
	}
	if k < 10 {
		r.Warnings.add(FewForAsymmetry)
	}
	return r, nil
}

// ranks are what Kendall's τ is made of: concordant less discordant pairs, the
// pairs in all, and those tied, with the sums over groups of t ties.
type ranks struct {
	score, all, tiedX, tiedY float64
	x2, x3, x5, y2, y3, y5   float64 // Σt(t−1), Σt(t−1)(t−2), Σt(t−1)(2t+5)
}

func concordance(pairs [][2]float64) ranks {
	k := float64(len(pairs))
	r := ranks{all: float64(k*(k-1)) / 2}
	for i, p := range pairs {
		for _, q := range pairs[:i] {
			r.score += float64(cmp.Compare(p[0], q[0]) * cmp.Compare(p[1], q[1]))
		}
	}
	ties := func(column int) (t2, t3, t5 float64) {
		values := make([]float64, len(pairs))
		for i, p := range pairs {
			values[i] = p[column]
		}
		slices.Sort(values)
		for i := 0; i < len(values); {
			j := i
			for j < len(values) && values[j] == values[i] {
				j++
			}
			t := float64(j - i)
			t2 += float64(t * (t - 1))
			t3 += float64(t * float64((t-1)*(t-2)))
			t5 += float64(t * float64((t-1)*(2*t+5)))
			i = j
		}
		return t2, t3, t5
	}
	r.x2, r.x3, r.x5 = ties(0)
	r.y2, r.y3, r.y5 = ties(1)
	r.tiedX, r.tiedY = r.x2/2, r.y2/2
	return r
}

// variance returns the variance of the score under no correlation.
func (r *ranks) variance(k int) float64 {
	n := float64(k)
	pairs := float64(n * (n - 1))
	v := (float64(pairs*(2*n+5)) - r.x5 - r.y5) / 18
	v += float64(r.x2*r.y2) / (2 * pairs)
	if k > 2 {
		v += float64(r.x3*r.y3) / (9 * float64(pairs*(n-2)))
	}
	return v
}

// kendallP returns the two-sided p value of a score among k without ties, from
// the distribution of the number of inversions of a random permutation
// (Kendall 1938): that of i is that of i−1 plus a uniform number from 0 to i−1.
func kendallP(k int, score float64) float64 {
	most := k * (k - 1) / 2
	share := make([]float64, most+1) // probability of each number of inversions
	next := make([]float64, most+1)
	share[0] = 1
	for i := 2; i <= k; i++ {
		var window float64
		for c := 0; c <= i*(i-1)/2; c++ {
			window += share[c]
			if c >= i {
				window -= share[c-i]
			}
			next[c] = max(0, window) / float64(i)
		}
		share, next = next, share
	}
	// The distribution is symmetric; sum the tail of the larger |score|.
	last := (most - int(math.Abs(score))) / 2
	var tail float64
	for _, p := range share[:last+1] {
		tail += p
	}
	return min(1, 2*tail)
}
