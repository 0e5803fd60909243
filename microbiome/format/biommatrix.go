package format

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/microbiome"
)

// biomMatrix holds the numbers of data as they stand, a list of lists that are
// equally long: what they mean may only be known at the end of the file.
type biomMatrix struct {
	blocks [][]float64 // of blockSize numbers each, but for the last
	n      int         // lists
	width  int         // numbers in each
	faults int
}

const (
	blockSize = 1 << 15
	maxFaults = 100 // more are only counted
)

func (m *biomMatrix) at(k int) float64 { return m.blocks[k/blockSize][k%blockSize] }

func (m *biomMatrix) add(v float64) {
	last := len(m.blocks) - 1
	if last < 0 || len(m.blocks[last]) == blockSize {
		m.blocks = append(m.blocks, make([]float64, 0, 64))
		last++
	}
	if b := m.blocks[last]; len(b) == cap(b) && len(b) > 0 && len(b) < blockSize {
		m.blocks[last] = slices.Grow(b, min(3*len(b), blockSize-len(b)))
	}
	m.blocks[last] = append(m.blocks[last], v)
}

// fault reports one of what may be very many.
func (m *biomMatrix) fault(p *dataset.Problems, at dataset.Place, format string, args ...any) {
	if m.faults++; m.faults <= maxFaults {
		p.Add(at, fmt.Errorf(format, args...))
	}
}

func (m *biomMatrix) faultsEnd(p *dataset.Problems, at dataset.Place) {
	if m.faults > maxFaults {
		p.Add(at, fmt.Errorf("%d more problems", m.faults-maxFaults))
	}
	m.faults = 0
}

// read reads data.
func (m *biomMatrix) read(s *scanner, at dataset.Place, p *dataset.Problems) {
	s.list(func() {
		width := 0
		s.list(func() {
			v, err := s.number()
			if err != nil && s.err == nil {
				at.Line = s.line + 1
				m.fault(p, at.Field(fmt.Sprintf("data[%d][%d]", m.n, width)), "%w", err)
			}
			m.add(v)
			width++
		})
		if m.n == 0 {
			m.width = width
		} else if width != m.width && s.err == nil {
			m.fault(p, at.Field(fmt.Sprintf("data[%d]", m.n)), "%d numbers; want %d, as in those before", width, m.width)
		}
		m.n++
	})
	m.faultsEnd(p, at.Field("data"))
}

// samples returns the columns of the matrix.
func (m *biomMatrix) samples(b *biomReader, p *dataset.Problems) []microbiome.Sample {
	at := b.in.at(0)
	rows, columns := len(b.table.Rows), len(b.columns)
	sparse := m.n == 0 || m.width == 3
	dense := m.n == rows && (m.width == columns || m.n == 0)
	switch strings.ToLower(b.matrixType) {
	case "sparse":
		if dense = false; !sparse {
			p.Add(at.Field("data"), fmt.Errorf("lists of %d numbers; want a row, a column and a value", m.width))
			return nil
		}
	case "dense":
		if sparse = false; !dense {
			p.Add(at.Field("data"), fmt.Errorf("%d lists of %d numbers; want %d of %d, one for each row with one for each column",
				m.n, m.width, rows, columns))
			return nil
		}
	}
	switch {
	case !sparse && !dense:
		p.Add(at.Field("data"), fmt.Errorf("%d lists of %d numbers, which are neither a sparse nor a dense matrix of %d rows and %d columns",
			m.n, m.width, rows, columns))
		return nil
	case sparse && dense && m.n > 0:
		p.Add(at.Field("matrix_type"), errors.New("missing, and the data may be either a sparse or a dense matrix"))
		return nil
	}
	cell, cells := m.denseCell, m.n*m.width
	if sparse {
		cell, cells = m.sparseCell, m.n
	}
	samples := m.gather(b, cells, cell, p)
	m.faultsEnd(p, at.Field("data"))
	return samples
}

func (m *biomMatrix) sparseCell(k int) (row, column, v float64) {
	return m.at(3 * k), m.at(3*k + 1), m.at(3*k + 2)
}

func (m *biomMatrix) denseCell(k int) (row, column, v float64) {
	return float64(k / m.width), float64(k % m.width), m.at(k)
}

// gather puts the cells into the samples that they are of, in the order of the
// rows.
func (m *biomMatrix) gather(b *biomReader, cells int, cell func(k int) (row, column, v float64), p *dataset.Problems) []microbiome.Sample {
	at := b.in.at(0)
	whole := strings.EqualFold(b.elementType, "int")
	sizes := make([]int, len(b.columns))
	for k := range cells {
		row, column, v := cell(k)
		switch {
		case !isIndex(row, len(b.table.Rows)) || !isIndex(column, len(b.columns)):
			m.fault(p, at.Field(fmt.Sprintf("data[%d]", k)), "row %v, column %v; there are %d rows and %d columns, from 0",
				row, column, len(b.table.Rows), len(b.columns))
		case v < 0 || whole && v != math.Trunc(v):
			want := "a number that is not negative"
			if v >= 0 {
				want = "a whole number, as matrix_element_type says"
			}
			m.fault(p, at.Record(b.table.Rows[int(row)].ID).Field(b.columns[int(column)]), "%v; want %s", v, want)
		default:
			sizes[int(column)]++
		}
	}
	if m.faults > 0 {
		return nil
	}
	samples := make([]microbiome.Sample, len(b.columns))
	for i, n := range sizes {
		samples[i] = microbiome.Sample{Name: b.columns[i], Index: make([]int32, 0, n), Value: make([]float64, 0, n)}
	}
	for k := range cells {
		row, column, v := cell(k)
		s := &samples[int(column)]
		s.Index, s.Value = append(s.Index, int32(row)), append(s.Value, v)
	}
	for i := range samples {
		m.order(&samples[i], b, p)
	}
	return samples
}

func isIndex(v float64, n int) bool { return v >= 0 && v < float64(n) && v == math.Trunc(v) }

// order puts the features of a sample in order, reports those that are there
// twice and leaves zeros out.
func (m *biomMatrix) order(s *microbiome.Sample, b *biomReader, p *dataset.Problems) {
	ascending := true
	for k := 1; k < len(s.Index) && ascending; k++ {
		ascending = s.Index[k-1] < s.Index[k]
	}
	if !ascending {
		by := make([]int, len(s.Index))
		for k := range by {
			by[k] = k
		}
		slices.SortStableFunc(by, func(x, y int) int { return int(s.Index[x]) - int(s.Index[y]) })
		index, value := make([]int32, len(by)), make([]float64, len(by))
		for k, from := range by {
			index[k], value[k] = s.Index[from], s.Value[from]
		}
		s.Index, s.Value = index, value
	}
	n := 0
	for k, i := range s.Index {
		if k > 0 && s.Index[k-1] == i {
			m.fault(p, b.in.at(0).Record(b.table.Rows[i].ID).Field(s.Name), "%w: the cell is there twice", dataset.ErrDuplicate)
		}
		if s.Value[k] > 0 {
			s.Index[n], s.Value[n] = i, s.Value[k]
			n++
		}
	}
	s.Index, s.Value = s.Index[:n], s.Value[:n]
}
