package diversity_test

import (
	"bufio"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/microbiome"
	"github.com/gutmuscle/gutmuscle/microbiome/diversity"
	"github.com/gutmuscle/gutmuscle/microbiome/format"
)

// real reads the samples of a file at a rank, those without anything left out.
func real(t *testing.T, file string, rank microbiome.Rank) (samples [][]float64) {
	t.Helper()
	root := os.Getenv("GUTMUSCLE_SAMPLES")
	if root == "" {
		t.Skip("set GUTMUSCLE_SAMPLES to the folder of the sample files")
	}
	f, err := os.Open(filepath.Join(root, "profiles", filepath.FromSlash(file)))
	require.NoError(t, err)
	defer f.Close()
	table, err := format.Read(f, format.Options{File: file})
	require.NoError(t, err)
	if rank != microbiome.RankNotSaid {
		table, err = table.AtRank(rank)
		require.NoError(t, err)
	}
	for i := range table.NumSamples() {
		x := table.Dense(i)
		sum := 0.0
		for k := range x {
			if table.Feature(k).Unassigned {
				x[k] = 0
			}
			sum += x[k]
		}
		if sum > 0 {
			samples = append(samples, x)
		}
	}
	require.NotEmpty(t, samples)
	return samples
}

// oracle runs a program that prints lines of a name and numbers on samples, one
// a line, and returns the numbers by name.
func oracle(t *testing.T, samples [][]float64, name string, args ...string) map[string][]float64 {
	t.Helper()
	var in strings.Builder
	for _, x := range samples {
		for k, v := range x {
			if k > 0 {
				in.WriteByte('\t')
			}
			in.WriteString(strconv.FormatFloat(v, 'g', -1, 64))
		}
		in.WriteByte('\n')
	}
	cmd := exec.Command(name, args...)
	cmd.Stdin = strings.NewReader(in.String())
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	require.NoError(t, err, stderr.String())
	of := make(map[string][]float64)
	lines := bufio.NewScanner(strings.NewReader(string(out)))
	lines.Buffer(nil, 1<<28)
	for lines.Scan() {
		words := strings.Fields(lines.Text())
		for _, w := range words[1:] {
			v, err := strconv.ParseFloat(w, 64)
			require.NoError(t, err)
			of[words[0]] = append(of[words[0]], v)
		}
	}
	return of
}

const inSkbio = `
import sys, numpy as np, warnings
warnings.simplefilter("ignore")
from skbio.diversity import alpha, beta_diversity
x = np.loadtxt(sys.stdin, delimiter="\t", ndmin=2)
def say(what, v): print(what, *("%.17g" % float(a) for a in np.ravel(v)))
say("richness", [(r > 0).sum() for r in x])
say("shannon", [alpha.shannon(r, base=np.e) for r in x])
say("simpson", [alpha.simpson(r) for r in x])
say("inverse", [alpha.enspie(r) for r in x])
say("pielou", [alpha.pielou_e(r) if (r > 0).sum() > 1 else 0 for r in x])
few = x[:40]
say("bray", beta_diversity("braycurtis", few, validate=False).data)
say("jaccard", beta_diversity("jaccard", few > 0, validate=False).data)
`

const inVegan = `suppressMessages(library(vegan))
x <- as.matrix(read.table(file("stdin"), sep="\t"))
say <- function(what, v) cat(what, sprintf("%.17g", as.vector(v)), "\n")
h <- diversity(x); s <- specnumber(x)
say("richness", s); say("shannon", h); say("simpson", diversity(x, "simpson")); say("inverse", diversity(x, "invsimpson"))
say("pielou", ifelse(s > 1, h / log(s), 0))
few <- x[1:min(40, nrow(x)), , drop=FALSE]
say("bray", as.matrix(vegdist(few, "bray"))); say("jaccard", as.matrix(vegdist(few, "jaccard", binary=TRUE)))`

// TestRealFiles compares with vegan and scikit-bio on files that programs wrote.
func TestRealFiles(t *testing.T) {
	const few = 40
	files := []struct {
		file string
		rank microbiome.Rank
	}{
		{"otutable/otutable.txt", microbiome.RankNotSaid},
		{"otutable_qin2014/taxatable.txt", microbiome.Genus},
		{"wide/HMP2_taxonomy.tsv", microbiome.RankNotSaid},
		{"paired/genera.counts.tsv", microbiome.RankNotSaid},
		{"paired/genera.tsv", microbiome.RankNotSaid},
		{"metaphlan/ERR7569997.txt", microbiome.Species},
		{"metaphlan_v4/merged_abundance_table.txt", microbiome.Species},
		{"biom/otutable.biom", microbiome.RankNotSaid},
	}
	for _, peer := range []struct {
		name  string
		check []string
		run   []string
	}{
		{"vegan", []string{"Rscript", "-e", "library(vegan)"}, []string{"Rscript", "-e", inVegan}},
		{"scikit-bio", []string{"/usr/bin/python3", "-c", "import skbio"}, []string{"/usr/bin/python3", "-c", inSkbio}},
	} {
		t.Run(peer.name, func(t *testing.T) {
			if exec.Command(peer.check[0], peer.check[1:]...).Run() != nil {
				t.Skipf("no %s here; the gate installs it", peer.name)
			}
			for _, f := range files {
				samples := real(t, f.file, f.rank)
				of := oracle(t, samples, peer.run[0], peer.run[1:]...)
				worst := 0.0
				near := func(what string, i int, got float64) {
					t.Helper()
					require.Greater(t, len(of[what]), i, what)
					want := of[what][i]
					off := math.Abs(got-want) / max(1, math.Abs(want))
					if worst = max(worst, off); !(off <= 1e-12) {
						t.Errorf("%s: %s %d: %v, %s %v", f.file, what, i, got, peer.name, want)
					}
				}
				all, err := diversity.Alphas(samples)
				require.NoError(t, err)
				for i, a := range all {
					near("richness", i, float64(a.Richness))
					near("shannon", i, a.Shannon)
					near("simpson", i, a.Simpson)
					near("inverse", i, a.InverseSimpson)
					near("pielou", i, a.Pielou)
				}
				n := min(few, len(samples))
				for i, x := range samples[:n] {
					for j, y := range samples[:n] {
						bray, err := diversity.BrayCurtis(x, y)
						require.NoError(t, err)
						jaccard, err := diversity.Jaccard(x, y)
						require.NoError(t, err)
						near("bray", i*n+j, bray)
						near("jaccard", i*n+j, jaccard)
					}
				}
				t.Logf("%s", fmt.Sprintf("%s: %d samples, %d kinds, largest deviation %.2g", f.file, len(samples), len(samples[0]), worst))
			}
		})
	}
}
