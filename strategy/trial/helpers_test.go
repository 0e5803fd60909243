package trial_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/pathway"
	"github.com/gutmuscle/gutmuscle/pathway/habit"
	"github.com/gutmuscle/gutmuscle/pathway/outcome"
	"github.com/gutmuscle/gutmuscle/strategy"
	"github.com/gutmuscle/gutmuscle/strategy/trial"
	"github.com/gutmuscle/gutmuscle/strategy/unit"
)

// adult returns the verdict of somebody whom the gates let pass.
func adult() strategy.Verdict { return adultWith(func(*strategy.Habits) {}) }

func adultWith(change func(*strategy.Habits)) strategy.Verdict {
	h := strategy.Habits{
		Subject:    strategy.Subject{Age: strategy.Known[unit.Years](40), Sex: strategy.Known(strategy.SexMale)},
		Meds:       strategy.Meds{Antibiotics: strategy.Known([]strategy.Antibiotic{}), Others: strategy.Known([]strategy.Medicine{})},
		GI:         strategy.GI{RedFlags: strategy.Known([]strategy.RedFlag{})},
		Conditions: strategy.Known([]strategy.Condition{}), Allergies: strategy.Known([]strategy.Allergen{}),
	}
	change(&h)
	return strategy.Default().Judge(&h)
}

// symptoms is a protocol on points from 0 to 100, of which less is better and 10
// matter.
func symptoms() trial.Protocol {
	return trial.Protocol{
		Habit: habit.Fiber, Outcome: outcome.GutSymptoms,
		Measure: pathway.Measure{Instrument: "diary", Unit: "points", Better: evidence.Down, MID: &pathway.MinimalDifference{Lo: 10, Hi: 10}},
		Lag:     trial.Lag{Onset: 2, Washout: 2, OnsetBasis: strategy.Assumption, WashoutBasis: strategy.Assumption},
	}
}

func must(t testing.TB, p trial.Protocol) *trial.Trial {
	t.Helper()
	tr, err := trial.New(strategy.Default(), adult(), p)
	require.NoError(t, err)
	return tr
}

func analyze(t testing.TB, p trial.Protocol, l trial.Log) trial.Result {
	t.Helper()
	r, err := must(t, p).Analyze(l)
	require.NoError(t, err)
	return r
}

// world is how values come about: y = 50 + effect on days with the habit + drift
// a day + noise that is AR(1).
type world struct{ effect, sd, rho, drift float64 }

func (w world) log(rng *rand.Rand, periods []trial.Period) trial.Log {
	l := trial.Log{Dated: true, Unit: "points"}
	noise := w.sd * rng.NormFloat64()
	for _, p := range periods {
		phase, effect := trial.Off, 0.0
		if p.On {
			phase, effect = trial.On, w.effect
		}
		for day := p.First; day <= p.Last; day++ {
			value := 50 + effect + w.drift*float64(day) + noise
			l.Days = append(l.Days, trial.Day{Day: day, Habit: phase, Value: &value})
			noise = w.rho*noise + w.sd*math.Sqrt(1-w.rho*w.rho)*rng.NormFloat64()
		}
	}
	return l
}

// inTurn returns periods that are off and on in turn, of the given lengths.
func inTurn(lengths ...int) []trial.Period {
	var periods []trial.Period
	day := 0
	for i, n := range lengths {
		periods = append(periods, trial.Period{On: i%2 == 1, First: day, Last: day + n - 1})
		day += n
	}
	return periods
}

func BenchmarkAnalyze(b *testing.B) {
	p := planned(6, 14, 1)
	tr := must(b, p)
	l := world{effect: -10, sd: 10, rho: 0.5}.log(rand.New(rand.NewPCG(1, 1)), tr.Schedule())
	for b.Loop() {
		if _, err := tr.Analyze(l); err != nil {
			b.Fatal(err)
		}
	}
}
