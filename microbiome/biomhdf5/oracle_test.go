package biomhdf5

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/microbiome"
	"github.com/gutmuscle/gutmuscle/microbiome/format"
)

// samples returns the real files that there are.
func samples(t *testing.T, patterns ...string) []string {
	t.Helper()
	folder := os.Getenv("GUTMUSCLE_SAMPLES")
	if folder == "" {
		t.Skip("GUTMUSCLE_SAMPLES does not name the folder of sample files")
	}
	var files []string
	for _, pattern := range patterns {
		found, err := filepath.Glob(filepath.Join(folder, "profiles", filepath.FromSlash(pattern)))
		require.NoError(t, err)
		require.NotEmpty(t, found, pattern)
		files = append(files, found...)
	}
	return files
}

// oracleTable is what biom-format reads.
type oracleTable struct { // fields are matched by name
	Rows, Samples []string
	Taxonomy      [][]string
	Cells         [][3]any
	Error         string
}

// readAny reads a file in BIOM of any version. Numbers whose unit nothing tells
// are taken as RPK.
func readAny(t *testing.T, name string) (*microbiome.Table, error) {
	t.Helper()
	data, err := os.ReadFile(name)
	require.NoError(t, err)
	o := format.Options{File: filepath.Base(name)}
	try := func() (*microbiome.Table, error) {
		if bytes.HasPrefix(data, []byte("\x89HDF")) || bytes.HasPrefix(data, []byte("PK")) {
			return read(data, o)
		}
		return format.Read(bytes.NewReader(data), o)
	}
	table, err := try()
	if err != nil && strings.Contains(err.Error(), "unit: ") {
		o.Unit = microbiome.RPK
		return try()
	}
	return table, err
}

// TestOracle compares every id, value and taxonomy with biom-format's reading.
func TestOracle(t *testing.T) {
	files := samples(t, "biom/*", "qiime2/*.biom", "qiime2/table*.qza", "humann/*.biom")
	own, err := filepath.Glob("testdata/*.biom.gz")
	require.NoError(t, err)
	for _, name := range own {
		data := file(t, strings.TrimSuffix(filepath.Base(name), ".biom.gz"))
		path := filepath.Join(t.TempDir(), strings.TrimSuffix(filepath.Base(name), ".gz"))
		require.NoError(t, os.WriteFile(path, data, 0o600))
		files = append(files, path)
	}
	var out, messages bytes.Buffer
	python := "/usr/bin/python3" // of the system, whose packages have biom-format
	if _, err := os.Stat(python); err != nil {
		python = "python3"
	}
	command := exec.Command(python, append([]string{"testdata/oracle.py"}, files...)...)
	command.Stdout, command.Stderr = &out, &messages
	if err := command.Run(); err != nil && (messages.Len() == 0 || strings.Contains(messages.String(), "no oracle")) {
		t.Skipf("biom-format for Python is not here: %v %s", err, messages.String())
	} else if err != nil {
		t.Fatal(err, messages.String())
	}
	// Those of the files that only one of the two reads, and why.
	onlyTheirs := map[string]string{
		"bad_table.txt":    "none of the formats",       // a table of text, which is not BIOM
		"less_ranks.biom":  "3 ranks; the taxonomy has", // contradicts itself
		"more_ranks.biom":  "7 ranks; the taxonomy has",
		"contradicts.biom": "the file contradicts itself",
		"values.biom":      "NaN; unknown is never zero",
	}
	onlyOurs := map[string]string{
		"10000x10000x0.001_bench_hdf5.biom.gz": "metadata", "1000x1000x0.010_bench_hdf5.biom.gz": "metadata", "fixed.biom": "metadata",
		"test.json.gz": "type",
	}
	lines := bufio.NewReaderSize(&out, 1<<20)
	compared := 0
	for _, name := range files {
		line, err := lines.ReadBytes('\n')
		require.NoError(t, err)
		var want oracleTable
		require.NoError(t, json.Unmarshal(line, &want))
		got, err := readAny(t, name)
		base := filepath.Base(name)
		switch reason, theirs := onlyTheirs[base]; {
		case err != nil && theirs:
			require.Empty(t, want.Error, base)
			require.ErrorContains(t, err, reason, base)
		case err != nil:
			require.NotEmpty(t, want.Error, "%s: we refuse it: %v", base, err)
		case want.Error != "":
			require.Contains(t, onlyOurs, base, "they refuse it: %s", want.Error)
		default:
			same(t, base, want, got)
			compared++
		}
	}
	t.Logf("%d of %d files compared", compared, len(files))
	require.GreaterOrEqual(t, compared, 20)
}

func same(t *testing.T, name string, want oracleTable, got *microbiome.Table) {
	t.Helper()
	var rows, columns []string
	taxonomy := make([][]string, 0, got.NumFeatures())
	for i, f := range got.Features() {
		rows = append(rows, f.Label)
		var names []string
		for _, l := range f.Lineage {
			names = append(names, l.Name)
		}
		switch {
		case f.Unassigned && got.Content() == microbiome.Taxa:
			names = want.Taxonomy[i]
			require.Contains(t, []string{"Unassigned", "Unclassified", ""}, strings.Join(names, ""), "%s: %s", name, f.Label)
		case want.Taxonomy[i] == nil: // a lineage in the id
			names = nil
		}
		taxonomy = append(taxonomy, names)
	}
	for i := range got.NumSamples() {
		columns = append(columns, got.SampleName(i))
	}
	require.Empty(t, cmp.Diff(want.Rows, rows, cmpopts.EquateEmpty()), name)
	require.Empty(t, cmp.Diff(want.Samples, columns, cmpopts.EquateEmpty()), name)
	for i, names := range want.Taxonomy { // "uncultured_bacterium" stands where there is no name
		want.Taxonomy[i] = slices.DeleteFunc(names, func(name string) bool { return strings.HasPrefix(name, "uncultured") })
	}
	require.Empty(t, cmp.Diff(want.Taxonomy, taxonomy, cmpopts.EquateEmpty()), name)
	for _, cell := range want.Cells {
		v, err := strconv.ParseFloat(cell[2].(string), 64)
		require.NoError(t, err)
		if is := got.Abundance(int(cell[1].(float64)), int(cell[0].(float64))); is != v {
			t.Fatalf("%s: %v: %v", name, cell, is)
		}
	}
	cells := 0
	for i := range got.NumSamples() {
		for range got.Abundances(i) {
			cells++
		}
	}
	require.Len(t, want.Cells, cells, name)
}
