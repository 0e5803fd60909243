package figure

import (
	"io"
	"strconv"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence"
)

// WriteText writes p as text of at most the given columns: ▼ is down, ○ is
// none and ▲ is up. The signs of a step are the shares of its findings, not
// their number.
func (p Pyramid) WriteText(w io.Writer, columns int) error { return p.write(w, columns, unicodeGlyphs) }

// WriteASCII is WriteText in ASCII: - is down, o is none and + is up.
func (p Pyramid) WriteASCII(w io.Writer, columns int) error { return p.write(w, columns, asciiGlyphs) }

func (p *Pyramid) write(w io.Writer, columns int, g glyphs) error {
	if err := p.Validate(); err != nil {
		return err
	}
	out := page{glyphs: g, columns: usable(columns)}
	lowest := evidence.InVitro
	if p.Levels[evidence.NotAssessed].Total() > 0 {
		lowest = evidence.NotAssessed
	}
	var names, widest int
	for l := lowest; l <= evidence.Synthesis; l++ {
		names = max(names, len(levelNames[l]))
		for _, n := range p.Levels[l].row() {
			widest = max(widest, len(n))
		}
	}
	// The numbers stand in three columns of their own, each with a blank.
	numbers := 3 * (max(widest, len("down")) + 1)
	names = min(names, out.columns-numbers-textGap)
	const most, least = 50, 10
	plot := min(most, out.columns-names-numbers-2*textGap)
	blank := strings.Repeat(" ", textGap)

	out.paragraph(orElse(p.Title, "Evidence pyramid"))
	put := func(name, picture string, cells [3]string) {
		s := out.left(name, names)
		if plot >= least {
			s += blank + picture + strings.Repeat(" ", max(0, plot-columnsOf(picture)))
		}
		s += blank
		for _, cell := range cells {
			s += " " + out.right(cell, numbers/3-1)
		}
		out.line(s)
	}
	put("", "", [...]string{"up", "down", "none"})
	for l := evidence.Synthesis; ; l-- {
		picture := ""
		if plot >= least {
			rank := int(evidence.Synthesis - l)
			if l == evidence.NotAssessed {
				rank = 0
			}
			width := plot * (rank + 3) / (steps + 2)
			picture = strings.Repeat(" ", (plot-width)/2) + out.step(p.Levels[l], width)
		}
		put(levelNames[l], picture, p.Levels[l].row())
		if l == lowest {
			break
		}
	}
	if plot >= least {
		out.paragraph(string(out.up) + " up, " + string(out.down) + " down, " + string(out.noEffect) + " none. " + pyramidRemark)
	}
	out.paragraph(clean(p.Foot))
	return out.writeTo(w)
}

// row returns the counts as texts, in the order of the columns.
func (n Counts) row() [3]string {
	return [...]string{strconv.Itoa(n.Up), strconv.Itoa(n.Down), strconv.Itoa(n.None)}
}

// step draws the findings of one level in the given columns.
func (p *page) step(n Counts, width int) string {
	if n.Total() == 0 {
		return strings.Repeat(string(p.empty), width)
	}
	var b strings.Builder
	signs := [...]rune{p.down, p.noEffect, p.up}
	for i, columns := range share(n.parts(), width) {
		b.WriteString(strings.Repeat(string(signs[i]), columns))
	}
	return b.String()
}
