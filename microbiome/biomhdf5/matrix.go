package biomhdf5

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"sync"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/microbiome"
)

// compressed is a matrix by rows or by columns: number i has the cells from
// start[i] up to start[i+1], each with its place across and its value.
type compressed struct {
	name   string // observation or sample
	start  []int32
	across []int32
	value  []float64
}

// compressed reads a matrix of n rows or columns of width cells. It reports what
// is wrong with it by itself.
func (b *biom) compressed(name string, n, width int) (m compressed, ok bool) {
	before := b.p.Len()
	path := name + "/matrix"
	m.name = name
	ints := func(part string) (list []int32) {
		if v := b.values(path+"/"+part, true); v != nil {
			var err error
			list, err = v.Int32s()
			b.add(path+"/"+part, err)
		}
		return list
	}
	m.start, m.across = ints("indptr"), ints("indices")
	if v := b.values(path+"/data", true); v != nil {
		var err error
		m.value, err = v.Floats()
		b.add(path+"/data", err)
	}
	if b.p.Len() > before {
		return m, false
	}
	cells := len(m.value)
	switch {
	case len(m.start) == 0 && n == 0 && cells == 0: // as some writers have an empty table
		m.start = []int32{0}
	case len(m.start) != n+1:
		b.addf(path+"/indptr", "%d numbers; want %d, one more than there are", len(m.start), n+1)
	case m.start[0] != 0 || int(m.start[n]) != cells || !slices.IsSorted(m.start):
		b.addf(path+"/indptr", "want numbers from 0 that do not fall, up to the %d of data", cells)
	}
	if len(m.across) != cells {
		b.addf(path+"/indices", "%d numbers; want %d, as many as in data", len(m.across), cells)
	} else if cells > 0 && int(slices.Max(m.across)) >= width {
		b.addf(path+"/indices", "%d; want numbers from 0 and below %d, as the shape says", slices.Max(m.across), width)
	}
	if nnz := b.numbers("nnz"); len(nnz) == 1 && int(nnz[0]) != cells {
		b.addf(path+"/data", "%d numbers; the file says that there are %d (nnz)", cells, nnz[0])
	}
	return m, b.p.Len() == before
}

// maxFaults is how many wrong cells are told one by one.
const maxFaults = 100

// matrix reads the samples, and checks them against the matrix by rows, which is
// read at the same time.
func (b *biom) matrix(names []string) {
	aside := *b
	aside.p = new(dataset.Problems)
	var byRow compressed
	var also bool
	var other sync.WaitGroup
	other.Go(func() { byRow, also = aside.compressed("observation", b.rows, b.columns) })
	bySample, ok := b.compressed("sample", b.columns, b.rows)
	samples := make([]microbiome.Sample, b.columns)
	for i := range samples {
		samples[i].Name = names[i]
		if ok {
			from, to := bySample.start[i], bySample.start[i+1]
			b.sample(&samples[i], bySample.across[from:to], bySample.value[from:to])
		}
	}
	if b.faults > maxFaults {
		b.addf("sample/matrix", "%d more problems", b.faults-maxFaults)
	}
	other.Wait()
	b.p.Join(aside.p)
	if ok && also && b.p.Len() == 0 {
		b.table.Samples = samples
		b.same(bySample, byRow)
	}
}

// sample puts the cells of a sample in order and leaves out zeros, in place.
func (b *biom) sample(s *microbiome.Sample, index []int32, value []float64) {
	if !slices.IsSorted(index) {
		order(index, value)
	}
	n, last := 0, int32(-1)
	for k, i := range index {
		v := value[k]
		if i == last || !(v >= 0 && v <= math.MaxFloat64) {
			if b.faults++; b.faults <= maxFaults {
				b.p.Add(b.at.Record(b.table.Rows[i].ID).Field(s.Name), wrong(i == last, v))
			}
		}
		if last = i; v != 0 {
			index[n], value[n] = i, v
			n++
		}
	}
	s.Index, s.Value = index[:n:n], value[:n:n]
	for k := range index[n:] {
		index[n+k] = -1 // no cell any more
	}
}

// wrong says what is wrong with a cell.
func wrong(twice bool, v float64) error {
	switch {
	case twice:
		return fmt.Errorf("%w: the cell is there twice", dataset.ErrDuplicate)
	case math.IsNaN(v):
		return errors.New("NaN; unknown is never zero: want a number")
	default:
		return fmt.Errorf("%v; want a number that is finite and not negative", v)
	}
}

// order puts cells in the order of their index.
func order(index []int32, value []float64) {
	by := make([]int, len(index))
	for k := range by {
		by[k] = k
	}
	slices.SortStableFunc(by, func(x, y int) int { return int(index[x]) - int(index[y]) })
	i, v := slices.Clone(index), slices.Clone(value)
	for k, from := range by {
		index[k], value[k] = i[from], v[from]
	}
}

// same checks that the matrix by rows has the cells of the samples, which lie in
// the one by samples: row by row, what comes next in each sample must be the cell.
func (b *biom) same(bySample, byRow compressed) {
	next := slices.Clone(bySample.start)
	at := func(row int, column int32) dataset.Place {
		return b.at.Record(b.table.Rows[row].ID).Field(b.table.Samples[column].Name)
	}
	for row := range b.table.Rows {
		from, to := byRow.start[row], byRow.start[row+1]
		value := byRow.value[from:to]
		for k, column := range byRow.across[from:to] {
			if value[k] == 0 {
				continue
			}
			n := next[column]
			next[column]++
			if n < bySample.start[column+1] && int(bySample.across[n]) == row && bySample.value[n] == value[k] {
				continue
			}
			b.p.Add(at(row, column), fmt.Errorf("%v in the matrix by rows, and otherwise in that by samples: the file contradicts itself", value[k]))
			return
		}
	}
	for i, s := range b.table.Samples {
		if n := int(next[i] - bySample.start[i]); n != len(s.Index) {
			b.p.Add(at(int(s.Index[n]), int32(i)), fmt.Errorf("%v in the matrix by samples, and nothing in that by rows: the file contradicts itself", s.Value[n]))
			return
		}
	}
}
