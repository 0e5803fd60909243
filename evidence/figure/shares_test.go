package figure

import (
	"bytes"
	"io"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// sampleShares has invented numbers.
func sampleShares() Shares {
	return Shares{Title: "Invented data: the genera of a stool sample", Measure: "Share of the reads",
		Foot: "Genera of less than 0.01 % are not shown. A share of reads is no number of cells.", Parts: []Part{
			{Label: "Bacteroides", Share: 0.312},
			{Label: "Faecalibacterium", Share: 0.187, Note: "makes butyrate"},
			{Label: "A genus <of> \"uncertain\" place & with a name that is far too long for the column of labels", Share: 0.1, Note: "formerly a part of Clostridium, as the file says it"},
			{Label: "Akkermansia", Share: 0.034},
			{Label: "Bifidobacterium", Share: 0.0071, Note: "makes acetate"},
			{Label: "Methanobrevibacter", Share: 0.0004},
			{Label: "Bilophila"},
		}}
}

// TestSharePositions checks the bars against computation by hand: the axis ends
// at the largest, which is the remainder of 49.96 %.
func TestSharePositions(t *testing.T) {
	all := draw(t, Shares{Parts: []Part{{Label: "a", Share: 0.4}, {Label: "b", Share: 0.0004}, {Label: "c", Share: 0.1}, {Label: "d"}}}.WriteSVG)
	bars := having(all, "rect", "fill", "#1f5c8b")
	require.Len(t, bars, 2, "what is too small has its number only")
	require.Equal(t, num(320*0.4/0.4996), bars[0].attrs["width"])
	require.Equal(t, num(320*0.1/0.4996), bars[1].attrs["width"])
	rest := having(all, "rect", "fill", "url(#"+all[0].attrs["aria-labelledby"][:19]+"-rest)")
	require.Len(t, rest, 1)
	require.Equal(t, "320.00", rest[0].attrs["width"])
	require.Subset(t, texts(all), []string{"40.0 %", "<0.1 %", "10.0 %", "0.0 %", "not assigned", "50.0 %"})
}

func TestRemainder(t *testing.T) {
	parts := func(shares ...float64) Shares {
		var s Shares
		for _, x := range shares {
			s.Parts = append(s.Parts, Part{Share: x})
		}
		return s
	}
	for _, tt := range []struct {
		name string
		s    Shares
		want float64
	}{
		{"all is told", parts(0.5, 0.5), 0},
		{"tenths that do not add up", parts(0.1, 0.2, 0.3, 0.4), 0},
		{"rounding", parts(0.5, 0.49995), 0},
		{"some", parts(0.5, 0.377), 0.123},
		{"nothing is told", parts(0, 0), 1},
		{"more than the whole", parts(0.5, 0.51), 0},
	} {
		require.NoError(t, tt.s.Validate(), tt.name)
		require.InDelta(t, tt.want, tt.s.Remainder(), 1e-12, tt.name)
		all := draw(t, tt.s.WriteSVG)
		require.Equal(t, tt.want > 0, slices.Contains(texts(all), "not assigned"), tt.name)
		require.Equal(t, tt.want > 0, slices.ContainsFunc(all, func(e element) bool { return e.name == "pattern" }), tt.name)
	}
	require.Contains(t, texts(draw(t, parts(0.5, 0.51).WriteSVG)), "The shares add up to 101.00 %.")
}

func TestExactPercent(t *testing.T) {
	for _, tt := range []struct {
		share    float64
		decimals int
		want     string
	}{
		{0, 1, "0.0 %"},
		{1e-300, 1, "<0.1 %"},
		{0.0004999, 1, "<0.1 %"},
		{0.000501, 1, "0.1 %"},
		{0.000049, 2, "<0.01 %"},
		{0.0004999, 2, "0.05 %"},
		{0.123, 1, "12.3 %"},
		{0.9994, 1, "99.9 %"},
		{0.9996, 1, ">99.9 %"},
		{1, 1, "100.0 %"},
		{1.004, 1, "100.4 %"},
	} {
		require.Equal(t, tt.want, exactPercent(tt.share, tt.decimals), "%v", tt.share)
	}
}

func TestSharesInWords(t *testing.T) {
	require.Equal(t, "Bars of 7 parts of a whole. Share of the reads, %: Bacteroides: 31.2 %; Faecalibacterium: 18.7 %, makes butyrate; "+
		"A genus <of> \"uncertain\" place & with a name that is far too long for the column of labels: 10.0 %, "+
		"formerly a part of Clostridium, as the file says it; Akkermansia: 3.4 %; Bifidobacterium: 0.7 %, makes acetate; "+
		"Methanobrevibacter: <0.1 %; Bilophila: 0.0 %; remainder, not assigned: 36.0 %. "+
		"Genera of less than 0.01 % are not shown. A share of reads is no number of cells.",
		alternative(draw(t, sampleShares().WriteSVG)))
}

func TestSharesAsText(t *testing.T) {
	s := Shares{Decimals: 2, Rest: "other taxa", Parts: []Part{{Label: "First", Share: 0.5}, {Label: "Second, with a label that is long", Share: 0.00001},
		{Share: 0.25, Note: "a note"}}}
	got := plainLines(t, func(b *bytes.Buffer) error { return s.WriteASCII(b, 48) })
	want := []string{
		"Parts of the whole",
		"First                  |###############  50.00 %",
		"Second, with a label~  |                 <0.01 %",
		"                       |########         25.00 %",
		"other taxa             |:::::::          25.00 %",
		"                       +--------------+",
	}
	if diff := cmp.Diff(want, got[:len(want)]); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// TestSharesTextKeepsToItsColumns writes in every width: no line is longer, and
// the numbers are always there.
func TestSharesTextKeepsToItsColumns(t *testing.T) {
	for columns := -1; columns < 150; columns++ {
		for _, write := range []func(io.Writer, int) error{sampleShares().WriteText, sampleShares().WriteASCII} {
			lines := plainLines(t, func(b *bytes.Buffer) error { return write(b, columns) })
			for _, l := range lines {
				require.LessOrEqual(t, columnsOf(l), usable(columns), "%q", l)
			}
			for _, want := range []string{"31.2 %", "<0.1 %", "36.0 %"} {
				require.Contains(t, strings.Join(lines, "\n"), want, "%d", columns)
			}
		}
	}
}

func FuzzShares(f *testing.F) {
	f.Add("a <b>", "note", 0.2, 0.3, 0, 80)
	f.Add("", "\x1b", 0.0, 0.0, 9, 40)
	f.Add("腸\u202e", "&", 1e-300, 0.99999, 3, 200)
	f.Add("a", "b", 1.01, 5e-324, 1, -3)
	f.Add("a", "b", math.NaN(), 0.5, 1, 0)
	f.Fuzz(func(t *testing.T, label, note string, x, y float64, decimals, columns int) {
		if len(label)+len(note) > 1000 {
			t.Skip("long texts are tested elsewhere")
		}
		fig := Shares{Title: label, Measure: note, Foot: label, Rest: note, Decimals: decimals,
			Parts: []Part{{label, note, x}, {note, label, y}, {}}}
		if !either(t, fig.Validate(), fig.WriteSVG) {
			return
		}
		for _, l := range plainLines(t, func(b *bytes.Buffer) error { return fig.WriteText(b, columns%300) }) {
			require.LessOrEqual(t, columnsOf(l), usable(columns%300), "%q", l)
		}
		for _, l := range plainLines(t, func(b *bytes.Buffer) error { return fig.WriteASCII(b, columns%300) }) {
			require.LessOrEqual(t, len(l), usable(columns%300), "%q", l)
		}
	})
}
