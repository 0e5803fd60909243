package strategy

import "github.com/gutmuscle/gutmuscle/evidence/spell"

// WhyNot is why a strategy is not in a plan. The zero WhyNot means that it is,
// or may be.
type WhyNot uint8

// The reasons, in the order in which they are looked at.
const (
	Chosen         WhyNot = iota
	WithheldByGate        // the gates leave no strategy of its family, or none that raises anything
	NoFormFits            // none of its forms fits the diet, the allergies and the gates
	OutsideAge            // it is studied in, or advised to, people of another age
	IsDisliked            // the person does not want it
	IsInformation         // it is to be known, and changes nothing
	IsUntested            // no finding is on this way to change the habit
	NotCounted            // nobody knows by how much it changes the habit
	GutRecovers           // an antibiotic is taken or ended lately, and nothing is said for or against it
	NotAskedFor           // a product with microbes, which is weighed only for those who name it among their likes
	AlreadyThere          // the person does as much
	FiberCapped           // no more fiber is planned for the energy that is eaten
	AmountUnknown         // how much the person does is not known, and has to be
	NoEvidence            // the atlas has no answer for a goal
	OnlyAnimals           // what it has for a goal is not from people
	OneSource             // what it has on a product rests on one source
	NotSeen               // what it has is that the goal does not change
	InDispute             // what it has is that studies disagree
	MakesWorse            // what gets worse outweighs what gets better
	TooLittle             // what is gained is not worth the effort
	DoesSame              // it does much of what another one in the plan does
	NeedsOther            // it is documented with another one only, which is not in the plan
	TooMuchEffort         // no effort is left for it
	OthersFirst           // others give more
)

var whyNots = spell.Set[WhyNot]{Type: "strategy.WhyNot", Words: []string{
	"none", "withheld", "no-form-fits", "outside-age", "disliked", "information", "untested", "not-counted", "gut-recovers", "not-asked-for",
	"already-there", "fiber-capped", "amount-unknown", "no-evidence", "only-animals", "one-source", "not-seen", "in-dispute", "makes-worse", "too-little",
	"does-same", "needs-other", "too-much-effort", "others-first"}}

// String returns the word of r, such as "too-little".
func (r WhyNot) String() string { return whyNots.String(r) }

// MarshalText returns the word of r; a value that is not a WhyNot is an error.
func (r WhyNot) MarshalText() ([]byte, error) { return whyNots.Append(nil, r) }

// UnmarshalText sets r from its word; another word is a [*spell.UnknownError].
func (r *WhyNot) UnmarshalText(text []byte) error { return whyNots.Parse(r, text) }
