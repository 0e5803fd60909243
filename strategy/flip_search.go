package strategy

import (
	"math"
	"slices"

	"github.com/gutmuscle/gutmuscle/pathway"
)

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
		if !r.known || a.model.sorts[c.response] == pathway.Medicine || !a.verdict.allowsHabit(f.Habit) {
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
