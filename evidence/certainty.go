package evidence

import (
	"fmt"
	"slices"

	"github.com/gutmuscle/gutmuscle/evidence/spell"
)

// Certainty is how far an answer can be relied on, in GRADE's four steps. The
// zero Certainty means that it was not judged.
type Certainty uint8

// The certainties, lowest first.
const (
	CertaintyNotJudged Certainty = iota
	VeryLow
	Low
	Moderate
	High
)

var certainties = spell.Set[Certainty]{Type: "evidence.Certainty", Words: []string{
	"not-judged", "very-low", "low", "moderate", "high"}}

// String returns the word of c, such as "very-low".
func (c Certainty) String() string { return certainties.String(c) }

// MarshalText returns the word of c; a value that is not a Certainty is an error.
func (c Certainty) MarshalText() ([]byte, error) { return certainties.Append(nil, c) }

// UnmarshalText sets c from its word; another word is a [*spell.UnknownError].
func (c *Certainty) UnmarshalText(text []byte) error { return certainties.Parse(c, text) }

// CertaintyRules names the rules by which [Judge] goes from findings to a
// certainty. It changes when they do.
const CertaintyRules = "grade-machine-1"

// A Step is one move of a judgment: the certainty a body starts with, or a
// change by so many steps, with its reason.
type Step struct {
	Domain string `json:"domain"` // start, risk-of-bias, inconsistency, indirectness, imprecision
	Change int    `json:"change"` // 0 for the start
	Reason string `json:"reason"`
}

// Judge returns the certainty of what a body made of items says about people,
// with every step that led to it. Bodies without an answer are not judged.
//
// The rules ([CertaintyRules]) follow GRADE (Guyatt et al. 2008, doi
// 10.1136/bmj.39489.470347.AD): start high for randomized and low for other
// evidence from people; down for risk of bias unless most subjects were in
// studies judged low; down for inconsistency by the share of the runner-up;
// down for imprecision by the number of subjects, with the bounds of Pollock
// et al. 2016 (PMC4742519): 200 or more none, 100 to 199 one, fewer two. Animal
// and in-vitro bodies have no start level for people; they are indirect, very
// low, and say so.
func Judge(items []Item, b *Body) (Certainty, []Step) {
	if b.Stance == Unknown {
		return CertaintyNotJudged, nil
	}
	if !b.Level.Human() {
		return VeryLow, []Step{{"start", 0, "no start level: " + b.Level.String() + " evidence"},
			{"indirectness", -2, "not from people"}}
	}
	tier := decisive(items, b)
	c := Low
	start := "not randomized"
	if b.Level >= InterventionalHuman && slices.ContainsFunc(tier, func(it Item) bool { return it.Design().Randomized() }) {
		c, start = High, "randomized"
	}
	steps := []Step{{"start", 0, fmt.Sprintf("%s: %s evidence", c, start)}}
	down := func(domain string, by int, reason string) {
		if by > 0 {
			steps = append(steps, Step{domain, -by, reason})
			c -= Certainty(min(by, int(c-VeryLow)))
		}
	}
	down(biasStep(tier))
	down(inconsistencyStep(b))
	down(imprecisionStep(tier))
	return c, steps
}

// decisive returns the items that count at or above the deciding level.
func decisive(items []Item, b *Body) []Item {
	lowest := min(b.Level, InterventionalHuman)
	pooled := pooledTrials(items)
	var tier []Item
	for _, it := range items {
		if it.Level() >= lowest && it.counts(pooled) {
			tier = append(tier, it)
		}
	}
	return tier
}

func biasStep(tier []Item) (string, int, string) {
	const domain = "risk-of-bias"
	low, total := 0, 0
	seen := map[StudyKey]int{} // subjects of each study, whatever the number of its findings
	for _, it := range tier {
		n := max(0, max(1, it.N())-seen[it.Study.Key])
		seen[it.Study.Key] += n
		total += n
		if it.Study.RiskOfBias == LowRisk {
			low += n
		}
	}
	if 4*low >= 3*total {
		return domain, 0, ""
	}
	return domain, 1, "less than 75 % of the subjects were in studies judged to be at low risk"
}

func inconsistencyStep(b *Body) (string, int, string) {
	const domain = "inconsistency"
	m := union(&b.ByLevel, min(b.Level, InterventionalHuman))
	lead, second := m.leader()
	share := *m.side(second) / *m.side(lead)
	switch {
	case b.Stance == Ambiguous:
		return domain, 2, "findings disagree"
	case Reaches(share, Rho/2):
		return domain, 1, fmt.Sprintf("a quarter or more of the weight of %s is on %s", stanceOf(lead), stanceOf(second))
	default:
		return domain, 0, ""
	}
}

func imprecisionStep(tier []Item) (string, int, string) {
	const domain = "imprecision"
	largest := map[string]int{} // of each source
	for _, it := range tier {
		largest[it.Study.Source()] = max(largest[it.Study.Source()], it.N())
	}
	n := 0
	for _, k := range largest {
		n += k
	}
	switch {
	case n >= 200:
		return domain, 0, ""
	case n >= 100:
		return domain, 1, fmt.Sprintf("%d subjects; want 200", n)
	case n > 0:
		return domain, 2, fmt.Sprintf("%d subjects; want 200", n)
	default:
		return domain, 1, "number of subjects not known"
	}
}
