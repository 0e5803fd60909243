package format

import (
	"errors"
	"fmt"
	"math"
	"strconv"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/microbiome"
)

// spec returns the table of the rows, nested, and reports where they contradict
// each other.
func (l *taxonRows) spec() microbiome.Spec {
	spec := microbiome.Spec{Content: microbiome.Taxa, Unit: l.unit, Nested: true}
	if len(l.rows) == 0 && l.p.Len() == 0 {
		l.p.Add(l.at(0), errNoRows)
	}
	if l.p.Len() > 0 {
		return spec
	}
	sample := microbiome.Sample{Name: l.sample()}
	if l.unit == microbiome.Counts {
		sample.Total, spec.Unit = l.total()
	}
	spec.Parents = l.lineages()
	percentiles := false
	for i := range l.rows {
		row := &l.rows[i]
		spec.Features = append(spec.Features, row.feature)
		if row.below > row.value+row.rounding+row.offBelow+1e-9 {
			l.p.Add(row.at, fmt.Errorf("%v; want at least the %.10g of the rows right below it", row.value, row.below))
		}
		if row.value == 0 {
			continue
		}
		sample.Index = append(sample.Index, int32(i))
		sample.Value = append(sample.Value, row.value)
		sample.Percentile = append(sample.Percentile, row.percentile)
		percentiles = percentiles || !math.IsNaN(row.percentile)
	}
	if !percentiles {
		sample.Percentile = nil
	}
	spec.Samples = []microbiome.Sample{sample}
	return spec
}

// total returns how many reads there are in all, 0 if that is not told, and the
// unit. The reads are those of the root. A list without root tells them by
// count_norm, which is per million bacteria, if it has no other domain. If each
// count is its count_norm, they are no counts but per million.
func (l *taxonRows) total() (float64, microbiome.Unit) {
	root, normed, most, same, others := 0.0, 0, 0, true, false
	for i := range l.rows {
		row := &l.rows[i]
		if row.feature.NCBI == 1 {
			root = row.value
		}
		if row.norm >= 0 {
			normed++
		}
		if row.norm > l.rows[most].norm {
			most = i
		}
		same = same && row.value == float64(row.norm)
		others = others || row.feature.Rank == microbiome.Domain && row.feature.NCBI != 2
	}
	if normed == 0 {
		return root, microbiome.Counts
	}
	million := l.rows[most].value * 1e6 / float64(max(1, l.rows[most].norm))
	for i := range l.rows {
		row := &l.rows[i]
		want := 0.0
		if million > 0 {
			want = row.value * 1e6 / million
		}
		switch at := row.at.Field("count_norm"); {
		case row.norm < 0:
			l.p.Add(at, errors.New("missing; the other rows have it"))
		case math.Abs(float64(row.norm)-want) > 1+want/1000:
			l.p.Add(at, fmt.Errorf("%d; want about %.0f, since %v is %v of a million, but %v is %d",
				row.norm, want, row.value, want, l.rows[most].value, l.rows[most].norm))
		}
	}
	switch {
	case same:
		return 0, microbiome.PerMillion
	case root > 0 || others:
		return root, microbiome.Counts
	default:
		return math.Round(million), microbiome.Counts
	}
}

// lineages fills in the lineages by the parents that are told, and what lies
// right below each row. A parent that has no row is a level if it is told by
// name. It returns the row that each row lies in, -1 where that is not told.
func (l *taxonRows) lineages() []int32 {
	up := l.parents()
	const (
		isNew = iota
		underWay
		isDone
	)
	state := make([]int, len(l.rows))
	for i := range l.rows {
		var way []int32
		at := int32(i)
		for ; at >= 0 && state[at] == isNew; at = up[at] {
			state[at] = underWay
			way = append(way, at)
		}
		if at >= 0 && state[at] == underWay {
			l.p.Add(l.rows[at].at.Field("parent"), errors.New("the taxon is above itself"))
		}
		for k := len(way) - 1; k >= 0; k-- {
			row := &l.rows[way[k]]
			state[way[k]] = isDone
			if up[way[k]] < 0 {
				row.addTo(nil, l.p)
				continue
			}
			parent := &l.rows[up[way[k]]]
			parent.below += row.value
			parent.offBelow += row.rounding
			row.addTo(parent.feature.Lineage, l.p)
		}
	}
	return up
}

// addTo makes the lineage of a row of that of its parent.
func (row *taxonRow) addTo(above []microbiome.Level, p *dataset.Problems) {
	f := &row.feature
	if f.NCBI == 1 {
		return
	}
	if err := inOrder(f.Name, f.Rank, above); err != nil {
		p.Add(row.at.Field("rank"), err)
		return
	}
	if _, err := strconv.Atoi(row.parent); err != nil && above == nil && row.parent != "" {
		f.Lineage = append(f.Lineage, microbiome.Level{Name: row.parent})
	}
	if f.Name != "" {
		f.Lineage = append(f.Lineage, under(above, microbiome.Level{Rank: f.Rank, Name: f.Name})...)
	}
}

// parents returns for each row that of its parent, and -1 where there is none or
// several have the name.
func (l *taxonRows) parents() []int32 {
	rowOf := make(map[string]int, 2*len(l.rows)) // by number and by name
	for i := range l.rows {
		rowOf[l.rows[i].feature.Label] = i
	}
	for i := range l.rows {
		name := l.rows[i].feature.Name
		if _, twice := rowOf[name]; twice {
			i = -1
		}
		rowOf[name] = i
	}
	delete(rowOf, "")
	up := make([]int32, len(l.rows))
	for i := range l.rows {
		row := &l.rows[i]
		n, ok := rowOf[row.parent]
		if up[i] = int32(n); !ok || row.feature.NCBI == 1 { // which is its own parent in the NCBI Taxonomy
			up[i] = -1
		}
	}
	return up
}
