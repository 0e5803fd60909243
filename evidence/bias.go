package evidence

import (
	"errors"
	"fmt"
	"slices"

	"github.com/gutmuscle/gutmuscle/evidence/spell"
)

// BiasTool is the tool with which the risk of bias of a study was judged. The
// zero BiasTool means that none was used.
type BiasTool uint8

// The tools, each for its kind of study.
const (
	NoBiasTool BiasTool = iota
	RoB2                // randomized trials (Sterne et al. 2019, doi 10.1136/bmj.l4898)
	ROBINSI             // other studies of interventions (Sterne et al. 2016, doi 10.1136/bmj.i4919)
	SYRCLE              // animal experiments (Hooijmans et al. 2014, doi 10.1186/1471-2288-14-43)
)

var biasTools = spell.Set[BiasTool]{Type: "evidence.BiasTool", Words: []string{"none", "rob-2", "robins-i", "syrcle"}}

// String returns the word of t, such as "rob-2".
func (t BiasTool) String() string { return biasTools.String(t) }

// MarshalText returns the word of t; a value that is not a BiasTool is an error.
func (t BiasTool) MarshalText() ([]byte, error) { return biasTools.Append(nil, t) }

// UnmarshalText sets t from its word; another word is a [*spell.UnknownError].
func (t *BiasTool) UnmarshalText(text []byte) error { return biasTools.Parse(t, text) }

// Domains returns the domains of the tool, in its own order.
func (t BiasTool) Domains() []BiasDomain {
	switch t {
	case RoB2:
		return []BiasDomain{Randomization, Deviations, MissingData, Measurement, SelectiveReporting}
	case ROBINSI:
		return []BiasDomain{Confounding, Selection, Classification, Deviations, MissingData, Measurement, SelectiveReporting}
	case SYRCLE:
		return []BiasDomain{SequenceGeneration, BaselineCharacteristics, AllocationConcealment, RandomHousing, BlindedCaregivers,
			RandomOutcomeAssessment, BlindedOutcomeAssessment, MissingData, SelectiveReporting, OtherBias}
	default:
		return nil
	}
}

// BiasDomain is one way in which a study may mislead. The zero BiasDomain means
// that none is said.
type BiasDomain uint8

// The domains of the tools; see [BiasTool.Domains].
const (
	NoBiasDomain             BiasDomain = iota
	Randomization                       // the process of randomization
	Deviations                          // from the intended interventions
	MissingData                         // outcome data that are missing
	Measurement                         // of the outcome
	SelectiveReporting                  // of results
	Confounding                         // what else differs between the groups
	Selection                           // of participants into the study
	Classification                      // of the interventions
	SequenceGeneration                  // how animals were allotted
	BaselineCharacteristics             // whether the groups were alike
	AllocationConcealment               // whether who allotted could foresee
	RandomHousing                       // where cages stood
	BlindedCaregivers                   // who fed and handled the animals
	RandomOutcomeAssessment             // in which order animals were measured
	BlindedOutcomeAssessment            // who measured them
	OtherBias                           // whatever else
)

var biasDomains = spell.Set[BiasDomain]{Type: "evidence.BiasDomain", Words: []string{
	"none", "randomization", "deviations", "missing-data", "measurement", "selective-reporting", "confounding", "selection",
	"classification", "sequence-generation", "baseline-characteristics", "allocation-concealment", "random-housing",
	"blinded-caregivers", "random-outcome-assessment", "blinded-outcome-assessment", "other"}}

// String returns the word of d, such as "missing-data".
func (d BiasDomain) String() string { return biasDomains.String(d) }

// MarshalText returns the word of d; a value that is not a BiasDomain is an error.
func (d BiasDomain) MarshalText() ([]byte, error) { return biasDomains.Append(nil, d) }

// UnmarshalText sets d from its word; another word is a [*spell.UnknownError].
func (d *BiasDomain) UnmarshalText(text []byte) error { return biasDomains.Parse(d, text) }

// BiasJudgment is the judgment on one domain. It is a plain value.
type BiasJudgment struct {
	Domain BiasDomain `json:"domain"`
	Risk   RiskOfBias `json:"risk"`
	Why    string     `json:"why,omitempty"`
}

// BiasAssessment is the risk of bias of a study, domain by domain. It is a plain
// value; the zero BiasAssessment means that nobody has judged.
type BiasAssessment struct {
	Tool    BiasTool       `json:"tool"`
	Domains []BiasJudgment `json:"domains"`
}

// Overall returns the risk of the study as a whole: that of its worst domain,
// as RoB 2 has it. It is not judged unless every domain of the tool is.
func (a *BiasAssessment) Overall() RiskOfBias {
	worst := BiasNotJudged
	for _, d := range a.Tool.Domains() {
		i := slices.IndexFunc(a.Domains, func(j BiasJudgment) bool { return j.Domain == d })
		if i < 0 || a.Domains[i].Risk == BiasNotJudged {
			return BiasNotJudged
		}
		worst = max(worst, a.Domains[i].Risk)
	}
	return worst
}

// Validate reports everything that is wrong with the assessment: a tool that is
// missing, and domains that the tool does not have, that are not judged or that
// are judged twice.
func (a *BiasAssessment) Validate() error {
	domains := a.Tool.Domains()
	if domains == nil {
		return fmt.Errorf("tool: want %s, %s or %s", RoB2, ROBINSI, SYRCLE)
	}
	var errs []error
	for i, j := range a.Domains {
		switch {
		case !slices.Contains(domains, j.Domain):
			errs = append(errs, fmt.Errorf("domains[%d]: %s is not a domain of %s", i, j.Domain, a.Tool))
		case j.Risk == BiasNotJudged:
			errs = append(errs, fmt.Errorf("domains[%d]: %s is not judged; leave it out", i, j.Domain))
		case slices.IndexFunc(a.Domains, func(k BiasJudgment) bool { return k.Domain == j.Domain }) < i:
			errs = append(errs, fmt.Errorf("domains[%d]: %s is judged twice", i, j.Domain))
		}
	}
	return errors.Join(errs...)
}

// Risk returns the risk of bias of the study: the overall judgment if there is
// one, and else that of its assessment.
func (s *Study) Risk() RiskOfBias {
	if s.RiskOfBias != BiasNotJudged || s.Bias == nil {
		return s.RiskOfBias
	}
	return s.Bias.Overall()
}
