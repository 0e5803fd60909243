package trial

import "math"

// gapDays is how many days of which the habit is not known make a new period of
// what was one: the habit may have been left in between.
const gapDays = 7

// keptShare is the least share of the days that count of which it has to be
// known that the plan was kept.
const keptShare = 0.8

// unit is a period with the days that count, which is what the model is of.
type unit struct {
	Period
	days []entry // in order, each with a value
}

func (u *unit) mean() float64 {
	var sum float64
	for _, e := range u.days {
		sum += *e.value / float64(len(u.days))
	}
	return sum
}

// middle returns the mean of the days that count.
func (u *unit) middle() float64 {
	var sum float64
	for _, e := range u.days {
		sum += float64(e.day) / float64(len(u.days))
	}
	return sum
}

// units splits the days of a log, in their order, into units, and counts what
// became of each measured day. kept tells whether the plan was, if there is one.
func (t *Trial) units(entries []entry) (units []unit, days DayCounts, kept bool) {
	var inside []entry
	start, end := t.span(entries)
	for _, e := range entries {
		late := t.p.MaxDays > 0 && e.day > end
		if e.value != nil {
			days.Measured++
			switch {
			case late:
				days.Late++
			case e.day < start:
				days.Unknown++
			}
		}
		if !late && e.day >= start {
			inside = append(inside, e)
		}
	}
	if t.p.Plan != nil {
		units, kept = t.planned(inside, &days)
		return units, days, kept
	}
	return t.runs(inside, &days), days, false
}

// span returns the first and the last day of the trial, as far as they are
// known.
func (t *Trial) span(entries []entry) (start, end int) {
	switch {
	case t.p.Plan != nil:
		start = t.p.Plan.Start
	case len(entries) > 0:
		start = entries[0].day
	}
	return start, start + t.p.MaxDays - 1
}

// planned puts days into the periods of the plan: what was planned is compared,
// and not what was done, since only the plan is random.
func (t *Trial) planned(entries []entry, days *DayCounts) (units []unit, kept bool) {
	asPlanned := 0
	next := 0
	for _, p := range t.periods {
		u := unit{Period: p}
		want := Off
		if p.On {
			want = On
		}
		for ; next < len(entries) && entries[next].day <= p.Last; next++ {
			switch e := entries[next]; {
			case e.value == nil:
			case e.day < p.Counts:
				days.Lag++
			default:
				days.Used++
				u.days = append(u.days, e)
				if e.phase == want {
					asPlanned++
				}
			}
		}
		if len(u.days) > 0 {
			units = append(units, u)
		}
	}
	return units, float64(asPlanned) >= float64(keptShare*float64(days.Used))
}

// runs makes periods of days in a row that were on, or off. The first day of a
// run follows a switch, be it one from what was before the log. Periods without
// a day that counts are no evidence of a switch back and forth: what they part
// is one period.
func (t *Trial) runs(entries []entry, days *DayCounts) []unit {
	var all []unit
	for _, e := range entries {
		if e.phase == PhaseUnknown {
			if e.value != nil {
				days.Unknown++
			}
			continue
		}
		on := e.phase == On
		if n := len(all); n == 0 || all[n-1].On != on || e.day-all[n-1].Last > gapDays+1 {
			left := t.p.Lag.Washout
			if on {
				left = t.p.Lag.Onset
			}
			all = append(all, unit{Period: Period{On: on, First: e.day, Counts: e.day + left}})
		}
		u := &all[len(all)-1]
		u.Last = e.day
		switch {
		case e.value == nil:
		case e.day < u.Counts:
			days.Lag++
		default:
			days.Used++
			u.days = append(u.days, e)
		}
	}
	var units []unit
	for _, u := range all {
		switch n := len(units); {
		case len(u.days) == 0:
		case n > 0 && units[n-1].On == u.On:
			units[n-1].Last = u.Last
			units[n-1].days = append(units[n-1].days, u.days...)
		default:
			units = append(units, u)
		}
	}
	return units
}

// fit is what the model finds.
type fit struct {
	effect, se float64
	df         float64 // 0: the effect or its error cannot be estimated
	residual   float64 // standard deviation of the periods
}

// regress fits the means of units to a + b·x + c·t by least squares. Both the
// means and x are cleared of the line in t first, so that one slope is left.
func regress(units []unit) fit {
	n := float64(len(units))
	if n < 4 {
		return fit{}
	}
	x, y, when := make([]float64, len(units)), make([]float64, len(units)), make([]float64, len(units))
	for i := range units {
		y[i], when[i] = units[i].mean(), units[i].middle()
		if units[i].On {
			x[i] = 1
		}
	}
	for _, v := range [][]float64{x, y, when} {
		var mean float64
		for i := range v {
			mean += v[i] / n
		}
		for i := range v {
			v[i] -= mean
		}
	}
	tt := dot(when, when)
	for _, v := range [][]float64{x, y} {
		slope := dot(v, when) / tt
		for i := range v {
			v[i] -= float64(slope * when[i])
		}
	}
	xx := dot(x, x)
	if xx < 1e-9 {
		return fit{}
	}
	f := fit{effect: dot(x, y) / xx, df: n - 3}
	for i := range y {
		y[i] -= float64(f.effect * x[i])
	}
	f.residual = math.Sqrt(dot(y, y) / f.df)
	f.se = f.residual / math.Sqrt(xx)
	return f
}

func dot(a, b []float64) (sum float64) {
	for i := range a {
		sum += float64(a[i] * b[i])
	}
	return sum
}

// variation returns how the days of one period differ: their standard deviation
// and the correlation of each with the next, in [0, 0.9], both pooled. The
// correlation of few days comes out too low, by about (1+3ρ)/n (Kendall 1954),
// which is added. Zero is also what is not known.
func variation(units []unit) (sd, next float64) {
	var squares, products, df, pairs, n float64
	for i := range units {
		mean := units[i].mean()
		days := units[i].days
		for j, e := range days {
			d := *e.value - mean
			squares += float64(d * d)
			if j > 0 && e.day == days[j-1].day+1 {
				products += float64(d * (*days[j-1].value - mean))
				pairs++
			}
		}
		n += float64(len(days))
		df += float64(len(days) - 1)
	}
	if df == 0 {
		return 0, 0
	}
	sd = math.Sqrt(squares / df)
	if pairs == 0 || sd == 0 {
		return sd, 0
	}
	r := products / pairs / (squares / n)
	r += (1 + float64(3*r)) * float64(len(units)) / n
	return sd, min(max(r, 0), 0.9)
}

// detectable returns the difference between on and off that the variation of
// days alone would leave within 95 %, the days of a period counting as
// n(1−ρ)/(1+ρ) independent ones: √Σ(1/kₚ²)·s²/nₚ times 1.96, with kₚ the number
// of periods of the kind of p.
func detectable(units []unit, sd, next float64) float64 {
	on, off := kinds(units)
	if on == 0 || off == 0 {
		return 0
	}
	var sum float64
	for i := range units {
		k := float64(off)
		if units[i].On {
			k = float64(on)
		}
		n := max(1, float64(len(units[i].days))*(1-next)/(1+next))
		sum += float64(sd*sd) / n / float64(k*k)
	}
	return float64(critical(usualLevel, math.Inf(1)) * math.Sqrt(sum))
}

// kinds returns the numbers of units on and off.
func kinds(units []unit) (on, off int) {
	for i := range units {
		if units[i].On {
			on++
		}
	}
	return on, len(units) - on
}
