package pathway_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/wording"
	"github.com/gutmuscle/gutmuscle/pathway"
)

// askEvery calls visit with the answers on all pairs of a habit or taxon and an
// outcome, and of a habit and a pathway.
func askEvery(visit func(pathway.Answer)) {
	atlas := pathway.Default()
	var from, to []pathway.Node
	for n := range atlas.Nodes() {
		switch n.Kind() {
		case pathway.HabitKind, pathway.TaxonKind:
			from = append(from, n)
		case pathway.OutcomeKind, pathway.PathwayKind:
			to = append(to, n)
		}
	}
	for _, f := range from {
		for _, t := range to {
			if f.Kind() == pathway.HabitKind || t.Kind() == pathway.OutcomeKind {
				visit(atlas.Effect(f, t))
			}
		}
	}
}

// TestCorpusOfAnswers words the answers on all pairs of a habit or taxon and an
// outcome or pathway, and counts the forbidden words.
func TestCorpusOfAnswers(t *testing.T) {
	atlas := pathway.Default()
	n, told := 0, 0
	askEvery(func(ans pathway.Answer) {
		n++
		s := atlas.Statement(ans)
		text, err := wording.English().Sentence(s)
		if err != nil || text != atlas.Sentence(ans) {
			t.Errorf("%s to %s: %q, %v; printed as %q", ans.From, ans.To, text, err, atlas.Sentence(ans))
			return
		}
		for _, v := range wording.Check(text, s) {
			t.Errorf("%s to %s: %q: %s", ans.From, ans.To, text, v)
		}
		if ans.Stance != evidence.Unknown {
			told++
		}
		// The same once more, by plain substrings and from the answer itself.
		var want []string
		if ans.Stance != evidence.Unknown && !ans.Level.Human() {
			want = append(want, "not shown in people")
		}
		if len(ans.Chains) > 0 && (ans.Reason == pathway.ChainEvidence || ans.Reason == pathway.ChainDisputed || ans.Reason == pathway.ChainConflict) {
			want = append(want, "tested as a whole")
		}
		if ans.Reason == pathway.ChainConflict {
			for _, sign := range []evidence.Stance{evidence.Increase, evidence.Decrease} {
				i := slices.IndexFunc(ans.Chains, func(c pathway.Chain) bool { return !c.Disputed && c.Sign == sign })
				if i >= 0 && !ans.Chains[i].Level.Human() {
					want = append(want, "not shown in people")
				}
			}
		}
		if ans.Level == evidence.ObservationalHuman {
			for _, verb := range []string{" raise", " change", " difference to "} {
				require.NotContains(t, text, verb, "%s to %s", ans.From, ans.To)
			}
		}
		for _, w := range want {
			require.Contains(t, text, w, "%s to %s", ans.From, ans.To)
		}
	})
	t.Logf("%d answers, %d known", n, told)
	require.Greater(t, told, 500)
}

// TestCorpusOfClaims words each claim by itself.
func TestCorpusOfClaims(t *testing.T) {
	atlas := pathway.Default()
	for c := range atlas.Claims() {
		s := atlas.ClaimStatement(c)
		text, err := wording.English().Sentence(s)
		if err != nil || text != atlas.ClaimSentence(c) {
			t.Errorf("%s: %q, %v; printed as %q", c.ID(), text, err, atlas.ClaimSentence(c))
		}
		for _, v := range wording.Check(text, s) {
			t.Errorf("%s: %q: %s", c.ID(), text, v)
		}
	}
}

// TestCorpusOfTexts checks the texts that are printed as they stand: the
// messages of package strategy, and the names, senses and summaries of records.
func TestCorpusOfTexts(t *testing.T) {
	n := 0
	check := func(where, text string) {
		n++
		for _, v := range wording.CheckText(text) {
			t.Errorf("%s: %q: %s", where, text, v)
		}
	}
	data, err := os.ReadFile("../strategy/data/messages.jsonl")
	require.NoError(t, err)
	for line := range bytes.Lines(data) {
		var m struct{ ID, Text string }
		require.NoError(t, json.Unmarshal(line, &m))
		require.NotEmpty(t, m.Text)
		check("message "+m.ID, m.Text)
	}
	atlas := pathway.Default()
	for node := range atlas.Nodes() {
		name, _ := atlas.Name(node)
		check(node.String(), name)
	}
	for r := range atlas.Habits() {
		check("habit:"+r.ID.String(), r.More)
	}
	for r := range atlas.Pathways() {
		check("pathway:"+r.ID.String(), r.Summary)
	}
	require.Greater(t, n, 400)
}

// TestPlural lists the names that take a plural verb, for a reader to judge.
func TestPlural(t *testing.T) {
	atlas := pathway.Default()
	var got []string
	for n := range atlas.Nodes() {
		if s := atlas.Statement(pathway.Answer{From: n, To: n}); s.SubjectPlural {
			got = append(got, s.Subject)
		}
	}
	want := []string{
		"butyrate-producing bacteria",
		"bacterial extracellular vesicles", "branched-chain amino acids", "primary bile acids", "short-chain fatty acids", "secondary bile acids",
		"Branched-chain fatty acids from BCAA", "iso- / 3-oxo-bile acids",
		"antibiotics", "live fermented foods", "fruit and vegetables", "laxatives", "legumes", "nuts", "long-chain omega-3 fatty acids",
		"polyphenol-rich foods", "proton-pump inhibitors", "statins", "non-sugar sweeteners", "whole grains",
		"histone deacetylases, class I", "markers of muscle atrophy", "regulatory T cells", "gut symptoms",
		"signals of muscle protein breakdown", "muscle-to-gut effects on short-chain fatty acids", "indoles from tryptophan",
		"uremic toxins from gut microbes", "urolithins",
		"TRPV1 sensory neurons", "Th17 cells", "adiponectin receptors", "anti-inflammatory macrophages", "antimicrobial peptides",
		"bacterial progestins", "biliary corticoids", "branched-chain fatty acids", "enterochromaffin cells", "goblet cells",
		"group 2 innate lymphoid cells", "human milk oligosaccharides", "inflammatory macrophages", "intestinal stem cells",
		"kynurenine aminotransferases of muscle", "liver enzymes in blood", "macrophages in muscle", "muscle satellite cells",
		"neutrophils in tissue", "triglycerides in blood", "xylooligosaccharides",
	}
	slices.Sort(got)
	slices.Sort(want)
	require.Equal(t, want, got)
}

// TestSentenceIsNeverEmpty checks answers that no names can be found for, and
// those of other atlases.
func TestSentenceIsNeverEmpty(t *testing.T) {
	atlas := pathway.Default()
	for _, tt := range []struct {
		atlas    *pathway.Atlas
		from, to string
		want     string
	}{
		{atlas, "habit:nope", "outcome:grip-strength", "It is not known what habit:nope does to grip strength."},
		{atlas, "habit:fiber", "habit:fiber", "Dietary fiber and dietary fiber are the same, or one is a class of the other, so there is no effect to tell of."},
		{new(pathway.Atlas), "habit:fiber", "outcome:grip-strength", "It is not known what habit:fiber does to outcome:grip-strength."},
	} {
		ans := tt.atlas.Effect(pathway.MustParseNode(tt.from), pathway.MustParseNode(tt.to))
		require.Equal(t, tt.want, tt.atlas.Sentence(ans))
	}
	require.Equal(t, "This could not be put into words.", atlas.Sentence(pathway.Answer{}))
	require.Equal(t, "This could not be put into words.", atlas.ClaimSentence(pathway.Claim{}))

	loud, err := pathway.Read(fstest.MapFS{"outcomes.jsonl": {Data: []byte(`{"id":"loud","name":"boosted immunity","desired":"up"}` + "\n")}}, atlas)
	require.NoError(t, err)
	require.Equal(t, "It is not known what habit:fiber does to outcome:loud.",
		loud.Sentence(loud.Effect(pathway.MustParseNode("habit:fiber"), pathway.MustParseNode("outcome:loud"))))

	ans := atlas.Effect(pathway.MustParseNode("habit:resistance-training"), pathway.MustParseNode("outcome:strength"))
	require.Equal(t, "Habit:resistance-training may go with higher outcome:strength.", new(pathway.Atlas).Sentence(ans))
}

func ExampleAtlas_Sentence() {
	atlas := pathway.Default()
	for _, pair := range []string{
		"habit:resistance-training outcome:strength",
		"taxon:veillonella-atypica outcome:endurance",
		"habit:statins outcome:gait-speed",
	} {
		from, to, _ := strings.Cut(pair, " ")
		fmt.Println(atlas.Sentence(atlas.Effect(pathway.MustParseNode(from), pathway.MustParseNode(to))))
	}
	// Output:
	// Resistance training may raise muscle strength by a large amount. Some findings say otherwise.
	// In mice, Veillonella atypica seems to raise endurance. This was not shown in people.
	// It is not known what statins do to gait speed.
}
