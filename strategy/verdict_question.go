package strategy

import (
	"iter"
	"slices"
)

// Question is something to ask the person. It is a plain value.
type Question struct {
	ID     string   `json:"id"`     // of the message
	Fields []string `json:"fields"` // wire paths that the answer goes to
	Ask    string   `json:"ask"`
	Safety bool     `json:"safety,omitzero"` // until it is answered, something is withheld or limited
}

// safetyQuestions are what is asked of the fields that gates are unsure of,
// most important first.
var safetyQuestions = []struct {
	message string
	when    fieldSet // one of these is open
	fields  fieldSet // that the answer goes to
}{
	{"ask.age", fieldAge, fieldAge},
	{"ask.pregnant", fieldPregnant | fieldLactating | fieldTrying | fieldGestation, fieldPregnant | fieldLactating | fieldTrying},
	{"ask.red-flags", fieldRedFlags, fieldRedFlags},
	{"ask.conditions", fieldConditions, fieldConditions},
	{"ask.medicines", fieldOthers, fieldOthers},
	{"ask.antibiotics", fieldAntibiotics, fieldAntibiotics},
	{"ask.allergies", fieldAllergies, fieldAllergies},
	{"ask.kidneys", fieldEGFR, fieldEGFR},
	{"ask.eating", fieldSCOFF, fieldSCOFF},
	{"ask.carbs", fieldCarb, fieldCarb},
	{"ask.fasting", fieldFasting, fieldFasting},
	{"ask.probiotics", fieldProbiotics, fieldProbiotics},
	{"ask.activity", fieldModerate | fieldVigorous | fieldResistMinutes, fieldModerate | fieldVigorous | fieldResistMinutes},
	{"ask.weight", fieldMassChange | fieldEvent, fieldMassChange | fieldEvent},
	{"ask.body", fieldMass | fieldHeight, fieldMass | fieldHeight},
}

// Questions yields what to ask: values to correct, then what has to be known
// for safety, most important first, then the rest. Who is refused is asked
// nothing but to correct.
func (v Verdict) Questions() iter.Seq[Question] {
	return func(yield func(Question) bool) {
		ask := func(message string, safety bool, fields []string) bool {
			return len(fields) == 0 || yield(Question{message, fields, v.model.message(message), safety})
		}
		issues := func(kind IssueKind) []string { return v.fields(&rule{issue: kind}, 0) }
		if v.decision == NotDecided || !ask("ask.correct", false, issues(IssueReject)) {
			return
		}
		if v.decision < Refuse {
			for _, q := range safetyQuestions {
				if v.open&q.when != 0 && !ask(q.message, true, slices.Collect(q.fields.paths())) {
					return
				}
			}
		}
		if !ask("ask.recognize", true, issues(IssueUnrecognized)) || !ask("ask.confirm", false, issues(IssueUnlikely)) ||
			!ask("ask.which", false, issues(IssueConflict)) || v.decision >= Refuse {
			return
		}
		if v.body && v.open&(fieldMass|fieldHeight) == 0 && !ask("ask.body", false, slices.Collect((fieldMass|fieldHeight).paths())) {
			return
		}
		for _, r := range v.rulings {
			if r.rule.message == "gate.S19.missing" && !ask("ask.reference", false, []string{
				"microbiome.reference", "microbiome.method", "microbiome.database"}) {
				return
			}
		}
	}
}
