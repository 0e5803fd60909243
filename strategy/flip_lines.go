package strategy

import (
	"math"
	"slices"

	"github.com/gutmuscle/gutmuscle/evidence"
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
