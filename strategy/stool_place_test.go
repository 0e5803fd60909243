package strategy_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/microbiome"
	"github.com/gutmuscle/gutmuscle/pathway"
	"github.com/gutmuscle/gutmuscle/strategy"
)

// Taxa have a place in a group too, if they or the group's are worth telling; what
// genes tell has none, however it was measured.
func TestStandings(t *testing.T) {
	origin := microbiome.Origin{Assay: microbiome.Shotgun, Pipeline: "P 1", Database: "D 1", DetectionLimit: 1e-4}
	b := pathway.Default().NewGroup(pathway.GroupInfo{Name: "some", Source: "this test", License: "CC0-1.0", Origin: origin})
	for i := range 21 {
		b.Add(species(t, origin, map[string]float64{"Faecalibacterium prausnitzii": 5 + float64(i), "Bacteroides uniformis": 50}))
	}
	group, err := b.Group()
	require.NoError(t, err)
	spec := microbiome.Spec{Origin: origin, Content: microbiome.Orthologs, Unit: microbiome.RPK, Samples: []microbiome.Sample{{Name: "a"}}}
	for i := range 600 {
		name := fmt.Sprintf("K%05d", 100+i)
		spec.Features = append(spec.Features, microbiome.Feature{Label: name, Name: name})
		spec.Samples[0].Index, spec.Samples[0].Value = append(spec.Samples[0].Index, int32(i)), append(spec.Samples[0].Value, 1)
	}
	table, err := microbiome.NewTable(spec)
	require.NoError(t, err)
	genes, err := pathway.Default().GeneTable(table)
	require.NoError(t, err)
	read := func(test strategy.StoolTest) map[string]evidence.Interval {
		test.Groups = []*pathway.Group{group}
		s, err := strategy.Default().ReadStool(test)
		require.NoError(t, err)
		at := map[string]evidence.Interval{}
		for x := range s.Standings() {
			at[x.Of.String()] = x.Percentile
		}
		return at
	}
	at := read(strategy.StoolTest{Profiles: []*microbiome.Profile{species(t, origin, map[string]float64{"Faecalibacterium prausnitzii": 10, "Roseburia hominis": 1, "Bacteroides uniformis": 50})}})
	require.Equal(t, evidence.Interval{25, 25}, at["taxon:faecalibacterium-prausnitzii"])
	require.Equal(t, evidence.Interval{100, 100}, at["taxon:roseburia-hominis"])
	require.Contains(t, at, "metabolite:butyrate")
	require.NotContains(t, at, "taxon:akkermansia-muciniphila", "which neither has")
	at = read(strategy.StoolTest{Profiles: []*microbiome.Profile{species(t, origin, map[string]float64{"Bacteroides uniformis": 50})}})
	require.Equal(t, evidence.Interval{0, 0}, at["taxon:faecalibacterium-prausnitzii"], "which the group has")
	require.Empty(t, read(strategy.StoolTest{Genes: []strategy.GeneSample{{Table: genes}}}))
}
