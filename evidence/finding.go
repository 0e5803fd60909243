package evidence

import (
	"errors"
	"fmt"
)

// Finding is what one study saw of one claim: a direction, in whom, at what
// dose, and how large. A study that looked and saw nothing has a finding too
// ([NoEffect]); leaving it out would be a defect. Records are plain values:
// fill the fields and call Validate. A zero field means that it is not known,
// or for those marked so that the study's own value holds.
type Finding struct {
	Study        StudyKey     `json:"study"`
	Direction    Direction    `json:"direction"`
	Design       Design       `json:"design,omitzero"`  // zero: the study's
	Species      Species      `json:"species,omitzero"` // zero: the study's
	Population   string       `json:"population,omitempty"`
	Sex          Sex          `json:"sex,omitzero"`
	Age          string       `json:"age,omitempty"`
	N            int          `json:"n,omitempty"` // zero: the study's
	Strain       string       `json:"strain,omitempty"`
	Dose         string       `json:"dose,omitempty"`
	Duration     string       `json:"duration,omitempty"`
	Comparator   string       `json:"comparator,omitempty"`
	MeasuredAs   string       `json:"measured_as,omitempty"`
	Effect       *Effect      `json:"effect,omitempty"`
	Uncontrolled []Confounder `json:"uncontrolled,omitempty"`
	Basis        Basis        `json:"basis,omitzero"` // zero: the study's
	Note         string       `json:"note,omitempty"`
}

// Validate reports everything that is wrong with the record by itself.
func (f *Finding) Validate() error {
	var errs []error
	if !f.Study.IsValid() {
		errs = append(errs, errors.New("study: missing"))
	}
	if f.Direction == DirectionNotSaid {
		errs = append(errs, errors.New("direction: missing; want up, down or none"))
	}
	if f.N < 0 {
		errs = append(errs, fmt.Errorf("n: %d is negative", f.N))
	}
	if f.Effect != nil {
		if err := f.Effect.Validate(); err != nil {
			errs = append(errs, fmt.Errorf("effect: %w", err))
		}
	}
	return errors.Join(errs...)
}

// An Item is a finding together with its study, as the arithmetic needs them.
// Neither may be nil. It is a plain value.
type Item struct {
	Finding *Finding
	Study   *Study
}

// Design returns the finding's design, or else the study's.
func (it Item) Design() Design {
	if it.Finding.Design != DesignNotSaid {
		return it.Finding.Design
	}
	return it.Study.Design
}

// Species returns the finding's species, or else the study's.
func (it Item) Species() Species {
	if it.Finding.Species != "" {
		return it.Finding.Species
	}
	return it.Study.Species
}

// N returns the number of subjects behind the finding; zero means unknown. The
// study's number stands in only if the finding is of the study's own design
// and species: the people in a paper are not the mice in it.
func (it Item) N() int {
	if it.Finding.N > 0 || it.Design() != it.Study.Design || it.Species() != it.Study.Species {
		return it.Finding.N
	}
	return it.Study.N
}

// Level returns the level of the finding.
func (it Item) Level() Level { return LevelOf(it.Design(), it.Species()) }
