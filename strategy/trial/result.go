package trial

import (
	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/spell"
	"github.com/gutmuscle/gutmuscle/pathway/habit"
	"github.com/gutmuscle/gutmuscle/pathway/outcome"
	"github.com/gutmuscle/gutmuscle/strategy"
)

// Answer is what the data of a person say. The zero Answer means that nothing
// was asked.
type Answer uint8

// The answers.
const (
	AnswerNotSaid     Answer = iota
	CannotTell               // the data do not decide
	NoImportantEffect        // the effect is smaller than what matters
	Better                   // with the habit the outcome was better
	Worse                    // with the habit the outcome was worse
)

var answers = spell.Set[Answer]{Type: "trial.Answer", Words: []string{
	"not-said", "cannot-tell", "no-important-effect", "better", "worse"}}

// String returns the word of a, such as "cannot-tell".
func (a Answer) String() string { return answers.String(a) }

// MarshalText returns the word of a; a value that is not an Answer is an error.
func (a Answer) MarshalText() ([]byte, error) { return answers.Append(nil, a) }

// UnmarshalText sets a from its word; another word is a [*spell.UnknownError].
func (a *Answer) UnmarshalText(text []byte) error { return answers.Parse(a, text) }

// Design is what was compared with what. The zero Design means that it is not
// said.
type Design uint8

// The designs, from the weakest on.
const (
	DesignNotSaid Design = iota
	NoComparison         // no days that count on, or none off
	BeforeAfter          // fewer than two periods on, or off
	Alternation          // two periods or more of each, in an order that was not random
	Randomized           // two pairs or more in random order, and the plan was kept
)

var designs = spell.Set[Design]{Type: "trial.Design", Words: []string{
	"not-said", "no-comparison", "before-after", "alternation", "randomized"}}

// String returns the word of d, such as "before-after".
func (d Design) String() string { return designs.String(d) }

// MarshalText returns the word of d; a value that is not a Design is an error.
func (d Design) MarshalText() ([]byte, error) { return designs.Append(nil, d) }

// UnmarshalText sets d from its word; another word is a [*spell.UnknownError].
func (d *Design) UnmarshalText(text []byte) error { return designs.Parse(d, text) }

// IsObservation reports whether d is no more than an observation, in which the
// habit and time cannot be told apart.
func (d Design) IsObservation() bool { return d < Alternation }

// Stop says whether to go on. The zero Stop means that no end was decided on
// before.
type Stop uint8

// What the stop rule says.
const (
	StopNotSaid Stop = iota
	GoOn             // not enough is known yet
	EnoughKnown      // there is an answer that holds before the end
	LastDay          // the end that was decided on is reached, answer or not
)

var stops = spell.Set[Stop]{Type: "trial.Stop", Words: []string{"not-said", "go-on", "enough-known", "last-day"}}

// String returns the word of s, such as "go-on".
func (s Stop) String() string { return stops.String(s) }

// MarshalText returns the word of s; a value that is not a Stop is an error.
func (s Stop) MarshalText() ([]byte, error) { return stops.Append(nil, s) }

// UnmarshalText sets s from its word; another word is a [*spell.UnknownError].
func (s *Stop) UnmarshalText(text []byte) error { return stops.Parse(s, text) }

// DayCounts is what became of the days on which the outcome was measured. It is
// a plain value.
type DayCounts struct {
	Measured int `json:"measured"` // the sum of the others
	Used     int `json:"used"`
	Lag      int `json:"lag"`     // too soon after a switch
	Unknown  int `json:"unknown"` // on or off is not known, or before the plan begins
	Late     int `json:"late"`    // after the end that was decided on
}

// PeriodMean is a period with what was measured in it. It is a plain value.
type PeriodMean struct {
	Period
	N    int     `json:"n"`    // days that count
	Mean float64 `json:"mean"` // of their values
}

// Result is what a person's days say of one habit and one outcome. Effects are
// on less off, in Unit; numbers are rounded to six digits. It is a plain value.
type Result struct {
	Habit   habit.ID   `json:"habit"`
	Outcome outcome.ID `json:"outcome"`
	Unit    string     `json:"unit,omitempty"`
	Design  Design     `json:"design"`
	Answer  Answer     `json:"answer"`
	Stop    Stop       `json:"stop"`
	Notes   []Note     `json:"notes"` // what limits the answer, in the order of the notes

	// Limits are what the gates ask for on planned days with the habit.
	Limits []strategy.Limit `json:"limits,omitempty"`

	// Prior is what was known without the data; its SD is zero if there are no
	// data to make a weak one of. Data is the person's own: the likelihood, as the
	// normal distribution that stands for it, or none if the data give none.
	Prior     Prior  `json:"prior"`
	Data      Normal `json:"data,omitzero"`
	Posterior Normal `json:"posterior"`
	// Interval has 95 % of the posterior.
	Interval  evidence.Interval `json:"interval"`
	DataShare float64           `json:"data_share"` // of the posterior, 0 to 1; the rest is prior
	// Deciding is the posterior interval that the answer rests on, and Level its
	// level: 0.999 before the end that was decided on, 0.95 at it.
	Deciding evidence.Interval `json:"deciding"`
	Level    float64           `json:"level"`

	// DaySD is how the days of one period vary, and NextDay how alike days in a
	// row are (correlation, 0 to 0.9). PeriodSD is how periods of one kind vary.
	// Zero means not known.
	DaySD    float64 `json:"day_sd,omitempty"`
	NextDay  float64 `json:"next_day,omitempty"`
	PeriodSD float64 `json:"period_sd,omitempty"`
	// Detectable is the smallest difference that these data could tell from none:
	// beyond it lies 5 % of what chance does. It is the larger of what the days
	// alone leave open, and what the periods do. Zero means not known.
	Detectable float64 `json:"detectable,omitempty"`

	Lag     Lag          `json:"lag"` // left out of each period; the plan's washout, if it is longer
	Days    DayCounts    `json:"days"`
	Periods []PeriodMean `json:"periods"` // with days that count, in their order
}
