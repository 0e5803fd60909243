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

// ReadTable reads a table: a line of column names, then one line a row, with a
// tab between cells and no quoting. It calls each with every row that has as
// many cells as there are names, and reports the others, empty lines, rows
// whose first cell was there already, and names that are missing, empty or
// given twice. Without the names in want, no row is read. The file name is for
// messages only.
func ReadTable(r io.Reader, file string, want []string, p *Problems, each func(row Row)) {
	var columns []string
	readable := false
	first := make(map[string]int)
	start := p.Len()
	lines(r, file, p, func(n int, line []byte) {
		at := Place{File: file, Line: n}
		cells := strings.Split(string(line), "\t")
		if columns == nil {
			columns = cells
			for i := range columns {
				columns[i] = strings.TrimSpace(columns[i])
			}
			readable = checkColumns(at, columns, want, p)
			return
		}
		switch id := strings.TrimSpace(cells[0]); {
		case !readable:
		case len(strings.TrimSpace(string(line))) == 0:
			p.Add(at, errors.New("empty line; want a row"))
		case len(cells) != len(columns):
			p.Add(at.Record(id), fmt.Errorf("%d cells; want %d, one for each column", len(cells), len(columns)))
		case id == "":
			p.Add(at.Field(columns[0]), errors.New("empty; want an id of the row"))
		case first[id] > 0:
			p.Add(at.Record(id).Field(columns[0]), fmt.Errorf("%w: first in line %d", ErrDuplicate, first[id]))
		default:
			first[id] = n
			each(Row{At: at.Record(id), Cells: cells, columns: columns})
		}
	})
	if columns == nil && p.Len() == start {
		p.Add(Place{File: file}, errors.New("no text; want a line of column names"))
	}
}

func checkColumns(at Place, columns, want []string, p *Problems) bool {
	before := p.Len()
	if len(columns) == 1 && strings.ContainsAny(columns[0], ",;") {
		p.Add(at, errors.New("one column; want tabs between the columns, not commas or semicolons"))
		return false
	}
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
