package dataset

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence/spell"
)

// Row is one row of a table that [ReadTable] read. It keeps its meaning after
// the call it was handed to. It is a plain value.
type Row struct {
	At      Place // of the row; its Rec is the first cell
	Cells   []string
	columns []string
}

// Cell returns the cell of a column, without white space around it, and
// whether the table has such a column.
func (r Row) Cell(column string) (string, bool) {
	if i := slices.Index(r.columns, column); i >= 0 {
		return strings.TrimSpace(r.Cells[i]), true
	}
	return "", false
}

// Columns returns the names of the columns of the table, in their order.
func (r Row) Columns() []string { return slices.Clone(r.columns) }

// ReadTable reads a table: a line of column names, then one line a row, with a
// tab between cells and no quoting. It calls each with every row that has as
// many cells as there are names, and reports the others, empty lines, rows
// whose first cell was there already, and names that are missing, empty or
// given twice. Without the names in want, no row is read. The file name is for
// messages only.
func ReadTable(r io.Reader, file string, want []string, p *Problems, each func(row Row)) {
	t := table{want: want, p: p, each: each, others: ",;", between: "tabs between the columns, not commas or semicolons"}
	start := p.Len()
	lines(r, file, p, func(n int, line []byte) {
		at := Place{File: file, Line: n}
		if t.columns != nil && len(strings.TrimSpace(string(line))) == 0 {
			t.empty(at)
			return
		}
		t.add(at, strings.Split(string(line), "\t"))
	})
	if t.columns == nil && p.Len() == start {
		p.Add(Place{File: file}, errNoColumns)
	}
}

var errNoColumns = errors.New("no text; want a line of column names")

// table is what a line of column names makes of the lines below it.
type table struct {
	want     []string
	p        *Problems
	each     func(row Row)
	others   string // what may stand between columns by mistake
	between  string // what should
	columns  []string
	readable bool
	first    map[string]int // line of each first cell
}

func (t *table) empty(at Place) {
	if t.readable {
		t.p.Add(at, errors.New("empty line; want a row"))
	}
}

// add takes the cells of the next line: the names of the columns or a row.
func (t *table) add(at Place, cells []string) {
	if t.columns == nil {
		t.columns, t.first = cells, make(map[string]int)
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		if len(cells) == 1 && strings.ContainsAny(cells[0], t.others) {
			t.p.Add(at, errors.New("one column; want "+t.between))
			return
		}
		t.readable = checkColumns(at, cells, t.want, t.p)
		return
	}
	switch id := strings.TrimSpace(cells[0]); {
	case !t.readable:
	case len(cells) != len(t.columns):
		t.p.Add(at.Record(id), fmt.Errorf("%d cells; want %d, one for each column", len(cells), len(t.columns)))
	case id == "":
		t.p.Add(at.Field(t.columns[0]), errors.New("empty; want an id of the row"))
	case t.first[id] > 0:
		t.p.Add(at.Record(id).Field(t.columns[0]), fmt.Errorf("%w: first in line %d", ErrDuplicate, t.first[id]))
	default:
		t.first[id] = at.Line
		t.each(Row{At: at.Record(id), Cells: cells, columns: t.columns})
	}
}

func checkColumns(at Place, columns, want []string, p *Problems) bool {
	before := p.Len()
	seen := make(map[string]bool, len(columns))
	for i, name := range columns {
		switch {
		case name == "":
			p.Add(at, fmt.Errorf("column %d has no name", i+1))
		case seen[name]:
			p.Add(at.Field(name), errors.New("column given twice"))
		}
		seen[name] = true
	}
	for _, name := range want {
		if seen[name] {
			continue
		}
		err := errors.New("no such column")
		if near := spell.Nearest(name, slices.Values(columns)); len(near) > 0 {
			err = fmt.Errorf("no such column; there is %s", strings.Join(near, ", "))
		}
		p.Add(at.Field(name), err)
	}
	return p.Len() == before
}
