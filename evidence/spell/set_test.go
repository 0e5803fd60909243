package spell

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

type color uint8

var colors = Set[color]{Type: "paint.Color", Words: []string{"none", "red", "green"}}

func TestSet(t *testing.T) {
	for e, want := range map[color]string{0: "none", 1: "red", 2: "green", 3: "Color(3)", 255: "Color(255)"} {
		if got := colors.String(e); got != want {
			t.Errorf("String of %d = %q, want %q", e, got, want)
		}
	}
	if b, err := colors.Append([]byte("a "), 1); err != nil || string(b) != "a red" {
		t.Errorf("Append = %q, %v", b, err)
	}
	b, err := colors.Append([]byte("a "), 3)
	if err == nil || err.Error() != "paint.Color: no such value: 3" || string(b) != "a " {
		t.Errorf("Append of no value = %q, %v", b, err)
	}
	if got, want := slices.Collect(colors.All()), []color{0, 1, 2}; !slices.Equal(got, want) {
		t.Errorf("All = %v, want %v", got, want)
	}
	for range colors.All() {
		break // must not panic
	}
	if bare := (Set[color]{Type: "Color"}); bare.String(1) != "Color(1)" {
		t.Errorf("a type without a package: %s", bare.String(1))
	}
}

func TestSetParse(t *testing.T) {
	for want, word := range colors.Words {
		e := color(9)
		if err := colors.Parse(&e, []byte(word)); err != nil || e != color(want) {
			t.Errorf("Parse(%q) = %d, %v", word, e, err)
		}
	}
	for _, word := range []string{"", "Red", " red", "redd", "Color(1)", "1"} {
		e := color(9)
		err := colors.Parse(&e, []byte(word))
		var unknown *UnknownError
		if !errors.As(err, &unknown) || e != 9 {
			t.Errorf("Parse(%q) = %d, %v; want an UnknownError and the old value", word, e, err)
			continue
		}
		want := UnknownError{Type: "paint.Color", Input: word, Want: []string{"none", "red", "green"}}
		if diff := cmp.Diff(want, *unknown); diff != "" {
			t.Errorf("Parse(%q) (-want +got)\n%s", word, diff)
		}
		unknown.Want[1] = "blue" // the words of an error are its own
	}
}
