package main

import (
	"fmt"
	"slices"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/microbiome"
	"github.com/gutmuscle/gutmuscle/microbiome/diversity"
	"github.com/gutmuscle/gutmuscle/strategy"
)

// sampleRow is what is told of each sample of a table with several.
type sampleRow struct {
	Sample     string           `json:"sample"`
	Reads      int              `json:"reads,omitempty"`
	Unassigned *float64         `json:"unassigned,omitempty"` // share, of 1
	Rank       microbiome.Rank  `json:"rank,omitempty"`
	Diversity  *diversity.Alpha `json:"diversity,omitempty"` // at the rank; none if nothing was assigned
}

func (c *call) showSamples(t *microbiome.Table) error {
	at := t
	rank := microbiome.RankNotSaid
	if t.Content() == microbiome.Taxa {
		if rank = finest(t); rank != microbiome.RankNotSaid {
			var err error
			if at, err = t.AtRank(rank); err != nil {
				return err
			}
		}
	}
	rows := make([]sampleRow, t.NumSamples())
	for i := range rows {
		rows[i] = sampleRow{Sample: t.SampleName(i), Rank: rank}
		rows[i].Reads, _ = t.Reads(i)
		if rest, ok := at.Unassigned(i); ok {
			total, _ := at.Total(i)
			share := evidence.Round(rest / total)
			rows[i].Unassigned = &share
		}
		if a, err := diversity.AlphaOf(assigned(at, i)); err == nil {
			a.Shannon, a.Simpson, a.InverseSimpson, a.Pielou = evidence.Round(a.Shannon), evidence.Round(a.Simpson),
				evidence.Round(a.InverseSimpson), evidence.Round(a.Pielou)
			rows[i].Diversity = &a
		}
	}
	if c.json {
		return c.print(struct {
			Schema  string             `json:"schema"`
			Content microbiome.Content `json:"content"`
			Unit    microbiome.Unit    `json:"unit"`
			Origin  microbiome.Origin  `json:"origin"`
			Rows    int                `json:"rows"`
			Samples []sampleRow        `json:"samples"`
		}{strategy.SchemaVersion, t.Content(), t.Unit(), t.Origin(), t.NumFeatures(), rows})
	}
	c.showTable(t)
	c.printf("\n%-24s %10s %11s %9s %8s %8s\n", "sample", "reads", "unassigned", "richness", "Shannon", "Simpson")
	for _, r := range rows {
		reads, rest := "–", "–"
		if r.Reads > 0 {
			reads = fmt.Sprint(r.Reads)
		}
		if r.Unassigned != nil {
			rest = fmt.Sprintf("%.1f %%", 100**r.Unassigned)
		}
		c.printf("%-24s %10s %11s", r.Sample, reads, rest)
		if r.Diversity == nil {
			c.printf(" %9s %8s %8s\n", "–", "–", "–")
			continue
		}
		c.printf(" %9d %8.3f %8.3f\n", r.Diversity.Richness, r.Diversity.Shannon, r.Diversity.Simpson)
	}
	if rank != microbiome.RankNotSaid {
		c.printf("\nDiversity is at the rank of %s. Name one sample with -sample to be told of it.\n", rank)
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
