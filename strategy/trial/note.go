package trial

import (
	"fmt"
	"iter"

	"github.com/gutmuscle/gutmuscle/evidence/spell"
)

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

// texts are the sentences of the answers, the designs and the notes.
var (
	answerTexts = [...]string{
		CannotTell:        "Your data cannot tell whether it makes a difference.",
		NoImportantEffect: "In your data there is no difference that would matter.",
		Better:            "In your data the outcome was better with the habit.",
		Worse:             "In your data the outcome was worse with the habit.",
	}
	designTexts = [...]string{
		NoComparison: "This is an observation: there are no days to compare with.",
		BeforeAfter:  "This is an observation of before and after, not a test.",
		Alternation:  "You did and left the habit in turn, in an order that was not random.",
		Randomized:   "You did and left the habit in random order, as planned.",
	}
	noteTexts = [...]string{
		NoData:           "No day counts: either nothing was measured, or it was too soon after a switch.",
		TimeOrHabit:      "Whatever else changed at the same time may be behind it; do and leave the habit at least twice.",
		PlanNotKept:      "It is known of too few days that they went by the plan.",
		NoVariation:      "Your values hardly vary, so how sure they are cannot be worked out.",
		FewPeriods:       "There are too few periods to see how they vary by themselves.",
		OnlyWithPrior:    "Your days by themselves do not say it; only what is known from elsewhere does.",
		AgainstPrior:     "Your days and what is known from elsewhere do not agree.",
		SizeOpen:         "There seems to be a difference, but it may be too small to matter.",
		TooNoisy:         "Your values vary so much that these days could not show a difference that matters.",
		LagNotKnown:      "How long it takes to act is not known, so it may have had too little time.",
		NoDifferenceSaid: "It was not said which difference would matter.",
		BetterNotSaid:    "It is not said whether more or less is better.",
		NotRandomized:    "Something else may have gone with the habit, such as the days of the week.",
		NoEndDecided:     "No end was decided on beforehand, so only a very clear difference counts.",
		BeforeTheEnd:     "The end is not reached, so only a very clear difference counts.",
	}
)

// Sentences yields the result in plain English, a sentence at a time: what was
// done, the answer, the size, the days left out, and each note. None is stronger than the design.
func (r *Result) Sentences() iter.Seq[string] {
	return func(yield func(string) bool) {
		list := []string{textOf(designTexts[:], r.Design), textOf(answerTexts[:], r.Answer)}
		if r.Data.SD > 0 {
			unit := r.Unit
			if unit != "" {
				unit = " " + unit
			}
			list = append(list, fmt.Sprintf("The difference is %.3g%s, and with 95 %% probability between %.3g and %.3g; %.0f %% of that is your data.",
				r.Posterior.Mean, unit, r.Interval[0], r.Interval[1], 100*r.DataShare))
		}
		if r.Days.Lag > 0 {
			list = append(list, fmt.Sprintf("Of each period with the habit the first %d days are left out, and of each without it the first %d.",
				r.Lag.Onset, r.Lag.Washout))
		}
		for _, n := range r.Notes {
			list = append(list, textOf(noteTexts[:], n))
		}
		for _, s := range list {
			if s != "" && !yield(s) {
				return
			}
		}
	}
}

// textOf returns the text of a word, or none if it has none.
func textOf[E ~uint8](texts []string, e E) string {
	if int(e) < len(texts) {
		return texts[e]
	}
	return ""
}
