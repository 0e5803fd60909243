package figure

import (
	"bytes"
	"io"
	"math"
	"strings"
	"unicode"
)

// glyphs are the signs that a text figure is made of.
type glyphs struct {
	fold     func(string) string // puts a text into the signs that may be used
	ellipsis string

	rule, mark                   rune // axis
	none, crossed                rune // line of no effect, alone and crossed by an interval
	square, bar, open, end       rune // a study and its interval
	diamond, double, dOpen, dEnd rune // a summary
	dash, offLeft, offRight      rune // prediction interval; arrows
	up, noEffect, down, empty    rune // the parts of a pyramid
	full, shade                  rune // a bar; a remainder or a range of a group
	dot                          rune // a share; one of none is noEffect
	toLeft, toRight              string
}

var unicodeGlyphs = glyphs{
	fold: func(s string) string { return s }, ellipsis: ellipsis,
	rule: '─', mark: '┴', none: '│', crossed: '┼',
	square: '■', bar: '─', open: '├', end: '┤', diamond: '◆', double: '═', dOpen: '╞', dEnd: '╡',
	dash: '╌', offLeft: '◄', offRight: '►', up: '▲', noEffect: '○', down: '▼', empty: '·', full: '█', shade: '░', dot: '●',
	toLeft: "← ", toRight: " →",
}

var asciiGlyphs = glyphs{
	fold: ascii, ellipsis: "~",
	rule: '-', mark: '+', none: '|', crossed: '+',
	square: '#', bar: '-', open: '(', end: ')', diamond: '*', double: '=', dOpen: '[', dEnd: ']',
	dash: '.', offLeft: '<', offRight: '>', up: '+', noEffect: 'o', down: '-', empty: '.', full: '#', shade: ':', dot: '*',
	toLeft: "<- ", toRight: " ->",
}

var inASCII = strings.NewReplacer("−", "-", "–", "-", "—", "-", "‐", "-", "…", "...", "’", "'", "‘", "'", "“", `"`, "”", `"`,
	"→", "->", "←", "<-", "≥", ">=", "≤", "<=", "±", "+/-", "×", "x", "·", ".", "²", "2", "³", "3", "µ", "u", "μ", "u",
	"τ", "tau", "χ", "chi", "α", "alpha", "β", "beta", "γ", "gamma", "ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss",
	"é", "e", "è", "e", "á", "a", "ó", "o", "í", "i", "ú", "u", "ñ", "n", "ç", "c", "ø", "o", "å", "a")

// ascii writes s in ASCII; what it has no spelling for becomes a question mark.
func ascii(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r <= unicode.MaxASCII:
			return r
		case cells(r) == 0:
			return -1
		}
		return '?'
	}, inASCII.Replace(s))
}

// The widths of a text figure.
const (
	usualColumns  = 80
	fewestColumns = 40
)

func usable(columns int) int {
	if columns == 0 {
		return usualColumns
	}
	return max(columns, fewestColumns)
}

// page collects the lines of a text figure.
type page struct {
	glyphs
	columns int
	out     bytes.Buffer
}

// line writes s without the blanks at its end.
func (p *page) line(s string) {
	p.out.WriteString(strings.TrimRight(s, " "))
	p.out.WriteByte('\n')
}

// paragraph writes s in as many lines as it takes.
func (p *page) paragraph(s string) {
	for _, l := range wrap(p.fold(s), p.columns, cells) {
		p.line(l)
	}
}

func (p *page) writeTo(w io.Writer) error {
	_, err := w.Write(p.out.Bytes())
	return err
}

// left returns s in exactly width columns, cut if it is too long.
func (p *page) left(s string, width int) string {
	s = cut(s, width, cells, p.ellipsis)
	return s + strings.Repeat(" ", max(0, width-columnsOf(s)))
}

// right is left with the blanks before s.
func (p *page) right(s string, width int) string {
	s = cut(s, width, cells, p.ellipsis)
	return strings.Repeat(" ", max(0, width-columnsOf(s))) + s
}

// strip is a line of single-column signs.
type strip []rune

func newStrip(width int) strip {
	s := make(strip, width)
	for i := range s {
		s[i] = ' '
	}
	return s
}

// put writes text with its first column at i, as far as it fits.
func (s strip) put(i int, text string) {
	for _, r := range text {
		if i >= 0 && i < len(s) {
			s[i] = r
		}
		i++
	}
}

// column returns the column of the value x, or of the end that it is beyond.
func (a axis) column(x float64) int { return int(math.Floor(a.clamp(x) + 0.5)) }

// axisLines returns the axis and the labels of its marks, at most about most of
// them, which may reach over its ends by the given columns.
func (p *page) axisLines(a axis, width, before, after, most int) (rule, labels string) {
	r := newStrip(width)
	for i := range r {
		r[i] = p.rule
	}
	l := newStrip(before + width + after)
	free := 0
	for _, t := range a.ticks(most) {
		at := a.column(t.value)
		r[at] = p.mark
		label := p.fold(t.label)
		start := before + at - columnsOf(label)/2
		if start >= free && start+columnsOf(label) <= len(l) {
			l.put(start, label)
			free = start + columnsOf(label) + 1
		}
	}
	return string(r), string(l)
}
