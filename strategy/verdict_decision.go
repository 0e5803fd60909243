package strategy

import "github.com/gutmuscle/gutmuscle/evidence/spell"

// Decision is what the safety gates decide. The zero Decision means that no gates
// were run.
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
