package figure

import (
	"io"
	"math"
)

// rangeLayout is where the columns of a chart of ranges stand.
type rangeLayout struct {
	rangeAxis
	note, share, right    float64 // the note starts; the share ends, the numbers end
	labelWidth, noteWidth float64
	left, total           float64 // the plot starts, the figure ends
}

// The colors of a chart of ranges: one for the shares and gray for the groups,
// since none of them is good or bad.
const (
	shareFill   = `fill="#1f5c8b"`
	shareStroke = `stroke="#1f5c8b"`
	rangeLook   = `fill="#d9d9d9" stroke="#7a7a7a" stroke-width="1"`

	zeroAt   = 36.0 // the place for none is in the middle of its name
	zeroZone = 92.0

	shareHeader = "Share"
	rangeHeader = "Median (P10 to P90)"
)

func (r *Ranges) layout(lines []rangeLine) rangeLayout {
	const widestLabel, widestNote = 300, 200
	labels, notes, numbers := 80.0, 0.0, 0.0
	shares := widthOf(shareHeader, fontSize*1.08)
	for i := range lines {
		l := &lines[i]
		if l.heading {
			continue
		}
		labels = math.Max(labels, widthOf(l.label, fontSize)+indent)
		notes = math.Max(notes, widthOf(l.note, fontSize))
		shares = math.Max(shares, widthOf(l.share, fontSize))
		if l.numbers != "" {
			numbers = math.Max(numbers, math.Max(widthOf(rangeHeader, fontSize*1.08), widthOf(l.numbers, fontSize)))
		}
	}
	lay := rangeLayout{labelWidth: math.Ceil(math.Min(labels, widestLabel)), noteWidth: math.Ceil(math.Min(notes, widestNote))}
	x := edge + lay.labelWidth + gap
	lay.note = x
	if lay.noteWidth > 0 {
		x += lay.noteWidth + gap
	}
	lay.left = x
	lay.rangeAxis = r.axis().over(x, x+plotWidth, zeroAt, zeroZone)
	lay.share = x + plotWidth + gap + math.Ceil(shares)
	lay.right = lay.share
	if numbers > 0 {
		lay.right += gap + math.Ceil(numbers)
	}
	lay.total = lay.right + edge
	return lay
}

// WriteSVG writes r as an SVG document.
func (r Ranges) WriteSVG(w io.Writer) error {
	if err := r.Validate(); err != nil {
		return err
	}
	lines := r.lines()
	lay := r.layout(lines)
	title, desc := orElse(r.Title, rangesTitle), r.desc(lines, lay.rangeAxis)
	c := newCanvas(title, desc)

	y := c.title(title, lay.total) + rowHeight
	c.text(lay.share, y, shareHeader, ink+bold+atEnd)
	if lay.right > lay.share {
		c.text(lay.right, y, rangeHeader, ink+bold+atEnd)
	}
	y += 8
	c.line(edge, y, lay.right, y, thin)
	for i := range lines {
		l := &lines[i]
		if l.heading {
			y = c.paragraph(edge, y+fontSize+8, lay.right-edge, fontSize*1.08, l.label, ink+bold) - fontSize
			continue
		}
		lay.draw(c, l, y+rowHeight/2)
		y += rowHeight
	}
	y += 8
	if lay.apart {
		c.line(lay.left, y, lay.left+2*zeroAt, y, thin)
		c.line(lay.zero, y, lay.zero, y+5, thin)
		c.text(lay.zero, y+19, notSeen, ink+atMid)
	}
	c.ticks(lay.axis, y, 7, lay.total)
	y += 42
	c.axisName(orElse(r.Measure, shareHeader), unitOf(lay.rangeAxis), lay.left+plotWidth/2, y, lay.total)
	says := r.remark(lay.rangeAxis, signs{"A dot", "An open dot", "A line with two ends", "The gray bar", "the line in it", "An arrow"})
	y = c.paragraph(edge, y+24, lay.total-2*edge, 12, says, `font-size="12" `+faint)
	y = c.paragraph(edge, y, lay.total-2*edge, 12, clean(r.Foot), `font-size="12" `+faint)
	return c.writeTo(w, title, desc, lay.total, y-4)
}

// draw draws a row around y.
func (lay *rangeLayout) draw(c *canvas, l *rangeLine, y float64) {
	base := y + 4.5
	c.text(edge+indent, base, cutTo(l.label, lay.labelWidth-indent+1, fontSize), ink)
	c.text(lay.note, base, cutTo(l.note, lay.noteWidth+1, fontSize), faint)
	c.text(lay.share, base, l.share, ink+atEnd)
	c.text(lay.right, base, l.numbers, ink+atEnd)
	const guide = `stroke="#b0b0b0" stroke-width="0.5"`
	c.line(lay.from, y, lay.to, y, guide)
	if lay.apart {
		c.line(lay.left, y, lay.left+2*zeroAt, y, guide)
	}
	if ref := l.row.Reference; ref != nil {
		const half, least = 7, 3
		from, to := widened(lay.spot(ref.Low), lay.spot(ref.High), least)
		c.rect(from, y-half, to-from, 2*half, rangeLook)
		if x := lay.spot(ref.Median); !lay.below(ref.Median) {
			c.line(x, y-half, x, y+half, `stroke="#1a1a1a" stroke-width="2"`)
		}
	}
	lo, hi := l.row.Share[0], l.row.Share[1]
	switch {
	case hi == 0:
		c.circle(lay.spot(0), y, 4.5, `fill="#ffffff" `+shareStroke+` stroke-width="2"`)
	case lo < hi:
		const half, least = 6, 6
		from, to := widened(lay.spot(lo), lay.spot(hi), least)
		c.line(from, y, to, y, shareStroke+` stroke-width="3"`)
		if !lay.below(lo) {
			c.line(from, y-half, from, y+half, shareStroke+` stroke-width="2"`)
		}
		if !lay.below(hi) {
			c.line(to, y-half, to, y+half, shareStroke+` stroke-width="2"`)
		}
	case !lay.below(lo):
		c.circle(lay.spot(lo), y, 5, shareFill+` stroke="#ffffff" stroke-width="1.5"`)
	}
	below := lay.below(lo) || lay.below(hi)
	if ref := l.row.Reference; ref != nil {
		below = below || lay.below(ref.Low)
	}
	if below {
		c.arrow(lay.from, y, -1)
	}
}

// widened returns the ends of an interval, at least so far apart that it can be
// seen.
func widened(from, to, least float64) (float64, float64) {
	if to-from < least {
		middle := from + (to-from)/2
		return middle - least/2, middle + least/2
	}
	return from, to
}
