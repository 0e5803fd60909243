package microbiome

import (
	"fmt"
	"io/fs"
	"iter"
	"slices"
	"sort"
	"strconv"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/microbiome/metabolite"
	"github.com/gutmuscle/gutmuscle/microbiome/taxon"
)

// Names of the files of a catalog.
const (
	TaxaFile        = "taxa.jsonl"
	MetabolitesFile = "metabolites.jsonl"
)

// Catalog holds the records of taxa and metabolites and finds them by id, by
// name and by the numbers of other databases. It never changes once made and
// is safe for concurrent use. The zero Catalog is empty.
type Catalog struct {
	taxa        []Taxon      // by id
	metabolites []Metabolite // by id
	taxonOf     map[string][]int
	parents     []int32 // place of the parent of each taxon; −1: none
}

// Read reads [TaxaFile] and [MetabolitesFile] of fsys, either of which may be
// absent, on top of the records of base, which may be nil and stays as it is.
// A record of the same id as one of base is a problem (dataset.ErrDuplicate).
// The error joins all problems, each a [*dataset.Error].
func Read(fsys fs.FS, base *Catalog) (*Catalog, error) {
	if base == nil {
		base = new(Catalog)
	}
	c := new(Catalog)
	var p dataset.Problems
	var taxonPlaces dataset.Places
	c.taxa, taxonPlaces = dataset.ReadFile(fsys, TaxaFile, &p, base.taxa, func(t *Taxon) string { return t.ID.String() }, nil)
	var places dataset.Places
	c.metabolites, places = dataset.ReadFile(fsys, MetabolitesFile, &p, base.metabolites,
		func(m *Metabolite) string { return m.ID.String() }, nil)
	c.checkClasses(places, &p)
	c.checkParents(taxonPlaces, &p)
	if err := p.Err(); err != nil {
		return nil, err
	}
	c.index()
	return c, nil
}

// checkClasses reports classes that do not exist or that have classes
// themselves: one step of generality is all that the arithmetic knows.
func (c *Catalog) checkClasses(places dataset.Places, p *dataset.Problems) {
	for i := range c.metabolites {
		m := &c.metabolites[i]
		for _, class := range m.IsA {
			at, _ := places.Of(m.ID.String())
			at.Fld = "is_a"
			switch of, ok := c.Metabolite(class); {
			case !ok:
				p.Add(at, fmt.Errorf("%w: metabolite %s", dataset.ErrDangling, class))
			case len(of.IsA) > 0:
				p.Add(at, fmt.Errorf("%s belongs to a class itself", class))
			}
		}
	}
}

// checkParents reports parents that do not exist or are not of a higher rank.
func (c *Catalog) checkParents(places dataset.Places, p *dataset.Problems) {
	for i := range c.taxa {
		t := &c.taxa[i]
		if !t.Parent.IsValid() {
			continue
		}
		at, _ := places.Of(t.ID.String())
		at.Fld = "parent"
		switch parent, ok := c.Taxon(t.Parent); {
		case !ok:
			p.Add(at, fmt.Errorf("%w: taxon %s", dataset.ErrDangling, t.Parent))
		case parent.Rank >= t.Rank:
			p.Add(at, fmt.Errorf("%s is a %s; want a rank above %s", t.Parent, parent.Rank, t.Rank))
		}
	}
}

func (c *Catalog) index() {
	c.taxonOf = make(map[string][]int, 3*len(c.taxa))
	c.parents = make([]int32, len(c.taxa))
	for i := range c.taxa {
		t := &c.taxa[i]
		c.parents[i] = -1
		if parent, ok := c.find(t.Parent); ok {
			c.parents[i] = int32(parent)
		}
		keys := []string{t.ID.String(), fold(t.Name)}
		if t.NCBI > 0 {
			keys = append(keys, "ncbi:"+strconv.Itoa(t.NCBI))
		}
		for _, names := range [][]string{t.Synonyms, t.GTDB, t.MetaPhlAn, t.Spellings} {
			for _, s := range names {
				keys = append(keys, fold(s))
			}
		}
		slices.Sort(keys)
		for _, k := range slices.Compact(keys) {
			c.taxonOf[k] = append(c.taxonOf[k], i)
		}
	}
}

// Taxa yields all taxa, ordered by id.
func (c *Catalog) Taxa() iter.Seq[Taxon] { return slices.Values(c.taxa) }

// Metabolites yields all metabolites, ordered by id.
func (c *Catalog) Metabolites() iter.Seq[Metabolite] { return slices.Values(c.metabolites) }

// find returns the place of the record of id, and whether there is one.
func (c *Catalog) find(id taxon.ID) (int, bool) {
	return sort.Find(len(c.taxa), func(i int) int { return id.Compare(c.taxa[i].ID) })
}

// Taxon returns the record of id, and whether there is one.
func (c *Catalog) Taxon(id taxon.ID) (Taxon, bool) {
	i, ok := c.find(id)
	if !ok {
		return Taxon{}, false
	}
	return c.taxa[i], true
}

// Metabolite returns the record of id, and whether there is one.
func (c *Catalog) Metabolite(id metabolite.ID) (Metabolite, bool) {
	i, ok := slices.BinarySearchFunc(c.metabolites, id,
		func(m Metabolite, id metabolite.ID) int { return m.ID.Compare(id) })
	if !ok {
		return Metabolite{}, false
	}
	return c.metabolites[i], true
}

// Ancestors yields the taxa above id that have a record, nearest first.
func (c *Catalog) Ancestors(id taxon.ID) iter.Seq[Taxon] {
	return func(yield func(Taxon) bool) {
		t, ok := c.Taxon(id)
		for ok && t.Parent.IsValid() { // to a higher rank each time
			if t, ok = c.Taxon(t.Parent); ok && !yield(t) {
				return
			}
		}
	}
}
