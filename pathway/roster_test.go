package pathway_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/microbiome"
	"github.com/gutmuscle/gutmuscle/pathway"
)

// What is recorded of a wide taxon is not done by all of it.
func TestRecordsOfWideTaxa(t *testing.T) {
	none := evidence.Interval{0, 1}
	for _, c := range []struct {
		name  string
		row   row
		node  string
		want  microbiome.Detection
		share evidence.Interval
	}{
		{"a phylum", row{"Bacillota", microbiome.Phylum, 90}, "metabolite:butyrate", microbiome.CannotTell, none},
		{"a family", row{"Lachnospiraceae", microbiome.Family, 90}, "function:butyrate-core", microbiome.CannotTell, none},
		{"a family that was found not to", row{"Lactobacillaceae", microbiome.Family, 90}, "metabolite:trimethylamine", microbiome.CannotTell, none},
		{"a genus, some species of which are said to", row{"Bifidobacterium", microbiome.Genus, 90}, "function:mucin", microbiome.CannotTell, none},
		{"a species of which only that is known", row{"Bifidobacterium adolescentis", microbiome.Species, 90}, "function:mucin", microbiome.CannotTell, none},
		{"a genus, a species of which does not", row{"Bacteroides", microbiome.Genus, 90}, "metabolite:succinate", microbiome.CannotTell, none},
		{"a genus that does not, and a species that does", row{"Bifidobacterium", microbiome.Genus, 90}, "metabolite:indole-3-acetate", microbiome.CannotTell, none},
		{"a genus that does", row{"Faecalibacterium", microbiome.Genus, 90}, "metabolite:butyrate", microbiome.Seen, evidence.Interval{0.9, 1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := profileOf(t, microbiome.Origin{}, c.row, row{"Escherichia", microbiome.Genus, 10})
			got := capacity(t, pathway.Default().Capacities(p), c.node)
			require.Equal(t, c.want, got.Detection, "%s: %+v", got.Why, got.Carriers)
			require.Equal(t, c.share, got.Share)
		})
	}
}

func TestPartlyIsOfTaxa(t *testing.T) {
	c := pathway.Claim{Subject: pathway.MustParseNode("taxon:blautia"), Object: pathway.MustParseNode("function:mucin"), Relation: pathway.Encodes, Partly: true}
	require.NoError(t, c.Validate())
	c.Relation = pathway.Affects
	require.ErrorContains(t, c.Validate(), "partly: only of a taxon")
}
