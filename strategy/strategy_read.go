package strategy

import (
	"fmt"
	"io/fs"
	"iter"
	"maps"
	"slices"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/evidence/spell"
	"github.com/gutmuscle/gutmuscle/pathway"
)

// Strategies yields the strategies of the model, ordered by id. What a record
// holds in lists and behind pointers is shared with the model and must not be
// changed.
func (m *Model) Strategies() iter.Seq[Strategy] { return slices.Values(m.strategies) }

// Strategy returns the strategy of that id, and whether there is one, shared as
// by [Model.Strategies].
func (m *Model) Strategy(id StrategyID) (Strategy, bool) {
	i, ok := slices.BinarySearchFunc(m.strategies, id, func(s Strategy, id StrategyID) int { return s.ID.Compare(id) })
	if !ok {
		return Strategy{}, false
	}
	return m.strategies[i], true
}

// readStrategies reads the strategies, and checks them against the atlas, the
// responses and the messages, which were read before. Of those that come with
// the library, the ones that do not go with this atlas are left out.
func (m *Model) readStrategies(fsys fs.FS, p *dataset.Problems) {
	own := false
	if fsys != nil {
		_, err := fs.Stat(fsys, StrategiesFile)
		own = err == nil
	}
	var places dataset.Places
	m.strategies, places = dataset.ReadFile(fileSystem(fsys, StrategiesFile), StrategiesFile, p, nil, func(s *Strategy) string { return s.ID.String() }, nil)
	strains := m.strainSpellings()
	if !own {
		m.keepFitting(strains)
		return
	}
	for i := range m.strategies {
		s := &m.strategies[i]
		at, _ := places.Of(s.ID.String())
		bad := func(field string, err error) { p.Add(at.Field(field), err) }
		m.checkStrategy(s, strains, bad)
		m.checkOverlaps(s, bad)
	}
}

// keepFitting keeps the strategies that go with the atlas, the responses and
// the messages.
func (m *Model) keepFitting(strains map[string]bool) {
	for {
		fits := make(map[StrategyID]bool)
		for i := range m.strategies {
			s := &m.strategies[i]
			fits[s.ID] = true
			m.checkStrategy(s, strains, func(string, error) { fits[s.ID] = false })
		}
		before := len(m.strategies)
		m.strategies = slices.DeleteFunc(m.strategies, func(s Strategy) bool { return !fits[s.ID] })
		if len(m.strategies) == before { // else one that is gone may be missing to another
			break
		}
	}
	for i := range m.strategies {
		s := &m.strategies[i]
		s.Overlaps = slices.DeleteFunc(s.Overlaps, func(o Overlap) bool { _, ok := m.Strategy(o.ID); return !ok })
	}
}

// strainSpellings returns how findings in people spell the strains that they are
// of.
func (m *Model) strainSpellings() map[string]bool {
	found := make(map[string]bool)
	for _, f := range m.strainFindings() {
		found[f.Finding.Strain] = true
	}
	return found
}

func (m *Model) checkStrategy(s *Strategy, strains map[string]bool, bad func(field string, err error)) {
	if h, ok := m.atlas.Habit(s.Habit); ok {
		m.checkDose(s, h, bad)
	} else if s.Habit.IsValid() {
		bad("habit", fmt.Errorf("%w: habit %s", dataset.ErrDangling, s.Habit))
	}
	for _, r := range []struct {
		field string
		r     *SourcedRange
	}{{"target", s.Target}, {"first_step", s.FirstStep}, {"weekly_step", s.WeeklyStep}, {"ceiling", s.Ceiling},
		{"onset_days", s.Onset}, {"fading_days", s.Fading}} {
		m.checkStudies(r.field, r.r, bad)
	}
	for field, list := range map[string][]string{"tells": s.Tells, "stop": s.Stop} {
		for i, id := range list {
			if _, ok := m.messages[id]; !ok {
				bad(fmt.Sprintf("%s[%d]", field, i), fmt.Errorf("%w: message %s%s", dataset.ErrDangling, spell.Quote(id),
					near(id, maps.Keys(m.messages))))
			}
		}
	}
	for i, id := range s.With {
		if _, ok := m.Strategy(id); id.IsValid() && !ok {
			bad(fmt.Sprintf("with[%d]", i), fmt.Errorf("%w: strategy %s", dataset.ErrDangling, id))
		}
	}
	m.checkClaims("for", s, s.For, bad)
	m.checkClaims("against", s, s.Against, bad)
	if s.Strain != nil {
		m.checkStudies("strain.dose", s.Strain.Dose, bad)
		for i, text := range s.Strain.Spellings {
			if !strains[text] {
				bad(fmt.Sprintf("strain.spellings[%d]", i), fmt.Errorf("%w: findings in people on strain %s%s", dataset.ErrDangling,
					spell.Quote(text), near(text, maps.Keys(strains))))
			}
		}
	}
}

// checkOverlaps checks that what overlaps is there, and says so too.
func (m *Model) checkOverlaps(s *Strategy, bad func(field string, err error)) {
	for i, o := range s.Overlaps {
		at := fmt.Sprintf("overlaps[%d].id", i)
		switch other, ok := m.Strategy(o.ID); {
		case o.ID.IsValid() && !ok:
			bad(at, fmt.Errorf("%w: strategy %s", dataset.ErrDangling, o.ID))
		case ok && !slices.ContainsFunc(other.Overlaps, func(p Overlap) bool { return p.ID == s.ID }):
			bad(at, fmt.Errorf("%s does not name this one; want it mutual", o.ID))
		}
	}
}

// near returns words that may have been meant, as the end of a message.
func near(text string, known iter.Seq[string]) string {
	if want := spell.Nearest(text, known); len(want) > 0 {
		return "; near ones: " + fmt.Sprint(want)
	}
	return ""
}

// checkDose checks a strategy against its habit: no medicine is changed, and the
// doses are such as people have.
func (m *Model) checkDose(s *Strategy, h pathway.Habit, bad func(field string, err error)) {
	if s.Kind != ActionStrategy {
		return
	}
	if h.Sort == pathway.Medicine {
		bad("kind", fmt.Errorf("%s is a medicine, and no strategy changes one; want information", s.Habit))
	}
	r, ok := m.Response(s.Habit)
	if s.Measure == "" && ok {
		bad("measure", fmt.Errorf("missing: the response to %s has %s", s.Habit, r.Measure))
	}
	for i := range wireFields {
		f := &wireFields[i]
		if f.path != s.Measure || s.Lever != "" || f.bounds == (bounds{}) {
			continue
		}
		for field, x := range map[string]*SourcedRange{"target": s.Target, "ceiling": s.Ceiling} {
			if x != nil && (x.Range[0] < f.hardLo || x.Range[1] > f.hardHi) {
				bad(field+".range", fmt.Errorf("%v; want it within %v to %v, which people may have", x.Range, f.hardLo, f.hardHi))
			}
		}
	}
}

func (m *Model) checkStudies(field string, r *SourcedRange, bad func(field string, err error)) {
	if r == nil {
		return
	}
	for i, key := range r.Studies {
		if _, ok := m.atlas.Study(key); key.IsValid() && !ok {
			bad(fmt.Sprintf("%s.studies[%d]", field, i), fmt.Errorf("%w: study %s", dataset.ErrDangling, key))
		}
	}
}

// checkClaims checks that claims are there, and about the habit or, of a strain,
// with a finding on it.
func (m *Model) checkClaims(field string, s *Strategy, ids []string, bad func(field string, err error)) {
	for i, id := range ids {
		at := fmt.Sprintf("%s[%d]", field, i)
		claim, ok := m.atlas.Claim(id)
		switch {
		case !ok:
			bad(at, fmt.Errorf("%w: claim %s", dataset.ErrDangling, spell.Quote(id)))
		case s.Strain != nil && !slices.ContainsFunc(claim.Findings, func(f evidence.Finding) bool { return slices.Contains(s.Strain.Spellings, f.Strain) }):
			bad(at, fmt.Errorf("claim %s has no finding on the strain", id))
		case s.Strain == nil && claim.Subject != pathway.NodeOf(s.Habit) && claim.Object != pathway.NodeOf(s.Habit):
			bad(at, fmt.Errorf("claim %s is not about %s", id, s.Habit))
		}
	}
}
