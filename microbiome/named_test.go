package microbiome_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/microbiome"
)

// BenchmarkNameTable names 2,208 clades, as a large merged profile has.
func BenchmarkNameTable(b *testing.B) {
	table, err := microbiome.NewTable(clades())
	require.NoError(b, err)
	for b.Loop() {
		if _, err := microbiome.Default().NameTable(table); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkProfile makes the profile of a sample with a fifth of 1,500 species.
func BenchmarkProfile(b *testing.B) {
	named := namedClades(b)
	for b.Loop() {
		named.Profile(0)
	}
}

// BenchmarkOf tells how much there is of each taxon of the catalog.
func BenchmarkOf(b *testing.B) {
	p := namedClades(b).Profile(0)
	for b.Loop() {
		for t := range microbiome.Default().Taxa() {
			p.Of(t.ID)
		}
	}
}

func namedClades(b *testing.B) *microbiome.NamedTable {
	table, err := microbiome.NewTable(clades())
	require.NoError(b, err)
	named, err := microbiome.Default().NameTable(table)
	require.NoError(b, err)
	return named
}

// clades is a nested table of 708 clades above species and 1,500 species, some of
// them known, of which one sample has every fifth.
func clades() microbiome.Spec {
	s := microbiome.Spec{Content: microbiome.Taxa, Unit: microbiome.Counts, Nested: true}
	add := func(names ...string) {
		l := lineage(names...)
		last := l[len(l)-1]
		s.Features = append(s.Features, microbiome.Feature{Label: fmt.Sprint(names), Name: last.Name, Rank: last.Rank, Lineage: l})
	}
	family := func(i int) []string {
		return []string{"Bacteria", fmt.Sprint("Phylum", i%7), fmt.Sprint("Class", i%7), fmt.Sprint("Order", i%7), fmt.Sprint("Family", i)}
	}
	genus := func(i int) []string { return append(family(i%200), fmt.Sprint("Genus", i)) }
	add("Bacteria")
	for i := range 7 {
		add("Bacteria", fmt.Sprint("Phylum", i))
	}
	for i := range 200 {
		add(family(i)...)
	}
	for i := range 500 {
		add(genus(i)...)
	}
	var known []string
	for t := range microbiome.Default().Taxa() {
		if t.Rank == microbiome.Species {
			known = append(known, t.Name)
		}
	}
	values := make([]float64, 708, 2208)
	for i := range 1500 {
		name := fmt.Sprint("Species ", i)
		if i < len(known) {
			name = known[i]
		}
		add(append(genus(i%500), name)...)
		v := float64((i + 1) * (1 - min(1, i%5)))
		values = append(values, v)
		for _, row := range []int{0, 1 + i%500%200%7, 8 + i%500%200, 208 + i%500} {
			values[row] += v
		}
	}
	sample := microbiome.Sample{Name: "a", Total: values[0]}
	for i, v := range values {
		if v > 0 {
			sample.Index, sample.Value = append(sample.Index, int32(i)), append(sample.Value, v)
		}
	}
	s.Samples = []microbiome.Sample{sample}
	return s
}

// Candidates for a species whose name is an epithet alone are looked for with its
// genus, and its name stays.
func TestCandidatesOfEpithets(t *testing.T) {
	for _, name := range []string{"prausnitzi", "Faecalibacterum prausnitzi", "Faecalibacterum_prausnitzi"} {
		f := microbiome.Feature{Label: "x", Name: name, Rank: microbiome.Species,
			Lineage: []microbiome.Level{{Rank: microbiome.Genus, Name: "Faecalibacterum"}, {Rank: microbiome.Species, Name: name}}}
		n := microbiome.Default().Name(&f)
		require.NotEmpty(t, n.Candidates, name)
		require.Equal(t, "faecalibacterium-prausnitzii", n.Candidates[0].String())
		require.Equal(t, name, f.Name)
	}
}
