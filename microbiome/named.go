package microbiome

import (
	"fmt"
	"slices"
	"strings"
	"sync"
)

// NamedTable is a table of taxa of which it is known what its features mean. It
// is made by [Catalog.NameTable], never changes after that and is safe for
// concurrent use. The zero NamedTable cannot be used.
type NamedTable struct {
	table   *Table
	catalog *Catalog
	names   []Naming
	parent  []int32   // row that holds a row as well; −1: none
	above   [][]int32 // taxa that a row belongs to, its own among them, by their place in the catalog
	finest  []Rank    // rank down to which a row is told
	told    [Guild + 1]bool
	nearest sync.Map // of rows that were asked for: their Naming with candidates
}

// NameTable finds out what the features of a table of taxa mean. A table of
// anything else is an error.
func (c *Catalog) NameTable(t *Table) (*NamedTable, error) {
	if t.spec.Content != Taxa {
		return nil, fmt.Errorf("microbiome: a table of %s has no taxa", t.spec.Content)
	}
	features := t.spec.Features
	n := &NamedTable{table: t, catalog: c, names: make([]Naming, len(features)), parent: make([]int32, len(features)),
		above: make([][]int32, len(features)), finest: make([]Rank, len(features))}
	levels := make(map[Level]int32)
	for i := range features {
		f := &features[i]
		n.names[i], _ = c.name(f)
		n.above[i], n.finest[i] = c.above(f, n.names[i], levels)
		n.told[n.finest[i]] = true
		n.parent[i] = -1
	}
	for r := Subspecies; r > RankNotSaid; r-- { // what is told down to a rank is told at those above
		n.told[r] = n.told[r] || n.told[r+1]
	}
	if t.spec.Nested {
		copy(n.parent, t.spec.Parents)
		n.findParents()
	}
	return n, nil
}

// above returns the taxa that a feature belongs to, by the catalog and by the
// lineage that the file gives, and the rank down to which it is told: a species
// without a name is told as one of its genus. Levels has the taxa of the names in
// lineages that were looked up before, −1 for none.
func (c *Catalog) above(f *Feature, own Naming, levels map[Level]int32) ([]int32, Rank) {
	finest := f.Rank
	if f.Unassigned {
		return nil, finest
	}
	var taxa []int32
	add := func(i int32) {
		if i >= 0 && !slices.Contains(taxa, i) {
			taxa = append(taxa, i)
		}
	}
	if i, ok := c.find(own.Taxon); ok {
		finest = max(finest, c.taxa[i].Rank)
		for up := int32(i); up >= 0; up = c.parents[up] {
			add(up)
		}
	}
	for _, l := range f.Lineage {
		if finest = max(finest, l.Rank); l.Rank == RankNotSaid {
			continue
		}
		if l.Rank == Species {
			l.Name, _ = f.species()
		}
		i, known := levels[l]
		if !known {
			i = -1
			if found, _ := c.lookUp(l.Name, l.Rank); len(found) == 1 {
				i = int32(found[0])
			}
			levels[l] = i
		}
		add(i)
	}
	if c.isUnnamed(f, own) {
		finest = min(finest, Genus)
	}
	if len(taxa) == 0 && len(f.Lineage) == 0 { // an unknown species of a known genus
		if words := strings.Fields(fold(f.Name)); len(words) > 1 && !isOther(words) {
			if found := c.named(words[0], Genus); len(found) == 1 {
				add(int32(found[0]))
			}
		}
	}
	return taxa, finest
}

// isUnnamed reports whether a feature is of a species that has a number in the
// place of a name, such as Adlercreutzia_sp_8CFCBH1 or Ruminococcus_SGB4421. What
// species of its genus can and are may hold for it too.
func (c *Catalog) isUnnamed(f *Feature, own Naming) bool {
	if t, ok := c.Taxon(own.Taxon); ok && t.Rank >= Species {
		return false
	}
	name, ok := f.species()
	if !ok {
		name = f.Name
	}
	if f.Rank == Species && strings.Contains(name, "/") { // one or the other
		return true
	}
	words := strings.Fields(fold(name))
	return slices.ContainsFunc(words[:min(2, len(words))], func(word string) bool {
		for _, mark := range []string{"sp", "sgb"} { // sp000434775 in GTDB
			if number, ok := strings.CutPrefix(word, mark); ok && strings.Trim(number, "0123456789.") == "" {
				return true
			}
		}
		return strings.HasPrefix(word, "sp.") || slices.Contains([]string{"genomosp", "cf", "aff"}, strings.TrimSuffix(word, "."))
	})
}

// findParents finds the row that each row lies in where the file does not tell:
// by the lineage, and by the catalog where that names no rank above the row.
func (n *NamedTable) findParents() {
	features := n.table.spec.Features
	byLineage := make(map[string]int32)
	byTaxon := make(map[int]int32)
	for i := range features {
		f := &features[i]
		if f.Unassigned || f.isPart() {
			continue
		}
		if len(f.Lineage) > 0 {
			byLineage[path(f.Lineage)] = int32(i)
		}
		if taxon, ok := n.catalog.find(n.names[i].Taxon); ok {
			byTaxon[taxon] = int32(i)
		}
	}
	for i := range features {
		f := &features[i]
		if f.Unassigned || n.parent[i] >= 0 { // which is told
			continue
		}
		for k := len(f.Lineage) - 1; k > 0 && n.parent[i] < 0; k-- {
			if p, ok := byLineage[path(f.Lineage[:k])]; ok {
				n.parent[i] = p
			}
		}
		taxon, ok := n.catalog.find(n.names[i].Taxon)
		if !ok || n.parent[i] >= 0 || f.placed() {
			continue
		}
		for up := n.catalog.parents[taxon]; up >= 0; up = n.catalog.parents[up] {
			if p, ok := byTaxon[int(up)]; ok {
				n.parent[i] = p
				break
			}
		}
	}
}

// isPart reports whether f is what has no name of its own of the last taxon that
// its lineage names, and not all of it.
func (f *Feature) isPart() bool {
	return f.Rank == RankNotSaid && len(f.Lineage) > 0 && f.Lineage[len(f.Lineage)-1].Rank != RankNotSaid
}

// placed reports whether the lineage of f names a rank above f.
func (f *Feature) placed() bool {
	return len(f.Lineage) > 1 && slices.ContainsFunc(f.Lineage[:len(f.Lineage)-1], func(l Level) bool { return l.Rank != RankNotSaid })
}

func path(lineage []Level) string {
	var b strings.Builder
	for _, l := range lineage {
		b.WriteString(l.Name)
		b.WriteByte(0)
	}
	return b.String()
}

// Table returns the table.
func (n *NamedTable) Table() *Table { return n.table }

// withCandidates returns what a row means, with candidates if it is not resolved,
// whose list is the caller's own. Finding them takes long, and the row may be in
// many samples.
func (n *NamedTable) withCandidates(row int32) Naming {
	known, ok := n.nearest.Load(row)
	if !ok {
		known, _ = n.nearest.LoadOrStore(row, n.catalog.Name(&n.table.spec.Features[row]))
	}
	naming := known.(Naming)
	naming.Candidates = slices.Clone(naming.Candidates)
	return naming
}

// Naming returns what feature i means, from 0, without candidates; see
// [Profile.Unresolved].
func (n *NamedTable) Naming(i int) Naming { return n.names[i] }
