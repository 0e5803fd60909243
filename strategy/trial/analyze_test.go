package trial_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/pathway/habit"
	"github.com/gutmuscle/gutmuscle/pathway/outcome"
	"github.com/gutmuscle/gutmuscle/strategy/trial"
)

var comparable = cmpopts.EquateComparable(habit.ID{}, outcome.ID{})

func near(got, want, tolerance float64) bool {
	return math.Abs(got-want) <= tolerance*max(1, math.Abs(want))
}

// TestUpdate compares the update with the closed form of the conjugate case, and
// with the product of the two densities summed up.
func TestUpdate(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	for range 1000 {
		prior := trial.Normal{Mean: 10 * rng.NormFloat64(), SD: math.Exp(2 * rng.NormFloat64())}
		data := trial.Normal{Mean: 10 * rng.NormFloat64(), SD: math.Exp(2 * rng.NormFloat64())}
		got := trial.Update(prior, data)
		p, q := 1/(prior.SD*prior.SD), 1/(data.SD*data.SD)
		mean, sd := (p*prior.Mean+q*data.Mean)/(p+q), math.Sqrt(1/(p+q))
		if !near(got.Mean, mean, 1e-12) || !near(got.SD, sd, 1e-12) {
			t.Fatalf("%v with %v: got %v; want mean %v, SD %v", prior, data, got, mean, sd)
		}
		if share := trial.DataShare(prior, data); !near(share, q/(p+q), 1e-12) {
			t.Fatalf("%v with %v: share %v; want %v", prior, data, share, q/(p+q))
		}
		if got != trial.Update(data, prior) && !near(trial.Update(data, prior).Mean, mean, 1e-12) {
			t.Fatal("which is the prior makes a difference")
		}
	}
	prior, data := trial.Normal{Mean: 1, SD: 2}, trial.Normal{Mean: 4, SD: 1}
	var mass, first, second float64
	for x := -20.; x < 30; x += 1e-3 {
		w := math.Exp(-(x-1)*(x-1)/8 - (x-4)*(x-4)/2)
		mass, first, second = mass+w, first+w*x, second+w*x*x
	}
	got := trial.Update(prior, data)
	if mean := first / mass; !near(got.Mean, mean, 1e-9) || !near(got.SD, math.Sqrt(second/mass-mean*mean), 1e-9) {
		t.Errorf("got %v; want mean %v", got, mean)
	}
	if none := (trial.Normal{}); trial.Update(prior, none) != prior || trial.Update(none, data) != data {
		t.Error("with one of them none, it should be the other")
	}
}

// closedForm works a result out from the means of its periods in another way: by
// the normal equations of a + b·x + c·t, solved by Cramer's rule, and the
// precisions.
func closedForm(r trial.Result, prior trial.Normal, tOverZ float64, middle func(trial.PeriodMean) float64) trial.Normal {
	var m [3][3]float64
	var v [3]float64
	for _, p := range r.Periods {
		row := [3]float64{1, 0, middle(p)}
		if p.On {
			row[1] = 1
		}
		for i := range row {
			for j := range row {
				m[i][j] += row[i] * row[j]
			}
			v[i] += row[i] * p.Mean
		}
	}
	det := func(m [3][3]float64) float64 {
		return m[0][0]*(m[1][1]*m[2][2]-m[1][2]*m[2][1]) - m[0][1]*(m[1][0]*m[2][2]-m[1][2]*m[2][0]) + m[0][2]*(m[1][0]*m[2][1]-m[1][1]*m[2][0])
	}
	var beta [3]float64
	for k := range beta {
		with := m
		for i := range v {
			with[i][k] = v[i]
		}
		beta[k] = det(with) / det(m)
	}
	var rss float64
	for _, p := range r.Periods {
		fitted := beta[0] + beta[2]*middle(p)
		if p.On {
			fitted += beta[1]
		}
		rss += (p.Mean - fitted) * (p.Mean - fitted)
	}
	inverse := (m[0][0]*m[2][2] - m[0][2]*m[2][0]) / det(m)
	se := math.Sqrt(rss/float64(len(r.Periods)-3)*inverse) * tOverZ
	p, q := 1/(prior.SD*prior.SD), 1/(se*se)
	return trial.Normal{Mean: (p*prior.Mean + q*beta[1]) / (p + q), SD: math.Sqrt(1 / (p + q))}
}

// TestAnalyzeIsTheClosedForm checks the whole way from days to posterior.
func TestAnalyzeIsTheClosedForm(t *testing.T) {
	p := planned(4, 9, 5)
	p.Prior = &trial.Prior{Normal: trial.Normal{Mean: -4, SD: 3}, Unit: "points"}
	tr := must(t, p)
	r, err := tr.Analyze(world{effect: -8, sd: 6, rho: 0.5}.log(rand.New(rand.NewPCG(2, 2)), tr.Schedule()))
	require.NoError(t, err)
	// t with 8−3 degrees of freedom, and z: tables.
	got := closedForm(r, p.Prior.Normal, 2.570582/1.959964, func(p trial.PeriodMean) float64 { return float64(p.Counts+p.Last) / 2 })
	if !near(r.Posterior.Mean, got.Mean, 1e-5) || !near(r.Posterior.SD, got.SD, 1e-5) {
		t.Errorf("got %v; want %v", r.Posterior, got)
	}
	if r.Prior != *p.Prior || r.Design != trial.Randomized || r.Level != 0.95 || r.Stop != trial.LastDay {
		t.Errorf("got %+v", r)
	}
}

func TestLimits(t *testing.T) {
	p := planned(4, 9, 5)
	p.Prior = &trial.Prior{Normal: trial.Normal{Mean: -4, SD: 3}, Unit: "points"}
	r := analyze(t, p, trial.Log{Dated: true, Unit: "points"})
	if r.Posterior != p.Prior.Normal || r.DataShare != 0 || r.Answer != trial.CannotTell || r.Notes[0] != trial.NoData || r.Design != trial.NoComparison {
		t.Errorf("without data: %+v; want the prior", r)
	}
	// However sure the prior is that things get better, no data tell nothing.
	p.Prior.SD = 0.001
	if r := analyze(t, p, trial.Log{Dated: true, Unit: "points"}); r.Answer != trial.CannotTell {
		t.Errorf("without data: %s", r.Answer)
	}
	p.Prior.SD = 3
	p.Plan.Pairs = 100
	tr := must(t, p)
	r, err := tr.Analyze(world{effect: 20, sd: 1}.log(rand.New(rand.NewPCG(2, 2)), tr.Schedule()))
	require.NoError(t, err)
	if !near(r.Posterior.Mean, r.Data.Mean, 1e-3) || !near(r.Posterior.Mean, 20, 1e-2) || r.DataShare < 0.999 || r.Answer != trial.Worse ||
		!slices.Contains(r.Notes, trial.AgainstPrior) {
		t.Errorf("with much data: %+v; want what they say", r)
	}
	r = analyze(t, symptoms(), trial.Log{Unit: "points"})
	if (r.Posterior != trial.Normal{}) || r.Answer != trial.CannotTell || r.Prior.Basis != trial.Weak {
		t.Errorf("nothing at all: %+v", r)
	}
}

// TestSymmetries: the order of days is nothing; moving the days or the values
// changes no effect; a change of unit scales it; on for off turns it.
func TestSymmetries(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 3))
	p := symptoms()
	p.MaxDays = 80
	for range 50 {
		l := world{effect: -30 * rng.Float64(), sd: 8, rho: 0.5}.log(rng, inTurn(10, 10, 12, 8, 9, 11, 10, 10))
		want := analyze(t, p, l)

		mixed := l
		mixed.Days = slices.Clone(l.Days)
		rng.Shuffle(len(mixed.Days), func(i, j int) { mixed.Days[i], mixed.Days[j] = mixed.Days[j], mixed.Days[i] })
		if diff := cmp.Diff(want, analyze(t, p, mixed), comparable); diff != "" {
			t.Fatalf("in another order (-want +got):\n%s", diff)
		}
		changed := func(day int, value func(float64) float64, turn bool) trial.Result {
			other := trial.Log{Dated: true, Unit: "points"}
			for _, d := range l.Days {
				v := value(*d.Value)
				if turn {
					d.Habit = trial.On + trial.Off - d.Habit
				}
				other.Days = append(other.Days, trial.Day{Day: d.Day + day, Habit: d.Habit, Value: &v})
			}
			return analyze(t, p, other)
		}
		same := func(v float64) float64 { return v }
		for name, tt := range map[string]struct {
			r     trial.Result
			scale float64
		}{
			"moved days":   {changed(500, same, false), 1},
			"moved values": {changed(0, func(v float64) float64 { return v + 100 }, false), 1},
			"turned":       {changed(0, same, true), -1},
			"other scale":  {changed(0, func(v float64) float64 { return 3 * v }, false), 3},
		} {
			if !near(tt.r.Posterior.Mean, tt.scale*want.Posterior.Mean, 1e-5) || !near(tt.r.Posterior.SD, math.Abs(tt.scale)*want.Posterior.SD, 1e-5) ||
				!near(tt.r.DataShare, want.DataShare, 1e-5) {
				t.Fatalf("%s: got %v; want %v times %v", name, tt.r.Posterior, tt.scale, want.Posterior)
			}
			if tt.scale == 1 && tt.r.Answer != want.Answer {
				t.Fatalf("%s: got %s; want %s", name, tt.r.Answer, want.Answer)
			}
		}
	}
}
