package figure

import (
	"fmt"
	"math"

	"github.com/gutmuscle/gutmuscle/evidence"
)

// trial is one of the 13 trials of BCG vaccine against tuberculosis (Colditz et
// al. 1994): cases and others, vaccinated and not.
type trial struct {
	label                  string
	tpos, tneg, cpos, cneg float64
}

var bcgTrials = []trial{
	{"Aronson 1948", 4, 119, 11, 128},
	{"Ferguson & Simes 1949", 6, 300, 29, 274},
	{"Rosenthal 1960", 3, 228, 11, 209},
	{"Hart & Sutherland 1977", 62, 13536, 248, 12619},
	{"Frimodt-Moller 1973", 33, 5036, 47, 5761},
	{"Stein & Aronson 1953", 180, 1361, 372, 1079},
	{"Vandiviere 1973", 8, 2537, 10, 619},
	{"TPT Madras 1980", 505, 87886, 499, 87892},
	{"Coetzee & Berjak 1968", 29, 7470, 45, 7232},
	{"Rosenthal 1961", 17, 1699, 65, 1600},
	{"Comstock 1974", 186, 50448, 141, 27197},
	{"Comstock & Webster 1969", 5, 2493, 3, 2338},
	{"Comstock 1976", 27, 16886, 29, 17825},
}

// logRR returns the logarithm of the risk ratio and its standard error.
func (t trial) logRR() (y, se float64) {
	n1, n2 := t.tpos+t.tneg, t.cpos+t.cneg
	return math.Log(t.tpos / n1 / (t.cpos / n2)), math.Sqrt(1/t.tpos - 1/n1 + 1/t.cpos - 1/n2)
}

// The published fit by REML (metafor, converged).
const (
	bcgTau2     = 0.31324326
	bcgEstimate = -0.71453234
	bcgSE       = 0.17978152
)

func bcgForest() Forest {
	total := 0.0
	for _, t := range bcgTrials {
		_, se := t.logRR()
		total += 1 / (se*se + bcgTau2)
	}
	f := Forest{
		Title:   "BCG vaccine against tuberculosis",
		Measure: "Risk ratio", Scale: Log, Left: "favors vaccine", Right: "favors no vaccine",
		Foot: "Random effects by REML: τ² 0.313, I² 92.2 %, Q 152.2 (12 df).",
		Summaries: []Summary{{Label: "Random effects", Estimate: math.Exp(bcgEstimate),
			Lo: math.Exp(bcgEstimate - pseudo*bcgSE), Hi: math.Exp(bcgEstimate + pseudo*bcgSE),
			Prediction: &evidence.Interval{math.Exp(-2.008376), math.Exp(0.579311)}}},
	}
	for _, t := range bcgTrials {
		y, se := t.logRR()
		f.Rows = append(f.Rows, Row{Label: t.label, Estimate: math.Exp(y), Lo: math.Exp(y - pseudo*se), Hi: math.Exp(y + pseudo*se),
			Weight: 1 / (se*se + bcgTau2) / total, Note: fmt.Sprintf("%.0f of %.0f", t.tpos+t.cpos, t.tpos+t.tneg+t.cpos+t.cneg)})
	}
	return f
}

// groupedForest has groups, an interval that leaves the axis on each side, an
// estimate beyond it, and labels that need care.
func groupedForest() Forest {
	return Forest{
		Title:   "Invented data: a supplement and grip strength, in a title that is so long that it has to go on in a second line",
		Measure: "Standardized mean difference", Left: "favors placebo", Right: "favors supplement",
		Axis: &evidence.Interval{-1, 2},
		Rows: []Row{
			{Label: "First <2019> & \"others\"", Estimate: 0.24, Lo: 0, Hi: 0.47, Weight: 0.45, Group: "Older than 60 years", Note: "n = 54"},
			{Label: "Second 2021, with a label that is far too long for its column", Estimate: 0.9, Lo: -1.4, Hi: 3.2, Weight: 0.02,
				Group: "Older than 60 years", Note: "n = 8, high risk of bias"},
			{Label: "Third 2022", Estimate: -0.1, Lo: -0.4, Hi: 0.2, Weight: 0.33, Group: "Younger", Note: "n = 40"},
			{Label: "Fourth 2023", Estimate: 2.6, Lo: 2.2, Hi: 3, Weight: 0.2, Group: "Younger"},
		},
		Summaries: []Summary{
			{Label: "Older", Estimate: 0.25, Lo: 0.01, Hi: 0.49, Group: "Older than 60 years"},
			{Label: "Younger", Estimate: 0.7, Lo: -1.9, Hi: 2.5, Group: "Younger"},
			{Label: "All", Estimate: 0.3, Lo: -0.05, Hi: 0.65, Prediction: &evidence.Interval{-2, 2.6}},
		},
		Foot: "The second study is small. It leaves the axis on both sides.",
	}
}

func bcgFunnel() Funnel {
	summary := math.Exp(bcgEstimate)
	f := Funnel{Title: "BCG vaccine: small-study effects", Measure: "Risk ratio", Scale: Log, Summary: &summary,
		Foot: "Egger's test: intercept −2.11, p = 0.19."}
	for _, t := range bcgTrials {
		y, se := t.logRR()
		f.Points = append(f.Points, Point{Label: t.label, Estimate: math.Exp(y), SE: se})
	}
	return f
}

func samplePyramid() Pyramid {
	p := Pyramid{Title: "Invented data: butyrate and grip strength"}
	p.Levels[evidence.InVitro] = Counts{Up: 7, None: 1}
	p.Levels[evidence.Animal] = Counts{Up: 12, Down: 2, None: 3}
	p.Levels[evidence.ObservationalHuman] = Counts{Up: 3, Down: 1, None: 4}
	p.Levels[evidence.InterventionalHuman] = Counts{Up: 1, None: 2}
	p.Levels[evidence.NotAssessed] = Counts{Up: 1}
	return p
}
