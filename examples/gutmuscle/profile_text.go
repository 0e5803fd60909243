package main

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence"
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
