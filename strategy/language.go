package strategy

import (
	"cmp"
	"errors"
	"io/fs"
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/evidence/wording"
	"github.com/gutmuscle/gutmuscle/pathway"
)

// Languages that come with the library. All texts are written in English; those
// of other languages are translations.
const (
	English = "en"
	German  = "de" // not reviewed by a native speaker
)

// Message is a text for people. Rules hold none of their own: they name a
// message, and the model's catalog has its text. It is a plain value.
type Message struct {
	ID       string `json:"id"`
	Text     string `json:"text"`
	Wellness string `json:"wellness,omitempty"` // in its place in [GeneralWellness], if Text names a condition
	Report   string `json:"report,omitempty"`   // in its place where nothing is advised, if Text says what to do
	Review   string `json:"review,omitempty"`   // of a translation: who reviewed it and when, or wording.NotReviewed
}

// Validate reports what is missing in the record.
func (m *Message) Validate() error {
	if m.ID == "" || m.Text == "" {
		return errors.New("want an id and a text")
	}
	return nil
}

// in returns the text in a mode.
func (m *Message) in(mode Mode) string {
	switch {
	case mode == GeneralWellness:
		return cmp.Or(m.Wellness, m.Text)
	case !mode.Advises():
		return cmp.Or(m.Report, m.Text)
	default:
		return m.Text
	}
}

// phrase is the translation of a name or of another text of a record. Its ID is
// that of a node, or else the English text.
type phrase struct {
	ID     string `json:"id"`
	Text   string `json:"text"`
	Object string `json:"object,omitempty"` // as the object of a sentence, if that is another form
	Plural bool   `json:"plural,omitempty"` // takes a plural verb
	Review string `json:"review,omitempty"`
}

// Validate reports what is missing in the record.
func (p *phrase) Validate() error {
	if p.ID == "" || p.Text == "" {
		return errors.New("want an id and a text")
	}
	return nil
}

// PhrasesFile returns the name of the file with the names of nodes and other
// texts of records in a language, such as phrases.de.jsonl.
func PhrasesFile(language string) string { return "phrases." + language + ".jsonl" }

// MessagesFileOf returns the name of the file with the messages in a language,
// such as messages.de.jsonl; of English it is [MessagesFile].
func MessagesFileOf(language string) string {
	if language == English {
		return MessagesFile
	}
	return "messages." + language + ".jsonl"
}

// catalog is the texts of one language.
type catalog struct {
	messages map[string]Message
	phrases  map[string]phrase
}

// readCatalog reads the texts of a language, those of each file system in the
// place of those before.
func readCatalog(language string, p *dataset.Problems, from ...fs.FS) *catalog {
	c := &catalog{make(map[string]Message), make(map[string]phrase)}
	for _, fsys := range from {
		messages, _ := dataset.ReadFile(fsys, MessagesFileOf(language), p, nil, func(m *Message) string { return m.ID }, nil)
		for _, m := range messages {
			c.messages[m.ID] = m
		}
		phrases, _ := dataset.ReadFile(fsys, PhrasesFile(language), p, nil, func(x *phrase) string { return x.ID }, nil)
		for _, x := range phrases {
			c.phrases[x.ID] = x
		}
	}
	return c
}

// languagesIn returns the languages other than English that a file system has
// texts in, ordered.
func languagesIn(fsys fs.FS) (list []string) {
	for _, kind := range []string{"messages", "phrases"} {
		names, _ := fs.Glob(fsys, kind+".*.jsonl") // only a bad pattern is an error
		for _, name := range names {
			list = append(list, strings.TrimSuffix(strings.TrimPrefix(name, kind+"."), ".jsonl"))
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// readTexts reads the texts of the model: the English ones, and those that fsys
// has in other languages. A text of one's own in English makes the translation
// that comes with the library one of another text, so that is not told.
func (m *Model) readTexts(fsys fs.FS, p *dataset.Problems) {
	m.catalogs = map[string]*catalog{}
	english := readCatalog(English, p, builtInFiles())
	m.catalogs[English] = english
	m.replaced = make(map[string]bool)
	if fsys != nil {
		own := readCatalog(English, p, fsys)
		for id, message := range own.messages {
			if before, ok := english.messages[id]; ok && before != message {
				m.replaced[id] = true
			}
		}
		maps.Copy(english.messages, own.messages)
		for _, language := range languagesIn(fsys) {
			m.catalogs[language] = readCatalog(language, p, fsys)
		}
	}
	m.voice = voice{language: English, messages: make(map[string]string, len(english.messages))}
	for id, message := range english.messages {
		m.messages[id] = message.Text
	}
}

// Languages yields the languages that [Model.In] takes, ordered by tag.
func (m *Model) Languages() iter.Seq[string] {
	general := m.general()
	list := append(slices.Collect(maps.Keys(general.catalogs)), languagesIn(translations())...)
	slices.Sort(list)
	return slices.Values(slices.Compact(list))
}

// texts returns the catalog of a language: what the model's own files have, and
// else what comes with the library. Without any it is nil.
func (m *Model) texts(language string) (*catalog, error) {
	own := m.catalogs[language]
	if language == English || !slices.Contains(languagesIn(translations()), language) {
		return own, nil
	}
	var p dataset.Problems
	c := readCatalog(language, &p, translations())
	if err := p.Err(); err != nil {
		return nil, err
	}
	maps.DeleteFunc(c.messages, func(id string, _ Message) bool { return m.replaced[id] })
	if own != nil {
		maps.Copy(c.messages, own.messages)
		maps.Copy(c.phrases, own.phrases)
	}
	return c, nil
}

// message returns the text of a message, or its id if the catalog lacks it; a
// test makes sure that the built-in catalog has all.
func (m *Model) message(id string) string {
	if text, ok := m.messages[id]; ok {
		return text
	}
	return id
}

// generalOf returns the message that stands for that of a gate where no amounts
// and products are told: itself, if it tells of none.
func (m *Model) generalOf(message string) string {
	if general := message + ".general"; m.messages[general] != "" {
		return general
	}
	return message
}

// Name returns what the model calls a node, and the language that this is in,
// which is English if there is no name in its own. In [GeneralWellness] a node
// that is named after a condition has no name.
func (m *Model) Name(n pathway.Node) (name, language string) {
	if m.hidden[n] {
		return "", m.language
	}
	if p, ok := m.phrases[n.String()]; ok {
		return p.Text, m.language
	}
	name, _ = m.atlas.Name(n)
	return name, English
}

// nameOf returns the name of a target.
func (m *Model) nameOf(t *target) string {
	if p, ok := m.phrases[t.node.String()]; ok {
		return p.Text
	}
	return t.name
}

// Phrase returns a text of the records, such as a unit, in the model's language,
// and the language that it is in: English if there is no translation.
func (m *Model) Phrase(english string) (text, language string) {
	if p, ok := m.phrases[english]; ok {
		return p.Text, m.language
	}
	return english, English
}

// Sentence returns an answer of the model's atlas in words that say no more than
// its evidence carries, and the language that they are in: English if the names
// of the two nodes, or the words for a population, are not translated. It is
// never empty.
func (m *Model) Sentence(a pathway.Answer) (text, language string) {
	c, ok := wording.BuiltIn(m.language)
	if !ok {
		c = wording.English()
	}
	if m.hidden[a.From] || m.hidden[a.To] {
		return c.Unworded(), c.Language()
	}
	if text, ok := m.translated(m.atlas.Statement(a), a.From, a.To); ok {
		return text, c.Language()
	}
	return m.atlas.Sentence(a), English
}

// translated words a statement on two nodes in the model's language, if that is
// another than English and has all of its names. The zero node stands for a
// subject that is a name in every language, such as that of a strain.
func (m *Model) translated(s wording.Statement, from, to pathway.Node) (string, bool) {
	c, ok := wording.BuiltIn(m.language)
	object, known := m.phrases[to.String()]
	if !ok || c.Language() == English || !known || s.Population != "" {
		return "", false
	}
	if from.IsValid() {
		subject, known := m.phrases[from.String()]
		if !known {
			return "", false
		}
		s.Subject, s.SubjectPlural = subject.Text, subject.Plural
	}
	s.Object, s.ObjectPlural = cmp.Or(object.Object, object.Text), object.Plural
	text, err := c.Sentence(s)
	return text, err == nil
}
