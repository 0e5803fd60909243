package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Two files of one stool are one test: what both see rests on both, and what one
// sees and the other does not cannot be told.
func TestProfileOfTwoFiles(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
		return path
	}
	taxa := file("taxa.tsv", "#mpa_vJun23\nclade_name\tme\nk__Bacteria\t100\nk__Bacteria|g__Faecalibacterium\t60\n"+
		"k__Bacteria|g__Faecalibacterium|s__Faecalibacterium_prausnitzii\t60\nk__Bacteria|g__Akkermansia\t40\nk__Bacteria|g__Akkermansia|s__Akkermansia_muciniphila\t40\n")
	others := file("others.tsv", "#mpa_vJun23\nclade_name\ta\tb\nk__Bacteria\t100\t100\n")
	genes := file("genes.tsv", orthologs(600, "K00634", "K00929", "K01034", "K01035", "K19709"))
	const report = "100.00\t1000000\t0\tR\t1\troot\n100.00\t1000000\t0\tD\t2\t  Bacteria\n100.00\t1000000\t0\tG\t%d\t    %s\n100.00\t1000000\t1000000\tS\t%[3]d\t      %[2]s %[4]s\n"
	equol := file("equol.txt", fmt.Sprintf(report, 447020, "Adlercreutzia", 446660, "equolifaciens"))
	none := file("none.txt", fmt.Sprintf(report, 239934, "Akkermansia", 239935, "muciniphila"))
	unsaid := file("unsaid.tsv", strings.Replace(orthologs(600), "_Abundance-RPKs", "", 1))
	paths := file("paths.tsv", "# Pathway\ta_Abundance-RELAB\nUNMAPPED\t0.5\nPWY-5022: x\t0.5\n")

	for _, tt := range []struct {
		name          string
		args          []string
		code          int
		want, without []string
	}{
		{"one", []string{taxa}, 0, []string{"metabolite:butyrate                    seen      by taxa  at least 60 % of the sample\n"}, []string{"seen      by both", "\nAND "}},
		{"that agree", []string{taxa, "-and", genes}, 0, []string{"\nAND " + genes, " rows of orthologs", "What is in it",
			"metabolite:butyrate                    seen      by both  at least 60 % of the sample\n"}, nil},
		{"in the other order", []string{genes, "-and", taxa}, 0, []string{"metabolite:butyrate                    seen      by both  at least 60 % of the sample\n"}, nil},
		{"that do not agree", []string{equol, "-and", none}, 0, []string{" the tests disagree\n"}, []string{"metabolite:equol  "}},
		{"of the same taxa", []string{taxa, "-and", taxa}, 0, []string{"metabolite:butyrate                    seen      by taxa  at least 60 % of the sample\n"}, nil},
		{"one of several samples", []string{taxa, "-and", others}, 1, []string{others + ": several samples: 2", "-sample"}, nil},
		{"one of several samples, named", []string{taxa, "-and", others, "-sample", "b"}, 0, []string{"AND " + others}, nil},
		{"the first of several samples", []string{others, "-and", taxa}, 1, []string{others + ": several samples: 2", "-sample"}, nil},
		{"one of pathways", []string{taxa, "-and", paths}, 1, []string{paths + ": a table of pathways; want one of taxa"}, nil},
		{"one that needs flags", []string{taxa, "-and", unsaid}, 1, []string{"with -unit", "flags such as -unit are of FILE only"}, nil},
		{"no such file", []string{taxa, "-and", filepath.Join(dir, "no.tsv")}, 1, []string{"no.tsv"}, nil},
		{"a picture", []string{taxa, "-and", genes, "-svg"}, 0, []string{"metabolite:butyrate 60 %, seen", "Share of the sample that is recorded to be able, or share of the steps"}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			code, out, problems := execute(t, "", append([]string{"profile"}, tt.args...)...)
			require.Equal(t, tt.code, code, problems)
			for _, want := range tt.want {
				require.Contains(t, out+problems, want)
			}
			for _, without := range tt.without {
				require.NotContains(t, out, without)
			}
		})
	}

	code, out, problems := execute(t, "", "profile", "-json", taxa, "-and", genes)
	require.Zero(t, code, problems)
	var doc struct {
		Content string
		And     []struct{ Content string }
		Stool   struct{ Capacities []struct{ Of string } }
	}
	require.NoError(t, json.Unmarshal([]byte(out), &doc))
	require.Equal(t, "taxa", doc.Content)
	require.Len(t, doc.And, 1)
	require.Equal(t, "orthologs", doc.And[0].Content)
	require.NotEmpty(t, doc.Stool.Capacities)
}
