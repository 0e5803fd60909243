package format

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/microbiome"
)

var (
	inVersion = regexp.MustCompile(`HUMAnN v([0-9]\S*)`)
	inUnit    = regexp.MustCompile(`(?i)^(.*?)(?:_Abundance)?-(RPK|CPM|RELAB)s?$`)
)

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
		switch in := inUnit.FindStringSubmatch(name); {
		case h.details < 0 && (strings.EqualFold(name, "description") || strings.HasPrefix(name, "KEGG_")):
			h.details = h.columns.textBefore(i + 1)
			h.columns.text[i+1] = true
		case strings.HasSuffix(name, "_Coverage"):
			h.p.Add(h.at(h.line).Field(name), fmt.Errorf("coverages of pathways; want abundances"))
		case in != nil && in[1] != "":
			cells[i+1] = in[1]
			h.sameUnit(name, unitWords[strings.ToUpper(in[2])])
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

var unitWords = map[string]microbiome.Unit{"RPK": microbiome.RPK, "CPM": microbiome.PerMillion, "RELAB": microbiome.Fractions}

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
	total := make([]bool, len(h.spec.Features))
	for i := range h.spec.Features {
		f := &h.spec.Features[i]
		total[i] = f.Stratum == "" && f.Name != "READS_UNMAPPED"
	}
	s := sumsOf(h.spec.Samples, total)
	isHUMAnN := strings.HasPrefix(h.first, "# ") || slices.ContainsFunc(h.spec.Features, func(f microbiome.Feature) bool { return f.Stratum != "" })
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

// checkStrata reports strata that hold more than their total, unless strata were
// made to add up to a whole by themselves.
func (h *humann) checkStrata() {
	const rounding = 1e-3
	totals := make([]int, len(h.spec.Features)) // −1: none
	stratum := make([]bool, len(h.spec.Features))
	for i, f := range h.spec.Features {
		totals[i] = -1
		if row, ok := h.rows[f.Name]; ok && f.Stratum != "" {
			totals[i] = row
		}
		stratum[i] = f.Stratum != ""
	}
	whole := h.spec.Unit.Whole()
	sums := sumsOf(h.spec.Samples, stratum)
	held := make([]float64, len(h.spec.Features))
	for i, s := range h.spec.Samples {
		if whole > 0 && sums.of[i] > whole*(1-rounding) && sums.of[i] < whole*(1+rounding) {
			continue
		}
		clear(held)
		for k, row := range s.Index {
			held[row] = s.Value[k]
		}
		for k, row := range s.Index {
			if total := totals[row]; total >= 0 && s.Value[k] > held[total]*(1+rounding) {
				h.p.Add(dataset.Place{File: h.File, Rec: short(h.spec.Features[row].Label), Fld: s.Name},
					fmt.Errorf("%.6g, more than the %.6g of all strata together", s.Value[k], held[total]))
			}
		}
	}
}
