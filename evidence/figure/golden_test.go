package figure

import (
	"bytes"
	"flag"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write the golden files instead of checking them")

// TestGolden checks whole figures against files that one can look at.
func TestGolden(t *testing.T) {
	text := func(write func(io.Writer, int) error, columns int) func(io.Writer) error {
		return func(w io.Writer) error { return write(w, columns) }
	}
	for name, write := range map[string]func(io.Writer) error{
		"bcg.svg":        bcgForest().WriteSVG,
		"bcg.txt":        text(bcgForest().WriteText, 110),
		"groups.svg":     groupedForest().WriteSVG,
		"groups.txt":     text(groupedForest().WriteASCII, 100),
		"bcg-funnel.svg": bcgFunnel().WriteSVG,
		"pyramid.svg":    samplePyramid().WriteSVG,
		"bars.svg":       sampleBars().WriteSVG,
		"shares.svg":     sampleShares().WriteSVG,
		"shares.txt":     text(sampleShares().WriteText, 100),
		"ranges.svg":     sampleRanges().WriteSVG,
		"ranges.txt":     text(sampleRanges().WriteText, 120),
		"ranges-few.txt": text(sampleRanges().WriteASCII, 60),
		"linear.svg":     linearRanges().WriteSVG,
	} {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			require.NoError(t, write(&b))
			file := filepath.Join("testdata", name)
			if *update {
				require.NoError(t, os.WriteFile(file, b.Bytes(), 0o666))
				return
			}
			want, err := os.ReadFile(file)
			require.NoError(t, err)
			if diff := cmp.Diff(string(want), b.String()); diff != "" {
				t.Errorf("%s has changed; if that is meant, go test ./evidence/figure -update (-want +got)\n%s", file, diff)
			}
		})
	}
}
