package strategy

// condition tells whether the rule of that id holds of a person. What it does
// then is in the data.
type condition struct {
	id    string
	holds func(*person) fact
}

// gateConditions are the conditions of the rules, in the order of the gates.
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
	{"S05.in-use", func(p *person) fact { return p.probiotics("").given(p.vulnerable()) }},
	{"S05.yeast", func(p *person) fact { return p.allergic(AllergenYeast) }},
	{"S05.yeast-in-use", func(p *person) fact {
		return p.probiotics("boulardii").or(p.probiotics("saccharomyces")).given(p.allergic(AllergenYeast))
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
	{"S09.texture", func(p *person) fact { return p.has(ConditionDysphagia) }},
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
	{"S25.fodmap", (*person).sparesFODMAP},
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
	{"S27.agreement", func(p *person) fact { return p.has(ConditionSolidOrganTransplant) }},
	{"S28.reject", func(p *person) fact { return p.issue(IssueReject) }},
	{"S28.unlikely", func(p *person) fact { return p.issue(IssueUnlikely) }},
	{"S28.conflict", func(p *person) fact { return p.issue(IssueConflict) }},
	{"S29.warfarin", func(p *person) fact { return p.takes(ClassWarfarin) }},
	{"S29.levodopa", func(p *person) fact { return p.takes(ClassLevodopa) }},
	{"S29.maoi", func(p *person) fact { return p.takes(ClassMAOI) }},
	{"S29.lithium", func(p *person) fact { return p.takes(ClassLithium) }},
}
