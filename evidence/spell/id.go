package spell

import (
	"fmt"
	"unicode/utf8"
)

// MaxID is the longest id, in bytes.
const MaxID = 80

// Error says that a text is not spelled as an id, an accession or a number of
// its kind has to be. Programs reach it with errors.As. It is a plain value.
type Error struct {
	Type   string // what was to be read, such as "taxon"
	Input  string // the text as given
	Offset int    // byte at which Input stops being right
	Want   string // what would have been right there
}

// Error says what was read, where it went wrong and what was wanted.
func (e *Error) Error() string {
	return fmt.Sprintf("%s: parse %s: want %s (at byte %d)", e.Type, Quote(e.Input), e.Want, e.Offset)
}

// ID checks that s is spelled as an id: 1 to [MaxID] bytes of a-z and 0-9 with
// single hyphens inside. It returns nil or an [*Error] of the given type.
func ID(typ, s string) error {
	fail := func(i int, want string) error { return &Error{typ, s, i, want} }
	switch {
	case s == "":
		return fail(0, "an id of a-z, 0-9 and inner hyphens, not nothing")
	case len(s) > MaxID:
		return fail(MaxID, fmt.Sprintf("at most %d bytes", MaxID))
	}
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
		case c == '-' && i > 0 && i < len(s)-1 && s[i-1] != '-':
		default:
			return fail(i, "a-z, 0-9 or a single inner hyphen")
		}
	}
	return nil
}

// Quote quotes s for an error message and shortens what is very long.
func Quote(s string) string {
	const most = 60
	if utf8.RuneCountInString(s) > most {
		return fmt.Sprintf("%.60q… (%d bytes)", s, len(s))
	}
	return fmt.Sprintf("%q", s)
}
