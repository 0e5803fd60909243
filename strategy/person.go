package strategy

import (
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

// bmi is the body mass index in kg/m².
func (p *person) bmi() span {
	m := number(p, &p.Subject.Height, fieldHeight).atLeast(1)
	m.lo, m.hi = m.lo/100, m.hi/100
	m.lo, m.hi = float64(m.lo*m.lo), float64(m.hi*m.hi)
	return number(p, &p.Subject.Mass, fieldMass).atLeast(0).over(m)
}

func (p *person) age() span { return p.years }

// probiotics tells whether a probiotic product is taken whose label or strain
// has the word.
func (p *person) probiotics(word string) fact {
	among := func(list []Probiotic) truth {
		found := no
		for i := range list {
			found = max(found, list[i].named(word))
		}
		return found
	}
	list := &p.Meds.Probiotics
	is := unsure
	switch list.State {
	case StateKnown:
		is = among(list.Value)
	case StateImputed:
		is = max(unsure, among(list.Value))
	case StateNotApplicable:
		is = no
	}
	return fact{is, fieldProbiotics}
}

// named tells whether the label or a strain of the product has the word. A
// label alone, which may be a brand, does not tell that it has not.
func (b *Probiotic) named(word string) truth {
	has := func(text string) bool { return contains(text, word) }
	switch {
	case word == "", b.Label.Usable() && has(b.Label.Value), b.Strains.Usable() && slices.ContainsFunc(b.Strains.Value, has):
		return yes
	case b.Strains.State == StateKnown && len(b.Strains.Value) > 0:
		return no
	default:
		return unsure
	}
}

func contains(text, word string) bool { return strings.Contains(strings.ToLower(text), word) }
