package figure

import (
	"math"
	"slices"
	"strconv"

	"github.com/gutmuscle/gutmuscle/evidence"
)

// Row is one study of a forest plot. It is a plain value.
type Row struct {
	Label            string
	Estimate, Lo, Hi float64 // on a Log axis ratios, not logarithms
	Weight           float64 // share of the summary, 0 to 1; if all are zero, weights are not shown
	Note             string  // such as "n = 54"; may be empty
	Group            string  // heading under which it stands; empty: none
}

// Summary is a pooled estimate: a diamond in a forest plot. It is a plain value.
type Summary struct {
	Label            string
	Estimate, Lo, Hi float64
	Prediction       *evidence.Interval // where a further study is expected; nil: not shown
	Note             string
	Group            string // group of rows below which it stands; empty: below all
}

// Forest is a forest plot: the estimates of studies with their intervals, one
// below the other, and what they come to together. Rows without a group come
// first, then the groups in the order in which they first appear. A Forest
// needs a row; all other fields have a use when zero. It is a plain value.
type Forest struct {
	Title       string // empty: "Forest plot"
	Measure     string // what is estimated, with its unit; name of the axis
	Foot        string // remark below the plot, such as the model and I²
	Left, Right string // what the sides of no effect favor; empty: not said
	Scale       Scale
	Axis        *evidence.Interval // ends of the axis; nil: by the data, see below
	Level       float64            // of the intervals; zero: 0.95
	Decimals    int                // of the printed estimates, up to 9; zero: 2
	Rows        []Row
	Summaries   []Summary
}

// Without Axis, the axis holds no effect, every estimate and every summary
// with its interval. It reaches beyond them for intervals of studies and for
// prediction intervals, but not by more than their range or the median width
// of an interval of a study, so that one wide interval does not flatten all
// others. What is wider ends in an arrow.
func (f *Forest) axis() axis {
	t := f.Scale.transform
	if f.Axis != nil {
		return axis{scale: f.Scale, lo: t(f.Axis[0]), hi: t(f.Axis[1])}
	}
	var lo, hi float64
	include := func(xs ...float64) {
		for _, x := range xs {
			lo, hi = math.Min(lo, t(x)), math.Max(hi, t(x))
		}
	}
	outerLo, outerHi := math.Inf(1), math.Inf(-1)
	reach := func(from, to float64) {
		outerLo, outerHi = math.Min(outerLo, t(from)), math.Max(outerHi, t(to))
	}
	widths := make([]float64, len(f.Rows))
	for i := range f.Rows {
		r := &f.Rows[i]
		include(r.Estimate)
		reach(r.Lo, r.Hi)
		widths[i] = t(r.Hi) - t(r.Lo)
	}
	for i := range f.Summaries {
		s := &f.Summaries[i]
		include(s.Estimate, s.Lo, s.Hi)
		if s.Prediction != nil {
			reach(s.Prediction[0], s.Prediction[1])
		}
	}
	slices.Sort(widths)
	most := math.Max(hi-lo, widths[len(widths)/2])
	return newAxis(f.Scale, math.Min(lo, math.Max(outerLo, lo-most)), math.Max(hi, math.Min(outerHi, hi+most)))
}

// Validate returns all problems of f, each an [*Error], or nil.
func (f Forest) Validate() error {
	var c checker
	if len(f.Rows) == 0 {
		c.add("Rows", ErrEmpty, "")
	}
	c.common(f.Scale, f.Level, f.Decimals)
	if f.Axis != nil {
		c.ends("Axis", *f.Axis, f.Scale)
	}
	groups := map[string]bool{"": true}
	for i := range f.Rows {
		r := &f.Rows[i]
		c.at("row", i+1)
		c.interval(r.Estimate, r.Lo, r.Hi, f.Scale)
		c.within("Weight", r.Weight, 0, 1)
		groups[r.Group] = true
	}
	for i := range f.Summaries {
		s := &f.Summaries[i]
		c.at("summary", i+1)
		c.interval(s.Estimate, s.Lo, s.Hi, f.Scale)
		if s.Prediction != nil {
			c.span("Prediction", *s.Prediction, f.Scale)
		}
		if !groups[s.Group] {
			c.add("Group", ErrGroup, "%.60q", s.Group)
		}
	}
	return c.err()
}

// common checks the fields that forest and funnel plots share.
func (c *checker) common(s Scale, level float64, decimals int) {
	if s > Log {
		c.add("Scale", ErrRange, "%v; want linear or log", s)
	}
	switch {
	case math.IsNaN(level) || math.IsInf(level, 0):
		c.add("Level", ErrNotFinite, "%v", level)
	case level < 0 || level >= 1:
		c.add("Level", ErrRange, "%v; want a share between 0 and 1, such as 0.95", level)
	}
	c.decimals(decimals)
}

func (c *checker) decimals(n int) {
	if n < 0 || n > mostDigit {
		c.add("Decimals", ErrRange, "%d; want 0 to %d", n, mostDigit)
	}
}

type lineKind uint8

const (
	headingLine lineKind = iota
	rowLine
	summaryLine
	predictionLine
)

// line is one line of a forest plot, in the picture and in the text.
type line struct {
	kind        lineKind
	label, note string
	x, lo, hi   float64
	weight      float64 // share
	grouped     bool    // stands below a heading
	numbers     string  // 0.24 (0.00 to 0.47)
	percent     string  // the weight
}

// lines returns what stands below each other, top first.
func (f *Forest) lines() []line {
	var order []string
	members := map[string][]int{"": nil}
	for i := range f.Rows {
		g := f.Rows[i].Group
		if _, known := members[g]; !known {
			order = append(order, g)
		}
		members[g] = append(members[g], i)
	}
	weighted := f.weighted()
	var lines []line
	add := func(group string) {
		for _, i := range members[group] {
			r := &f.Rows[i]
			l := line{kind: rowLine, label: clean(r.Label), note: clean(r.Note), x: r.Estimate, lo: r.Lo, hi: r.Hi,
				weight: r.Weight, grouped: group != "", numbers: f.numbers(r.Estimate, r.Lo, r.Hi)}
			if weighted {
				l.percent = percent(r.Weight, 1)
			}
			lines = append(lines, l)
		}
	}
	add("")
	for _, g := range order {
		lines = append(lines, line{kind: headingLine, label: clean(g)})
		add(g)
		lines = f.summaries(lines, g)
	}
	return f.summaries(lines, "")
}

func (f *Forest) summaries(lines []line, group string) []line {
	for i := range f.Summaries {
		s := &f.Summaries[i]
		if s.Group != group {
			continue
		}
		label := clean(s.Label)
		if label == "" {
			label = "Summary"
		}
		lines = append(lines, line{kind: summaryLine, label: label, note: clean(s.Note), x: s.Estimate, lo: s.Lo, hi: s.Hi,
			grouped: group != "", numbers: f.numbers(s.Estimate, s.Lo, s.Hi)})
		if p := s.Prediction; p != nil {
			lines = append(lines, line{kind: predictionLine, label: "Prediction interval", x: p[0], lo: p[0], hi: p[1],
				grouped: group != "", numbers: f.bounds(p[0], p[1])})
		}
	}
	return lines
}

func (f *Forest) weighted() bool {
	return slices.ContainsFunc(f.Rows, func(r Row) bool { return r.Weight > 0 })
}

func (f *Forest) decimals() int {
	if f.Decimals == 0 {
		return 2
	}
	return f.Decimals
}

func (f *Forest) numbers(x, lo, hi float64) string {
	return f.Scale.effect(x, f.decimals()) + " " + f.bounds(lo, hi)
}

func (f *Forest) bounds(lo, hi float64) string {
	return "(" + f.Scale.effect(lo, f.decimals()) + " to " + f.Scale.effect(hi, f.decimals()) + ")"
}

// interval names the intervals, as "95 % interval".
func interval(level float64) string { return levelText(level) + " interval" }

func levelText(level float64) string {
	if level == 0 {
		level = 0.95
	}
	return strconv.FormatFloat(100*level, 'g', 6, 64) + " %"
}

// axisTitle names an axis that shows the measure on the scale.
func axisTitle(measure string, s Scale) string {
	measure = clean(measure)
	if s == Log {
		if measure == "" {
			measure = "Ratio"
		}
		return measure + " (log scale)"
	}
	if measure == "" {
		measure = "Estimate"
	}
	return measure
}

func orElse(s, instead string) string {
	if s = clean(s); s != "" {
		return s
	}
	return instead
}
