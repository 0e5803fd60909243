package trial

import (
	"errors"
	"fmt"
	"math"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/spell"
	"github.com/gutmuscle/gutmuscle/pathway"
)

// Normal is a normal distribution of an effect, in the unit of the outcome. It
// is a plain value; the zero Normal is none.
type Normal struct {
	Mean float64 `json:"mean"`
	SD   float64 `json:"sd"`
}

// Interval returns the middle part of n that has the given share, such as 0.95.
func (n Normal) Interval(level float64) evidence.Interval {
	half := float64(critical(level, math.Inf(1)) * n.SD)
	return evidence.Interval{n.Mean - half, n.Mean + half}
}

// Update returns the posterior of an effect with a normal prior and data whose
// likelihood is normal with the mean and SD of data: precisions add up, and the
// mean is weighed by them. If one of the two is none, it is the other.
func Update(prior, data Normal) Normal {
	switch {
	case data.SD == 0:
		return prior
	case prior.SD == 0:
		return data
	}
	share := DataShare(prior, data)
	return Normal{prior.Mean + float64(share*(data.Mean-prior.Mean)), prior.SD * (data.SD / math.Hypot(prior.SD, data.SD))}
}

// DataShare returns how much of the posterior is data: their precision over the
// sum of both, in [0, 1]. The rest is prior.
func DataShare(prior, data Normal) float64 {
	switch {
	case data.SD == 0:
		return 0
	case prior.SD == 0:
		return 1
	}
	r := prior.SD / math.Hypot(prior.SD, data.SD)
	return float64(r * r)
}

// critical returns the two-sided critical value of Student's t, or of the normal
// distribution if df is infinite.
func critical(level, df float64) float64 {
	if math.IsInf(df, 1) {
		return -distuv.UnitNormal.Quantile((1 - level) / 2)
	}
	return -distuv.StudentsT{Sigma: 1, Nu: df}.Quantile((1 - level) / 2)
}

// Basis says where a [Prior] is from. The zero Basis means that it is not said:
// the caller's own.
type Basis uint8

// The bases.
const (
	BasisNotSaid Basis = iota
	Weak               // around zero, twice as wide as the person's days vary
	Predicted          // what a pool of studies predicts for a new one
)

var bases = spell.Set[Basis]{Type: "trial.Basis", Words: []string{"not-said", "weak", "predicted"}}

// String returns the word of b, such as "predicted".
func (b Basis) String() string { return bases.String(b) }

// MarshalText returns the word of b; a value that is not a Basis is an error.
func (b Basis) MarshalText() ([]byte, error) { return bases.Append(nil, b) }

// UnmarshalText sets b from its word; another word is a [*spell.UnknownError].
func (b *Basis) UnmarshalText(text []byte) error { return bases.Parse(b, text) }

// Prior is what is known of an effect without the person's data: on less off, in
// the unit of the outcome. It is a plain value.
type Prior struct {
	Normal
	Unit  string `json:"unit,omitempty"`
	Basis Basis  `json:"basis"`
	K     int    `json:"k,omitempty"` // number of studies behind it
}

func (p *Prior) validate(unit string) error {
	var errs []error
	if !sound(p.Mean) {
		errs = append(errs, fmt.Errorf("mean: %v; want a finite number of at most %g", p.Mean, maxValue))
	}
	if !(p.SD >= 1/maxValue && p.SD <= maxValue) {
		errs = append(errs, fmt.Errorf("sd: %v; want %g to %g", p.SD, 1/maxValue, maxValue))
	}
	if p.Unit != unit {
		errs = append(errs, fmt.Errorf("unit: %s; want that of the measure, %s", spell.Quote(p.Unit), spell.Quote(unit)))
	}
	if p.Basis == Weak {
		errs = append(errs, errors.New("basis: weak priors are made of the person's data; leave the prior out"))
	}
	return errors.Join(errs...)
}

// Why a size of effects gives no prior.
var (
	ErrNoPrediction = errors.New("no pool with a prediction interval; that takes three studies")
	ErrOtherScale   = errors.New("not a mean difference in the unit of the measure")
	ErrSense        = errors.New("studies of scales that run both ways; which way the pool runs is not known")
)

// PriorOf returns the prior that a pool of studies gives for a measure: the
// normal distribution whose interval is the prediction interval of the pool, so
// with [evidence.PredictNormal] N(μ, τ²+SE²), and wider if the convention has
// Student's t. It has the sense of the measure: the pools of [pathway.Atlas.Sizes]
// tell what the outcome does, and are turned back if the scale runs against it.
//
// It is the distribution of the mean effect of a new study like those pooled, at
// their doses. What is common to one person and no study is not in it.
func PriorOf(s *pathway.Size, m pathway.Measure) (Prior, error) {
	if s.Measure != evidence.MeanDifference || s.Unit != m.Unit {
		return Prior{}, fmt.Errorf("%w: %s in %s, not in %s", ErrOtherScale, s.Measure, spell.Quote(s.Unit), spell.Quote(m.Unit))
	}
	if s.Pooled == nil || s.Pooled.Prediction.Convention == evidence.PredictionNotSaid {
		return Prior{}, ErrNoPrediction
	}
	turned, pooled := 0, 0
	for _, one := range s.Studies {
		if one.Pooled {
			pooled++
			if one.Turned {
				turned++
			}
		}
	}
	sign := 1.0
	switch turned {
	case 0:
	case pooled:
		sign = -1
	default:
		return Prior{}, ErrSense
	}
	iv := s.Pooled.Prediction.Interval
	sd := (iv[1] - iv[0]) / 2 / critical(s.Pooled.Level, math.Inf(1))
	p := Prior{Normal{float64(sign * s.Pooled.Estimate), sd}, m.Unit, Predicted, s.Pooled.K}
	return p, p.validate(m.Unit)
}
