package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/microbiome"
)

// profileDoc has the keys that other programs read in the document of profile.
type profileDoc struct {
	Origin  microbiome.Origin
	Samples []struct {
		ID           string
		Unclassified *float64
		Diversity    *struct{ Richness, Shannon, Simpson float64 }
		Unresolved   []struct{ Label string }
		Capacities   []struct{ Of, Detection string }
	}
}

func profileJSON(t *testing.T, name, text string, flags ...string) profileDoc {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
	code, out, problems := execute(t, "", append([]string{"profile", "-json", file}, flags...)...)
	require.Zero(t, code, problems)
	var doc profileDoc
	require.NoError(t, json.Unmarshal([]byte(out), &doc))
	return doc
}

func TestProfileJSON(t *testing.T) {
	const two = "#mpa_vJun23\nclade_name\ta\tb\nUNCLASSIFIED\t20\t100\nk__Bacteria\t80\t0\nk__Bacteria|g__X\t40\t0\nk__Bacteria|g__X|s__X_y\t40\t0\n" +
		"k__Bacteria|g__Akkermansia\t40\t0\nk__Bacteria|g__Akkermansia|s__Akkermansia_muciniphila\t40\t0\n"
	doc := profileJSON(t, "two.tsv", two)
	require.Len(t, doc.Samples, 2)
	a, b := doc.Samples[0], doc.Samples[1]
	require.Equal(t, []string{"a", "b"}, []string{a.ID, b.ID})
	require.Equal(t, []float64{0.2, 1}, []float64{*a.Unclassified, *b.Unclassified})
	require.Equal(t, 2.0, a.Diversity.Richness)
	require.Equal(t, 0.5, a.Diversity.Simpson)
	require.Nil(t, b.Diversity, "nothing was assigned")
	require.Len(t, a.Unresolved, 1)
	require.Equal(t, "k__Bacteria|g__X|s__X_y", a.Unresolved[0].Label)
	require.Contains(t, a.Capacities, struct{ Of, Detection string }{"function:mucin", "seen"})
	require.NotEmpty(t, b.Capacities)

	one := profileJSON(t, "a.tsv", "#mpa_vJun23\nclade_name\ta\nUNCLASSIFIED\t20\nk__Bacteria\t80\nk__Bacteria|g__X\t40\nk__Bacteria|g__X|s__X_y\t40\n"+
		"k__Bacteria|g__Akkermansia\t40\nk__Bacteria|g__Akkermansia|s__Akkermansia_muciniphila\t40\n")
	require.Empty(t, cmp.Diff(a, one.Samples[0]), "a sample by itself is told of as among others")
}

// profileOf returns what profile says of a file with a text.
func profileOf(t *testing.T, name, text string, flags ...string) (code int, out, problems string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
	return execute(t, "", append([]string{"profile", file}, flags...)...)
}

// A picture is of one sample.
func TestProfilePictureOfSeveralSamples(t *testing.T) {
	const two = "#mpa_vJun23\nclade_name\ta\tb\nk__Bacteria\t100\t100\nk__Bacteria|g__Akkermansia\t100\t100\nk__Bacteria|g__Akkermansia|s__Akkermansia_muciniphila\t100\t100\n"
	code, out, problems := profileOf(t, "two.tsv", two, "-svg")
	require.Equal(t, 1, code)
	require.Empty(t, out)
	require.Contains(t, problems, "2, the first of them a, b; name one with -sample")
	code, out, problems = profileOf(t, "two.tsv", two, "-svg", "-sample", "b")
	require.Zero(t, code, problems)
	require.Contains(t, out, "<svg")
}

// A list that does not tell its total has no shares and diversity all the same.
func TestProfileOfAListWithoutTotal(t *testing.T) {
	doc := profileJSON(t, "list.csv", "taxon_id,rank,name,parent,count\n216851,genus,Faecalibacterium,Ruminococcaceae,3700\n853,species,Faecalibacterium prausnitzii,Faecalibacterium,3600\n")
	require.Nil(t, doc.Samples[0].Unclassified)
	require.Equal(t, 1.0, doc.Samples[0].Diversity.Richness)
	require.Contains(t, doc.Samples[0].Capacities, struct{ Of, Detection string }{"metabolite:butyrate", "seen"})
}

func TestProfileOrigin(t *testing.T) {
	doc := profileJSON(t, "a.tsv", "#mpa_vJun23\nclade_name\ta\nk__Bacteria\t100\n", "-assay", "shotgun", "-provider", "P", "-pipeline", "MetaPhlAn 4.1",
		"-reference", "R", "-limit", "0.001", "-collected", "-3")
	want := microbiome.Origin{Assay: microbiome.Shotgun, Provider: "P", Pipeline: "MetaPhlAn 4.1", Database: "mpa_vJun23", Reference: "R",
		Collected: microbiome.DayOf(-3), DetectionLimit: 0.001}
	require.Equal(t, want, doc.Origin)
	code, _, problems := execute(t, "", "profile", "-collected", "yesterday", "x")
	require.Equal(t, 2, code)
	require.Contains(t, problems, "yesterday")
}

func TestProfileOfGeneFamilies(t *testing.T) {
	const text = "# Gene Family\ta-RPKs\nUNMAPPED\t3\nUniRef90_A\t1.5\n"
	doc := profileJSON(t, "genes.tsv", text)
	require.InDelta(t, 2./3, *doc.Samples[0].Unclassified, 1e-6)
	file := filepath.Join(t.TempDir(), "genes.tsv")
	require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
	code, out, _ := execute(t, "", "profile", file)
	require.Zero(t, code)
	require.Contains(t, out, "regroup a table of gene-families")
}

// The stool test of a person goes with assess and plan as it does with profile:
// what is not seen in a sample that tells nearly all closes its routes.
func TestAssessAndPlanWithAStoolTest(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
		return path
	}
	const clades = "#mpa_vJun23\nclade_name\tone\ttwo\nUNCLASSIFIED\t0\t100\nk__Bacteria\t100\t0\n"
	two := file("two.tsv", clades)
	broken := file("broken.tsv", strings.Replace(clades, "100\t0", "NaN\t0", 1))
	// counts of reads tell how little would have been seen
	reads := file("reads.txt", "100.00\t1000000\t0\tR\t1\troot\n100.00\t1000000\t0\tD\t2\t  Bacteria\n"+
		"100.00\t1000000\t0\tG\t239934\t    Akkermansia\n100.00\t1000000\t1000000\tS\t239935\t      Akkermansia muciniphila\n")
	paths := file("paths.tsv", "# Pathway\ta_Abundance-RELAB\nUNMAPPED\t0.5\nPWY-5022: 4-aminobutanoate degradation V\t0.5\n")

	for _, tt := range []struct {
		name string
		args []string
		code int
		want []string // of both streams together
	}{
		{"what is absent closes routes", []string{"-profile", reads}, 0,
			[]string{"legumes on leakiness of the gut barrier: decrease", "by Faecalibacterium prausnitzii", "THE PERSON", "start, stop or change a medicine"}},
		{"what is not assigned closes none", []string{"-profile", two, "-sample", "two"}, 0, []string{"no answer", "THE PERSON"}},
		{"several samples", []string{"-profile", two}, 1, []string{"two.tsv: several samples: 2", "one, two", "-sample"}},
		{"no such sample", []string{"-profile", two, "-sample", "three"}, 1, []string{`no sample "three"`, "one, two"}},
		{"a sample of nothing", []string{"-sample", "one"}, 2, []string{"-sample goes with -profile"}},
		{"no such file", []string{"-profile", filepath.Join(dir, "none.tsv")}, 1, []string{"none.tsv"}},
		{"no number", []string{"-profile", broken, "-sample", "one"}, 1, []string{"broken.tsv", "NaN"}},
		{"neither taxa nor orthologs", []string{"-profile", paths}, 1, []string{"paths.tsv: a table of pathways"}},
	} {
		for _, command := range []string{"assess", "plan"} {
			t.Run(command+" "+tt.name, func(t *testing.T) {
				code, out, problems := execute(t, "", append(append([]string{command}, tt.args...), "person.json")...)
				require.Equal(t, tt.code, code, problems)
				for _, s := range tt.want {
					if !strings.Contains(out+problems, s) {
						t.Errorf("does not say %q:\n%.2000s", s, problems+out)
					}
				}
			})
		}
	}

	_, general, _ := execute(t, "", "assess", "-json", "person.json")
	_, personal, _ := execute(t, "", "assess", "-json", "-profile", reads, "person.json")
	require.NotEqual(t, hashOf(t, general), hashOf(t, personal), "a person's model has a hash of its own")
}

func hashOf(t *testing.T, document string) string {
	t.Helper()
	var doc struct{ Trace struct{ Model string } }
	require.NoError(t, json.Unmarshal([]byte(document), &doc))
	require.NotEmpty(t, doc.Trace.Model)
	return doc.Trace.Model
}
