package spell

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestNearest(t *testing.T) {
	habits := []string{"fiber", "fibre-supplement", "fish-oil", "resistance-training", "endurance-training", "sleep-duration", "sleep-regularity"}
	for _, tt := range []struct {
		name  string
		word  string
		known []string
		want  []string
	}{
		{"the word itself", "fiber", habits, []string{"fiber"}},
		{"case does not count", "FIBER", habits, []string{"fiber"}},
		{"two letters swapped", "fibre", habits, []string{"fiber", "fibre-supplement"}},
		{"two letters swapped in a short word", "nmae", []string{"name", "node"}, []string{"name"}},
		{"two swaps are too many for it", "anem", []string{"name"}, []string{}},
		{"one edit in five letters", "fibr", habits, []string{"fiber", "fibre-supplement"}},
		{"nearest first", "kitten", []string{"mitten", "sitten", "kittens", "kitten", "bitter"}, []string{"kitten", "kittens", "mitten"}},
		{"by alphabet among equals", "cat", []string{"hat", "bat", "rat", "mat"}, []string{"bat", "hat", "mat"}},
		{"three at most, each once", "aaa", []string{"aab", "aab", "aac", "aad", "aae"}, []string{"aab", "aac", "aad"}},
		{"a beginning of four letters", "slee", habits, []string{"sleep-duration", "sleep-regularity"}},
		{"no beginning of three letters", "sle", habits, []string{}},
		{"known word begins the word", "resistance-training-twice-a-week", habits, []string{"resistance-training"}},
		{"known word of three letters does not", "resistance", []string{"res"}, []string{}},
		{"one edit is always allowed", "il", []string{"il6", "tnf"}, []string{"il6"}},
		{"four edits at most", "abcdefghijklmnopqrst", []string{"abcdefghijklmnopWXYZ", "abcdefghijklmnoVWXYZ"}, []string{"abcdefghijklmnopWXYZ"}},
		{"what is two edits further than the first is left out", "resistance", []string{"resista", "resistan", "resistanc"}, []string{"resistanc", "resistan"}},
		{"nothing near", "zzzzzz", habits, []string{}},
		{"nothing known", "fiber", nil, []string{}},
		{"a very long word is not looked up", strings.Repeat("a", 2*MaxID+1), []string{strings.Repeat("a", 2*MaxID+1)}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := Nearest(tt.word, slices.Values(tt.known))
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			backward := slices.Clone(tt.known)
			slices.Reverse(backward)
			if again := Nearest(tt.word, slices.Values(backward)); !slices.Equal(got, again) {
				t.Errorf("%q in one order of the known words, %q in the other", got, again)
			}
		})
	}
}

// oracle is the distance by its definition.
func oracle(a, b string) int {
	if a == "" || b == "" {
		return len(a) + len(b)
	}
	change := 1
	if a[0] == b[0] {
		change = 0
	}
	d := min(oracle(a[1:], b[1:])+change, oracle(a[1:], b)+1, oracle(a, b[1:])+1)
	if len(a) > 1 && len(b) > 1 && a[0] == b[1] && a[1] == b[0] {
		d = min(d, oracle(a[2:], b[2:])+1)
	}
	return d
}

func TestDistanceAgreesWithItsDefinition(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	word := func() string {
		b := make([]byte, r.IntN(7))
		for i := range b {
			b[i] = "abc"[r.IntN(3)]
		}
		return string(b)
	}
	for range 3000 {
		a, b := word(), word()
		want := oracle(a, b)
		for limit := range 8 {
			got := distance(a, b, limit)
			if got != want && !(want > limit && got > limit) {
				t.Fatalf("distance(%q, %q, %d) = %d, want %d", a, b, limit, got, want)
			}
		}
	}
}
