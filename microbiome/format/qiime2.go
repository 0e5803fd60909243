package format

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/evidence/spell"
	"github.com/gutmuscle/gutmuscle/microbiome"
)

// ReadLineages reads the lineages of features from a taxonomy of QIIME 2: a line
// of column names, Feature ID and Taxon and maybe more, then a feature a line,
// with tabs between. Taxonomies without column names, as those of reference
// databases are, are read too if their first lineage has a prefix of a rank or
// several names. Lines that are blank or start with # are left out, and white
// space around lineages. Features that are Unassigned have no levels.
//
// Refused is what QIIME 2 refuses: no rows, one column, rows of another number
// of cells than the first line, columns and features that are there twice, and
// ids or lineages that are empty. The error joins all problems, each a
// [*dataset.Error]. The file name is for messages only.
func ReadLineages(r io.Reader, file string) (Lineages, error) {
	var p dataset.Problems
	lineages := make(Lineages)
	first := make(map[string]int)
	columns := 0
	dataset.Lines(r, file, &p, func(at dataset.Place, line []byte) {
		if len(bytes.TrimSpace(line)) == 0 || line[0] == '#' {
			return
		}
		cells := strings.Split(string(line), "\t")
		if columns == 0 {
			columns = len(cells)
			header, err := isHeader(cells)
			if p.Add(at, err); header || err != nil {
				return
			}
		}
		id := cells[0]
		at = at.Record(id)
		switch {
		case len(cells) != columns:
			p.Add(at, fmt.Errorf("%d cells; want %d as in the first line", len(cells), columns))
			return
		case len(cells) < 2: // reported with the first line
			return
		case id == "" || id != strings.TrimSpace(id):
			p.Add(at, fmt.Errorf("id %s; want one without white space around it", spell.Quote(id)))
			return
		case first[id] > 0:
			p.Add(at, fmt.Errorf("%w: the feature is there since line %d", dataset.ErrDuplicate, first[id]))
			return
		}
		first[id] = at.Line
		lineage, err := parseLineage(cells[1])
		p.Add(at.Field("Taxon"), err)
		lineages[id] = lineage
	})
	if len(first) == 0 && p.Len() == 0 {
		p.Add(dataset.Place{File: file}, errors.New("no features"))
	}
	if err := p.Err(); err != nil {
		return nil, err
	}
	return lineages, nil
}

// isHeader reports whether the cells of the first line are column names. If they
// are no row either, or not good as names, that is an error.
func isHeader(cells []string) (bool, error) {
	const want = "want column names, Feature ID and Taxon the first"
	if len(cells) < 2 {
		return false, errors.New("one column; " + want + ", with tabs between")
	}
	if cells[0] != "Feature ID" || cells[1] != "Taxon" {
		lineage, err := parseLineage(cells[1])
		if err == nil && len(lineage) == 1 && !slices.ContainsFunc(lineage, func(l microbiome.Level) bool { return l.Rank != microbiome.RankNotSaid }) {
			err = fmt.Errorf("%s and %s; %s, or a feature and its lineage", spell.Quote(cells[0]), spell.Quote(cells[1]), want)
		}
		return false, err
	}
	seen := make(map[string]bool)
	for _, name := range cells {
		if seen[name] {
			return true, fmt.Errorf("column %s is there twice", spell.Quote(name))
		}
		seen[name] = true
	}
	return true, nil
}
