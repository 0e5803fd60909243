package trial_test

import (
	"encoding"
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/wording"
	"github.com/gutmuscle/gutmuscle/strategy"
	"github.com/gutmuscle/gutmuscle/strategy/trial"
)

// diary makes a log of a text with a period a word: the phase, the number of
// days, and the value around which they lie, as in "off7:50".
func diary(t *testing.T, text string) trial.Log {
	t.Helper()
	l := trial.Log{Dated: true, Unit: "points"}
	day := 0
	wobble := []float64{0, 2, -1, 1, -2, 0.5}
	for _, word := range strings.Fields(text) {
		var phase trial.Phase
		var days int
		var value float64
		name := strings.TrimRight(word[:strings.Index(word, ":")], "0123456789")
		require.NoError(t, phase.UnmarshalText([]byte(name)))
		require.NoError(t, json.Unmarshal([]byte("["+strings.ReplaceAll(word[len(name):], ":", ",")+"]"), &[]any{&days, &value}))
		for range days {
			v := value + wobble[day%len(wobble)]
			l.Days = append(l.Days, trial.Day{Day: day, Habit: phase, Value: &v})
			day++
		}
	}
	return l
}

func TestAnalyze(t *testing.T) {
	const strong = "off7:50 on7:20 off7:51 on7:21 off7:49 on7:19 off7:50 on7:20"
	end := func(days int) func(*trial.Protocol) { return func(p *trial.Protocol) { p.MaxDays = days } }
	for _, tt := range []struct {
		name   string
		log    string
		change func(*trial.Protocol)
		want   string // design, answer, stop and notes
	}{
		{"a clear effect", strong, end(56), "alternation better last-day [not-randomized]"},
		{"the same in a scale that runs up", strong, func(p *trial.Protocol) { p.MaxDays, p.Measure.Better = 56, evidence.Up }, "alternation worse last-day [not-randomized]"},
		{"the same where nothing is better", strong, func(p *trial.Protocol) { p.MaxDays, p.Measure.Better = 56, evidence.NoEffect },
			"alternation cannot-tell last-day [size-open better-not-said not-randomized]"},
		{"no end decided on", strong, end(0), "alternation better not-said [not-randomized no-end-decided]"},
		{"enough before the end", strong, end(100), "alternation better enough-known [not-randomized before-the-end]"},
		{"before and after, however clear", "off30:90 on30:10", end(60), "before-after cannot-tell last-day [time-or-habit]"},
		{"back again", "off30:90 on30:10 off30:90", end(90), "before-after cannot-tell last-day [time-or-habit]"},
		{"on all the time", "on60:10", end(60), "no-comparison cannot-tell last-day [time-or-habit]"},
		{"no effect", "off7:50 on7:50 off7:51 on7:51 off7:50 on7:50", end(42), "alternation no-important-effect last-day [not-randomized]"},
		{"no effect, of which is unknown when it begins", "off7:50 on7:50 off7:51 on7:51 off7:50 on7:50",
			func(p *trial.Protocol) { p.MaxDays, p.Lag = 42, trial.Lag{} }, "alternation cannot-tell last-day [lag-not-known not-randomized]"},
		{"no effect, of which is unknown what matters", "off7:50 on7:50 off7:51 on7:51 off7:50 on7:50",
			func(p *trial.Protocol) { p.MaxDays, p.Measure.MID = 42, nil }, "alternation cannot-tell last-day [no-difference-said not-randomized]"},
		{"an effect that may be too small", "off7:50 on7:40 off7:51 on7:41 off7:50 on7:40", end(42), "alternation cannot-tell last-day [size-open not-randomized]"},
		{"periods that vary by themselves", "off7:50 on7:20 off7:80 on7:75 off7:20 on7:30", end(42), "alternation cannot-tell last-day [too-noisy not-randomized]"},
		{"a line in time is no effect", "off7:10 on7:20 off7:30 on7:40 off7:50 on7:60 off7:70 on7:80", end(56), "alternation no-important-effect last-day [not-randomized]"},
		{"two of each", "off7:50 on7:20 off7:52 on7:23", end(28), "alternation cannot-tell last-day [size-open not-randomized]"},
		{"switches too soon after each other", "off2:50 on2:20 off2:50 on2:20 off2:50 on2:20", end(12), "no-comparison cannot-tell last-day [no-data]"},
		{"days after the end", strong + " off7:0 on7:99", end(56), "alternation better last-day [not-randomized]"},
		{"a sure prior cannot answer", "off7:50 on7:46 off7:54 on7:42 off7:50 on7:47", func(p *trial.Protocol) {
			p.MaxDays, p.Prior = 42, &trial.Prior{Normal: trial.Normal{Mean: -20, SD: 0.5}, Unit: "points"}
		}, "alternation cannot-tell last-day [only-with-prior against-prior not-randomized]"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := symptoms()
			tt.change(&p)
			r := analyze(t, p, diary(t, tt.log))
			notes, err := json.Marshal(r.Notes)
			require.NoError(t, err)
			got := r.Design.String() + " " + r.Answer.String() + " " + r.Stop.String() + " " + strings.NewReplacer(`"`, "", ",", " ").Replace(string(notes))
			if got != tt.want {
				t.Errorf("got  %s\nwant %s\n%+v", got, tt.want, r)
			}
			if r.Design.IsObservation() != (r.Design < trial.Alternation) || r.Design.IsObservation() && r.Answer != trial.CannotTell {
				t.Errorf("an observation says %s", r.Answer)
			}
			if d := r.Days; d.Measured != d.Used+d.Lag+d.Unknown+d.Late {
				t.Errorf("days do not add up: %+v", d)
			}
			if r.Lag != p.Lag {
				t.Errorf("lag %+v; want %+v", r.Lag, p.Lag)
			}
		})
	}
}

func TestPeriods(t *testing.T) {
	value := func(x float64) *float64 { return &x }
	for _, tt := range []struct {
		name, log string
		want      string // on, first, last, counts and number of days of each period
		days      trial.DayCounts
	}{
		{"days after a switch are left out", "off5:1 on4:2", "off 0-4 from 2: 3, on 5-8 from 7: 2", trial.DayCounts{Measured: 9, Used: 5, Lag: 4}},
		{"a short lapse parts nothing", "on5:1 off2:1 on5:1", "on 0-11 from 2: 6", trial.DayCounts{Measured: 12, Used: 6, Lag: 6}},
		{"unknown days are neither", "on4:1 unknown3:1 on3:1 off4:1", "on 0-9 from 2: 5, off 10-13 from 12: 2", trial.DayCounts{Measured: 14, Used: 7, Lag: 4, Unknown: 3}},
		{"after a long gap the habit begins anew", "on4:1 unknown8:1 on4:1", "on 0-15 from 2: 4", trial.DayCounts{Measured: 16, Used: 4, Lag: 4, Unknown: 8}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := analyze(t, symptoms(), diary(t, tt.log))
			var got []string
			for _, p := range r.Periods {
				got = append(got, periodText(p))
			}
			if diff := cmp.Diff(tt.want, strings.Join(got, ", ")); diff != "" {
				t.Errorf("periods (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.days, r.Days); diff != "" {
				t.Errorf("days (-want +got):\n%s", diff)
			}
		})
	}
	p := symptoms()
	p.OnFrom = 25
	l := trial.Log{Unit: "points"}
	for day := range 8 {
		l.Days = append(l.Days, trial.Day{Day: day - 7, Dose: value(24 + float64(day/4)), Value: value(1)})
	}
	if r := analyze(t, p, l); len(r.Periods) != 2 || r.Periods[0].On || !r.Periods[1].On || r.Periods[1].First != -3 {
		t.Errorf("doses of 24 and 25: %+v; want off and on", r.Periods)
	}
}

func periodText(p trial.PeriodMean) string {
	text := "off"
	if p.On {
		text = "on"
	}
	b, _ := json.Marshal([]int{p.First, p.Last, p.Counts, p.N})
	var n [4]json.Number
	_ = json.Unmarshal(b, &n)
	return text + " " + n[0].String() + "-" + n[1].String() + " from " + n[2].String() + ": " + n[3].String()
}

// TestSentences checks that no sentence of any result outruns what it rests on.
func TestSentences(t *testing.T) {
	for d := trial.DesignNotSaid; d <= trial.Randomized+1; d++ {
		for a := trial.AnswerNotSaid; a <= trial.Worse+1; a++ {
			r := trial.Result{Design: d, Answer: a, Unit: "points", Data: trial.Normal{Mean: -5, SD: 1}, Days: trial.DayCounts{Lag: 3}}
			for n := trial.NoteNotSaid; n <= trial.BeforeTheEnd+1; n++ {
				r.Notes = append(r.Notes, n)
			}
			english := slices.Collect(r.Sentences())
			for _, c := range []*wording.Catalog{wording.English(), wording.German()} {
				sentences, err := r.SentencesIn(c.Language())
				require.NoError(t, err)
				list := slices.Collect(sentences)
				require.Len(t, list, len(english))
				for i, s := range list {
					found, _ := c.CheckText(s)
					for _, v := range found {
						t.Errorf("%s: %s", s, v)
					}
					if strings.ContainsAny(s, "{}") || (c.Language() == "en") != (s == english[i]) {
						t.Errorf("%s: %q", c.Language(), s)
					}
				}
			}
		}
	}
}

// TestTextsOfEveryWord checks that each answer, design and note but the zero has
// a text in each language, and that there are no others.
func TestTextsOfEveryWord(t *testing.T) {
	want := []string{"lag", "size"}
	for _, kind := range []strategy.LimitKind{strategy.LimitStep, strategy.LimitOnly, strategy.LimitWithout, strategy.LimitIntensity,
		strategy.LimitApart, strategy.LimitFluids} {
		want = append(want, "limit."+kind.String())
	}
	gates, err := os.ReadFile("../data/gates.jsonl")
	require.NoError(t, err)
	for _, list := range regexp.MustCompile(`"items":\[([^]]*)\]`).FindAllStringSubmatch(string(gates), -1) {
		for item := range strings.SplitSeq(list[1], ",") {
			if id := "item." + strings.Trim(item, `" `); !slices.Contains(want, id) {
				want = append(want, id)
			}
		}
	}
	if strings.Count(string(gates), `"kind":"step"`) != strings.Count(string(gates), `"max":3,"unit":"g/d per week"`) {
		t.Error("the text of a step speaks of grams of fiber a day")
	}
	for a := trial.AnswerNotSaid + 1; a <= trial.Worse; a++ {
		want = append(want, "answer."+a.String())
	}
	for d := trial.DesignNotSaid + 1; d <= trial.Randomized; d++ {
		want = append(want, "design."+d.String())
	}
	for n := trial.NoteNotSaid + 1; n <= trial.BeforeTheEnd; n++ {
		want = append(want, "note."+n.String())
	}
	slices.Sort(want)
	for _, language := range []string{"en", "de"} {
		data, err := os.ReadFile("data/" + language + ".jsonl")
		require.NoError(t, err)
		var got []string
		for line := range strings.Lines(string(data)) {
			var m strategy.Message
			require.NoError(t, json.Unmarshal([]byte(line), &m))
			got = append(got, m.ID)
			c, _ := wording.BuiltIn(language)
			said, _ := c.CheckText(m.Text)
			named, _ := c.Conditions(m.Text)
			if len(said)+len(named) > 0 {
				t.Errorf("%s: %s: %v %v", language, m.Text, said, named)
			}
			if m.Text == "" || (language == "de") != (m.Review == wording.NotReviewed) {
				t.Errorf("%s: %+v", language, m)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", language, diff)
		}
	}
	if _, err := new(trial.Result).SentencesIn("fr"); err == nil {
		t.Error("there are sentences in French")
	}
}

func TestWords(t *testing.T) {
	type word interface {
		encoding.TextMarshaler
		String() string
	}
	for want, w := range map[string]word{
		"cannot-tell": trial.CannotTell, "Answer(5)": trial.Worse + 1, "before-after": trial.BeforeAfter, "Design(5)": trial.Randomized + 1,
		"last-day": trial.LastDay, "Stop(4)": trial.LastDay + 1, "on": trial.On, "Phase(3)": trial.On + 1, "predicted": trial.Predicted,
		"Basis(3)": trial.Predicted + 1, "before-the-end": trial.BeforeTheEnd, "Note(16)": trial.BeforeTheEnd + 1,
	} {
		if got := strings.TrimPrefix(w.String(), "trial."); got != want {
			t.Errorf("got %s; want %s", got, want)
		}
		if _, err := w.MarshalText(); (err != nil) != strings.Contains(want, "(") {
			t.Errorf("%s: got %v", want, err)
		}
	}
	r := analyze(t, symptoms(), diary(t, "off7:50 on7:20 off7:51 on7:21 off7:49 on7:19"))
	text, err := json.Marshal(r)
	require.NoError(t, err)
	var again trial.Result
	require.NoError(t, json.Unmarshal(text, &again))
	if diff := cmp.Diff(r, again, comparable); diff != "" {
		t.Errorf("(-written +read):\n%s", diff)
	}
	var p trial.Protocol
	text, err = json.Marshal(planned(4, 7, 1))
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(text, &p))
	if p.Plan.Pairs != 4 || p.Lag.OnsetBasis != strategy.Assumption {
		t.Errorf("got %+v", p)
	}
}
