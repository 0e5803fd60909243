package habitlog

import (
	"github.com/gutmuscle/gutmuscle/strategy"
	"github.com/gutmuscle/gutmuscle/strategy/unit"
)

// antibioticColumns are the classes that the table derives from the names of
// the antibiotics of the last year.
var antibioticColumns = []struct {
	name  string
	class strategy.Class
}{
	{"PENICILLIN", strategy.ClassPenicillin},
	{"CEPHALOSPORIN", strategy.ClassCephalosporin},
	{"QUINOLINE", strategy.ClassFluoroquinolone},
	{"SULFA_DRUG", strategy.ClassSulfonamideCombination},
	{"NITROMIDAZOLE", strategy.ClassNitroimidazole},
}

func (a *agp) antibiotics() {
	const column = "ANTIBIOTIC_SELECT"
	when, state := choice(a, column, antibioticTimes)
	course := strategy.Antibiotic{EndDay: inBin[unit.Days](column, when)}
	if state != strategy.StateKnown {
		course.EndDay = inBin[unit.Days](column, pastYear)
	}
	var courses []strategy.Antibiotic
	for _, c := range antibioticColumns {
		if yes, s := choice(a, c.name, yesNo); s == strategy.StateKnown && yes {
			course := course
			course.Class = strategy.Reading[strategy.Class]{State: strategy.StateImputed, Value: c.class, Source: source(c.name)}
			courses = append(courses, course)
		}
	}
	none := []strategy.Antibiotic{}
	list := &a.h.Meds.Antibiotics
	switch {
	case state == strategy.StateKnown && when == never && len(courses) == 0:
		*list = told(column, none)
	case state == strategy.StateKnown && when == never:
		for i := range courses {
			courses[i].EndDay = inBin[unit.Days](column, pastYear)
		}
		*list = strategy.Reading[[]strategy.Antibiotic]{State: strategy.StateConflicting, Source: source(column),
			Values: [][]strategy.Antibiotic{none, courses}}
		a.note(column, "none in the last year, but %s says yes; ask which", courses[0].Class.Source)
	case state == strategy.StateKnown && len(courses) == 0:
		*list = told(column, []strategy.Antibiotic{course})
		a.note(column, "the substance and whether it is still taken are not said; ask for name and last day")
	case len(courses) > 0:
		*list = told(column, courses)
		a.note(column, "the substance and whether it is still taken are not said; ask for name and last day")
	default:
		*list = absent[[]strategy.Antibiotic](column, state)
	}
}

func (a *agp) conditions() {
	ibd, haveIBD := choice(a, "IBD", bowelDiseases)
	diabetes, haveDiabetes := choice(a, "DIABETES", diabetesTypes)
	const known = strategy.StateKnown
	// The list is put in from two questions, which is less than a list that was
	// told: it has what it has, and rules nothing out.
	list := []strategy.Condition{}
	if ibd != "" {
		list = append(list, ibd)
	}
	if diabetes != "" {
		list = append(list, diabetes)
	}
	switch {
	case haveIBD == known && haveDiabetes == known:
		a.h.Conditions = told("IBD, DIABETES", list)
		a.h.Conditions.State = strategy.StateImputed
		a.note("IBD, DIABETES", "no other condition was asked; ask for heart, kidney, immune system and eating disorder")
	case len(list) > 0:
		a.h.Conditions = told("IBD, DIABETES", list)
		a.h.Conditions.State = strategy.StateImputed
		a.note("IBD, DIABETES", "one of the two is not answered; ask for it and for other conditions")
	case haveIBD == strategy.StateDeclined || haveDiabetes == strategy.StateDeclined:
		a.h.Conditions = absent[[]strategy.Condition]("IBD, DIABETES", strategy.StateDeclined)
	case haveIBD == known || haveDiabetes == known:
		a.note("IBD, DIABETES", "one is answered with no and the other not at all, so the list is not known; ask")
	}
}

func (a *agp) supplements() {
	takes, state := choice(a, "SUPPLEMENTS", yesNo)
	multivitamin, s := choice(a, "MULTIVITAMIN", yesNo)
	multivitamin = multivitamin && s == strategy.StateKnown
	list := &a.h.Meds.Supplements
	if multivitamin {
		*list = told("MULTIVITAMIN", []strategy.Supplement{{Name: told("MULTIVITAMIN", "multivitamin")}})
	}
	switch {
	case state != strategy.StateKnown && !multivitamin:
		*list = absent[[]strategy.Supplement]("SUPPLEMENTS", state)
	case state == strategy.StateKnown && !takes && !multivitamin:
		*list = told("SUPPLEMENTS", []strategy.Supplement{})
	case state == strategy.StateKnown && !takes:
		a.note("SUPPLEMENTS", "no, but MULTIVITAMIN says yes; the multivitamin is kept")
	case takes:
		a.note("SUPPLEMENTS", "yes, but which ones and how much is not said; ask")
	}
}

// rest notes the answers that have no field that would hold them.
func (a *agp) rest() {
	if f, state := choice(a, "EXERCISE_FREQUENCY", frequencies); state == strategy.StateKnown {
		a.note("EXERCISE_FREQUENCY", "%s, but neither minutes nor the kind are said; ask for minutes and resistance sessions a week", f)
	}
	if f, state := choice(a, "SMOKING_FREQUENCY", frequencies); state == strategy.StateKnown {
		a.note("SMOKING_FREQUENCY", "%s; there is no field for smoking", f)
	}
	if text, state := choice(a, "WEIGHT_CHANGE", weightChanges); state == strategy.StateKnown && text != "" {
		a.note("WEIGHT_CHANGE", "%s in a year, which is not a change over 12 weeks; ask whether it was wanted", text)
	}
	if text, state := choice(a, "PERCENTAGE_FROM_CARBS", processedCarbs); state == strategy.StateKnown {
		a.note("PERCENTAGE_FROM_CARBS", "%s of the carbohydrate from processed sources, which is not a share of energy", text)
	}
}
