package figure

import (
	"fmt"
	"io"
	"math"
	"strings"
)

// Point is one estimate in a funnel plot. It is a plain value.
type Point struct {
	Label    string  // told in the text alternative only
	Estimate float64 // on a Log axis a ratio, not its logarithm
	SE       float64 // standard error, above 0; on a Log axis that of the natural logarithm
}

// Funnel is a funnel plot: estimates against their standard errors, with the
// most precise on top. A Funnel needs a point; all other fields have a use when
// zero. It is a plain value.
type Funnel struct {
	Title    string // empty: "Funnel plot"
	Measure  string // what is estimated, with its unit; name of the axis
	Foot     string // remark below the plot, such as the result of Egger's test
	Scale    Scale
	Points   []Point
	Summary  *float64 // pooled estimate; nil: no line and no pseudo limits
	Decimals int      // of the numbers in the text alternative, up to 9; zero: 2
}

// pseudo is the normal quantile of a two-sided 95 % interval: the limits of
// the funnel are summary ± pseudo·SE (Sterne and Egger 2001).
const pseudo = 1.959963984540054

// Validate returns all problems of f, each an [*Error], or nil.
func (f Funnel) Validate() error {
	var c checker
	if len(f.Points) == 0 {
		c.add("Points", ErrEmpty, "")
	}
	c.common(f.Scale, 0, f.Decimals)
	if f.Summary != nil {
		c.value("Summary", *f.Summary, f.Scale)
	}
	most := maxValue
	if f.Scale == Log {
		most = maxLogSE
	}
	for i := range f.Points {
		p := &f.Points[i]
		c.at("point", i+1)
		c.value("Estimate", p.Estimate, f.Scale)
		switch {
		case math.IsNaN(p.SE) || math.IsInf(p.SE, 0):
			c.add("SE", ErrNotFinite, "%v", p.SE)
		case p.SE <= 0:
			c.add("SE", ErrRange, "%v; want a standard error above 0", p.SE)
		case p.SE < 1/maxValue || p.SE > most:
			c.add("SE", ErrRange, "%v; want %v to %v", p.SE, 1/maxValue, most)
		}
	}
	return c.err()
}

// axes returns the horizontal axis, which holds the points and the funnel, and
// the largest standard error of the vertical one, which starts at 0.
func (f *Funnel) axes() (x axis, largest float64) {
	t := f.Scale.transform
	lo, hi := math.Inf(1), math.Inf(-1)
	for i := range f.Points {
		p := &f.Points[i]
		lo, hi = math.Min(lo, t(p.Estimate)), math.Max(hi, t(p.Estimate))
		largest = math.Max(largest, p.SE)
	}
	largest = float64(largest * 1.08)
	if f.Summary != nil {
		s, half := t(*f.Summary), float64(pseudo*largest)
		lo, hi = math.Min(lo, s-half), math.Max(hi, s+half)
	}
	return newAxis(f.Scale, lo, hi), largest
}

// desc says in words what the plot shows.
func (f *Funnel) desc(a axis) string {
	decimals := f.Decimals
	if decimals == 0 {
		decimals = 2
	}
	t := f.Scale.transform
	var b strings.Builder
	fmt.Fprintf(&b, "Funnel plot of %s against standard errors, the smallest on top. %s, axis from %s.",
		plural(len(f.Points), "estimate"), axisTitle(f.Measure, f.Scale), a)
	if f.Summary != nil {
		var below, above, within int
		s := t(*f.Summary)
		for i := range f.Points {
			p := &f.Points[i]
			d := t(p.Estimate) - s
			switch {
			case d < 0:
				below++
			case d > 0:
				above++
			}
			if math.Abs(d) <= float64(pseudo*p.SE) {
				within++
			}
		}
		fmt.Fprintf(&b, " Summary %s; %d below it, %d above it; %d within the pseudo 95 %% limits.",
			f.Scale.effect(*f.Summary, decimals), below, above, within)
	}
	b.WriteString(" Each estimate with its standard error:")
	for i := range f.Points {
		if i == mostTold {
			fmt.Fprintf(&b, " and %s more;", plural(len(f.Points)-mostTold, "estimate"))
			break
		}
		p := &f.Points[i]
		fmt.Fprintf(&b, " %s %s (SE %s);", orElse(p.Label, "no name"), f.Scale.effect(p.Estimate, decimals), number(p.SE, decimals))
	}
	s := strings.TrimRight(b.String(), ";") + "."
	if foot := clean(f.Foot); foot != "" {
		s += " " + sentence(foot)
	}
	return s
}

// WriteSVG writes f as an SVG document.
func (f Funnel) WriteSVG(w io.Writer) error {
	if err := f.Validate(); err != nil {
		return err
	}
	const width, height, left, right = 640.0, 360.0, 92.0, 640.0 - 40
	x, largest := f.axes()
	x = x.place(left, right)
	title, desc := orElse(f.Title, "Funnel plot"), f.desc(x)
	c := newCanvas(title, desc)
	top := c.title(title, width) + 12
	y := axis{lo: 0, hi: largest}.place(top, top+height)

	c.rect(left, top, right-left, height, `fill="#ebebeb"`)
	t := f.Scale.transform
	if f.Summary != nil {
		s, half := t(*f.Summary), float64(pseudo*largest)
		apex, from, to := x.atTransformed(s), x.atTransformed(s-half), x.atTransformed(s+half)
		c.polygon([]point{{apex, top}, {to, top + height}, {from, top + height}}, `fill="#ffffff"`)
		c.line(apex, top, from, top+height, dashes)
		c.line(apex, top, to, top+height, dashes)
		c.line(apex, top, apex, top+height, thin)
	}
	for i := range f.Points {
		p := &f.Points[i]
		c.circle(x.at(p.Estimate), y.at(p.SE), 4.5, `fill="#1f5c8b" fill-opacity="0.75" stroke="#1a1a1a" stroke-width="1"`)
	}
	c.line(left, top, left, top+height, thin)
	for _, m := range y.ticks(6) {
		c.line(left-5, y.at(m.value), left, y.at(m.value), thin)
		c.text(left-9, y.at(m.value)+4.5, m.label, ink+atEnd)
	}
	name := "Standard error"
	if f.Scale == Log {
		name = "Standard error of the logarithm"
	}
	c.textUp(edge+12, top+height/2, name, ink+bold+atMid)
	c.ticks(x, top+height, 8, width)
	bottom := top + height + 42
	c.text((left+right)/2, bottom, cutTo(axisTitle(f.Measure, f.Scale), right-left, fontSize*1.08), ink+bold+atMid)
	bottom += 10
	foot := clean(f.Foot)
	if f.Summary != nil {
		foot = strings.TrimSpace("Solid line: summary. Dashed lines: pseudo 95 % limits. " + foot)
	}
	if foot != "" {
		bottom = c.paragraph(edge, bottom+14, width-2*edge, 12, foot, `font-size="12" `+faint) - 14
	}
	return c.writeTo(w, title, desc, width, bottom+edge)
}
