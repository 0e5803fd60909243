package main

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestWhatIfAddsUp checks, in the document as it is printed, that the deltas of
// the rows and what rounding takes add up to that of the score.
func TestWhatIfAddsUp(t *testing.T) {
	code, out, problems := execute(t, "", "whatif", "-json", "person.json", "-set", "diet.fiber_g_d=30", "-set", "sleep.sleep_h=7.5",
		"-set", "meds.antibiotics=[]", "-set", "exercise.mod_min_wk=null")
	require.Zero(t, code, problems)
	var doc struct {
		Schema, Note       string
		Before, After      struct{ Decision string }
		Habits             []struct{ Habit string }
		Pathways, Outcomes []struct {
			Before, After   struct{ Score float64 }
			Delta, Rounding float64
			Rows            []struct {
				Habit         string
				Before, After struct {
					State    string
					Value    *float64
					R, Row   float64
					Interval [2]float64
				}
				Delta float64
			}
		}
	}
	require.NoError(t, json.Unmarshal([]byte(out), &doc))
	require.Equal(t, "1", doc.Schema)
	require.NotEmpty(t, doc.Note)
	require.Equal(t, "plan", doc.Before.Decision)
	require.Len(t, doc.Habits, 4)
	require.NotEmpty(t, doc.Pathways)
	require.NotEmpty(t, doc.Outcomes)
	unknown := false
	for _, s := range append(doc.Pathways, doc.Outcomes...) {
		sum := s.Rounding
		for _, row := range s.Rows {
			sum += row.Delta
			if math.Abs(row.After.Row-row.Before.Row-row.Delta) > 1e-3 {
				t.Errorf("%s: %v to %v is not %v", row.Habit, row.Before.Row, row.After.Row, row.Delta)
			}
			if row.After.State == "unknown" {
				unknown = true
				if row.After.Value != nil || row.After.Row != 0 || row.Before.Value == nil {
					t.Errorf("%s: %+v", row.Habit, row)
				}
			}
		}
		if math.Abs(sum-s.Delta) > 1e-9 || math.Abs(s.After.Score-s.Before.Score-s.Delta) > 1e-3 {
			t.Errorf("%+v: rows sum to %v", s, sum)
		}
	}
	require.True(t, unknown)
	_, again, _ := execute(t, "", "whatif", "-json", "-set", "diet.fiber_g_d=30", "person.json", "-set", "sleep.sleep_h=7.5",
		"-set", "meds.antibiotics=[]", "-set", "exercise.mod_min_wk=null")
	require.Equal(t, out, again)
}

// TestWhatIfTextAddsUp checks the same of the text, in tenths.
func TestWhatIfTextAddsUp(t *testing.T) {
	code, out, problems := execute(t, "", "whatif", "-all", "person.json", "-set", "diet.fiber_g_d=30", "-set", "sleep.sleep_h=7.5", "-set", "diet.alcohol_g_wk=0")
	require.Zero(t, code, problems)
	require.Contains(t, out, "no advice to change")
	require.Contains(t, out, "14 g/d → 30 g/d")
	sum, want, shifts, rounded := 0, 0, 0, false
	check := func() {
		if sum != want {
			t.Errorf("shift %d: rows sum to %d tenths, not %d", shifts, sum, want)
		}
		sum = 0
	}
	for line := range strings.Lines(out) {
		switch {
		case strings.HasPrefix(line, "    "):
			delta, _, _ := strings.Cut(strings.TrimSpace(line), " ")
			sum += tenthsOf(t, delta)
			rounded = rounded || strings.Contains(line, "rounding")
		case strings.Contains(line, "  score "):
			check()
			head, _, _ := strings.Cut(line, "  score ")
			want = tenthsOf(t, head[strings.LastIndex(head, " ")+1:])
			shifts++
		}
	}
	check()
	if shifts < 20 || !rounded {
		t.Errorf("%d shifts, rounding told: %t", shifts, rounded)
	}
}

func tenthsOf(t *testing.T, text string) int {
	t.Helper()
	n, err := strconv.Atoi(strings.Replace(text, ".", "", 1))
	require.NoError(t, err)
	return n
}

// TestWhatIfWithAnother compares two files, one of them on standard input.
func TestWhatIfWithAnother(t *testing.T) {
	code, out, problems := execute(t, "", "whatif", "person.json", "-with", "person.json")
	require.Zero(t, code, problems)
	require.Contains(t, out, "none that scores are made of differs")
	code, out, problems = execute(t, `{"subject":{"age_y":12}}`, "whatif", "person.json", "-with", "-")
	require.Zero(t, code, problems)
	require.Contains(t, out, "refuse after")
	require.Contains(t, out, "new: S10 refuse")
	require.Contains(t, out, "no scores")
	require.NotContains(t, out, "OUTCOMES")
	code, out, _ = execute(t, "", "whatif", "-json", "person.json", "-set", "diet.fiber_g_d=-1")
	require.Equal(t, 1, code)
	require.Contains(t, out, `"reject_input"`)
	require.NotContains(t, out, `"score"`)
}

// TestWhatIfOfAMedicine checks that nobody reads advice on a medicine.
func TestWhatIfOfAMedicine(t *testing.T) {
	code, out, problems := execute(t, "", "whatif", "person.json", "-set", `meds.others=[{"substance":"metformin","class":"biguanide"}]`)
	require.Zero(t, code, problems)
	require.Contains(t, out, "Nothing here is a reason to start, stop or change one")
	require.Contains(t, out, "metformin (meds.metformin): no → yes")
	for line := range strings.Lines(out) {
		if strings.Contains(line, " metformin:") && strings.Contains(line, "more of it") {
			t.Errorf("says %s", line)
		}
	}
}

// TestTip checks the flip of the shipped person: it does as it says when it is
// set, and a little less does not.
func TestTip(t *testing.T) {
	code, out, problems := execute(t, "", "whatif", "-json", "person.json", "-flip", "muscle strength", "-to", "neutral")
	require.Zero(t, code, problems)
	type flip struct {
		Target, Name, Wanted, Reason, Before, After, Note string
		Moves                                             []struct {
			Habit, Measure string
			From, To       float64
		}
	}
	var doc flip
	require.NoError(t, json.Unmarshal([]byte(out), &doc))
	require.Equal(t, "outcome:strength", doc.Target)
	require.Equal(t, "neutral", doc.Wanted)
	require.NotEmpty(t, doc.Note)
	require.Contains(t, []string{"found", "out-of-reach"}, doc.Reason)
	code, out, problems = execute(t, "", "whatif", "person.json", "-flip", "outcome:strength")
	require.Zero(t, code, problems)
	require.Contains(t, out, "tips to")
	require.Contains(t, out, "no advice to change")
	code, out, problems = execute(t, "", "whatif", "person.json", "-flip", "outcome:strength", "-to", "up")
	require.Zero(t, code, problems)
	require.Contains(t, out, "already")
	// A person of whom little is known is asked first.
	code, out, problems = execute(t, `{"diet":{"fiber_g_d":12}}`, "whatif", "-", "-flip", "outcome:strength")
	require.Zero(t, code, problems)
	require.NotContains(t, out, "tips to")
}

// TestFragileAnswers checks that ask tells how few studies an answer rests on.
func TestFragileAnswers(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"studies.jsonl": `{"key":"mine-2026","title":"Mine","year":2026,"design":"randomized-trial","species":"human","n":500,"checked":{"how":"full-text","on":"2026-01-01"}}`,
		"habits.jsonl":  `{"id":"elixir","name":"Elixir","sort":"supplement","more":"more of it"}`,
		"claims.jsonl":  `{"subject":"habit:elixir","object":"outcome:vo2max","findings":[{"study":"mine-2026","direction":"up"}]}`,
	} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text+"\n"), 0o666))
	}
	args := []string{"ask", "-knowledge", dir, "-from", "habit:elixir", "-to", "outcome:vo2max"}
	code, out, problems := execute(t, "", append(args, "-fragile")...)
	require.Zero(t, code, problems)
	require.Contains(t, out, "fragile    without mine-2026 it would be unknown (weak-evidence)")
	_, out, _ = execute(t, "", args...)
	require.NotContains(t, out, "fragile")
	code, out, problems = execute(t, "", append(args, "-fragile", "-json")...)
	require.Zero(t, code, problems)
	var doc struct {
		Fragility struct {
			Size, Searched, Sets int
			Without              []struct {
				Studies []string
				After   struct{ Answer string }
			}
		}
	}
	require.NoError(t, json.Unmarshal([]byte(out), &doc))
	f := doc.Fragility
	if f.Size != 1 || f.Searched != 1 || f.Sets != 1 || f.Without[0].Studies[0] != "mine-2026" || f.Without[0].After.Answer != "unknown" {
		t.Errorf("%+v", f)
	}
	_, out, _ = execute(t, "", "ask", "-fragile", "-from", "habit:probiotic", "-to", "outcome:muscle-mass")
	require.Contains(t, out, "no: leaving out any 3 studies does not change it")
	_, out, _ = execute(t, "", "ask", "-fragile", "-from", "outcome:gait-speed", "-to", "habit:statins")
	require.Contains(t, out, "rests on no study")
}

// TestUntold: a person to whom it could do harm is told nothing of body weight
// and body fat, and that this is so.
func TestUntold(t *testing.T) {
	for name, person := range map[string]string{
		"BMI 17 (S11)": `{"subject":{"age_y":40,"sex":"male","mass_kg":53.9,"height_cm":178,"scoff":0},"diet":{"fiber_g_d":15},
			"meds":{"antibiotics":[],"others":[]},"gi":{"red_flags":[]},"conditions":[],"allergies":[]}`,
		"SCOFF 3 (S12)": `{"subject":{"age_y":40,"sex":"male","mass_kg":75,"height_cm":178,"scoff":3},"diet":{"fiber_g_d":15},
			"meds":{"antibiotics":[],"others":[]},"gi":{"red_flags":[]},"conditions":[],"allergies":[]}`,
	} {
		gate := name[strings.Index(name, "("):]
		for _, args := range [][]string{{"assess", "-all", "-"}, {"whatif", "-all", "-set", "diet.fiber_g_d=30", "-"},
			{"whatif", "-flip", "outcome:body-weight", "-to", "down", "-"}, {"plan", "-"}} {
			code, out, problems := execute(t, person, args...)
			require.Zero(t, code, problems)
			require.Contains(t, out, "not told: body-fat, body-weight, since answers on them could do harm "+gate)
			for _, told := range []string{"body weight:", "body fat:", "outcome:body-", "tips to"} {
				if strings.Contains(out, told) {
					t.Errorf("%s, %s: %q in\n%s", name, args, told, out)
				}
			}
		}
	}
}
