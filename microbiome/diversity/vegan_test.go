package diversity_test

import (
	"bufio"
	"fmt"
	"math"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/microbiome/diversity"
)

// TestVegan compares with the R package vegan.
func TestVegan(t *testing.T) {
	if exec.Command("Rscript", "-e", "library(vegan)").Run() != nil {
		t.Skip("no R with the package vegan here; the gate installs r-cran-vegan")
	}
	samples := sparse(25, 60, true)
	var in strings.Builder
	for _, x := range samples {
		for k, v := range x {
			fmt.Fprintf(&in, "%s%v", map[bool]string{true: "", false: "\t"}[k == 0], v)
		}
		in.WriteByte('\n')
	}
	cmd := exec.Command("Rscript", "-e", `suppressMessages(library(vegan))
x <- as.matrix(read.table(file("stdin"), sep="\t"))
say <- function(what, v) cat(what, sprintf("%.17g", as.vector(v)), "\n")
say("richness", specnumber(x)); say("shannon", diversity(x)); say("simpson", diversity(x, "simpson")); say("inverse", diversity(x, "invsimpson"))
say("bray", as.matrix(vegdist(x, "bray"))); say("jaccard", as.matrix(vegdist(x, "jaccard", binary=TRUE)))
say("aitchison", as.matrix(vegdist(x, "aitchison", pseudocount=0.5))); say("rarefied", apply(x, 1, function(r) rarefy(r, floor(sum(r)/3))))`)
	cmd.Stdin = strings.NewReader(in.String())
	out, err := cmd.Output()
	require.NoError(t, err)
	of := make(map[string][]float64)
	for lines := bufio.NewScanner(strings.NewReader(string(out))); lines.Scan(); {
		words := strings.Fields(lines.Text())
		for _, w := range words[1:] {
			v, err := strconv.ParseFloat(w, 64)
			require.NoError(t, err)
			of[words[0]] = append(of[words[0]], v)
		}
	}
	worst := 0.0
	near := func(what string, i int, got float64) {
		t.Helper()
		want := of[what][i]
		off := math.Abs(got-want) / max(1, math.Abs(want))
		worst = max(worst, off)
		if !(off <= 1e-12) {
			t.Errorf("%s %d: %v, vegan %v", what, i, got, want)
		}
	}
	for i, x := range samples {
		a, err := diversity.AlphaOf(x)
		require.NoError(t, err)
		near("richness", i, float64(a.Richness))
		near("shannon", i, a.Shannon)
		near("simpson", i, a.Simpson)
		near("inverse", i, a.InverseSimpson)
		counts, n := make([]int, len(x)), 0
		for k, v := range x {
			counts[k] = int(v)
			n += counts[k]
		}
		rare, err := diversity.Rarefied(counts, n/3)
		require.NoError(t, err)
		if want := of["rarefied"][i]; math.Abs(rare-want) > 1e-9*want { // vegan takes logarithms of binomials
			t.Errorf("rarefied %d: %v, vegan %v", i, rare, want)
		}
		for j, y := range samples {
			bray, err := diversity.BrayCurtis(x, y)
			require.NoError(t, err)
			jaccard, err := diversity.Jaccard(x, y)
			require.NoError(t, err)
			aitchison, err := diversity.Aitchison(x, y, 0.5)
			require.NoError(t, err)
			near("bray", i*len(samples)+j, bray)
			near("jaccard", i*len(samples)+j, jaccard)
			near("aitchison", i*len(samples)+j, aitchison)
		}
	}
	t.Logf("largest deviation %.2g", worst)
}
