package strategy

import (
	"math"
	"slices"

	"github.com/gutmuscle/gutmuscle/evidence"
)

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
