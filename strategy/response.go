package strategy

import (
	"errors"
	"fmt"
	"maps"
	"math"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/spell"
	"github.com/gutmuscle/gutmuscle/pathway/habit"
)

// Shape names the form of a [Response]. The zero Shape means that it is not
// said.
type Shape uint8

// The shapes. What counts is the knots; the shape is for readers.
const (
	ShapeNotSaid Shape = iota
	Linear
	Saturating
	StepShape
	PlateauThenFall
	UShaped
	Decay
)

var shapes = spell.Set[Shape]{Type: "strategy.Shape", Words: []string{
	"not-said", "linear", "saturating", "step", "plateau-then-fall", "u-shaped", "decay"}}

// String returns the word of s, such as "saturating".
func (s Shape) String() string { return shapes.String(s) }

// MarshalText returns the word of s; a value that is not a Shape is an error.
func (s Shape) MarshalText() ([]byte, error) { return shapes.Append(nil, s) }

// UnmarshalText sets s from its word; another word is a [*spell.UnknownError].
func (s *Shape) UnmarshalText(text []byte) error { return shapes.Parse(s, text) }

// Ground says what a number rests on. The zero Ground means that it is not
// said.
type Ground uint8

// The grounds.
const (
	GroundNotSaid Ground = iota
	FromSource           // a source gives it
	Assumption           // nobody has measured it, as far as is known here
	Convention           // chosen, for a reason that is told
)

var grounds = spell.Set[Ground]{Type: "strategy.Ground", Words: []string{"not-said", "source", "assumption", "convention"}}

// String returns the word of g.
func (g Ground) String() string { return grounds.String(g) }

// MarshalText returns the word of g; a value that is not a Ground is an error.
func (g Ground) MarshalText() ([]byte, error) { return grounds.Append(nil, g) }

// UnmarshalText sets g from its word; another word is a [*spell.UnknownError].
func (g *Ground) UnmarshalText(text []byte) error { return grounds.Parse(g, text) }

// Population is how a measure is spread in the reference population: what an
// unknown value may be. It is a plain value.
type Population struct {
	P10   float64           `json:"p10"` // 10th percentile, in the unit of the response
	P90   float64           `json:"p90"` // 90th percentile
	Who   string            `json:"who"`
	Basis Ground            `json:"basis"`
	Study evidence.StudyKey `json:"study,omitzero"`
}

// Response says how far the documented effect of a habit is reached at an
// amount x of it: a function f(x) from 0 to 1 that is linear between its knots
// and flat outside. A person's response is f(x) − f(Reference), so too little
// of a habit is negative. Records are plain values: fill the fields and call
// Validate. A zero field means that it is not known.
type Response struct {
	Habit       habit.ID            `json:"habit"`
	Measure     string              `json:"measure"` // one of [Measures]
	Unit        string              `json:"unit"`
	Shape       Shape               `json:"shape"`
	Knots       [][2]float64        `json:"knots"` // pairs of x, ascending, and f
	Reference   float64             `json:"reference"`
	OnsetDays   *[2]int             `json:"onset_days,omitempty"`   // after which an effect was seen, least and most
	WashoutDays *[2]int             `json:"washout_days,omitempty"` // after which it was gone again
	Plateau     string              `json:"plateau,omitempty"`
	Responders  string              `json:"responders,omitempty"`
	Population  Population          `json:"population"`
	DoseBasis   Ground              `json:"dose_basis"` // whether the doses of the knots come from studies
	Studies     []evidence.StudyKey `json:"studies"`
	Note        string              `json:"note,omitempty"`
}

// Validate reports everything that is wrong with the record by itself.
func (r *Response) Validate() error {
	var errs []error
	bad := func(format string, args ...any) { errs = append(errs, fmt.Errorf(format, args...)) }
	if !r.Habit.IsValid() {
		bad("habit: missing")
	}
	if m, ok := measures[r.Measure]; !ok {
		near := spell.Nearest(r.Measure, maps.Keys(measures))
		bad("measure: %w", &spell.UnknownError{Type: "measure", Input: r.Measure, Want: near})
	} else if m.unit != r.Unit {
		bad("unit: %q; want %q", r.Unit, m.unit)
	}
	if r.Shape == ShapeNotSaid {
		bad("shape: missing")
	}
	if len(r.Knots) < 2 {
		bad("knots: want two or more")
	}
	for i, k := range r.Knots {
		switch {
		case math.IsNaN(k[0]) || math.IsInf(k[0], 0):
			bad("knots[%d]: %v is not a finite number", i, k[0])
		case !(0 <= k[1] && k[1] <= 1):
			bad("knots[%d]: f is %v; want 0 to 1", i, k[1])
		case i > 0 && !(k[0] > r.Knots[i-1][0]):
			bad("knots[%d]: x is %v; want more than %v", i, k[0], r.Knots[i-1][0])
		}
	}
	if p := r.Population; !(p.P10 <= r.Reference && r.Reference <= p.P90) {
		bad("reference: %v; want it between p10 %v and p90 %v", r.Reference, p.P10, p.P90)
	}
	if r.Population.Who == "" || r.Population.Basis == GroundNotSaid {
		bad("population: want who and basis")
	}
	if r.DoseBasis == GroundNotSaid {
		bad("dose_basis: missing")
	}
	if len(r.Studies) == 0 {
		bad("studies: missing")
	}
	return errors.Join(errs...)
}

// Extent returns f(x), the share of the documented effect that is reached at x,
// in [0, 1]. The record has to be valid, here and in the methods that follow.
func (r *Response) Extent(x float64) float64 {
	k := r.Knots
	if x <= k[0][0] {
		return k[0][1]
	}
	for i := 1; i < len(k); i++ {
		if x <= k[i][0] {
			share := (x - k[i-1][0]) / (k[i][0] - k[i-1][0])
			return k[i-1][1] + float64(share*(k[i][1]-k[i-1][1]))
		}
	}
	return k[len(k)-1][1]
}

// At returns a person's response to the amount x, in [−1, 1]: 0 at the
// reference.
func (r *Response) At(x float64) float64 { return r.Extent(x) - r.Extent(r.Reference) }

// Over returns the least and the largest response to amounts from lo to hi.
func (r *Response) Over(lo, hi float64) evidence.Interval {
	a, b := r.At(lo), r.At(hi)
	iv := evidence.Interval{min(a, b), max(a, b)}
	for _, k := range r.Knots {
		if lo < k[0] && k[0] < hi {
			x := r.At(k[0])
			iv[0], iv[1] = min(iv[0], x), max(iv[1], x)
		}
	}
	return iv
}

// unknownAmounts returns the least and the largest amount that a person may have
// of whom the measure is not known: the 10th and the 90th percentile of the
// reference population. Where fewer than one in ten have the habit at all, both
// are the reference; then anything that is documented may be so.
func (r *Response) unknownAmounts() (lo, hi float64) {
	if r.Population.P10 == r.Population.P90 {
		return r.Knots[0][0], r.Knots[len(r.Knots)-1][0]
	}
	return r.Population.P10, r.Population.P90
}

// unknown returns the responses to these amounts. The interval has 0, since an
// unknown habit adds nothing to a score.
func (r *Response) unknown() evidence.Interval {
	iv := r.Over(r.unknownAmounts())
	return evidence.Interval{min(iv[0], 0), max(iv[1], 0)}
}
