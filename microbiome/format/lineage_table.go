package format

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/microbiome"
)

// readLineageTable reads a [LineageTable].
func readLineageTable(in *input) microbiome.Spec {
	spec := microbiome.Spec{Content: microbiome.Taxa}
	h := &header{input: in}
	more := h.next()
	for more && isComment(h.text) {
		more = h.next()
	}
	if !more {
		noRows(h)
		return spec
	}
	c := columns{names: h.cells()}
	c.text = make([]bool, len(c.names))
	c.text[0] = true
	last := len(c.names) - 1
	taxonomy := last > 0 && isTaxonomy(c.names[last])
	c.text[last] = taxonomy || last == 0
	before := in.p.Len()
	checkNames(in, c, h.line)
	if len(c.numbers()) == 0 {
		in.p.Add(in.at(h.line), errors.New("no column of a sample"))
	}
	if in.p.Len() > before {
		return spec
	}
	ids := isIDs(c.names[0])
	m := readMatrix(h, c, true)
	lines := make(map[string]int)
	if in.p.Len() == before {
		spec.Features = make([]microbiome.Feature, 0, m.rows)
	}
	lineages := false
	var nameless dataset.Place
	m.each(in, func(_ int, at dataset.Place, texts []string) {
		unique(in, lines, at, texts[0])
		f, err := in.taxon(texts, taxonomy, ids)
		in.p.Add(at, err)
		spec.Features = append(spec.Features, f)
		if lineages = lineages || len(f.Lineage) > 0; texts[0] == "" {
			nameless = at
		}
	})
	if nameless.Line > 0 && (taxonomy || !lineages) {
		in.p.Add(nameless, errors.New("no name of the row"))
	}
	spec.Samples = m.byColumn()
	if in.p.Len() == before {
		sayTaxa(in, &spec)
	}
	return spec
}

// taxon returns what a row is about: its label, and the lineage behind the
// numbers if there is one.
func (in *input) taxon(texts []string, taxonomy, ids bool) (microbiome.Feature, error) {
	label := texts[0]
	given, known := in.Lineages[label]
	switch {
	case taxonomy:
		levels, err := parseLineage(texts[1])
		if err == nil && known && !slices.Equal(levels, given) {
			err = errors.New("taxonomy: another lineage than in the options")
		}
		return taxonFeature(label, levels), err
	case known:
		return taxonFeature(label, given), nil
	case ids && len(in.Lineages) > 0:
		return microbiome.Feature{Label: label}, errors.New("no lineage of this id in the options")
	case ids && !isLineage(label) && label != "" && !isUnassigned(label):
		return microbiome.Feature{Label: label}, nil
	}
	if strings.TrimSpace(label) == "" {
		return taxonFeature(label, nil), nil
	}
	levels, err := parseLineage(label)
	return taxonFeature(label, levels), err
}

// sayTaxa finds out the unit of rows that are each of their own, and refuses
// rows that may hold each other.
func sayTaxa(in *input, spec *microbiome.Spec) {
	before := in.p.Len()
	if refuseOthers(in, spec); in.p.Len() > before {
		return
	}
	if in.Format == NotSaid {
		if nesting := nestingOf(placed(spec.Features)); len(nesting.outer) > 0 && len(nesting.excesses(spec.Samples, 1e-9)) == 0 {
			outer := spec.Features[nesting.outer[0]]
			by, other := "lineage", "metaphlan if it holds them, else "
			if len(outer.Lineage) == 0 {
				by, other = "name", "if each is of its own, "
			}
			in.p.Add(dataset.Place{File: in.File, Rec: short(outer.Label)},
				fmt.Errorf("rows lie in it by their %s, and it holds no less than they do; name the format, %slineage-table or wide-table", by, other))
			return
		}
	}
	all := make([]bool, len(spec.Features))
	for i := range all {
		all[i] = true
	}
	spec.Unit = sumsOf(spec.Samples, all).unit(in, microbiome.UnitNotSaid, spec.Samples)
}

// noRows says that a file ends before its first row, unless it could not be read.
func noRows(h *header) {
	if h.p.Len() == 0 {
		h.p.Add(h.at(0), errors.New("no rows below the names of the columns"))
	}
}

// isTaxonomy reports whether a column holds lineages by its name.
func isTaxonomy(name string) bool {
	switch strings.ToLower(name) {
	case "taxonomy", "consensus lineage", "consensuslineage", "taxon", "lineage":
		return true
	}
	return false
}

// isIDs reports whether a first column of this name holds ids.
func isIDs(name string) bool {
	switch strings.ToLower(strings.TrimLeft(name, "# ")) {
	case "otu id", "otu_id", "otuid", "otu", "asv", "asv id", "asv_id", "asvid", "feature id", "feature_id", "feature-id", "featureid":
		return true
	}
	return false
}

// isNames reports whether a first column of this name holds names of taxa.
func isNames(name string) bool {
	switch strings.ToLower(strings.TrimLeft(name, "# ")) {
	case "taxonomy", "taxon", "taxa", "lineage", "clade", "organism", "name", "genus", "species":
		return true
	}
	return false
}

// looksLineageTable knows a lineage table by the name of its first or last column,
// or by lineages in its first rows.
func looksLineageTable(head []byte) bool {
	lines := headLines(head, 12)
	for len(lines) > 0 && isComment(lines[0]) {
		lines = lines[1:]
	}
	if len(lines) == 0 || !strings.Contains(lines[0], "\t") {
		return false
	}
	cells := strings.Split(lines[0], "\t")
	if slices.ContainsFunc(cells[1:], isLineage) { // which then are no samples
		return false
	}
	if isIDs(cells[0]) && len(cells) > 1 && !isTaxonomy(cells[1]) || isNames(cells[0]) && isAmount(lines[1:]) {
		return true
	}
	return slices.ContainsFunc(lines[1:], func(line string) bool {
		return strings.Contains(line, "\t") && isLineage(firstCell(line))
	})
}

// isAmount reports whether the second cell of a row is a number, be it with a
// decimal comma, which is for the reader to refuse.
func isAmount(rows []string) bool {
	return slices.ContainsFunc(rows, func(row string) bool {
		cells := strings.Split(row, "\t")
		if len(cells) < 2 {
			return false
		}
		_, err := amount([]byte(cells[1]))
		return err == nil || badNumber(strings.TrimSpace(cells[1])).hasComma()
	})
}
