package evidence

import (
	"math"

	"github.com/gutmuscle/gutmuscle/evidence/spell"
)

// Prediction is the convention by which an interval for the true effect of a
// new study is made. Three are in use and differ, so the one used is always
// named. The zero Prediction means that it is not said, and none is made.
type Prediction uint8

// The conventions. Each is μ ± c·√(τ²+SE²).
const (
	PredictionNotSaid Prediction = iota
	// PredictNormal: c normal, plain SE.
	PredictNormal
	// PredictHTS: c of t with k−2 degrees of freedom, plain SE (Higgins, Thompson &
	// Spiegelhalter 2009, doi 10.1111/j.1467-985X.2008.00552.x).
	PredictHTS
	// PredictHartungKnapp: c of t with k−1 degrees of freedom and the Hartung-Knapp
	// SE, ad hoc if that is the inference (Partlett & Riley 2017, doi
	// 10.1002/sim.7140, who took k−2; metafor and RevMan take k−1).
	PredictHartungKnapp
)

var predictions = spell.Set[Prediction]{Type: "evidence.Prediction", Words: []string{
	"not-said", "normal", "higgins-thompson-spiegelhalter", "hartung-knapp"}}

// String returns the word of p, such as "hartung-knapp".
func (p Prediction) String() string { return predictions.String(p) }

// MarshalText returns the word of p; a value that is not a Prediction is an error.
func (p Prediction) MarshalText() ([]byte, error) { return predictions.Append(nil, p) }

// UnmarshalText sets p from its word; another word is a [*spell.UnknownError].
func (p *Prediction) UnmarshalText(text []byte) error { return predictions.Parse(p, text) }

// PredictionInterval is an interval for the true effect of a new study, with
// the convention that made it. It is a plain value; the zero
// PredictionInterval is none.
type PredictionInterval struct {
	Convention Prediction `json:"convention"`
	Interval   Interval   `json:"interval"`
}

// Predict returns the interval, of the level of s, for the true effect of a
// new study. It is an error for a FixedEffect model, which has no distribution
// of effects, and for too few estimates: PredictHTS takes three. A Summary that
// was read from JSON lacks what this takes, which is an error too.
func (s *Summary) Predict(c Prediction) (PredictionInterval, error) {
	const op = "predict"
	if s.Method == FixedEffect {
		return PredictionInterval{}, failed(op, ErrOption, "a fixed-effect model has one effect; there is none other to predict")
	}
	if s.plainSE == 0 {
		return PredictionInterval{}, failed(op, ErrOption, "a summary that was not pooled here; pool the estimates again")
	}
	k := float64(s.K)
	se, factor := s.plainSE, 0.0
	switch c {
	case PredictNormal:
		factor = normalCritical(s.Level)
	case PredictHTS:
		if s.K < 3 {
			return PredictionInterval{}, failed(op, ErrTooFewStudies, "%d estimates; t with k−2 degrees of freedom takes 3", s.K)
		}
		factor = tCritical(s.Level, k-2)
	case PredictHartungKnapp:
		inference := HartungKnapp
		if s.Inference == HartungKnappAdHoc {
			inference = s.Inference
		}
		var err error
		if se, err = inference.se(op, se, s.q); err != nil {
			return PredictionInterval{}, err
		}
		factor = tCritical(s.Level, k-1)
	default:
		return PredictionInterval{}, failed(op, ErrOption, "%s; want a convention", c)
	}
	half := float64(factor * math.Sqrt(s.Tau2+float64(se*se)))
	return PredictionInterval{c, Interval{s.Estimate - half, s.Estimate + half}}, nil
}
