package evidence

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestJudge(t *testing.T) {
	trial := func(key string, n int, d Direction, change ...func(*Study)) Item {
		return saw(study(key, RandomizedTrial, n, change...), d)
	}
	low, high := bias(LowRisk), bias(HighRisk)
	type changes = map[string]int
	for _, tt := range []struct {
		name  string
		items []Item
		want  Certainty
		steps changes // by domain, other than start
	}{
		{"nothing", nil, CertaintyNotJudged, changes{}},
		{"large randomized trial, low risk", []Item{trial("a", 240, Up, low)}, High, changes{}},
		{"bias not judged", []Item{trial("a", 240, Up)}, Moderate, changes{"risk-of-bias": -1}},
		{"200 subjects are enough", []Item{trial("a", 200, Up, low)}, High, changes{}},
		{"199 are not", []Item{trial("a", 199, Up, low)}, Moderate, changes{"imprecision": -1}},
		{"100", []Item{trial("a", 100, Up, low)}, Moderate, changes{"imprecision": -1}},
		{"99", []Item{trial("a", 99, Up, low)}, Low, changes{"imprecision": -2}},
		{"number not known", []Item{trial("a", 0, Up, low)}, Moderate, changes{"imprecision": -1}},
		{"three quarters at low risk", []Item{trial("a", 300, Up, low), trial("b", 100, Up, high)}, High, changes{}},
		{"less than three quarters", []Item{trial("a", 299, Up, low), trial("b", 100, Up, high)}, Moderate, changes{"risk-of-bias": -1}},
		{"a study's subjects are not counted once more for each finding",
			[]Item{trial("a", 300, Up, low), trial("b", 90, Up, high), trial("b", 90, Up, high)}, High, changes{}},
		{"nor those of one source for precision",
			[]Item{trial("a", 120, Up, low, group("g")), trial("b", 120, Up, low, group("g"))}, Moderate, changes{"imprecision": -1}},
		{"nor those of a trial in a synthesis", []Item{trial("a", 90, Up, low),
			saw(study("pool", TrialSynthesis, 150, low, includes("a")), Up)}, Moderate, changes{"imprecision": -1}},
		{"retracted trials do not count", []Item{trial("a", 180, Up, low), trial("b", 180, Up, low, status(Retracted))},
			Moderate, changes{"imprecision": -1}},
		{"findings disagree", []Item{trial("a", 200, Up, low), trial("b", 200, Down, low)}, Low, changes{"inconsistency": -2}},
		{"a quarter of the weight is against", []Item{trial("a", 980, Up, low), trial("b", 13, Down, low)}, Moderate, changes{"inconsistency": -1}},
		{"less than a quarter", []Item{trial("a", 980, Up, low), trial("b", 5, Down, low)}, High, changes{}},
		{"a large cohort starts low", []Item{saw(study("a", Cohort, 9000, low), Up)}, Low, changes{}},
		{"a trial too small to decide does not lift a cohort", []Item{saw(study("a", Cohort, 9000, low), Up), trial("b", 4, Up, low)}, Low, changes{}},
		{"before and after starts low", []Item{saw(study("a", BeforeAfter, 400, low), Up)}, Low, changes{}},
		{"it goes no lower than very low", []Item{saw(study("a", BeforeAfter, 30, high), Up), saw(study("b", BeforeAfter, 30, high), Up)},
			VeryLow, changes{"risk-of-bias": -1, "imprecision": -2}},
		{"mice", mice(30, Up), VeryLow, changes{"indirectness": -2}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := Weigh(tt.items, 0)
			got, steps := Judge(tt.items, &b)
			if got != tt.want {
				t.Errorf("certainty = %s, want %s; steps %+v", got, tt.want, steps)
			}
			moved := changes{}
			for _, s := range steps {
				if s.Domain != "start" {
					moved[s.Domain] += s.Change
				}
				if s.Reason == "" {
					t.Errorf("%s has no reason", s.Domain)
				}
			}
			if diff := cmp.Diff(tt.steps, moved); diff != "" {
				t.Errorf("steps (-want +got)\n%s", diff)
			}
		})
	}
}

// start reads the certainty a judgment starts with out of its first step.
func start(t *testing.T, steps []Step) Certainty {
	t.Helper()
	if len(steps) == 0 || steps[0].Domain != "start" || steps[0].Change != 0 {
		t.Fatalf("steps = %+v, want a start first", steps)
	}
	for c := range certainties.All() {
		if prefix := c.String() + ": "; len(steps[0].Reason) > len(prefix) && steps[0].Reason[:len(prefix)] == prefix {
			return c
		}
	}
	return CertaintyNotJudged
}

func TestJudgmentsOfRandomBodies(t *testing.T) {
	seen := map[Certainty]int{}
	forRandomBodies(t, bodies, func(t *testing.T, r *rand.Rand, items []Item) {
		if r.IntN(3) == 0 { // or High would never be seen
			for _, it := range items {
				it.Study.RiskOfBias = LowRisk
			}
		}
		b := Weigh(items, 0)
		got, steps := Judge(items, &b)
		seen[got]++
		if b.Stance == Unknown {
			if got != CertaintyNotJudged || steps != nil {
				t.Errorf("no answer is judged %s: %+v", got, steps)
			}
			return
		}
		c, sum := start(t, steps), 0
		for _, s := range steps[1:] {
			if s.Change >= 0 {
				t.Errorf("step %+v does not lower", s)
			}
			sum += s.Change
		}
		if want := max(VeryLow, Certainty(max(0, int(c)+sum))); got != want {
			t.Errorf("certainty = %s, but the steps make %s: %+v", got, want, steps)
		}
		if !b.Level.Human() && got != VeryLow {
			t.Errorf("a body of level %s is judged %s", b.Level, got)
		}
		if b.Level == ObservationalHuman && got > Low {
			t.Errorf("observation is judged %s", got)
		}
		low := false
		for _, it := range items {
			low = low || it.Study.RiskOfBias == LowRisk
		}
		if got == High && !low {
			t.Error("high without a study of low risk of bias")
		}

		shuffled := append([]Item{}, items...)
		r.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		shuffled = append(shuffled, items[r.IntN(len(items))])
		if again, steps2 := Judge(shuffled, &b); again != got || !cmp.Equal(steps, steps2) {
			t.Errorf("in another order, with one repeated: %s by %+v, want %s by %+v", again, steps2, got, steps)
		}
	})
	for c := range certainties.All() {
		if seen[c] == 0 {
			t.Errorf("no random body is judged %s", c)
		}
	}
}
