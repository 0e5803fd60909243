package main

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write the golden files instead of checking them")

// TestGolden checks what the README shows: what the program prints of the
// person who ships with it, and of one question.
func TestGolden(t *testing.T) {
	for name, args := range map[string]string{
		"assess.txt": "assess person.json",
		"plan.txt":   "plan person.json",
		"ask.txt":    "ask -from taxon:veillonella-atypica -to outcome:endurance",
	} {
		t.Run(name, func(t *testing.T) {
			code, got, problems := execute(t, "", strings.Fields(args)...)
			require.Zero(t, code, problems)
			file := filepath.Join("testdata", name)
			if *update {
				require.NoError(t, os.WriteFile(file, []byte(got), 0o666))
				return
			}
			want, err := os.ReadFile(file)
			require.NoError(t, err)
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("%s has changed; if that is meant, go test ./examples/gutmuscle -update (-want +got)\n%s", file, diff)
			}
		})
	}
}
