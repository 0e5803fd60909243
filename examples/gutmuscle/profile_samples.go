package main

import (
	"fmt"
	"slices"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/microbiome"
	"github.com/gutmuscle/gutmuscle/microbiome/diversity"
	"github.com/gutmuscle/gutmuscle/microbiome/taxon"
	"github.com/gutmuscle/gutmuscle/pathway"
	"github.com/gutmuscle/gutmuscle/strategy"
)

// tableDoc is what the document of a table has in any case.
type tableDoc struct {
	Schema  string             `json:"schema"`
	Content microbiome.Content `json:"content"`
	Unit    microbiome.Unit    `json:"unit"`
	Origin  microbiome.Origin  `json:"origin"`
	Rows    int                `json:"rows"`
	Samples []sampleDoc        `json:"samples"`
}

// sampleDoc is what is told of each sample. Shares are of 1.
type sampleDoc struct {
	ID           string             `json:"id"`
	Reads        int                `json:"reads,omitempty"`
	Unclassified *float64           `json:"unclassified,omitempty"` // share that is in none of the rows
	Rank         microbiome.Rank    `json:"rank,omitempty"`
	Diversity    *diversity.Alpha   `json:"diversity,omitempty"` // at the rank; none if nothing was assigned
	Unresolved   []unresolvedDoc    `json:"unresolved"`
	Percentiles  *percentilesDoc    `json:"percentiles,omitempty"`
	Capacities   []pathway.Capacity `json:"capacities"` // without the rows behind them
}

// unresolvedDoc is a row whose name is not known.
type unresolvedDoc struct {
	Label      string     `json:"label"`
	Name       string     `json:"name,omitempty"`
	Share      *float64   `json:"share,omitempty"`
	Candidates []taxon.ID `json:"candidates,omitempty"`
}

// percentilesDoc is the percentiles that a provider gives, in its own group. If
// that is not named they are counted only: they mean nothing then.
type percentilesDoc struct {
	Group string          `json:"group,omitempty"`
	Given int             `json:"given"`
	Rows  []percentileDoc `json:"rows,omitempty"`
}

// percentileDoc is the percentile of a row.
type percentileDoc struct {
	Label      string   `json:"label"`
	Taxon      taxon.ID `json:"taxon,omitzero"`
	Percentile float64  `json:"percentile"`
}

// percentiles returns the percentiles that the file gives for a sample, in its
// order, or nil if there are none.
func (r *readings) percentiles(i int) *percentilesDoc {
	doc := percentilesDoc{Group: r.Origin().Reference}
	for at, f := range r.Features() {
		x, ok := r.Percentile(i, at)
		if !ok {
			continue
		}
		if doc.Given++; doc.Group == "" {
			continue
		}
		row := percentileDoc{Label: f.Label, Percentile: x}
		if r.named != nil {
			row.Taxon = r.named.Naming(at).Taxon
		}
		doc.Rows = append(doc.Rows, row)
	}
	if doc.Given == 0 {
		return nil
	}
	return &doc
}

// document returns what is told of a table and of some of its samples.
func (r *readings) document(samples ...int) (tableDoc, error) {
	doc := tableDoc{strategy.SchemaVersion, r.Content(), r.Unit(), r.Origin(), r.NumFeatures(), []sampleDoc{}}
	for _, i := range samples {
		row, err := r.sample(i)
		if err != nil {
			return doc, err
		}
		doc.Samples = append(doc.Samples, row)
	}
	return doc, nil
}

// sample returns what is told of a sample.
func (r *readings) sample(i int) (sampleDoc, error) {
	row := r.summary(i)
	list, err := r.capacities(i)
	if err != nil {
		return row, err
	}
	row.Capacities = append(row.Capacities, list...)
	row.Percentiles = r.percentiles(i)
	if r.named != nil {
		p := r.named.Profile(i)
		unresolved, _ := p.Unresolved()
		for _, e := range unresolved {
			row.Unresolved = append(row.Unresolved, unresolvedDoc{e.Feature.Label, e.Feature.Name, share(e.Share, p.SharesKnown()), e.Naming.Candidates})
		}
	}
	for k := range row.Capacities {
		row.Capacities[k].Carriers = nil
	}
	return row, nil
}

// capacities returns what the microbes of a sample can do; nothing of a table that
// functions cannot be told from.
func (r *readings) capacities(i int) ([]pathway.Capacity, error) {
	switch {
	case r.genes != nil:
		return r.genes.Capacities(i)
	case r.named != nil:
		return r.atlas.Capacities(r.named.Profile(i)), nil
	}
	return nil, nil
}

// summary returns what is told of a sample in a line.
func (r *readings) summary(i int) sampleDoc {
	row := sampleDoc{ID: r.SampleName(i), Rank: r.rank, Unresolved: []unresolvedDoc{}, Capacities: []pathway.Capacity{}}
	row.Reads, _ = r.Reads(i)
	if r.named != nil {
		row.Unclassified = share(r.named.Profile(i).Unassigned())
	} else if rest, ok := r.Unassigned(i); ok {
		total, _ := r.Total(i)
		row.Unclassified = share(rest/total, true)
	}
	if a, ok := r.diversity(i); ok {
		a.Shannon, a.Simpson, a.InverseSimpson, a.Pielou = evidence.Round(a.Shannon), evidence.Round(a.Simpson),
			evidence.Round(a.InverseSimpson), evidence.Round(a.Pielou)
		row.Diversity = &a
	}
	return row
}

// diversity returns that of a sample at the rank, or of rows that have none if
// they do not lie in each other.
func (r *readings) diversity(i int) (diversity.Alpha, bool) {
	a, err := diversity.AlphaOf(assigned(r.at, i))
	return a, err == nil && (r.rank != microbiome.RankNotSaid || !r.Nested())
}

// share returns a share that is known, rounded, and else nil.
func share(x float64, known bool) *float64 {
	if !known {
		return nil
	}
	x = evidence.Round(x)
	return &x
}

func (c *call) showSamples(t *microbiome.Table, f profileFlags) error {
	r, err := c.ready(t, f.rank)
	if err != nil {
		return err
	}
	if c.json {
		samples := make([]int, t.NumSamples())
		for i := range samples {
			samples[i] = i
		}
		doc, err := r.document(samples...)
		if err != nil {
			return err
		}
		return c.print(doc)
	}
	c.showTable(t)
	width := len("sample")
	for i := range t.NumSamples() {
		width = max(width, len(t.SampleName(i)))
	}
	c.printf("\n%-*s %10s %12s %9s %8s %8s\n", width, "sample", "reads", "unclassified", "richness", "Shannon", "Simpson")
	for i := range t.NumSamples() {
		row := r.summary(i)
		reads, rest := "–", "–"
		if row.Reads > 0 {
			reads = fmt.Sprint(row.Reads)
		}
		if row.Unclassified != nil {
			rest = fmt.Sprintf("%.1f %%", 100**row.Unclassified)
		}
		c.printf("%-*s %10s %12s", width, row.ID, reads, rest)
		if row.Diversity == nil {
			c.printf(" %9s %8s %8s\n", "–", "–", "–")
			continue
		}
		c.printf(" %9d %8.3f %8.3f\n", row.Diversity.Richness, row.Diversity.Shannon, row.Diversity.Simpson)
	}
	if r.rank != microbiome.RankNotSaid {
		c.printf("\nDiversity is at the rank of %s. Name one sample with -sample to be told of it.\n", r.rank)
	}
	return nil
}

// assigned returns the abundances of a sample without what was not assigned and
// without rows of a stratum.
func assigned(t *microbiome.Table, sample int) []float64 {
	var values []float64
	for i, v := range t.Abundances(sample) {
		if f := t.Feature(i); !f.Unassigned && f.Stratum == "" {
			values = append(values, v)
		}
	}
	return values
}

// finest returns the finest rank, down to the species, that rows of a table have.
func finest(t *microbiome.Table) microbiome.Rank {
	ranks := t.Ranks()
	slices.Reverse(ranks)
	for _, r := range ranks {
		if r <= microbiome.Species {
			return r
		}
	}
	return microbiome.RankNotSaid
}
