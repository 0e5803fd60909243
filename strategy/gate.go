package strategy

import (
	"slices"

	"github.com/gutmuscle/gutmuscle/evidence/spell"
)

// The gates. Each looks at a person and reports what it makes of them; a gate
// that cannot tell asks, and never passes in silence. They run in this
// order, and all of them run, so that a person hears everything at once.
var gates = []struct {
	id  string
	run func(*Habits, []Issue, judgment)
}{
	{"S28", gateInput},
	{"S10", gateMinor},
	{"S17", gatePregnancy},
}

// judgment is a verdict in the making, as the gate of that id sees it.
type judgment struct {
	model   *Model
	verdict *Verdict
	gate    string
}

func (j judgment) fire(a Action, message string, fields ...string) {
	v := j.verdict
	v.fired = append(v.fired, Fired{j.gate, a, j.model.message(message), fields})
	switch a {
	case ActionReject:
		v.decision = max(v.decision, RejectInput)
	case ActionRefuse:
		v.decision = max(v.decision, Refuse)
	default:
		v.decision = max(v.decision, Limited)
	}
}

func (j judgment) ask(message string, fields ...string) {
	j.verdict.questions = append(j.verdict.questions, Question{fields, j.model.message(message)})
}

// Judge runs the safety gates on a person.
func (m *Model) Judge(h *Habits) Verdict {
	var v Verdict
	m.judge(h, &v)
	return v
}

func (m *Model) judge(h *Habits, v *Verdict) {
	*v = Verdict{decision: GoAhead, issues: h.Check()}
	for i := range gates {
		gates[i].run(h, v.issues, judgment{m, v, gates[i].id})
	}
}

// gateInput is S28: a value outside its hard range, or of a doubtful unit,
// rejects the input; one that is unlikely, or told in two ways, is set aside
// until it is confirmed.
func gateInput(_ *Habits, issues []Issue, j judgment) {
	var rejected, doubted, conflicting []string
	for _, is := range issues {
		switch is.Kind {
		case IssueReject:
			rejected = append(rejected, is.Field)
		case IssueUnlikely:
			doubted = append(doubted, is.Field)
		case IssueConflict:
			conflicting = append(conflicting, is.Field)
		}
	}
	if rejected != nil {
		j.fire(ActionReject, "gate.S28.reject", rejected...)
		j.ask("ask.correct", rejected...)
	}
	if doubted != nil {
		j.fire(ActionSetAside, "gate.S28.unlikely", doubted...)
		j.ask("ask.confirm", doubted...)
	}
	if conflicting != nil {
		j.fire(ActionSetAside, "gate.S28.conflict", conflicting...)
		j.ask("ask.which", conflicting...)
	}
}

const adult = 18 // years

// gateMinor is S10: people under 18 get general education, and no numbers.
func gateMinor(h *Habits, _ []Issue, j judgment) {
	switch age := amountOf(h.Subject.Age); {
	case h.Subject.Age.State == StateConflicting && slices.Max(h.Subject.Age.Values) < adult:
		j.fire(ActionRefuse, "gate.S10.refuse", "subject.age_y")
	case !age.usable() || age.lo < adult && age.hi >= adult:
		j.fire(ActionAsk, "gate.S10.unknown", "subject.age_y")
		j.ask("ask.age", "subject.age_y")
	case age.hi < adult:
		j.fire(ActionRefuse, "gate.S10.refuse", "subject.age_y")
	}
}

// Ages, in years, at which pregnancy is asked about.
const (
	fertileFrom = 12
	fertileTo   = 55
)

// gatePregnancy is S17: in pregnancy, while breastfeeding and when trying to
// conceive, everything individual is for the care team. Who says that she is not
// pregnant need not say the other two; but what is told in two ways is asked.
func gatePregnancy(h *Habits, _ []Issue, j judgment) {
	s := &h.Subject
	for _, f := range []struct {
		field string
		is    amount
	}{
		{"subject.pregnant", flag(s.Pregnant)},
		{"subject.gestation_wk", amountOf(s.Gestation)},
		{"subject.lactating", flag(s.Lactating)},
		{"subject.trying_to_conceive", flag(s.TryingToConceive)},
	} {
		if f.is.usable() && f.is.hi > 0 {
			j.fire(ActionRefuse, "gate.S17.refuse", f.field)
			return
		}
	}
	age := amountOf(s.Age)
	canBe := !(s.Sex.Usable() && s.Sex.Value == SexMale) &&
		!(age.usable() && (age.lo > fertileTo || age.hi < fertileFrom))
	torn := s.Lactating.State == StateConflicting || s.TryingToConceive.State == StateConflicting
	if canBe && (torn || !flag(s.Pregnant).usable()) {
		j.fire(ActionAsk, "gate.S17.unknown", "subject.pregnant")
		j.ask("ask.pregnant", "subject.pregnant", "subject.lactating", "subject.trying_to_conceive")
	}
}

// Message is a text for people. Rules hold none of their own: they name a
// message, and the model's catalog has its text. It is a plain value.
type Message struct {
	ID   string `json:"id"`
	Text string `json:"text"`
}

// Validate reports what is missing in the record.
func (m *Message) Validate() error {
	if m.ID == "" || m.Text == "" {
		return &spell.UnknownError{Type: "message", Input: m.ID, Want: []string{"an id and a text"}}
	}
	return nil
}
