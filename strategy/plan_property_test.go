package strategy

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/gutmuscle/gutmuscle/strategy/unit"
)

// advises returns why the strategies of a plan are in it or not, by id.
func advises(p *Plan) map[StrategyID]WhyNot {
	all := make(map[StrategyID]WhyNot)
	for s := range p.Steps() {
		all[s.Strategy().ID] = Chosen
	}
	for x := range p.Excluded() {
		all[x.Strategy] = x.Why
	}
	return all
}

// bolder tells in what plan b goes beyond plan a of the same person with less
// against it, or "". What the gates or the person's body ruled out has to stay
// out.
func bolder(a, b *Plan) string {
	before := advises(a)
	for s := range b.Steps() {
		id := s.Strategy().ID
		switch why := before[id]; {
		case a.Verdict().Decision() >= AskFirst:
			return "has " + id.String() + " where nothing was advised"
		case why != Chosen && why <= GutRecovers:
			return "has " + id.String() + ", which was out: " + why.String()
		}
		for old := range a.Steps() {
			if old.Strategy().ID != id {
				continue
			}
			if s.Numbers() && !old.Numbers() {
				return "gives numbers for " + id.String()
			}
			was := slices.Collect(old.Schedule())
			for i, w := range slices.Collect(s.Schedule()) {
				if i < len(was) && !w.Change && s.Strategy().Direction == old.Strategy().Direction && w.Amount > was[i].Amount+1e-9 && s.candidate().fiber {
					return "is faster with " + id.String()
				}
			}
			if n, m := len(slices.Collect(s.Forms())), len(slices.Collect(old.Forms())); n > m {
				return "has more forms of " + id.String()
			}
		}
	}
	return ""
}

// sameAmounts reports whether two people have the same of every habit for which
// there is a strategy.
func sameAmounts(a, b *Plan) bool {
	for i := range a.planner.model.options() {
		r := a.planner.model.planOptions[i].response
		if r >= 0 && (len(a.planner.amounts) == 0 || len(b.planner.amounts) == 0 || a.planner.amounts[r] != b.planner.amounts[r] ||
			a.planner.known[r] != b.planner.known[r]) {
			return false
		}
	}
	return true
}

// people are those of the gates, and random ones who train and eat as anybody.
func people(t *testing.T, n int) []*Habits {
	all := crowd(t, n)
	r := rand.New(rand.NewPCG(41, 42))
	for range n {
		all = append(all, cleared(r, 0.8))
	}
	return all
}

// TestContraindicationsNeverAddAdvice adds each contraindication to each of a
// crowd: nothing that was ruled out comes into the plan, no step grows, and
// the plan is not worth more.
func TestContraindicationsNeverAddAdvice(t *testing.T) {
	m := Default()
	all := contraindications()
	compared := 0
	for i, h := range people(t, 12) {
		before := m.Plan(h, Wishes{})
		if before.Verdict().Decision() == RejectInput {
			continue
		}
		for name, change := range all {
			with := *h
			change(&with)
			after := m.Plan(&with, Wishes{})
			if what := bolder(before, after); what != "" {
				t.Fatalf("person %d with %s %s\nbefore: %s\nafter: %s", i, name, what, jsonOf(t, before), jsonOf(t, after))
			}
			if sameAmounts(before, after) {
				compared++
				if after.Value() > before.Value()+1e-9 {
					t.Fatalf("person %d with %s: worth %v, before %v", i, name, after.Value(), before.Value())
				}
			}
		}
	}
	if compared < 500 {
		t.Errorf("compared %d values only", compared)
	}
}

// TestUnknownNeverAddsAdvice makes each safety field of each of a crowd unknown.
func TestUnknownNeverAddsAdvice(t *testing.T) {
	m := Default()
	for i, h := range people(t, 60) {
		before := m.Plan(h, Wishes{})
		if before.Verdict().Decision() == RejectInput {
			continue
		}
		var p person
		p.look(h, h.Check())
		for path, has := range safetyFields(&p) {
			if !has || path == "meds.others" && before.Verdict().open&(fieldCarb|fieldFasting) != 0 { // as in TestUnknownNeverLoosens
				continue
			}
			after := m.Plan(h.forgetField(path), Wishes{})
			if what := bolder(before, after); what != "" {
				t.Fatalf("person %d without %s %s\nbefore: %s\nafter: %s", i, path, what, jsonOf(t, before), jsonOf(t, after))
			}
			if sameAmounts(before, after) && after.Value() > before.Value()+1e-9 {
				t.Fatalf("person %d without %s: worth %v, before %v", i, path, after.Value(), before.Value())
			}
		}
	}
}

// explained counts what a plan says the reasons of, and complains about what it
// does not.
func explained(t *testing.T, p *Plan) int {
	t.Helper()
	n := 0
	for s := range p.Steps() {
		n++
		counts := 0
		for g := range s.Why() {
			if g.Counts > 0 {
				counts++
			}
			if g.Sentence == "" || len(g.For)+len(g.Against) == 0 {
				t.Errorf("%s on %s has no sentence or no study", s, g.Outcome)
			}
		}
		if counts == 0 || len(slices.Collect(s.Stop())) == 0 {
			t.Errorf("%s has no gain or no rule to stop: %s", s, jsonOf(t, s))
		}
	}
	for x := range p.Excluded() {
		n++
		if x.Why == Chosen || x.Text == "" || strings.HasPrefix(x.Text, "plan.") {
			t.Errorf("%s is out without a reason: %+v", x.Strategy, x)
		}
		if x.Why == WithheldByGate && len(x.Gates) == 0 && p.Verdict().Decision() < AskFirst {
			t.Errorf("%s is withheld by no gate", x.Strategy)
		}
		if (x.Why == DoesSame || x.Why == NeedsOther) != x.Other.IsValid() {
			t.Errorf("%s: %+v", x.Strategy, x)
		}
		if x.Why == AmountUnknown && len(x.Fields) == 0 {
			t.Errorf("%s: no field would tell the amount", x.Strategy)
		}
	}
	return n
}

// TestMoreDataExplainsNoLess takes away each field of some people: with it, at
// least as much has a reason, unless a gate now refuses, and that says why.
func TestMoreDataExplainsNoLess(t *testing.T) {
	m := Default()
	for i, h := range people(t, 10) {
		full := m.Plan(h, Wishes{})
		n := explained(t, full)
		if d := full.Verdict().Decision(); d >= Refuse {
			if len(slices.Collect(full.Verdict().Gates())) == 0 {
				t.Errorf("person %d is refused by no gate", i)
			}
			continue
		}
		for k := range wireFields {
			path := wireFields[k].path
			if state, _ := h.State(path); state == StateUnknown {
				continue
			}
			if less := explained(t, m.Plan(h.forgetField(path), Wishes{})); less > n {
				t.Errorf("person %d: %d reasons, and %d without %s", i, n, less, path)
			}
		}
	}
}

// TestSchedulesKeepToTheGates checks steps, ceilings, forms, numbers and holds
// of the plans of a crowd.
func TestSchedulesKeepToTheGates(t *testing.T) {
	seen := make(map[LimitKind]int)
	for i, h := range people(t, 250) {
		p := Default().Plan(h, Wishes{})
		for s := range p.Steps() {
			record := s.Strategy()
			weeks := slices.Collect(s.Schedule())
			now, _, ok := s.Amounts()
			for l := range s.Limits() {
				seen[l.Kind]++
				switch l.Kind {
				case LimitNoNumbers:
					if len(weeks) > 0 || ok {
						t.Errorf("person %d: %s has numbers", i, s)
					}
				case LimitHold, LimitNoIncrease:
					t.Errorf("person %d: %s is in spite of %s", i, s, l.Kind)
				case LimitStep:
					last := now
					for _, w := range weeks {
						if !w.Change && record.Unit == "g/d" && w.Amount-last > l.Max+1e-6 || w.Change && w.Amount > max(l.Max, record.FirstStep.Range[0]) {
							t.Errorf("person %d: %s goes from %v to %v, more than %v", i, s, last, w.Amount, l.Max)
						}
						last = w.Amount
					}
				case LimitOnly, LimitWithout:
					for f := range s.Forms() {
						for _, item := range l.Items {
							if has := slices.Contains(f.Is, item); has == (l.Kind == LimitWithout) {
								t.Errorf("person %d: %s has %s in spite of %s %s", i, s, f.Text, l.Kind, item)
							}
						}
					}
				case LimitClearance:
					if !slices.ContainsFunc(slices.Collect(s.Notes()), func(m Message) bool { return m.ID == stepCleared || m.ID == stepAgreed }) {
						t.Errorf("person %d: %s does not wait", i, s)
					}
				}
			}
			if len(weeks) > planWeeks || record.Ceiling != nil && len(weeks) > 0 && weeks[len(weeks)-1].Amount > record.Ceiling.Range[0] {
				t.Errorf("person %d: %s: %v", i, s, weeks)
			}
			if len(record.Forms) > 0 && len(slices.Collect(s.Forms())) == 0 {
				t.Errorf("person %d: %s has no form", i, s)
			}
		}
	}
	t.Logf("limits: %v", seen)
}

// TestAmountsInDoubt checks that nothing is planned from an amount that is set
// aside or does not apply, and that nobody is asked again for what they would
// rather not say.
func TestAmountsInDoubt(t *testing.T) {
	fiber, grains := MustParseStrategyID("plant-fiber"), MustParseStrategyID("whole-grains")
	var w Wishes
	for s := range Default().Strategies() {
		if s.ID != fiber && s.ID != grains { // either will do, and one is enough
			w.Dislikes = append(w.Dislikes, s.ID)
		}
	}
	for _, tt := range []struct {
		name   string
		change func(*Habits)
		out    bool
		asked  bool // for the amount, beside what the gates ask
	}{
		{"known", func(h *Habits) { h.Diet.Fiber = Known[unit.GramsPerDay](12) }, false, false},
		{"unlikely", func(h *Habits) { h.Diet.Fiber = Known[unit.GramsPerDay](100) }, true, false},
		{"told twice", func(h *Habits) {
			h.Diet.Fiber = Reading[unit.GramsPerDay]{State: StateConflicting, Values: []unit.GramsPerDay{3, 21}}
		}, true, false},
		{"not applicable", func(h *Habits) { h.Diet.Fiber = Reading[unit.GramsPerDay]{State: StateNotApplicable} }, true, false},
		{"declined", func(h *Habits) { h.Diet.Fiber = Reading[unit.GramsPerDay]{State: StateDeclined} }, false, false},
		{"unknown", func(h *Habits) { h.Diet.Fiber = Reading[unit.GramsPerDay]{} }, false, true},
		{"unknown, and numbers could do harm", func(h *Habits) {
			h.Diet.Fiber, h.Subject.SCOFF = Reading[unit.GramsPerDay]{}, Known[unit.Score](3)
		}, false, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := cleared(rand.New(rand.NewPCG(43, 44)), 0)
			h.Diet.Energy = Known[unit.KilocaloriesPerDay](2400)
			tt.change(h)
			p := Default().Plan(h, w)
			if why := advises(p)[fiber]; (why == AmountUnknown) != tt.out {
				t.Errorf("plant-fiber: %s", why)
			}
			asked := slices.ContainsFunc(slices.Collect(p.Questions()), func(q PlanQuestion) bool { return q.Habit.String() == "fiber" })
			if asked != tt.asked {
				t.Errorf("asked: %t", asked)
			}
		})
	}
}
