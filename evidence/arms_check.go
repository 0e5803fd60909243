package evidence

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/gutmuscle/gutmuscle/evidence/spell"
)

// Verdict is what a check of a reported number comes to. The zero Verdict means
// that it was not checked.
type Verdict uint8

// The verdicts.
const (
	NotChecked    Verdict = iota
	Consistent            // the number can be
	Impossible            // the number cannot be, whatever the data were
	NotApplicable         // the check has no power here, or what it takes is not there
)

var verdicts = spell.Set[Verdict]{Type: "evidence.Verdict", Words: []string{
	"not-checked", "consistent", "impossible", "not-applicable"}}

// String returns the word of v, such as "impossible".
func (v Verdict) String() string { return verdicts.String(v) }

// MarshalText returns the word of v; a value that is not a Verdict is an error.
func (v Verdict) MarshalText() ([]byte, error) { return verdicts.Append(nil, v) }

// UnmarshalText sets v from its word; another word is a [*spell.UnknownError].
func (v *Verdict) UnmarshalText(text []byte) error { return verdicts.Parse(v, text) }

// ArithmeticReport is what a check of reported numbers found. An Impossible
// one shows an error of print, of reading or of curation and never by itself
// why it is there. It is a plain value.
type ArithmeticReport struct {
	Check    string  `json:"check"` // name of the check, such as "grim"
	Verdict  Verdict `json:"verdict"`
	Reported float64 `json:"reported"`
	Nearest  float64 `json:"nearest"` // the possible number next to it; equal or within rounding if consistent
	Reason   string  `json:"reason"`
}

func report(check string, v Verdict, reported, nearest float64, format string, args ...any) ArithmeticReport {
	if math.IsNaN(nearest) || math.IsInf(nearest, 0) {
		nearest = reported // no number is nearest
	}
	return ArithmeticReport{check, v, reported, nearest, fmt.Sprintf(format, args...)}
}

// maxDecimals bounds what is taken as a number of printed decimals.
const maxDecimals = 12

// halfUnit is the largest distance of a number from its print with so many
// decimals, whichever way a half was rounded.
func halfUnit(decimals int) float64 {
	return float64(0.5*math.Pow10(-decimals)) + 1e-12
}

// CheckGRIM checks whether the mean of n whole numbers, or of n averages of so
// many items that are whole numbers, can be a mean printed with so many
// decimals (GRIM; Brown & Heathers 2017, doi 10.1177/1948550616673876). From
// 10^decimals numbers on every mean is possible.
func CheckGRIM(mean float64, decimals, n, items int) ArithmeticReport {
	const check = "grim"
	if n < 1 || items < 1 || decimals < 0 || decimals > maxDecimals || math.IsNaN(mean) || math.IsInf(mean, 0) {
		return report(check, NotApplicable, mean, mean, "want a finite mean, 0 to %d decimals, and subjects and items", maxDecimals)
	}
	whole := float64(n) * float64(items)
	nearest := math.Round(float64(mean*whole)) / whole
	switch {
	case whole >= math.Pow10(decimals):
		return report(check, NotApplicable, mean, nearest, "any mean of %v whole numbers prints with %d decimals", whole, decimals)
	case math.Abs(nearest-mean) <= halfUnit(decimals):
		return report(check, Consistent, mean, nearest, "%v of %v", math.Round(float64(mean*whole)), whole)
	}
	return report(check, Impossible, mean, nearest, "no sum of %v whole numbers has the mean %.*f; nearest is %.*f",
		whole, decimals, mean, decimals+1, nearest)
}

// CheckPercent checks whether a percentage printed with so many decimals can
// be that of a whole number of n subjects.
func CheckPercent(percent float64, decimals, n int) ArithmeticReport {
	const check = "percent"
	if n < 1 || decimals < 0 || decimals > maxDecimals || math.IsNaN(percent) {
		return report(check, NotApplicable, percent, percent, "want a percentage, 0 to %d decimals, and subjects", maxDecimals)
	}
	count := min(max(math.Round(percent/100*float64(n)), 0), float64(n))
	nearest := 100 * (count / float64(n))
	switch {
	case math.Abs(nearest-percent) <= halfUnit(decimals):
		return report(check, Consistent, percent, nearest, "%v of %d", count, n)
	case percent < 0 || percent > 100:
		return report(check, Impossible, percent, nearest, "%v %% is outside 0 to 100", percent)
	}
	return report(check, Impossible, percent, nearest, "no number of %d is %.*f %%; nearest is %v, %.*f %%",
		n, decimals, percent, count, decimals+1, nearest)
}

// CheckCount checks a count against the percentage printed beside it.
func CheckCount(count, n int, percent float64, decimals int) ArithmeticReport {
	const check = "count"
	if n < 1 || decimals < 0 || decimals > maxDecimals || math.IsNaN(percent) {
		return report(check, NotApplicable, percent, percent, "want a percentage, 0 to %d decimals, and subjects", maxDecimals)
	}
	nearest := 100 * (float64(count) / float64(n))
	switch {
	case count < 0 || count > n:
		return report(check, Impossible, percent, nearest, "%d of %d", count, n)
	case math.Abs(nearest-percent) <= halfUnit(decimals):
		return report(check, Consistent, percent, nearest, "%d of %d", count, n)
	}
	return report(check, Impossible, percent, nearest, "%d of %d is %.*f %%, not %.*f %%", count, n, decimals+1, nearest, decimals, percent)
}

// CheckSD checks whether an arm can have its standard deviation if all values
// lie between lo and hi, which may be infinite: at most
// √((hi−mean)(mean−lo)·n/(n−1)), as when all values are at the ends. With lo = 0
// and no upper end that is mean·√n, where one has everything. whole says that
// values are whole numbers, and then it is also at least √(f(1−f)·n/(n−1)) for a
// mean with fraction f. The print of both numbers has so many decimals.
func CheckSD(a Arm, lo, hi float64, whole bool, decimals int) ArithmeticReport {
	const check = "sd"
	n := float64(a.N)
	eps := halfUnit(decimals)
	switch {
	case math.IsNaN(a.Mean + a.SD), math.IsNaN(lo), math.IsNaN(hi), math.IsInf(a.Mean, 0), decimals < 0, decimals > maxDecimals:
		return report(check, NotApplicable, a.SD, a.SD, "want finite numbers and 0 to %d decimals", maxDecimals)
	case a.N < 2:
		return report(check, Impossible, a.SD, 0, "%d subjects have no standard deviation", a.N)
	case a.SD < 0 || math.IsInf(a.SD, 0):
		return report(check, Impossible, a.SD, 0, "a standard deviation is finite and not negative")
	case a.Mean < lo-eps || a.Mean > hi+eps:
		return report(check, Impossible, a.Mean, min(max(a.Mean, lo), hi), "the mean is outside %v to %v", lo, hi)
	}
	largest := math.Inf(1)
	up, down := hi-a.Mean+eps, a.Mean-lo+eps
	switch {
	case !math.IsInf(hi, 1) && !math.IsInf(lo, -1):
		largest = math.Sqrt(up * down * (n / (n - 1)))
	case !math.IsInf(lo, -1):
		largest = float64(down * math.Sqrt(n))
	case !math.IsInf(hi, 1):
		largest = float64(up * math.Sqrt(n))
	}
	if a.SD > largest+eps {
		return report(check, Impossible, a.SD, largest, "the largest with a mean of %v, %d values and ends %v and %v is %.4g",
			a.Mean, a.N, lo, hi, largest)
	}
	if whole {
		f := a.Mean - math.Floor(a.Mean)
		f = max(0, min(f, 1-f)-eps)
		if least := math.Sqrt(float64(f*(1-f)) * (n / (n - 1))); a.SD < least-eps {
			return report(check, Impossible, a.SD, least, "the smallest of whole numbers with a mean of %v is %.4g", a.Mean, least)
		}
	}
	return report(check, Consistent, a.SD, a.SD, "within its bounds")
}

// CheckInterval checks a reported interval against the standard error and the
// value printed beside it. All are on the plain scale of m but se, which is on
// the scale of analysis and may be 0 if it is not reported; then only the
// middle of the interval is checked. A number printed with so many decimals
// can be off by half of the last. Wald intervals are symmetric on the scale of
// analysis; others (Clopper-Pearson, profile, bootstrap) are not, so for them
// an Impossible means no more than "not a Wald interval".
func CheckInterval(m Measure, value float64, ci CI, se float64, decimals int) ArithmeticReport {
	const check = "interval"
	c, err := ci.critical(check)
	if err != nil || decimals < 0 || decimals > maxDecimals {
		return report(check, NotApplicable, se, se, "want a level, degrees of freedom and 0 to %d decimals", maxDecimals)
	}
	if !(ci.Lo <= value && value <= ci.Hi) {
		return report(check, Impossible, value, min(max(value, ci.Lo), ci.Hi), "%v is outside %v to %v", value, ci.Lo, ci.Hi)
	}
	eps := halfUnit(decimals)
	lo, hi := m.spanned(ci.Lo, eps), m.spanned(ci.Hi, eps)
	y := m.spanned(value, eps)
	if middle := (Interval{(lo[0] + hi[0]) / 2, (lo[1] + hi[1]) / 2}); y[1] < middle[0] || y[0] > middle[1] {
		nearest := m.Plain((middle[0] + middle[1]) / 2)
		return report(check, Impossible, value, nearest, "%v is not in the middle of %v to %v, which is %.4g", value, ci.Lo, ci.Hi, nearest)
	}
	implied := Interval{max(0, hi[0]-lo[1]) / (2 * c), (hi[1] - lo[0]) / (2 * c)}
	if se != 0 && (math.IsNaN(se) || se+eps < implied[0] || se-eps > implied[1]) {
		nearest := (implied[0] + implied[1]) / 2
		return report(check, Impossible, se, nearest, "%v to %v is of a standard error of %.4g, not %v", ci.Lo, ci.Hi, nearest, se)
	}
	return report(check, Consistent, se, (implied[0]+implied[1])/2, "the interval agrees with what is printed beside it")
}

// spanned returns what a printed value of m may be on the scale of analysis.
func (m Measure) spanned(x, eps float64) Interval {
	lo, hi := x-eps, x+eps
	if m.IsRatio() {
		lo, hi = max(lo, 0), max(hi, 0)
	} else if m == Correlation {
		lo, hi = max(lo, -1), min(hi, 1)
	}
	return Interval{m.Transform(lo), m.Transform(hi)}
}

// CheckP checks a two-sided p value, printed with so many decimals, against
// its statistic, printed with so many: t with df degrees of freedom, or z for
// df = 0 (the check of statcheck; Nuijten et al. 2016, doi
// 10.3758/s13428-015-0664-2).
func CheckP(statistic float64, statDecimals int, df, p float64, decimals int) ArithmeticReport {
	const check = "p"
	if math.IsNaN(statistic) || math.IsNaN(p) || !(df >= 0) || min(decimals, statDecimals) < 0 || max(decimals, statDecimals) > maxDecimals {
		return report(check, NotApplicable, p, p, "want finite numbers and 0 to %d decimals", maxDecimals)
	}
	two := func(x float64) float64 {
		x = max(0, x)
		if df == 0 || math.IsInf(df, 1) {
			return 2 * distuv.UnitNormal.Survival(x)
		}
		return 2 * distuv.StudentsT{Sigma: 1, Nu: df}.Survival(x)
	}
	x, eps := math.Abs(statistic), halfUnit(statDecimals)
	nearest := two(x)
	if p < two(x+eps)-halfUnit(decimals) || p > two(x-eps)+halfUnit(decimals) {
		return report(check, Impossible, p, nearest, "the p value of %v is %.4g, not %v", statistic, nearest, p)
	}
	return report(check, Consistent, p, nearest, "the p value of %v is %.4g", statistic, nearest)
}
