package figure

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/gutmuscle/gutmuscle/evidence"
)

// Ranges is a chart of shares, such as those of taxa in a sample, each beside
// the range that it has in a named group. It describes where a share lies and
// judges nothing. Rows of one group stand together under its name, in the order
// in which the groups first appear; rows without one come last. The zero Ranges
// has nothing to draw. It is a plain value.
type Ranges struct {
	Title   string // empty: "Shares and the ranges of groups"
	Measure string // of what they are shares, name of the axis; empty: "Share"
	Foot    string // remark below the chart
	Rows    []RangeRow
}

// RangeRow is one row of [Ranges]. It is a plain value.
type RangeRow struct {
	Label     string
	Note      string            // may be empty
	Share     evidence.Interval // from where to where the share is, 0 to 1; both are the same if it is sharp; both zero: not seen
	Reference *Reference        // nil: no reference group fits
}

// Reference is how a share is spread over a group. The zero Reference is of no
// group and cannot be drawn. It is a plain value.
type Reference struct {
	Group             string  // who they are; a percentile is never shown without its group
	Low, Median, High float64 // percentiles 10, 50 and 90 of the share, 0 to 1
}

// Validate returns all problems of r, each an [*Error], or nil. Since files
// round shares, they may be as much as 1.01.
func (r Ranges) Validate() error {
	var c checker
	if len(r.Rows) == 0 {
		c.add("Rows", ErrEmpty, "want one at least")
	}
	for i := range r.Rows {
		row := &r.Rows[i]
		c.at("row", i+1)
		ok := c.share("Share", row.Share[0])
		ok = c.share("Share", row.Share[1]) && ok
		if ok && row.Share[0] > row.Share[1] {
			c.add("Share", ErrInterval, "%v to %v; want the lower bound first", row.Share[0], row.Share[1])
		}
		if ref := row.Reference; ref != nil {
			c.reference(ref)
		}
	}
	return c.err()
}

func (c *checker) reference(ref *Reference) {
	if !strings.ContainsFunc(clean(ref.Group), func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) {
		c.add("Reference.Group", ErrNoGroup, "%.60q; want its name", ref.Group)
	}
	ok := c.share("Reference.Low", ref.Low)
	ok = c.share("Reference.Median", ref.Median) && ok
	ok = c.share("Reference.High", ref.High) && ok
	if ok && !(ref.Low <= ref.Median && ref.Median <= ref.High) {
		c.add("Reference.Low, Median, High", ErrInterval, "%v (%v to %v)", ref.Median, ref.Low, ref.High)
	}
}

// The ends of an axis of shares, in percent.
const (
	leastTop    = 1e-9 // below which it does not end
	mostDecades = 1e6  // of its ends, if it is logarithmic; what is smaller is an arrow
	mostLinear  = 20.0 // largest to smallest number, up to which a linear axis tells them apart
)

// rangeAxis is an axis of percents that has a place for zero.
type rangeAxis struct {
	axis
	apart bool    // zero stands by itself, left of a logarithmic axis
	zero  float64 // where, if so
}

// axis returns the axis of all numbers: linear from zero if that tells the
// smallest from zero, and otherwise logarithmic.
func (r *Ranges) axis() rangeAxis {
	least, most, none := math.Inf(1), 0.0, false
	include := func(shares ...float64) {
		for _, x := range shares {
			if x = 100 * x; x > 0 {
				least, most = math.Min(least, x), math.Max(most, x)
			} else {
				none = true
			}
		}
	}
	for i := range r.Rows {
		row := &r.Rows[i]
		include(row.Share[:]...)
		if ref := row.Reference; ref != nil {
			include(ref.Low, ref.Median, ref.High)
		}
	}
	if most == 0 {
		least, most = 1, 1
	}
	most = math.Max(most, leastTop)
	if most <= mostLinear*least {
		return rangeAxis{axis: newAxis(Linear, 0, most)}
	}
	least = math.Max(least, most/mostDecades)
	return rangeAxis{axis: newAxis(Log, math.Log(least), math.Log(most)), apart: none}
}

// over returns a copy of a that runs over from to to, with a zone for zero at
// the beginning if it stands apart.
func (a rangeAxis) over(from, to, zero, zone float64) rangeAxis {
	if a.apart {
		a.zero = from + zero
		from += zone
	}
	a.axis = a.place(from, to)
	return a
}

// spot returns the place of a share, or of the end of the axis that it is
// beyond.
func (a rangeAxis) spot(share float64) float64 {
	if share == 0 && a.apart {
		return a.zero
	}
	return a.clamp(100 * share)
}

// below reports whether a share is too small for the axis.
func (a rangeAxis) below(share float64) bool { return share > 0 && !a.holds(100*share) }

func (r *Ranges) axisTitle(a rangeAxis) string { return orElse(r.Measure, shareHeader) + unitOf(a) }

func unitOf(a rangeAxis) string {
	if a.scale == Log {
		return inPercent + " (log scale)"
	}
	return inPercent
}

const notSeen = "not seen"

// percentDigits prints a share as a percent of three digits, without its sign,
// and never one that is not whole as all.
func percentDigits(share float64) string {
	text := short(100 * share)
	if share < 1 && text == "100" {
		return ">99.9"
	}
	return text
}

// shareText returns a share, sharp or not, in words.
func shareText(share evidence.Interval) string {
	if share[1] == 0 {
		return notSeen
	}
	lo, hi := percentDigits(share[0]), percentDigits(share[1])
	if lo == hi {
		return hi + " %"
	}
	return lo + " to " + hi + " %"
}

// rangeLine is one line of the chart, in the picture and in the text.
type rangeLine struct {
	heading     bool
	label, note string
	share       string // 1.2 %
	numbers     string // 0.5 (0.1 to 2.1) %
	row         *RangeRow
}

// lines returns what stands below each other, top first.
func (r *Ranges) lines() []rangeLine {
	var order []string
	members := make(map[string][]int)
	var alone []int
	for i := range r.Rows {
		ref := r.Rows[i].Reference
		if ref == nil {
			alone = append(alone, i)
			continue
		}
		g := clean(ref.Group)
		if members[g] == nil {
			order = append(order, g)
		}
		members[g] = append(members[g], i)
	}
	var lines []rangeLine
	add := func(heading string, rows []int) {
		lines = append(lines, rangeLine{heading: true, label: heading})
		for _, i := range rows {
			row := &r.Rows[i]
			l := rangeLine{label: clean(row.Label), note: clean(row.Note), share: shareText(row.Share), row: row}
			if ref := row.Reference; ref != nil {
				l.numbers = percentDigits(ref.Median) + " (" + percentDigits(ref.Low) + " to " + percentDigits(ref.High) + ") %"
			}
			lines = append(lines, l)
		}
	}
	for _, g := range order {
		add("Compared with "+g, members[g])
	}
	if len(alone) > 0 {
		add("No reference group fits", alone)
	}
	return lines
}

const describes = "A range describes its group and is no limit of health."

// signs are the names of the signs of a chart.
type signs struct{ dot, none, interval, bar, median, arrow string }

// remark explains the signs that the chart has.
func (r *Ranges) remark(a rangeAxis, s signs) string {
	var dot, none, interval, ranged, below bool
	for i := range r.Rows {
		share := r.Rows[i].Share
		dot = dot || share[0] == share[1] && share[0] > 0
		none = none || share[1] == 0
		interval = interval || share[0] < share[1]
		ref := r.Rows[i].Reference
		ranged = ranged || ref != nil
		below = below || a.below(share[0]) || a.below(share[1]) || ref != nil && a.below(ref.Low)
	}
	var parts []string
	if s.dot != "" { // else there is no plot
		for _, sign := range []struct {
			has  bool
			says string
		}{
			{dot, s.dot + " is the share."},
			{none, s.none + " is a share that was " + notSeen + "."},
			{interval, s.interval + " is where the share lies, which is not known more sharply."},
			{ranged, s.bar + " is from percentile 10 (P10) to percentile 90 (P90) of the group, " + s.median + " its median."},
			{below, s.arrow + " is too small for the axis."},
		} {
			if sign.has {
				parts = append(parts, sign.says)
			}
		}
	} else if ranged {
		parts = append(parts, "P10 and P90: percentiles 10 and 90 of the group.")
	}
	if ranged {
		parts = append(parts, describes)
	}
	return strings.Join(parts, " ")
}

// desc says in words what the chart shows.
func (r *Ranges) desc(lines []rangeLine, a rangeAxis) string {
	var b strings.Builder
	fmt.Fprintf(&b, "Chart of %s beside the ranges of groups. %s.", plural(len(r.Rows), "share"), r.axisTitle(a))
	told := 0
	for i := range lines {
		l := &lines[i]
		if l.heading {
			if told < mostTold {
				fmt.Fprintf(&b, " %s:", l.label)
			}
			continue
		}
		if told++; told > mostTold {
			continue
		}
		fmt.Fprintf(&b, " %s %s", orElse(l.label, "no name"), l.share)
		if l.note != "" {
			fmt.Fprintf(&b, ", %s", l.note)
		}
		if ref := l.row.Reference; ref != nil {
			fmt.Fprintf(&b, ", percentile 10 of the group %s %%, median %s %%, percentile 90 %s %%",
				percentDigits(ref.Low), percentDigits(ref.Median), percentDigits(ref.High))
		}
		b.WriteByte(';')
	}
	if told > mostTold {
		fmt.Fprintf(&b, " and %s more", plural(told-mostTold, "share"))
	}
	s := strings.TrimRight(b.String(), ";:") + "."
	if slices.ContainsFunc(r.Rows, func(row RangeRow) bool { return row.Reference != nil }) {
		s += " " + describes
	}
	if foot := clean(r.Foot); foot != "" {
		s += " " + sentence(foot)
	}
	return s
}
