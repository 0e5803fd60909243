package strategy

import (
	"slices"
	"strings"
	"testing"
)

func TestWireFieldsAreOrdered(t *testing.T) {
	for i := 1; i < len(wireFields); i++ {
		if a, b := wireFields[i-1].path, wireFields[i].path; a >= b {
			t.Errorf("%s stands before %s", a, b)
		}
	}
}

func TestBounds(t *testing.T) {
	for _, f := range wireFields {
		b := f.bounds
		number := f.ref(new(Habits)).isNumber
		if number != (b != bounds{}) {
			t.Errorf("%s: is a number: %t, has ranges: %t", f.path, number, !number)
		}
		if b.softLo < b.hardLo || b.softHi > b.hardHi || b.softLo > b.softHi {
			t.Errorf("%s: soft %v to %v is not within hard %v to %v", f.path, b.softLo, b.softHi, b.hardLo, b.hardHi)
		}
	}
	for _, path := range diaryFields {
		if _, ok := new(Habits).Field(path); !ok {
			t.Errorf("diary field %s is not a number", path)
		}
	}
}

// TestSubstances checks that each name is there once, in the spelling that a
// look-up ends in, and that there are enough of them.
func TestSubstances(t *testing.T) {
	seen := make(map[string]bool)
	for name := range substanceNames() {
		parts := strings.Split(name, "+")
		switch {
		case seen[name]:
			t.Errorf("%q is there twice", name)
		case name != strings.ToLower(name) || name != strings.TrimSpace(name):
			t.Errorf("%q is not in small letters", name)
		case !slices.IsSorted(parts):
			t.Errorf("%q is not in the order of the alphabet", name)
		}
		seen[name] = true
	}
	for _, other := range otherNames {
		if seen[other[0]] || !seen[other[1]] {
			t.Errorf("%q for %q: want a new name for a known substance", other[0], other[1])
		}
	}
	if len(seen) < 60 {
		t.Errorf("%d substances, want 60 or more", len(seen))
	}
	covered := make(map[Class]bool)
	for _, group := range substances {
		covered[group.classes[0]], covered[group.classes[1]] = true, true
	}
	for c := range classes.All() {
		if !covered[c] {
			t.Errorf("no substance of class %s", c)
		}
	}
}
