package format

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/evidence/spell"
	"github.com/gutmuscle/gutmuscle/microbiome"
)

// A table of Bracken has the estimated reads of the taxa of one rank. It becomes
// a table of counts, not nested, with the number of the taxon as its label. The
// numbers are taken for those of the NCBI Taxonomy. The total is that of the
// reads that Bracken gave to a taxon of the rank: how many Kraken left
// unclassified is not in the file.
//
// Refused are tables whose estimates are not the sum of assigned and added
// reads, or whose fractions do not follow from them, as where rows were left
// out.

var brackenColumns = []string{"name", "taxonomy_id", "taxonomy_lvl",
	"kraken_assigned_reads", "added_reads", "new_est_reads", "fraction_total_reads"}

func looksBracken(head []byte) bool {
	return bytes.HasPrefix(head, []byte(strings.Join(brackenColumns[:3], "\t")+"\t"))
}

// estimate is a row of Bracken.
type estimate struct {
	at       dataset.Place
	feature  microbiome.Feature
	level    string
	reads    int
	fraction float64
}

func readBracken(in *input) microbiome.Spec {
	var rows []estimate
	before, header := in.p.Len(), false
	lines := make(map[int]int)
	dataset.Lines(in, in.File, in.p, func(at dataset.Place, line []byte) {
		cells := strings.Split(string(line), "\t")
		if !header {
			if header = true; !slices.Equal(cells, brackenColumns) {
				in.p.Add(at, fmt.Errorf("columns %s; want %s", strings.Join(cells, ", "), strings.Join(brackenColumns, ", ")))
			}
			return
		}
		if len(cells) != len(brackenColumns) {
			in.p.Add(at, fmt.Errorf("%d columns; want %d", len(cells), len(brackenColumns)))
			return
		}
		row := cellsOf{in: in, at: at.Record(strings.TrimSpace(cells[1])), cells: cells}
		e := estimate{at: row.at, level: row.text(2), reads: row.whole(5, brackenColumns[5]), fraction: row.decimal(6, brackenColumns[6])}
		e.feature = row.taxon(1, brackenColumns[1], lines)
		if e.feature.Name = row.text(0); e.feature.Name == "" {
			row.fail("name", errNoName)
		}
		if !krakenRank.MatchString(e.level) || e.level == "U" || len(rows) > 0 && rows[0].level != e.level {
			row.fail(brackenColumns[2], fmt.Errorf("%s; want D, P, C, O, F, G or S, the same in all rows", spell.Quote(e.level)))
		} else if len(e.level) == 1 {
			e.feature.Rank = krakenRanks[e.level[0]]
		}
		if e.feature.Rank == microbiome.RankNotSaid {
			e.feature.Details = "rank " + e.level
		}
		assigned, added := row.whole(3, brackenColumns[3]), row.whole(4, brackenColumns[4])
		if !row.failed && e.reads != plus(assigned, added) {
			row.fail(brackenColumns[5], fmt.Errorf("%d; want %d, the %d assigned and %d added", e.reads, plus(assigned, added), assigned, added))
		}
		rows = append(rows, e)
	})
	spec := microbiome.Spec{Content: microbiome.Taxa, Unit: microbiome.Counts, AssignedOnly: true}
	sample := microbiome.Sample{Name: in.sample()}
	total := 0
	for _, e := range rows {
		total = plus(total, e.reads)
	}
	switch {
	case in.p.Len() > before:
	case len(rows) == 0:
		in.p.Add(in.at(0), errNoRows)
	case total == 0:
		in.p.Add(in.at(0), errNoReads)
	case int64(total) > maxWhole:
		in.p.Add(in.at(0), errManyReads)
	}
	if in.p.Len() > before {
		return spec
	}
	const slack = 0.000005 + 1e-9 // five decimals are written
	sum := 0.0
	for i, e := range rows {
		// The fraction is of the estimates before they were cut to whole numbers.
		least := float64(e.reads) / float64(total+len(rows))
		most := float64(e.reads+1) / float64(total+1)
		if e.fraction < least-slack || e.fraction > most+slack {
			in.p.Add(e.at.Field(brackenColumns[6]), fmt.Errorf("%v; want %.5f, since %d of %d reads are of %s",
				e.fraction, float64(e.reads)/float64(total), e.reads, total, e.feature.Name))
		}
		sum += e.fraction
		spec.Features = append(spec.Features, e.feature)
		if e.reads > 0 {
			sample.Index = append(sample.Index, int32(i))
			sample.Value = append(sample.Value, float64(e.reads))
		}
	}
	if math.Abs(sum-1) > slack*float64(len(rows)) {
		in.p.Add(in.at(0).Field(brackenColumns[6]), fmt.Errorf("all rows add up to %.5f; want 1", sum))
	}
	spec.Samples = []microbiome.Sample{sample}
	return spec
}
