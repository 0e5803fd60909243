package pathway

import (
	"cmp"
	"errors"
	"io/fs"
	"slices"
	"sync"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/evidence/spell"
	"github.com/gutmuscle/gutmuscle/microbiome"
)

// Names of the files of an atlas, beside those of a microbiome.Catalog.
const (
	StudiesFile    = "studies.jsonl"
	HabitsFile     = "habits.jsonl"
	HostsFile      = "hosts.jsonl"
	OutcomesFile   = "outcomes.jsonl"
	FunctionsFile  = "functions.jsonl"
	PathwaysFile   = "pathways.jsonl"
	ClaimsFile     = "claims.jsonl"
	ConflictsFile  = "conflicts.jsonl"
	StoolTestsFile = "stooltests.jsonl"
	ReadingFile    = "reading.jsonl"
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
//
// Two files are read at a time, so fsys has to be safe for that, as those of os
// and embed are.
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
	var claimPlaces dataset.Places
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
	a.conflicts, at[ConflictsFile] = dataset.ReadFile(fsys, ConflictsFile, &p, base.conflicts, func(c *Conflict) string { return c.ID.String() }, nil)
	a.stoolTests, at[StoolTestsFile] = dataset.ReadFile(fsys, StoolTestsFile, &p, base.stoolTests, func(f *StoolTestFact) string { return f.ID.String() }, nil)
	a.reading, at[ReadingFile] = dataset.ReadFile(fsys, ReadingFile, &p, base.reading, func(r *FurtherReading) string { return r.ID.String() }, nil)
	slices.SortFunc(a.reading, func(a, b FurtherReading) int { return cmp.Or(cmp.Compare(a.Topic, b.Topic), a.ID.Compare(b.ID)) })
	claimsRead.Wait()
	at[ClaimsFile] = claimPlaces
	p.Join(&ofClaims)

	a.study = make(map[evidence.StudyKey]*evidence.Study, len(a.studies))
	for i := range a.studies {
		a.study[a.studies[i].Key] = &a.studies[i]
	}
	unread := a.unreadRecords(&p)
	a.checkReferences(at, unread, &p)
	a.checkNotes(base.claims, at, &p)
	a.checkAdditions(base.claims, at[ClaimsFile], &p)
	if err := p.Err(); err != nil {
		return nil, err
	}
	a.claims = merge(base.claims, a.claims)
	return a, nil
}

// places has the places of the records that were read, by file.
type places map[string]dataset.Places

func unknownFile(name string) error {
	return &spell.UnknownError{Type: "knowledge file", Input: name, Want: Files()}
}

// beside are files that may lie in the same folder and belong to others: those
// of a strategy.Model.
var beside = []string{"responses.jsonl", "strategies.jsonl", "messages.jsonl"}

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
