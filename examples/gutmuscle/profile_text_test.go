package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/microbiome"
)

// A number that is not that of its name is told of, the largest row first.
func TestProfileWarnsOfNumbersThatAreOfOtherNames(t *testing.T) {
	names := []string{"Akkermansia muciniphila", "Bacteroides uniformis", "Roseburia hominis", "Roseburia intestinalis", "Veillonella atypica",
		"Eggerthella lenta", "Bifidobacterium longum", "Bifidobacterium breve", "Bifidobacterium bifidum", "Bacteroides fragilis",
		"Parabacteroides distasonis", "Faecalibacterium prausnitzii"}
	list := func(n, shift int) string { // rows with the number of the name that is shift away, the largest last
		var b strings.Builder
		b.WriteString("taxon_id,rank,name,parent,count\n")
		for i, name := range names[:n] {
			t, _, err := microbiome.Default().Resolve(names[(i+shift)%n])
			if err != nil {
				panic(err)
			}
			fmt.Fprintf(&b, "%d,species,%s,x,%d\n", t.NCBI, name, 100+i)
		}
		return b.String()
	}
	const warned = ", and the name is "
	for _, tt := range []struct {
		name    string
		n       int
		shift   int
		want    []string // in this order
		warned  int
		without string
	}{
		{"none", 12, 0, nil, 0, "WARNING"},
		{"two", 2, 1, []string{"WARNING", "239935: the number 239935 is Akkermansia muciniphila, and the name is Bacteroides uniformis",
			"820: the number 820 is Bacteroides uniformis, and the name is Akkermansia muciniphila"}, 2, "more (profile"},
		{"twelve", 12, 1, []string{"Akkermansia muciniphila, and the name is Faecalibacterium prausnitzii", "and 2 more (profile -json has all)"}, 10, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			code, out, problems := profileOf(t, "a.csv", list(tt.n, tt.shift))
			require.Zero(t, code, problems)
			at := 0
			for _, want := range tt.want {
				next := strings.Index(out[at:], want)
				if next < 0 {
					t.Fatalf("no %q, or not after those before it, in\n%s", want, out)
				}
				at += next
			}
			require.Equal(t, tt.warned, strings.Count(out, warned))
			require.True(t, tt.without == "" || !strings.Contains(out, tt.without))
		})
	}
}

// The percentiles of a provider are told with their group, and never without.
func TestProfilePercentilesOfAProvider(t *testing.T) {
	const list = "taxon no, percentage, percentile\n853, 6.03, 61\n239935, 0.02, 18\n1678, 10.84,\n"
	for _, tt := range []struct {
		name          string
		flags         []string
		want, without []string
	}{
		{"of a group", []string{"-reference", "the lab's customers"}, []string{"as the provider gives them, of the lab's customers;",
			"  853 (faecalibacterium-prausnitzii): 61\n", "  239935 (akkermansia-muciniphila): 18\n"}, []string{"not named", "1678 (bifidobacterium):"}},
		{"of none", nil, []string{"The file gives 2 percentiles of a group that is not named, and so they are not interpreted or shown; -reference"}, []string{"61", "PERCENTILES"}},
		{"document of a group", []string{"-json", "-reference", "G"}, []string{`"group": "G"`, `"percentile": 61`}, nil},
		{"document of none", []string{"-json"}, []string{`"given": 2`}, []string{`"percentile":`}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			code, out, problems := profileOf(t, "a.csv", list, tt.flags...)
			require.Zero(t, code, problems)
			for _, want := range tt.want {
				require.Contains(t, out, want)
			}
			for _, without := range tt.without {
				require.NotContains(t, out, without)
			}
		})
	}
	_, out, _ := profileOf(t, "a.csv", "taxon_id,rank,name,parent,count\n853,species,Faecalibacterium prausnitzii,x,9\n", "-reference", "G")
	require.NotContains(t, out, "PERCENTILES", "of a file without any")
}
