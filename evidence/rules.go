package evidence

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence/spell"
)

// Rules is a set of rules that goes from findings to a [Certainty]. Rule sets
// in print differ, so every judgment names its own. The zero Rules is
// GRADEMachine.
type Rules uint8

// The rule sets.
const (
	// GRADEMachine is that of [Judge]: it needs no pooled effect, and takes the
	// share of the runner-up for inconsistency.
	GRADEMachine Rules = iota
	// Pollock is that of Pollock et al. 2016 (PMC4742519): I² above 75 %, or not
	// known for several studies, one step; 200 and 100 subjects for imprecision.
	// Its item on the quality of the review is not judged here.
	Pollock
	// CochraneMatrix takes inconsistency from I² and directions: 40 to 74 %, one
	// step if directions differ; from 75 % with a p of Q below 0.001, one step,
	// and two if directions differ. Its other domains are those of GRADEMachine.
	CochraneMatrix
	// BJSM is the rule common in sports medicine: I² of 50 % or more, one step;
	// fewer than 400 subjects, one step.
	BJSM
)

var ruleSets = spell.Set[Rules]{Type: "evidence.Rules", Words: []string{CertaintyRules, "pollock-2016", "cochrane-matrix", "bjsm"}}

// String returns the name of the rule set.
func (r Rules) String() string { return ruleSets.String(r) }

// MarshalText returns the name of r; a value that is not a Rules is an error.
func (r Rules) MarshalText() ([]byte, error) { return ruleSets.Append(nil, r) }

// UnmarshalText sets r from its name; another name is a [*spell.UnknownError].
func (r *Rules) UnmarshalText(text []byte) error { return ruleSets.Parse(r, text) }

// JudgeBy is [Judge] by a named set of rules, with the pooled effect of the body
// if there is one (nil: none). In any set, evidence from people that is not
// randomized goes up for a large pooled ratio if nothing took it down: one step
// above 2 or below ½, two above 5 or below ⅕ (Guyatt et al. 2011, doi
// 10.1016/j.jclinepi.2011.06.004).
func JudgeBy(r Rules, items []Item, b *Body, pooled *Summary) (Certainty, []Step) {
	j := startJudgment(items, b)
	if j.certainty < Low {
		return j.certainty, j.steps
	}
	tier := decisive(items, b)
	j.down(biasStep(tier))
	switch r {
	case Pollock:
		j.down(pollockInconsistency(b, pooled))
		j.down(imprecisionStep(tier))
	case CochraneMatrix:
		j.down(matrixInconsistency(b, pooled))
		j.down(imprecisionStep(tier))
	case BJSM:
		j.down(bjsmInconsistency(pooled))
		j.down(bjsmImprecision(tier))
	default:
		j.down(inconsistencyStep(b))
		j.down(imprecisionStep(tier))
	}
	j.up(pooled)
	return j.certainty, j.steps
}

func pollockInconsistency(b *Body, pooled *Summary) (string, int, string) {
	const domain = "inconsistency"
	switch {
	case b.Sources < 2:
		return domain, 0, ""
	case pooled == nil:
		return domain, 1, "I² is not known, which counts as above 75 %"
	case pooled.I2 > 75:
		return domain, 1, fmt.Sprintf("I² is %.0f %%; want 75 %% or less", pooled.I2)
	default:
		return domain, 0, ""
	}
}

// unlikely is the p of Q below which the Cochrane matrix is taken to call
// heterogeneity certain; it speaks of a very low p without a number.
const unlikely = 0.001

func matrixInconsistency(b *Body, pooled *Summary) (string, int, string) {
	const domain = "inconsistency"
	if pooled == nil {
		return inconsistencyStep(b)
	}
	m := union(&b.ByLevel, min(b.Level, InterventionalHuman))
	differ := m.Up > 0 && m.Down > 0
	by := 0
	switch {
	case pooled.I2 >= 75 && pooled.QP < unlikely:
		by = 1
	case pooled.I2 < 40:
		return domain, 0, ""
	}
	how := "studies point the same way"
	if differ {
		by++
		how = "studies point both ways"
	}
	return domain, by, fmt.Sprintf("I² is %.0f %% and %s", pooled.I2, how)
}

func bjsmInconsistency(pooled *Summary) (string, int, string) {
	const domain = "inconsistency"
	if pooled != nil && pooled.I2 >= 50 {
		return domain, 1, fmt.Sprintf("I² is %.0f %%; want less than 50 %%", pooled.I2)
	}
	return domain, 0, ""
}

func bjsmImprecision(tier []Item) (string, int, string) {
	const domain = "imprecision"
	switch n := subjects(tier); {
	case n >= 400:
		return domain, 0, ""
	case n > 0:
		return domain, 1, fmt.Sprintf("%d subjects; want 400", n)
	default:
		return domain, 1, "number of subjects not known"
	}
}

// FindingsRow is a row of a Summary-of-Findings table: what a body says of one
// outcome, on how many studies and subjects, and how certain that is. It is a
// plain value.
type FindingsRow struct {
	Outcome   string    `json:"outcome"`
	Studies   int       `json:"studies"`  // that decide
	Subjects  int       `json:"subjects"` // of sources, each once; 0: not known
	Stance    Stance    `json:"answer"`
	Level     Level     `json:"level"`
	Pooled    *Effect   `json:"pooled,omitempty"` // as studies report effects; nil: none
	I2        float64   `json:"i2,omitempty"`     // in percent, of Pooled
	Certainty Certainty `json:"certainty"`
	Rules     Rules     `json:"rules"`
	Steps     []Step    `json:"steps"`
}

// SummaryOfFindings returns the row of a body made of items, judged by a set of
// rules, with its pooled effect if there is one (nil: none).
func SummaryOfFindings(outcome string, items []Item, b *Body, pooled *Summary, r Rules) FindingsRow {
	row := FindingsRow{Outcome: outcome, Stance: b.Stance, Level: b.Level, Rules: r}
	row.Certainty, row.Steps = JudgeBy(r, items, b, pooled)
	var keys []StudyKey
	tier := decisive(items, b)
	for _, it := range tier {
		if !slices.Contains(keys, it.Study.Key) {
			keys = append(keys, it.Study.Key)
		}
	}
	row.Studies, row.Subjects = len(keys), subjects(tier)
	if pooled != nil {
		e := pooled.Effect()
		row.Pooled, row.I2 = &e, pooled.I2
	}
	return row
}

// symbols are the certainties as GRADE draws them.
var symbols = [...]string{"not judged", "⊕◯◯◯ very low", "⊕⊕◯◯ low", "⊕⊕⊕◯ moderate", "⊕⊕⊕⊕ high"}

// String returns the row as one line: outcome, studies and subjects, effect,
// answer, certainty and the reasons for steps down.
func (f FindingsRow) String() string {
	var s strings.Builder
	fmt.Fprintf(&s, "%s | %d studies", f.Outcome, f.Studies)
	if f.Subjects > 0 {
		fmt.Fprintf(&s, ", %d subjects", f.Subjects)
	}
	if e := f.Pooled; e != nil {
		fmt.Fprintf(&s, " | %s %.2f (%.2f to %.2f)", e.Measure, e.Value, *e.Lo, *e.Hi)
		if e.Unit != "" {
			s.WriteString(" " + e.Unit)
		}
	}
	fmt.Fprintf(&s, " | %s | %s", f.Stance, symbols[min(int(f.Certainty), len(symbols)-1)])
	for _, step := range f.Steps {
		if step.Change != 0 {
			fmt.Fprintf(&s, "; %s %+d", step.Domain, step.Change)
		}
	}
	return s.String()
}
