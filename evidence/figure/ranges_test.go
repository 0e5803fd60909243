package figure

import (
	"bytes"
	"io"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/evidence"
)

// sampleRanges has invented numbers.
func sampleRanges() Ranges {
	adults := func(low, median, high float64) *Reference {
		return &Reference{"201 adults of the invented cohort A, 2019, shotgun, MetaPhlAn 4", low, median, high}
	}
	old := func(low, median, high float64) *Reference {
		return &Reference{"people older than 60 years of the invented cohort B with a name <so long> that, wherever it stands, it has to go on in a second line of the figure & is not cut off", low, median, high}
	}
	sharp := func(x float64) evidence.Interval { return evidence.Interval{x, x} }
	return Ranges{Title: "Invented data: what a sample holds", Measure: "Share of the reads", Foot: "One sample of one day.", Rows: []RangeRow{
		{Label: "Akkermansia muciniphila", Share: sharp(0.021), Reference: adults(0, 0.004, 0.05)},
		{Label: "Dialister", Share: sharp(0.0012)},
		{Label: "Faecalibacterium prausnitzii", Note: "makes butyrate", Share: sharp(0.062), Reference: adults(0.021, 0.06, 0.13)},
		{Label: "Makers of butyrate, by genes that were found and by the taxa that are told", Note: "told no finer than a genus or family", Share: evidence.Interval{0.11, 0.24}, Reference: old(0.08, 0.15, 0.29)},
		{Label: "Oxalobacter formigenes", Share: sharp(0), Reference: adults(0, 0, 0.0006)},
		{Label: "Methanobrevibacter smithii", Share: evidence.Interval{0, 0.0003}, Reference: old(0, 0.0001, 0.004)},
		{Label: "Bilophila wadsworthia", Share: evidence.Interval{0.0001, 0.00011}, Reference: adults(0.0002, 0.001, 0.003)},
		{Label: "", Share: sharp(0)},
	}}
}

// linearRanges are so near to each other that their axis is linear.
func linearRanges() Ranges {
	return Ranges{Rows: []RangeRow{
		{Label: "Bacteroides", Share: evidence.Interval{0.31, 0.31}, Reference: &Reference{"adults", 0.12, 0.25, 0.48}},
		{Label: "Prevotella", Reference: &Reference{"adults", 0, 0.03, 0.31}},
	}}
}

// TestRangePositions checks a linear picture against computation by hand: the
// axis runs from −4 % to 104 % of its numbers, which are 0 to 48 %.
func TestRangePositions(t *testing.T) {
	r := linearRanges()
	all := draw(t, r.WriteSVG)
	lay := r.layout(r.lines())
	require.Equal(t, Linear, lay.scale)
	x := func(percent float64) string { return num(lay.left + 320*(percent/48+0.04)/1.08) }
	bars := having(all, "rect", "fill", "#d9d9d9")
	require.Len(t, bars, 2)
	require.Equal(t, x(12), bars[0].attrs["x"])
	require.InDelta(t, 320*36.0/48/1.08, bars[0].num(t, "width"), 0.01)
	medians := having(all, "line", "stroke-width", "2")
	require.Len(t, medians, 2)
	require.Equal(t, x(25), medians[0].attrs["x1"])
	require.Equal(t, x(31), having(all, "circle", "fill", "#1f5c8b")[0].attrs["cx"])
	require.Equal(t, x(0), having(all, "circle", "fill", "#ffffff")[0].attrs["cx"], "not seen")
	require.Subset(t, texts(all), []string{"Compared with adults", "31 %", "25 (12 to 48) %", "not seen", "3 (0 to 31) %"})
}

// TestRangeLogPositions has an axis from 0.01 % to 1 %, with a place for zero.
func TestRangeLogPositions(t *testing.T) {
	at := func(lo, hi float64) RangeRow { return RangeRow{Share: evidence.Interval{lo, hi}} }
	r := Ranges{Rows: []RangeRow{at(0, 0), at(0.0001, 0.0001), at(0.001, 0.01), at(0, 0.001)}}
	all := draw(t, r.WriteSVG)
	lay := r.layout(r.lines())
	require.Equal(t, Log, lay.scale)
	x := func(decades float64) string { return num(lay.left + zeroZone + (320-zeroZone)*(decades/2+0.04)/1.08) }
	none := num(lay.left + zeroAt)
	require.Equal(t, none, having(all, "circle", "fill", "#ffffff")[0].attrs["cx"])
	require.Equal(t, x(0), having(all, "circle", "fill", "#1f5c8b")[0].attrs["cx"])
	var lines []string
	for _, e := range having(all, "line", "stroke-width", "3") {
		lines = append(lines, e.attrs["x1"]+" "+e.attrs["x2"])
	}
	require.Equal(t, []string{x(1) + " " + x(2), none + " " + x(1)}, lines)
	places := having(all, "text", "x", none)
	require.Len(t, places, 1)
	require.Equal(t, "not seen", places[0].text)
}

func TestScaleOfRanges(t *testing.T) {
	for _, tt := range []struct {
		name   string
		shares []float64
		scale  Scale
		apart  bool
	}{
		{"near", []float64{0.1, 0.9}, Linear, false},
		{"near, one not seen", []float64{0, 0.1, 0.9}, Linear, false},
		{"far", []float64{0.0001, 0.9}, Log, false},
		{"far, one not seen", []float64{0, 0.0001, 0.9}, Log, true},
		{"none seen", []float64{0, 0}, Linear, false},
		{"one", []float64{0.5}, Linear, false},
	} {
		var r Ranges
		for _, x := range tt.shares {
			r.Rows = append(r.Rows, RangeRow{Share: evidence.Interval{x, x}})
		}
		a := r.axis()
		require.Equal(t, tt.scale, a.scale, tt.name)
		require.Equal(t, tt.apart, a.apart, tt.name)
		draw(t, r.WriteSVG)
	}
}

// TestTinySharesAreArrows has a share that would take the axis over 300 decades.
func TestTinySharesAreArrows(t *testing.T) {
	r := Ranges{Rows: []RangeRow{{Share: evidence.Interval{1e-300, 1e-300}}, {Share: evidence.Interval{0.5, 0.5}}}}
	all := draw(t, r.WriteSVG)
	require.Len(t, having(all, "circle", "fill", "#1f5c8b"), 1)
	require.True(t, slices.ContainsFunc(all, func(e element) bool { return e.name == "polygon" }))
	require.Contains(t, texts(all), "1e−298 %")
	text := strings.Join(plainLines(t, func(b *bytes.Buffer) error { return r.WriteText(b, 80) }), "\n")
	require.Contains(t, text, "◄")
	require.Equal(t, 2, strings.Count(text, "●"), "a dot and its explanation")
}

func TestShareText(t *testing.T) {
	for _, tt := range []struct {
		lo, hi float64
		want   string
	}{
		{0, 0, "not seen"},
		{0, 0.001, "0 to 0.1 %"},
		{0.0123, 0.0123, "1.23 %"},
		{0.012345, 0.012346, "1.23 %"},
		{0.1, 0.2, "10 to 20 %"},
		{0.00001234, 0.00001234, "0.00123 %"},
		{0.9999, 0.9999, ">99.9 %"},
		{0.5, 1, "50 to 100 %"},
	} {
		require.Equal(t, tt.want, shareText(evidence.Interval{tt.lo, tt.hi}))
	}
}

// TestEveryRangeHasItsGroup looks for the group above each row, in all forms.
func TestEveryRangeHasItsGroup(t *testing.T) {
	ref := func(group string) *Reference { return &Reference{group, 0.1, 0.2, 0.3} }
	r := Ranges{Rows: []RangeRow{{Label: "1", Reference: ref("B")}, {Label: "2"}, {Label: "3", Reference: ref(" A\n a")}, {Label: "4", Reference: ref("B ")},
		{Label: "5", Reference: ref("A a")}}}
	var got []string
	for _, l := range r.lines() {
		got = append(got, l.label)
	}
	want := []string{"Compared with B", "1", "4", "Compared with A a", "3", "5", "No reference group fits", "2"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	all := draw(t, r.WriteSVG)
	require.Subset(t, texts(all), want)
	require.Equal(t, "Chart of 5 shares beside the ranges of groups. Share, %. Compared with B: "+
		"1 not seen, percentile 10 of the group 10 %, median 20 %, percentile 90 30 %; 4 not seen, percentile 10 of the group 10 %, median 20 %, percentile 90 30 %; "+
		"Compared with A a: 3 not seen, percentile 10 of the group 10 %, median 20 %, percentile 90 30 %; "+
		"5 not seen, percentile 10 of the group 10 %, median 20 %, percentile 90 30 %; No reference group fits: 2 not seen. "+describes, alternative(all))
}

// TestRangesDoNotJudge checks that nothing is told by a color: there is one
// blue, and grays.
func TestRangesDoNotJudge(t *testing.T) {
	for _, e := range draw(t, sampleRanges().WriteSVG) {
		for _, name := range []string{"fill", "stroke"} {
			v := e.attrs[name]
			if v != "" && v != "#1f5c8b" && !(v[1:3] == v[3:5] && v[3:5] == v[5:7]) {
				t.Errorf("%s of %v", name, e)
			}
		}
	}
}

func TestRangesAsText(t *testing.T) {
	r := Ranges{Rows: []RangeRow{
		{Label: "A", Share: evidence.Interval{0.0003, 0.0003}, Reference: &Reference{"adults", 0.0001, 0.01, 1}},
		{Label: "B", Share: evidence.Interval{0.001, 0.1}, Reference: &Reference{"adults", 0, 0.01, 0.1}},
		{Label: "C", Share: evidence.Interval{0.1, 0.1001}},
		{Label: "D"},
	}}
	got := plainLines(t, func(b *bytes.Buffer) error { return r.WriteASCII(b, 80) })
	want := []string{
		"Shares and the ranges of groups",
		"                                                      Share  Median (P10 to P90)",
		"Compared with adults",
		"  A           ::::*::::::::::|:::::::::::::::        0.03 %    1 (0.01 to 100) %",
		"  B       ::::::::::::(------+------)           0.1 to 10 %        1 (0 to 10) %",
		"No reference group fits",
		"  C                                ()                  10 %",
		"  D       o                                        not seen",
		" not seen +  -+-------+------+------+-------+-",
		"            0.01     0.1     1     10      100",
		"Share, % (log scale)",
		"* is the share. o is a share that was not seen. (-) is where the share lies,",
		"which is not known more sharply. : is from percentile 10 (P10) to percentile 90",
		"(P90) of the group, | its median. A range describes its group and is no limit of",
		"health.",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// TestRangesTextKeepsToItsColumns writes in every width: no line is longer, and
// the numbers are always there.
func TestRangesTextKeepsToItsColumns(t *testing.T) {
	for _, r := range []Ranges{sampleRanges(), linearRanges()} {
		first := r.lines()[1]
		for columns := -1; columns < 200; columns++ {
			for _, write := range []func(io.Writer, int) error{r.WriteText, r.WriteASCII} {
				lines := plainLines(t, func(b *bytes.Buffer) error { return write(b, columns) })
				for _, l := range lines {
					require.LessOrEqual(t, columnsOf(l), usable(columns), "%q", l)
				}
				text := strings.Join(lines, "\n")
				require.Contains(t, text, first.share, "%d", columns)
				require.Contains(t, text, first.numbers, "%d", columns)
				require.Contains(t, text, "P10", "%d", columns)
			}
		}
	}
}

func TestRangesASCIIIsASCII(t *testing.T) {
	r := sampleRanges()
	r.Rows[0].Label, r.Rows[1].Note, r.Rows[2].Reference.Group = "腸内細菌 → Müller", "≥ 60 y", "été"
	text := strings.Join(plainLines(t, func(b *bytes.Buffer) error { return r.WriteASCII(b, 120) }), "\n")
	for _, sign := range text {
		require.Less(t, sign, rune(128), "%q", sign)
	}
	require.Contains(t, text, "???? -> Mueller")
}

func FuzzRanges(f *testing.F) {
	f.Add("a <b>", "adults", 0.01, 0.02, 0.001, 0.03, 0.2, 80)
	f.Add("", "&", 0.0, 0.0, 0.0, 0.0, 0.0, 40)
	f.Add("腸", "g\u202e", 0.0, 1e-300, 0.0, 0.5, 1.0, 200)
	f.Add("x", "y", 5e-324, 5e-324, 0.0, 5e-324, 5e-324, 0)
	f.Add("x", "y", 1.01, 1.01, 1e-9, 1e-3, 1.0, -5)
	f.Add("x", "", math.NaN(), 1.0, 0.1, 0.0, 1.0, 60)
	f.Fuzz(func(t *testing.T, label, group string, lo, hi, low, median, high float64, columns int) {
		if len(label)+len(group) > 1000 {
			t.Skip("long texts are tested elsewhere")
		}
		ref := &Reference{group, low, median, high}
		for _, rows := range [][]RangeRow{
			{{label, group, evidence.Interval{lo, hi}, nil}},
			{{label, group, evidence.Interval{lo, hi}, ref}},
			{{label, group, evidence.Interval{lo, hi}, ref}, {group, label, evidence.Interval{}, nil}, {"", "", evidence.Interval{0.5, 0.5}, ref}},
		} {
			fig := Ranges{Title: label, Measure: group, Foot: label, Rows: rows}
			if !either(t, fig.Validate(), fig.WriteSVG) {
				continue
			}
			for _, l := range plainLines(t, func(b *bytes.Buffer) error { return fig.WriteText(b, columns%300) }) {
				require.LessOrEqual(t, columnsOf(l), usable(columns%300), "%q", l)
			}
			for _, l := range plainLines(t, func(b *bytes.Buffer) error { return fig.WriteASCII(b, columns%300) }) {
				require.LessOrEqual(t, len(l), usable(columns%300), "%q", l)
			}
		}
	})
}

// TestSharesOfAllSizes draws valid shares from the whole range, which random
// bits of a fuzzer seldom are.
func TestSharesOfAllSizes(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 11))
	share := func() float64 {
		switch r.IntN(6) {
		case 0:
			return 0
		case 1:
			return 1
		case 2:
			return math.Pow(10, float64(-r.IntN(320)))
		}
		return math.Pow(10, -5*r.Float64())
	}
	for range 400 {
		var fig Ranges
		var parts Shares
		for range 1 + r.IntN(4) {
			xs := []float64{share(), share(), share()}
			slices.Sort(xs)
			row := RangeRow{Label: "row", Share: evidence.Interval{xs[1], xs[1+r.IntN(2)]}}
			if r.IntN(3) > 0 {
				row.Reference = &Reference{"group", xs[0], xs[r.IntN(3)], xs[2]}
			}
			fig.Rows = append(fig.Rows, row)
			parts.Parts = append(parts.Parts, Part{Label: "part", Share: xs[0] / 4})
		}
		require.True(t, either(t, fig.Validate(), fig.WriteSVG))
		require.True(t, either(t, parts.Validate(), parts.WriteSVG))
		columns := 40 + r.IntN(100)
		for _, write := range []func(io.Writer, int) error{fig.WriteText, fig.WriteASCII, parts.WriteText, parts.WriteASCII} {
			for _, l := range plainLines(t, func(b *bytes.Buffer) error { return write(b, columns) }) {
				require.LessOrEqual(t, columnsOf(l), columns, "%q", l)
			}
		}
	}
}
