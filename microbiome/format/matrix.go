package format

import (
	"runtime"
	"sync"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/microbiome"
)

// columns says what the columns of a table hold.
type columns struct {
	names []string
	text  []bool // which columns are of text; the others are of numbers
	label int    // the column of text that names the row
}

// textBefore returns how many columns of text stand before a column.
func (c columns) textBefore(column int) int {
	n := 0
	for _, text := range c.text[:column] {
		if text {
			n++
		}
	}
	return n
}

// numbers returns the names of the columns that hold numbers, in their order.
func (c columns) numbers() []string {
	var names []string
	for i, name := range c.names {
		if !c.text[i] {
			names = append(names, name)
		}
	}
	return names
}

// matrix is the rows of a table: text, and the numbers that are not zero.
type matrix struct {
	columns
	first  int // line of the first row
	parts  []*part
	rows   int
	broken map[int]bool // rows that are not of the form of the others
}

// part is what a block of lines holds, each line a row.
type part struct {
	line, rows int      // number of the first, and how many there are
	texts      []string // text cells of all rows, row by row
	// The numbers that are not zero, row by row: where those of each row end, and
	// for each which of the columns of numbers it is in. In a part that was turned
	// they stand column by column, with their row in the part.
	ends  []int32
	index []int32
	value []float64

	faults []fault
	wrong  map[int]int // how many cells of a column are no numbers
	broken []int       // rows that have another number of cells
	stop   error       // why nothing can be read from the line after the last row on
}

// readMatrix reads all rows after the header. Blocks of whole lines are parsed
// at the same time and put together in order; they are turned if it is columns
// that are wanted of them. What is wrong goes to the problems of h.
func readMatrix(h *header, c columns, turned bool) *matrix {
	m := &matrix{columns: c, first: h.line + 1, broken: make(map[int]bool)}
	s := splitter{header: h, line: m.first, size: blockSize / 16}
	if h.back {
		s.rest = append([]byte(h.text), '\n')
		s.line, m.first = h.line, h.line
	}
	workers := runtime.GOMAXPROCS(0)
	jobs := make(chan *job, workers)
	var group sync.WaitGroup
	for range workers {
		group.Go(func() {
			var scratch part
			for j := range jobs {
				j.part = c.parse(j.text, j.line, turned, &scratch)
				close(j.done)
			}
		})
	}
	var queue []*job
	take := func() bool {
		j := queue[0]
		queue = queue[1:]
		<-j.done
		s.free = append(s.free, j.text)
		m.parts = append(m.parts, j.part)
		return j.part.stop == nil
	}
	good := true
	for good {
		text, line := s.next()
		if text == nil {
			break
		}
		j := &job{text: text, line: line, done: make(chan struct{})}
		jobs <- j
		if queue = append(queue, j); len(queue) > 2*workers {
			good = take()
		}
	}
	for good && len(queue) > 0 {
		good = take()
	}
	close(jobs)
	group.Wait()
	m.report(h, s.err)
	return m
}

// each calls f with each row that has the form of the others: its place, with its
// label as the record, and its texts. It gives up if that brings too many
// problems.
func (m *matrix) each(in *input, f func(row int, at dataset.Place, texts []string)) {
	row, n, label := 0, m.textBefore(len(m.text)), m.textBefore(m.label)
	most := in.p.Len() + maxFaults
	for _, p := range m.parts {
		for i := range p.rows {
			if texts := p.texts[i*n : (i+1)*n]; !m.broken[row] {
				f(row, in.at(p.line+i).Record(short(texts[label])), texts)
			}
			if in.p.Len() > most {
				in.p.Add(in.at(p.line+i), errTooMany)
				return
			}
			row++
		}
	}
}

// byRow returns the numbers of each row that are not zero, of a matrix that was
// not turned.
func (m *matrix) byRow() []microbiome.Sample {
	samples := make([]microbiome.Sample, 0, m.rows)
	for _, p := range m.parts {
		start := int32(0)
		for _, end := range p.ends {
			samples = append(samples, microbiome.Sample{Index: p.index[start:end:end], Value: p.value[start:end:end]})
			start = end
		}
	}
	return samples
}

// byColumn returns the numbers of each column that are not zero, of a matrix
// that was turned.
func (m *matrix) byColumn() []microbiome.Sample {
	names := m.numbers()
	samples := make([]microbiome.Sample, len(names))
	inParallel(len(names), func(from, to int) {
		for c := from; c < to; c++ {
			samples[c] = m.column(c)
			samples[c].Name = names[c]
		}
	})
	return samples
}

// column puts together what the parts have of a column.
func (m *matrix) column(c int) microbiome.Sample {
	n := 0
	for _, p := range m.parts {
		start, end := p.column(c)
		n += int(end - start)
	}
	s := microbiome.Sample{Index: make([]int32, 0, n), Value: make([]float64, 0, n)}
	first := int32(0)
	for _, p := range m.parts {
		start, end := p.column(c)
		s.Value = append(s.Value, p.value[start:end]...)
		for _, row := range p.index[start:end] {
			s.Index = append(s.Index, first+row)
		}
		first += int32(p.rows)
	}
	return s
}

// column returns where the numbers of a column start and end in a part that was
// turned.
func (p *part) column(c int) (start, end int32) {
	if c > 0 {
		start = p.ends[c-1]
	}
	return start, p.ends[c]
}

// inParallel calls f for parts of 0 up to n, each in a goroutine of its own.
func inParallel(n int, f func(from, to int)) {
	workers := runtime.GOMAXPROCS(0)
	var group sync.WaitGroup
	for w := range workers {
		group.Go(func() { f(w*n/workers, (w+1)*n/workers) })
	}
	group.Wait()
}
