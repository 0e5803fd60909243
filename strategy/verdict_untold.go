package strategy

import (
	"iter"
	"slices"

	"github.com/gutmuscle/gutmuscle/pathway"
)

// Untold is an outcome that the person is not told of. It is a plain value.
type Untold struct {
	Target pathway.Node `json:"target"`
	Gates  []string     `json:"gates"` // ids, in the order in which they are run
}

// Untold yields the outcomes that the gates do not let the person be told of,
// since it can do harm, ordered by id: no score, no comparison, no flip, no plan
// and no trial is on them. What is not known counts as what harms, as for all
// gates.
func (v Verdict) Untold() iter.Seq[Untold] {
	var all []Untold
	for _, r := range v.rulings {
		for _, n := range r.rule.record.Untold {
			i := slices.IndexFunc(all, func(u Untold) bool { return u.Target == n })
			if i < 0 {
				i, all = len(all), append(all, Untold{Target: n})
			}
			if id := r.rule.gate.ID; !slices.Contains(all[i].Gates, id) {
				all[i].Gates = append(all[i].Gates, id)
			}
		}
	}
	slices.SortFunc(all, func(a, b Untold) int { return a.Target.Compare(b.Target) })
	return slices.Values(all)
}

// Tells reports whether the gates ran and do not leave a node untold. Whether
// there is anything to tell is [Verdict.Scored].
func (v Verdict) Tells(n pathway.Node) bool {
	if v.decision == NotDecided || !slices.Contains(v.model.gates.untold, n) {
		return v.decision != NotDecided
	}
	return !slices.ContainsFunc(v.rulings, func(r ruling) bool { return slices.Contains(r.rule.record.Untold, n) })
}
