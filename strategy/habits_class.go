package strategy

import "github.com/gutmuscle/gutmuscle/evidence/spell"

// Class is the class of a medicine, as far as it matters to advice on the gut,
// food or training. The zero Class is unknown and not an answer.
type Class uint8

// The classes: antibiotics to ClassAminoglycoside, then the others.
const (
	ClassUnknown Class = iota
	ClassFluoroquinolone
	ClassTetracycline
	ClassPenicillin
	ClassPenicillinCombination // with a beta-lactamase inhibitor
	ClassCephalosporin
	ClassMacrolide
	ClassLincosamide
	ClassSulfonamideCombination // with trimethoprim
	ClassNitroimidazole
	ClassOxazolidinone
	ClassGlycopeptide
	ClassAminoglycoside
	ClassProtonPumpInhibitor
	ClassBiguanide
	ClassLaxative
	ClassSSRI
	ClassStatin
	ClassOpioid
	ClassNSAID
	ClassGLP1RA // GLP-1 receptor agonist
	ClassSGLT2Inhibitor
	ClassInsulin
	ClassSulfonylurea
	ClassImmunosuppressant
	ClassCalcineurinInhibitor
	ClassAntiTNF // tumor necrosis factor blocker
	ClassCheckpointInhibitor
	ClassChemotherapy
	ClassCorticosteroid
	ClassWarfarin
	ClassMAOI // monoamine oxidase inhibitor
	ClassLevodopa
	ClassLevothyroxine
	ClassLithium
	ClassKSparingDiuretic // potassium-sparing
	ClassACEInhibitor
	ClassARB // angiotensin receptor blocker
	ClassCalciumChannelBlocker
	ClassBetaBlocker
)

var classes = spell.Set[Class]{Type: "strategy.Class", Words: []string{
	"unknown", "fluoroquinolone", "tetracycline", "penicillin", "penicillin-combination", "cephalosporin",
	"macrolide", "lincosamide", "sulfonamide-combination", "nitroimidazole", "oxazolidinone", "glycopeptide",
	"aminoglycoside", "proton-pump-inhibitor", "biguanide", "laxative", "ssri", "statin", "opioid", "nsaid",
	"glp1-ra", "sglt2-inhibitor", "insulin", "sulfonylurea", "immunosuppressant", "calcineurin-inhibitor",
	"anti-tnf", "checkpoint-inhibitor", "chemotherapy", "corticosteroid", "warfarin", "maoi", "levodopa",
	"levothyroxine", "lithium", "k-sparing-diuretic", "ace-inhibitor", "arb", "calcium-channel-blocker",
	"beta-blocker"}}

// String returns the word of c.
func (c Class) String() string { return classes.String(c) }

// MarshalText returns the word of c; a value that is not a Class is an error.
func (c Class) MarshalText() ([]byte, error) { return classes.Append(nil, c) }

// UnmarshalText sets c from its word; another word, the zero's too, is a
// [*spell.UnknownError] with the nearest ones.
func (c *Class) UnmarshalText(text []byte) error { return parseSaid(classes, c, text) }
