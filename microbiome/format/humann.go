package format

import (
	"errors"
	"fmt"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/evidence/spell"
	"github.com/gutmuscle/gutmuscle/microbiome"
)

// readHUMAnN reads a [HUMAnN] or [OrthologTable].
func readHUMAnN(in *input) microbiome.Spec {
	h := &humann{header: header{input: in}, rows: make(map[string]int)}
	if !h.read() {
		return h.spec
	}
	before := in.p.Len()
	m := readMatrix(&h.header, h.columns, true)
	label := h.columns.textBefore(h.columns.label)
	lines := make(map[string]int)
	if in.p.Len() == before {
		h.spec.Features = make([]microbiome.Feature, 0, m.rows)
	}
	m.each(in, func(_ int, at dataset.Place, texts []string) {
		f, err := functionOf(texts[label])
		in.p.Add(at, err)
		if h.details >= 0 && f.Details == "" {
			f.Details = texts[h.details]
		}
		unique(in, lines, at, f.Name+"|"+f.Stratum)
		h.add(at, f)
	})
	h.spec.Samples = m.byColumn()
	if h.sayContent(); in.p.Len() > before {
		return h.spec
	}
	h.sayUnit()
	h.checkStrata()
	return h.spec
}

// humann is a table of functions that is being read.
type humann struct {
	header
	columns columns
	details int // which column of text has a description; −1: none
	first   string
	told    microbiome.Unit // by the names of the samples or of the first column
	spec    microbiome.Spec
	rows    map[string]int // of the functions without a stratum
	kinds   [4]int         // rows by what their name can be
	other   dataset.Place  // first row that is none of the KO numbers
}

// What the name of a function can be.
const (
	anyName = iota
	koName
	geneName
	pathwayName
)

// kindOf returns what the name of a function can be.
func kindOf(name string) int {
	switch {
	case isKO(name):
		return koName
	case strings.HasPrefix(name, "UniRef"), strings.HasPrefix(name, "EC:"), strings.HasPrefix(name, "GO:"):
		return geneName
	case strings.Contains(name, "PWY"):
		return pathwayName
	}
	return anyName
}

// isKO reports whether a name is a KO number: K and five digits.
func isKO(name string) bool { return len(name) == 6 && name[0] == 'K' && isDigits(name[1:]) }

// isUnmapped reports whether a name is one of those of what HUMAnN could not
// give to any function.
func isUnmapped(name string) bool {
	switch name {
	case "UNMAPPED", "UNGROUPED", "UNINTEGRATED", "READS_UNMAPPED", "UniRef50_unknown", "UniRef90_unknown":
		return true
	}
	return false
}

// functionOf returns what a row is about.
func functionOf(label string) (f microbiome.Feature, err error) {
	f = microbiome.Feature{Label: label}
	name, stratum, stratified := strings.Cut(label, "|")
	if f.Stratum = strings.TrimSpace(stratum); stratified && f.Stratum == "" || strings.Contains(stratum, "|") {
		err = fmt.Errorf("stratum %s; want a contributor after one |", spell.Quote(stratum))
	}
	f.Name, f.Details, _ = strings.Cut(name, ": ")
	f.Name, f.Details = strings.TrimSpace(f.Name), strings.TrimSpace(f.Details)
	if f.Name == "" {
		err = errors.New("no name of a function")
	}
	if ko := strings.TrimPrefix(f.Name, "ko:"); isKO(ko) {
		f.Name = ko
	}
	if f.Unassigned = isUnmapped(f.Name); f.Unassigned {
		if f.Name == "READS_UNMAPPED" {
			f.Details = "number of reads, whatever the unit of the other rows is"
		}
	}
	return f, err
}

func (h *humann) add(at dataset.Place, f microbiome.Feature) {
	if !f.Unassigned {
		kind := kindOf(f.Name)
		if h.kinds[kind]++; kind != koName && h.other.Line == 0 {
			h.other = at
		}
	}
	if f.Stratum == "" {
		h.rows[f.Name] = len(h.spec.Features)
	}
	h.spec.Features = append(h.spec.Features, f)
}

// sayContent says what the rows are, if their names and that of their column
// agree.
func (h *humann) sayContent() {
	ko, gene, pathway, other := h.kinds[koName], h.kinds[geneName], h.kinds[pathwayName], h.kinds[anyName]
	first := strings.ToLower(h.first)
	switch {
	case ko > 0 && gene+pathway+other > 0:
		h.p.Add(h.other, fmt.Errorf("no KO number, as %d other rows have; want one kind of function", ko))
	case ko > 0:
		h.spec.Content = microbiome.Orthologs
	case strings.Contains(first, "pathway"):
		h.spec.Content = microbiome.Pathways
	case strings.Contains(first, "gene family"), strings.Contains(first, "reaction"), gene > 0 && pathway+other == 0:
		h.spec.Content = microbiome.GeneFamilies
	case pathway > 0 && gene+other == 0:
		h.spec.Content = microbiome.Pathways
	default:
		at := h.other
		if at.Line == 0 {
			at = h.at(h.line)
		}
		h.p.Add(at, fmt.Errorf("function of an unknown kind; want KO numbers, or a first column named # Gene Family or # Pathway, not %s", spell.Quote(h.first)))
	}
}
