package figure

import (
	"fmt"
	"strings"
)

// mostTold is the number of studies that a text alternative tells one by one.
const mostTold = 200

// plural returns n with the word, which takes an s unless n is 1.
func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}

// sentence ends s with a full stop, unless it has one.
func sentence(s string) string {
	if s == "" || strings.HasSuffix(s, ".") {
		return s
	}
	return s + "."
}

// desc says in words what the plot shows.
func (f *Forest) desc(lines []line, a axis) string {
	var b strings.Builder
	fmt.Fprintf(&b, "Forest plot of %s. %s, axis from %s.", plural(len(f.Rows), "estimate"), axisTitle(f.Measure, f.Scale), a)
	no := number(f.Scale.noEffect(), 0)
	for _, side := range [...]struct{ where, favors string }{{"below", f.Left}, {"above", f.Right}} {
		if says := clean(side.favors); says != "" {
			fmt.Fprintf(&b, " Values %s %s: %s", side.where, no, sentence(says))
		}
	}
	fmt.Fprintf(&b, " Each estimate with its %s:", interval(f.Level))
	told := 0
	for i := range lines {
		l := &lines[i]
		if l.kind == rowLine {
			if told++; told > mostTold {
				if told == mostTold+1 {
					fmt.Fprintf(&b, " and %s more;", plural(len(f.Rows)-mostTold, "estimate"))
				}
				continue
			}
		}
		switch l.kind {
		case headingLine:
			fmt.Fprintf(&b, " group %s:", l.label)
			continue
		case summaryLine:
			fmt.Fprintf(&b, " summary %s", l.label)
		case predictionLine:
			b.WriteString(" prediction interval")
		default:
			fmt.Fprintf(&b, " %s", orElse(l.label, "no name"))
		}
		fmt.Fprintf(&b, " %s", l.numbers)
		if l.percent != "" {
			fmt.Fprintf(&b, ", weight %s", l.percent)
		}
		if l.note != "" {
			fmt.Fprintf(&b, ", %s", l.note)
		}
		b.WriteByte(';')
	}
	s := strings.TrimRight(b.String(), ";:") + "."
	if foot := clean(f.Foot); foot != "" {
		s += " " + sentence(foot)
	}
	return s
}
