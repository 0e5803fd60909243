package strategy

import "github.com/gutmuscle/gutmuscle/strategy/unit"

const adult = 18 // years

// Ages, in years, at which pregnancy is asked about.
const (
	fertileFrom = 12
	fertileTo   = 55
)

var (
	irritable = []Condition{ConditionIBSDiarrhea, ConditionIBSConstipation, ConditionIBSMixed}
	kidneys   = []Condition{ConditionCKDG1, ConditionCKDG2, ConditionCKDG3a, ConditionCKDG3b, ConditionCKDG4, ConditionCKDG5, ConditionDialysis}
)

func (p *person) issue(kind IssueKind) fact {
	for i := range p.issues {
		if p.issues[i].Kind == kind {
			return fact{is: yes}
		}
	}
	return fact{is: no}
}

// onAntimicrobial tells whether an antimicrobial is taken or prescribed now.
func (p *person) onAntimicrobial() fact {
	listed := p.others.of(antibioticClasses, fieldOthers)
	if p.others.tags&antimicrobial != 0 {
		listed.is = yes
	}
	return fact{p.course, fieldAntibiotics}.or(listed)
}

// expecting is pregnancy, breastfeeding and trying to conceive. Who says that
// she is not pregnant need not say the other two; but what is told in two ways
// is asked.
func (p *person) expecting() fact {
	s := &p.Subject
	care := says(&s.Pregnant, fieldPregnant).or(number(p, &s.Gestation, fieldGestation).above(0).told())
	for _, f := range []struct {
		r  *Reading[bool]
		by fieldSet
	}{{&s.Lactating, fieldLactating}, {&s.TryingToConceive, fieldTrying}} {
		is := says(f.r, f.by)
		if f.r.State != StateConflicting {
			is = is.told()
		}
		care = care.or(is)
	}
	if care.is == yes {
		return care
	}
	age := p.age()
	male := s.Sex.State == StateKnown && s.Sex.Value == SexMale
	if male || age.firm && (age.lo > fertileTo || age.hi < fertileFrom) {
		care = fact{no, care.by | fieldSex | fieldAge}
	}
	return care
}

// immunosuppressed tells of conditions and medicines that weaken the defense.
// Corticosteroids count whatever their dose and route, which nobody tells.
func (p *person) immunosuppressed() fact {
	return p.has(ConditionSolidOrganTransplant, ConditionNeutropenia, ConditionImmunodeficiency, ConditionCancerTreatment).
		or(p.takes(ClassImmunosuppressant, ClassCalcineurinInhibitor, ClassAntiTNF, ClassChemotherapy, ClassCorticosteroid))
}

// vulnerable tells whether live microbes could harm.
func (p *person) vulnerable() fact {
	return p.immunosuppressed().or(p.has(ConditionCentralVenousCatheter, ConditionShortBowel, ConditionAcutePancreatitis,
		ConditionProstheticValve, ConditionEndocarditisHistory, ConditionRecentBowelSurgery))
}

// foodborne tells whether what lives in raw milk could do more harm than usual.
func (p *person) foodborne() fact {
	frail := p.has(ConditionFrailty).or(number(p, &p.Subject.SARCF, fieldSARCF).from(4).told())
	return p.expecting().or(p.immunosuppressed()).or(frail.given(p.age().from(65)))
}

// fermented tells of fermented foods that are eaten.
func (p *person) fermented(is func(*Fermented) bool) fact {
	list := &p.Diet.Fermented
	if list.Usable() {
		for i := range list.Value {
			if is(&list.Value[i]) {
				return fact{yes, fieldFermented}
			}
		}
	}
	return fact{no, fieldFermented}
}

func alcoholic(f *Fermented) bool {
	return f.Alcoholic.Usable() && f.Alcoholic.Value ||
		f.Food.Usable() && named(f.Food.Value, []string{"beer", "wine", "cider", "mead"})
}

func (p *person) eatsRaw() fact {
	return p.fermented(func(f *Fermented) bool {
		return f.DairyPasteurized.Usable() && !f.DairyPasteurized.Value ||
			f.Food.Usable() && named(f.Food.Value, []string{"raw", "home", "unpasteuri"})
	})
}

func (p *person) eGFR() span { return number(p, &p.Subject.EGFR, fieldEGFR) }

// lowClearance is an eGFR below 60, or one that is not known where it has to be:
// from 65 years, in diabetes, hypertension and kidney disease, and after a transplant.
func (p *person) lowClearance() fact {
	low := p.eGFR().below(60)
	risk := p.age().from(65).or(p.has(kidneys...)).or(p.has(ConditionType1Diabetes, ConditionType2Diabetes, ConditionHypertension, ConditionSolidOrganTransplant)).
		or(p.takes(ClassInsulin, ClassSulfonylurea, ClassSGLT2Inhibitor, ClassBiguanide))
	return low.told().or(low.given(risk))
}

func (p *person) kidney() fact { return p.has(kidneys...).or(p.lowClearance()) }

// lowEnergy is energy that does not suffice, as far as it is told.
func (p *person) lowEnergy() fact {
	s := &p.Subject
	thin := p.bmi().below(18.5).told()
	mass := number(p, &s.Mass, fieldMass).atLeast(25).atMost(350) // what a body can have
	change := number(p, &s.MassChange, fieldMassChange)
	falls := fact{no, fieldMassChange}
	if s.MassChange.Usable() && change.lo < 0 {
		falls = span{-change.hi / 12, -change.lo / 12, change.firm, change.by}.over(mass).above(0.01)
	}
	wanted := fact{no, fieldEvent}
	if e := &p.Exercise.Event.Value; p.Exercise.Event.Usable() {
		days := number(p, &e.Day, fieldEvent).atLeast(1)
		loss := number(p, &e.MassChangeWanted, fieldEvent)
		if e.MassChangeWanted.Usable() && loss.lo < 0 && days.hi >= 1 {
			perWeek := span{-loss.hi * 7, -loss.lo * 7, loss.firm, loss.by}.over(days)
			wanted = perWeek.over(mass).above(0.01)
		}
	}
	eaten := number(p, &p.Diet.Energy, fieldEnergy).atLeast(0)
	spent := number(p, &p.Exercise.Energy, fieldExerciseEnergy).atLeast(0)
	left := span{eaten.lo - spent.hi, eaten.hi - spent.lo, eaten.firm && spent.firm, eaten.by | spent.by}.atLeast(0)
	short := left.over(number(p, &s.FatFreeMass, fieldFatFreeMass).atLeast(1)).below(30).told()
	return thin.or(falls).or(wanted).or(says(&s.MenstrualChange, fieldMenstrual).told()).or(short)
}

// disordered is an eating disorder, now or before, or a SCOFF that hints at
// one. It has to be known below 30 years, below a body mass index of 18.5, and
// where it is told as a range.
func (p *person) disordered() fact {
	scoff := number(p, &p.Subject.SCOFF, fieldSCOFF).from(2)
	asked := p.age().below(30).or(p.bmi().below(18.5).told()).or(factOf(p.Subject.SCOFF.Usable(), fieldSCOFF))
	return p.has(ConditionEatingDisorderHistory).or(scoff.told()).or(scoff.given(asked))
}

// inactive is less than 90 minutes a week that tax the body: 30 minutes on
// three days.
func (p *person) inactive() fact {
	e := &p.Exercise
	sum := number(p, &e.Moderate, fieldModerate).atLeast(0)
	for _, more := range []span{number(p, &e.Vigorous, fieldVigorous).atLeast(0), number(p, &e.ResistMinutes, fieldResistMinutes).atLeast(0)} {
		sum = span{sum.lo + more.lo, sum.hi + more.hi, sum.firm && more.firm, sum.by | more.by}
	}
	return sum.below(90)
}

// diseased is disease of the heart, the vessels, metabolism or the kidneys.
func (p *person) diseased() fact {
	return p.has(kidneys...).or(p.has(ConditionCardiovascularDisease, ConditionHeartFailure, ConditionProstheticValve,
		ConditionEndocarditisHistory, ConditionType1Diabetes, ConditionType2Diabetes))
}

// fewCarbs is less than 100 g of carbohydrate a day. A diet that is told to be
// low in them is, as long as nobody tells the grams.
func (p *person) fewCarbs() fact {
	pattern := &p.Diet.Pattern
	carbs := number(p, &p.Diet.Carb, fieldCarb).below(100)
	if carbs.is == unsure && pattern.Usable() && (pattern.Value == PatternKetogenic || pattern.Value == PatternLowCarb) {
		return fact{yes, fieldPattern}
	}
	return carbs
}

// swallows tells whether a medicine is taken that may be swallowed.
func (p *person) swallows() fact {
	return factOf(p.others.oral, fieldOthers).or(factOf(p.now.oral, fieldAntibiotics))
}

func fiberProduct(p *person) fact {
	s := &p.Diet.FiberSupplement
	return factOf(s.Usable() && !(s.Value.Dose.Usable() && s.Value.Dose.Value == unit.GramsPerDay(0)), fieldFiberSupplement)
}

// ranked tells whether the stool profile has a percentile.
func ranked(p *person) fact {
	return factOf(p.Microbiome.Usable() && p.Microbiome.Value.RichnessPercentile.Usable(), fieldMicrobiome)
}

// looseStools are three or more a day, told as a sign or by form and number.
func (p *person) looseStools() fact {
	return p.flagged(FlagLooseStools).told().
		or(number(p, &p.GI.Bristol, fieldBristol).from(6).and(number(p, &p.GI.Stools, fieldStools).from(21)).told())
}

// narrowed tells of bowels in which cramps may mean that something is stuck.
func (p *person) narrowed() fact {
	return p.has(ConditionStricture, ConditionCrohns, ConditionUlcerativeColitis, ConditionIBDFlare,
		ConditionBowelObstructionHistory, ConditionRecentBowelSurgery)
}

// sparesFODMAP is a diet low in FODMAP before personalization, told by its phase
// or as the pattern.
func (p *person) sparesFODMAP() fact {
	phase := &p.Diet.FODMAP.Value.Phase
	told := p.Diet.FODMAP.Usable() && phase.Usable()
	restricts := told && phase.Value != PhasePersonalization
	on := !told && p.Diet.Pattern.Usable() && p.Diet.Pattern.Value == PatternLowFODMAP
	return factOf(restricts, fieldFODMAP).or(factOf(on, fieldPattern))
}
