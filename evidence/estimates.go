package evidence

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/evidence/spell"
)

// Labeled is an estimate with the label that its table gives it. It is a plain
// value.
type Labeled struct {
	Label    string
	Estimate Estimate
}

// The columns of a table of estimates, named as metafor names them: an estimate
// with its variance, the counts of two arms, or their means.
var (
	givenColumns = []string{"yi", "vi"}
	countColumns = []string{"ai", "bi", "ci", "di"}
	meanColumns  = []string{"m1i", "sd1i", "n1i", "m2i", "sd2i", "n2i"}
)

// ReadEstimates reads a table of studies as comma-separated values: a line of
// column names, then a study a line. The column study has labels, each once;
// the others are yi and vi (an estimate on the scale of analysis and its
// variance), or ai, bi, ci and di (events and others of the treated, then of
// the controls), or m1i, sd1i, n1i, m2i, sd2i and n2i (mean, standard deviation
// and number of each arm). More columns are an error, so that no number is
// passed over in silence.
//
// The measure is what the numbers become: for counts RiskRatio (if none is
// said), OddsRatio or RiskDifference; for means SMD (if none is said),
// MeanDifference or RatioOfMeans; for given estimates their own, MeanDifference
// if none is said. The rule is for tables with a zero. Input may be gzip and
// may have a byte order mark. The error joins all problems, each a
// [*dataset.Error].
func ReadEstimates(r io.Reader, file string, m Measure, rule ZeroRule) ([]Labeled, error) {
	var p dataset.Problems
	place := dataset.Place{File: file}
	text, err := dataset.Open(r)
	if err != nil {
		p.Add(place, err)
		return nil, p.Err()
	}
	rows := csv.NewReader(text)
	rows.FieldsPerRecord = -1
	header, err := rows.Read()
	if err != nil {
		p.Add(place, noTable(err))
		return nil, p.Err()
	}
	t := estimateTable{header: header, measure: m, rule: rule}
	if err := t.recognize(); err != nil {
		p.Add(dataset.Place{File: file, Line: 1}, err)
		return nil, p.Err()
	}
	var all []Labeled
	seen := make(map[string]int)
	for {
		cells, err := rows.Read()
		if err == io.EOF {
			break
		}
		line, _ := rows.FieldPos(0)
		at := dataset.Place{File: file, Line: line}
		if err != nil {
			var parse *csv.ParseError
			if errors.As(err, &parse) {
				at.Line, err = parse.Line, parse.Err
			}
			p.Add(at, err)
			break
		}
		if len(cells) != len(header) {
			p.Add(at, fmt.Errorf("%d cells; want %d, one for each column", len(cells), len(header)))
			continue
		}
		label := strings.TrimSpace(cells[t.label])
		at = at.Record(label)
		if label == "" {
			p.Add(at.Field("study"), errors.New("missing"))
		} else if seen[label] > 0 {
			p.Add(at.Field("study"), fmt.Errorf("%w: it stands in line %d", dataset.ErrDuplicate, seen[label]))
		}
		seen[label] = line
		if e, ok := t.estimate(cells, at, &p); ok {
			all = append(all, Labeled{label, e})
		}
	}
	if len(all) == 0 && p.Len() == 0 {
		p.Add(place, ErrNoStudies)
	}
	if err := p.Err(); err != nil {
		return nil, err
	}
	return all, nil
}

func noTable(err error) error {
	if err == io.EOF {
		return errors.New("empty; want a line of column names")
	}
	return fmt.Errorf("not a table: %w", err)
}

// estimateTable is what a line of column names makes of the lines below it.
type estimateTable struct {
	header  []string
	measure Measure
	rule    ZeroRule
	columns []string
	label   int
}

func (t *estimateTable) recognize() error {
	for i := range t.header {
		t.header[i] = strings.TrimSpace(t.header[i])
	}
	if t.label = slices.Index(t.header, "study"); t.label < 0 {
		return fmt.Errorf("no column study among %s", strings.Join(t.header, ", "))
	}
	for _, columns := range [][]string{givenColumns, countColumns, meanColumns} {
		if slices.Contains(t.header, columns[0]) {
			t.columns = columns
		}
	}
	if t.columns == nil {
		return fmt.Errorf("columns %s; want yi and vi, or ai to di, or m1i to n2i", strings.Join(t.header, ", "))
	}
	var errs []error
	for _, c := range t.columns {
		if !slices.Contains(t.header, c) {
			errs = append(errs, fmt.Errorf("no column %s, as %s need", c, strings.Join(t.columns, ", ")))
		}
	}
	for i, c := range t.header {
		switch {
		case slices.Index(t.header, c) < i:
			errs = append(errs, fmt.Errorf("column %s stands twice", c))
		case c != "study" && !slices.Contains(t.columns, c):
			errs = append(errs, &spell.UnknownError{Type: "column", Input: c, Want: append([]string{"study"}, t.columns...)})
		}
	}
	return errors.Join(errs...)
}

func (t *estimateTable) estimate(cells []string, at dataset.Place, p *dataset.Problems) (Estimate, bool) {
	x := make(map[string]float64)
	before := p.Len()
	for i, c := range t.header {
		if i == t.label {
			continue
		}
		cell := strings.TrimSpace(cells[i])
		v, err := strconv.ParseFloat(cell, 64)
		if err != nil || v != v {
			p.Add(at.Field(c), fmt.Errorf("got %s; want a number", spell.Quote(cell)))
		} else if t.isCount(c) && (v < 0 || v != float64(int(v))) {
			p.Add(at.Field(c), fmt.Errorf("got %s; want a count", cell))
		}
		x[c] = v
	}
	if p.Len() > before {
		return Estimate{}, false
	}
	e, err := t.make(x)
	p.Add(at, err)
	return e, err == nil
}

func (t *estimateTable) isCount(column string) bool {
	return t.columns[0] == countColumns[0] || column == "n1i" || column == "n2i"
}

func (t *estimateTable) make(x map[string]float64) (Estimate, error) {
	or := func(m Measure) Measure {
		if t.measure != MeasureNotSaid {
			return t.measure
		}
		return m
	}
	switch t.columns[0] {
	case givenColumns[0]:
		return Given(or(MeanDifference), x["yi"], x["vi"])
	case countColumns[0]:
		a, b, c, d := int(x["ai"]), int(x["bi"]), int(x["ci"]), int(x["di"])
		return FromCounts(or(RiskRatio), Counts{Events: a, N: a + b}, Counts{Events: c, N: c + d}, t.rule)
	default:
		return FromMeans(or(SMD), Arm{Mean: x["m1i"], SD: x["sd1i"], N: int(x["n1i"])}, Arm{Mean: x["m2i"], SD: x["sd2i"], N: int(x["n2i"])})
	}
}
