package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

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
	origin   microbiome.Origin
}

func profile(c *call) error {
	var f profileFlags
	c.flags.TextVar(&f.format, "format", format.NotSaid, "format of the file, if it is not to be found out")
	c.flags.TextVar(&f.unit, "unit", microbiome.UnitNotSaid, "unit of the numbers, if the file does not tell it: counts, fractions, percents, per-million or rpk")
	c.flags.StringVar(&f.sample, "sample", "", "sample to tell of, if there are several")
	c.flags.TextVar(&f.rank, "rank", microbiome.RankNotSaid, "rank to show: genus, species, …; the finest there is if not said")
	c.flags.StringVar(&f.taxonomy, "taxonomy", "", "file with the lineages of the rows, if those are ids")
	c.speaks()
	c.flags.StringVar(&f.habits, "habits", "", "person whose stool it is, to assess with it")
	c.flags.StringVar(&f.group, "group", "", "reference group, as JSON")
	c.flags.BoolVar(&f.svg, "svg", false, "draw what it can do beside the reference group, as SVG")
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
	sample, err := pick(table, c.args[0], f.sample)
	if errors.Is(err, errSeveral) {
		return c.showSamples(table, f)
	}
	if err != nil {
		return err
	}
	return c.showSample(table, sample, f)
}

// readTable reads the file, and says how far it is where that takes long.
func (c *call) readTable(name string, f profileFlags) (*microbiome.Table, error) {
	r, err := c.open(name)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	o := format.Options{File: name, Format: f.format, Unit: f.unit, Origin: f.origin}
	if f.taxonomy != "" {
		t, err := c.open(f.taxonomy)
		if err != nil {
			return nil, err
		}
		defer t.Close()
		if o.Lineages, err = format.ReadLineages(t, f.taxonomy); err != nil {
			return nil, err
		}
	}
	p := &progress{r: r, w: c.stderr, name: name}
	if file, ok := r.(*os.File); ok {
		if info, err := file.Stat(); err == nil {
			p.size = info.Size()
		}
	}
	defer p.done()
	return format.Read(p, o)
}

// progress tells on w how much of r was read, each time that another 16 MiB
// were.
type progress struct {
	r          io.Reader
	w          io.Writer
	name       string
	size, read int64
}

const progressStep = 16 << 20

func (p *progress) Read(b []byte) (int, error) {
	n, err := p.r.Read(b)
	before := p.read / progressStep
	if p.read += int64(n); p.read/progressStep > before {
		if p.size > 0 {
			fmt.Fprintf(p.w, "\r%s: %d %% read", p.name, 100*p.read/p.size)
		} else {
			fmt.Fprintf(p.w, "\r%s: %d MiB read", p.name, p.read>>20)
		}
	}
	return n, err
}

func (p *progress) done() {
	if p.read >= progressStep {
		fmt.Fprintln(p.w)
	}
}

func firstNames(t *microbiome.Table) string {
	var names []string
	for i := range min(5, t.NumSamples()) {
		names = append(names, t.SampleName(i))
	}
	return strings.Join(names, ", ")
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

// test returns what was measured of a sample, if functions can be told from it.
func (r *readings) test(sample int) (t strategy.StoolTest, ok bool) {
	switch {
	case r.named != nil:
		t.Profiles = []*microbiome.Profile{r.named.Profile(sample)}
	case r.genes != nil:
		t.Genes = []strategy.GeneSample{{Table: r.genes, Sample: sample}}
	}
	return t, r.named != nil || r.genes != nil
}

func (c *call) showSample(t *microbiome.Table, sample int, f profileFlags) error {
	r, err := c.ready(t, f.rank)
	if err != nil {
		return err
	}
	test, ok := r.test(sample)
	if !ok {
		return c.showOther(&r, sample)
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
		return rangesOf(stool).WriteSVG(c.stdout)
	case c.json:
		return c.printSample(&r, sample, stool, habits, a)
	}
	c.showVoice(model.Trace())
	c.showTable(t)
	if r.named != nil {
		if err := c.showTaxa(&r, sample); err != nil {
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
		return c.printSample(r, sample, nil, nil, nil)
	}
	c.showTable(r.Table)
	c.printf("\nFunctions are told from taxa and KEGG orthologs; regroup a table of %s to these first.\n", r.Content())
	return nil
}

func (c *call) printSample(r *readings, sample int, s *strategy.Stool, h *strategy.Habits, a *strategy.Assessment) error {
	doc := struct {
		tableDoc
		Profile    *microbiome.Profile  `json:"profile,omitempty"`
		Stool      *strategy.Stool      `json:"stool,omitempty"`
		Influences []strategy.Influence `json:"influences,omitempty"`
		Assessment *strategy.Assessment `json:"assessment,omitempty"`
	}{Stool: s, Assessment: a}
	var err error
	if doc.tableDoc, err = r.document(sample); err != nil {
		return err
	}
	if r.named != nil {
		doc.Profile = r.named.Profile(sample)
	}
	if h != nil {
		doc.Influences = s.Influences(h)
	}
	return c.print(doc)
}
