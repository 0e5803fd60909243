package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/evidence/wording"
)

const kidneys = `{"subject":{"age_y":72,"sex":"female","egfr_ml_min_1_73m2":40,"mass_kg":60},"diet":{"protein_g_d":90,"fiber_g_d":14},
	"exercise":{"resist_sessions_wk":2},"meds":{"antibiotics":[],"others":[],"probiotics":[]},
	"conditions":["ckd-g3a","ibs-mixed"],"gi":{"red_flags":[]},"allergies":[]}`

// TestModesOnTheCommandLine checks what the modes leave out and the languages
// put in, in text and in the document.
func TestModesOnTheCommandLine(t *testing.T) {
	for _, tt := range []struct {
		flags    string
		has, not []string
	}{
		{"", []string{"kidney disease", "limited: ", "Both are shown", "sarcopenia"}, []string{"mode: ", "texts in"}},
		{"-mode general-wellness", []string{"mode: general-wellness", "what you told about your kidneys", "limited: ", "studies: "},
			[]string{"disease", "sarcopenia", "IBS", "cachexia"}},
		{"-mode report-only", []string{"mode: report-only", "Reported: kidney disease"}, []string{"limited: ", "In IBS only"}},
		{"-mode clinical-research", []string{"mode: clinical-research", "Guidelines disagree", "(unknown)"}, []string{"limited: ", "more with too little"}},
		{"-lang de", []string{"Nierenkrankheit", wording.NotReviewed, "Griffkraft", "Krafttraining 2 Einheiten/Woche"}, []string{"kidney disease", "grip strength"}},
		{"-lang de -mode general-wellness", []string{"mode: general-wellness", "zu Ihren Nieren angegeben"}, []string{"Nierenkrankheit", "Sarkopenie", "Reizdarm"}},
	} {
		t.Run(tt.flags, func(t *testing.T) {
			args := strings.Fields("assess -all - " + tt.flags)
			code, out, problems := execute(t, kidneys, args...)
			require.Zero(t, code, problems)
			for _, want := range tt.has {
				if !strings.Contains(out, want) {
					t.Errorf("%q is not in:\n%s", want, out)
				}
			}
			for _, no := range tt.not {
				if strings.Contains(out, no) {
					t.Errorf("%q is in:\n%s", no, out)
				}
			}
			code, out, problems = execute(t, kidneys, append(args, "-json")...)
			require.Zero(t, code, problems)
			var doc struct {
				Verdict struct{ Decision string }
				Trace   struct {
					Mode, Language, Review string
					InEnglish              []string `json:"in_english"`
				}
			}
			require.NoError(t, json.Unmarshal([]byte(out), &doc))
			require.Equal(t, "limited", doc.Verdict.Decision)
			german := strings.Contains(tt.flags, "-lang de")
			mode := "not-said"
			if i := strings.Index(tt.flags, "-mode "); i >= 0 {
				mode = tt.flags[i+len("-mode "):]
			}
			if doc.Trace.Mode != mode || (doc.Trace.Language == "de") != german ||
				(doc.Trace.Review != "") != german || (len(doc.Trace.InEnglish) > 0) != german {
				t.Errorf("trace %+v", doc.Trace)
			}
		})
	}
	for flags, wants := range map[string][]string{
		"plan - -mode report-only":                          {"mode: report-only", "Nothing is planned in this mode"},
		"plan - -mode general-wellness -lang de":            {"PLAN for", "limit", "stop  ", "Nierenteam"},
		"whatif - -set diet.fiber_g_d=20 -lang de":          {"Griffkraft", "keine Vorhersage"},
		"whatif - -flip outcome:strength -mode report-only": {"the mode only reports"},
	} {
		code, out, problems := execute(t, kidneys, strings.Fields(flags)...)
		require.Zero(t, code, problems)
		for _, want := range wants {
			if !strings.Contains(out, want) {
				t.Errorf("%s: %q is not in:\n%s", flags, want, out)
			}
		}
	}
	for flags, want := range map[string]string{"-mode cosmetic": "unknown", "-lang fr": `no language "fr"; want de or en`} {
		code, _, problems := execute(t, kidneys, strings.Fields("assess - "+flags)...)
		if code != 2 || !strings.Contains(problems, want) {
			t.Errorf("%s: exit %d, %s", flags, code, problems)
		}
	}
}
