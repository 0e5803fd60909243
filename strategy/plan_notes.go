package strategy

import (
	"iter"
	"slices"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence"
)

// Messages that plans and their steps have, beside those of gates and of the
// records of strategies. plan.not. stands with a [WhyNot].
const (
	noteNothing     = "plan.nothing"
	noteNothingYet  = "plan.nothing-yet"
	noteSarcopenia  = "plan.note.sarcf"
	noteStoolCourse = "plan.note.stool-course"
	noteStoolDrug   = "plan.note.stool-medicine"
	noteBowel       = "plan.note.ibd"
	notePregnant    = "plan.note.pregnant"
	noteTransplant  = "plan.note.transplant"

	stepCourse   = "plan.step.course"
	stepCleared  = "plan.step.cleared"
	stepUnknown  = "plan.step.unknown"
	stepUsual    = "plan.step.usual"
	stepInferred = "plan.step.inferred"
	stepSleep    = "plan.step.sleep"
	stepShifts   = "plan.step.shifts"

	askAmount = "ask.amount"
)

// Notes yields what else there is to tell the person: that nothing is worth
// doing, what may be worth showing to a clinician, how a stool test is to be
// read. If the input is rejected, or the mode advises nothing, there is none.
func (p *Plan) Notes() iter.Seq[Message] {
	pl := &p.planner
	if v := pl.verdict.decision; v == NotDecided || v == RejectInput || !pl.model.advises() {
		return func(func(Message) bool) {}
	}
	h, person := pl.habits, &pl.person
	var ids []string
	tell := func(id string, is bool) {
		if is {
			ids = append(ids, id)
		}
	}
	if pl.verdict.decision < AskFirst && len(p.steps) == 0 {
		clear := pl.verdict.decision == GoAhead && len(slices.Collect(p.Questions())) == 0
		tell(noteNothing, clear)
		tell(noteNothingYet, !clear)
	}
	weak := weakGrip
	if h.Subject.Sex.Usable() && h.Subject.Sex.Value == SexMale {
		weak = weakGripMen
	}
	adultForSure := person.age().from(adult).is == yes
	tell(noteSarcopenia, adultForSure && (number(person, &h.Subject.SARCF, 0).from(sarcF).is == yes ||
		h.Subject.Grip.Usable() && number(person, &h.Subject.Grip, 0).below(float64(weak)).is == yes))
	drugs := person.takes(ClassProtonPumpInhibitor, ClassBiguanide, ClassLaxative).is == yes
	recent := max(person.course, person.ended) == yes
	tell(noteStoolCourse, recent && h.Microbiome.Usable())
	tell(noteStoolDrug, drugs && !h.Microbiome.Usable())
	tell(noteBowel, person.has(ConditionCrohns, ConditionUlcerativeColitis, ConditionIBDFlare).is == yes)
	tell(noteTransplant, person.has(ConditionSolidOrganTransplant).is == yes)
	tell(notePregnant, says(&h.Subject.Pregnant, 0).is == yes)
	return pl.messages(ids)
}

// Notes yields what is to be known before the step begins, and on what its
// numbers rest.
func (s Step) Notes() iter.Seq[Message] {
	c, p := s.candidate(), &s.plan.planner
	h := p.habits
	var ids []string
	tell := func(id string, is bool) {
		if is {
			ids = append(ids, id)
		}
	}
	tell(stepCourse, p.person.course == yes && (c.fiber || c.Family == FamilyFermentedFoods || c.Family == FamilyPolyphenolFoods))
	tell(stepCleared, s.terms().clearance)
	tell(stepUnknown, !p.known[c.response] && s.Numbers())
	tell(stepUsual, c.Target == nil && s.Numbers())
	tell(stepInferred, c.Direction == evidence.Down)
	some := func(a amount) bool { return a.usable() && a.hi > 0 }
	tell(stepSleep, c.Family == FamilySleep && (some(amountOf(&h.Diet.Alcohol)) || some(amountOf(&h.Diet.Caffeine))))
	tell(stepShifts, c.Family == FamilyResistanceExercise && h.Sleep.ShiftWork.Usable() && h.Sleep.ShiftWork.Value)
	return p.messages(ids)
}

// Stop yields when to stop, and what to do then.
func (s Step) Stop() iter.Seq[Message] { return s.plan.planner.messages(s.candidate().Strategy.Stop) }

// messages yields messages of the model by id.
func (p *planner) messages(ids []string) iter.Seq[Message] {
	return func(yield func(Message) bool) {
		for _, id := range ids {
			if !yield(Message{ID: id, Text: p.model.message(id)}) {
				return
			}
		}
	}
}

// Cautions yields whom the strategy may not suit, as far as that may be the
// person. In [GeneralWellness] the value is left out if it names a condition.
func (s Step) Cautions() iter.Seq[Unsuited] {
	return func(yield func(Unsuited) bool) {
		for _, u := range s.candidate().NotFor {
			if !u.concerns(s.plan.planner.habits) {
				continue
			}
			if named := s.plan.planner.model.condition; named != nil && named(strings.ReplaceAll(u.Value, "-", " ")) {
				u.Value = ""
			}
			if !yield(u) {
				return
			}
		}
	}
}

// concerns reports whether what a strategy is not for may be so of a person.
func (u *Unsuited) concerns(h *Habits) bool {
	if u.Value != "" {
		return h.hasWord(u.Field, u.Value)
	}
	i, ok := slices.BinarySearchFunc(wireFields, u.Field, func(f wireField, path string) int { return strings.Compare(f.path, path) })
	if !ok {
		return true
	}
	r := wireFields[i].ref(h)
	if u.Field == "sleep.shift_work" {
		return h.Sleep.ShiftWork.Usable() && h.Sleep.ShiftWork.Value
	}
	return !r.isNumber || r.usable() && r.hi > 0
}

// hasWord reports whether a field of words, or a list of them, has a word.
func (h *Habits) hasWord(field, word string) bool {
	switch field {
	case "conditions":
		return anyOf(h.Conditions, func(c Condition) bool { return string(c) == word })
	case "allergies":
		return anyOf(h.Allergies, func(a Allergen) bool { return a.String() == word })
	case "gi.red_flags":
		return anyOf(h.GI.RedFlags, func(f RedFlag) bool { return f.String() == word })
	case "meds.others":
		return anyOf(h.Meds.Others, func(m Medicine) bool {
			return slices.ContainsFunc(m.Classes(), func(c Class) bool { return c.String() == word })
		})
	case "diet.pattern":
		return h.Diet.Pattern.Usable() && h.Diet.Pattern.Value.String() == word
	case "diet.fodmap.phase":
		f := &h.Diet.FODMAP
		return f.Usable() && f.Value.Phase.Usable() && f.Value.Phase.Value.String() == word
	default:
		return false
	}
}

// anyOf reports whether a list, or one of several that conflict, has an element
// that is meant.
func anyOf[T any](r Reading[[]T], is func(T) bool) bool {
	for list := range told(r) {
		if slices.ContainsFunc(list, is) {
			return true
		}
	}
	return false
}
