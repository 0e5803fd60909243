package dataset_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
)

func TestReadCSV(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		rows     []string // id: the cell of column b
		problems string
	}{
		{"a table", "id,a,b\nr1,1,2\nr2,, 3 \n", []string{"r1: 2", "r2: 3"}, ""},
		{"quotes", "id,b\nr1,\"2, or\n\"\"3\"\"\"\nr2,4\n", []string{"r1: 2, or\n\"3\"", "r2: 4"}, ""},
		{"CR LF and byte order mark", "\ufeffid,b\r\nr1,2\r\n", []string{"r1: 2"}, ""},
		{"columns only", "id,b\n", nil, ""},
		{"empty", "", nil, "t.csv: no text; want a line of column names"},
		{"ragged rows", "id,b\nr1\nr2,2\nr3,2,3\n", []string{"r2: 2"},
			"t.csv:2: r1: 1 cells; want 2, one for each column\nt.csv:4: r3: 3 cells; want 2, one for each column"},
		{"repeated id", "id,b\nr1,1\nr1,2\n", []string{"r1: 1"}, "t.csv:3: r1: id: duplicate id: first in line 2"},
		{"row without an id", "id,b\n,1\n", nil, "t.csv:2: id: empty; want an id of the row"},
		{"empty line", "id,b\n\nr1,2\n", []string{"r1: 2"}, "t.csv:2: empty line; want a row"},
		{"missing column", "id,B\nr1,2\n", nil, "t.csv:1: b: no such column; there is B"},
		{"semicolons", "id;b\nr1;2\n", nil, "t.csv:1: one column; want commas between the columns, not semicolons or tabs"},
		{"open quote", "id,b\nr1,\"2\n", nil, "t.csv:2: extraneous or missing \" in quoted-field"},
		{"UTF-16", "\xff\xfei\x00d\x00", nil, "t.csv: UTF-16 text; want UTF-8"},
		{"binary", "id,b\nr1,2\n\x00\x01,\xff\nr2,3\n", []string{"r1: 2"}, "t.csv:3: not UTF-8 text"},
		{"too large", "id,b\nr1,2\n" + strings.Repeat(" ", dataset.MaxFile), []string{"r1: 2"}, "t.csv: more than 67108864 bytes"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var problems dataset.Problems
			var rows []string
			dataset.ReadCSV(strings.NewReader(tt.in), "t.csv", []string{"b"}, &problems, func(row dataset.Row) {
				cell, ok := row.Cell("b")
				if !ok {
					t.Error("no cell of column b")
				}
				rows = append(rows, row.At.Rec+": "+cell)
			})
			if diff := cmp.Diff(tt.rows, rows); diff != "" {
				t.Errorf("rows (-want +got):\n%s", diff)
			}
			got := ""
			if err := problems.Err(); err != nil {
				got = err.Error()
			}
			if diff := cmp.Diff(tt.problems, got); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
		})
	}
	var problems dataset.Problems
	dataset.ReadCSV(strings.NewReader("id\na\na\n"), "", nil, &problems, func(dataset.Row) {})
	if err := problems.Err(); !errors.Is(err, dataset.ErrDuplicate) {
		t.Errorf("got %v, want ErrDuplicate", err)
	}
}
