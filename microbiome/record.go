package microbiome

import (
	"errors"
	"fmt"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence/spell"
	"github.com/gutmuscle/gutmuscle/microbiome/metabolite"
	"github.com/gutmuscle/gutmuscle/microbiome/taxon"
)

// Rank is a taxonomic rank. The zero Rank means that it is not said.
type Rank uint8

// The ranks. A Guild is a group by what its members do, not by descent.
const (
	RankNotSaid Rank = iota
	Domain
	Phylum
	Class
	Order
	Family
	Genus
	Species
	Subspecies
	Strain
	Guild
)

var ranks = spell.Set[Rank]{Type: "microbiome.Rank", Words: []string{
	"not-said", "domain", "phylum", "class", "order", "family", "genus", "species", "subspecies", "strain", "guild"}}

// String returns the word of r, such as "genus".
func (r Rank) String() string { return ranks.String(r) }

// MarshalText returns the word of r; a value that is not a Rank is an error.
func (r Rank) MarshalText() ([]byte, error) { return ranks.Append(nil, r) }

// UnmarshalText sets r from its word; another word is a [*spell.UnknownError].
func (r *Rank) UnmarshalText(text []byte) error { return ranks.Parse(r, text) }

// Taxon is the record of a taxon. Records are plain values: fill the fields
// and call Validate. A zero field means that it is not known.
type Taxon struct {
	ID        taxon.ID `json:"id"`
	Name      string   `json:"name"` // accepted name
	Rank      Rank     `json:"rank"`
	Parent    taxon.ID `json:"parent,omitzero"`     // nearest taxon above it that has a record
	NCBI      int      `json:"ncbi,omitempty"`      // NCBI Taxonomy number
	Synonyms  []string `json:"synonyms,omitempty"`  // former and other names
	GTDB      []string `json:"gtdb,omitempty"`      // names in the Genome Taxonomy Database; several if it splits the taxon
	MetaPhlAn []string `json:"metaphlan,omitempty"` // labels in profiles of MetaPhlAn, without the rank prefix
	Spellings []string `json:"spellings,omitempty"` // as test providers and other pipelines write it
	Note      string   `json:"note,omitempty"`
}

// Validate reports everything that is wrong with the record by itself.
func (t *Taxon) Validate() error {
	var errs []error
	if !t.ID.IsValid() {
		errs = append(errs, errors.New("id: missing"))
	}
	if strings.TrimSpace(t.Name) == "" {
		errs = append(errs, errors.New("name: missing"))
	}
	if t.Rank == RankNotSaid {
		errs = append(errs, errors.New("rank: missing"))
	}
	if t.NCBI < 0 {
		errs = append(errs, fmt.Errorf("ncbi: %d is negative", t.NCBI))
	}
	return errors.Join(errs...)
}

// Metabolite is the record of a metabolite, or of a class of metabolites that
// others belong to. The ids of other databases are those of the acid; where
// they list the conjugate base by itself, it stands in ChEBIBase. Records are
// plain values: fill the fields and call Validate. A zero field means that it
// is not known.
type Metabolite struct {
	ID        metabolite.ID   `json:"id"`
	Name      string          `json:"name"`
	Synonyms  []string        `json:"synonyms,omitempty"`
	IsA       []metabolite.ID `json:"is_a,omitempty"` // classes whose evidence it adds to
	ChEBI     int             `json:"chebi,omitempty"`
	ChEBIBase int             `json:"chebi_base,omitempty"`
	KEGG      string          `json:"kegg,omitempty"`
	HMDB      string          `json:"hmdb,omitempty"`
	InChIKey  string          `json:"inchikey,omitempty"`
	PubChem   int             `json:"pubchem,omitempty"`
	Note      string          `json:"note,omitempty"`
}

// Validate reports everything that is wrong with the record by itself.
func (m *Metabolite) Validate() error {
	var errs []error
	if !m.ID.IsValid() {
		errs = append(errs, errors.New("id: missing"))
	}
	if strings.TrimSpace(m.Name) == "" {
		errs = append(errs, errors.New("name: missing"))
	}
	for _, a := range []struct{ field, text, shape string }{
		{"kegg", m.KEGG, "C#####"},
		{"hmdb", m.HMDB, "HMDB#######"},
		{"inchikey", m.InChIKey, "AAAAAAAAAAAAAA-AAAAAAAAAA-A"},
	} {
		if a.text != "" && !spell.Shape(a.text, a.shape) {
			errs = append(errs, fmt.Errorf("%s: %q; want the shape %s", a.field, a.text, a.shape))
		}
	}
	if m.ChEBI < 0 || m.ChEBIBase < 0 || m.PubChem < 0 {
		errs = append(errs, errors.New("chebi, chebi_base, pubchem: negative number"))
	}
	return errors.Join(errs...)
}
