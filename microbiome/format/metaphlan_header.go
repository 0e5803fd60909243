package format

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/evidence/spell"
)

// The columns of profiles that are not samples.
var (
	cladeColumns  = []string{"clade_name", "classification", "id", "sampleid"}
	taxidColumns  = []string{"ncbi_tax_id", "clade_taxid", "ncbi_taxid"}
	detailColumns = regexp.MustCompile(`^(additional_species|coverage|average_genome_length_in_the_clade|estimated_number_of_\w+_from_the_clade)$`)
	readsLine     = regexp.MustCompile(`^#([0-9]{1,15}) reads processed$`)
)

// looksMetaPhlAn knows a profile by its header, or by a domain in its first row.
func looksMetaPhlAn(head []byte) bool {
	lines := headLines(head, 50)
	for i, line := range lines {
		first := strings.ToLower(firstCell(line))
		switch {
		case strings.HasPrefix(first, "#mpa_"), strings.TrimPrefix(first, "#") == "clade_name", first == "#classification",
			strings.HasPrefix(first, "#") && strings.Contains(line, "\tMetaphlan"):
			return true
		case isComment(line):
		case first == "id" && i+1 < len(lines):
			next := firstCell(lines[i+1])
			return strings.Contains(lines[i+1], "\tMetaphlan") || isClade(next)
		default:
			return !strings.HasPrefix(first, "#") && strings.Contains(line, "\t") && isRow(strings.Split(line, "\t")) && isClade(firstCell(line))
		}
	}
	return false
}

// mpa is the header of a profile.
type mpa struct {
	header
	columns  columns
	texts    []int // the columns of text
	label    int   // which of them has the clades
	taxid    int   // which of them has taxonomy numbers; −1: none
	database string
	reads    int
	sample   string // as a line of the header names it
	marked   bool   // has a mark of MetaPhlAn
}

// read reads up to the first row and reports whether there is one.
func (m *mpa) read() bool {
	var names []string // of the columns
	line := 0
	for m.next() {
		cells := m.cells()
		comment := strings.HasPrefix(m.text, "#")
		analysis := comment && len(cells) > 1 && strings.HasPrefix(cells[1], "Metaphlan") && strings.HasSuffix(cells[1], "_Analysis")
		m.marked = m.marked || analysis || slices.Contains(cells, "relative_abundance")
		switch {
		case strings.HasPrefix(m.text, "#mpa_"):
			m.marked = true
			m.ofDatabase(strings.Join(cells, " "))
		case readsLine.MatchString(m.text):
			m.ofReads(readsLine.FindStringSubmatch(m.text)[1])
		case analysis, cells[0] == "#SampleID" && len(cells) == 2 && names == nil:
			m.ofSample(cells[0], cells[1])
		case comment && len(cells) == 1:
		case comment && names != nil:
			m.p.Add(m.at(m.line), fmt.Errorf("names of columns, which are in line %d, too; want them once", line))
			return false
		case comment, names == nil && !isRow(cells):
			names, line = cells, m.line
		default:
			m.back = true
			if names == nil {
				if names = []string{"clade_name", "relative_abundance"}; len(cells) > 2 {
					names = []string{"clade_name", "NCBI_tax_id", "relative_abundance", "additional_species"}[:min(len(cells), 4)]
				}
				line = m.line
			}
			return m.assign(names, line)
		}
	}
	if m.p.Len() == 0 {
		m.p.Add(m.at(0), errors.New("no rows below the header"))
	}
	return false
}

// isRow reports whether cells are a clade and numbers, and no names of columns.
func isRow(cells []string) bool {
	if strings.Contains(cells[0], "__") {
		return true
	}
	return isClade(cells[0]) && slices.ContainsFunc(cells[1:], func(cell string) bool {
		_, err := amount([]byte(cell))
		return err == nil
	})
}

// ofDatabase takes the line that names the database.
func (m *mpa) ofDatabase(text string) {
	name := strings.TrimPrefix(text, "#")
	if m.database != "" && m.database != name {
		m.p.Add(m.at(m.line), fmt.Errorf("database %s after %s; want one", spell.Quote(name), spell.Quote(m.database)))
	}
	m.database = name
}

// ofReads takes the line that tells how many reads were processed.
func (m *mpa) ofReads(text string) {
	reads, _ := strconv.Atoi(text)
	if m.reads != 0 && m.reads != reads {
		m.p.Add(m.at(m.line), fmt.Errorf("%d reads processed after %d; want one number", reads, m.reads))
	}
	m.reads = reads
}

// ofSample takes the line that names the sample, if it does: SampleID and
// Metaphlan_Analysis stand there if nobody named it.
func (m *mpa) ofSample(key, value string) {
	name := ""
	if key = strings.TrimPrefix(key, "#"); !strings.HasPrefix(value, "Metaphlan") {
		name = value
	} else if key != "SampleID" {
		name = key
	}
	if m.sample != "" && name != "" && name != m.sample {
		m.p.Add(m.at(m.line), fmt.Errorf("sample %s after %s; want one", spell.Quote(name), spell.Quote(m.sample)))
	}
	if name != "" {
		m.sample = name
	}
}

// assign finds out what each column holds.
func (m *mpa) assign(names []string, line int) bool {
	before := m.p.Len()
	m.columns = columns{names: slices.Clone(names), text: make([]bool, len(names)), label: -1}
	profile := -1
	for i, name := range names {
		key := strings.ToLower(strings.TrimPrefix(name, "#"))
		switch {
		case m.columns.label < 0 && slices.Contains(cladeColumns, key):
			m.columns.label, m.columns.text[i] = i, true
		case m.taxid < 0 && slices.Contains(taxidColumns, key):
			m.taxid, m.columns.text[i] = i, true
		case detailColumns.MatchString(key):
			m.columns.text[i] = true
		case key == "relative_abundance":
			profile = i
		}
	}
	if m.columns.label < 0 {
		m.columns.label, m.columns.text[0] = 0, true
	}
	switch samples := m.columns.numbers(); {
	case len(samples) == 0:
		m.p.Add(m.at(line), errors.New("no column of abundances"))
	case profile >= 0 && len(samples) > 1:
		m.p.Add(m.at(line), fmt.Errorf("columns %s; want relative_abundance alone, or one column for each sample", short(strings.Join(samples, ", "))))
	case profile >= 0:
		if m.columns.names[profile] = m.sample; m.sample == "" {
			m.columns.names[profile] = m.input.sample()
		}
	}
	for i, text := range m.columns.text {
		if text {
			m.texts = append(m.texts, i)
		}
	}
	m.label, m.taxid = slices.Index(m.texts, m.columns.label), slices.Index(m.texts, m.taxid)
	checkNames(m.input, m.columns, line)
	return m.p.Len() == before
}

// checkNames reports columns that have no name, or that of another one.
func checkNames(in *input, c columns, line int) {
	seen := make(map[string]bool, len(c.names))
	for i, name := range c.names {
		if i == c.label {
			continue
		}
		switch {
		case name == "":
			in.p.Add(in.at(line), fmt.Errorf("column %d has no name", i+1))
		case seen[name]:
			in.p.Add(in.at(line).Field(short(name)), fmt.Errorf("%w: the column is there twice", dataset.ErrDuplicate))
		}
		if seen[name] = true; in.p.Len() > maxFaults {
			in.p.Add(in.at(line), errTooMany)
			return
		}
	}
}
