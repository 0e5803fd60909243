package strategy

import (
	"iter"
	"slices"
)

// Condition is a condition or a part of the medical history. The words below
// are recognized; any other text is kept as it is, is reported by
// [Habits.Check] and limits what can be advised. The zero Condition is not one.
type Condition string

// The conditions that are recognized.
const (
	ConditionCKDG1                   Condition = "ckd-g1"
	ConditionCKDG2                   Condition = "ckd-g2"
	ConditionCKDG3a                  Condition = "ckd-g3a"
	ConditionCKDG3b                  Condition = "ckd-g3b"
	ConditionCKDG4                   Condition = "ckd-g4"
	ConditionCKDG5                   Condition = "ckd-g5"
	ConditionDialysis                Condition = "dialysis"
	ConditionIBSDiarrhea             Condition = "ibs-diarrhoea"
	ConditionIBSConstipation         Condition = "ibs-constipation"
	ConditionIBSMixed                Condition = "ibs-mixed"
	ConditionCrohns                  Condition = "crohns"
	ConditionUlcerativeColitis       Condition = "ulcerative-colitis"
	ConditionStricture               Condition = "stricture"
	ConditionIBDFlare                Condition = "ibd-flare"
	ConditionCeliac                  Condition = "coeliac"
	ConditionType1Diabetes           Condition = "type-1-diabetes"
	ConditionType2Diabetes           Condition = "type-2-diabetes"
	ConditionCardiovascularDisease   Condition = "cardiovascular-disease"
	ConditionHeartFailure            Condition = "heart-failure"
	ConditionHypertension            Condition = "hypertension"
	ConditionSolidOrganTransplant    Condition = "solid-organ-transplant"
	ConditionNeutropenia             Condition = "neutropenia"
	ConditionImmunodeficiency        Condition = "immunodeficiency"
	ConditionCentralVenousCatheter   Condition = "central-venous-catheter"
	ConditionShortBowel              Condition = "short-bowel"
	ConditionProstheticValve         Condition = "prosthetic-valve"
	ConditionEndocarditisHistory     Condition = "endocarditis-history"
	ConditionCancerTreatment         Condition = "cancer-treatment"
	ConditionDysphagia               Condition = "dysphagia"
	ConditionGastroparesis           Condition = "gastroparesis"
	ConditionBowelObstructionHistory Condition = "bowel-obstruction-history"
	ConditionRecentBowelSurgery      Condition = "recent-bowel-surgery"
	ConditionAcutePancreatitis       Condition = "acute-pancreatitis"
	ConditionGout                    Condition = "gout"
	ConditionEatingDisorderHistory   Condition = "eating-disorder-history"
	ConditionObesity                 Condition = "obesity"
	ConditionSarcopenia              Condition = "sarcopenia"
	ConditionFrailty                 Condition = "frailty"
	ConditionOsteoporosis            Condition = "osteoporosis"
)

var conditions = []Condition{
	ConditionCKDG1, ConditionCKDG2, ConditionCKDG3a, ConditionCKDG3b, ConditionCKDG4, ConditionCKDG5,
	ConditionDialysis, ConditionIBSDiarrhea, ConditionIBSConstipation, ConditionIBSMixed, ConditionCrohns,
	ConditionUlcerativeColitis, ConditionStricture, ConditionIBDFlare, ConditionCeliac, ConditionType1Diabetes,
	ConditionType2Diabetes, ConditionCardiovascularDisease, ConditionHeartFailure, ConditionHypertension,
	ConditionSolidOrganTransplant, ConditionNeutropenia, ConditionImmunodeficiency,
	ConditionCentralVenousCatheter, ConditionShortBowel, ConditionProstheticValve, ConditionEndocarditisHistory,
	ConditionCancerTreatment, ConditionDysphagia, ConditionGastroparesis, ConditionBowelObstructionHistory,
	ConditionRecentBowelSurgery, ConditionAcutePancreatitis, ConditionGout, ConditionEatingDisorderHistory,
	ConditionObesity, ConditionSarcopenia, ConditionFrailty, ConditionOsteoporosis,
}

// Recognized reports whether c is one of the conditions that are known here.
func (c Condition) Recognized() bool { return slices.Contains(conditions, c) }

// conditionNames yields the words of the conditions that are recognized.
func conditionNames() iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, c := range conditions {
			if !yield(string(c)) {
				return
			}
		}
	}
}
