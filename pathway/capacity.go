package pathway

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/spell"
	"github.com/gutmuscle/gutmuscle/microbiome"
	"github.com/gutmuscle/gutmuscle/microbiome/metabolite"
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
)

var bases = spell.Set[Basis]{Type: "pathway.Basis", Words: []string{"not-said", "taxa", "genes"}}

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
	Share   float64             `json:"share"` // of the sample, of 1
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
	OthersMay             // nothing that is recorded to be able was found, but many microbes are not recorded
	OnlyMaybe             // what was found may, but need not: strains differ, or only its genus is told
	NoKnownGenes          // the genes are not known
	OnlyWidespread        // the genes that were found are found in most microbes
	InPart                // some of the genes were found and others not
	TooFewGenes           // the table has too few genes to miss any
	MethodsDisagree       // tables of the same stool tell different things
)

var doubts = spell.Set[Doubt]{Type: "pathway.Doubt", Words: []string{
	"none", "too-shallow", "mostly-unknown", "others-may", "only-maybe", "no-known-genes", "only-widespread-genes", "in-part",
	"too-few-genes", "methods-disagree"}}

// String returns the word of d, such as "too-shallow".
func (d Doubt) String() string { return doubts.String(d) }

// MarshalText returns the word of d; a value that is not a Doubt is an error.
func (d Doubt) MarshalText() ([]byte, error) { return doubts.Append(nil, d) }

// UnmarshalText sets d from its word; another word is a [*spell.UnknownError].
func (d *Doubt) UnmarshalText(text []byte) error { return doubts.Parse(d, text) }

// What it takes to say that something is not there. The numbers are conventions
// of this library: they make "not seen" rare and "cannot tell" the rule.
const (
	hiddenAtMost     = 0.001 // share that any known carrier could have unseen
	unassignedAtMost = 0.5   // share, below which it has to be, that is not assigned to anything

	tellingAtLeast = 2. / 3
	genesAtLeast   = 500 // orthologs in a sample; that of a gut has thousands
)

// Capacities returns what the microbes of a profile can do by the taxa that it
// has and what is recorded of them: a capacity for each function and metabolite
// that any taxon is recorded to run or make, by kind and id.
//
// It is NotSeen only if there are people whose microbes are known not to do it
// (see [Function]), and if the profile lacks all of the taxa that are recorded
// to be able, in full or in some strains (see [Lacks]). What the library does
// not know of may be there all the same.
func (a *Atlas) Capacities(p *microbiome.Profile) []Capacity {
	b := a.roster()
	all := make([]Capacity, len(b.nodes))
	not := make([]float64, len(b.nodes)) // share that is recorded not to
	for i := range all {
		all[i] = Capacity{Of: b.nodes[i], Basis: FromTaxa}
	}
	known := true
	for e := range p.Entries() {
		known = e.Share == e.Share
		for _, x := range b.of[e.Naming.Taxon] {
			c := &all[x.node]
			switch x.ability {
			case No:
				not[x.node] += e.Share
				continue
			case Yes:
				c.Detection = microbiome.Seen
				c.Share[0] += e.Share
			}
			c.Carriers = append(c.Carriers, Carrier{e.Feature.Label, e.Naming.Taxon, e.Share, x.ability, x.of, x.studies})
		}
	}
	assigned := mostlyAssigned(p)
	lacks := make(map[taxon.ID]bool)
	for i := range all {
		c := &all[i]
		if c.Share[1] = min(1, max(c.Share[0], 1-not[i])); !known {
			c.Share = evidence.Interval{0, 1}
		}
		c.Share = evidence.Interval{evidence.Round(c.Share[0]), evidence.Round(c.Share[1])}
		switch {
		case c.Detection == microbiome.Seen:
		case len(c.Carriers) > 0:
			c.Why = OnlyMaybe
		case !assigned:
			c.Why = MostlyUnknown
		case !b.lacked[i]:
			c.Why = OthersMay
		default:
			c.Detection = microbiome.NotSeen
			for _, id := range b.carriers[i] {
				missing, asked := lacks[id]
				if !asked {
					missing = unseen(p, id)
					lacks[id] = missing
				}
				if !missing {
					c.Detection, c.Why = microbiome.CannotTell, TooShallow
					break
				}
			}
		}
	}
	slices.SortFunc(all, func(x, y Capacity) int { return x.Of.Compare(y.Of) })
	return all
}

// Lacks reports whether a profile would have shown a taxon and does not: it was
// not seen, it would have been had it been more than 1 in 1,000 of the sample,
// and the file tells that less than half of the sample is not assigned.
func Lacks(p *microbiome.Profile, id taxon.ID) bool { return mostlyAssigned(p) && unseen(p, id) }

func mostlyAssigned(p *microbiome.Profile) bool {
	unassigned, told := p.Unassigned()
	return told && unassigned < unassignedAtMost
}

func unseen(p *microbiome.Profile, id taxon.ID) bool {
	amount := p.Of(id)
	return amount.Detection == microbiome.NotSeen && amount.Hidden <= hiddenAtMost
}

// GeneTable is a table of KEGG orthologs that is ready to have functions scored
// in it. It never changes once made and is safe for concurrent use.
type GeneTable struct {
	atlas  *Atlas
	table  *microbiome.Table
	scorer *Scorer
}

// GeneTable makes a table of orthologs ready. Rows of a stratum are taken where
// the table has no rows of whole communities, and left aside where it has. A
// table of other genes has to be regrouped first, and is an error.
func (a *Atlas) GeneTable(t *microbiome.Table) (*GeneTable, error) {
	if t.Content() != microbiome.Orthologs {
		return nil, fmt.Errorf("pathway: a table of %s; want KEGG orthologs, to which other gene families have to be regrouped first", t.Content())
	}
	whole := false
	for _, f := range t.Features() {
		whole = whole || f.Stratum == "" && !f.Unassigned
	}
	genes := make([]string, t.NumFeatures())
	for i, f := range t.Features() {
		if !f.Unassigned && (f.Stratum == "") == whole {
			genes[i] = f.Name
		}
	}
	var modules []Module
	var errs []error
	for i := range a.functions {
		m, err := a.functions[i].Module()
		modules, errs = append(modules, m), append(errs, err)
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return &GeneTable{a, t, NewScorer(modules, genes)}, nil
}

// Capacities returns what the microbes of a sample can do by its genes: a
// capacity for each function, by id, and for each metabolite that any of them
// makes.
//
// A function is Seen if two thirds of its steps, by weight, are seen, and genes
// among them that are telling: their weights are 1 together. It is NotSeen if
// none of its genes is, in a sample of at least 500 orthologs. A metabolite is
// Seen if any function that makes it is, and NotSeen if all of them are.
func (g *GeneTable) Capacities(sample int) ([]Capacity, error) {
	index, value := g.table.AppendSparse(nil, nil, sample)
	scores, err := g.scorer.Score(nil, index, value)
	if err != nil {
		return nil, fmt.Errorf("pathway: sample %s: %w", g.table.SampleName(sample), err)
	}
	few := len(index) < genesAtLeast
	all := make([]Capacity, 0, 2*len(scores))
	made := make(map[metabolite.ID]*Capacity)
	var order []metabolite.ID
	for i, s := range scores {
		f := &g.atlas.functions[i]
		c := Capacity{Of: NodeOf(f.ID), Basis: FromGenes, Genes: s, Share: evidence.Interval{0, 1}}
		c.Detection, c.Why = s.detection(few)
		all = append(all, c)
		for _, id := range f.Makes {
			m := made[id]
			if m == nil {
				m = &Capacity{Of: NodeOf(id), Basis: FromGenes, Detection: c.Detection, Why: c.Why, Share: c.Share}
				made[id], order = m, append(order, id)
			}
			switch {
			case m.Detection == microbiome.Seen:
			case c.Detection == microbiome.Seen:
				m.Detection, m.Why = microbiome.Seen, NoDoubt
			case c.Detection == microbiome.CannotTell:
				m.Detection, m.Why = microbiome.CannotTell, c.Why
			}
		}
	}
	for _, id := range order {
		all = append(all, *made[id])
	}
	slices.SortFunc(all, func(x, y Capacity) int { return x.Of.Compare(y.Of) })
	return all, nil
}

func (s ModuleScore) detection(few bool) (microbiome.Detection, Doubt) {
	telling, ok := s.Telling()
	switch {
	case !ok:
		return microbiome.CannotTell, NoKnownGenes
	case s.Seen == 0 && few:
		return microbiome.CannotTell, TooFewGenes
	case s.Seen == 0:
		return microbiome.NotSeen, NoDoubt
	case telling >= tellingAtLeast && s.SeenWeight >= 1:
		return microbiome.Seen, NoDoubt
	case telling >= tellingAtLeast:
		return microbiome.CannotTell, OnlyWidespread
	default:
		return microbiome.CannotTell, InPart
	}
}

// Agreed returns what several assessments of the same stool agree on: the
// capacities of all lists, by kind and id. Where one says Seen and another
// NotSeen nobody can tell; where one can tell and another cannot, the former
// holds, with the wider share.
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
		a.Share = evidence.Interval{min(a.Share[0], c.Share[0]), max(a.Share[1], c.Share[1])}
		if a.Detection == microbiome.Seen && c.Detection == microbiome.NotSeen {
			a.Detection, a.Why = microbiome.CannotTell, MethodsDisagree
		}
	}
	return agreed
}
