package evidence

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"
)

var allMethods = []Tau2Method{FixedEffect, DerSimonianLaird, HedgesOlkin, PauleMandel, MaximumLikelihood, REML, SidikJonkman, HunterSchmidt}

// Fixture A of the reference values: converged metafor.
func TestBCG(t *testing.T) {
	es, latitude := bcgOf(t, RiskRatio)
	for _, c := range []struct {
		m                                  Tau2Method
		tau2, i2, mu, se, hkSE, hkLo, hkHi string
	}{
		{FixedEffect, "0", "", "-0.43028516", "0.04049875", "", "", ""},
		{DerSimonianLaird, "0.30876026", "92.117347", "-0.71411722", "0.17874209", "0.18069663", "-1.10782135", "-0.32041309"},
		{HedgesOlkin, "0.32856386", "92.557097", "-0.71587859", "0.18327999", "0.18110407", "-1.11047046", "-0.32128672"},
		{PauleMandel, "0.31806845", "92.330338", "-0.71496815", "0.18089219", "0.18089219", "-1.10909838", "-0.32083793"},
		{MaximumLikelihood, "0.28002814", "91.378284", "-0.71119914", "0.17189681", "0.18004222", "-1.10347744", "-0.31892083"},
		{REML, "0.31324326", "92.221385", "-0.71453234", "0.17978152", "0.18079174", "-1.10844371", "-0.32062097"},
		{SidikJonkman, "0.34551570", "92.896324", "-0.71724859", "0.18705946", "0.18142845", "-1.11254723", "-0.32194995"},
	} {
		t.Run(c.m.String(), func(t *testing.T) {
			s := summary(t, es, PoolOptions{Method: c.m})
			printed(t, "tau2", s.Tau2, c.tau2)
			printed(t, "estimate", s.Estimate, c.mu)
			printed(t, "SE", s.SE, c.se)
			printed(t, "Q", s.Q, "152.2330")
			if c.i2 == "" {
				return
			}
			printed(t, "I2", s.I2, c.i2)
			hk := summary(t, es, PoolOptions{Method: c.m, Inference: HartungKnapp})
			printed(t, "HK SE", hk.SE, c.hkSE)
			printed(t, "HK lower", hk.Interval[0], c.hkLo)
			printed(t, "HK upper", hk.Interval[1], c.hkHi)
		})
	}

	f := pooled(t, es, PoolOptions{})
	printed(t, "z", f.Statistic, "-3.974448")
	printed(t, "H2", f.H2, "12.855758")
	printed(t, "SE of tau2", f.Tau2SE, "0.16642575")
	printed(t, "Q-profile lower", f.Tau2Interval[0], "0.11971836")
	printed(t, "Q-profile upper", f.Tau2Interval[1], "1.11147908")
	within(t, "Q p", f.QP/1.99676459084597e-26, 1, 1e-9)
	var sum float64
	for _, w := range f.Weights {
		sum += w
	}
	within(t, "sum of weights", sum, 1, 1e-14)
	for c, want := range map[Prediction][2]string{PredictNormal: {"-1.866692", "0.437628"}, PredictHTS: {"-2.008376", "0.579311"},
		PredictHartungKnapp: {"-1.996017", "0.566952"}} {
		f := pooled(t, es, PoolOptions{Prediction: c})
		require.Equal(t, c, f.Prediction.Convention)
		printed(t, c.String()+" lower", f.Prediction.Interval[0], want[0])
		printed(t, c.String()+" upper", f.Prediction.Interval[1], want[1])
	}

	r, err := Regress(es, latitude, PoolOptions{})
	require.NoError(t, err)
	for _, c := range []struct {
		what string
		got  float64
		want string
	}{
		{"intercept", r.Intercept.Estimate, "0.25146821"}, {"slope", r.Slope.Estimate, "-0.02910173"},
		{"SE of intercept", r.Intercept.SE, "0.24909540"}, {"SE of slope", r.Slope.SE, "0.00719533"},
		{"tau2", r.Tau2, "0.07634796"}, {"QM", r.QM, "16.358232"}, {"QE", r.QE, "30.733090"}, {"R2", r.R2, "75.626622"},
		{"SE of tau2", r.Tau2SE, "0.0590472289044412"}, {"I2", r.I2, "68.3912248381823"}, {"H2", r.H2, "3.16367842436352"},
	} {
		printed(t, c.what, c.got, c.want)
	}
	at := r.At(0)
	within(t, "mean at 0", at.Estimate, r.Intercept.Estimate, 1e-15)
	within(t, "SE at 0", at.SE, r.Intercept.SE, 1e-15)

	or, _ := bcgOf(t, OddsRatio)
	s := summary(t, or, PoolOptions{})
	printed(t, "log OR tau2", s.Tau2, "0.33777203")
	printed(t, "log OR", s.Estimate, "-0.74517777")
	printed(t, "log OR SE", s.SE, "0.18602791")
	printed(t, "log OR Q", s.Q, "163.164915")
}

func TestBCGLeftOut(t *testing.T) {
	es, _ := bcgOf(t, RiskRatio)
	out, err := LeaveOneOut(es, PoolOptions{})
	require.NoError(t, err)
	want := []string{"-0.707083784699259", "-0.654031200293526", "-0.685554410836617", "-0.628409369807674", "-0.764170095140256",
		"-0.710876555564008", "-0.655247599784662", "-0.794767604515521", "-0.741197299304493", "-0.653032915305876",
		"-0.757858626723502", "-0.759812099334467", "-0.777536184894367"}
	for i, o := range out {
		require.Equal(t, i, o.Without)
		printed(t, "estimate", o.Estimate, want[i])
	}
	printed(t, "without the eighth", out[7].Estimate, "-0.79476760")
	printed(t, "tau2 without the eighth", out[7].Tau2, "0.27318293")

	// By year; the order of the two of 1973 does not matter for the end.
	byYear := []int{0, 1, 5, 2, 9, 8, 11, 4, 6, 10, 12, 3, 7}
	ordered := make([]Estimate, len(es))
	for i, j := range byYear {
		ordered[i] = es[j]
	}
	cum, err := Cumulative(ordered, PoolOptions{})
	require.NoError(t, err)
	require.Len(t, cum, 13)
	printed(t, "after 11", cum[10].Estimate, "-0.70820599")
	printed(t, "after 12", cum[11].Estimate, "-0.79476760")
	printed(t, "after 13", cum[12].Estimate, "-0.71453234")
	require.True(t, cum[0].Warnings.Has(SingleStudyGroup))
	require.Equal(t, ordered[0].y, cum[0].Estimate)
}

// Fixture B; the likelihood is largest at the boundary.
func TestCLASP(t *testing.T) {
	es := clasp(t)
	for m, want := range map[Tau2Method][2]string{
		DerSimonianLaird: {"0.05396630", "-0.32399682"}, HedgesOlkin: {"0.19447849", "-0.40351407"},
		PauleMandel: {"0.13547452", "-0.38106204"}, REML: {"0.03394868", "-0.29802124"}, MaximumLikelihood: {"0", "-0.19734696"},
		SidikJonkman: {"0.20899147", "-0.40785885"}, HunterSchmidt: {"0.01769776", "-0.26660470"},
	} {
		s := summary(t, es, PoolOptions{Method: m})
		if want[0] == "0" {
			require.Zero(t, s.Tau2)
		} else {
			printed(t, m.String()+" tau2", s.Tau2, want[0])
		}
		printed(t, m.String(), s.Estimate, want[1])
		printed(t, "Q", s.Q, "9.67786739")
		require.Equal(t, m == MaximumLikelihood, s.Warnings.Has(LikelihoodAtBoundary), m)
	}
}

// Fixture C.
func TestViechtbauer2005(t *testing.T) {
	es := viechtbauer(t)
	for m, want := range map[Tau2Method]string{DerSimonianLaird: "0.27677783", HedgesOlkin: "0.14835707", HunterSchmidt: "0.22818185",
		SidikJonkman: "0.19922843", MaximumLikelihood: "0.19666972", REML: "0.22322459", PauleMandel: "0.19200497"} {
		printed(t, m.String(), summary(t, es, PoolOptions{Method: m}).Tau2, want)
	}
	s := summary(t, es, PoolOptions{})
	printed(t, "Q", s.Q, "46.02328665")
	printed(t, "estimate", s.Estimate, "0.24375780")
	printed(t, "SE", s.SE, "0.17738144")
}

// Fixture D.
func TestRaudenbush1985(t *testing.T) {
	es := raudenbush(t)
	s := summary(t, es, PoolOptions{})
	hk := summary(t, es, PoolOptions{Inference: HartungKnapp})
	for _, c := range []struct {
		what string
		got  float64
		want string
	}{
		{"tau2", s.Tau2, "0.01881829"}, {"estimate", s.Estimate, "0.08370124"}, {"SE", s.SE, "0.05164067"},
		{"lower", s.Interval[0], "-0.01751261"}, {"upper", s.Interval[1], "0.18491510"}, {"I2", s.I2, "41.846670"},
		{"HK lower", hk.Interval[0], "-0.04567211"}, {"HK upper", hk.Interval[1], "0.21307459"},
	} {
		printed(t, c.what, c.got, c.want)
	}
	for m, want := range map[Tau2Method]string{DerSimonianLaird: "0.02590367", HedgesOlkin: "0.08037018", PauleMandel: "0.05177331"} {
		printed(t, m.String(), summary(t, es, PoolOptions{Method: m}).Tau2, want)
	}
}

// Fixture E: two estimates that agree.
func TestTwoEstimates(t *testing.T) {
	es := given(t, SMD, "0.3 0.5", "0.04 0.09")
	for _, m := range allMethods {
		if m != SidikJonkman {
			require.Zero(t, summary(t, es, PoolOptions{Method: m}).Tau2, m)
		}
	}
	fe := summary(t, es, PoolOptions{Method: FixedEffect})
	printed(t, "lower", fe.Interval[0], "0.03538074")
	printed(t, "upper", fe.Interval[1], "0.68769618")
	printed(t, "SE", fe.SE, "0.16641006")
	hk := summary(t, es, PoolOptions{Inference: HartungKnapp})
	printed(t, "HK SE", hk.SE, "0.09230769")
	printed(t, "HK lower", hk.Interval[0], "-0.811")
	printed(t, "HK upper", hk.Interval[1], "1.534")
	require.True(t, hk.Warnings.Has(NarrowHartungKnapp))
	adHoc := summary(t, es, PoolOptions{Inference: HartungKnappAdHoc})
	within(t, "ad hoc SE", adHoc.SE, fe.SE, 1e-15)
	st := summary(t, es, PoolOptions{Inference: StudentT})
	within(t, "t SE", st.SE, fe.SE, 1e-15)
	require.Equal(t, st.Interval, adHoc.Interval)
	require.True(t, summary(t, es, PoolOptions{}).Warnings.Has(FewForNormal))

	f := pooled(t, es, PoolOptions{Prediction: PredictHTS})
	require.Zero(t, f.Prediction)
	require.True(t, f.Warnings.Has(NoPrediction) && f.Warnings.Has(FewForPrediction), f.Warnings)
}

func TestSmallStudies(t *testing.T) {
	es := magnesium(t)
	a, err := Egger(es)
	require.NoError(t, err)
	printed(t, "intercept", a.Bias, "-1.59908537")
	printed(t, "SE", a.SE, "0.27643734")
	printed(t, "t", a.Statistic, "-5.78462136")
	printed(t, "p", a.P, "4.7287e-05")
	printed(t, "slope", a.Limit, "0.09961714")
	require.Equal(t, 14, a.DF)
	a, err = EggerMixed(es, PoolOptions{})
	require.NoError(t, err)
	// metafor prints -4.66864946 at its default tolerance, and this when converged.
	printed(t, "mixed z", a.Statistic, "-4.66863563047")

	es, _ = bcgOf(t, RiskRatio)
	a, err = Egger(es)
	require.NoError(t, err)
	printed(t, "intercept", a.Bias, "-2.1120421")
	printed(t, "SE", a.SE, "1.5072213")
	printed(t, "t", a.Statistic, "-1.4012820")
	printed(t, "p", a.P, "0.188707")
	require.Zero(t, a.Warnings.Len())
	b, err := Begg(es)
	require.NoError(t, err)
	printed(t, "Kendall's tau", b.Tau, "0.02564103")
	printed(t, "p", b.P, "0.952361907960866")
	require.True(t, b.Exact)
	a, err = Egger(es[:9])
	require.NoError(t, err)
	require.True(t, a.Warnings.Has(FewForAsymmetry))
}

func TestSubgroups(t *testing.T) {
	es, latitude := bcgOf(t, RiskRatio)
	labels := make([]string, len(es))
	var north, south []Estimate
	for i, l := range latitude {
		if labels[i] = "south"; l > 35 {
			labels[i] = "north"
			north = append(north, es[i])
		} else {
			south = append(south, es[i])
		}
	}
	g, err := PoolSubgroups(es, labels, PoolOptions{})
	require.NoError(t, err)
	require.Len(t, g.Groups, 2)
	n, s := summary(t, north, PoolOptions{}), summary(t, south, PoolOptions{})
	require.Equal(t, n, g.Groups[0].Summary)
	require.Equal(t, s, g.Groups[1].Summary)
	z := (n.Estimate - s.Estimate) / math.Hypot(n.SE, s.SE) // of two groups Q is the square of a z test
	within(t, "Q", g.Q, z*z, 1e-12)
	p, _ := Normal.p(z, 0)
	within(t, "p", g.P, p, 1e-12)

	for i := range labels {
		labels[i] = "all"
	}
	_, err = PoolSubgroups(es, labels, PoolOptions{})
	require.ErrorIs(t, err, ErrModerator)
	labels[3] = "one"
	g, err = PoolSubgroups(es, labels, PoolOptions{Inference: HartungKnapp})
	require.NoError(t, err)
	require.True(t, g.Groups[1].Warnings.Has(SingleStudyGroup))
	require.Equal(t, es[3].y, g.Groups[1].Estimate)
}

func TestDominatingAndRepeatedStudies(t *testing.T) {
	es := given(t, SMD, "0.1 0.2 0.3", "0.0001 0.5 0.5")
	f := pooled(t, es, PoolOptions{})
	require.True(t, f.Warnings.Has(DominatingStudy))
	require.False(t, f.Warnings.Has(RepeatedStudy))
	key := MustParseStudyKey("one-2020")
	es[0], es[2] = es[0].WithStudy(key), es[2].WithStudy(key)
	require.True(t, pooled(t, es, PoolOptions{}).Warnings.Has(RepeatedStudy))
	many := make([]Estimate, 100)
	for i := range many {
		many[i] = es[1]
	}
	require.False(t, pooled(t, many, PoolOptions{}).Warnings.Has(RepeatedStudy))
	many[80], many[20] = es[0], es[2]
	require.True(t, pooled(t, many, PoolOptions{}).Warnings.Has(RepeatedStudy))

	same := given(t, SMD, "0.2 0.2 0.2 0.2 0.2 0.2", "1 1 1 1 1 1")
	f = pooled(t, same, PoolOptions{})
	require.True(t, f.Warnings.Has(EmptyProfile))
	require.Equal(t, Interval{0, 0}, f.Tau2Interval)
}

func TestStatEnums(t *testing.T) {
	checkEnum[Tau2Method](t, `not-said fixed-effect dersimonian-laird hedges-olkin paule-mandel maximum-likelihood reml
		sidik-jonkman hunter-schmidt`)
	checkEnum[Inference](t, "not-said normal student-t hartung-knapp hartung-knapp-ad-hoc")
	checkEnum[Prediction](t, "not-said normal higgins-thompson-spiegelhalter hartung-knapp")
	checkEnum[ZeroRule](t, "not-said no-correction half-if-zero half-always opposite-arm-if-zero")
	checkEnum[Verdict](t, "not-checked consistent impossible not-applicable")
	checkEnum[Warning](t, `not-said narrow-hartung-knapp few-for-normal dominating-study likelihood-at-boundary several-maxima
		empty-profile few-for-prediction no-prediction few-for-asymmetry few-for-covariate single-study-group repeated-study tied-ranks`)
	checkEnum[Problem](t, `not-said no-studies too-few-studies measure mixed-measures mixed-units value variance arm zero-cell
		no-events interval level option no-spread moderator no-convergence no-uncertainty not-convertible`)
	for got, want := range map[string]string{TiedRanks.String(): "tied-ranks", HunterSchmidt.String(): "hunter-schmidt",
		HartungKnappAdHoc.String(): "hartung-knapp-ad-hoc", PredictHartungKnapp.String(): "hartung-knapp",
		OppositeArmIfZero.String(): "opposite-arm-if-zero", NotApplicable.String(): "not-applicable",
		ErrNotConvertible.Error(): "not-convertible"} {
		require.Equal(t, want, got)
	}
}
