package strategy

import (
	"math"
	"slices"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/pathway"
)

// push is what the direction of a target is told by: the share that is known,
// the sums of the rows that push up and down, and that of the disputed ones.
type push struct{ known, up, down, disputed float64 }

func (p push) direction() Direction {
	return direct(steady(p.known), steady(p.up), steady(p.down), steady(p.disputed))
}

// plus returns p with the row of a cell at a response of r.
func (p push) plus(c *cell, r float64) push {
	row := float64(r * c.weight)
	switch {
	case c.disputed:
		p.disputed += math.Abs(float64(r * c.reach))
	case row > 0:
		p.up += row
	default:
		p.down -= row
	}
	return p
}

// pushWithout returns the push of all cells that are known but two, which may
// be nil.
func (t *target) pushWithout(responses []response, x, y *cell) (p push) {
	for i := range t.cells[:t.scored] {
		c := &t.cells[i]
		r := &responses[c.response]
		if !r.known {
			continue
		}
		p.known += c.reach
		if c != x && c != y {
			p = p.plus(c, r.r)
		}
	}
	if t.reach > 0 {
		p.known /= t.reach
	}
	return p
}

// mover is a habit that may be moved, as it counts for one target.
type mover struct {
	*cell
	now    float64    // its response
	ends   [2]float64 // least and largest response that is documented
	either bool       // it can only be at one end or the other
	fine   float64    // a response that is no difference to speak of, and yet one to the rounding of scores
}

// step is a habit moved to the amount x, the response to it, and how far that is
// from now.
type step struct {
	response   int
	x, r, size float64
}

// offsets are how far from a corner, in parts of mover.fine, the first of two
// habits is tried. At the corner itself the other may have to hit an amount
// more exactly than amounts are told.
var offsets = []float64{-5000, -200, -1, 1, 200, 5000}

// flipper looks for the smallest change of one or two habits.
type flipper struct {
	a        *Assessment
	t        *target
	now      Direction
	wanted   Direction
	movers   []mover // by habit
	best     []step
	bestSize float64
	scratch  []response
}

func newFlipper(a *Assessment, t *target, now, wanted Direction) *flipper {
	p := &flipper{a: a, t: t, now: now, wanted: wanted, bestSize: math.Inf(1), scratch: slices.Clone(a.responses)}
	for i := range t.cells[:t.scored] {
		c := &t.cells[i]
		r, f := &a.responses[c.response], &a.model.responses[c.response]
		if !r.known || a.model.sorts[c.response] == pathway.Medicine || a.barred(f.Habit) {
			continue
		}
		m := mover{cell: c, now: r.r, either: f.Unit == "0/1", fine: max(1e-7, 4e-9/c.reach)}
		if m.either {
			m.fine = 0
		}
		m.ends = f.Over(f.Knots[0][0], f.Knots[len(f.Knots)-1][0])
		p.movers = append(p.movers, m)
	}
	return p
}

func (p *flipper) fits(d Direction) bool {
	return d == p.wanted || p.wanted == NoDirection && d != p.now
}

// searchOne tries each habit by itself.
func (p *flipper) searchOne() {
	for i := range p.movers {
		m := &p.movers[i]
		rest := p.t.pushWithout(p.a.responses, m.cell, nil)
		for _, r := range p.tips(m, rest, p.bestSize) {
			p.offerTip(m, r)
		}
	}
}

// searchTwo tries each two habits. The directions are told by sums, so in the
// plane of two responses they meet at straight lines, which bend only where a
// response is 0; the change is measured by a sum of distances. So of the
// smallest change one response lies at an end, at 0, or where two of these lines
// cross. These are tried, and for each of them the other response is searched
// for as if it were alone.
func (p *flipper) searchTwo() {
	for i := range p.movers {
		for j := i + 1; j < len(p.movers); j++ {
			m, n := &p.movers[i], &p.movers[j]
			rest := p.t.pushWithout(p.a.responses, m.cell, n.cell)
			for _, r := range corners(m, n, rest) {
				if size := math.Abs(r - m.now); size == 0 || size >= p.bestSize {
					continue
				}
				for _, off := range offsets {
					first := p.step(m, r+float64(off*m.fine), off)
					for _, r2 := range p.tips(n, rest.plus(m.cell, first.r), p.bestSize-first.size) {
						p.offerTip(n, r2, first)
					}
				}
			}
		}
	}
}

// tips returns the responses nearest to now, one below and one above, at which
// the direction fits, if they are less than limit away.
func (p *flipper) tips(m *mover, rest push, limit float64) (all []float64) {
	fits := func(r float64) bool { return p.fits(rest.plus(m.cell, r).direction()) }
	if m.either {
		for _, r := range m.ends {
			if r != m.now && math.Abs(r-m.now) < limit && fits(r) {
				all = append(all, r)
			}
		}
		return all
	}
	turns := m.turns(rest)
	for _, end := range m.ends {
		way := end - m.now
		if way == 0 {
			continue
		}
		between := make([]float64, 0, len(turns)+1) // where the direction may change, from now to the end
		for _, r := range turns {
			if (r-m.now)*way > 0 && (end-r)*way > 0 {
				between = append(between, r)
			}
		}
		between = append(between, end)
		slices.SortFunc(between, func(x, y float64) int {
			if math.Abs(x-m.now) < math.Abs(y-m.now) {
				return -1
			}
			return 1
		})
		last, misses := m.now, m.now // misses: the last response that is known not to fit
		for _, r := range between {
			if math.Abs(last-m.now) >= limit {
				break
			}
			if math.Abs(r-last) < 1e-10 && r != end {
				continue // one turn, told twice
			}
			if middle := last + (r-last)/2; fits(middle) {
				all = append(all, bisect(misses, middle, fits))
				break
			} else if misses = middle; r == end && fits(end) {
				all = append(all, bisect(misses, end, fits))
			}
			last = r
		}
	}
	return all
}

// bisect returns the number nearest to miss at which fits holds, if it holds
// from there to hit.
func bisect(miss, hit float64, fits func(float64) bool) float64 {
	for range 60 {
		middle := miss + (hit-miss)/2
		if middle == miss || middle == hit {
			break
		}
		if fits(middle) {
			hit = middle
		} else {
			miss = middle
		}
	}
	return hit
}

// turns returns the responses of m at which the direction may change, if the
// push of all else is rest.
func (m *mover) turns(rest push) []float64 {
	turns := []float64{0}
	for _, side := range []float64{-1, 1} {
		at, slope := m.plane(rest, side)
		for _, l := range lines {
			if by := l.of(slope); by != 0 {
				turns = append(turns, -(l.of(at)+l.fixed)/by)
			}
		}
	}
	return turns
}

// plane returns the push at a response of 0 and by how much it grows with the
// response, on one side of 0.
func (m *mover) plane(rest push, side float64) (at, slope push) {
	switch {
	case m.disputed:
		slope.disputed = float64(side * m.reach)
	case side*m.weight > 0:
		slope.up = m.weight
	default:
		slope.down = -m.weight
	}
	return rest, slope
}

// line is where two directions meet: up·up + down·down + disputed·disputed +
// fixed = 0. They are those of the function direct.
type line struct{ up, down, disputed, fixed float64 }

var lines = []line{
	{1, 0, 0, -evidence.Least}, {0, 1, 0, -evidence.Least}, {0, 0, 1, -evidence.Least},
	{1, -1, 0, 0}, {1, -evidence.Rho, 0, 0}, {-evidence.Rho, 1, 0, 0},
	{-1, 0, 1, 0}, {0, -1, 1, 0},
}

func (l line) of(p push) float64 {
	return float64(l.up*p.up) + float64(l.down*p.down) + float64(l.disputed*p.disputed)
}

// corners returns the responses of m, and not its present one, at which a
// smallest change of m and n may lie.
func corners(m, n *mover, rest push) []float64 {
	all := []float64{m.ends[0], m.ends[1]}
	if m.either {
		return all
	}
	add := func(r float64) {
		if r > m.ends[0] && r < m.ends[1] {
			all = append(all, r)
		}
	}
	add(0)
	const slack = 1e-9
	for _, side := range []float64{-1, 1} {
		at, slope := m.plane(rest, side)
		for _, otherSide := range []float64{-1, 1} {
			_, otherSlope := n.plane(rest, otherSide)
			for i, l := range lines {
				a, b, c := l.of(slope), l.of(otherSlope), l.of(at)+l.fixed
				if a != 0 {
					for _, y := range []float64{0, n.ends[0], n.ends[1]} {
						if x := -(c + float64(b*y)) / a; x*side >= 0 && y*otherSide >= 0 {
							add(x)
						}
					}
				}
				for _, k := range lines[:i] {
					a2, b2, c2 := k.of(slope), k.of(otherSlope), k.of(at)+k.fixed
					d := float64(a*b2) - float64(a2*b)
					if d == 0 {
						continue
					}
					x, y := (float64(b*c2)-float64(b2*c))/d, (float64(a2*c)-float64(a*c2))/d
					if x*side >= 0 && y*otherSide >= -slack && y > n.ends[0]-slack && y < n.ends[1]+slack {
						add(x)
					}
				}
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// step returns m moved to the response r, within its ends and at an amount that
// is rounded as it is shown: by the sign of way, so that the response is r, or
// above or below it.
func (p *flipper) step(m *mover, r, way float64) step {
	f := &p.a.model.responses[m.response]
	r = min(max(r, m.ends[0]), m.ends[1])
	x := f.amountFor(r, way, p.a.amounts[m.response].x)
	at := f.At(x)
	return step{m.response, x, at, math.Abs(at - m.now)}
}

// offerTip offers m at the response r, or just beyond it if r does not fit when
// the whole score is worked out, after other steps.
func (p *flipper) offerTip(m *mover, r float64, before ...step) {
	way := r - m.now
	if !p.offer(append(before, p.step(m, r, way))) && !m.either {
		p.offer(append(before, p.step(m, r+math.Copysign(m.fine, way), way)))
	}
}

// offer keeps a change if it is smaller than the best so far and fits in the
// score itself, and reports whether it fits. Sizes that differ in the last
// digits only are one size, so that the ids of habits decide.
func (p *flipper) offer(steps []step) (fits bool) {
	size := 0.0
	for _, st := range steps {
		size += st.size
	}
	if size >= p.bestSize-1e-6 {
		return true // no matter whether it fits
	}
	if fits = p.fits(p.apply(steps).direction); fits {
		p.best, p.bestSize = slices.Clone(steps), size
	}
	return fits
}

// apply returns the score with some habits moved.
func (p *flipper) apply(steps []step) (s score) {
	for _, st := range steps {
		p.scratch[st.response].r = st.r
	}
	p.t.score(p.scratch, &s)
	for _, st := range steps {
		p.scratch[st.response].r = p.a.responses[st.response].r
	}
	return s
}

// amountFor returns the amount nearest to x at which the response is r, within
// the knots and rounded to six digits so that the response is r or, by the sign
// of way, above or below it.
func (f *Response) amountFor(r, way, x float64) float64 {
	want := r + f.Extent(f.Reference)
	const slack = 1e-9
	nearest := math.NaN()
	for i := 1; i < len(f.Knots); i++ {
		a, b := f.Knots[i-1], f.Knots[i]
		if want < min(a[1], b[1])-slack || want > max(a[1], b[1])+slack {
			continue
		}
		var at float64
		if rise := b[1] - a[1]; rise == 0 {
			at = evidence.Round(min(max(x, a[0]), b[0]))
		} else {
			at = a[0] + float64((want-a[1])/rise*(b[0]-a[0]))
			at = outward(at, way*rise)
		}
		at = min(max(at, a[0]), b[0])
		if math.IsNaN(nearest) || math.Abs(at-x) < math.Abs(nearest-x) {
			nearest = at
		}
	}
	return nearest
}

// outward returns x rounded to six significant digits, up or down by the sign
// of way.
func outward(x, way float64) float64 {
	near := evidence.Round(x)
	if (near-x)*way >= 0 {
		return near
	}
	unit := 1e-5 // of the last digit
	for size := math.Abs(x); size >= 10; size /= 10 {
		unit *= 10
	}
	for size := math.Abs(x); size < 1 && unit > 1e-17; size *= 10 {
		unit /= 10
	}
	return evidence.Round(near + math.Copysign(unit, way))
}
