package evidence

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"github.com/gutmuscle/gutmuscle/evidence/spell"
)

// Dispute is how findings on one question stand to each other. The zero
// Dispute means that there are none.
type Dispute uint8

// The disputes, mildest first.
const (
	NoFindings Dispute = iota
	Agreed             // all findings are of one direction
	PartlyNull         // some saw an effect, always of one sign, and others none
	Opposed            // some are up and some are down
)

var disputes = spell.Set[Dispute]{Type: "evidence.Dispute", Words: []string{"no-findings", "agreed", "partly-null", "opposed"}}

// String returns the word of d, such as "partly-null".
func (d Dispute) String() string { return disputes.String(d) }

// MarshalText returns the word of d; a value that is not a Dispute is an error.
func (d Dispute) MarshalText() ([]byte, error) { return disputes.Append(nil, d) }

// UnmarshalText sets d from its word; another word is a [*spell.UnknownError].
func (d *Dispute) UnmarshalText(text []byte) error { return disputes.Parse(d, text) }

// Bounds below which [Conflict] names no moderator.
const (
	minGain    = 0.25 // bits
	minSources = 2    // in each group that is compared
)

// ConflictReport says whether findings on one question disagree, how they split
// by what they differ in, and which difference goes with the disagreement. It
// is a plain value that [Conflict] makes; the zero ConflictReport is that of no
// findings. Reports share nothing and are safe to read from any number of
// goroutines.
type ConflictReport struct {
	Dispute   Dispute   `json:"dispute"`
	Sources   int       `json:"sources"` // independent sources, as belief counts them
	Overall   Sides     `json:"overall"`
	Entropy   float64   `json:"entropy"`   // of the directions over sources, in bits; 0 if all agree
	Moderator Moderator `json:"moderator"` // that separates the directions best; none if none does
	Splits    []Split   `json:"splits"`    // in the order of Moderator, without those that no finding states
}

// Sides lists who saw what. The zero Sides is that of no findings. It is a
// plain value, safe for concurrent reading.
type Sides struct {
	Up   Side `json:"up"`
	Down Side `json:"down"`
	Null Side `json:"null"`
}

// Side is one direction in [Sides]. The zero Side is that of no findings. It is
// a plain value, safe for concurrent reading.
type Side struct {
	Sources int        `json:"sources"`
	Studies []StudyKey `json:"studies"` // ordered
}

// Split is the findings divided by one moderator. The zero Split divides
// nothing. It is a plain value, safe for concurrent reading.
type Split struct {
	By      Moderator `json:"by"`
	Values  []Part    `json:"values"`   // in the order of what they mean
	NotSaid Sides     `json:"not_said"` // findings that do not state the moderator

	// Information is what the value tells of the direction among the parts that
	// are compared, in bits: their entropy less that within the parts.
	Information float64 `json:"information"`
	// Gain is Information less what chance alone would give, times the share of
	// the sources that are compared; never below 0. Splits are ranked by it.
	Gain float64 `json:"gain"`
}

// Part is the findings that have one value of a moderator. The zero Part is
// that of no value. It is a plain value, safe for concurrent reading.
type Part struct {
	Value    string `json:"value"`
	Sources  int    `json:"sources"`
	Compared bool   `json:"compared"` // has enough sources, and a value that can be compared
	Sides
}

// Best returns the split by the moderator that separates the directions best,
// and whether one does.
func (r *ConflictReport) Best() (Split, bool) {
	for _, s := range r.Splits {
		if s.By == r.Moderator {
			return s, true
		}
	}
	return Split{}, false
}

// Conflict splits the findings of items by direction and by each [Moderator],
// and names the moderator that separates the directions best. The findings are
// those that count in belief ([Weigh]), grouped into the same sources. A source
// weighs one; if it has several combinations of value and direction, each has
// an equal share of it. Neither the order of the items nor repetition of one
// changes the report.
//
// What separates best has the largest information gain (Quinlan 1993, C4.5,
// chapter 2: what is known of some cases only counts for their share of all),
// less the gain to be expected from chance, (values − 1)(directions − 1)/(2n·ln
// 2) bits of n sources (Miller 1955); of equals, the first in the order of the
// moderators. Only values with two sources or more are compared, and a gain
// below a quarter of a bit names no moderator. That a dose is stated is told of
// but is no reason to disagree: only doses that can be compared are.
//
// A moderator goes with the disagreement. It need not be its cause.
func Conflict(items []Item) ConflictReport {
	pooled, same := pooledTrials(items), registerOf(items)
	var all []Item
	for _, it := range items {
		if it.counts(pooled) {
			all = append(all, it)
		}
	}
	overall := cellsOf(all, &same, func(Item) trait { return trait{text: "all"} })
	r := ConflictReport{Splits: []Split{}, Overall: sidesOf(all, &same), Sources: countSources(overall)}
	r.Entropy = Round(entropy(overall))
	up, down, null := r.Overall.Up.Sources > 0, r.Overall.Down.Sources > 0, r.Overall.Null.Sources > 0
	switch {
	case up && down:
		r.Dispute = Opposed
	case null && (up || down):
		r.Dispute = PartlyNull
	case up || down || null:
		r.Dispute = Agreed
	}
	best := 0.0
	for m := range moderators.All() {
		if m == NoModerator {
			continue
		}
		s := split(m, all, &same)
		if len(s.Values) == 0 {
			continue
		}
		r.Splits = append(r.Splits, s)
		if s.Gain >= minGain && s.Gain > best {
			r.Moderator, best = m, s.Gain
		}
	}
	return r
}

// split divides items, all of which count, by a moderator.
func split(m Moderator, items []Item, same *register) Split {
	of := m.traits(items)
	byValue := make(map[trait][]Item)
	for _, it := range items {
		v := of(it)
		byValue[v] = append(byValue[v], it)
	}
	cells := cellsOf(items, same, of)
	sources := make(map[trait]int)
	for i, c := range cells { // ordered by source and value
		if i == 0 || c.source != cells[i-1].source || c.value != cells[i-1].value {
			sources[c.value]++
		}
	}
	compared := make(map[trait]bool)
	s := Split{By: m, Values: []Part{}, NotSaid: sidesOf(byValue[trait{}], same)}
	for _, v := range slices.SortedFunc(maps.Keys(byValue), trait.compare) {
		if v.text != "" {
			compared[v] = sources[v] >= minSources && !v.loose
			s.Values = append(s.Values, Part{v.text, sources[v], compared[v], sidesOf(byValue[v], same)})
		}
	}
	total := countSources(cells)
	cells = slices.DeleteFunc(cells, func(c cell) bool { return !compared[c.value] })
	s.Information, s.Gain = information(cells, float64(total))
	return s
}

// A cell is one combination of value and direction that a source has, with its
// share of the source.
type cell struct {
	source    string
	value     trait
	direction Direction
	share     float64
}

// cellsOf returns the cells of items, by source.
func cellsOf(items []Item, same *register, of func(Item) trait) []cell {
	cells := make([]cell, 0, len(items))
	for _, it := range items {
		cells = append(cells, cell{source: same.source(it.Study), value: of(it), direction: it.Finding.Direction})
	}
	slices.SortFunc(cells, func(a, b cell) int {
		return cmp.Or(cmp.Compare(a.source, b.source), a.value.compare(b.value), cmp.Compare(a.direction, b.direction))
	})
	cells = slices.Compact(cells)
	for i := 0; i < len(cells); {
		n := 1
		for i+n < len(cells) && cells[i+n].source == cells[i].source {
			n++
		}
		for range n {
			cells[i].share = 1 / float64(n)
			i++
		}
	}
	return cells
}

func countSources(cells []cell) (n int) {
	for i, c := range cells { // ordered by source
		if i == 0 || c.source != cells[i-1].source {
			n++
		}
	}
	return n
}

// entropy returns the entropy of the directions of cells, in bits.
func entropy(cells []cell) float64 {
	var of [NoEffect + 1]float64
	total := 0.0
	for _, c := range cells {
		of[c.direction] += c.share
		total += c.share
	}
	h := 0.0
	for _, x := range of {
		if p := x / total; p > 0 {
			h -= float64(p * math.Log2(p))
		}
	}
	return max(0, h)
}

// information returns what the values of cells tell of their directions, and
// the gain that is left of it among so many sources in all.
func information(cells []cell, sources float64) (bits, gain float64) {
	byValue := make(map[trait][]cell)
	var values []trait
	var directions [NoEffect + 1]int
	n := 0.0
	for _, c := range cells {
		if byValue[c.value] == nil {
			values = append(values, c.value)
		}
		byValue[c.value] = append(byValue[c.value], c)
		directions[c.direction] = 1
		n += c.share
	}
	if len(values) < 2 {
		return 0, 0
	}
	slices.SortFunc(values, trait.compare)
	bits = entropy(cells)
	for _, v := range values {
		part := 0.0
		for _, c := range byValue[v] {
			part += c.share
		}
		bits -= float64(part / n * entropy(byValue[v]))
	}
	free := float64(len(values)-1) * float64(directions[Up]+directions[Down]+directions[NoEffect]-1)
	chance := free / (2 * n * math.Ln2)
	return Round(max(0, bits)), Round(max(0, float64((bits-chance)*(n/sources))))
}

// sidesOf lists the sources and studies of items by direction.
func sidesOf(items []Item, same *register) Sides {
	side := func(d Direction) Side {
		keys := []StudyKey{}
		var sources []string
		for _, it := range items {
			if it.Finding.Direction == d {
				keys = append(keys, it.Study.Key)
				sources = append(sources, same.source(it.Study))
			}
		}
		slices.SortFunc(keys, StudyKey.Compare)
		slices.Sort(sources)
		return Side{len(slices.Compact(sources)), slices.Compact(keys)}
	}
	return Sides{side(Up), side(Down), side(NoEffect)}
}
