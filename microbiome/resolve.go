package microbiome

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence/spell"
	"github.com/gutmuscle/gutmuscle/microbiome/taxon"
)

// Match says by what a name was resolved. The zero Match means that it was
// not.
type Match uint8

// The ways in which a name is matched.
const (
	NoMatch       Match = iota
	ByID                // it is an id of ours
	ByNCBI              // it is an NCBI Taxonomy number, as NCBITaxon:853 or taxid:853
	ByName              // it is the accepted name
	BySynonym           // it is a former or other name
	OfTheSpecies        // it names a strain or a genome bin; its species is meant
	WithAuthor          // it is a name with its authors after it
	WithoutSuffix       // it is a name with a letter of GTDB, such as Bacteroides_A, that was taken off: a part of the taxon, or one split from it
)

var matches = spell.Set[Match]{Type: "microbiome.Match", Words: []string{"none", "id", "ncbi", "name", "synonym", "species-of-strain", "with-author", "without-suffix"}}

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
// an id of ours, an NCBI number, an accepted name, a former or other name, a
// name with its authors or with a letter of GTDB, or the name of a species with
// a strain after it. Case, underscores, brackets and rank prefixes such as s__
// do not matter. Other names are an [*UnknownNameError] with the nearest taxa.
func (c *Catalog) Resolve(name string) (Taxon, Match, error) {
	found, match := c.lookUp(name, RankNotSaid)
	switch {
	case len(found) == 1:
		return c.taxa[found[0]], match, nil
	case len(found) > 1:
		return Taxon{}, NoMatch, &UnknownNameError{Input: name, Candidates: c.ids(found), Shared: true}
	}
	return Taxon{}, NoMatch, &UnknownNameError{Input: name, Candidates: c.nearest(fold(name))}
}

// lookUp returns the taxa of a rank, or of any, that a name may mean, and how it
// was matched.
func (c *Catalog) lookUp(name string, rank Rank) ([]int, Match) {
	key := fold(name)
	for _, prefix := range []string{"ncbitaxon:", "taxid:", "ncbi:", "txid"} {
		if number, ok := strings.CutPrefix(key, prefix); ok {
			key = "ncbi:" + number
		}
	}
	if bare, ok := strings.CutPrefix(key, "taxon:"); ok {
		key = bare
	}
	if found := c.named(key, rank); len(found) > 0 {
		return found, how(&c.taxa[found[0]], key)
	}
	if bare, ok := withoutSuffix(name); ok {
		if found := c.named(fold(bare), rank); len(found) > 0 {
			return found, WithoutSuffix
		}
	}
	words := strings.Fields(key)
	if authored(key, words) {
		for n := min(len(words)-1, 4); n >= 1; n-- {
			if found := c.named(strings.Join(words[:n], " "), rank); len(found) > 0 {
				return found, WithAuthor
			}
		}
	}
	if rank != RankNotSaid && !strainsOf(rank) {
		return nil, NoMatch
	}
	if isOther(words) {
		return nil, NoMatch
	}
	for n := min(len(words)-1, 4); n >= 2; n-- {
		if found := c.named(strings.Join(words[:n], " "), RankNotSaid); len(found) == 1 && strainsOf(c.taxa[found[0]].Rank) {
			return found, OfTheSpecies
		}
	}
	return nil, NoMatch
}

// isOther reports whether the words of a name say that it is not of the taxon that
// it starts with: that it is of a virus of it, or of several species.
func isOther(words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool {
		return strings.HasSuffix(w, "phage") || strings.HasSuffix(w, "virus") || w == "group" || w == "subgroup" || w == "complex" || w == "cluster"
	})
}

// named returns the taxa of a rank, or of any, that have a name.
func (c *Catalog) named(key string, rank Rank) []int {
	found := c.taxonOf[key]
	if rank == RankNotSaid {
		return found
	}
	for i, n := range found {
		if c.taxa[n].Rank != rank { // seldom
			same := slices.Clone(found[:i])
			for _, n := range found[i:] {
				if c.taxa[n].Rank == rank {
					same = append(same, n)
				}
			}
			return same
		}
	}
	return found
}

// withoutSuffix takes the letters that GTDB adds to the parts of a taxon off the
// words of a name: Bacteroides_A uniformis, Faecalibacterium prausnitzii_C.
func withoutSuffix(name string) (string, bool) {
	words := strings.Fields(name)
	found := false
	for i, w := range words {
		n := strings.LastIndexByte(w, '_')
		if n < 1 || n < len(w)-3 || n == len(w)-1 || w[n-1] == '_' || strings.Trim(w[n+1:], "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
			continue
		}
		words[i], found = w[:n], true
	}
	return strings.Join(words, " "), found
}

// authored reports whether a name ends in its authors: it has a year at the end
// or names others.
func authored(key string, words []string) bool {
	if len(words) < 3 {
		return false
	}
	year := strings.TrimRight(words[len(words)-1], ")")
	return strings.Contains(key, " et al") ||
		len(year) == 4 && strings.Trim(year, "0123456789") == "" && "1750" < year && year < "2100" && !collected(words[len(words)-2])
}

// collected reports whether a word is that of a culture collection, whose
// numbers look like years.
func collected(word string) bool {
	switch strings.Trim(word, "(),") {
	case "atcc", "dsm", "dsmz", "jcm", "ncimb", "nctc", "cip", "ccug", "lmg", "kctc", "bcrc", "nbrc", "strain", "str.":
		return true
	}
	return false
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
