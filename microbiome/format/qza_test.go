package format

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// archive returns a zip archive of files, given by name and content in turn.
func archive(t testing.TB, files ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		w, err := z.Create(files[i])
		require.NoError(t, err)
		_, err = w.Write([]byte(files[i+1]))
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	return b.Bytes()
}

func artifact(t testing.TB, kind string, files ...string) []byte {
	return archive(t, append([]string{"id-1/metadata.yaml", "uuid: id-1\ntype: " + kind + "\nformat: x\n"}, files...)...)
}

func openBytes(data []byte) (*Artifact, error) {
	return OpenArtifact(bytes.NewReader(data), int64(len(data)))
}

func TestArtifact(t *testing.T) {
	a, err := openBytes(artifact(t, `"FeatureData[Taxonomy] % Properties('x')"`, "id-1/data/taxonomy.tsv",
		"Feature ID\tTaxon\nf1\tk__Bacteria; g__Blautia\nf2\tUnassigned\n"))
	require.NoError(t, err)
	require.True(t, a.IsTaxonomy())
	require.False(t, a.IsFeatureTable())
	require.Equal(t, "id-1", a.ID)
	lineages, err := a.Lineages()
	require.NoError(t, err)
	require.Len(t, lineages, 2)
	require.Equal(t, "Blautia", lineages["f1"][1].Name)

	for name, test := range map[string]struct {
		data []byte
		want string
	}{
		"no archive":      {[]byte("PK\x03\x04 and no more"), "qza: zip: not a valid zip file"},
		"no metadata":     {archive(t, "id-1/data/x", ""), "no metadata.yaml"},
		"no folder":       {archive(t, "metadata.yaml", "type: x"), "is not in one folder"},
		"two folders":     {artifact(t, "x", "id-2/data/x", ""), `"id-2/data/x" is not in one folder with the others`},
		"no type":         {archive(t, "id-1/metadata.yaml", "uuid: id-1"), "does not say the type"},
		"other id":        {archive(t, "id-1/metadata.yaml", "uuid: id-2\ntype: x"), "metadata.yaml is of id-2, and the folder of id-1"},
		"file twice":      {artifact(t, "x", "id-1/data/x", "", "id-1/data/x", ""), "data/x is there twice"},
		"metadata twice":  {artifact(t, "x", "id-1/metadata.yaml", "type: y"), "metadata.yaml is there twice"},
		"metadata a bomb": {artifact(t, strings.Repeat(" ", 8<<20)), "metadata.yaml is more than"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := openBytes(test.data)
			require.ErrorContains(t, err, test.want)
		})
	}
	a, err = openBytes(artifact(t, "FeatureTable[Frequency]"))
	require.NoError(t, err)
	require.True(t, a.IsFeatureTable())
	_, err = a.Data(FeatureTableFile)
	require.ErrorContains(t, err, "no file data/feature-table.biom in FeatureTable[Frequency]")
	_, err = a.Lineages()
	require.ErrorContains(t, err, "FeatureTable[Frequency]; want FeatureData[Taxonomy]")
}

// TestArtifactBomb checks that what comes out is counted, whatever the archive
// says of it.
func TestArtifactBomb(t *testing.T) {
	data := artifact(t, "FeatureData[Taxonomy]", "id-1/data/taxonomy.tsv", strings.Repeat("\n", 32<<20))
	require.Less(t, len(data), 64<<10)
	a, err := openBytes(data)
	require.NoError(t, err)
	_, err = a.Lineages()
	require.ErrorContains(t, err, fmt.Sprintf("taxonomy.tsv is more than %d bytes, from an archive of %d", 1<<20+200*len(data), len(data)))
}

func TestReadSaysHowToReadArtifacts(t *testing.T) {
	for kind, want := range map[string]string{
		"FeatureTable[Frequency]":                        "./cmd/biomtext",
		"FeatureTable[RelativeFrequency]":                "microbiome/biomhdf5",
		"FeatureData[Taxonomy]":                          "Options.Lineages takes what Artifact.Lineages returns",
		"FeatureTable[PresenceAbsence]":                  "want FeatureTable[Frequency] or FeatureTable[RelativeFrequency]",
		"SampleData[AlphaDiversity]":                     "SampleData[AlphaDiversity] of QIIME 2; want",
		"FeatureTable[Frequency] % Properties(['leaf'])": "which is HDF5",
	} {
		data := artifact(t, kind)
		require.Equal(t, QZA, Detect(data))
		_, err := Read(bytes.NewReader(data), Options{})
		require.ErrorContains(t, err, want)
	}
}

func TestArtifactSample(t *testing.T) {
	folder := os.Getenv("GUTMUSCLE_SAMPLES")
	if folder == "" {
		t.Skip("GUTMUSCLE_SAMPLES does not name the folder of sample files")
	}
	data, err := os.ReadFile(filepath.Join(folder, "profiles", "qiime2", "taxonomy.qza"))
	require.NoError(t, err)
	a, err := openBytes(data)
	require.NoError(t, err)
	require.Equal(t, "f03b8bf1-ca01-4d7b-8acd-7f15c4903a5f", a.ID)
	lineages, err := a.Lineages()
	require.NoError(t, err)
	require.Len(t, lineages, 770) // lines of the file but for the first
	last := lineages["4b5eeb300368260019c1fbc7a3c718fc"]
	require.Equal(t, "Bacteroides", last[len(last)-1].Name)
}

func FuzzArtifact(f *testing.F) {
	f.Add(artifact(f, "FeatureData[Taxonomy]", "id-1/data/taxonomy.tsv", "Feature ID\tTaxon\nf1\tk__Bacteria; g__Blautia\n"))
	f.Add(artifact(f, "FeatureTable[Frequency]", "id-1/data/feature-table.biom", "x"))
	f.Fuzz(func(t *testing.T, data []byte) {
		a, err := openBytes(data)
		if err != nil {
			return
		}
		if lineages, err := a.Lineages(); err == nil && len(lineages) == 0 {
			t.Fatal("no lineages, and no error")
		}
		if table, err := a.Data(FeatureTableFile); err == nil && len(table) > 1<<20+200*len(data) {
			t.Fatalf("%d bytes", len(table))
		}
	})
}
