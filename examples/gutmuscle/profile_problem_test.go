package main

import (
	"archive/zip"
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// archive returns an archive of QIIME 2 of a type, with a file.
func archive(t *testing.T, kind, name, text string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, file := range [][2]string{{"id-1/metadata.yaml", "uuid: id-1\ntype: " + kind + "\n"}, {"id-1/data/" + name, text}} {
		w, err := z.Create(file[0])
		require.NoError(t, err)
		_, err = w.Write([]byte(file[1]))
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	return b.String()
}

// A taxonomy is taken as text and as an archive.
func TestProfileTaxonomy(t *testing.T) {
	const taxonomy = "Feature ID\tTaxon\nf1\tk__Bacteria; g__Akkermansia\n"
	const table = "#OTU ID\ta\nf1\t40\n"
	for _, tt := range []struct {
		name, taxonomy string
		code           int
		want           string
	}{
		{"text", taxonomy, 0, "Akkermansia"},
		{"archive", archive(t, "FeatureData[Taxonomy]", "taxonomy.tsv", taxonomy), 0, "Akkermansia"},
		{"another archive", archive(t, "FeatureTable[Frequency]", "feature-table.biom", ""), 1, "FeatureTable[Frequency]; want FeatureData[Taxonomy]"},
		{"no archive", "PK\x03\x04 and no more", 1, "not a valid zip file"},
		{"other ids", strings.Replace(taxonomy, "f1", "f2", 1), 1, "no lineage of this id in -taxonomy"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "t.qza")
			require.NoError(t, os.WriteFile(file, []byte(tt.taxonomy), 0o600))
			code, out, problems := profileOf(t, "table.tsv", table, "-taxonomy", file)
			require.Equal(t, tt.code, code, problems)
			require.Contains(t, out+problems, tt.want)
		})
	}
}

// The program has flags, and no options.
func TestProfileProblemsNameFlags(t *testing.T) {
	const taxonomy = "Feature ID\tTaxon\nf1\tk__Bacteria; g__Akkermansia\n"
	for _, tt := range []struct {
		name, text string
		flags      []string
		want       string
	}{
		{"taxonomy", taxonomy, nil, "which is no table: it goes beside one, with -taxonomy"},
		{"archive", archive(t, "FeatureData[Taxonomy]", "taxonomy.tsv", taxonomy), nil, "which is no table: it goes beside one, with -taxonomy"},
		{"unit not told", "# Gene Family\ta\nK00929\t12.5\nUNMAPPED\t100\n", nil, "name it with -unit"},
		{"another unit", "#mpa_vJun23\nclade_name\ta\nk__Bacteria\t100\n", []string{"-unit", "counts"}, "-unit says counts"},
		{"format not told", "what\tDorea\nanna\t0.25\n", nil, "name the format with -format"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			code, _, problems := profileOf(t, "a.tsv", tt.text, tt.flags...)
			require.Equal(t, 1, code)
			require.Contains(t, problems, tt.want)
			require.NotContains(t, strings.ToLower(problems), "option")
		})
	}
	file := filepath.Join(t.TempDir(), "taxonomy.tsv")
	require.NoError(t, os.WriteFile(file, []byte(taxonomy), 0o600))
	code, _, problems := execute(t, "", "assess", "-profile", file, "person.json")
	require.Equal(t, 1, code)
	require.Contains(t, problems, "with profile -taxonomy", "assess has no such flag")
}

// All that the readers say of their options is said of flags.
func TestOptionsAreFlags(t *testing.T) {
	files, err := filepath.Glob("../../microbiome/format/*.go")
	require.NoError(t, err)
	words, n := flagWords(""), 0
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		require.NoError(t, err)
		ast.Inspect(file, func(node ast.Node) bool {
			lit, ok := node.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING {
				return true
			}
			text, err := strconv.Unquote(lit.Value)
			require.NoError(t, err)
			for _, names := range []string{"the options", "Options.", "name the format"} {
				if !strings.Contains(text, names) {
					continue
				}
				n++
				if after := words.Replace(text); after == text || strings.Contains(strings.ToLower(after), "option") {
					t.Errorf("%q names options; the command line has to name flags", text)
				}
			}
			return true
		})
	}
	require.Greater(t, n, 5)
}
