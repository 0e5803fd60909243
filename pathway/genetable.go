package pathway

import (
	"errors"
	"fmt"
	"slices"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/microbiome"
	"github.com/gutmuscle/gutmuscle/microbiome/metabolite"
)

// What it takes to say that a function is there by its genes, or that it is not.
// The numbers are conventions of this library.
const (
	tellingAtLeast = 2. / 3
	genesAtLeast   = 500 // orthologs in a sample; that of a gut has thousands
)

// GeneTable is a table of KEGG orthologs that is ready to have functions scored
// in it. It is made by [Atlas.GeneTable], never changes after that and is safe for
// concurrent use. The zero GeneTable cannot be used.
type GeneTable struct {
	atlas     *Atlas
	table     *microbiome.Table
	scorer    *Scorer
	rows      []geneRow
	orthologs int // different ones in the rows that are taken
}

// geneRow is what a row of a gene table is of.
type geneRow struct {
	ortholog  int32   // from 0; −1: the row is left aside
	functions []int32 // of the atlas, that have the gene; shared by rows of it
}

// GeneTable makes a table of orthologs ready. Rows of a stratum are taken where
// the table has no rows of whole communities, and left aside where it has. A
// table of other genes has to be regrouped first, and is an error.
func (a *Atlas) GeneTable(t *microbiome.Table) (*GeneTable, error) {
	if t.Content() != microbiome.Orthologs {
		return nil, fmt.Errorf("pathway: a table of %s; want KEGG orthologs, to which other gene families have to be regrouped first", t.Content())
	}
	whole := false
	for _, f := range t.Features() {
		whole = whole || f.Stratum == "" && !f.Unassigned
	}
	genes := make([]string, t.NumFeatures())
	for i, f := range t.Features() {
		if !f.Unassigned && (f.Stratum == "") == whole {
			genes[i] = f.Name
		}
	}
	modules := make([]Module, len(a.functions))
	errs := make([]error, len(a.functions))
	for i := range a.functions {
		modules[i], errs[i] = a.functions[i].Module()
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	g := &GeneTable{atlas: a, table: t, scorer: NewScorer(modules, genes)}
	g.setRows(modules, genes)
	return g, nil
}

func (g *GeneTable) setRows(modules []Module, genes []string) {
	functions := make(map[string][]int32)
	for i, m := range modules {
		for _, name := range m.Genes() {
			functions[name] = append(functions[name], int32(i))
		}
	}
	number := make(map[string]int32)
	g.rows = make([]geneRow, len(genes))
	for i, name := range genes {
		n, known := number[name]
		switch {
		case name == "":
			n = -1
		case !known:
			n = int32(len(number))
			number[name] = n
		}
		g.rows[i] = geneRow{n, functions[name]}
	}
	g.orthologs = len(number)
}

// Origin returns how the table was measured.
func (g *GeneTable) Origin() microbiome.Origin { return g.table.Origin() }

// Capacities returns what the microbes of a sample, from 0, can do by its genes:
// a capacity for each function, and for each metabolite that any of them makes,
// by kind and id. Abundances that are too large to be added up are an error.
//
// A function is Seen if two thirds of its steps, by weight, are seen, and genes
// among them that are telling: their weights are 1 together. It is NotSeen only if
// there are people whose microbes are known not to run it (see [Function]), and if
// none of its genes is seen, not even one of a complex, in a sample of at least
// 500 different orthologs that is told to be of DNA, and of which the table tells
// that less than half is not assigned. A gene that is not expressed, or not
// predicted of the taxa, may be there. A metabolite is Seen if any function that
// makes it is, and NotSeen if all of them are.
func (g *GeneTable) Capacities(sample int) ([]Capacity, error) {
	index, value := g.table.AppendSparse(nil, nil, sample)
	scores, err := g.scorer.Score(nil, index, value)
	if err != nil {
		return nil, fmt.Errorf("pathway: sample %s: %w", g.table.SampleName(sample), err)
	}
	some, few := g.seen(index)
	blind := g.blind(sample, few)
	all := make([]Capacity, 0, 2*len(scores))
	made := make(map[metabolite.ID]*Capacity)
	var order []metabolite.ID
	for i, s := range scores {
		f := &g.atlas.functions[i]
		c := Capacity{Of: NodeOf(f.ID), Basis: FromGenes, Genes: s, Share: evidence.Interval{0, 1}}
		lacking := blind
		if lacking == NoDoubt && len(f.LackedBy) == 0 {
			lacking = OthersMay
		}
		c.Detection, c.Why = s.detection(some[i], lacking)
		all = append(all, c)
		for _, id := range f.Makes {
			m := made[id]
			if m == nil {
				m = &Capacity{Of: NodeOf(id), Basis: FromGenes, Detection: c.Detection, Why: c.Why, Share: c.Share}
				made[id], order = m, append(order, id)
			}
			switch {
			case m.Detection == microbiome.Seen:
			case c.Detection == microbiome.Seen:
				m.Detection, m.Why = microbiome.Seen, NoDoubt
			case c.Detection == microbiome.CannotTell:
				m.Detection, m.Why = microbiome.CannotTell, c.Why
			}
		}
	}
	for _, id := range order {
		all = append(all, *made[id])
	}
	slices.SortFunc(all, func(x, y Capacity) int { return x.Of.Compare(y.Of) })
	return all, nil
}

// seen returns of which functions a sample has any gene, and whether it has too
// few orthologs to miss any.
func (g *GeneTable) seen(index []int32) (some []bool, few bool) {
	some = make([]bool, len(g.atlas.functions))
	counted := make([]bool, g.orthologs)
	n := 0
	for _, row := range index {
		r := &g.rows[row]
		if r.ortholog >= 0 && !counted[r.ortholog] {
			counted[r.ortholog] = true
			n++
		}
		for _, f := range r.functions {
			some[f] = true
		}
	}
	return some, n < genesAtLeast
}

// blind returns why a gene of a sample may be there though it was not seen.
func (g *GeneTable) blind(sample int, few bool) Doubt {
	rest, told := g.table.Unassigned(sample)
	total, _ := g.table.Total(sample)
	switch {
	case few:
		return TooFewGenes
	case g.Origin().Assay != microbiome.Shotgun:
		return NotOfDNA
	case !told || rest >= unassignedAtMost*total:
		return MostlyUnknown
	default:
		return NoDoubt
	}
}

// detection returns whether a function is there: some tells whether any gene of it
// is, and lacking why it may be there if none is.
func (s ModuleScore) detection(some bool, lacking Doubt) (microbiome.Detection, Doubt) {
	telling, ok := s.Telling()
	switch {
	case !ok:
		return microbiome.CannotTell, NoKnownGenes
	case s.Seen == 0 && some:
		return microbiome.CannotTell, InPart
	case s.Seen == 0 && lacking != NoDoubt:
		return microbiome.CannotTell, lacking
	case s.Seen == 0:
		return microbiome.NotSeen, NoDoubt
	case telling >= tellingAtLeast && s.SeenWeight >= 1:
		return microbiome.Seen, NoDoubt
	case telling >= tellingAtLeast:
		return microbiome.CannotTell, OnlyWidespread
	default:
		return microbiome.CannotTell, InPart
	}
}
