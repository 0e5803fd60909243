package trial

import "github.com/gutmuscle/gutmuscle/evidence/spell"

// Note is what limits an [Answer]. The zero Note says nothing.
type Note uint8

// The notes. Each of those up to OnlyWithPrior makes the answer CannotTell.
const (
	NoteNotSaid      Note = iota
	NoData                // no day counts
	TimeOrHabit           // an observation: fewer than two periods on, or off
	PlanNotKept           // it is known of too few days that they went by the plan
	NoVariation           // periods of one kind do not differ at all
	FewPeriods            // too few periods to see how they vary
	OnlyWithPrior         // the posterior would answer, but the data by themselves do not
	AgainstPrior          // data and prior disagree
	SizeOpen              // an effect, but perhaps one too small to matter
	TooNoisy              // the data could not show a difference that matters
	LagNotKnown           // an effect may not have begun, so that none cannot be told
	NoDifferenceSaid      // what difference matters is not said, so that none cannot be told
	BetterNotSaid         // which way is better is not said
	NotRandomized         // the order of periods was not random
	NoEndDecided          // no end was decided on: the answer is held to what holds before one
	BeforeTheEnd          // the same, since the end is not reached
)

var notes = spell.Set[Note]{Type: "trial.Note", Words: []string{
	"not-said", "no-data", "time-or-habit", "plan-not-kept", "no-variation", "few-periods", "only-with-prior", "against-prior",
	"size-open", "too-noisy", "lag-not-known", "no-difference-said", "better-not-said", "not-randomized", "no-end-decided",
	"before-the-end"}}

// String returns the word of n, such as "time-or-habit".
func (n Note) String() string { return notes.String(n) }

// MarshalText returns the word of n; a value that is not a Note is an error.
func (n Note) MarshalText() ([]byte, error) { return notes.Append(nil, n) }

// UnmarshalText sets n from its word; another word is a [*spell.UnknownError].
func (n *Note) UnmarshalText(text []byte) error { return notes.Parse(n, text) }
