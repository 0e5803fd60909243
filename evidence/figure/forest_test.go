package figure

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/evidence"
)

// small has an axis of 320 units for −1 to 3, that is 80 for 1.
func small() Forest {
	return Forest{
		Axis: &evidence.Interval{-1, 3},
		Rows: []Row{
			{Label: "A", Estimate: 1, Lo: 0, Hi: 2, Weight: 0.64},
			{Label: "B", Estimate: 0.5, Lo: -2, Hi: 3, Weight: 0.16},
			{Label: "C", Estimate: 5, Lo: 4, Hi: 6, Weight: 0.2},
		},
		Summaries: []Summary{{Label: "All", Estimate: 1, Lo: 0.5, Hi: 1.5, Prediction: &evidence.Interval{-0.5, 2.5}}},
	}
}

// TestForestPositions checks the picture against computation by hand.
func TestForestPositions(t *testing.T) {
	f := small()
	all := draw(t, f.WriteSVG)
	lay := f.layout(f.lines())
	x := func(value float64) string { return num(lay.from + 80*(value+1)) }

	squares := having(all, "rect", "stroke", "#1f5c8b")
	require.Len(t, squares, 2, "the estimate of C is beyond the axis")
	for i, want := range []struct{ value, side float64 }{{1, 15}, {0.5, 7.5}} { // a quarter of the weight is half the side
		require.Equal(t, want.side, squares[i].num(t, "width"))
		require.Equal(t, want.side, squares[i].num(t, "height"))
		require.Equal(t, x(want.value), num(squares[i].num(t, "x")+want.side/2))
	}
	var whiskers, arrows, polygons []string
	for _, e := range all {
		switch {
		case e.name == "line" && e.attrs["y1"] == e.attrs["y2"] && e.attrs["stroke-width"] == "1.5":
			whiskers = append(whiskers, e.attrs["x1"]+" "+e.attrs["x2"])
		case e.name == "polygon" && len(strings.Fields(e.attrs["points"])) == 3:
			tip, _, _ := strings.Cut(e.attrs["points"], ",")
			arrows = append(arrows, tip)
		case e.name == "polygon":
			polygons = append(polygons, e.attrs["points"])
		}
	}
	require.Equal(t, []string{x(0) + " " + x(2), x(-1) + " " + x(3), x(3) + " " + x(3)}, whiskers)
	require.Equal(t, []string{x(-1), x(3)}, arrows, "B leaves to the left, C to the right")
	y := having(all, "text", "font-weight", "bold")
	base := y[len(y)-2].num(t, "y") - 4.5 // the numbers of the summary
	diamond := fmt.Sprintf("%s,%s %s,%s %s,%s %s,%s", x(0.5), num(base), x(1), num(base-8), x(1.5), num(base), x(1), num(base+8))
	require.Equal(t, []string{diamond}, polygons)

	prediction := having(all, "line", "stroke-dasharray", "5 3")
	require.Len(t, prediction, 1)
	require.Equal(t, x(-0.5)+" "+x(2.5), prediction[0].attrs["x1"]+" "+prediction[0].attrs["x2"])
	guide := having(all, "line", "stroke-dasharray", "4 3")
	require.Len(t, guide, 1)
	require.Equal(t, x(1), guide[0].attrs["x1"])
	require.Contains(t, texts(all), "1.00 (0.00 to 2.00)")
	require.Contains(t, texts(all), "64.0 %")
	require.Contains(t, texts(all), "(−0.50 to 2.50)")
}

func TestForestLogPositions(t *testing.T) {
	f := Forest{Scale: Log, Axis: &evidence.Interval{0.1, 10}, Rows: []Row{{Estimate: 1, Lo: math.Sqrt(0.1), Hi: 100}}}
	all := draw(t, f.WriteSVG)
	from := f.layout(f.lines()).from
	square := having(all, "rect", "stroke", "#1f5c8b")[0]
	require.Equal(t, num(from+160), num(square.num(t, "x")+square.num(t, "width")/2))
	require.Len(t, having(all, "line", "x1", num(from+80)), 2, "the interval and its lower bar")
}

func TestForestWithoutWeightsHasEqualSquares(t *testing.T) {
	f := small()
	for i := range f.Rows {
		f.Rows[i].Weight = 0
	}
	all := draw(t, f.WriteSVG)
	for _, s := range having(all, "rect", "stroke", "#1f5c8b") {
		require.Equal(t, "9.00", s.attrs["width"])
	}
	require.NotContains(t, texts(all), "Weight")
}

func TestForestGroups(t *testing.T) {
	f := Forest{
		Rows:      []Row{{Label: "1", Group: "g"}, {Label: "2", Group: "h"}, {Label: "3"}, {Label: "4", Group: "g"}},
		Summaries: []Summary{{Label: "all"}, {Group: "g"}, {Label: "of h", Group: "h"}},
	}
	var got []string
	for _, l := range f.lines() {
		got = append(got, l.label)
	}
	want := []string{"3", "g", "1", "4", "Summary", "h", "2", "of h", "all"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestForestAlternativeSaysTheData(t *testing.T) {
	f := groupedForest()
	got := alternative(draw(t, f.WriteSVG))
	for _, want := range []string{
		"Forest plot of 4 estimates. Standardized mean difference, axis from −1 to 2. Values below 0: favors placebo.",
		`group Older than 60 years: First <2019> & "others" 0.24 (0.00 to 0.47), weight 45.0 %, n = 54;`,
		"with a label that is far too long for its column 0.90 (−1.40 to 3.20)",
		"summary All 0.30 (−0.05 to 0.65); prediction interval (−2.00 to 2.60). The second study is small.",
	} {
		require.Contains(t, got, want)
	}
}

// plainLines are the lines of a text figure.
func plainLines(t testing.TB, write func(*bytes.Buffer) error) []string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, write(&b))
	return strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
}

// TestForestText checks the drawings of lines against hand computation: with
// 41 columns for −1 to 3 a column is a tenth.
func TestForestText(t *testing.T) {
	f := small()
	p := forestPage{page: page{glyphs: asciiGlyphs}, plot: 41, axis: f.axis().place(0, 40)}
	want := []string{
		"          (---------#---------)          ",
		"<---------+----#------------------------)",
		"          |                             >",
		"          |    [====*====]               ",
		"     (....+........................)     ",
	}
	var got []string
	for _, l := range f.lines() {
		got = append(got, p.drawing(&l))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// TestForestTextKeepsToItsColumns writes in every width: no line may be
// longer, and the numbers are always there.
func TestForestTextKeepsToItsColumns(t *testing.T) {
	for name, f := range map[string]Forest{"bcg": bcgForest(), "groups": groupedForest(), "small": small()} {
		for columns := -1; columns < 200; columns++ {
			limit := max(columns, 40)
			if columns == 0 {
				limit = 80
			}
			for _, write := range []func(*bytes.Buffer) error{
				func(b *bytes.Buffer) error { return f.WriteText(b, columns) },
				func(b *bytes.Buffer) error { return f.WriteASCII(b, columns) },
			} {
				lines := plainLines(t, write)
				for _, l := range lines {
					require.LessOrEqual(t, columnsOf(l), limit, "%s in %d: %q", name, columns, l)
				}
				require.Contains(t, strings.Join(lines, "\n"), ascii(f.lines()[1].numbers[:4]), "%s in %d", name, columns)
			}
		}
	}
}

func TestForestASCIIIsASCII(t *testing.T) {
	f := groupedForest()
	f.Rows[0].Label, f.Rows[1].Note, f.Left = "腸内細菌 → Müller", "≥ 60 y", "e\u0301té"
	text := strings.Join(plainLines(t, func(b *bytes.Buffer) error { return f.WriteASCII(b, 100) }), "\n")
	for _, r := range text {
		require.Less(t, r, rune(128), "%q", r)
	}
	require.Contains(t, text, "???? -> Mueller")
}

func TestForestLevelAndDecimals(t *testing.T) {
	f := Forest{Level: 0.9, Decimals: 3, Rows: []Row{{Estimate: 0.1234, Lo: -0.1, Hi: 1}}}
	all := draw(t, f.WriteSVG)
	require.Contains(t, texts(all), "Estimate (90 % interval)")
	require.Contains(t, texts(all), "0.123 (−0.100 to 1.000)")
	require.Contains(t, alternative(all), "Each estimate with its 90 % interval: no name 0.123")
}
