package microbiome

import (
	"cmp"
	"encoding/json"
	"iter"
	"math"
	"slices"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence"
)

// Profile is one sample of a table with names resolved: what a stool sample
// holds, as far as the table tells. It is made by [NamedTable.Profile], never
// changes after that and is safe for concurrent use. The zero Profile cannot be
// used.
type Profile struct {
	named  *NamedTable
	sample int
	total  float64
	known  bool      // whether the total is
	index  []int32   // rows that were seen
	own    []float64 // what each of them holds that no row in it does, as a share of the total
	// held is what the rows of each taxon hold, by its place in the catalog, and
	// unassigned what those hold that are of none.
	held       []holding
	unassigned float64
}

type holding struct {
	share float64
	seen  bool
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
	p.held = make([]holding, len(n.catalog.taxa))
	for k, i := range p.index {
		if n.table.spec.Features[i].Unassigned {
			p.unassigned += p.own[k]
		}
		for _, taxon := range n.above[i] {
			h := &p.held[taxon]
			h.share, h.seen = h.share+p.own[k], true
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

// Limit returns the smallest share of the sample, of 1, that would have been
// seen: the detection limit of its origin; or 3 divided by the reads, since what
// is more than that is missed in less than 1 of 20 samples (the rule of three);
// or, if neither is known, the smallest share that was seen. Where rows are not
// counts it is no less than that share, since programs that find taxa by marker
// genes use a small part of the reads. It is 1 if nothing is known.
func (p *Profile) Limit() float64 {
	if limit := p.Origin().DetectionLimit; limit > 0 {
		return limit
	}
	limit := 1.0
	reads, ok := p.Reads()
	if ok {
		limit = min(1, 3/float64(reads))
	}
	if ok && p.named.table.Unit() == Counts || !p.known {
		return limit
	}
	least := 1.0
	for _, v := range p.named.table.spec.Samples[p.sample].Value {
		least = min(least, v/p.total)
	}
	if !ok {
		return least
	}
	return max(limit, least)
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
// what no row holds add up to 1. Their lineages are shared with the table and must
// not be changed.
func (p *Profile) Entries() iter.Seq[Entry] {
	order := p.order()
	return func(yield func(Entry) bool) {
		for _, k := range order {
			if !yield(p.entry(k)) {
				return
			}
		}
	}
}

// order returns the places in index of the rows that hold something by
// themselves, largest first.
func (p *Profile) order() []int {
	order := make([]int, 0, len(p.index))
	for k := range p.index {
		if p.own[k] > 0 {
			order = append(order, k)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(p.own[b], p.own[a]) })
	return order
}

func (p *Profile) entry(k int) Entry {
	i := p.index[k]
	e := Entry{p.named.table.Feature(int(i)), p.named.names[i], p.own[k]}
	if !p.known {
		e.Share = math.NaN()
	}
	return e
}

// Unresolved returns the entries whose name is not resolved, with the nearest
// candidates, and what share of the sample they are together; NaN if the total
// is not known. What the file itself could not assign is not among them; see
// [Profile.Unassigned].
func (p *Profile) Unresolved() ([]Entry, float64) {
	entries, share := []Entry{}, 0.0
	for _, k := range p.order() {
		e := p.entry(k)
		if e.Naming.Taxon.IsValid() || e.Feature.Unassigned {
			continue
		}
		e.Naming = p.named.withCandidates(p.index[k])
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
	if rest < noise {
		rest = 0
	}
	return rest, true
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
