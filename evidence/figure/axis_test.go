package figure

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

func TestAxisPlaces(t *testing.T) {
	linear := axis{scale: Linear, lo: -1, hi: 3}.place(100, 500)
	log := axis{scale: Log, lo: math.Log(0.1), hi: math.Log(10)}.place(0, 200)
	for _, tt := range []struct {
		name      string
		a         axis
		x         float64
		at, clamp float64
		holds     bool
	}{
		{"lower end", linear, -1, 100, 100, true},
		{"zero", linear, 0, 200, 200, true},
		{"inside", linear, 1.5, 350, 350, true},
		{"upper end", linear, 3, 500, 500, true},
		{"below", linear, -2, 0, 100, false},
		{"above", linear, 5, 700, 500, false},
		{"log: no effect", log, 1, 100, 100, true},
		{"log: a tenth", log, 0.1, 0, 0, true},
		{"log: √10", log, math.Sqrt(10), 150, 150, true},
		{"log: below", log, 0.01, -100, 0, false},
		{"log: above", log, 1000, 400, 200, false},
	} {
		require.InDelta(t, tt.at, tt.a.at(tt.x), 1e-9, tt.name)
		require.InDelta(t, tt.clamp, tt.a.clamp(tt.x), 1e-9, tt.name)
		require.Equal(t, tt.holds, tt.a.holds(tt.x), tt.name)
	}
}

func TestTicks(t *testing.T) {
	for _, tt := range []struct {
		name   string
		scale  Scale
		lo, hi float64
		want   string
	}{
		{"ones", Linear, -1, 3, "−1 0 1 2 3"},
		{"halves", Linear, -0.9, 1.3, "−0.5 0.0 0.5 1.0"},
		{"fifths", Linear, -0.05, 1.02, "0.0 0.2 0.4 0.6 0.8 1.0"},
		{"small", Linear, 0.0001, 0.00052, "0.0001 0.0002 0.0003 0.0004 0.0005"},
		{"far from zero", Linear, 1000.1, 1000.6, "1000.1 1000.2 1000.3 1000.4 1000.5 1000.6"},
		{"large", Linear, 0, 3e9, "0 5e+08 1.0e+09 1.5e+09 2.0e+09 2.5e+09 3.0e+09"},
		{"large and close together", Linear, 1e20, 1e20 + 6e7, "1.0000000000000e+20 1.0000000000001e+20 1.0000000000002e+20 1.0000000000003e+20 " +
			"1.0000000000004e+20 1.0000000000005e+20 1.0000000000006e+20"},
		{"tiny", Linear, -2e-9, 1e-9, "−2.0e−09 −1.5e−09 −1.0e−09 −5e−10 0 5e−10 1.0e−09"},
		{"ratios", Log, 0.1, 10, "0.1 0.2 0.5 1 2 5 10"},
		{"ratios over three powers", Log, 0.01, 10, "0.01 0.03 0.1 0.3 1 3 10"},
		{"ratios over many powers", Log, 1e-12, 1e12, "1e−12 1e−08 0.0001 1 10000 1e+08 1e+12"},
		{"ratios close together", Log, 0.9, 1.2, "0.90 0.95 1.00 1.05 1.10 1.15 1.20"},
	} {
		a := axis{scale: tt.scale, lo: tt.scale.transform(tt.lo) - 1e-12, hi: tt.scale.transform(tt.hi) + 1e-12}
		var labels []string
		for _, m := range a.ticks(7) {
			labels = append(labels, m.label)
		}
		if diff := cmp.Diff(tt.want, strings.Join(labels, " ")); diff != "" {
			t.Errorf("%s (-want +got)\n%s", tt.name, diff)
		}
	}
}

func TestAxisOfForest(t *testing.T) {
	row := func(x, lo, hi float64) Row { return Row{Estimate: x, Lo: lo, Hi: hi} }
	for _, tt := range []struct {
		name   string
		f      Forest
		lo, hi float64 // before the margin of 4 %, transformed
	}{
		{"holds no effect", Forest{Rows: []Row{row(3, 2, 4)}}, 0, 4},
		{"holds intervals on both sides", Forest{Rows: []Row{row(1, -2, 2), row(2, 0, 4)}}, -2, 4},
		{"does not follow the widest", Forest{Rows: []Row{row(1, 0.5, 1.5), row(1, 0.5, 1.5), row(1, -50, 99)}}, -1, 2},
		{"follows a summary", Forest{Rows: []Row{row(1, 0.5, 1.5)}, Summaries: []Summary{{Estimate: 1, Lo: -9, Hi: 11}}}, -9, 11},
		{"logarithms of ratios", Forest{Scale: Log, Rows: []Row{row(2, 1, 4)}}, 0, math.Log(4)},
		{"only zeros", Forest{Rows: []Row{row(0, 0, 0)}}, -0.5, 0.5},
	} {
		a := tt.f.axis()
		pad := 0.04 * (tt.hi - tt.lo)
		require.InDelta(t, tt.lo-pad, a.lo, 1e-12, tt.name)
		require.InDelta(t, tt.hi+pad, a.hi, 1e-12, tt.name)
	}
}

// TestClip clips a diamond from 0 to 8 around 4.
func TestClip(t *testing.T) {
	diamond := []point{{0, 10}, {4, 6}, {8, 10}, {4, 14}}
	for _, tt := range []struct {
		lo, hi float64
		want   []point
	}{
		{-1, 9, diamond},
		{2, 9, []point{{2, 8}, {4, 6}, {8, 10}, {4, 14}, {2, 12}}},
		{-1, 4, []point{{0, 10}, {4, 6}, {4, 14}}},
		{8.5, 9, nil},
	} {
		if diff := cmp.Diff(tt.want, clip(diamond, tt.lo, tt.hi), cmp.AllowUnexported(point{})); diff != "" {
			t.Errorf("%v to %v (-want +got)\n%s", tt.lo, tt.hi, diff)
		}
	}
}

func TestScaleText(t *testing.T) {
	b, err := json.Marshal([]Scale{Linear, Log})
	require.NoError(t, err)
	require.Equal(t, `["linear","log"]`, string(b))
	var scales []Scale
	require.NoError(t, json.Unmarshal(b, &scales))
	require.Equal(t, []Scale{Linear, Log}, scales)
	require.Error(t, json.Unmarshal([]byte(`["cubic"]`), &scales))
	require.Equal(t, "Scale(7)", Scale(7).String())
}
