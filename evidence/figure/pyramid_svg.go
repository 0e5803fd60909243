package figure

import (
	"io"
	"math"
	"strconv"

	"github.com/gutmuscle/gutmuscle/evidence"
)

const (
	widestStep  = 420.0
	narrowStep  = 140.0 // on top
	stepHeight  = 38.0
	stepGap     = 5.0
	leastTotal  = 780.0 // of the figure
	legendStart = edge + widestStep + 20
)

// direction is how one of the three directions is drawn.
type direction struct {
	name, fill, label string
}

// directions returns the looks of down, none and up: hatched, white and dark.
func (c *canvas) directions() [3]direction {
	const outline = ` stroke="#1a1a1a" stroke-width="1"`
	return [...]direction{
		{"down", c.hatch("down", "#f3d9b8", "#a65a00") + outline, ink},
		{"none", `fill="#ffffff"` + outline, ink},
		{"up", `fill="#1f5c8b"` + outline, `fill="#ffffff"`},
	}
}

// WriteSVG writes p as an SVG document. Each level is a step; a step is as
// wide as the rank of its level, whatever the number of findings, and its
// parts are in proportion to the findings of each direction.
func (p Pyramid) WriteSVG(w io.Writer) error {
	if err := p.Validate(); err != nil {
		return err
	}
	title, desc := orElse(p.Title, "Evidence pyramid"), p.desc()
	c := newCanvas(title, desc)
	looks := c.directions()

	width := leastTotal
	for _, n := range p.Levels {
		width = math.Max(width, math.Ceil(legendStart+widthOf(n.String(), fontSize)+edge))
	}
	y := c.title(title, width) + 8
	x := edge
	for i := range looks {
		c.rect(x, y, 16, 16, looks[i].fill)
		c.text(x+22, y+12.5, looks[i].name, ink)
		x += 82
	}
	y += 30
	for l := evidence.Synthesis; l > evidence.NotAssessed; l-- {
		step := narrowStep + float64(float64(evidence.Synthesis-l)*(widestStep-narrowStep)/float64(steps-1))
		p.step(c, looks, l, edge+(widestStep-step)/2, y, step)
		y += stepHeight + stepGap
	}
	if n := p.Levels[evidence.NotAssessed]; n.Total() > 0 {
		y += 16
		p.step(c, looks, evidence.NotAssessed, edge+(widestStep-narrowStep)/2, y, narrowStep)
		y += stepHeight + stepGap
	}
	y = c.paragraph(edge, y+16, width-2*edge, 12, pyramidRemark+" "+clean(p.Foot), `font-size="12" `+faint)
	return c.writeTo(w, title, desc, width, y-4)
}

func (p *Pyramid) step(c *canvas, looks [3]direction, l evidence.Level, x, y, width float64) {
	n := p.Levels[l]
	middle := y + stepHeight/2
	c.line(x+width+4, middle, legendStart-6, middle, `stroke="#b0b0b0" stroke-width="1"`)
	c.text(legendStart, middle-4, levelNames[l], ink+bold)
	c.text(legendStart, middle+13, n.String(), ink)
	if n.Total() == 0 {
		c.rect(x, y, width, stepHeight, `fill="#ffffff" stroke="#7a7a7a" stroke-width="1" stroke-dasharray="4 3"`)
		return
	}
	for i, count := range n.parts() {
		if count == 0 {
			continue
		}
		part := float64(width * (float64(count) / float64(n.Total())))
		c.rect(x, y, part, stepHeight, looks[i].fill)
		label := strconv.Itoa(count)
		if room := math.Ceil(widthOf(label, fontSize)) + 6; part >= room+4 {
			if looks[i].name == "down" {
				c.rect(x+part/2-room/2, middle-9, room, 18, `fill="#ffffff"`)
			}
			c.text(x+part/2, middle+4.5, label, looks[i].label+bold+atMid)
		}
		x += part
	}
}
