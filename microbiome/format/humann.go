package format

import (
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
	sayTotals(&h.spec)
	checkStrata(in, &h.spec)
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
