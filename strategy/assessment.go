package strategy

import (
	"cmp"
	"encoding/json"
	"iter"
	"math"
	"slices"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/pathway"
	"github.com/gutmuscle/gutmuscle/pathway/habit"
)

// Assessment is what a model makes of a person: the verdict of the gates and,
// unless they refused, a [Result] for every pathway and outcome. Only a [Model]
// makes one. It can be marshaled but not unmarshaled, and is safe for
// concurrent use while no AssessInto writes to it. The zero Assessment has no
// results.
type Assessment struct {
	model     *Model
	verdict   Verdict
	person    person   // place to work in, for the gates
	amounts   []amount // by response of the model, as the next
	responses []response
	scores    []score // by target of the model
}

// Verdict returns the outcome of the gates. It stays as it is when a is used
// again.
func (a *Assessment) Verdict() Verdict {
	v := a.verdict
	v.rulings = slices.Clone(v.rulings)
	return v
}

// Pathways yields the results for pathways: those that are pushed up or down
// or both ways by the size of the score, then the rest, each by id. There are
// none if the verdict is not scored.
func (a *Assessment) Pathways() iter.Seq[Result] { return a.results(pathway.PathwayKind) }

// Outcomes yields the results for outcomes, ordered as those of Pathways. What
// the gates leave untold ([Verdict.Untold]) is not among them, nor in a chain or
// loop of another result.
func (a *Assessment) Outcomes() iter.Seq[Result] { return a.results(pathway.OutcomeKind) }

func (a *Assessment) results(kind pathway.Kind) iter.Seq[Result] {
	var all []Result
	for i := range a.scores {
		if n := a.model.targets[i].node; n.Kind() == kind && a.tells(n) {
			all = append(all, a.result(i))
		}
	}
	pushed := func(r Result) float64 {
		if r.Direction < DirectionMixed {
			return 0
		}
		return math.Abs(r.Score)
	}
	slices.SortStableFunc(all, func(x, y Result) int { return -cmp.Compare(pushed(x), pushed(y)) })
	return slices.Values(all)
}

// Result is where a person's habits push one pathway or outcome, and why. It
// refers to its assessment and is good as long as that is not written to. It is
// a plain value. The zero Result is of no assessment and has no contributions to
// ask for.
type Result struct {
	Target    pathway.Node
	Readout   pathway.Node // node that tells whether a pathway does more or less; zero for an outcome, or if [GeneralWellness] does not tell it
	Name      string
	Direction Direction
	// Score is the sum of the contributions, times 100: a relevance, not the
	// size of an effect. It can be compared between people and what-ifs for one
	// target, not between targets.
	Score    float64
	Interval evidence.Interval // of Score
	Known    float64           // share of what could matter that is known of the person
	// Level and Certainty are those of the link behind the largest
	// contribution.
	Level     evidence.Level
	Certainty evidence.Certainty

	a     *Assessment
	index int
}

const percent = 100

func (a *Assessment) result(i int) Result {
	t, s := &a.model.targets[i], &a.scores[i]
	r := Result{Target: t.node, Readout: t.readout, Name: a.model.nameOf(t), Direction: s.direction, Score: evidence.Round(percent * s.sum),
		Interval: evidence.Interval{evidence.Round(percent * s.span[0]), evidence.Round(percent * s.span[1])},
		Known:    evidence.Round(s.known), a: a, index: i}
	if !a.tells(r.Readout) {
		r.Readout = pathway.Node{}
	}
	if s.largest >= 0 {
		largest := t.links[s.largest]
		r.Level, r.Certainty = largest.Level, largest.Certainty
	}
	return r
}

// Contribution is what one habit adds to the score of a target: the row of a
// sum. The rows of a target add up to its score. It is a plain value.
type Contribution struct {
	Habit    habit.ID          `json:"habit"`
	Sort     pathway.Sort      `json:"sort"` // a row of a [pathway.Medicine] tells what goes with taking it; it is no advice
	Measure  string            `json:"measure"`
	State    State             `json:"state"`
	Value    float64           `json:"value"` // in Unit
	Unit     string            `json:"unit"`
	R        float64           `json:"r"`        // f(x) − f(reference): below 0 is less than usual
	Response evidence.Interval `json:"response"` // range of R

	Stance    evidence.Stance     `json:"answer"` // of the atlas on habit and target
	Reason    pathway.Reason      `json:"reason"`
	Belief    float64             `json:"belief"` // signed; 0 unless increase or decrease
	Level     evidence.Level      `json:"level"`
	Certainty evidence.Certainty  `json:"certainty"`
	Row       float64             `json:"row"`      // share of Score, times 100
	Interval  evidence.Interval   `json:"interval"` // of Row
	For       []evidence.StudyKey `json:"for"`      // shared with the model, as the next
	Against   []evidence.StudyKey `json:"against"`

	chain   pathway.Chain
	chained bool
}

// Contributions yields a row for each habit that is known and that the atlas
// has an answer for, by the size of the row and then by habit. Habits that are
// not known add nothing to the score; see [Assessment.Unknowns].
func (r Result) Contributions() iter.Seq[Contribution] {
	return func(yield func(Contribution) bool) {
		type ranked struct {
			size float64
			cell int
		}
		t := &r.a.model.targets[r.index]
		rows := make([]ranked, 0, len(t.cells))
		for i := range t.cells {
			if answer := &r.a.responses[t.cells[i].response]; answer.known {
				row, _, _ := t.cells[i].row(answer)
				rows = append(rows, ranked{math.Abs(evidence.Round(percent * row)), i})
			}
		}
		slices.SortFunc(rows, func(x, y ranked) int { return cmp.Or(cmp.Compare(y.size, x.size), x.cell-y.cell) })
		for _, row := range rows {
			if !yield(r.a.contribution(r.index, row.cell)) {
				return
			}
		}
	}
}

func (a *Assessment) contribution(index, i int) Contribution {
	explanations, _ := a.model.explain()
	t := &a.model.targets[index]
	c, link := &t.cells[i], &t.links[i]
	e := &explanations[index][i]
	r, x, f := &a.responses[c.response], &a.amounts[c.response], &a.model.responses[c.response]
	row, lo, hi := c.row(r)
	return Contribution{Habit: f.Habit, Sort: a.model.sorts[c.response], Measure: f.Measure, State: x.state, Unit: f.Unit,
		Value: evidence.Round(x.x), R: evidence.Round(r.r), Response: rounded(r.span),
		Stance: link.Stance, Reason: link.Reason, Belief: evidence.Round(link.Value), Level: link.Level,
		Certainty: link.Certainty, Row: evidence.Round(percent * row),
		Interval: evidence.Interval{evidence.Round(percent * lo), evidence.Round(percent * hi)},
		For:      e.pro, Against: e.con, chain: e.chain, chained: e.chained && a.tells(e.chain.Nodes...)}
}

func rounded(iv evidence.Interval) evidence.Interval {
	return evidence.Interval{evidence.Round(iv[0]), evidence.Round(iv[1])}
}

// Chain returns the chain of claims behind the contribution, and whether there
// is one. Its slices are shared with the model and must not be changed.
func (c Contribution) Chain() (pathway.Chain, bool) { return c.chain, c.chained }

// tells reports whether the person may be told of all of the nodes: by the mode,
// and by the gates.
func (a *Assessment) tells(nodes ...pathway.Node) bool {
	return !slices.ContainsFunc(nodes, func(n pathway.Node) bool { return a.model.hidden[n] || !a.verdict.Tells(n) })
}

// maxChains is the most chains that a document shows of one result, but in
// [ClinicalResearch].
const maxChains = 5

// Chains yields the chains behind the largest contributions, largest first: at
// most five, or in [ClinicalResearch] all. Their slices are shared with the model
// and must not be changed.
func (r Result) Chains() iter.Seq[pathway.Chain] {
	return func(yield func(pathway.Chain) bool) {
		n := 0
		for c := range r.Contributions() {
			if c.Row == 0 || n == maxChains && r.a.model.mode != ClinicalResearch {
				return
			}
			if chain, ok := c.Chain(); ok {
				n++
				if !yield(chain) {
					return
				}
			}
		}
	}
}

// Loops yields the feedback loops through the target, if it is an outcome.
// They are told of and never scored. Their slices are shared with the model and
// must not be changed.
func (r Result) Loops() iter.Seq[pathway.Loop] {
	_, loops := r.a.model.explain()
	return func(yield func(pathway.Loop) bool) {
		for _, l := range loops[r.index] {
			if r.a.tells(l.Nodes...) && !yield(l) {
				return
			}
		}
	}
}

// MarshalJSON implements [json.Marshaler].
func (r Result) MarshalJSON() ([]byte, error) {
	doc := struct {
		Pathway       string             `json:"pathway,omitempty"`
		Outcome       string             `json:"outcome,omitempty"`
		Readout       pathway.Node       `json:"readout,omitzero"`
		Name          string             `json:"name"`
		Direction     Direction          `json:"direction"`
		Score         float64            `json:"score"`
		Interval      evidence.Interval  `json:"interval"`
		Known         float64            `json:"known"`
		Level         evidence.Level     `json:"level"`
		Certainty     evidence.Certainty `json:"certainty"`
		Contributions []Contribution     `json:"contributions"`
		Chains        []pathway.Chain    `json:"chains"`
		Loops         []pathway.Loop     `json:"loops,omitempty"`
	}{Readout: r.Readout, Name: r.Name, Direction: r.Direction, Score: r.Score, Interval: r.Interval, Known: r.Known, Level: r.Level,
		Certainty: r.Certainty, Contributions: notNil(slices.Collect(r.Contributions())),
		Chains: notNil(slices.Collect(r.Chains())), Loops: slices.Collect(r.Loops())}
	if r.Target.Kind() == pathway.PathwayKind {
		doc.Pathway = r.Target.String()
	} else {
		doc.Outcome = r.Target.String()
	}
	return json.Marshal(doc)
}

// Missing is a habit that is not known, and how much of what the outcomes
// depend on it could add. It is a plain value.
type Missing struct {
	Habit  habit.ID `json:"habit"`
	State  State    `json:"state"`
	Fields []string `json:"fields"` // wire paths that would tell
	Aside  bool     `json:"aside,omitzero"`
	Weight float64  `json:"weight"` // mean share over the outcomes, 0 to 1
}

// Unknowns yields the habits that are not known, or that were set aside, by how
// much they could matter to the outcomes.
func (a *Assessment) Unknowns() iter.Seq[Missing] {
	var all []Missing
	for i := range a.responses {
		r := &a.responses[i]
		if r.known {
			continue
		}
		weight, outcomes := 0.0, 0
		for _, t := range a.model.targets {
			if t.node.Kind() != pathway.OutcomeKind || t.reach == 0 {
				continue
			}
			outcomes++
			for j := range t.cells {
				if t.cells[j].response == i {
					weight += t.cells[j].reach / t.reach
				}
			}
		}
		all = append(all, Missing{a.model.responses[i].Habit, a.amounts[i].state, slices.Clone(a.model.measures[i].fields), r.aside,
			evidence.Round(weight / float64(max(1, outcomes)))})
	}
	slices.SortStableFunc(all, func(x, y Missing) int { return -cmp.Compare(x.Weight, y.Weight) })
	return slices.Values(all)
}

// Trace says by what an assessment was made, so that it can be made again. It
// is a plain value.
type Trace struct {
	Library   string `json:"library"`   // version
	Knowledge string `json:"knowledge"` // version
	Atlas     string `json:"atlas"`     // hash
	Model     string `json:"model"`     // hash
	Rules     string `json:"certainty_rules"`

	Mode     Mode   `json:"mode"`
	Language string `json:"language"`
	// Review says who reviewed the texts if they are translations, or
	// wording.NotReviewed.
	Review string `json:"review,omitempty"`
	// InEnglish is what the texts in another language are told in English of, for
	// lack of a translation.
	InEnglish []string `json:"in_english,omitempty"`
}

// Trace returns by what the assessment was made.
func (a *Assessment) Trace() Trace {
	if a.model == nil {
		return Trace{}
	}
	return a.model.Trace()
}

// Trace returns by what the documents of the model are made, and how it speaks.
func (m *Model) Trace() Trace {
	return Trace{Library: Version, Knowledge: pathway.DataVersion, Atlas: m.atlas.Hash(), Model: m.Hash(), Rules: evidence.CertaintyRules,
		Mode: m.mode, Language: m.language, Review: m.review, InEnglish: slices.Clone(m.english)}
}

// SchemaVersion is the version of the JSON documents that the library writes.
const SchemaVersion = "1"

// MarshalJSON implements [json.Marshaler]. The document of a person who is
// refused has the verdict and no results.
func (a *Assessment) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Schema   string    `json:"schema"`
		Verdict  Verdict   `json:"verdict"`
		Atlas    string    `json:"atlas"`
		Pathways []Result  `json:"pathways"`
		Outcomes []Result  `json:"outcomes"`
		Unknowns []Missing `json:"unknowns"`
		Trace    Trace     `json:"trace"`
	}{SchemaVersion, a.verdict, a.Trace().Atlas, notNil(slices.Collect(a.Pathways())),
		notNil(slices.Collect(a.Outcomes())), notNil(slices.Collect(a.Unknowns())), a.Trace()})
}
