package figure

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/evidence"
)

// TestPyramidPositions checks the steps against computation by hand.
func TestPyramidPositions(t *testing.T) {
	var p Pyramid
	p.Levels[evidence.Synthesis] = Counts{Up: 1}
	p.Levels[evidence.InVitro] = Counts{Up: 2, Down: 1, None: 1}
	all := draw(t, p.WriteSVG)
	up := having(all, "rect", "fill", "#1f5c8b")[1:] // the first is the legend
	require.Len(t, up, 2)
	// On top: 140 of 420 in the middle. At the bottom: the right half of 420.
	require.Equal(t, "156.00 140.00", up[0].attrs["x"]+" "+up[0].attrs["width"])
	require.Equal(t, "226.00 210.00", up[1].attrs["x"]+" "+up[1].attrs["width"])
	down := having(all, "rect", "fill", "url(#"+all[0].attrs["aria-labelledby"][:19]+"-down)")[1:]
	require.Len(t, down, 1)
	require.Equal(t, "16.00 105.00", down[0].attrs["x"]+" "+down[0].attrs["width"])
	require.Less(t, up[0].num(t, "y"), up[1].num(t, "y"), "in vitro is the lowest")
	require.Len(t, having(all, "rect", "stroke-dasharray", "4 3"), 3, "levels without findings")
}

func TestPyramidAlternativeSaysTheData(t *testing.T) {
	require.Equal(t, "Evidence pyramid of 37 findings by level of evidence and direction, top first. "+
		"Synthesis of trials: no findings. People, intervention: 3 findings, 1 up, 0 down, 2 none. "+
		"People, observed: 8 findings, 3 up, 1 down, 4 none. Animals: 17 findings, 12 up, 2 down, 3 none. "+
		"In vitro: 8 findings, 7 up, 0 down, 1 none. Not assessed, below the pyramid: 1 finding, 1 up, 0 down, 0 none.",
		alternative(draw(t, samplePyramid().WriteSVG)))
}

func TestEmptyPyramid(t *testing.T) {
	require.Contains(t, alternative(draw(t, Pyramid{}.WriteSVG)), "Evidence pyramid of 0 findings")
	require.NotEmpty(t, plainLines(t, func(b *bytes.Buffer) error { return Pyramid{}.WriteText(b, 0) }))
}

func TestLevelsHaveNames(t *testing.T) {
	require.Len(t, levelNames, len(Pyramid{}.Levels))
	for l, name := range levelNames {
		require.NotEmpty(t, name, "%v", evidence.Level(l))
	}
}

func TestShare(t *testing.T) {
	for _, tt := range []struct {
		parts [3]int
		width int
		want  [3]int
	}{
		{[3]int{1, 1, 2}, 8, [3]int{2, 2, 4}},
		{[3]int{0, 0, 5}, 8, [3]int{0, 0, 8}},
		{[3]int{1, 1, 1}, 8, [3]int{3, 3, 2}},
		{[3]int{1, 0, 999}, 8, [3]int{1, 0, 7}},
		{[3]int{1, 1, 999}, 8, [3]int{1, 1, 6}},
		{[3]int{0, 0, 0}, 8, [3]int{}},
		{[3]int{maxCount, maxCount, maxCount}, 9, [3]int{3, 3, 3}},
	} {
		require.Equal(t, tt.want, share(tt.parts, tt.width), "%v in %d", tt.parts, tt.width)
	}
	for a := range 12 {
		for b := range 12 {
			for c := range 12 {
				for width := 3; width < 12; width++ {
					got := share([3]int{a, b, c}, width)
					if a+b+c == 0 {
						continue
					}
					require.Equal(t, width, got[0]+got[1]+got[2])
					for i, n := range []int{a, b, c} {
						require.Equal(t, n > 0, got[i] > 0)
					}
				}
			}
		}
	}
}

// TestPyramidTextKeepsToItsColumns writes in every width.
func TestPyramidTextKeepsToItsColumns(t *testing.T) {
	large := samplePyramid()
	large.Levels[evidence.Animal].Up = maxCount
	for _, p := range []Pyramid{{}, samplePyramid(), large} {
		for columns := 1; columns < 150; columns++ {
			for _, l := range plainLines(t, func(b *bytes.Buffer) error { return p.WriteText(b, columns) }) {
				require.LessOrEqual(t, columnsOf(l), max(columns, 40), "%q", l)
			}
		}
	}
}
