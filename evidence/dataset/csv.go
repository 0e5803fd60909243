package dataset

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// ReadCSV is [ReadTable] for comma-separated values as of RFC 4180: a cell may
// stand in double quotes, and then hold commas, quotes and line ends. It reads
// at most [MaxFile] bytes, and stops at the first line that is not such a table,
// since where the next row begins is not known then.
func ReadCSV(r io.Reader, file string, want []string, p *Problems, each func(row Row)) {
	t := table{want: want, p: p, each: each, others: ";\t", between: "commas between the columns, not semicolons or tabs"}
	start := p.Len()
	text, err := Open(r)
	if err != nil {
		p.Add(Place{File: file}, err)
		return
	}
	limited := &io.LimitedReader{R: text, N: MaxFile + 1}
	rows := csv.NewReader(limited)
	rows.FieldsPerRecord = -1
	next := 1 // line at which the next row should begin
	for {
		cells, err := rows.Read()
		if limited.N == 0 {
			p.Add(Place{File: file}, fmt.Errorf("more than %d bytes", MaxFile))
			return
		}
		if err == io.EOF {
			break
		}
		at := Place{File: file, Line: next}
		if err != nil {
			var parse *csv.ParseError
			if errors.As(err, &parse) {
				at.Line, err = parse.Line, parse.Err
			}
			p.Add(at, err)
			return
		}
		at.Line, _ = rows.FieldPos(0)
		if at.Line > next {
			t.empty(Place{File: file, Line: next})
		}
		next = at.Line + 1
		for _, cell := range cells {
			if !utf8.ValidString(cell) || strings.IndexByte(cell, 0) >= 0 {
				p.Add(at, errNotText)
				return
			}
			next += strings.Count(cell, "\n")
		}
		t.add(at, cells)
	}
	if t.columns == nil && p.Len() == start {
		p.Add(Place{File: file}, errNoColumns)
	}
}
