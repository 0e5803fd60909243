package strategy_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/wording"
	"github.com/gutmuscle/gutmuscle/pathway"
	"github.com/gutmuscle/gutmuscle/strategy"
)

var writeTable = flag.Bool("write", false, "write the generated files instead of checking them")

// leftOut are the habits that no strategy is about, and why.
var leftOut = map[string]string{
	"added-sugar":            "one observation on frailty; counted in swapping ultra-processed foods",
	"amino-acid-mix":         "tested in single doses and in illness; food comes first, in the strategies on protein",
	"butyrate-supplement":    "a supplement with few trials, of which no family of gates speaks",
	"caffeine":               "acute doses before exercise only; not by way of the gut, and it disturbs sleep",
	"creatine":               "works by pooled trials, yet no family of gates speaks of it (kidneys, contamination), so it is not suggested",
	"dietary-fat":            "a share of energy that a person cannot change by itself",
	"exercise":               "kinds mixed or not said; in the strategies on aerobic and strength training",
	"fasting":                "outcomes for muscle null or disputed, and dangerous with some medicines (gates S11, S14)",
	"fruit-vegetables":       "observation only, and no field holds it; counted in fiber and kinds of plants",
	"immobilization":         "comes with illness or injury and is for the care team",
	"laxatives":              "a medicine",
	"leucine":                "alone it changed neither mass nor strength in pooled trials; in spreading protein",
	"low-fodmap-diet":        "a diet for complaints, with a dietitian and an end (gate S25)",
	"mediterranean-diet":     "a whole pattern that only yes or no is known of; its parts are fiber, legumes, nuts and omega-3",
	"metformin":              "a medicine",
	"plant-protein":          "by pooled trials other protein does as well or better for muscle; plants come in by fiber",
	"processed-meat":         "one observation on frailty; no list of what to avoid",
	"proton-pump-inhibitors": "a medicine",
	"red-meat":               "a marker in one trial and observations; no list of what to avoid",
	"shift-work":             "not for a person to change; told where sleep is",
	"statins":                "a medicine",
	"sweeteners":             "observation only; the effect differs between people",
	"urolithin-a-supplement": "a supplement of which no family of gates speaks; main outcomes of its trials were null",
	"vitamin-d":              "null or harmful for muscle in pooled trials at the doses tested",
}

// leftOutStrains are the strains that findings in people name and that no
// strategy is about, and why.
var leftOutStrains = map[string]string{
	"420": "fat mass only, and with a fiber",
	"B. longum BB536, B. infantis M-63, B. breve M-16V and B-3": "body weight only, before against after",
	"BB-12":              "microbes in yogurt only",
	"BNR17":              "null for weight and muscle",
	"DSM 17938":          "children, with a prebiotic",
	"HB05 (pasteurized)": "cells that are not alive",
	"HN019":              "immune cells only",
	"L. casei Shirota":   "students before an examination and people with a broken wrist",
	"LP-DG (CNCM I-1572) + LPC-S01 (DSM 26760)": "amino acids in blood only; muscle not measured",
	"LP-DG + LPC-S01 (inactivated)":             "cells that are not alive",
	"Shirota":                                   "immune markers after a marathon only",
	"TWK10 (heat-killed)":                       "cells that are not alive",
	"Ultrabiotic 60 multistrain, plus Saccharomyces boulardii during international travel": "19 people, with a second product for a part of the time",
	"VSL#3, eight strains": "people with cirrhosis",
	"Vivomix":              "people with osteoarthritis, before against after",
	"Vivomix (1 Streptococcus, 3 Bifidobacterium, 4 Lactobacillus strains)": "people with COPD",
	"pasteurized A. muciniphila": "cells that are not alive",
}

func TestEveryFamilyHasAStrategy(t *testing.T) {
	found := make(map[strategy.Family]bool)
	for s := range strategy.Default().Strategies() {
		found[s.Family] = true
	}
	for f := range strategy.Families() {
		if !found[f] {
			t.Errorf("no strategy of family %s", f)
		}
	}
}

// TestEveryHabitIsCovered checks that each habit has a strategy, or a reason to
// have none, and not both.
func TestEveryHabitIsCovered(t *testing.T) {
	covered := make(map[string]bool)
	for s := range strategy.Default().Strategies() {
		covered[s.Habit.String()] = true
	}
	for h := range strategy.Default().Atlas().Habits() {
		if id := h.ID.String(); covered[id] == (leftOut[id] != "") {
			t.Errorf("%s: covered %v, left out with the reason %q", id, covered[id], leftOut[id])
		}
	}
	for id := range leftOut {
		if !slices.ContainsFunc(slices.Collect(strategy.Default().Atlas().Habits()), func(h pathway.Habit) bool { return h.ID.String() == id }) {
			t.Errorf("%s is left out, but is no habit", id)
		}
	}
}

func TestEveryStrainIsCovered(t *testing.T) {
	m := strategy.Default()
	want := make(map[string]bool)
	for c := range m.Atlas().Claims() {
		for i := range c.Findings {
			f := &c.Findings[i]
			study, _ := m.Atlas().Study(f.Study)
			if f.Strain != "" && (evidence.Item{Finding: f, Study: &study}).Level().Human() {
				want[f.Strain] = true
			}
		}
	}
	covered := make(map[string]bool)
	for s := range m.Strategies() {
		if s.Strain != nil {
			for _, text := range s.Strain.Spellings {
				if covered[text] {
					t.Errorf("%q is of two strategies", text)
				}
				covered[text] = true
			}
		}
	}
	for text := range want {
		if covered[text] == (leftOutStrains[text] != "") {
			t.Errorf("%q: covered %v, left out with the reason %q", text, covered[text], leftOutStrains[text])
		}
	}
	for text := range leftOutStrains {
		if !want[text] {
			t.Errorf("%q is left out, but no finding in people names it", text)
		}
	}
}

// TestFiberSteps checks that no strategy raises fiber faster than the gate on
// fiber ever allows.
func TestFiberSteps(t *testing.T) {
	for s := range strategy.Default().Strategies() {
		switch s.Family {
		case strategy.FamilyDiverseFiber, strategy.FamilyFiberSupplement, strategy.FamilyPrebiotics, strategy.FamilyResistantStarch:
		default:
			continue
		}
		if s.Unit != "g/d" {
			continue
		}
		for what, r := range map[string]*strategy.SourcedRange{"first": s.FirstStep, "weekly": s.WeeklyStep} {
			require.NotNil(t, r, "%s: no %s step", s.ID, what)
			if r.Range[1] > 5 {
				t.Errorf("%s: %s step of %v g/d; want at most 5", s.ID, what, r.Range[1])
			}
		}
	}
}

// TestAntibioticsAreOnlyTold checks that nothing is done about antibiotics, and
// that the first thing told is to take them as prescribed.
func TestAntibioticsAreOnlyTold(t *testing.T) {
	m := strategy.Default()
	n := 0
	for s := range m.Strategies() {
		record, _ := m.Atlas().Habit(s.Habit)
		if s.Family != strategy.FamilyJudiciousAntibiotics && record.Sort != pathway.Medicine {
			continue
		}
		n++
		require.Equal(t, strategy.InformationStrategy, s.Kind, s.ID)
		require.Nil(t, s.FirstStep)
		require.Equal(t, "tell.antibiotics.prescribed", s.Tells[0])
		require.Empty(t, m.StrategyEvidence(&s))
	}
	require.Positive(t, n)
}

// words yields all texts for people of a strategy, with their field.
func words(s *strategy.Strategy) map[string]string {
	texts := map[string]string{"name": s.Name, "note": s.Note, "burden": s.Burden.Why, "lever": s.Lever}
	for i, f := range s.Forms {
		texts[fmt.Sprintf("forms[%d]", i)] = f.Text
	}
	for i, u := range s.NotFor {
		texts[fmt.Sprintf("not_for[%d]", i)] = u.Why
	}
	for i, o := range s.Overlaps {
		texts[fmt.Sprintf("overlaps[%d]", i)] = o.Why
	}
	for field, r := range ranges(s) {
		texts[field] = r.Note
	}
	return texts
}

func ranges(s *strategy.Strategy) map[string]*strategy.SourcedRange {
	all := map[string]*strategy.SourcedRange{"target": s.Target, "first_step": s.FirstStep, "weekly_step": s.WeeklyStep,
		"ceiling": s.Ceiling, "onset_days": s.Onset, "fading_days": s.Fading}
	if s.Strain != nil {
		all["strain.dose"] = s.Strain.Dose
	}
	maps.DeleteFunc(all, func(_ string, r *strategy.SourcedRange) bool { return r == nil })
	return all
}

// TestStrategyTexts checks that no text promises or says what none may, in US
// spelling.
func TestStrategyTexts(t *testing.T) {
	promises := []string{" will ", "guarantee", "proven", "cure", "ensures", "always works", "heals", "detox", "boost", "restore", "balance your"}
	british := []string{"fibre", "colour", "behaviour", "favour", "tonne", "centre", "litre", "diarrhoea", "oesoph", "anaem", "ageing", "pasteurised", "randomised", "recognis"}
	check := func(where, text string) {
		for _, v := range wording.CheckText(text) {
			t.Errorf("%s: %v", where, v)
		}
		for _, w := range slices.Concat(promises, british) {
			if strings.Contains(strings.ToLower(text), w) {
				t.Errorf("%s: %q has %q", where, text, w)
			}
		}
	}
	for s := range strategy.Default().Strategies() {
		for field, text := range words(&s) {
			check(s.ID.String()+": "+field, text)
		}
	}
	for id, text := range messages(t) {
		if strings.HasPrefix(id, "stop.") || strings.HasPrefix(id, "tell.") {
			check(id, text)
		}
	}
}

func messages(t *testing.T) map[string]string {
	t.Helper()
	data, err := os.ReadFile("data/messages.jsonl")
	require.NoError(t, err)
	found := make(map[string]string)
	for line := range bytes.Lines(data) {
		var m strategy.Message
		require.NoError(t, json.Unmarshal(line, &m))
		found[m.ID] = m.Text
	}
	return found
}

// TestStrategyMessagesAreUsed checks that each text on stopping and each
// information is of a strategy.
func TestStrategyMessagesAreUsed(t *testing.T) {
	used := make(map[string]bool)
	for s := range strategy.Default().Strategies() {
		for _, id := range slices.Concat(s.Stop, s.Tells) {
			used[id] = true
		}
	}
	for id := range messages(t) {
		if (strings.HasPrefix(id, "stop.") || strings.HasPrefix(id, "tell.")) && !used[id] {
			t.Errorf("message %s is of no strategy", id)
		}
	}
}

// TestClaimsForAndAgainst checks the sense of claims on outcomes: one for a
// strategy has a finding that goes the better way, one against has a null, a
// harm, or both signs.
func TestClaimsForAndAgainst(t *testing.T) {
	m := strategy.Default()
	for s := range m.Strategies() {
		sign := 1
		if s.Direction == evidence.Down || s.Kind == strategy.InformationStrategy {
			sign = -1 // information tells what the habit does, and the better way is to have less of it
		}
		count := func(id string) (better, other int, judged bool) {
			c, ok := m.Atlas().Claim(id)
			require.True(t, ok, id)
			desired := evidence.NoEffect
			for o := range m.Atlas().Outcomes() {
				if pathway.NodeOf(o.ID) == c.Object {
					desired = o.Desired
				}
			}
			if desired != evidence.Up && desired != evidence.Down {
				return 0, 0, false
			}
			for _, f := range c.Findings {
				if s.Strain != nil && !slices.Contains(s.Strain.Spellings, f.Strain) {
					continue
				}
				goes := map[evidence.Direction]int{evidence.Up: 1, evidence.Down: -1}[f.Direction] * sign
				if goes == map[evidence.Direction]int{evidence.Up: 1, evidence.Down: -1}[desired] {
					better++
				} else {
					other++
				}
			}
			return better, other, true
		}
		for _, id := range s.For {
			if better, _, judged := count(id); judged && better == 0 {
				t.Errorf("%s: for: no finding of %s goes the better way", s.ID, id)
			}
		}
		for _, id := range s.Against {
			if _, other, judged := count(id); judged && other == 0 {
				t.Errorf("%s: against: all findings of %s go the better way", s.ID, id)
			}
		}
	}
}

// TestStrategiesFileIsInOrder checks that the file is as the records are
// written: by id, with the fields in their order.
func TestStrategiesFileIsInOrder(t *testing.T) {
	var want bytes.Buffer
	e := json.NewEncoder(&want)
	e.SetEscapeHTML(false)
	for s := range strategy.Default().Strategies() {
		require.NoError(t, e.Encode(&s))
	}
	got, err := os.ReadFile("data/strategies.jsonl")
	require.NoError(t, err)
	if *writeTable {
		require.NoError(t, os.WriteFile("data/strategies.jsonl", want.Bytes(), 0o666))
	} else if diff := cmp.Diff(want.String(), string(got)); diff != "" {
		t.Errorf("go test -run InOrder -write mends it (-want +got)\n%s", diff)
	}
}

// TestStrategyTable checks that STRATEGIES.md is what the records and the atlas
// make of it.
func TestStrategyTable(t *testing.T) {
	want := strategyTable(t)
	const file = "data/STRATEGIES.md"
	if *writeTable {
		require.NoError(t, os.WriteFile(file, []byte(want), 0o666))
		return
	}
	got, err := os.ReadFile(file)
	require.NoError(t, err)
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("stale; go test ./strategy -run TestStrategyTable -write mends it (-want +got)\n%s", diff)
	}
}
