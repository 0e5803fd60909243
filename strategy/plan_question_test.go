package strategy

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/gutmuscle/gutmuscle/strategy/unit"
)

// amountSetters set measures that are one field which no gate reads.
var amountSetters = map[string]func(*Habits, float64){
	"fiber":               func(h *Habits, x float64) { h.Diet.Fiber = Known(unit.GramsPerDay(x)) },
	"resistant-starch":    func(h *Habits, x float64) { h.Diet.ResistantStarch = Known(unit.GramsPerDay(x)) },
	"plant-diversity":     func(h *Habits, x float64) { h.Diet.Plants = Known(unit.PlantsPerWeek(x)) },
	"whole-grains":        func(h *Habits, x float64) { h.Diet.WholeGrain = Known(unit.ServingsPerWeek(x)) },
	"legumes":             func(h *Habits, x float64) { h.Diet.Legume = Known(unit.ServingsPerWeek(x)) },
	"nuts":                func(h *Habits, x float64) { h.Diet.Nut = Known(unit.ServingsPerWeek(x)) },
	"resistance-training": func(h *Habits, x float64) { h.Exercise.ResistSessions = Known(unit.TimesPerWeek(x)) },
	"sedentary-time":      func(h *Habits, x float64) { h.Exercise.Sitting = Known(unit.MinutesPerDay(x)) },
	"sleep-duration":      func(h *Habits, x float64) { h.Sleep.Duration = Known(unit.HoursPerDay(x)) },
	"sleep-irregularity":  func(h *Habits, x float64) { h.Sleep.MidpointSD = Known(unit.Minutes(x)) },
	"alcohol":             func(h *Habits, x float64) { h.Diet.Alcohol = Known(unit.GramsPerWeek(x)) },
}

// sampled returns the mean value of plans over answers that are drawn, and its
// standard error.
func sampled(r *rand.Rand, draw func(*rand.Rand) *Habits, w Wishes) (mean, se float64) {
	const n = 500
	sum, squares := 0.0, 0.0
	for range n {
		v := Default().Plan(draw(r), w).Value()
		sum, squares = sum+v, squares+v*v
	}
	mean = sum / n
	return mean, math.Sqrt(max(0, squares/n-mean*mean) / n)
}

// TestAmountsAreWorthWhatTheyAre compares the worth of asking for an amount with
// a Monte Carlo of whole plans: answers drawn from the three points that stand
// for the population, written into the person, planned for from scratch.
func TestAmountsAreWorthWhatTheyAre(t *testing.T) {
	m := Default()
	r := rand.New(rand.NewPCG(51, 52))
	asked, silent := 0, 0
	for i := range 25 {
		h, w := cleared(r, 0.5), Wishes{}
		if i%2 == 0 {
			w = wish(r)
		}
		p := m.Plan(h, w)
		worth := make(map[string]float64)
		for q := range p.Questions() {
			if q.ID == askAmount {
				worth[q.Habit.String()] = q.Gain
			}
		}
		for k := range m.responses {
			f := &m.responses[k]
			set := amountSetters[f.Habit.String()]
			if set == nil || p.planner.known[k] || p.planner.barred[k] || r.IntN(3) > 0 {
				continue
			}
			draw := func(r *rand.Rand) *Habits {
				answered := *h
				u, point := r.Float64(), 0
				for point < 2 && u >= pointShare[point] {
					u -= pointShare[point]
					point++
				}
				set(&answered, f.points()[point])
				return &answered
			}
			mean, se := sampled(r, draw, w)
			gain, told := worth[f.Habit.String()]
			if told {
				asked++
			} else {
				silent++
			}
			if off := math.Abs(mean - p.Value() - gain); off > 4*se+leastInformation+1e-6 || told && off > 4*se+1e-3 {
				t.Errorf("person %d, %s: the plan is worth %v and the answer %v; Monte Carlo says %v ± %v", i, f.Habit, p.Value(), gain, mean-p.Value(), se)
			}
		}
	}
	t.Logf("%d amounts that are asked for, %d that are not", asked, silent)
	if asked < 5 || silent < 20 {
		t.Error("too few to tell")
	}
}

// TestSafetyIsWorthWhatItIs does so for the questions of the gates.
func TestSafetyIsWorthWhatItIs(t *testing.T) {
	r := rand.New(rand.NewPCG(53, 54))
	positive := 0
	for _, question := range []string{"ask.age", "ask.pregnant", "ask.red-flags", "ask.conditions", "ask.medicines", "ask.antibiotics",
		"ask.allergies", "ask.kidneys", "ask.eating"} {
		h := cleared(r, 0.9)
		h.Subject.Age, h.Subject.Sex, h.Subject.Pregnant = Known[unit.Years](28), Known(SexFemale), Known(false)
		switch question {
		case "ask.age":
			h.Subject.Age = Reading[unit.Years]{}
		case "ask.pregnant":
			h.Subject.Pregnant = Reading[bool]{}
		case "ask.red-flags":
			h.GI.RedFlags = Reading[[]RedFlag]{}
		case "ask.conditions":
			h.Conditions = Reading[[]Condition]{}
		case "ask.medicines":
			h.Meds.Others = Reading[[]Medicine]{}
		case "ask.antibiotics":
			h.Meds.Antibiotics = Reading[[]Antibiotic]{}
		case "ask.allergies":
			h.Allergies = Reading[[]Allergen]{}
		case "ask.kidneys":
			h.Subject.Age, h.Subject.EGFR = Known[unit.Years](70), Reading[unit.Clearance]{}
			h.Diet.Protein = Known[unit.GramsPerDay](45)
		case "ask.eating":
			h.Subject.SCOFF = Reading[unit.Score]{}
		}
		p := Default().Plan(h, Wishes{})
		i := slices.IndexFunc(slices.Collect(p.Questions()), func(q PlanQuestion) bool { return q.ID == question })
		if i < 0 {
			t.Errorf("%s is not asked", question)
			continue
		}
		q := slices.Collect(p.Questions())[i]
		mean, se := sampled(r, func(r *rand.Rand) *Habits {
			if r.Float64() < harmless[question] {
				return h.harmlessly(question)
			}
			return h
		}, Wishes{})
		if math.Abs(mean-p.Value()-q.Gain) > 4*se+1e-3 {
			t.Errorf("%s is worth %v; Monte Carlo says %v ± %v", question, q.Gain, mean-p.Value(), se)
		}
		if q.Gain > 0 {
			positive++
		}
	}
	if positive < 5 {
		t.Errorf("only %d questions are worth anything", positive)
	}
}

// TestQuestionsInOrder checks that the gates ask first, and that amounts follow
// by what they are worth.
func TestQuestionsInOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(55, 56))
	for range 150 {
		h := cleared(r, 0.4)
		if r.IntN(2) == 0 {
			h.Allergies = Reading[[]Allergen]{}
		}
		p := Default().Plan(h, wish(r))
		last, amounts := math.Inf(1), false
		for q := range p.Questions() {
			if q.Ask == "" || strings.Contains(q.Ask, "{") || len(q.Fields) == 0 || q.Gain < 0 {
				t.Fatalf("%+v", q)
			}
			amount := q.ID == askAmount || q.ID == askEnergy
			if !amount && amounts {
				t.Fatalf("%s is asked after an amount", q.ID)
			}
			if amount {
				if amounts = true; q.Gain > last || q.Gain <= leastInformation || q.Habit.IsValid() != (q.ID == askAmount) {
					t.Fatalf("%+v after %v", q, last)
				}
				last = q.Gain
			}
			for _, field := range q.Fields {
				if _, ok := h.State(field); !ok {
					t.Fatalf("no field %s", field)
				}
			}
		}
	}
}

// TestHarmlessQuestions checks that each question of the gates has a share and
// an answer that lifts what it withholds.
func TestHarmlessQuestions(t *testing.T) {
	for _, q := range safetyQuestions {
		if share := harmless[q.message]; share <= 0 || share >= 1 {
			t.Errorf("%s: share %v", q.message, share)
		}
		h := new(Habits)
		before := Default().Judge(h)
		if jsonOf(t, h.harmlessly(q.message)) == jsonOf(t, h) {
			t.Errorf("%s has no answer", q.message)
		}
		if before.open&q.when != 0 && Default().Judge(h.harmlessly(q.message)).open&q.when == q.when&before.open {
			t.Errorf("%s stays open", q.message)
		}
	}
	if len(harmless) != len(safetyQuestions) {
		t.Errorf("%d shares, %d questions", len(harmless), len(safetyQuestions))
	}
}
