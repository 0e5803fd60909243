package main

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/gutmuscle/gutmuscle/microbiome"
	"github.com/gutmuscle/gutmuscle/microbiome/format"
	"github.com/gutmuscle/gutmuscle/pathway"
	"github.com/gutmuscle/gutmuscle/strategy"
)

// profileFlags are the flags of the profile command.
type profileFlags struct {
	format   format.Format
	unit     microbiome.Unit
	sample   string
	rank     microbiome.Rank
	taxonomy string
	habits   string
	group    string
	svg      bool
	and      []string // other files of the same stool
	origin   microbiome.Origin
}

func profile(c *call) error {
	var f profileFlags
	c.flags.TextVar(&f.format, "format", format.NotSaid, "format of the file, if it is not to be found out")
	c.flags.TextVar(&f.unit, "unit", microbiome.UnitNotSaid, "unit of the numbers, if the file does not tell it: counts, fractions, percents, per-million or rpk")
	c.flags.StringVar(&f.sample, "sample", "", "sample to tell of, in a file that has several")
	c.flags.TextVar(&f.rank, "rank", microbiome.RankNotSaid, "rank to show: genus, species, …; the finest there is if not said")
	c.flags.StringVar(&f.taxonomy, "taxonomy", "", "`file` with the lineages of the rows, if those are ids: a taxonomy of QIIME 2, as text or .qza")
	c.speaks()
	c.flags.StringVar(&f.habits, "habits", "", "person whose stool it is, to assess with it")
	c.flags.StringVar(&f.group, "group", "", "reference group, as JSON")
	c.flags.BoolVar(&f.svg, "svg", false, "draw what it can do beside the reference group, as SVG")
	c.flags.Func("and", "another `file` of the same stool, to be taken as one test with FILE; the format, unit, taxonomy and origin that are named here are not its own", func(name string) error {
		f.and = append(f.and, name)
		return nil
	})
	c.flags.TextVar(&f.origin.Assay, "assay", microbiome.AssayNotSaid, "shotgun, amplicon, transcripts or predicted")
	c.flags.StringVar(&f.origin.Provider, "provider", "", "who measured it")
	c.flags.StringVar(&f.origin.Pipeline, "pipeline", "", "program that made the file, with its version")
	c.flags.StringVar(&f.origin.Database, "database", "", "database that the program used, with its version")
	c.flags.StringVar(&f.origin.Reference, "reference", "", "group that the percentiles in the file are of")
	c.flags.Float64Var(&f.origin.DetectionLimit, "limit", 0, "smallest share, of 1, that would have been seen")
	c.flags.Func("collected", "day of the stool, relative to today: -3 is three days ago", func(text string) error {
		n, err := strconv.Atoi(text)
		f.origin.Collected = microbiome.DayOf(n)
		return err
	})
	if err := c.parse(1, 1); err != nil {
		return err
	}
	if f.svg && c.json {
		return c.misused("want one of -json and -svg")
	}
	table, err := c.readTable(c.args[0], f)
	if err != nil {
		return err
	}
	sample, err := pick(table, c.args[0], f.sampleOf(table))
	if errors.Is(err, errSeveral) && !f.svg && len(f.and) == 0 {
		return c.showSamples(table, f)
	}
	if err != nil {
		return err
	}
	return c.showSample(table, sample, f)
}

// sampleOf returns the name of the sample to tell of in a table. Where several
// files are taken together, the name is for those that have several samples.
func (f *profileFlags) sampleOf(t *microbiome.Table) string {
	if len(f.and) > 0 && t.NumSamples() == 1 {
		return ""
	}
	return f.sample
}

// readings is a table in the forms that samples are told from.
type readings struct {
	*microbiome.Table
	atlas *pathway.Atlas
	named *microbiome.NamedTable // of taxa; else nil
	genes *pathway.GeneTable     // of orthologs; else nil
	at    *microbiome.Table      // at the rank, if there is one
	rank  microbiome.Rank
}

// ready makes a table ready, at a rank or at the finest that there is.
func (c *call) ready(t *microbiome.Table, rank microbiome.Rank) (r readings, err error) {
	model, err := c.model()
	if err != nil {
		return r, err
	}
	r = readings{Table: t, atlas: model.Atlas(), at: t, rank: rank}
	switch t.Content() {
	case microbiome.Taxa:
		if r.named, err = r.atlas.Catalog().NameTable(t); err != nil {
			return r, err
		}
		if rank == microbiome.RankNotSaid {
			r.rank = finest(t)
		}
		if r.rank != microbiome.RankNotSaid {
			r.at, err = t.AtRank(r.rank)
		}
	case microbiome.Orthologs:
		r.genes, err = r.atlas.GeneTable(t)
	}
	return r, err
}

// measured is one sample of a table.
type measured struct {
	*readings
	sample int
}

// addTo adds what was measured to a test, if functions can be told from it.
func (m measured) addTo(t *strategy.StoolTest) (ok bool) {
	switch {
	case m.named != nil:
		t.Profiles = append(t.Profiles, m.named.Profile(m.sample))
	case m.genes != nil:
		t.Genes = append(t.Genes, strategy.GeneSample{Table: m.genes, Sample: m.sample})
	}
	return m.named != nil || m.genes != nil
}

// readAnd adds another file of the same stool to a test.
func (c *call) readAnd(name string, f *profileFlags, test *strategy.StoolTest) (m measured, err error) {
	table, err := c.readTable(name, profileFlags{origin: microbiome.Origin{Collected: f.origin.Collected}})
	if err != nil {
		return m, errors.Join(err, fmt.Errorf("-and %s: flags such as -unit are of FILE only; if this one needs them, name it as FILE", name))
	}
	sample, err := pick(table, name, f.sampleOf(table))
	if err != nil {
		return m, err
	}
	r, err := c.ready(table, microbiome.RankNotSaid)
	if err != nil {
		return m, err
	}
	if m = (measured{&r, sample}); !m.addTo(test) {
		err = noFunctions(name, &r)
	}
	return m, err
}

// noFunctions is the error of a table that functions cannot be told from.
func noFunctions(file string, r *readings) error {
	return fmt.Errorf("%s: a table of %s; want one of taxa or KEGG orthologs", file, r.Content())
}

func (c *call) showSample(t *microbiome.Table, sample int, f profileFlags) error {
	r, err := c.ready(t, f.rank)
	if err != nil {
		return err
	}
	tables := []measured{{&r, sample}}
	var test strategy.StoolTest
	if !tables[0].addTo(&test) {
		if f.svg || len(f.and) > 0 {
			return noFunctions(c.args[0], &r)
		}
		return c.showOther(&r, sample)
	}
	for _, name := range f.and {
		m, err := c.readAnd(name, &f, &test)
		if err != nil {
			return err
		}
		tables = append(tables, m)
	}
	if f.group != "" {
		file, err := c.open(f.group)
		if err != nil {
			return err
		}
		defer file.Close()
		g, err := pathway.ReadGroup(file, f.group)
		if err != nil {
			return err
		}
		test.Groups = []*pathway.Group{g}
	}
	model, err := c.model()
	if err != nil {
		return err
	}
	stool, err := model.ReadStool(test)
	if err != nil {
		return err
	}
	var habits *strategy.Habits
	var a *strategy.Assessment
	if f.habits != "" {
		if habits, err = c.person(f.habits); err != nil {
			return err
		}
		a = stool.Model().Assess(habits)
	}
	switch {
	case f.svg:
		chart, err := rangesOf(stool)
		if err != nil {
			return fmt.Errorf("%s: %w", c.args[0], err)
		}
		return chart.WriteSVG(c.stdout)
	case c.json:
		return c.printSample(tables, stool, habits, a)
	}
	c.showVoice(model.Trace())
	for i, m := range tables {
		if i > 0 {
			c.printf("\nAND %s\n", f.and[i-1])
		}
		c.showTable(m.Table)
		if m.named == nil {
			continue
		}
		if err := c.showTaxa(m.readings, m.sample); err != nil {
			return err
		}
	}
	c.showCapacities(stool)
	if a == nil {
		c.showAltered(stool, func(pathway.Node) bool { return true })
		return nil
	}
	c.showStool(stool, habits)
	c.showAssessment(model, a, c.research())
	return nil
}

// showOther tells of a table that functions cannot be told from.
func (c *call) showOther(r *readings, sample int) error {
	if c.json {
		return c.printSample([]measured{{r, sample}}, nil, nil, nil)
	}
	c.showTable(r.Table)
	c.printf("\nFunctions are told from taxa and KEGG orthologs; regroup a table of %s to these first.\n", r.Content())
	return nil
}

func (c *call) printSample(tables []measured, s *strategy.Stool, h *strategy.Habits, a *strategy.Assessment) error {
	type sampleTable struct {
		tableDoc
		Profile *microbiome.Profile `json:"profile,omitempty"`
	}
	doc := struct {
		sampleTable
		And        []sampleTable        `json:"and,omitempty"` // other tables of the stool
		Stool      *strategy.Stool      `json:"stool,omitempty"`
		Influences []strategy.Influence `json:"influences,omitempty"`
		Assessment *strategy.Assessment `json:"assessment,omitempty"`
	}{Stool: s, Assessment: a}
	for i, m := range tables {
		table, err := m.document(m.sample)
		if err != nil {
			return err
		}
		one := sampleTable{tableDoc: table}
		if m.named != nil {
			one.Profile = m.named.Profile(m.sample)
		}
		if i == 0 {
			doc.sampleTable = one
		} else {
			doc.And = append(doc.And, one)
		}
	}
	if h != nil {
		doc.Influences = s.Influences(h)
	}
	return c.print(doc)
}
