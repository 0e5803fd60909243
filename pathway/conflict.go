package pathway

import (
	"errors"
	"fmt"
	"iter"
	"slices"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/spell"
)

// Contrast is something in which studies that contradict each other differ. The
// zero Contrast means that it is not said.
//
// An [evidence.Moderator] is found by arithmetic in the fields of findings; a
// Contrast is what a reader of the studies named.
type Contrast uint8

// The contrasts.
const (
	ContrastNotSaid      Contrast = iota
	InSpecies                     // people, mice, pigs
	InPopulation                  // who they were
	InAge                         // young or old, growing or grown
	InSex                         // men or women
	InHealthStatus                // healthy, obese, ill
	InGenetics                    // strains of mice, ancestry
	InDose                        // how much
	InDuration                    // for how long
	InTiming                      // when, and how long after it was measured
	InStrain                      // of a microbe
	InChemicalForm                // free or conjugated, salt or ester
	InRoute                       // by mouth, by enema, into blood
	InComparator                  // what it was compared with
	InBaseline                    // how much there was before
	InMeasure                     // mass or strength, share or count
	InDefinition                  // of the disease or the group
	InCompartment                 // stool, lumen, blood or tissue
	InConditions                  // of a culture: pH, medium, density
	InDiet                        // what was eaten beside it
	InCoIntervention              // what was done beside it
	InTraining                    // trained or not, and how
	InDesign                      // trial or observation, pooled or single
	InConfounding                 // what was not held equal
	InPower                       // too few to see it
	InReporting                   // selective or incomplete reports
	InNothingThatIsKnown          // nothing that was found explains it; stands alone
)

var contrasts = spell.Set[Contrast]{Type: "pathway.Contrast", Words: []string{
	"not-said", "species", "population", "age", "sex", "health-status", "genetics", "dose", "duration", "timing", "strain",
	"chemical-form", "route", "comparator", "baseline", "measure", "definition", "compartment", "conditions", "diet", "co-intervention",
	"training", "design", "confounding", "power", "reporting", "unexplained"}}

// String returns the word of c, such as "chemical-form".
func (c Contrast) String() string { return contrasts.String(c) }

// MarshalText returns the word of c; a value that is not a Contrast is an error.
func (c Contrast) MarshalText() ([]byte, error) { return contrasts.Append(nil, c) }

// UnmarshalText sets c from its word; another word is a [*spell.UnknownError].
func (c *Contrast) UnmarshalText(text []byte) error { return contrasts.Parse(c, text) }

// Resolution is how far a contradiction is explained. The zero Resolution means
// that it is not said.
type Resolution uint8

// The resolutions.
const (
	ResolutionNotSaid Resolution = iota
	Open                         // nobody knows why
	PartlyExplained              // what differs may explain it; no study compared
	Explained                    // a study that varied the difference saw both sides
)

var resolutions = spell.Set[Resolution]{Type: "pathway.Resolution", Words: []string{"not-said", "open", "partly-explained", "explained"}}

// String returns the word of r, such as "partly-explained".
func (r Resolution) String() string { return resolutions.String(r) }

// MarshalText returns the word of r; a value that is not a Resolution is an error.
func (r Resolution) MarshalText() ([]byte, error) { return resolutions.Append(nil, r) }

// UnmarshalText sets r from its word; another word is a [*spell.UnknownError].
func (r *Resolution) UnmarshalText(text []byte) error { return resolutions.Parse(r, text) }

// Conflict is a contradiction between studies that a curator has looked into:
// who says what, and in what the sides differ. It changes no answer (the
// findings do that by themselves) and tells a reader what to make of it. Records
// are plain values: fill the fields and call Validate.
type Conflict struct {
	ID          NoteID     `json:"id"`
	Name        string     `json:"name"`
	Claims      []string   `json:"claims"` // ids of the claims that it is about
	Sides       []Side     `json:"sides"`  // two at least
	Differ      []Contrast `json:"differ"`
	State       Resolution `json:"state"`
	Explanation string     `json:"explanation"`
	Note        string     `json:"note,omitempty"`
}

// Side is one side of a [Conflict]. It is a plain value.
type Side struct {
	Says    string              `json:"says"`
	Studies []evidence.StudyKey `json:"studies"`
}

// Validate reports everything that is wrong with the record by itself.
func (c *Conflict) Validate() error {
	errs := []error{named(c.ID, c.Name), present("explanation", c.Explanation)}
	bad := func(format string, args ...any) { errs = append(errs, fmt.Errorf(format, args...)) }
	if len(c.Claims) == 0 {
		bad("claims: missing")
	}
	if len(c.Sides) < 2 {
		bad("sides: %d; want two at least", len(c.Sides))
	}
	twice := func(field string, again bool) {
		if again {
			bad("%s: given twice", field)
		}
	}
	for i, id := range c.Claims {
		twice(fmt.Sprintf("claims[%d]", i), slices.Contains(c.Claims[:i], id))
	}
	for i, d := range c.Differ {
		twice(fmt.Sprintf("differ[%d]", i), slices.Contains(c.Differ[:i], d))
	}
	for i, s := range c.Sides {
		for j, key := range s.Studies {
			twice(fmt.Sprintf("sides[%d].studies[%d]", i, j), slices.Contains(s.Studies[:j], key))
		}
		if err := present(fmt.Sprintf("sides[%d].says", i), s.Says); err != nil {
			errs = append(errs, err)
		}
		if len(s.Studies) == 0 {
			bad("sides[%d].studies: missing", i)
		}
	}
	switch {
	case len(c.Differ) == 0 || slices.Contains(c.Differ, ContrastNotSaid):
		bad("differ: missing")
	case len(c.Differ) > 1 && slices.Contains(c.Differ, InNothingThatIsKnown):
		bad("differ: unexplained stands alone")
	}
	switch {
	case c.State == ResolutionNotSaid:
		bad("state: missing; want open, partly-explained or explained")
	case c.State != Open && slices.Contains(c.Differ, InNothingThatIsKnown):
		bad("state: %s, but nothing that differs is named", c.State)
	}
	return errors.Join(errs...)
}

// Conflicts yields all conflicts, ordered by id.
func (a *Atlas) Conflicts() iter.Seq[Conflict] { return slices.Values(a.conflicts) }

// Conflict returns the record of id, and whether there is one.
func (a *Atlas) Conflict(id NoteID) (Conflict, bool) {
	return search(a.conflicts, id, func(r *Conflict) NoteID { return r.ID })
}

// FindConflict returns the record of id. Another id is an error that wraps
// dataset.ErrDangling, with near ids.
func (a *Atlas) FindConflict(id NoteID) (Conflict, error) {
	c, ok := a.Conflict(id)
	if !ok {
		return Conflict{}, dangling(id.String(), func(yield func(string) bool) {
			for _, c := range a.conflicts {
				if !yield(c.ID.String()) {
					return
				}
			}
		})
	}
	return c, nil
}

// ConflictsOn yields the conflicts that are about one of the claims with these
// ids, ordered by id.
func (a *Atlas) ConflictsOn(claims ...string) iter.Seq[Conflict] {
	return func(yield func(Conflict) bool) {
		for _, c := range a.conflicts {
			if slices.ContainsFunc(c.Claims, func(id string) bool { return slices.Contains(claims, id) }) && !yield(c) {
				return
			}
		}
	}
}
