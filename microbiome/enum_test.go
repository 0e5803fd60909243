package microbiome

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gutmuscle/gutmuscle/evidence/spell"
)

func TestEnums(t *testing.T) {
	words := func(set func(uint8) (string, []byte, error)) (all []string) {
		for i := uint8(0); ; i++ {
			word, text, err := set(i)
			if err != nil {
				if !strings.HasSuffix(word, ")") {
					t.Errorf("%d is no value but has the word %q", i, word)
				}
				return all
			}
			if string(text) != word {
				t.Errorf("%q is written %q", word, text)
			}
			all = append(all, word)
		}
	}
	got := map[string][]string{
		"Rank": words(func(i uint8) (string, []byte, error) {
			b, err := Rank(i).MarshalText()
			return Rank(i).String(), b, err
		}),
		"Match": words(func(i uint8) (string, []byte, error) {
			b, err := Match(i).MarshalText()
			return Match(i).String(), b, err
		}),
	}
	want := map[string][]string{
		"Rank":  {"not-said", "domain", "phylum", "class", "order", "family", "genus", "species", "subspecies", "strain", "guild"},
		"Match": {"none", "id", "ncbi", "name", "synonym", "species-of-strain", "with-author", "without-suffix"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	for i, word := range want["Rank"] {
		var r Rank
		if err := r.UnmarshalText([]byte(word)); err != nil || r != Rank(i) {
			t.Errorf("Rank %q = %s, %v", word, r, err)
		}
	}
	for i, word := range want["Match"] {
		var m Match
		if err := m.UnmarshalText([]byte(word)); err != nil || m != Match(i) {
			t.Errorf("Match %q = %s, %v", word, m, err)
		}
	}
	for _, e := range []interface{ UnmarshalText([]byte) error }{new(Rank), new(Match)} {
		var unknown *spell.UnknownError
		if err := e.UnmarshalText([]byte("tribe")); !errors.As(err, &unknown) || len(unknown.Want) < 6 {
			t.Errorf("%T: %v, want all words", e, err)
		}
	}
	if Guild.String() != "guild" || OfTheSpecies.String() != "species-of-strain" || Rank(99).String() != "Rank(99)" {
		t.Error("words and constants are not in step")
	}
}
