package microbiome_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/microbiome"
	"github.com/gutmuscle/gutmuscle/microbiome/taxon"
)

func id(t *testing.T, text string) taxon.ID {
	t.Helper()
	id, err := taxon.Parse(text)
	require.NoError(t, err)
	return id
}

func TestNamesOfFeatures(t *testing.T) {
	c := microbiome.Default()
	for _, test := range []struct {
		name    string
		feature microbiome.Feature
		taxon   string
		how     microbiome.Match
		means   string // of the name by itself
		number  int
	}{
		{"by name", microbiome.Feature{Name: "Roseburia_hominis", Rank: microbiome.Species}, "roseburia-hominis", microbiome.ByName, "", 0},
		{"by number, whatever the name", microbiome.Feature{Name: "something", Rank: microbiome.Species, NCBI: 853}, "faecalibacterium-prausnitzii", microbiome.ByNCBI, "", 0},
		{"the number wins", microbiome.Feature{Name: "Roseburia hominis", Rank: microbiome.Species, NCBI: 853}, "faecalibacterium-prausnitzii", microbiome.ByNCBI, "roseburia-hominis", 0},
		{"a number that is not known", microbiome.Feature{Name: "Roseburia hominis", Rank: microbiome.Species, NCBI: 999999999}, "roseburia-hominis", microbiome.ByName, "", 999999999},
		{"a genome bin", microbiome.Feature{Name: "SGB15316", Rank: microbiome.Strain, Lineage: lineage("Bacteria", "Firmicutes", "", "", "", "Faecalibacterium", "Faecalibacterium_prausnitzii", "SGB15316")}, "faecalibacterium-prausnitzii", microbiome.OfTheSpecies, "", 0},
		{"a species by its second word", microbiome.Feature{Name: "prausnitzii", Rank: microbiome.Species, Lineage: lineage("Bacteria", "Firmicutes", "", "", "", "Faecalibacterium", "prausnitzii")}, "faecalibacterium-prausnitzii", microbiome.ByName, "", 0},
		{"a genus of another rank", microbiome.Feature{Name: "Lachnospiraceae", Rank: microbiome.Genus}, "", microbiome.NoMatch, "", 0},
		{"an unclassified one of a family", microbiome.Feature{Name: "Lachnospiraceae_unclassified", Rank: microbiome.Genus}, "", microbiome.NoMatch, "", 0},
		{"the phylum and not the class", microbiome.Feature{Name: "Actinobacteria", Rank: microbiome.Phylum}, "actinomycetota", microbiome.BySynonym, "", 0},
		{"the class and not the phylum", microbiome.Feature{Name: "Actinobacteria", Rank: microbiome.Class}, "", microbiome.NoMatch, "", 0},
		{"what is not assigned", microbiome.Feature{Label: "UNCLASSIFIED", Unassigned: true}, "", microbiome.NoMatch, "", 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			n := c.Name(&test.feature)
			n.Candidates = nil
			want := microbiome.Naming{How: test.how, NumberMeans: test.number}
			if test.taxon != "" {
				want.Taxon = id(t, test.taxon)
			}
			if test.means != "" {
				want.NameMeans = id(t, test.means)
			}
			if diff := cmp.Diff(want, n, cmp.Comparer(func(a, b taxon.ID) bool { return a == b })); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func profile(t *testing.T, s microbiome.Spec, sample int) *microbiome.Profile {
	t.Helper()
	table, err := microbiome.NewTable(s)
	require.NoError(t, err)
	named, err := microbiome.Default().NameTable(table)
	require.NoError(t, err)
	return named.Profile(sample)
}

// A virus is not of the genus that its name starts with.
func TestVirusesAreNotOfTheirHosts(t *testing.T) {
	for name, want := range map[string]microbiome.Detection{"Bacteroides sp. 7": microbiome.Seen, "Bacteroides phage B40": microbiome.NotSeen, "Bacteroides fragilis phage X": microbiome.NotSeen} {
		p := profile(t, microbiome.Spec{Content: microbiome.Taxa, Unit: microbiome.Counts,
			Features: []microbiome.Feature{{Label: "1", Name: name, Rank: microbiome.Species}},
			Samples:  []microbiome.Sample{{Name: "a", Index: []int32{0}, Value: []float64{7}}}}, 0)
		require.Equal(t, want, p.Of(taxon.Bacteroides).Detection, name)
	}
}

func TestAmounts(t *testing.T) {
	numbers := microbiome.Spec{ // a list of NCBI numbers and percents, ranks mixed and not told
		Content: microbiome.Taxa, Unit: microbiome.Percents, Nested: true,
		Features: []microbiome.Feature{{Label: "853", NCBI: 853}, {Label: "216851", NCBI: 216851}, {Label: "239935", NCBI: 239935}},
		Samples:  []microbiome.Sample{{Name: "a", Index: []int32{0, 1, 2}, Value: []float64{6, 10, 0.02}}},
	}
	withLineage := nested()
	for i, l := range [][]microbiome.Level{nil, lineage("Bacteria"), lineage("Bacteria", "", "", "", "", "Roseburia"),
		lineage("Bacteria", "", "", "", "", "Blautia"), lineage("Bacteria", "", "", "", "", "Roseburia", "Roseburia_hominis")} {
		withLineage.Features[i].Lineage = l
	}
	unknownTotal := nested()
	unknownTotal.Unit = microbiome.Counts
	for _, c := range []struct {
		name  string
		spec  microbiome.Spec
		taxon string
		want  microbiome.Amount
	}{
		{"a species in its row", withLineage, "roseburia-hominis", microbiome.Amount{Detection: microbiome.Seen, Share: evidence.Interval{0.55, 0.70}}},
		{"its genus holds it once", withLineage, "roseburia", microbiome.Amount{Detection: microbiome.Seen, Share: evidence.Interval{0.60, 0.70}}},
		{"a species that may hide in its genus", withLineage, "blautia-obeum", microbiome.Amount{Detection: microbiome.NotSeen, Share: evidence.Interval{0, 0.40}}},
		{"leaves: genus", leaves(), "roseburia", microbiome.Amount{Detection: microbiome.Seen, Share: evidence.Interval{12. / 16, 1}}},
		{"leaves: species", leaves(), "roseburia-hominis", microbiome.Amount{Detection: microbiome.Seen, Share: evidence.Interval{5. / 16, 1}}},
		{"leaves: not seen", leaves(), "akkermansia", microbiome.Amount{Detection: microbiome.NotSeen, Share: evidence.Interval{0, 4. / 16}}},
		{"numbers: species", numbers, "faecalibacterium-prausnitzii", microbiome.Amount{Detection: microbiome.Seen, Share: evidence.Interval{0.06, 0.10}}},
		{"numbers: genus", numbers, "faecalibacterium", microbiome.Amount{Detection: microbiome.Seen, Share: evidence.Interval{0.10, 0.10}}},
		{"numbers: not seen", numbers, "roseburia-hominis", microbiome.Amount{Detection: microbiome.NotSeen, Share: evidence.Interval{0, 0.0002}}},
		{"the total is not known", unknownTotal, "roseburia-hominis", microbiome.Amount{Detection: microbiome.Seen, Share: evidence.Interval{0, 1}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := profile(t, c.spec, 0).Of(id(t, c.taxon))
			if got.Detection != c.want.Detection || math.Abs(got.Share[0]-c.want.Share[0]) > 1e-12 || math.Abs(got.Share[1]-c.want.Share[1]) > 1e-12 {
				t.Errorf("got %+v; want %+v", got, c.want)
			}
		})
	}
	genera := leaves()
	genera.Features = genera.Features[1:]
	genera.Samples = []microbiome.Sample{{Name: "a", Index: []int32{0, 1, 2}, Value: []float64{7, 3, 1}}}
	if got := profile(t, genera, 0).Of(id(t, "roseburia-hominis")); got.Detection != microbiome.CannotTell {
		t.Errorf("a table of genera tells %s of a species", got.Detection)
	}
}

// What the entries hold and what is unassigned is the whole sample, once.
func TestEntriesAddUp(t *testing.T) {
	for name, s := range map[string]microbiome.Spec{"nested": nested(), "leaves": leaves()} {
		p := profile(t, s, 0)
		sum := 0.0
		for e := range p.Entries() {
			if !e.Feature.Unassigned {
				sum += e.Share
			}
		}
		rest, ok := p.Unassigned()
		require.True(t, ok, name)
		if name == "nested" { // without lineages, only the species lies in its genus, by the catalog
			continue
		}
		require.InDelta(t, 1, sum+rest, 1e-12, name)
	}
}

// A list that leaves out ranks does not tell what lies in what: what is in no
// row that it knows of is in the domain, and not beside it.
func TestOrphansAreNotCountedTwice(t *testing.T) {
	s := microbiome.Spec{Content: microbiome.Taxa, Unit: microbiome.Counts, Nested: true,
		Features: []microbiome.Feature{
			{Label: "1", Name: "root"},
			{Label: "2", Name: "Bacteria", Rank: microbiome.Domain},
			{Label: "976", Name: "Bacteroidota", Rank: microbiome.Phylum},
			{Label: "1239", Name: "Bacillota", Rank: microbiome.Phylum},
			{Label: "841", Name: "Roseburia", Rank: microbiome.Genus},
		},
		Samples: []microbiome.Sample{{Name: "a", Total: 1000, Index: []int32{0, 1, 2, 3, 4}, Value: []float64{1000, 900, 500, 300, 100}}},
	}
	got := map[string]float64{}
	for e := range profile(t, s, 0).Entries() {
		got[e.Feature.Name] = math.Round(1000 * e.Share)
	}
	if diff := cmp.Diff(map[string]float64{"root": 100, "Bacteria": 100, "Bacteroidota": 500, "Bacillota": 200, "Roseburia": 100}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	s.Features = s.Features[2:]
	s.Features[1].Rank = microbiome.Class
	s.Samples[0].Index, s.Samples[0].Value = []int32{0, 1, 2}, []float64{900, 300, 100}
	if profile(t, s, 0).SharesKnown() {
		t.Error("rows that hold more than the sample have shares")
	}
}

// A list of taxa that names no ranks above them does not tell what lies in what
// either; there the catalog does.
func TestWhatTheCatalogKnowsToLieInARowIsNotCountedTwice(t *testing.T) {
	level := func(r microbiome.Rank, name string) microbiome.Level { return microbiome.Level{Rank: r, Name: name} }
	genus := level(microbiome.Genus, "Faecalibacterium")
	s := microbiome.Spec{Content: microbiome.Taxa, Unit: microbiome.PerMillion, Nested: true, Parents: []int32{-1, -1, -1, 2},
		Features: []microbiome.Feature{
			{Label: "976", Name: "Bacteroidota", Rank: microbiome.Phylum, Lineage: []microbiome.Level{level(microbiome.Phylum, "Bacteroidota")}},
			{Label: "1239", Name: "Bacillota", Rank: microbiome.Phylum, Lineage: []microbiome.Level{level(microbiome.Phylum, "Bacillota")}},
			{Label: "216851", Name: "Faecalibacterium", Rank: microbiome.Genus, Lineage: []microbiome.Level{{Name: "Ruminococcaceae"}, genus}},
			{Label: "853", Name: "Faecalibacterium prausnitzii", Rank: microbiome.Species, Lineage: []microbiome.Level{genus, level(microbiome.Species, "Faecalibacterium prausnitzii")}},
		},
		Samples: []microbiome.Sample{{Name: "a", Index: []int32{0, 1, 2, 3}, Value: []float64{300_000, 500_000, 60_000, 50_000}}},
	}
	p := profile(t, s, 0)
	if rest, ok := p.Unassigned(); !ok || math.Abs(rest-0.2) > 1e-12 {
		t.Errorf("%v is unassigned; want 0.2, all that is in no phylum", rest)
	}
	if got := p.Of(id(t, "bacillota")).Share[0]; math.Abs(got-0.5) > 1e-12 {
		t.Errorf("share of Bacillota %v; want 0.5, what lies in it included", got)
	}
}

// Rows may add up to a little more than the sample, since they are rounded; no
// share is more than all of it.
func TestNoShareIsMoreThanAll(t *testing.T) {
	s := nested()
	s.Samples[0].Index, s.Samples[0].Value = []int32{1, 2, 4}, []float64{100, 100.5, 100.9}
	got := profile(t, s, 0).Of(id(t, "roseburia")).Share
	if got[0] > 1 || got[1] < got[0] {
		t.Errorf("share %v", got)
	}
}

func TestNothingIsUnassignedByRoundingAlone(t *testing.T) {
	s := leaves()
	s.Unit = microbiome.Fractions
	s.Samples = []microbiome.Sample{{Name: "a", Index: []int32{0, 1, 2}, Value: []float64{0.7, 0.2, 0.1 - 1e-16}}}
	table, err := microbiome.NewTable(s)
	require.NoError(t, err)
	rest, _ := table.Unassigned(0)
	require.Zero(t, rest)
	rest, _ = profile(t, s, 0).Unassigned()
	require.Zero(t, rest)
}

func TestLimit(t *testing.T) {
	s := nested()
	if got := profile(t, s, 0).Limit(); got != 0.10 {
		t.Errorf("limit of 1,000 reads, by markers: %v; want 0.10, the smallest share", got)
	}
	s.Samples[0].Reads = 10
	if got := profile(t, s, 0).Limit(); got != 0.3 {
		t.Errorf("limit of 10 reads, by markers: %v; want 0.3", got)
	}
	counted := leaves()
	counted.Samples[0].Reads = 1000
	if got := profile(t, counted, 0).Limit(); got != 0.003 {
		t.Errorf("limit of 1,000 reads: %v; want 0.003", got)
	}
	s.Origin.DetectionLimit = 0.01
	if got := profile(t, s, 0).Limit(); got != 0.01 {
		t.Errorf("limit that the origin tells: %v", got)
	}
	s.Origin.DetectionLimit, s.Samples[0].Reads = 0, 0
	if got := profile(t, s, 0).Limit(); got != 0.10 {
		t.Errorf("limit by the smallest share: %v; want 0.10", got)
	}
	s.Unit = microbiome.Counts
	if got := profile(t, s, 0).Limit(); got != 1 {
		t.Errorf("limit of which nothing is known: %v; want 1", got)
	}
}

func TestUnresolved(t *testing.T) {
	s := leaves()
	s.Features[0] = microbiome.Feature{Label: "x", Name: "Rosburia homini", Rank: microbiome.Species}
	entries, share := profile(t, s, 0).Unresolved()
	require.Len(t, entries, 3)
	require.Equal(t, "asv2", entries[0].Feature.Label) // its lineage has a genus, but the row has no name
	require.InDelta(t, 15./16, share, 1e-12)
	require.Equal(t, []taxon.ID{id(t, "roseburia-hominis")}, entries[1].Naming.Candidates[:1])
}

// TestCandidatesAreTheCallers checks that who writes over the candidates of a
// name changes them for nobody else.
func TestCandidatesAreTheCallers(t *testing.T) {
	s := leaves()
	s.Features[0] = microbiome.Feature{Label: "x", Name: "Rosburia homini", Rank: microbiome.Species}
	p := profile(t, s, 0)
	entries, _ := p.Unresolved()
	clear(entries[1].Naming.Candidates)
	again, _ := p.Unresolved()
	require.Equal(t, []taxon.ID{id(t, "roseburia-hominis")}, again[1].Naming.Candidates[:1])
}

func TestGenesHaveNoTaxa(t *testing.T) {
	table, err := microbiome.NewTable(microbiome.Spec{Content: microbiome.Orthologs, Unit: microbiome.RPK})
	require.NoError(t, err)
	_, err = microbiome.Default().NameTable(table)
	require.ErrorContains(t, err, "a table of orthologs has no taxa")
	_, err = table.AtRank(microbiome.Genus)
	require.ErrorContains(t, err, "a table of orthologs has no ranks")
}
