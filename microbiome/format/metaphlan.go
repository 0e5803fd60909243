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

// readMetaPhlAn reads a [MetaPhlAn].
func readMetaPhlAn(in *input) microbiome.Spec {
	spec := microbiome.Spec{Content: microbiome.Taxa, Nested: true}
	m := &mpa{header: header{input: in}, taxid: -1}
	if !m.read() {
		return spec
	}
	spec.Origin.Database = m.database
	before := in.p.Len()
	rows := readMatrix(&m.header, m.columns, true)
	lines := make(map[string]int)
	if in.p.Len() == before {
		spec.Features = make([]microbiome.Feature, 0, rows.rows)
	}
	rows.each(in, func(_ int, at dataset.Place, texts []string) {
		f, err := m.feature(texts)
		in.p.Add(at, err)
		unique(in, lines, at, f.Label)
		spec.Features = append(spec.Features, f)
	})
	if spec.Samples = rows.byColumn(); in.p.Len() > before {
		return spec
	}
	if len(spec.Samples) == 1 {
		spec.Samples[0].Reads = m.reads
	}
	told := microbiome.UnitNotSaid
	if m.marked {
		told = microbiome.Percents
	}
	nesting := nestingOf(spec.Features)
	for _, row := range nesting.twice[:min(len(nesting.twice), maxFaults)] {
		in.p.Add(dataset.Place{File: in.File, Rec: short(spec.Features[row].Label)}, fmt.Errorf("%w: another row has the lineage, otherwise spelt", dataset.ErrDuplicate))
	}
	top := make([]bool, len(spec.Features))
	for i, in := range nesting.in {
		top[i] = in < 0
	}
	spec.Unit = sumsOf(spec.Samples, top).unit(in, told, spec.Samples)
	nesting.check(in, &spec)
	spec.AssignedOnly = !slices.ContainsFunc(spec.Features, func(f microbiome.Feature) bool { return f.Unassigned })
	return spec
}

// unique reports a label that was there already.
func unique(in *input, lines map[string]int, at dataset.Place, label string) {
	if first, twice := lines[label]; twice {
		in.p.Add(at, fmt.Errorf("%w: first in line %d", dataset.ErrDuplicate, first))
		return
	}
	lines[label] = at.Line
}

// isClade reports whether a label is one of those that profiles begin with: a
// domain, or what is not assigned.
func isClade(label string) bool {
	return isUnassigned(label) || level(label).Rank == microbiome.Domain && !strings.ContainsAny(label, ";|")
}

// feature returns what a row is about.
func (m *mpa) feature(texts []string) (microbiome.Feature, error) {
	label := texts[m.label]
	f := microbiome.Feature{Label: label, Details: m.details(texts), Unassigned: true}
	if isUnassigned(label) {
		return f, nil
	}
	levels, err := parseLineage(label)
	if err != nil {
		return f, err
	}
	for _, l := range levels {
		if l.Rank == microbiome.RankNotSaid {
			return f, fmt.Errorf("lineage: %s has no rank; want k__, d__, p__, c__, o__, f__, g__, s__ or t__ before each name", spell.Quote(l.Name))
		}
	}
	if len(levels) == 0 {
		return f, errors.New("no name; want a clade such as k__Bacteria")
	}
	last := levels[len(levels)-1]
	f.Name, f.Rank, f.Lineage, f.Unassigned = last.Name, last.Rank, levels, false
	if m.taxid >= 0 {
		f.NCBI, err = lastNumber(texts[m.taxid], 1+strings.Count(label, "|"))
	}
	return f, err
}

// details returns what else the file says of a clade.
func (m *mpa) details(texts []string) string {
	var parts []string
	for n, column := range m.texts {
		text := texts[n]
		if column == m.columns.label || n == m.taxid || text == "" {
			continue
		}
		if name := m.columns.names[column]; name != "additional_species" {
			text = name + " " + text
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, "; ")
}

// lastNumber returns the last of a path of taxonomy numbers; 0 if it is empty.
func lastNumber(path string, names int) (int, error) {
	numbers := strings.Split(path, "|")
	if len(numbers) != names && len(numbers) != 1 {
		return 0, fmt.Errorf("taxonomy numbers %s; want %d, one for each name", spell.Quote(path), names)
	}
	last := 0
	for _, number := range numbers {
		if last = 0; number == "" || number == "-1" {
			continue
		}
		n, err := strconv.ParseUint(number, 10, 31)
		if err != nil || n == 0 {
			return 0, fmt.Errorf("taxonomy number %s; want a number above zero", spell.Quote(number))
		}
		last = int(n)
	}
	return last, nil
}
