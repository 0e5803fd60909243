package microbiome

import (
	"fmt"
	"io/fs"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/evidence/spell"
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
	for i := range c.taxa {
		t := &c.taxa[i]
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

// Taxon returns the record of id, and whether there is one.
func (c *Catalog) Taxon(id taxon.ID) (Taxon, bool) {
	i, ok := slices.BinarySearchFunc(c.taxa, id, func(t Taxon, id taxon.ID) int { return t.ID.Compare(id) })
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

// Match says by what a name was resolved. The zero Match means that it was
// not.
type Match uint8

// The ways in which a name is matched.
const (
	NoMatch      Match = iota
	ByID               // it is an id of ours
	ByNCBI             // it is an NCBI Taxonomy number, as NCBITaxon:853 or taxid:853
	ByName             // it is the accepted name
	BySynonym          // it is a former or other name
	OfTheSpecies       // it names a strain; its species is meant
)

var matches = spell.Set[Match]{Type: "microbiome.Match", Words: []string{"none", "id", "ncbi", "name", "synonym", "species-of-strain"}}

// String returns the word of m, such as "synonym".
func (m Match) String() string { return matches.String(m) }

// MarshalText returns the word of m; a value that is not a Match is an error.
func (m Match) MarshalText() ([]byte, error) { return matches.Append(nil, m) }

// UnmarshalText sets m from its word; another word is a [*spell.UnknownError].
func (m *Match) UnmarshalText(text []byte) error { return matches.Parse(m, text) }

// UnknownNameError says that no taxon, or more than one, has a name. It is a
// plain value.
type UnknownNameError struct {
	Input      string
	Candidates []taxon.ID // nearest taxa, or all that share the name
	Shared     bool       // whether the candidates all have the name
}

// Error names the input and the candidates.
func (e *UnknownNameError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "microbiome: ")
	if e.Shared {
		fmt.Fprintf(&b, "more than one taxon is named %s", spell.Quote(e.Input))
	} else {
		fmt.Fprintf(&b, "no taxon is named %s", spell.Quote(e.Input))
	}
	for i, id := range e.Candidates {
		switch {
		case i > 0:
			b.WriteString(", ")
		case e.Shared:
			b.WriteString(": ")
		default:
			b.WriteString("; nearest: ")
		}
		b.WriteString(id.String())
	}
	return b.String()
}

// Resolve returns the taxon that a name means, and by what it was matched:
// an id of ours, an NCBI number, an accepted name, a former or other name, or
// the name of a species with a strain after it. Case, underscores, brackets
// and rank prefixes such as s__ do not matter. Other names are an
// [*UnknownNameError] with the nearest taxa.
func (c *Catalog) Resolve(name string) (Taxon, Match, error) {
	key := fold(name)
	for _, prefix := range []string{"ncbitaxon:", "taxid:", "ncbi:", "txid"} {
		if number, ok := strings.CutPrefix(key, prefix); ok {
			key = "ncbi:" + number
		}
	}
	if bare, ok := strings.CutPrefix(key, "taxon:"); ok {
		key = bare
	}
	found := c.taxonOf[key]
	switch {
	case len(found) == 1:
		t := c.taxa[found[0]]
		return t, how(&t, key), nil
	case len(found) > 1:
		return Taxon{}, NoMatch, &UnknownNameError{Input: name, Candidates: c.ids(found), Shared: true}
	}
	if words := strings.Fields(key); len(words) > 2 {
		for n := min(len(words)-1, 4); n >= 2; n-- {
			if found := c.taxonOf[strings.Join(words[:n], " ")]; len(found) == 1 && strainsOf(c.taxa[found[0]].Rank) {
				return c.taxa[found[0]], OfTheSpecies, nil
			}
		}
	}
	return Taxon{}, NoMatch, &UnknownNameError{Input: name, Candidates: c.nearest(key)}
}

// strainsOf reports whether a name of rank r may have that of a strain after it.
func strainsOf(r Rank) bool { return Species <= r && r <= Strain }

func how(t *Taxon, key string) Match {
	switch {
	case strings.HasPrefix(key, "ncbi:"):
		return ByNCBI
	case key == fold(t.Name):
		return ByName
	case key == t.ID.String():
		return ByID
	default:
		return BySynonym
	}
}

func (c *Catalog) ids(found []int) []taxon.ID {
	ids := make([]taxon.ID, len(found))
	for i, n := range found {
		ids[i] = c.taxa[n].ID
	}
	return ids
}

func (c *Catalog) nearest(key string) []taxon.ID {
	near := spell.Nearest(key, func(yield func(string) bool) {
		for k := range c.taxonOf {
			if !strings.HasPrefix(k, "ncbi:") && !yield(k) {
				return
			}
		}
	})
	var ids []taxon.ID
	for _, k := range near {
		for _, id := range c.ids(c.taxonOf[k]) {
			if !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	return ids
}

// fold brings a name into the form in which names are compared.
func fold(name string) string {
	name = strings.ToLower(strings.TrimSpace(name))
	if len(name) > 3 && name[1:3] == "__" {
		name = name[3:]
	}
	name = strings.ReplaceAll(name, "subsp.", "")
	b := make([]byte, 0, len(name))
	for i := range len(name) {
		switch c := name[i]; c {
		case '[', ']', '"', '\'':
		case ' ', '_', '\t':
			if len(b) > 0 && b[len(b)-1] != ' ' {
				b = append(b, ' ')
			}
		default:
			b = append(b, c)
		}
	}
	return strings.TrimSpace(string(b))
}
