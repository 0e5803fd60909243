package strategy

import (
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/pathway/habit"
)

// Messages that plans and their steps have, beside those of gates and of the
// records of strategies. plan.not. stands with a [WhyNot].
const (
	noteNothing     = "plan.nothing"
	noteNothingYet  = "plan.nothing-yet"
	noteSarcopenia  = "plan.note.sarcf"
	noteStoolCourse = "plan.note.stool-course"
	noteStoolDays   = "plan.note.stool-days"
	noteStoolDrug   = "plan.note.stool-medicine"
	noteBowel       = "plan.note.ibd"
	notePregnant    = "plan.note.pregnant"
	noteTransplant  = "plan.note.team"
	noteProtein     = "plan.note.protein-later"
	noteShifts      = "plan.note.shifts"

	stepCourse   = "plan.step.course"
	stepCourseIf = "plan.step.course-unknown"
	stepCap      = "plan.step.cap"
	stepCapIf    = "plan.step.cap-unknown"
	stepCleared  = "plan.step.cleared"
	stepAgreed   = "plan.step.agreed"
	stepUnknown  = "plan.step.unknown"
	stepUsual    = "plan.step.usual"
	stepInferred = "plan.step.inferred"
	stepSleep    = "plan.step.sleep"
	stepRegular  = "plan.step.regular"
	stepShifts   = "plan.step.shifts"

	askAmount = "ask.amount"
	askEnergy = "ask.energy"
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
	days := person.courseToStool()
	tell(noteStoolDays, recent && days > 0)
	tell(noteStoolCourse, recent && days == 0 && h.Microbiome.Usable())
	tell(noteStoolDrug, drugs && !h.Microbiome.Usable())
	tell(noteBowel, person.has(ConditionCrohns, ConditionUlcerativeColitis, ConditionIBDFlare).is == yes)
	tell(noteTransplant, person.has(ConditionSolidOrganTransplant).is == yes)
	tell(notePregnant, says(&h.Subject.Pregnant, 0).is == yes)
	dose, unit := "", ""
	if pl.verdict.decision < AskFirst {
		tell(noteShifts, pl.shifts() && pl.offersPlants())
		dose, unit = pl.proteinOnceKnown()
	}
	tell(noteProtein, dose != "")
	return pl.messages(ids, "{days}", strconv.Itoa(days), "{range}", dose, "{unit}", unit)
}

// shifts reports whether the person works nights or rotating shifts.
func (p *planner) shifts() bool {
	w := &p.habits.Sleep.ShiftWork
	return w.Usable() && w.Value
}

// offersPlants reports whether more fiber or more kinds of plants are in the plan
// or would be next.
func (p *planner) offersPlants() bool {
	return slices.ContainsFunc(p.choices, func(c candidate) bool {
		return c.Family == FamilyDiverseFiber && (c.why == Chosen || c.why == OthersFirst || c.why == DoesSame)
	})
}

// proteinOnceKnown returns the dose of protein for the person's age and its unit,
// if nothing but the question on the kidneys stands against it.
func (p *planner) proteinOnceKnown() (dose, unit string) {
	asked := slices.ContainsFunc(p.verdict.rulings, func(r ruling) bool {
		return r.rule.message == "gate.S08.kidney" && r.fact.is == unsure
	})
	if !asked || p.terms[FamilyProtein].noNumbers || !p.terms[FamilyProteinSpread].allowed || len(p.verdict.against(FamilyProtein)) > 1 {
		return "", ""
	}
	for i := range p.choices {
		c := &p.choices[i]
		if c.Family == FamilyProtein && c.Age != nil && p.ofAge(c.option) && c.Target != nil && !c.done && !slices.Contains(p.wishes.Dislikes, c.ID) {
			unit, _ = p.model.Phrase(c.Unit)
			return p.model.rangeText(c.Target.Range), unit
		}
	}
	return "", ""
}

// courseToStool returns how many days before the stool sample an antibiotic was
// last taken: 0 if that is not known, or if there was none in the three months
// before.
func (p *person) courseToStool() int {
	m := &p.Microbiome.Value
	if !p.Microbiome.Usable() || !m.CollectedDay.Usable() || !p.Meds.Antibiotics.Usable() {
		return 0
	}
	nearest := recently + 1
	for _, course := range p.Meds.Antibiotics.Value {
		switch days, state := sinceCourse(course, float64(m.CollectedDay.Value)); state {
		case StateKnown:
			nearest = min(nearest, int(days))
		case StateUnknown:
			return 0
		}
	}
	if nearest > recently {
		return 0
	}
	return nearest
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
	waits := c.fiber || c.Family == FamilyFermentedFoods || c.Family == FamilyPolyphenolFoods
	tell(stepCourse, waits && p.person.course == yes)
	tell(stepCourseIf, waits && p.person.course == unsure)
	exercise := c.Family == FamilyAerobicExercise || c.Family == FamilyResistanceExercise
	tell(stepCleared, s.terms().clearance && exercise)
	tell(stepAgreed, s.terms().clearance && !exercise)
	tell(stepUnknown, !p.known[c.response] && s.Numbers())
	capped := s.Numbers() && p.known[c.response] && p.fiberCapped(c.option, c.now)
	tell(stepCap, capped && p.energyKnown())
	tell(stepCapIf, capped && !p.energyKnown())
	tell(stepUsual, c.Target == nil && s.Numbers())
	tell(stepInferred, c.Direction == evidence.Down)
	some := func(a amount) bool { return a.usable() && a.hi > 0 }
	tell(stepSleep, c.Family == FamilySleep && (some(amountOf(&h.Diet.Alcohol)) || some(amountOf(&h.Diet.Caffeine))))
	tell(stepRegular, c.Family == FamilySleep && c.Direction == evidence.Up && (p.shifts() || p.irregular()))
	tell(stepShifts, c.Family == FamilyResistanceExercise && p.shifts())
	return p.messages(ids)
}

// irregular reports whether the person's times of sleep vary more than is usual.
func (p *planner) irregular() bool {
	i := slices.IndexFunc(p.model.responses, func(r Response) bool { return r.Habit == habit.SleepIrregularity })
	return i >= 0 && p.known[i] && p.amounts[i].x > p.model.responses[i].Reference
}

// Stop yields when to stop, and what to do then.
func (s Step) Stop() iter.Seq[Message] { return s.plan.planner.messages(s.candidate().Strategy.Stop) }

// messages yields messages of the model by id, with words in the place of others.
func (p *planner) messages(ids []string, words ...string) iter.Seq[Message] {
	fill := strings.NewReplacer(words...)
	return func(yield func(Message) bool) {
		for _, id := range ids {
			if !yield(Message{ID: id, Text: fill.Replace(p.model.message(id))}) {
				return
			}
		}
	}
}

// Cautions yields whom the strategy may not suit, as far as that may be the
// person. In [GeneralWellness] the value is left out if it names a condition. A
// caution by the body mass index is left out where numbers may not be told.
func (s Step) Cautions() iter.Seq[Unsuited] {
	return func(yield func(Unsuited) bool) {
		for _, u := range s.candidate().NotFor {
			if !u.concerns(&s.plan.planner.person) || u.BMI > 0 && !s.Numbers() {
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
func (u *Unsuited) concerns(p *person) bool {
	h := p.Habits
	if u.Value != "" {
		return h.hasWord(u.Field, u.Value)
	}
	if u.BMI > 0 {
		return h.Subject.Mass.Usable() && p.bmi().from(u.BMI).is != no
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
