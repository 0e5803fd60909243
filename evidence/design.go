package evidence

import "github.com/gutmuscle/gutmuscle/evidence/spell"

// Design is how a study was done. The zero Design means that it is not said.
type Design uint8

// The designs. Those between BeforeAfter and CrossoverTrial intervene.
const (
	DesignNotSaid          Design = iota
	InVitroExperiment             // cells, isolated microbes, fermentation vessels
	InSilico                      // genomes and models, computed
	AnimalExperiment              // whole animals
	CrossSectional                // people at one time
	CaseControl                   // people with and without an outcome
	Cohort                        // people followed over time
	MendelianRandomization        // genetic variants as instruments
	BeforeAfter                   // one group, before and after something was done
	ControlledTrial               // groups compared, not randomized
	RandomizedTrial               // parallel groups, randomized
	CrossoverTrial                // everybody in each arm, order randomized
	ObservationalSynthesis        // meta-analysis of observational studies
	TrialSynthesis                // meta-analysis of trials
	Review                        // tells of other studies; has no finding of its own
	Guideline                     // recommends; has no finding of its own
	Commentary                    // argues; has no finding of its own
)

var designs = spell.Set[Design]{Type: "evidence.Design", Words: []string{
	"not-said", "in-vitro", "in-silico", "animal-experiment", "cross-sectional", "case-control", "cohort",
	"mendelian-randomization", "before-after", "controlled-trial", "randomized-trial", "crossover-trial",
	"observational-synthesis", "trial-synthesis", "review", "guideline", "commentary"}}

// String returns the word of d, such as "randomized-trial".
func (d Design) String() string { return designs.String(d) }

// MarshalText returns the word of d; a value that is not a Design is an error.
func (d Design) MarshalText() ([]byte, error) { return designs.Append(nil, d) }

// UnmarshalText sets d from its word; another word is a [*spell.UnknownError].
func (d *Design) UnmarshalText(text []byte) error { return designs.Parse(d, text) }

func (d Design) reportsFindings() bool { return d > DesignNotSaid && d < Review }

// IsSynthesis reports whether d pools other studies.
func (d Design) IsSynthesis() bool { return d == TrialSynthesis || d == ObservationalSynthesis }

// Randomized reports whether d allots people to arms at random, or pools
// studies that do.
func (d Design) Randomized() bool {
	return d == RandomizedTrial || d == CrossoverTrial || d == TrialSynthesis
}

// Species is whom or what a study looked at, as its plain English name in
// lower case ("mouse"). Only the named ones mean something to the arithmetic.
// The zero Species means that it is not said.
type Species string

// The species that decide a [Level], and the commonest animals.
const (
	Human   Species = "human"
	Mouse   Species = "mouse"
	Rat     Species = "rat"
	Cell    Species = "cell"    // animal or human cells in culture
	Microbe Species = "microbe" // microbes in culture, or their genomes
)
