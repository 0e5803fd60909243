package format_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/microbiome"
	"github.com/gutmuscle/gutmuscle/microbiome/format"
)

// samples returns the folder of sample files.
func samples(t *testing.T) string {
	folder := os.Getenv("GUTMUSCLE_SAMPLES")
	if folder == "" {
		t.Skip("GUTMUSCLE_SAMPLES is not set to a folder with profiles/ and habits/")
	}
	return folder
}

// TestSampleReports reads files of the programs and in the shapes of providers.
// The sums are of the columns of the files, added up by awk.
func TestSampleReports(t *testing.T) {
	folder := samples(t)
	const noTotal = 0
	want := map[string]struct {
		format                 format.Format
		rows                   int
		sum, total, unassigned float64
		value                  string // number of a taxon and its abundance
		err                    string // the first problem, "" if it reads
		problems               int
	}{
		"profiles/kraken/2611_se-ERR5766174-db1.kraken2.report.txt":    {format.Kraken, 44, 789934, 787877, 787758, "559292 96", "", 0},
		"profiles/kraken/2611_se-ERR5766174-db2.kraken2.report.txt.gz": {format.Kraken, 44, 789934, 787877, 787758, "9606 23", "", 0},
		"profiles/kraken/test_1.kraken2.report.txt":                    {format.Kraken, 14, 1400, 100, 0, "2697049 100", "", 0},
		"profiles/kraken/test3.krakenuniq.report.txt":                  {format.KrakenUniq, 386, 4709842, 454195, 15525, "44001 34563", "", 0},
		"profiles/kraken/2611_se-ERR5766174-db1_S.tsv":                 {format.Bracken, 2, 119, 119, 0, "4932 96", "", 0},
		"profiles/kraken/2612_pe-ERR5766176-db1_S.tsv":                 {format.Bracken, 2, 173, 173, 0, "9606 156", "", 0},
		"profiles/kraken/2611_se-ERR5766174-db1-invalid.kraken2.report.txt": {format: format.Kraken, problems: 2,
			err: ":2: 1: 119 reads in root; want 0, its own 0 and the 0 of the rows right below it"},
		"profiles/kraken/2611_se-ERR5766174-db1_S_invalid.tsv": {format: format.Bracken, problems: 3,
			err: ": fraction_total_reads: all rows add up to 1.04300; want 1"},
		"profiles/kraken/report.txt": {format: format.Kraken, problems: 1,
			err: ":1: report of kraken2-inspect: it counts the minimizers of a database, not the reads of a sample"},
		"profiles/kraken/report-wrong-types.txt": {format: format.Kraken, problems: 1,
			err: ":1: report of kraken2-inspect: it counts the minimizers of a database, not the reads of a sample"},
		"profiles/kraken/report-missing-column.txt": {format: format.Kraken, problems: 46,
			err: ":1: report of kraken2-inspect: it counts the minimizers of a database, not the reads of a sample"},
		"habits/synthetic_taxa_ubiome_shape.json":       {format.UBiome, 8, 179374, 60160, 0, "853 3600", "", 0},
		"habits/synthetic_taxa_csv_shape_a.csv":         {format.TaxonList, 5, 995675, 1e6, 0, "853 60320", "", 0},
		"habits/synthetic_taxa_csv_shape_b.csv":         {format.TaxonList, 3, 37300, noTotal, 0, "186801 30000", "", 0},
		"habits/synthetic_taxon_percent_percentile.csv": {format.TaxonList, 4, 16.93, 100, 0, "1678 10.84", "", 0},
	}
	for _, glob := range []string{"profiles/kraken/*", "habits/synthetic_tax*"} {
		files, err := filepath.Glob(filepath.Join(folder, glob))
		if err != nil || len(files) == 0 {
			t.Fatal(glob, files, err)
		}
		for _, file := range files {
			name, _ := filepath.Rel(folder, file)
			w, ok := want[filepath.ToSlash(name)]
			if !ok {
				t.Errorf("%s: not expected", name)
				continue
			}
			t.Run(name, func(t *testing.T) {
				data, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				table, err := format.Read(bytes.NewReader(data), format.Options{File: "f"})
				if w.err != "" {
					problems := dataset.All(err)
					if len(problems) != w.problems || problems[0].Error() != "f"+w.err {
						t.Errorf("%d problems, want %d: %v", len(problems), w.problems, problems[0])
					}
					return
				}
				if err != nil {
					t.Fatal(err)
				}
				if got := detect(t, data); got != w.format {
					t.Errorf("looks like %s, want %s", got, w.format)
				}
				sum, unassigned, value := 0.0, 0.0, ""
				for i, v := range table.Abundances(0) {
					f := table.Feature(i)
					if sum += v; f.Unassigned {
						unassigned += v
					}
					if strings.HasPrefix(w.value, f.Label+" ") {
						value = fmt.Sprint(f.NCBI, " ", v)
					}
				}
				total, _ := table.Total(0)
				if table.NumFeatures() != w.rows || table.NumSamples() != 1 || math.Abs(sum-w.sum) > 1e-9 || total != w.total ||
					unassigned != w.unassigned || value != w.value {
					t.Errorf("%d rows, %d samples, sum %v, total %v, unassigned %v, %s; want %+v",
						table.NumFeatures(), table.NumSamples(), sum, total, unassigned, value, w)
				}
			})
		}
	}
}

func detect(t *testing.T, data []byte) format.Format {
	r, err := dataset.Open(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	head, _ := r.Peek(4096)
	return format.Detect(head)
}

// read reads a text and returns its table, or the texts of its problems.
func read(text string, f format.Format) (*microbiome.Table, []string) {
	table, err := format.Read(strings.NewReader(text), format.Options{File: "f", Format: f})
	var problems []string
	for _, err := range dataset.All(err) {
		problems = append(problems, strings.TrimPrefix(err.Error(), "f:"))
	}
	return table, problems
}

// rows writes the table of one sample as a row a line.
func rows(table *microbiome.Table) string {
	var b strings.Builder
	for i, f := range table.Features() {
		fmt.Fprintf(&b, "%s|%s|%s|%d|%v", f.Label, f.Name, f.Rank, f.NCBI, table.Abundance(0, i))
		for _, l := range f.Lineage {
			fmt.Fprintf(&b, "|%s:%s", l.Rank, l.Name)
		}
		if f.Details != "" {
			b.WriteString("|" + f.Details)
		}
		if f.Unassigned {
			b.WriteString("|unassigned")
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// broken are texts that no format takes, and what is said of them.
var broken = map[string]string{
	"":                         " nothing in it",
	" \r\n\n\t":                " nothing in it",
	"\xff\xfea\x00":            " UTF-16 text; want UTF-8",
	"\xfe\xff\x00a":            " UTF-16 text; want UTF-8",
	"\x1f\x8b\x08\x00":         " gzip: unexpected EOF",
	"\xef\xbb\xbf":             " nothing in it",
	"\x1f\x8bno gzip at all..": " gzip: gzip: invalid header",
}

func TestBrokenReports(t *testing.T) {
	for _, f := range []format.Format{format.Kraken, format.KrakenUniq, format.Bracken, format.UBiome, format.TaxonList} {
		for text, want := range broken {
			if _, got := read(text, f); len(got) != 1 || got[0] != want {
				t.Errorf("%s: %q: %q, want %q", f, text, got, want)
			}
		}
		for _, text := range []string{"a", "\x00\x01\x02", "a\xffb", strings.Repeat("x", dataset.MaxLine+10), "{}", "[]", "\t\t\t\n", "\"", "NaN\n"} {
			if _, got := read(text, f); len(got) == 0 {
				t.Errorf("%s: %.20q is taken", f, text)
			}
		}
	}
}

func zipped(t testing.TB, text string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write([]byte(text)); err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	return b.String()
}

// sameWith checks that a text reads the same with other line ends, a byte order
// mark, compressed and without its last line end.
func sameWith(t *testing.T, text, want string) {
	t.Helper()
	for what, other := range map[string]string{
		"as it is": text, "CR LF": strings.ReplaceAll(text, "\n", "\r\n"), "mark": "\xef\xbb\xbf" + text,
		"gzip": zipped(t, text), "no line end": strings.TrimSuffix(text, "\n"),
	} {
		table, problems := read(other, format.NotSaid)
		if len(problems) > 0 {
			t.Errorf("%s: %q", what, problems)
		} else if diff := cmp.Diff(want, rows(table)); diff != "" {
			t.Errorf("%s (-want +got)\n%s", what, diff)
		}
	}
}

// refused checks the problems of texts.
func refused(t *testing.T, f format.Format, texts map[string][]string) {
	t.Helper()
	for text, want := range texts {
		_, got := read(text, f)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got)\n%s", text, diff)
		}
	}
}
