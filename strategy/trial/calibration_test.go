package trial_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/strategy/trial"
)

// people is how many are simulated for each case; errors of Monte Carlo are
// worked out from it.
const people = 2000

// tally has the shares of people of whom something came out.
type tally struct{ covered, better, worse, none float64 }

func (c *tally) add(r trial.Result, effect float64) {
	if r.Interval[0] <= effect && effect <= r.Interval[1] {
		c.covered += 1. / people
	}
	switch r.Answer {
	case trial.Better:
		c.better += 1. / people
	case trial.Worse:
		c.worse += 1. / people
	case trial.NoImportantEffect:
		c.none += 1. / people
	}
}

// atMost reports whether a share that was counted may be one of p or less: it
// is no more than three errors of Monte Carlo above.
func atMost(share, p float64) bool { return share <= p+3*math.Sqrt(p*(1-p)/people) }

func planned(pairs, days int, seed uint64) trial.Protocol {
	p := symptoms()
	p.Plan = &trial.Plan{Pairs: pairs, Days: days, Seed: seed}
	return p
}

// TestCalibration simulates people with correlated days and a drift. Of the
// intervals 95 % have to have the effect in them, and an effect that is not
// there, or is one too small or too large to say so, may be told of in 2.5 % for
// each side.
func TestCalibration(t *testing.T) {
	for _, tt := range []struct {
		name        string
		pairs, days int
		mid         float64 // 0: none
		w           world
	}{
		{"independent days", 6, 7, 0, world{sd: 10}},
		{"correlated days", 6, 7, 0, world{sd: 10, rho: 0.5}},
		{"correlated days, two pairs", 2, 7, 0, world{sd: 10, rho: 0.5}},
		{"correlated days, three pairs", 3, 7, 0, world{sd: 10, rho: 0.5, drift: 0.2}},
		{"correlated days, long periods", 4, 21, 0, world{sd: 10, rho: 0.5, drift: -0.1}},
		{"much correlated days", 6, 7, 0, world{sd: 10, rho: 0.8}},
		{"an effect", 6, 7, 0, world{effect: -10, sd: 10, rho: 0.5}},
		{"an effect that just matters", 10, 14, 10, world{effect: -10, sd: 10, rho: 0.5}},
		{"harm that just matters", 10, 14, 10, world{effect: 10, sd: 10, rho: 0.5}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			rng := rand.New(rand.NewPCG(1, 2))
			var c tally
			for i := range people {
				p := planned(tt.pairs, tt.days, uint64(i))
				if p.Measure.MID.Lo, p.Measure.MID.Hi = tt.mid, tt.mid; tt.mid == 0 {
					p.Measure.MID = nil
				}
				tr := must(t, p)
				r, err := tr.Analyze(tt.w.log(rng, tr.Schedule()))
				if err != nil {
					t.Fatal(err)
				}
				c.add(r, tt.w.effect)
			}
			t.Logf("%+v", c)
			if !atMost(1-c.covered, 0.05) {
				t.Errorf("%.4f of the intervals have the effect in them; want 0.95", c.covered)
			}
			if tt.w.effect >= 0 && !atMost(c.better, 0.025) {
				t.Errorf("false better: %.4f; want at most 0.025", c.better)
			}
			if tt.w.effect <= 0 && (tt.w.effect == 0 || tt.mid > 0) && !atMost(c.worse, 0.025) {
				t.Errorf("false worse: %.4f; want at most 0.025", c.worse)
			}
			if tt.mid > 0 && (!atMost(c.none, 0.025) || !atMost(c.better, 0.025)) {
				t.Errorf("false none: %.4f, better: %.4f; want each at most 0.025", c.none, c.better)
			}
		})
	}
}

// TestCalibrationOfFreeAlternation is the same for people who switch when they
// like, after 3 to 20 days.
func TestCalibrationOfFreeAlternation(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	var c tally
	for range people {
		var lengths []int
		p := symptoms()
		p.Measure.MID = nil
		for range 12 {
			n := 3 + rng.IntN(18)
			lengths = append(lengths, n)
			p.MaxDays += n
		}
		c.add(analyze(t, p, world{sd: 10, rho: 0.5}.log(rng, inTurn(lengths...))), 0)
	}
	t.Logf("%+v", c)
	if !atMost(1-c.covered, 0.05) || !atMost(c.better, 0.025) || !atMost(c.worse, 0.025) {
		t.Errorf("got %+v; want 0.95 covered, and at most 0.025 better and worse", c)
	}
}

// TestLooking simulates people who look after each period and stop at the first
// answer: whoever looks often must not find more than who looks once.
func TestLooking(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	const days = 7
	ever := 0.
	for i := range people {
		p := planned(6, days, uint64(i))
		p.Measure.MID = nil
		tr := must(t, p)
		whole := world{sd: 10, rho: 0.5}.log(rng, tr.Schedule())
		for n := days; n <= len(whole.Days); n += days {
			part := whole
			part.Days = whole.Days[:n]
			r, err := tr.Analyze(part)
			if err != nil {
				t.Fatal(err)
			}
			if r.Answer == trial.Better {
				ever += 1. / people
				break
			}
		}
	}
	t.Logf("%.4f", ever)
	if !atMost(ever, 0.025) {
		t.Errorf("false better at any look: %.4f; want at most 0.025", ever)
	}
}

// TestCalibrationWithPrior draws the effects of people from their prior: it must
// keep its promise to them, and however favorable it is, it may not make people
// better who are not.
func TestCalibrationWithPrior(t *testing.T) {
	for _, prior := range []trial.Normal{{Mean: 0, SD: 5}, {Mean: -10, SD: 5}} {
		rng := rand.New(rand.NewPCG(7, 8))
		var drawn, null tally
		for i := range people {
			p := planned(6, 7, uint64(i))
			p.Measure.MID = nil
			p.Prior = &trial.Prior{Normal: prior, Unit: "points", Basis: trial.Predicted, K: 5}
			tr := must(t, p)
			for _, c := range []*tally{&drawn, &null} {
				effect := 0.
				if c == &drawn {
					effect = prior.Mean + prior.SD*rng.NormFloat64()
				}
				r, err := tr.Analyze(world{effect: effect, sd: 10, rho: 0.5}.log(rng, tr.Schedule()))
				if err != nil {
					t.Fatal(err)
				}
				c.add(r, effect)
			}
		}
		t.Logf("prior %v: drawn %+v, null %+v", prior, drawn, null)
		// The normal stand-in for Student's t costs up to 1 % where the prior counts.
		if !atMost(1-drawn.covered, 0.06) {
			t.Errorf("prior %v: %.4f of the intervals have the effect in them; want 0.94", prior, drawn.covered)
		}
		if !atMost(null.better, 0.025) {
			t.Errorf("prior %v: false better: %.4f; want at most 0.025", prior, null.better)
		}
	}
}

// TestVariation checks the estimates of how days vary on long logs.
func TestVariation(t *testing.T) {
	for _, rho := range []float64{0, 0.5} {
		r := analyze(t, symptoms(), world{sd: 10, rho: rho}.log(rand.New(rand.NewPCG(9, 9)), inTurn(1000, 1000, 1000, 1000)))
		if math.Abs(r.NextDay-rho) > 0.05 || math.Abs(r.DaySD-10) > 0.5 {
			t.Errorf("rho %v: got %v and SD %v; want SD 10", rho, r.NextDay, r.DaySD)
		}
		// Two periods of each kind: each mean has variance s²(1+ρ)/(1−ρ)/998.
		want := 1.959964 * r.DaySD * math.Sqrt((1+r.NextDay)/(1-r.NextDay)/998)
		if r.Detectable < evidence.Round(want)*0.999 {
			t.Errorf("rho %v: detectable %v; want at least %v", rho, r.Detectable, want)
		}
	}
}
