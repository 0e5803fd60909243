package format

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/evidence/spell"
	"github.com/gutmuscle/gutmuscle/microbiome"
)

// readWideTable reads a [WideTable].
func readWideTable(in *input) microbiome.Spec {
	spec := microbiome.Spec{Content: microbiome.Taxa}
	h := &header{input: in}
	if !h.next() {
		noRows(h)
		return spec
	}
	c := columns{names: h.cells()}
	c.text = make([]bool, len(c.names))
	c.text[0] = true
	before := in.p.Len()
	if len(c.names) > 1 && strings.EqualFold(c.names[0], "Feature ID") && isTaxonomy(c.names[1]) {
		in.p.Add(in.at(h.line), errors.New("a taxonomy of QIIME 2, which is no table: Options.Lineages takes what ReadLineages returns"))
		return spec
	}
	if checkNames(in, c, h.line); len(c.names) < 2 {
		in.p.Add(in.at(h.line), errors.New("one column; want tabs between the columns"))
		return spec
	}
	if in.Format == NotSaid && !isSamples(c.names) {
		in.p.Add(in.at(h.line), fmt.Errorf("first column named %s: neither samples nor taxa nor functions by its name; name the format", spell.Quote(c.names[0])))
	}
	orthologs, others := 0, 0
	seen := make(map[string]bool)
	for _, name := range c.names[1:] {
		f, err := functionOf(name)
		if isKO(f.Name) {
			if orthologs++; seen[f.Name] {
				err = fmt.Errorf("%w: the ortholog is there twice", dataset.ErrDuplicate)
			}
			seen[f.Name] = true
		} else if !f.Unassigned { // such as UNMAPPED, which there may be beside both
			others++
			f, err = in.taxon([]string{name}, false, false)
		}
		in.p.Add(in.at(h.line).Field(short(name)), err)
		spec.Features = append(spec.Features, f)
		if in.p.Len() > maxFaults {
			in.p.Add(in.at(h.line), errTooMany)
			return spec
		}
	}
	switch {
	case orthologs > 0 && others == 0:
		spec.Content = microbiome.Orthologs
	case orthologs > 0:
		in.p.Add(in.at(h.line), fmt.Errorf("%d of %d columns are KO numbers; want all or none", orthologs, orthologs+others))
	}
	m := readMatrix(h, c, false)
	lines := make(map[string]int)
	spec.Samples = m.byRow()
	m.each(in, func(row int, at dataset.Place, texts []string) {
		if texts[0] == "" {
			in.p.Add(at, errors.New("no name of the sample"))
			return
		}
		unique(in, lines, at, texts[0])
		spec.Samples[row].Name = texts[0]
	})
	if refuseMetabolites(in, h.at(1), spec.Features); in.p.Len() == before {
		if sayTaxa(in, &spec); spec.Content == microbiome.Orthologs {
			sayTotals(&spec)
		}
	}
	return spec
}

// refuseMetabolites reports columns that are metabolites and no taxa.
func refuseMetabolites(in *input, at dataset.Place, features []microbiome.Feature) {
	known := make(map[string]bool)
	for m := range microbiome.Default().Metabolites() {
		for _, name := range append([]string{m.Name}, m.Synonyms...) {
			known[strings.ToLower(name)] = true
		}
	}
	var found []string
	for _, f := range features {
		if f.Rank == microbiome.RankNotSaid && known[strings.ToLower(f.Name)] {
			found = append(found, f.Label)
		}
	}
	if n := len(found); n > 0 {
		in.p.Add(at, fmt.Errorf("columns of metabolites, such as %s; want taxa", strings.Join(found[:min(n, 3)], ", ")))
	}
}

// looksWideTable takes every table with names of columns: what no other format is can
// be told best by the columns.
func looksWideTable(head []byte) bool {
	lines := headLines(head, 2)
	cells := strings.Split(lines[0], "\t")
	return len(cells) > 1 && len(lines) > 1 && !isAmount(lines[:1]) && utf8.ValidString(lines[0])
}

// isSamples reports whether a table has samples in rows by the name of its first
// column, or by lineages as the names of the others.
func isSamples(names []string) bool {
	switch strings.ToLower(strings.TrimLeft(names[0], "# ")) {
	case "sample", "samples", "id", "sampleid", "sample id", "sample_id", "sample-id", "sample name", "sample_name", "subject", "run":
		return true
	}
	return slices.ContainsFunc(names[1:], isLineage)
}
