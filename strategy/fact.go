package strategy

import (
	"iter"
	"math/bits"
)

// truth is a value of three-valued logic, as Kleene's: what is not known
// stays so unless the rest decides. The zero truth is not known.
type truth int8

const (
	no     truth = -1
	unsure truth = 0
	yes    truth = 1
)

// fact is something that a gate asks about a person: whether it is so, and by
// which fields. If it is unsure, these are the fields to ask for. Facts are put
// such that yes is the dangerous answer.
type fact struct {
	is truth
	by fieldSet
}

// or is yes if one of the two is, and no if both are.
func (a fact) or(b fact) fact {
	switch {
	case a.is == b.is:
		return fact{a.is, a.by | b.by}
	case a.is > b.is:
		return a
	default:
		return b
	}
}

// and is yes if both are, and no if one of the two is.
func (a fact) and(b fact) fact { return a.not().or(b.not()).not() }

// not is yes if a is no, and the other way round.
func (a fact) not() fact { return fact{-a.is, a.by} }

// given is and, except that nothing is asked about a while it is not known
// whether b holds: b is what makes a matter.
func (a fact) given(b fact) fact {
	if b.is == unsure && a.is == unsure {
		return b
	}
	return a.and(b)
}

// told is no where a is unsure: the field is none that has to be known, and
// counts only if it is.
func (a fact) told() fact {
	if a.is == unsure {
		a.is = no
	}
	return a
}

func factOf(holds bool, by fieldSet) fact {
	if holds {
		return fact{yes, by}
	}
	return fact{no, by}
}

// fieldSet is a set of the fields that gates read.
type fieldSet uint64

// The fields that gates read. A part of one, such as diet.fodmap.weeks, counts
// as the whole.
const (
	fieldAge fieldSet = 1 << iota
	fieldSex
	fieldMass
	fieldHeight
	fieldMassChange
	fieldFatFreeMass
	fieldSARCF
	fieldEGFR
	fieldSCOFF
	fieldPregnant
	fieldLactating
	fieldTrying
	fieldGestation
	fieldMenstrual
	fieldEnergy
	fieldProtein
	fieldFiberSupplement
	fieldFermented
	fieldCarb
	fieldAlcohol
	fieldFasting
	fieldPattern
	fieldFODMAP
	fieldResistMinutes
	fieldModerate
	fieldVigorous
	fieldExerciseEnergy
	fieldEvent
	fieldBristol
	fieldStools
	fieldRedFlags
	fieldAntibiotics
	fieldOthers
	fieldProbiotics
	fieldSupplements
	fieldConditions
	fieldAllergies
	fieldMicrobiome
)

// gateFields are the wire paths of the fields, in their order.
var gateFields = [...]string{
	"subject.age_y", "subject.sex", "subject.mass_kg", "subject.height_cm", "subject.mass_change_kg_12wk",
	"subject.ffm_kg", "subject.sarcf", "subject.egfr_ml_min_1_73m2", "subject.scoff", "subject.pregnant",
	"subject.lactating", "subject.trying_to_conceive", "subject.gestation_wk", "subject.menstrual_change",
	"diet.energy_kcal_d", "diet.protein_g_d", "diet.fiber_supplement", "diet.fermented", "diet.carb_g_d",
	"diet.alcohol_g_wk", "diet.fasting_h", "diet.pattern", "diet.fodmap", "exercise.resist_min_wk",
	"exercise.mod_min_wk", "exercise.vig_min_wk", "exercise.exercise_energy_kcal_d", "exercise.event",
	"gi.bristol", "gi.stools_wk", "gi.red_flags", "meds.antibiotics", "meds.others", "meds.probiotics",
	"meds.supplements", "conditions", "allergies", "microbiome",
}

// paths yields the wire paths of the fields.
func (s fieldSet) paths() iter.Seq[string] {
	return func(yield func(string) bool) {
		for rest := s; rest != 0; rest &= rest - 1 {
			if !yield(gateFields[bits.TrailingZeros64(uint64(rest))]) {
				return
			}
		}
	}
}
