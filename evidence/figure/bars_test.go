package figure

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

func sampleBars() Bars {
	return Bars{Title: "What records <have>", Foot: "A bar is a share.", Rows: []Bar{
		{"PubMed number", "Studies", 1, 4},
		{"A label that is far too long for the column of labels in any figure that is to be read by people", "Studies", 999, 1000},
		{"KEGG orthology", "Functions", 0, 0},
		{"Read twice & \"checked\"", "Studies", 1, 1000},
		{"steps", "Functions", 67, 67},
	}}
}

func TestBarPositions(t *testing.T) {
	all := draw(t, sampleBars().WriteSVG)
	bars := having(all, "rect", "fill", "#1f5c8b")
	require.Len(t, bars, 4)
	for i, width := range []string{"65.00", "259.74", "0.26", "260.00"} {
		require.Equal(t, width, bars[i].attrs["width"])
	}
	require.Len(t, having(all, "rect", "stroke", "#7a7a7a"), 4, "no outline where there is nothing to have it")
	require.Less(t, bars[2].num(t, "y"), bars[3].num(t, "y"), "rows of a group stand together")
}

func TestBarsInWords(t *testing.T) {
	require.Equal(t, "Shares in 5 rows. Studies. PubMed number: 1 of 4 (25 %). "+
		"A label that is far too long for the column of labels in any figure that is to be read by people: 999 of 1000 (>99 %). "+
		"Read twice & \"checked\": 1 of 1000 (<1 %). Functions. KEGG orthology: none at all. steps: 67 of 67 (100 %). A bar is a share.",
		alternative(draw(t, sampleBars().WriteSVG)))
}

func TestBarsAsText(t *testing.T) {
	got := plainLines(t, func(b *bytes.Buffer) error { return sampleBars().WriteASCII(b, 60) })
	want := []string{
		"What records <have>",
		"Studies",
		"  PubMed number                  ##....  1 of 4 (25 %)",
		"  A label that is far too long~  #####.  999 of 1000 (>99 %)",
		"  Read twice & \"checked\"         #.....  1 of 1000 (<1 %)",
		"Functions",
		"  KEGG orthology                         none at all",
		"  steps                          ######  67 of 67 (100 %)",
		"A bar is a share.",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	require.NotEmpty(t, plainLines(t, func(b *bytes.Buffer) error { return Bars{Rows: []Bar{{Have: 1, Of: 1}}}.WriteText(b, 0) }))
}

func FuzzBars(f *testing.F) {
	f.Add("a <b>", "x", 1, 2, 80)
	f.Add("", "\x1b", 0, 0, 40)
	f.Add("腸\u202e", "", maxCount, maxCount, 0)
	f.Add("a", "b", -1, 2, -3)
	f.Fuzz(func(t *testing.T, label, group string, have, of, columns int) {
		if len(label)+len(group) > 1000 {
			t.Skip("long texts are tested elsewhere")
		}
		fig := Bars{Title: label, Foot: group, Rows: []Bar{{label, group, have, of}, {group, label, 1, 3}, {"", group, 0, 0}}}
		if !either(t, fig.Validate(), fig.WriteSVG) {
			return
		}
		for _, l := range plainLines(t, func(b *bytes.Buffer) error { return fig.WriteText(b, columns%300) }) {
			require.LessOrEqual(t, columnsOf(l), usable(columns%300), "%q", l)
		}
	})
}
