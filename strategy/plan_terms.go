package strategy

import (
	"slices"

	"github.com/gutmuscle/gutmuscle/evidence"
)

// terms are what the gates ask of the strategies of one family.
type terms struct {
	allowed   bool
	hold      string  // gate that holds loads; "" if none does
	more      string  // gate that forbids more in all
	step      float64 // most grams a day that fiber rises in a week; 0 if no gate says
	noNumbers bool
	clearance bool
	only      [][]string // a form has to be one of each of these
	without   []string
	diets     []Pattern // that forms have to fit
	allergens bool      // no form with an allergen, since allergies are not known
	told      bool      // there are limits
}

// termsOf returns what the gates ask, by family.
func termsOf(v *Verdict, list *[FamilyJudiciousAntibiotics + 1]terms) {
	*list = [FamilyJudiciousAntibiotics + 1]terms{}
	for f := range allFamilies.all() {
		list[f].allowed = v.Allows(f)
	}
	for _, r := range v.rulings {
		if d := r.rule.record.Diet; d != PatternUnknown { // no food of one family brings what another is withheld for
			for f := range list {
				list[f].diets = append(list[f].diets, d)
			}
		}
		for i := range r.rule.record.Limits {
			l := &r.rule.record.Limits[i]
			for _, f := range l.Families {
				list[f].add(l, r.rule.gate.ID)
			}
		}
	}
}

func (t *terms) add(l *gateLimit, gate string) {
	t.told = true
	switch l.Kind {
	case LimitHold:
		t.hold = gate
	case LimitNoIncrease:
		t.more = gate
	case LimitStep:
		if t.step == 0 || l.Max < t.step {
			t.step = l.Max
		}
	case LimitNoNumbers:
		t.noNumbers = true
	case LimitClearance:
		t.clearance = true
	case LimitOnly:
		t.only = append(t.only, l.Items)
	case LimitWithout:
		for _, item := range l.Items {
			if item == "named-allergens" {
				t.allergens = true
			} else {
				t.without = append(t.without, item)
			}
		}
	}
}

// leaves reports whether the gates leave a form.
func (t *terms) leaves(f *Form) bool {
	if t.allergens && len(f.Allergens) > 0 {
		return false
	}
	for _, item := range f.Is {
		if slices.Contains(t.without, item) {
			return false
		}
	}
	if slices.ContainsFunc(t.diets, func(d Pattern) bool { return !f.Fits(d, nil) }) {
		return false
	}
	for _, items := range t.only {
		if !slices.ContainsFunc(items, func(item string) bool { return slices.Contains(f.Is, item) }) {
			return false
		}
	}
	return true
}

// course is how somebody goes from an amount of a habit to another.
type course struct {
	first, weekly float64 // steps; weekly 0 if there is but one
	end           float64
	down          bool
}

// courseFrom returns how far a strategy goes from an amount x, and how. It is
// over if nothing remains to do. It leads to the nearer end of the documented
// doses, and within them one step further; without such doses as far as what is
// usual.
func (p *planner) courseFrom(o *option, x float64) (c course, over bool) {
	c = course{first: o.FirstStep.Range[0], down: o.Direction == evidence.Down}
	if o.WeeklyStep != nil {
		c.weekly = o.WeeklyStep.Range[0]
	}
	switch {
	case o.Target == nil:
		c.end = p.model.responses[o.response].Reference
	case c.down:
		if c.end = o.Target.Range[1]; x <= c.end {
			c.end = max(o.Target.Range[0], x-c.first)
		}
	default:
		if c.end = o.Target.Range[0]; x >= c.end {
			c.end = min(o.Target.Range[1], x+c.first)
		}
	}
	most := p.terms[o.Family].step
	switch {
	case o.fiber && o.Unit == fiberUnit:
		if most > 0 {
			c.first, c.weekly = min(c.first, most), min(c.weekly, most)
		}
		c.end = min(c.end, p.mostFiber(o, x))
	case most > 0: // servings and plants: as slowly as they begin
		c.weekly = min(c.weekly, c.first)
	}
	if o.Ceiling != nil {
		c.end = min(c.end, o.Ceiling.Range[0])
	}
	if c.down {
		return c, x <= c.end
	}
	return c, x >= c.end
}

// at returns the amount in a week of the course, counted from 1.
func (c course) at(x float64, week int) float64 {
	change := c.first + float64(float64(week-1)*c.weekly)
	if c.down {
		return max(c.end, x-change)
	}
	return min(c.end, x+change)
}

// reached is what the course leads to in the weeks of a schedule.
func (c course) reached(x float64) float64 { return c.at(x, planWeeks) }
