package strategy

import (
	"iter"
	"math/bits"

	"github.com/gutmuscle/gutmuscle/evidence/spell"
)

// Family is a kind of strategy, the grain at which the safety gates withhold
// and limit. The zero Family is not said and is no family.
type Family uint8

// The families.
const (
	FamilyNotSaid                 Family = iota
	FamilyDiverseFiber                   // more fiber from more kinds of plants
	FamilyFiberSupplement                // such as psyllium
	FamilyFermentedFoods                 // with live microbes
	FamilyProbiotics                     // products, by strain
	FamilyPrebiotics                     // such as inulin and galacto-oligosaccharides
	FamilyProtein                        // more protein in a day
	FamilyProteinSpread                  // protein and leucine spread over meals
	FamilyAerobicExercise                // more of it, or harder
	FamilyResistanceExercise             // more of it, or harder
	FamilySleep                          // longer, more regular
	FamilyStress                         // managed
	FamilyPolyphenolFoods                // such as berries, cocoa, nuts
	FamilyOmega3                         // from food or supplements
	FamilyAlcoholReduction               // less of it
	FamilyUltraProcessedReduction        // less of it
	FamilyResistantStarch                // from food or supplements
	FamilyJudiciousAntibiotics           // questions to a prescriber before a course, never about one that is prescribed
)

var familyWords = spell.Set[Family]{Type: "strategy.Family", Words: []string{
	"not-said", "diverse-fiber", "fiber-supplement", "fermented-foods", "probiotics", "prebiotics", "protein",
	"protein-spread", "aerobic-exercise", "resistance-exercise", "sleep", "stress", "polyphenol-foods", "omega-3",
	"alcohol-reduction", "ultra-processed-reduction", "resistant-starch", "judicious-antibiotics"}}

// String returns the word of f, such as "diverse-fiber".
func (f Family) String() string { return familyWords.String(f) }

// MarshalText returns the word of f; a value that is not a Family is an error.
func (f Family) MarshalText() ([]byte, error) { return familyWords.Append(nil, f) }

// UnmarshalText sets f from its word; another word, the zero's too, is a
// [*spell.UnknownError].
func (f *Family) UnmarshalText(text []byte) error { return parseSaid(familyWords, f, text) }

// Families yields every family there is, in their order.
func Families() iter.Seq[Family] { return allFamilies.all() }

// familySet is a set of families.
type familySet uint32

const allFamilies familySet = 1<<(FamilyJudiciousAntibiotics+1) - 1<<FamilyDiverseFiber

func setOfFamilies(list []Family) (s familySet) {
	for _, f := range list {
		s |= 1 << f
	}
	return s
}

func (s familySet) has(f Family) bool { return s>>f&1 == 1 }

func (s familySet) all() iter.Seq[Family] {
	return func(yield func(Family) bool) {
		for rest := s; rest != 0; rest &= rest - 1 {
			if !yield(Family(bits.TrailingZeros32(uint32(rest)))) {
				return
			}
		}
	}
}

// LimitKind is how a gate limits a family. The zero LimitKind is not said.
type LimitKind uint8

// The kinds of limits.
const (
	LimitNotSaid    LimitKind = iota
	LimitStep                 // raised by at most Max
	LimitOnly                 // only what Items name
	LimitWithout              // without what Items name
	LimitNoIncrease           // not more in all
	LimitHold                 // no rise of load or duration
	LimitIntensity            // not vigorous
	LimitClearance            // only once a clinician, or the questions before exercise, have cleared it
	LimitApart                // at a distance from medicines, which a pharmacist tells
	LimitFluids               // fluids first
	LimitNoNumbers            // without numeric targets, lists of what to avoid, streaks and praise
)

var limitKinds = spell.Set[LimitKind]{Type: "strategy.LimitKind", Words: []string{
	"not-said", "step", "only", "without", "no-increase", "hold", "intensity", "clearance", "apart", "fluids", "no-numbers"}}

// String returns the word of k, such as "step".
func (k LimitKind) String() string { return limitKinds.String(k) }

// MarshalText returns the word of k; a value that is not a LimitKind is an error.
func (k LimitKind) MarshalText() ([]byte, error) { return limitKinds.Append(nil, k) }

// UnmarshalText sets k from its word; another word, the zero's too, is a
// [*spell.UnknownError].
func (k *LimitKind) UnmarshalText(text []byte) error { return parseSaid(limitKinds, k, text) }

// Limit is what a gate asks of every strategy of a family that it leaves. It is
// a plain value.
type Limit struct {
	Family Family    `json:"family"`
	Gate   string    `json:"gate"` // such as S09
	Kind   LimitKind `json:"kind"`
	Max    float64   `json:"max,omitempty"` // of a step, in Unit; 0 for people to whom no amounts are told: slowly
	Unit   string    `json:"unit,omitempty"`
	Items  []string  `json:"items,omitempty"` // such as soluble-fiber; data/README.md lists the words
}
