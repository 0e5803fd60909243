package format

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/evidence/spell"
	"github.com/gutmuscle/gutmuscle/microbiome"
)

// clade is a row of a report of Kraken 2 or KrakenUniq.
type clade struct {
	at       dataset.Place
	percent  float64
	reads    int // of it and of all that is in it
	own      int // that could be given to nothing lower
	below    int // of the rows right below it
	indent   int // spaces before the name, two for each level
	taxid    int
	name     string
	rank     microbiome.Rank
	details  string
	unplaced bool // it holds the reads that were not classified
}

// report is a report that is being read, row by row.
type report struct {
	*input
	clades []clade
	lines  map[int]int // of the rows, by their number
}

// add takes a row whose name has its indent yet.
func (r *report) add(c clade) {
	c.indent = len(c.name) - len(strings.TrimLeft(c.name, " "))
	c.name = strings.TrimSpace(c.name)
	c.at = c.at.Record(strconv.Itoa(c.taxid))
	if first, twice := r.lines[c.taxid]; twice {
		r.p.Add(c.at, twiceSince(first))
	}
	r.lines[c.taxid] = c.at.Line
	if c.name == "" {
		r.p.Add(c.at.Field("name"), errNoName)
	}
	r.clades = append(r.clades, c)
}

// spec returns the table of the rows and reports where they contradict each
// other. Fits tells whether a percent may be written for a share.
func (r *report) spec(fits func(percent, exact float64) bool) microbiome.Spec {
	if len(r.clades) == 0 && r.p.Len() == 0 {
		r.p.Add(r.at(0), errNoRows)
	}
	if r.p.Len() > 0 { // with a row that is not known, others would look wrong
		return microbiome.Spec{}
	}
	features, parents, total := r.features()
	switch {
	case total == 0:
		r.p.Add(r.at(0), errNoReads)
	case int64(total) > maxWhole:
		r.p.Add(r.at(0), errManyReads)
	}
	if r.p.Len() > 0 {
		return microbiome.Spec{}
	}
	sample := microbiome.Sample{Name: r.sample(), Total: float64(total), Reads: total}
	for i := range r.clades {
		c := &r.clades[i]
		if all := plus(c.own, c.below); c.reads != all {
			r.p.Add(c.at, fmt.Errorf("%d reads in %s; want %d, its own %d and the %d of the rows right below it",
				c.reads, c.name, all, c.own, c.below))
		}
		if exact := 100 * float64(c.reads) / float64(total); !fits(c.percent, exact) {
			r.p.Add(c.at.Field("percent"), fmt.Errorf("%v; want %.4g, since %d of %d reads are in %s",
				c.percent, exact, c.reads, total, c.name))
		}
		if c.reads > 0 {
			sample.Index = append(sample.Index, int32(i))
			sample.Value = append(sample.Value, float64(c.reads))
		}
	}
	return microbiome.Spec{
		Content: microbiome.Taxa, Unit: microbiome.Counts, Nested: true,
		Parents: parents, Features: features, Samples: []microbiome.Sample{sample},
	}
}

// features returns the rows as features, the row that each is in, and how many
// reads there are in all, and adds up what is right below each row.
func (r *report) features() (features []microbiome.Feature, parents []int32, total int) {
	features, parents = make([]microbiome.Feature, len(r.clades)), make([]int32, len(r.clades))
	ncbi := ncbiNumbers(r.clades)
	var above []int // the rows that the current one is in
	for i := range r.clades {
		c, f := &r.clades[i], &features[i]
		*f = microbiome.Feature{Label: strconv.Itoa(c.taxid), Name: c.name, Rank: c.rank, Details: c.details, Unassigned: c.unplaced}
		if ncbi && c.taxid < madeUp {
			f.NCBI = c.taxid
		}
		if c.indent%2 != 0 || c.indent > 2*len(above) {
			r.p.Add(c.at.Field("name"), fmt.Errorf("%d spaces before %s; want two for each level, here at most %d",
				c.indent, spell.Quote(c.name), 2*len(above)))
		}
		above = above[:min(c.indent/2, len(above))]
		if c.unplaced && len(above) > 0 {
			r.p.Add(c.at, errors.New("reads that are not classified are in a taxon"))
		}
		if n := len(above); n > 0 {
			up := above[n-1]
			r.clades[up].below = plus(r.clades[up].below, c.reads)
			f.Lineage, parents[i] = features[up].Lineage, int32(up)
		} else {
			parents[i] = -1
			total = plus(total, c.reads)
		}
		above = append(above, i)
		if root := c.taxid == 1 && c.rank == microbiome.RankNotSaid; !root && !c.unplaced {
			r.p.Add(c.at.Field("rank"), inOrder(c.name, c.rank, f.Lineage))
			f.Lineage = under(f.Lineage, microbiome.Level{Rank: c.rank, Name: c.name})
		}
	}
	return features, parents, total
}

// inOrder reports a taxon that is in one of the same or of a lower rank.
func inOrder(name string, rank microbiome.Rank, lineage []microbiome.Level) error {
	for _, l := range lineage {
		if rank != microbiome.RankNotSaid && l.Rank >= rank {
			return fmt.Errorf("%s %s is in %s %s; want a higher rank above", rank, name, l.Rank, l.Name)
		}
	}
	return nil
}

// under returns a lineage with a level below it. Of the levels above, those
// without a rank are left out, such as clades between the ranks.
func under(lineage []microbiome.Level, l microbiome.Level) []microbiome.Level {
	longer := make([]microbiome.Level, 0, len(lineage)+1)
	for _, up := range lineage {
		if up.Rank != microbiome.RankNotSaid {
			longer = append(longer, up)
		}
	}
	return append(longer, l)
}

// madeUp is where the numbers start that KrakenUniq gives to sequences and
// assemblies, which have none in the NCBI Taxonomy.
const madeUp = 1_000_000_000

// ncbiNumbers reports whether the numbers are those of the NCBI Taxonomy, as far
// as the domains tell: databases made of other taxonomies have their own.
func ncbiNumbers(clades []clade) bool {
	domains := map[string]int{"Bacteria": 2, "Archaea": 2157, "Eukaryota": 2759, "Viruses": 10239}
	return !slices.ContainsFunc(clades, func(c clade) bool {
		n, ok := domains[c.name]
		return ok && c.rank == microbiome.Domain && c.taxid != n
	})
}
