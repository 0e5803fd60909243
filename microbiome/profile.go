package microbiome

import (
	"cmp"
	"encoding/json"
	"fmt"
	"iter"
	"math"
	"slices"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/spell"
	"github.com/gutmuscle/gutmuscle/microbiome/taxon"
)

// NamedTable is a table of taxa of which it is known what its features mean. It
// never changes once made and is safe for concurrent use.
type NamedTable struct {
	table   *Table
	catalog *Catalog
	names   []Naming
	parent  []int32      // row that holds a row as well; −1: none
	above   [][]taxon.ID // taxa that a row belongs to, its own among them
	finest  []Rank       // rank down to which a row is told
}

// NameTable finds out what the features of a table of taxa mean. A table of
// anything else is an error.
func (c *Catalog) NameTable(t *Table) (*NamedTable, error) {
	if t.spec.Content != Taxa {
		return nil, fmt.Errorf("microbiome: a table of %s has no taxa", t.spec.Content)
	}
	features := t.spec.Features
	n := &NamedTable{table: t, catalog: c, names: make([]Naming, len(features)), parent: make([]int32, len(features)),
		above: make([][]taxon.ID, len(features)), finest: make([]Rank, len(features))}
	for i := range features {
		f := &features[i]
		n.names[i], _ = c.name(f)
		n.above[i], n.finest[i] = c.above(f, n.names[i].Taxon)
		n.parent[i] = -1
	}
	if t.spec.Nested {
		copy(n.parent, t.spec.Parents)
		n.findParents()
	}
	return n, nil
}

// above returns the taxa that a feature belongs to, by the catalog and by the
// lineage that the file gives, and the rank down to which it is told.
func (c *Catalog) above(f *Feature, own taxon.ID) ([]taxon.ID, Rank) {
	var ids []taxon.ID
	finest := f.Rank
	add := func(id taxon.ID) {
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	if t, ok := c.Taxon(own); ok {
		add(own)
		finest = max(finest, t.Rank)
		for up := range c.Ancestors(own) {
			add(up.ID)
		}
	}
	for _, l := range f.Lineage {
		finest = max(finest, l.Rank)
		if l.Rank == Species {
			l.Name, _ = f.species()
		}
		if found, _ := c.lookUp(l.Name, l.Rank); len(found) == 1 && l.Rank != RankNotSaid {
			add(c.taxa[found[0]].ID)
		}
	}
	if len(ids) == 0 && len(f.Lineage) == 0 { // an unknown species of a known genus
		if words := strings.Fields(fold(f.Name)); len(words) > 1 {
			if found := c.named(words[0], Genus); len(found) == 1 {
				add(c.taxa[found[0]].ID)
			}
		}
	}
	return ids, finest
}

// findParents finds the row that each row lies in where the file does not tell:
// by the lineage, and without one by the catalog.
func (n *NamedTable) findParents() {
	features := n.table.spec.Features
	byLineage := make(map[string]int32)
	byTaxon := make(map[taxon.ID]int32)
	for i := range features {
		f := &features[i]
		if f.Unassigned {
			continue
		}
		if len(f.Lineage) > 0 {
			byLineage[path(f.Lineage)] = int32(i)
		} else if id := n.names[i].Taxon; id.IsValid() {
			byTaxon[id] = int32(i)
		}
	}
	for i := range features {
		f := &features[i]
		if f.Unassigned {
			continue
		}
		if n.parent[i] >= 0 {
			continue // told
		}
		for k := len(f.Lineage) - 1; k > 0 && n.parent[i] < 0; k-- {
			if p, ok := byLineage[path(f.Lineage[:k])]; ok {
				n.parent[i] = p
			}
		}
		if len(f.Lineage) > 0 {
			continue
		}
		for up := range n.catalog.Ancestors(n.names[i].Taxon) {
			if p, ok := byTaxon[up.ID]; ok {
				n.parent[i] = p
				break
			}
		}
	}
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

// Naming returns what feature i means.
func (n *NamedTable) Naming(i int) Naming { return n.names[i] }

// Profile is one sample of a table with names resolved: what a stool sample
// holds, as far as the table tells. It never changes and is safe for concurrent
// use.
type Profile struct {
	named  *NamedTable
	sample int
	total  float64
	known  bool      // whether the total is
	index  []int32   // rows that were seen
	own    []float64 // what each of them holds that no row in it does, as a share of the total
}

// Profile returns the profile of a sample, from 0.
func (n *NamedTable) Profile(sample int) *Profile {
	p := &Profile{named: n, sample: sample}
	p.total, p.known = n.table.Total(sample)
	scale := 1.0
	if p.known {
		scale = p.total
	}
	p.index, p.own = n.table.AppendSparse(nil, nil, sample)
	for k := range p.own {
		p.own[k] /= scale
	}
	shares := slices.Clone(p.own)
	for k, i := range p.index {
		if up := n.parent[i]; up >= 0 {
			if at, ok := slices.BinarySearch(p.index, up); ok {
				p.own[at] -= shares[k]
			}
		}
	}
	if n.table.spec.Nested {
		p.placeOrphans(shares)
	}
	for k := range p.own {
		if p.own[k] < rounding*shares[k] {
			p.own[k] = 0
		}
	}
	return p
}

// placeOrphans takes rows that are known to lie in none of the others, though
// they are no domain, off the one domain or the root that has room for them: a
// file that leaves out ranks does not tell where they belong. If rows still add
// up to more than the sample, it is not known what lies in what, and so no share
// is known.
func (p *Profile) placeOrphans(shares []float64) {
	holders := p.named.table.holders(p.index)
	sum := 0.0
	for k, i := range p.index {
		f := &p.named.table.spec.Features[i]
		if f.Unassigned || p.named.parent[i] >= 0 || slices.Contains(holders, k) && f.Rank != Domain {
			continue
		}
		for _, h := range holders {
			if h != k && p.own[h] >= shares[k]*(1-rounding) {
				p.own[h] -= shares[k]
				break
			}
		}
	}
	for _, own := range p.own {
		sum += max(0, own)
	}
	if p.known && sum > 1+Slack {
		p.known = false
	}
}

// holders returns the places in index of the rows that hold all others: the
// domain, if only one was seen, and the root.
func (t *Table) holders(index []int32) (holders []int) {
	domains, domain, root := 0, 0, -1
	for k, i := range index {
		switch f := &t.spec.Features[i]; {
		case f.Rank == Domain:
			domains, domain = domains+1, k
		case f.Rank == RankNotSaid && strings.EqualFold(f.Name, "root"):
			root = k
		}
	}
	if domains == 1 {
		holders = append(holders, domain)
	}
	if root >= 0 {
		holders = append(holders, root)
	}
	return holders
}

// rounding is the part of a row that may be left when those in it are taken
// off, only since the numbers of a file are rounded.
const rounding = 1e-4

// Sample returns the name of the sample.
func (p *Profile) Sample() string { return p.named.table.SampleName(p.sample) }

// Origin returns how the sample was measured.
func (p *Profile) Origin() Origin { return p.named.table.Origin() }

// Reads returns how many reads were processed, and whether that is known.
func (p *Profile) Reads() (int, bool) { return p.named.table.Reads(p.sample) }

// SharesKnown reports whether the total is known that shares are of.
func (p *Profile) SharesKnown() bool { return p.known }

// Detection says whether a taxon was found. The zero Detection means that the
// table cannot tell, since it is not told finely enough.
type Detection uint8

// The detections.
const (
	CannotTell Detection = iota
	NotSeen
	Seen
)

var detections = spell.Set[Detection]{Type: "microbiome.Detection", Words: []string{"cannot-tell", "not-seen", "seen"}}

// String returns the word of d, such as "not-seen".
func (d Detection) String() string { return detections.String(d) }

// MarshalText returns the word of d; a value that is not a Detection is an error.
func (d Detection) MarshalText() ([]byte, error) { return detections.Append(nil, d) }

// UnmarshalText sets d from its word; another word is a [*spell.UnknownError].
func (d *Detection) UnmarshalText(text []byte) error { return detections.Parse(d, text) }

// Amount is how much of a taxon a profile has. It is a plain value.
type Amount struct {
	Detection Detection `json:"detection"`
	// Share is that of the sample, of 1: from what is of the taxon for sure to what
	// may be, if all that is told no finer than a taxon above it is of it, and if
	// as much was missed as the detection limit allows. It is 0 to 1 if nothing is
	// known.
	Share evidence.Interval `json:"share"`
	// Hidden is how much of Share there may be unseen in a sample that was assigned
	// in whole: in what is told no finer than a taxon above, or below the limit.
	Hidden float64 `json:"hidden"`
}

var anyShare = evidence.Interval{0, 1}

// Of returns how much of a taxon there is, what belongs to it included. Of one
// that the table does not tell by itself it is known that it was not seen if
// that is known of a taxon above it.
func (p *Profile) Of(id taxon.ID) Amount {
	record, ok := p.named.catalog.Taxon(id)
	if !ok {
		return Amount{CannotTell, anyShare, 1}
	}
	if !p.named.tells(record.Rank) {
		for up := range p.named.catalog.Ancestors(id) {
			if p.named.tells(up.Rank) {
				if above := p.Of(up.ID); above.Detection == NotSeen {
					return above
				}
				break
			}
		}
		return Amount{CannotTell, anyShare, 1}
	}
	var sure, hidden, unassigned float64
	rows := 0
	for k, i := range p.index {
		switch {
		case slices.Contains(p.named.above[i], id):
			sure += p.own[k]
			rows++
		case p.named.table.spec.Features[i].Unassigned:
			unassigned += p.own[k]
		case p.named.mayHold(i, record):
			hidden += p.own[k]
		}
	}
	amount := Amount{Detection: Seen}
	if rows == 0 {
		amount.Detection = NotSeen
		hidden = max(hidden, p.Limit())
	}
	if !p.known {
		amount.Share, amount.Hidden = anyShare, 1
		return amount
	}
	amount.Share = evidence.Interval{sure, min(1, sure+hidden+unassigned)}
	amount.Hidden = min(1, hidden)
	return amount
}

// mayHold reports whether some of a row may be of the taxon t: if the row is not
// told as finely as t, and nothing that is told of it speaks against t.
func (n *NamedTable) mayHold(row int32, t Taxon) bool {
	f := &n.table.spec.Features[row]
	if n.finest[row] >= t.Rank {
		return false
	}
	known := 0
	for up := range n.catalog.Ancestors(t.ID) {
		if slices.Contains(n.above[row], up.ID) {
			known++
		} else if _, told := f.At(up.Rank); told {
			return false // it is told, and another
		}
	}
	return known == len(n.above[row])
}

// tells reports whether the table has rows that are told down to a rank.
func (n *NamedTable) tells(r Rank) bool {
	return slices.ContainsFunc(n.finest, func(f Rank) bool { return f >= r && f <= Strain || f == r })
}

// Limit returns the smallest share of the sample, of 1, that would have been
// seen: the detection limit of its origin; or 3 divided by the reads, since what
// is more than that is missed in less than 1 of 20 samples (the rule of three);
// or, if neither is known, the smallest share that was seen. It is 1 if nothing
// is known.
func (p *Profile) Limit() float64 {
	if limit := p.Origin().DetectionLimit; limit > 0 {
		return limit
	}
	if reads, ok := p.Reads(); ok {
		return min(1, 3/float64(reads))
	}
	if !p.known {
		return 1
	}
	least := 1.0
	for _, i := range p.index {
		if v := p.named.table.Abundance(p.sample, int(i)) / p.total; v < least {
			least = v
		}
	}
	return least
}

// Entry is a row of a profile, with what no row in it holds. It is a plain
// value.
type Entry struct {
	Feature Feature
	Naming  Naming
	Share   float64 // of the sample, of 1; NaN if the total is not known
}

// Entries yields the rows that were seen, largest first and then in the order of
// the file. Their shares are such that none is counted twice, so that they and
// what no row holds add up to 1.
func (p *Profile) Entries() iter.Seq[Entry] {
	order := make([]int, 0, len(p.index))
	for k := range p.index {
		if p.own[k] > 0 {
			order = append(order, k)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(p.own[b], p.own[a]) })
	return func(yield func(Entry) bool) {
		for _, k := range order {
			i := p.index[k]
			e := Entry{p.named.table.Feature(int(i)), p.named.names[i], p.own[k]}
			if !p.known {
				e.Share = math.NaN()
			}
			if !yield(e) {
				return
			}
		}
	}
}

// Unresolved returns the entries whose name is not resolved, with the nearest
// candidates, and what share of the sample they are together; NaN if the total
// is not known. What the file itself could not assign is not among them; see
// [Profile.Unassigned].
func (p *Profile) Unresolved() ([]Entry, float64) {
	entries, share := []Entry{}, 0.0
	for e := range p.Entries() {
		if e.Naming.Taxon.IsValid() || e.Feature.Unassigned {
			continue
		}
		e.Naming = p.named.catalog.Name(&e.Feature)
		entries, share = append(entries, e), share+e.Share
	}
	return entries, share
}

// Unassigned returns the share of the sample that is in none of the rows, and
// whether that is known. Where it is not told, shares are of what was assigned.
func (p *Profile) Unassigned() (float64, bool) {
	if !p.known || p.named.table.spec.AssignedOnly {
		return 0, false
	}
	rest := 1.0
	for k, i := range p.index {
		if !p.named.table.spec.Features[i].Unassigned {
			rest -= p.own[k]
		}
	}
	return max(0, rest), true
}

// MarshalJSON writes what the profile tells: the entries as [Profile.Entries]
// yields them, shares rounded to six digits and left out where the total is not
// known.
func (p *Profile) MarshalJSON() ([]byte, error) {
	type entry struct {
		Label  string   `json:"label"`
		Rank   Rank     `json:"rank"`
		NCBI   int      `json:"ncbi,omitempty"`
		Naming Naming   `json:"naming"`
		Share  *float64 `json:"share,omitempty"`
	}
	doc := struct {
		Sample     string   `json:"sample"`
		Origin     Origin   `json:"origin"`
		Reads      int      `json:"reads,omitempty"`
		Limit      float64  `json:"limit"`
		Unassigned *float64 `json:"unassigned,omitempty"`
		Entries    []entry  `json:"entries"`
	}{Sample: p.Sample(), Origin: p.Origin(), Limit: evidence.Round(p.Limit()), Entries: []entry{}}
	doc.Reads, _ = p.Reads()
	known := func(x float64, ok bool) *float64 {
		if !ok {
			return nil
		}
		x = evidence.Round(x)
		return &x
	}
	doc.Unassigned = known(p.Unassigned())
	for e := range p.Entries() {
		doc.Entries = append(doc.Entries, entry{e.Feature.Label, e.Feature.Rank, e.Feature.NCBI, e.Naming, known(e.Share, p.known)})
	}
	return json.Marshal(doc)
}
