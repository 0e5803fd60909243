package hdf5

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	scigolib "github.com/scigolib/hdf5"
	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
)

// TestScigolib compares every dataset with the reading of another library, which
// cannot be used for files of strangers: it takes memory for what a file claims.
func TestScigolib(t *testing.T) {
	files, err := filepath.Glob("../../testdata/*.biom.gz")
	require.NoError(t, err)
	if folder := os.Getenv("GUTMUSCLE_SAMPLES"); folder != "" {
		for _, pattern := range []string{"biom/*", "qiime2/*.biom", "humann/*.biom"} {
			found, err := filepath.Glob(filepath.Join(folder, "profiles", pattern))
			require.NoError(t, err)
			files = append(files, found...)
		}
	}
	require.NotEmpty(t, files)
	datasets := 0
	for _, name := range files {
		f, err := os.Open(name)
		require.NoError(t, err)
		r, err := dataset.Open(f)
		require.NoError(t, err)
		data, err := io.ReadAll(r)
		require.NoError(t, err)
		require.NoError(t, f.Close())
		if !bytes.HasPrefix(data, []byte(Signature)) {
			continue
		}
		plain := filepath.Join(t.TempDir(), "plain")
		require.NoError(t, os.WriteFile(plain, data, 0o600))
		theirs, err := scigolib.Open(plain)
		require.NoError(t, err, name)
		ours, err := Open(bytes.NewReader(data), int64(len(data)))
		require.NoError(t, err, name)
		root, err := ours.Root()
		require.NoError(t, err, name)
		theirs.Walk(func(path string, object scigolib.Object) {
			if d, ok := object.(*scigolib.Dataset); ok {
				datasets++
				where := filepath.Base(name) + path
				o, err := root.Find(strings.TrimPrefix(path, "/"))
				require.NoError(t, err, where)
				require.NotNil(t, o, where)
				require.True(t, o.IsDataset(), where)
				got, err := o.Read()
				require.NoError(t, err, where)
				require.Equal(t, theirValues(t, where, d, got), ourValues(t, where, got), where)
			}
		})
		require.NoError(t, theirs.Close())
	}
	t.Logf("%d datasets compared", datasets)
	require.GreaterOrEqual(t, datasets, 70)
}

func ourValues(t *testing.T, where string, v *Values) []string {
	t.Helper()
	if v.t.class == text || v.t.class == varText {
		list, err := v.Texts()
		require.NoError(t, err, where)
		return list
	}
	numbers, err := v.Floats()
	require.NoError(t, err, where)
	return spelled(numbers)
}

func spelled(numbers []float64) []string {
	list := make([]string, len(numbers))
	for i, x := range numbers {
		list[i] = fmt.Sprintf("%x", x)
	}
	return list
}

func theirValues(t *testing.T, where string, d *scigolib.Dataset, ours *Values) []string {
	t.Helper()
	switch ours.t.class {
	case text:
		list, err := d.ReadStrings()
		require.NoError(t, err, where)
		return list
	case varText:
		raw, err := d.ReadVLenBytes()
		require.NoError(t, err, where)
		list := make([]string, len(raw))
		for i, b := range raw {
			list[i] = strings.TrimRight(string(b), "\x00")
		}
		return list
	}
	numbers, err := d.Read()
	require.NoError(t, err, where)
	return spelled(numbers)
}
