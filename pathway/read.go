package pathway

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/evidence/spell"
	"github.com/gutmuscle/gutmuscle/microbiome"
)

// Names of the files of an atlas, beside those of a microbiome.Catalog.
const (
	StudiesFile   = "studies.jsonl"
	HabitsFile    = "habits.jsonl"
	HostsFile     = "hosts.jsonl"
	OutcomesFile  = "outcomes.jsonl"
	FunctionsFile = "functions.jsonl"
	PathwaysFile  = "pathways.jsonl"
	ClaimsFile    = "claims.jsonl"
)

// Read reads the files of an atlas ([Files]) from the top of fsys, any of
// which may be absent, on top of the records of base, which may be nil and
// stays as it is. A claim that base has already adds its findings to it; any
// other record of the same id as one of base is a problem. A .jsonl file of
// another name is a problem too, since its records would be lost; those of a
// strategy.Model may lie beside.
//
// Records are checked in three rings: shape (each by itself), references (what
// they name exists), and sense (directions, designs and intervals agree). The
// error joins all problems, each a [*dataset.Error] with file and line.
func Read(fsys fs.FS, base *Atlas) (*Atlas, error) {
	if base == nil {
		base = new(Atlas)
	}
	a := new(Atlas)
	var p dataset.Problems
	checkNames(fsys, &p)

	// Claims are the bulk of the text, so they are read beside the rest.
	at := make(places)
	var ofClaims dataset.Problems
	var claimPlaces map[string]dataset.Place
	var claimsRead sync.WaitGroup
	claimsRead.Go(func() {
		a.claims, claimPlaces = dataset.ReadFile(fsys, ClaimsFile, &ofClaims, nil, (*Claim).ID, compareClaims)
	})

	var err error
	if a.catalog, err = microbiome.Read(fsys, base.catalog); err != nil {
		for _, e := range dataset.All(err) {
			var problem *dataset.Error
			if errors.As(e, &problem) {
				p.Add(problem.Place, problem.Err)
			}
		}
		a.catalog = base.Catalog()
	}
	a.studies, at[StudiesFile] = dataset.ReadFile(fsys, StudiesFile, &p, base.studies, func(s *evidence.Study) string { return s.Key.String() }, nil)
	a.habits, at[HabitsFile] = dataset.ReadFile(fsys, HabitsFile, &p, base.habits, func(h *Habit) string { return h.ID.String() }, nil)
	a.hosts, at[HostsFile] = dataset.ReadFile(fsys, HostsFile, &p, base.hosts, func(h *Host) string { return h.ID.String() }, nil)
	a.outcomes, at[OutcomesFile] = dataset.ReadFile(fsys, OutcomesFile, &p, base.outcomes, func(o *Outcome) string { return o.ID.String() }, nil)
	a.functions, at[FunctionsFile] = dataset.ReadFile(fsys, FunctionsFile, &p, base.functions, func(f *Function) string { return f.ID.String() }, nil)
	a.pathways, at[PathwaysFile] = dataset.ReadFile(fsys, PathwaysFile, &p, base.pathways, func(r *Pathway) string { return r.ID.String() }, nil)
	claimsRead.Wait()
	at[ClaimsFile] = claimPlaces
	p.Join(&ofClaims)

	a.study = make(map[evidence.StudyKey]*evidence.Study, len(a.studies))
	for i := range a.studies {
		a.study[a.studies[i].Key] = &a.studies[i]
	}
	a.checkReferences(at, &p)
	a.checkAdditions(base.claims, at[ClaimsFile], &p)
	if err := p.Err(); err != nil {
		return nil, err
	}
	a.claims = merge(base.claims, a.claims)
	return a, nil
}

// places has the place of each record that was read, by file and id.
type places map[string]map[string]dataset.Place

func unknownFile(name string) error {
	return &spell.UnknownError{Type: "knowledge file", Input: name, Want: Files()}
}

// beside are files that may lie in the same folder and belong to others: those
// of a strategy.Model.
var beside = []string{"responses.jsonl", "messages.jsonl"}

func checkNames(fsys fs.FS, p *dataset.Problems) {
	names, err := fs.Glob(fsys, "*.jsonl*")
	if err != nil {
		p.Add(dataset.Place{}, err)
	}
	for _, name := range names {
		if !slices.Contains(Files(), name) && !slices.Contains(beside, name) {
			p.Add(dataset.Place{File: name}, unknownFile(name))
		}
	}
}

// merge joins the claims of two atlases, both in order. Claims and findings come
// out in one order, whatever the order of the files was.
func merge(old, read []Claim) []Claim {
	if len(old) == 0 {
		for i := range read {
			sortFindings(&read[i])
		}
		return read
	}
	all := make(map[string]int, len(old)+len(read))
	merged := make([]Claim, 0, len(old)+len(read))
	for _, c := range slices.Concat(old, read) {
		i, again := all[c.ID()]
		if !again {
			all[c.ID()] = len(merged)
			c.Findings = slices.Clone(c.Findings)
			merged = append(merged, c)
			continue
		}
		m := &merged[i]
		m.Findings = append(m.Findings, c.Findings...)
		m.Related = slices.Concat(m.Related, c.Related)
	}
	for i := range merged {
		sortFindings(&merged[i])
	}
	slices.SortFunc(merged, func(a, b Claim) int { return compareClaims(&a, &b) })
	return merged
}

func sortFindings(c *Claim) { slices.SortStableFunc(c.Findings, compareFindings) }

// checkReferences reports what is named but has no record, and findings that
// make no sense with their study. It looks at the
// records that were read only; those of the base were checked before.
func (a *Atlas) checkReferences(at places, p *dataset.Problems) {
	known := make(map[Node]bool)
	for n := range a.Nodes() {
		known[n] = true
	}
	node := func(at dataset.Place, field string, n Node) {
		if n.IsValid() && !known[n] {
			p.Add(at.Field(field), danglingNode(n, maps.Keys(known)))
		}
	}
	study := func(at dataset.Place, field string, key evidence.StudyKey) {
		if _, ok := a.study[key]; key.IsValid() && !ok {
			p.Add(at.Field(field), danglingStudy(key, maps.Keys(a.study)))
		}
	}
	for i := range a.studies {
		if place, read := at[StudiesFile][a.studies[i].Key.String()]; read {
			for j, key := range a.studies[i].Includes {
				study(place, fmt.Sprintf("includes[%d]", j), key)
			}
		}
	}
	classes := a.classes()
	general := func(file, id string, class Node, is bool) {
		if place, read := at[file][id]; read {
			node(place, "is_a", class)
			if is {
				p.Add(place.Field("is_a"), errors.New("a class cannot belong to a class"))
			}
		}
	}
	for _, h := range a.hosts {
		for _, class := range h.IsA {
			general(HostsFile, h.ID.String(), NodeOf(class), len(classes[NodeOf(h.ID)]) > 0)
		}
	}
	for _, o := range a.outcomes {
		for _, class := range o.IsA {
			general(OutcomesFile, o.ID.String(), NodeOf(class), len(classes[NodeOf(o.ID)]) > 0)
		}
	}
	for _, r := range a.pathways {
		if place, read := at[PathwaysFile][r.ID.String()]; read {
			for j, n := range r.Nodes {
				node(place, fmt.Sprintf("nodes[%d]", j), n)
			}
		}
	}
	for i := range a.claims {
		c := &a.claims[i]
		place := at[ClaimsFile][c.ID()]
		node(place, "subject", c.Subject)
		node(place, "object", c.Object)
		if len(c.Findings) == 0 {
			p.Add(place.Field("findings"), dataset.ErrUncited)
		}
		for j := range c.Findings {
			a.checkFinding(c, j, place, p)
		}
		for j, r := range c.Related {
			study(place, fmt.Sprintf("related[%d].study", j), r.Study)
		}
	}
}

// checkFinding reports what is wrong with a finding together with its study and
// with the findings before it.
func (a *Atlas) checkFinding(c *Claim, j int, place dataset.Place, p *dataset.Problems) {
	f := &c.Findings[j]
	bad := func(field string, err error) { p.Add(place.Field(fmt.Sprintf("findings[%d]%s", j, field)), err) }
	s, ok := a.study[f.Study]
	if !ok {
		if f.Study.IsValid() {
			bad(".study", danglingStudy(f.Study, maps.Keys(a.study)))
		}
		return
	}
	it := evidence.Item{Finding: f, Study: s}
	switch {
	case it.Level() == evidence.NotAssessed:
		bad("", fmt.Errorf("study %s is a %s and has no findings of its own; say the design of the finding", s.Key, it.Design()))
	case s.Status == evidence.Unreported:
		bad("", fmt.Errorf("study %s has not reported", s.Key))
	}
	for k := range j {
		if compareFindings(c.Findings[k], *f) == 0 && same(&c.Findings[k], f) {
			bad("", fmt.Errorf("same as findings[%d]", k))
		}
	}
}

// checkAdditions reports what cannot be added to claims of an older atlas: other
// values of its own, and findings that the claim has already.
func (a *Atlas) checkAdditions(old []Claim, at map[string]dataset.Place, p *dataset.Problems) {
	if len(old) == 0 {
		return
	}
	before := make(map[string]*Claim, len(old))
	for i := range old {
		before[old[i].ID()] = &old[i]
	}
	for i := range a.claims {
		c := &a.claims[i]
		was, ok := before[c.ID()]
		if !ok {
			continue
		}
		place := at[c.ID()]
		fixed := func(field string, changed bool, value any) {
			if changed {
				p.Add(place.Field(field), fmt.Errorf("the claim is known already, with %v here, which stays as it is; want only findings", value))
			}
		}
		fixed("smallest_effect", c.SmallestEffect != 0 && c.SmallestEffect != was.SmallestEffect, was.SmallestEffect)
		fixed("direct", c.Direct != 0 && c.Direct != was.Direct, was.Direct)
		fixed("note", c.Note != "" && c.Note != was.Note, spell.Quote(was.Note))
		for j := range c.Findings {
			if slices.ContainsFunc(was.Findings, func(f evidence.Finding) bool {
				return compareFindings(f, c.Findings[j]) == 0 && same(&f, &c.Findings[j])
			}) {
				p.Add(place.Field(fmt.Sprintf("findings[%d]", j)), fmt.Errorf("%w: the claim has this finding already", dataset.ErrDuplicate))
			}
		}
	}
}

func danglingNode(n Node, known func(func(Node) bool)) error {
	return dangling(n.String(), func(yield func(string) bool) {
		for k := range known {
			if k.kind == n.kind && !yield(k.String()) {
				return
			}
		}
	})
}

func danglingStudy(key evidence.StudyKey, known func(func(evidence.StudyKey) bool)) error {
	return dangling(key.String(), func(yield func(string) bool) {
		for k := range known {
			if !yield(k.String()) {
				return
			}
		}
	})
}

func dangling(name string, known func(func(string) bool)) error {
	near := spell.Nearest(name, known)
	if len(near) == 0 {
		return fmt.Errorf("%w: %s", dataset.ErrDangling, name)
	}
	return fmt.Errorf("%w: %s; nearest: %s", dataset.ErrDangling, name, strings.Join(near, ", "))
}
