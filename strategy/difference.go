package strategy

import (
	"cmp"
	"encoding/json"
	"iter"
	"math"
	"reflect"
	"slices"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/pathway"
	"github.com/gutmuscle/gutmuscle/pathway/habit"
)

// Difference is what differs between the assessments of two people, or of one
// person before and after a change of habits: a what-if. Only a [Model] makes
// one. It never changes, is safe for concurrent use, and can be marshaled but
// not unmarshaled. The zero Difference has nothing.
//
// It describes what the model says of the one and of the other. It is no
// forecast of what happens to somebody who changes, and no advice to.
type Difference struct {
	before, after Assessment
	gone, fresh   []Fired
}

// Compare assesses two people, and tells what differs. The verdicts come first:
// unless both are scored ([Verdict.Scored]) there are no scores, only the
// verdicts and the gates that differ. Neither person is kept or changed.
func (m *Model) Compare(before, after *Habits) *Difference {
	d := new(Difference)
	m.AssessInto(&d.before, before)
	m.AssessInto(&d.after, after)
	old, now := slices.Collect(d.before.verdict.Gates()), slices.Collect(d.after.verdict.Gates())
	d.gone, d.fresh = notIn(old, now), notIn(now, old)
	return d
}

// notIn returns the gates of a that b does not have in the same form.
func notIn(a, b []Fired) (rest []Fired) {
	for _, f := range a {
		if !slices.ContainsFunc(b, func(g Fired) bool { return reflect.DeepEqual(f, g) }) {
			rest = append(rest, f)
		}
	}
	return rest
}

// Before returns the verdict on the first person.
func (d *Difference) Before() Verdict { return d.before.Verdict() }

// After returns the verdict on the second person.
func (d *Difference) After() Verdict { return d.after.Verdict() }

// GatesGone yields the gates that fired before and do not, or not like that,
// after, in the order in which they are run. Their lists are shared with the
// difference and must not be changed.
func (d *Difference) GatesGone() iter.Seq[Fired] { return slices.Values(d.gone) }

// GatesNew yields the gates that fire after and did not, or not like that,
// before, in the order in which they are run, shared as by
// [Difference.GatesGone].
func (d *Difference) GatesNew() iter.Seq[Fired] { return slices.Values(d.fresh) }

// Scored reports whether both people may be shown scores, so that there is
// something to compare.
func (d *Difference) Scored() bool { return d.before.verdict.Scored() && d.after.verdict.Scored() }

// whatIfNote is the message that stands beside every what-if.
const whatIfNote = "whatif.note"

// Note returns what the difference is not, in the words of the model's messages:
// to be shown with it.
func (d *Difference) Note() string { return d.after.note() }

func (a *Assessment) note() string {
	if a.model == nil {
		return ""
	}
	return a.model.message(whatIfNote)
}

// Amount is how much of a habit a person has, and the response to it. It is a
// plain value.
type Amount struct {
	State    State             `json:"state"`
	Aside    bool              `json:"aside,omitzero"` // set aside until it is confirmed
	Value    *float64          `json:"value"`          // in the unit of the measure; nil if it is not known
	R        float64           `json:"r"`              // f(x) − f(reference); 0 if it does not count
	Response evidence.Interval `json:"response"`       // range of R
}

func (a Amount) equal(b Amount) bool {
	if a.Value != nil && b.Value != nil && *a.Value == *b.Value {
		a.Value = b.Value
	}
	return a == b
}

// HabitChange is a habit of which the amount differs. It is a plain value.
type HabitChange struct {
	Habit   habit.ID     `json:"habit"`
	Sort    pathway.Sort `json:"sort"`
	Measure string       `json:"measure"`
	Unit    string       `json:"unit"`
	Before  Amount       `json:"before"`
	After   Amount       `json:"after"`
}

// Habits yields the habits of which the amount differs, by id: also those whose
// change moves no score, since the response to them is flat or nothing is known
// of their effects.
func (d *Difference) Habits() iter.Seq[HabitChange] {
	return func(yield func(HabitChange) bool) {
		if !d.Scored() {
			return
		}
		for i := range d.before.responses {
			if c := d.habit(i); !c.Before.equal(c.After) && !yield(c) {
				return
			}
		}
	}
}

func (d *Difference) habit(i int) HabitChange {
	m := d.before.model
	f := &m.responses[i]
	return HabitChange{f.Habit, m.sorts[i], f.Measure, f.Unit, d.before.amount(i), d.after.amount(i)}
}

func (a *Assessment) amount(i int) Amount {
	x, r := &a.amounts[i], &a.responses[i]
	shown := Amount{State: x.state, Aside: r.aside, R: evidence.Round(r.r), Response: rounded(r.span)}
	if x.usable() {
		value := evidence.Round(x.x)
		shown.Value = &value
	}
	return shown
}

// Shift is a pathway or an outcome of which the score, its interval or the
// direction differs. It refers to its difference. It is a plain value, safe for
// concurrent use. The zero Shift is of no difference and has no rows to ask for.
type Shift struct {
	Before, After Result
	// Delta is the score after less the score before, which is the sum of the
	// deltas of the rows. As all numbers it is rounded by itself; Rounding is
	// what the rounded deltas of the rows lack to add up to it.
	Delta, Rounding float64

	d     *Difference
	index int
}

// Pathways yields the pathways that differ, by the size of the change of the
// score and then by id.
func (d *Difference) Pathways() iter.Seq[Shift] { return d.shifts(pathway.PathwayKind) }

// Outcomes yields the outcomes that differ, ordered as Pathways, and none that
// the gates leave untold of one of the two ([Verdict.Untold]).
func (d *Difference) Outcomes() iter.Seq[Shift] { return d.shifts(pathway.OutcomeKind) }

func (d *Difference) shifts(kind pathway.Kind) iter.Seq[Shift] {
	var all []Shift
	if d.Scored() {
		for i := range d.before.scores {
			if n := d.before.model.targets[i].node; n.Kind() != kind || !d.before.tells(n) || !d.after.tells(n) {
				continue
			}
			if s := d.shift(i); s.differs() {
				all = append(all, s)
			}
		}
	}
	slices.SortStableFunc(all, func(x, y Shift) int { return -cmp.Compare(math.Abs(x.Delta), math.Abs(y.Delta)) })
	return slices.Values(all)
}

func (d *Difference) shift(i int) Shift {
	s := Shift{Before: d.before.result(i), After: d.after.result(i), d: d, index: i,
		Delta: evidence.Round(percent * (d.after.scores[i].sum - d.before.scores[i].sum))}
	var shown float64
	for row := range s.Rows() {
		shown += row.Delta
	}
	s.Rounding = withoutNoise(s.Delta - shown)
	return s
}

// withoutNoise takes what is below the last digits that are shown for zero.
func withoutNoise(x float64) float64 {
	if math.Abs(x) < 1e-11 {
		return 0
	}
	return evidence.Round(x)
}

func (s Shift) differs() bool {
	b, a := &s.Before, &s.After
	if b.Score != a.Score || b.Interval != a.Interval || b.Direction != a.Direction || b.Known != a.Known || s.Delta != 0 {
		return true
	}
	for range s.Rows() {
		return true
	}
	return false
}

// RowSide is one side of a [RowChange]. It is a plain value.
type RowSide struct {
	Amount
	Row      float64           `json:"row"`      // share of the score, times 100
	Interval evidence.Interval `json:"interval"` // of Row
}

// RowChange is what a habit whose amount differs adds to the score of a target,
// before and after. It is a plain value.
type RowChange struct {
	Habit   habit.ID     `json:"habit"`
	Sort    pathway.Sort `json:"sort"` // a row of a [pathway.Medicine] tells what goes with taking it; it is no advice
	Measure string       `json:"measure"`
	Unit    string       `json:"unit"`
	Before  RowSide      `json:"before"`
	After   RowSide      `json:"after"`
	Delta   float64      `json:"delta"` // Row after less Row before, rounded by itself

	Stance    evidence.Stance     `json:"answer"` // of the atlas on habit and target
	Reason    pathway.Reason      `json:"reason"`
	Level     evidence.Level      `json:"level"`
	Certainty evidence.Certainty  `json:"certainty"`
	For       []evidence.StudyKey `json:"for"` // shared with the model, as the next
	Against   []evidence.StudyKey `json:"against"`

	cell int
}

// Rows yields the rows of the habits to which the response differs, by the size
// of the change and then by habit. All others are the same before and after, so
// the deltas add up to that of the score. A delta is 0 where the answer is
// disputed, or where it is only known better what was so before.
func (s Shift) Rows() iter.Seq[RowChange] {
	var rows []RowChange
	t := &s.d.before.model.targets[s.index]
	for i := range t.cells {
		c := &t.cells[i]
		old, now := &s.d.before.responses[c.response], &s.d.after.responses[c.response]
		if *old == *now || c.reach == 0 {
			continue
		}
		row, lo, hi := c.row(old)
		row2, lo2, hi2 := c.row(now)
		h, link := s.d.habit(c.response), &t.links[i]
		rows = append(rows, RowChange{Habit: h.Habit, Sort: h.Sort, Measure: h.Measure, Unit: h.Unit,
			Before: side(h.Before, row, lo, hi), After: side(h.After, row2, lo2, hi2), Delta: evidence.Round(percent * (row2 - row)),
			Stance: link.Stance, Reason: link.Reason, Level: link.Level, Certainty: link.Certainty, cell: i})
	}
	slices.SortStableFunc(rows, func(x, y RowChange) int {
		return cmp.Or(-cmp.Compare(math.Abs(x.Delta), math.Abs(y.Delta)), x.Habit.Compare(y.Habit))
	})
	return func(yield func(RowChange) bool) {
		explanations, _ := s.d.before.model.explain()
		for _, row := range rows {
			e := &explanations[s.index][row.cell]
			row.For, row.Against = e.pro, e.con
			if !yield(row) {
				return
			}
		}
	}
}

func side(a Amount, row, lo, hi float64) RowSide {
	return RowSide{a, evidence.Round(percent * row), evidence.Interval{evidence.Round(percent * lo), evidence.Round(percent * hi)}}
}

// standing is a [Result] in the short form in which a [Shift] has it.
type standing struct {
	Direction Direction         `json:"direction"`
	Score     float64           `json:"score"`
	Interval  evidence.Interval `json:"interval"`
	Known     float64           `json:"known"`
}

func (r *Result) standing() standing { return standing{r.Direction, r.Score, r.Interval, r.Known} }

// MarshalJSON implements [json.Marshaler].
func (s Shift) MarshalJSON() ([]byte, error) {
	doc := struct {
		Pathway  string       `json:"pathway,omitempty"`
		Outcome  string       `json:"outcome,omitempty"`
		Readout  pathway.Node `json:"readout,omitzero"`
		Name     string       `json:"name"`
		Before   standing     `json:"before"`
		After    standing     `json:"after"`
		Delta    float64      `json:"delta"`
		Rounding float64      `json:"rounding"`
		Rows     []RowChange  `json:"rows"`
	}{Readout: s.After.Readout, Name: s.After.Name, Before: s.Before.standing(), After: s.After.standing(), Delta: s.Delta,
		Rounding: s.Rounding, Rows: notNil(slices.Collect(s.Rows()))}
	if s.After.Target.Kind() == pathway.PathwayKind {
		doc.Pathway = s.After.Target.String()
	} else {
		doc.Outcome = s.After.Target.String()
	}
	return json.Marshal(doc)
}

// MarshalJSON implements [json.Marshaler].
func (d *Difference) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Schema    string        `json:"schema"`
		Before    Verdict       `json:"before"`
		After     Verdict       `json:"after"`
		GatesGone []Fired       `json:"gates_gone"`
		GatesNew  []Fired       `json:"gates_new"`
		Scored    bool          `json:"scored"`
		Note      string        `json:"note"`
		Habits    []HabitChange `json:"habits"`
		Pathways  []Shift       `json:"pathways"`
		Outcomes  []Shift       `json:"outcomes"`
		Trace     Trace         `json:"trace"`
	}{SchemaVersion, d.before.verdict, d.after.verdict, notNil(d.gone), notNil(d.fresh), d.Scored(), d.Note(), notNil(slices.Collect(d.Habits())),
		notNil(slices.Collect(d.Pathways())), notNil(slices.Collect(d.Outcomes())), d.after.Trace()})
}
