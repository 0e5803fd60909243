package strategy

import (
	"math"
	"slices"
	"strings"
)

// person is a person as the gates see one. What is known for sure may clear;
// what is imputed, or unlikely and not confirmed, may bar and never clears.
type person struct {
	*Habits
	issues []Issue
	others taken // medicines that are taken now
	now    taken // antibiotics that are taken or prescribed now
	recent taken // antibiotics of now and the last recently days
	course truth // whether there is an antibiotic now
	ended  truth // whether one ended in the last recently days
	years  span  // of age
	odd    bool  // the conditions are not all told, or not all recognized
}

// taken is a list of medicines, by class.
type taken struct {
	sure classSet // taken
	may  classSet // taken, or over
	tags tagSet   // of what is taken
	some bool     // there is a medicine
	oral bool     // there is one that may be swallowed
	open bool     // there may be medicines of which the class is not known
}

// classSet is a set of classes.
type classSet uint64

func classesSet(list []Class) (s classSet) {
	for _, c := range list {
		s |= 1 << c
	}
	return s
}

const (
	antibioticClasses = 1<<(ClassAminoglycoside+1) - 1<<ClassFluoroquinolone
	injectedClasses   = 1<<ClassInsulin | 1<<ClassAntiTNF | 1<<ClassCheckpointInhibitor
)

// recently is the number of days for which a gut counts as recovering from an
// antibiotic: three months.
const recently = 90

// look takes in a person.
func (p *person) look(h *Habits, issues []Issue) {
	*p = person{Habits: h, issues: issues, course: no, ended: no, odd: h.Conditions.State != StateKnown}
	p.years = number(p, &h.Subject.Age, fieldAge)
	if h.Conditions.Usable() {
		for _, c := range h.Conditions.Value {
			p.odd = p.odd || !c.Recognized()
		}
	}
	p.others.open = h.Meds.Others.State != StateKnown
	if h.Meds.Others.Usable() {
		for i := range h.Meds.Others.Value {
			m := &h.Meds.Others.Value[i]
			p.others.add(yes, &m.Substance, &m.Class)
		}
	}
	list := &h.Meds.Antibiotics
	if list.State != StateKnown {
		p.now.open, p.recent.open, p.course, p.ended = true, true, unsure, unsure
	}
	if list.Usable() {
		for i := range list.Value {
			a := &list.Value[i]
			now, recent := a.taken()
			p.now.add(now, &a.Substance, &a.Class)
			p.recent.add(recent, &a.Substance, &a.Class)
			p.course = max(p.course, now)
			p.ended = max(p.ended, min(recent, -now))
		}
	}
}

// taken tells whether the course goes on or is prescribed, and whether it does
// or ended in the last recently days. One whose end is not known goes on or is
// over at any time since it began.
func (a *Antibiotic) taken() (now, recent truth) {
	end, start := amountOf(&a.EndDay), amountOf(&a.StartDay)
	switch {
	case end.usable():
		now, recent = notBefore(end, 0), notBefore(end, -recently)
	case start.usable() && start.lo > 0:
		return yes, yes
	case start.usable() && start.lo >= -recently:
		return unsure, yes
	}
	return now, recent
}

// notBefore tells whether a day is at or after day x.
func notBefore(d amount, x float64) truth {
	switch {
	case d.lo >= x:
		return yes
	case d.hi < x && d.state == StateKnown:
		return no
	default:
		return unsure
	}
}

// add adds a medicine that is taken or may be.
func (t *taken) add(is truth, substance *Reading[string], class *Reading[Class]) {
	if is == no {
		return
	}
	set, tags, known := identify(substance, class)
	if is == yes {
		t.sure |= set
		t.tags |= tags
	}
	t.may |= set
	t.open = t.open || !known
	t.some = t.some || is == yes
	t.oral = t.oral || is == yes && set&injectedClasses == 0
}

// identify returns the classes that a medicine can be of, as
// [Medicine.Classes] does, its tags, and whether that is all that there is to
// know: one that is not recognized may be of any class, whatever was given.
func identify(substance *Reading[string], class *Reading[Class]) (set classSet, tags tagSet, known bool) {
	for given := range told(*class) {
		set |= 1<<given | 1<<broader(given)
	}
	known = class.State == StateKnown || class.State == StateUnknown || class.State == StateNotApplicable
	if substance.State == StateUnknown {
		known = class.State == StateKnown
	} else if substance.State != StateKnown {
		known = false
	}
	for name := range told(*substance) {
		for s, ok := range substancesOf(name) {
			if !ok {
				known = false
				continue
			}
			set |= classesSet(s.Classes)
			tags |= s.tags()
		}
	}
	return set &^ (1 << ClassUnknown), tags, known
}

// takes tells whether a medicine of one of the classes is taken now.
func (p *person) takes(classes ...Class) fact {
	want := classesSet(classes)
	f := p.others.of(want, fieldOthers)
	if want&(antibioticClasses|1<<ClassMAOI) != 0 {
		f = f.or(p.now.of(want, fieldAntibiotics))
	}
	return f
}

// of tells whether a medicine of one of the classes is among t, which the
// field tells.
func (t *taken) of(want classSet, by fieldSet) fact {
	switch {
	case t.sure&want != 0:
		return fact{yes, by}
	case t.may&want != 0, t.open:
		return fact{unsure, by}
	default:
		return fact{no, by}
	}
}

// took is takes for antibiotics of now and the last recently days.
func (p *person) took(class Class) fact {
	return p.others.of(1<<class, fieldOthers).or(p.recent.of(1<<class, fieldAntibiotics))
}

// has tells whether the person has one of the conditions.
func (p *person) has(conditions ...Condition) fact {
	return listed(&p.Conditions, p.odd, fieldConditions, conditions)
}

// flagged tells whether one of the red flags is there.
func (p *person) flagged(flags ...RedFlag) fact {
	return listed(&p.GI.RedFlags, p.GI.RedFlags.State != StateKnown, fieldRedFlags, flags)
}

// allergic tells whether the person is allergic to a.
func (p *person) allergic(a Allergen) fact {
	return listed(&p.Allergies, p.Allergies.State != StateKnown, fieldAllergies, []Allergen{a})
}

// listed tells whether one of the words is on a list. Where the list is open,
// one that is not may be so all the same.
func listed[T comparable](list *Reading[[]T], open bool, by fieldSet, want []T) fact {
	if list.Usable() {
		for _, v := range list.Value {
			if slices.Contains(want, v) {
				return fact{yes, by}
			}
		}
	}
	if open {
		return fact{unsure, by}
	}
	return fact{no, by}
}

// says tells what a yes-or-no field says.
func says(r *Reading[bool], by fieldSet) fact {
	switch {
	case (r.State == StateKnown || r.State == StateImputed) && r.Value:
		return fact{yes, by}
	case r.State == StateKnown, r.State == StateNotApplicable:
		return fact{no, by}
	default:
		return fact{unsure, by}
	}
}

// span is what is known of a number: the range that it lies in.
type span struct {
	lo, hi float64
	firm   bool // may clear
	by     fieldSet
}

// number returns a number as a span. One that is not known may be anything.
func number[T ~float64](p *person, r *Reading[T], by fieldSet) span {
	s := span{math.Inf(-1), math.Inf(1), true, by}
	switch {
	case r.State == StateConflicting && len(r.Values) > 0:
		s.lo, s.hi = float64(slices.Min(r.Values)), float64(slices.Max(r.Values))
	case r.State == StateKnown, r.State == StateImputed:
		s.lo, s.hi = float64(r.Value), float64(r.Value)
		if r.Range != nil {
			s.lo, s.hi = float64(r.Range[0]), float64(r.Range[1])
		}
		s.firm = r.State == StateKnown && !p.doubted(by)
	}
	return s
}

// doubted reports whether a value is unlikely. Ages are not doubted: one above
// 95 is unlikely, and is not that of a child.
func (p *person) doubted(field fieldSet) bool {
	if len(p.issues) == 0 {
		return false
	}
	for i := range p.issues {
		if p.issues[i].Kind == IssueUnlikely && field != fieldAge {
			for path := range field.paths() {
				if p.issues[i].Field == path {
					return true
				}
			}
		}
	}
	return false
}

func (s span) below(x float64) fact { return s.compare(s.hi < x, s.lo >= x) }
func (s span) above(x float64) fact { return s.compare(s.lo > x, s.hi <= x) }
func (s span) from(x float64) fact  { return s.compare(s.lo >= x, s.hi < x) }
func (s span) upTo(x float64) fact  { return s.compare(s.hi <= x, s.lo > x) }

func (s span) compare(holds, fails bool) fact {
	switch {
	case holds:
		return fact{yes, s.by}
	case fails && s.firm:
		return fact{no, s.by}
	default:
		return fact{unsure, s.by}
	}
}

// over returns a span of quotients, where both are above 0.
func (s span) over(t span) span {
	q := span{s.lo / t.hi, s.hi / t.lo, s.firm && t.firm, s.by | t.by}
	if !(s.lo > 0) || !(t.hi > 0) {
		q.lo = 0
	}
	if !(t.lo > 0) {
		q.hi = math.Inf(1)
	}
	return q
}

// atLeast narrows a span to numbers that cannot be below x.
func (s span) atLeast(x float64) span { s.lo = max(s.lo, x); return s }

// atMost narrows a span to numbers that cannot be above x.
func (s span) atMost(x float64) span { s.hi = min(s.hi, x); return s }

// bmi is the body mass index in kg/m².
func (p *person) bmi() span {
	m := number(p, &p.Subject.Height, fieldHeight).atLeast(1)
	m.lo, m.hi = m.lo/100, m.hi/100
	m.lo, m.hi = float64(m.lo*m.lo), float64(m.hi*m.hi)
	return number(p, &p.Subject.Mass, fieldMass).atLeast(0).over(m)
}

func (p *person) age() span { return p.years }

// probiotics tells whether a probiotic product is taken whose label or strain
// has the word. Where nobody said, none is.
func (p *person) probiotics(word string) fact {
	is := func(list []Probiotic) bool {
		for i := range list {
			if word == "" || list[i].Label.Usable() && contains(list[i].Label.Value, word) {
				return true
			}
			for _, s := range list[i].Strains.Value {
				if list[i].Strains.Usable() && contains(s, word) {
					return true
				}
			}
		}
		return false
	}
	list := &p.Meds.Probiotics
	switch {
	case list.Usable():
		return factOf(is(list.Value), fieldProbiotics)
	case list.State == StateConflicting && slices.ContainsFunc(list.Values, is):
		return fact{unsure, fieldProbiotics}
	default:
		return fact{no, fieldProbiotics}
	}
}

func contains(text, word string) bool { return strings.Contains(strings.ToLower(text), word) }
