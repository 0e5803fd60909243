package strategy

import (
	"math"
	"slices"
)

// span is what is known of a number: the range that it lies in.
type span struct {
	lo, hi float64
	firm   bool // may clear
	by     fieldSet
}

// number returns a number as a span. One that is not known may be anything.
func number[T ~float64](p *person, r *Reading[T], by fieldSet) span {
	s := span{math.Inf(-1), math.Inf(1), true, by}
	switch {
	case r.State == StateConflicting && len(r.Values) > 0:
		s.lo, s.hi = float64(slices.Min(r.Values)), float64(slices.Max(r.Values))
	case r.State == StateKnown, r.State == StateImputed:
		s.lo, s.hi = float64(r.Value), float64(r.Value)
		if r.Range != nil {
			s.lo, s.hi = float64(r.Range[0]), float64(r.Range[1])
		}
		s.firm = r.State == StateKnown && !p.doubted(by)
	}
	return s
}

func (s span) below(x float64) fact { return s.compare(s.hi < x, s.lo >= x) }

func (s span) above(x float64) fact { return s.compare(s.lo > x, s.hi <= x) }

func (s span) from(x float64) fact { return s.compare(s.lo >= x, s.hi < x) }

func (s span) upTo(x float64) fact { return s.compare(s.hi <= x, s.lo > x) }

func (s span) compare(holds, fails bool) fact {
	switch {
	case holds:
		return fact{yes, s.by}
	case fails && s.firm:
		return fact{no, s.by}
	default:
		return fact{unsure, s.by}
	}
}

// over returns a span of quotients, where both are above 0.
func (s span) over(t span) span {
	q := span{s.lo / t.hi, s.hi / t.lo, s.firm && t.firm, s.by | t.by}
	if !(s.lo > 0) || !(t.hi > 0) {
		q.lo = 0
	}
	if !(t.lo > 0) {
		q.hi = math.Inf(1)
	}
	return q
}

// atLeast narrows a span to numbers that cannot be below x.
func (s span) atLeast(x float64) span { s.lo = max(s.lo, x); return s }

// atMost narrows a span to numbers that cannot be above x.
func (s span) atMost(x float64) span { s.hi = min(s.hi, x); return s }
