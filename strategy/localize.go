package strategy

import (
	"slices"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/wording"
	"github.com/gutmuscle/gutmuscle/pathway"
)

// namesCondition reports whether a text in English or a language of the library
// names a condition.
func namesCondition(text, language string) bool {
	found, _ := wording.English().Conditions(text)
	if c, ok := wording.BuiltIn(language); ok && language != English && len(found) == 0 {
		found, _ = c.Conditions(text)
	}
	return len(found) > 0
}

// namedAfterConditions returns the nodes of the atlas whose name or id, or name
// in a language, names a condition.
func (m *Model) namedAfterConditions(texts *catalog) map[pathway.Node]bool {
	hidden := make(map[pathway.Node]bool)
	check := func(n pathway.Node) {
		name, _ := m.atlas.Name(n)
		id := strings.ReplaceAll(n.ID(), "-", " ")
		if namesCondition(name+". "+id, English) || namesCondition(texts.phrases[n.String()].Text, German) {
			hidden[n] = true
		}
	}
	for n := range m.atlas.Nodes() {
		if n.Kind() != pathway.TaxonKind { // Latin names, which no list of words is for
			check(n)
		}
	}
	for i := range m.targets {
		check(m.targets[i].node)
	}
	return hidden
}

// plainGateSources returns the sources of the gates by their ids: texts that name
// a condition are left out, so that such a source goes by its identifiers, or is
// left out if it has none.
func (m *Model) plainGateSources() map[string][]string {
	told := make(map[string][]string)
	for i := range m.gates.gates {
		g := &m.gates.gates[i]
		for _, s := range g.Sources {
			if namesCondition(s.Text, English) {
				s.Text = ""
			}
			if s.Text+s.DOI+s.PMID+s.PMC != "" {
				told[g.ID] = append(told[g.ID], s.String())
			}
		}
	}
	return told
}

// localize gives the voice the strategies of the general model in its language,
// without what its mode leaves out.
func (m *Model) localize(v *voice) {
	if v.mode == ReportOnly {
		return
	}
	for i := range m.strategies {
		s := m.strategies[i]
		if v.mode == ClinicalResearch {
			m.describe(&s, v)
		} else if !v.tell(&s) {
			continue
		}
		v.strategies = append(v.strategies, s)
	}
	v.keepWhole()
}

// keepWhole leaves out strategies that are documented together with one that is
// not told, and overlaps with such.
func (v *voice) keepWhole() {
	told := func(id StrategyID) bool {
		return slices.ContainsFunc(v.strategies, func(s Strategy) bool { return s.ID == id })
	}
	for before := -1; before != len(v.strategies); {
		before = len(v.strategies)
		v.strategies = slices.DeleteFunc(v.strategies, func(s Strategy) bool {
			return slices.ContainsFunc(s.With, func(id StrategyID) bool { return !told(id) })
		})
	}
	for i := range v.strategies {
		s := &v.strategies[i]
		s.Overlaps = slices.DeleteFunc(slices.Clone(s.Overlaps), func(o Overlap) bool { return !told(o.ID) })
	}
}

// describe leaves of a strategy what describes it.
func (m *Model) describe(s *Strategy, v *voice) {
	n := pathway.NodeOf(s.Habit)
	s.Name, _ = m.atlas.Name(n)
	if p, ok := v.phrases[n.String()]; ok {
		s.Name = p.Text
	}
	if s.Strain != nil {
		s.Name += ": " + s.Strain.Name
	}
	s.Forms, s.Stop, s.Tells, s.NotFor, s.Equipment, s.Burden.Why = nil, nil, nil, nil, nil, ""
}

// tell puts the texts of a strategy into the voice's words. It reports whether
// the strategy can be told of at all: not, in [GeneralWellness], if its name or
// all of its forms name a condition.
func (v *voice) tell(s *Strategy) bool {
	plain := v.mode == GeneralWellness
	ok := true
	text := func(english string) string {
		p, translated := v.phrases[english]
		if plain && (namesCondition(english, English) || namesCondition(p.Text, v.language)) {
			return ""
		}
		if translated {
			return p.Text
		}
		if v.language != English && english != "" {
			v.lack(s)
		}
		return english
	}
	for _, field := range []*string{&s.Name, &s.Lever} {
		if was := *field; was != "" {
			*field = text(was)
			ok = ok && *field != ""
		}
	}
	s.Burden.Why, s.Note = text(s.Burden.Why), text(s.Note)
	s.Equipment = slices.Clone(s.Equipment)
	for i := range s.Equipment {
		s.Equipment[i] = text(s.Equipment[i])
	}
	s.Equipment = slices.DeleteFunc(s.Equipment, func(t string) bool { return t == "" })
	had := len(s.Forms) > 0
	s.Forms = slices.Clone(s.Forms)
	for i := range s.Forms {
		s.Forms[i].Text = text(s.Forms[i].Text)
	}
	s.Forms = slices.DeleteFunc(s.Forms, func(f Form) bool { return f.Text == "" })
	s.NotFor = slices.Clone(s.NotFor)
	for i := range s.NotFor {
		if s.NotFor[i].Why = text(s.NotFor[i].Why); s.NotFor[i].Why == "" {
			s.NotFor[i].Why = v.messages["plain.unsuited"]
		}
	}
	s.Overlaps = slices.Clone(s.Overlaps)
	for i := range s.Overlaps {
		s.Overlaps[i].Why = text(s.Overlaps[i].Why)
	}
	if plain {
		v.plainEvidence(s)
	}
	return ok && (!had || len(s.Forms) > 0)
}

// lack notes that a text of the strategy is told in English.
func (v *voice) lack(s *Strategy) {
	if what := "strategy " + s.ID.String(); !slices.Contains(v.english, what) {
		v.english = append(v.english, what)
	}
}

// plainEvidence leaves out of a strategy's numbers and sources what names a
// condition: notes, titles of sources that have another identifier, sources
// without one, and claims on what is not shown.
func (v *voice) plainEvidence(s *Strategy) {
	for _, r := range []**SourcedRange{&s.Target, &s.FirstStep, &s.WeeklyStep, &s.Ceiling, &s.Onset, &s.Fading} {
		*r = plainRange(*r)
	}
	if s.Strain != nil {
		strain := *s.Strain
		strain.Dose = plainRange(strain.Dose)
		s.Strain = &strain
	}
	s.Sources = plainSources(s.Sources)
	hidden := func(claim string) bool {
		for part := range strings.SplitSeq(claim, ">") {
			if n, err := pathway.ParseNode(part); err == nil && v.hidden[n] {
				return true
			}
		}
		return false
	}
	s.For = slices.DeleteFunc(slices.Clone(s.For), hidden)
	s.Against = slices.DeleteFunc(slices.Clone(s.Against), hidden)
}

func plainRange(r *SourcedRange) *SourcedRange {
	if r == nil {
		return nil
	}
	plain := *r
	if namesCondition(plain.Note, English) {
		plain.Note = ""
	}
	plain.Sources = plainSources(plain.Sources)
	return &plain
}

func plainSources(list []Source) []Source {
	list = slices.Clone(list)
	for i := range list {
		if namesCondition(list[i].Title, English) {
			list[i].Title = ""
		}
	}
	return slices.DeleteFunc(list, func(s Source) bool { return s.Title == "" && s.DOI == (evidence.DOI{}) && s.URL == "" })
}
