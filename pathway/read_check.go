package pathway

import (
	"errors"
	"fmt"
	"iter"
	"maps"
	"runtime"
	"slices"
	"sync"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/evidence/spell"
	"github.com/gutmuscle/gutmuscle/microbiome"
)

// checkReferences reports what is named but has no record, and findings that
// make no sense with their study. It looks at the
// records that were read only; those of the base were checked before.
func (a *Atlas) checkReferences(at places, unread map[Node]bool, p *dataset.Problems) {
	known := make(map[Node]bool)
	for n := range a.Nodes() {
		known[n] = true
	}
	isKnown := func(n Node) bool { return !n.IsValid() || known[n] || unread[n] || unread[Node{kind: n.kind}] }
	node := func(at dataset.Place, field string, n Node) {
		if !isKnown(n) {
			p.Add(at.Field(field), danglingNode(n, maps.Keys(known)))
		}
	}
	study := func(at dataset.Place, field string, key evidence.StudyKey) { a.checkStudy(at.Field(field), key, p) }
	for i := range a.studies {
		s := &a.studies[i]
		if len(s.Includes) == 0 {
			continue
		}
		if place, read := at[StudiesFile].Of(s.Key.String()); read {
			for j, key := range s.Includes {
				study(place, fmt.Sprintf("includes[%d]", j), key)
			}
		}
	}
	a.checkIdentifiers(at, p)
	classes := a.classes()
	general := func(file, id string, class Node, is bool) {
		if place, read := at[file].Of(id); read {
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
		if place, read := at[OutcomesFile].Of(o.ID.String()); read {
			for i, m := range o.Measures {
				if m.MID != nil {
					study(place, fmt.Sprintf("measures[%d].mid.study", i), m.MID.Study)
				}
				for j, key := range m.Studies {
					study(place, fmt.Sprintf("measures[%d].studies[%d]", i, j), key)
				}
			}
		}
		for _, class := range o.IsA {
			general(OutcomesFile, o.ID.String(), NodeOf(class), len(classes[NodeOf(o.ID)]) > 0)
		}
	}
	for _, h := range a.habits {
		if place, read := at[HabitsFile].Of(h.ID.String()); read {
			for i, id := range h.Supplies {
				node(place, fmt.Sprintf("supplies[%d]", i), NodeOf(id))
			}
		}
	}
	for _, f := range a.functions {
		if place, read := at[FunctionsFile].Of(f.ID.String()); read {
			for i, id := range f.Uses {
				node(place, fmt.Sprintf("uses[%d]", i), NodeOf(id))
			}
			for i, id := range f.Makes {
				node(place, fmt.Sprintf("makes[%d]", i), NodeOf(id))
			}
			for i, key := range f.LackedBy {
				study(place, fmt.Sprintf("lacked_by[%d]", i), key)
			}
		}
	}
	for _, r := range a.pathways {
		if place, read := at[PathwaysFile].Of(r.ID.String()); read {
			for j, n := range r.Nodes {
				node(place, fmt.Sprintf("nodes[%d]", j), n)
			}
		}
	}
	// Claims are many, so several goroutines look at them.
	parts := runtime.GOMAXPROCS(0)
	found := make([]dataset.Problems, parts)
	var done sync.WaitGroup
	for part := range parts {
		done.Go(func() {
			for i := part * len(a.claims) / parts; i < (part+1)*len(a.claims)/parts; i++ {
				a.checkClaim(&a.claims[i], at[ClaimsFile], isKnown, maps.Keys(known), &found[part])
			}
		})
	}
	done.Wait()
	for part := range found {
		p.Join(&found[part])
	}
}

// checkClaim reports what a claim names but there is no record of, and what is
// wrong with its findings.
func (a *Atlas) checkClaim(c *Claim, places dataset.Places, known func(Node) bool, all iter.Seq[Node], p *dataset.Problems) {
	bad := func(field string, err error) {
		place, _ := places.Of(c.ID())
		p.Add(place.Field(field), err)
	}
	if !known(c.Subject) {
		bad("subject", danglingNode(c.Subject, all))
	}
	if !known(c.Object) {
		bad("object", danglingNode(c.Object, all))
	}
	if len(c.Findings) == 0 {
		bad("findings", dataset.ErrUncited)
	}
	for j, r := range c.Related {
		if r.Study.IsValid() && a.study[r.Study] == nil {
			bad(fmt.Sprintf("related[%d].study", j), danglingStudy(r.Study, maps.Keys(a.study)))
		}
	}
	a.checkFindings(c, func(j int, field string, err error) { bad(fmt.Sprintf("findings[%d]%s", j, field), err) })
}

// unreadRecords returns the nodes of records that were there but could not be
// taken, as p tells: what names them is not wrong for that. A node without id
// stands for all of its kind. Studies that could not be taken get an empty
// record; a is not handed out.
func (a *Atlas) unreadRecords(p *dataset.Problems) map[Node]bool {
	unread := make(map[Node]bool)
	kinds := map[string]Kind{FunctionsFile: FunctionKind, HabitsFile: HabitKind, HostsFile: HostKind, OutcomesFile: OutcomeKind, PathwaysFile: PathwayKind}
	for _, err := range dataset.All(p.Err()) {
		var e *dataset.Error
		if !errors.As(err, &e) {
			continue
		}
		switch e.File {
		case microbiome.TaxaFile, microbiome.MetabolitesFile: // of which none was taken then
			unread[Node{kind: TaxonKind}], unread[Node{kind: MetaboliteKind}] = true, true
		case StudiesFile:
			if key, err := evidence.ParseStudyKey(e.Rec); err == nil && a.study[key] == nil {
				a.study[key] = &evidence.Study{Key: key}
			}
		default:
			unread[Node{kinds[e.File], e.Rec}] = true
		}
	}
	return unread
}

// checkIdentifiers reports studies that share a DOI or a PubMed number: one
// piece of work that has two records would count twice.
func (a *Atlas) checkIdentifiers(at places, p *dataset.Problems) {
	dois, pmids := make(map[evidence.DOI]*evidence.Study, len(a.studies)), make(map[evidence.PMID]*evidence.Study, len(a.studies))
	for i := range a.studies {
		s := &a.studies[i]
		same := func(field string, first *evidence.Study, id any) {
			for _, pair := range [][2]*evidence.Study{{s, first}, {first, s}} {
				if place, read := at[StudiesFile].Of(pair[0].Key.String()); read {
					p.Add(place.Field(field), fmt.Errorf("%w: %s is that of %s too", dataset.ErrDuplicate, id, pair[1].Key))
					return
				}
			}
		}
		if first := dois[s.DOI]; first != nil {
			same("doi", first, s.DOI)
		} else if s.DOI != (evidence.DOI{}) {
			dois[s.DOI] = s
		}
		if first := pmids[s.PMID]; first != nil {
			same("pmid", first, s.PMID)
		} else if s.PMID != (evidence.PMID{}) {
			pmids[s.PMID] = s
		}
	}
}

// checkStudy reports a study that there is no record of.
func (a *Atlas) checkStudy(at dataset.Place, key evidence.StudyKey, p *dataset.Problems) {
	if _, ok := a.study[key]; key.IsValid() && !ok {
		p.Add(at, danglingStudy(key, maps.Keys(a.study)))
	}
}

// checkFindings reports what is wrong with the findings of a claim together with
// their studies, and which are there twice.
func (a *Atlas) checkFindings(c *Claim, bad func(j int, field string, err error)) {
	for j := range c.Findings {
		f := &c.Findings[j]
		s, ok := a.study[f.Study]
		if !ok {
			if f.Study.IsValid() {
				bad(j, ".study", danglingStudy(f.Study, maps.Keys(a.study)))
			}
			continue // what is missing was told when the record was checked by itself
		}
		it := evidence.Item{Finding: f, Study: s}
		switch {
		case s.Design == evidence.DesignNotSaid: // of which the study was told
		case it.Level() == evidence.NotAssessed:
			bad(j, "", fmt.Errorf("study %s is a %s and has no findings of its own; say the design of the finding", s.Key, it.Design()))
		case s.Status == evidence.Unreported:
			bad(j, "", fmt.Errorf("study %s has not reported", s.Key))
		}
	}
	if len(c.Findings) == 1 {
		return
	}
	order := make([]int, len(c.Findings)) // twins side by side
	for j := range order {
		order[j] = j
	}
	slices.SortStableFunc(order, func(j, k int) int { return compareFindings(c.Findings[j], c.Findings[k]) })
	var first map[string]int // of those that compare as equal, by all that they say
	for n, j := range order {
		if n == 0 || compareFindings(c.Findings[order[n-1]], c.Findings[j]) != 0 {
			first = nil
			continue
		}
		if first == nil {
			k := order[n-1]
			first = map[string]int{string(line(&c.Findings[k])): k}
		}
		text := string(line(&c.Findings[j]))
		if k, again := first[text]; again {
			bad(j, "", fmt.Errorf("same as findings[%d]", k))
		} else {
			first[text] = j
		}
	}
}

// checkAdditions reports what cannot be added to claims of an older atlas: other
// values of its own, and findings that the claim has already.
func (a *Atlas) checkAdditions(old []Claim, at dataset.Places, p *dataset.Problems) {
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
		place, _ := at.Of(c.ID())
		fixed := func(field string, changed bool, value any) {
			if changed {
				p.Add(place.Field(field), fmt.Errorf("the claim is known already, with %v here, which stays as it is; want only findings", value))
			}
		}
		fixed("smallest_effect", c.SmallestEffect != 0 && c.SmallestEffect != was.SmallestEffect, was.SmallestEffect)
		fixed("direct", c.Direct != 0 && c.Direct != was.Direct, was.Direct)
		fixed("partly", c.Partly && !was.Partly, was.Partly)
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
