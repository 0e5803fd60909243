package strategy

import "github.com/gutmuscle/gutmuscle/evidence/spell"

// State is what is known of a value. The zero State is unknown: nobody asked,
// or nobody could say.
type State uint8

// The states of a value.
const (
	StateUnknown       State = iota // not known; never zero
	StateKnown                      // measured or told
	StateImputed                    // put in from something else, such as a population
	StateDeclined                   // asked, and the person would rather not say
	StateNotApplicable              // asked, and the question does not apply
	StateConflicting                // told more than once, and differently
)

var states = spell.Set[State]{Type: "strategy.State", Words: []string{
	"unknown", "known", "imputed", "declined", "not-applicable", "conflicting"}}

// String returns the word of s, such as "not-applicable".
func (s State) String() string { return states.String(s) }

// MarshalText returns the word of s; a value that is not a State is an error.
func (s State) MarshalText() ([]byte, error) { return states.Append(nil, s) }

// UnmarshalText sets s from its word; another word is a [*spell.UnknownError].
func (s *State) UnmarshalText(text []byte) error { return states.Parse(s, text) }

// Reading is one value of a person's habits, with what is known of it. The
// unit is that of the type T. The zero Reading is unknown.
//
// In JSON a known value is written plainly, an unknown one as null or not at
// all, and whatever else there is to say as an object:
//
//	14
//	{"state": "declined"}
//	{"state": "imputed", "value": 14, "source": "diary"}
//	{"state": "conflicting", "values": [14, 31]}
//	{"interval": [10, 20], "observed_day": -3, "n_days": 14}
//	{"value": 600, "confirmed": true}
//
// It is a plain value.
type Reading[T any] struct {
	State State
	// Value is the value if the state is known or imputed, and means nothing
	// otherwise.
	Value T
	// Range is the interval that the value is known to lie in, both ends
	// included, with Value its middle unless something better is known; nil
	// means that Value is all there is. Only numbers have ranges.
	Range *[2]T
	// Values holds the values, two or more, that were told if the state is
	// conflicting.
	Values []T
	// Source says where the value is from, in any words; "" means not said.
	Source string
	// ObservedDay is the day of the value, counted from today: 0 or negative.
	// Nil means not said.
	ObservedDay *int
	// NDays is the number of days the value is a mean of; 0 means not said.
	NDays int
	// Confirmed says that the value was asked about and is right. A value that
	// is possible but unlikely is not used without it.
	Confirmed bool
}

// Known returns the reading of a known value.
func Known[T any](v T) Reading[T] { return Reading[T]{State: StateKnown, Value: v} }

// Between returns the reading of a number that is known to lie between lo and
// hi, both included, in either order. Its Value is the middle.
func Between[T ~float64](lo, hi T) Reading[T] {
	lo, hi = min(lo, hi), max(lo, hi)
	return Reading[T]{State: StateKnown, Value: mid(lo, hi), Range: &[2]T{lo, hi}}
}

// Usable reports whether r has a value to reckon with: it is known or imputed.
func (r Reading[T]) Usable() bool { return r.State == StateKnown || r.State == StateImputed }
