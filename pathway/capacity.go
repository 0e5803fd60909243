package pathway

import (
	"cmp"
	"slices"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/spell"
	"github.com/gutmuscle/gutmuscle/microbiome"
	"github.com/gutmuscle/gutmuscle/microbiome/taxon"
)

// Basis is what a [Capacity] is worked out from. The zero Basis means that it
// is not said.
type Basis uint8

// The bases.
const (
	BasisNotSaid Basis = iota
	FromTaxa           // taxa, and what is recorded of them: the less certain one
	FromGenes          // the genes of the community
	FromBoth           // tables of taxa and of genes that say the same; see [Agreed]
)

var bases = spell.Set[Basis]{Type: "pathway.Basis", Words: []string{"not-said", "taxa", "genes", "both"}}

// String returns the word of b, such as "taxa".
func (b Basis) String() string { return bases.String(b) }

// MarshalText returns the word of b; a value that is not a Basis is an error.
func (b Basis) MarshalText() ([]byte, error) { return bases.Append(nil, b) }

// UnmarshalText sets b from its word; another word is a [*spell.UnknownError].
func (b *Basis) UnmarshalText(text []byte) error { return bases.Parse(b, text) }

// Carrier is a row of a profile whose taxon can do something, or may. It is a
// plain value.
type Carrier struct {
	Label   string              `json:"label"` // of the row
	Taxon   taxon.ID            `json:"taxon"`
	Share   float64             `json:"share,omitempty"` // of the sample, of 1; 0: not known
	Ability Ability             `json:"ability"`
	Of      taxon.ID            `json:"of,omitzero"` // taxon that it is recorded of, if not Taxon itself
	Studies []evidence.StudyKey `json:"studies"`     // shared with the atlas
}

// Capacity says whether the microbes of a sample can run a function or make a
// metabolite, as far as its table tells. That they can is not to say that they
// do. It is a plain value.
type Capacity struct {
	Of    Node  `json:"of"` // a function or a metabolite
	Basis Basis `json:"basis"`
	// Detection is Seen if something that can was found. It is NotSeen only if
	// nothing was found that can or may, though any that is known to would have
	// been; see [Atlas.Capacities] and [GeneTable.Capacities].
	Detection microbiome.Detection `json:"detection"`
	Why       Doubt                `json:"why,omitempty"` // why it cannot be told

	// Of a capacity from taxa: the share of the sample, of 1, that can, from what is
	// recorded to do so up to all that is not recorded not to; and the rows behind
	// it, largest first.
	Share    evidence.Interval `json:"share"`
	Carriers []Carrier         `json:"carriers,omitempty"`

	// Of a capacity from genes.
	Genes ModuleScore `json:"genes,omitzero"`
}

// Doubt is why a capacity cannot be told. The zero Doubt means that there is
// none.
type Doubt uint8

// The doubts.
const (
	NoDoubt         Doubt = iota
	TooShallow            // what can would be missed, by depth or since rows are told too coarsely
	MostlyUnknown         // at least half of the sample is not assigned to anything, or the file does not tell how much
	OthersMay             // nothing that is recorded to be able was found, but many microbes and genes are not recorded
	OnlyMaybe             // what was found may, but need not: strains differ, or only its genus is told
	NoKnownGenes          // the genes are not known
	OnlyWidespread        // the genes that were found are found in most microbes
	InPart                // some of the genes were found, and others not that it takes
	TooFewGenes           // the table has too few genes to miss any
	NotOfDNA              // the table is not told to be of DNA, and genes that are not expressed or not predicted may be there
	MethodsDisagree       // tables of the same stool tell different things
)

var doubts = spell.Set[Doubt]{Type: "pathway.Doubt", Words: []string{
	"none", "too-shallow", "mostly-unknown", "others-may", "only-maybe", "no-known-genes", "only-widespread-genes", "in-part",
	"too-few-genes", "not-of-dna", "methods-disagree"}}

// String returns the word of d, such as "too-shallow".
func (d Doubt) String() string { return doubts.String(d) }

// MarshalText returns the word of d; a value that is not a Doubt is an error.
func (d Doubt) MarshalText() ([]byte, error) { return doubts.Append(nil, d) }

// UnmarshalText sets d from its word; another word is a [*spell.UnknownError].
func (d *Doubt) UnmarshalText(text []byte) error { return doubts.Parse(d, text) }

// Agreed returns what several assessments of the same stool agree on: the
// capacities of all lists, by kind and id. Where one says Seen and another
// NotSeen nobody can tell, nor where one says NotSeen and another found what may
// be able (OnlyMaybe); where else one can tell and another cannot, the former
// holds, with the wider share. Genes tell no share, so that of taxa stands beside
// them; what taxa and genes both say is [FromBoth]. The lists stay as they are; the
// carriers in what is returned are shared with them.
func Agreed(lists ...[]Capacity) []Capacity {
	var all []Capacity
	for _, list := range lists {
		all = append(all, list...)
	}
	slices.SortStableFunc(all, func(x, y Capacity) int {
		return cmp.Or(x.Of.Compare(y.Of), -cmp.Compare(x.Detection, y.Detection))
	})
	var agreed []Capacity
	for _, c := range all {
		n := len(agreed) - 1
		if n < 0 || agreed[n].Of != c.Of {
			agreed = append(agreed, c)
			continue
		}
		a := &agreed[n]
		switch {
		case a.Basis == FromGenes:
			a.Share = c.Share
		case c.Basis != FromGenes:
			a.Share = evidence.Interval{min(a.Share[0], c.Share[0]), max(a.Share[1], c.Share[1])}
		}
		if a.Detection == c.Detection {
			if a.Basis != c.Basis {
				a.Basis = FromBoth
			}
			if c.Basis == FromGenes {
				a.Genes = c.Genes
			}
		}
		if a.Detection == microbiome.Seen && c.Detection == microbiome.NotSeen ||
			a.Detection == microbiome.NotSeen && c.Why == OnlyMaybe {
			a.Detection, a.Why = microbiome.CannotTell, MethodsDisagree
		}
	}
	return agreed
}
