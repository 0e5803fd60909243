package evidence

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

func roundTo(x float64, decimals int) float64 {
	p := math.Pow10(decimals)
	return math.Round(x*p) / p
}

func TestChecks(t *testing.T) {
	inf := math.Inf(1)
	ratio := CI{Lo: 1.05, Hi: 2.14}
	for name, c := range map[string]struct {
		got     ArithmeticReport
		want    Verdict
		nearest float64
	}{
		"GRIM: Brown & Heathers' 5.19 of 28":    {CheckGRIM(5.19, 2, 28, 1), Impossible, 5.178571428571429},
		"GRIM: 5.18 of 28":                      {CheckGRIM(5.18, 2, 28, 1), Consistent, 5.178571428571429},
		"GRIM: more subjects than hundredths":   {CheckGRIM(5.19, 2, 100, 1), NotApplicable, 5.19},
		"GRIM: items multiply":                  {CheckGRIM(5.19, 2, 28, 4), NotApplicable, 581.0 / 112},
		"GRIM: no subjects":                     {CheckGRIM(5.19, 2, 0, 1), NotApplicable, 5.19},
		"GRIM: half up":                         {CheckGRIM(0.13, 2, 8, 1), Consistent, 0.125},
		"GRIM: half to even":                    {CheckGRIM(0.12, 2, 8, 1), Consistent, 0.125},
		"percent: 33.3 of 12":                   {CheckPercent(33.3, 1, 12), Consistent, 100.0 / 3},
		"percent: 34 of 12":                     {CheckPercent(34, 0, 12), Impossible, 100.0 / 3},
		"percent: 120":                          {CheckPercent(120, 0, 10), Impossible, 100},
		"percent: no subjects":                  {CheckPercent(12, 0, 0), NotApplicable, 12},
		"count: 4 of 12 is 33 %":                {CheckCount(4, 12, 33, 0), Consistent, 100.0 / 3},
		"count: 5 of 12 is not 33 %":            {CheckCount(5, 12, 33, 0), Impossible, 500.0 / 12},
		"count: 13 of 12":                       {CheckCount(13, 12, 108, 0), Impossible, 1300.0 / 12},
		"count: no subjects":                    {CheckCount(0, 0, 10, 0), NotApplicable, 10},
		"SD: beyond the scale":                  {CheckSD(Arm{3, 2.5, 20}, 1, 5, false, 1), Impossible, 2.1},
		"SD: all at the ends":                   {CheckSD(Arm{3, 2.05, 20}, 1, 5, false, 2), Consistent, 2.05},
		"SD: of what is not negative":           {CheckSD(Arm{1, 4.5, 16}, 0, inf, false, 1), Impossible, 4.2},
		"SD: of what is not negative, possible": {CheckSD(Arm{1, 4, 16}, 0, inf, false, 1), Consistent, 4},
		"SD: of what is not positive":           {CheckSD(Arm{-1, 4.5, 16}, -inf, 0, false, 1), Impossible, 4.2},
		"SD: anything":                          {CheckSD(Arm{-1, 4000, 16}, -inf, inf, false, 1), Consistent, 4000},
		"SD: negative":                          {CheckSD(Arm{1, -1, 16}, 0, inf, false, 1), Impossible, 0},
		"SD: of one":                            {CheckSD(Arm{1, 1, 1}, 0, inf, false, 1), Impossible, 0},
		"SD: mean outside":                      {CheckSD(Arm{7, 1, 10}, 1, 5, false, 1), Impossible, 5},
		"SD: not a number":                      {CheckSD(Arm{7, math.NaN(), 10}, 1, 5, false, 1), NotApplicable, math.NaN()},
		"SD: too small for whole numbers":       {CheckSD(Arm{3.5, 0.1, 10}, 1, 7, true, 1), Impossible, 0.524},
		"SD: whole numbers":                     {CheckSD(Arm{3.5, 0.53, 10}, 1, 7, true, 2), Consistent, 0.53},
		"interval of a ratio":                   {CheckInterval(OddsRatio, 1.50, ratio, 0.18, 2), Consistent, 0.1816},
		"interval: SE of another":               {CheckInterval(OddsRatio, 1.50, ratio, 0.28, 2), Impossible, 0.1816},
		"interval: value not in the middle":     {CheckInterval(OddsRatio, 1.70, ratio, 0, 2), Impossible, 1.499},
		"interval: value outside":               {CheckInterval(OddsRatio, 2.70, ratio, 0, 2), Impossible, 2.14},
		"interval: a level of 95":               {CheckInterval(OddsRatio, 1.50, CI{Lo: 1, Hi: 2, Level: 95}, 0.18, 2), NotApplicable, 0.18},
		"interval: of a difference":             {CheckInterval(MeanDifference, 1, CI{Lo: 0, Hi: 2}, 0.51, 2), Consistent, 0.5102},
		"p of t":                                {CheckP(2.2, 1, 28, 0.036, 3), Consistent, 0.0362},
		"p of another t":                        {CheckP(2.2, 2, 28, 0.01, 2), Impossible, 0.0362},
		"p of z":                                {CheckP(-1.96, 2, 0, 0.05, 2), Consistent, 0.05},
		"p: no degrees of freedom":              {CheckP(1, 2, math.NaN(), 0.05, 2), NotApplicable, 0.05},
	} {
		t.Run(name, func(t *testing.T) {
			if c.got.Verdict != c.want || c.got.Reason == "" || c.got.Check == "" {
				t.Errorf("%+v, want %s", c.got, c.want)
			}
			if !math.IsNaN(c.nearest) && math.Abs(c.got.Nearest-c.nearest) > 0.02*math.Abs(c.nearest) {
				t.Errorf("nearest = %v, want %v", c.got.Nearest, c.nearest)
			}
		})
	}
}

// Numbers that come from data are never called impossible.
func TestChecksPassWhatIsTrue(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 3000 {
		n := 2 + r.IntN(60)
		decimals := r.IntN(4)
		data := make([]float64, n)
		var sum, squares float64
		for i := range data {
			data[i] = float64(1 + r.IntN(7))
			sum += data[i]
		}
		for _, x := range data {
			squares += (x - sum/float64(n)) * (x - sum/float64(n))
		}
		mean, sd := roundTo(sum/float64(n), decimals), roundTo(math.Sqrt(squares/float64(n-1)), decimals)
		require.NotEqual(t, Impossible, CheckGRIM(mean, decimals, n, 1).Verdict, "%v of %v", mean, data)
		require.Equal(t, Consistent, CheckSD(Arm{mean, sd, n}, 1, 7, true, decimals).Verdict, "%v, %v of %v", mean, sd, data)
		require.Equal(t, Consistent, CheckSD(Arm{mean, sd, n}, 0, math.Inf(1), true, decimals).Verdict)

		count := r.IntN(n + 1)
		percent := roundTo(100*float64(count)/float64(n), decimals)
		require.Equal(t, Consistent, CheckPercent(percent, decimals, n).Verdict)
		require.Equal(t, Consistent, CheckCount(count, n, percent, decimals).Verdict)

		y, se := r.NormFloat64(), 0.05+r.Float64()
		for _, m := range []Measure{SMD, OddsRatio, Correlation} {
			value, lo, hi := m.Plain(y), m.Plain(y-1.959963984540054*se), m.Plain(y+1.959963984540054*se)
			ci := CI{Lo: roundTo(lo, decimals), Hi: roundTo(hi, decimals)}
			got := CheckInterval(m, roundTo(value, decimals), ci, roundTo(se, decimals), decimals)
			require.NotEqual(t, Impossible, got.Verdict, "%s %v, %v, se %v: %+v", m, value, ci, se, got)
		}
		tt, df := r.NormFloat64()*2, float64(r.IntN(50))
		p := CheckP(tt, 9, df, 0, 0).Nearest
		require.Equal(t, Consistent, CheckP(roundTo(tt, decimals), decimals, df, roundTo(p, decimals), decimals).Verdict)
	}
}
