package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/gutmuscle/gutmuscle/microbiome"
)

// prefixes are those that names of a rank have in a taxonomy.
var prefixes = map[microbiome.Rank]string{
	microbiome.RankNotSaid: "", microbiome.Domain: "k__", microbiome.Phylum: "p__", microbiome.Class: "c__",
	microbiome.Order: "o__", microbiome.Family: "f__", microbiome.Genus: "g__", microbiome.Species: "s__",
	microbiome.Strain: "t__",
}

// taxonomy returns the names of a lineage as files have them; none if the row
// has no lineage.
func taxonomy(f microbiome.Feature) ([]string, error) {
	if f.Unassigned {
		return []string{"Unassigned"}, nil
	}
	var names []string
	for _, l := range f.Lineage {
		prefix, ok := prefixes[l.Rank]
		if !ok {
			return nil, fmt.Errorf("%s: names of rank %s have no prefix, so %s cannot be written", f.Label, l.Rank, l.Name)
		}
		if strings.ContainsAny(l.Name, ";|\t\n") {
			return nil, fmt.Errorf("%s: %q cannot be written, since it would be taken for several names", f.Label, l.Name)
		}
		names = append(names, prefix+l.Name)
	}
	return names, nil
}

// taxonomies returns those of all rows, and whether there is one. Only rows of
// taxa have them.
func taxonomies(t *microbiome.Table) (list [][]string, some bool, err error) {
	list = make([][]string, t.NumFeatures())
	if t.Content() != microbiome.Taxa {
		return list, false, nil
	}
	for i, f := range t.Features() {
		if list[i], err = taxonomy(f); err != nil {
			return nil, false, err
		}
		some = some || list[i] != nil
	}
	return list, some, nil
}

// kind returns the type of a table, in the words of BIOM.
func kind(t *microbiome.Table) string {
	switch t.Content() {
	case microbiome.Orthologs:
		return "Ortholog table"
	case microbiome.GeneFamilies:
		return "Gene table"
	case microbiome.Pathways:
		return "Pathway table"
	}
	for _, f := range t.Features() {
		if f.Name == f.Label { // the ids are names
			return "Taxon table"
		}
	}
	return "OTU table"
}

// writeBIOM writes BIOM 1.0, a row or column of it a line.
func writeBIOM(w *bufio.Writer, t *microbiome.Table) error {
	names, _, err := taxonomies(t)
	if err != nil {
		return err
	}
	head, err := json.Marshal(t.Origin().Pipeline)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, `{"id":null,"format":"Biological Observation Matrix 1.0.0","format_url":"http://biom-format.org",`+
		`"type":"%s","generated_by":%s,"date":null,"matrix_type":"sparse","matrix_element_type":"float","shape":[%d,%d],`,
		kind(t), head, t.NumFeatures(), t.NumSamples())
	type metadata struct {
		Taxonomy []string `json:"taxonomy"`
	}
	item := func(i int, id string, about *metadata) error {
		text, err := json.Marshal(struct {
			ID       string    `json:"id"`
			Metadata *metadata `json:"metadata"`
		}{id, about})
		if i > 0 {
			w.WriteByte(',')
		}
		w.WriteByte('\n')
		w.Write(text)
		return err
	}
	w.WriteString("\n\"rows\":[")
	for i, f := range t.Features() {
		var about *metadata
		if names[i] != nil {
			about = &metadata{names[i]}
		}
		if err := item(i, f.Label, about); err != nil {
			return err
		}
	}
	w.WriteString("],\n\"columns\":[")
	for i := range t.NumSamples() {
		if err := item(i, t.SampleName(i), nil); err != nil {
			return err
		}
	}
	w.WriteString("],\n\"data\":[")
	first := true
	for i := range t.NumSamples() {
		for k, v := range t.Abundances(i) {
			if !first {
				w.WriteByte(',')
			}
			first = false
			fmt.Fprintf(w, "\n[%d,%d,%s]", k, i, number(v))
		}
	}
	_, err = w.WriteString("]}\n")
	return err
}

func number(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }

// writeTSV writes a row a line, with the taxonomy in the last column if rows have
// one.
func writeTSV(w *bufio.Writer, t *microbiome.Table) error {
	names, some, err := taxonomies(t)
	if err != nil {
		return err
	}
	cell := func(text string) (string, error) {
		if text == "" || strings.ContainsAny(text, "\t\r\n") || strings.TrimSpace(text) != text {
			return "", fmt.Errorf("%q cannot be a cell of a table of text", text)
		}
		return text, nil
	}
	line := "#OTU ID"
	type value struct {
		sample int
		of     float64
	}
	rows := make([][]value, t.NumFeatures())
	for i := range t.NumSamples() {
		name, err := cell(t.SampleName(i))
		if err != nil {
			return err
		}
		line += "\t" + name
		for k, v := range t.Abundances(i) {
			rows[k] = append(rows[k], value{i, v})
		}
	}
	if some {
		line += "\ttaxonomy"
	}
	fmt.Fprintln(w, line)
	for k, f := range t.Features() {
		label, err := cell(f.Label)
		if err != nil {
			return err
		}
		w.WriteString(label)
		for i := range t.NumSamples() {
			if cells := rows[k]; len(cells) > 0 && cells[0].sample == i {
				w.WriteString("\t" + number(cells[0].of))
				rows[k] = cells[1:]
			} else {
				w.WriteString("\t0")
			}
		}
		if some {
			w.WriteString("\t" + strings.Join(names[k], "; "))
		}
		if err := w.WriteByte('\n'); err != nil {
			return err
		}
	}
	return nil
}
