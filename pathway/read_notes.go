package pathway

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/evidence/spell"
)

// checkNotes reports what conflicts, facts on stool tests and the reading list
// name but there is no record of, and studies on the side of a conflict that say
// nothing on its claims.
func (a *Atlas) checkNotes(old []Claim, at places, p *dataset.Problems) {
	for i := range a.conflicts {
		c := &a.conflicts[i]
		place, read := at[ConflictsFile].Of(c.ID.String())
		if !read {
			continue
		}
		says := make(map[evidence.StudyKey]bool)
		for j, id := range c.Claims {
			known := false
			for _, list := range [][]Claim{old, a.claims} {
				claim := findClaim(list, id)
				if claim == nil {
					continue
				}
				known = true
				for _, f := range claim.Findings {
					says[f.Study] = true
				}
				for _, r := range claim.Related {
					says[r.Study] = true
				}
			}
			if !known {
				p.Add(place.Field(fmt.Sprintf("claims[%d]", j)), dangling(id, claimIDs(old, a.claims)))
			}
		}
		for j, side := range c.Sides {
			for k, key := range side.Studies {
				field := place.Field(fmt.Sprintf("sides[%d].studies[%d]", j, k))
				a.checkStudy(field, key, p)
				if a.study[key] != nil && !says[key] {
					p.Add(field, fmt.Errorf("study %s says nothing on the claims of the conflict", key))
				}
			}
		}
	}
	for i := range a.stoolTests {
		f := &a.stoolTests[i]
		if place, read := at[StoolTestsFile].Of(f.ID.String()); read {
			for j, key := range f.Studies {
				a.checkStudy(place.Field(fmt.Sprintf("studies[%d]", j)), key, p)
			}
		}
	}
	for i := range a.reading {
		r := &a.reading[i]
		if place, read := at[ReadingFile].Of(r.ID.String()); read {
			a.checkStudy(place.Field("study"), r.Study, p)
		}
	}
}

// findClaim returns the claim with an id, of claims in their order, or nil.
func findClaim(claims []Claim, id string) *Claim {
	subject, rest, _ := strings.Cut(id, ">")
	object, _, _ := strings.Cut(rest, ">")
	if i := strings.IndexAny(object, "@~"); i >= 0 {
		object = object[:i]
	}
	s, err := ParseNode(subject)
	o, err2 := ParseNode(object)
	if err != nil || err2 != nil {
		return nil
	}
	i, _ := slices.BinarySearchFunc(claims, 0, func(c Claim, _ int) int {
		return cmp.Or(c.Subject.Compare(s), c.Object.Compare(o), 1) // the first of the two nodes
	})
	for ; i < len(claims) && claims[i].Subject == s && claims[i].Object == o; i++ {
		if claims[i].ID() == id {
			return &claims[i]
		}
	}
	return nil
}

func claimIDs(lists ...[]Claim) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, claims := range lists {
			for i := range claims {
				if !yield(claims[i].ID()) {
					return
				}
			}
		}
	}
}

func danglingNode(n Node, known func(func(Node) bool)) error {
	return dangling(n.String(), func(yield func(string) bool) {
		for k := range known {
			if k.kind == n.kind && !yield(k.String()) {
				return
			}
		}
	})
}

func danglingStudy(key evidence.StudyKey, known func(func(evidence.StudyKey) bool)) error {
	return dangling(key.String(), func(yield func(string) bool) {
		for k := range known {
			if !yield(k.String()) {
				return
			}
		}
	})
}

func dangling(name string, known func(func(string) bool)) error {
	near := spell.Nearest(name, known)
	if len(near) == 0 {
		return fmt.Errorf("%w: %s", dataset.ErrDangling, name)
	}
	return fmt.Errorf("%w: %s; nearest: %s", dataset.ErrDangling, name, strings.Join(near, ", "))
}
