package microbiome

import (
	"errors"
	"fmt"
	"math"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/evidence/spell"
)

// Content says what the features of a [Table] are. The zero Content means that
// it is not said.
type Content uint8

// The contents.
const (
	ContentNotSaid Content = iota
	Taxa
	Orthologs    // KEGG orthology numbers
	GeneFamilies // gene families of another system, such as UniRef90
	Pathways     // pathways of another system, such as MetaCyc
)

var contents = spell.Set[Content]{Type: "microbiome.Content", Words: []string{
	"not-said", "taxa", "orthologs", "gene-families", "pathways"}}

// String returns the word of c, such as "taxa".
func (c Content) String() string { return contents.String(c) }

// MarshalText returns the word of c; a value that is not a Content is an error.
func (c Content) MarshalText() ([]byte, error) { return contents.Append(nil, c) }

// UnmarshalText sets c from its word; another word is a [*spell.UnknownError].
func (c *Content) UnmarshalText(text []byte) error { return contents.Parse(c, text) }

// Unit is what the abundances of a [Table] are. The zero Unit means that it is
// not said.
type Unit uint8

// The units. Counts may be estimates and so no whole numbers.
const (
	UnitNotSaid Unit = iota
	Counts
	Fractions  // of 1
	Percents   // of 100
	PerMillion // of 1,000,000
	RPK        // reads per kilobase of gene
)

var units = spell.Set[Unit]{Type: "microbiome.Unit", Words: []string{
	"not-said", "counts", "fractions", "percents", "per-million", "rpk"}}

// String returns the word of u, such as "percents".
func (u Unit) String() string { return units.String(u) }

// MarshalText returns the word of u; a value that is not a Unit is an error.
func (u Unit) MarshalText() ([]byte, error) { return units.Append(nil, u) }

// UnmarshalText sets u from its word; another word is a [*spell.UnknownError].
func (u *Unit) UnmarshalText(text []byte) error { return units.Parse(u, text) }

// Whole returns what all of a sample is in the unit: 1, 100 or 1,000,000, and 0
// where that differs from sample to sample.
func (u Unit) Whole() float64 {
	switch u {
	case Fractions:
		return 1
	case Percents:
		return 100
	case PerMillion:
		return 1e6
	default:
		return 0
	}
}

// Level is one name of a lineage. It is a plain value.
type Level struct {
	Rank Rank   `json:"rank,omitempty"` // RankNotSaid if the file does not tell
	Name string `json:"name"`           // without a prefix of the rank; never empty
}

// Feature is what a row of a table is about: a taxon, gene or pathway as the
// file names it. It is a plain value; fields that are zero are not known.
type Feature struct {
	Label      string  `json:"label"`                // as the file has it, whole
	Name       string  `json:"name,omitempty"`       // of the taxon, without its lineage and prefix of the rank, or of the gene
	Rank       Rank    `json:"rank,omitempty"`       // of the taxon
	NCBI       int     `json:"ncbi,omitempty"`       // NCBI Taxonomy number that the file gives
	Lineage    []Level `json:"lineage,omitempty"`    // from the highest rank down to the taxon itself; ranks without a name are left out
	Stratum    string  `json:"stratum,omitempty"`    // contributor that a row of genes or pathways is of; "": the whole community
	Details    string  `json:"details,omitempty"`    // what else the file says of it
	Unassigned bool    `json:"unassigned,omitempty"` // what could not be given to any feature, such as UNCLASSIFIED
}

// At returns the name that the lineage of f has at rank r, if it has one.
func (f *Feature) At(r Rank) (name string, ok bool) {
	for _, l := range f.Lineage {
		if l.Rank == r {
			return l.Name, true
		}
	}
	return "", false
}

// Sample is one sample of a [Table]. It is a plain value.
type Sample struct {
	Name string
	// Index holds the features that were seen, ascending, and Value how much of
	// each, above zero, in the unit of the table. What is not in Index is zero.
	Index []int32
	Value []float64
	// Percentile is nil, or holds for each of Index the percentile that a provider
	// gives it in its own group, NaN where it gives none.
	Percentile []float64
	Total      float64 // all that was measured, what was not assigned included; 0: not known
	Reads      int     // reads that were processed; 0: not known
}

// Spec is what a [Table] is made of. It is a plain value.
type Spec struct {
	Origin  Origin
	Content Content
	Unit    Unit
	Nested  bool // a row holds what the rows of lower ranks in it hold too
	// Parents is nil, or has for each feature of a nested table the row that holds
	// it directly, and −1 where that is none or not told. If it is nil, the lineages
	// tell.
	Parents []int32
	// AssignedOnly says that totals are of what was assigned to a row, and that the
	// file does not tell how much was not.
	AssignedOnly bool
	Features     []Feature
	Samples      []Sample
}

// Slack is by how much the shares of a sample may add up to more than the
// whole, since they are rounded in files.
const Slack = 0.01

// Validate reports everything that is wrong with s, each a [*dataset.Error]
// with the sample or feature as its record. Shares of taxa that add up to more
// than the whole are wrong: within one rank, if the rows are nested, and else all
// together. Only genes and pathways have strata.
func (s *Spec) Validate() error {
	var p dataset.Problems
	if s.Content == ContentNotSaid {
		p.Add(dataset.Place{}, errors.New("content: missing"))
	} else if s.Content > Pathways {
		p.Add(dataset.Place{}, fmt.Errorf("content: %s; want one of those that there are", s.Content))
	}
	if s.Unit == UnitNotSaid {
		p.Add(dataset.Place{}, errors.New("unit: missing"))
	} else if s.Unit > RPK {
		p.Add(dataset.Place{}, fmt.Errorf("unit: %s; want one of those that there are", s.Unit))
	}
	p.Add(dataset.Place{}, s.Origin.Validate())
	labels := make(map[string]struct{}, len(s.Features))
	groups := make([]uint8, len(s.Features))
	for i := range s.Features {
		f := &s.Features[i]
		at := dataset.Place{Rec: f.Label}
		if _, twice := labels[f.Label]; twice {
			p.Add(at, fmt.Errorf("%w: the row is there twice", dataset.ErrDuplicate))
		}
		labels[f.Label] = struct{}{}
		if f.Label == "" {
			p.Add(at, fmt.Errorf("feature %d has no label", i+1))
		}
		if f.NCBI < 0 {
			p.Add(at, fmt.Errorf("ncbi: %d is negative", f.NCBI))
		}
		if f.Rank > Guild {
			p.Add(at, fmt.Errorf("rank: %s; want one of those that there are", f.Rank))
		}
		for _, l := range f.Lineage {
			if l.Rank > Guild || l.Name == "" {
				p.Add(at, fmt.Errorf("lineage: %q of rank %s; want a name, of one of the ranks that there are", l.Name, l.Rank))
				break
			}
		}
		if f.Stratum != "" && s.Content == Taxa {
			p.Add(at, errors.New("stratum: a taxon has none"))
		}
		groups[i] = s.group(f)
	}
	p.Add(dataset.Place{}, s.checkParents())
	names := make(map[string]struct{}, len(s.Samples))
	for i := range s.Samples {
		sample := &s.Samples[i]
		at := dataset.Place{Rec: sample.Name}
		if _, twice := names[sample.Name]; twice {
			p.Add(at, fmt.Errorf("%w: the sample is there twice", dataset.ErrDuplicate))
		}
		names[sample.Name] = struct{}{}
		if sample.Name == "" {
			p.Add(at, fmt.Errorf("sample %d has no name", i+1))
		}
		if !s.checkValues(sample, at, &p) {
			continue
		}
		s.checkSums(sample, at, groups, &p)
	}
	return p.Err()
}

func (s *Spec) checkParents() error {
	if s.Parents == nil {
		return nil
	}
	n := len(s.Features)
	if len(s.Parents) != n || !s.Nested {
		return fmt.Errorf("parents: %d for %d features, nested: %v; want one for each of a nested table", len(s.Parents), n, s.Nested)
	}
	for i := range s.Parents {
		steps := 0
		for up := s.Parents[i]; up >= 0; up = s.Parents[up] {
			if steps++; int(up) >= n || steps > n {
				return fmt.Errorf("parents: feature %d lies in itself or in one that there is not", i+1)
			}
		}
	}
	return nil
}

func (s *Spec) checkValues(sample *Sample, at dataset.Place, p *dataset.Problems) bool {
	before := p.Len()
	n := len(sample.Index)
	if len(sample.Value) != n || sample.Percentile != nil && len(sample.Percentile) != n {
		p.Add(at, fmt.Errorf("%d features, %d abundances and %d percentiles; want as many of each",
			n, len(sample.Value), len(sample.Percentile)))
		return false
	}
	last, sum := int32(-1), 0.0
	for k, i := range sample.Index {
		if i <= last || int(i) >= len(s.Features) {
			p.Add(at, fmt.Errorf("feature %d of %d after %d; want them ascending", i, len(s.Features), last))
			return false
		}
		last = i
		if v := sample.Value[k]; !(v > 0 && v <= math.MaxFloat64) {
			p.Add(at.Field(s.Features[i].Label), fmt.Errorf("%v; want a finite number above zero", v))
		} else {
			sum += v
		}
		if sample.Percentile != nil {
			if q := sample.Percentile[k]; q < 0 || q > 100 {
				p.Add(at.Field(s.Features[i].Label), fmt.Errorf("percentile %v; want 0 to 100", q))
			}
		}
	}
	if math.IsInf(sum, 0) {
		p.Add(at, errors.New("the rows add up to more than can be held"))
	}
	if !(sample.Total >= 0 && sample.Total <= math.MaxFloat64) || sample.Reads < 0 {
		p.Add(at, fmt.Errorf("total %v, reads %d; want numbers that are not negative", sample.Total, sample.Reads))
	}
	return p.Len() == before
}

// What a feature adds up with: the others of its rank from rank on.
const (
	unassignedGroup = iota
	anyGroup        // rows that are not nested
	ranklessGroup   // rows without a rank, which may lie in each other
	allGroups       = ranklessGroup + int(Guild) + 1
)

func (s *Spec) group(f *Feature) uint8 {
	switch {
	case f.Unassigned:
		return unassignedGroup
	case !s.Nested:
		return anyGroup
	}
	return ranklessGroup + uint8(min(f.Rank, Guild))
}

// checkSums checks what adds up to at most the total. Groups has the group of
// each feature.
func (s *Spec) checkSums(sample *Sample, at dataset.Place, groups []uint8, p *dataset.Problems) {
	whole := s.Unit.Whole()
	if whole > 0 && sample.Total > 0 && sample.Total != whole {
		p.Add(at, fmt.Errorf("total %v; want %v, which all of a sample is in %s", sample.Total, whole, s.Unit))
	}
	if whole == 0 {
		whole = sample.Total
	}
	if whole == 0 || s.Content != Taxa {
		return
	}
	var sums [allGroups]float64
	for k, i := range sample.Index {
		sums[groups[i]] += sample.Value[k]
	}
	for g := range sums {
		if g == unassignedGroup || g == ranklessGroup || s.Nested == (g == anyGroup) {
			continue
		}
		if sum := sums[g] + sums[unassignedGroup]; sum > whole*(1+Slack) {
			what := "all rows"
			if s.Nested {
				what = fmt.Sprintf("the rows of rank %s", Rank(g-ranklessGroup))
			}
			p.Add(at, fmt.Errorf("%s add up to %.6g; want at most %.6g", what, sum, whole))
			return
		}
	}
}
