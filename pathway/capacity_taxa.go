package pathway

import (
	"slices"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/microbiome"
	"github.com/gutmuscle/gutmuscle/microbiome/taxon"
)

// What it takes to say that something is not there. The numbers are conventions
// of this library: they make "not seen" rare and "cannot tell" the rule.
const (
	hiddenAtMost     = 1e-4 // share that any known carrier could have unseen: those of equol and urolithins are often rare; chosen, without a source
	unassignedAtMost = 0.5  // share, below which it has to be, that is not assigned to anything
)

// Capacities returns what the microbes of a profile can do by the taxa that it
// has and what is recorded of them: a capacity for each function and metabolite
// that any taxon is recorded to run or make, by kind and id.
//
// It is Seen if a taxon was found that does it as a whole. What is recorded of a
// family or a taxon above, or of a genus or species in which others are recorded
// otherwise, is done by some in it only: OnlyMaybe, and none of its share is sure.
//
// It is NotSeen only if there are people whose microbes are known not to do it
// (see [Function]), and if the profile lacks all of the taxa that are recorded
// to be able, in full or in some strains (see [Lacks]). What the library does
// not know of may be there all the same.
func (a *Atlas) Capacities(p *microbiome.Profile) []Capacity {
	b := a.roster()
	all := make([]Capacity, len(b.nodes))
	able, not := make([]float64, len(b.nodes)), make([]float64, len(b.nodes)) // shares that are recorded to be able, and not to
	for i := range all {
		all[i] = Capacity{Of: b.nodes[i], Basis: FromTaxa}
	}
	known := p.SharesKnown()
	for e := range p.Entries() {
		if !known {
			e.Share = 0
		}
		for _, x := range b.of[e.Naming.Taxon] {
			c := &all[x.node]
			switch x.ability {
			case No:
				not[x.node] += e.Share
				continue
			case Yes:
				c.Detection = microbiome.Seen
				able[x.node] += e.Share
			}
			c.Carriers = append(c.Carriers, Carrier{e.Feature.Label, e.Naming.Taxon, e.Share, x.ability, x.of, x.studies})
		}
	}
	assigned := mostlyAssigned(p)
	lacks := make(map[taxon.ID]bool)
	for i := range all {
		c := &all[i]
		if c.Share = (evidence.Interval{0, 1}); known {
			sure := min(1, able[i])
			c.Share = evidence.Interval{evidence.Round(sure), evidence.Round(max(sure, 1-not[i]))}
		}
		switch {
		case c.Detection == microbiome.Seen:
		case len(c.Carriers) > 0:
			c.Why = OnlyMaybe
		case !assigned:
			c.Why = MostlyUnknown
		case !b.lacked[i]:
			c.Why = OthersMay
		default:
			c.Detection = microbiome.NotSeen
			for _, id := range b.carriers[i] {
				missing, asked := lacks[id]
				if !asked {
					missing = unseen(p, id)
					lacks[id] = missing
				}
				if !missing {
					c.Detection, c.Why = microbiome.CannotTell, TooShallow
					break
				}
			}
		}
	}
	slices.SortFunc(all, func(x, y Capacity) int { return x.Of.Compare(y.Of) })
	return all
}

// Lacks reports whether a profile would have shown a taxon and does not: it was
// not seen, it would have been had it been more than 1 in 10,000 of the sample,
// and the file tells that less than half of the sample is not assigned.
func Lacks(p *microbiome.Profile, id taxon.ID) bool { return mostlyAssigned(p) && unseen(p, id) }

func mostlyAssigned(p *microbiome.Profile) bool {
	unassigned, told := p.Unassigned()
	return told && unassigned < unassignedAtMost
}

func unseen(p *microbiome.Profile, id taxon.ID) bool {
	amount := p.Of(id)
	return amount.Detection == microbiome.NotSeen && amount.Hidden <= hiddenAtMost
}
