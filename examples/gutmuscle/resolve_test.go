package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestResolve(t *testing.T) {
	for _, tt := range []struct {
		name string
		code int
		want string
	}{
		{"Eubacterium rectale", 0, "(species, NCBITaxon:39491) by synonym\n"},
		{"NCBITaxon:853", 0, "NCBITaxon:853\ttaxon:faecalibacterium-prausnitzii\tFaecalibacterium prausnitzii (species, NCBITaxon:853) by ncbi\n"},
		{"853", 0, "by ncbi, taken as NCBITaxon:853\n"},
		{"85300000", 1, "NCBITaxon:85300000"},
		{"s__Faecalibacterium_prausnitzii|t__SGB15316", 0, "by name, taken as Faecalibacterium_prausnitzii\n"},
		{"k__Bacteria|p__Firmicutes|g__Faecalibacterium|s__Faecalibacterium_of_no_record", 0, "taxon:faecalibacterium\tFaecalibacterium (genus, NCBITaxon:216851) by name, taken as Faecalibacterium\n"},
		{"d__Bacteria; g__Faecalibacterium; s__prausnitzii", 0, "taxon:faecalibacterium-prausnitzii"},
		{"g__Nothing|s__Nothing_known", 1, "not resolved"},
		{"F. prausnitzii", 1, "F. prausnitzii: the genus is abbreviated, so it may be another; what fits: faecalibacterium-prausnitzii\n"},
		{"E. rectale", 1, "what fits: agathobacter-rectalis\n"},
		{"B. longum", 1, "what fits: bifidobacterium-longum\n"},
		{"X. prausnitzii", 1, "no taxon is named"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			code, out, problems := execute(t, "", "resolve", tt.name)
			require.Equal(t, tt.code, code)
			require.Contains(t, out+problems, tt.want)
		})
	}
	_, out, _ := execute(t, "", "resolve", "-json", "F. prausnitzii")
	require.Contains(t, out, `"faecalibacterium-prausnitzii"`)
}
