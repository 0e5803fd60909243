package format

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"regexp"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/evidence/spell"
	"github.com/gutmuscle/gutmuscle/microbiome"
)

// A report of Kraken 2 has no header and 6 columns: percent of reads, reads in
// the clade, reads of the taxon itself, rank, number, name; with minimizer data
// it has 8. Two spaces before the name are one level of the tree. It becomes a
// nested table of counts:
//
//   - Feature.Label is the number of the taxon, since names are not unique. It is
//     taken for that of the NCBI Taxonomy unless the domains have other numbers.
//   - Ranks D, P, C, O, F, G, S are ours. Others (R, K, S1, …) are told in the
//     details only, as are numbers of minimizers. The lineage has the names of
//     our ranks and that of the taxon itself.
//   - The row U is unassigned. The total is it and the root.
//
// Refused are reports in which reads of a clade are not its own and those of the
// rows below, percents do not follow from the reads, or ranks are not in order,
// as where rows were left out; and those of kraken2-inspect, which count the
// minimizers of a database.

var krakenRanks = map[byte]microbiome.Rank{
	'D': microbiome.Domain, 'P': microbiome.Phylum, 'C': microbiome.Class, 'O': microbiome.Order,
	'F': microbiome.Family, 'G': microbiome.Genus, 'S': microbiome.Species,
}

var krakenRank = regexp.MustCompile(`^(U|[RDKPCOFGS][0-9]*)$`)

// krakenRow is what a row looks like, with or without its percent.
var krakenRow = regexp.MustCompile(`^ *[0-9.]+(\t[0-9]+){1,4}\t(U|[RDKPCOFGS][0-9]*)\t[0-9]+\t`)

const inspectMark = "# Database options:"

func looksKraken(head []byte) bool {
	if bytes.HasPrefix(head, []byte(inspectMark)) {
		return true
	}
	for line := range bytes.Lines(head) {
		if line[0] != '#' {
			return krakenRow.Match(line)
		}
	}
	return false
}

func readKraken(in *input) microbiome.Spec {
	r := report{input: in, lines: make(map[int]int)}
	columns := 0
	dataset.Lines(in, in.File, in.p, func(at dataset.Place, line []byte) {
		switch {
		case bytes.HasPrefix(line, []byte(inspectMark)):
			in.p.Add(at, errors.New("report of kraken2-inspect: it counts the minimizers of a database, not the reads of a sample"))
			return
		case len(line) > 0 && line[0] == '#':
			return
		}
		cells := strings.Split(string(line), "\t")
		n := len(cells)
		switch {
		case n != 6 && n != 8:
			in.p.Add(at, fmt.Errorf("%d columns; want 6, or 8 with minimizers", n))
			return
		case columns != 0 && n != columns:
			in.p.Add(at, fmt.Errorf("%d columns; want %d as in the rows above", n, columns))
			return
		}
		columns = n
		row := cellsOf{in: in, at: at.Record(strings.TrimSpace(cells[n-2])), cells: cells}
		c := clade{at: at, name: cells[n-1]}
		c.percent = row.decimal(0, "percent")
		c.reads, c.own, c.taxid = row.whole(1, "reads"), row.whole(2, "own reads"), row.whole(n-2, "taxon")
		var more []string
		code := row.text(n - 3)
		if !krakenRank.MatchString(code) {
			row.fail("rank", fmt.Errorf("%s; want U, R, D, K, P, C, O, F, G or S, with or without a number", spell.Quote(code)))
		} else if len(code) == 1 {
			c.rank = krakenRanks[code[0]]
		}
		if c.unplaced = code == "U"; c.unplaced != (c.taxid == 0) {
			row.fail("taxon", fmt.Errorf("%d of rank %s; want 0 for U and for no other", c.taxid, spell.Quote(code)))
		}
		if c.rank == microbiome.RankNotSaid && !c.unplaced {
			more = append(more, "rank "+code)
		}
		if n == 8 {
			more = append(more, fmt.Sprintf("minimizers %d, distinct %d", row.whole(3, "minimizers"), row.whole(4, "distinct minimizers")))
		}
		c.details = strings.Join(more, "; ")
		if !row.failed {
			r.add(c)
		}
	})
	// Kraken 2 writes two decimals.
	return r.spec(func(percent, exact float64) bool { return math.Abs(percent-exact) <= 0.005+1e-9 })
}
