package figure

import (
	"bytes"
	"errors"
	"io"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/evidence"
)

// either checks that a figure is drawn right or refused with a typed error.
func either(t testing.TB, err error, write func(io.Writer) error) bool {
	t.Helper()
	if err != nil {
		var typed *Error
		require.True(t, errors.As(err, &typed), "%v", err)
		require.NotEmpty(t, err.Error())
		require.Error(t, write(io.Discard))
		return false
	}
	for _, s := range texts(draw(t, write)) {
		require.NotRegexp(t, `^[−+]?(NaN|Inf)`, s)
	}
	return true
}

func FuzzForest(f *testing.F) {
	f.Add("a <b>", "note\x00", 0.24, 0.0, 0.47, 0.5, 1.0, -1.0, 3.0, false, 80)
	f.Add("", "&", 1e60, -1e60, 1e60, 1.0, 0.0, 0.0, 0.0, false, 40)
	f.Add("腸", "\u202e", 1e-60, 1e-60, 1e60, 0.0, 1.0, 0.5, 2.0, true, 200)
	f.Add("x", "y", 5e-324, 0.0, 5e-324, 0.1, 1e-300, -1e-300, 1e-300, false, 0)
	f.Add("x", "y", 1e15, 1e15, 1e15+1, 0.1, 1e15, 1e15, 1e15, false, -5)
	f.Add("x", "y", 0.1, 0.1, 0.1, 1e-300, 1.0, 1.0, 1.0, true, 60)
	f.Fuzz(func(t *testing.T, label, note string, x, lo, hi, weight, sum, sumLo, sumHi float64, log bool, columns int) {
		if len(label)+len(note) > 1000 {
			t.Skip("long texts are tested elsewhere")
		}
		for _, fixed := range []*evidence.Interval{nil, {0.5, 2}} {
			fig := Forest{
				Title: label, Measure: note, Foot: label, Left: note, Right: label, Axis: fixed,
				Rows: []Row{{Label: label, Estimate: x, Lo: lo, Hi: hi, Weight: weight, Note: note},
					{Estimate: 1, Lo: 0.5, Hi: 2, Group: note}},
				Summaries: []Summary{{Label: note, Estimate: sum, Lo: sumLo, Hi: sumHi, Prediction: &evidence.Interval{sumLo, sumHi}}},
			}
			if log {
				fig.Scale = Log
			}
			if !either(t, fig.Validate(), fig.WriteSVG) {
				continue
			}
			limit := usable(columns % 300)
			for _, l := range plainLines(t, func(b *bytes.Buffer) error { return fig.WriteText(b, columns%300) }) {
				require.LessOrEqual(t, columnsOf(l), limit, "%q", l)
			}
			for _, l := range plainLines(t, func(b *bytes.Buffer) error { return fig.WriteASCII(b, columns%300) }) {
				require.LessOrEqual(t, len(l), limit, "%q", l)
			}
		}
	})
}

func FuzzFunnel(f *testing.F) {
	f.Add("a <b>", 0.24, 0.1, 0.3, 0.5, 0.2, false)
	f.Add("", 1e60, 1e60, -1e60, 1e-60, 1e60, false)
	f.Add("x", 1e-60, 1e-60, 1e60, 100.0, 1.0, true)
	f.Add("x", math.MaxFloat64, 1.0, 1.0, 1.0, 1.0, true)
	f.Fuzz(func(t *testing.T, label string, x, se, y, se2, summary float64, log bool) {
		if len(label) > 1000 {
			t.Skip("long texts are tested elsewhere")
		}
		for _, s := range []*float64{nil, &summary} {
			fig := Funnel{Title: label, Measure: label, Foot: label, Points: []Point{{label, x, se}, {"", y, se2}}, Summary: s}
			if log {
				fig.Scale = Log
			}
			either(t, fig.Validate(), fig.WriteSVG)
		}
	})
}

func FuzzPyramid(f *testing.F) {
	f.Add("a <b>", uint8(1), 1, 2, 3, 80)
	f.Add("", uint8(0), maxCount, maxCount, 0, 40)
	f.Add("\x1b", uint8(5), -1, 0, 1, 0)
	f.Fuzz(func(t *testing.T, label string, level uint8, up, down, none, columns int) {
		if len(label) > 1000 {
			t.Skip("long texts are tested elsewhere")
		}
		fig := Pyramid{Title: label, Foot: label}
		fig.Levels[int(level)%len(fig.Levels)] = Counts{up, down, none}
		if !either(t, fig.Validate(), fig.WriteSVG) {
			return
		}
		for _, l := range plainLines(t, func(b *bytes.Buffer) error { return fig.WriteText(b, columns%300) }) {
			require.LessOrEqual(t, columnsOf(l), usable(columns%300), "%q", l)
		}
	})
}
