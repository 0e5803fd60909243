package strategy

import (
	"encoding/json"
	"math"
	"slices"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/spell"
	"github.com/gutmuscle/gutmuscle/pathway"
	"github.com/gutmuscle/gutmuscle/pathway/habit"
)

// FlipReason says why a [Flip] has moves or has none. The zero FlipReason means
// that no flip was asked for.
type FlipReason uint8

// The reasons.
const (
	NoFlipReason   FlipReason = iota
	FlipFound                 // the moves are the smallest
	FlipNotScored             // the gates let nothing be scored
	FlipWithheld              // the gates ask first, or leave no numbers to be told, or the mode only reports
	FlipUntold                // the gates do not let the person be told of it
	FlipNoTarget              // the model has no such pathway or outcome
	FlipAlready               // the direction is the wanted one
	FlipTooLittle             // too little is known for a direction; to move what is known does not change that
	FlipNothing               // no habit that may be moved and is known has an effect on the target
	FlipOutOfReach            // no one or two habits do it within what is documented
)

var flipReasons = spell.Set[FlipReason]{Type: "strategy.FlipReason", Words: []string{
	"none", "found", "not-scored", "withheld", "untold", "no-target", "already", "too-little-known", "nothing-to-move", "out-of-reach"}}

// String returns the word of r, such as "out-of-reach".
func (r FlipReason) String() string { return flipReasons.String(r) }

// MarshalText returns the word of r; a value that is not a FlipReason is an error.
func (r FlipReason) MarshalText() ([]byte, error) { return flipReasons.Append(nil, r) }

// UnmarshalText sets r from its word; another word is a [*spell.UnknownError].
func (r *FlipReason) UnmarshalText(text []byte) error { return flipReasons.Parse(r, text) }

// Flip is the smallest change of habits that gives a pathway or an outcome
// another direction, as the model sees it: where its answer tips, and not what
// somebody should do. Medicines are never moved. It is a plain value that can be
// marshaled but not unmarshaled. The zero Flip is none.
type Flip struct {
	Target pathway.Node
	Name   string
	Wanted Direction // NoDirection: any other than Before
	Reason FlipReason
	Before Direction
	After  Direction  // NoDirection unless Reason is FlipFound
	Score  [2]float64 // before and after, as in [Result]
	Moves  []Move     // one or two, by habit
	Size   float64    // sum of those of the moves
	Note   string     // what a flip is not, in the words of the model's messages: to be shown with it

	verdict Verdict
	trace   Trace
}

// Verdict returns the outcome of the gates, which comes first.
func (f Flip) Verdict() Verdict { return f.verdict }

// Move is a habit with the amount that it is moved to. It is a plain value.
type Move struct {
	Habit   habit.ID     `json:"habit"`
	Sort    pathway.Sort `json:"sort"`
	Measure string       `json:"measure"`
	Unit    string       `json:"unit"`
	From    float64      `json:"from"` // in Unit
	To      float64      `json:"to"`   // rounded away from From, so that it still tips
	R       [2]float64   `json:"r"`    // response before and after
	Size    float64      `json:"size"` // how far the response moves
}

// Flip finds the smallest change of habits that gives a target another
// direction: the wanted one, or any other if wanted is [NoDirection].
//
// Changes are measured by how far they move the response r, so that grams and
// minutes compare: the size of a change is the sum of |Δr| over its habits. One
// habit is tried first, each at the exact amount at which the direction tips;
// two are tried only if no single one does it, and theirs are the smallest to
// within a thousandth; more are not tried. Of changes of one size that by the
// first habit ids is taken. An amount stays within the
// knots of the habit's [Response], since nothing is documented beyond; a measure
// of yes and no takes these two values only.
//
// Only habits that are known are moved, for nobody can tell how far it is from
// the unknown, and never medicines, nor habits of which the gates withhold a
// family of strategies. Where the gates ask first, or leave no numbers to be
// told, there is no flip, nor in [ReportOnly], nor of what they leave untold
// ([Verdict.Untold]). Each measure moves by itself, and the gates are not run
// again for the amounts that come out: a Flip tells of the model and is nothing
// to recommend.
func (a *Assessment) Flip(of pathway.Node, wanted Direction) Flip {
	f := Flip{verdict: a.Verdict(), Target: of, Wanted: wanted, Note: a.note(), trace: a.Trace()}
	if a.model == nil || !a.verdict.Scored() {
		f.Reason = FlipNotScored
		return f
	}
	if !a.verdict.Tells(of) {
		f.Reason = FlipUntold
		return f
	}
	if a.withholdsFlips() {
		f.Reason = FlipWithheld
		return f
	}
	i := slices.IndexFunc(a.model.targets, func(t target) bool { return t.node == of && !a.model.hidden[of] })
	if i < 0 {
		f.Reason = FlipNoTarget
		return f
	}
	t, s := &a.model.targets[i], &a.scores[i]
	f.Name, f.Before, f.Score[0] = a.model.nameOf(t), s.direction, evidence.Round(percent*s.sum)
	switch {
	case f.Before == wanted:
		f.Reason = FlipAlready
		return f
	case f.Before == DirectionUnknown:
		f.Reason = FlipTooLittle
		return f
	}
	p := newFlipper(a, t, s.direction, wanted)
	if len(p.movers) == 0 {
		f.Reason = FlipNothing
		return f
	}
	f.Reason = FlipOutOfReach
	p.searchOne()
	if len(p.best) == 0 {
		p.searchTwo()
	}
	if len(p.best) == 0 {
		return f
	}
	f.Reason = FlipFound
	after := p.apply(p.best)
	f.After, f.Score[1] = after.direction, evidence.Round(percent*after.sum)
	for _, step := range p.best {
		r := &a.model.responses[step.response]
		now := a.responses[step.response].r
		f.Moves = append(f.Moves, Move{Habit: r.Habit, Sort: a.model.sorts[step.response], Measure: r.Measure, Unit: r.Unit,
			From: evidence.Round(a.amounts[step.response].x), To: step.x,
			R: [2]float64{evidence.Round(now), evidence.Round(r.At(step.x))}, Size: evidence.Round(math.Abs(r.At(step.x) - now))})
		f.Size += math.Abs(r.At(step.x) - now)
	}
	f.Size = evidence.Round(f.Size)
	return f
}

// withholdsFlips reports whether the gates, or the mode, do not let an amount be
// told at which something tips.
func (a *Assessment) withholdsFlips() bool {
	if a.verdict.Decision() == AskFirst || a.model.mode == ReportOnly {
		return true
	}
	left := a.verdict.left()
	return slices.ContainsFunc(a.verdict.rulings, func(r ruling) bool {
		return slices.ContainsFunc(r.rule.record.Limits, func(l gateLimit) bool {
			return l.Kind == LimitNoNumbers && slices.ContainsFunc(l.Families, left.has)
		})
	})
}

// MarshalJSON implements [json.Marshaler]. Of a Flip behind which no gates were
// run, since no assessment made it, there is nothing to tell.
func (f Flip) MarshalJSON() ([]byte, error) {
	if f.verdict.decision == NotDecided {
		f = Flip{Target: f.Target, Wanted: f.Wanted, Reason: f.Reason}
		if f.Reason == FlipFound {
			f.Reason = FlipNotScored
		}
	}
	return json.Marshal(struct {
		Schema  string       `json:"schema"`
		Verdict Verdict      `json:"verdict"`
		Target  pathway.Node `json:"target"`
		Name    string       `json:"name"`
		Wanted  Direction    `json:"wanted"`
		Reason  FlipReason   `json:"reason"`
		Before  Direction    `json:"before"`
		After   Direction    `json:"after"`
		Score   [2]float64   `json:"score"`
		Moves   []Move       `json:"moves"`
		Size    float64      `json:"size"`
		Note    string       `json:"note"`
		Trace   Trace        `json:"trace"`
	}{SchemaVersion, f.verdict, f.Target, f.Name, f.Wanted, f.Reason, f.Before, f.After, f.Score, notNil(f.Moves), f.Size, f.Note, f.trace})
}
