package trial

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/evidence/spell"
)

// ReadLog reads a table of days: a line of column names, then a day a line, with
// commas or tabs between the cells. The columns are
//
//   - day (counted from today: 0 is today, −1 yesterday) or date (YYYY-MM-DD),
//     which comes first;
//   - habit (on, off, or empty for not known) or dose (a number from 0, or
//     empty);
//   - value, the outcome (a number with a point, or empty for not measured);
//   - unit, which may be left out, and is the same in every line.
//
// More columns are an error, so that no number is passed over in silence. Input
// may be gzip and may have a byte order mark. The error joins all problems, each
// a [*dataset.Error] with its line and column, and there is no log then. The
// file name is for messages only.
func ReadLog(r io.Reader, file string) (Log, error) {
	var problems dataset.Problems
	place := dataset.Place{File: file}
	text, err := dataset.Open(r)
	if err != nil {
		problems.Add(place, err)
		return Log{}, problems.Err()
	}
	head, _ := text.Peek(1 << 12)
	names, _, _ := bytes.Cut(head, []byte("\n"))
	read := dataset.ReadCSV
	if bytes.ContainsRune(names, '\t') {
		read = dataset.ReadTable
	}
	t := logTable{problems: &problems, days: make(map[int]int)}
	read(text, file, []string{"value"}, &problems, t.add)
	if len(t.log.Days) == 0 && problems.Len() == 0 {
		problems.Add(place, errors.New("no day; want one a line"))
	}
	if err := problems.Err(); err != nil {
		return Log{}, err
	}
	return t.log, nil
}

// logTable is a table of days while it is read.
type logTable struct {
	problems *dataset.Problems
	log      Log
	columns  []string    // nil: not looked at yet
	broken   bool        // they are not those of a log
	dose     bool        // there are doses in the place of on and off
	unit     bool        // a unit was read
	days     map[int]int // line of each day
}

// recognize looks at the names of the columns.
func (t *logTable) recognize(columns []string) error {
	t.columns = columns
	var errs []error
	for _, name := range columns {
		switch name {
		case "day", "date", "habit", "dose", "value", "unit":
		default:
			errs = append(errs, &spell.UnknownError{Type: "column", Input: name, Want: []string{"day", "date", "habit", "dose", "value", "unit"}})
		}
	}
	has := func(name string) bool { return slices.Contains(columns, name) }
	t.log.Dated, t.dose = columns[0] == "date", has("dose")
	if columns[0] != "day" && columns[0] != "date" || has("day") && has("date") {
		errs = append(errs, errors.New("want one column day or date, and it first"))
	}
	if has("habit") == t.dose {
		errs = append(errs, errors.New("want one column habit or dose"))
	}
	t.broken = len(errs) > 0
	return errors.Join(errs...)
}

// add takes one row.
func (t *logTable) add(row dataset.Row) {
	if t.columns == nil {
		t.problems.Add(dataset.Place{File: row.At.File, Line: 1}, t.recognize(row.Columns()))
	}
	if t.broken {
		return
	}
	before := t.problems.Len()
	bad := func(field string, err error) { t.problems.Add(row.At.Field(field), err) }
	var d Day
	var err error
	if t.log.Dated {
		d.Day, err = ParseDate(row.At.Rec)
		bad("date", err)
	} else if d.Day, err = strconv.Atoi(row.At.Rec); err != nil {
		bad("day", fmt.Errorf("got %s; want a whole number of days from today", spell.Quote(row.At.Rec)))
	} else {
		bad("day", within(d.Day, -maxDay, 0))
	}
	if line := t.days[d.Day]; line > 0 && err == nil { // such as −1 and −01
		bad("day", fmt.Errorf("%w: first in line %d", dataset.ErrDuplicate, line))
	} else if err == nil {
		t.days[d.Day] = row.At.Line
	}
	if t.dose {
		if d.Dose, err = number(row, "dose"); err == nil && d.Dose != nil && *d.Dose < 0 {
			err = fmt.Errorf("got %v; want 0 or more", *d.Dose)
		}
		bad("dose", err)
	} else if cell, _ := row.Cell("habit"); cell != "" {
		if err := d.Habit.UnmarshalText([]byte(cell)); err != nil || d.Habit == PhaseUnknown {
			bad("habit", fmt.Errorf("got %s; want on, off, or empty for not known", spell.Quote(cell)))
		}
	}
	d.Value, err = number(row, "value")
	bad("value", err)
	if unit, ok := row.Cell("unit"); ok {
		if !t.unit {
			t.log.Unit, t.unit = unit, true
		} else if unit != t.log.Unit {
			bad("unit", fmt.Errorf("got %s after %s; want one unit", spell.Quote(unit), spell.Quote(t.log.Unit)))
		}
	}
	if t.problems.Len() == before {
		t.log.Days = append(t.log.Days, d)
	}
}

// number returns the number in a column, or nil if the cell is empty.
func number(row dataset.Row, column string) (*float64, error) {
	cell, _ := row.Cell(column)
	if cell == "" {
		return nil, nil
	}
	x, err := strconv.ParseFloat(cell, 64)
	if err != nil || strings.Trim(cell, "0123456789.+-eE") != "" {
		return nil, fmt.Errorf("got %s; want a number with a point, or empty for none", spell.Quote(cell))
	}
	if !sound(x) {
		return nil, fmt.Errorf("got %s; want a number of at most %g", spell.Quote(cell), maxValue)
	}
	return &x, nil
}
