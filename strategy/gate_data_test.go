package strategy

import (
	flags "flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/evidence/wording"
	"github.com/gutmuscle/gutmuscle/pathway/outcome"
)

var update = flags.Bool("update", false, "write the table of gates instead of checking it")

// TestGateTable checks data/GATES.md, the table of gates for clinicians, and
// writes it with -update.
func TestGateTable(t *testing.T) {
	const path = "data/GATES.md"
	table, err := safetyGates()
	require.NoError(t, err)
	var b strings.Builder
	b.WriteString("# Safety gates\n\nGenerated from `gates.jsonl` and `messages.jsonl` by `go test ./strategy -run TestGateTable -update`; do not edit.\n\n" +
		"Gates are run in this order, all of them, before anything is scored or suggested. A condition that cannot be told, since a field\n" +
		"that it has to know is not known, counts as one that holds, and the field is asked first; a note has to hold. None of this has been\n" +
		"reviewed by a clinician unless its row says so. *Seen* is a source that was read, *second-hand* one that another page told of, *not\n" +
		"checked* what was written from memory or chosen here.\n")
	last := stageNotSaid
	for i := range table.gates {
		g := &table.gates[i]
		if g.Stage != last {
			last = g.Stage
			fmt.Fprintf(&b, "\n## Stage: %s\n", last)
		}
		fmt.Fprintf(&b, "\n### %s %s\n\n**If** %s\n\n**Then** %s\n\n", g.ID, g.Title, g.If, g.Then)
		if len(g.Rules) > 0 {
			b.WriteString("| when | does | to | is told |\n|---|---|---|---|\n")
			for j := range g.Rules {
				r := &g.Rules[j]
				fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", r.If, r.Action, effects(r), gateText("gate."+g.ID+"."+r.ID))
			}
			if text := gateText("gate." + g.ID + ".unknown"); !strings.HasPrefix(text, "gate.") && g.ID != "S21" {
				fmt.Fprintf(&b, "| not known | ask | as above, until it is known | %s |\n", text)
			}
			b.WriteString("\n")
		}
		for j := range g.Rules {
			if c := g.Rules[j].Conflict; c.On != "" {
				fmt.Fprintf(&b, "Guidelines disagree (%s):\n\n", g.Rules[j].If)
				for _, s := range c.Sides {
					fmt.Fprintf(&b, "- %s: %s\n", s.Source, Default().message(s.Says))
				}
				b.WriteString("\n")
			}
		}
		if len(g.Fields) > 0 {
			fmt.Fprintf(&b, "Reads `%s`.\n\n", strings.Join(g.Fields, "`, `"))
		}
		b.WriteString("Sources:\n\n")
		for _, s := range g.Sources {
			mark := map[string]string{"seen": " (seen)", "second-hand": " (second-hand)", "no": ""}[s.Checked]
			fmt.Fprintf(&b, "- %s%s\n", s, mark)
		}
		fmt.Fprintf(&b, "\nReview: %s.\n", g.Review)
	}
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(b.String()), 0o644))
		return
	}
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	if diff := cmp.Diff(b.String(), string(data)); diff != "" {
		t.Errorf("%s is not current, run with -update (-want +got):\n%s", path, diff)
	}
}

// gateText returns the text of a message, with that in its place where no amounts
// and products are told.
func gateText(id string) string {
	m := Default()
	if general := m.generalOf(id); general != id {
		return m.message(id) + " *Without amounts and products:* " + m.message(general)
	}
	return m.message(id)
}

// effects writes what a rule does to families.
func effects(r *gateRule) string {
	names := func(list []Family) string {
		if len(list) >= len(slices.Collect(Families()))-1 {
			return "all other families"
		}
		words := make([]string, len(list))
		for i, f := range list {
			words[i] = f.String()
		}
		return strings.Join(words, ", ")
	}
	var parts []string
	if len(r.Withholds) > 0 {
		parts = append(parts, "withheld: "+names(r.Withholds))
	}
	for _, l := range r.Limits {
		what := l.Kind.String()
		if l.Max > 0 {
			what += fmt.Sprintf(" %g %s", l.Max, l.Unit)
		}
		if len(l.Items) > 0 {
			what += " " + strings.Join(l.Items, ", ")
		}
		parts = append(parts, what+": "+names(l.Families))
	}
	if len(r.About) > 0 {
		parts = append(parts, "about: "+names(r.About))
	}
	if len(r.Untold) > 0 {
		var ids []string
		for _, n := range r.Untold {
			ids = append(ids, n.String())
		}
		parts = append(parts, "not told: "+strings.Join(ids, ", "))
	}
	if r.Action >= ActionRefuse {
		parts = append(parts, "all families")
	}
	if r.Diet != PatternUnknown {
		parts = append(parts, "forms that fit a diet: "+r.Diet.String())
	}
	if r.General {
		parts = append(parts, "no gate tells amounts or products")
	}
	return strings.Join(parts, "; ")
}

// TestGateRecords checks that there are the gates that there should be, that
// each text is there and none is left over, and that what sources are said to
// be is one of three things.
func TestGateRecords(t *testing.T) {
	table, err := safetyGates()
	require.NoError(t, err)
	used := make(map[string]bool)
	use := func(id string) {
		used[id] = true
		if text := Default().message(id); text == id {
			t.Errorf("no message %s", id)
		}
	}
	var ids []string
	for i := range table.gates {
		g := &table.gates[i]
		ids = append(ids, g.ID)
		asks := false
		for j := range g.Rules {
			r := &g.Rules[j]
			use("gate." + g.ID + "." + r.ID)
			use(Default().generalOf("gate." + g.ID + "." + r.ID))
			asks = asks || r.Action >= ActionLimit
			if r.Conflict.On != "" {
				use(r.Conflict.On)
				for _, s := range r.Conflict.Sides {
					use(s.Says)
				}
			}
		}
		if asks && g.ID != "S28" && g.ID != "S25" {
			use("gate." + g.ID + ".unknown")
			use(Default().generalOf("gate." + g.ID + ".unknown"))
		}
		if (len(g.Rules) == 0) != slices.Contains([]string{"S22", "S30", "S31"}, g.ID) {
			t.Errorf("%s has %d rules", g.ID, len(g.Rules))
		}
		for j := range g.Rules {
			for _, n := range g.Rules[j].Untold {
				if _, ok := Default().Atlas().Outcome(outcome.MustParse(n.ID())); !ok {
					t.Errorf("%s leaves %s untold, which is no outcome", g.ID, n)
				}
			}
		}
		for _, f := range g.Fields {
			if !slices.Contains(gateFields[:], f) {
				t.Errorf("%s reads %s, which is no field of a gate", g.ID, f)
			}
		}
	}
	slices.Sort(ids)
	var want []string
	for i := range 31 {
		want = append(want, fmt.Sprintf("S%02d", i+1))
	}
	if diff := cmp.Diff(want, ids); diff != "" {
		t.Errorf("gates (-want +got):\n%s", diff)
	}
	for _, q := range safetyQuestions {
		use(q.message)
	}
	for _, id := range []string{"ask.correct", "ask.confirm", "ask.which", "ask.recognize", "ask.reference", "plain.unsuited", whatIfNote} {
		use(id)
	}
	for s := range Default().Strategies() {
		for _, id := range slices.Concat(s.Stop, s.Tells) {
			use(id)
		}
	}
	for why := range whyNots.All() {
		if why != Chosen {
			use("plan.not." + why.String())
		}
	}
	for _, id := range []string{noteNothing, noteNothingYet, noteSarcopenia, noteStoolCourse, noteStoolDays, noteStoolDrug, noteBowel, notePregnant, noteTransplant,
		noteProtein, noteShifts, stepCourse, stepCourseIf, stepCap, stepCapIf, askEnergy, stepCleared, stepAgreed, stepUnknown, stepUsual, stepInferred, stepSleep, stepRegular, stepShifts, askAmount} {
		use(id)
	}
	for _, id := range slices.Concat(doseTexts[:], onsetTexts[:], fadingTexts[:]) {
		if id != "" {
			use(id)
		}
	}
	for id := range Default().messages {
		if !used[id] {
			t.Errorf("nobody tells %s", id)
		}
	}
	var asked fieldSet
	for _, q := range safetyQuestions {
		asked |= q.when
	}
	unsure := fieldSet(0)
	for _, h := range crowd(t, 200) {
		v := Default().Judge(h)
		unsure |= v.open
	}
	for path := range (unsure &^ asked).paths() {
		t.Errorf("%s makes a gate unsure and is not asked for", path)
	}
	if !slices.IsSortedFunc(gateConditions, func(a, b condition) int { return strings.Compare(a.id[:3], b.id[:3]) }) {
		t.Error("the conditions are not in the order of the gates")
	}
}

// TestMessages checks that no text says what none may: no diagnosis, no word for
// or against a prescribed medicine.
func TestMessages(t *testing.T) {
	for id, text := range Default().messages {
		for _, v := range wording.CheckText(text) {
			t.Errorf("%s: %s", id, v)
		}
		for sentence := range strings.SplitSeq(text, ".") {
			s := strings.ToLower(sentence)
			changes := slices.ContainsFunc([]string{"stop", "skip", "shorten", "pause", "delay", "reduce"}, func(w string) bool { return strings.Contains(s, w) })
			drug := slices.ContainsFunc([]string{"antibiotic", "medicine", "tablet", "course", "insulin", "inhibitor", "dose"}, func(w string) bool { return strings.Contains(s, w) })
			if changes && drug {
				t.Errorf("%s: %q", id, sentence)
			}
		}
	}
}
