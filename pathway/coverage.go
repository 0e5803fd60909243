package pathway

import (
	"slices"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/microbiome"
)

// Count is how many records of a kind an atlas has. It is a plain value.
type Count struct {
	What string `json:"what"` // in plain words, such as "null findings"
	N    int    `json:"n"`
}

// Counts returns how many records the atlas has, by kind, and of the findings
// those of some sorts.
func (a *Atlas) Counts() []Count {
	findings, nulls, effects, opposed := 0, 0, 0, 0
	levels := make([]int, evidence.Synthesis+1)
	for i := range a.claims {
		var seen [evidence.NoEffect + 1]bool
		for _, it := range a.Items(&a.claims[i]) {
			f := it.Finding
			findings++
			levels[it.Level()]++
			seen[f.Direction] = true
			if f.Direction == evidence.NoEffect {
				nulls++
			}
			if f.Effect != nil {
				effects++
			}
		}
		if seen[evidence.Up] && seen[evidence.Down] {
			opposed++
		}
	}
	taxa, metabolites := 0, 0
	for range a.Catalog().Taxa() {
		taxa++
	}
	for range a.Catalog().Metabolites() {
		metabolites++
	}
	counts := []Count{
		{"studies", len(a.studies)}, {"claims", len(a.claims)}, {"findings", findings},
		{"findings with an effect and its interval", effects}, {"findings of no effect", nulls},
		{"claims with findings of both signs", opposed},
	}
	for l := evidence.InVitro; l <= evidence.Synthesis; l++ {
		counts = append(counts, Count{"findings, " + l.String(), levels[l]})
	}
	return append(counts, Count{"taxa", taxa}, Count{"metabolites", metabolites}, Count{"functions", len(a.functions)},
		Count{"habits", len(a.habits)}, Count{"host entities", len(a.hosts)}, Count{"outcomes", len(a.outcomes)},
		Count{"pathways", len(a.pathways)}, Count{"conflicts explained", len(a.conflicts)},
		Count{"facts on stool tests", len(a.stoolTests)}, Count{"further reading", len(a.reading)})
}

// Coverage is how complete the records of a kind are in one respect. It is a
// plain value.
type Coverage struct {
	Record  RecordKind `json:"record"`
	What    string     `json:"what"`    // what they have or lack, such as "PubMed number"
	Have    int        `json:"have"`    // how many have it
	Of      int        `json:"of"`      // of how many for which it makes sense
	Missing []string   `json:"missing"` // ids of those that lack it; of a finding, that of its claim and the study
}

// respect is something that records of type T may have: whether one can have it, and whether it has.
type respect[T any] struct {
	what    string
	applies func(*T) bool // nil: always
	has     func(*T) bool
}

func cover[T any](kind RecordKind, records []T, id func(*T) string, respects ...respect[T]) []Coverage {
	all := make([]Coverage, len(respects))
	for i, r := range respects {
		c := Coverage{Record: kind, What: r.what, Missing: []string{}}
		for j := range records {
			switch record := &records[j]; {
			case r.applies != nil && !r.applies(record):
			case r.has(record):
				c.Have++
				c.Of++
			default:
				c.Of++
				c.Missing = append(c.Missing, id(record))
			}
		}
		all[i] = c
	}
	return all
}

// Completeness returns how complete the records are, kind by kind: what a
// curator has left to do. The ids of what is missing are in the order of the
// records.
func (a *Atlas) Completeness() []Coverage {
	return slices.Concat(a.studyCoverage(), a.findingCoverage(), a.entityCoverage())
}

func (a *Atlas) studyCoverage() []Coverage {
	type study = evidence.Study
	trial := func(s *study) bool {
		return s.Species == evidence.Human && slices.Contains([]evidence.Design{evidence.ControlledTrial, evidence.RandomizedTrial, evidence.CrossoverTrial}, s.Design)
	}
	bodies := func(s *study) bool { // has people or animals of its own
		l := evidence.LevelOf(s.Design, s.Species)
		return (l == evidence.Animal || l.Human()) && !s.Design.IsSynthesis()
	}
	synthesis := func(s *study) bool { return s.Design.IsSynthesis() }
	human := func(s *study) bool { return bodies(s) && s.Species == evidence.Human }
	return cover(StudyRecord, a.studies, func(s *study) string { return s.Key.String() },
		respect[study]{"DOI or PubMed number", nil, func(s *study) bool { return s.DOI != (evidence.DOI{}) || s.PMID != (evidence.PMID{}) }},
		respect[study]{"PubMed number", nil, func(s *study) bool { return s.PMID != (evidence.PMID{}) }},
		respect[study]{"read at least as an abstract", nil, func(s *study) bool { return s.Checked.How >= evidence.Abstract }},
		respect[study]{"read by a second reader", nil, func(s *study) bool { return s.Rechecked != (evidence.Check{}) }},
		respect[study]{"number of subjects", bodies, func(s *study) bool { return s.N > 0 }},
		respect[study]{"sex of the subjects", bodies, func(s *study) bool { return s.Sex != evidence.SexNotSaid }},
		respect[study]{"age of the people", human, func(s *study) bool { return s.Age != "" }},
		respect[study]{"registration of a trial", trial, func(s *study) bool { return s.Registration != "" }},
		respect[study]{"funding", human, func(s *study) bool { return s.Funding != "" }},
		respect[study]{"risk of bias judged", human, func(s *study) bool { return s.RiskOfBias != evidence.BiasNotJudged || s.Bias != nil }},
		respect[study]{"number of studies pooled", synthesis, func(s *study) bool { return s.Pools > 0 }},
		respect[study]{"some of the studies pooled", synthesis, func(s *study) bool { return len(s.Includes) > 0 }},
	)
}

func (a *Atlas) findingCoverage() []Coverage {
	type found struct {
		claim *Claim
		item  evidence.Item
	}
	var all []found
	for i := range a.claims {
		for _, it := range a.Items(&a.claims[i]) {
			all = append(all, found{&a.claims[i], it})
		}
	}
	level := func(f *found) evidence.Level { return f.item.Level() }
	given := func(f *found) bool { // somebody was given something
		l := level(f)
		return (l == evidence.Animal || l == evidence.InterventionalHuman) && f.item.Design() != evidence.BeforeAfter &&
			(f.claim.Subject.Kind() == HabitKind || f.claim.Subject.Kind() == MetaboliteKind)
	}
	return cover(FindingRecord, all, func(f *found) string { return f.claim.ID() + " " + f.item.Study.Key.String() },
		respect[found]{"effect with an interval, of people", func(f *found) bool { return level(f).Human() }, func(f *found) bool { return f.item.Finding.Effect != nil }},
		respect[found]{"dose of what was given", given, func(f *found) bool { return f.item.Finding.Dose != "" }},
		respect[found]{"duration of what was given", given, func(f *found) bool { return f.item.Finding.Duration != "" }},
		respect[found]{"comparator of what was given", given, func(f *found) bool { return f.item.Finding.Comparator != "" }},
		respect[found]{"how it was measured", nil, func(f *found) bool { return f.item.Finding.MeasuredAs != "" }},
		respect[found]{"what was not controlled for, of people observed", func(f *found) bool { return level(f) == evidence.ObservationalHuman },
			func(f *found) bool { return len(f.item.Finding.Uncontrolled) > 0 }},
		respect[found]{"strain, of what a species makes or uses", func(f *found) bool {
			return f.claim.Subject.Kind() == TaxonKind && (f.claim.Relation == Produces || f.claim.Relation == Consumes)
		}, func(f *found) bool { return f.item.Finding.Strain != "" }},
	)
}

func (a *Atlas) entityCoverage() []Coverage {
	speaks := make(map[Node]bool)
	for i := range a.claims {
		speaks[a.claims[i].Subject], speaks[a.claims[i].Object] = true, true
	}
	for class, members := range a.classes() {
		for _, m := range members {
			speaks[class] = speaks[class] || speaks[m]
		}
	}
	taxa, metabolites := slices.Collect(a.Catalog().Taxa()), slices.Collect(a.Catalog().Metabolites())
	return slices.Concat(
		cover(TaxonRecord, taxa, func(t *microbiome.Taxon) string { return t.ID.String() },
			respect[microbiome.Taxon]{"a claim on it", nil, func(t *microbiome.Taxon) bool { return speaks[NodeOf(t.ID)] }},
			respect[microbiome.Taxon]{"NCBI Taxonomy number", nil, func(t *microbiome.Taxon) bool { return t.NCBI > 0 }},
			respect[microbiome.Taxon]{"name in GTDB", nil, func(t *microbiome.Taxon) bool { return len(t.GTDB) > 0 }}),
		cover(MetaboliteRecord, metabolites, func(m *microbiome.Metabolite) string { return m.ID.String() },
			respect[microbiome.Metabolite]{"a claim on it", nil, func(m *microbiome.Metabolite) bool { return speaks[NodeOf(m.ID)] }},
			respect[microbiome.Metabolite]{"an identifier of another database", nil, func(m *microbiome.Metabolite) bool {
				return m.ChEBI > 0 || m.KEGG != "" || m.HMDB != "" || m.InChIKey != "" || m.PubChem > 0
			}}),
		cover(FunctionRecord, a.functions, func(f *Function) string { return f.ID.String() },
			respect[Function]{"a claim on it", nil, func(f *Function) bool { return speaks[NodeOf(f.ID)] }},
			respect[Function]{"what it uses or makes", nil, func(f *Function) bool { return len(f.Uses)+len(f.Makes) > 0 }},
			respect[Function]{"a KO for each step", nil, func(f *Function) bool {
				return !slices.ContainsFunc(f.Steps, func(s Step) bool { return s.KO == "" })
			}}),
		cover(HabitRecord, a.habits, func(h *Habit) string { return h.ID.String() },
			respect[Habit]{"a claim on it", nil, func(h *Habit) bool { return speaks[NodeOf(h.ID)] }}),
		cover(HostRecord, a.hosts, func(h *Host) string { return h.ID.String() },
			respect[Host]{"a claim on it", nil, func(h *Host) bool { return speaks[NodeOf(h.ID)] }},
			respect[Host]{"HGNC number, of a gene or receptor", func(h *Host) bool { return h.Sort == Gene || h.Sort == Receptor }, func(h *Host) bool { return h.HGNC > 0 }},
			respect[Host]{"Gene Ontology id, of a process", func(h *Host) bool { return h.Sort == Process }, func(h *Host) bool { return h.GO != "" }}),
		cover(OutcomeRecord, a.outcomes, func(o *Outcome) string { return o.ID.String() },
			respect[Outcome]{"a claim on it", nil, func(o *Outcome) bool { return speaks[NodeOf(o.ID)] }},
			respect[Outcome]{"how it is measured", nil, func(o *Outcome) bool { return len(o.Measures) > 0 }},
			respect[Outcome]{"minimal important difference", nil, func(o *Outcome) bool {
				return slices.ContainsFunc(o.Measures, func(m Measure) bool { return m.MID != nil })
			}}),
	)
}
