package pathway_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/pathway"
)

// sampleAtlas is made of the records that are shipped to try a validator on.
func sampleAtlas(t *testing.T) *pathway.Atlas {
	t.Helper()
	atlas, err := pathway.Read(asFiles(readSamples(t, recordsDir+"valid.jsonl")...), nil)
	require.NoError(t, err)
	return atlas
}

func TestCounts(t *testing.T) {
	var got []string
	for _, n := range sampleAtlas(t).Counts() {
		got = append(got, fmt.Sprint(n.N, " ", n.What))
	}
	want := []string{
		"5 studies", "5 claims", "6 findings", "3 findings with an effect and its interval", "2 findings of no effect",
		"0 claims with findings of both signs", "2 findings, in-vitro", "1 findings, animal", "1 findings, observational-human",
		"1 findings, interventional-human", "1 findings, synthesis", "2 taxa", "2 metabolites", "1 functions", "1 habits",
		"2 host entities", "2 outcomes", "1 pathways", "1 conflicts explained", "1 facts on stool tests", "2 further reading",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestCompleteness(t *testing.T) {
	var got []string
	for _, c := range sampleAtlas(t).Completeness() {
		got = append(got, fmt.Sprintf("%s: %s: %d of %d, not %v", c.Record, c.What, c.Have, c.Of, c.Missing))
	}
	want := []string{
		"study: DOI or PubMed number: 1 of 5, not [critique-2024 pooled-2023 second-2021 third-2022]",
		"study: PubMed number: 1 of 5, not [critique-2024 pooled-2023 second-2021 third-2022]",
		"study: read at least as an abstract: 5 of 5, not []",
		"study: read by a second reader: 1 of 5, not [critique-2024 pooled-2023 second-2021 third-2022]",
		"study: number of subjects: 1 of 2, not [second-2021]",
		"study: sex of the subjects: 1 of 2, not [second-2021]",
		"study: age of the people: 1 of 2, not [second-2021]",
		"study: registration of a trial: 1 of 1, not []",
		"study: funding: 1 of 2, not [second-2021]",
		"study: risk of bias judged: 0 of 2, not [first-2020 second-2021]",
		"study: number of studies pooled: 1 of 1, not []",
		"study: some of the studies pooled: 1 of 1, not []",
		"finding: effect with an interval, of people: 3 of 3, not []",
		"finding: dose of what was given: 1 of 2, not [metabolite:butyrate>host:mtorc1@soleus-muscle~young-mice third-2022]",
		"finding: duration of what was given: 1 of 2, not [metabolite:butyrate>host:mtorc1@soleus-muscle~young-mice third-2022]",
		"finding: comparator of what was given: 1 of 2, not [metabolite:butyrate>host:mtorc1@soleus-muscle~young-mice third-2022]",
		"finding: how it was measured: 1 of 6, not [taxon:roseburia>function:butyrate-but>encodes third-2022 " +
			"taxon:roseburia-hominis>metabolite:butyrate>produces third-2022 metabolite:butyrate>host:mtorc1@soleus-muscle~young-mice third-2022 " +
			"habit:fiber>metabolite:butyrate pooled-2023 habit:fiber>outcome:grip-strength>associated-with second-2021]",
		"finding: what was not controlled for, of people observed: 1 of 1, not []",
		"finding: strain, of what a species makes or uses: 1 of 1, not []",
		"taxon: a claim on it: 2 of 2, not []",
		"taxon: NCBI Taxonomy number: 1 of 2, not [roseburia-hominis]",
		"taxon: name in GTDB: 1 of 2, not [roseburia]",
		"metabolite: a claim on it: 2 of 2, not []",
		"metabolite: an identifier of another database: 1 of 2, not [scfa]",
		"function: a claim on it: 1 of 1, not []",
		"function: what it uses or makes: 1 of 1, not []",
		"function: a KO for each step: 0 of 1, not [butyrate-but]",
		"habit: a claim on it: 1 of 1, not []",
		"host: a claim on it: 1 of 2, not [ffar2]",
		"host: HGNC number, of a gene or receptor: 1 of 1, not []",
		"host: Gene Ontology id, of a process: 1 of 1, not []",
		"outcome: a claim on it: 2 of 2, not []",
		"outcome: how it is measured: 1 of 2, not [strength]",
		"outcome: minimal important difference: 1 of 2, not [strength]",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// TestConflicts checks that an answer names the conflicts behind it, and no
// others.
func TestConflicts(t *testing.T) {
	atlas := sampleAtlas(t)
	id := pathway.MustParseNoteID("fiber-butyrate")
	fiber, butyrate := pathway.MustParseNode("habit:fiber"), pathway.MustParseNode("metabolite:butyrate")
	require.Equal(t, []pathway.NoteID{id}, atlas.Effect(fiber, butyrate).Conflicts)
	require.Empty(t, atlas.Effect(fiber, pathway.MustParseNode("outcome:grip-strength")).Conflicts)
	require.Empty(t, atlas.Effect(butyrate, pathway.MustParseNode("host:mtorc1")).Conflicts)

	one, err := atlas.FindConflict(id)
	require.NoError(t, err)
	require.Equal(t, "Fiber and butyrate", one.Name)
	_, err = atlas.FindConflict(pathway.MustParseNoteID("fibre-butyrate"))
	require.EqualError(t, err, "no such record: fibre-butyrate; nearest: fiber-butyrate")
	_, ok := atlas.Conflict(pathway.NoteID{})
	require.False(t, ok)
}

// TestClaimByID checks that each claim, and nothing else, is found by its id.
func TestClaimByID(t *testing.T) {
	atlas := pathway.Default()
	for c := range atlas.Claims() {
		found, ok := atlas.Claim(c.ID())
		require.True(t, ok, c.ID())
		require.Equal(t, c.ID(), found.ID())
	}
	for _, id := range []string{"", ">", "habit:fiber", "habit:fiber>", "habit:fiber>metabolite:butyrate>consumes", "habit:fiber>metabolite:butyrate@", "a>b@c~d"} {
		_, ok := atlas.Claim(id)
		require.False(t, ok, id)
	}
}
