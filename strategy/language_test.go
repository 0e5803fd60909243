package strategy

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/evidence/wording"
	"github.com/gutmuscle/gutmuscle/pathway"
)

// TestFallback checks that what is not translated is told in English, and that
// the document says so: a text of one's own makes the translation one of another
// text.
func TestFallback(t *testing.T) {
	m, err := New(pathway.Default(), fstest.MapFS{
		MessagesFile:           {Data: []byte(`{"id":"ask.age","text":"Your age?"}` + "\n" + `{"id":"ask.body","text":"Your weight and height?"}` + "\n")},
		MessagesFileOf(German): {Data: []byte(`{"id":"ask.body","text":"Gewicht und Größe?","review":"Erika Mustermann, 2026-11"}` + "\n")},
	})
	require.NoError(t, err)
	de, err := m.In(ModeNotSaid, German)
	require.NoError(t, err)
	if de.message("ask.age") != "Your age?" || de.message("ask.body") != "Gewicht und Größe?" {
		t.Errorf("%q, %q", de.message("ask.age"), de.message("ask.body"))
	}
	trace := de.Trace()
	if !slices.Contains(trace.InEnglish, "message ask.age") || slices.Contains(trace.InEnglish, "message ask.body") || trace.Review != wording.NotReviewed {
		t.Errorf("%+v", trace)
	}
	name, language := de.Name(pathway.MustParseNode("host:mtorc1"))
	require.Equal(t, []string{"mTORC1", English}, []string{name, language})
	name, language = de.Name(pathway.MustParseNode("habit:fiber"))
	require.Equal(t, []string{"Ballaststoffe", German}, []string{name, language})
	text, language := de.Phrase("furlongs")
	require.Equal(t, []string{"furlongs", English}, []string{text, language})
}

// TestTranslations checks that the files in two languages have the same texts,
// each with its mark, and the same numbers in them.
func TestTranslations(t *testing.T) {
	placeholder := regexp.MustCompile(`\{\w+\}`)
	number := regexp.MustCompile(`\d+(?:[.,]\d+)?`)
	numbers := func(text string) (list []string) {
		for _, n := range number.FindAllString(text, -1) {
			list = append(list, strings.ReplaceAll(n, ",", "."))
		}
		slices.Sort(list)
		return list
	}
	en := Default().catalogs[English].messages
	de, err := Default().texts(German)
	require.NoError(t, err)
	if diff := cmp.Diff(slices.Sorted(maps.Keys(en)), slices.Sorted(maps.Keys(de.messages))); diff != "" {
		t.Errorf("messages (-English +German):\n%s", diff)
	}
	for id, m := range en {
		d := de.messages[id]
		for _, pair := range [][2]string{{m.Text, d.Text}, {m.Wellness, d.Wellness}, {m.Report, d.Report}} {
			if (pair[0] == "") != (pair[1] == "") || !slices.Equal(placeholder.FindAllString(pair[0], -1), placeholder.FindAllString(pair[1], -1)) ||
				!slices.Equal(numbers(pair[0]), numbers(pair[1])) {
				t.Errorf("%s:\n%s\n%s", id, pair[0], pair[1])
			}
		}
		if m.Review != "" || d.Review == "" {
			t.Errorf("%s: reviews %q and %q", id, m.Review, d.Review)
		}
	}
	used := make(map[string]bool)
	check := func(id string) {
		used[id] = true
		if de.phrases[id].Text == "" {
			t.Errorf("no translation of %q", id)
		}
	}
	for h := range Default().atlas.Habits() {
		check(pathway.NodeOf(h.ID).String())
	}
	for i := range Default().targets {
		check(Default().targets[i].node.String())
	}
	for r := range Default().Responses() {
		check(r.Unit)
	}
	for s := range Default().Strategies() {
		for _, text := range textsOf(&s) {
			check(text)
		}
	}
	for id, p := range de.phrases {
		_, err := pathway.ParseNode(id)
		if !used[id] || p.Review == "" || err != nil && !slices.Equal(numbers(id), numbers(p.Text)) {
			t.Errorf("%q: used %v, review %q: %q", id, used[id], p.Review, p.Text)
		}
	}
	for _, file := range []string{germanMessagesText, germanPhrasesText, messagesText} {
		last := ""
		for line := range strings.Lines(file) {
			var r struct{ ID string }
			require.NoError(t, json.Unmarshal([]byte(line), &r))
			require.Less(t, last, r.ID)
			last = r.ID
		}
	}
}

// textsOf returns the texts of a strategy that are translated.
func textsOf(s *Strategy) (list []string) {
	add := func(texts ...string) {
		list = append(list, slices.DeleteFunc(texts, func(text string) bool { return text == "" })...)
	}
	add(s.Name, s.Lever, s.Burden.Why, s.Note, s.Unit)
	add(slices.Clone(s.Equipment)...)
	for _, f := range s.Forms {
		add(f.Text)
	}
	for _, n := range s.NotFor {
		add(n.Why)
	}
	for _, o := range s.Overlaps {
		add(o.Why)
	}
	if s.Strain != nil {
		add(s.Strain.Unit)
	}
	return list
}

// TestGermanTexts checks that no German text says what none may: no diagnosis, no
// promise, no word for or against a prescribed medicine. What stands after
// "Medikamente" and the like is stems, so that all forms are found.
func TestGermanTexts(t *testing.T) {
	de, err := Default().texts(German)
	require.NoError(t, err)
	check := func(id, text string) {
		found, _ := wording.German().CheckText(text)
		for _, v := range found {
			t.Errorf("%s: %s: %q", id, v, text)
		}
		for _, sentence := range regexp.MustCompile(`[.;:]`).Split(text, -1) {
			s := strings.ToLower(sentence)
			has := func(stems ...string) bool {
				return slices.ContainsFunc(stems, func(w string) bool { return strings.Contains(s, w) })
			}
			changes := has("absetz", "abbrech", "abbruch", "beend", "aufhör", "auslass", "weglass", "weggelass", "verkürz", "kürz", "pausier", "verschieb",
				"verzöger", "verringer", "reduzier", "halbier", "unterbrech", "ausschleich", "stopp", "verzicht", "weniger", "ersetz")
			drug := has("antibiotik", "medikament", "arznei", "tablette", "insulin", "hemmer", "dosis", "verordn", "präparat", "wirkstoff")
			if changes && drug {
				t.Errorf("%s: %q", id, sentence)
			}
		}
	}
	for id, m := range de.messages {
		for _, text := range []string{m.Text, m.Wellness, m.Report} {
			check(id, text)
		}
	}
	for id, p := range de.phrases {
		check(id, p.Text)
	}
}

// TestGermanSentences words the answers on all habits and targets in German: they
// pass the guard, and one that is hidden is not told.
func TestGermanSentences(t *testing.T) {
	de, plain := in(t, ModeNotSaid, German), in(t, GeneralWellness, German)
	n := 0
	for h := range de.atlas.Habits() {
		for i := range de.targets {
			a := de.atlas.Effect(pathway.NodeOf(h.ID), de.targets[i].node)
			text, language := de.Sentence(a)
			if language != German || text == wording.German().Unworded() {
				t.Errorf("%s on %s: %s: %q", h.ID, a.To, language, text)
			}
			n++
			if text, _ := plain.Sentence(a); namesCondition(text, German) {
				t.Errorf("%q", text)
			}
			if english, language := Default().Sentence(a); english != de.atlas.Sentence(a) || language != English {
				t.Errorf("%s: %q", language, english)
			}
		}
	}
	require.Greater(t, n, 2000)
	for _, h := range crowd(t, 30) {
		p, english := de.Plan(h, Wishes{}), Default().Plan(h, Wishes{})
		steps := slices.Collect(english.Steps())
		for s := range p.Steps() {
			i := slices.IndexFunc(steps, func(e Step) bool { return e.String() == s.String() })
			require.GreaterOrEqual(t, i, 0)
			gains := slices.Collect(steps[i].Why())
			for g := range s.Why() {
				if g.Sentence == gains[0].Sentence || g.Sentence == wording.German().Unworded() {
					t.Errorf("%s: %q", s, g.Sentence)
				}
				gains = gains[1:]
			}
			if s.Strategy().Name == steps[i].Strategy().Name {
				t.Errorf("%q is not German", s.Strategy().Name)
			}
		}
	}
	a := de.atlas.Effect(pathway.MustParseNode("taxon:veillonella-atypica"), pathway.MustParseNode("outcome:endurance"))
	if text, language := de.Sentence(a); language != English || text != de.atlas.Sentence(a) {
		t.Errorf("%s: %q", language, text)
	}
}
