package wording

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gutmuscle/gutmuscle/evidence"
)

// Sentence returns s in words: one sentence, with a second and third one for
// what has to be said along with it. It is never empty, and the same for the
// same statement. The error is a [*StatementError], several of them joined, a
// [*GuardError], or [ErrNoMessages].
//
// In two ways the text is more cautious than the fields of s: where the level
// is not of people, its certainty is not that of people and does not show; and
// an observational level, or one that nobody has assessed, is worded as an
// association even if Association is false.
func (c *Catalog) Sentence(s Statement) (string, error) {
	if c.texts == nil {
		return "", ErrNoMessages
	}
	w := wordsOfLanguage(c.language)
	if err := s.validate(englishWords(), w); err != nil {
		return "", err
	}
	text := c.word(&s)
	if w != nil {
		if v := w.check(text, &s); len(v) > 0 {
			return "", &GuardError{text, v}
		}
	}
	return text, nil
}

// Unworded returns the text that says that something could not be worded, for
// callers that have to print something. Of the zero Catalog it is "".
func (c *Catalog) Unworded() string { return c.text("unworded", values{}) }

func (c *Catalog) text(id string, v values) string { return c.texts[id].fill(v) }

func (c *Catalog) word(s *Statement) string {
	v := values{
		text:   map[string]string{subject: s.Subject, object: s.Object},
		plural: map[string]bool{subject: s.SubjectPlural, object: s.ObjectPlural},
	}
	if s.Same {
		return capital(c.text("same", v))
	}
	v.text[size] = c.size(s)
	inside := c.text(s.core(), v)
	v.text = map[string]string{core: inside, species: c.species(s.Species)}
	if s.Population != "" {
		v.text[population] = "(" + s.Population + ")"
	}
	sentences := []string{capital(c.text(s.frame(), v))}
	for _, note := range s.notes() {
		sentences = append(sentences, c.text(note, values{}))
	}
	return strings.Join(sentences, " ")
}

// told reports whether s has an answer that says what the object does.
func (s *Statement) told() bool { return s.Stance.Sign() != 0 || s.Stance == evidence.Null }

// verb returns how the two are joined: "effect" if the subject may be said to
// act, and else "link".
func (s *Statement) verb() string {
	open := s.Level == evidence.NotAssessed && s.Stance != evidence.Unknown
	if s.Association || open || s.Level == evidence.ObservationalHuman {
		return "link"
	}
	return "effect"
}

// step returns the certainty that the sentence shows.
func (s *Statement) step() string {
	animal := s.Level == evidence.Animal || s.Level == evidence.InVitro
	c := s.Certainty
	switch {
	case animal && s.Chain:
		return "very-low"
	case animal:
		return "seen"
	case c == evidence.CertaintyNotJudged:
		return "low" // and says that it was not judged
	case s.Level == evidence.NotAssessed:
		c = min(c, evidence.Low)
	case s.Chain:
		c = min(c, evidence.Moderate)
	}
	return c.String()
}

// core returns the id of the message that has the verb.
func (s *Statement) core() string {
	if s.told() {
		return s.verb() + "." + s.Stance.String() + "." + s.step()
	}
	return s.verb() + "." + s.Stance.String()
}

// frame returns the id of the message that says in whom.
func (s *Statement) frame() string {
	id := "frame.people"
	switch {
	case s.Level == evidence.Animal:
		id = "frame.animal"
	case s.Level == evidence.InVitro:
		id = "frame.cells"
	case s.Level == evidence.NotAssessed && s.Stance != evidence.Unknown:
		id = "frame.not-assessed"
	}
	if s.Chain {
		id += ".chain"
	}
	return id
}

// size returns the words for the size of the effect, which is told only where
// direct findings in people carry it.
func (c *Catalog) size(s *Statement) string {
	if s.Size == SizeNotSaid || !s.sized() {
		return ""
	}
	return c.text("size."+s.verb()+"."+s.Size.String(), values{})
}

func (s *Statement) sized() bool {
	return s.Stance.Sign() != 0 && s.Level.Human() && !s.Chain && s.Certainty >= evidence.Low
}

// notes returns the ids of the sentences that have to follow.
func (s *Statement) notes() []string {
	var ids []string
	if s.Level == evidence.Animal || s.Level == evidence.InVitro {
		if s.told() {
			ids = append(ids, "note.people")
		} else {
			ids = append(ids, "note.people."+s.verb())
		}
	}
	if s.Level == evidence.NotAssessed && s.Stance != evidence.Unknown {
		ids = append(ids, "note.not-assessed")
	}
	if s.told() && s.Certainty == evidence.CertaintyNotJudged && (s.Level.Human() || s.Level == evidence.NotAssessed) {
		ids = append(ids, "note.not-judged")
	}
	if s.told() && s.Disputed {
		ids = append(ids, "note.disputed")
	}
	return ids
}

// animals are the species that messages name. All others are "animals".
var animals = []string{"horse", "mouse", "pig", "rat", "rodent"}

// species returns the plural of one or two animals, or the word for animals.
func (c *Catalog) species(list []evidence.Species) string {
	var names []string
	for _, s := range list {
		if s == evidence.Human || s == evidence.Cell || s == evidence.Microbe {
			continue
		}
		if !slices.Contains(animals, string(s)) {
			return c.text("species.other", values{})
		}
		names = append(names, string(s))
	}
	slices.Sort(names)
	names = slices.Compact(names)
	switch len(names) {
	case 1:
		return c.text("species."+names[0], values{})
	case 2:
		return c.text("species.two", values{text: map[string]string{
			first: c.text("species."+names[0], values{}), second: c.text("species."+names[1], values{})}})
	}
	return c.text("species.other", values{})
}

// capital returns text with a capital at its start, unless it starts with a name
// that is written otherwise: mTORC1, p-cresol, 3-oxolithocholic acid.
func capital(text string) string {
	end := strings.IndexFunc(text, func(r rune) bool { return !unicode.IsLetter(r) })
	if end < 0 {
		end = len(text)
	}
	word := text[:end]
	if strings.ToLower(word) != word || utf8.RuneCountInString(word) < 2 {
		return text
	}
	r, n := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(r)) + text[n:]
}
