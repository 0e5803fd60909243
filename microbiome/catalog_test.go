package microbiome

import (
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/microbiome/metabolite"
	"github.com/gutmuscle/gutmuscle/microbiome/taxon"
)

func TestReadOnTopOfAnother(t *testing.T) {
	base := catalog(t, `{"id":"b","name":"Bbb bbb","rank":"species","ncbi":2}`)
	c, err := Read(fstest.MapFS{
		TaxaFile: {Data: []byte(`{"id":"c","name":"Ccc ccc","rank":"species"}` + "\n" + `{"id":"a","name":"Aaa aaa","rank":"species","synonyms":["Old aaa"]}`)},
		MetabolitesFile: {Data: []byte(`{"id":"acetate","name":"acetic acid","is_a":["scfa"],"kegg":"C00033"}` + "\n" +
			`{"id":"scfa","name":"short-chain fatty acids"}`)},
		"other.jsonl": {Data: []byte("not read")},
	}, base)
	require.NoError(t, err)
	var got []string
	for x := range c.Taxa() {
		got = append(got, x.ID.String())
	}
	for m := range c.Metabolites() {
		got = append(got, m.ID.String())
	}
	if diff := cmp.Diff([]string{"a", "b", "c", "acetate", "scfa"}, got); diff != "" {
		t.Errorf("records (-want +got)\n%s", diff)
	}
	for name, want := range map[string]string{"old aaa": "a", "taxid:2": "b", "Ccc ccc": "c"} {
		if x, _, err := c.Resolve(name); err != nil || x.ID.String() != want {
			t.Errorf("%q = %s, %v", name, x.ID, err)
		}
	}
	if m, ok := c.Metabolite(metabolite.Acetate); !ok || m.KEGG != "C00033" || !slices.Contains(m.IsA, metabolite.SCFA) {
		t.Errorf("acetate = %+v, %v", m, ok)
	}
	if n := len(slices.Collect(base.Taxa())); n != 1 {
		t.Errorf("the base now has %d taxa", n)
	}
	if _, _, err := base.Resolve("Aaa aaa"); err == nil {
		t.Error("the base now resolves a name of the other")
	}
	if _, ok := c.Taxon(taxon.ID{}); ok {
		t.Error("the zero id has a record")
	}
	if _, ok := c.Metabolite(metabolite.Lactate); ok {
		t.Error("lactate has a record")
	}
}

func TestReadNothing(t *testing.T) {
	c, err := Read(fstest.MapFS{}, nil)
	require.NoError(t, err)
	if n := len(slices.Collect(c.Taxa())) + len(slices.Collect(c.Metabolites())); n != 0 {
		t.Errorf("%d records of no files", n)
	}
}

func TestReadReportsAllProblems(t *testing.T) {
	const good = `{"id":"b","name":"Bbb bbb","rank":"species"}`
	base := catalog(t, good)
	for _, tt := range []struct {
		name        string
		taxa        []string
		metabolites []string
		want        []string
		is          error
	}{
		{"duplicate in the file", []string{`{"id":"a","name":"Aaa","rank":"genus"}`, `{"id":"a","name":"Aaa","rank":"genus"}`}, nil,
			[]string{"taxa.jsonl:2: a: id: duplicate id"}, dataset.ErrDuplicate},
		{"duplicate of the base", []string{good}, nil, []string{"taxa.jsonl:1: b: id: duplicate id"}, dataset.ErrDuplicate},
		{"dangling class", nil, []string{`{"id":"m","name":"m","is_a":["acid"]}`},
			[]string{"metabolites.jsonl:1: m: is_a: no such record: metabolite acid"}, dataset.ErrDangling},
		{"class of a class", nil, []string{`{"id":"m","name":"m","is_a":["n"]}`, `{"id":"n","name":"n","is_a":["o"]}`, `{"id":"o","name":"o"}`},
			[]string{"metabolites.jsonl:1: m: is_a: n belongs to a class itself"}, nil},
		{"its own class", nil, []string{`{"id":"m","name":"m","is_a":["m"]}`},
			[]string{"metabolites.jsonl:1: m: is_a: m belongs to a class itself"}, nil},
		{"both files, all lines", []string{`{"id":"Bad","name":"x","rank":"genus"}`, `{"id":"a","rank":"tribe"}`, `{"id":"c","name":" ","rank":"genus","ncbi":-1}`},
			[]string{`{"id":"m","name":"m","kegg":"C123","chebi":-1}`, ``}, []string{
				"metabolites.jsonl:1: m: kegg: \"C123\"; want the shape C#####",
				"metabolites.jsonl:1: m: chebi, chebi_base, pubchem: negative number",
				"metabolites.jsonl:2: empty line; want a JSON object",
				`taxa.jsonl:1: Bad: id: taxon: parse "Bad": want a-z, 0-9 or a single inner hyphen (at byte 0)`,
				`taxa.jsonl:2: a: rank: microbiome.Rank: unknown "tribe"; want not-said, domain, phylum, class, order, family, genus, species, subspecies, strain or guild`,
				"taxa.jsonl:3: c: name: missing",
				"taxa.jsonl:3: c: ncbi: -1 is negative",
			}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			files := fstest.MapFS{}
			if tt.taxa != nil {
				files[TaxaFile] = &fstest.MapFile{Data: []byte(strings.Join(tt.taxa, "\n") + "\n")}
			}
			if tt.metabolites != nil {
				files[MetabolitesFile] = &fstest.MapFile{Data: []byte(strings.Join(tt.metabolites, "\n") + "\n")}
			}
			c, err := Read(files, base)
			require.Error(t, err)
			if diff := cmp.Diff(tt.want, strings.Split(err.Error(), "\n")); diff != "" || c != nil {
				t.Errorf("catalog %v, problems (-want +got)\n%s", c, diff)
			}
			if tt.is != nil && !errors.Is(err, tt.is) {
				t.Errorf("errors.Is does not find %q", tt.is)
			}
		})
	}
}

func TestRecordsValidate(t *testing.T) {
	id, mid := taxon.MustParse("a"), metabolite.MustParse("m")
	for _, tt := range []struct {
		name   string
		record interface{ Validate() error }
		want   string
	}{
		{"good taxon", &Taxon{ID: id, Name: "A", Rank: Guild}, ""},
		{"empty taxon", &Taxon{}, "id: missing\nname: missing\nrank: missing"},
		{"taxon", &Taxon{ID: id, Name: "\t", Rank: Genus, NCBI: -5}, "name: missing\nncbi: -5 is negative"},
		{"good metabolite", &Metabolite{ID: mid, Name: "butyric acid", ChEBI: 30772, KEGG: "C00246", HMDB: "HMDB0000039",
			InChIKey: "FERIUCNNQQJTOY-UHFFFAOYSA-N"}, ""},
		{"empty metabolite", &Metabolite{}, "id: missing\nname: missing"},
		{"metabolite", &Metabolite{ID: mid, Name: "m", KEGG: "c00246", HMDB: "HMDB00039", InChIKey: "FERIUCNNQQJTOY", ChEBIBase: -1},
			"kegg: \"c00246\"; want the shape C#####\nhmdb: \"HMDB00039\"; want the shape HMDB#######\n" +
				"inchikey: \"FERIUCNNQQJTOY\"; want the shape AAAAAAAAAAAAAA-AAAAAAAAAA-A\nchebi, chebi_base, pubchem: negative number"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := ""
			if err := tt.record.Validate(); err != nil {
				got = err.Error()
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestDefault(t *testing.T) {
	c := Default()
	if c != Default() {
		t.Error("the built-in catalog is read twice")
	}
	taxa, metabolites := slices.Collect(c.Taxa()), slices.Collect(c.Metabolites())
	require.Greater(t, len(taxa), 200)
	require.Greater(t, len(metabolites), 100)
	for i := 1; i < len(taxa); i++ {
		if taxa[i-1].ID.Compare(taxa[i].ID) >= 0 {
			t.Errorf("taxon %s stands before %s", taxa[i-1].ID, taxa[i].ID)
		}
	}
	for i := 1; i < len(metabolites); i++ {
		if metabolites[i-1].ID.Compare(metabolites[i].ID) >= 0 {
			t.Errorf("metabolite %s stands before %s", metabolites[i-1].ID, metabolites[i].ID)
		}
	}
	for _, x := range taxa {
		checkTaxon(t, c, &x)
	}
	checkUnique(t, metabolites)
}

func checkTaxon(t *testing.T, c *Catalog, x *Taxon) {
	t.Helper()
	if err := x.Validate(); err != nil {
		t.Errorf("%s: %v", x.ID, err)
	}
	if got, ok := c.Taxon(x.ID); !ok || got.Name != x.Name {
		t.Errorf("%s is not found by its id", x.ID)
	}
	if x.Rank == Guild && x.NCBI > 0 {
		t.Errorf("%s: a guild with NCBI number %d", x.ID, x.NCBI)
	}
	if slug := strings.ReplaceAll(strings.ReplaceAll(strings.ToLower(x.Name), "subsp. ", ""), " ", "-"); x.Rank != Guild && slug != x.ID.String() {
		t.Errorf("%s has the name of %s", x.ID, slug)
	}
	if words := len(strings.Fields(x.Name)); x.Rank == Species && words != 2 || x.Rank < Species && words != 1 {
		t.Errorf("%s: %q is no name of a %s", x.ID, x.Name, x.Rank)
	}
	// By each of its names a taxon is found, and no other: so no name of one is
	// that of another, no NCBI number stands twice.
	seen := map[string]bool{fold(x.Name): true}
	for _, s := range x.Synonyms {
		if s != strings.Join(strings.Fields(s), " ") || s == "" {
			t.Errorf("%s: spaces in %q", x.ID, s)
		}
		if key := fold(s); seen[key] && !strings.ContainsAny(s, "[]") {
			t.Errorf("%s: %q is given twice", x.ID, s)
		} else {
			seen[key] = true
		}
	}
	names := map[string]Match{x.Name: ByName}
	if x.NCBI > 0 {
		names["NCBITaxon:"+strconv.Itoa(x.NCBI)] = ByNCBI
	}
	for _, s := range x.Synonyms {
		if names[s] = BySynonym; fold(s) == fold(x.Name) { // as [Clostridium] scindens is
			names[s] = ByName
		}
	}
	for _, name := range slices.Sorted(maps.Keys(names)) {
		if got, how, err := c.Resolve(name); err != nil || got.ID != x.ID || how != names[name] {
			t.Errorf("%s: its name %q = %s (%s, %v), want %s", x.ID, name, got.ID, how, err, names[name])
		}
	}
	if got, _, err := c.Resolve(x.ID.String()); err != nil || got.ID != x.ID {
		t.Errorf("%s by its id: %s, %v", x.ID, got.ID, err)
	}
}

func checkUnique(t *testing.T, metabolites []Metabolite) {
	t.Helper()
	owner := map[string]string{}
	for _, m := range metabolites {
		if err := m.Validate(); err != nil {
			t.Errorf("%s: %v", m.ID, err)
		}
		numbers := []string{"kegg " + m.KEGG, "hmdb " + m.HMDB, "inchikey " + m.InChIKey, "chebi " + strconv.Itoa(m.ChEBI),
			"chebi " + strconv.Itoa(m.ChEBIBase), "pubchem " + strconv.Itoa(m.PubChem), "name " + strings.ToLower(m.Name)}
		for _, s := range m.Synonyms {
			numbers = append(numbers, "name "+strings.ToLower(s))
		}
		slices.Sort(numbers)
		for _, n := range slices.Compact(numbers) {
			if strings.HasSuffix(n, " ") || strings.HasSuffix(n, " 0") {
				continue
			}
			if other, taken := owner[n]; taken {
				t.Errorf("%s and %s share the %s", other, m.ID, n)
			}
			owner[n] = m.ID.String()
		}
	}
}

func TestAncestors(t *testing.T) {
	c, err := Read(fstest.MapFS{TaxaFile: {Data: []byte(`{"id":"a","name":"A","rank":"phylum"}
{"id":"b","name":"B","rank":"genus","parent":"a"}
{"id":"b-c","name":"B c","rank":"species","parent":"b"}
{"id":"d","name":"D","rank":"genus"}
`)}}, nil)
	require.NoError(t, err)
	for id, want := range map[string][]string{"a": nil, "b": {"A"}, "b-c": {"B", "A"}, "d": nil, "e": nil} {
		var got []string
		for up := range c.Ancestors(taxon.MustParse(id)) {
			got = append(got, up.Name)
		}
		require.Equal(t, want, got, id)
	}
	for range c.Ancestors(taxon.MustParse("b-c")) {
		break
	}
}
