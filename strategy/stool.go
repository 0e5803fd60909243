package strategy

import (
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/microbiome"
	"github.com/gutmuscle/gutmuscle/pathway"
	"github.com/gutmuscle/gutmuscle/pathway/habit"
)

// StoolTest is what was measured of one stool, or of several that are to be
// taken as one: profiles of taxa, gene tables, or both. It is a plain value.
type StoolTest struct {
	Profiles []*microbiome.Profile
	Genes    []GeneSample
	Groups   []*pathway.Group // to compare the profiles with; those that do not fit are left aside, and all of them for genes
}

// GeneSample is one sample of a gene table. It is a plain value.
type GeneSample struct {
	Table  *pathway.GeneTable
	Sample int // from 0
}

// Stool is what a stool test tells of a person's microbes, and what it changes
// in the model. It is made by [Model.ReadStool], never changes after that and is
// safe for concurrent use.
type Stool struct {
	model      *Model
	base       *Model
	capacities []pathway.Capacity
	standings  []NodeStanding
	limits     pathway.Limits
	collected  []microbiome.Day // of each table
}

// NodeStanding is where a sample stands in a reference group in one respect. It
// is a plain value.
type NodeStanding struct {
	Of pathway.Node `json:"of"`
	pathway.Standing
}

// ReadStool works out what a stool test tells. Several tables are taken
// together: what one saw and another did not cannot be told (see
// [pathway.Agreed]), so that two tests of one stool do not lead to opposite
// answers. A test without any table is an error, and so is a sample of genes that
// cannot be scored.
func (m *Model) ReadStool(t StoolTest) (*Stool, error) {
	if len(t.Profiles)+len(t.Genes) == 0 {
		return nil, errors.New("strategy: a stool test without a table")
	}
	s := &Stool{base: m}
	var lists [][]pathway.Capacity
	low := make(map[pathway.Node]int)
	for _, p := range t.Profiles {
		list := m.atlas.Capacities(p)
		lists = append(lists, list)
		s.collected = append(s.collected, p.Origin().Collected)
		if !p.SharesKnown() { // which then are nothing to compare
			continue
		}
		standings := append(place(list, p.Origin(), t.Groups), m.placeTaxa(p, t.Groups)...)
		s.standings = append(s.standings, standings...)
		if rest, told := p.Unassigned(); told && rest >= unassignedAtMost {
			continue
		}
		for node := range lowNodes(standings) {
			low[node]++
		}
	}
	for _, g := range t.Genes {
		list, err := g.Table.Capacities(g.Sample)
		if err != nil {
			return nil, err
		}
		lists = append(lists, list)
		s.collected = append(s.collected, g.Table.Origin().Collected)
	}
	s.capacities = pathway.Agreed(lists...)
	s.limits = pathway.LimitsOf(s.capacities)
	s.limits.Closed = append(s.limits.Closed, m.absentTaxa(t.Profiles)...)
	for _, c := range s.capacities {
		if n := low[c.Of]; n > 0 && n == len(t.Profiles) && c.Detection != microbiome.NotSeen {
			s.limits.Weak = append(s.limits.Weak, c.Of)
		}
	}
	s.model = m.with(s.limits)
	return s, nil
}

// unassignedAtMost is the share of a profile, below which what is not assigned has
// to be, for anything in it to be called low: as for what is said not to be there,
// see [pathway.Lacks].
const unassignedAtMost = 0.5

// absentTaxa returns the taxa that no profile has and none would have missed.
func (m *Model) absentTaxa(profiles []*microbiome.Profile) (absent []pathway.Node) {
	if len(profiles) == 0 {
		return nil
	}
	for t := range m.atlas.Catalog().Taxa() {
		if !slices.ContainsFunc(profiles, func(p *microbiome.Profile) bool { return !pathway.Lacks(p, t.ID) }) {
			absent = append(absent, pathway.NodeOf(t.ID))
		}
	}
	return absent
}

// Model returns the model as it holds for the person: routes that their microbes
// were not seen to run are closed, and those that few in the reference group run
// as little count half. No answer is more certain than in general. Everything
// else is that of the model that was asked.
func (s *Stool) Model() *Model { return s.model }

// Capacities yields what the microbes can do, by kind and id. Their lists are
// shared with the test and must not be changed.
func (s *Stool) Capacities() iter.Seq[pathway.Capacity] { return slices.Values(s.capacities) }

// Standings yields where the capacities and the taxa of the profiles stand in the
// groups that fit, in the order of the profiles, capacities, taxa and groups.
// Without such a group there is none. What genes tell is compared with no group,
// since groups are of shares of taxa. That a taxon is low makes no route weak.
func (s *Stool) Standings() iter.Seq[NodeStanding] { return slices.Values(s.standings) }

// Limits returns what is closed or weak. The lists are the caller's own.
func (s *Stool) Limits() pathway.Limits {
	return pathway.Limits{Closed: slices.Clone(s.limits.Closed), Weak: slices.Clone(s.limits.Weak)}
}

// Altered is an answer that the stool test changes for a person. It is a plain
// value.
type Altered struct {
	Habit   habit.ID        `json:"habit"`
	Target  pathway.Node    `json:"target"`
	Through []pathway.Node  `json:"through"` // what is closed or weak on the way
	Before  evidence.Stance `json:"before"`  // in general
	Now     evidence.Stance `json:"now"`     // for the person
	Belief  [2]float64      `json:"belief"`  // signed, before and now
}

// Altered yields the answers on habits and targets that the test changes, by
// target and habit.
func (s *Stool) Altered() iter.Seq[Altered] {
	return func(yield func(Altered) bool) {
		if s.model == s.base {
			return
		}
		touched := append(slices.Clone(s.limits.Closed), s.limits.Weak...)
		for j := range s.base.targets {
			old, now := &s.base.targets[j], &s.model.targets[j]
			if s.base.hidden[old.node] {
				continue
			}
			for i := range s.base.responses {
				before, link := old.link(i), now.link(i)
				if before.Stance == link.Stance && before.Value == link.Value {
					continue
				}
				a := Altered{Habit: s.base.responses[i].Habit, Target: old.node, Through: []pathway.Node{}, Before: before.Stance, Now: link.Stance,
					Belief: [2]float64{evidence.Round(before.Value), evidence.Round(link.Value)}}
				if chain, ok := before.Chain(); ok {
					for _, n := range chain.Nodes[1:] {
						if slices.Contains(touched, n) {
							a.Through = append(a.Through, n)
						}
					}
				} else if slices.Contains(touched, old.readout) {
					a.Through = append(a.Through, old.readout)
				}
				if !yield(a) {
					return
				}
			}
		}
	}
}

// link returns the answer on the habit of response i; the zero Link if there is
// none.
func (t *target) link(i int) pathway.Link {
	for k := range t.cells {
		if t.cells[k].response == i {
			return t.links[k]
		}
	}
	return pathway.Link{}
}

// with returns the model for a person with limits. Models that were made before
// are kept, up to a number, since many people have the same limits.
func (m *Model) with(l pathway.Limits) *Model {
	if m.of != nil {
		if p := m.of.with(l); p != m.of {
			return p.saying(m.voice)
		}
		return m
	}
	l = m.atlas.Narrow(l)
	key := l.Key()
	if key == "" {
		return m
	}
	m.personalMutex.Lock()
	defer m.personalMutex.Unlock()
	if p := m.personal[key]; p != nil {
		return p
	}
	p := &Model{atlas: m.atlas.With(l), responses: m.responses, gates: m.gates, voice: m.voice, catalogs: m.catalogs, replaced: m.replaced}
	p.buildTargets(m)
	if len(m.personal) < maxPersonal {
		if m.personal == nil {
			m.personal = make(map[string]*Model)
		}
		m.personal[key] = p
	}
	return p
}

// noBolder returns the link for a person, or the general one if the former would
// be more certain: a stool test may take an answer away or weaken it, but that a
// route is closed that speaks against an answer is no evidence for it.
func noBolder(general, person pathway.Link) pathway.Link {
	if sign := person.Stance.Sign(); sign != 0 && sign != general.Stance.Sign() {
		return general
	}
	return person
}

// maxPersonal is how many models of people are kept. One takes about as much
// memory as its graph, some hundred kilobytes.
const maxPersonal = 64

// MarshalJSON writes what the test tells and what it changes.
func (s *Stool) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Schema     string             `json:"schema"`
		Capacities []pathway.Capacity `json:"capacities"`
		Standings  []NodeStanding     `json:"standings"`
		Limits     pathway.Limits     `json:"limits"`
		Altered    []Altered          `json:"altered"`
		Trace      Trace              `json:"trace"`
	}{SchemaVersion, notNil(s.capacities), notNil(s.standings), s.limits, notNil(slices.Collect(s.Altered())),
		s.model.Trace()})
}

// Table returns the taxa of the summary as a table of one sample, so that it can
// be read as a profile: percents of taxa of all ranks. Values that are not known
// are left out. An error tells what is wrong, or that there are no taxa.
func (m *Microbiome) Table() (*microbiome.Table, error) {
	if !m.Taxa.Usable() || len(m.Taxa.Value) == 0 {
		return nil, errors.New("microbiome.taxa_pct: no taxa")
	}
	spec := microbiome.Spec{Content: microbiome.Taxa, Unit: microbiome.Percents, Nested: true,
		Samples: []microbiome.Sample{{Name: "stool"}}}
	o := &spec.Origin
	for _, f := range []struct {
		to   *string
		from Reading[string]
	}{{&o.Provider, m.Provider}, {&o.Pipeline, m.Pipeline}, {&o.Database, m.Database}, {&o.Reference, m.Reference}} {
		if f.from.Usable() {
			*f.to = f.from.Value
		}
	}
	if m.CollectedDay.Usable() {
		o.Collected = microbiome.DayOf(int(m.CollectedDay.Value))
	}
	names := make([]string, 0, len(m.Taxa.Value))
	for name := range m.Taxa.Value {
		names = append(names, name)
	}
	slices.Sort(names)
	sample := &spec.Samples[0]
	for _, name := range names {
		r := m.Taxa.Value[name]
		if !r.Usable() {
			continue
		}
		spec.Features = append(spec.Features, microbiome.Feature{Label: name, Name: name})
		if r.Value > 0 {
			sample.Index = append(sample.Index, int32(len(spec.Features)-1))
			sample.Value = append(sample.Value, float64(r.Value))
		}
	}
	table, err := microbiome.NewTable(spec)
	if err != nil {
		return nil, fmt.Errorf("microbiome.taxa_pct: %w", err)
	}
	return table, nil
}
