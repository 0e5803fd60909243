package biomhdf5

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/microbiome"
	"github.com/gutmuscle/gutmuscle/microbiome/format"
)

// file returns a file of testdata, which make.py there wrote.
func file(t testing.TB, name string) []byte {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", name+".biom.gz"))
	require.NoError(t, err)
	defer f.Close()
	r, err := dataset.Open(f)
	require.NoError(t, err)
	data, err := io.ReadAll(r)
	require.NoError(t, err)
	return data
}

func read(data []byte, o format.Options) (*microbiome.Table, error) {
	return Read(bytes.NewReader(data), int64(len(data)), o)
}

// matrixOf returns the values of a table, a row in brackets.
func matrixOf(t *microbiome.Table) string {
	var rows []string
	for i := range t.NumFeatures() {
		var row []string
		for k := range t.NumSamples() {
			row = append(row, fmt.Sprint(t.Abundance(k, i)))
		}
		rows = append(rows, "["+strings.Join(row, " ")+"]")
	}
	return strings.Join(rows, "")
}

// lineageText writes a lineage as rank and name.
func lineageText(f microbiome.Feature) string {
	var parts []string
	for _, l := range f.Lineage {
		parts = append(parts, l.Rank.String()+" "+l.Name)
	}
	return strings.Join(parts, ", ")
}

func TestRead(t *testing.T) {
	const want = "[3 0 2][0 5 0][1 1 1][0 0 4]"
	const genus = "domain Bacteria, phylum Bacillota, genus Roseburia"
	for _, test := range []struct{ name, lineage, last string }{
		{"taxa", genus, "unassigned"}, // a column for each rank, in chunks
		{"text", genus, "unassigned"}, // one text
		{"ranks", "domain Bacteria, not-said Bacillati, genus Roseburia", "unassigned"}, // as taxpasta has them
		{"new", genus, "unassigned"}, // groups and headers of HDF5 1.8
		{"fixed", "", ""},            // texts of fixed length, shuffled, summed, no groups of metadata
		{"plain", "", ""},            // in one piece, int64
	} {
		t.Run(test.name, func(t *testing.T) {
			table, err := read(file(t, test.name), format.Options{})
			require.NoError(t, err)
			require.Equal(t, want, matrixOf(table))
			require.Equal(t, microbiome.Taxa, table.Content())
			require.Equal(t, microbiome.Counts, table.Unit())
			require.Equal(t, "make.py 1", table.Origin().Pipeline)
			require.Equal(t, "bob", table.SampleName(1))
			require.Equal(t, test.lineage, lineageText(table.Feature(0)))
			require.Equal(t, test.last == "unassigned", table.Feature(3).Unassigned)
		})
	}
	table, err := read(file(t, "genes"), format.Options{Unit: microbiome.RPK})
	require.NoError(t, err)
	require.Equal(t, microbiome.Orthologs, table.Content())
	require.Equal(t, microbiome.Feature{Label: "K00002: some gene|g__Roseburia", Name: "K00002", Details: "some gene", Stratum: "g__Roseburia"}, table.Feature(2))
	_, err = read(file(t, "genes"), format.Options{File: "f"})
	require.ErrorContains(t, err, "f: unit: neither the file nor the numbers tell it")
}

func TestReadWithLineages(t *testing.T) {
	lineages, err := format.ReadLineages(strings.NewReader("Feature ID\tTaxon\notu1\tg__A\notu2\tg__B\notu3\tUnassigned\notu4\tg__D\n"), "")
	require.NoError(t, err)
	table, err := read(file(t, "plain"), format.Options{Lineages: lineages})
	require.NoError(t, err)
	require.Equal(t, "B", table.Feature(1).Name)
	require.True(t, table.Feature(2).Unassigned)
	delete(lineages, "otu4")
	_, err = read(file(t, "plain"), format.Options{File: "f", Lineages: lineages})
	require.ErrorContains(t, err, "f: otu4: taxonomy: not among the lineages that were given")
}

func TestRefuses(t *testing.T) {
	cut := file(t, "taxa")
	damaged := bytes.Clone(cut)
	z := bytes.Index(damaged, []byte{0x78, 0x5e}) // a deflated chunk
	require.Positive(t, z)
	damaged[z+4] ^= 0x55
	for name, test := range map[string]struct {
		data []byte
		want []string
	}{
		"empty":       {nil, []string{"f: nothing in it"}},
		"one byte":    {[]byte{0x89}, []string{"f: neither HDF5"}},
		"text":        {[]byte(`{"format":"x"}`), []string{"f: neither HDF5, which BIOM 2 is, nor an archive of QIIME 2; package format may read it"}},
		"signature":   {cut[:8], []string{"f: hdf5: a structure breaks off"}},
		"cut":         {cut[:len(cut)-1], []string{"f: hdf5: breaks off after 37039 bytes of 37040"}},
		"damaged":     {damaged, []string{"chunk at"}},
		"contradicts": {file(t, "contradicts"), []string{"f: otu3: bob: 7 in the matrix by rows, and otherwise in that by samples: the file contradicts itself"}},
		"values": {file(t, "values"), []string{"f: otu1: ann: -1; want a number that is finite and not negative",
			"f: otu2: bob: NaN; unknown is never zero: want a number", "f: otu3: cyd: +Inf; want"}},
		"shape":     {bytes.Replace(cut, []byte{4, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0}, []byte{4, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0}, 1), []string{"sample/ids: 3 ids; want 5, as the shape says"}},
		"huge":      {bytes.Replace(cut, []byte{4, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0}, []byte{4, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 1, 0, 0, 0, 0}, 1), []string{"shape: 4 and 16777219; a file of 37040 bytes cannot name as many"}},
		"no ids":    {bytes.Replace(cut, []byte("ids\x00"), []byte("idx\x00"), 1), []string{"ids: missing"}},
		"no matrix": {bytes.Replace(cut, []byte("indptr\x00"), []byte("indxxx\x00"), 1), []string{"matrix/indptr: missing"}},
	} {
		t.Run(name, func(t *testing.T) {
			table, err := read(test.data, format.Options{File: "f"})
			require.Nil(t, table)
			for _, want := range test.want {
				require.ErrorContains(t, err, want)
			}
		})
	}
}

// TestSame checks the comparison of the two matrices where one holds zeros, cells
// in another order, or cells twice.
func TestSame(t *testing.T) {
	for name, test := range map[string]struct {
		bySample, byRow compressed
		want            string
	}{
		"zeros":      {compressed{"", []int32{0, 2}, []int32{0, 1}, []float64{0, 5}}, compressed{"", []int32{0, 0, 1}, []int32{0}, []float64{5}}, ""},
		"order":      {compressed{"", []int32{0, 2}, []int32{1, 0}, []float64{5, 6}}, compressed{"", []int32{0, 1, 2}, []int32{0, 0}, []float64{6, 5}}, ""},
		"less":       {compressed{"", []int32{0, 2}, []int32{0, 1}, []float64{6, 5}}, compressed{"", []int32{0, 1, 1}, []int32{0}, []float64{6}}, "b: x: 5 in the matrix by samples, and nothing"},
		"more":       {compressed{"", []int32{0, 1}, []int32{0}, []float64{6}}, compressed{"", []int32{0, 1, 2}, []int32{0, 0}, []float64{6, 5}}, "b: x: 5 in the matrix by rows"},
		"row twice":  {compressed{"", []int32{0, 2}, []int32{0, 1}, []float64{0, 5}}, compressed{"", []int32{0, 0, 2}, []int32{0, 0}, []float64{5, 5}}, "b: x: 5 in the matrix by rows"},
		"cell twice": {compressed{"", []int32{0, 2}, []int32{1, 1}, []float64{5, 5}}, compressed{"", []int32{0, 0, 2}, []int32{0, 0}, []float64{5, 5}}, "b: x: duplicate id: the cell is there twice"},
	} {
		t.Run(name, func(t *testing.T) {
			b := biom{p: new(dataset.Problems), rows: 2, columns: 1}
			b.table.Rows = []format.BIOMRow{{ID: "a"}, {ID: "b"}}
			b.table.Samples = []microbiome.Sample{{Name: "x"}}
			b.sample(&b.table.Samples[0], test.bySample.across, test.bySample.value)
			if b.p.Len() == 0 {
				b.same(test.bySample, test.byRow)
			}
			if err := b.p.Err(); test.want == "" {
				require.NoError(t, err)
			} else {
				require.ErrorContains(t, err, test.want)
			}
		})
	}
}

// qza returns an archive of QIIME 2 with a table.
func qza(t testing.TB, kind string, table []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range []struct {
		name string
		data []byte
	}{{"id-1/metadata.yaml", []byte("uuid: id-1\ntype: " + kind + "\n")}, {"id-1/data/feature-table.biom", table}} {
		w, err := z.Create(f.name)
		require.NoError(t, err)
		_, err = w.Write(f.data)
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	return b.Bytes()
}

func TestReadArtifact(t *testing.T) {
	table, err := read(qza(t, "FeatureTable[Frequency]", file(t, "taxa")), format.Options{})
	require.NoError(t, err)
	require.Equal(t, "[3 0 2][0 5 0][1 1 1][0 0 4]", matrixOf(table))
	_, err = read(qza(t, "FeatureData[Taxonomy]", nil), format.Options{})
	require.ErrorContains(t, err, "FeatureData[Taxonomy] of QIIME 2; want FeatureTable[Frequency]")
	_, err = read(qza(t, "FeatureTable[Frequency]", []byte("x")), format.Options{})
	require.ErrorContains(t, err, "hdf5: no HDF5 file")
	_, err = read(qza(t, "FeatureTable[Frequency]", make([]byte, 8<<20)), format.Options{})
	require.ErrorContains(t, err, "feature-table.biom is more than")
}

// TestHostile changes files where there is something, and checks that they are
// read or refused without a panic and without more memory than their size allows.
func TestHostile(t *testing.T) {
	var before, after runtime.MemStats
	for _, name := range []string{"taxa", "new", "fixed"} {
		data := file(t, name)
		for i := range data {
			if data[i] == 0 && i%64 != 0 {
				continue
			}
			b := []byte{0, 1, 0x7f, 0xff}[i%4]
			old := data[i]
			data[i] = b
			runtime.ReadMemStats(&before)
			table, err := read(data, format.Options{})
			runtime.ReadMemStats(&after)
			data[i] = old
			if (table == nil) == (err == nil) {
				t.Fatalf("%s, byte %d = %d: %v", name, i, b, err)
			}
			if took := after.TotalAlloc - before.TotalAlloc; took > 32<<20 {
				t.Fatalf("%s, byte %d = %d: took %d MB", name, i, b, took>>20)
			}
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, name := range []string{"taxa", "new", "fixed", "plain", "genes", "contradicts"} {
		f.Add(file(f, name))
	}
	f.Add(qza(f, "FeatureTable[Frequency]", file(f, "plain")))
	f.Fuzz(func(t *testing.T, data []byte) {
		table, err := read(data, format.Options{Unit: microbiome.Counts})
		if (table == nil) == (err == nil) {
			t.Fatal(err)
		}
		if table != nil && table.NumFeatures()+table.NumSamples() > len(data)*1032 {
			t.Fatalf("%d rows, %d samples", table.NumFeatures(), table.NumSamples())
		}
	})
}

// BenchmarkRead reads a real table of 10,000 rows and samples with 100,000 cells.
func BenchmarkRead(b *testing.B) {
	folder := os.Getenv("GUTMUSCLE_SAMPLES")
	if folder == "" {
		b.Skip("GUTMUSCLE_SAMPLES does not name the folder of sample files")
	}
	data, err := os.ReadFile(filepath.Join(folder, "profiles", "biom", "10000x10000x0.001_bench_hdf5.biom.gz"))
	require.NoError(b, err)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := read(data, format.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
