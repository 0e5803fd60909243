package format

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/gutmuscle/gutmuscle/evidence/spell"
)

// maxFaults is how many faults of cells and rows are told of one file.
const maxFaults = 1000

var (
	errEmptyLine = errors.New("empty line; want a row")
	errTooMany   = errors.New("too many problems; what follows is not looked at")
)

// fault is a cell that is no number, or a row that is not of the form of the
// others: its column is −1.
type fault struct {
	line, column int
	cells        int // of such a row, if the last is not empty
	label        string
	err          error
}

// fault keeps what is wrong with a cell of the row that is being read.
func (p *part) fault(column int, err error) {
	if p.wrong == nil {
		p.wrong = make(map[int]int)
	}
	p.wrong[column]++
	if len(p.faults) < maxFaults || p.wrong[column] == 1 {
		p.faults = append(p.faults, fault{line: p.line + len(p.ends), column: column, err: err})
	}
}

// cut replaces all that was read of a row that has not as many cells as there
// are columns by that fault. It gives up if there are too many such rows.
func (p *part) cut(c columns, row []byte, texts, values, faults int) {
	for _, f := range p.faults[faults:] {
		p.wrong[f.column]--
	}
	p.index, p.value, p.faults, p.texts = p.index[:values], p.value[:values], p.faults[:faults], p.texts[:texts]
	cells := bytes.Split(row[:len(row)-1], []byte{'\t'})
	for column, text := range c.text {
		if text {
			cell := ""
			if column < len(cells) && isText(cells[column]) {
				cell = string(bytes.TrimSpace(cells[column]))
			}
			p.texts = append(p.texts, cell)
		}
	}
	err := fmt.Errorf("%d cells; want %d, one for each column", len(cells), len(c.text))
	if len(bytes.TrimSpace(row)) == 0 {
		err = errEmptyLine
	}
	f := fault{line: p.line + len(p.ends), column: -1, err: err}
	if len(bytes.TrimSpace(cells[len(cells)-1])) > 0 {
		f.cells = len(cells)
	}
	p.faults = append(p.faults, f)
	if p.broken = append(p.broken, len(p.ends)); len(p.broken) > maxFaults {
		p.stop = errTooMany
	}
}

// report counts the rows and tells all that is wrong with them. Err is why
// reading ended before the end.
func (m *matrix) report(h *header, err error) {
	wrong := make(map[int]int) // bad cells by column
	line := m.first
	for _, p := range m.parts {
		for column, n := range p.wrong {
			wrong[column] += n
		}
		for _, row := range p.broken {
			m.broken[m.rows+row] = true
		}
		m.rows += p.rows
		line = p.line + p.rows
		if p.stop != nil {
			err = p.stop
		}
	}
	switch {
	case m.isShifted():
		h.p.Add(h.at(m.first), fmt.Errorf("%d cells below %d names of columns; want a name for the column of row names, too", len(m.names)+1, len(m.names)))
		return
	case m.rows == 0 && err == nil:
		h.p.Add(h.at(0), errors.New("no rows below the names of the columns"))
	}
	m.tell(h, wrong)
	if err != nil {
		h.p.Add(h.at(line), err)
	}
}

// isShifted reports whether all rows have one cell more than there are names of
// columns, as R writes tables.
func (m *matrix) isShifted() bool {
	for _, p := range m.parts {
		for _, f := range p.faults {
			if f.cells != len(m.names)+1 {
				return false
			}
		}
	}
	return m.rows > 0 && m.rows == len(m.broken)
}

// tell tells of each bad cell and row, up to [maxFaults], but of a column without
// any number only once.
func (m *matrix) tell(h *header, wrong map[int]int) {
	const allBad, allTold = -1, -2
	told, rest := 0, 0
	for column, n := range wrong {
		if n > 1 && n == m.rows-len(m.broken) {
			wrong[column] = allBad
		} else {
			rest += n
		}
	}
	for _, p := range m.parts {
		for _, f := range p.faults {
			at := h.at(f.line).Record(f.label)
			if f.column >= 0 {
				at = at.Field(short(m.names[f.column]))
			}
			switch {
			case f.column >= 0 && wrong[f.column] == allBad:
				wrong[f.column] = allTold
				cell, _ := f.err.(badNumber)
				at.Rec = ""
				if f.err = fmt.Errorf("no numbers but such as %s; want columns of abundances only", spell.Quote(string(cell))); cell.hasComma() {
					f.err = fmt.Errorf("%w, here as in the other rows", cell)
				}
			case f.column >= 0 && wrong[f.column] == allTold, told >= maxFaults:
				continue
			case f.column >= 0:
				told, rest = told+1, rest-1
			}
			h.p.Add(at, f.err)
		}
	}
	if rest > 0 {
		h.p.Add(h.at(0), fmt.Errorf("%d more cells are no numbers", rest))
	}
}
