package format

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/evidence/spell"
	"github.com/gutmuscle/gutmuscle/microbiome"
)

// taxonRow is a row of a list of taxa as test providers give it.
type taxonRow struct {
	at         dataset.Place
	feature    microbiome.Feature
	parent     string // number or name; "": not told
	value      float64
	rounding   float64 // by how much the value may be off, by its last digit
	norm       int     // count_norm; -1: not told
	percentile float64
	below      float64 // of the rows right below it
	offBelow   float64 // by how much that may be off
}

// taxonRows are the rows of a list of taxa in which all ranks are mixed.
type taxonRows struct {
	*input
	rows  []taxonRow
	lines map[int]int // of the rows, by the number of the taxon
	unit  microbiome.Unit
}

// meanings are what the columns of the files that are known mean, by name.
var meanings = map[string]string{
	"taxon": "taxon", "taxon_id": "taxon", "taxon no": "taxon", "tax_name": "name", "name": "name",
	"tax_rank": "rank", "rank": "rank", "parent": "parent", "count": "count", "count_norm": "count_norm",
	"percentage": "percentage", "percentile": "percentile",
}

// columnOf returns the place of a column among those of a file, or -1.
func columnOf(columns []string, meaning string) int {
	return slices.IndexFunc(columns, func(c string) bool { return meanings[strings.ToLower(c)] == meaning })
}

// checkColumns reports columns without a name, or of which there are two.
func checkColumns(columns []string) error {
	var errs []error
	seen := make(map[string]bool)
	for i, name := range columns {
		meaning := meanings[strings.ToLower(name)]
		switch {
		case name == "":
			errs = append(errs, fmt.Errorf("column %d has no name", i+1))
		case seen[name] || seen[meaning]:
			errs = append(errs, fmt.Errorf("column %s is there twice", spell.Quote(name)))
		}
		seen[name] = true
		seen[meaning] = meaning != ""
	}
	return errors.Join(errs...)
}

// isTaxonList reports whether columns are those of a list of taxa.
func isTaxonList(columns []string) bool {
	return columnOf(columns, "taxon") >= 0 && (columnOf(columns, "count") >= 0 || columnOf(columns, "percentage") >= 0)
}

// cellsNamed are the cells of a row with the columns that they are of.
type cellsNamed struct {
	cellsOf
	columns []string
}

// find returns the place and the name in the file of a column, or -1 and what it
// means.
func (c *cellsNamed) find(meaning string) (int, string) {
	i := columnOf(c.columns, meaning)
	if i < 0 {
		return i, meaning
	}
	return i, c.columns[i]
}

// add takes a row of cells, one for each column.
func (l *taxonRows) add(at dataset.Place, columns, cells []string) {
	c := cellsNamed{cellsOf{in: l.input, at: at, cells: cells}, columns}
	i, name := c.find("taxon")
	if i < 0 {
		c.fail(name, errors.New("missing"))
		return
	}
	if c.at.Rec == "" {
		c.at = at.Record(c.text(i))
	}
	row := taxonRow{at: c.at, feature: c.taxon(i, name, l.lines), norm: -1, percentile: math.NaN()}
	row.describe(&c)
	l.measure(&c, &row)
	l.rows = append(l.rows, row)
}

// describe reads what the row says of the taxon.
func (row *taxonRow) describe(c *cellsNamed) {
	f := &row.feature
	if i, name := c.find("name"); i >= 0 {
		if f.Name = c.text(i); f.Name == "" {
			c.fail(name, errNoName)
		}
	}
	if i, name := c.find("rank"); i >= 0 {
		rank, err := rankWord(c.text(i))
		if err != nil {
			c.fail(name, err)
		}
		if f.Rank = rank; rank == microbiome.RankNotSaid {
			f.Details = "rank " + c.text(i)
		}
	}
	if i, _ := c.find("parent"); i >= 0 {
		row.parent = c.text(i)
	}
	for i, column := range c.columns {
		if meanings[strings.ToLower(column)] == "" {
			f.Details = note(f.Details, column, c.text(i))
		}
	}
}

// measure reads how much of the taxon there is.
func (l *taxonRows) measure(c *cellsNamed, row *taxonRow) {
	count, name := c.find("count")
	percent, percentName := c.find("percentage")
	unit := microbiome.Counts
	switch {
	case count >= 0 && percent >= 0:
		c.fail(percentName, fmt.Errorf("there is %s too; want one of them", name))
	case count >= 0:
		row.value, row.rounding = float64(c.whole(count, name)), 0.5
	case percent >= 0:
		unit = microbiome.Percents
		row.value = c.share(percent, percentName)
		row.rounding = math.Pow10(-decimalsOf(c.text(percent))) / 2
	default:
		c.fail(name, errors.New("missing"))
	}
	if len(l.rows) > 0 && unit != l.unit {
		c.fail(name, fmt.Errorf("%s, but %s in the rows above", unit, l.unit))
	}
	l.unit = unit
	if i, name := c.find("count_norm"); i >= 0 {
		row.norm = c.whole(i, name)
	}
	if i, name := c.find("percentile"); i >= 0 && c.text(i) != "" {
		if row.percentile = c.share(i, name); row.value == 0 { // what is not there has no place for it
			row.feature.Details = note(row.feature.Details, name, c.text(i))
		}
	}
}

// note adds to details what a column says.
func note(details, column, text string) string {
	if text == "" {
		return details
	}
	if details != "" {
		details += "; "
	}
	return details + column + " " + text
}

// decimalsOf returns how many digits a number has after its point or comma.
func decimalsOf(text string) int {
	front, exponent, _ := cutExponent(text)
	shift, _ := strconv.Atoi(exponent)
	if point := strings.IndexAny(front, ".,"); point >= 0 {
		shift -= len(front) - point - 1
	}
	return max(0, -shift)
}

// share reads a number from 0 to 100. A decimal comma can be nothing else there.
func (c *cellsOf) share(i int, field string) float64 {
	text := c.text(i)
	if strings.Count(text, ",") == 1 && !strings.Contains(text, ".") {
		text = strings.Replace(text, ",", ".", 1)
	}
	x, err := amount([]byte(text))
	if err != nil || x > 100 {
		c.fail(field, fmt.Errorf("%s; want a number from 0 to 100", spell.Quote(c.text(i))))
	}
	return x
}
