package trial

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/pathway"
	"github.com/gutmuscle/gutmuscle/pathway/habit"
	"github.com/gutmuscle/gutmuscle/pathway/outcome"
	"github.com/gutmuscle/gutmuscle/strategy"
)

// Why there is no trial.
var (
	// ErrMedicine: medicines are not for trying out on one's own.
	ErrMedicine = errors.New("medicines are not for trying out on one's own")
	// ErrVerdict: the safety gates did not run, or they turn the person away, or the habit.
	ErrVerdict = errors.New("the safety gates do not let the person pass")
)

// Bounds of what is taken.
const (
	maxLag   = 730    // days
	maxDays  = 3650   // days of a trial
	maxValue = 1e12   // of outcomes and doses
	maxDay   = 100000 // days from day 0
)

// Protocol is what is decided before the data are looked at. It is a plain
// value; [New] checks it.
type Protocol struct {
	Habit   habit.ID   `json:"habit"`
	Outcome outcome.ID `json:"outcome"`
	// Measure is how the outcome is measured, such as one of the outcome's
	// Measures. Its unit is that of the log, its Better tells better from worse,
	// and of its MID, which may be the person's own, Lo and Hi count: an effect
	// within Lo does not matter, one beyond Hi does. Without MID no effect is too
	// small to matter.
	Measure pathway.Measure `json:"measure"`
	// OnFrom is the dose from which a day is on, above 0, in the unit in which
	// doses are logged. Zero: the log has no doses.
	OnFrom float64 `json:"on_from,omitempty"`
	Lag    Lag     `json:"lag"`
	// Prior is what is known of the effect without the person's data. Nil: a weak
	// prior around zero.
	Prior *Prior `json:"prior,omitempty"`
	// Plan is the randomized schedule. Nil: the person did as they liked.
	Plan *Plan `json:"plan,omitempty"`
	// MaxDays is after how many days the trial ends, the first included; later
	// days are left out. Zero: at the end of the plan. Without plan no end was
	// decided on, and every answer is held to what holds before the end.
	MaxDays int `json:"max_days,omitempty"`
	// Limits are what the gates ask for on planned days with the habit. [New] puts
	// them there, of a protocol with a Plan; it does not read them.
	Limits []strategy.Limit `json:"limits,omitempty"`
}

// Lag is how many days of each period are left out, since the habit has not
// begun to act or not ceased to. It is a plain value; the zero Lag is not known.
type Lag struct {
	Onset   int `json:"onset_days"`   // after the habit begins
	Washout int `json:"washout_days"` // after it ends
	// What the two rest on. Not said: not known, and no day is left out for it.
	OnsetBasis   strategy.Ground `json:"onset_basis"`
	WashoutBasis strategy.Ground `json:"washout_basis"`
}

// LagOf returns the lag of a response: the longest time after which an effect
// was seen and after which it was gone. If no time is known after which it was
// gone, that to the effect stands for it, as an assumption.
func LagOf(r *strategy.Response) Lag {
	var l Lag
	if r.OnsetDays != nil {
		l.Onset, l.OnsetBasis = r.OnsetDays[1], strategy.FromSource
		l.Washout, l.WashoutBasis = l.Onset, strategy.Assumption
	}
	if r.WashoutDays != nil {
		l.Washout, l.WashoutBasis = r.WashoutDays[1], strategy.FromSource
	}
	return l
}

// known reports whether both times are known or assumed.
func (l Lag) known() bool {
	return l.OnsetBasis != strategy.GroundNotSaid && l.WashoutBasis != strategy.GroundNotSaid
}

// Trial is a protocol that may be followed. It is made by [New], never changes
// after that, and is safe for concurrent use. The zero Trial is not valid.
type Trial struct {
	p       Protocol
	periods []Period // of the plan
}

// New returns the trial of a protocol for the person of a verdict. With a Plan
// the gates have to let the person have days with more of the habit
// ([strategy.Verdict.Raise]), and what they ask for on these becomes part of the
// protocol. Days that the person has had already may be looked at by anybody who
// may be shown scores. No trial is on an outcome that the gates leave untold
// ([strategy.Verdict.Untold]). The error joins all problems, each a
// [*dataset.Error] with the field at fault; errors.Is finds [ErrMedicine] and
// [ErrVerdict], errors.As a [*strategy.RaiseError].
func New(m *strategy.Model, v strategy.Verdict, p Protocol) (*Trial, error) {
	var problems dataset.Problems
	bad := func(field string, err error) { problems.Add(dataset.Place{Fld: field}, err) }
	if !v.Scored() {
		bad("verdict", turnedAway(v))
	}
	p.Limits = nil
	switch record, ok := m.Atlas().Habit(p.Habit); {
	case !ok:
		bad("habit", fmt.Errorf("%w: habit %s", dataset.ErrDangling, p.Habit))
	case record.Sort == pathway.Medicine:
		bad("habit", fmt.Errorf("%s: %w", record.Name, ErrMedicine))
	case p.Plan != nil && v.Scored():
		var err error
		if p.Limits, err = v.Raise(p.Habit); err != nil {
			bad("verdict", fmt.Errorf("%w: %w", ErrVerdict, err))
		}
	}
	if _, ok := m.Atlas().Outcome(p.Outcome); !ok {
		bad("outcome", fmt.Errorf("%w: outcome %s", dataset.ErrDangling, p.Outcome))
	}
	for u := range v.Untold() {
		if v.Scored() && u.Target == pathway.NodeOf(p.Outcome) {
			bad("outcome", fmt.Errorf("%w: %s is not told (%s)", ErrVerdict, u.Target, strings.Join(u.Gates, ", ")))
		}
	}
	bad("measure.instrument", missing(p.Measure.Instrument))
	if d := p.Measure.MID; d != nil && !(0 < d.Lo && d.Lo <= d.Hi && d.Hi <= maxValue) {
		bad("measure.mid", fmt.Errorf("%v to %v; want numbers above 0 and up to %g, in order", d.Lo, d.Hi, maxValue))
	}
	if !(p.OnFrom == 0 || p.OnFrom > 0 && p.OnFrom <= maxValue) {
		bad("on_from", fmt.Errorf("%v; want a dose above 0 and up to %g", p.OnFrom, maxValue))
	}
	bad("lag.onset_days", within(p.Lag.Onset, 0, maxLag))
	bad("lag.washout_days", within(p.Lag.Washout, 0, maxLag))
	if p.Lag.OnsetBasis == strategy.GroundNotSaid && p.Lag.Onset != 0 {
		bad("lag.onset_basis", errors.New("missing, though days are said"))
	}
	if p.Lag.WashoutBasis == strategy.GroundNotSaid && p.Lag.Washout != 0 {
		bad("lag.washout_basis", errors.New("missing, though days are said"))
	}
	if p.Prior != nil {
		bad("prior", p.Prior.validate(p.Measure.Unit))
	}
	bad("max_days", within(p.MaxDays, 0, maxDays))
	t := &Trial{p: p.clone()}
	if p.Plan != nil {
		var err error
		if t.periods, err = p.Plan.periods(t.lag()); err != nil {
			bad("plan", err)
		} else if days := 2 * p.Plan.Pairs * p.Plan.Days; p.MaxDays > days {
			bad("max_days", fmt.Errorf("%d; want at most the %d days of the plan", p.MaxDays, days))
		} else if p.MaxDays == 0 {
			t.p.MaxDays = days
		}
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return t, nil
}

// turnedAway is the error of somebody who may not be shown scores, with the
// gates that decided so.
func turnedAway(v strategy.Verdict) error {
	text := v.Decision().String()
	for g := range v.Gates() {
		if g.Action >= strategy.ActionWithhold {
			text += "; " + g.Gate + ": " + strings.TrimSuffix(g.Why, ".")
		}
	}
	return fmt.Errorf("%w: %s", ErrVerdict, text)
}

// Protocol returns what was decided, with the limits of the gates and the end of
// the plan. It is the caller's own.
func (t *Trial) Protocol() Protocol { return t.p.clone() }

// clone returns a copy that shares nothing that can be changed.
func (p Protocol) clone() Protocol {
	p.Measure.Studies = slices.Clone(p.Measure.Studies)
	p.Limits = slices.Clone(p.Limits)
	for i := range p.Limits {
		p.Limits[i].Items = slices.Clone(p.Limits[i].Items)
	}
	if p.Measure.MID != nil {
		mid := *p.Measure.MID
		p.Measure.MID = &mid
	}
	if p.Prior != nil {
		prior := *p.Prior
		p.Prior = &prior
	}
	if p.Plan != nil {
		plan := *p.Plan
		p.Plan = &plan
	}
	return p
}

// sense returns 1 if higher values are better, −1 if lower ones are, and 0 if
// that is not said.
func (p *Protocol) sense() float64 {
	switch p.Measure.Better {
	case evidence.Up:
		return 1
	case evidence.Down:
		return -1
	}
	return 0
}

func missing(text string) error {
	if text == "" {
		return errors.New("missing")
	}
	return nil
}

func within(n, lo, hi int) error {
	if n < lo || n > hi {
		return fmt.Errorf("%d; want %d to %d", n, lo, hi)
	}
	return nil
}

// sound reports whether x is a finite number that is not too large to reckon
// with.
func sound(x float64) bool { return math.Abs(x) <= maxValue }
