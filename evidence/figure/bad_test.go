package figure

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/evidence"
)

// TestBadInput checks that what cannot be drawn is a typed error that names
// its place, and that nothing is written.
func TestBadInput(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	row := func(change func(*Row)) Forest {
		f := small()
		change(&f.Rows[1])
		return f
	}
	forest := func(change func(*Forest)) Forest {
		f := bcgForest()
		change(&f)
		return f
	}
	point := func(p Point) Funnel {
		f := bcgFunnel()
		f.Points[2] = p
		return f
	}
	parts := func(shares ...float64) Shares {
		var s Shares
		for _, x := range shares {
			s.Parts = append(s.Parts, Part{Share: x})
		}
		return s
	}
	ranged := func(lo, hi float64, ref *Reference) Ranges {
		return Ranges{Rows: []RangeRow{{}, {Share: evidence.Interval{lo, hi}, Reference: ref}}}
	}
	negative, huge := samplePyramid(), samplePyramid()
	negative.Levels[evidence.Animal].Down = -1
	huge.Levels[evidence.Synthesis].Up = math.MaxInt32

	type figure interface{ WriteSVG(io.Writer) error }
	for _, tt := range []struct {
		name  string
		f     figure
		kind  error
		place string // part, number and field
	}{
		{"no rows", Forest{}, ErrEmpty, " 0 Rows"},
		{"NaN estimate", row(func(r *Row) { r.Estimate = nan }), ErrNotFinite, "row 2 Estimate"},
		{"infinite bound", row(func(r *Row) { r.Hi = inf }), ErrNotFinite, "row 2 Hi"},
		{"bounds swapped", row(func(r *Row) { r.Lo, r.Hi = r.Hi, r.Lo }), ErrInterval, "row 2 Lo, Hi"},
		{"estimate outside", row(func(r *Row) { r.Estimate = 4 }), ErrInterval, "row 2 Lo, Hi"},
		{"huge bound", row(func(r *Row) { r.Lo = -1e61 }), ErrRange, "row 2 Lo"},
		{"negative weight", row(func(r *Row) { r.Weight = -0.1 }), ErrRange, "row 2 Weight"},
		{"weight in percent", row(func(r *Row) { r.Weight = 16 }), ErrRange, "row 2 Weight"},
		{"infinite weight", row(func(r *Row) { r.Weight = inf }), ErrNotFinite, "row 2 Weight"},
		{"zero ratio", forest(func(f *Forest) { f.Rows[0].Lo = 0 }), ErrRange, "row 1 Lo"},
		{"tiny ratio", forest(func(f *Forest) { f.Rows[0].Lo = 1e-300 }), ErrRange, "row 1 Lo"},
		{"summary", forest(func(f *Forest) { f.Summaries[0].Hi = 0.1 }), ErrInterval, "summary 1 Lo, Hi"},
		{"summary of no group", forest(func(f *Forest) { f.Summaries[0].Group = "x" }), ErrGroup, "summary 1 Group"},
		{"prediction", forest(func(f *Forest) { f.Summaries[0].Prediction[0] = 99 }), ErrInterval, "summary 1 Prediction"},
		{"axis without length", forest(func(f *Forest) { f.Axis = &evidence.Interval{1, 1} }), ErrRange, " 0 Axis"},
		{"axis turned around", forest(func(f *Forest) { f.Axis = &evidence.Interval{2, 1} }), ErrInterval, " 0 Axis"},
		{"axis from zero", forest(func(f *Forest) { f.Axis = &evidence.Interval{0, 1} }), ErrRange, " 0 Axis"},
		{"scale", forest(func(f *Forest) { f.Scale = 9 }), ErrRange, " 0 Scale"},
		{"level", forest(func(f *Forest) { f.Level = 95 }), ErrRange, " 0 Level"},
		{"NaN level", forest(func(f *Forest) { f.Level = nan }), ErrNotFinite, " 0 Level"},
		{"decimals", forest(func(f *Forest) { f.Decimals = 10 }), ErrRange, " 0 Decimals"},
		{"no bars", Bars{}, ErrEmpty, " 0 Rows"},
		{"negative bar", Bars{Rows: []Bar{{}, {Have: -1, Of: 2}}}, ErrRange, "row 2 Have"},
		{"more than all", Bars{Rows: []Bar{{Have: 3, Of: 2}}}, ErrRange, "row 1 Have"},
		{"huge bar", Bars{Rows: []Bar{{Of: math.MaxInt32}}}, ErrRange, "row 1 Of"},
		{"no parts", Shares{}, ErrEmpty, " 0 Parts"},
		{"NaN part", parts(0.1, nan), ErrNotFinite, "part 2 Share"},
		{"infinite part", parts(inf), ErrNotFinite, "part 1 Share"},
		{"negative part", parts(0.1, -1e-9), ErrRange, "part 2 Share"},
		{"part in percent", parts(0.1, 12.3), ErrRange, "part 2 Share"},
		{"parts of more than the whole", parts(0.5, 0.52), ErrRange, " 0 Parts"},
		{"decimals of parts", Shares{Decimals: -1, Parts: parts(1).Parts}, ErrRange, " 0 Decimals"},
		{"no shares", Ranges{}, ErrEmpty, " 0 Rows"},
		{"NaN share", ranged(0, nan, nil), ErrNotFinite, "row 2 Share"},
		{"share in percent", ranged(0, 12.3, nil), ErrRange, "row 2 Share"},
		{"negative share", ranged(-0.1, 0, nil), ErrRange, "row 2 Share"},
		{"share turned around", ranged(0.2, 0.1, nil), ErrInterval, "row 2 Share"},
		{"no group", ranged(0, 0, &Reference{}), ErrNoGroup, "row 2 Reference.Group"},
		{"no name of a group", ranged(0, 0, &Reference{Group: " -\u200d\n"}), ErrNoGroup, "row 2 Reference.Group"},
		{"NaN percentile", ranged(0, 0, &Reference{"g", 0, nan, 1}), ErrNotFinite, "row 2 Reference.Median"},
		{"negative percentile", ranged(0, 0, &Reference{"g", -1, 0, 1}), ErrRange, "row 2 Reference.Low"},
		{"percentile in percent", ranged(0, 0, &Reference{"g", 0, 0, 3}), ErrRange, "row 2 Reference.High"},
		{"percentiles turned around", ranged(0, 0, &Reference{"g", 0.2, 0.1, 0.3}), ErrInterval, "row 2 Reference.Low, Median, High"},
		{"no points", Funnel{}, ErrEmpty, " 0 Points"},
		{"negative SE", point(Point{Estimate: 1, SE: -1}), ErrRange, "point 3 SE"},
		{"zero SE", point(Point{Estimate: 1}), ErrRange, "point 3 SE"},
		{"huge SE", point(Point{Estimate: 1, SE: 101}), ErrRange, "point 3 SE"},
		{"NaN SE", point(Point{Estimate: 1, SE: nan}), ErrNotFinite, "point 3 SE"},
		{"negative ratio", point(Point{Estimate: -1, SE: 1}), ErrRange, "point 3 Estimate"},
		{"infinite summary", Funnel{Summary: &inf, Points: []Point{{SE: 1}}}, ErrNotFinite, " 0 Summary"},
		{"negative count", negative, ErrRange, "level animal 0 Down"},
		{"huge count", huge, ErrRange, "level synthesis 0 Up"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			writers := []func(io.Writer) error{tt.f.WriteSVG}
			if f, ok := tt.f.(interface {
				WriteText(io.Writer, int) error
				WriteASCII(io.Writer, int) error
			}); ok {
				writers = append(writers, func(w io.Writer) error { return f.WriteText(w, 80) },
					func(w io.Writer) error { return f.WriteASCII(w, 80) })
			}
			for _, write := range writers {
				var b bytes.Buffer
				err := write(&b)
				require.ErrorIs(t, err, tt.kind)
				var first *Error
				require.True(t, errors.As(err, &first))
				require.Equal(t, tt.place, fmt.Sprintf("%s %d %s", first.Part, first.Nth, first.Field))
				require.Zero(t, b.Len())
			}
		})
	}
}

func TestErrorText(t *testing.T) {
	for err, want := range map[*Error]string{
		{Field: "Rows", Err: ErrEmpty}:                                        "figure: Rows: nothing to draw",
		{Part: "row", Nth: 3, Field: "Lo", Err: ErrNotFinite, Detail: "+Inf"}: "figure: row 3: Lo: not a finite number: +Inf",
		{Part: "level animal", Field: "Up", Err: ErrRange, Detail: "-1"}:      "figure: level animal: Up: outside its range: -1",
	} {
		require.EqualError(t, err, want)
	}
}

// hostile are texts that try to become markup, or to control what shows them.
var hostile = []string{
	`</text><script>alert(1)</script>`, `"/><image href="http://x/"/>`, `]]>&lt;&#0;<!--`, "\x00\x1b[2J\r\nnew line",
	"\u202eturned\u2066", "\xff\xfe", strings.Repeat("long ", 500), strings.Repeat("W", 5000), "腸内細菌叢と筋力", "", "</svg>",
}

func TestHostileLabels(t *testing.T) {
	for _, s := range hostile {
		f := groupedForest()
		f.Title, f.Measure, f.Foot, f.Left, f.Right = s, s, s, s, s
		f.Rows[0].Label, f.Rows[1].Note, f.Rows[2].Group, f.Rows[3].Group = s, s, s, s
		f.Summaries[1].Label, f.Summaries[1].Group, f.Summaries[2].Note = s, s, s
		all := draw(t, f.WriteSVG)
		require.Contains(t, alternative(all), clean(s))
		for _, columns := range []int{40, 80, 120} {
			for _, l := range plainLines(t, func(b *bytes.Buffer) error { return f.WriteText(b, columns) }) {
				require.LessOrEqual(t, columnsOf(l), columns)
				require.NotContains(t, l, "\x1b")
				require.NotContains(t, l, "\u202e")
			}
		}
		fun := bcgFunnel()
		fun.Title, fun.Measure, fun.Foot, fun.Points[0].Label = s, s, s, s
		require.Contains(t, alternative(draw(t, fun.WriteSVG)), clean(s))
		p := samplePyramid()
		p.Title, p.Foot = s, s
		draw(t, p.WriteSVG)
		for _, l := range plainLines(t, func(b *bytes.Buffer) error { return p.WriteText(b, 60) }) {
			require.LessOrEqual(t, columnsOf(l), 60)
		}
		shares := sampleShares()
		shares.Title, shares.Measure, shares.Foot, shares.Rest, shares.Parts[0].Label, shares.Parts[1].Note = s, s, s, s, s, s
		require.Contains(t, alternative(draw(t, shares.WriteSVG)), clean(s))
		ranges := sampleRanges()
		ranges.Title, ranges.Measure, ranges.Foot, ranges.Rows[0].Label, ranges.Rows[1].Note = s, s, s, s, s
		ranges.Rows[2].Reference.Group = "g" + s
		require.Contains(t, alternative(draw(t, ranges.WriteSVG)), clean(s))
		for _, columns := range []int{40, 60, 80, 120} {
			for _, write := range []func(io.Writer, int) error{shares.WriteText, shares.WriteASCII, ranges.WriteText, ranges.WriteASCII} {
				for _, l := range plainLines(t, func(b *bytes.Buffer) error { return write(b, columns) }) {
					require.LessOrEqual(t, columnsOf(l), columns, "%q", l)
					require.NotContains(t, l, "\x1b")
					require.NotContains(t, l, "\u202e")
				}
			}
		}
	}
}

func TestTenThousandRows(t *testing.T) {
	const n = 10_000
	var f Forest
	var fun Funnel
	for i := range n {
		x := math.Sin(float64(i))
		f.Rows = append(f.Rows, Row{Label: fmt.Sprint("study ", i), Estimate: x, Lo: x - 1, Hi: x + 1, Weight: 1.0 / n})
		fun.Points = append(fun.Points, Point{Estimate: x, SE: 1 + float64(i)/n})
	}
	all := draw(t, f.WriteSVG)
	require.Len(t, having(all, "rect", "stroke", "#1f5c8b"), n)
	require.Contains(t, alternative(all), "study 199 ")
	require.NotContains(t, alternative(all), "study 200 ")
	require.Contains(t, alternative(all), "and 9800 estimates more.")
	require.Len(t, plainLines(t, func(b *bytes.Buffer) error { return f.WriteText(b, 100) }), n+5)
	var b bytes.Buffer
	require.NoError(t, fun.WriteSVG(&b))
	require.Equal(t, n, bytes.Count(b.Bytes(), []byte("<circle ")))

	var shares Shares
	var ranges Ranges
	for i := range n {
		x := 0.9 / n
		shares.Parts = append(shares.Parts, Part{Label: fmt.Sprint("part ", i), Share: x})
		ranges.Rows = append(ranges.Rows, RangeRow{Label: fmt.Sprint("row ", i), Share: evidence.Interval{x, x},
			Reference: &Reference{"group " + strconv.Itoa(i%3), 0, x, 1}})
	}
	desc := alternative(draw(t, shares.WriteSVG))
	require.Contains(t, desc, "part 199:")
	require.NotContains(t, desc, "part 200:")
	require.Contains(t, desc, "and 9800 parts more; remainder, not assigned: 10.0 %.")
	all = draw(t, ranges.WriteSVG)
	require.Len(t, having(all, "circle", "fill", "#1f5c8b"), n)
	require.Contains(t, alternative(all), "; and 9800 shares more. A range describes")
	require.NotContains(t, alternative(all), "group 1:", "no heading over nothing")
	require.Len(t, plainLines(t, func(b *bytes.Buffer) error { return shares.WriteText(b, 100) }), n+5)
}

// TestNumbersOfAllSizes draws valid numbers from the whole range, which random
// bits of a fuzzer seldom are.
func TestNumbersOfAllSizes(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 3))
	sized := func(log bool) float64 {
		x := math.Pow(10, float64(r.IntN(119)-59)) * (0.1 + r.Float64())
		switch {
		case log:
			return x
		case r.IntN(8) == 0:
			return 0
		case r.IntN(2) == 0:
			return -x
		}
		return x
	}
	near := func(x float64) float64 { return x + float64(x*math.Pow(10, float64(-r.IntN(17)))) }
	for range 400 {
		scale := Scale(r.IntN(2))
		three := func() (x, lo, hi float64) {
			xs := []float64{sized(scale == Log), sized(scale == Log), sized(scale == Log)}
			if r.IntN(2) == 0 {
				xs[1], xs[2] = near(xs[0]), near(xs[0])
			}
			slices.Sort(xs)
			return xs[1], xs[0], xs[2]
		}
		f := Forest{Scale: scale, Left: "left", Right: "right"}
		fun := Funnel{Scale: scale}
		for range 1 + r.IntN(3) {
			x, lo, hi := three()
			f.Rows = append(f.Rows, Row{Label: "row", Estimate: x, Lo: lo, Hi: hi, Weight: r.Float64()})
			fun.Points = append(fun.Points, Point{Estimate: x, SE: math.Pow(10, float64(r.IntN(62)-60))})
			fun.Summary = &x
		}
		if x, lo, hi := three(); r.IntN(2) == 0 {
			f.Summaries = []Summary{{Estimate: x, Lo: lo, Hi: hi, Prediction: &evidence.Interval{lo, hi}}}
		}
		if _, lo, hi := three(); r.IntN(3) == 0 {
			f.Axis = &evidence.Interval{lo, hi}
			if errors.Is(f.Validate(), ErrRange) { // without length
				f.Axis = nil
			}
		}
		require.True(t, either(t, f.Validate(), f.WriteSVG))
		require.True(t, either(t, fun.Validate(), fun.WriteSVG))
		columns := 40 + r.IntN(100)
		for _, l := range plainLines(t, func(b *bytes.Buffer) error { return f.WriteText(b, columns) }) {
			require.LessOrEqual(t, columnsOf(l), columns, "%q", l)
		}
	}
}
