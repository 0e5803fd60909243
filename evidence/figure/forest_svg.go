package figure

import (
	"io"
	"math"
)

// Colors of a forest plot.
const (
	rowFill     = `fill="#8fb8d9"` // light, so that a short interval shows on its square
	summaryFill = `fill="#1a1a1a"`
)

// forestLayout is where the columns of a forest plot stand, and which of its
// numbers the lines share.
type forestLayout struct {
	axis
	label, note, weight, right float64 // the label starts, the note starts; the weight ends, the numbers end
	labelWidth, noteWidth      float64
	total                      float64
	heaviest                   float64
}

const (
	plotWidth = 320.0
	indent    = 12.0
	estimate  = "Estimate"
)

func (f *Forest) layout(lines []line) forestLayout {
	const widestLabel, widestNote = 300, 200
	labels, notes, weights := widthOf("Study", fontSize), 0.0, 0.0
	numbers := widthOf(estimate+" ("+interval(f.Level)+")", fontSize)
	lay := forestLayout{}
	for i := range lines {
		l := &lines[i]
		w := widthOf(l.label, fontSize)
		if l.grouped {
			w += indent
		}
		if l.kind != rowLine {
			w *= 1.08 // bold
		}
		labels = math.Max(labels, w)
		notes = math.Max(notes, widthOf(l.note, fontSize))
		numbers = math.Max(numbers, widthOf(l.numbers, fontSize))
		if l.percent != "" {
			weights = math.Max(weights, math.Max(widthOf("Weight", fontSize), widthOf(l.percent, fontSize)))
		}
		lay.heaviest = math.Max(lay.heaviest, l.weight)
	}
	lay.labelWidth, lay.noteWidth = math.Ceil(math.Min(labels, widestLabel)), math.Ceil(math.Min(notes, widestNote))
	lay.label = edge
	x := lay.label + lay.labelWidth + gap
	lay.note = x
	if lay.noteWidth > 0 {
		x += lay.noteWidth + gap
	}
	lay.axis = f.axis().place(x, x+plotWidth)
	x += plotWidth + gap
	if weights > 0 {
		x += math.Ceil(weights) + gap
		lay.weight = x - gap
	}
	lay.right = x + math.Ceil(numbers)
	lay.total = lay.right + edge
	return lay
}

// WriteSVG writes f as an SVG document. The area of a square is in proportion
// to the weight of its study, down to a smallest square that can still be seen.
func (f Forest) WriteSVG(w io.Writer) error {
	if err := f.Validate(); err != nil {
		return err
	}
	lines := f.lines()
	lay := f.layout(lines)
	title, desc := orElse(f.Title, "Forest plot"), f.desc(lines, lay.axis)
	c := newCanvas(title, desc)

	top := c.title(title, lay.total) + rowHeight
	c.text(lay.label, top, "Study", ink+bold)
	if lay.weight > 0 {
		c.text(lay.weight, top, "Weight", ink+bold+atEnd)
	}
	c.text(lay.right, top, estimate+" ("+interval(f.Level)+")", ink+bold+atEnd)
	top += 8
	c.line(edge, top, lay.right, top, thin)
	bottom := top + rowHeight*float64(len(lines)) + 8
	f.guides(c, lay, top, bottom)
	for i := range lines {
		f.drawLine(c, lay, &lines[i], top+4+rowHeight*(float64(i)+0.5))
	}
	bottom = f.below(c, lay, bottom)
	return c.writeTo(w, title, desc, lay.total, bottom)
}

// guides draws the line of no effect and a dashed line through the first
// summary of all studies.
func (f *Forest) guides(c *canvas, lay forestLayout, top, bottom float64) {
	for i := range f.Summaries {
		if s := &f.Summaries[i]; s.Group == "" && lay.holds(s.Estimate) {
			c.line(lay.at(s.Estimate), top, lay.at(s.Estimate), bottom, dashes)
			break
		}
	}
	if no := f.Scale.noEffect(); lay.holds(no) {
		c.line(lay.at(no), top, lay.at(no), bottom, thin)
	}
}

func (f *Forest) drawLine(c *canvas, lay forestLayout, l *line, y float64) {
	base, x, weight := y+4.5, lay.label, ""
	if l.grouped {
		x += indent
	}
	if l.kind == headingLine || l.kind == summaryLine {
		weight = bold
	}
	size := fontSize
	if weight != "" {
		size *= 1.08
	}
	c.text(x, base, cutTo(l.label, lay.labelWidth-(x-lay.label)+1, size), ink+weight)
	if l.kind == headingLine {
		return
	}
	c.text(lay.note, base, cutTo(l.note, lay.noteWidth+1, fontSize), faint)
	c.text(lay.weight, base, l.percent, ink+atEnd)
	c.text(lay.right, base, l.numbers, ink+weight+atEnd)
	switch l.kind {
	case rowLine:
		if lay.holds(l.x) {
			side := lay.square(l.weight)
			c.rect(lay.at(l.x)-side/2, y-side/2, side, side, rowFill+` stroke="#1f5c8b" stroke-width="1"`)
		}
		lay.whisker(c, l, y, thick)
	case summaryLine:
		lay.diamond(c, l, y)
	case predictionLine:
		lay.whisker(c, l, y, `stroke="#1a1a1a" stroke-width="2" stroke-dasharray="5 3"`)
	}
}

// square returns the side of the square of a weight.
func (lay *forestLayout) square(weight float64) float64 {
	const largest, smallest = 15, 4
	if lay.heaviest == 0 {
		return 9
	}
	return math.Max(smallest, largest*math.Sqrt(weight/lay.heaviest))
}

// whisker draws an interval with a bar at each end, or an arrow where it
// leaves the axis.
func (lay *forestLayout) whisker(c *canvas, l *line, y float64, attributes string) {
	from, to := lay.clamp(l.lo), lay.clamp(l.hi)
	c.line(from, y, to, y, attributes)
	if lay.holds(l.lo) {
		c.line(from, y-4, from, y+4, thick)
	}
	if lay.holds(l.hi) {
		c.line(to, y-4, to, y+4, thick)
	}
	lay.arrows(c, l, y)
}

func (lay *forestLayout) arrows(c *canvas, l *line, y float64) {
	t := lay.scale.transform
	if t(l.lo) < lay.lo {
		c.arrow(lay.from, y, -1)
	}
	if t(l.hi) > lay.hi {
		c.arrow(lay.to, y, 1)
	}
}

// diamond draws a summary: its width is the interval, and what is beyond the
// axis is cut off and marked by an arrow.
func (lay *forestLayout) diamond(c *canvas, l *line, y float64) {
	const half = 8
	// Far outside the axis, places are beyond what can be printed.
	const far = 1e6
	near := func(x float64) float64 { return math.Max(-far, math.Min(far, lay.at(x))) }
	from, to := lay.from, lay.to
	if !lay.holds(l.lo) {
		from += 11 // room for an arrow
	}
	if !lay.holds(l.hi) {
		to -= 11
	}
	if lo, mid, hi := near(l.lo), near(l.x), near(l.hi); hi > lo {
		if shape := clip([]point{{lo, y}, {mid, y - half}, {hi, y}, {mid, y + half}}, from, to); len(shape) > 2 {
			c.polygon(shape, summaryFill)
		}
	} else if lay.holds(l.x) {
		c.line(mid, y-half, mid, y+half, `stroke="#1a1a1a" stroke-width="2"`)
	}
	lay.arrows(c, l, y)
}

// below draws the axis, what its sides favor, its name and the remark, and
// returns the height of the whole.
func (f *Forest) below(c *canvas, lay forestLayout, y float64) float64 {
	c.ticks(lay.axis, y, 7, lay.total)
	y += 20
	left, right := clean(f.Left), clean(f.Right)
	if left != "" || right != "" {
		y += 20
		const off, head = 14.0, 12.0
		middle := lay.clamp(f.Scale.noEffect())
		left = cutTo(left, middle-off-head-edge, fontSize)
		right = cutTo(right, lay.right-middle-off-head, fontSize)
		if left != "" {
			c.arrow(middle-off-head+6, y-4.5, -1)
			c.text(middle-off-head, y, left, ink+atEnd)
		}
		if right != "" {
			c.arrow(middle+off+head-6, y-4.5, 1)
			c.text(middle+off+head, y, right, ink)
		}
	}
	y += 22
	name := cutTo(axisTitle(f.Measure, f.Scale), lay.total-2*edge, fontSize)
	half := widthOf(name, fontSize) / 2
	x := math.Max(edge+half, math.Min(lay.right-half, (lay.from+lay.to)/2))
	c.text(x, y, name, ink+bold+atMid)
	if foot := clean(f.Foot); foot != "" {
		y = c.paragraph(edge, y+24, lay.total-2*edge, 12, foot, `font-size="12" `+faint) - 16
	}
	return y + edge
}
