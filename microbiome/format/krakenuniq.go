package format

import (
	"bytes"
	"fmt"
	"math"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/microbiome"
)

// A report of KrakenUniq has comments with the version and the command, a line
// of column names, and rows as those of Kraken 2, with the rank as a word and
// with k-mers. It is read as a report of Kraken 2 is. The k-mers, which tell
// false findings, are in the details. Numbers from 1,000,000,000 up are those
// that KrakenUniq itself gave, not of the NCBI Taxonomy.

var krakenUniqColumns = []string{"%", "reads", "taxreads", "kmers", "dup", "cov", "taxid", "rank", "taxname"}

func looksKrakenUniq(head []byte) bool {
	return bytes.HasPrefix(head, []byte("# KrakenUniq")) || bytes.HasPrefix(head, []byte("%\treads\ttaxReads\t"))
}

func readKrakenUniq(in *input) microbiome.Spec {
	r := report{input: in, lines: make(map[int]int)}
	var origin microbiome.Origin
	header := false
	dataset.Lines(in, in.File, in.p, func(at dataset.Place, line []byte) {
		text := string(line)
		cells := strings.Split(text, "\t")
		switch {
		case !header && strings.HasPrefix(text, "#"):
			if words := strings.Fields(text); len(words) > 2 && words[1] == "KrakenUniq" {
				origin.Pipeline = words[1] + " " + words[2]
			}
			return
		case !header:
			header = true
			if got := strings.ToLower(text); got != strings.Join(krakenUniqColumns, "\t") {
				in.p.Add(at, fmt.Errorf("columns %s; want %s", strings.Join(cells, ", "), strings.Join(krakenUniqColumns, ", ")))
			}
			return
		case len(cells) != len(krakenUniqColumns):
			in.p.Add(at, fmt.Errorf("%d columns; want %d", len(cells), len(krakenUniqColumns)))
			return
		}
		row := cellsOf{in: in, at: at.Record(strings.TrimSpace(cells[6])), cells: cells}
		c := clade{at: at, name: cells[8]}
		c.percent = row.decimal(0, "%")
		c.reads, c.own, c.taxid = row.whole(1, "reads"), row.whole(2, "taxReads"), row.whole(6, "taxID")
		rank, err := rankWord(row.text(7))
		if err != nil {
			row.fail("rank", err)
		}
		c.rank, c.unplaced = rank, c.taxid == 0
		c.details = fmt.Sprintf("kmers %d, dup %v", row.whole(3, "kmers"), row.decimal(4, "dup"))
		if row.text(5) != "NA" { // as for the unclassified
			c.details += fmt.Sprintf(", cov %v", row.decimal(5, "cov"))
		}
		if rank == microbiome.RankNotSaid && !c.unplaced {
			c.details = "rank " + row.text(7) + "; " + c.details
		}
		if !row.failed {
			r.add(c)
		}
	})
	// KrakenUniq writes four digits.
	spec := r.spec(func(percent, exact float64) bool { return math.Abs(percent-exact) <= 5.001e-4*exact })
	spec.Origin = origin
	return spec
}
