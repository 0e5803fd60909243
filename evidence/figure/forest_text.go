package figure

import (
	"io"
	"strings"
)

// WriteText writes f as text of at most the given columns, in Unicode signs:
// ├──■──┤ is a study, ╞══◆══╡ a summary, ├╌╌╌╌╌┤ a prediction interval, ◄ and ►
// stand where an interval leaves the axis. If columns are few, the notes go
// first, then the weights and at last the plot, but never the numbers.
func (f Forest) WriteText(w io.Writer, columns int) error { return f.write(w, columns, unicodeGlyphs) }

// WriteASCII is WriteText in ASCII: (--#--) is a study, [==*==] a summary,
// (.....) a prediction interval, < and > stand where an interval leaves the
// axis. Letters of labels that ASCII has no spelling for become "?".
func (f Forest) WriteASCII(w io.Writer, columns int) error { return f.write(w, columns, asciiGlyphs) }

// forestPage is where the columns of a text forest plot stand. The widths
// include no gaps; zero: left out.
type forestPage struct {
	page
	axis
	label, note, plot, weight, numbers int
}

const textGap = 2

func (f *Forest) write(w io.Writer, columns int, g glyphs) error {
	if err := f.Validate(); err != nil {
		return err
	}
	lines := f.lines()
	for i := range lines {
		l := &lines[i]
		l.label, l.note, l.numbers, l.percent = g.fold(l.label), g.fold(l.note), g.fold(l.numbers), g.fold(l.percent)
		if l.grouped {
			l.label = "  " + l.label
		}
	}
	p := forestPage{page: page{glyphs: g, columns: usable(columns)}}
	p.measure(lines)
	if p.plot > 0 {
		p.axis = f.axis().place(0, float64(p.plot-1))
	}
	p.paragraph(orElse(f.Title, "Forest plot"))
	p.header(interval(f.Level))
	for i := range lines {
		p.row(&lines[i])
	}
	if p.plot > 0 {
		p.below(clean(f.Left), clean(f.Right))
	}
	p.paragraph(axisTitle(f.Measure, f.Scale))
	p.paragraph(clean(f.Foot))
	return p.writeTo(w)
}

// measure shares the columns out.
func (p *forestPage) measure(lines []line) {
	const (
		widestLabel, narrowLabel = 40, 19
		widestNote               = 24
		goodPlot, leastPlot      = 20, 10
	)
	p.label = len("Study")
	for i := range lines {
		l := &lines[i]
		if l.kind != headingLine {
			p.label = max(p.label, columnsOf(l.label))
		}
		p.note = max(p.note, columnsOf(l.note))
		p.numbers = max(p.numbers, columnsOf(l.numbers))
		if l.percent != "" {
			p.weight = max(p.weight, columnsOf(l.percent), len("Weight"))
		}
	}
	p.label, p.note = min(p.label, widestLabel), min(p.note, widestNote)
	if p.share(); p.plot < goodPlot {
		p.note = 0
	}
	if p.share(); p.plot < goodPlot {
		p.label = min(p.label, max(narrowLabel, p.label-(goodPlot-p.plot)))
	}
	if p.share(); p.plot < leastPlot {
		p.weight = 0
	}
	if p.share(); p.plot < leastPlot {
		p.plot = 0
		p.label = max(0, p.columns-textGap-p.numbers)
	}
}

// share gives the plot what the other columns leave.
func (p *forestPage) share() {
	const widestPlot = 80
	p.plot = p.columns - p.numbers - textGap
	for _, width := range []int{p.label, p.note, p.weight} {
		if width > 0 {
			p.plot -= width + textGap
		}
	}
	p.plot = min(p.plot, widestPlot)
}

// put joins the columns of one line.
func (p *forestPage) put(label, note, plot, weight, numbers string) {
	blank := strings.Repeat(" ", textGap)
	var b strings.Builder
	b.WriteString(p.left(label, p.label) + blank)
	if p.note > 0 {
		b.WriteString(p.left(note, p.note) + blank)
	}
	if p.plot > 0 {
		b.WriteString(plot + strings.Repeat(" ", max(0, p.plot-columnsOf(plot))) + blank)
	}
	if p.weight > 0 {
		b.WriteString(p.right(weight, p.weight) + blank)
	}
	b.WriteString(p.right(numbers, p.numbers))
	p.line(b.String())
}

// header names the columns.
func (p *forestPage) header(interval string) {
	name := p.fold(estimate + " (" + interval + ")")
	if columnsOf(name) > p.numbers {
		name = p.fold(interval)
	}
	p.put("Study", "", "", "Weight", name)
}

func (p *forestPage) row(l *line) {
	if l.kind == headingLine {
		p.line(p.left(l.label, p.columns))
		return
	}
	p.put(l.label, l.note, p.drawing(l), l.percent, l.numbers)
}

// drawing returns the plot of one line.
func (p *forestPage) drawing(l *line) string {
	if p.plot == 0 {
		return ""
	}
	s := newStrip(p.plot)
	bar, open, end, sign := p.bar, p.open, p.end, p.square
	switch l.kind {
	case summaryLine:
		bar, open, end, sign = p.double, p.dOpen, p.dEnd, p.diamond
	case predictionLine:
		bar = p.dash
	}
	from, to := p.column(l.lo), p.column(l.hi)
	for i := from; i <= to; i++ {
		s[i] = bar
	}
	s[from], s[to] = open, end
	t := p.scale.transform
	if no := p.scale.noEffect(); p.holds(no) {
		at := p.column(no)
		switch {
		case at < from || at > to:
			s[at] = p.none
		case at > from && at < to:
			s[at] = p.crossed
		}
	}
	if t(l.lo) < p.lo {
		s[from] = p.offLeft
	}
	if t(l.hi) > p.hi {
		s[to] = p.offRight
	}
	if l.kind != predictionLine && p.holds(l.x) {
		s[p.column(l.x)] = sign
	}
	return string(s)
}

// below writes the axis and what its sides favor.
func (p *forestPage) below(left, right string) {
	before := p.label + textGap
	if p.note > 0 {
		before += p.note + textGap
	}
	rule, labels := p.axisLines(p.axis, p.plot, before, p.columns-before-p.plot, max(2, p.plot/6))
	p.line(strings.Repeat(" ", before) + rule)
	p.line(labels)
	if left == "" && right == "" {
		return
	}
	middle := before + p.column(p.scale.noEffect())
	if left != "" {
		left = p.toLeft + p.fold(left)
	}
	if right != "" {
		right = p.fold(right) + p.toRight
	}
	p.line(p.right(left, middle-1) + " " + string(p.none) + " " + cut(right, p.columns-middle-2, cells, p.ellipsis))
}
