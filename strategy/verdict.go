package strategy

import (
	"encoding/json"
	"iter"
	"slices"

	"github.com/gutmuscle/gutmuscle/evidence/spell"
)

// Decision is what the safety gates decide. The zero Decision is that of no
// gates run.
type Decision uint8

// The decisions, from the freest on.
const (
	NotDecided  Decision = iota
	GoAhead              // no gate fired
	Limited              // a gate took something out, or a safety question is open
	AskFirst             // nothing can be said until a question is answered; no gate decides so yet
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

// The actions.
const (
	NoAction       Action = iota
	ActionAsk             // asks, since a safety field is not known
	ActionSetAside        // leaves a value out until it is confirmed
	ActionRefuse          // refuses
	ActionReject          // rejects the input
)

var actions = spell.Set[Action]{Type: "strategy.Action", Words: []string{"none", "ask", "set-aside", "refuse", "reject"}}

// String returns the word of a.
func (a Action) String() string { return actions.String(a) }

// MarshalText returns the word of a; a value that is not an Action is an error.
func (a Action) MarshalText() ([]byte, error) { return actions.Append(nil, a) }

// UnmarshalText sets a from its word; another word is a [*spell.UnknownError].
func (a *Action) UnmarshalText(text []byte) error { return actions.Parse(a, text) }

// Fired is a gate that fired, and why. It is a plain value.
type Fired struct {
	Gate   string   `json:"id"` // such as S28
	Action Action   `json:"action"`
	Why    string   `json:"why"`    // in the words of the model's messages
	Fields []string `json:"fields"` // wire paths that made it fire
}

// Question is something to ask the person, safety first. It is a plain value.
type Question struct {
	Fields []string `json:"fields"` // wire paths that the answer goes to
	Ask    string   `json:"ask"`
}

// Verdict is the outcome of the safety gates. Only a [Model] makes one, and
// nothing is scored without. A Verdict never changes, is safe for concurrent
// use, and can be marshaled but not unmarshaled. The zero Verdict is not
// decided.
type Verdict struct {
	decision  Decision
	fired     []Fired
	questions []Question
	issues    []Issue
}

// Decision returns what the gates decided.
func (v Verdict) Decision() Decision { return v.decision }

// Scored reports whether the person may be shown scores: the gates ran, and
// neither refused nor rejected the input.
func (v Verdict) Scored() bool { return v.decision == GoAhead || v.decision == Limited }

// Gates yields the gates that fired, in the order in which they are run.
func (v Verdict) Gates() iter.Seq[Fired] { return slices.Values(v.fired) }

// Run yields the ids of the gates that were run, in their order: what a
// decision does not rest on has not been looked at.
func (v Verdict) Run() iter.Seq[string] {
	return func(yield func(string) bool) {
		for i := range gates {
			if v.decision == NotDecided || !yield(gates[i].id) {
				return
			}
		}
	}
}

// Questions yields what to ask, most important first.
func (v Verdict) Questions() iter.Seq[Question] { return slices.Values(v.questions) }

// Issues yields what is doubtful or wrong in the input, ordered by field.
func (v Verdict) Issues() iter.Seq[Issue] { return slices.Values(v.issues) }

// MarshalJSON implements [json.Marshaler].
func (v Verdict) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Decision  Decision   `json:"decision"`
		Gates     []Fired    `json:"gates"`
		Run       []string   `json:"gates_run"`
		Questions []Question `json:"questions"`
		Issues    []Issue    `json:"issues"`
	}{v.decision, notNil(v.fired), notNil(slices.Collect(v.Run())), notNil(v.questions), notNil(v.issues)})
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
