package strategy

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/pathway"
	"github.com/gutmuscle/gutmuscle/strategy/unit"
)

// TestPushIsTheScores checks that the sums that flips are searched by give the
// directions of the scores.
func TestPushIsTheScores(t *testing.T) {
	m := Default()
	r := rand.New(rand.NewPCG(51, 1))
	for range 300 {
		a := m.Assess(randomPerson(r, r.Float64()))
		for i := range a.scores {
			if got := m.targets[i].pushWithout(a.responses, nil, nil).direction(); got != a.scores[i].direction {
				t.Fatalf("%s: %s, want %s", m.targets[i].node, got, a.scores[i].direction)
			}
		}
	}
}

// safePerson returns a person of whom what the gates ask for is known, and safe.
func safePerson(r *rand.Rand, p float64) *Habits {
	h, safe := randomPerson(r, p), known()
	h.Subject.Mass, h.Subject.Height = Known[unit.Kilograms](70), Known[unit.Centimeters](178)
	h.Subject.SCOFF = Known[unit.Score](0)
	h.Conditions, h.Allergies, h.GI = safe.Conditions, safe.Allergies, safe.GI
	h.Meds.Probiotics = safe.Meds.Probiotics
	if !h.Meds.Others.Usable() {
		h.Meds.Others = safe.Meds.Others
	}
	if !h.Meds.Antibiotics.Usable() {
		h.Meds.Antibiotics = safe.Meds.Antibiotics
	}
	return h
}

// tries is a flip by brute force.
type tries struct {
	a      *Assessment
	t      *target
	wanted Direction
	cells  []*cell
}

// amounts returns n amounts of a habit within its knots.
func (b *tries) amounts(c *cell, n int) []float64 {
	f := &b.a.model.responses[c.response]
	lo, hi := f.Knots[0][0], f.Knots[len(f.Knots)-1][0]
	if f.Unit == "0/1" {
		return []float64{0, 1}
	}
	var all []float64
	for i := range n + 1 {
		all = append(all, lo+(hi-lo)*float64(i)/float64(n))
	}
	for _, k := range f.Knots {
		all = append(all, k[0])
	}
	return all
}

func (b *tries) try(responses []response) bool {
	var s score
	b.t.score(responses, &s)
	return s.direction == b.wanted || b.wanted == NoDirection && s.direction != b.now()
}

func (b *tries) now() Direction {
	var s score
	b.t.score(b.a.responses, &s)
	return s.direction
}

// smallest returns the size of the smallest change of as many habits; infinity
// if there is none.
func (b *tries) smallest(habits, n int) float64 {
	least := math.Inf(1)
	responses := append([]response(nil), b.a.responses...)
	var move func(from, left int, size float64)
	move = func(from, left int, size float64) {
		if size >= least {
			return
		}
		if left == 0 {
			if b.try(responses) {
				least = size
			}
			return
		}
		for i := from; i < len(b.cells); i++ {
			c := b.cells[i]
			now := b.a.responses[c.response].r
			for _, x := range b.amounts(c, n) {
				responses[c.response].r = b.a.model.responses[c.response].At(x)
				move(i+1, left-1, size+math.Abs(responses[c.response].r-now))
			}
			responses[c.response].r = now
		}
	}
	move(0, habits, 0)
	return least
}

// TestFlipAgainstBruteForce compares the search with grids of amounts.
func TestFlipAgainstBruteForce(t *testing.T) {
	m := Default()
	r := rand.New(rand.NewPCG(52, 1))
	seen := make(map[string]int)
	people := 90
	if testing.Short() {
		people = 10
	}
	for n := range people {
		a := m.Assess(safePerson(r, []float64{0.6, 0.9, 1}[n%3]))
		for range 6 {
			i := r.IntN(len(m.targets))
			wanted := []Direction{NoDirection, NoDirection, DirectionUp, DirectionDown, DirectionNeutral, DirectionMixed, DirectionAmbiguous}[r.IntN(7)]
			f := a.Flip(m.targets[i].node, wanted)
			what := fmt.Sprintf("person %d, %s, %s to %s", n, f.Target, f.Before, wanted)
			b := &tries{a: a, t: &m.targets[i], wanted: wanted}
			for k := range b.t.cells {
				if c := &b.t.cells[k]; a.responses[c.response].known && c.reach > 0 && m.sorts[c.response] != pathway.Medicine && a.verdict.allowsHabit(m.responses[c.response].Habit) {
					b.cells = append(b.cells, c)
				}
			}
			seen[fmt.Sprintf("%s, %d", f.Reason, len(f.Moves))]++
			switch f.Reason {
			case FlipFound:
			case FlipOutOfReach:
			case FlipTooLittle, FlipAlready, FlipNothing:
				if f.Moves != nil || f.Size != 0 || f.After != NoDirection {
					t.Errorf("%s: %+v", what, f)
				}
				continue
			default:
				t.Fatalf("%s: %s", what, f.Reason)
			}
			one := b.smallest(1, 400)
			switch {
			case len(f.Moves) == 1:
				if f.Size > one+2e-6 {
					t.Errorf("%s: %+v; brute force has %v", what, f.Moves, one)
				}
				if math.IsInf(one, 1) {
					seen["finer than the grid"]++
				}
			case !math.IsInf(one, 1):
				t.Fatalf("%s: no single habit, and brute force has %v", what, one)
			default:
				if two := b.smallest(2, 24); f.Reason == FlipOutOfReach && !math.IsInf(two, 1) || f.Reason == FlipFound && f.Size > two+1e-3 {
					t.Errorf("%s: %+v; brute force has %v", what, f.Moves, two)
				}
			}
			b.checkTip(t, what, &f)
		}
	}
	t.Log(seen)
	for _, want := range []string{"found, 1", "found, 2", "out-of-reach, 0", "already, 0", "too-little-known, 0"} {
		if seen[want] == 0 && !testing.Short() {
			t.Errorf("never %s: %v", want, seen)
		}
	}
}

// checkTip checks that the amounts as they are told tip the direction, that they
// are documented and no medicine's, and that a little less of each does not do.
func (b *tries) checkTip(t *testing.T, what string, f *Flip) {
	t.Helper()
	responses := append([]response(nil), b.a.responses...)
	set := func(less int, by float64) {
		for i, move := range f.Moves {
			k := indexOf(b.a.model, move.Habit.String())
			r := &b.a.model.responses[k]
			now := b.a.responses[k].r
			if responses[k].r = r.At(move.To); i == less {
				responses[k].r = now + (responses[k].r-now)*(1-by)
			}
			if move.Unit == "0/1" && move.To != 0 && move.To != 1 {
				t.Errorf("%s: %+v", what, move)
			}
			if move.To < r.Knots[0][0] || move.To > r.Knots[len(r.Knots)-1][0] || move.Sort == pathway.Medicine {
				t.Errorf("%s: %+v", what, move)
			}
		}
	}
	if f.Reason != FlipFound {
		return
	}
	set(-1, 0)
	if !b.try(responses) {
		t.Errorf("%s: %+v does not tip", what, f.Moves)
	}
	for i, move := range f.Moves {
		if move.Unit == "0/1" || move.Size < 0.03 {
			continue
		}
		set(i, 0.01)
		if b.try(responses) {
			t.Errorf("%s: %+v, and less of %s does too", what, f.Moves, move.Habit)
		}
	}
}

func indexOf(m *Model, habit string) int {
	for i := range m.responses {
		if m.responses[i].Habit.String() == habit {
			return i
		}
	}
	panic(habit)
}

// TestFlipHoldsForThePerson sets the field that a flip names, and asks again.
func TestFlipHoldsForThePerson(t *testing.T) {
	m := Default()
	r := rand.New(rand.NewPCG(53, 1))
	checked := 0
	for range 40 {
		h := safePerson(r, 0.9)
		a := m.Assess(h)
		for i := range m.targets {
			f := a.Flip(m.targets[i].node, NoDirection)
			if len(f.Moves) != 1 || !isWireField(f.Moves[0].Measure) {
				continue
			}
			to := f.Moves[0].To
			if f.Moves[0].Unit == "0/1" {
				continue
			}
			moved, err := h.With(Setting{f.Moves[0].Measure, json.RawMessage(fmt.Sprint(to))})
			require.NoError(t, err)
			if v := m.Judge(moved); !v.Scored() || len(v.issues) > 0 {
				continue // possible for the response, and not for the person
			}
			if got := m.Assess(moved).scores[i]; got.direction != f.After || math.Abs(evidence.Round(100*got.sum)-f.Score[1]) > 1e-9 {
				t.Errorf("%s of %v: %s %v, want %s %v", m.targets[i].node, f.Moves, got.direction, 100*got.sum, f.After, f.Score[1])
			}
			checked++
		}
	}
	if checked < 50 {
		t.Errorf("%d checked", checked)
	}
}

func TestFlipReasons(t *testing.T) {
	m := Default()
	h := safePerson(rand.New(rand.NewPCG(54, 1)), 0.9)
	a := m.Assess(h)
	if f := a.Flip(pathway.MustParseNode("habit:fiber"), NoDirection); f.Reason != FlipNoTarget {
		t.Errorf("habit: %s", f.Reason)
	}
	for name, change := range map[string]func(*Habits){
		"a question is open":       func(h *Habits) { h.Subject.Age, h.Conditions = Between[unit.Years](18, 80), Reading[[]Condition]{} },
		"an eating disorder":       func(h *Habits) { h.Conditions = Known([]Condition{ConditionEatingDisorderHistory}) },
		"signs of one in a test":   func(h *Habits) { h.Subject.SCOFF = Known[unit.Score](3) },
		"a test that was not done": func(h *Habits) { h.Subject.Age, h.Subject.SCOFF = Known[unit.Years](22), Reading[unit.Score]{} },
	} {
		asked := *h
		change(&asked)
		f := m.Assess(&asked).Flip(pathway.MustParseNode("outcome:strength"), NoDirection)
		if f.Moves != nil || f.Reason != FlipWithheld && f.Reason != FlipNotScored {
			t.Errorf("%s: %s, %v; decision %s", name, f.Reason, f.Moves, f.Verdict().Decision())
		}
	}
	child := *h
	child.Subject.Age = Known[unit.Years](12)
	if f := m.Assess(&child).Flip(pathway.MustParseNode("outcome:strength"), NoDirection); f.Reason != FlipNotScored || f.Before != NoDirection || f.Score != [2]float64{} {
		t.Errorf("child: %+v", f)
	}
	if f := new(Assessment).Flip(pathway.MustParseNode("outcome:strength"), NoDirection); f.Reason != FlipNotScored {
		t.Errorf("zero: %s", f.Reason)
	}
	text, err := json.Marshal(a.Flip(pathway.MustParseNode("outcome:strength"), NoDirection))
	require.NoError(t, err)
	require.Contains(t, string(text), "no advice to change")
	for i, want := range []string{"none", "found", "not-scored", "withheld", "untold", "no-target", "already", "too-little-known", "nothing-to-move", "out-of-reach"} {
		var back FlipReason
		text, err := FlipReason(i).MarshalText()
		require.NoError(t, err)
		require.NoError(t, back.UnmarshalText(text))
		if string(text) != want || back != FlipReason(i) || back.String() != want {
			t.Errorf("%d: %s, want %s", i, text, want)
		}
	}
}

// BenchmarkFlip is the flip of one outcome by one habit or two.
func BenchmarkFlip(b *testing.B) {
	m := Default()
	a := m.Assess(safePerson(rand.New(rand.NewPCG(5, 6)), 1))
	for _, target := range []string{"outcome:strength", "outcome:endurance"} {
		for d := DirectionNeutral; d <= DirectionDown; d++ {
			f := a.Flip(pathway.MustParseNode(target), d)
			b.Run(fmt.Sprintf("%s-%s-to-%s-%d", target, f.Before, d, len(f.Moves)), func(b *testing.B) {
				for b.Loop() {
					a.Flip(pathway.MustParseNode(target), d)
				}
			})
		}
	}
}

// TestFlipLeavesAloneWhatGatesWithhold checks that no habit is moved of which the
// gates withhold strategies: live microbes for somebody with a new organ, protein
// for somebody with kidney disease.
func TestFlipLeavesAloneWhatGatesWithhold(t *testing.T) {
	m := Default()
	r := rand.New(rand.NewPCG(55, 1))
	for _, tt := range []struct {
		condition Condition
		habits    []string
	}{
		{ConditionSolidOrganTransplant, []string{"fermented-foods", "probiotic"}},
		{ConditionCKDG4, []string{"protein"}},
	} {
		moved := 0
		for range 30 {
			h := safePerson(r, 0.9)
			h.Conditions = Known([]Condition{tt.condition})
			h.Diet.Protein = Known[unit.GramsPerDay](60)
			a := m.Assess(h)
			for i := range m.targets {
				for _, move := range a.Flip(m.targets[i].node, NoDirection).Moves {
					moved++
					for _, habit := range tt.habits {
						if move.Habit.String() == habit {
							t.Errorf("%s: %+v", tt.condition, move)
						}
					}
				}
			}
		}
		if moved == 0 {
			t.Errorf("%s: nothing moved", tt.condition)
		}
	}
}
