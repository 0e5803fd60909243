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
	depth    int
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
	indent := len(c.name) - len(strings.TrimLeft(c.name, " "))
	c.name = strings.TrimSpace(c.name)
	c.depth = indent / 2
	c.at = c.at.Record(strconv.Itoa(c.taxid))
	most := 0
	if n := len(r.clades); n > 0 {
		most = r.clades[n-1].depth + 1
	}
	if first, twice := r.lines[c.taxid]; twice {
		r.p.Add(c.at, twiceSince(first))
	}
	r.lines[c.taxid] = c.at.Line
	switch {
	case c.name == "":
		r.p.Add(c.at.Field("name"), errNoName)
	case indent%2 != 0 || c.depth > most:
		r.p.Add(c.at.Field("name"), fmt.Errorf("%d spaces before %s; want two for each level, here at most %d", indent, spell.Quote(c.name), 2*most))
	case c.unplaced && (c.depth > 0 || c.own != c.reads):
		r.p.Add(c.at, errors.New("reads that are not classified, but in or above a taxon"))
	}
	r.clades = append(r.clades, c)
}

// spec returns the table of the rows and reports where they contradict each
// other. Fits tells whether a percent may be written for a share.
func (r *report) spec(fits func(percent, exact float64) bool) microbiome.Spec {
	before, total := r.p.Len(), 0
	var above []int // the rows that the current one is in
	features := make([]microbiome.Feature, len(r.clades))
	sample := microbiome.Sample{Name: r.sample()}
	ncbi := ncbiNumbers(r.clades)
	for i := range r.clades {
		c := &r.clades[i]
		above = above[:min(c.depth, len(above))]
		f := &features[i]
		*f = microbiome.Feature{Label: strconv.Itoa(c.taxid), Name: c.name, Rank: c.rank, Details: c.details, Unassigned: c.unplaced}
		if ncbi && c.taxid < madeUp {
			f.NCBI = c.taxid
		}
		if n := len(above); n > 0 {
			up := above[n-1]
			r.clades[up].below += c.reads
			f.Lineage = features[up].Lineage
		} else {
			total += c.reads
		}
		if !c.unplaced && !(c.rank == microbiome.RankNotSaid && c.taxid == 1) {
			r.p.Add(c.at.Field("rank"), inOrder(c.name, c.rank, f.Lineage))
			f.Lineage = under(f.Lineage, microbiome.Level{Rank: c.rank, Name: c.name})
		}
		above = append(above, i)
		if c.reads > 0 {
			sample.Index = append(sample.Index, int32(i))
			sample.Value = append(sample.Value, float64(c.reads))
		}
	}
	switch {
	case r.p.Len() > 0:
	case len(r.clades) == 0:
		r.p.Add(r.at(0), errNoRows)
	case total == 0:
		r.p.Add(r.at(0), errNoReads)
	}
	if r.p.Len() > before || total == 0 {
		return microbiome.Spec{}
	}
	for i := range r.clades {
		c := &r.clades[i]
		if c.reads != c.own+c.below {
			r.p.Add(c.at, fmt.Errorf("%d reads in %s; want %d, its own %d and the %d of the rows right below it",
				c.reads, c.name, c.own+c.below, c.own, c.below))
		}
		if exact := 100 * float64(c.reads) / float64(total); !fits(c.percent, exact) {
			r.p.Add(c.at.Field("percent"), fmt.Errorf("%v; want %.4g, since %d of %d reads are in %s",
				c.percent, exact, c.reads, total, c.name))
		}
	}
	sample.Total, sample.Reads = float64(total), total
	return microbiome.Spec{
		Content: microbiome.Taxa, Unit: microbiome.Counts, Nested: true,
		Features: features, Samples: []microbiome.Sample{sample},
	}
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
