package microbiome_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/microbiome"
)

// lineage makes a lineage of names from the domain down.
func lineage(names ...string) (levels []microbiome.Level) {
	for i, name := range names {
		if name != "" {
			levels = append(levels, microbiome.Level{Rank: microbiome.Domain + microbiome.Rank(i), Name: name})
		}
	}
	return levels
}

// nested is a table as of MetaPhlAn: percents, all ranks, 10 % unclassified.
func nested() microbiome.Spec {
	return microbiome.Spec{
		Content: microbiome.Taxa, Unit: microbiome.Percents, Nested: true,
		Features: []microbiome.Feature{
			{Label: "UNCLASSIFIED", Unassigned: true},
			{Label: "k__Bacteria", Name: "Bacteria", Rank: microbiome.Domain, NCBI: 2},
			{Label: "g__Roseburia", Name: "Roseburia", Rank: microbiome.Genus},
			{Label: "g__Blautia", Name: "Blautia", Rank: microbiome.Genus},
			{Label: "s__Roseburia_hominis", Name: "Roseburia_hominis", Rank: microbiome.Species},
		},
		Samples: []microbiome.Sample{
			{Name: "a", Index: []int32{0, 1, 2, 3, 4}, Value: []float64{10, 90, 60, 30, 55}, Reads: 1000},
			{Name: "b", Index: []int32{0}, Value: []float64{100}},
		},
	}
}

// leaves is a table as of 16S variants: counts, each row by itself.
func leaves() microbiome.Spec {
	return microbiome.Spec{
		Content: microbiome.Taxa, Unit: microbiome.Counts,
		Features: []microbiome.Feature{
			{Label: "asv1", Rank: microbiome.Species, Lineage: lineage("Bacteria", "Bacillota", "", "", "Lachnospiraceae", "Roseburia", "hominis")},
			{Label: "asv2", Rank: microbiome.Genus, Lineage: lineage("Bacteria", "Bacillota", "", "", "Lachnospiraceae", "Roseburia")},
			{Label: "asv3", Rank: microbiome.Family, Lineage: lineage("Bacteria", "Bacillota", "", "", "Lachnospiraceae")},
			{Label: "asv4", Unassigned: true},
		},
		Samples: []microbiome.Sample{{Name: "a", Index: []int32{0, 1, 2, 3}, Value: []float64{5, 7, 3, 1}}},
	}
}

func TestAtRankOfNestedRows(t *testing.T) {
	table, err := microbiome.NewTable(nested())
	require.NoError(t, err)
	if _, known := table.Unassigned(0); known {
		t.Error("what is unassigned is told of rows that lie in each other")
	}
	genera, err := table.AtRank(microbiome.Genus)
	require.NoError(t, err)
	require.Equal(t, 3, genera.NumFeatures())
	rest, known := genera.Unassigned(0)
	require.True(t, known)
	if want := 10.0; rest != want {
		t.Errorf("unassigned at genus: %v; want %v", rest, want)
	}
	species, err := table.AtRank(microbiome.Species)
	require.NoError(t, err)
	if rest, _ := species.Unassigned(0); rest != 45 {
		t.Errorf("unassigned at species: %v; want 45: 10 unclassified and 35 of genera", rest)
	}
	if rest, _ := species.Unassigned(1); rest != 100 {
		t.Errorf("unassigned of a sample that is not classified: %v; want 100", rest)
	}
	if reads, ok := table.Reads(0); !ok || reads != 1000 {
		t.Errorf("reads %d %v; want 1000", reads, ok)
	}
	if _, ok := table.Reads(1); ok {
		t.Error("reads that the file does not tell are known")
	}
	_, err = table.AtRank(microbiome.Strain)
	require.ErrorContains(t, err, "no row has a name at rank strain; the rows are of [domain genus species]")
}

func TestAtRankOfLeaves(t *testing.T) {
	table, err := microbiome.NewTable(leaves())
	require.NoError(t, err)
	for _, c := range []struct {
		rank       microbiome.Rank
		rows       map[string]float64
		unassigned float64
	}{
		{microbiome.Domain, map[string]float64{"Bacteria": 15, "asv4": 1}, 1},
		{microbiome.Family, map[string]float64{"Bacteria;Bacillota;Lachnospiraceae": 15, "asv4": 1}, 1},
		{microbiome.Genus, map[string]float64{"Bacteria;Bacillota;Lachnospiraceae;Roseburia": 12, "asv4": 1}, 4},
		{microbiome.Species, map[string]float64{"Bacteria;Bacillota;Lachnospiraceae;Roseburia;hominis": 5, "asv4": 1}, 11},
	} {
		at, err := table.AtRank(c.rank)
		require.NoError(t, err)
		rows := make(map[string]float64)
		for i, v := range at.Abundances(0) {
			rows[at.Feature(i).Label] = v
		}
		if diff := cmp.Diff(c.rows, rows); diff != "" {
			t.Errorf("%s: rows (-want +got):\n%s", c.rank, diff)
		}
		if total, _ := at.Total(0); total != 16 {
			t.Errorf("%s: total %v; want 16", c.rank, total)
		}
		if rest, ok := at.Unassigned(0); !ok || rest != c.unassigned {
			t.Errorf("%s: unassigned %v; want %v", c.rank, rest, c.unassigned)
		}
	}
}

// Names that two lineages share stay two rows.
func TestHomonymsStayApart(t *testing.T) {
	s := leaves()
	s.Features = s.Features[:2]
	s.Features[1].Lineage = lineage("Eukaryota", "Arthropoda", "", "", "", "Roseburia")
	s.Samples = []microbiome.Sample{{Name: "a", Index: []int32{0, 1}, Value: []float64{5, 7}}}
	table, err := microbiome.NewTable(s)
	require.NoError(t, err)
	at, err := table.AtRank(microbiome.Genus)
	require.NoError(t, err)
	require.Equal(t, 2, at.NumFeatures())
}

func TestBadSpecs(t *testing.T) {
	for _, c := range []struct {
		name string
		bad  func(*microbiome.Spec)
		want string
	}{
		{"no content", func(s *microbiome.Spec) { s.Content = 0 }, "content: missing"},
		{"no unit", func(s *microbiome.Spec) { s.Unit = 0 }, "unit: missing"},
		{"a content that is none", func(s *microbiome.Spec) { s.Content = 200 }, "content: Content(200); want"},
		{"a unit that is none", func(s *microbiome.Spec) { s.Unit = 200 }, "unit: Unit(200); want"},
		{"an assay that is none", func(s *microbiome.Spec) { s.Origin.Assay = 200 }, "assay: Assay(200); want"},
		{"a lineage with a rank that is none", func(s *microbiome.Spec) {
			s.Features[2].Lineage = []microbiome.Level{{Rank: 200, Name: "Roseburia"}}
		}, `g__Roseburia: lineage: "Roseburia" of rank Rank(200); want`},
		{"a lineage without a name", func(s *microbiome.Spec) {
			s.Features[2].Lineage = []microbiome.Level{{Rank: microbiome.Genus}}
		}, `g__Roseburia: lineage: "" of rank genus; want a name`},
		{"a row twice", func(s *microbiome.Spec) { s.Features[2].Label = "g__Blautia" }, "g__Blautia: duplicate id"},
		{"a row without a label", func(s *microbiome.Spec) { s.Features[2].Label = "" }, "feature 3 has no label"},
		{"a sample twice", func(s *microbiome.Spec) { s.Samples[1].Name = "a" }, "a: duplicate id"},
		{"a sample without a name", func(s *microbiome.Spec) { s.Samples[1].Name = "" }, "sample 2 has no name"},
		{"NaN", func(s *microbiome.Spec) { s.Samples[0].Value[3] = math.NaN() }, "a: g__Blautia: NaN; want a finite number above zero"},
		{"negative", func(s *microbiome.Spec) { s.Samples[0].Value[3] = -1 }, "a: g__Blautia: -1; want"},
		{"infinite", func(s *microbiome.Spec) { s.Samples[0].Value[3] = math.Inf(1) }, "a: g__Blautia: +Inf; want"},
		{"not ascending", func(s *microbiome.Spec) { s.Samples[0].Index[3] = 2 }, "want them ascending"},
		{"a feature that is not there", func(s *microbiome.Spec) { s.Samples[0].Index[4] = 5 }, "feature 5 of 5"},
		{"too few abundances", func(s *microbiome.Spec) { s.Samples[0].Value = nil }, "5 features, 0 abundances"},
		{"percentiles above 100", func(s *microbiome.Spec) { s.Samples[1].Percentile = []float64{101} }, "percentile 101"},
		{"more than the whole", func(s *microbiome.Spec) { s.Samples[0].Value[2] = 90 }, "the rows of rank genus add up to 130; want at most 100"},
		{"a stratum of a taxon", func(s *microbiome.Spec) { s.Features[2].Stratum = "x" }, "g__Roseburia: stratum: a taxon has none"},
		{"a rank that is none", func(s *microbiome.Spec) { s.Features[2].Rank = 200 }, "g__Roseburia: rank: "},
		{"more unassigned than all", func(s *microbiome.Spec) { s.Samples[1].Value[0] = 120 }, "the rows of rank domain add up to 120; want at most 100"},
		{"a sum that is not finite", func(s *microbiome.Spec) {
			s.Unit, s.Samples[0].Value[1], s.Samples[0].Value[2] = microbiome.Counts, 1e308, 1e308
		}, "a: the rows add up to more than can be held"},
		{"a row in itself", func(s *microbiome.Spec) { s.Parents = []int32{-1, -1, 4, 1, 2} }, "feature 3 lies in itself"},
		{"too few parents", func(s *microbiome.Spec) { s.Parents = []int32{-1} }, "parents: 1 for 5 features"},
		{"another total", func(s *microbiome.Spec) { s.Samples[0].Total = 1 }, "total 1; want 100"},
		{"a day to come", func(s *microbiome.Spec) { s.Origin.Collected = microbiome.DayOf(2) }, "day 2 is still to come"},
		{"a limit above one", func(s *microbiome.Spec) { s.Origin.DetectionLimit = 2 }, "detection_limit: 2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := nested()
			c.bad(&s)
			_, err := microbiome.NewTable(s)
			require.ErrorContains(t, err, c.want)
		})
	}
}

func TestTotalsOfWhatWasAssigned(t *testing.T) {
	s := leaves()
	s.AssignedOnly = true
	table, err := microbiome.NewTable(s)
	require.NoError(t, err)
	if total, ok := table.Total(0); !ok || total != 16 {
		t.Errorf("total %v %v; want 16", total, ok)
	}
	if rest, ok := table.Unassigned(0); ok {
		t.Errorf("%v is told to be unassigned, of which the file says nothing", rest)
	}
	p := profile(t, s, 0)
	if _, ok := p.Unassigned(); ok || !p.SharesKnown() {
		t.Error("the profile tells what is unassigned")
	}
}

func TestSampleByName(t *testing.T) {
	table, err := microbiome.NewTable(nested())
	require.NoError(t, err)
	i, ok := table.Sample("b")
	require.True(t, ok)
	require.Equal(t, "b", table.SampleName(i))
	_, ok = table.Sample("c")
	require.False(t, ok)
	require.Equal(t, []float64{100, 0, 0, 0, 0}, table.Dense(1))
	require.Equal(t, 30.0, table.Abundance(0, 3))
	require.Zero(t, table.Abundance(1, 3))
}

func TestOriginsMerge(t *testing.T) {
	said := microbiome.Origin{Provider: "P", Collected: microbiome.DayOf(-3)}
	merged, err := said.Merge(microbiome.Origin{Database: "D", Assay: microbiome.Shotgun})
	require.NoError(t, err)
	want := microbiome.Origin{Provider: "P", Collected: microbiome.DayOf(-3), Database: "D", Assay: microbiome.Shotgun}
	if merged != want {
		t.Errorf("merged %+v; want %+v", merged, want)
	}
	_, err = said.Merge(microbiome.Origin{Provider: "Q", Collected: microbiome.DayOf(-4)})
	require.ErrorContains(t, err, `provider: "P" and "Q"`)
	require.ErrorContains(t, err, "collected: days -3 and -4")
}
