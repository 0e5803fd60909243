package strategy

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/evidence/spell"
	"github.com/gutmuscle/gutmuscle/evidence/wording"
	"github.com/gutmuscle/gutmuscle/pathway"
)

// Mode is what a product that shows documents of a model is for, and so what
// they may hold. The safety gates run in every mode, before anything else, and
// decide the same; a mode only leaves things out.
//
// The modes are not steps of a scale: one names no conditions and advises,
// another names them and advises nothing. So there is no strictest one that the
// zero Mode could stand for. It means that nobody has said what the product is
// for: the model tells all that it has, behind its gates, and every document
// says "not-said", so that it shows. A product that is shown to people says its
// mode; see "Intended purpose" in the package documentation.
type Mode uint8

// The modes.
const (
	ModeNotSaid Mode = iota
	// GeneralWellness names no disease or other condition: texts speak of what
	// the person told of their health, and pathways and outcomes that are named
	// after a condition, such as sarcopenia and frailty, are not shown. A
	// neutral name would not do: the score would still be one on a disease.
	GeneralWellness
	// ReportOnly is for products that test: capacities, influences and scores
	// are described, and nobody is told what to do. There are no strategies. The
	// international consensus on microbiome testing (Porcari 2025, doi
	// 10.1016/S2468-1253(24)00311-X) has no advice on therapy from who tests.
	ReportOnly
	// ClinicalResearch has all numbers and evidence, all chains too, and no text
	// that advises. Strategies are their doses and sources without the texts for
	// people.
	ClinicalResearch
)

var modes = spell.Set[Mode]{Type: "strategy.Mode", Words: []string{"not-said", "general-wellness", "report-only", "clinical-research"}}

// String returns the word of m, such as "report-only".
func (m Mode) String() string { return modes.String(m) }

// MarshalText returns the word of m; a value that is not a Mode is an error.
func (m Mode) MarshalText() ([]byte, error) { return modes.Append(nil, m) }

// UnmarshalText sets m from its word; another word is a [*spell.UnknownError].
func (m *Mode) UnmarshalText(text []byte) error { return modes.Parse(m, text) }

// Advises reports whether anybody is told what to do in the mode. What is not a
// Mode does not.
func (m Mode) Advises() bool { return m == ModeNotSaid || m == GeneralWellness }

// voice is what a model leaves out and in which words it speaks. It is shared
// and never changes.
type voice struct {
	mode       Mode
	language   string
	review     string            // of the texts, if they are translations
	english    []string          // what is told in English for lack of a translation
	messages   map[string]string // texts by id
	phrases    map[string]phrase // by node or English text
	strategies []Strategy        // by id
	hidden     map[pathway.Node]bool
	sources    map[string][]string // of the gates, by id, if they are not all told
	condition  func(string) bool   // reports whether a text may not be told since it names a condition; nil if all may
}

// In returns the model as it speaks in a mode and in a language, such as "en" or
// "de": with the same knowledge, gates and numbers, and with a hash of its own.
// What has no translation is told in English, and documents list it
// ([Trace.InEnglish]). The model that was asked does not change; asked again, it
// returns the same one.
//
// An error joins all texts of the model that its mode does not allow, as texts
// of one's own may be: one that names a condition needs a text for
// [GeneralWellness], and one that says what to do a text for the modes that
// advise nothing. A language that the library cannot check is an error in all
// modes but [ModeNotSaid].
func (m *Model) In(mode Mode, language string) (*Model, error) {
	general := m.general()
	if _, err := mode.MarshalText(); err != nil {
		return nil, err
	}
	if !slices.Contains(slices.Collect(general.Languages()), language) {
		return nil, &spell.UnknownError{Type: "strategy: language", Input: language, Want: slices.Collect(general.Languages())}
	}
	if mode == ModeNotSaid && language == English {
		return general, nil
	}
	general.viewsMutex.Lock()
	defer general.viewsMutex.Unlock()
	key := mode.String() + " " + language
	if view := general.views[key]; view != nil {
		return view, nil
	}
	v, err := general.speak(mode, language)
	if err != nil {
		return nil, err
	}
	if general.views == nil {
		general.views = make(map[string]*Model)
	}
	general.views[key] = general.saying(v)
	return general.views[key], nil
}

// Mode returns the mode of the model.
func (m *Model) Mode() Mode { return m.mode }

// Language returns the language of the model's texts, such as "en".
func (m *Model) Language() string { return m.language }

// advises reports whether the model may tell anybody what to do. Whatever makes
// a recommendation has to ask it first: a plan of a model that does not advise
// has no strategies, only the verdict.
func (m *Model) advises() bool { return m.mode.Advises() }

// general returns the model that m is a view of, in another mode or language, or
// m itself.
func (m *Model) general() *Model {
	if m.of != nil {
		return m.of
	}
	return m
}

// saying returns the model with another voice.
func (m *Model) saying(v voice) *Model {
	return &Model{of: m, atlas: m.atlas, responses: m.responses, measures: m.measures, sorts: m.sorts, unknown: m.unknown,
		gates: m.gates, targets: m.targets, voice: v}
}

// told reports whether a message is told in the mode at all: where nobody is
// advised there are no strategies for texts to go with, and what guidelines say
// on the treatment of a condition is for neither wellness nor who tests.
func (m Mode) told(id string) bool {
	kind, _, _ := strings.Cut(id, ".")
	switch kind {
	case "stop", "tell", "plain", "plan":
		return m.Advises()
	case "conflict":
		return m == ModeNotSaid || m == ClinicalResearch
	default:
		return true
	}
}

// speak works out the voice of a general model in a mode and language.
func (m *Model) speak(mode Mode, language string) (voice, error) {
	texts, err := m.texts(language)
	if err != nil {
		return voice{}, err
	}
	v := voice{mode: mode, language: language, messages: make(map[string]string), phrases: texts.phrases}
	var p dataset.Problems
	english := m.catalogs[English]
	for _, id := range slices.Sorted(maps.Keys(english.messages)) {
		if !mode.told(id) {
			continue
		}
		message, ok := texts.messages[id]
		in := language
		if !ok {
			message, in = english.messages[id], English
			v.english = append(v.english, "message "+id)
		} else if language != English && (v.review == "" || message.Review == wording.NotReviewed) {
			v.review = message.Review
		}
		v.messages[id] = message.in(mode)
		p.Add(dataset.Place{File: MessagesFileOf(in)}.Record(id), mode.checkText(id, v.messages[id], in))
	}
	if language != English && v.review == "" {
		v.review = wording.NotReviewed // nobody says otherwise
	}
	if mode == GeneralWellness {
		v.condition = func(text string) bool { return namesCondition(text, language) }
		v.hidden, v.sources = m.namedAfterConditions(texts), m.plainGateSources()
	}
	m.localize(&v)
	if language != English {
		v.english = append(v.english, m.unnamed(&v)...)
		v.english = append(v.english, alwaysEnglish...)
	}
	return v, p.Err()
}

// alwaysEnglish are the texts of documents that are not translated at all.
var alwaysEnglish = []string{"issues", "sources", "names of studies and reference groups", "notes on doses"}

// unnamed returns what of the targets, the habits and the units the voice has
// only English names of.
func (m *Model) unnamed(v *voice) (list []string) {
	need := func(what, id string) {
		if _, ok := v.phrases[id]; !ok && !slices.Contains(list, what+id) {
			list = append(list, what+id)
		}
	}
	for i := range m.targets {
		if !v.hidden[m.targets[i].node] {
			need("name ", m.targets[i].node.String())
		}
	}
	for i := range m.responses {
		need("name ", pathway.NodeOf(m.responses[i].Habit).String())
		need("unit ", m.responses[i].Unit)
	}
	return list
}

// sayAlways are the texts that tell what to do in every mode: they send somebody
// to care, keep a prescription as it is, or tell of harm from what is taken,
// eaten or felt now. To leave one of them out would be the greater danger.
var sayAlways = map[string]bool{
	"gate.S01.course": true, "gate.S01.unknown": true, "gate.S03.medicine": true, "gate.S04.tendon": true,
	"gate.S05.in-use": true, "gate.S05.yeast-in-use": true, "gate.S07.eaten": true, "gate.S10.refuse": true, "gate.S12.energy": true,
	"gate.S13.symptoms": true, "gate.S14.ketoacidosis": true, "gate.S17.refuse": true,
	"gate.S23.gut": true, "gate.S23.prompt": true, "gate.S23.urgent": true,
}

// ErrNotInMode is in the error of [Model.In] for each text that its mode does not
// allow.
var ErrNotInMode = errors.New("not a text for this mode")

// checkText returns what is wrong with a text in the mode, if anything. Questions
// may ask anything but for conditions by name, and what a guideline says is told
// in its words.
func (m Mode) checkText(id, text, language string) error {
	if m == ModeNotSaid {
		return nil
	}
	c, ok := wording.BuiltIn(language)
	if !ok {
		return fmt.Errorf("%w: %s: there is no list of words to check the language %s with", ErrNotInMode, m, language)
	}
	if m == GeneralWellness {
		if found, _ := c.Conditions(text); len(found) > 0 {
			return fmt.Errorf("%w: %s: names a condition: %s; want a text in the field wellness", ErrNotInMode, m, strings.Join(found, ", "))
		}
		return nil
	}
	if found, _ := c.Advice(text); len(found) > 0 && !sayAlways[id] && !strings.HasPrefix(id, "ask.") && !strings.HasPrefix(id, "conflict.") {
		return fmt.Errorf("%w: %s: says what to do: %s; want a text in the field report", ErrNotInMode, m, strings.Join(found, ", "))
	}
	return nil
}
