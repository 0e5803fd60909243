package dataset_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
)

func TestReadTable(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		rows     []string // id: the cell of column b
		problems string
	}{
		{"a table", "id\ta\tb\nr1\t1\t2\nr2\t\t 3 \n", []string{"r1: 2", "r2: 3"}, ""},
		{"no line end", "id\tb\nr1\t2", []string{"r1: 2"}, ""},
		{"CR LF and byte order mark", "\ufeffid\tb\r\nr1\t2\r\n", []string{"r1: 2"}, ""},
		{"columns only", "id\tb\n", nil, ""},
		{"empty", "", nil, "t.tsv: no text; want a line of column names"},
		{"ragged rows", "id\tb\nr1\nr2\t2\nr3\t2\t3\n", []string{"r2: 2"},
			"t.tsv:2: r1: 1 cells; want 2, one for each column\nt.tsv:4: r3: 3 cells; want 2, one for each column"},
		{"repeated id", "id\tb\nr1\t1\nr1\t2\n", []string{"r1: 1"}, "t.tsv:3: r1: id: duplicate id: first in line 2"},
		{"row without an id", "id\tb\n\t1\n", nil, "t.tsv:2: id: empty; want an id of the row"},
		{"empty line", "id\tb\n\nr1\t2\n", []string{"r1: 2"}, "t.tsv:2: empty line; want a row"},
		{"missing column", "id\tB\nr1\t2\n", nil, "t.tsv:1: b: no such column; there is B"},
		{"repeated and nameless columns", "id\tb\tb\t\nr1\t2\t3\t4\n", nil, "t.tsv:1: b: column given twice\nt.tsv:1: column 4 has no name"},
		{"commas", "id,b\nr1,2\n", nil, "t.tsv:1: one column; want tabs between the columns, not commas or semicolons"},
		{"UTF-16", "\xff\xfei\x00d\x00", nil, "t.tsv: UTF-16 text; want UTF-8"},
		{"binary", "id\tb\nr1\t2\n\x00\x01\xff\n", []string{"r1: 2"}, "t.tsv:3: not UTF-8 text"},
		{"huge line", "id\tb\nr1\t" + strings.Repeat("2", dataset.MaxLine) + "\n", nil, "t.tsv:2: line of more than 4194304 bytes"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var problems dataset.Problems
			var rows []string
			dataset.ReadTable(strings.NewReader(tt.in), "t.tsv", []string{"b"}, &problems, func(row dataset.Row) {
				cell, ok := row.Cell("b")
				if _, other := row.Cell("c"); !ok || other {
					t.Errorf("%s: has b: %t, has c: %t", row.At.Rec, ok, other)
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
}

func TestReadTableDuplicate(t *testing.T) {
	var problems dataset.Problems
	dataset.ReadTable(strings.NewReader("id\nr1\nr1\n"), "", nil, &problems, func(dataset.Row) {})
	if err := problems.Err(); !errors.Is(err, dataset.ErrDuplicate) {
		t.Errorf("got %v, want ErrDuplicate", err)
	}
}
