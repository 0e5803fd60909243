package strategy

import (
	"slices"

	"github.com/gutmuscle/gutmuscle/evidence/spell"
)

// Sex is the sex that reference values go by. The zero Sex is unknown.
type Sex uint8

// The sexes.
const (
	SexUnknown Sex = iota
	SexFemale
	SexMale
	SexOther
)

var sexes = spell.Set[Sex]{Type: "strategy.Sex", Words: []string{
	"unknown", "female", "male", "other"}}

// String returns the word of s.
func (s Sex) String() string { return sexes.String(s) }

// MarshalText returns the word of s; a value that is not a Sex is an error.
func (s Sex) MarshalText() ([]byte, error) { return sexes.Append(nil, s) }

// UnmarshalText sets s from its word; another word is a [*spell.UnknownError].
func (s *Sex) UnmarshalText(text []byte) error { return sexes.Parse(s, text) }

// Pattern is the kind of diet a person keeps. The zero Pattern is unknown.
type Pattern uint8

// The patterns.
const (
	PatternUnknown Pattern = iota
	PatternOmnivore
	PatternVegetarian
	PatternVegan
	PatternKetogenic
	PatternLowCarb
	PatternLowFODMAP
	PatternLowResidue
	PatternGlutenFree
	PatternMediterranean
	PatternCleanEating
	PatternOther
)

var patterns = spell.Set[Pattern]{Type: "strategy.Pattern", Words: []string{
	"unknown", "omnivore", "vegetarian", "vegan", "ketogenic", "low-carb", "low-fodmap", "low-residue",
	"gluten-free", "mediterranean", "clean-eating", "other"}}

// String returns the word of p.
func (p Pattern) String() string { return patterns.String(p) }

// MarshalText returns the word of p; a value that is not a Pattern is an error.
func (p Pattern) MarshalText() ([]byte, error) { return patterns.Append(nil, p) }

// UnmarshalText sets p from its word; another word is a [*spell.UnknownError].
func (p *Pattern) UnmarshalText(text []byte) error { return patterns.Parse(p, text) }

// Frequency is how often something is eaten or drunk, in the words of the
// American Gut questionnaire. The zero Frequency is unknown.
type Frequency uint8

// The frequencies, least first.
const (
	FrequencyUnknown Frequency = iota
	FrequencyNever
	FrequencyRarely       // a few times a month
	FrequencyOccasionally // 1 or 2 times a week
	FrequencyRegularly    // 3 to 5 times a week
	FrequencyDaily
)

var frequencies = spell.Set[Frequency]{Type: "strategy.Frequency", Words: []string{
	"unknown", "never", "rarely", "occasionally", "regularly", "daily"}}

// String returns the word of f.
func (f Frequency) String() string { return frequencies.String(f) }

// MarshalText returns the word of f; a value that is not a Frequency is an error.
func (f Frequency) MarshalText() ([]byte, error) { return frequencies.Append(nil, f) }

// UnmarshalText sets f from its word; another word is a [*spell.UnknownError].
func (f *Frequency) UnmarshalText(text []byte) error { return frequencies.Parse(f, text) }

// Live is whether a fermented food still holds live microbes when it is eaten.
// The zero Live is unknown.
type Live uint8

// The values of Live.
const (
	LiveUnknown Live = iota
	LiveYes
	LiveNo
)

var lives = spell.Set[Live]{Type: "strategy.Live", Words: []string{
	"unknown", "yes", "no"}}

// String returns the word of l.
func (l Live) String() string { return lives.String(l) }

// MarshalText returns the word of l; a value that is not a Live is an error.
func (l Live) MarshalText() ([]byte, error) { return lives.Append(nil, l) }

// UnmarshalText sets l from its word; another word is a [*spell.UnknownError].
func (l *Live) UnmarshalText(text []byte) error { return lives.Parse(l, text) }

// FODMAPPhase is a phase of a low-FODMAP diet. The zero FODMAPPhase is unknown.
type FODMAPPhase uint8

// The phases, in their order.
const (
	PhaseUnknown FODMAPPhase = iota
	PhaseRestriction
	PhaseReintroduction
	PhasePersonalization
)

var phases = spell.Set[FODMAPPhase]{Type: "strategy.FODMAPPhase", Words: []string{
	"unknown", "restriction", "reintroduction", "personalization"}}

// String returns the word of p.
func (p FODMAPPhase) String() string { return phases.String(p) }

// MarshalText returns the word of p; a value that is not a FODMAPPhase is an error.
func (p FODMAPPhase) MarshalText() ([]byte, error) { return phases.Append(nil, p) }

// UnmarshalText sets p from its word; another word is a [*spell.UnknownError].
func (p *FODMAPPhase) UnmarshalText(text []byte) error { return phases.Parse(p, text) }

// Goal is what a person trains for. The zero Goal is unknown.
type Goal uint8

// The goals.
const (
	GoalUnknown Goal = iota
	GoalMass         // muscle mass
	GoalStrength
	GoalEndurance
	GoalRecovery
	GoalFunction // everyday function
)

var goals = spell.Set[Goal]{Type: "strategy.Goal", Words: []string{
	"unknown", "mass", "strength", "endurance", "recovery", "function"}}

// String returns the word of g.
func (g Goal) String() string { return goals.String(g) }

// MarshalText returns the word of g; a value that is not a Goal is an error.
func (g Goal) MarshalText() ([]byte, error) { return goals.Append(nil, g) }

// UnmarshalText sets g from its word; another word is a [*spell.UnknownError].
func (g *Goal) UnmarshalText(text []byte) error { return goals.Parse(g, text) }

// HRVMethod is how heart-rate variability was reckoned. The zero HRVMethod is
// unknown.
type HRVMethod uint8

// The methods.
const (
	HRVUnknown HRVMethod = iota
	HRVSDNN
	HRVRMSSD
)

var hrvMethods = spell.Set[HRVMethod]{Type: "strategy.HRVMethod", Words: []string{
	"unknown", "SDNN", "RMSSD"}}

// String returns the word of m.
func (m HRVMethod) String() string { return hrvMethods.String(m) }

// MarshalText returns the word of m; a value that is not a HRVMethod is an error.
func (m HRVMethod) MarshalText() ([]byte, error) { return hrvMethods.Append(nil, m) }

// UnmarshalText sets m from its word; another word is a [*spell.UnknownError].
func (m *HRVMethod) UnmarshalText(text []byte) error { return hrvMethods.Parse(m, text) }

// Allergen is something a person is allergic or intolerant to. The zero Allergen
// is unknown and not an element of a list.
type Allergen uint8

// The allergens.
const (
	AllergenUnknown Allergen = iota
	AllergenMilk
	AllergenSoy
	AllergenYeast
	AllergenEgg
	AllergenNut
	AllergenGluten
	AllergenHistamine
)

var allergens = spell.Set[Allergen]{Type: "strategy.Allergen", Words: []string{
	"unknown", "milk", "soy", "yeast", "egg", "nut", "gluten", "histamine"}}

// String returns the word of a.
func (a Allergen) String() string { return allergens.String(a) }

// MarshalText returns the word of a; a value that is not an Allergen is an
// error.
func (a Allergen) MarshalText() ([]byte, error) { return allergens.Append(nil, a) }

// UnmarshalText sets a from its word; another word, the zero's too, is a
// [*spell.UnknownError] with the nearest ones.
func (a *Allergen) UnmarshalText(text []byte) error { return parseSaid(allergens, a, text) }

// RedFlag is a sign that a clinician has to look at before anything else. The
// zero RedFlag is unknown and not an element of a list.
type RedFlag uint8

// The red flags.
const (
	FlagUnknown RedFlag = iota
	FlagBloodInStool
	FlagBlackStool
	FlagUnintendedWeightLoss
	FlagFever
	FlagNightSymptoms // symptoms that wake the person up
	FlagVomitingWithoutStool
	FlagSevereAbdominalPain
	FlagLooseStools // three or more a day
	FlagCrampingAfterMeals
	FlagChestPain
	FlagFainting
	FlagDarkUrineAfterTraining
)

var redFlags = spell.Set[RedFlag]{Type: "strategy.RedFlag", Words: []string{
	"unknown", "blood-in-stool", "black-stool", "unintended-weight-loss", "fever", "night-symptoms",
	"vomiting-without-stool", "severe-abdominal-pain", "loose-stools-3-per-day", "cramping-after-meals",
	"chest-pain", "fainting", "dark-urine-after-training"}}

// String returns the word of f.
func (f RedFlag) String() string { return redFlags.String(f) }

// MarshalText returns the word of f; a value that is not a RedFlag is an error.
func (f RedFlag) MarshalText() ([]byte, error) { return redFlags.Append(nil, f) }

// UnmarshalText sets f from its word; another word, the zero's too, is a
// [*spell.UnknownError] with the nearest ones.
func (f *RedFlag) UnmarshalText(text []byte) error { return parseSaid(redFlags, f, text) }

// parseSaid sets *e to the value whose word is text. The word of the zero is not
// taken, and what is not known comes with the nearest words.
func parseSaid[E ~uint8](s spell.Set[E], e *E, text []byte) error {
	said := s.Words[1:]
	for i, w := range said {
		if w == string(text) {
			*e = E(i + 1)
			return nil
		}
	}
	want := spell.Nearest(string(text), slices.Values(said))
	if len(want) == 0 {
		want = said
	}
	return &spell.UnknownError{Type: s.Type, Input: string(text), Want: want}
}
