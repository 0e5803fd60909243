package evidence

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
)

// Study is the bibliographic record of one piece of work and what its findings
// have in common. Records are plain values: fill the fields and call Validate.
// A zero field means that it is not known or does not apply.
type Study struct {
	Key          StudyKey        `json:"key"`
	Title        string          `json:"title"`
	Journal      string          `json:"journal,omitempty"`
	Year         int             `json:"year"`
	DOI          DOI             `json:"doi,omitzero"`
	PMID         PMID            `json:"pmid,omitzero"`
	Design       Design          `json:"design"`
	Species      Species         `json:"species"`
	Population   string          `json:"population,omitempty"`
	N            int             `json:"n,omitempty"` // people, animals or genomes analyzed
	Sex          Sex             `json:"sex,omitzero"`
	Age          string          `json:"age,omitempty"`
	Registration string          `json:"registration,omitempty"` // of a trial, such as NCT05816291
	Cohort       string          `json:"cohort,omitempty"`       // name of a cohort that several studies share
	Group        string          `json:"group,omitempty"`        // research group
	Funding      string          `json:"funding,omitempty"`
	Pools        int             `json:"pools,omitempty"`    // number of studies that a synthesis pools
	Includes     []StudyKey      `json:"includes,omitempty"` // those of them that have a record
	RiskOfBias   RiskOfBias      `json:"risk_of_bias,omitzero"`
	Bias         *BiasAssessment `json:"bias,omitempty"` // judged domain by domain
	Status       Status          `json:"status,omitzero"`
	Checked      Check           `json:"checked,omitzero"`
	Rechecked    Check           `json:"rechecked,omitzero"` // a second reading, by another reader
	Note         string          `json:"note,omitempty"`
}

// Validate reports everything that is wrong with the record by itself.
func (s *Study) Validate() error {
	var errs []error
	bad := func(format string, args ...any) { errs = append(errs, fmt.Errorf(format, args...)) }
	if !s.Key.IsValid() {
		bad("key: missing")
	}
	if strings.TrimSpace(s.Title) == "" {
		bad("title: missing")
	}
	if s.Year < 1900 || s.Year > 2100 {
		bad("year: %d; want 1900 to 2100", s.Year)
	}
	if s.Design == DesignNotSaid {
		bad("design: missing")
	}
	if s.Species == "" || strings.ToLower(string(s.Species)) != string(s.Species) {
		bad("species: %q; want a name in lower case", s.Species)
	}
	if s.N < 0 {
		bad("n: %d is negative", s.N)
	}
	switch {
	case s.Pools < 0:
		bad("pools: %d is negative", s.Pools)
	case s.Pools > 0 && !s.Design.IsSynthesis():
		bad("pools: %d, but a %s pools no studies", s.Pools, s.Design)
	case s.Pools > 0 && len(s.Includes) > s.Pools:
		bad("includes: %d studies, but it pools %d", len(s.Includes), s.Pools)
	}
	if s.Bias != nil {
		if err := s.Bias.Validate(); err != nil {
			errs = append(errs, fmt.Errorf("bias: %w", err))
		}
		if o := s.Bias.Overall(); s.RiskOfBias != BiasNotJudged && o > s.RiskOfBias {
			bad("risk_of_bias: %s, but a domain is judged %s", s.RiskOfBias, o)
		}
	}
	if err := s.Checked.Validate(); err != nil {
		errs = append(errs, fmt.Errorf("checked: %w", err))
	}
	if s.Rechecked != (Check{}) {
		if err := s.Rechecked.Validate(); err != nil {
			errs = append(errs, fmt.Errorf("rechecked: %w", err))
		}
	}
	return errors.Join(errs...)
}

// Source returns what makes two studies one source of evidence: the
// registration, else the cohort, else the research group, else the study
// itself. Findings of one source at one level and of one
// direction count once.
func (s *Study) Source() string {
	return cmp.Or(s.Registration, s.Cohort, s.Group, s.Key.String())
}
