package evidence

import (
	"fmt"

	"github.com/gutmuscle/gutmuscle/evidence/spell"
)

// Problem is why no estimate can be made or pooled. A Problem is itself an
// error, so that errors.Is(err, evidence.ErrMixedMeasures) asks for it. The
// zero Problem means that none is said; no function returns it.
type Problem uint8

// The problems.
const (
	problemNotSaid    Problem = iota
	ErrNoStudies              // nothing to pool
	ErrTooFewStudies          // fewer estimates than the method needs
	ErrMeasure                // the measure is not said, or not one that the function takes
	ErrMixedMeasures          // estimates of different measures
	ErrMixedUnits             // estimates in different units
	ErrValue                  // a value that is not finite, or outside its range
	ErrVariance               // a variance that is not finite and above 0, or too far from 1 to weigh
	ErrArm                    // an arm that cannot be: size, standard deviation, counts
	ErrZeroCell               // a table with a zero cell and no rule for it
	ErrNoEvents               // a table without any event, or with nothing else
	ErrInterval               // an interval that does not contain its value, or without width
	ErrLevel                  // a level that is not between 0 and 1
	ErrOption                 // an option that is not one of its list
	ErrNoSpread               // equal estimates, where the method divides by their spread
	ErrModerator              // a covariate of the wrong length, not finite, or the same in all studies
	ErrNoConvergence          // an iteration did not end in a finite number
	ErrNoUncertainty          // an effect with neither interval nor standard error
	ErrNotConvertible         // a conversion that does not hold for this estimate
)

var statProblems = spell.Set[Problem]{Type: "evidence.Problem", Words: []string{
	"not-said", "no-studies", "too-few-studies", "measure", "mixed-measures", "mixed-units", "value", "variance", "arm",
	"zero-cell", "no-events", "interval", "level", "option", "no-spread", "moderator", "no-convergence",
	"no-uncertainty", "not-convertible"}}

// String returns the word of p, such as "mixed-measures".
func (p Problem) String() string { return statProblems.String(p) }

// Error returns the word of p.
func (p Problem) Error() string { return p.String() }

// MarshalText returns the word of p; a value that is not a Problem is an error.
func (p Problem) MarshalText() ([]byte, error) { return statProblems.Append(nil, p) }

// UnmarshalText sets p from its word; another word is a [*spell.UnknownError].
func (p *Problem) UnmarshalText(text []byte) error { return statProblems.Parse(p, text) }

// StatError says that no estimate could be made or pooled. Programs reach it
// with errors.As, and its Problem with errors.Is. It never changes after it is
// made.
type StatError struct {
	Op      string   // what was asked for, such as "pool"
	Problem Problem  // the kind of problem
	Nth     int      // which of the estimates is at fault, from 1; zero if none is by itself
	Study   StudyKey // the study of that estimate, if it has one
	Detail  string   // what was there and what was wanted
}

// Error names the operation, the estimate at fault and the problem.
func (e *StatError) Error() string {
	at := ""
	if e.Nth > 0 {
		at = fmt.Sprintf("estimate %d: ", e.Nth)
		if e.Study.IsValid() {
			at = fmt.Sprintf("estimate %d (%s): ", e.Nth, e.Study)
		}
	}
	return fmt.Sprintf("evidence: %s: %s%s: %s", e.Op, at, e.Problem, e.Detail)
}

// Unwrap returns the Problem.
func (e *StatError) Unwrap() error { return e.Problem }

func failed(op string, p Problem, format string, args ...any) error {
	return &StatError{Op: op, Problem: p, Detail: fmt.Sprintf(format, args...)}
}
