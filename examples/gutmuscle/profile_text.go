package main

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence/figure"
	"github.com/gutmuscle/gutmuscle/microbiome"
	"github.com/gutmuscle/gutmuscle/pathway"
	"github.com/gutmuscle/gutmuscle/strategy"
)

func (c *call) showTable(t *microbiome.Table) {
	c.printf("%s, %s of %s, in %s\n", number(t.NumSamples(), "sample"), number(t.NumFeatures(), "row"), t.Content(), t.Unit())
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

func (c *call) showTaxa(r *readings, sample int) error {
	p := r.named.Profile(sample)
	if reads, ok := p.Reads(); ok {
		c.printf("  %d reads; what is more than %.2g %% of the sample would have been seen\n", reads, 100*p.Limit())
	}
	if r.AssignedOnly() {
		c.printf("  the file does not tell how much was not assigned; shares are of what was\n")
	}
	if a, ok := r.diversity(sample); ok {
		of := "by rows"
		if r.rank != microbiome.RankNotSaid {
			of = "at the rank of " + r.rank.String()
		}
		c.printf("  %s: %d seen, Shannon %.3f, Simpson %.3f\n", of, a.Richness, a.Shannon, a.Simpson)
	}
	if err := c.showShares(p); err != nil {
		return err
	}
	c.showPercentiles(r.percentiles(sample))
	c.showDisagreements(r, p)
	unresolved, share := p.Unresolved()
	if len(unresolved) == 0 {
		return nil
	}
	c.printf("\nnames that the library does not know: %s, %s; the largest:\n", number(len(unresolved), "row"), shareText(share))
	for _, e := range unresolved[:min(5, len(unresolved))] {
		c.printf("  %s: %s", name(e.Feature), shareText(e.Share))
		if len(e.Naming.Candidates) > 0 {
			c.printf("  (nearest: %s)", e.Naming.Candidates[0])
		}
		c.printf("\n")
	}
	return nil
}

// showPercentiles tells the percentiles that a provider gives, but never without
// the group that they are of.
func (c *call) showPercentiles(list *percentilesDoc) {
	switch {
	case list == nil:
		return
	case list.Group == "":
		c.printf("\nThe file gives %s of a group that is not named, and so they are not interpreted or shown; -reference names it.\n", number(list.Given, "percentile"))
		return
	}
	c.printf("\nPERCENTILES, as the provider gives them, of %s; the library did not check them\n", list.Group)
	for _, row := range list.Rows[:min(shown, len(list.Rows))] {
		c.printf("  %s", row.Label)
		if row.Taxon.IsValid() {
			c.printf(" (%s)", row.Taxon)
		}
		c.printf(": %v\n", row.Percentile)
	}
	if n := len(list.Rows) - shown; n > 0 {
		c.printf("  and %d more (profile -json has all)\n", n)
	}
}

// showDisagreements warns of rows whose number is not that of their name.
func (c *call) showDisagreements(r *readings, p *microbiome.Profile) {
	n := 0
	for e := range p.Entries() {
		if !e.Naming.NameMeans.IsValid() {
			continue
		}
		if n++; n == 1 {
			c.printf("\nWARNING: NCBI numbers and names that disagree; the number is taken. The largest:\n")
		}
		if n > 10 {
			continue
		}
		number, _ := r.atlas.Catalog().Taxon(e.Naming.Taxon)
		named, _ := r.atlas.Catalog().Taxon(e.Naming.NameMeans)
		c.printf("  %s: the number %d is %s, and the name is %s\n", e.Feature.Label, e.Feature.NCBI, number.Name, named.Name)
	}
	if n > 10 {
		c.printf("  and %d more (profile -json has all)\n", n-10)
	}
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

// name returns what a row is called, with the species of what is finer than one,
// and with the label of what has no name of its own.
func name(f microbiome.Feature) string {
	if f.Rank == microbiome.RankNotSaid && f.Details != "" && len(f.Lineage) > 0 {
		return f.Name + " (" + f.Details + ")"
	}
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

// noReason goes with every list in which a medicine may be.
const noReason = "  Nothing here is a reason to start, stop or change a medicine.\n"

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
	c.printf(noReason)
}

func (c *call) showAltered(s *strategy.Stool, tells func(pathway.Node) bool) {
	c.printf("\nWHAT THE TEST CHANGES, against people in general (with the belief in each answer, signed)\n")
	m, n := s.Model(), 0
	for a := range s.Altered() {
		if !tells(a.Target) {
			continue
		}
		n++
		if n > 10 {
			continue
		}
		var through []string
		for _, x := range a.Through {
			if name, _ := m.Name(x); name != "" {
				through = append(through, name)
			}
		}
		target, _ := m.Name(a.Target)
		c.printf("  %s on %s: %s (%+.2f), now %s (%+.2f), by %s\n", habitName(m, a.Habit), target, a.Before, a.Belief[0], a.Now, a.Belief[1],
			cmp.Or(strings.Join(through, ", "), "a route that is closed"))
	}
	switch {
	case n == 0:
		c.printf("  no answer: nothing that an answer rests on was shown to be absent or low\n")
	case n > 10:
		c.printf("  and %d more answers (profile -json has all)\n", n-10)
	}
	if n > 0 {
		c.printf(noReason)
	}
}
