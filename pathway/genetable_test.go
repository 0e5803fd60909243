package pathway

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/microbiome"
	"github.com/gutmuscle/gutmuscle/microbiome/format"
)

// A function whose genes are not in a table is not there only if people are known
// to lack it, and the table would have shown it.
func TestGenesThatAreNotSeen(t *testing.T) {
	known := Default()
	atlas := &Atlas{catalog: known.catalog, studies: known.studies, functions: slices.Clone(known.functions), claims: known.claims, study: known.study}
	for i := range atlas.functions {
		if f := &atlas.functions[i]; f.ID.String() == "methanogenesis" { // as if a study had found people without it
			f.LackedBy = []evidence.StudyKey{known.studies[0].Key}
		}
	}
	shotgun := microbiome.Origin{Assay: microbiome.Shotgun}
	for _, c := range []struct {
		name                string
		atlas               *Atlas
		origin              microbiome.Origin
		unmapped, ungrouped float64
		orthologs           int
		want                microbiome.Detection
		why                 Doubt
	}{
		{"most is assigned", atlas, shotgun, 500, 100, 520, microbiome.NotSeen, NoDoubt},
		{"nobody was found to lack it", known, shotgun, 500, 100, 520, microbiome.CannotTell, OthersMay},
		{"almost nothing is assigned", atlas, shotgun, 9_900_000, 90_000, 520, microbiome.CannotTell, MostlyUnknown},
		{"half is not assigned", atlas, shotgun, 1000, 40, 520, microbiome.CannotTell, MostlyUnknown},
		{"not told what is not assigned", atlas, shotgun, 0, 100, 520, microbiome.CannotTell, MostlyUnknown},
		{"predicted", atlas, microbiome.Origin{Assay: microbiome.Predicted}, 500, 100, 520, microbiome.CannotTell, NotOfDNA},
		{"transcripts", atlas, microbiome.Origin{Assay: microbiome.Transcripts}, 500, 100, 520, microbiome.CannotTell, NotOfDNA},
		{"not told how it was measured", atlas, microbiome.Origin{}, 500, 100, 520, microbiome.CannotTell, NotOfDNA},
		{"few genes", atlas, shotgun, 500, 100, 499, microbiome.CannotTell, TooFewGenes},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := "# Gene Family\ta-RPKs\n"
			if c.unmapped > 0 {
				text += fmt.Sprintf("UNMAPPED\t%v\n", c.unmapped)
			}
			text += fmt.Sprintf("UNGROUPED\t%v\n", c.ungrouped)
			for i := range c.orthologs {
				text += fmt.Sprintf("K%05d\t2\n", 20+i+20_000*min(1, i/300)) // none of those that make methane
			}
			table, err := format.Read(strings.NewReader(text), format.Options{Origin: c.origin})
			require.NoError(t, err)
			genes, err := c.atlas.GeneTable(table)
			require.NoError(t, err)
			list, err := genes.Capacities(0)
			require.NoError(t, err)
			for _, got := range list {
				switch of := got.Of.String(); {
				case of == "function:methanogenesis" || of == "metabolite:methane":
					if got.Detection != c.want || got.Why != c.why {
						t.Errorf("%s: %s (%s); want %s (%s)", of, got.Detection, got.Why, c.want, c.why)
					}
				case got.Detection == microbiome.NotSeen:
					t.Errorf("%s is not seen, though nobody was found to lack it", of)
				}
			}
		})
	}
}
