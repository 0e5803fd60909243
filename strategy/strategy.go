package strategy

import (
	"slices"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/spell"
	"github.com/gutmuscle/gutmuscle/pathway/habit"
)

// StrategyKind is whether a strategy is something to do. The zero StrategyKind
// is not said.
type StrategyKind uint8

// The kinds.
const (
	StrategyKindNotSaid StrategyKind = iota
	ActionStrategy                   // more or less of a habit, step by step
	InformationStrategy              // something to know and to ask, with nothing to change
)

var strategyKinds = spell.Set[StrategyKind]{Type: "strategy.StrategyKind", Words: []string{"not-said", "action", "information"}}

// String returns the word of k, such as "action".
func (k StrategyKind) String() string { return strategyKinds.String(k) }

// MarshalText returns the word of k; a value that is not a StrategyKind is an
// error.
func (k StrategyKind) MarshalText() ([]byte, error) { return strategyKinds.Append(nil, k) }

// UnmarshalText sets k from its word; another word, the zero's too, is a
// [*spell.UnknownError].
func (k *StrategyKind) UnmarshalText(text []byte) error { return parseSaid(strategyKinds, k, text) }

// Strategy is something that a person may try: more or less of one habit, with
// the doses that were studied, a first step and what to watch for. It is the
// same for everybody and promises nothing. Whether it is safe for a person is
// for the gates ([Verdict]), by its Family; what it may be good for is never
// written in it but worked out from the atlas ([Model.StrategyEvidence]).
//
// A number that no source gives, and that nobody had to choose for caution, is
// left out. Records are plain values: fill the fields and call Validate. A zero
// field means that it is not known or does not apply.
type Strategy struct {
	ID         StrategyID         `json:"id"`
	Name       string             `json:"name"` // what to do, in a few words
	Family     Family             `json:"family"`
	Kind       StrategyKind       `json:"kind"`
	Habit      habit.ID           `json:"habit"`
	Direction  evidence.Direction `json:"direction,omitzero"` // up is more of the habit, down less; not said for information
	Measure    string             `json:"measure,omitempty"`  // one of [Measures] or a wire path of a number; if it is that of the habit's Response, a change can be scored
	Lever      string             `json:"lever,omitempty"`    // what the doses count, if that is not the measure
	Unit       string             `json:"unit,omitempty"`     // of the doses: the four that follow
	Target     *SourcedRange      `json:"target,omitempty"`   // documented doses, or what a guideline advises
	FirstStep  *SourcedRange      `json:"first_step,omitempty"`
	WeeklyStep *SourcedRange      `json:"weekly_step,omitempty"` // from one week to the next, at most
	Ceiling    *SourcedRange      `json:"ceiling,omitempty"`     // beyond which harm was seen, or nothing more was; of less of a habit there is none
	Onset      *SourcedRange      `json:"onset_days,omitempty"`  // days until an effect was seen
	Fading     *SourcedRange      `json:"fading_days,omitempty"` // days after which it was gone
	Tells      []string           `json:"tells,omitempty"`       // messages of an information
	Stop       []string           `json:"stop,omitempty"`        // messages: when to stop, and what to do then
	Burden     Burden             `json:"burden"`
	Age        *[2]int            `json:"age_y,omitempty"` // years, least and most, of those it was studied in or is advised to
	Equipment  []string           `json:"equipment,omitempty"`
	Forms      []Form             `json:"forms,omitempty"`
	NotFor     []Unsuited         `json:"not_for,omitempty"`
	With       []StrategyID       `json:"with,omitempty"`     // documented together with these only
	Overlaps   []Overlap          `json:"overlaps,omitempty"` // mutual
	For        []string           `json:"for,omitempty"`      // ids of claims worth reading; their sentences come from the atlas
	Against    []string           `json:"against,omitempty"`  // claims with a null, a harm or a dispute
	Untested   bool               `json:"untested,omitempty"` // no finding of the atlas is on this way to change the habit, so that its answers on the habit say nothing of it
	Strain     *Strain            `json:"strain,omitempty"`   // of a probiotic, and of nothing else
	Sources    []Source           `json:"sources,omitempty"`  // of what the texts say of harm and suitability
	Note       string             `json:"note,omitempty"`
}

// SourcedRange is a number, or a range of it, with what it rests on. It is a
// plain value.
type SourcedRange struct {
	Range   [2]float64          `json:"range"` // least and most; the same twice if it is one number
	Basis   Ground              `json:"basis"`
	Studies []evidence.StudyKey `json:"studies,omitempty"`
	Sources []Source            `json:"sources,omitempty"`
	Note    string              `json:"note,omitempty"` // what the sources give; the reason for a convention
}

// Source is a text that is cited here and not in the atlas, mostly a guideline.
// It is a plain value.
type Source struct {
	Title string         `json:"title"`
	Year  int            `json:"year,omitempty"`
	DOI   evidence.DOI   `json:"doi,omitzero"`
	URL   string         `json:"url,omitempty"`
	Read  evidence.Basis `json:"read"` // what was read of it
}

// Burden is what a strategy asks of a person. It is a plain value.
type Burden struct {
	Level int    `json:"level"` // 1 (hardly any) to 5
	Why   string `json:"why"`   // effort, time, money, company
}

// Form is a food or another form in which a strategy can be followed. It is a
// plain value.
type Form struct {
	Text      string     `json:"text"`
	Is        []string   `json:"is,omitempty"`        // of [FormWords], which the limits of gates name
	Allergens []Allergen `json:"allergens,omitempty"` // it has, or may have
	Not       []Pattern  `json:"not,omitempty"`       // diets it does not fit
}

// Unsuited is somebody a strategy does not suit. It is told beside the strategy
// and forbids nothing: that is the matter of the gates. It is a plain value.
type Unsuited struct {
	Field string  `json:"field"`           // wire path
	Value string  `json:"value,omitempty"` // if it is about one value of a list or of words
	BMI   float64 `json:"bmi,omitempty"`   // if it is about a mass that is high for the height: the body mass index from which on
	Why   string  `json:"why"`
}

// Overlap is a strategy that does much of the same, so that the two together
// count less than twice. It is a plain value.
type Overlap struct {
	ID  StrategyID `json:"id"`
	Why string     `json:"why"`
}

// Strain is a strain, or a product of several, that was itself studied in
// people. What was found of other strains says nothing of it. It is a plain
// value.
type Strain struct {
	Name      string        `json:"name"`
	Spellings []string      `json:"spellings"` // as findings spell it
	Dose      *SourcedRange `json:"dose,omitempty"`
	Unit      string        `json:"unit,omitempty"` // such as CFU/d
}

// Fits reports whether the strategy can be followed by somebody on a diet, with
// allergies: whether one of its forms remains, or it has none.
func (s *Strategy) Fits(p Pattern, allergies []Allergen) bool {
	if len(s.Forms) == 0 {
		return true
	}
	for i := range s.Forms {
		if s.Forms[i].Fits(p, allergies) {
			return true
		}
	}
	return false
}

// Fits reports whether the form fits a diet and allergies.
func (f *Form) Fits(p Pattern, allergies []Allergen) bool {
	return !slices.Contains(f.Not, p) &&
		!slices.ContainsFunc(f.Allergens, func(a Allergen) bool { return slices.Contains(allergies, a) })
}
