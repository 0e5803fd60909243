package format

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/microbiome"
)

// A list of taxa is a table with the NCBI Taxonomy number of each (column taxon,
// taxon_id or taxon no) and its count or percentage; it may have the name, rank,
// parent, count_norm (count per million bacteria) and percentile. Between the
// columns are commas, or semicolons or tabs as spreadsheets write them; cells may
// be quoted. It becomes a nested table, since all ranks are mixed:
//
//   - Feature.Label is the number. Other columns, and ranks that we do not have,
//     are told in the details.
//   - Parents, be they numbers or names, make the lineage as far as they are in
//     the list.
//   - Counts are whole numbers. Their total is that of the root, else what
//     count_norm tells. Where each count is its count_norm, they are per million.
//   - Percentages and percentiles may have a decimal comma: of a number up to 100
//     it can be nothing else. A percentile may be empty: none is given.
//
// Refused are counts with separators or exponents, which spreadsheets make,
// taxa that are there twice, counts that are less than those of the rows right
// below, ranks out of order, and count_norm that is of another total in one row
// than in another.

// separatorOf returns what is between the columns of a list of taxa that starts
// with line, or 0 if it is none.
func separatorOf(line []byte) rune {
	for _, sep := range ",;\t" {
		if cells, err := splitCells(string(line), sep); err == nil && isTaxonList(cells) {
			return sep
		}
	}
	return 0
}

func looksTaxonList(head []byte) bool {
	line, _, _ := bytes.Cut(head, []byte("\n"))
	return separatorOf(bytes.TrimRight(line, "\r")) != 0
}

func readTaxonList(in *input) microbiome.Spec {
	l := taxonRows{input: in, lines: make(map[int]int)}
	var columns []string
	var sep rune
	dataset.Lines(in, in.File, in.p, func(at dataset.Place, line []byte) {
		if columns == nil {
			columns = []string{}
			if sep = separatorOf(line); sep == 0 {
				in.p.Add(at, errors.New("want a line of column names, taxon and count or percentage among them"))
				return
			}
			columns, _ = splitCells(string(line), sep)
			in.p.Add(at, checkColumns(columns))
			return
		}
		if sep == 0 {
			return
		}
		cells, err := splitCells(string(line), sep)
		switch {
		case err != nil:
			in.p.Add(at, err)
		case strings.TrimSpace(strings.Join(cells, "")) == "":
			in.p.Add(at, errors.New("empty line; want a row"))
		case len(cells) > len(columns) && sep == ',':
			in.p.Add(at, fmt.Errorf("%d cells; want %d, one for each column; a comma in a cell needs quotation marks around it", len(cells), len(columns)))
		case len(cells) != len(columns):
			in.p.Add(at, fmt.Errorf("%d cells; want %d, one for each column", len(cells), len(columns)))
		default:
			l.add(at, columns, cells)
		}
	})
	return l.spec()
}

// splitCells returns the cells of a line, without white space around them.
func splitCells(line string, sep rune) ([]string, error) {
	cells := strings.Split(line, string(sep))
	if strings.Contains(line, `"`) {
		r := csv.NewReader(strings.NewReader(line))
		r.Comma, r.TrimLeadingSpace = sep, true
		var err error
		if cells, err = r.Read(); err != nil {
			var where *csv.ParseError
			if errors.As(err, &where) {
				err = fmt.Errorf("%w (at byte %d)", where.Err, where.Column)
			}
			return nil, err
		}
	}
	for i := range cells {
		cells[i] = strings.TrimSpace(cells[i])
	}
	return cells, nil
}
