package strategy

import "github.com/gutmuscle/gutmuscle/strategy/unit"

// condition tells whether the rule of that id holds of a person. What it does
// then is in the data.
type condition struct {
	id    string
	holds func(*person) fact
}

// conditions of the rules, in the order of their ids.
var gateConditions = []condition{
	{"S01.course", (*person).onAntimicrobial},
	{"S02.recovering", func(p *person) fact { return fact{p.ended, fieldAntibiotics}.told() }},
	{"S03.medicine", func(p *person) fact {
		return factOf(p.others.some, fieldOthers).or(fact{p.course, fieldAntibiotics}.told())
	}},
	{"S04.tendon", func(p *person) fact { return p.took(ClassFluoroquinolone) }},
	{"S04.tendon-risk", func(p *person) fact {
		return p.took(ClassFluoroquinolone).and(p.age().above(60).or(p.takes(ClassCorticosteroid)).or(p.has(ConditionSolidOrganTransplant))).told()
	}},
	{"S04.spacing", func(p *person) fact { return p.takes(ClassFluoroquinolone, ClassTetracycline) }},
	{"S04.tyramine", func(p *person) fact { return p.takes(ClassOxazolidinone, ClassMAOI) }},
	{"S04.alcohol", func(p *person) fact { return p.takes(ClassNitroimidazole) }},
	{"S05.live", (*person).vulnerable},
	{"S05.in-use", func(p *person) fact { return p.vulnerable().given(p.probiotics("")) }},
	{"S05.yeast", func(p *person) fact { return p.allergic(AllergenYeast) }},
	{"S05.yeast-in-use", func(p *person) fact {
		return p.allergic(AllergenYeast).given(p.probiotics("boulardii").or(p.probiotics("saccharomyces")))
	}},
	{"S06.ibs", func(p *person) fact { return p.has(irritable...) }},
	{"S06.ibd", func(p *person) fact { return p.has(ConditionCrohns, ConditionUlcerativeColitis, ConditionIBDFlare) }},
	{"S06.named", func(p *person) fact { return p.probiotics("").told() }},
	{"S07.foods", (*person).foodborne},
	{"S07.eaten", func(p *person) fact { return p.foodborne().and(p.eatsRaw()).told() }},
	{"S08.kidney", (*person).kidney},
	{"S08.dialysis", func(p *person) fact { return p.has(ConditionDialysis) }},
	{"S08.high", func(p *person) fact {
		perMass := number(p, &p.Diet.Protein, fieldProtein).atLeast(0).over(number(p, &p.Subject.Mass, fieldMass).atLeast(0))
		return p.kidney().and(perMass.above(1.3)).told()
	}},
	{"S08.guidelines", func(p *person) fact {
		return p.eGFR().below(60).or(p.has(ConditionCKDG3a, ConditionCKDG3b, ConditionCKDG4, ConditionCKDG5)).
			and(p.has(ConditionDialysis).not()).told()
	}},
	{"S09.narrow", func(p *person) fact {
		return p.has(ConditionStricture, ConditionBowelObstructionHistory, ConditionDysphagia, ConditionGastroparesis,
			ConditionRecentBowelSurgery, ConditionIBDFlare)
	}},
	{"S09.ibs", func(p *person) fact { return p.has(irritable...) }},
	{"S09.constipation", func(p *person) fact {
		return p.has(ConditionIBSConstipation).or(number(p, &p.GI.Bristol, fieldBristol).upTo(2).told()).
			or(number(p, &p.GI.Stools, fieldStools).below(3).told())
	}},
	{"S10.refuse", func(p *person) fact { return p.age().below(adult) }},
	{"S11.energy", (*person).lowEnergy},
	{"S12.eating", (*person).disordered},
	{"S12.energy", func(p *person) fact { return p.disordered().given(p.lowEnergy().told()) }},
	{"S13.clearance", func(p *person) fact { return p.inactive().given(p.diseased()) }},
	{"S13.vigorous", (*person).diseased},
	{"S13.readiness", func(p *person) fact { return p.inactive().given(p.lowClearance()) }},
	{"S13.symptoms", func(p *person) fact {
		return p.flagged(FlagChestPain, FlagFainting, FlagDarkUrineAfterTraining).told()
	}},
	{"S14.ketoacidosis", func(p *person) fact {
		taken, low := p.takes(ClassSGLT2Inhibitor), p.fewCarbs().or(number(p, &p.Diet.Fasting, fieldFasting).above(16))
		if taken.is == unsure {
			low = low.told()
		}
		return taken.and(low)
	}},
	{"S14.hypoglycemia", func(p *person) fact { return p.takes(ClassInsulin, ClassSulfonylurea) }},
	{"S14.fasting", func(p *person) fact {
		return number(p, &p.Diet.Fasting, fieldFasting).above(16).and(p.takes(ClassInsulin, ClassSulfonylurea).told())
	}},
	{"S15.glp1", func(p *person) fact { return p.takes(ClassGLP1RA) }},
	{"S15.energy", func(p *person) fact {
		return p.takes(ClassGLP1RA).and(number(p, &p.Diet.Energy, fieldEnergy).below(1200).told())
	}},
	{"S16.apart", func(p *person) fact {
		hindered := p.takes(ClassLevothyroxine, ClassLithium, ClassBiguanide).or(factOf(p.others.tags&apartFromFiber != 0, fieldOthers))
		return hindered.or(p.swallows().and(fiberProduct(p)))
	}},
	{"S16.oral", func(p *person) fact { return p.swallows() }},
	{"S17.refuse", (*person).expecting},
	{"S18.profile", func(p *person) fact { return factOf(p.Microbiome.Usable(), fieldMicrobiome) }},
	{"S18.medicines", func(p *person) fact {
		return factOf(p.Microbiome.Usable(), fieldMicrobiome).and(p.takes(ClassProtonPumpInhibitor, ClassBiguanide, ClassLaxative).
			or(p.onAntimicrobial()).or(fact{p.ended, fieldAntibiotics})).told()
	}},
	{"S19.reference", func(p *person) fact { return ranked(p) }},
	{"S19.missing", func(p *person) fact {
		m := &p.Microbiome.Value
		return ranked(p).and(factOf(!m.Reference.Usable() || !m.Method.Usable() || !m.Database.Usable(), fieldMicrobiome))
	}},
	{"S20.product", func(p *person) fact {
		return factOf(p.Meds.Supplements.Usable() && len(p.Meds.Supplements.Value) > 0, fieldSupplements)
	}},
	{"S21.allergies", func(p *person) fact {
		if p.Allergies.State == StateKnown {
			return fact{no, fieldAllergies}
		}
		return fact{unsure, fieldAllergies}
	}},
	{"S21.unrecognized", func(p *person) fact { return p.issue(IssueUnrecognized) }},
	{"S23.urgent", func(p *person) fact {
		return p.flagged(FlagBlackStool, FlagVomitingWithoutStool, FlagSevereAbdominalPain, FlagChestPain, FlagFainting,
			FlagDarkUrineAfterTraining).told()
	}},
	{"S23.prompt", func(p *person) fact {
		return p.flagged(FlagBloodInStool, FlagUnintendedWeightLoss, FlagFever, FlagNightSymptoms).
			or(p.onAntimicrobial().or(fact{p.ended, fieldAntibiotics}).given(p.looseStools())).
			or(p.narrowed().given(p.flagged(FlagCrampingAfterMeals).told()))
	}},
	{"S23.gut", func(p *person) fact {
		return p.looseStools().or(p.flagged(FlagCrampingAfterMeals).told())
	}},
	{"S24.alcohol", func(p *person) fact {
		return number(p, &p.Diet.Alcohol, fieldAlcohol).above(0).told().or(p.fermented(alcoholic))
	}},
	{"S25.fodmap", func(p *person) fact {
		phase := &p.Diet.FODMAP.Value.Phase
		restricts := p.Diet.FODMAP.Usable() && phase.Usable() && phase.Value != PhasePersonalization
		on := p.Diet.Pattern.Usable() && p.Diet.Pattern.Value == PatternLowFODMAP && !(p.Diet.FODMAP.Usable() && phase.Usable())
		return factOf(restricts, fieldFODMAP).or(factOf(on, fieldPattern))
	}},
	{"S25.long", func(p *person) fact {
		f := &p.Diet.FODMAP.Value
		return factOf(p.Diet.FODMAP.Usable() && f.Phase.Usable() && f.Phase.Value == PhaseRestriction &&
			number(p, &f.Weeks, fieldFODMAP).above(6).is == yes, fieldFODMAP)
	}},
	{"S25.residue", func(p *person) fact {
		return factOf(p.Diet.Pattern.Usable() && p.Diet.Pattern.Value == PatternLowResidue, fieldPattern)
	}},
	{"S26.potassium", func(p *person) fact {
		return p.has(ConditionCKDG4, ConditionCKDG5, ConditionDialysis, ConditionHeartFailure).or(p.eGFR().below(30).told()).
			or(p.takes(ClassACEInhibitor, ClassARB, ClassKSparingDiuretic))
	}},
	{"S26.sodium", func(p *person) fact {
		return p.has(ConditionCKDG4, ConditionCKDG5, ConditionDialysis, ConditionHeartFailure, ConditionHypertension).
			or(p.eGFR().below(30).told())
	}},
	{"S27.treatment", func(p *person) fact {
		return p.takes(ClassCheckpointInhibitor, ClassChemotherapy).or(p.has(ConditionSolidOrganTransplant, ConditionCancerTreatment))
	}},
	{"S28.reject", func(p *person) fact { return p.issue(IssueReject) }},
	{"S28.unlikely", func(p *person) fact { return p.issue(IssueUnlikely) }},
	{"S28.conflict", func(p *person) fact { return p.issue(IssueConflict) }},
	{"S29.warfarin", func(p *person) fact { return p.takes(ClassWarfarin) }},
	{"S29.levodopa", func(p *person) fact { return p.takes(ClassLevodopa) }},
	{"S29.maoi", func(p *person) fact { return p.takes(ClassMAOI) }},
	{"S29.lithium", func(p *person) fact { return p.takes(ClassLithium) }},
}

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
// from 65 years, in diabetes, hypertension and kidney disease.
func (p *person) lowClearance() fact {
	low := p.eGFR().below(60)
	risk := p.age().from(65).or(p.has(kidneys...)).or(p.has(ConditionType1Diabetes, ConditionType2Diabetes, ConditionHypertension)).
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
// one. It has to be known below 30 years, and below a body mass index of 18.5.
func (p *person) disordered() fact {
	scoff := number(p, &p.Subject.SCOFF, fieldSCOFF).from(2)
	asked := p.age().below(30).or(p.bmi().below(18.5).told())
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
