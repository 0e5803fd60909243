package pathway_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/microbiome"
	"github.com/gutmuscle/gutmuscle/microbiome/format"
	"github.com/gutmuscle/gutmuscle/pathway"
)

// row is a row of a profile: a species or genus, in percent.
type row struct {
	name    string
	rank    microbiome.Rank
	percent float64
}

func profileOf(t *testing.T, origin microbiome.Origin, rows ...row) *microbiome.Profile {
	t.Helper()
	s := microbiome.Spec{Origin: origin, Content: microbiome.Taxa, Unit: microbiome.Percents, Samples: []microbiome.Sample{{Name: "a"}}}
	for i, r := range rows {
		s.Features = append(s.Features, microbiome.Feature{Label: r.name, Name: r.name, Rank: r.rank, Unassigned: r.rank == microbiome.RankNotSaid})
		s.Samples[0].Index = append(s.Samples[0].Index, int32(i))
		s.Samples[0].Value = append(s.Samples[0].Value, r.percent)
	}
	table, err := microbiome.NewTable(s)
	require.NoError(t, err)
	named, err := microbiome.Default().NameTable(table)
	require.NoError(t, err)
	return named.Profile(0)
}

func capacity(t *testing.T, list []pathway.Capacity, node string) pathway.Capacity {
	t.Helper()
	for _, c := range list {
		if c.Of == pathway.MustParseNode(node) {
			return c
		}
	}
	t.Fatalf("no capacity of %s", node)
	return pathway.Capacity{}
}

func TestCapacitiesOfTaxa(t *testing.T) {
	deep := microbiome.Origin{DetectionLimit: 1e-4}
	for _, c := range []struct {
		name   string
		origin microbiome.Origin
		rows   []row
		node   string
		want   microbiome.Detection
		why    pathway.Doubt
	}{
		{"a species that makes it", deep, []row{{"Faecalibacterium prausnitzii", microbiome.Species, 90}}, "metabolite:butyrate", microbiome.Seen, 0},
		{"none that makes it", deep, []row{{"Bacteroides uniformis", microbiome.Species, 99.9}}, "metabolite:urolithin-a", microbiome.NotSeen, 0},
		{"too shallow to miss it", microbiome.Origin{DetectionLimit: 0.01}, []row{{"Bacteroides uniformis", microbiome.Species, 99.9}}, "metabolite:urolithin-a", microbiome.CannotTell, pathway.TooShallow},
		{"too shallow for what is often rare", microbiome.Origin{DetectionLimit: 3. / 3100}, []row{{"Bacteroides stercoris", microbiome.Species, 100}}, "metabolite:equol", microbiome.CannotTell, pathway.TooShallow},
		{"most is not assigned", deep, []row{{"Bacteroides uniformis", microbiome.Species, 40}, {"UNCLASSIFIED", 0, 60}}, "metabolite:urolithin-a", microbiome.CannotTell, pathway.MostlyUnknown},
		{"only its genus is told", deep, []row{{"Slackia", microbiome.Genus, 1}, {"Bacteroides", microbiome.Genus, 99}}, "metabolite:equol", microbiome.CannotTell, pathway.OnlyMaybe},
		{"what many can that are not recorded", deep, []row{{"Bacteroides uniformis", microbiome.Species, 99.9}}, "function:spermidine", microbiome.CannotTell, pathway.OthersMay},
		{"genera, and none that makes it", deep, []row{{"Bacteroides", microbiome.Genus, 99.9}}, "metabolite:equol", microbiome.NotSeen, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := capacity(t, pathway.Default().Capacities(profileOf(t, c.origin, c.rows...)), c.node)
			if got.Detection != c.want || got.Why != c.why {
				t.Errorf("%s (%s), carriers %+v; want %s (%s)", got.Detection, got.Why, got.Carriers, c.want, c.why)
			}
		})
	}
}

// A genus that may hold a species which can keeps a route open, whatever stands in
// the place of the name of the species.
func TestRowsOfAGenusWithoutASpecies(t *testing.T) {
	for _, species := range []string{"s__", "s__uncultured_bacterium", "s__gut_metagenome", "s__Adlercreutzia_sp.", "s__Adlercreutzia_sp_8CFCBH1"} {
		table, err := format.Read(strings.NewReader("#OTU ID\ts1\ttaxonomy\n"+
			"o1\t90000\td__Bacteria; p__Bacteroidota; c__Bacteroidia; o__Bacteroidales; f__Bacteroidaceae; g__Bacteroides; s__Bacteroides_uniformis\n"+
			"o8\t10000\td__Bacteria; p__Actinobacteriota; c__Coriobacteriia; o__Coriobacteriales; f__Eggerthellaceae; g__Adlercreutzia; "+species+"\n"), format.Options{})
		require.NoError(t, err)
		named, err := microbiome.Default().NameTable(table)
		require.NoError(t, err)
		list := pathway.Default().Capacities(named.Profile(0))
		require.Equal(t, microbiome.CannotTell, capacity(t, list, "metabolite:equol").Detection, species)
		require.Equal(t, microbiome.NotSeen, capacity(t, list, "metabolite:urolithin-a").Detection, species)
	}
}

// genes makes a table of orthologs: as many as a gut has, and those named.
func genes(t *testing.T, names ...string) *microbiome.Table {
	t.Helper()
	s := microbiome.Spec{Origin: microbiome.Origin{Assay: microbiome.Shotgun}, Content: microbiome.Orthologs, Unit: microbiome.RPK, Samples: []microbiome.Sample{{Name: "a"}}}
	for i := range 600 {
		names = append(names, fmt.Sprintf("K%05d", 90000+i)) // numbers that no function has
	}
	for i, name := range names {
		s.Features = append(s.Features, microbiome.Feature{Label: name, Name: name})
		s.Samples[0].Index = append(s.Samples[0].Index, int32(i))
		s.Samples[0].Value = append(s.Samples[0].Value, 10)
	}
	table, err := microbiome.NewTable(s)
	require.NoError(t, err)
	return table
}

func TestCapacitiesOfGenes(t *testing.T) {
	atlas := pathway.Default()
	for _, c := range []struct {
		name  string
		genes []string
		node  string
		want  microbiome.Detection
		why   pathway.Doubt
	}{
		{"a telling complex, whole", []string{"K00399", "K00401", "K00402"}, "function:methanogenesis", microbiome.Seen, 0},
		{"what it makes", []string{"K00399", "K00401", "K00402"}, "metabolite:methane", microbiome.Seen, 0},
		{"a complex that lacks a part", []string{"K00399", "K00401"}, "function:methanogenesis", microbiome.CannotTell, pathway.InPart},
		{"none of its genes, which nobody was found to lack", nil, "function:methanogenesis", microbiome.CannotTell, pathway.OthersMay},
		{"widespread genes", []string{"K00625", "K00925"}, "function:acetate-ack-pta", microbiome.CannotTell, pathway.OnlyWidespread},
		{"genes that are not known", nil, "function:equol", microbiome.CannotTell, pathway.NoKnownGenes},
		{"some of the steps", []string{"K15868"}, "function:bile-7a-dehydroxylation", microbiome.CannotTell, pathway.InPart},
	} {
		t.Run(c.name, func(t *testing.T) {
			table, err := atlas.GeneTable(genes(t, c.genes...))
			require.NoError(t, err)
			list, err := table.Capacities(0)
			require.NoError(t, err)
			got := capacity(t, list, c.node)
			if got.Detection != c.want || got.Why != c.why {
				t.Errorf("%s (%s), %+v; want %s (%s)", got.Detection, got.Why, got.Genes, c.want, c.why)
			}
		})
	}
}

// Rows that divide a few orthologs by many taxa are no more orthologs.
func TestStrataAreNotCountedAsOrthologs(t *testing.T) {
	s := microbiome.Spec{Content: microbiome.Orthologs, Unit: microbiome.RPK, Samples: []microbiome.Sample{{Name: "a"}}}
	for i := range 50 {
		name := fmt.Sprintf("K%05d", 90000+i)
		for k := range 20 {
			f := microbiome.Feature{Label: fmt.Sprintf("%s|%d", name, k), Name: name, Stratum: fmt.Sprint(k)}
			s.Features = append(s.Features, f)
			s.Samples[0].Index, s.Samples[0].Value = append(s.Samples[0].Index, int32(20*i+k)), append(s.Samples[0].Value, 1)
		}
	}
	table, err := microbiome.NewTable(s)
	require.NoError(t, err)
	ready, err := pathway.Default().GeneTable(table)
	require.NoError(t, err)
	list, err := ready.Capacities(0)
	require.NoError(t, err)
	if got := capacity(t, list, "function:methanogenesis"); got.Why != pathway.TooFewGenes {
		t.Errorf("%s (%s) by 50 orthologs; want too few", got.Detection, got.Why)
	}
}

// A list that does not tell its total tells who can, and of no share.
func TestCapacitiesWithoutShares(t *testing.T) {
	table, err := microbiome.NewTable(microbiome.Spec{Content: microbiome.Taxa, Unit: microbiome.Counts, Nested: true,
		Features: []microbiome.Feature{{Label: "853", NCBI: 853}}, Samples: []microbiome.Sample{{Name: "a", Index: []int32{0}, Value: []float64{60}}}})
	require.NoError(t, err)
	named, err := microbiome.Default().NameTable(table)
	require.NoError(t, err)
	got := capacity(t, pathway.Default().Capacities(named.Profile(0)), "metabolite:butyrate")
	require.Equal(t, microbiome.Seen, got.Detection)
	require.Equal(t, evidence.Interval{0, 1}, got.Share)
	require.Zero(t, got.Carriers[0].Share)
	_, err = json.Marshal(got)
	require.NoError(t, err)
}

// Rows that add up to a little more than the sample, since they are rounded, are
// no more than all of it.
func TestNoCapacityIsMoreThanAll(t *testing.T) {
	p := profileOf(t, microbiome.Origin{}, row{"Faecalibacterium prausnitzii", microbiome.Species, 60}, row{"Roseburia hominis", microbiome.Species, 40.9})
	require.Equal(t, evidence.Interval{1, 1}, capacity(t, pathway.Default().Capacities(p), "metabolite:butyrate").Share)
}

func TestGeneTablesOfOtherGenes(t *testing.T) {
	table, err := microbiome.NewTable(microbiome.Spec{Content: microbiome.GeneFamilies, Unit: microbiome.RPK})
	require.NoError(t, err)
	_, err = pathway.Default().GeneTable(table)
	require.ErrorContains(t, err, "a table of gene-families; want KEGG orthologs")
}

// Rows of single taxa are taken only where there are none of the community.
func TestStrataAreNotAddedToTheirTotal(t *testing.T) {
	score := func(features ...microbiome.Feature) pathway.ModuleScore {
		s := microbiome.Spec{Content: microbiome.Orthologs, Unit: microbiome.RPK, Features: features, Samples: []microbiome.Sample{{Name: "a"}}}
		for i := range features {
			s.Samples[0].Index, s.Samples[0].Value = append(s.Samples[0].Index, int32(i)), append(s.Samples[0].Value, 10)
		}
		table, err := microbiome.NewTable(s)
		require.NoError(t, err)
		ready, err := pathway.Default().GeneTable(table)
		require.NoError(t, err)
		list, err := ready.Capacities(0)
		require.NoError(t, err)
		return capacity(t, list, "function:acetate-ack-pta").Genes
	}
	total := microbiome.Feature{Label: "K00925", Name: "K00925"}
	a := microbiome.Feature{Label: "K00925|a", Name: "K00925", Stratum: "a"}
	b := microbiome.Feature{Label: "K00925|b", Name: "K00925", Stratum: "b"}
	if got := score(total, a, b).Sum; got != 10 {
		t.Errorf("a total with its parts: %v; want 10", got)
	}
	if got := score(a, b).Sum; got != 20 {
		t.Errorf("parts without their total: %v; want 20", got)
	}
}

func TestAgreed(t *testing.T) {
	deep := microbiome.Origin{DetectionLimit: 1e-4}
	atlas := pathway.Default()
	with := atlas.Capacities(profileOf(t, deep, row{"Adlercreutzia equolifaciens", microbiome.Species, 1}, row{"Slackia equolifaciens", microbiome.Species, 1}))
	without := atlas.Capacities(profileOf(t, deep, row{"Bacteroides uniformis", microbiome.Species, 99.9}))
	genus := atlas.Capacities(profileOf(t, deep, row{"Slackia", microbiome.Genus, 1}, row{"Bacteroides", microbiome.Genus, 98.9}))
	shallow := atlas.Capacities(profileOf(t, microbiome.Origin{DetectionLimit: 0.1}, row{"Bacteroides uniformis", microbiome.Species, 99.9}))
	for _, c := range []struct {
		name  string
		lists [][]pathway.Capacity
		want  microbiome.Detection
		why   pathway.Doubt
	}{
		{"both see it", [][]pathway.Capacity{with, with}, microbiome.Seen, 0},
		{"one sees it and one does not", [][]pathway.Capacity{with, without}, microbiome.CannotTell, pathway.MethodsDisagree},
		{"in the other order, and a third", [][]pathway.Capacity{without, with, with}, microbiome.CannotTell, pathway.MethodsDisagree},
		{"one found what may be able", [][]pathway.Capacity{genus, without}, microbiome.CannotTell, pathway.MethodsDisagree},
		{"one cannot tell", [][]pathway.Capacity{shallow, without}, microbiome.NotSeen, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := capacity(t, pathway.Agreed(c.lists...), "metabolite:equol")
			if got.Detection != c.want || got.Why != c.why {
				t.Errorf("%s (%s); want %s (%s)", got.Detection, got.Why, c.want, c.why)
			}
		})
	}
}

// Genes tell no share, and do not widen that of taxa; what both see rests on both.
func TestAgreedOfTaxaAndGenes(t *testing.T) {
	of := pathway.MustParseNode("metabolite:butyrate")
	taxa := pathway.Capacity{Of: of, Basis: pathway.FromTaxa, Detection: microbiome.Seen, Share: evidence.Interval{0.2, 0.4}}
	genes := pathway.Capacity{Of: of, Basis: pathway.FromGenes, Detection: microbiome.Seen, Share: evidence.Interval{0, 1}, Genes: pathway.ModuleScore{Steps: 5, Seen: 4}}
	blind := pathway.Capacity{Of: of, Basis: pathway.FromGenes, Detection: microbiome.CannotTell, Why: pathway.TooFewGenes, Share: evidence.Interval{0, 1}, Genes: pathway.ModuleScore{Steps: 5}}
	both := taxa
	both.Basis, both.Genes = pathway.FromBoth, genes.Genes
	for _, tt := range []struct{ x, y, want pathway.Capacity }{{taxa, genes, both}, {genes, taxa, both}, {taxa, blind, taxa}, {blind, taxa, taxa}, {genes, genes, genes}} {
		got := pathway.Agreed([]pathway.Capacity{tt.x}, []pathway.Capacity{tt.y})
		if diff := cmp.Diff([]pathway.Capacity{tt.want}, got, cmp.AllowUnexported(pathway.Node{})); diff != "" {
			t.Errorf("%s, %s (-want +got):\n%s", tt.x.Basis, tt.y.Basis, diff)
		}
	}
}
