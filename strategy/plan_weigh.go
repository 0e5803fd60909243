package strategy

import (
	"slices"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/pathway/outcome"
)

// planner is one person with their wishes, while a plan is made.
type planner struct {
	model   *Model
	habits  *Habits
	wishes  *Wishes
	verdict Verdict
	person  person // place to work in, for the gates
	goals   []outcome.ID
	wanted  []bool // by target of the model
	spoils  []bool // by target: it is told, no goal, nor a kind of one, and still is not to get worse
	amounts []amount
	known   []bool // by response: the amount is known and not set aside
	barred  []bool // by response: the amount is set aside, or does not apply to the person
	diets   []Pattern
	avoids  []Allergen
	terms   [FamilyJudiciousAntibiotics + 1]terms
	spared  bool // an antibiotic is taken or ended lately
	choices []candidate
	search  search
}

// candidate is a strategy as it stands for one person.
type candidate struct {
	*option
	why   WhyNot
	other int     // option that is meant by DoesSame and NeedsOther
	now   float64 // amount, if it is known
	end   float64 // that is reached
	there bool    // nothing remains to do
	done  bool    // the person does as much as is documented
	gain  float64 // of the goals, each by its certainty, in points
	value float64 // gain less the price of the effort
}

// look takes in a person: the gates, and the amounts of all habits.
func (p *planner) look(m *Model, h *Habits, w *Wishes) {
	p.model, p.habits, p.wishes = m, h, w
	m.judge(h, &p.verdict, &p.person)
	p.goals = w.goals(&p.verdict, h)
	p.wanted = slices.Grow(p.wanted[:0], len(m.targets))[:len(m.targets)]
	for j := range m.targets {
		id, ok := outcomeOf(m.targets[j].node)
		p.wanted[j] = ok && slices.Contains(p.goals, id)
	}
	p.spoils = p.spoils[:0]
	for j, general := range m.generals() {
		p.spoils = append(p.spoils, p.verdict.Tells(m.targets[j].node) && !slices.ContainsFunc(general, func(j int) bool { return p.wanted[j] }))
	}
	p.amounts, p.known, p.barred = p.amounts[:0], p.known[:0], p.barred[:0]
	for i := range m.responses {
		x := m.measures[i].read(h)
		p.amounts = append(p.amounts, x)
		r := m.respond(i, x, p.verdict.issues)
		p.known, p.barred = append(p.known, r.known), append(p.barred, r.aside || x.state == StateNotApplicable)
	}
	p.eats()
	termsOf(&p.verdict, &p.terms)
	p.spared = false
	for _, r := range p.verdict.rulings {
		p.spared = p.spared || r.rule.message == "gate.S01.course" || r.rule.message == "gate.S02.recovering"
	}
}

// eats takes in the diets that forms have to fit, and what they must not hold.
func (p *planner) eats() {
	h := p.habits
	p.diets, p.avoids = p.diets[:0], p.avoids[:0]
	if h.Diet.Pattern.Usable() {
		p.diets = append(p.diets, h.Diet.Pattern.Value)
	}
	if p.person.sparesFODMAP().is == yes {
		p.diets = append(p.diets, PatternLowFODMAP)
	}
	for list := range told(h.Allergies) {
		p.avoids = append(p.avoids, list...)
	}
	if anyOf(h.Conditions, func(c Condition) bool { return c == ConditionCeliac }) {
		p.diets, p.avoids = append(p.diets, PatternGlutenFree), append(p.avoids, AllergenGluten)
	}
}

// weighAll makes a candidate of every strategy. The verdict has to leave some.
func (p *planner) weighAll() {
	options := p.model.options()
	p.choices = slices.Grow(p.choices[:0], len(options))[:len(options)]
	for i := range options {
		p.choices[i] = candidate{option: &options[i], other: -1}
		p.weigh(&p.choices[i])
	}
}

// weigh works out what a strategy would give, or why it is out.
func (p *planner) weigh(c *candidate) {
	c.why = p.excluded(c.option)
	if c.response < 0 {
		return
	}
	f := &p.model.responses[c.response]
	if p.known[c.response] {
		var way course
		c.now = p.amounts[c.response].x
		way, c.there = p.courseFrom(c.option, c.now)
		c.end = way.reached(c.now)
		c.done = c.there || c.Target != nil && !way.down && c.now >= c.Target.Range[0] || c.Target != nil && way.down && c.now <= c.Target.Range[1]
	}
	if c.why != Chosen {
		return
	}
	if p.barred[c.response] {
		c.why = AmountUnknown
	} else if !p.known[c.response] {
		c.why = p.weighUnknown(c, f)
	} else if c.there && p.fiberCapped(c.option, c.now) && c.now < c.Target.Range[0] {
		c.why = FiberCapped
	} else if change := f.Extent(c.end) - f.Extent(c.now); c.there || change == 0 && c.done {
		c.why = AlreadyThere
	} else {
		c.gain = p.gain(c.option, change)
	}
	if c.why != Chosen {
		return
	}
	c.value = evidence.Round(c.gain - p.price(c.option))
	switch {
	case c.gain < 0:
		c.why = MakesWorse
	case c.gain == 0 && !p.known[c.response] && p.fiberCapped(c.option, f.Reference):
		c.why = FiberCapped
	case c.gain == 0:
		c.why = p.nothing(c.option)
	}
}

// excluded returns why a strategy is out whatever the person does of it.
func (p *planner) excluded(o *option) WhyNot {
	t := &p.terms[o.Family]
	switch {
	case !t.allowed, o.Kind == ActionStrategy && t.hold != "",
		t.more != "" && o.Direction == evidence.Up && o.Family != FamilyProteinSpread: // which does not raise the sum
		return WithheldByGate
	case len(o.Forms) > 0 && !slices.ContainsFunc(o.Forms, func(f Form) bool { return p.fits(o, &f) }):
		return NoFormFits
	case !p.ofAge(o):
		return OutsideAge
	case slices.Contains(p.wishes.Dislikes, o.ID):
		return IsDisliked
	case o.Kind != ActionStrategy:
		return IsInformation
	case o.Untested:
		return IsUntested
	case o.response < 0:
		return NotCounted
	case p.spared && o.Family == FamilyProbiotics:
		return GutRecovers
	case o.Strain != nil && !slices.Contains(p.wishes.Likes, o.ID):
		return NotAskedFor
	default:
		return Chosen
	}
}

// fits reports whether a form fits the diet, the allergies and the gates.
func (p *planner) fits(o *option, f *Form) bool {
	return p.terms[o.Family].leaves(f) && f.Fits(PatternUnknown, p.avoids) &&
		!slices.ContainsFunc(p.diets, func(d Pattern) bool { return !f.Fits(d, nil) })
}

// ofAge reports whether a strategy is for the person's age. One for all ages is
// not for somebody who is of the age of another one with the same habit and measure:
// older people are not led to the doses of athletes.
func (p *planner) ofAge(o *option) bool {
	age := p.person.age()
	within := func(a *[2]int) bool { return age.lo >= float64(a[0]) && age.hi <= float64(a[1]) }
	if o.Age != nil {
		return within(o.Age)
	}
	for _, i := range o.aged {
		if within(p.model.planOptions[i].Age) {
			return false
		}
	}
	return true
}

// gain is what the goals gain if a response changes, each by the certainty of
// the answer behind it, less what other outcomes lose.
func (p *planner) gain(o *option, change float64) float64 {
	sum := 0.0
	for i := range o.effects {
		e := &o.effects[i]
		sum += p.counts(e, e.points(change))
	}
	return evidence.Round(sum)
}

// points is what a change of the response does to the outcome, above 0 if that
// is better.
func (e *effect) points(change float64) float64 {
	return evidence.Round(float64(float64(percent*change)*e.push) * float64(e.better))
}

// counts is what of some points is counted. What is not known from people gains
// nothing, and spoils nothing that is no goal.
func (p *planner) counts(e *effect, points float64) float64 {
	switch {
	case points < 0 && p.wanted[e.target]:
		return points
	case points < 0 && p.spoils[e.target] && e.level.Human():
		return float64(points * certaintyShare[e.certainty])
	case !p.wanted[e.target] || points < 0:
		return 0
	case !e.level.Human(), e.lone && e.body != nil:
		return 0
	case e.lone:
		return float64(points * certaintyShare[min(e.certainty, evidence.VeryLow)])
	default:
		return float64(points * certaintyShare[e.certainty])
	}
}

func (p *planner) price(o *option) float64 {
	price := float64(effortPrice * float64(o.Burden.Level))
	if slices.Contains(p.wishes.Likes, o.ID) {
		return float64(price * likedShare)
	}
	return price
}

// weighUnknown works out what a strategy may be expected to give somebody of
// whom the amount is not known. It is out if the goals could suffer, or if the
// first step could lead beyond the ceiling.
func (p *planner) weighUnknown(c *candidate, f *Response) WhyNot {
	lo, hi := f.unknownAmounts()
	first := c.FirstStep.Range[0]
	if c.Ceiling != nil && hi+first > c.Ceiling.Range[0] {
		return AmountUnknown
	}
	for _, x := range [...]float64{lo, f.Reference, hi} {
		if p.gainAt(c.option, f, x) < 0 {
			return AmountUnknown
		}
	}
	for i, x := range f.points() {
		c.gain += float64(pointShare[i] * p.gainAt(c.option, f, x))
	}
	c.gain = evidence.Round(c.gain)
	return Chosen
}

// gainAt is what the goals gain if the strategy is followed from x.
func (p *planner) gainAt(o *option, f *Response, x float64) float64 {
	way, over := p.courseFrom(o, x)
	if over {
		return 0
	}
	return p.gain(o, f.Extent(way.reached(x))-f.Extent(x))
}

// points are the three amounts that stand for one that is not known.
func (r *Response) points() [len(pointShare)]float64 {
	return [...]float64{r.Population.P10, r.Reference, r.Population.P90}
}

// nothing says why an option gains nothing for any goal.
func (p *planner) nothing(o *option) WhyNot {
	why := NoEvidence
	for i := range o.effects {
		e := &o.effects[i]
		if !p.wanted[e.target] {
			continue
		}
		switch {
		case e.stance == evidence.Ambiguous:
			return InDispute
		case e.stance == evidence.Null:
			why = NotSeen
		case e.worth == Wanted && !e.level.Human() && why == NoEvidence:
			why = OnlyAnimals
		case e.worth == Wanted && e.lone && e.body != nil:
			return OneSource
		case e.worth == Wanted && e.level.Human(): // but nothing of it is reached, or its certainty is not judged
			return TooLittle
		}
	}
	return why
}
