package format_test

import (
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/microbiome"
	"github.com/gutmuscle/gutmuscle/microbiome/format"
)

// What the rows of a sample hold, each without what the rows in it hold, is the
// whole sample once, in every file of taxa that reads.
func TestRowsOfFilesAreCountedOnce(t *testing.T) {
	root := os.Getenv("GUTMUSCLE_SAMPLES")
	if root == "" {
		t.Skip("set GUTMUSCLE_SAMPLES to the folder of the sample files")
	}
	read, looked := 0, 0
	require.NoError(t, filepath.WalkDir(filepath.Join(root, "profiles"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		table, err := format.Read(f, format.Options{File: path})
		if err != nil || table.Content() != microbiome.Taxa {
			return nil
		}
		read++
		named, err := microbiome.Default().NameTable(table)
		require.NoError(t, err)
		for s := range min(20, table.NumSamples()) {
			p := named.Profile(s)
			if !p.SharesKnown() {
				t.Logf("%s: the shares of %s are not known", path, p.Sample())
				continue
			}
			sum := 0.0
			for e := range p.Entries() {
				if !e.Feature.Unassigned {
					sum += e.Share
				}
			}
			rest, told := p.Unassigned()
			if looked++; !told {
				rest = 1 - sum
			}
			if math.Abs(sum+rest-1) > 1e-9 && rest > 0 || sum > 1+microbiome.Slack || rest > microbiome.Slack && table.AssignedOnly() {
				t.Errorf("%s: %s: rows hold %v and %v is not assigned", path, p.Sample(), sum, rest)
			}
		}
		return nil
	}))
	require.Greater(t, read, 25)
	t.Logf("%d files, %d samples", read, looked)
}
