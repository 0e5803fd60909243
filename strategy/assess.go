package strategy

import (
	"math"
	"slices"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/spell"
)

// Direction is where a person's habits, taken together, push a pathway or an
// outcome. The zero Direction means that nothing was assessed.
type Direction uint8

// The directions. DirectionMixed is about the person, whose habits pull both
// ways; DirectionAmbiguous is about the science, which disagrees.
const (
	NoDirection        Direction = iota
	DirectionUnknown             // too little is known of the person, or of the effects
	DirectionAmbiguous           // what matters most is disputed
	DirectionNeutral             // hardly pushed at all
	DirectionMixed               // pushed both ways
	DirectionUp
	DirectionDown
)

var directions = spell.Set[Direction]{Type: "strategy.Direction", Words: []string{
	"none", "unknown", "ambiguous", "neutral", "mixed", "up", "down"}}

// String returns the word of d, such as "mixed".
func (d Direction) String() string { return directions.String(d) }

// MarshalText returns the word of d; a value that is not a Direction is an error.
func (d Direction) MarshalText() ([]byte, error) { return directions.Append(nil, d) }

// UnmarshalText sets d from its word; another word is a [*spell.UnknownError].
func (d *Direction) UnmarshalText(text []byte) error { return directions.Parse(d, text) }

// response is a person's response to one habit.
type response struct {
	r     float64           // 0 if it does not count
	span  evidence.Interval // of r, with the slack
	known bool              // whether it counts: known or imputed, and not set aside
	aside bool              // set aside until it is confirmed
}

// score is the sum over all habits for one target.
type score struct {
	sum       float64
	span      evidence.Interval
	direction Direction
	known     float64 // share of what could matter that is known
	largest   int     // cell with the largest row, or the largest disputed one; −1 if none
}

// Assess runs the gates on a person and, if they let it, scores every pathway
// and outcome. The person is not kept or changed.
func (m *Model) Assess(h *Habits) *Assessment {
	a := new(Assessment)
	m.AssessInto(a, h)
	return a
}

// AssessInto is [Model.Assess] into an assessment that was used before, whose
// content it replaces. Once a has been used it allocates nothing where the input
// has no issue and no list of the person has several elements. The same a must
// not be used by several goroutines at once.
func (m *Model) AssessInto(a *Assessment, h *Habits) {
	a.model = m
	m.judge(h, &a.verdict, &a.person)
	a.amounts, a.responses, a.scores = a.amounts[:0], a.responses[:0], a.scores[:0]
	if !a.verdict.Scored() {
		return
	}
	for i := range m.responses {
		amount := m.measures[i].read(h)
		a.amounts = append(a.amounts, amount)
		a.responses = append(a.responses, m.respond(i, amount, a.verdict.issues))
	}
	a.scores = slices.Grow(a.scores, len(m.targets))[:len(m.targets)]
	for i := range a.scores {
		m.targets[i].score(a.responses, &a.scores[i])
	}
}

func (m *Model) respond(i int, x amount, issues []Issue) response {
	r := response{span: m.unknown[i], known: x.usable()}
	for k := range issues {
		if issues[k].Kind != IssueUnrecognized && m.measures[i].reads(issues[k].Field) {
			r.known, r.aside = false, true
		}
	}
	if !r.known {
		return r
	}
	f := &m.responses[i]
	r.r = f.At(x.x)
	r.span = withSlack(evidence.Interval{r.r, r.r})
	if x.lo != x.hi {
		r.span = withSlack(f.Over(x.lo, x.hi))
	}
	return r
}

// withSlack widens a range of responses by the evidence.Slack, within [−1, 1].
func withSlack(span evidence.Interval) evidence.Interval {
	return evidence.Interval{max(-1, span[0]-evidence.Slack), min(1, span[1]+evidence.Slack)}
}

// row returns what a response adds to the score of the cell's target, and the
// interval of that. Unknown habits add nothing, but widen the interval.
func (c *cell) row(r *response) (row, lo, hi float64) {
	// The point lies in the span, since r and the weight lie in theirs.
	lo, hi = product(r.span[0], r.span[1], c.span[0], c.span[1])
	return float64(r.r * c.weight), lo, hi
}

// product returns the ends of all products of a number from a to b and one from
// x to y.
func product(a, b, x, y float64) (lo, hi float64) {
	return least(a, b, x, y), -least(a, b, -y, -x)
}

// least returns the least of all products of a number from a to b and one from x
// to y. It is asked for every cell of the table, so it works out only the one
// that the signs leave.
func least(a, b, x, y float64) float64 {
	if a >= 0 {
		if x >= 0 {
			return float64(a * x)
		}
		return float64(b * x)
	}
	if b <= 0 {
		if y < 0 {
			return float64(b * y)
		}
		return float64(a * y)
	}
	return min(float64(a*y), float64(b*x))
}

func (t *target) score(responses []response, s *score) {
	cells := t.cells[:t.scored]
	largest := -1
	var sum, lo, hi, up, down, disputed, known, top float64
	for i := range cells {
		c := &cells[i]
		r := &responses[c.response]
		row := float64(r.r * c.weight)
		sum += row
		lo += least(r.span[0], r.span[1], c.span[0], c.span[1])
		hi -= least(r.span[0], r.span[1], -c.span[1], -c.span[0])
		if !r.known {
			continue
		}
		known += c.reach
		push := math.Abs(row)
		if c.disputed {
			push = math.Abs(float64(r.r * c.reach))
			disputed += push
		}
		if push > top {
			top, largest = push, i
		}
		if row > 0 {
			up += row
		} else {
			down -= row
		}
	}
	if t.reach > 0 {
		known /= t.reach
	}
	*s = score{sum: sum, span: evidence.Interval{lo, hi}, known: known, largest: largest,
		direction: direct(steady(known), steady(up), steady(down), steady(disputed))}
}

// steady rounds a sum to nine decimals, so that a difference in its last bits
// cannot decide a comparison.
func steady(x float64) float64 { return math.RoundToEven(x*1e9) / 1e9 }

func direct(known, up, down, disputed float64) Direction {
	larger, smaller := max(up, down), min(up, down)
	switch {
	case known < evidence.Enough:
		return DirectionUnknown
	case disputed >= larger && disputed >= evidence.Least:
		return DirectionAmbiguous
	case larger < evidence.Least:
		return DirectionNeutral
	case smaller >= float64(evidence.Rho*larger):
		return DirectionMixed
	case up > down:
		return DirectionUp
	default:
		return DirectionDown
	}
}
