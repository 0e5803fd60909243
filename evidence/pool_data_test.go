package evidence

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"strconv"
)

// bcg are the 13 trials of BCG vaccine (Colditz et al. 1994): year, cases and
// others among the vaccinated, cases and others among the controls, latitude.
var bcg = [13][6]float64{
	{1948, 4, 119, 11, 128, 44}, {1949, 6, 300, 29, 274, 55}, {1960, 3, 228, 11, 209, 42}, {1977, 62, 13536, 248, 12619, 52},
	{1973, 33, 5036, 47, 5761, 13}, {1953, 180, 1361, 372, 1079, 44}, {1973, 8, 2537, 10, 619, 19},
	{1980, 505, 87886, 499, 87892, 13}, {1968, 29, 7470, 45, 7232, 27}, {1961, 17, 1699, 65, 1600, 42},
	{1974, 186, 50448, 141, 27197, 18}, {1969, 5, 2493, 3, 2338, 33}, {1976, 27, 16886, 29, 17825, 33}}

func bcgOf(t testing.TB, m Measure) (es []Estimate, latitude []float64) {
	for _, r := range bcg {
		es = append(es, counts(t, m, int(r[1]), int(r[1]+r[2]), int(r[3]), int(r[3]+r[4])))
		latitude = append(latitude, r[5])
	}
	return es, latitude
}

func counts(t testing.TB, m Measure, a, n1, c, n2 int) Estimate {
	t.Helper()
	e, err := FromCounts(m, Counts{a, n1}, Counts{c, n2}, HalfIfZero)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// clasp are the six trials of DerSimonian & Kacker 2007, tables 3 and 4.
func clasp(t testing.TB) (es []Estimate) {
	for _, r := range [6][4]int{{5, 156, 8, 74}, {5, 303, 17, 303}, {12, 565, 9, 477}, {69, 1570, 94, 1565}, {9, 103, 11, 105},
		{313, 4659, 352, 4650}} {
		es = append(es, counts(t, OddsRatio, r[0], r[1], r[2], r[3]))
	}
	return es
}

// magnesium are the 16 trials of dat.egger2001.
func magnesium(t testing.TB) (es []Estimate) {
	for _, r := range [16][4]int{{1, 40, 2, 36}, {9, 135, 23, 135}, {2, 200, 7, 200}, {1, 48, 1, 46}, {10, 150, 8, 148}, {1, 59, 9, 56},
		{1, 25, 3, 23}, {0, 22, 1, 21}, {6, 76, 11, 75}, {1, 27, 7, 27}, {2, 89, 12, 80}, {5, 23, 13, 33}, {4, 130, 8, 122},
		{90, 1159, 118, 1157}, {4, 107, 17, 108}, {2216, 29011, 2103, 29039}} {
		es = append(es, counts(t, OddsRatio, r[0], r[1], r[2], r[3]))
	}
	return es
}

// given makes estimates of two columns of numbers.
func given(t testing.TB, m Measure, y, v string) (es []Estimate) {
	t.Helper()
	ys, vs := strings.Fields(y), strings.Fields(v)
	for i := range ys {
		e, err := Given(m, num(t, ys[i]), num(t, vs[i]))
		if err != nil {
			t.Fatal(err)
		}
		es = append(es, e)
	}
	return es
}

func viechtbauer(t testing.TB) []Estimate {
	return given(t, SMD, "-0.581 0.530 0.771 1.031 0.553 0.295 0.078 0.573 -0.176 -0.232",
		"0.023 0.052 0.060 0.115 0.095 0.203 0.200 0.211 0.051 0.040")
}

func raudenbush(t testing.TB) []Estimate {
	return given(t, SMD, "0.03 0.12 -0.14 1.18 0.26 -0.06 -0.02 -0.32 0.27 0.80 0.54 0.18 -0.02 0.23 -0.18 -0.06 0.30 0.07 -0.07",
		".0156 .0216 .0279 .1391 .1362 .0106 .0106 .0484 .0269 .0630 .0912 .0497 .0835 .0841 .0253 .0279 .0193 .0088 .0303")
}

func num(t testing.TB, s string) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// printed checks got against a printed number, to half of its last digit and
// 1e-8 of its size.
func printed(t *testing.T, what string, got float64, want string) {
	t.Helper()
	half := 0.5
	if digits, e, ok := strings.Cut(want, "e"); ok {
		half *= math.Pow(10, num(t, e))
		want = digits + "e" + e
	}
	mantissa, _, _ := strings.Cut(want, "e")
	if _, decimals, ok := strings.Cut(mantissa, "."); ok {
		half *= math.Pow10(-len(decimals))
	}
	w := num(t, want)
	if !(math.Abs(got-w) <= half+1e-8*math.Abs(w)) {
		t.Errorf("%s = %.12g, want %s", what, got, want)
	}
}

// within checks got against want to a relative tolerance, absolute below 1.
func within(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance*max(1, math.Abs(want))) {
		t.Errorf("%s = %.17g, want %.17g", what, got, want)
	}
}

func summary(t *testing.T, es []Estimate, opt PoolOptions) Summary {
	t.Helper()
	s, err := Summarize(es, opt)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func pooled(t *testing.T, es []Estimate, opt PoolOptions) Fit {
	t.Helper()
	f, err := Pool(es, opt)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// randomEstimates returns k estimates that differ by chance and by a τ² that
// is often none and sometimes large.
func randomEstimates(r *rand.Rand, k int) []Estimate {
	tau := pick(r, 0, 0.1, 0.3, 1) * r.Float64()
	scale := pick(r, 1, 1, 1, 1e-3, 1e3)
	es := make([]Estimate, k)
	for i := range es {
		v := math.Exp(r.NormFloat64()*pick(r, 0.3, 1, 2)) * 0.05
		y := 0.3 + float64(tau*r.NormFloat64()) + float64(math.Sqrt(v)*r.NormFloat64())
		es[i] = Estimate{measure: SMD, y: float64(scale * y), v: float64(float64(scale*scale) * v)}
	}
	return es
}
