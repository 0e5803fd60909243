package strategy

import (
	"math"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/wording"
	"github.com/gutmuscle/gutmuscle/pathway"
	"github.com/gutmuscle/gutmuscle/strategy/unit"
)

// cleared returns a random person for whom the gates leave nearly everything.
func cleared(r *rand.Rand, share float64) *Habits {
	h := randomPerson(r, share)
	safe := known()
	safe.Diet, safe.Exercise, safe.Sleep, safe.Stress, safe.Meds.Supplements = h.Diet, h.Exercise, h.Sleep, h.Stress, h.Meds.Supplements
	safe.Subject.Age, safe.Subject.Mass, safe.Subject.Height = h.Subject.Age, h.Subject.Mass, Known[unit.Centimeters](175)
	safe.Subject.SCOFF, safe.Subject.EGFR = Known[unit.Score](0), Known[unit.Clearance](95)
	if r.IntN(3) == 0 {
		safe.Diet.FiberSupplement = Known(FiberSupplement{Dose: Known[unit.GramsPerDay](0)})
	}
	return &safe
}

// wish returns random wishes.
func wish(r *rand.Rand) Wishes {
	w := Wishes{Max: r.IntN(4)}
	if r.IntN(2) == 0 {
		w.Goals = Goals()[:1+r.IntN(5)]
	}
	if r.IntN(3) == 0 {
		w.Effort = 1 + r.IntN(12)
	}
	for s := range Default().Strategies() {
		switch r.IntN(12) {
		case 0:
			w.Dislikes = append(w.Dislikes, s.ID)
		case 1, 2:
			w.Likes = append(w.Likes, s.ID)
		}
	}
	return w
}

// naive finds the best plan by trying every set, with nothing of the search but
// the candidates and their values.
func naive(p *planner) (best []int, value float64) {
	same := func(a, b *Strategy) bool {
		fiber := func(s *Strategy) bool {
			return slices.Contains([]Family{FamilyDiverseFiber, FamilyFiberSupplement, FamilyPrebiotics, FamilyResistantStarch}, s.Family)
		}
		names := func(s, t *Strategy) bool {
			return slices.ContainsFunc(s.Overlaps, func(o Overlap) bool { return o.ID == t.ID })
		}
		return a.Habit == b.Habit || names(a, b) || names(b, a) || fiber(a) && fiber(b)
	}
	n := len(p.choices)
	try := func(set ...int) {
		sum, effort := 0.0, 0
		for k, i := range set {
			c := &p.choices[i]
			if c.why != Chosen || k > 0 && set[k-1] >= i {
				return
			}
			sum += c.value
			effort += c.Burden.Level
			for _, j := range set[:k] {
				if same(c.Strategy, p.choices[j].Strategy) {
					return
				}
			}
			for _, id := range c.With {
				with := slices.ContainsFunc(set, func(j int) bool { return p.choices[j].ID == id })
				done := slices.ContainsFunc(p.choices, func(d candidate) bool { return d.ID == id && d.done })
				if !with && !done {
					return
				}
			}
		}
		sum = evidence.Round(sum)
		if len(set) > p.wishes.most() || p.wishes.Effort > 0 && effort > p.wishes.Effort || sum <= 0 || sum < value {
			return
		}
		if sum > value || len(set) < len(best) || len(set) == len(best) && slices.Compare(set, best) < 0 {
			best, value = slices.Clone(set), sum
		}
	}
	for i := range n {
		try(i)
		for j := i + 1; j < n; j++ {
			try(i, j)
			for k := j + 1; k < n; k++ {
				try(i, j, k)
			}
		}
	}
	return best, value
}

// TestBestPlan compares the search with trying every set, for random people and
// wishes.
func TestBestPlan(t *testing.T) {
	r := rand.New(rand.NewPCG(31, 32))
	steps := make(map[int]int)
	for i := range 300 {
		h, w := cleared(r, 0.8), wish(r)
		var p planner
		p.look(Default(), h, &w)
		p.weighAll()
		if i%3 == 0 { // values that tie and constraints that bind
			for k := range p.choices {
				if c := &p.choices[k]; c.why == Chosen || c.why == TooLittle || r.IntN(3) == 0 {
					c.why, c.value = Chosen, float64(r.IntN(7)-1)
				}
			}
		}
		want, most := naive(&p)
		got, value := p.choose(nil)
		if value != most || !slices.Equal(got, want) {
			t.Fatalf("person %d: %v worth %v, want %v worth %v", i, got, value, want, most)
		}
		steps[len(got)]++
	}
	t.Logf("plans by number of steps: %v", steps)
}

// TestRunnerUp checks that the runner-up is the best of the plans that have
// something else.
func TestRunnerUp(t *testing.T) {
	r := rand.New(rand.NewPCG(33, 34))
	for range 200 {
		p := Default().Plan(cleared(r, 0.8), wish(r))
		next, ok := p.RunnerUp()
		var chosen []StrategyID
		for s := range p.Steps() {
			chosen = append(chosen, s.Strategy().ID)
		}
		if !ok {
			continue
		}
		if next.Value > p.Value() || next.Behind < 0 || len(next.In) == 0 {
			t.Fatalf("%+v comes after a plan worth %v", next, p.Value())
		}
		for _, id := range next.In {
			if slices.Contains(chosen, id) {
				t.Fatalf("%s is in the plan", id)
			}
		}
	}
}

// TestGainsAreRows checks that a gain is what an assessment of the person at the
// amounts of the plan has more in the row.
func TestGainsAreRows(t *testing.T) {
	set := map[string]func(*Habits, float64){
		"plant-fiber":         func(h *Habits, x float64) { h.Diet.Fiber = Known(unit.GramsPerDay(x)) },
		"resistance-sessions": func(h *Habits, x float64) { h.Exercise.ResistSessions = Known(unit.TimesPerWeek(x)) },
		"sleep-longer":        func(h *Habits, x float64) { h.Sleep.Duration = Known(unit.HoursPerDay(x)) },
		"whole-grains":        func(h *Habits, x float64) { h.Diet.WholeGrain = Known(unit.ServingsPerWeek(x)) },
		"less-alcohol":        func(h *Habits, x float64) { h.Diet.Alcohol = Known(unit.GramsPerWeek(x)) },
	}
	row := func(h *Habits, s Step, g Gain) float64 {
		for o := range Default().Assess(h).Outcomes() {
			if o.Target.ID() != g.Outcome.String() {
				continue
			}
			for c := range o.Contributions() {
				if c.Habit == s.Strategy().Habit {
					return c.Row
				}
			}
		}
		return 0
	}
	r := rand.New(rand.NewPCG(35, 36))
	seen := make(map[string]int)
	for range 60 {
		h := cleared(r, 1)
		for s := range Default().Plan(h, Wishes{}).Steps() {
			_, then, ok := s.Amounts()
			if set[s.String()] == nil || !ok {
				continue
			}
			after := *h
			set[s.String()](&after, then)
			for g := range s.Why() {
				better := 1.0
				if o, _ := Default().Atlas().Outcome(g.Outcome); o.Desired == evidence.Down {
					better = -1
				}
				if got := better * (row(&after, s, g) - row(h, s, g)); math.Abs(got-g.Row) > 2e-3 {
					t.Fatalf("%s on %s: the row changes by %v, want %v", s, g.Outcome, got, g.Row)
				}
				seen[s.String()]++
			}
		}
	}
	require.Greater(t, len(seen), 2, "%v", seen)
}

// TestPlanIsSteady makes the same plan several times at once.
func TestPlanIsSteady(t *testing.T) {
	h := cleared(rand.New(rand.NewPCG(37, 38)), 0.7)
	m, err := New(Default().Atlas(), nil)
	require.NoError(t, err)
	want := jsonOf(t, Default().Plan(h, Wishes{}))
	p := m.Plan(h, Wishes{})
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			if got := jsonOf(t, m.Plan(h, Wishes{})); got != want {
				t.Error(cmp.Diff(want, got))
			}
			if got := jsonOf(t, p); got != want {
				t.Error(cmp.Diff(want, got))
			}
		})
	}
	group.Wait()
}

// TestPlanWords checks all texts of plans with the guard.
func TestPlanWords(t *testing.T) {
	r := rand.New(rand.NewPCG(39, 40))
	for range 100 {
		p := Default().Plan(cleared(r, 0.6), wish(r))
		for s := range p.Steps() {
			if h, _ := Default().Atlas().Habit(s.Strategy().Habit); h.Sort == pathway.Medicine || s.Strategy().Kind != ActionStrategy || s.Strategy().Untested {
				t.Errorf("%s is a step", s)
			}
			for g := range s.Why() {
				require.NotEmpty(t, g.Sentence)
				for _, v := range wording.CheckText(g.Sentence) {
					t.Errorf("%s: %s", g.Sentence, v)
				}
				if g.Counts > 0 && (!g.Level.Human() || len(g.For) == 0 || g.Worth != Wanted) {
					t.Errorf("%s counts %+v", s, g)
				}
			}
		}
		for q := range p.Questions() {
			for _, v := range wording.CheckText(q.Ask) {
				t.Errorf("%s: %s", q.Ask, v)
			}
		}
	}
}
