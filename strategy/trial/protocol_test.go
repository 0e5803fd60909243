package trial_test

import (
	"encoding/json"
	"errors"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/pathway"
	"github.com/gutmuscle/gutmuscle/pathway/habit"
	"github.com/gutmuscle/gutmuscle/strategy"
	"github.com/gutmuscle/gutmuscle/strategy/trial"
	"github.com/gutmuscle/gutmuscle/strategy/unit"
)

func TestNew(t *testing.T) {
	var child strategy.Habits
	child.Subject.Age = strategy.Known[unit.Years](15)
	refused := strategy.Default().Judge(&child)
	stricture := adultWith(func(h *strategy.Habits) {
		h.Conditions = strategy.Known([]strategy.Condition{strategy.ConditionStricture})
	})
	for _, tt := range []struct {
		name   string
		v      strategy.Verdict
		change func(*trial.Protocol)
		want   string
		is     error
	}{
		{"a child", refused, func(*trial.Protocol) {}, "verdict: the safety gates do not let the person pass: refuse; S10: This library does not assess people under 18; for them there is general education only, without numbers. Cutting weight and fasting are a health risk at this age. Questions on training, food and weight belong with a parent and a doctor or dietitian; in sport, the team physician is the next step", trial.ErrVerdict},
		{"no gates", strategy.Verdict{}, func(*trial.Protocol) {}, "verdict: the safety gates do not let the person pass: not-decided", trial.ErrVerdict},
		{"a medicine", adult(), func(p *trial.Protocol) { p.Habit = habit.Metformin }, "habit: metformin: medicines are not for trying out on one's own", trial.ErrMedicine},
		{"no habit", adult(), func(p *trial.Protocol) { p.Habit = habit.ID{} }, "habit: no such record: habit ", dataset.ErrDangling},
		{"many faults", adult(), func(p *trial.Protocol) {
			p.Measure.Instrument, p.Measure.MID.Hi, p.OnFrom, p.Lag.Onset, p.MaxDays = "", math.NaN(), math.Inf(1), -1, -1
			p.Lag.WashoutBasis = strategy.GroundNotSaid
			p.Prior = &trial.Prior{Normal: trial.Normal{Mean: math.NaN()}, Unit: "kg", Basis: trial.Weak}
			p.Plan = &trial.Plan{Pairs: 1, Days: 0, Washout: -1, Start: 1 << 40}
		}, `measure.instrument: missing
measure.mid: 10 to NaN; want numbers above 0 and up to 1e+12, in order
on_from: +Inf; want a dose above 0 and up to 1e+12
lag.onset_days: -1; want 0 to 730
lag.washout_basis: missing, though days are said
prior: mean: NaN; want a finite number of at most 1e+12
prior: sd: 0; want 1e-12 to 1e+12
prior: unit: "kg"; want that of the measure, "points"
prior: basis: weak priors are made of the person's data; leave the prior out
max_days: -1; want 0 to 3650
plan: start: 1099511627776; want -100000 to 100000
plan: pairs: 1; want 2 to 100
plan: days: 0; want 1 to 365
plan: washout: -1; want 0 to 730`, nil},
		{"periods as short as the lag", adult(), func(p *trial.Protocol) { p.Plan = &trial.Plan{Pairs: 2, Days: 2} }, "plan: days: 2; want more than the 2 that are left out", nil},
		{"an end after the plan's", adult(), func(p *trial.Protocol) { p.Plan, p.MaxDays = &trial.Plan{Pairs: 2, Days: 5}, 21 }, "max_days: 21; want at most the 20 days of the plan", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := symptoms()
			tt.change(&p)
			tr, err := trial.New(strategy.Default(), tt.v, p)
			require.Error(t, err)
			if diff := cmp.Diff(tt.want, err.Error()); diff != "" || tr != nil {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if tt.is != nil && !errors.Is(err, tt.is) {
				t.Errorf("got %v; want it to be %v", err, tt.is)
			}
		})
	}
	if _, err := trial.New(strategy.Default(), stricture, symptoms()); err != nil {
		t.Errorf("days that are over, and a stricture: %v", err)
	}
	for h := range strategy.Default().Atlas().Habits() {
		p := symptoms()
		p.Habit = h.ID
		_, err := trial.New(strategy.Default(), adult(), p)
		if errors.Is(err, trial.ErrMedicine) != (h.Sort == pathway.Medicine) || (err == nil) == (h.Sort == pathway.Medicine) {
			t.Errorf("%s, a %s: got %v", h.Name, h.Sort, err)
		}
	}
}

func TestLagOf(t *testing.T) {
	for _, tt := range []struct {
		name           string
		onset, washout *[2]int
		want           trial.Lag
	}{
		{"nothing known", nil, nil, trial.Lag{}},
		{"both", &[2]int{42, 91}, &[2]int{42, 43}, trial.Lag{Onset: 91, Washout: 43, OnsetBasis: strategy.FromSource, WashoutBasis: strategy.FromSource}},
		{"onset", &[2]int{1, 14}, nil, trial.Lag{Onset: 14, Washout: 14, OnsetBasis: strategy.FromSource, WashoutBasis: strategy.Assumption}},
		{"washout", nil, &[2]int{3, 5}, trial.Lag{Washout: 5, WashoutBasis: strategy.FromSource}},
	} {
		if got := trial.LagOf(&strategy.Response{OnsetDays: tt.onset, WashoutDays: tt.washout}); got != tt.want {
			t.Errorf("%s: got %+v; want %+v", tt.name, got, tt.want)
		}
	}
}

func TestPriorOf(t *testing.T) {
	m := pathway.Measure{Instrument: "diary", Unit: "points", Better: evidence.Down}
	var estimates []evidence.Estimate
	for i, y := range []float64{-4, -9, -6, -1} {
		e, err := evidence.Given(evidence.MeanDifference, y, 1+float64(i))
		require.NoError(t, err)
		estimates = append(estimates, e.WithUnit("points"))
	}
	size := func(c evidence.Prediction, turned ...bool) *pathway.Size {
		fit, err := evidence.Pool(estimates, evidence.PoolOptions{Prediction: c})
		require.NoError(t, err)
		s := &pathway.Size{Measure: evidence.MeanDifference, Unit: "points", Pooled: &fit}
		for _, is := range turned {
			s.Studies = append(s.Studies, pathway.SizedStudy{Turned: is, Pooled: true})
		}
		return s
	}
	plain := size(evidence.PredictNormal, false, false)
	got, err := trial.PriorOf(plain, m)
	require.NoError(t, err)
	if sd := math.Sqrt(plain.Pooled.Tau2 + plain.Pooled.SE*plain.Pooled.SE); !near(got.SD, sd, 1e-9) || got.Mean != plain.Pooled.Estimate {
		t.Errorf("got %+v; want N(%v, τ²+SE²), SD %v", got, plain.Pooled.Estimate, sd)
	}
	if got.Basis != trial.Predicted || got.K != 4 || got.Unit != "points" {
		t.Errorf("got %+v", got)
	}
	wide, err := trial.PriorOf(size(evidence.PredictHartungKnapp, true, true), m)
	require.NoError(t, err)
	if wide.SD <= got.SD || wide.Mean != -got.Mean {
		t.Errorf("got %+v; want it wider than %+v and turned", wide, got)
	}
	none, other := size(evidence.PredictNormal, false), size(evidence.PredictNormal, false)
	none.Pooled, other.Unit = nil, "kg"
	for want, s := range map[error]*pathway.Size{
		trial.ErrNoPrediction: none, trial.ErrOtherScale: other, trial.ErrSense: size(evidence.PredictNormal, true, false),
	} {
		if _, err := trial.PriorOf(s, m); !errors.Is(err, want) {
			t.Errorf("got %v; want %v", err, want)
		}
	}
	if _, err := trial.PriorOf(size(evidence.PredictionNotSaid, false), m); !errors.Is(err, trial.ErrNoPrediction) {
		t.Errorf("got %v", err)
	}
}

func TestSchedule(t *testing.T) {
	p := symptoms()
	p.Lag.Onset = 3
	p.Plan = &trial.Plan{Start: -5, Pairs: 3, Days: 7, Washout: 1, Seed: 42}
	tr := must(t, p)
	want := "[[true,-5,1,-2],[false,2,8,4],[true,9,15,12],[false,16,22,18],[false,23,29,25],[true,30,36,33]]"
	var rows [][]any
	for _, s := range tr.Schedule() {
		rows = append(rows, []any{s.On, s.First, s.Last, s.Counts})
	}
	got, err := json.Marshal(rows)
	require.NoError(t, err)
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("on, first, last and first that counts (-want +got):\n%s", diff)
	}
	tr.Schedule()[0].First = 99
	if tr.Schedule()[0].First != -5 {
		t.Error("the schedule can be changed from outside")
	}
	heads := 0
	for seed := range uint64(2000) {
		p.Plan.Seed, p.Plan.Pairs = seed, 4
		list := must(t, p).Schedule()
		for i := 0; i < len(list); i += 2 {
			if list[i].On == list[i+1].On {
				t.Fatalf("seed %d: a pair with two of a kind: %+v", seed, list)
			}
			if list[i].On {
				heads++
			}
		}
	}
	if math.Abs(float64(heads)-4000) > 3*math.Sqrt(2000) {
		t.Errorf("%d of 8000 pairs begin with on", heads)
	}
	if must(t, symptoms()).Schedule() != nil {
		t.Error("a schedule without a plan")
	}
}
