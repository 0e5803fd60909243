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
// change by so many steps, with its reason. It is a plain value.
type Step struct {
	Domain string `json:"domain"` // start, risk-of-bias, inconsistency, indirectness, imprecision, large-effect
	Change int    `json:"change"` // 0 for the start
	Reason string `json:"reason"`
}

// Judge returns the certainty of what a body made of items says about people,
// with every step that led to it. Bodies without an answer are not judged.
//
// The rules ([CertaintyRules]) follow GRADE (Guyatt et al. 2008, doi
// 10.1136/bmj.39489.470347.AD): start high for randomized and low for other
// evidence from people; down for risk of bias unless at least 75 % of the
// subjects were in studies judged low; down for inconsistency by the share of the runner-up;
// down for imprecision by the number of subjects, with the bounds of Pollock
// et al. 2016 (PMC4742519): 200 or more none, 100 to 199 one, fewer two, an unknown number one. Animal
// and in-vitro bodies have no start level for people; they are indirect, very
// low, and say so.
func Judge(items []Item, b *Body) (Certainty, []Step) { return JudgeBy(GRADEMachine, items, b, nil) }

// judgment is a certainty in the making, with the steps so far.
type judgment struct {
	certainty Certainty
	steps     []Step
}

// startJudgment returns the certainty that a body starts with. It is below Low,
// and final, for bodies without an answer and for those not from people.
func startJudgment(items []Item, b *Body) judgment {
	switch {
	case b.Stance == Unknown:
		return judgment{}
	case !b.Level.Human():
		return judgment{VeryLow, []Step{{"start", 0, "no start level: " + b.Level.String() + " evidence"},
			{"indirectness", -2, "not from people"}}}
	}
	randomized := func(it Item) bool { return it.Design().Randomized() }
	if b.Level >= InterventionalHuman && slices.ContainsFunc(decisive(items, b), randomized) {
		return judgment{High, []Step{{"start", 0, "high: randomized evidence"}}}
	}
	return judgment{Low, []Step{{"start", 0, "low: not randomized evidence"}}}
}

func (j *judgment) down(domain string, by int, reason string) {
	if by > 0 {
		j.steps = append(j.steps, Step{domain, -by, reason})
		j.certainty -= Certainty(min(by, int(j.certainty-VeryLow)))
	}
}

// up raises evidence that is not randomized for a large effect, unless anything
// took it down.
func (j *judgment) up(pooled *Summary) {
	if pooled == nil || !pooled.Measure.IsRatio() || j.certainty != Low || len(j.steps) != 1 {
		return
	}
	ratio := pooled.Measure.Plain(pooled.Estimate)
	by := 0
	switch {
	case ratio > 5 || ratio < 0.2:
		by = 2
	case ratio > 2 || ratio < 0.5:
		by = 1
	default:
		return
	}
	j.steps = append(j.steps, Step{"large-effect", by, fmt.Sprintf("%s of %.2g", pooled.Measure, ratio)})
	j.certainty += Certainty(by)
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
	same := registerOf(tier)
	subjects := map[StudyKey]int{} // of each study, whatever the number of its findings
	doubtful := map[StudyKey]bool{}
	for _, it := range tier {
		paper := same.paper(it.Study.Key)
		subjects[paper] = max(subjects[paper], it.N(), 1)
		doubtful[paper] = doubtful[paper] || it.Study.Risk() != LowRisk
	}
	low, total := 0, 0
	for paper, n := range subjects {
		total += n
		if !doubtful[paper] {
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
	switch n := subjects(tier); {
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

// subjects returns the number of subjects behind items, those of each source
// once.
func subjects(tier []Item) (n int) {
	same := registerOf(tier)
	largest := map[string]int{}
	for _, it := range tier {
		source := same.source(it.Study)
		largest[source] = max(largest[source], it.N())
	}
	for _, k := range largest {
		n += k
	}
	return n
}
