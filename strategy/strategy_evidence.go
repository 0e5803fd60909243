package strategy

import (
	"cmp"
	"slices"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/spell"
	"github.com/gutmuscle/gutmuscle/pathway"
	"github.com/gutmuscle/gutmuscle/pathway/outcome"
)

// Worth is which way an answer of the atlas speaks, if a strategy is followed.
// The zero Worth is that of an outcome of which neither direction is better.
type Worth uint8

// The worths.
const (
	Neither  Worth = iota
	Wanted         // the outcome goes the way that is better for most people
	NoEffect       // it was looked for, and is not changed
	Disputed       // findings disagree
	Unwanted       // it goes the other way
)

var worths = spell.Set[Worth]{Type: "strategy.Worth", Words: []string{"neither", "wanted", "no-effect", "disputed", "unwanted"}}

// String returns the word of w, such as "wanted".
func (w Worth) String() string { return worths.String(w) }

// MarshalText returns the word of w; a value that is not a Worth is an error.
func (w Worth) MarshalText() ([]byte, error) { return worths.Append(nil, w) }

// UnmarshalText sets w from its word; another word is a [*spell.UnknownError].
func (w *Worth) UnmarshalText(text []byte) error { return worths.Parse(w, text) }

// StrategyEvidence is what the atlas says of one outcome, if a strategy is
// followed. It is a plain value.
type StrategyEvidence struct {
	Outcome    outcome.ID          `json:"outcome"`
	Population string              `json:"population,omitempty"` // if it was asked in some people only
	Stance     evidence.Stance     `json:"stance"`               // what the outcome does; of less of a habit it is the opposite of that of more, which nobody need have tried
	Level      evidence.Level      `json:"level"`
	Belief     float64             `json:"belief"`          // net belief, or the value of the chain, 0 to 1
	Chain      bool                `json:"chain,omitempty"` // worked out over other nodes; nobody measured the outcome
	Worth      Worth               `json:"worth"`
	For        []evidence.StudyKey `json:"for"`
	Against    []evidence.StudyKey `json:"against"`
}

// StrategyEvidence returns what the atlas answers for each outcome that it has
// an answer for, strongest first: by level, then by belief. It is all worked
// out, so that it changes with the findings. Of a strain it is the findings on
// this strain in people alone, by the rules of any body of evidence; other
// strains say nothing of it. Of anything else it is the answers on the habit,
// which speak of the habit in general and not of the doses of the strategy.
// What is untested has none, nor has an information, since nothing is done.
func (m *Model) StrategyEvidence(s *Strategy) []StrategyEvidence {
	var list []StrategyEvidence
	switch {
	case s.Kind == InformationStrategy || s.Untested:
		return nil
	case s.Strain != nil:
		list = m.strainEvidence(s.Strain)
	default:
		list = m.habitEvidence(s)
	}
	slices.SortStableFunc(list, func(a, b StrategyEvidence) int {
		return cmp.Or(-cmp.Compare(a.Level, b.Level), -cmp.Compare(a.Belief, b.Belief), a.Outcome.Compare(b.Outcome), cmp.Compare(a.Population, b.Population))
	})
	return list
}

func (m *Model) habitEvidence(s *Strategy) []StrategyEvidence {
	var list []StrategyEvidence
	for _, r := range m.Touches(s.Habit) {
		id, ok := outcomeOf(r.Target)
		if !ok {
			continue
		}
		e := StrategyEvidence{Outcome: id, Stance: r.Link.Stance, Level: r.Link.Level, Belief: max(r.Link.Value, -r.Link.Value)}
		e.Chain = r.Link.Reason == pathway.ChainEvidence || r.Link.Reason == pathway.ChainConflict || r.Link.Reason == pathway.ChainDisputed
		e.For, e.Against = r.Link.Studies()
		if s.Direction == evidence.Down {
			e.Stance = turned(e.Stance)
		}
		e.Worth = m.worth(id, e.Stance)
		list = append(list, e)
	}
	return list
}

func turned(s evidence.Stance) evidence.Stance {
	switch s {
	case evidence.Increase:
		return evidence.Decrease
	case evidence.Decrease:
		return evidence.Increase
	default:
		return s
	}
}

func outcomeOf(n pathway.Node) (outcome.ID, bool) {
	if n.Kind() != pathway.OutcomeKind {
		return outcome.ID{}, false
	}
	id, err := outcome.Parse(n.ID())
	return id, err == nil
}

func (m *Model) worth(id outcome.ID, s evidence.Stance) Worth {
	o, _ := m.atlas.Outcome(id)
	switch {
	case s == evidence.Ambiguous:
		return Disputed
	case s == evidence.Null:
		return NoEffect
	case s.Sign() == 0 || o.Desired != evidence.Up && o.Desired != evidence.Down:
		return Neither
	case (s == evidence.Increase) == (o.Desired == evidence.Up):
		return Wanted
	default:
		return Unwanted
	}
}

// StrainFinding is a finding in people on a strain. It is a plain value; the
// finding is shared with the atlas and must not be changed.
type StrainFinding struct {
	Claim   pathway.Claim
	Finding *evidence.Finding
}

// StrainFindings returns the findings in people on the strain of a strategy, in
// the order of the claims: those on microbes and molecules too, nulls too. A
// strategy without a strain has none.
func (m *Model) StrainFindings(s *Strategy) []StrainFinding {
	if s.Strain == nil {
		return nil
	}
	return slices.DeleteFunc(m.strainFindings(), func(f StrainFinding) bool { return !slices.Contains(s.Strain.Spellings, f.Finding.Strain) })
}

// strainFindings returns all findings in people that name a strain.
func (m *Model) strainFindings() []StrainFinding {
	var list []StrainFinding
	for c := range m.atlas.Claims() {
		for i := range c.Findings {
			f := &c.Findings[i]
			if f.Strain == "" {
				continue
			}
			if s, ok := m.atlas.Study(f.Study); ok && (evidence.Item{Finding: f, Study: &s}).Level().Human() {
				list = append(list, StrainFinding{c, f})
			}
		}
	}
	return list
}

func (m *Model) strainEvidence(p *Strain) []StrategyEvidence {
	var list []StrategyEvidence
	items := make(map[int][]evidence.Item)
	for _, f := range m.StrainFindings(&Strategy{Strain: p}) {
		id, ok := outcomeOf(f.Claim.Object)
		if !ok || m.hidden[f.Claim.Object] {
			continue
		}
		at := slices.IndexFunc(list, func(e StrategyEvidence) bool { return e.Outcome == id && e.Population == f.Claim.Population })
		if at < 0 {
			at = len(list)
			list = append(list, StrategyEvidence{Outcome: id, Population: f.Claim.Population})
		}
		study, _ := m.atlas.Study(f.Finding.Study)
		items[at] = append(items[at], evidence.Item{Finding: f.Finding, Study: &study})
	}
	for i := range list {
		e := &list[i]
		b := evidence.Weigh(items[i], 0)
		e.Stance, e.Level, e.Belief, e.Worth = b.Stance, b.Level, b.Belief(), m.worth(e.Outcome, b.Stance)
		for _, it := range items[i] {
			side := &e.Against
			if it.Finding.Direction == b.Stance.Direction() {
				side = &e.For
			}
			if !slices.Contains(*side, it.Study.Key) {
				*side = append(*side, it.Study.Key)
			}
		}
		slices.SortFunc(e.For, evidence.StudyKey.Compare)
		slices.SortFunc(e.Against, evidence.StudyKey.Compare)
	}
	return list
}
