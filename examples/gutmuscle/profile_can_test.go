package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/microbiome"
	"github.com/gutmuscle/gutmuscle/microbiome/format"
	"github.com/gutmuscle/gutmuscle/pathway"
)

// orthologs returns a gene table of a sample that has some genes, and others of
// no function.
func orthologs(others int, genes ...string) string {
	var b strings.Builder
	b.WriteString("# Gene Family\ta_Abundance-RPKs\n")
	for _, g := range genes {
		fmt.Fprintf(&b, "%s\t10\n", g)
	}
	for i := range others {
		fmt.Fprintf(&b, "K%05d\t1\n", 90000+i)
	}
	return b.String()
}

// What can be told of genes is drawn, and so is what is there in part; where
// nothing is, the program says why.
func TestProfilePicture(t *testing.T) {
	const unassigned = "#mpa_vJun23\nclade_name\ta\nUNCLASSIFIED\t100\nk__Bacteria\t0\n"
	const nothing = "# Pathway\ta_Abundance-RELAB\nUNMAPPED\t0.5\nPWY-5022: 4-aminobutanoate degradation V\t0.5\n"
	const taxa = "#mpa_vJun23\nclade_name\ta\nk__Bacteria\t100\nk__Bacteria|g__Akkermansia\t100\nk__Bacteria|g__Akkermansia|s__Akkermansia_muciniphila\t100\n"
	for _, tt := range []struct {
		name, text string
		code       int
		want       []string
	}{
		{"genes", orthologs(600, "K00625", "K00925"), 0, []string{"<svg", "steps whose genes were seen", "function:acetate-ack-pta 100 %, cannot-tell, 2 of 2 steps", "genes"}},
		{"few genes, in part", orthologs(0, "K00625"), 0, []string{"function:acetate-ack-pta 50 %, cannot-tell, 1 of 2 steps", "more it cannot be told"}},
		{"few genes of nothing", orthologs(3), 1, []string{"a.tsv: nothing to draw: of ", " too few genes in the table to miss any", " genes not known"}},
		{"taxa", taxa, 0, []string{"sample that is recorded to be able", "function:mucin 100 %, seen"}},
		{"taxa that are not assigned", unassigned, 1, []string{"a.tsv: nothing to draw", " too much not assigned or not told how much"}},
		{"pathways", nothing, 1, []string{"a.tsv: a table of pathways; want one of taxa or KEGG orthologs"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			code, out, problems := profileOf(t, "a.tsv", tt.text, "-svg")
			require.Equal(t, tt.code, code, problems)
			require.Equal(t, tt.code == 0, out != "", "a picture or a problem")
			for _, want := range tt.want {
				require.Contains(t, out+problems, want)
			}
		})
	}
}

// The text says what each row rests on, and why of the others it cannot be told.
func TestProfileSaysWhy(t *testing.T) {
	const taxa = "#mpa_vJun23\nclade_name\ta\nUNCLASSIFIED\t%d\nk__Bacteria\t%[2]d\nk__Bacteria|g__Akkermansia\t%[2]d\nk__Bacteria|g__Akkermansia|s__Akkermansia_muciniphila\t%[2]d\n"
	for _, tt := range []struct {
		name, text    string
		want, without []string
	}{
		{"taxa", fmt.Sprintf(taxa, 10, 90), []string{"function:mucin                         seen      by taxa  at least 90 % of the sample",
			"  by taxa: from what is recorded of the taxa seen, which is less sure", " microbes of which it is not recorded may\n"}, []string{" by genes ", "too much not assigned"}},
		{"most not assigned", fmt.Sprintf(taxa, 90, 10), []string{" by taxa ", " too much not assigned or not told how much\n"}, []string{" too few reads"}},
		{"nothing assigned", fmt.Sprintf(taxa, 100, 0), []string{" it cannot be told:\n    ", " too much not assigned"}, []string{"  by taxa"}},
		{"genes", orthologs(600, "K00625"), []string{" it cannot be told:\n", " the genes are not told to be of DNA (-assay)\n", " only some of the genes\n", " genes not known\n"}, []string{" seen      by taxa ", "  by both "}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			code, out, problems := profileOf(t, "a.tsv", tt.text)
			require.Zero(t, code, problems)
			for _, want := range tt.want {
				require.Contains(t, out, want)
			}
			for _, without := range tt.without {
				require.NotContains(t, out, without)
			}
		})
	}
	for d := pathway.NoDoubt + 1; d <= pathway.MethodsDisagree; d++ {
		require.NotEmpty(t, doubts[d], d)
		require.NotContains(t, doubts[d], ",", "they are joined with commas")
	}
}

// groupFile writes a reference group of 20 samples, each with more of Akkermansia
// than the one before it, and with nothing else that is known.
func groupFile(t *testing.T) string {
	t.Helper()
	atlas := pathway.Default()
	var header, first, rest strings.Builder
	for i := range 20 {
		fmt.Fprintf(&header, "\ts%d", i)
		fmt.Fprintf(&first, "\t%d", 10+i)
		fmt.Fprintf(&rest, "\t%d", 90-i)
	}
	text := "#mpa_vJun23\nclade_name" + header.String() + "\nk__Bacteria" + strings.Repeat("\t100", 20) +
		"\nk__Bacteria|g__Akkermansia" + first.String() + "\nk__Bacteria|g__Akkermansia|s__Akkermansia_muciniphila" + first.String() +
		"\nk__Bacteria|g__X" + rest.String() + "\nk__Bacteria|g__X|s__X_y" + rest.String() + "\n"
	table, err := format.Read(strings.NewReader(text), format.Options{Origin: microbiome.Origin{Assay: microbiome.Shotgun, Pipeline: "P"}})
	require.NoError(t, err)
	named, err := atlas.Catalog().NameTable(table)
	require.NoError(t, err)
	b := atlas.NewGroup(pathway.GroupInfo{Name: "the cohort", Source: "a test", License: "CC0-1.0", Origin: table.Origin()})
	for i := range table.NumSamples() {
		b.Add(named.Profile(i))
	}
	g, err := b.Group()
	require.NoError(t, err)
	data, err := json.Marshal(g)
	require.NoError(t, err)
	file := filepath.Join(t.TempDir(), "group.json")
	require.NoError(t, os.WriteFile(file, data, 0o600))
	return file
}

// A percentile that says nothing is counted, and in the document.
func TestProfileBesideAGroup(t *testing.T) {
	const low = "#mpa_vJun23\nclade_name\ta\nk__Bacteria\t100\nk__Bacteria|g__X\t100\nk__Bacteria|g__X|s__X_y\t100\n"
	flags := []string{"-group", groupFile(t), "-assay", "shotgun", "-pipeline", "P"}
	code, out, problems := profileOf(t, "a.tsv", low, flags...)
	require.Zero(t, code, problems)
	require.Contains(t, out, "  function:mucin: percentile 0 to 0 of the cohort (20 samples)\n")
	require.NotContains(t, out, "percentile 0 to 100")
	require.Regexp(t, `  of \d{2,3}, the sample and the whole group have the same share`, out)
	require.NotContains(t, out, "no reference group fits")

	code, doc, problems := profileOf(t, "a.tsv", low, append(flags, "-json")...)
	require.Zero(t, code, problems)
	require.Contains(t, strings.Join(strings.Fields(doc), ""), `"percentile":[0,100]`)

	code, svg, problems := profileOf(t, "a.tsv", low, append(flags, "-svg")...)
	require.Zero(t, code, problems)
	require.Contains(t, svg, "function:mucin not seen, cannot-tell, percentile 10 of the group")
	require.NotContains(t, svg, "percentile 10 of the group 0 %")
}
