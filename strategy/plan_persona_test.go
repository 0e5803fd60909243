package strategy_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/strategy"
)

// told is what the tests look at of the document of a plan.
type told struct {
	Decision string
	Gates    []struct {
		ID, Action, Message, Why string
		Families                 []string
	}
	Strategies []struct {
		Strategy, Family, Name string
		Now, Then              *float64
		Unit                   string
		Why                    []struct{ Outcome, Sentence string }
		Schedule               []strategy.Week
		Forms                  []struct{ Text string }
		Limits                 []struct{ Gate, Kind string }
		Notes, Stop            []struct{ ID, Text string }
	}
	Excluded []struct {
		Strategy, Reason, Text string
		Gates, Tells           []string
	}
	Questions []struct {
		ID, Ask string
		Fields  []string
	}
	Notes     []struct{ ID, Text string }
	Conflicts []struct {
		On    string
		Sides []struct{ Says string }
	}
	Issues []struct{ Field, Kind, Likely string }
}

// facts returns what a plan tells, each in a few words.
func (d *told) facts() map[string]bool {
	all := map[string]bool{"decision " + d.Decision: true}
	tell := func(format string, args ...any) { all[fmt.Sprintf(format, args...)] = true }
	for _, g := range d.Gates {
		tell("gate %s %s", g.ID, g.Action)
		tell("message %s", g.Message)
	}
	for i, s := range d.Strategies {
		tell("step %s", s.Strategy)
		tell("step %d %s", i+1, s.Strategy)
		tell("step of %s", s.Family)
		for _, n := range s.Notes {
			tell("%s: %s", s.Strategy, n.ID)
		}
		for _, n := range s.Stop {
			tell("%s: %s", s.Strategy, n.ID)
		}
		for _, l := range s.Limits {
			tell("%s: %s by %s", s.Strategy, l.Kind, l.Gate)
		}
		if len(s.Schedule) > 0 {
			tell("%s: first week %g %s", s.Strategy, s.Schedule[0].Amount, s.Schedule[0].Unit)
		}
	}
	for _, x := range d.Excluded {
		tell("no %s: %s", x.Strategy, x.Reason)
		for _, g := range x.Gates {
			tell("no %s: %s", x.Strategy, g)
		}
	}
	for _, q := range d.Questions {
		tell("ask %s", q.ID)
	}
	for i, q := range d.Questions {
		tell("ask %d %s", i+1, q.ID)
	}
	for _, n := range d.Notes {
		tell("note %s", n.ID)
	}
	for _, c := range d.Conflicts {
		tell("conflict of %d: %s", len(c.Sides), c.On)
	}
	for _, is := range d.Issues {
		tell("issue %s %s", is.Kind, is.Field)
		if is.Likely != "" {
			tell("likely %s", is.Field)
		}
	}
	return all
}

// text returns all that a person is told, without names of sources.
func (d *told) text() string {
	var b strings.Builder
	say := func(texts ...string) { b.WriteString(strings.Join(texts, "\n") + "\n") }
	for _, g := range d.Gates {
		say(g.Why)
	}
	for _, s := range d.Strategies {
		say(s.Name)
		for _, w := range s.Why {
			say(w.Sentence)
		}
		for _, f := range s.Forms {
			say(f.Text)
		}
		for _, n := range slices.Concat(s.Notes, s.Stop) {
			say(n.Text)
		}
	}
	for _, x := range d.Excluded {
		say(x.Text)
		say(x.Tells...)
	}
	for _, q := range d.Questions {
		say(q.Ask)
	}
	for _, n := range d.Notes {
		say(n.Text)
	}
	return b.String()
}

// personaPlans is what the plans of the sample people have to tell and must not.
// The words in must not are of the people's own lists.
var personaPlans = map[string]struct {
	say    []string // facts
	words  []string // of the texts
	never  []string // facts, and beginnings of facts
	unsaid string   // regular expression on all texts
}{
	"P01": {say: []string{"message gate.S01.course", "message gate.S04.tendon", "message gate.S04.spacing", "no resistance-sessions: S04",
		"no aerobic-minutes: S04", "no protein-with-training: already-there", "step 1 plant-fiber", "plant-fiber: plan.step.course",
		"plant-fiber: stop.gut", "plant-fiber: first week 17 g/d", "no judicious-antibiotics: S01"},
		never: []string{"step of resistance-exercise", "step of aerobic-exercise", "step of protein", "step of probiotics"},
		// the gates say "nothing … to stop", so only an order is looked for
		unsaid: `(?i)restor|repair|push through|harmless|shorten|skip the`},
	"P03": {say: []string{"note plan.note.sarcf", "ask 1 ask.kidneys", "no protein-in-later-life: S08", "message gate.S08.unknown",
		"step 1 resistance-sessions", "resistance-sessions: plan.step.cleared", "resistance-sessions: clearance by S13",
		"resistance-sessions: first week 1 sessions/wk", "message gate.S09.constipation", "note plan.note.stool-medicine",
		"note plan.note.protein-later", "no protein-spread: untested"},
		words: []string{"advise 1–1.2 g/kg/d of protein, spread over three meals", "only without advanced kidney disease", "waits for the answer on the kidneys",
			"at most 3 g a day each week, soluble kinds first, with enough to drink"},
		never:  []string{"step of protein", "step of probiotics", "resistance-sessions: first week 2"},
		unsaid: `(?i)you have sarcopenia|stop omeprazole|1\.5 g|probiotics? build`},
	"P04": {say: []string{"step 1 sleep-longer", "message gate.S24.alcohol", "sleep-longer: plan.step.sleep", "resistance-sessions: plan.step.shifts",
		"no plant-fiber: others-first", "sleep-longer: plan.step.regular", "note plan.note.shifts"},
		words: []string{"Regular times count beside the hours", "fiber and kinds of plants can still rise gradually", "Foods that survive a night shift",
			"sessions belong on recovery days, and not after the last night"},
		never:  []string{"step live-fermented-foods"},
		unsaid: `(?i)melatonin|sedative|damaged|diagnos(is|ed with)`},
	"P05": {say: []string{"message gate.S25.fodmap", "message gate.S25.long", "message gate.S09.ibs", "conflict of 2: Guidelines disagree on probiotics in IBS.",
		"step plant-fiber", "plant-fiber: step by S09", "plant-fiber: first week 14 g/d", "plant-fiber: only by S09", "plant-fiber: only by S25",
		"plant-fiber: stop.gut", "no plant-variety: no-form-fits"},
		never:  []string{"step plant-variety", "step legumes", "step live-fermented-foods", "step of probiotics", "step of prebiotics"},
		unsaid: `(?i)30 plants|\bbeans|kimchi|onion|garlic|\bbran\b|SIBO|stay on`},
	"P07": {say: []string{"message gate.S02.recovering", "note plan.note.stool-days", "message gate.S18.profile", "message gate.S18.medicines",
		"message gate.S19.missing", "ask 1 ask.reference", "step of diverse-fiber", "step resistance-sessions", "no probiotic-twk10: gut-recovers"},
		words: []string{"taken 21 days after the last dose", "no baseline", "few kinds of microbes, and some missing, are to be expected then",
			"If it is to be repeated, three to six months"},
		never:  []string{"step of probiotics"},
		unsaid: `(?i)akkermansia|dysbiosis|firmicutes|restor`},
	"P09": {say: []string{"message gate.S10.refuse", "message gate.S11.energy"},
		words: []string{"general education only, without numbers", "Cutting weight and fasting are a health risk at this age", "the team physician is the next step",
			"a parent"},
		never:  []string{"step ", "no ", "ask "},
		unsaid: `(?i)\d+ ?(kcal|g\b|kg)|creatine|supplement|sweat|water cut`},
	"P10": {say: []string{"message gate.S17.refuse", "message gate.S07.eaten", "note plan.note.pregnant"}, never: []string{"step ", "no "},
		unsaid: `(?i)\bketo|weight loss|baby|kcal|fast(ing|s)\b`},
	"P12": {say: []string{"message gate.S05.in-use", "message gate.S05.live", "message gate.S07.foods", "message gate.S01.unknown",
		"note plan.note.team"}, never: []string{"step ", "no "},
		unsaid: `(?i)boost|grapefruit|herbal|try kefir|stop the`},
	"P14": {say: []string{"message gate.S09.narrow", "message gate.S23.prompt", "message gate.S06.ibd", "note plan.note.ibd"}, never: []string{"step ", "no "},
		unsaid: `(?i)30 plants|\bnuts\b|seeds|\bbran\b|heal|stop infliximab|for life`},
	"P16": {say: []string{"message gate.S28.reject", "issue reject subject.height_cm", "issue reject subject.mass_kg", "issue reject diet.fiber_g_d",
		"issue reject diet.energy_kcal_d", "issue reject diet.protein_g_d", "issue reject sleep.sleep_h", "issue unlikely exercise.steps_d",
		"issue unlikely exercise.mod_min_wk", "likely subject.height_cm", "likely diet.fiber_g_d", "ask 1 ask.correct"},
		never: []string{"step ", "no ", "note "}, unsaid: `(?i)raises|lowers`},
}

// TestPersonaPlans plans for the sample people: what they are to be told is
// there in substance, and nothing of what they must not be told.
func TestPersonaPlans(t *testing.T) {
	var file struct {
		Personas []struct {
			ID     string
			Input  json.RawMessage
			Expect struct{ Decision string }
		}
	}
	require.NoError(t, json.Unmarshal(samples(t, "personas.json"), &file))
	for _, p := range file.Personas {
		t.Run(p.ID, func(t *testing.T) {
			want, ok := personaPlans[p.ID]
			require.True(t, ok, "nobody said what the plan has to tell")
			data, err := strategy.PlanJSON(p.Input, nil)
			require.NoError(t, err)
			var doc told
			require.NoError(t, json.NewDecoder(bytes.NewReader(data)).Decode(&doc))
			facts := doc.facts()
			for _, fact := range append(want.say, "decision "+p.Expect.Decision) {
				if !facts[fact] {
					t.Errorf("does not tell: %s", fact)
				}
			}
			for _, words := range want.words {
				if !strings.Contains(doc.text(), words) {
					t.Errorf("does not say: %s", words)
				}
			}
			for fact := range facts {
				for _, never := range want.never {
					if fact == never || strings.HasSuffix(never, " ") && strings.HasPrefix(fact, never) {
						t.Errorf("tells: %s", fact)
					}
				}
			}
			if found := regexp.MustCompile(want.unsaid).FindString(doc.text()); found != "" {
				t.Errorf("says %q", found)
			}
			if t.Failed() {
				t.Logf("%s", strings.Join(slices.Sorted(func(yield func(string) bool) {
					for f := range facts {
						if !yield(f) {
							return
						}
					}
				}), "\n"))
			}
		})
	}
}
