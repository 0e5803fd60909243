package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
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
		{"genes", orthologs(600, "K00625", "K00925"), 0, []string{"<svg", "steps whose genes were seen", "function:acetate-ack-pta 100 %, cannot-tell, 2 of 2 steps", "not seen", "genes"}},
		{"few genes, in part", orthologs(0, "K00625"), 0, []string{"function:acetate-ack-pta 50 %, cannot-tell, 1 of 2 steps", "more it cannot be told"}},
		{"few genes of nothing", orthologs(3), 1, []string{"a.tsv: nothing to draw: of ", " too few genes in the table to miss any", " genes not known"}},
		{"taxa", taxa, 0, []string{"sample that is recorded to be able", "function:mucin 100 %, seen"}},
		{"taxa that are not assigned", unassigned, 1, []string{"a.tsv: nothing to draw", " too much not assigned or not told how much"}},
		{"pathways", nothing, 1, []string{"a.tsv: nothing to draw: a table of pathways"}},
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
