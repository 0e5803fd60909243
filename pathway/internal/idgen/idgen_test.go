package idgen

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

var write = flag.Bool("write", false, "write the generated files instead of checking them")

// TestGenerated checks that the generated files are what the data make of
// them. go generate runs it with -write.
func TestGenerated(t *testing.T) {
	const root = "../../.."
	for _, typ := range Types {
		t.Run(typ.Package+"."+typ.Name, func(t *testing.T) {
			want, err := typ.Source(root)
			require.NoError(t, err)
			file := filepath.Join(root, typ.Dir, typ.File)
			if *write {
				require.NoError(t, os.WriteFile(file, want, 0o666))
				return
			}
			got, err := os.ReadFile(file)
			require.NoError(t, err)
			if diff := cmp.Diff(string(want), string(got)); diff != "" {
				t.Errorf("%s is stale; run go generate ./... (-want +got)\n%s", file, diff)
			}
		})
	}
}

func TestGoName(t *testing.T) {
	for id, want := range map[string]string{
		"grip-strength":           "GripStrength",
		"il-6":                    "IL6",
		"vo2max":                  "Vo2max",
		"scfa":                    "SCFA",
		"akkermansia-muciniphila": "AkkermansiaMuciniphila",
	} {
		if got := GoName(id); got != want {
			t.Errorf("GoName(%q) = %q, want %q", id, got, want)
		}
	}
}
