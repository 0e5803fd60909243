package figure

import (
	"io"
	"strings"
)

const rangesTitle = "Shares and the ranges of groups"

// WriteText writes r as text of at most the given columns: ● is a share, ○ one
// that was not seen, ├──┤ one that is not sharp, ░ the range of a group, │ its
// median, ◄ stands where something is too small for the axis. If columns are
// few, the notes go first; then the ranges go below their rows, and at last the
// plot goes, but never the numbers.
func (r Ranges) WriteText(w io.Writer, columns int) error { return r.write(w, columns, unicodeGlyphs) }

// WriteASCII is WriteText in ASCII: * is a share, o one that was not seen, (--)
// one that is not sharp, : the range of a group, | its median, < stands where
// something is too small for the axis.
func (r Ranges) WriteASCII(w io.Writer, columns int) error { return r.write(w, columns, asciiGlyphs) }

// rangePage is where the columns of a chart of ranges stand. The widths include
// no gaps; zero: left out.
type rangePage struct {
	page
	rangeAxis
	label, note, plot, share, numbers int
	stacked                           bool // the numbers of a range stand below its row
}

func (r *Ranges) write(w io.Writer, columns int, g glyphs) error {
	if err := r.Validate(); err != nil {
		return err
	}
	lines := r.lines()
	for i := range lines {
		l := &lines[i]
		l.label, l.note, l.share, l.numbers = g.fold(l.label), g.fold(l.note), g.fold(l.share), g.fold(l.numbers)
		if !l.heading {
			l.label = "  " + l.label
		}
	}
	p := rangePage{page: page{glyphs: g, columns: usable(columns)}}
	p.measure(lines)
	a := r.axis()
	if p.plot > 0 {
		const zone = 3
		a = a.over(0, float64(p.plot-1), 0, zone)
	}
	p.rangeAxis = a

	p.paragraph(orElse(r.Title, rangesTitle))
	header := rangeHeader
	if p.numbers == 0 {
		header = ""
	}
	p.put("", "", "", shareHeader, header)
	for i := range lines {
		p.row(&lines[i])
	}
	p.axisBelow()
	p.paragraph(r.axisTitle(a))
	var s signs
	if p.plot > 0 {
		s = signs{string(p.dot), string(p.noEffect), string(p.open) + string(p.bar) + string(p.end), string(p.shade), string(p.none), string(p.offLeft)}
	}
	p.paragraph(r.remark(a, s))
	p.paragraph(clean(r.Foot))
	return p.writeTo(w)
}

// measure shares the columns out.
func (p *rangePage) measure(lines []rangeLine) {
	const (
		widestLabel, narrowLabel, leastLabel = 40, 19, len(notSeen)
		widestNote                           = 24
		goodPlot, leastPlot                  = 24, 14
	)
	widest, numbers := leastLabel, 0
	p.share = len(shareHeader)
	for i := range lines {
		l := &lines[i]
		if l.heading {
			continue
		}
		widest = max(widest, columnsOf(l.label))
		p.note = max(p.note, columnsOf(l.note))
		p.share = max(p.share, columnsOf(l.share))
		if l.numbers != "" {
			numbers = max(numbers, columnsOf(l.numbers), len(rangeHeader))
		}
	}
	widest, p.note = min(widest, widestLabel), min(p.note, widestNote)
	fit := func() bool { // in the good width
		p.label = widest
		p.divide()
		return p.plot >= goodPlot
	}
	p.numbers = numbers
	if fit() {
		return
	}
	if p.note = 0; fit() {
		return
	}
	shrink := func() bool { // the label, for a plot that is legible
		p.label = min(widest, max(narrowLabel, widest-(goodPlot-p.plot)))
		p.divide()
		return p.plot >= leastPlot
	}
	if shrink() {
		return
	}
	p.numbers, p.stacked = 0, true
	if fit() || shrink() {
		return
	}
	p.plot = 0
	p.label = max(0, p.columns-textGap-p.share)
}

// divide gives the plot what the other columns leave.
func (p *rangePage) divide() {
	const widestPlot = 80
	p.plot = p.columns - p.share - textGap
	for _, width := range []int{p.label, p.note, p.numbers} {
		if width > 0 {
			p.plot -= width + textGap
		}
	}
	p.plot = min(p.plot, widestPlot)
}

// put joins the columns of one line.
func (p *rangePage) put(label, note, plot, share, numbers string) {
	blank := strings.Repeat(" ", textGap)
	s := p.left(label, p.label) + blank
	if p.note > 0 {
		s += p.left(note, p.note) + blank
	}
	if p.plot > 0 {
		s += plot + strings.Repeat(" ", p.plot-columnsOf(plot)) + blank
	}
	s += p.right(share, p.share)
	if p.numbers > 0 {
		s += blank + p.right(numbers, p.numbers)
	}
	p.line(s)
}

func (p *rangePage) row(l *rangeLine) {
	if l.heading {
		p.paragraph(l.label)
		return
	}
	p.put(l.label, l.note, p.drawing(l.row), l.share, l.numbers)
	if p.stacked && l.numbers != "" {
		p.line(p.left("    "+p.fold(rangeHeader)+" "+l.numbers, p.columns))
	}
}

// drawing returns the plot of a row.
func (p *rangePage) drawing(row *RangeRow) string {
	if p.plot == 0 {
		return ""
	}
	s := newStrip(p.plot)
	at := func(share float64) int { return int(p.spot(share) + 0.5) }
	if ref := row.Reference; ref != nil {
		for i := at(ref.Low); i <= at(ref.High); i++ {
			s[i] = p.shade
		}
		if !p.below(ref.Median) {
			s[at(ref.Median)] = p.none
		}
		if p.below(ref.Low) {
			s[at(ref.Low)] = p.offLeft
		}
	}
	lo, hi := row.Share[0], row.Share[1]
	from, to := at(lo), at(hi)
	switch {
	case hi == 0:
		s[from] = p.noEffect
	case lo < hi:
		if from == to { // so that it does not look sharp
			from, to = max(0, to-1), max(1, to)
		}
		for i := from; i <= to; i++ {
			if s[i] == p.none {
				s[i] = p.crossed
			} else {
				s[i] = p.bar
			}
		}
		s[from], s[to] = p.open, p.end
	default:
		s[from] = p.dot
	}
	if p.below(lo) {
		s[from] = p.offLeft
	}
	return string(s)
}

// axisBelow writes the axis, with the name of the place of zero before it.
func (p *rangePage) axisBelow() {
	if p.plot == 0 {
		return
	}
	before := p.label + textGap
	if p.note > 0 {
		before += p.note + textGap
	}
	lead := strings.Repeat(" ", before)
	start := before + int(p.axis.from)
	a := p.axis.place(0, p.axis.to-p.axis.from)
	width := int(a.to) + 1
	rule, labels := p.axisLines(a, width, start, p.columns-start-width, max(6, width/4))
	if p.apart {
		lead = p.right(notSeen, before-1) + " " + string(p.mark) + strings.Repeat(" ", start-before-1)
	}
	p.line(lead + rule)
	p.line(labels)
}
