package strategy

import (
	"encoding/json"
	"iter"
	"slices"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence/spell"
)

// Decision is what the safety gates decide. The zero Decision is that of no
// gates run.
type Decision uint8

// The decisions, from the freest on.
const (
	NotDecided  Decision = iota
	GoAhead              // no gate took out or changed a family; some may have a note
	Limited              // a gate did, or set a value aside
	AskFirst             // no family remains until a question is answered
	Refuse               // the library does not advise this person
	RejectInput          // the input cannot be right
)

var decisions = spell.Set[Decision]{Type: "strategy.Decision", Words: []string{
	"not-decided", "plan", "limited", "ask_first", "refuse", "reject_input"}}

// String returns the word of d, such as "reject_input".
func (d Decision) String() string { return decisions.String(d) }

// MarshalText returns the word of d; a value that is not a Decision is an error.
func (d Decision) MarshalText() ([]byte, error) { return decisions.Append(nil, d) }

// UnmarshalText sets d from its word; another word is a [*spell.UnknownError].
func (d *Decision) UnmarshalText(text []byte) error { return decisions.Parse(d, text) }

// Action is what a gate that fired does. The zero Action is none.
type Action uint8

// The actions, weakest first.
const (
	NoAction       Action = iota
	ActionNote            // tells something, and changes nothing
	ActionAsk             // asks; what it could make unsafe is withheld or limited until it is answered
	ActionSetAside        // leaves a value out until it is confirmed
	ActionLimit           // limits families
	ActionWithhold        // withholds families, and may limit others
	ActionRefuse          // refuses
	ActionReject          // rejects the input
)

var actions = spell.Set[Action]{Type: "strategy.Action", Words: []string{
	"none", "note", "ask", "set-aside", "limit", "withhold", "refuse", "reject"}}

// String returns the word of a.
func (a Action) String() string { return actions.String(a) }

// MarshalText returns the word of a; a value that is not an Action is an error.
func (a Action) MarshalText() ([]byte, error) { return actions.Append(nil, a) }

// UnmarshalText sets a from its word; another word is a [*spell.UnknownError].
func (a *Action) UnmarshalText(text []byte) error { return actions.Parse(a, text) }

// Fired is a gate that fired, and why. It is a plain value.
type Fired struct {
	Gate     string   `json:"id"` // such as S28
	Action   Action   `json:"action"`
	Message  string   `json:"message"` // id of Why
	Why      string   `json:"why"`     // in the words of the model's messages
	Fields   []string `json:"fields"`  // wire paths that made it fire, or that it asks for
	Families []Family `json:"families,omitempty"`
	Sources  []string `json:"sources"` // with identifiers
}

// Withheld is a family that the gates leave no strategy of. It is a plain
// value.
type Withheld struct {
	Family Family   `json:"family"`
	Gates  []string `json:"gates"` // ids, in the order in which they are run
}

// GuidelineConflict is a matter in which guidelines disagree for this person.
// It is shown, and nothing is chosen. It is a plain value.
type GuidelineConflict struct {
	Gate  string          `json:"gate"`
	On    string          `json:"on"`
	Sides []GuidelineSide `json:"sides"`
}

// GuidelineSide is what one guideline says. It is a plain value.
type GuidelineSide struct {
	Says   string `json:"says"`
	Source string `json:"source"`
}

// Question is something to ask the person. It is a plain value.
type Question struct {
	ID     string   `json:"id"`     // of the message
	Fields []string `json:"fields"` // wire paths that the answer goes to
	Ask    string   `json:"ask"`
	Safety bool     `json:"safety,omitzero"` // until it is answered, something is withheld or limited
}

// Verdict is the outcome of the safety gates. Only a [Model] makes one, and
// nothing is scored or recommended without. A Verdict never changes, is safe
// for concurrent use, and can be marshaled but not unmarshaled. The zero
// Verdict is not decided.
type Verdict struct {
	model    *Model
	decision Decision
	rulings  []ruling  // in the order of the gates
	families familySet // that remain
	open     fieldSet  // to be asked first
	body     bool      // whether the body mass index is low is not known
	issues   []Issue
}

// Decision returns what the gates decided.
func (v Verdict) Decision() Decision { return v.decision }

// Scored reports whether the person may be shown scores: the gates ran, and
// neither refused nor rejected the input. Scores tell what goes with habits and
// are no advice, so they are not withheld with the families.
func (v Verdict) Scored() bool {
	return v.decision == GoAhead || v.decision == Limited || v.decision == AskFirst
}

// Allows reports whether the gates leave strategies of a family, be it with
// limits. Of a model that advises nothing they leave none; see [Mode].
func (v Verdict) Allows(f Family) bool {
	return v.model != nil && v.model.advises() && v.left().has(f)
}

// left returns the families that the gates leave, whether or not the model
// advises.
func (v *Verdict) left() familySet {
	if v.decision == NotDecided || v.decision >= AskFirst {
		return 0
	}
	return v.families
}

// Families yields the families that the gates leave, in their order. See
// [Verdict.Limits] for what holds for them.
func (v Verdict) Families() iter.Seq[Family] {
	if v.model == nil || !v.model.advises() {
		return familySet(0).all()
	}
	return v.left().all()
}

// Withheld yields the families that the gates take out, in their order.
func (v Verdict) Withheld() iter.Seq[Withheld] {
	return func(yield func(Withheld) bool) {
		for f := range (allFamilies &^ v.families).all() {
			var gates []string
			for _, r := range v.rulings {
				if id := r.rule.gate.ID; r.rule.withholds.has(f) && !slices.Contains(gates, id) {
					gates = append(gates, id)
				}
			}
			if gates != nil && !yield(Withheld{f, gates}) {
				return
			}
		}
	}
}

// Limits yields what holds for the families that remain, by family and then in
// the order of the gates.
func (v Verdict) Limits() iter.Seq[Limit] {
	return func(yield func(Limit) bool) {
		for f := range v.Families() {
			for _, r := range v.rulings {
				for _, l := range r.rule.record.Limits {
					if slices.Contains(l.Families, f) && !yield(Limit{f, r.rule.gate.ID, l.Kind, l.Max, l.Unit, l.Items}) {
						return
					}
				}
			}
		}
	}
}

// Conflicts yields the matters in which guidelines disagree for this person: none
// in [GeneralWellness] and [ReportOnly], since they are on how a condition is
// treated.
func (v Verdict) Conflicts() iter.Seq[GuidelineConflict] {
	return func(yield func(GuidelineConflict) bool) {
		for _, r := range v.rulings {
			record := r.rule.record.Conflict
			if !v.model.mode.told(record.On) {
				continue
			}
			if record.On == "" || r.fact.is != yes {
				continue
			}
			c := GuidelineConflict{Gate: r.rule.gate.ID, On: v.model.message(record.On)}
			for _, s := range record.Sides {
				c.Sides = append(c.Sides, GuidelineSide{v.model.message(s.Says), s.Source})
			}
			if !yield(c) {
				return
			}
		}
	}
}

// Gates yields the gates that fired, in the order in which they are run. A gate
// of which several conditions hold is there several times, once for each; those
// that it is unsure of are one.
func (v Verdict) Gates() iter.Seq[Fired] {
	return func(yield func(Fired) bool) {
		var asked *gate
		for _, r := range v.rulings {
			g := r.rule.gate
			f := Fired{Gate: g.ID, Action: r.rule.record.Action, Message: r.rule.message}
			about, by := r.rule.about, r.fact.by
			if r.fact.is == unsure {
				if asked == g {
					continue
				}
				asked = g
				f.Action, f.Message = ActionAsk, r.rule.unknown
				for _, other := range v.rulings {
					if other.rule.gate == g && other.fact.is == unsure {
						about, by = about|other.rule.about, by|other.fact.by
					}
				}
			}
			f.Why = v.model.message(f.Message)
			f.Fields = v.fields(r.rule, by)
			f.Families = slices.Collect(about.all())
			f.Sources = v.model.gateSources(g)
			if !yield(f) {
				return
			}
		}
	}
}

// fields returns the wire paths that made a rule hold.
func (v Verdict) fields(r *rule, by fieldSet) []string {
	if r.issue == IssueNotSaid {
		return notNil(slices.Collect(by.paths()))
	}
	var fields []string
	for i := range v.issues {
		if v.issues[i].Kind == r.issue {
			fields = append(fields, v.issues[i].Field)
		}
	}
	return fields
}

// Run yields the ids of the gates that were run, in their order: what a
// decision does not rest on has not been looked at. Gates on the wording of
// what is told are not run; they always hold.
func (v Verdict) Run() iter.Seq[string] {
	return func(yield func(string) bool) {
		if v.decision == NotDecided {
			return
		}
		for i := range v.model.gates.gates {
			if g := &v.model.gates.gates[i]; g.Stage != stageWording && !yield(g.ID) {
				return
			}
		}
	}
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

// Issues yields what is doubtful or wrong in the input, ordered by field. In
// [GeneralWellness] it does not repeat what names a condition.
func (v Verdict) Issues() iter.Seq[Issue] {
	if v.model == nil || v.model.condition == nil {
		return slices.Values(v.issues)
	}
	return func(yield func(Issue) bool) {
		for _, is := range v.issues {
			for _, text := range []*string{&is.Found, &is.Want, &is.Likely} {
				if v.model.condition(*text) {
					*text = "not repeated"
				}
			}
			if !yield(is) {
				return
			}
		}
	}
}

// MarshalJSON implements [json.Marshaler].
func (v Verdict) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Decision  Decision            `json:"decision"`
		Gates     []Fired             `json:"gates"`
		Run       []string            `json:"gates_run"`
		Families  []Family            `json:"families"`
		Withheld  []Withheld          `json:"withheld"`
		Limits    []Limit             `json:"limits"`
		Conflicts []GuidelineConflict `json:"conflicts"`
		Questions []Question          `json:"questions"`
		Issues    []Issue             `json:"issues"`
	}{v.decision, notNil(slices.Collect(v.Gates())), notNil(slices.Collect(v.Run())), notNil(slices.Collect(v.Families())),
		notNil(slices.Collect(v.Withheld())), notNil(slices.Collect(v.Limits())), notNil(slices.Collect(v.Conflicts())),
		notNil(slices.Collect(v.Questions())), notNil(slices.Collect(v.Issues()))})
}

// gateSources returns the sources of a gate as the model tells them.
func (m *Model) gateSources(g *gate) (list []string) {
	if m.sources != nil {
		return notNil(slices.Clone(m.sources[g.ID]))
	}
	for _, s := range g.Sources {
		list = append(list, s.String())
	}
	return list
}

// String returns the source with its identifiers.
func (s gateSource) String() string {
	var b strings.Builder
	b.WriteString(s.Text)
	for _, id := range [][2]string{{"doi ", s.DOI}, {"PMID ", s.PMID}, {"", s.PMC}} {
		if id[1] != "" {
			if b.Len() > 0 {
				b.WriteString(", ")
			}
			b.WriteString(id[0] + id[1])
		}
	}
	if s.Checked == "no" {
		b.WriteString(" (not checked)")
	}
	return b.String()
}

func notNil[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

// String returns the issue as one line for people.
func (is Issue) String() string {
	s := is.Field + ": " + is.Kind.String() + ": " + is.Found
	if is.Want != "" {
		s += "; want " + is.Want
	}
	if is.Likely != "" {
		s += "; likely: " + is.Likely
	}
	return s
}
