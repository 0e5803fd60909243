package strategy

import (
	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/strategy/unit"
)

const (
	fiberUnit = "g/d"
	allFiber  = "diet.fiber_g_d" // the measure
)

// mostFiber is the amount up to which a rise of fiber is planned from x.
func (p *planner) mostFiber(o *option, x float64) float64 {
	if o.Measure != allFiber || !p.energyKnown() {
		return x + fiberRise
	}
	return float64(fiberDensity*float64(p.habits.Diet.Energy.Value)) / 1000
}

// energyKnown reports whether it is known how much energy is eaten. A number that
// is unlikely does not tell it.
func (p *planner) energyKnown() bool {
	r := &p.habits.Diet.Energy
	return r.State == StateKnown && r.Value > 0 && !p.person.doubted(fieldEnergy)
}

// fiberCapped reports whether a rise of fiber from x ends below the documented
// doses, for the energy that is eaten.
func (p *planner) fiberCapped(o *option, x float64) bool {
	return o.Measure == allFiber && o.Direction == evidence.Up && o.Target != nil && p.mostFiber(o, x) < o.Target.Range[0]
}

// energy asks for the energy that is eaten, if fiber could rise more with it.
func (p *Plan) energy() (q PlanQuestion, ok bool) {
	pl := &p.planner
	if r := &pl.habits.Diet.Energy; pl.energyKnown() || r.State != StateUnknown || pl.terms[FamilyDiverseFiber].noNumbers {
		return q, false
	}
	told := *pl.habits
	told.Diet.Energy = Known[unit.KilocaloriesPerDay](usualEnergy)
	var then planner
	then.look(pl.model, &told, pl.wishes)
	if then.verdict.decision >= AskFirst {
		return q, false
	}
	then.weighAll()
	best, value := then.choose(nil)
	q.ID, q.Fields, q.Ask = askEnergy, []string{"diet.energy_kcal_d"}, pl.model.message(askEnergy)
	q.Gain = evidence.Round(value - p.value)
	q.Opens = p.opened([]StrategyID{}, &then, best)
	return q, q.Gain > leastInformation
}
