package strategy

import (
	"math"
	"slices"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/wording"
	"github.com/gutmuscle/gutmuscle/pathway"
)

// option is a strategy with all that is the same for everybody.
type option struct {
	*Strategy
	index    int
	response int      // index of the habit's response; −1 if a change of the amount cannot be scored
	effects  []effect // by target
	clash    []bool   // by option: does much of the same
	with     []int    // options that it is documented together with only
	aged     []int    // options on the same amount that are for people of some age
	fiber    bool     // raises fiber, of which one rise at a time is enough
}

// effect is what the model answers on an option and an outcome.
type effect struct {
	target    int // of the model
	cell      int // of the target; −1 for a strain
	better    int // +1 if more of the outcome is better, −1 if less is, 0 if neither
	stance    evidence.Stance
	level     evidence.Level
	certainty evidence.Certainty
	belief    float64 // signed
	push      float64 // λt: what a change of the response does, in the direction of more of the outcome
	whole     float64 // what push is divided by in a score
	lone      bool    // one source carries the answer: without it there is none
	worth     Worth   // if the strategy is followed
	body      *strainBody
}

// strainBody is what was found of a strain and an outcome in people.
type strainBody struct {
	items    []evidence.Item
	body     evidence.Body
	pro, con []evidence.StudyKey
}

// fiberFamilies raise fiber, or what ferments as it does.
const fiberFamilies familySet = 1<<FamilyDiverseFiber | 1<<FamilyFiberSupplement | 1<<FamilyPrebiotics | 1<<FamilyResistantStarch

// options returns the strategies with what they do. They are worked out when
// they are first asked for.
func (m *Model) options() []option {
	m.optionsOnce.Do(func() {
		findings := m.strainFindings()
		m.planOptions = make([]option, len(m.strategies))
		for i := range m.strategies {
			o := &m.planOptions[i]
			*o = option{Strategy: &m.strategies[i], index: i, response: -1, clash: make([]bool, len(m.strategies))}
			o.fiber = fiberFamilies.has(o.Family)
			if o.Kind != ActionStrategy || o.Untested {
				continue
			}
			if r := slices.IndexFunc(m.responses, func(r Response) bool { return r.Habit == o.Habit }); r >= 0 && o.Lever == "" &&
				m.responses[r].Measure == o.Measure && m.sorts[r] != pathway.Medicine {
				o.response = r
			}
			m.effects(o, findings)
		}
		for i := range m.planOptions {
			m.clashes(&m.planOptions[i])
		}
	})
	return m.planOptions
}

func (m *Model) clashes(o *option) {
	for i := range m.planOptions {
		other := &m.planOptions[i]
		if i == o.index {
			continue
		}
		overlaps := func(a, b *option) bool {
			return slices.ContainsFunc(a.Overlaps, func(p Overlap) bool { return p.ID == b.ID })
		}
		o.clash[i] = o.Habit == other.Habit || o.fiber && other.fiber || overlaps(o, other) || overlaps(other, o)
		if o.Habit == other.Habit && o.Measure == other.Measure && o.Direction == other.Direction && other.Age != nil {
			o.aged = append(o.aged, i)
		}
		if slices.Contains(o.With, other.ID) {
			o.with = append(o.with, i)
		}
	}
}

// generals returns, for each target, itself and those that it is a kind of.
func (m *Model) generals() [][]int {
	m.generalsOnce.Do(func() {
		m.generalTargets = make([][]int, len(m.targets))
		for j := range m.targets {
			m.generalTargets[j] = append(m.generalTargets[j], j)
		}
		for j := range m.targets {
			for kind := range m.atlas.Members(m.targets[j].node) {
				i := slices.IndexFunc(m.targets, func(t target) bool { return t.node == kind })
				if i >= 0 && i != j {
					m.generalTargets[i] = append(m.generalTargets[i], j)
				}
			}
		}
	})
	return m.generalTargets
}

// effects works out what an option does for each outcome. The findings are all
// those on strains in people.
func (m *Model) effects(o *option, findings []StrainFinding) {
	for j := range m.targets {
		t := &m.targets[j]
		id, ok := outcomeOf(t.node)
		if !ok {
			continue
		}
		e := effect{target: j, cell: -1, whole: t.whole()}
		record, _ := m.atlas.Outcome(id)
		e.better = map[evidence.Direction]int{evidence.Up: 1, evidence.Down: -1}[record.Desired]
		if o.Strain != nil {
			m.strainEffect(o.Strain, findings, t, &e)
		} else if o.response >= 0 {
			e.cell = slices.IndexFunc(t.cells, func(c cell) bool { return c.response == o.response })
			if e.cell >= 0 {
				l := &t.links[e.cell]
				e.stance, e.level, e.certainty, e.belief, e.push = l.Stance, l.Level, l.Certainty, l.Value, float64(l.Level.Lambda()*l.Value)
				e.lone = l.Interval.Contains(0)
			}
		}
		if e.stance == evidence.Unknown {
			continue
		}
		followed := e.stance
		if o.Direction == evidence.Down {
			followed = turned(followed)
		}
		e.worth = m.worth(id, followed)
		o.effects = append(o.effects, e)
	}
}

// strainEffect works out what was found of a strain: of an outcome that has
// kinds, the findings on all of them are one body, as everywhere.
func (m *Model) strainEffect(s *Strain, findings []StrainFinding, t *target, e *effect) {
	b := new(strainBody)
	kinds := slices.Collect(m.atlas.Members(t.node))
	for _, f := range findings {
		if !slices.Contains(s.Spellings, f.Finding.Strain) || f.Claim.Population != "" || f.Claim.Object != t.node && !slices.Contains(kinds, f.Claim.Object) {
			continue
		}
		study, _ := m.atlas.Study(f.Finding.Study)
		b.items = append(b.items, evidence.Item{Finding: f.Finding, Study: &study})
	}
	if len(b.items) == 0 {
		return
	}
	b.body = evidence.Weigh(b.items, 0)
	e.body, e.stance, e.level = b, b.body.Stance, b.body.Level
	if e.stance == evidence.Unknown {
		return
	}
	e.certainty, _ = evidence.Judge(b.items, &b.body)
	e.belief = float64(b.body.Belief() * float64(e.stance.Sign()))
	e.push, e.lone = float64(e.level.Lambda()*e.belief), b.body.Sources < 2
	for _, it := range b.items {
		side := &b.con
		if it.Finding.Direction == e.stance.Direction() {
			side = &b.pro
		}
		if !slices.Contains(*side, it.Study.Key) {
			*side = append(*side, it.Study.Key)
		}
	}
	slices.SortFunc(b.pro, evidence.StudyKey.Compare)
	slices.SortFunc(b.con, evidence.StudyKey.Compare)
}

// whole is what the numbers of the cells are shares of.
func (t *target) whole() float64 {
	sum := 0.0
	for _, l := range t.links {
		lambda := l.Level.Lambda()
		sum += float64(lambda * max(math.Abs(l.Value), math.Abs(l.Interval[0]), math.Abs(l.Interval[1])))
	}
	return max(1, sum)
}

// studies returns the studies for and against the answer of an effect.
func (m *Model) effectStudies(e *effect) (pro, con []evidence.StudyKey) {
	if e.body != nil {
		return e.body.pro, e.body.con
	}
	explanations, _ := m.explain()
	x := &explanations[e.target][e.cell]
	return x.pro, x.con
}

// sentence returns the answer of an effect in words that its evidence carries.
func (m *Model) sentence(o *option, e *effect) string {
	key := [2]int{o.index, e.target}
	if text, ok := m.sentences.Load(key); ok {
		return text.(string)
	}
	from, to := pathway.NodeOf(o.Habit), m.targets[e.target].node
	s := m.atlas.Statement(m.atlas.Effect(from, to))
	s.Stance, s.Level, s.Certainty = e.stance, e.level, e.certainty
	if e.body != nil {
		s.Subject, s.SubjectPlural, s.Association, s.Chain, s.Size = o.Strain.Name, false, false, false, wording.SizeNotSaid
		s.Species, s.Disputed = []evidence.Species{evidence.Human}, len(e.body.con) > 0
	}
	if e.body != nil {
		from = pathway.Node{}
	}
	text, ok := m.translated(s, from, to)
	if !ok {
		en, err := wording.English(), error(nil)
		if text, err = en.Sentence(s); err != nil {
			text = en.Unworded()
		}
	}
	m.sentences.Store(key, text)
	return text
}
