package pathway

import (
	"slices"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/spell"
	"github.com/gutmuscle/gutmuscle/microbiome"
	"github.com/gutmuscle/gutmuscle/microbiome/metabolite"
	"github.com/gutmuscle/gutmuscle/microbiome/taxon"
)

// Ability is whether a taxon is recorded to make or use a metabolite. The
// zero Ability means that nothing is recorded.
type Ability uint8

// The abilities.
const (
	NotRecorded     Ability = iota
	Yes                     // it does
	No                      // it was tested and does not
	StrainDependent         // some strains or species in it do, and others do not or were not looked at
)

var abilities = spell.Set[Ability]{Type: "pathway.Ability", Words: []string{
	"not-recorded", "yes", "no", "strain-dependent"}}

// String returns the word of s, such as "strain-dependent".
func (s Ability) String() string { return abilities.String(s) }

// MarshalText returns the word of s; a value that is not an Ability is an error.
func (s Ability) MarshalText() ([]byte, error) { return abilities.Append(nil, s) }

// UnmarshalText sets s from its word; another word is a [*spell.UnknownError].
func (s *Ability) UnmarshalText(text []byte) error { return abilities.Parse(s, text) }

// Product is a metabolite that a taxon makes or uses, or was found not to. It
// is a plain value.
type Product struct {
	Metabolite metabolite.ID       `json:"metabolite"`
	Stance     Ability             `json:"stance"`
	Studies    []evidence.StudyKey `json:"studies"`
	Of         taxon.ID            `json:"of,omitzero"` // species or genus above the taxon that it is recorded of; zero: the taxon itself
}

// Products returns what a taxon is recorded to make and to use, each ordered by
// metabolite. What is recorded of its species or genus as a whole follows where
// nothing is of the taxon itself, and says so in Of. Both may be empty: what is
// not recorded is not known.
func (a *Atlas) Products(id taxon.ID) (makes, uses []Product) {
	makes, uses = a.products(id, Produces), a.products(id, Consumes)
	for up := range a.Catalog().Ancestors(id) {
		if up.Rank < microbiome.Genus {
			break
		}
		makes, uses = inherit(makes, a.products(up.ID, Produces), up.ID), inherit(uses, a.products(up.ID, Consumes), up.ID)
	}
	return makes, uses
}

// inherit adds to own what only a taxon above has.
func inherit(own, above []Product, id taxon.ID) []Product {
	for _, p := range above {
		if !slices.ContainsFunc(own, func(q Product) bool { return q.Metabolite == p.Metabolite }) {
			p.Of = id
			own = append(own, p)
		}
	}
	slices.SortStableFunc(own, func(p, q Product) int { return p.Metabolite.Compare(q.Metabolite) })
	return own
}

func (a *Atlas) products(id taxon.ID, r Relation) []Product {
	var can []recorded
	for i := range a.claims {
		if c := &a.claims[i]; c.Subject == NodeOf(id) && c.Relation == r {
			can = record(can, c)
		}
	}
	products := make([]Product, len(can))
	for i, x := range can {
		products[i] = Product{Metabolite: must(metabolite.Parse(x.node.slug)), Stance: x.ability, Studies: x.studies}
	}
	return products
}

// recorded is what claims of one relation say of a taxon and one node.
type recorded struct {
	node    Node
	ability Ability
	studies []evidence.StudyKey // ordered
}

// record adds a claim to what is recorded of its subject. Claims on one node
// have to follow each other, as they do in the order of an atlas.
func record(list []recorded, c *Claim) []recorded {
	if n := len(list); n == 0 || list[n-1].node != c.Object {
		list = append(list, recorded{node: c.Object})
	}
	x := &list[len(list)-1]
	for _, f := range c.Findings {
		s := Yes
		switch {
		case f.Direction == evidence.NoEffect:
			s = No
		case c.Partly:
			s = StrainDependent
		}
		if x.ability != NotRecorded && x.ability != s {
			s = StrainDependent
		}
		x.ability = s
		x.studies = append(x.studies, f.Study)
	}
	slices.SortFunc(x.studies, evidence.StudyKey.Compare)
	x.studies = slices.Compact(x.studies)
	return list
}
