package figure

import (
	"fmt"
	"io"
	"math"
	"strings"
)

// Shares is a chart of the parts of a whole, such as the taxa of a sample: a
// bar for each, as long as its share, on an axis that ends at the largest. What
// the parts leave of the whole is a bar of its own, which is hatched. The zero
// Shares has nothing to draw. It is a plain value.
type Shares struct {
	Title    string // empty: "Parts of the whole"
	Measure  string // of what they are shares, name of the axis; empty: "Share of the whole"
	Foot     string // remark below the bars
	Decimals int    // of the printed percents, up to 9; zero: 1
	Parts    []Part // drawn in their order
	Rest     string // name of what is in no part; empty: "not assigned"
}

// Part is one row of [Shares]. It is a plain value.
type Part struct {
	Label string
	Note  string  // may be empty
	Share float64 // of the whole, 0 to 1
}

const (
	// shareSlack is by how much shares may exceed 1 since files round them.
	shareSlack = 0.01
	// leastRest is the smallest remainder that is no matter of rounding.
	leastRest = 1e-4
)

// Remainder returns what the parts leave of the whole. It is 0 if that is less
// than one in ten thousand, which rounding may leave, or if they add up to more
// than the whole.
func (s Shares) Remainder() float64 {
	if rest := 1 - s.sum(); rest >= leastRest {
		return rest
	}
	return 0
}

func (s *Shares) sum() float64 {
	total := 0.0
	for i := range s.Parts {
		total += s.Parts[i].Share
	}
	return total
}

// Validate returns all problems of s, each an [*Error], or nil. Since files
// round shares, they may add up to 1.01.
func (s Shares) Validate() error {
	var c checker
	if len(s.Parts) == 0 {
		c.add("Parts", ErrEmpty, "want one at least")
	}
	c.decimals(s.Decimals)
	ok := true
	for i := range s.Parts {
		c.at("part", i+1)
		ok = c.share("Share", s.Parts[i].Share) && ok
	}
	if sum := s.sum(); ok && sum > 1+shareSlack+1e-9 {
		c.at("", 0)
		c.add("Parts", ErrRange, "shares add up to %.6g; want at most 1", sum)
	}
	return c.err()
}

// share checks a share of a whole.
func (c *checker) share(field string, x float64) bool {
	switch {
	case math.IsNaN(x) || math.IsInf(x, 0):
		c.add(field, ErrNotFinite, "%v", x)
	case x < 0 || x > 1+shareSlack:
		c.add(field, ErrRange, "%v; want a share, 0 to 1", x)
	default:
		return true
	}
	return false
}

// exactPercent prints a share with the given decimals, and never one that is
// not whole as none or as all.
func exactPercent(share float64, decimals int) string {
	text := number(100*share, decimals)
	if share > 0 && share < 1 {
		text = Log.effect(100*share, decimals) // which is never zero
		if text == number(100, decimals) {
			text = ">" + number(100-math.Pow(10, -float64(decimals)), decimals)
		}
	}
	return text + " %"
}

// shareLine is one line of a chart of shares, in the picture and in the text.
type shareLine struct {
	label, note string
	percent     float64
	numbers     string
	rest        bool
}

// lines returns what stands below each other, with the remainder last.
func (s *Shares) lines() []shareLine {
	decimals := s.Decimals
	if decimals == 0 {
		decimals = 1
	}
	lines := make([]shareLine, 0, len(s.Parts)+1)
	for i := range s.Parts {
		p := &s.Parts[i]
		lines = append(lines, shareLine{clean(p.Label), clean(p.Note), 100 * p.Share, exactPercent(p.Share, decimals), false})
	}
	if rest := s.Remainder(); rest > 0 {
		lines = append(lines, shareLine{orElse(s.Rest, "not assigned"), "", 100 * rest, exactPercent(rest, decimals), true})
	}
	return lines
}

// shareScale returns the axis of the lines, in percent. The lines and their
// remainder make a whole, so that the largest of them is not zero.
func shareScale(lines []shareLine) axis {
	a := axis{scale: Linear}
	for i := range lines {
		a.hi = math.Max(a.hi, lines[i].percent)
	}
	return a
}

const (
	wholeShare = "Share of the whole"
	inPercent  = ", %"
)

func (s *Shares) axisTitle() string { return orElse(s.Measure, wholeShare) + inPercent }

// axisName writes the name of an axis around x, with its unit even if the name
// is too long for a figure of the given width.
func (c *canvas) axisName(name, unit string, x, y, width float64) {
	const size = fontSize * 1.13 // bold
	name = cutTo(name, width-2*edge-widthOf(unit, size), size) + unit
	half := widthOf(name, size) / 2
	c.text(math.Max(edge+half, math.Min(width-edge-half, x)), y, name, ink+bold+atMid)
}

// foot returns the remark, with the sum of shares that are more than a whole.
func (s *Shares) foot() string {
	foot := clean(s.Foot)
	if sum := s.sum(); sum >= 1+leastRest {
		foot = strings.TrimSpace(fmt.Sprintf("The shares add up to %s %%. %s", number(100*sum, 2), foot))
	}
	return foot
}

// desc says in words what the chart shows.
func (s *Shares) desc(lines []shareLine) string {
	var b strings.Builder
	fmt.Fprintf(&b, "Bars of %s of a whole. %s:", plural(len(s.Parts), "part"), s.axisTitle())
	for i := range lines {
		l := &lines[i]
		switch {
		case l.rest:
			fmt.Fprintf(&b, " remainder, %s: %s;", l.label, l.numbers)
			continue
		case i == mostTold:
			fmt.Fprintf(&b, " and %s more;", plural(len(s.Parts)-mostTold, "part"))
		}
		if i >= mostTold {
			continue
		}
		fmt.Fprintf(&b, " %s: %s", orElse(l.label, "no name"), l.numbers)
		if l.note != "" {
			fmt.Fprintf(&b, ", %s", l.note)
		}
		b.WriteByte(';')
	}
	desc := strings.TrimRight(b.String(), ";") + "."
	if foot := s.foot(); foot != "" {
		desc += " " + sentence(foot)
	}
	return desc
}

// WriteSVG writes s as an SVG document. A share that is too small for a bar
// that could be seen has its number only.
func (s Shares) WriteSVG(w io.Writer) error {
	if err := s.Validate(); err != nil {
		return err
	}
	const widestNote, leastBar = 220, 0.5
	lines := s.lines()
	title, desc := orElse(s.Title, "Parts of the whole"), s.desc(lines)
	c := newCanvas(title, desc)

	labels, numbers, notes := 80.0, 0.0, 0.0
	for i := range lines {
		labels = math.Max(labels, widthOf(lines[i].label, fontSize))
		numbers = math.Max(numbers, widthOf(lines[i].numbers, fontSize))
		notes = math.Max(notes, widthOf(lines[i].note, fontSize))
	}
	labels, notes = math.Ceil(math.Min(labels, mostLabel)), math.Ceil(math.Min(notes, widestNote))
	a := shareScale(lines)
	a = a.place(edge+labels+gap, edge+labels+gap+plotWidth)
	right := a.to + gap + math.Ceil(numbers)
	width := right + edge
	if notes > 0 {
		width += gap + notes
	}

	top := c.title(title, width) + 8
	y := top
	for i := range lines {
		l := &lines[i]
		base := y + fontSize + 2
		c.text(edge, base, cutTo(l.label, labels+1, fontSize), ink)
		if bar := a.at(l.percent) - a.from; bar >= leastBar {
			look := `fill="#1f5c8b"`
			if l.rest {
				look = c.hatch("rest", "#f2f2f2", "#7a7a7a") + ` stroke="#7a7a7a" stroke-width="1"`
			}
			c.rect(a.from, y+(rowHeight-barHeight)/2, bar, barHeight, look)
		}
		c.text(right, base, l.numbers, ink+atEnd)
		c.text(right+gap, base, cutTo(l.note, notes+1, fontSize), faint)
		y += rowHeight
	}
	y += 4
	c.line(a.from, top, a.from, y, thin)
	c.ticks(a, y, 6, width)
	y += 42
	c.axisName(orElse(s.Measure, wholeShare), inPercent, (a.from+a.to)/2, y, width)
	y = c.paragraph(edge, y+24, width-2*edge, 12, s.foot(), `font-size="12" `+faint)
	return c.writeTo(w, title, desc, width, y-4)
}

// WriteText writes s as text of at most the given columns: █ is a part, ░ the
// remainder. If columns are few, the notes go first, then the bars, but never
// the numbers.
func (s Shares) WriteText(w io.Writer, columns int) error { return s.write(w, columns, unicodeGlyphs) }

// WriteASCII is WriteText in ASCII: # is a part, : the remainder.
func (s Shares) WriteASCII(w io.Writer, columns int) error { return s.write(w, columns, asciiGlyphs) }

func (s *Shares) write(w io.Writer, columns int, g glyphs) error {
	if err := s.Validate(); err != nil {
		return err
	}
	out := page{glyphs: g, columns: usable(columns)}
	lines := s.lines()
	labels, numbers, notes := 0, 0, 0
	for i := range lines {
		l := &lines[i]
		l.label, l.note = g.fold(l.label), g.fold(l.note)
		labels = max(labels, columnsOf(l.label))
		numbers = max(numbers, columnsOf(l.numbers))
		notes = max(notes, columnsOf(l.note))
	}
	// The narrowest and widest bar, with its base line, and the widest note and label.
	const least, good, most, widestNote, widestLabel, narrowLabel = 8, 16, 61, 24, 40, 19
	labels, notes = min(labels, widestLabel), min(notes, widestNote)
	bar := func() int {
		left := out.columns - labels - numbers - 2*textGap
		if notes > 0 {
			left -= notes + textGap
		}
		return min(left, most)
	}
	if bar() < good {
		notes = 0
	}
	if short := good - bar(); short > 0 {
		labels = min(labels, max(narrowLabel, labels-short))
	}
	plot := bar()
	if plot < least {
		plot = 0
		labels = max(0, out.columns-textGap-numbers)
	}
	a := shareScale(lines).place(0, float64(plot-1))
	blank := strings.Repeat(" ", textGap)

	out.paragraph(orElse(s.Title, "Parts of the whole"))
	for i := range lines {
		l := &lines[i]
		row := out.left(l.label, labels) + blank
		if plot > 0 {
			sign := out.full
			if l.rest {
				sign = out.shade
			}
			full := a.column(l.percent)
			row += string(out.none) + strings.Repeat(string(sign), full) + strings.Repeat(" ", plot-1-full) + blank
		}
		row += out.right(l.numbers, numbers)
		if notes > 0 {
			row += blank + out.left(l.note, notes)
		}
		out.line(row)
	}
	if plot > 0 {
		rule, marks := out.axisLines(a, plot, labels+textGap, out.columns-labels-textGap-plot, max(2, plot/6))
		out.line(strings.Repeat(" ", labels+textGap) + rule)
		out.line(marks)
	}
	out.paragraph(s.axisTitle())
	out.paragraph(s.foot())
	return out.writeTo(w)
}
