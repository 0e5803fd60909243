package main

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/figure"
	"github.com/gutmuscle/gutmuscle/microbiome"
	"github.com/gutmuscle/gutmuscle/microbiome/diversity"
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
	f := profileFlags{rank: microbiome.Species}
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
	sample := 0
	switch {
	case f.sample != "":
		n, ok := table.Sample(f.sample)
		if !ok {
			return fmt.Errorf("%s: no sample %q; there are %d, the first of them %s", c.args[0], f.sample, table.NumSamples(), firstNames(table))
		}
		sample = n
	case table.NumSamples() == 0:
		return fmt.Errorf("%s: no samples", c.args[0])
	case table.NumSamples() > 1:
		return c.showSamples(table)
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

func (c *call) showTable(t *microbiome.Table) {
	c.printf("%d samples, %d rows of %s, in %s\n", t.NumSamples(), t.NumFeatures(), t.Content(), t.Unit())
	o := t.Origin()
	for _, f := range []struct{ name, text string }{{"provider", o.Provider}, {"pipeline", o.Pipeline}, {"database", o.Database}} {
		c.printf("  %s: %s\n", f.name, cmp.Or(f.text, "not known"))
	}
	if o.Assay == microbiome.AssayNotSaid {
		c.printf("  assay: not known\n")
	} else {
		c.printf("  assay: %s\n", o.Assay)
	}
}

func (c *call) showSample(t *microbiome.Table, sample int, f profileFlags) error {
	model, err := c.model()
	if err != nil {
		return err
	}
	var test strategy.StoolTest
	var p *microbiome.Profile
	switch t.Content() {
	case microbiome.Taxa:
		named, err := model.Atlas().Catalog().NameTable(t)
		if err != nil {
			return err
		}
		p = named.Profile(sample)
		test.Profiles = []*microbiome.Profile{p}
	default:
		genes, err := model.Atlas().GeneTable(t)
		if err != nil {
			return err
		}
		test.Genes = []strategy.GeneSample{{Table: genes, Sample: sample}}
	}
	if f.group != "" {
		r, err := c.open(f.group)
		if err != nil {
			return err
		}
		defer r.Close()
		g, err := pathway.ReadGroup(r, f.group)
		if err != nil {
			return err
		}
		test.Groups = []*pathway.Group{g}
	}
	stool, err := model.ReadStool(test)
	if err != nil {
		return err
	}
	var habits *strategy.Habits
	var a *strategy.Assessment
	if f.habits != "" {
		r, err := c.open(f.habits)
		if err != nil {
			return err
		}
		defer r.Close()
		if habits, err = strategy.ReadHabits(r); err != nil {
			return err
		}
		a = stool.Model().Assess(habits)
	}
	switch {
	case f.svg:
		return rangesOf(stool).WriteSVG(c.stdout)
	case c.json:
		return c.printSample(p, stool, habits, a)
	}
	c.showVoice(model.Trace())
	c.showTable(t)
	if p != nil {
		if err := c.showTaxa(t, p, sample, f.rank); err != nil {
			return err
		}
	}
	c.showCapacities(stool)
	if habits != nil {
		c.showInfluences(stool.Influences(habits))
	}
	c.showAltered(stool)
	if a != nil {
		c.printf("\nTHE PERSON\n")
		c.showAssessment(model, a, c.research())
	}
	return nil
}

func (c *call) printSample(p *microbiome.Profile, s *strategy.Stool, h *strategy.Habits, a *strategy.Assessment) error {
	doc := struct {
		Schema     string               `json:"schema"`
		Profile    *microbiome.Profile  `json:"profile,omitempty"`
		Stool      *strategy.Stool      `json:"stool"`
		Influences []strategy.Influence `json:"influences,omitempty"`
		Assessment *strategy.Assessment `json:"assessment,omitempty"`
	}{strategy.SchemaVersion, p, s, nil, a}
	if h != nil {
		doc.Influences = s.Influences(h)
	}
	return c.print(doc)
}

func (c *call) showTaxa(t *microbiome.Table, p *microbiome.Profile, sample int, rank microbiome.Rank) error {
	if reads, ok := p.Reads(); ok {
		c.printf("  %d reads; what is more than %.2g %% of the sample would have been seen\n", reads, 100*p.Limit())
	}
	if rank == microbiome.RankNotSaid {
		rank = finest(t)
	}
	at := t
	if rank != microbiome.RankNotSaid {
		var err error
		if at, err = t.AtRank(rank); err != nil {
			return err
		}
	}
	if a, err := diversity.AlphaOf(assigned(at, sample)); err == nil && rank != microbiome.RankNotSaid {
		c.printf("  at the rank of %s: %d seen, Shannon %.3f, Simpson %.3f\n", rank, a.Richness, a.Shannon, a.Simpson)
	}
	if err := c.showShares(p); err != nil {
		return err
	}
	unresolved, share := p.Unresolved()
	if len(unresolved) == 0 {
		return nil
	}
	c.printf("\n%d rows, %s, have names that the library does not know; the largest:\n", len(unresolved), shareText(share))
	for _, e := range unresolved[:min(5, len(unresolved))] {
		c.printf("  %s: %s", name(e.Feature), shareText(e.Share))
		if len(e.Naming.Candidates) > 0 {
			c.printf("  (nearest: %s)", e.Naming.Candidates[0])
		}
		c.printf("\n")
	}
	return nil
}

// shareText tells a share of a sample, which is NaN if it is not known.
func shareText(share float64) string {
	if share != share {
		return "of a share that is not known"
	}
	digits := "%.2g"
	if share >= 0.1 {
		digits = "%.0f"
	}
	return fmt.Sprintf(digits+" %% of the sample", 100*share)
}

// name returns what a row is called, with the species of what is finer than one.
func name(f microbiome.Feature) string {
	if species, ok := f.At(microbiome.Species); ok && f.Rank > microbiome.Species {
		return species + " " + f.Name
	}
	return cmp.Or(f.Name, f.Label)
}

// shown is how many rows of a sample are drawn.
const shown = 12

func (c *call) showShares(p *microbiome.Profile) error {
	if !p.SharesKnown() {
		c.printf("\nIts total is not known, and so no shares are.\n")
		return nil
	}
	chart := figure.Shares{Title: "What is in it", Measure: "Share of the sample"}
	others := figure.Part{}
	n := 0
	for e := range p.Entries() {
		switch {
		case e.Feature.Unassigned:
		case len(chart.Parts) < shown:
			note := "not resolved"
			if e.Naming.Taxon.IsValid() {
				note = e.Naming.Taxon.String()
			}
			chart.Parts = append(chart.Parts, figure.Part{Label: name(e.Feature), Note: note, Share: e.Share})
		default:
			n++
			others.Share += e.Share
		}
	}
	if n > 0 {
		others.Label = fmt.Sprintf("%d more rows", n)
		chart.Parts = append(chart.Parts, others)
	}
	if len(chart.Parts) == 0 {
		c.printf("\nNothing in it was assigned.\n")
		return nil
	}
	c.printf("\n")
	return chart.WriteText(c.stdout, 100)
}

// rangesOf returns the picture of what the microbes of a stool can do, each
// beside the reference group that fits, if one does.
func rangesOf(s *strategy.Stool) figure.Ranges {
	chart := figure.Ranges{Title: "What the microbes can do", Measure: "Share of the sample that is recorded to be able"}
	for c := range s.Capacities() {
		if c.Basis != pathway.FromTaxa || c.Detection == microbiome.CannotTell {
			continue
		}
		row := figure.RangeRow{Label: c.Of.String(), Note: c.Detection.String(), Share: evidence.Interval{c.Share[0], c.Share[0]}}
		for at := range s.Standings() {
			if at.Of == c.Of {
				row.Reference = &figure.Reference{Group: fmt.Sprintf("%s (%d samples)", at.Group, at.Samples), Low: at.P10, Median: at.P50, High: at.P90}
				break
			}
		}
		chart.Rows = append(chart.Rows, row)
	}
	return chart
}

func (c *call) showCapacities(s *strategy.Stool) {
	c.printf("\nWHAT THE MICROBES CAN DO, as far as it is recorded (that they can is not to say that they do)\n")
	count := map[microbiome.Detection]int{}
	for x := range s.Capacities() {
		count[x.Detection]++
		if x.Detection == microbiome.CannotTell {
			continue
		}
		c.printf("  %-38s %-9s", x.Of, x.Detection)
		switch {
		case x.Basis == pathway.FromTaxa && x.Share[0] > 0:
			c.printf(" at least %s", shareText(x.Share[0]))
		case x.Genes.Steps > 0:
			c.printf(" %d of %d steps", x.Genes.Seen, x.Genes.Steps)
		}
		c.printf("\n")
	}
	c.printf("  of %d more it cannot be told\n", count[microbiome.CannotTell])
	n := 0
	for at := range s.Standings() {
		n++
		c.printf("  %s: percentile %v to %v of %s (%d samples)\n", at.Of, at.Percentile[0], at.Percentile[1], at.Group, at.Samples)
	}
	if n == 0 {
		c.printf("  no reference group fits, so no percentile is shown\n")
	}
}

func (c *call) showInfluences(list []strategy.Influence) {
	if len(list) == 0 {
		return
	}
	c.printf("\nWHAT MAY HAVE CHANGED THE SAMPLE\n")
	for _, in := range list {
		if in.State == strategy.StateKnown {
			c.printf("  %s: known to change the microbes; the sample may not show what is usual\n", in.Habit)
		} else {
			c.printf("  %s: not known whether it was there\n", in.Habit)
		}
	}
	c.printf("  Nothing here is a reason to start, stop or change a medicine.\n")
}

func (c *call) showAltered(s *strategy.Stool) {
	n := 0
	for a := range s.Altered() {
		if n++; n == 1 {
			c.printf("\nWHAT THAT CHANGES, against people in general\n")
		}
		through := make([]string, len(a.Through))
		for i, x := range a.Through {
			through[i] = x.String()
		}
		if n <= 10 {
			c.printf("  %s on %s: %s, now %s (by %s)\n", a.Habit, a.Target, a.Before, a.Now, cmp.Or(strings.Join(through, ", "), "a route that is closed"))
		}
	}
	if n > 10 {
		c.printf("  and %d more answers (-json has all)\n", n-10)
	}
}
