package strategy

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/evidence/wording"
	"github.com/gutmuscle/gutmuscle/microbiome"
	"github.com/gutmuscle/gutmuscle/pathway"
)

// in returns the built-in model in a mode and language.
func in(t testing.TB, mode Mode, language string) *Model {
	t.Helper()
	m, err := Default().In(mode, language)
	require.NoError(t, err)
	return m
}

// everyVoice calls visit with the built-in model in each mode and language.
func everyVoice(t *testing.T, visit func(t *testing.T, m *Model)) {
	t.Helper()
	for mode := range modes.All() {
		for language := range Default().Languages() {
			t.Run(mode.String()+" "+language, func(t *testing.T) { visit(t, in(t, mode, language)) })
		}
	}
}

// documentsOf returns documents of all kinds that the model makes of people.
func documentsOf(t testing.TB, m *Model, people []*Habits) []any {
	t.Helper()
	p := stoolProfile(t)
	s, err := m.ReadStool(StoolTest{Profiles: []*microbiome.Profile{p}})
	require.NoError(t, err)
	documents := []any{s}
	var w Wishes
	for st := range m.Strategies() {
		w.Likes = append(w.Likes, st.ID)
	}
	for i, h := range people {
		a := m.Assess(h)
		documents = append(documents, m.Judge(h), a, s.Model().Assess(h), s.Influences(h), m.Plan(h, w), s.Model().Plan(h, Wishes{}),
			m.Compare(people[0], h))
		n := m.targets[i%len(m.targets)].node
		if f := a.Flip(n, NoDirection); m.hidden[n] {
			require.Contains(t, []FlipReason{FlipNotScored, FlipWithheld, FlipNoTarget}, f.Reason)
		} else {
			documents = append(documents, f)
		}
	}
	for st := range m.Strategies() {
		documents = append(documents, st, m.StrategyEvidence(&st))
	}
	return documents
}

func stoolProfile(t testing.TB) *microbiome.Profile {
	t.Helper()
	spec := microbiome.Spec{Origin: microbiome.Origin{DetectionLimit: 1e-4}, Content: microbiome.Taxa, Unit: microbiome.Percents,
		Samples: []microbiome.Sample{{Name: "a", Index: []int32{0, 1}, Value: []float64{10, 85}}}}
	for _, name := range []string{"Faecalibacterium prausnitzii", "Bacteroides uniformis"} {
		spec.Features = append(spec.Features, microbiome.Feature{Label: name, Name: name, Rank: microbiome.Species})
	}
	table, err := microbiome.NewTable(spec)
	require.NoError(t, err)
	named, err := microbiome.Default().NameTable(table)
	require.NoError(t, err)
	return named.Profile(0)
}

// textsIn calls visit with every text of a document. The keys of studies, which
// are names that authors were given, and what identifies a value of a person are
// left out.
func textsIn(t testing.TB, document any, visit func(key, text string)) {
	t.Helper()
	data, err := json.Marshal(document)
	require.NoError(t, err)
	var v any
	require.NoError(t, json.Unmarshal(data, &v))
	names := []string{"for", "against", "studies", "spellings"}
	var walk func(key string, v any)
	walk = func(key string, v any) {
		switch v := v.(type) {
		case string:
			visit(key, v)
		case []any:
			for _, e := range v {
				walk(key, e)
			}
		case map[string]any:
			for k, e := range v {
				if !slices.Contains(names, k) && (k != "value" || v["why"] == nil) {
					walk(k, e)
				}
			}
		}
	}
	walk("", v)
}

// TestWellnessNamesNoCondition reads every text that the model can tell in
// general wellness, and those of documents on many people, against the closed
// list of words.
func TestWellnessNamesNoCondition(t *testing.T) {
	people := crowd(t, 25)
	for language := range Default().Languages() {
		m := in(t, GeneralWellness, language)
		seen := make(map[string]bool)
		check := func(where, text string) {
			if !seen[text] && namesCondition(strings.ReplaceAll(text, "-", " "), language) {
				t.Errorf("%s: %s: %q", language, where, text)
			}
			seen[text] = true
		}
		for id, text := range m.messages {
			check(id, text)
		}
		for _, d := range documentsOf(t, m, people) {
			textsIn(t, d, check)
		}
		for n := range m.atlas.Nodes() {
			if n.Kind() != pathway.TaxonKind {
				name, _ := m.Name(n)
				check(n.String(), name)
			}
		}
		for _, hidden := range []string{"outcome:sarcopenia", "outcome:frailty"} {
			require.True(t, m.hidden[pathway.MustParseNode(hidden)], hidden)
		}
	}
}

// TestNothingIsAdvised checks that the modes for reports and research hold no
// family, no text on what to do but those that are told always, and no strategy
// or only its numbers.
func TestNothingIsAdvised(t *testing.T) {
	people := crowd(t, 25)
	for _, mode := range []Mode{ReportOnly, ClinicalResearch} {
		for language := range Default().Languages() {
			m := in(t, mode, language)
			require.False(t, m.advises())
			c, _ := wording.BuiltIn(language)
			for id, text := range m.messages {
				if strings.HasPrefix(id, "stop.") || strings.HasPrefix(id, "tell.") {
					t.Errorf("%s is a text on what to do", id)
				}
				if found, _ := c.Advice(text); len(found) > 0 && !sayAlways[id] && !strings.HasPrefix(id, "ask.") && !strings.HasPrefix(id, "conflict.") {
					t.Errorf("%s: %v: %q", id, found, text)
				}
			}
			for _, h := range people {
				if p := m.Plan(h, Wishes{}); len(slices.Collect(p.Steps()))+len(slices.Collect(p.Notes())) > 0 {
					t.Fatalf("%s has a plan", mode)
				}
				v := m.Judge(h)
				families, limits := slices.Collect(v.Families()), slices.Collect(v.Limits())
				if len(families)+len(limits) > 0 || slices.ContainsFunc(slices.Collect(Families()), v.Allows) {
					t.Fatalf("%s allows %v with %v", mode, families, limits)
				}
				p := m.Plan(h, Wishes{})
				if n := len(slices.Collect(p.Steps())) + len(slices.Collect(p.Notes())) + len(slices.Collect(p.Excluded())); n > 0 {
					t.Fatalf("a plan tells %d things", n)
				}
				if next, ok := p.RunnerUp(); ok || len(slices.Collect(p.Questions())) != len(slices.Collect(v.Questions())) {
					t.Fatalf("%v is next", next)
				}
				if f := m.Assess(h).Flip(pathway.MustParseNode("outcome:strength"), NoDirection); mode == ReportOnly && len(f.Moves) > 0 {
					t.Fatalf("moves %v", f.Moves)
				}
			}
			n := 0
			for s := range m.Strategies() {
				n++
				if len(s.Forms)+len(s.Stop)+len(s.Tells)+len(s.NotFor)+len(s.Equipment) > 0 || s.Burden.Why != "" {
					t.Errorf("%s tells what to do", s.ID)
				}
			}
			require.Equal(t, mode == ClinicalResearch, n > 0)
		}
	}
	for id := range sayAlways {
		message := Default().catalogs[English].messages[id]
		if message.Text == "" || message.Report != "" {
			t.Errorf("%s is told in every mode: want a text, and no other for reports", id)
		}
	}
}

// TestGatesDecideTheSame checks that no mode and language changes what the gates
// find: only what is told of it.
func TestGatesDecideTheSame(t *testing.T) {
	people := crowd(t, 100)
	everyVoice(t, func(t *testing.T, m *Model) {
		for _, h := range people {
			want, got := Default().Judge(h), m.Judge(h)
			if want.Decision() != got.Decision() || want.families != got.families || len(want.rulings) != len(got.rulings) {
				t.Fatalf("%s is %s", want.Decision(), got.Decision())
			}
			ids := func(v Verdict) (list []string) {
				for g := range v.Gates() {
					if g.Why == g.Message || g.Why == "" {
						t.Errorf("%s has no text", g.Message)
					}
					list = append(list, g.Gate+" "+g.Message+" "+g.Action.String())
				}
				for q := range v.Questions() {
					list = append(list, q.ID)
				}
				return list
			}
			if diff := cmp.Diff(ids(want), ids(got)); diff != "" {
				t.Errorf("gates and questions (-want +got):\n%s", diff)
			}
			a, b := Default().Assess(h), m.Assess(h)
			if f, g := a.Flip(b.model.targets[0].node, NoDirection), b.Flip(b.model.targets[0].node, NoDirection); m.Mode() != ReportOnly &&
				(f.Reason != g.Reason || !slices.Equal(f.Moves, g.Moves)) {
				t.Errorf("flips %v, not %v", g, f)
			}
			p, q := Default().Plan(h, Wishes{}), m.Plan(h, Wishes{})
			if m.advises() && p.Value() != q.Value() {
				t.Errorf("a plan of the value %v, not %v", q.Value(), p.Value())
			}
			if !slices.EqualFunc(a.scores, b.scores, func(x, y score) bool { return x == y }) {
				t.Error("the scores differ")
			}
		}
	})
}

// TestModels checks that each mode and language is a model with a hash of its
// own, that it is made once, and that all say in their documents what they are.
func TestModels(t *testing.T) {
	hashes := make(map[string]string)
	h := crowd(t, 1)[0]
	everyVoice(t, func(t *testing.T, m *Model) {
		again, err := m.In(m.Mode(), m.Language())
		require.NoError(t, err)
		require.Same(t, m, again)
		general, err := m.In(ModeNotSaid, English)
		require.NoError(t, err)
		require.Same(t, Default(), general)
		name := m.Mode().String() + " " + m.Language()
		if other, ok := hashes[m.Hash()]; ok {
			t.Errorf("the hash of %s too", other)
		}
		hashes[m.Hash()] = name
		trace := m.Assess(h).Trace()
		if trace.Mode != m.Mode() || trace.Language != m.Language() || trace.Model != m.Hash() {
			t.Errorf("trace %+v", trace)
		}
		if (trace.Review == wording.NotReviewed) != (m.Language() == German) {
			t.Errorf("review %q", trace.Review)
		}
		want := []string(nil)
		if m.Language() != English {
			want = alwaysEnglish
		}
		if diff := cmp.Diff(want, trace.InEnglish); diff != "" {
			t.Errorf("in English (-want +got):\n%s", diff)
		}
		s, err := m.ReadStool(StoolTest{Profiles: []*microbiome.Profile{stoolProfile(t)}})
		require.NoError(t, err)
		require.Equal(t, m.Mode(), s.Model().Mode())
		require.Equal(t, m.Language(), s.Model().Assess(h).Trace().Language)
	})
	require.NotEqual(t, Default().Hash(), "")
}

// TestInErrors checks that what a mode does not allow cannot be made.
func TestInErrors(t *testing.T) {
	for _, call := range []struct {
		mode     Mode
		language string
	}{{Mode(9), English}, {ModeNotSaid, "xx"}, {ModeNotSaid, ""}} {
		if _, err := Default().In(call.mode, call.language); err == nil {
			t.Errorf("%v", call)
		}
	}
	file := func(name, text string) fstest.MapFS { return fstest.MapFS{name: {Data: []byte(text + "\n")}} }
	for _, tt := range []struct {
		name, file, text string
		mode             Mode
		language, want   string // "" if there is no error
	}{
		{"condition", MessagesFile, `{"id":"gate.S20.product","text":"It helps with sarcopenia."}`, GeneralWellness, English, "names a condition: sarcopenia"},
		{"text for the mode", MessagesFile, `{"id":"gate.S20.product","text":"With sarcopenia.","wellness":"With that."}`, GeneralWellness, English, ""},
		{"advice", MessagesFile, `{"id":"gate.S20.product","text":"Avoid these."}`, ReportOnly, English, "says what to do: avoid"},
		{"text for reports", MessagesFile, `{"id":"gate.S20.product","text":"Avoid these.","report":"There are some."}`, ClinicalResearch, English, ""},
		{"German condition", MessagesFileOf(German), `{"id":"gate.S20.product","text":"Bei Sarkopenie."}`, GeneralWellness, German, "messages.de.jsonl: gate.S20.product: "},
		{"language without a list", MessagesFileOf("fr"), `{"id":"ask.age","text":"Quel âge avez-vous ?"}`, GeneralWellness, "fr", "no list of words to check the language fr"},
		{"language without a mode", MessagesFileOf("fr"), `{"id":"ask.age","text":"Quel âge avez-vous ?"}`, ModeNotSaid, "fr", ""},
	} {
		m, err := New(pathway.Default(), file(tt.file, tt.text))
		require.NoError(t, err, tt.name)
		_, err = m.In(tt.mode, tt.language)
		if tt.want == "" {
			require.NoError(t, err, tt.name)
		} else if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.want)
		}
	}
	_, err := New(pathway.Default(), file(PhrasesFile(German), `{"id":"habit:fiber"}`))
	require.ErrorContains(t, err, "want an id and a text")
}

// TestModeText checks the words of the modes.
func TestModeText(t *testing.T) {
	for mode := range modes.All() {
		text, err := mode.MarshalText()
		var back Mode
		if err != nil || back.UnmarshalText(text) != nil || back != mode || mode.String() != string(text) {
			t.Errorf("%v: there and back through %q: %v", mode, text, back)
		}
	}
	if Mode(9).Advises() || !bytes.Contains([]byte(Mode(9).String()), []byte("9")) {
		t.Error("what is no mode advises")
	}
}
