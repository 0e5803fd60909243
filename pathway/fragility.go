package pathway

import (
	"slices"

	"github.com/gutmuscle/gutmuscle/evidence"
)

// Fragility is how few studies an answer rests on: the smallest sets of studies
// without which its stance would be another, as if they were retracted. It
// counts studies; the fragility index of a single trial, which counts its
// patients, is something else. It is a plain value that shares nothing with the
// atlas. The zero Fragility is that of no answer.
type Fragility struct {
	Question
	Before Summary `json:"before"`
	// Size is the number of studies in the smallest sets; 0 if no set of up to
	// Searched studies changes the stance.
	Size int `json:"size"`
	// Searched is the size up to which all sets were looked at: 0 for an unknown
	// answer, which rests on nothing, and [MaxRemoved] if no set was found.
	Searched int `json:"searched"`
	// Sets is the number of sets of Size studies that change the stance.
	Sets int `json:"sets"`
	// Without has them, by their keys; the first [MaxRemovals] if there are more.
	Without []Removal `json:"without"`
}

// Removal is a set of studies and what an answer would be without them. It is a
// plain value.
type Removal struct {
	Studies []evidence.StudyKey `json:"studies"` // ordered
	After   Summary             `json:"after"`
}

const (
	// MaxRemoved is the largest set of studies that [Atlas.Fragility] takes out.
	MaxRemoved = 3
	// MaxRemovals is the most sets that a [Fragility] lists.
	MaxRemovals = 8
)

// Fragility finds the smallest sets of studies, of up to [MaxRemoved], without
// which the answer on two nodes has another stance. A study that is taken out
// counts as one that [Atlas.WithStatus] marks as retracted; trials that it had
// pooled then count by themselves. The sets are exact: no smaller set does, and
// none of that size is left out.
//
// An answer changes not only when what it rests on is taken out, but also when
// a study is that kept another chain closed. Both are searched.
func (a *Atlas) Fragility(from, to Node) Fragility {
	q := Question{from, to}
	f := Fragility{Question: q, Before: a.summaries([]Question{q})[0], Without: []Removal{}}
	if f.Before.Stance == evidence.Unknown {
		return f
	}
	g := a.links()
	_, i, _ := a.resolve(g, from)
	_, j, _ := a.resolve(g, to)
	s := newRemover(a, g, i, j)
	for f.Searched < MaxRemoved && len(s.found) == 0 {
		f.Searched++
		s.seen = make(map[removed]bool)
		s.search(f.Searched)
	}
	if f.Sets = len(s.found); f.Sets == 0 {
		return f
	}
	f.Size = f.Searched
	slices.SortFunc(s.found, func(x, y removed) int { return slices.Compare(x[:], y[:]) })
	for _, set := range s.found[:min(f.Sets, MaxRemovals)] {
		r := Removal{After: s.summary(set)}
		for _, n := range set {
			if n >= 0 {
				r.Studies = append(r.Studies, s.studies[n].key)
			}
		}
		f.Without = append(f.Without, r)
	}
	return f
}
