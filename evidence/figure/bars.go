package figure

import (
	"fmt"
	"io"
	"math"
	"strings"
)

// Bars is a chart of shares: of so many things, how many have something. Each
// bar is as long as its share. The zero Bars has nothing to draw. It is a plain
// value.
type Bars struct {
	Title string // empty: "Shares"
	Rows  []Bar
	Foot  string // remark below the bars
}

// Bar is one row of [Bars]. It is a plain value.
type Bar struct {
	Label string
	Group string // rows of one group stand together, under its name; empty: none
	Have  int    // how many have it
	Of    int    // of how many; if that is zero, there is no bar
}

// Share returns the share of those that have it, 0 if there are none at all.
func (b Bar) Share() float64 {
	if b.Of == 0 {
		return 0
	}
	return float64(b.Have) / float64(b.Of)
}

// String returns the numbers in words, such as "3 of 4 (75 %)".
func (b Bar) String() string {
	if b.Of == 0 {
		return "none at all"
	}
	return fmt.Sprintf("%d of %d (%s)", b.Have, b.Of, shortPercent(b.Share()))
}

// shortPercent prints a share without decimals, and never one that is not whole
// as none or as all.
func shortPercent(share float64) string {
	switch {
	case share > 0 && share < 0.005:
		return "<1 %"
	case share < 1 && share >= 0.995:
		return ">99 %"
	}
	return percent(share, 0)
}

// Validate returns all problems of b, each an [*Error], or nil. A count may be
// up to a hundred million.
func (b Bars) Validate() error {
	var c checker
	if len(b.Rows) == 0 {
		c.add("Rows", ErrEmpty, "want one at least")
	}
	for i, r := range b.Rows {
		c.at("row", i+1)
		c.within("Of", float64(r.Of), 0, maxCount)
		c.within("Have", float64(r.Have), 0, math.Max(0, float64(r.Of)))
	}
	return c.err()
}

// groups calls each with the rows of every group, in the order in which the
// groups first appear.
func (b *Bars) groups(each func(name string, rows []Bar)) {
	var names []string
	of := make(map[string][]Bar)
	for _, r := range b.Rows {
		if of[r.Group] == nil {
			names = append(names, r.Group)
		}
		of[r.Group] = append(of[r.Group], r)
	}
	for _, name := range names {
		each(name, of[name])
	}
}

func (b *Bars) desc() string {
	var s strings.Builder
	fmt.Fprintf(&s, "Shares in %s.", plural(len(b.Rows), "row"))
	b.groups(func(name string, rows []Bar) {
		if name != "" {
			s.WriteString(" " + sentence(clean(name)))
		}
		for _, r := range rows {
			fmt.Fprintf(&s, " %s: %s.", clean(r.Label), r)
		}
	})
	if foot := clean(b.Foot); foot != "" {
		s.WriteString(" " + sentence(foot))
	}
	return s.String()
}

// The measures of a picture of bars.
const (
	barLength = 260.0
	barHeight = 12.0
	mostLabel = 360.0
)

// WriteSVG writes b as an SVG document: the labels, the bars on an outline of
// their full length, and the numbers.
func (b Bars) WriteSVG(w io.Writer) error {
	if err := b.Validate(); err != nil {
		return err
	}
	title, desc := orElse(b.Title, "Shares"), b.desc()
	c := newCanvas(title, desc)
	labels, numbers := 80.0, 0.0
	for _, r := range b.Rows {
		labels = math.Max(labels, widthOf(clean(r.Label), fontSize)+10)
		numbers = math.Max(numbers, widthOf(r.String(), fontSize))
	}
	labels = math.Min(math.Ceil(labels), mostLabel)
	from := edge + labels + gap
	width := math.Ceil(from + barLength + gap + numbers + edge)
	y := c.title(title, width) + 8
	b.groups(func(name string, rows []Bar) {
		indent := 0.0
		if name = clean(name); name != "" {
			c.text(edge, y+fontSize+2, cut(name, int((width-2*edge)/fontSize*100), ems, ellipsis), ink+bold)
			y += rowHeight
			indent = 10
		}
		for _, r := range rows {
			base := y + fontSize + 2
			c.text(edge+indent, base, cut(clean(r.Label), int((labels-indent)/fontSize*100), ems, ellipsis), ink)
			if r.Of > 0 {
				top := y + (rowHeight-barHeight)/2
				c.rect(from, top, barLength, barHeight, `fill="#ffffff" stroke="#7a7a7a" stroke-width="1"`)
				if r.Have > 0 {
					c.rect(from, top, float64(barLength*r.Share()), barHeight, `fill="#1f5c8b"`)
				}
			}
			c.text(from+barLength+gap, base, r.String(), ink)
			y += rowHeight
		}
		y += 6
	})
	y = c.paragraph(edge, y+12, width-2*edge, 12, clean(b.Foot), `font-size="12" `+faint)
	return c.writeTo(w, title, desc, width, y)
}

// WriteText writes b as text of at most the given columns.
func (b Bars) WriteText(w io.Writer, columns int) error { return b.write(w, columns, unicodeGlyphs) }

// WriteASCII is WriteText in ASCII.
func (b Bars) WriteASCII(w io.Writer, columns int) error { return b.write(w, columns, asciiGlyphs) }

func (b *Bars) write(w io.Writer, columns int, g glyphs) error {
	if err := b.Validate(); err != nil {
		return err
	}
	out := page{glyphs: g, columns: usable(columns)}
	labels, numbers := 0, 0
	for _, r := range b.Rows {
		labels = max(labels, columnsOf(out.fold(clean(r.Label)))+2)
		numbers = max(numbers, columnsOf(r.String()))
	}
	const most, least, label = 30, 6, 8 // the widest bar, the narrowest bar, the narrowest label
	labels = min(labels, max(label, out.columns-numbers-2*textGap-least))
	bar := min(most, out.columns-labels-numbers-2*textGap)
	blank := strings.Repeat(" ", textGap)

	out.paragraph(orElse(b.Title, "Shares"))
	b.groups(func(name string, rows []Bar) {
		indent := ""
		if name = clean(name); name != "" {
			out.paragraph(name)
			indent = "  "
		}
		for _, r := range rows {
			s := out.left(indent+out.fold(clean(r.Label)), labels)
			if bar >= least {
				full := int(math.Floor(float64(float64(bar)*r.Share()) + 0.5))
				switch { // a share that is neither none nor all does not look so
				case r.Have > 0 && full == 0:
					full = 1
				case r.Have < r.Of && full == bar:
					full--
				}
				if r.Of == 0 {
					s += blank + strings.Repeat(" ", bar)
				} else {
					s += blank + strings.Repeat(string(out.full), full) + strings.Repeat(string(out.empty), bar-full)
				}
			}
			out.line(s + blank + r.String())
		}
	})
	out.paragraph(clean(b.Foot))
	return out.writeTo(w)
}
