package evidence

import "github.com/gutmuscle/gutmuscle/evidence/spell"

// Level is the kind of evidence that a finding is, in the order in which kinds
// are trusted to say what happens in people. It follows from the design and
// the species of a finding ([LevelOf]) and is never typed in. The zero Level
// means that nobody has assessed it, and never that anything is certain.
type Level uint8

// The levels, weakest first.
const (
	NotAssessed         Level = iota // not assessed, or no evidence
	InVitro                          // cells, isolated microbes, models of the gut, computation
	Animal                           // whole animals
	ObservationalHuman               // people, observed
	InterventionalHuman              // people, with something done to them
	Synthesis                        // systematic synthesis of trials in people
)

var levels = spell.Set[Level]{Type: "evidence.Level", Words: []string{
	"not-assessed", "in-vitro", "animal", "observational-human", "interventional-human", "synthesis"}}

// String returns the word of l, such as "observational-human".
func (l Level) String() string { return levels.String(l) }

// MarshalText returns the word of l; a value that is not a Level is an error.
func (l Level) MarshalText() ([]byte, error) { return levels.Append(nil, l) }

// UnmarshalText sets l from its word; another word is a [*spell.UnknownError].
func (l *Level) UnmarshalText(text []byte) error { return levels.Parse(l, text) }

// Human reports whether l is evidence from people.
func (l Level) Human() bool { return l >= ObservationalHuman }

// LevelOf returns the level of a finding of the given design and species. It
// is [NotAssessed] if either is not said or if the design reports no finding
// of its own (a review, a guideline, a commentary).
func LevelOf(d Design, s Species) Level {
	switch {
	case !d.reportsFindings() || s == "":
		return NotAssessed
	case d == InVitroExperiment || d == InSilico || s == Cell || s == Microbe:
		return InVitro
	case s != Human:
		return Animal
	case d == TrialSynthesis:
		return Synthesis
	case d >= BeforeAfter && d <= CrossoverTrial:
		return InterventionalHuman
	default:
		return ObservationalHuman
	}
}
