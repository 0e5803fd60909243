package microbiome

import (
	"bufio"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/microbiome/taxon"
)

func TestResolve(t *testing.T) {
	f, err := os.Open("testdata/resolve.txt")
	require.NoError(t, err)
	defer f.Close()
	scanner := bufio.NewScanner(f)
	cases := 0
	for n := 1; scanner.Scan(); n++ {
		line := scanner.Text()
		if strings.TrimSpace(line) == "" || line[0] == '#' {
			continue
		}
		cases++
		parts := strings.Split(line, "|")
		require.Len(t, parts, 3, "line %d", n)
		input, ids, how := strings.TrimRight(parts[0], " "), strings.Fields(parts[1]), strings.TrimSpace(parts[2])

		got, match, err := Default().Resolve(input)
		if how == "unknown" {
			var unknown *UnknownNameError
			if !errors.As(err, &unknown) || match != NoMatch || got.ID.IsValid() {
				t.Errorf("resolve.txt:%d: %q is taken for %s (%s, %v)", n, input, got.ID, match, err)
				continue
			}
			if unknown.Shared || unknown.Input != input {
				t.Errorf("resolve.txt:%d: %q: error %+v", n, input, *unknown)
			}
			var offered []string
			for _, id := range unknown.Candidates {
				offered = append(offered, id.String())
			}
			// What else is near changes with the catalog; what is nearest should not.
			if len(ids) == 0 && len(offered) > 0 || !slices.Equal(ids, offered[:min(len(ids), len(offered))]) {
				t.Errorf("resolve.txt:%d: %q: offered %q, want %q first", n, input, offered, ids)
			}
			continue
		}
		if err != nil || len(ids) != 1 || got.ID.String() != ids[0] || match.String() != how {
			t.Errorf("resolve.txt:%d: %q = %s (%s, %v), want %s (%s)", n, input, got.ID, match, err, ids, how)
		}
	}
	require.NoError(t, scanner.Err())
	require.Greater(t, cases, 50, "resolve.txt is not read")
}

// catalog reads a catalog of the lines of one file of taxa.
func catalog(t *testing.T, lines ...string) *Catalog {
	t.Helper()
	c, err := Read(fstest.MapFS{TaxaFile: {Data: []byte(strings.Join(lines, "\n"))}}, nil)
	require.NoError(t, err)
	return c
}

func TestNamesThatTaxaShare(t *testing.T) {
	c := catalog(t,
		`{"id":"bacillus","name":"Bacillus","rank":"genus","ncbi":1386,"synonyms":["Bac"]}`,
		`{"id":"bacillus-insect","name":"Bacillus","rank":"genus","ncbi":55087,"note":"stick insects"}`,
		`{"id":"a-one","name":"Aaa one","rank":"species","ncbi":7,"synonyms":["Common name"]}`,
		`{"id":"a-two","name":"Aaa two","rank":"species","ncbi":7,"synonyms":["common  NAME"]}`,
	)
	for _, tt := range []struct {
		name string
		want []string
	}{
		{"Bacillus", []string{"bacillus", "bacillus-insect"}},
		{"g__Bacillus", []string{"bacillus", "bacillus-insect"}},
		{"common name", []string{"a-one", "a-two"}},
		{"taxid:7", []string{"a-one", "a-two"}},
	} {
		_, match, err := c.Resolve(tt.name)
		var unknown *UnknownNameError
		if !errors.As(err, &unknown) || !unknown.Shared || match != NoMatch {
			t.Errorf("%q: %s, %v; want an error that says the name is shared", tt.name, match, err)
			continue
		}
		var got []string
		for _, id := range unknown.Candidates {
			got = append(got, id.String())
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%q: candidates (-want +got)\n%s", tt.name, diff)
		}
	}
	// The other names of those taxa say which is meant.
	for name, want := range map[string]string{"bacillus-insect": "bacillus-insect", "Bac": "bacillus", "taxid:55087": "bacillus-insect", "Aaa two": "a-two"} {
		if got, _, err := c.Resolve(name); err != nil || got.ID.String() != want {
			t.Errorf("%q = %s, %v, want %s", name, got.ID, err, want)
		}
	}
	// A strain of a name that is shared is as unclear as the name.
	if got, _, err := c.Resolve("common name 35624"); err == nil {
		t.Errorf("a strain of a shared name is taken for %s", got.ID)
	}
}

func TestUnknownNameErrorText(t *testing.T) {
	ids := []taxon.ID{taxon.MustParse("a"), taxon.MustParse("b")}
	for _, tt := range []struct {
		err  UnknownNameError
		want string
	}{
		{UnknownNameError{Input: "x"}, `microbiome: no taxon is named "x"`},
		{UnknownNameError{Input: "x\n", Candidates: ids[:1]}, `microbiome: no taxon is named "x\n"; nearest: a`},
		{UnknownNameError{Input: "x", Candidates: ids}, `microbiome: no taxon is named "x"; nearest: a, b`},
		{UnknownNameError{Input: "x", Candidates: ids, Shared: true}, `microbiome: more than one taxon is named "x": a, b`},
	} {
		if got := tt.err.Error(); got != tt.want {
			t.Errorf("error = %s\n want   %s", got, tt.want)
		}
	}
}

func TestZeroCatalogIsEmpty(t *testing.T) {
	var c Catalog
	if _, _, err := c.Resolve("Akkermansia"); err == nil {
		t.Error("the zero Catalog resolves a name")
	}
	if _, ok := c.Taxon(taxon.AkkermansiaMuciniphila); ok {
		t.Error("the zero Catalog has a taxon")
	}
	for range c.Taxa() {
		t.Error("the zero Catalog yields a taxon")
	}
	for range c.Metabolites() {
		t.Error("the zero Catalog yields a metabolite")
	}
}

// FuzzResolve checks that a name has one answer, that a spelling that should
// not matter does not, and that no name is taken for a taxon that lacks it.
func FuzzResolve(f *testing.F) {
	for _, s := range []string{"", "s__", "Akkermansia muciniphila", "[Eubacterium] rectale", "NCBITaxon:853", "taxid:", "é__x",
		"Lactobacillus rhamnosus GG", "taxon:akkermansia", "a b c d e f", "\xff__\xff", "Bifidobacterium animalis subsp. lactis"} {
		f.Add(s)
	}
	c := Default()
	f.Fuzz(func(t *testing.T, name string) {
		got, how, err := c.Resolve(name)
		if err != nil {
			var unknown *UnknownNameError
			if !errors.As(err, &unknown) || how != NoMatch || got.ID.IsValid() || unknown.Input != name {
				t.Fatalf("%q: %+v, %s, %#v", name, got, how, err)
			}
			for _, id := range unknown.Candidates {
				if _, ok := c.Taxon(id); !ok {
					t.Errorf("%q: offers %s, which is no taxon", name, id)
				}
			}
		} else if known, ok := c.Taxon(got.ID); !ok || !cmp.Equal(known, got, cmpopts.EquateComparable(taxon.ID{})) || how == NoMatch {
			t.Errorf("%q: %+v (%s) is not in the catalog", name, got, how)
		}
		for _, other := range []string{" " + name + "\t", strings.ReplaceAll(name, " ", "  ")} {
			got2, how2, err2 := c.Resolve(other)
			if got2.ID != got.ID || how2 != how || (err2 == nil) != (err == nil) {
				t.Errorf("%q = %s (%s, %v), but %q = %s (%s, %v)", name, got.ID, how, err, other, got2.ID, how2, err2)
			}
		}
	})
}
