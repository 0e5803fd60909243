package trial

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
)

// Plan is a randomized schedule: pairs of periods of equal length, one on and
// one off, in an order that a coin decides for each pair. It is a plain value.
type Plan struct {
	Start   int    `json:"start"`             // first day, counted as the days of the log are
	Pairs   int    `json:"pairs"`             // 2 to 100
	Days    int    `json:"days"`              // of each period, 1 to 365, more than are left out
	Washout int    `json:"washout,omitempty"` // first days of each period that are left out, if they are more than the lag
	Seed    uint64 `json:"seed"`              // of the coin; the caller draws it, once
}

// Period is some days on or off. It is a plain value.
type Period struct {
	On    bool `json:"on"`
	First int  `json:"first"` // day
	Last  int  `json:"last"`  // day, included
	// Counts is the first day that counts: those before are left out, since the
	// habit may not act yet, or act still.
	Counts int `json:"counts"`
}

// Schedule returns the periods of the trial's plan in their order, and nil if it
// has none. The same plan gives the same periods on every platform and in every
// version.
func (t *Trial) Schedule() []Period { return slices.Clone(t.periods) }

// periods makes the schedule. The coin is the highest bit of each number of PCG
// (O'Neill 2014) with the seed (Seed, 0); the days of l are left out.
func (p *Plan) periods(l Lag) ([]Period, error) {
	if err := errors.Join(
		inField("start", within(p.Start, -maxDay, maxDay)),
		inField("pairs", within(p.Pairs, 2, 100)),
		inField("days", within(p.Days, 1, 365)),
		inField("washout", within(p.Washout, 0, maxLag)),
	); err != nil {
		return nil, err
	}
	if most := max(l.Onset, l.Washout); p.Days <= most {
		return nil, fmt.Errorf("days: %d; want more than the %d that are left out", p.Days, most)
	}
	coin := rand.NewPCG(p.Seed, 0)
	var periods []Period
	day := p.Start
	for range p.Pairs {
		first := coin.Uint64()>>63 == 1
		for _, on := range []bool{first, !first} {
			left := l.Washout
			if on {
				left = l.Onset
			}
			periods = append(periods, Period{On: on, First: day, Last: day + p.Days - 1, Counts: day + left})
			day += p.Days
		}
	}
	return periods, nil
}

func inField(field string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", field, err)
}
