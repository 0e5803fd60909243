package metabolite_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/gutmuscle/gutmuscle/evidence/spell"
	"github.com/gutmuscle/gutmuscle/microbiome/metabolite"
)

func TestParse(t *testing.T) {
	if id, err := metabolite.Parse("butyrate"); err != nil || id != metabolite.Butyrate || !id.IsValid() || id.String() != "butyrate" {
		t.Errorf("Parse = %v, %v, want %v", id, err, metabolite.Butyrate)
	}
	for _, s := range []string{"", "No Id", "a--b", "-a", strings.Repeat("a", spell.MaxID+1)} {
		id, err := metabolite.Parse(s)
		var wrong *spell.Error
		if !errors.As(err, &wrong) || wrong.Type != "metabolite" || wrong.Input != s || id.IsValid() {
			t.Errorf("Parse(%q) = %v, %v; want a *spell.Error", s, id, err)
		}
	}
}

func TestMustParsePanics(t *testing.T) {
	defer func() {
		if err, ok := recover().(error); !ok || !strings.HasPrefix(err.Error(), "metabolite: ") {
			t.Errorf("panic with %v, want an error of the package", err)
		}
	}()
	metabolite.MustParse("No Id")
	t.Error("no panic")
}

func TestText(t *testing.T) {
	type record struct {
		ID  metabolite.ID         `json:"id"`
		Of  metabolite.ID         `json:"of,omitzero"`
		Set map[metabolite.ID]int `json:"set"`
	}
	const want = `{"id":"butyrate","set":{"butyrate":1}}`
	r := record{ID: metabolite.Butyrate, Set: map[metabolite.ID]int{metabolite.Butyrate: 1}}
	data, err := json.Marshal(r)
	if err != nil || string(data) != want {
		t.Fatalf("JSON = %s, %v, want %s", data, err, want)
	}
	var back record
	if err := json.Unmarshal(data, &back); err != nil || back.ID != r.ID || back.Of.IsValid() || back.Set[r.ID] != 1 {
		t.Errorf("there and back = %+v, %v", back, err)
	}
	id := metabolite.Butyrate
	if err := id.UnmarshalText([]byte("No Id")); err == nil || id != metabolite.Butyrate {
		t.Errorf("a text that is wrong leaves %v, %v", id, err)
	}
	if err := id.UnmarshalText(nil); err != nil || id != (metabolite.ID{}) {
		t.Errorf("empty text leaves %v, %v", id, err)
	}
	if b, err := metabolite.Butyrate.AppendText([]byte("x ")); err != nil || string(b) != "x butyrate" {
		t.Errorf("AppendText = %s, %v", b, err)
	}
}

func TestCompare(t *testing.T) {
	ids := []metabolite.ID{metabolite.Butyrate, {}, metabolite.Acetate, metabolite.MustParse("a")}
	slices.SortFunc(ids, metabolite.ID.Compare)
	if !slices.IsSortedFunc(ids, func(a, b metabolite.ID) int { return strings.Compare(a.String(), b.String()) }) || ids[0].IsValid() {
		t.Errorf("sorted: %v", ids)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"butyrate", "", "a", "-", "a--b", "A", "a\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		id, err := metabolite.Parse(s)
		if err != nil {
			if id.IsValid() {
				t.Errorf("Parse(%q) = %v, %v", s, id, err)
			}
			return
		}
		var back metabolite.ID
		text, _ := id.MarshalText()
		if err := back.UnmarshalText(text); err != nil || back != id || id.String() != s || !id.IsValid() {
			t.Errorf("%q: there and back = %v, %v", s, back, err)
		}
	})
}
