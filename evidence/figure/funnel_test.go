package figure

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestFunnelPositions checks the picture against computation by hand.
func TestFunnelPositions(t *testing.T) {
	summary := 1.0
	f := Funnel{Summary: &summary, Points: []Point{{Estimate: 1, SE: 1}, {Estimate: 1.5, SE: 0.25}, {Estimate: -0.5, SE: 0.5}}}
	all := draw(t, f.WriteSVG)

	// The axis holds 1 ± 1.96·1.08 with a margin of 4 %, over 92 to 600; the
	// standard errors run from 0 to 1.08 over 360.
	half := 1.959963984540054 * 1.08
	x := func(value float64) string { return num(92 + 508*(value-(1-half*1.08))/(2*half*1.08)) }
	triangle := having(all, "polygon", "fill", "#ffffff")[0]
	box := having(all, "rect", "fill", "#ebebeb")[0]
	top := box.num(t, "y")
	y := func(se float64) string { return num(top + 360*se/1.08) }
	require.Equal(t, x(1)+","+y(0)+" "+x(1+half)+","+y(1.08)+" "+x(1-half)+","+y(1.08), triangle.attrs["points"])
	var circles []string
	for _, e := range all {
		if e.name == "circle" {
			circles = append(circles, e.attrs["cx"]+" "+e.attrs["cy"])
		}
	}
	require.Equal(t, []string{x(1) + " " + y(1), x(1.5) + " " + y(0.25), x(-0.5) + " " + y(0.5)}, circles,
		"the most precise is on top")
	require.Len(t, having(all, "line", "stroke-dasharray", "4 3"), 2)
	require.Contains(t, alternative(all), "Summary 1.00; 1 below it, 1 above it; 1 within the pseudo 95 % limits.")
}

func TestFunnelOnLogScale(t *testing.T) {
	summary := 2.0
	f := Funnel{Scale: Log, Summary: &summary, Points: []Point{{Label: "a", Estimate: 2 * math.E, SE: 1}, {Label: "b", Estimate: 2 / math.E, SE: 0.5}}}
	all := draw(t, f.WriteSVG)
	var xs []float64
	for _, e := range all {
		if e.name == "circle" {
			xs = append(xs, e.num(t, "cx"))
		}
	}
	apex := having(all, "line", "stroke-dasharray", "4 3")[0].num(t, "x1")
	require.InDelta(t, xs[0]-apex, apex-xs[1], 0.011, "a factor up is as far as the same factor down")
	require.Contains(t, alternative(all), "1 within the pseudo 95 % limits. Each estimate with its standard error: a 5.44 (SE 1.00); b 0.74 (SE 0.50).")
}

func TestFunnelWithoutSummary(t *testing.T) {
	all := draw(t, Funnel{Points: []Point{{SE: 1}}}.WriteSVG)
	require.Empty(t, having(all, "line", "stroke-dasharray", "4 3"))
	require.NotContains(t, alternative(all), "Summary")
}
