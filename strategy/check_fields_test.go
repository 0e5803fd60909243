package strategy

import (
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

// TestMedicines checks that no name stands for two substances, that every class
// has some, and that a name which is said to have a stem of the INNs has it.
func TestMedicines(t *testing.T) {
	seen := make(map[string]bool)
	covered := make(map[Class]int)
	unchecked := 0
	for _, s := range medicines().list {
		for _, name := range append([]string{s.INN}, s.Names...) {
			if seen[name] || name != strings.ToLower(name) {
				t.Errorf("%q is there twice, or not in small letters", name)
			}
			seen[name] = true
		}
		for _, c := range s.Classes {
			covered[c]++
		}
		if stem, ok := strings.CutPrefix(s.Source, "INN stem "); ok {
			at := strings.Index(s.INN, strings.Trim(stem, "-"))
			switch {
			case at < 0, !strings.HasPrefix(stem, "-") && at > 0,
				!strings.HasSuffix(stem, "-") && stem != "-cillin" && !strings.HasSuffix(s.INN, stem[1:]):
				t.Errorf("%s does not have the stem %s", s.INN, stem)
			}
		}
		if len(s.Classes) > 0 && s.Source == "not checked" {
			unchecked++
		}
	}
	for c := range classes.All() {
		if c != ClassUnknown && covered[c] == 0 {
			t.Errorf("no substance of class %s", c)
		}
	}
	if unchecked > 23 {
		t.Errorf("%d substances of a class without a source, want no more than there were", unchecked)
	}
}
