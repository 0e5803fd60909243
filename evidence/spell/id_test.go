package spell

import (
	"errors"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestID(t *testing.T) {
	const inner = "a-z, 0-9 or a single inner hyphen"
	for _, tt := range []struct {
		name   string
		input  string
		offset int
		want   string // what the error asks for; empty: none
	}{
		{"one letter", "a", 0, ""},
		{"one digit", "7", 0, ""},
		{"digits and letters", "vo2max", 0, ""},
		{"inner hyphens", "bifidobacterium-longum-35624", 0, ""},
		{"hyphens one apart", "a-b-c", 0, ""},
		{"longest", strings.Repeat("a", MaxID), 0, ""},

		{"empty", "", 0, "an id of a-z, 0-9 and inner hyphens, not nothing"},
		{"too long", strings.Repeat("a", MaxID+1), MaxID, "at most 80 bytes"},
		{"capital", "Akkermansia", 0, inner},
		{"capital inside", "aKkermansia", 1, inner},
		{"space", "grip strength", 4, inner},
		{"underscore", "grip_strength", 4, inner},
		{"hyphen first", "-a", 0, inner},
		{"hyphen last", "ab-", 2, inner},
		{"hyphen alone", "-", 0, inner},
		{"two hyphens", "a--b", 2, inner},
		{"dot", "il.6", 2, inner},
		{"letter that is not ASCII", "caf\u00e9", 3, inner},
		{"long dash", "a\u2013b", 1, inner},
		{"not UTF-8", "a\xffb", 1, inner},
		{"NUL", "a\x00", 1, inner},
		{"line end", "a\n", 1, inner},
	} {
		t.Run(tt.name, func(t *testing.T) {
			err := ID("taxon", tt.input)
			if tt.want == "" {
				if err != nil {
					t.Errorf("error %v", err)
				}
				return
			}
			var got *Error
			if !errors.As(err, &got) {
				t.Fatalf("error %v, want an *Error", err)
			}
			if diff := cmp.Diff(Error{Type: "taxon", Input: tt.input, Offset: tt.offset, Want: tt.want}, *got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestErrorText(t *testing.T) {
	for _, tt := range []struct {
		err  error
		want string
	}{
		{ID("taxon", "Akkermansia"), `taxon: parse "Akkermansia": want a-z, 0-9 or a single inner hyphen (at byte 0)`},
		{&UnknownError{Type: "field", Input: "nmae", Want: []string{"name"}}, `field: unknown "nmae"; want name`},
		{&UnknownError{Type: "field", Input: "x", Want: []string{"a", "b", "c"}}, `field: unknown "x"; want a, b or c`},
		{&UnknownError{Type: "field", Input: "x\n"}, `field: unknown "x\n"`},
	} {
		if got := tt.err.Error(); got != tt.want {
			t.Errorf("error = %s\n want   %s", got, tt.want)
		}
	}
}

func TestQuoteShortensWhatIsLong(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"", `""`},
		{"a\"\n", `"a\"\n"`},
		{strings.Repeat("a", 60), `"` + strings.Repeat("a", 60) + `"`},
		{strings.Repeat("a", 61), `"` + strings.Repeat("a", 60) + `"… (61 bytes)`},
		{strings.Repeat("ä", 60), `"` + strings.Repeat("ä", 60) + `"`},
		{strings.Repeat("ä", 99), `"` + strings.Repeat("ä", 60) + `"… (198 bytes)`},
	} {
		if got := Quote(tt.in); got != tt.want {
			t.Errorf("Quote(%q) = %s, want %s", tt.in, got, tt.want)
		}
	}
}

func TestShape(t *testing.T) {
	for _, tt := range []struct {
		text, pattern string
		want          bool
	}{
		{"GO:0006096", "GO:#######", true},
		{"", "", true},
		{"C00246", "C#####", true},
		{"LTEQMZWBSYACLV-UHFFFAOYSA-N", "AAAAAAAAAAAAAA-AAAAAAAAAA-A", true},
		{"GO:000609", "GO:#######", false},
		{"GO:00060967", "GO:#######", false},
		{"GO:000609x", "GO:#######", false},
		{"GO:000609\u0661", "GO:########", false},
		{"go:0006096", "GO:#######", false},
		{"K/1234", "K#####", false},
		{"K:1234", "K#####", false},
		{"@", "A", false},
		{"[", "A", false},
		{"a", "A", false},
	} {
		if got := Shape(tt.text, tt.pattern); got != tt.want {
			t.Errorf("Shape(%q, %q) = %v, want %v", tt.text, tt.pattern, got, tt.want)
		}
	}
}

// FuzzID compares the rule with the same rule written as a regular expression.
func FuzzID(f *testing.F) {
	for _, s := range []string{"", "a", "a-b", "-", "a--b", "A", "7-", strings.Repeat("a-", 40), "a\xff", "ä"} {
		f.Add(s)
	}
	rule := regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	f.Fuzz(func(t *testing.T, s string) {
		err := ID("x", s)
		if want := len(s) <= MaxID && rule.MatchString(s); (err == nil) != want {
			t.Fatalf("ID(%q) = %v, want good: %v", s, err, want)
		}
		var wrong *Error
		if errors.As(err, &wrong) {
			if wrong.Offset < 0 || wrong.Offset > len(s) {
				t.Errorf("ID(%q): offset %d", s, wrong.Offset)
			}
			if len(s) <= MaxID && !rule.MatchString(s[:wrong.Offset]+"a") {
				t.Errorf("ID(%q): what stands before byte %d is wrong too", s, wrong.Offset)
			}
		}
	})
}
