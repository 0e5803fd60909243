package microbiome

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// Ranks returns the ranks of which there are rows, from the highest down.
func (t *Table) Ranks() []Rank {
	var ranks []Rank
	for i := range t.spec.Features {
		if r := t.spec.Features[i].Rank; r != RankNotSaid && !slices.Contains(ranks, r) {
			ranks = append(ranks, r)
		}
	}
	slices.Sort(ranks)
	return ranks
}

// oneRank reports whether all rows are of one rank.
func (t *Table) oneRank() bool {
	rank := RankNotSaid
	for i := range t.spec.Features {
		f := &t.spec.Features[i]
		if f.Unassigned {
			continue
		}
		if f.Rank == RankNotSaid || rank != RankNotSaid && f.Rank != rank {
			return false
		}
		rank = f.Rank
	}
	return true
}

// AtRank returns the table at one rank. Of nested rows it keeps those of the
// rank; other rows it adds up by the lineage down to the name that they have
// there. What has no name at the rank stays in the total, as unassigned; nothing
// is counted twice. A table that is not of taxa, or that has no name at the
// rank, is an error.
func (t *Table) AtRank(r Rank) (*Table, error) {
	if t.spec.Content != Taxa {
		return nil, fmt.Errorf("microbiome: a table of %s has no ranks", t.spec.Content)
	}
	s := t.spec
	s.Features, s.Parents = nil, nil
	to := make([]int32, len(t.spec.Features)) // new index of each feature; −1: none
	rows := make(map[string]int32)
	named := false
	for i, f := range t.spec.Features {
		keep := f.Unassigned || f.Rank == r
		if !t.spec.Nested && !f.Unassigned {
			f, keep = f.upTo(r)
		}
		if to[i] = -1; !keep {
			continue
		}
		named = named || !f.Unassigned
		n, ok := rows[f.Label]
		if !ok {
			n = int32(len(s.Features))
			rows[f.Label] = n
			s.Features = append(s.Features, f)
		}
		to[i] = n
	}
	if !named {
		return nil, fmt.Errorf("microbiome: no row has a name at rank %s; the rows are of %v", r, t.Ranks())
	}
	s.Samples = make([]Sample, len(t.spec.Samples))
	sums := make([]float64, len(s.Features))
	percentiles := make([]float64, len(s.Features))
	for i := range s.Samples {
		old, sample := &t.spec.Samples[i], &s.Samples[i]
		*sample = Sample{Name: old.Name, Reads: old.Reads}
		sample.Total, _ = t.Total(i)
		clear(sums)
		for k, from := range old.Index {
			n := to[from]
			if n < 0 {
				continue
			}
			sums[n] += old.Value[k]
			if percentiles[n] = math.NaN(); old.Percentile != nil && t.spec.Nested {
				percentiles[n] = old.Percentile[k]
			}
		}
		for n, v := range sums {
			if v == 0 {
				continue
			}
			sample.Index, sample.Value = append(sample.Index, int32(n)), append(sample.Value, v)
			if old.Percentile != nil {
				sample.Percentile = append(sample.Percentile, percentiles[n])
			}
		}
	}
	return NewTable(s)
}

// upTo returns the taxon of rank r that f belongs to, and whether f tells it.
// Its label is the lineage down to there, since a name by itself may be that of
// several taxa.
func (f Feature) upTo(r Rank) (Feature, bool) {
	n := slices.IndexFunc(f.Lineage, func(l Level) bool { return l.Rank == r })
	if n < 0 {
		return f, f.Rank == r && len(f.Lineage) == 0
	}
	up := Feature{Name: f.Lineage[n].Name, Rank: r, Lineage: f.Lineage[:n+1], Stratum: f.Stratum}
	if f.Rank == r {
		up.NCBI = f.NCBI
	}
	names := make([]string, n+1)
	for i, l := range up.Lineage {
		names[i] = l.Name
	}
	up.Label = strings.Join(names, ";")
	return up, true
}
