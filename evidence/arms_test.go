package evidence

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

var (
	treated = Arm{3.1, 1.2, 24}
	control = Arm{2.4, 1.1, 26}
)

// estimated returns the estimate of a constructor that has to work.
func estimated(t *testing.T, e Estimate, err error) Estimate {
	t.Helper()
	require.NoError(t, err)
	return e
}

func printedYV(t *testing.T, what string, e Estimate, y, v string) {
	t.Helper()
	printed(t, what, e.Y(), y)
	printed(t, what+" variance", e.V(), v)
}

// The values of metafor's escalc.
func TestEscalc(t *testing.T) {
	means := func(m Measure) Estimate { e, err := FromMeans(m, treated, control); return estimated(t, e, err) }
	printedYV(t, "MD", means(MeanDifference), "0.70000000", "0.10653846")
	printedYV(t, "SMD", means(SMD), "0.59964637", "0.08372396")
	printedYV(t, "ROM", means(RatioOfMeans), "0.25593337", "0.01432309")
	e, err := FromCorrelation(0.35, 48)
	printedYV(t, "ZCOR", estimated(t, e, err), "0.36544375", "0.02222222")
	e, err = FromPairs(StandardizedMeanChange, Arm{3.1, 1.2, 24}, Arm{2.4, 1.1, 24}, 0.6)
	printedYV(t, "SMCC", estimated(t, e, err), "0.65559162", "0.05062084")

	// escalc(measure=..., ai=4, bi=119, ci=11, di=128) and with ai=0
	for _, c := range []struct {
		m    Measure
		a    int
		y, v string
	}{
		{RiskRatio, 4, "-0.889311333920205", "0.325584765003961"}, {OddsRatio, 4, "-0.938694140870392", "0.357124952253629"},
		{RiskDifference, 4, "-0.04661636544423", "0.000780068664855938"},
		{RiskRatio, 0, "-2.98134353610189", "2.07148033126294"}, {OddsRatio, 0, "-3.06288168296544", "2.10310682374327"},
		{RiskDifference, 0, "-0.0779761904761905", "0.000573116176033906"},
	} {
		e, err := FromCounts(c.m, Counts{c.a, c.a + 119}, Counts{11, 139}, HalfIfZero)
		require.NoError(t, err)
		printedYV(t, c.m.String(), e, c.y, c.v)
		if c.a == 4 {
			same, err := FromCounts(c.m, Counts{4, 123}, Counts{11, 139}, ZeroRuleNotSaid)
			require.NoError(t, err)
			require.Equal(t, e, same)
		}
	}
}

func TestZeroRules(t *testing.T) {
	for _, c := range []struct {
		m    Measure
		a, c Counts
		rule ZeroRule
		y, v float64
		want Problem
	}{
		{RiskRatio, Counts{0, 10}, Counts{3, 10}, ZeroRuleNotSaid, 0, 0, ErrZeroCell},
		{RiskRatio, Counts{0, 10}, Counts{3, 10}, NoCorrection, 0, 0, ErrZeroCell},
		{OddsRatio, Counts{10, 10}, Counts{3, 10}, NoCorrection, 0, 0, ErrZeroCell},
		{RiskRatio, Counts{10, 10}, Counts{3, 10}, NoCorrection, math.Log(10.0 / 3), 1.0/3 - 1.0/10, 0},
		{RiskDifference, Counts{0, 10}, Counts{3, 10}, NoCorrection, -0.3, 0.3 * 0.7 / 10, 0},
		{RiskDifference, Counts{0, 10}, Counts{0, 10}, NoCorrection, 0, 0, ErrVariance},
		{OddsRatio, Counts{0, 10}, Counts{3, 10}, HalfIfZero, math.Log(0.5 * 7.5 / (10.5 * 3.5)), 1/0.5 + 1/10.5 + 1/3.5 + 1/7.5, 0},
		{OddsRatio, Counts{2, 10}, Counts{3, 10}, HalfIfZero, math.Log(2.0 * 7 / (8 * 3)), 1.0/2 + 1.0/8 + 1.0/3 + 1.0/7, 0},
		{OddsRatio, Counts{2, 10}, Counts{3, 10}, HalfAlways, math.Log(2.5 * 7.5 / (8.5 * 3.5)), 1/2.5 + 1/8.5 + 1/3.5 + 1/7.5, 0},
		{OddsRatio, Counts{0, 10}, Counts{3, 30}, OppositeArmIfZero, math.Log(0.75 * 27.25 / (10.75 * 3.25)), 1/0.75 + 1/10.75 + 1/3.25 + 1/27.25, 0},
		{OddsRatio, Counts{0, 10}, Counts{0, 10}, HalfIfZero, 0, 0, ErrNoEvents},
		{OddsRatio, Counts{10, 10}, Counts{10, 10}, HalfIfZero, 0, 0, ErrNoEvents},
		{RiskRatio, Counts{0, 10}, Counts{0, 10}, OppositeArmIfZero, 0, 0, ErrNoEvents},
		{RiskRatio, Counts{0, 10}, Counts{0, 10}, ZeroRuleNotSaid, 0, 0, ErrNoEvents},
		{RiskRatio, Counts{0, 10}, Counts{0, 10}, HalfAlways, 0, 2 * (1/0.5 - 1.0/11), 0},
		{RiskRatio, Counts{11, 10}, Counts{3, 10}, HalfIfZero, 0, 0, ErrArm},
		{RiskRatio, Counts{1, 0}, Counts{3, 10}, HalfIfZero, 0, 0, ErrArm},
		{RiskRatio, Counts{1, 10}, Counts{3, 10}, 99, 0, 0, ErrOption},
		{SMD, Counts{1, 10}, Counts{3, 10}, HalfIfZero, 0, 0, ErrMeasure},
	} {
		e, err := FromCounts(c.m, c.a, c.c, c.rule)
		if c.want != 0 {
			require.ErrorIs(t, err, c.want, "%+v", c)
			require.Zero(t, e)
			continue
		}
		require.NoError(t, err, "%+v", c)
		within(t, "y", e.Y(), c.y, 1e-14)
		within(t, "v", e.V(), c.v, 1e-14)
	}
}

func TestBadArms(t *testing.T) {
	for _, c := range []struct {
		m    Measure
		a    Arm
		want Problem
	}{
		{SMD, Arm{1, -1, 10}, ErrArm}, {SMD, Arm{1, 1, 1}, ErrArm}, {SMD, Arm{math.NaN(), 1, 10}, ErrArm}, {SMD, Arm{1, math.Inf(1), 10}, ErrArm},
		{RatioOfMeans, Arm{-1, 1, 10}, ErrValue}, {RatioOfMeans, Arm{0, 1, 10}, ErrValue}, {OddsRatio, Arm{1, 1, 10}, ErrMeasure},
	} {
		_, err := FromMeans(c.m, control, c.a)
		require.ErrorIs(t, err, c.want, "%+v", c)
	}
	_, err := FromMeans(SMD, Arm{1, 0, 5}, Arm{2, 0, 5})
	require.ErrorIs(t, err, ErrVariance)
	for _, r := range []float64{1.1, math.NaN()} {
		_, err = FromPairs(SMD, treated, treated, r)
		require.ErrorIs(t, err, ErrValue)
	}
	_, err = FromPairs(StandardizedMeanChange, treated, control, 0.5)
	require.ErrorIs(t, err, ErrArm)
	_, err = FromPairs(StandardizedMeanChange, treated, treated, 1)
	require.ErrorIs(t, err, ErrVariance)
	_, err = FromPairs(SMD, treated, treated, 0)
	require.ErrorIs(t, err, ErrMeasure)
	for _, r := range []float64{1, -1, 2, math.NaN()} {
		_, err = FromCorrelation(r, 40)
		require.ErrorIs(t, err, ErrValue)
	}
	_, err = FromCorrelation(0.2, 3)
	require.ErrorIs(t, err, ErrArm)
	_, err = Given(MeasureNotSaid, 1, 1)
	require.ErrorIs(t, err, ErrMeasure)
	_, err = Given(99, 1, 1)
	require.ErrorIs(t, err, ErrMeasure)
}

// What is made of means is what is made of the statistics that they give.
func TestStatisticsAgreeWithArms(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 300 {
		a, b := Arm{1 + r.Float64(), 0.2 + r.Float64(), 3 + r.IntN(40)}, Arm{1 + r.Float64(), 0.2 + r.Float64(), 3 + r.IntN(40)}
		n1, n2 := float64(a.N), float64(b.N)
		sp := math.Sqrt(((n1-1)*a.SD*a.SD + (n2-1)*b.SD*b.SD) / (n1 + n2 - 2))
		tt := (a.Mean - b.Mean) / sp / math.Sqrt(1/n1+1/n2)
		e, err := FromMeans(SMD, a, b)
		want := estimated(t, e, err)
		e, err = SMDFromT(tt, a.N, b.N)
		got := estimated(t, e, err)
		within(t, "g from t", got.y, want.y, 1e-13)
		within(t, "v from t", got.v, want.v, 1e-13)
		p, _ := StudentT.p(tt, n1+n2-2)
		d := Up
		if tt < 0 {
			d = Down
		}
		e, err = SMDFromP(p, d, a.N, b.N)
		got = estimated(t, e, err)
		within(t, "g from p", got.y, want.y, 1e-9)

		e, err = FromMeans(RatioOfMeans, a, b)
		want = estimated(t, e, err)
		iv, err := want.Interval(0.9)
		require.NoError(t, err)
		e, err = FromInterval(RatioOfMeans, math.Exp(want.y), CI{Lo: math.Exp(iv[0]), Hi: math.Exp(iv[1]), Level: 0.9})
		got = estimated(t, e, err)
		within(t, "y from interval", got.y, want.y, 1e-13)
		within(t, "v from interval", got.v, want.v, 1e-12)
		effect := want.Effect()
		e, err = FromEffect(&effect)
		got = estimated(t, e, err)
		within(t, "y from effect", got.y, want.y, 1e-13)
		within(t, "v from effect", got.v, want.v, 1e-12)
		e, err = FromSE(RatioOfMeans, math.Exp(want.y), want.SE())
		within(t, "y from SE", estimated(t, e, err).y, want.y, 1e-13)
		p, _ = Normal.p(want.y/want.SE(), 0)
		e, err = FromP(RatioOfMeans, math.Exp(want.y), p, 0)
		within(t, "v from p", estimated(t, e, err).v/want.v, 1, 1e-8)

		pairs, rho := Arm{b.Mean, b.SD, a.N}, 2*r.Float64()-1
		e, err = FromPairs(StandardizedMeanChange, a, pairs, rho)
		want = estimated(t, e, err)
		e, err = FromPairs(MeanDifference, a, pairs, rho)
		md := estimated(t, e, err)
		e, err = ChangeFromT(md.y/md.SE(), a.N)
		got = estimated(t, e, err)
		within(t, "change from t", got.y, want.y, 1e-12)
		within(t, "v of change from t", got.v, want.v, 1e-12)
	}
	e, err := CorrelationFromT(0.35*math.Sqrt(46/(1-0.35*0.35)), 48)
	printedYV(t, "ZCOR from t", estimated(t, e, err), "0.36544375", "0.02222222")
	arm := ArmFromSE(2, 0.5, 16)
	require.Equal(t, Arm{2, 2, 16}, arm)
	e, err = HazardRatioFromLogRank(-3, 12)
	printedYV(t, "log HR", estimated(t, e, err), "-0.25", "0.08333333")
	// 95 % interval of a mean difference made with t of 10 degrees of freedom
	e, err = FromInterval(MeanDifference, 1, CI{Lo: 1 - 2.2281388519862744, Hi: 1 + 2.2281388519862744, DF: 10})
	within(t, "v by t", estimated(t, e, err).v, 1, 1e-12)
}

func TestBadStatistics(t *testing.T) {
	for _, c := range []struct {
		want Problem
		make func() (Estimate, error)
	}{
		{ErrInterval, func() (Estimate, error) { return FromInterval(SMD, 1, CI{Lo: 2, Hi: 3}) }},
		{ErrInterval, func() (Estimate, error) { return FromInterval(SMD, 1, CI{Lo: 1, Hi: 1}) }},
		{ErrInterval, func() (Estimate, error) { return FromInterval(OddsRatio, 1, CI{Lo: 0, Hi: 2}) }},
		{ErrInterval, func() (Estimate, error) { return FromInterval(OddsRatio, 1, CI{Lo: -1, Hi: 2}) }},
		{ErrInterval, func() (Estimate, error) { return FromInterval(Correlation, 0.5, CI{Lo: 0, Hi: 1}) }},
		{ErrLevel, func() (Estimate, error) { return FromInterval(SMD, 1, CI{Lo: 0, Hi: 2, Level: 95}) }},
		{ErrOption, func() (Estimate, error) { return FromInterval(SMD, 1, CI{Lo: 0, Hi: 2, DF: -3}) }},
		{ErrVariance, func() (Estimate, error) { return FromSE(SMD, 1, 0) }},
		{ErrVariance, func() (Estimate, error) { return FromSE(SMD, 1, math.NaN()) }},
		{ErrValue, func() (Estimate, error) { return FromSE(OddsRatio, -1, 1) }},
		{ErrValue, func() (Estimate, error) { return FromP(SMD, 1, 0, 0) }},
		{ErrValue, func() (Estimate, error) { return FromP(SMD, 1, 1, 0) }},
		{ErrValue, func() (Estimate, error) { return FromP(OddsRatio, 1, 0.5, 0) }},
		{ErrOption, func() (Estimate, error) { return FromP(SMD, 1, 0.5, -1) }},
		{ErrOption, func() (Estimate, error) { return SMDFromP(0.1, NoEffect, 10, 10) }},
		{ErrArm, func() (Estimate, error) { return SMDFromP(0.1, Up, 0, 10) }},
		{ErrArm, func() (Estimate, error) { return SMDFromT(2, 1, 2) }},
		{ErrArm, func() (Estimate, error) { return SMDFromT(2, 0, 20) }},
		{ErrArm, func() (Estimate, error) { return ChangeFromT(2, 2) }},
		{ErrValue, func() (Estimate, error) { return SMDFromT(math.NaN(), 9, 20) }},
		{ErrArm, func() (Estimate, error) { return CorrelationFromT(2, 3) }},
		{ErrValue, func() (Estimate, error) { return HazardRatioFromLogRank(1, 0) }},
		{ErrVariance, func() (Estimate, error) { return HazardRatioFromLogRank(1, -1) }},
		{ErrMeasure, func() (Estimate, error) { return FromEffect(&Effect{Value: 1, SE: 1}) }},
		{ErrNoUncertainty, func() (Estimate, error) { return FromEffect(&Effect{Measure: SMD, Value: 1}) }},
		{ErrInterval, func() (Estimate, error) {
			lo, hi := 2.0, 3.0
			return FromEffect(&Effect{Measure: SMD, Value: 1, Lo: &lo, Hi: &hi})
		}},
		{ErrValue, func() (Estimate, error) { return FromEffect(&Effect{Measure: OddsRatio, Value: -1, SE: 1}) }},
	} {
		e, err := c.make()
		var stat *StatError
		if !errors.As(err, &stat) || !errors.Is(err, c.want) || e != (Estimate{}) {
			t.Errorf("%v, error %v; want %s", e, err, c.want)
		}
	}
}

func TestEffectsAsEstimates(t *testing.T) {
	e, err := FromEffect(&Effect{Measure: MeanDifference, Value: -1.37, SE: 0.82, Unit: "kg"})
	e = estimated(t, e, err)
	require.Equal(t, "kg", e.Unit())
	within(t, "v", e.V(), 0.82*0.82, 1e-14)
	e, err = FromEffect(&Effect{Measure: Correlation, Value: 0.5, SE: 0.1})
	e = estimated(t, e, err)
	within(t, "z", e.Y(), math.Atanh(0.5), 1e-15)
	within(t, "SE of z", e.SE(), 0.1/0.75, 1e-15)
	within(t, "r", e.Effect().Value, 0.5, 1e-15)
	key := MustParseStudyKey("one-2020")
	require.Equal(t, key, e.WithStudy(key).Study())
	require.Equal(t, "z of correlation 0.549306 (SE 0.133333)", e.String())
	_, err = e.Interval(2)
	require.ErrorIs(t, err, ErrLevel)
	s := summary(t, []Estimate{e, e}, PoolOptions{})
	within(t, "pooled r", s.Effect().Value, 0.5, 1e-15)
}

func TestConversions(t *testing.T) {
	or := given(t, OddsRatio, "0.9069", "0.0676")[0].WithStudy(MustParseStudyKey("one-2020"))
	d, err := OddsRatioToSMD(or) // Borenstein et al. 2009, ch. 7: 0.5 and 0.0205
	require.NoError(t, err)
	printedYV(t, "d", d, "0.5000", "0.0205")
	require.Equal(t, or.study, d.study)
	back, err := SMDToOddsRatio(d)
	require.NoError(t, err)
	within(t, "log OR", back.y, or.y, 1e-15)
	within(t, "its variance", back.v, or.v, 1e-15)

	z := given(t, Correlation, "0.5493", "0.0058")[0]
	d, err = CorrelationToSMD(z) // the same: r = 0.50 gives 1.1547, and v_r 0.0033 gives 0.0309
	require.NoError(t, err)
	within(t, "d", d.y, 1.1547, 1e-4)
	within(t, "its variance", d.v, 0.0309, 1e-3)
	zback, err := SMDToCorrelation(d, 50, 50)
	require.NoError(t, err)
	within(t, "z", zback.y, z.y, 1e-14)
	within(t, "its variance", zback.v, z.v, 1e-14)

	// Against numeric derivatives
	const h = 1e-6
	slope := func(f func(y float64) float64, y float64) float64 { return (f(y+h) - f(y-h)) / (2 * h) }
	rr, err := OddsRatioToRiskRatio(or, 0.3)
	require.NoError(t, err)
	odds := math.Exp(or.y) * 0.3 / 0.7
	within(t, "log RR", rr.y, math.Log(odds/(1+odds)/0.3), 1e-14)
	ds := slope(func(y float64) float64 { return y - math.Log(0.7+0.3*math.Exp(y)) }, or.y)
	within(t, "its variance", rr.v, or.v*ds*ds, 1e-8)
	pc, err := PercentChangeToRatioOfMeans(given(t, PercentChange, "28.62", "49.28")[0])
	require.NoError(t, err)
	within(t, "log ROM", pc.y, math.Log(1.2862), 1e-14)
	ds = slope(func(y float64) float64 { return math.Log1p(y / 100) }, 28.62)
	within(t, "its variance", pc.v, 49.28*ds*ds, 1e-8)

	for _, c := range []func() (Estimate, error){
		func() (Estimate, error) { return OddsRatioToSMD(z) }, func() (Estimate, error) { return SMDToOddsRatio(z) },
		func() (Estimate, error) { return CorrelationToSMD(or) }, func() (Estimate, error) { return SMDToCorrelation(z, 9, 9) },
		func() (Estimate, error) { return OddsRatioToRiskRatio(z, 0.5) }, func() (Estimate, error) { return PercentChangeToRatioOfMeans(z) },
		func() (Estimate, error) { return OddsRatioToSMD(Estimate{}) },
	} {
		_, err := c()
		require.ErrorIs(t, err, ErrMeasure)
	}
	_, err = SMDToCorrelation(d, 0, 9)
	require.ErrorIs(t, err, ErrArm)
	_, err = OddsRatioToRiskRatio(or, 1)
	require.ErrorIs(t, err, ErrValue)
	_, err = PercentChangeToRatioOfMeans(given(t, PercentChange, "-100", "1")[0])
	require.ErrorIs(t, err, ErrNotConvertible)
}

// Both forms of the correction meet where one takes over from the other, and
// agree with the usual approximation 1 − 3/(4m−1).
func TestSmallSampleCorrection(t *testing.T) {
	for m := 2.0; m < 1e7; m = math.Ceil(m * 1.3) {
		within(t, "J", smallSample(m), 1-3/(4*m-1), 0.04/(m*m))
	}
	within(t, "J(4) = Γ(2)/(√2·Γ(1.5))", smallSample(4), 1/(math.Sqrt2*math.Sqrt(math.Pi)/2), 1e-14)
	below, above := smallSample(499.9999999), smallSample(500)
	within(t, "J at the change", above, below, 1e-12)
}
