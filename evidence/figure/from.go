package figure

import (
	"fmt"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence"
)

// ForestOf returns the forest plot of studies and what they were pooled to: fit
// is of their estimates, in their order. Ratios are drawn as ratios.
func ForestOf(studies []evidence.Labeled, fit *evidence.Fit) Forest {
	f := Forest{Measure: axisName(fit.Measure, fit.Unit), Scale: scaleOf(fit.Measure), Level: fit.Level,
		Foot: fmt.Sprintf("%s, k = %d; τ² %.4f, I² %.0f %%, Q %.2f (p %.3g)", fit.Method, fit.K, fit.Tau2, fit.I2, fit.Q, fit.QP)}
	for i, s := range studies {
		iv, err := s.Estimate.Interval(fit.Level)
		if err != nil {
			iv = evidence.Interval{s.Estimate.Y(), s.Estimate.Y()}
		}
		m := s.Estimate.Measure()
		row := Row{Label: s.Label, Estimate: m.Plain(s.Estimate.Y()), Lo: m.Plain(iv[0]), Hi: m.Plain(iv[1])}
		if i < len(fit.Weights) {
			row.Weight = fit.Weights[i]
		}
		f.Rows = append(f.Rows, row)
	}
	e := fit.Effect()
	pooled := Summary{Label: "Pooled", Estimate: e.Value, Lo: *e.Lo, Hi: *e.Hi}
	if p := fit.Prediction; p.Convention != evidence.PredictionNotSaid {
		pooled.Prediction = &evidence.Interval{fit.Measure.Plain(p.Interval[0]), fit.Measure.Plain(p.Interval[1])}
	}
	f.Summaries = []Summary{pooled}
	return f
}

// FunnelOf returns the funnel plot of studies around what they were pooled to.
func FunnelOf(studies []evidence.Labeled, pooled *evidence.Summary) Funnel {
	center := pooled.Measure.Plain(pooled.Estimate)
	f := Funnel{Measure: axisName(pooled.Measure, pooled.Unit), Scale: scaleOf(pooled.Measure), Summary: &center}
	for _, s := range studies {
		f.Points = append(f.Points, Point{Label: s.Label, Estimate: s.Estimate.Measure().Plain(s.Estimate.Y()), SE: s.Estimate.SE()})
	}
	return f
}

// PyramidOf returns the pyramid of the findings in items, each counted at its
// level. Findings of retracted studies are left out.
func PyramidOf(items []evidence.Item) Pyramid {
	var p Pyramid
	for _, it := range items {
		if it.Study.Status == evidence.Retracted {
			continue
		}
		counts := &p.Levels[it.Level()]
		switch it.Finding.Direction {
		case evidence.Up:
			counts.Up++
		case evidence.Down:
			counts.Down++
		case evidence.NoEffect:
			counts.None++
		}
	}
	return p
}

func scaleOf(m evidence.Measure) Scale {
	if m.IsRatio() {
		return Log
	}
	return Linear
}

func axisName(m evidence.Measure, unit string) string {
	name := strings.ReplaceAll(m.String(), "-", " ")
	if name != "" {
		name = strings.ToUpper(name[:1]) + name[1:] // the words of measures are ASCII
	}
	if unit == "" {
		return name
	}
	return name + ", " + unit
}
