package evidence

import (
	"math"
	"testing"
)

// TestWeightOfOneFinding reads the table of weights row by row: the
// mass of a level that has one finding is the weight of that finding.
func TestWeightOfOneFinding(t *testing.T) {
	for _, tt := range []struct {
		name  string
		item  Item
		level Level
		want  float64
	}{
		{"in vitro", saw(study("a", InVitroExperiment, 3, of(Cell)), Up), InVitro, 0.20},
		{"in silico", saw(study("a", InSilico, 3, of(Microbe)), Up), InVitro, 0.20},
		{"animal", saw(study("a", AnimalExperiment, 1000, of(Mouse)), Up), Animal, 0.35},
		{"animal, n unknown", saw(study("a", AnimalExperiment, 0, of(Rat)), Up), Animal, 0.35},
		{"cohort, n = 100", saw(study("a", Cohort, 100), Up), ObservationalHuman, 0.35 * 100 / 200},
		{"cohort, n = 1", saw(study("a", Cohort, 1), Up), ObservationalHuman, 0.35 / 101},
		{"cohort, n unknown", saw(study("a", Cohort, 0), Up), ObservationalHuman, 0.35 * 0.7},
		{"Mendelian randomization is observation", saw(study("a", MendelianRandomization, 300), Up), ObservationalHuman, 0.35 * 300 / 400},
		{"synthesis of observation is observation", saw(study("a", ObservationalSynthesis, 900), Up), ObservationalHuman, 0.35 * 900 / 1000},
		{"randomized trial", saw(study("a", RandomizedTrial, 20), Up), InterventionalHuman, 0.60 * 20 / 40},
		{"randomized trial, n unknown", saw(study("a", RandomizedTrial, 0), Up), InterventionalHuman, 0.60 * 0.7},
		{"crossover counts each subject twice", saw(study("a", CrossoverTrial, 10), Up), InterventionalHuman, 0.60 * 20 / 40},
		{"crossover, n unknown", saw(study("a", CrossoverTrial, 0), Up), InterventionalHuman, 0.60 * 0.7},
		{"controlled trial", saw(study("a", ControlledTrial, 20), Up), InterventionalHuman, 0.45 * 20 / 40},
		{"before and after", saw(study("a", BeforeAfter, 60), Up), InterventionalHuman, 0.30 * 60 / 80},
		{"synthesis of trials", saw(study("a", TrialSynthesis, 300), Up), Synthesis, 0.80 * 300 / 400},
		{"synthesis, n unknown", saw(study("a", TrialSynthesis, 0), Up), Synthesis, 0.80 * 0.7},

		{"low risk of bias", saw(study("a", RandomizedTrial, 20, bias(LowRisk)), Up), InterventionalHuman, 0.30},
		{"some concerns", saw(study("a", RandomizedTrial, 20, bias(SomeConcerns)), Up), InterventionalHuman, 0.30 * 0.8},
		{"high risk of bias", saw(study("a", RandomizedTrial, 20, bias(HighRisk)), Up), InterventionalHuman, 0.30 * 0.5},
		{"high risk of bias in mice", saw(study("a", AnimalExperiment, 20, of(Mouse), bias(HighRisk)), Up), Animal, 0.35 * 0.5},

		{"down weighs like up", saw(study("a", RandomizedTrial, 20), Down), InterventionalHuman, 0.30},
		{"null without an interval", saw(study("a", RandomizedTrial, 20), NoEffect), InterventionalHuman, 0.15},
		{"null inside ±0.3", sawWithin(study("a", RandomizedTrial, 20), -0.29, 0.29), InterventionalHuman, 0.30},
		{"null that touches 0.3", sawWithin(study("a", RandomizedTrial, 20), -0.1, 0.3), InterventionalHuman, 0.15},
		{"null that touches −0.3", sawWithin(study("a", RandomizedTrial, 20), -0.3, 0.1), InterventionalHuman, 0.15},
		{"null that reaches below −0.3", sawWithin(study("a", RandomizedTrial, 20), -0.31, 0.1), InterventionalHuman, 0.15},
		{"null in mice without an interval", saw(study("a", AnimalExperiment, 9, of(Mouse)), NoEffect), Animal, 0.175},

		{"corrected counts", saw(study("a", RandomizedTrial, 20, status(Corrected)), Up), InterventionalHuman, 0.30},
		{"of concern counts", saw(study("a", RandomizedTrial, 20, status(OfConcern)), Up), InterventionalHuman, 0.30},
		{"retracted counts for nothing", saw(study("a", RandomizedTrial, 20, status(Retracted)), Up), InterventionalHuman, 0},
		{"a review has no finding", saw(study("a", Review, 20), Up), NotAssessed, 0},
		{"a finding without direction is none", saw(study("a", RandomizedTrial, 20), DirectionNotSaid), InterventionalHuman, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.item.Level(); got != tt.level {
				t.Errorf("level = %s, want %s", got, tt.level)
			}
			b := Weigh([]Item{tt.item}, 0)
			got := *b.ByLevel[tt.level].side(tt.item.Finding.Direction)
			if math.Abs(got-tt.want) > exact {
				t.Errorf("mass = %v, want %v", got, tt.want)
			}
			if all := b.Masses.Up + b.Masses.Down + b.Masses.Null; math.Abs(all-tt.want) > exact {
				t.Errorf("masses = %+v, want nothing but %v", b.Masses, tt.want)
			}
			if want := map[bool]int{true: 1}[tt.want > 0]; b.Sources != want {
				t.Errorf("sources = %d, want %d", b.Sources, want)
			}
		})
	}
}

func TestNullOfAnotherScale(t *testing.T) {
	it := sawWithin(study("a", RandomizedTrial, 20), -0.2, 0.2)
	for _, tt := range []struct {
		name     string
		change   func(e *Effect)
		smallest float64
		want     float64
	}{
		{"zero stands for 0.3", func(*Effect) {}, 0, 0.30},
		{"a claim's own smallest effect", func(*Effect) {}, 0.15, 0.15},
		{"a larger one", func(*Effect) {}, 0.5, 0.30},
		{"an odds ratio rules nothing out", func(e *Effect) { e.Measure = OddsRatio }, 0, 0.15},
		{"half an interval rules nothing out", func(e *Effect) { e.Hi = nil }, 0, 0.15},
	} {
		t.Run(tt.name, func(t *testing.T) {
			e := *it.Finding.Effect
			tt.change(&e)
			f := *it.Finding
			f.Effect = &e
			b := Weigh([]Item{{&f, it.Study}}, tt.smallest)
			if got := b.Masses.Null; math.Abs(got-tt.want) > exact {
				t.Errorf("null = %v, want %v", got, tt.want)
			}
		})
	}
}

// many returns findings of n studies that share nothing.
func many(n int, d Direction, design Design, size int, species Species) []Item {
	var items []Item
	for i := range n {
		items = append(items, saw(study("s-"+string(rune('a'+i)), design, size, of(species)), d))
	}
	return items
}

func TestLevelsAreCapped(t *testing.T) {
	for _, tt := range []struct {
		level   Level
		design  Design
		species Species
		limit   float64
	}{
		{InVitro, InVitroExperiment, Cell, 0.30},
		{Animal, AnimalExperiment, Mouse, 0.55},
		{ObservationalHuman, Cohort, Human, 0.55},
		{InterventionalHuman, RandomizedTrial, Human, 0.90},
		{Synthesis, TrialSynthesis, Human, 0.95},
	} {
		t.Run(tt.level.String(), func(t *testing.T) {
			one := Weigh(many(1, Up, tt.design, 1e6, tt.species), 0).ByLevel[tt.level].Up
			two := Weigh(many(2, Up, tt.design, 1e6, tt.species), 0).ByLevel[tt.level].Up
			all := Weigh(many(26, Up, tt.design, 1e6, tt.species), 0).ByLevel[tt.level].Up
			if want := tt.limit * (1 - math.Pow(1-one/tt.limit, 2)); math.Abs(two-want) > exact {
				t.Errorf("two studies = %v, want %v", two, want)
			}
			if all > tt.limit || all < 0.999*tt.limit {
				t.Errorf("26 studies = %v, want nearly the cap %v", all, tt.limit)
			}
		})
	}
}

func TestMassesAcrossLevelsAreJoined(t *testing.T) {
	items := []Item{
		saw(study("cells", InVitroExperiment, 3, of(Cell)), Up),
		saw(study("mice", AnimalExperiment, 10, of(Mouse)), Up),
		saw(study("trial", RandomizedTrial, 20), Up),
		saw(study("cohort", Cohort, 100), Down),
	}
	b := Weigh(items, 0)
	up, down := 1-(1-0.20)*(1-0.35)*(1-0.30), 0.175
	if math.Abs(b.Masses.Up-up) > exact || math.Abs(b.Masses.Down-down) > exact || b.Masses.Null != 0 {
		t.Errorf("masses = %+v, want up %v, down %v, null 0", b.Masses, up, down)
	}
	net := b.Masses.Net()
	if want := up * (1 - down); math.Abs(net.Up-want) > exact {
		t.Errorf("net up = %v, want %v", net.Up, want)
	}
	if want := down * (1 - up); math.Abs(net.Down-want) > exact {
		t.Errorf("net down = %v, want %v", net.Down, want)
	}
}

func TestSourceIsRegistrationThenCohortThenGroup(t *testing.T) {
	s := study("key", RandomizedTrial, 20)
	for _, tt := range []struct {
		change func()
		want   string
	}{
		{func() {}, "key"},
		{func() { s.Group = "group" }, "group"},
		{func() { s.Cohort = "cohort" }, "cohort"},
		{func() { s.Registration = "NCT01" }, "NCT01"},
	} {
		tt.change()
		if got := s.Source(); got != tt.want {
			t.Errorf("Source() = %q, want %q", got, tt.want)
		}
	}
}

func TestOneSourceCountsItsStrongestOnce(t *testing.T) {
	strong := saw(study("b", RandomizedTrial, 40, group("leuven")), Up)
	weak := saw(study("a", RandomizedTrial, 20, group("leuven")), Up)
	other := saw(study("c", RandomizedTrial, 20, group("harvard")), Up)
	null := saw(study("d", RandomizedTrial, 20, group("leuven")), NoEffect)
	mouse := saw(study("e", AnimalExperiment, 9, of(Mouse), group("leuven")), Up)
	for _, tt := range []struct {
		name    string
		items   []Item
		up      float64
		null    float64
		sources int
	}{
		{"strongest", []Item{weak, strong}, 0.40, 0, 1},
		{"another group adds", []Item{weak, strong, other}, 0.9 * (1 - (1-0.4/0.9)*(1-0.3/0.9)), 0, 2},
		{"another direction of the same group adds", []Item{strong, null}, 0.40, 0.15, 1},
		{"another level of the same group adds", []Item{strong, mouse}, 1 - (1-0.40)*(1-0.35), 0, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := Weigh(tt.items, 0)
			if math.Abs(b.Masses.Up-tt.up) > exact || math.Abs(b.Masses.Null-tt.null) > exact || b.Sources != tt.sources {
				t.Errorf("got %+v of %d sources, want up %v, null %v of %d", b.Masses, b.Sources, tt.up, tt.null, tt.sources)
			}
		})
	}
}

func TestTrialInsideASynthesisIsNotCountedAgain(t *testing.T) {
	trial := saw(study("trial", RandomizedTrial, 20), Up)
	mouse := trial
	mouse.Finding = &Finding{Study: trial.Study.Key, Direction: Up, Design: AnimalExperiment, Species: Mouse}
	pooled := saw(study("pool", TrialSynthesis, 300, includes("trial")), Up)
	retracted := saw(study("pool", TrialSynthesis, 300, includes("trial"), status(Retracted)), Up)
	cohorts := saw(study("pool", ObservationalSynthesis, 300, includes("trial")), Up)
	for _, tt := range []struct {
		name  string
		items []Item
		want  [Synthesis + 1]float64
	}{
		{"pooled", []Item{trial, pooled}, [...]float64{Synthesis: 0.60}},
		{"order does not matter", []Item{pooled, trial}, [...]float64{Synthesis: 0.60}},
		{"the mice of its paper still count", []Item{mouse, pooled}, [...]float64{Animal: 0.35, Synthesis: 0.60}},
		{"a retracted synthesis pools nothing", []Item{retracted, trial}, [...]float64{InterventionalHuman: 0.30, Synthesis: 0}},
		{"a synthesis of cohorts pools no trials", []Item{cohorts, trial}, [...]float64{ObservationalHuman: 0.2625, InterventionalHuman: 0.30, Synthesis: 0}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := Weigh(tt.items, 0)
			for l, want := range tt.want {
				if got := b.ByLevel[l].Up; math.Abs(got-want) > exact {
					t.Errorf("%s: up = %v, want %v", Level(l), got, want)
				}
			}
		})
	}
}
