package pathway_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/evidence/spell"
	"github.com/gutmuscle/gutmuscle/pathway"
)

// written returns the files of an atlas, with what edit makes of each.
func written(t testing.TB, a *pathway.Atlas, edit func(name, text string) string) fstest.MapFS {
	t.Helper()
	files := make(fstest.MapFS)
	for _, name := range pathway.Files() {
		var b bytes.Buffer
		require.NoError(t, a.WriteFile(&b, name))
		text := b.String()
		if edit != nil {
			text = edit(name, text)
		}
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return files
}

// rebuilt reads the files of an atlas anew, with another status in the line of
// one study.
func rebuilt(t testing.TB, a *pathway.Atlas, key evidence.StudyKey, status evidence.Status) *pathway.Atlas {
	t.Helper()
	found := false
	files := written(t, a, func(name, text string) string {
		if name != pathway.StudiesFile {
			return text
		}
		lines := strings.Split(text, "\n")
		for i, line := range lines {
			if !strings.HasPrefix(line, `{"key":"`+key.String()+`",`) {
				continue
			}
			var record map[string]any
			require.NoError(t, json.Unmarshal([]byte(line), &record))
			record["status"] = status.String()
			edited, err := json.Marshal(record)
			require.NoError(t, err)
			lines[i], found = string(edited), true
		}
		return strings.Join(lines, "\n")
	})
	require.True(t, found, "%s", key)
	again, err := pathway.Read(files, nil)
	require.NoError(t, err)
	return again
}

// answers returns the full answers to questions as JSON.
func answers(t testing.TB, a *pathway.Atlas, questions []pathway.Question) string {
	t.Helper()
	var b bytes.Buffer
	for _, q := range questions {
		require.NoError(t, json.NewEncoder(&b).Encode(a.Effect(q.From, q.To)))
	}
	return b.String()
}

// allPairs returns the questions on all nodes of a world.
func (w *world) allPairs() (all []pathway.Question) {
	for i := range w.n {
		for j := range w.n {
			all = append(all, pathway.Question{From: w.node(i), To: w.node(j)})
		}
	}
	return all
}

// TestRetractionReplayIsExact compares the atlas with another status of a study
// with one that is read from files with that status.
func TestRetractionReplayIsExact(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	check := func(a *pathway.Atlas, questions []pathway.Question) {
		t.Helper()
		studies := slices.Collect(a.Studies())
		for {
			s := studies[r.IntN(len(studies))]
			status := []evidence.Status{evidence.Retracted, evidence.Retracted, evidence.Corrected, evidence.OfConcern, evidence.Standing}[r.IntN(5)]
			if s.Status == evidence.Unreported {
				continue
			}
			hash, before := a.Hash(), answers(t, a, questions)
			got, err := a.WithStatus(s.Key, status)
			require.NoError(t, err)
			want := rebuilt(t, a, s.Key, status)
			if got.Hash() != want.Hash() {
				t.Fatalf("%s %s: hash %s, want %s", s.Key, status, got.Hash(), want.Hash())
			}
			if diff := cmp.Diff(answers(t, want, questions), answers(t, got, questions)); diff != "" {
				t.Fatalf("%s %s: %s", s.Key, status, diff)
			}
			if !cmp.Equal(pathway.Changes(a, got, nil), pathway.Changes(a, want, nil), nodes) {
				t.Fatalf("%s %s: other changes", s.Key, status)
			}
			if a.Hash() != hash || answers(t, a, questions) != before {
				t.Fatalf("%s %s: the atlas itself changed", s.Key, status)
			}
			return
		}
	}
	for range 40 {
		if w := randomWorld(t, r); len(w.items) > 0 {
			check(w.atlas, w.allPairs())
		}
	}
	a := pathway.Default()
	questions := a.Questions()
	r.Shuffle(len(questions), func(i, j int) { questions[i], questions[j] = questions[j], questions[i] })
	for range 4 {
		check(a, questions[:40])
	}
}

// nodes lets cmp compare nodes.
var nodes = cmpopts.EquateComparable(pathway.Node{})

func TestWithStatusErrors(t *testing.T) {
	a := pathway.Default()
	_, err := a.WithStatus(evidence.MustParseStudyKey("lahiri-2091"), evidence.Retracted)
	if !errors.Is(err, dataset.ErrDangling) || !strings.Contains(err.Error(), "lahiri-2019") {
		t.Errorf("unknown study: %v", err)
	}
	lahiri := evidence.MustParseStudyKey("lahiri-2019")
	if _, err := a.WithStatus(lahiri, evidence.Unreported); err == nil || !strings.Contains(err.Error(), "has a finding on") {
		t.Errorf("unreported with findings: %v", err)
	}
	if _, err := a.WithStatus(lahiri, 99); err == nil {
		t.Error("no error for a status that is none")
	}
	if _, err := new(pathway.Atlas).WithStatus(lahiri, evidence.Retracted); !errors.Is(err, dataset.ErrDangling) {
		t.Errorf("empty atlas: %v", err)
	}
	same, err := a.WithStatus(lahiri, evidence.Standing)
	require.NoError(t, err)
	if same.Hash() != a.Hash() || pathway.Changes(a, same, nil) != nil || pathway.Diff(a, same) != nil {
		t.Error("the status it has already changes something")
	}
}

func summaryOf(ans pathway.Answer) pathway.Summary {
	return pathway.Summary{Stance: ans.Stance, Reason: ans.Reason, Level: ans.Level, Belief: ans.Belief,
		Interval: ans.Interval, Certainty: ans.Certainty}
}

// TestChangesAgreeWithAnswers retracts studies and compares the changes with
// those of the full answers, before and after.
func TestChangesAgreeWithAnswers(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 1))
	seen := map[pathway.Aspect]int{}
	check := func(old, now *pathway.Atlas, questions []pathway.Question) {
		t.Helper()
		got := pathway.Changes(old, now, questions)
		claims := slices.IndexFunc(got, func(c pathway.Change) bool { return c.Claim == "" })
		if claims < 0 {
			claims = len(got)
		}
		i := claims
		for _, q := range questions {
			before, after := summaryOf(old.Effect(q.From, q.To)), summaryOf(now.Effect(q.From, q.To))
			if before == after {
				continue
			}
			if i == len(got) || got[i].Question != q || got[i].Before != before || got[i].After != after || got[i].Claim != "" {
				t.Fatalf("%s to %s: want %+v → %+v", q.From, q.To, before, after)
			}
			i++
		}
		if i != len(got) {
			t.Fatalf("%d changes more than answers that differ: %v", len(got)-i, &got[i])
		}
		for _, c := range got {
			require.NotEmpty(t, c.Changed)
			for _, aspect := range c.Changed {
				seen[aspect]++
			}
		}
		back := pathway.Changes(now, old, questions)
		require.Len(t, back, len(got))
		for i := range back {
			if back[i].Before != got[i].After || back[i].After != got[i].Before || back[i].Claim != got[i].Claim {
				t.Fatalf("the way back: %s, want the mirror of %s", &back[i], &got[i])
			}
		}
	}
	for range 60 {
		w := randomWorld(t, r)
		other := randomWorld(t, r)
		questions := append(w.allPairs(), pathway.Question{From: w.node(0), To: pathway.MustParseNode("host:nowhere")})
		now := w.atlas
		for s := range w.atlas.Studies() {
			if r.IntN(3) == 0 {
				var err error
				now, err = now.WithStatus(s.Key, evidence.Retracted)
				require.NoError(t, err)
			}
		}
		check(w.atlas, now, questions)
		check(w.atlas, other.atlas, questions)
		check(w.atlas, new(pathway.Atlas), questions)
	}
	for a := range 8 {
		if seen[pathway.Aspect(a+1)] == 0 {
			t.Errorf("nothing changed its %s", pathway.Aspect(a+1))
		}
	}
}

func TestChangesOfTheBuiltInAtlas(t *testing.T) {
	a := pathway.Default()
	key := evidence.MustParseStudyKey("lahiri-2019")
	now, err := a.WithStatus(key, evidence.Retracted)
	require.NoError(t, err)
	changes := pathway.Changes(a, now, nil)
	require.NotEmpty(t, changes)
	cited := map[string]bool{}
	for c := range a.Claims() {
		if slices.ContainsFunc(c.Findings, func(f evidence.Finding) bool { return f.Study == key }) {
			cited[c.ID()] = true
		}
	}
	for _, c := range changes {
		if !c.Has(c.Changed[0]) || c.Has(pathway.NoAspect) {
			t.Errorf("%s: has %v", &c, c.Changed)
		}
		if c.Claim != "" && !cited[c.Claim] {
			t.Errorf("%s changed without a finding of %s", c.Claim, key)
		}
	}
	if claims := pathway.Changes(a, now, []pathway.Question{}); len(claims) == 0 || len(claims) > len(changes) {
		t.Errorf("%d changes of claims, %d in all", len(claims), len(changes))
	}
	corrected, err := a.WithStatus(key, evidence.Corrected)
	require.NoError(t, err)
	if corrected.Hash() == a.Hash() || len(pathway.Changes(a, corrected, nil)) > 0 {
		t.Error("a correction changes the hash and no answer")
	}
}

// TestQuestionsAreAnsweredAsByEffect compares the short way that Changes takes
// with the full answers, for all questions of the built-in atlas.
func TestQuestionsAreAnsweredAsByEffect(t *testing.T) {
	a := pathway.Default()
	questions := a.Questions()
	got := pathway.Changes(nil, a, questions)
	i := slices.IndexFunc(got, func(c pathway.Change) bool { return c.Claim == "" })
	for _, q := range questions {
		if got[i].Question != q || got[i].After != summaryOf(a.Effect(q.From, q.To)) || got[i].Before.Reason != pathway.UnknownFrom {
			t.Fatalf("%s: want %s to %s: %+v", &got[i], q.From, q.To, summaryOf(a.Effect(q.From, q.To)))
		}
		i++
	}
}

func TestEnumsOfChanges(t *testing.T) {
	checkWords[pathway.Aspect](t, "none answer reason level belief interval certainty masses sources")
	checkWords[pathway.Action](t, "none added removed changed")
	checkWords[pathway.RecordKind](t, "none study taxon metabolite function habit host outcome pathway claim finding conflict stool-test reading")
	checkWords[pathway.Contrast](t, "not-said species population age sex health-status genetics dose duration timing strain chemical-form route comparator baseline measure definition compartment conditions diet co-intervention training design confounding power reporting unexplained")
	checkWords[pathway.Resolution](t, "not-said open partly-explained explained")
	checkWords[pathway.Tells](t, "not-said yes partly no")
	checkWords[pathway.Topic](t, "not-said start-here microbiome-basics short-chain-fatty-acids lactate amino-acids bile-acids immune-and-barrier exercise diet probiotics aging-and-sarcopenia stool-tests methods")
	checkWords[pathway.Audience](t, "not-said everyone practitioner researcher")
	checkWords[pathway.MIDMethod](t, "not-said anchor-based distribution-based consensus")
}

func checkWords[E interface {
	~uint8
	String() string
	MarshalText() ([]byte, error)
}, P interface {
	*E
	UnmarshalText([]byte) error
}](t *testing.T, words string) {
	t.Helper()
	all := strings.Fields(words)
	for i, want := range all {
		var back E
		text, err := E(i).MarshalText()
		if E(i).String() != want || string(text) != want || err != nil || P(&back).UnmarshalText(text) != nil || back != E(i) {
			t.Errorf("%T %d: %s, %q, %v; want %s", back, i, E(i), text, err, want)
		}
	}
	var e E
	var unknown *spell.UnknownError
	if err := P(&e).UnmarshalText([]byte("nonsense")); !errors.As(err, &unknown) {
		t.Errorf("%T: %v", e, err)
	}
	if _, err := E(len(all)).MarshalText(); err == nil {
		t.Errorf("%T has more than %d words", e, len(all))
	}
}

func BenchmarkChanges(b *testing.B) {
	a := pathway.Default()
	now, err := a.WithStatus(evidence.MustParseStudyKey("lahiri-2019"), evidence.Retracted)
	require.NoError(b, err)
	a.Hash()
	for b.Loop() {
		pathway.Changes(a, now, nil)
	}
}
