package main

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/microbiome"
	"github.com/gutmuscle/gutmuscle/microbiome/biomhdf5"
	"github.com/gutmuscle/gutmuscle/microbiome/format"
)

// plain puts a file of testdata, without its compression, into a folder.
func plain(t *testing.T, name string) string {
	t.Helper()
	f, err := os.Open(filepath.Join("..", "..", "testdata", name+".biom.gz"))
	require.NoError(t, err)
	defer f.Close()
	z, err := gzip.NewReader(f)
	require.NoError(t, err)
	data, err := io.ReadAll(z)
	require.NoError(t, err)
	return keep(t, name+".biom", string(data))
}

func keep(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	return path
}

func command(args ...string) (code int, out, messages string) {
	var o, m bytes.Buffer
	code = run(args, &o, &m)
	return code, o.String(), m.String()
}

// all returns everything that a table holds.
func all(t *microbiome.Table) (of struct {
	Content  microbiome.Content
	Unit     microbiome.Unit
	Origin   microbiome.Origin
	Features []microbiome.Feature
	Samples  []microbiome.Sample
}) {
	of.Content, of.Unit, of.Origin = t.Content(), t.Unit(), t.Origin()
	for _, f := range t.Features() {
		if len(f.Lineage) == 0 {
			f.Lineage = nil
		}
		of.Features = append(of.Features, f)
	}
	for i := range t.NumSamples() {
		s := microbiome.Sample{Name: t.SampleName(i)}
		s.Index, s.Value = t.AppendSparse(nil, nil, i)
		of.Samples = append(of.Samples, s)
	}
	return of
}

// thereAndBack checks that the BIOM 1.0 of a file holds what the file does.
func thereAndBack(t *testing.T, path string, o format.Options) {
	t.Helper()
	f, size, err := open(path)
	require.NoError(t, err)
	defer f.Close()
	want, err := biomhdf5.Read(f, size, o)
	require.NoError(t, err)
	code, out, messages := command("-unit", o.Unit.String(), path)
	require.Zero(t, code, messages)
	require.Equal(t, format.BIOM, format.Detect([]byte(out)))
	got, err := format.Read(strings.NewReader(out), o)
	require.NoError(t, err)
	require.Empty(t, cmp.Diff(all(want), all(got)))
}

func TestThereAndBack(t *testing.T) {
	for _, name := range []string{"taxa", "text", "ranks", "new", "fixed", "plain"} {
		t.Run(name, func(t *testing.T) { thereAndBack(t, plain(t, name), format.Options{}) })
	}
	t.Run("genes", func(t *testing.T) { thereAndBack(t, plain(t, "genes"), format.Options{Unit: microbiome.RPK}) })
	folder := os.Getenv("GUTMUSCLE_SAMPLES")
	if folder == "" {
		t.Skip("GUTMUSCLE_SAMPLES does not name the folder of sample files")
	}
	for _, name := range []string{"biom/simple.biom", "biom/empty.biom", "biom/rich_sparse_otu_table_hdf5.biom", "biom/10000x10000x0.001_bench_hdf5.biom.gz",
		"qiime2/table.qza", "qiime2/feature-table-with-taxonomy-metadata_v210.biom", "humann/demo_genefamilies.biom"} {
		t.Run(name, func(t *testing.T) { thereAndBack(t, filepath.Join(folder, "profiles", name), format.Options{}) })
	}
	thereAndBack(t, filepath.Join(folder, "profiles", "humann", "multi_sample_genefamilies.biom"), format.Options{Unit: microbiome.RPK})
}

func TestText(t *testing.T) {
	code, out, messages := command("-tsv", plain(t, "taxa"))
	require.Zero(t, code, messages)
	require.Equal(t, `#OTU ID	ann	bob	cyd	taxonomy
otu1	3	0	2	k__Bacteria; p__Bacillota; g__Roseburia
otu2	0	5	0	k__Bacteria; p__Bacteroidota; g__Bacteroides
otu3	1	1	1	k__Bacteria; p__Bacillota
otu4	0	0	4	Unassigned
`, out)
	code, out, _ = command("-tsv", "-unit", "rpk", plain(t, "genes"))
	require.Zero(t, code)
	require.Equal(t, "#OTU ID\tann\tbob\tcyd\nK00001\t3\t0\t2\nK00002: some gene\t1.5\t5\t1\nK00002: some gene|g__Roseburia\t1\t1\t1\nUNGROUPED\t0\t0\t4\n", out)
}

func TestTaxonomy(t *testing.T) {
	text := "Feature ID\tTaxon\notu1\tg__A\notu2\tg__B\notu3\tUnassigned\notu4\td__Archaea; g__D\n"
	code, out, messages := command("-tsv", "-taxonomy", keep(t, "taxonomy.tsv", text), plain(t, "plain"))
	require.Zero(t, code, messages)
	require.Contains(t, out, "otu4\t0\t0\t4\tk__Archaea; g__D\n")
	code, _, messages = command("-taxonomy", keep(t, "taxonomy.tsv", "Feature ID\tTaxon\notu1\tg__A\n"), plain(t, "plain"))
	require.Equal(t, 1, code)
	require.Contains(t, messages, "otu2: taxonomy: not among the lineages that were given\n")
	code, _, messages = command("-taxonomy", keep(t, "x.qza", "PK\x03\x04"), plain(t, "plain"))
	require.Equal(t, 1, code)
	require.Contains(t, messages, "x.qza: qza: zip: not a valid zip file")
}

func TestMessages(t *testing.T) {
	for _, test := range []struct {
		code int
		want string
		args []string
	}{
		{2, "usage: biomtext", nil},
		{2, "usage: biomtext", []string{"a", "b"}},
		{2, "flag provided but not defined: -x", []string{"-x"}},
		{2, `unknown "kg"`, []string{"-unit", "kg", "a"}},
		{0, "usage: biomtext", []string{"-help"}},
		{1, "no-such-file", []string{"no-such-file"}},
		{1, "no regular file", []string{t.TempDir()}},
		{1, "biomtext: " + filepath.Join("..", "..", "go.mod") + ": neither HDF5", []string{filepath.Join("..", "..", "go.mod")}},
		{1, "contradicts itself", []string{plain(t, "contradicts")}},
		{1, "otu2: bob: NaN", []string{plain(t, "values")}},
	} {
		code, out, messages := command(test.args...)
		require.Equal(t, test.code, code, "%v: %s", test.args, messages)
		require.Empty(t, out)
		require.Contains(t, messages, test.want)
	}
}
