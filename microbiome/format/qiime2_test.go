package format_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/microbiome/format"
)

// lineagesOf reads a taxonomy and returns its features, or its problems.
func lineagesOf(text string) (features map[string]string, problems []string) {
	lineages, err := format.ReadLineages(strings.NewReader(text), "f")
	for _, err := range dataset.All(err) {
		problems = append(problems, strings.TrimPrefix(err.Error(), "f:"))
	}
	for id, lineage := range lineages {
		var b strings.Builder
		for _, l := range lineage {
			fmt.Fprintf(&b, "%s:%s|", l.Rank, l.Name)
		}
		if features == nil {
			features = make(map[string]string)
		}
		features[id] = b.String()
	}
	return features, problems
}

// TestSampleTaxonomies reads the test files of QIIME 2. What it refuses in the
// tests of its own format or transformers is refused. It takes a file without
// column names where it is told that there are none.
func TestSampleTaxonomies(t *testing.T) {
	folder := samples(t)
	twoSpaced := map[string]string{"seq1": "domain:Foo|phylum:Bar|"}
	many := make(map[string]string)
	for i := range 12 {
		many[fmt.Sprint("seq", i+1)] = "not-said:foo|"
	}
	want := map[string]struct {
		features map[string]string
		problems []string
	}{
		"2-column.tsv":              {features: map[string]string{"seq1": "domain:Bacteria|phylum:Proteobacteria|", "seq2": "domain:Bacteria|"}},
		"3-column.tsv":              {features: map[string]string{"seq1": "domain:Foo|phylum:Bar|", "seq2": "domain:Foo|phylum:Baz|"}},
		"headerless.tsv":            {features: map[string]string{"seq1": "domain:Foo|phylum:Bar|", "seq2": "domain:Foo|phylum:Baz|"}},
		"leading_space_taxon.tsv":   {features: twoSpaced},
		"trailing_space_taxon.tsv":  {features: twoSpaced},
		"start_end_space_taxon.tsv": {features: twoSpaced},
		"many-rows.tsv":             {features: many},
		"valid-but-messy.tsv": {features: map[string]string{"SEQUENCE1": "domain:Bar|phylum:Baz|",
			"seq2": "not-said:some|not-said:taxonomy|not-said:for|not-said:ya|"}},
		"1-column.tsv":          {problems: []string{"1: one column; want column names, Feature ID and Taxon the first, with tabs between"}},
		"blanks":                {problems: []string{" no features"}},
		"empty":                 {problems: []string{" no features"}},
		"header-only.tsv":       {problems: []string{" no features"}},
		"duplicate-columns.tsv": {problems: []string{`1: column "Column1" is there twice`}},
		"duplicate-ids.tsv":     {problems: []string{"4: SEQUENCE1: duplicate id: the feature is there since line 2"}},
		"jagged.tsv":            {problems: []string{"3: SEQUENCE2: 4 cells; want 3 as in the first line"}},
		"greater-column-length.tsv": {problems: []string{"2: seq1: 3 cells; want 2 as in the first line",
			"3: seq2: 3 cells; want 2 as in the first line"}},
		"greater-header-length.tsv": {problems: []string{"2: seq1: 3 cells; want 4 as in the first line",
			"3: seq2: 3 cells; want 4 as in the first line"}},
		"sample-metadata.tsv": {problems: []string{`1: "sample-id" and "barcode-sequence"; want column names, Feature ID and Taxon the first, or a feature and its lineage`}},
	}
	files, _ := filepath.Glob(filepath.Join(folder, "profiles", "qiime2", "*"))
	for _, file := range files {
		name := filepath.Base(file)
		if ext := filepath.Ext(name); ext == ".biom" || ext == ".qza" {
			continue
		}
		w, ok := want[name]
		if !ok {
			t.Errorf("%s: not expected", name)
		}
		delete(want, name)
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		features, problems := lineagesOf(string(text))
		if diff := cmp.Diff(w.features, features) + cmp.Diff(w.problems, problems); diff != "" {
			t.Errorf("%s (-want +got)\n%s", name, diff)
		}
	}
	if len(want) > 0 {
		t.Errorf("not found: %v", want)
	}
}

func TestReadLineages(t *testing.T) {
	text := "# a comment\n\nFeature ID\tTaxon\tConfidence\na\td__Bacteria; p__Bacillota; g__\t0.9\nb\tUnassigned\t0.5\nc\tD_0__Archaea;D_5__Methanobrevibacter\t1\n"
	want := map[string]string{"a": "domain:Bacteria|phylum:Bacillota|", "b": "", "c": "domain:Archaea|genus:Methanobrevibacter|"}
	for what, other := range map[string]string{
		"as it is": text, "CR LF": strings.ReplaceAll(text, "\n", "\r\n"), "mark": "\xef\xbb\xbf" + text, "gzip": zipped(t, text),
		"no column names": strings.Replace(text, "Feature ID\tTaxon\tConfidence\n", "", 1), "no line end": strings.TrimSuffix(text, "\n"),
	} {
		got, problems := lineagesOf(other)
		if diff := cmp.Diff(want, got); diff != "" || problems != nil {
			t.Errorf("%s: %q (-want +got)\n%s", what, problems, diff)
		}
	}
	const header = "Feature ID\tTaxon\n"
	for text, want := range map[string][]string{
		header + "a\t\n":                                {"2: a: Taxon: empty; want a lineage"},
		header + " a\tk__B\n":                           {`2:  a: id " a"; want one without white space around it`},
		header + "\tk__B\n":                             {`2: id ""; want one without white space around it`},
		header + "a\tk__B\t\n":                          {"2: a: 3 cells; want 2 as in the first line"},
		header + "a\tp__B;k__C\nb\tk__B|p;c\n":          {"2: a: Taxon: lineage: domain C below a phylum; want each rank once, from the highest down", "3: b: Taxon: lineage with both ; and | between names; want one of them"},
		"id\ttaxonomy\na\tk__B\n":                       {`1: "id" and "taxonomy"; want column names, Feature ID and Taxon the first, or a feature and its lineage`},
		"a,k__B\n":                                      {"1: one column; want column names, Feature ID and Taxon the first, with tabs between"},
		"\xff\xfea\x00":                                 {" UTF-16 text; want UTF-8"},
		"a\tk__B\x00\n":                                 {"1: not UTF-8 text"},
		header + strings.Repeat("x", dataset.MaxLine+1): {"2: line of more than 4194304 bytes"},
	} {
		if _, problems := lineagesOf(text); cmp.Diff(want, problems) != "" {
			t.Errorf("%.80q\n%s", text, cmp.Diff(want, problems))
		}
	}
}

func FuzzReadLineages(f *testing.F) {
	f.Add("Feature ID\tTaxon\na\tk__A;p__B\n")
	f.Add("a\tk__A|p__B\tx\n#\n\nb\tUnassigned\t1\n")
	f.Fuzz(func(t *testing.T, text string) {
		lineages, err := format.ReadLineages(strings.NewReader(text), "f")
		if (err == nil) != (len(lineages) > 0) {
			t.Fatal(len(lineages), err)
		}
		if err != nil || strings.HasPrefix(text, "\x1f\x8b") {
			return
		}
		n, header := 0, false
		for _, line := range strings.Split(strings.TrimPrefix(text, "\xef\xbb\xbf"), "\n") {
			if line = strings.TrimRight(line, "\r"); strings.TrimSpace(line) == "" || line[0] == '#' {
				continue
			}
			if cells := strings.Split(line, "\t"); n == 0 && !header && cells[0] == "Feature ID" && cells[1] == "Taxon" {
				header = true
				continue
			}
			n++
			if _, ok := lineages[strings.Split(line, "\t")[0]]; !ok {
				t.Errorf("line %q is lost", line)
			}
		}
		if n != len(lineages) {
			t.Errorf("%d features of %d lines", len(lineages), n)
		}
	})
}
