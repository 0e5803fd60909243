package microbiome

import (
	"slices"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/spell"
	"github.com/gutmuscle/gutmuscle/microbiome/taxon"
)

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
	c := p.named.catalog
	i, ok := c.find(id)
	if !ok {
		return Amount{CannotTell, anyShare, 1}
	}
	if !p.named.told[c.taxa[i].Rank] {
		for up := c.parents[i]; up >= 0; up = c.parents[up] {
			if p.named.told[c.taxa[up].Rank] {
				if above := p.Of(c.taxa[up].ID); above.Detection == NotSeen {
					return above
				}
				break
			}
		}
		return Amount{CannotTell, anyShare, 1}
	}
	amount := Amount{Detection: NotSeen}
	sure, hidden := p.held[i].share, 0.0
	if p.held[i].seen {
		amount.Detection = Seen
	}
	for k, row := range p.index {
		if p.named.mayHold(row, i) {
			hidden += p.own[k]
		}
	}
	if amount.Detection == NotSeen {
		hidden = max(hidden, p.Limit())
	}
	if !p.known {
		amount.Share, amount.Hidden = anyShare, 1
		return amount
	}
	amount.Share = evidence.Interval{min(1, sure), min(1, sure+hidden+p.unassigned)}
	amount.Hidden = min(1, hidden)
	return amount
}

// mayHold reports whether some of a row may be of the taxon at place t of the
// catalog: if the row is not told as finely as t, and nothing that is told of it
// speaks against t.
func (n *NamedTable) mayHold(row int32, t int) bool {
	c, f := n.catalog, &n.table.spec.Features[row]
	if n.finest[row] >= c.taxa[t].Rank || f.Unassigned || slices.Contains(n.above[row], int32(t)) {
		return false
	}
	known := 0
	for up := c.parents[t]; up >= 0; up = c.parents[up] {
		if slices.Contains(n.above[row], up) {
			known++
		} else if _, told := f.At(c.taxa[up].Rank); told {
			return false // it is told, and another
		}
	}
	return known == len(n.above[row])
}
