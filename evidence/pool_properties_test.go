package evidence

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/stat/distuv"
)

// forRandomPools runs check on n random sets of estimates, the same each run.
func forRandomPools(t *testing.T, n int, check func(t *testing.T, r *rand.Rand, es []Estimate)) {
	t.Helper()
	t.Parallel()
	for seed := range uint64(n) {
		r := rand.New(rand.NewPCG(seed, 20261124))
		es := randomEstimates(r, 2+r.IntN(25))
		check(t, r, es)
		if t.Failed() {
			t.Fatalf("seed %d: %v", seed, es)
		}
	}
}

// same checks two numbers that differ by rounding alone. A root where the
// score is flat is known less well than its terms.
func same(t *testing.T, what string, got, want, scale float64) {
	t.Helper()
	if !(math.Abs(got-want) <= 1e-9*max(scale, math.Abs(want))) {
		t.Errorf("%s = %.17g, want %.17g", what, got, want)
	}
}

func TestOrderOfEstimatesChangesNothing(t *testing.T) {
	forRandomPools(t, 500, func(t *testing.T, r *rand.Rand, es []Estimate) {
		other := slices.Clone(es)
		r.Shuffle(len(other), func(i, j int) { other[i], other[j] = other[j], other[i] })
		for _, m := range allMethods {
			a, b := summary(t, es, PoolOptions{Method: m}), summary(t, other, PoolOptions{Method: m})
			same(t, m.String()+" tau2", b.Tau2, a.Tau2, float64(a.SE*a.SE))
			same(t, m.String(), b.Estimate, a.Estimate, a.SE)
			same(t, "SE", b.SE, a.SE, 0)
			same(t, "Q", b.Q, a.Q, 1e-3)
		}
	})
}

// In another unit, and with all signs turned, all is the same but for the unit
// and the sign. By powers of two it is the same to the last bit.
func TestUnitsAndSigns(t *testing.T) {
	forRandomPools(t, 500, func(t *testing.T, r *rand.Rand, es []Estimate) {
		unit := pick(r, -1, 2, 0.25, -1024, math.Exp(r.NormFloat64()*5))
		exactly := unit != math.Trunc(unit) && unit != 0.25
		other := slices.Clone(es)
		for i := range other {
			other[i].y = float64(other[i].y * unit)
			other[i].v = float64(other[i].v * float64(unit*unit))
		}
		for _, m := range allMethods {
			a, b := pooled(t, es, PoolOptions{Method: m, Prediction: PredictNormal}), pooled(t, other, PoolOptions{Method: m, Prediction: PredictNormal})
			tolerance := 0.0
			if exactly {
				tolerance = 1e-9
			}
			eq := func(what string, got, want, scale float64) {
				t.Helper()
				if !(math.Abs(got-want) <= tolerance*max(scale, math.Abs(want))) {
					t.Errorf("%s, unit %v: %s = %.17g, want %.17g", m, unit, what, got, want)
				}
			}
			eq("tau2", b.Tau2, a.Tau2*unit*unit, b.SE*b.SE)
			eq("tau2 SE", b.Tau2SE, a.Tau2SE*unit*unit, b.SE*b.SE)
			eq("estimate", b.Estimate, a.Estimate*unit, b.SE)
			eq("SE", b.SE, a.SE*math.Abs(unit), 0)
			eq("I2", b.I2, a.I2, 1)
			eq("Q", b.Q, a.Q, 1e-3)
			eq("p", b.P, a.P, 1e-3)
			eq("profile", b.Tau2Interval[1], a.Tau2Interval[1]*unit*unit, b.SE*b.SE)
			end := 0
			if unit < 0 {
				end = 1
			}
			eq("lower", b.Interval[0], a.Interval[end]*unit, b.SE)
			eq("predicted", b.Prediction.Interval[0], a.Prediction.Interval[end]*unit, b.SE)
		}
	})
}

// The empirical Bayes estimate of Morris 1983, by its own iteration.
func empiricalBayes(es []Estimate) float64 {
	k := float64(len(es))
	tau2 := 0.0
	for _, e := range es {
		tau2 += (e.y - es[0].y) * (e.y - es[0].y) // above it, since from 0 it may not leave
	}
	for range 200000 {
		var s, sy float64
		for _, e := range es {
			s += 1 / (e.v + tau2)
			sy += e.y / (e.v + tau2)
		}
		mean := sy / s
		var num float64
		for _, e := range es {
			num += (k/(k-1)*(e.y-mean)*(e.y-mean) - e.v) / (e.v + tau2)
		}
		next := max(0, num/s)
		if math.Abs(next-tau2) <= 1e-15*(next+es[0].v) {
			return next
		}
		tau2 = (tau2 + next) / 2 // the plain iteration can swing about its end for ever
	}
	return tau2
}

func TestPauleMandelIsEmpiricalBayes(t *testing.T) {
	forRandomPools(t, 500, func(t *testing.T, _ *rand.Rand, es []Estimate) {
		s := summary(t, es, PoolOptions{Method: PauleMandel})
		same(t, "tau2", s.Tau2, empiricalBayes(es), s.SE*s.SE)
		if d := newDesign(es, nil); s.Tau2 > 0 {
			same(t, "Q at tau2", d.at(s.Tau2).q, d.df(), 0)
		}
	})
}

// bruteForce is the largest restricted (or full) likelihood by a fine grid and
// golden-section search about its best point, from the textbook formula.
func bruteForce(m Tau2Method, es []Estimate) (best, at float64) {
	l := func(t float64) float64 {
		var s, sy, logs float64
		for _, e := range es {
			s += 1 / (e.v + t)
			sy += e.y / (e.v + t)
			logs += math.Log(e.v + t)
		}
		mean, q := sy/s, 0.0
		for _, e := range es {
			q += (e.y - mean) * (e.y - mean) / (e.v + t)
		}
		if m == REML {
			logs += math.Log(s)
		}
		return -(logs + q) / 2
	}
	lo, hi := es[0].v, 0.0
	for _, e := range es {
		lo = min(lo, e.v)
		hi = max(hi, e.v, (e.y-es[0].y)*(e.y-es[0].y))
	}
	const cells = 2000
	grid := func(i int) float64 { // 0, and then geometric
		if i <= 0 {
			return 0
		}
		return lo * 1e-3 * math.Pow(hi*10/(lo*1e-3), float64(i-1)/cells)
	}
	top := 0
	for i := 0; i <= cells; i++ {
		if l(grid(i)) > l(grid(top)) {
			top = i
		}
	}
	a, b := grid(top-1), grid(top+1)
	const golden = 0.6180339887498949
	for range 100 {
		if c, d := b-golden*(b-a), a+golden*(b-a); l(c) >= l(d) {
			b = d
		} else {
			a = c
		}
	}
	if at = (a + b) / 2; l(0) >= l(at) {
		at = 0
	}
	return l(at), at
}

func TestLikelihoodsAgainstBruteForce(t *testing.T) {
	several := 0
	forRandomPools(t, 300, func(t *testing.T, r *rand.Rand, es []Estimate) {
		if r.IntN(3) == 0 { // clusters far apart make several maxima
			for i := range es {
				es[i].v *= math.Exp(4 * r.NormFloat64())
			}
		}
		for _, m := range []Tau2Method{REML, MaximumLikelihood} {
			s := summary(t, es, PoolOptions{Method: m})
			if s.Warnings.Has(SeveralMaxima) {
				several++
			}
			want, at := bruteForce(m, es)
			d := newDesign(es, nil)
			got := d.logLikelihood(m, s.Tau2)
			if got < want-1e-9 {
				t.Errorf("%s: log-likelihood %v at %v, but %v at %v", m, got, s.Tau2, want, at)
			}
			// Where rounding hides differences of l, it is flat: √ε of the scale.
			if math.Abs(s.Tau2-at) > 1e-5*(at+d.vmin) && math.Abs(got-want) > 1e-9 {
				t.Errorf("%s: tau2 %v, want %v", m, s.Tau2, at)
			}
		}
	})
	if several == 0 {
		t.Error("no likelihood had several maxima")
	}
	t.Logf("%d had several maxima", several)
}

// Estimates that are repeated: each estimate twice with twice its variance is
// the same for a fixed effect.
func TestSplitEstimates(t *testing.T) {
	forRandomPools(t, 300, func(t *testing.T, _ *rand.Rand, es []Estimate) {
		var twice []Estimate
		for _, e := range es {
			e.v *= 2
			twice = append(twice, e, e)
		}
		a, b := summary(t, es, PoolOptions{Method: FixedEffect}), summary(t, twice, PoolOptions{Method: FixedEffect})
		same(t, "estimate", b.Estimate, a.Estimate, a.SE)
		same(t, "SE", b.SE, a.SE, 0)
		same(t, "Q", b.Q, a.Q, 1e-3)
		same(t, "REML of one estimate ten times", summary(t, slices.Repeat(es[:1], 10), PoolOptions{}).Estimate, es[0].y, 0)
	})
}

// A meta-regression on 0 and 1 with a fixed effect is two poolings.
func TestRegressionOnGroups(t *testing.T) {
	forRandomPools(t, 300, func(t *testing.T, r *rand.Rand, es []Estimate) {
		if len(es) < 4 {
			return
		}
		n := 1 + r.IntN(len(es)-1)
		x := make([]float64, len(es))
		for i := range x[:n] {
			x[i] = 1
		}
		fixed := PoolOptions{Method: FixedEffect}
		g, err := Regress(es, x, fixed)
		require.NoError(t, err)
		one, zero := summary(t, es[:n], fixed), summary(t, es[n:], fixed)
		same(t, "at 0", g.At(0).Estimate, zero.Estimate, zero.SE)
		same(t, "at 1", g.At(1).Estimate, one.Estimate, one.SE)
		same(t, "SE at 0", g.At(0).SE, zero.SE, 0)
		same(t, "SE at 1", g.At(1).SE, one.SE, 0)
		same(t, "QE", g.QE, one.Q+zero.Q, 1e-3)

		// τ² by all methods does not depend on where x has its zero.
		for i := range x {
			x[i] = r.NormFloat64()
		}
		far := slices.Clone(x)
		for i := range far {
			far[i] = 100 - 3*far[i]
		}
		for _, m := range allMethods {
			a, err := Regress(es, x, PoolOptions{Method: m})
			require.NoError(t, err)
			b, err := Regress(es, far, PoolOptions{Method: m})
			require.NoError(t, err)
			if d := newDesign(es, x); math.Abs(a.Tau2-b.Tau2) > 1e-7*(a.Tau2+d.vmin) {
				t.Errorf("%s: tau2 %v, %v", m, a.Tau2, b.Tau2)
			}
		}
	})
}

func TestIntervalsNest(t *testing.T) {
	forRandomPools(t, 300, func(t *testing.T, r *rand.Rand, es []Estimate) {
		i := Normal + Inference(r.IntN(4))
		narrow, wide := pooled(t, es, PoolOptions{Inference: i, Level: 0.8}), pooled(t, es, PoolOptions{Inference: i, Level: 0.99})
		for _, c := range [][2]Interval{{narrow.Interval, wide.Interval}, {narrow.Tau2Interval, wide.Tau2Interval}, {narrow.I2Interval, wide.I2Interval}} {
			if c[0][0] < c[1][0] || c[0][1] > c[1][1] || c[0][0] > c[0][1] {
				t.Errorf("%v is not inside %v", c[0], c[1])
			}
		}
		if narrow.P > 1e-5 && narrow.P < 0.999 {
			s := summary(t, es, PoolOptions{Inference: i, Level: 1 - narrow.P})
			if min(math.Abs(s.Interval[0]), math.Abs(s.Interval[1])) > 1e-6*s.SE {
				t.Errorf("%s: the interval of level 1−p, %v, does not end at 0", i, s.Interval)
			}
		}
	})
}

func TestQuantiles(t *testing.T) {
	for _, df := range []float64{1, 2, 3, 5, 12, 30, 100, 1000, 9999} {
		for _, level := range []float64{0.1, 0.5, 0.8, 0.95, 0.999, 0.9995, 1 - 1e-6} {
			alpha := 1 - level
			within(t, "t", 2*distuv.StudentsT{Sigma: 1, Nu: df}.Survival(tCritical(level, df))/alpha, 1, 1e-7)
			chi := distuv.ChiSquared{K: df}
			within(t, "χ² upper", chi.Survival(chi.Quantile(1-alpha/2))/(alpha/2), 1, 1e-7)
			within(t, "χ² lower", chi.CDF(chi.Quantile(alpha/2))/(alpha/2), 1, 1e-7)
		}
	}
	within(t, "t at infinity", tCritical(0.95, math.Inf(1)), 1.959963984540054, 1e-14)
}

func TestManyStudies(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	es := make([]Estimate, 10000)
	for i := range es {
		v := 0.01 + 0.1*r.Float64()
		es[i] = Estimate{measure: SMD, y: 0.3 + 0.2*r.NormFloat64() + math.Sqrt(v)*r.NormFloat64(), v: v}
	}
	f := pooled(t, es, PoolOptions{Inference: HartungKnapp, Prediction: PredictHTS})
	if math.Abs(f.Estimate-0.3) > 5*f.SE || math.Abs(f.Tau2-0.04) > 5*f.Tau2SE || !f.Tau2Interval.Contains(f.Tau2) {
		t.Errorf("got %+v", f.Summary)
	}
	_, err := Egger(es)
	require.NoError(t, err)
	_, err = Begg(es[:1000])
	require.NoError(t, err)
}

func TestNoAllocations(t *testing.T) {
	es, _ := bcgOf(t, RiskRatio)
	for _, i := range []Inference{Normal, HartungKnapp} {
		for _, m := range allMethods {
			if n := testing.AllocsPerRun(100, func() { _, _ = Summarize(es, PoolOptions{Method: m, Inference: i}) }); n != 0 {
				t.Errorf("%s, %s: %v allocations", m, i, n)
			}
		}
	}
	var f Fit
	// One is of gonum's quantile of χ².
	if n := testing.AllocsPerRun(100, func() { _ = PoolInto(&f, es, PoolOptions{Prediction: PredictHTS}) }); n > 1 {
		t.Errorf("PoolInto: %v allocations", n)
	}
}
