package figure

import (
	"fmt"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence"
)

// Counts are numbers of findings by direction. It is a plain value.
type Counts struct {
	Up   int // the object rose
	Down int // the object fell
	None int // no effect was found
}

// Total returns the number of findings.
func (n Counts) Total() int { return n.Up + n.Down + n.None }

// String returns the counts in words, such as "3 findings: 2 up, 0 down, 1 none".
func (n Counts) String() string {
	if n.Total() == 0 {
		return "no findings"
	}
	return fmt.Sprintf("%s: %d up, %d down, %d none", plural(n.Total(), "finding"), n.Up, n.Down, n.None)
}

// Pyramid is an evidence pyramid: how many findings each level of evidence has
// and in which direction, with the level that says most about people on top.
// The zero Pyramid is that of no findings. It is a plain value.
type Pyramid struct {
	Title  string // empty: "Evidence pyramid"
	Foot   string // remark below the pyramid
	Levels [evidence.Synthesis + 1]Counts
}

// levelNames are the levels in the words of the figure.
var levelNames = [...]string{
	evidence.NotAssessed:         "Not assessed",
	evidence.InVitro:             "In vitro",
	evidence.Animal:              "Animals",
	evidence.ObservationalHuman:  "People, observed",
	evidence.InterventionalHuman: "People, intervention",
	evidence.Synthesis:           "Synthesis of trials",
}

const (
	steps = int(evidence.Synthesis) // of the pyramid; NotAssessed is none

	pyramidRemark = "The width of a step is the rank of its level, not a number; its parts are the shares of its findings."
)

// Validate returns all problems of p, each an [*Error], or nil. A count may be
// up to a hundred million.
func (p Pyramid) Validate() error {
	var c checker
	for l, n := range p.Levels {
		c.at("level "+evidence.Level(l).String(), 0)
		for _, count := range [...]struct {
			field string
			n     int
		}{{"Up", n.Up}, {"Down", n.Down}, {"None", n.None}} {
			if count.n < 0 || count.n > maxCount {
				c.add(count.field, ErrRange, "%d; want 0 to %d", count.n, maxCount)
			}
		}
	}
	return c.err()
}

// desc says in words what the pyramid shows.
func (p *Pyramid) desc() string {
	var b strings.Builder
	total := 0
	for _, n := range p.Levels {
		total += n.Total()
	}
	fmt.Fprintf(&b, "Evidence pyramid of %s by level of evidence and direction, top first.", plural(total, "finding"))
	for l := evidence.Synthesis; l > evidence.NotAssessed; l-- {
		fmt.Fprintf(&b, " %s: %s.", levelNames[l], phrase(p.Levels[l]))
	}
	if n := p.Levels[evidence.NotAssessed]; n.Total() > 0 {
		fmt.Fprintf(&b, " %s, below the pyramid: %s.", levelNames[evidence.NotAssessed], phrase(n))
	}
	if foot := clean(p.Foot); foot != "" {
		b.WriteString(" " + sentence(foot))
	}
	return b.String()
}

// phrase is String for the inside of a sentence.
func phrase(n Counts) string { return strings.Replace(n.String(), ":", ",", 1) }

// parts are the directions in their order from left to right.
func (n Counts) parts() [3]int { return [...]int{n.Down, n.None, n.Up} }

// share divides width into whole columns by the parts, by largest remainder. A
// part that is not zero gets at least one if there is room.
func share(parts [3]int, width int) (columns [3]int) {
	total := 0
	for _, n := range parts {
		total += n
	}
	if total == 0 {
		return columns
	}
	var rest [3]int
	left := width
	for i, n := range parts {
		columns[i], rest[i] = int(int64(n)*int64(width)/int64(total)), int(int64(n)*int64(width)%int64(total))
		if columns[i] == 0 && n > 0 {
			columns[i], rest[i] = 1, -1
		}
		left -= columns[i]
	}
	for ; left > 0; left-- {
		most := 0
		for i := range rest {
			if rest[i] > rest[most] {
				most = i
			}
		}
		columns[most]++
		rest[most] = -1
	}
	for ; left < 0; left++ {
		most := 0
		for i := range columns {
			if columns[i] > columns[most] {
				most = i
			}
		}
		columns[most]--
	}
	return columns
}
