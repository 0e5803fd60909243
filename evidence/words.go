package evidence

import "github.com/gutmuscle/gutmuscle/evidence/spell"

// Direction is what a finding saw the object of its claim do when the subject
// was higher, present or done. The zero Direction means that it is not said.
type Direction uint8

// The directions of a finding.
const (
	DirectionNotSaid Direction = iota
	Up                         // the object rose
	Down                       // the object fell
	NoEffect                   // looked for, and no effect or association was found
)

var directions = spell.Set[Direction]{Type: "evidence.Direction", Words: []string{"not-said", "up", "down", "none"}}

// String returns the word of d: up, down or none.
func (d Direction) String() string { return directions.String(d) }

// MarshalText returns the word of d; a value that is not a Direction is an error.
func (d Direction) MarshalText() ([]byte, error) { return directions.Append(nil, d) }

// UnmarshalText sets d from its word; another word is a [*spell.UnknownError].
func (d *Direction) UnmarshalText(text []byte) error { return directions.Parse(d, text) }

// Sex is who was in a study. The zero Sex means that it is not said.
type Sex uint8

// The values of Sex.
const (
	SexNotSaid Sex = iota
	Male
	Female
	Mixed // both
)

var sexes = spell.Set[Sex]{Type: "evidence.Sex", Words: []string{"not-said", "male", "female", "mixed"}}

// String returns the word of s.
func (s Sex) String() string { return sexes.String(s) }

// MarshalText returns the word of s; a value that is not a Sex is an error.
func (s Sex) MarshalText() ([]byte, error) { return sexes.Append(nil, s) }

// UnmarshalText sets s from its word; another word is a [*spell.UnknownError].
func (s *Sex) UnmarshalText(text []byte) error { return sexes.Parse(s, text) }

// RiskOfBias is the overall judgment on how far a study may mislead. The zero
// RiskOfBias means that nobody has judged it.
type RiskOfBias uint8

// The judgments, in the words of RoB 2.
const (
	BiasNotJudged RiskOfBias = iota
	LowRisk
	SomeConcerns
	HighRisk
)

var risks = spell.Set[RiskOfBias]{Type: "evidence.RiskOfBias", Words: []string{"not-judged", "low", "some-concerns", "high"}}

// String returns the word of r.
func (r RiskOfBias) String() string { return risks.String(r) }

// MarshalText returns the word of r; a value that is not a RiskOfBias is an error.
func (r RiskOfBias) MarshalText() ([]byte, error) { return risks.Append(nil, r) }

// UnmarshalText sets r from its word; another word is a [*spell.UnknownError].
func (r *RiskOfBias) UnmarshalText(text []byte) error { return risks.Parse(r, text) }

// Status is what became of a publication. The zero Status means that nothing
// against it is known.
type Status uint8

// The values of Status.
const (
	Standing   Status = iota
	Corrected         // a correction was published; it still counts
	OfConcern         // an expression of concern was published; it still counts
	Retracted         // withdrawn; its findings count for nothing
	Unreported        // registered or announced, no result seen; it has no findings
)

var statuses = spell.Set[Status]{Type: "evidence.Status", Words: []string{
	"standing", "corrected", "of-concern", "retracted", "unreported"}}

// String returns the word of s.
func (s Status) String() string { return statuses.String(s) }

// MarshalText returns the word of s; a value that is not a Status is an error.
func (s Status) MarshalText() ([]byte, error) { return statuses.Append(nil, s) }

// UnmarshalText sets s from its word; another word is a [*spell.UnknownError].
func (s *Status) UnmarshalText(text []byte) error { return statuses.Parse(s, text) }

// Basis is how much of a study was read for a record. The zero Basis means
// that it is not said.
type Basis uint8

// The bases, weakest first.
const (
	BasisNotSaid Basis = iota
	Title              // only the title, which states the finding
	Secondary          // another text that tells of the study
	Abstract           // the abstract
	FullText           // the whole text
)

var bases = spell.Set[Basis]{Type: "evidence.Basis", Words: []string{"not-said", "title", "secondary", "abstract", "full-text"}}

// String returns the word of b.
func (b Basis) String() string { return bases.String(b) }

// MarshalText returns the word of b; a value that is not a Basis is an error.
func (b Basis) MarshalText() ([]byte, error) { return bases.Append(nil, b) }

// UnmarshalText sets b from its word; another word is a [*spell.UnknownError].
func (b *Basis) UnmarshalText(text []byte) error { return bases.Parse(b, text) }

// Confounder is something that may explain a finding in place of its subject.
// The zero Confounder means that none is said.
type Confounder uint8

// The confounders that findings are marked with.
const (
	ConfounderNotSaid Confounder = iota
	Diet
	Exercise
	Genetics
	Medication
	HealthStatus
	Age
	SexDifference
	AntibioticBaseline
	EnergyIntake
	TrainingProgram
	BodyComposition
	Smoking
	ReverseCausation
	SmallSample
	Blinding
	Placebo
)

var confounders = spell.Set[Confounder]{Type: "evidence.Confounder", Words: []string{
	"not-said", "diet", "exercise", "genetics", "medication", "health-status", "age", "sex", "antibiotic-baseline",
	"energy-intake", "training-program", "body-composition", "smoking", "reverse-causation", "small-sample",
	"blinding", "placebo"}}

// String returns the word of c.
func (c Confounder) String() string { return confounders.String(c) }

// MarshalText returns the word of c; a value that is not a Confounder is an error.
func (c Confounder) MarshalText() ([]byte, error) { return confounders.Append(nil, c) }

// UnmarshalText sets c from its word; another word is a [*spell.UnknownError].
func (c *Confounder) UnmarshalText(text []byte) error { return confounders.Parse(c, text) }
