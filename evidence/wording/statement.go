package wording

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/spell"
)

// Size is how large an effect is, in the steps that sentences tell apart. The
// zero Size means that it is not said.
type Size uint8

// The sizes, smallest first.
const (
	SizeNotSaid Size = iota
	Trivial
	Small
	Moderate
	Large
)

var sizes = spell.Set[Size]{Type: "wording.Size", Words: []string{"not-said", "trivial", "small", "moderate", "large"}}

// String returns the word of s, such as "small".
func (s Size) String() string { return sizes.String(s) }

// MarshalText returns the word of s; a value that is not a Size is an error.
func (s Size) MarshalText() ([]byte, error) { return sizes.Append(nil, s) }

// UnmarshalText sets s from its word; another word is a [*spell.UnknownError].
func (s *Size) UnmarshalText(text []byte) error { return sizes.Parse(s, text) }

// Bounds of the sizes: the smallest absolute standardized mean difference that
// is small, moderate and large. They are the rule of thumb of Cohen (1988),
// quoted by the Cochrane Handbook (5.1, section 12.6.2), which also warns that
// what matters to people depends on the outcome.
const (
	SmallFrom    = 0.2
	ModerateFrom = 0.5
	LargeFrom    = 0.8
)

// SizeOf returns the size of a standardized mean difference, whatever its sign.
// That of something that is not a finite number is not said.
func SizeOf(smd float64) Size {
	d := math.Abs(smd)
	switch {
	case math.IsNaN(d) || math.IsInf(d, 0):
		return SizeNotSaid
	case d < SmallFrom:
		return Trivial
	case d < ModerateFrom:
		return Small
	case d < LargeFrom:
		return Moderate
	default:
		return Large
	}
}

// Statement is what a sentence has to say: what the object does when the
// subject rises, is present or is done, and on what that rests. It is a plain
// value: fill the fields; [Catalog.Sentence] calls Validate. The zero Statement
// has no names and cannot be worded.
type Statement struct {
	Subject, Object             string // plain names: noun phrases, in the language of the catalog
	SubjectPlural, ObjectPlural bool   // the name takes a plural verb
	Stance                      evidence.Stance
	Level                       evidence.Level
	Certainty                   evidence.Certainty
	Association                 bool               // only goes with: the relation says so, or the evidence is observational
	Species                     []evidence.Species // in which it was seen; of animals, empty reads as "animals"
	Chain                       bool               // answered by a chain of claims and not by findings on the two
	Size                        Size               // of a pooled or reported effect; zero if there is none
	Disputed                    bool               // some findings say otherwise
	Population                  string             // in whom or when alone it is asked, such as "older adults"
	Same                        bool               // the two are one, or one is a class of the other: nothing else is told
}

// StatementError says why a statement cannot be worded. It is a plain value.
type StatementError struct {
	Field  string // such as "subject"
	Reason string
}

// Error names the field and the reason.
func (e *StatementError) Error() string {
	return fmt.Sprintf("wording: statement: %s: %s", e.Field, e.Reason)
}

// GuardError says that a statement would read as more than its evidence
// carries, as one with a name like "a pill that cures" does. It is a plain
// value.
type GuardError struct {
	Sentence   string
	Violations []Violation // at least one
}

// Error names the sentence and the violations.
func (e *GuardError) Error() string {
	texts := make([]string, len(e.Violations))
	for i, v := range e.Violations {
		texts[i] = v.String()
	}
	return fmt.Sprintf("wording: %q: %s", e.Sentence, strings.Join(texts, "; "))
}

// Validate reports everything because of which s cannot be worded in English.
// Each part of the error is a [*StatementError].
func (s *Statement) Validate() error { return s.validate(englishWords()) }

// validate is Validate with names that are no clause by any of the tables.
func (s *Statement) validate(tables ...*words) error {
	var errs []error
	bad := func(field, reason string) {
		if reason != "" {
			errs = append(errs, &StatementError{field, reason})
		}
	}
	bad("subject", nameProblem(s.Subject, tables))
	bad("object", nameProblem(s.Object, tables))
	if s.Population != "" {
		bad("population", nameProblem(s.Population, tables))
	}
	for _, v := range []struct {
		field string
		value interface{ MarshalText() ([]byte, error) }
	}{{"stance", s.Stance}, {"level", s.Level}, {"certainty", s.Certainty}, {"size", s.Size}} {
		if _, err := v.value.MarshalText(); err != nil {
			bad(v.field, err.Error())
		}
	}
	return errors.Join(errs...)
}

// maxName is the longest name, in bytes: several times that of any entity, and
// short enough that a sentence stays one.
const maxName = 200

// nameProblem returns why a text cannot stand as a name in a sentence, or "".
// What ends a sentence, breaks a line or turns the direction of writing would
// let a name say something of its own, and so would a verb.
func nameProblem(name string, tables []*words) string {
	switch {
	case strings.TrimSpace(name) == "":
		return "missing"
	case len(name) > maxName:
		return fmt.Sprintf("%d bytes; want at most %d", len(name), maxName)
	case !utf8.ValidString(name):
		return "not UTF-8 text"
	case strings.TrimSpace(name) != name:
		return fmt.Sprintf("%q has space around it", name)
	}
	for _, r := range name {
		switch {
		case r == ' ':
		case !unicode.IsPrint(r):
			return fmt.Sprintf("%q has %U, which cannot be printed", name, r)
		case strings.ContainsRune("!?;…。！？；", r):
			return fmt.Sprintf("%q has %q, which ends a sentence or clause", name, r)
		}
	}
	before := ""
	for i, word := range strings.Fields(name) {
		if i > 0 && strings.HasSuffix(before, ".") && !abbreviation(before) {
			return fmt.Sprintf("%q has a full stop inside", name)
		}
		before = word
	}
	if strings.HasSuffix(before, ".") {
		return fmt.Sprintf("%q ends in a full stop", name)
	}
	for _, w := range tables {
		if w == nil {
			continue
		}
		if hits := find(tokens(name), w.clause); len(hits) > 0 {
			return fmt.Sprintf("%q reads as a sentence (%q); want a noun phrase", name, hits[0].words)
		}
	}
	return ""
}

// abbreviation reports whether a word with a full stop is one that names have:
// a genus cut to its letter, or a rank.
func abbreviation(word string) bool {
	switch word {
	case "sp.", "spp.", "subsp.", "str.", "var.", "cf.", "bv.", "vs.":
		return true
	}
	return utf8.RuneCountInString(word) == 2
}
