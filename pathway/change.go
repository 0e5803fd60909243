package pathway

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/spell"
)

// WithStatus returns an atlas in which the study of key has the given status,
// such as evidence.Retracted, and which is else the same. The atlas itself
// stays as it is. The new one is exactly what [Read] makes of files with that
// one field changed: same hash, same answers. It shares with the old one what
// neither ever changes.
//
// A study that is not there is an error that wraps dataset.ErrDangling, as is
// one that has findings and shall be evidence.Unreported.
func (a *Atlas) WithStatus(key evidence.StudyKey, status evidence.Status) (*Atlas, error) {
	s, ok := a.study[key]
	if !ok {
		return nil, fmt.Errorf("pathway: status of a study: %w", danglingStudy(key, maps.Keys(a.study)))
	}
	if _, err := status.MarshalText(); err != nil {
		return nil, fmt.Errorf("pathway: status of %s: %w", key, err)
	}
	if s.Status == status {
		return a, nil
	}
	if status == evidence.Unreported {
		for i := range a.claims {
			if slices.ContainsFunc(a.claims[i].Findings, func(f evidence.Finding) bool { return f.Study == key }) {
				return nil, fmt.Errorf("pathway: status of %s: %s, but it has a finding on %s", key, status, a.claims[i].ID())
			}
		}
	}
	changed := &Atlas{catalog: a.catalog, studies: slices.Clone(a.studies), habits: a.habits, hosts: a.hosts, outcomes: a.outcomes,
		functions: a.functions, pathways: a.pathways, claims: a.claims, conflicts: a.conflicts, stoolTests: a.stoolTests, reading: a.reading}
	changed.study = make(map[evidence.StudyKey]*evidence.Study, len(changed.studies))
	for i := range changed.studies {
		changed.study[changed.studies[i].Key] = &changed.studies[i]
	}
	changed.study[key].Status = status
	return changed, nil
}

// Question asks what To does when From rises, is present or is done; see
// [Atlas.Effect]. The zero Question asks nothing. It is a plain value that can
// be compared, safe for concurrent use.
type Question struct {
	From Node `json:"from"`
	To   Node `json:"to"`
}

// Questions returns the questions that a person's habits raise: every habit
// with every outcome and every pathway, ordered.
func (a *Atlas) Questions() []Question {
	var all []Question
	for _, h := range a.habits {
		for _, o := range a.outcomes {
			all = append(all, Question{NodeOf(h.ID), NodeOf(o.ID)})
		}
		for _, p := range a.pathways {
			all = append(all, Question{NodeOf(h.ID), NodeOf(p.ID)})
		}
	}
	return all
}

// Summary is what an [Answer], or the body of a [Claim], comes down to. That of
// a claim has the reason of an answer that rests on this claim alone. The zero
// Summary is that of a claim that is not there. It is a plain value that can be
// compared, safe for concurrent use.
type Summary struct {
	Stance    evidence.Stance    `json:"answer"`
	Reason    Reason             `json:"reason"`
	Level     evidence.Level     `json:"level"`
	Belief    float64            `json:"belief"`
	Interval  evidence.Interval  `json:"interval"`
	Certainty evidence.Certainty `json:"certainty"`
	Masses    evidence.Masses    `json:"masses,omitzero"`   // of a claim only
	Sources   int                `json:"sources,omitempty"` // of a claim only
}

// Aspect is one thing that a [Summary] says. The zero Aspect is none.
type Aspect uint8

// The aspects, in the order in which a [Change] lists them.
const (
	NoAspect Aspect = iota
	OfStance
	OfReason
	OfLevel
	OfBelief
	OfInterval
	OfCertainty
	OfMasses
	OfSources
)

var aspects = spell.Set[Aspect]{Type: "pathway.Aspect", Words: []string{
	"none", "answer", "reason", "level", "belief", "interval", "certainty", "masses", "sources"}}

// String returns the word of a, such as "certainty".
func (a Aspect) String() string { return aspects.String(a) }

// MarshalText returns the word of a; a value that is not an Aspect is an error.
func (a Aspect) MarshalText() ([]byte, error) { return aspects.Append(nil, a) }

// UnmarshalText sets a from its word; another word is a [*spell.UnknownError].
func (a *Aspect) UnmarshalText(text []byte) error { return aspects.Parse(a, text) }

// Change is a claim or an answer that differs between two atlases. The zero
// Change is none. It is a plain value, safe for concurrent reading.
type Change struct {
	Question
	Claim   string   `json:"claim,omitempty"` // id of the claim; empty if it is an answer that changes
	Before  Summary  `json:"before"`
	After   Summary  `json:"after"`
	Changed []Aspect `json:"changed"` // never empty
}

// Has reports whether an aspect changed.
func (c *Change) Has(a Aspect) bool { return slices.Contains(c.Changed, a) }

// String returns c in one line, with each aspect before and after.
func (c *Change) String() string {
	var b strings.Builder
	if c.Claim != "" {
		b.WriteString("claim " + c.Claim)
	} else {
		fmt.Fprintf(&b, "answer %s to %s", c.From, c.To)
	}
	show := func(x any) any {
		if m, ok := x.(evidence.Masses); ok {
			return fmt.Sprintf("up %v down %v null %v", m.Up, m.Down, m.Null)
		}
		return x
	}
	for i, a := range c.Changed {
		fmt.Fprintf(&b, "%s %s %v → %v", map[bool]string{true: ":", false: ","}[i == 0], a, show(c.Before.of(a)), show(c.After.of(a)))
	}
	return b.String()
}

func (s *Summary) of(a Aspect) any {
	switch a {
	case OfStance:
		return s.Stance
	case OfReason:
		return s.Reason
	case OfLevel:
		return s.Level
	case OfBelief:
		return s.Belief
	case OfInterval:
		return s.Interval
	case OfCertainty:
		return s.Certainty
	case OfMasses:
		return s.Masses
	case OfSources:
		return s.Sources
	default:
		return nil
	}
}

// Changes returns what differs between the answers of two atlases: the claims
// whose body or certainty changes, in the order of [Atlas.Claims], and then the
// answers that change, in the order of questions. If questions is nil, they are
// those of both atlases ([Atlas.Questions]); if it is empty, only claims are
// compared. A claim of only one atlas, if it says anything, is a change from or
// to the zero [Summary]. Numbers are compared as documents show them
// (evidence.Round). A nil atlas is an empty one.
//
// With [Atlas.WithStatus] it tells what the retraction of a study does.
func Changes(old, new *Atlas, questions []Question) []Change {
	old, new = orEmpty(old), orEmpty(new)
	if old.Hash() == new.Hash() {
		return nil
	}
	var all []Change
	add := func(c Change) {
		for a := range aspects.All() {
			if c.Before.of(a) != c.After.of(a) {
				c.Changed = append(c.Changed, a)
			}
		}
		if len(c.Changed) > 0 {
			all = append(all, c)
		}
	}
	both(old.claims, new.claims, compareClaims, func(before, after *Claim) {
		c := before
		if c == nil {
			c = after
		}
		add(Change{Question: Question{c.Subject, c.Object}, Claim: c.ID(), Before: old.ofClaim(before), After: new.ofClaim(after)})
	})
	if questions == nil {
		questions = append(old.Questions(), new.Questions()...)
		slices.SortFunc(questions, compareQuestions)
		questions = slices.Compact(questions)
	}
	before, after := old.summaries(questions), new.summaries(questions)
	for i, q := range questions {
		add(Change{Question: q, Before: before[i], After: after[i]})
	}
	return all
}

func compareQuestions(p, q Question) int {
	if c := p.From.Compare(q.From); c != 0 {
		return c
	}
	return p.To.Compare(q.To)
}

func orEmpty(a *Atlas) *Atlas {
	if a == nil {
		return new(Atlas)
	}
	return a
}

// both calls visit with the records of two lists, each of which is ordered by
// compare: with both of a pair that compares as equal, else with one and nil.
func both[T any](old, new []T, compare func(a, b *T) int, visit func(old, new *T)) {
	for len(old) > 0 || len(new) > 0 {
		order := 0
		switch {
		case len(old) == 0:
			order = 1
		case len(new) == 0:
			order = -1
		default:
			order = compare(&old[0], &new[0])
		}
		var before, after *T
		if order <= 0 {
			before, old = &old[0], old[1:]
		}
		if order >= 0 {
			after, new = &new[0], new[1:]
		}
		visit(before, after)
	}
}

// ofClaim summarizes the body of a claim, or none if c is nil.
func (a *Atlas) ofClaim(c *Claim) Summary {
	if c == nil {
		return Summary{}
	}
	items := a.Items(c)
	b := evidence.Weigh(items, c.SmallestEffect)
	_, iv := b.Signed()
	s := Summary{Stance: b.Stance, Reason: DirectEvidence, Level: b.Level, Belief: evidence.Round(b.Belief()),
		Interval: rounded(iv), Masses: b.Masses.Round(), Sources: b.Sources}
	s.Certainty, _ = evidence.Judge(items, &b)
	switch b.Stance {
	case evidence.Null:
		s.Reason = DirectNull
	case evidence.Ambiguous:
		s.Reason = DirectConflict
	case evidence.Unknown:
		s.Reason = WeakEvidence
	}
	return s
}

// summaries answers questions as [Atlas.Effect] does, and much faster if those
// that start from one node stand together.
func (a *Atlas) summaries(questions []Question) []Summary {
	all := make([]Summary, len(questions))
	g := a.links()
	var from int32 = -1
	var chains []*best
	for n, q := range questions {
		s := &all[n]
		if _, ok := a.Name(q.From); !ok {
			s.Reason = UnknownFrom
			continue
		}
		if _, ok := a.Name(q.To); !ok {
			s.Reason = UnknownTo
			continue
		}
		source, i, ok := a.resolve(g, q.From)
		target, j, ok2 := a.resolve(g, q.To)
		switch {
		case source == target || slices.Contains(g.members[source], target) || slices.Contains(g.members[target], source):
			s.Reason = SameNode
			continue
		case !ok || !ok2:
			s.Reason = NoChain
			continue
		}
		if i != from {
			from, chains = i, g.bests(i)
		}
		b := chains[j]
		if b == nil {
			b = new(best)
		}
		v := g.decide(i, j, b)
		*s = Summary{Stance: v.Stance, Reason: v.Reason, Level: v.Level, Belief: evidence.Round(v.belief),
			Interval: rounded(v.Interval), Certainty: v.Certainty}
		if s.Reason == NoChain && g.reaches(i, j) {
			s.Reason = WeakChain
		}
	}
	return all
}
