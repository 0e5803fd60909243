package strategy

import "slices"

// ruling is a rule that holds of a person, or may.
type ruling struct {
	rule *rule
	fact fact
}

// acts reports whether the ruling counts: a rule that only tells has to hold.
func (r ruling) acts() bool {
	return r.fact.is == yes || r.fact.is == unsure && r.rule.record.Action != ActionNote
}

// Judge runs all safety gates on a person, who is not kept or changed. What the
// gates have to know and do not counts as dangerous; see [Verdict.Questions].
func (m *Model) Judge(h *Habits) Verdict {
	var v Verdict
	m.judge(h, &v, new(person))
	return v
}

// judge runs all gates, so that a person hears everything at once. A condition
// that cannot be told counts as one that holds, and its fields are asked for.
// p is a place to work in.
func (m *Model) judge(h *Habits, v *Verdict, p *person) { m.decide(h, h.Check(), v, p) }

func (m *Model) decide(h *Habits, issues []Issue, v *Verdict, p *person) {
	*v = Verdict{model: m, issues: issues, rulings: v.rulings[:0]}
	p.look(h.without(v.issues, IssueReject), v.issues)
	var withheld, known familySet // known: those that would be whatever the answers
	var open fieldSet
	strongest, limited := NoAction, false
	for i := range m.gates.rules {
		f := m.gates.rules[i].holds(p)
		if f.is == no {
			continue
		}
		r := ruling{&m.gates.rules[i], f}
		if !r.acts() {
			continue
		}
		if v.rulings == nil {
			v.rulings = make([]ruling, 0, 40)
		}
		v.rulings = append(v.rulings, r)
		withheld |= r.rule.withholds
		if r.fact.is == unsure {
			open |= r.fact.by
		} else {
			known |= r.rule.withholds
			strongest = max(strongest, r.rule.record.Action)
		}
		limited = limited || r.rule.record.Action != ActionNote
		v.general = v.general || r.rule.record.General
	}
	if strongest == ActionReject { // nothing is made of the rest
		v.rulings = slices.DeleteFunc(v.rulings, func(r ruling) bool { return r.fact.is == unsure })
		open = 0
	}
	if open != 0 && strongest != ActionRefuse { // who is refused is asked nothing
		v.rulings = append(v.rulings, ruling{&m.gates.unknown, fact{unsure, open}})
	}
	v.families = allFamilies &^ withheld
	switch {
	case strongest == ActionReject:
		v.decision = RejectInput
	case strongest == ActionRefuse, known == allFamilies:
		v.decision = Refuse
	case v.families == 0:
		v.decision = AskFirst
	case limited:
		v.decision = Limited
	default:
		v.decision = GoAhead
	}
	v.body = p.bmi().below(18.5).is == unsure
	v.open = open
}
