package evidence_test

import (
	"errors"
	"fmt"
	"os"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/figure"
)

// vaccine returns the 13 trials of BCG vaccine against tuberculosis of Colditz
// et al. 1994, which books on meta-analysis teach with.
func vaccine() ([]evidence.Estimate, []string) {
	trials := []struct {
		name       string
		cases, n   int // vaccinated
		cases0, n0 int // not vaccinated
	}{
		{"Aronson 1948", 4, 123, 11, 139}, {"Ferguson & Simes 1949", 6, 306, 29, 303}, {"Rosenthal et al. 1960", 3, 231, 11, 220},
		{"Hart & Sutherland 1977", 62, 13598, 248, 12867}, {"Frimodt-Moller et al. 1973", 33, 5069, 47, 5808},
		{"Stein & Aronson 1953", 180, 1541, 372, 1451}, {"Vandiviere et al. 1973", 8, 2545, 10, 629},
		{"TPT Madras 1980", 505, 88391, 499, 88391}, {"Coetzee & Berjak 1968", 29, 7499, 45, 7277},
		{"Rosenthal et al. 1961", 17, 1716, 65, 1665}, {"Comstock et al. 1974", 186, 50634, 141, 27338},
		{"Comstock & Webster 1969", 5, 2498, 3, 2341}, {"Comstock et al. 1976", 27, 16913, 29, 17854},
	}
	var estimates []evidence.Estimate
	var names []string
	for _, t := range trials {
		e, err := evidence.FromCounts(evidence.RiskRatio, evidence.Counts{Events: t.cases, N: t.n},
			evidence.Counts{Events: t.cases0, N: t.n0}, evidence.HalfIfZero)
		if err != nil {
			panic(err)
		}
		estimates, names = append(estimates, e), append(names, t.name)
	}
	return estimates, names
}

func ExamplePool() {
	estimates, names := vaccine()
	fit, err := evidence.Pool(estimates, evidence.PoolOptions{
		Method:     evidence.REML,
		Inference:  evidence.HartungKnapp,
		Prediction: evidence.PredictHartungKnapp,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	var trials []evidence.Labeled
	for i, e := range estimates {
		trials = append(trials, evidence.Labeled{Label: names[i], Estimate: e})
	}
	plot := figure.ForestOf(trials, &fit)
	plot.Title, plot.Left, plot.Right = "BCG vaccine and tuberculosis", "favors vaccine", "favors none"
	if err := plot.WriteText(os.Stdout, 92); err != nil {
		fmt.Println(err)
	}
	fmt.Printf("t %.2f, p %.4f; τ² %.4f [%.4f, %.4f]\n", fit.Statistic, fit.P, fit.Tau2, fit.Tau2Interval[0], fit.Tau2Interval[1])
	// Output:
	// BCG vaccine and tuberculosis
	// Study                                                            Weight        95 % interval
	// Aronson 1948                     ├───────■──────┼┤                5.1 %  0.41 (0.13 to 1.26)
	// Ferguson & Simes 1949         ├─────■──────┤    │                 6.4 %  0.20 (0.09 to 0.49)
	// Rosenthal et al. 1960        ├────────■────────┤│                 4.4 %  0.26 (0.07 to 0.92)
	// Hart & Sutherland 1977              ├■─┤        │                 9.7 %  0.24 (0.18 to 0.31)
	// Frimodt-Moller et al. 1973                 ├──■─┼┤                8.9 %  0.80 (0.52 to 1.25)
	// Stein & Aronson 1953                     ├■┤    │                10.1 %  0.46 (0.39 to 0.54)
	// Vandiviere et al. 1973        ├─────■──────┤    │                 6.0 %  0.20 (0.08 to 0.50)
	// TPT Madras 1980                                ├■┤               10.2 %  1.01 (0.89 to 1.14)
	// Coetzee & Berjak 1968                    ├──■───┤                 8.7 %  0.63 (0.39 to 1.00)
	// Rosenthal et al. 1961             ├───■───┤     │                 8.4 %  0.25 (0.15 to 0.43)
	// Comstock et al. 1974                        ├■─┤│                 9.9 %  0.71 (0.57 to 0.89)
	// Comstock & Webster 1969                  ├──────┼──■─────────┤    3.8 %  1.56 (0.37 to 6.53)
	// Comstock et al. 1976                        ├──■┼──┤              8.4 %  0.98 (0.58 to 1.66)
	// Pooled                                  ╞══◆═╡  │                        0.49 (0.33 to 0.73)
	// Prediction interval               ├╌╌╌╌╌╌╌╌╌╌╌╌╌┼╌╌╌┤                         (0.14 to 1.76)
	//                             ───┴───────┴────────┴──────┴───────
	//                               0.1     0.3       1      3
	//                                ← favors vaccine │ favors none →
	// Risk ratio (log scale)
	// reml, k = 13; τ² 0.3132, I² 92 %, Q 152.23 (p 2e-26)
	// t -3.95, p 0.0019; τ² 0.3132 [0.1197, 1.1115]
}

func ExampleFromCounts() {
	vaccinated, control := evidence.Counts{Events: 0, N: 22}, evidence.Counts{Events: 1, N: 21}
	_, err := evidence.FromCounts(evidence.OddsRatio, vaccinated, control, evidence.ZeroRuleNotSaid)
	fmt.Println(err)
	e, err := evidence.FromCounts(evidence.OddsRatio, vaccinated, control, evidence.HalfIfZero)
	fmt.Println(e, err)
	_, err = evidence.FromCounts(evidence.OddsRatio, vaccinated, evidence.Counts{Events: 0, N: 21}, evidence.HalfIfZero)
	fmt.Println(errors.Is(err, evidence.ErrNoEvents))
	// Output:
	// evidence: from counts: zero-cell: 0 of 22 against 1 of 21 has a zero cell; name a rule for it
	// log odds-ratio -1.1917 (SE 1.66129) <nil>
	// true
}

func ExampleEgger() {
	estimates, _ := vaccine()
	test, err := evidence.Egger(estimates)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("intercept %.2f (SE %.2f), t %.2f with %d df, p %.2f\n", test.Bias, test.SE, test.Statistic, test.DF, test.P)
	// Output:
	// intercept -2.11 (SE 1.51), t -1.40 with 11 df, p 0.19
}

func ExampleRegress() {
	estimates, _ := vaccine()
	latitude := []float64{44, 55, 42, 52, 13, 44, 19, 13, 27, 42, 18, 33, 33}
	r, err := evidence.Regress(estimates, latitude, evidence.PoolOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("log risk ratio %.3f %+.4f per degree (p %.5f); R² %.0f %%\n", r.Intercept.Estimate, r.Slope.Estimate, r.Slope.P, r.R2)
	for _, degrees := range []float64{10, 50} {
		at := r.At(degrees)
		fmt.Printf("at %v°: risk ratio %.2f\n", degrees, r.Measure.Plain(at.Estimate))
	}
	// Output:
	// log risk ratio 0.251 -0.0291 per degree (p 0.00005); R² 76 %
	// at 10°: risk ratio 0.96
	// at 50°: risk ratio 0.30
}

func ExampleWarnings() {
	a, _ := evidence.Given(evidence.SMD, 0.3, 0.04)
	b, _ := evidence.Given(evidence.SMD, 0.5, 0.09)
	fit, _ := evidence.Pool([]evidence.Estimate{a, b}, evidence.PoolOptions{Inference: evidence.HartungKnapp})
	for w := range fit.Warnings.All() {
		fmt.Println(w)
	}
	c, _ := evidence.Given(evidence.OddsRatio, 0.5, 0.09)
	_, err := evidence.Pool([]evidence.Estimate{a, c}, evidence.PoolOptions{})
	fmt.Println(err)
	// Output:
	// narrow-hartung-knapp
	// likelihood-at-boundary
	// evidence: pool: estimate 2: mixed-measures: odds-ratio after smd
}

func ExampleCheckGRIM() {
	r := evidence.CheckGRIM(5.19, 2, 28, 1)
	fmt.Println(r.Verdict)
	fmt.Println(r.Reason)
	// Output:
	// impossible
	// no sum of 28 whole numbers has the mean 5.19; nearest is 5.179
}
