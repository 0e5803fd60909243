package strategy

import (
	"encoding/json"
	"math/rand/v2"
	"testing"

	"github.com/gutmuscle/gutmuscle/pathway"
	"github.com/gutmuscle/gutmuscle/strategy/unit"
)

func benchPerson() *Habits { return randomPerson(rand.New(rand.NewPCG(5, 6)), 1) }

// BenchmarkAssess is gates and scores for one person, into a used assessment.
func BenchmarkAssess(b *testing.B) {
	m, h := Default(), benchPerson()
	var a Assessment
	b.ReportAllocs()
	for b.Loop() {
		m.AssessInto(&a, h)
	}
}

// BenchmarkAssessExplained adds the rows, chains and studies of every outcome.
func BenchmarkAssessExplained(b *testing.B) {
	m, h := Default(), benchPerson()
	m.explain()
	var a Assessment
	b.ReportAllocs()
	for b.Loop() {
		m.AssessInto(&a, h)
		for r := range a.Outcomes() {
			for range r.Contributions() {
			}
			for range r.Loops() {
			}
		}
	}
}

// BenchmarkAssessJSON writes the whole document of one person.
func BenchmarkAssessJSON(b *testing.B) {
	a := Default().Assess(benchPerson())
	b.ReportAllocs()
	for b.Loop() {
		if _, err := json.Marshal(a); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkNew makes the table of habits and targets.
func BenchmarkNew(b *testing.B) {
	atlas := pathway.Default()
	for b.Loop() {
		if _, err := New(atlas, nil); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkJudge is the gates on somebody for whom none fires, with the checks
// of the input and without.
func BenchmarkJudge(b *testing.B) {
	m, h := Default(), known()
	h.Subject.SCOFF = Known[unit.Score](0)
	var v Verdict
	var p person
	for name, check := range map[string]func(*Habits) []Issue{"all": (*Habits).Check, "gates": func(*Habits) []Issue { return nil }} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				issues := check(&h)
				m.decide(&h, issues, &v, &p)
			}
		})
	}
}

// BenchmarkPlan makes a plan and tells all of it but the questions.
func BenchmarkPlan(b *testing.B) {
	m, h := Default(), cleared(rand.New(rand.NewPCG(61, 62)), 0.8)
	explain := func() {
		p := m.Plan(h, Wishes{})
		for s := range p.Steps() {
			for range s.Why() {
			}
			for range s.Schedule() {
			}
			for range s.Forms() {
			}
			for range s.Limits() {
			}
			_, _, _ = s.Dose(), s.Onset(), s.Fading()
		}
		for range p.Excluded() {
		}
	}
	explain() // what is the same for everybody is worked out once
	b.ReportAllocs()
	for b.Loop() {
		explain()
	}
}

// BenchmarkNextQuestion makes a plan for somebody of whom little is known and
// works out what to ask.
func BenchmarkNextQuestion(b *testing.B) {
	m, h := Default(), cleared(rand.New(rand.NewPCG(63, 64)), 0.2)
	b.ReportAllocs()
	for b.Loop() {
		for range m.Plan(h, Wishes{}).Questions() {
		}
	}
}

// BenchmarkNextQuestionSafety is that for somebody of whom nothing is known.
func BenchmarkNextQuestionSafety(b *testing.B) {
	m, h := Default(), new(Habits)
	b.ReportAllocs()
	for b.Loop() {
		for range m.Plan(h, Wishes{}).Questions() {
		}
	}
}

// BenchmarkPlanJSON writes the whole document, with the questions.
func BenchmarkPlanJSON(b *testing.B) {
	m, h := Default(), cleared(rand.New(rand.NewPCG(61, 62)), 0.8)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := json.Marshal(m.Plan(h, Wishes{})); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkPlanTable works out what is the same for everybody.
func BenchmarkPlanTable(b *testing.B) {
	atlas := pathway.Default()
	for b.Loop() {
		b.StopTimer()
		m, err := New(atlas, nil)
		if err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		m.options()
	}
}
