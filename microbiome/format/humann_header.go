package format

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/gutmuscle/gutmuscle/microbiome"
)

var inVersion = regexp.MustCompile(`HUMAnN v([0-9]\S*)`)

// looksHUMAnN knows tables of HUMAnN and PICRUSt2 by the name of their first
// column.
func looksHUMAnN(head []byte) bool {
	first := strings.ToLower(firstCell(headLines(head, 1)[0]))
	return strings.HasPrefix(first, "# gene family") || strings.HasPrefix(first, "# pathway") || strings.HasPrefix(first, "# reaction") ||
		(first == "function" || first == "pathway") && strings.Contains(string(head), "\t")
}

// looksOrthologs knows tables of KO numbers by those in the first rows.
func looksOrthologs(head []byte) bool {
	lines := headLines(head, 6)
	if isComment(lines[0]) {
		lines = lines[1:]
	}
	if len(lines) < 2 || !strings.Contains(lines[0], "\t") {
		return false
	}
	for _, line := range lines[1:] {
		if f, err := functionOf(firstCell(line)); err == nil && isKO(f.Name) {
			return true
		}
	}
	return false
}

// read reads the line of the names of the columns.
func (h *humann) read() bool {
	if !h.next() || isComment(h.text) && !h.next() {
		return false
	}
	cells := h.cells()
	h.first, h.details = cells[0], -1
	if v := inVersion.FindStringSubmatch(h.first); v != nil {
		h.spec.Origin.Pipeline = "HUMAnN " + v[1]
	}
	lower := strings.ToLower(h.text)
	switch {
	case strings.HasPrefix(lower, "sample\tfunction"), strings.HasPrefix(lower, "function\tsequence"):
		h.p.Add(h.at(h.line), fmt.Errorf("columns %s; want a table that is not stratified by sequence", short(strings.Join(cells, ", "))))
		return false
	case len(cells) < 2:
		h.p.Add(h.at(h.line), fmt.Errorf("no column of a sample"))
		return false
	}
	h.columns = columns{names: cells, text: make([]bool, len(cells))}
	h.columns.text[0] = true
	before := h.p.Len()
	h.told = ofFirstColumn(h.first)
	plain := 0
	for i, name := range cells[1:] {
		switch bare, unit := unitOfName(name); {
		case h.details < 0 && (strings.EqualFold(name, "description") || strings.HasPrefix(name, "KEGG_")):
			h.details = h.columns.textBefore(i + 1)
			h.columns.text[i+1] = true
		case strings.HasSuffix(name, "_Coverage"):
			h.p.Add(h.at(h.line).Field(name), fmt.Errorf("coverages of pathways; want abundances"))
		case unit != microbiome.UnitNotSaid:
			cells[i+1] = bare
			h.sameUnit(name, unit)
		default:
			plain++
			cells[i+1] = strings.TrimSuffix(name, "_Abundance")
		}
	}
	if plain > 0 && plain < len(h.columns.numbers()) && ofFirstColumn(h.first) == microbiome.UnitNotSaid {
		h.p.Add(h.at(h.line), fmt.Errorf("%d samples with a unit in their name and %d without; want all or none", len(h.columns.numbers())-plain, plain))
	}
	checkNames(h.input, h.columns, h.line)
	return h.p.Len() == before
}

// ofFirstColumn returns the unit that HUMAnN 4 writes behind its version.
func ofFirstColumn(name string) microbiome.Unit {
	switch {
	case !strings.Contains(name, "HUMAnN"):
		return microbiome.UnitNotSaid
	case strings.HasSuffix(name, "CPMs"):
		return microbiome.PerMillion
	case strings.HasSuffix(name, "RPKs"):
		return microbiome.RPK
	case strings.HasSuffix(name, "Counts"):
		return microbiome.Counts
	}
	return microbiome.UnitNotSaid
}

// sameUnit takes the unit that the name of a sample tells.
func (h *humann) sameUnit(name string, unit microbiome.Unit) {
	if h.told != microbiome.UnitNotSaid && h.told != unit {
		h.p.Add(h.at(h.line).Field(name), fmt.Errorf("unit %s after %s; want one", unit, h.told))
	}
	h.told = unit
}

// sayUnit finds out the unit. Whole numbers do not tell it, since HUMAnN does
// not count.
func (h *humann) sayUnit() {
	isHUMAnN := strings.HasPrefix(h.first, "# ") || hasStrata(h.spec.Features)
	s := sumsOfFunctions(&h.spec)
	s.whole = s.whole && !isHUMAnN
	if h.told == microbiome.UnitNotSaid && s.tell() == microbiome.UnitNotSaid {
		_, mapped := h.rows["UNMAPPED"]
		_, integrated := h.rows["UNINTEGRATED"]
		switch {
		case isHUMAnN && h.spec.Content == microbiome.Pathways && mapped && integrated && h.spec.Origin.Pipeline == "":
			h.told = microbiome.RPK
		case h.first == "function" || h.first == "pathway":
			h.told = microbiome.Counts
		}
	}
	h.spec.Unit = s.unit(h.input, h.told, h.spec.Samples)
}
