package trial

import (
	"math"

	"github.com/gutmuscle/gutmuscle/evidence"
)

const (
	usualLevel = 0.95
	// earlyLevel is the level before the end: by the rule of Haybittle and Peto
	// looks at p < 0.001 leave the last one nearly as it were without them.
	earlyLevel = 0.999
	// weakWidth is the standard deviation of the weak prior, in standard
	// deviations of the person's days: an effect of four of them is not expected.
	weakWidth = 2
)

// Analyze returns what the days of a log say. The order of days does not matter.
// The error joins all problems of the log, each a [*dataset.Error] with its
// field.
func (t *Trial) Analyze(l Log) (Result, error) {
	entries, err := l.entries(&t.p)
	if err != nil {
		return Result{}, err
	}
	r := Result{Habit: t.p.Habit, Outcome: t.p.Outcome, Unit: t.p.Measure.Unit, Answer: CannotTell, Lag: t.lag(), Level: earlyLevel,
		Limits: t.p.clone().Limits}
	units, days, kept := t.units(entries)
	r.Days = days
	r.Periods = make([]PeriodMean, len(units))
	for i := range units {
		r.Periods[i] = PeriodMean{units[i].Period, len(units[i].days), units[i].mean()}
	}
	switch on, off := kinds(units); {
	case on == 0 || off == 0:
		r.Design = NoComparison
	case on == 1 || off == 1:
		r.Design = BeforeAfter
	case t.p.Plan != nil && kept:
		r.Design = Randomized
	default:
		r.Design = Alternation
	}
	_, end := t.span(entries)
	ended := t.p.MaxDays > 0 && len(entries) > 0 && entries[len(entries)-1].day >= end
	if ended {
		r.Level = usualLevel
	}
	f := regress(units)
	still := f.df > 0 && f.se <= 1e-12*(math.Abs(f.effect)+largest(units))
	if still {
		f.df = 0
	}
	r.spread(units, f)
	r.weigh(t.p.Prior, f)
	t.decide(&r, f, ended, limits{still: still, notKept: t.p.Plan != nil && !kept})
	r.round()
	return r, nil
}

// lag returns the days that are left out: those of the protocol, or more if the
// plan says so.
func (t *Trial) lag() Lag {
	l := t.p.Lag
	if plan := t.p.Plan; plan != nil {
		l.Onset, l.Washout = max(l.Onset, plan.Washout), max(l.Washout, plan.Washout)
	}
	return l
}

// largest returns the largest size of the means.
func largest(units []unit) (size float64) {
	for i := range units {
		size = max(size, math.Abs(units[i].mean()))
	}
	return size
}

// spread fills in how days and periods vary, and what could be detected.
func (r *Result) spread(units []unit, f fit) {
	r.DaySD, r.NextDay = variation(units)
	r.Detectable = detectable(units, r.DaySD, r.NextDay)
	if f.df > 0 {
		r.PeriodSD = f.residual
		r.Detectable = max(r.Detectable, float64(critical(usualLevel, f.df)*f.se))
	}
}

// likelihood returns the normal distribution that stands for that of f: it has
// the same middle part of the given level.
func (f fit) likelihood(level float64) Normal {
	if f.df == 0 {
		return Normal{}
	}
	return Normal{f.effect, f.se * (critical(level, f.df) / critical(level, math.Inf(1)))}
}

// weigh fills in the prior, the data and the posterior.
func (r *Result) weigh(prior *Prior, f fit) {
	r.Prior = Prior{Normal: Normal{SD: float64(weakWidth * max(r.DaySD, r.PeriodSD))}, Unit: r.Unit, Basis: Weak}
	if prior != nil {
		r.Prior = *prior
	}
	r.Data = f.likelihood(usualLevel)
	r.Posterior = Update(r.Prior.Normal, r.Data)
	r.Interval = r.Posterior.Interval(usualLevel)
	r.DataShare = DataShare(r.Prior.Normal, r.Data)
	r.Deciding = Update(r.Prior.Normal, f.likelihood(r.Level)).Interval(r.Level)
}

// limits are what only the days tell.
type limits struct{ still, notKept bool }

// decide fills in the answer, the stop rule and the notes.
func (t *Trial) decide(r *Result, f fit, ended bool, l limits) {
	mid := t.p.Measure.MID
	note := func(n Note, when bool) bool {
		if when {
			r.Notes = append(r.Notes, n)
		}
		return when
	}
	r.Notes = []Note{}
	withheld := note(NoData, r.Days.Used == 0)
	withheld = note(TimeOrHabit, r.Days.Used > 0 && r.Design.IsObservation()) || withheld
	withheld = note(PlanNotKept, r.Days.Used > 0 && l.notKept) || withheld
	withheld = note(NoVariation, l.still) || withheld
	withheld = note(FewPeriods, !l.still && !r.Design.IsObservation() && r.Data.SD == 0) || withheld
	found := CannotTell
	if !withheld {
		found = t.rule(r.Deciding)
		if note(OnlyWithPrior, found != CannotTell && !t.supported(found, f.likelihood(r.Level).Interval(r.Level))) {
			found = CannotTell
		}
	}
	note(AgainstPrior, r.Data.SD > 0 && r.Prior.Basis != Weak &&
		math.Abs(r.Data.Mean-r.Prior.Mean) > critical(usualLevel, math.Inf(1))*math.Hypot(r.Data.SD, r.Prior.SD))
	iv := r.Deciding
	note(SizeOpen, !withheld && t.rule(iv) == CannotTell && mid != nil && (evidence.Round(iv[0]) > 0 || evidence.Round(iv[1]) < 0))
	note(TooNoisy, found == CannotTell && mid != nil && r.Detectable > mid.Hi)
	note(LagNotKnown, !r.Lag.known())
	note(NoDifferenceSaid, mid == nil)
	note(BetterNotSaid, t.p.sense() == 0)
	note(NotRandomized, r.Design == Alternation)
	note(NoEndDecided, t.p.MaxDays == 0)
	note(BeforeTheEnd, t.p.MaxDays > 0 && !ended)
	r.Answer = found
	switch {
	case t.p.MaxDays == 0:
	case ended:
		r.Stop = LastDay
	case found != CannotTell:
		r.Stop = EnoughKnown
	default:
		r.Stop = GoOn
	}
}

// supported reports whether the data by themselves, with an interval of the same
// level, say so too: an effect of that sense, or none that matters.
func (t *Trial) supported(found Answer, data evidence.Interval) bool {
	switch {
	case found == NoImportantEffect:
		return t.rule(data) == found
	case (found == Better) == (t.p.sense() > 0):
		return evidence.Round(data[0]) > 0
	default:
		return evidence.Round(data[1]) < 0
	}
}

// rule returns what an interval of the effect says.
func (t *Trial) rule(iv evidence.Interval) Answer {
	var least, most float64
	if mid := t.p.Measure.MID; mid != nil {
		least, most = mid.Lo, mid.Hi
	}
	lo, hi := evidence.Round(iv[0]), evidence.Round(iv[1])
	above, below := Better, Worse
	switch t.p.sense() {
	case 0:
		above, below = CannotTell, CannotTell
	case -1:
		above, below = Worse, Better
	}
	switch {
	case lo > most:
		return above
	case hi < -most:
		return below
	case -least < lo && hi < least && t.p.Lag.known():
		return NoImportantEffect
	}
	return CannotTell
}

// round rounds what is shown.
func (r *Result) round() {
	for _, x := range []*float64{&r.Prior.Mean, &r.Prior.SD, &r.Data.Mean, &r.Data.SD, &r.Posterior.Mean, &r.Posterior.SD,
		&r.Interval[0], &r.Interval[1], &r.DataShare, &r.Deciding[0], &r.Deciding[1], &r.DaySD, &r.NextDay, &r.PeriodSD, &r.Detectable} {
		*x = evidence.Round(*x)
	}
	for i := range r.Periods {
		r.Periods[i].Mean = evidence.Round(r.Periods[i].Mean)
	}
}
