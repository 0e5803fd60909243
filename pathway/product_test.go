package pathway_test

import (
	"fmt"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/microbiome/taxon"
	"github.com/gutmuscle/gutmuscle/pathway"
)

// TestProductsOfTaxaAbove checks that a taxon takes over what its species and
// genus as a whole are told to make, unless it has a finding of its own, and
// nothing from higher up.
func TestProductsOfTaxaAbove(t *testing.T) {
	claim := func(taxon, metabolite, direction string) string {
		return fmt.Sprintf(`{"subject":"taxon:%s","object":"metabolite:%s","relation":"produces","findings":[{"study":"s","direction":"%s"}]}`+"\n", taxon, metabolite, direction)
	}
	atlas, err := pathway.Read(fstest.MapFS{
		"taxa.jsonl": {Data: []byte(`{"id":"a-b","name":"A b","rank":"species","parent":"a"}
{"id":"a-b-c","name":"A b c","rank":"strain","parent":"a-b"}
{"id":"a","name":"A","rank":"genus","parent":"aceae"}
{"id":"aceae","name":"Aceae","rank":"family"}
`)},
		"metabolites.jsonl": {Data: []byte(`{"id":"acetate","name":"a"}
{"id":"butyrate","name":"b"}
{"id":"formate","name":"f"}
{"id":"indole","name":"i"}
`)},
		"studies.jsonl": {Data: []byte(`{"key":"s","title":"T","year":2020,"design":"in-vitro","species":"microbe","checked":{"how":"title","on":"2026-11-23"}}` + "\n")},
		"claims.jsonl": {Data: []byte(claim("a-b-c", "formate", "up") + claim("a-b", "butyrate", "none") + claim("a-b", "formate", "none") +
			claim("a", "butyrate", "up") + claim("a", "acetate", "up") + claim("aceae", "indole", "up"))},
	}, nil)
	require.NoError(t, err)
	for id, want := range map[string][]string{
		"a-b-c": {"acetate yes a", "butyrate no a-b", "formate yes "},
		"a-b":   {"acetate yes a", "butyrate no ", "formate no "},
		"a":     {"acetate yes ", "butyrate yes "},
		"aceae": {"indole yes "},
	} {
		var got []string
		makes, uses := atlas.Products(taxon.MustParse(id))
		for _, p := range makes {
			got = append(got, fmt.Sprint(p.Metabolite, " ", p.Stance, " ", p.Of))
		}
		if diff := cmp.Diff(want, got); diff != "" || len(uses) > 0 {
			t.Errorf("%s: uses %v, makes (-want +got)\n%s", id, uses, diff)
		}
	}
}
