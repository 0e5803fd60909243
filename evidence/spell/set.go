package spell

import (
	"fmt"
	"iter"
	"slices"
	"strings"
)

// Set is a closed list of words: the text of each value of an enum E, from its
// zero on. Sets are made once, as literals, and never changed; they are safe
// for concurrent use.
type Set[E ~uint8] struct {
	Type  string   // name of the Go type, such as "evidence.Level"
	Words []string // word of each value; Words[0] is the zero's
}

// String returns the word of e, or a form like "Level(9)" if e has none.
func (s Set[E]) String(e E) string {
	if int(e) < len(s.Words) {
		return s.Words[e]
	}
	return fmt.Sprintf("%s(%d)", s.Type[strings.LastIndexByte(s.Type, '.')+1:], uint8(e))
}

// Append appends the word of e to b. A value without a word is an error.
func (s Set[E]) Append(b []byte, e E) ([]byte, error) {
	if int(e) >= len(s.Words) {
		return b, fmt.Errorf("%s: no such value: %d", s.Type, uint8(e))
	}
	return append(b, s.Words[e]...), nil
}

// Parse sets *e to the value whose word is text. Any other text is an
// [*UnknownError] that lists the words of the set, and leaves *e alone.
func (s Set[E]) Parse(e *E, text []byte) error {
	for i, w := range s.Words {
		if w == string(text) {
			*e = E(i)
			return nil
		}
	}
	return &UnknownError{Type: s.Type, Input: string(text), Want: slices.Clone(s.Words)}
}

// All yields the values of the set from the zero on.
func (s Set[E]) All() iter.Seq[E] {
	return func(yield func(E) bool) {
		for i := range s.Words {
			if !yield(E(i)) {
				return
			}
		}
	}
}

// UnknownError says that a text is well formed but not one of the words that
// are known. Want has the nearest words, or all of them if they are few. It is
// a plain value.
type UnknownError struct {
	Type  string   // what was to be read, such as "evidence.Level" or "taxon"
	Input string   // the text as given
	Want  []string // words that would do
}

// Error names the text and the words that would do.
func (e *UnknownError) Error() string {
	if len(e.Want) == 0 {
		return fmt.Sprintf("%s: unknown %s", e.Type, Quote(e.Input))
	}
	return fmt.Sprintf("%s: unknown %s; want %s", e.Type, Quote(e.Input), or(e.Want))
}

func or(words []string) string {
	if n := len(words); n > 1 {
		return strings.Join(words[:n-1], ", ") + " or " + words[n-1]
	}
	return words[0]
}
