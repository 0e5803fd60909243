package wording

import (
	"bytes"
	"cmp"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/evidence/spell"
)

// Message is one text of a catalog. Records are plain values: fill the fields
// and call Validate.
type Message struct {
	ID     string `json:"id"`
	Text   string `json:"text"`             // with placeholders in braces; see the README of data
	Review string `json:"review,omitempty"` // of a translation: who reviewed it and when, or [NotReviewed]
}

// NotReviewed is the review of a text in another language than English that
// nobody who speaks it from childhood has read.
const NotReviewed = "not reviewed by a native speaker"

// Validate reports everything that is wrong with the record by itself.
func (m *Message) Validate() error {
	want, ok := messages()[m.ID]
	if m.ID == "" {
		return errors.New("id: missing")
	}
	if !ok {
		return fmt.Errorf("id: %w", &spell.UnknownError{Type: "message", Input: m.ID})
	}
	if strings.TrimSpace(m.Text) == "" {
		return errors.New("text: missing")
	}
	if strings.TrimSpace(m.Text) != m.Text || strings.Contains(m.Text, "  ") {
		return errors.New("text: space around it, or two in a row")
	}
	t, err := parse(m.Text, slices.Concat(want.need, want.may))
	if err != nil {
		return err
	}
	var errs []error
	for _, name := range want.need {
		if !t.has(name) {
			errs = append(errs, fmt.Errorf("text: no {%s}", name))
		}
	}
	return errors.Join(errs...)
}

// Catalog holds the messages of one language. It is made by [Read] or
// [English], never changes after that, and is safe for any number of
// goroutines. The zero Catalog has no messages and words nothing.
type Catalog struct {
	language string
	review   string
	texts    map[string]template
}

// ErrNoMessages is the error of the zero [Catalog].
var ErrNoMessages = errors.New("wording: the catalog has no messages; want one of English or Read")

// ErrMissingMessage is in the error of [Read] for each message that the file
// does not have.
var ErrMissingMessage = errors.New("no such message in the file")

// Read reads the catalog of a language, such as "en" or "pt-BR", from JSON Lines
// of [Message] records in any order. A catalog has every message of [IDs]. The
// error joins all problems, each a [*dataset.Error]; those of messages that are
// missing wrap [ErrMissingMessage]. The file name is for messages only.
func Read(r io.Reader, file, language string) (*Catalog, error) {
	var p dataset.Problems
	if !languageTag(language) {
		p.Add(dataset.Place{File: file}, &spell.Error{Type: "language", Input: language, Want: "a tag, as in en or pt-BR"})
	}
	c := &Catalog{language: language, texts: make(map[string]template)}
	seen := make(map[string]bool)
	dataset.ReadLines(r, file, &p, func(at dataset.Place, m *Message) {
		at = at.Record(m.ID)
		p.Add(at, m.Validate())
		if seen[m.ID] {
			p.Add(at.Field("id"), dataset.ErrDuplicate)
		}
		seen[m.ID] = true
		c.review = cmp.Or(c.review, m.Review)
		if m.Review == NotReviewed {
			c.review = NotReviewed
		}
		want := messages()[m.ID]
		c.texts[m.ID], _ = parse(m.Text, slices.Concat(want.need, want.may))
	})
	for id := range IDs() {
		if !seen[id] {
			p.Add(dataset.Place{File: file}.Record(id), ErrMissingMessage)
		}
	}
	if err := p.Err(); err != nil {
		return nil, err
	}
	return c, nil
}

// languageTag reports whether s has the shape of a BCP 47 tag: subtags of one
// to eight ASCII letters and digits, the first of two or three lower-case
// letters.
func languageTag(s string) bool {
	for i, sub := range strings.Split(s, "-") {
		if len(sub) < 1 || len(sub) > 8 || i == 0 && (len(sub) < 2 || len(sub) > 3) {
			return false
		}
		for _, r := range sub {
			letter := 'a' <= r && r <= 'z'
			if !letter && (i == 0 || (r < 'A' || r > 'Z') && (r < '0' || r > '9')) {
				return false
			}
		}
	}
	return true
}

//go:embed data/en.jsonl
var english []byte

//go:embed data/de.jsonl
var german []byte

// builtIn is a catalog that comes with the library. It is read inside of a
// function, so that programs that never ask for it do not carry its text.
type builtIn struct {
	once    sync.Once
	catalog *Catalog
}

var builtInEnglish, builtInGerman builtIn

func (b *builtIn) read(text []byte, language string) *Catalog {
	b.once.Do(func() {
		var err error
		if b.catalog, err = Read(bytes.NewReader(text), language+".jsonl", language); err != nil {
			panic(fmt.Errorf("wording: the built-in catalog is broken: %w", err))
		}
	})
	return b.catalog
}

// English returns the English catalog that comes with the library. It is read
// when it is first asked for; later calls return the same one.
func English() *Catalog { return builtInEnglish.read(english, "en") }

// German returns the German catalog that comes with the library, as English
// does. No native speaker has reviewed it; see [Catalog.Review].
//
// Names stand in the nominative as subjects and in the accusative as objects,
// with an article or without: "Ballaststoffe", "die Griffkraft".
func German() *Catalog { return builtInGerman.read(german, "de") }

// BuiltIn returns the catalog of a language that comes with the library, "en" or
// "de", and whether there is one.
func BuiltIn(language string) (*Catalog, bool) {
	switch language {
	case "en":
		return English(), true
	case "de":
		return German(), true
	default:
		return nil, false
	}
}

// Language returns the language tag of c, "" for the zero Catalog.
func (c *Catalog) Language() string { return c.language }

// Review returns what its messages say of who reviewed them: [NotReviewed] if one
// of them says so, and "" if none says anything.
func (c *Catalog) Review() string { return c.review }

// wordsOfLanguage returns what the guard knows of a language, nil if nothing.
func wordsOfLanguage(tag string) *words {
	switch base, _, _ := strings.Cut(tag, "-"); base {
	case "en":
		return englishWords()
	case "de":
		return germanWords()
	default:
		return nil
	}
}

// IDs yields the ids of the messages that a catalog has to have, ordered.
func IDs() iter.Seq[string] { return slices.Values(slices.Sorted(maps.Keys(messages()))) }

// placeholders are those that a message must have and those that it may have.
type placeholders struct{ need, may []string }

var messages = sync.OnceValue(func() map[string]placeholders {
	all := make(map[string]placeholders)
	names := []string{subject, object}
	for _, verb := range []string{"effect", "link"} {
		for _, stance := range []string{"increase", "decrease", "null"} {
			for _, certainty := range []string{"high", "moderate", "low", "very-low", "seen"} {
				p := placeholders{need: names}
				if stance != "null" && (certainty == "high" || certainty == "moderate" || certainty == "low") {
					p.need = []string{subject, object, size}
				}
				all[verb+"."+stance+"."+certainty] = p
			}
		}
		all[verb+".ambiguous"] = placeholders{need: names}
		all[verb+".unknown"] = placeholders{need: names}
		for _, s := range sizes.Words[1:] {
			all["size."+verb+"."+s] = placeholders{}
		}
		all["note.people."+verb] = placeholders{}
	}
	for _, frame := range []string{"people", "animal", "cells", "not-assessed"} {
		need := []string{core, population}
		if frame == "animal" {
			need = append(need, species)
		}
		all["frame."+frame] = placeholders{need: need}
		all["frame."+frame+".chain"] = placeholders{need: need}
	}
	for _, s := range append(animals, "other") {
		all["species."+s] = placeholders{}
	}
	all["species.two"] = placeholders{need: []string{first, second}}
	all["same"] = placeholders{need: names}
	for _, id := range []string{"note.disputed", "note.not-assessed", "note.not-judged", "note.people", "unworded"} {
		all[id] = placeholders{}
	}
	return all
})
