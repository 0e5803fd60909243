package figure

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"hash/fnv"
	"io"
	"math"
	"strconv"
)

// The look of the figures. The colors differ in lightness, so that nothing is
// lost in gray.
const (
	fontSize  = 13.0
	titleSize = 16.0
	rowHeight = 22.0
	edge      = 16.0 // empty margin of a figure
	gap       = 14.0 // between columns

	ink   = `fill="#1a1a1a"`
	faint = `fill="#4d4d4d"`
	bold  = ` font-weight="bold"`
	atEnd = ` text-anchor="end"`
	atMid = ` text-anchor="middle"`

	thin   = `stroke="#1a1a1a" stroke-width="1"`
	thick  = `stroke="#1a1a1a" stroke-width="1.5"`
	dashes = `stroke="#4d4d4d" stroke-width="1" stroke-dasharray="4 3"`
)

type point struct{ x, y float64 }

// canvas collects the elements of an SVG. Attributes that are given as a text
// are constants of this package; all else is escaped or a number.
type canvas struct {
	id   string // beginning of the ids, which are unique in a page of several figures
	body bytes.Buffer
}

// newCanvas returns a canvas whose ids follow from what the figure says.
func newCanvas(title, desc string) *canvas {
	h := fnv.New64a()
	_, _ = io.WriteString(h, title+"\x00"+desc)
	return &canvas{id: fmt.Sprintf("fig%016x", h.Sum64())}
}

// num prints a coordinate with two decimals.
func num(x float64) string {
	s := strconv.FormatFloat(x, 'f', 2, 64)
	if s == "-0.00" {
		return "0.00"
	}
	return s
}

func escaped(s string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(s)) // a Buffer does not fail
	return b.String()
}

func (c *canvas) printf(format string, args ...any) { fmt.Fprintf(&c.body, format, args...) }

func (c *canvas) line(x1, y1, x2, y2 float64, attributes string) {
	c.printf("<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" %s/>\n", num(x1), num(y1), num(x2), num(y2), attributes)
}

func (c *canvas) rect(x, y, width, height float64, attributes string) {
	c.printf("<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" %s/>\n", num(x), num(y), num(width), num(height), attributes)
}

func (c *canvas) circle(x, y, r float64, attributes string) {
	c.printf("<circle cx=\"%s\" cy=\"%s\" r=\"%s\" %s/>\n", num(x), num(y), num(r), attributes)
}

func (c *canvas) polygon(points []point, attributes string) {
	c.body.WriteString(`<polygon points="`)
	for i, p := range points {
		if i > 0 {
			c.body.WriteByte(' ')
		}
		c.printf("%s,%s", num(p.x), num(p.y))
	}
	c.printf("\" %s/>\n", attributes)
}

func (c *canvas) text(x, y float64, s, attributes string) {
	if s != "" {
		c.printf("<text x=\"%s\" y=\"%s\" %s>%s</text>\n", num(x), num(y), attributes, escaped(s))
	}
}

// textUp writes s from below upward, with its middle at x, y.
func (c *canvas) textUp(x, y float64, s, attributes string) {
	c.text(x, y, s, fmt.Sprintf(`%s transform="rotate(-90 %s %s)"`, attributes, num(x), num(y)))
}

// paragraph writes s in as many lines as it takes in the width from x on, with
// the first base line at y, and returns where the next line would stand.
func (c *canvas) paragraph(x, y, width, size float64, s, attributes string) float64 {
	for _, line := range wrap(s, int(width/size*100), ems) {
		c.text(x, y, line, attributes)
		y += math.Round(size * 1.35)
	}
	return y
}

// title writes the title of a figure and returns how far down it reaches.
func (c *canvas) title(s string, width float64) float64 {
	return c.paragraph(edge, edge+titleSize, width-2*edge, titleSize*1.08, s, `font-size="16" `+ink+bold) - titleSize + 4
}

// arrow draws an arrowhead with its tip at x, y; dir is −1 for left and 1 for
// right.
func (c *canvas) arrow(x, y, dir float64) {
	const length, half = 8, 4.5
	c.polygon([]point{{x, y}, {x - float64(dir*length), y - half}, {x - float64(dir*length), y + half}}, ink)
}

// hatch defines a pattern of stripes on a ground and returns the attribute that
// fills with it.
func (c *canvas) hatch(name, ground, stripe string) string {
	c.printf("<defs><pattern id=\"%s-%s\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"+
		"<rect x=\"0\" y=\"0\" width=\"6\" height=\"6\" fill=\"%s\"/><rect x=\"0\" y=\"0\" width=\"2\" height=\"6\" fill=\"%s\"/>"+
		"</pattern></defs>\n", c.id, name, ground, stripe)
	return `fill="url(#` + c.id + "-" + name + `)"`
}

// ticks draws a horizontal axis at y with its marks and, where there is room in
// a figure of the given width, their labels.
func (c *canvas) ticks(a axis, y float64, most int, width float64) {
	c.line(a.from, y, a.to, y, thin)
	end := 4.0
	for _, t := range a.ticks(most) {
		x := a.at(t.value)
		c.line(x, y, x, y+5, thin)
		if half := widthOf(t.label, fontSize) / 2; x-half > end && x+half < width-4 {
			c.text(x, y+19, t.label, ink+atMid)
			end = x + half + 4
		}
	}
}

// writeTo writes the whole document.
func (c *canvas) writeTo(w io.Writer, title, desc string, width, height float64) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %s %s\" role=\"img\" "+
		"aria-labelledby=\"%s-title\" aria-describedby=\"%s-desc\" font-family=\"sans-serif\" font-size=\"13\">\n",
		num(width), num(height), c.id, c.id)
	fmt.Fprintf(&b, "<title id=\"%s-title\">%s</title>\n<desc id=\"%s-desc\">%s</desc>\n", c.id, escaped(title), c.id, escaped(desc))
	fmt.Fprintf(&b, "<rect x=\"0.00\" y=\"0.00\" width=\"%s\" height=\"%s\" fill=\"#ffffff\"/>\n", num(width), num(height))
	b.Write(c.body.Bytes())
	b.WriteString("</svg>\n")
	_, err := w.Write(b.Bytes())
	return err
}

// clip returns the part of a convex polygon between x = lo and x = hi.
func clip(points []point, lo, hi float64) []point {
	half := func(in []point, bound, sign float64) (out []point) {
		for i, p := range in {
			q := in[(i+1)%len(in)]
			dp, dq := sign*(p.x-bound), sign*(q.x-bound)
			if dp >= 0 {
				out = append(out, p)
			}
			if dp > 0 && dq < 0 || dp < 0 && dq > 0 {
				out = append(out, point{bound, p.y + float64(dp/(dp-dq)*(q.y-p.y))})
			}
		}
		return out
	}
	return half(half(points, lo, 1), hi, -1)
}
