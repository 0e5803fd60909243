package microbiome

import (
	"slices"
	"strconv"
	"strings"

	"github.com/gutmuscle/gutmuscle/microbiome/taxon"
)

// Naming is what a feature of a table means. It is a plain value.
type Naming struct {
	Taxon taxon.ID `json:"taxon,omitzero"` // zero: not resolved
	How   Match    `json:"how"`
	// NameMeans is what the name means by itself where the NCBI number says
	// another taxon: the number wins.
	NameMeans taxon.ID `json:"name_means,omitzero"`
	// NumberMeans is set where the name is resolved and the number is not that of
	// the taxon: it may be an old one, or one of a part of the taxon.
	NumberMeans int        `json:"number_means,omitempty"`
	Candidates  []taxon.ID `json:"candidates,omitempty"` // nearest taxa, or all that share the name, where none is resolved
}

// Name finds out what a feature means. Its NCBI number comes before its name,
// its rank tells homonyms apart, and the name of a strain or genome bin is that
// of the species in its lineage. A taxon of another rank than the feature is no
// match. Candidates for a species whose name is the epithet alone are those that
// are near its genus and epithet together.
func (c *Catalog) Name(f *Feature) Naming {
	n, found := c.name(f)
	if !n.Taxon.IsValid() && !f.Unassigned {
		if n.Candidates = c.ids(found); len(found) == 0 {
			name := f.Name
			if f.Rank == Species {
				if species, ok := f.species(); ok {
					name = species
				}
			}
			n.Candidates = c.nearest(fold(name))
		}
	}
	return n
}

// name is Name without looking for candidates, which takes long. It returns the
// taxa that share the name where there are several.
func (c *Catalog) name(f *Feature) (n Naming, shared []int) {
	if f.Unassigned {
		return Naming{}, nil
	}
	found, match := c.byName(f)
	if f.NCBI > 0 {
		if number := c.taxonOf["ncbi:"+strconv.Itoa(f.NCBI)]; len(number) == 1 {
			n = Naming{Taxon: c.taxa[number[0]].ID, How: ByNCBI}
			if len(found) > 0 && !slices.Contains(found, number[0]) {
				n.NameMeans = c.taxa[found[0]].ID
			}
			return n, nil
		}
	}
	if len(found) != 1 {
		return Naming{}, found
	}
	t := &c.taxa[found[0]]
	n = Naming{Taxon: t.ID, How: match}
	if f.NCBI > 0 && t.NCBI > 0 && match != OfTheSpecies {
		n.NumberMeans = f.NCBI
	}
	return n, nil
}

func (c *Catalog) byName(f *Feature) ([]int, Match) {
	if f.Name == "" {
		return nil, NoMatch
	}
	if found, match := c.lookUp(f.Name, f.Rank); len(found) > 0 {
		return found, match
	}
	species, ok := f.species()
	if !ok || f.Rank < Species {
		return nil, NoMatch
	}
	found, match := c.lookUp(species, Species)
	if f.Rank > Species && len(found) > 0 {
		match = OfTheSpecies
	}
	return found, match
}

// species returns the name of the species in the lineage of f, with its genus,
// which Greengenes leaves out.
func (f *Feature) species() (string, bool) {
	name, ok := f.At(Species)
	if genus, has := f.At(Genus); ok && has && !strings.ContainsAny(name, " _") {
		name = genus + " " + name
	}
	return name, ok
}
