package taxon_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/gutmuscle/gutmuscle/evidence/spell"
	"github.com/gutmuscle/gutmuscle/microbiome/taxon"
)

func TestParse(t *testing.T) {
	if id, err := taxon.Parse("akkermansia-muciniphila"); err != nil || id != taxon.AkkermansiaMuciniphila || !id.IsValid() || id.String() != "akkermansia-muciniphila" {
		t.Errorf("Parse = %v, %v, want %v", id, err, taxon.AkkermansiaMuciniphila)
	}
	for _, s := range []string{"", "No Id", "a--b", "-a", strings.Repeat("a", spell.MaxID+1)} {
		id, err := taxon.Parse(s)
		var wrong *spell.Error
		if !errors.As(err, &wrong) || wrong.Type != "taxon" || wrong.Input != s || id.IsValid() {
			t.Errorf("Parse(%q) = %v, %v; want a *spell.Error", s, id, err)
		}
	}
}

func TestMustParsePanics(t *testing.T) {
	defer func() {
		if err, ok := recover().(error); !ok || !strings.HasPrefix(err.Error(), "taxon: ") {
			t.Errorf("panic with %v, want an error of the package", err)
		}
	}()
	taxon.MustParse("No Id")
	t.Error("no panic")
}

func TestText(t *testing.T) {
	type record struct {
		ID  taxon.ID         `json:"id"`
		Of  taxon.ID         `json:"of,omitzero"`
		Set map[taxon.ID]int `json:"set"`
	}
	const want = `{"id":"akkermansia-muciniphila","set":{"akkermansia-muciniphila":1}}`
	r := record{ID: taxon.AkkermansiaMuciniphila, Set: map[taxon.ID]int{taxon.AkkermansiaMuciniphila: 1}}
	data, err := json.Marshal(r)
	if err != nil || string(data) != want {
		t.Fatalf("JSON = %s, %v, want %s", data, err, want)
	}
	var back record
	if err := json.Unmarshal(data, &back); err != nil || back.ID != r.ID || back.Of.IsValid() || back.Set[r.ID] != 1 {
		t.Errorf("there and back = %+v, %v", back, err)
	}
	id := taxon.AkkermansiaMuciniphila
	if err := id.UnmarshalText([]byte("No Id")); err == nil || id != taxon.AkkermansiaMuciniphila {
		t.Errorf("a text that is wrong leaves %v, %v", id, err)
	}
	if err := id.UnmarshalText(nil); err != nil || id != (taxon.ID{}) {
		t.Errorf("empty text leaves %v, %v", id, err)
	}
	if b, err := taxon.AkkermansiaMuciniphila.AppendText([]byte("x ")); err != nil || string(b) != "x akkermansia-muciniphila" {
		t.Errorf("AppendText = %s, %v", b, err)
	}
}

func TestCompare(t *testing.T) {
	ids := []taxon.ID{taxon.AkkermansiaMuciniphila, {}, taxon.FaecalibacteriumPrausnitzii, taxon.MustParse("a")}
	slices.SortFunc(ids, taxon.ID.Compare)
	if !slices.IsSortedFunc(ids, func(a, b taxon.ID) int { return strings.Compare(a.String(), b.String()) }) || ids[0].IsValid() {
		t.Errorf("sorted: %v", ids)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"akkermansia-muciniphila", "", "a", "-", "a--b", "A", "a\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		id, err := taxon.Parse(s)
		if err != nil {
			if id.IsValid() {
				t.Errorf("Parse(%q) = %v, %v", s, id, err)
			}
			return
		}
		var back taxon.ID
		text, _ := id.MarshalText()
		if err := back.UnmarshalText(text); err != nil || back != id || id.String() != s || !id.IsValid() {
			t.Errorf("%q: there and back = %v, %v", s, back, err)
		}
	})
}
