package strategy

import (
	"iter"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/pathway/outcome"
)

// Step is a strategy of a [Plan], fitted to the person. Only a Plan has steps.
// A Step never changes, is safe for concurrent use, and can be marshaled but not
// unmarshaled. The zero Step is of no plan; only String may be called on it.
type Step struct {
	plan *Plan
	at   int // candidate
}

func (s Step) candidate() *candidate { return &s.plan.planner.choices[s.at] }
func (s Step) terms() *terms         { return &s.plan.planner.terms[s.candidate().Family] }

// Strategy returns the record of the strategy, shared as by [Model.Strategies].
func (s Step) Strategy() Strategy { return *s.candidate().Strategy }

// String returns the id of the strategy, "" for the zero Step.
func (s Step) String() string {
	if s.plan == nil {
		return ""
	}
	return s.candidate().ID.String()
}

// Value returns what the goals gain by the step, in points, each by its
// certainty, less the price of the effort.
func (s Step) Value() float64 { return s.candidate().value }

// Numbers reports whether the step may be told with numbers to reach: the gates
// forbid that for people to whom numbers could do harm.
func (s Step) Numbers() bool { return !s.terms().noNumbers }

// Amounts returns how much of the habit the person has and how much the schedule
// leads to, in the unit of the strategy, and whether that is known and may be
// told.
func (s Step) Amounts() (now, then float64, ok bool) {
	c := s.candidate()
	if !s.plan.planner.known[c.response] || !s.Numbers() {
		return 0, 0, false
	}
	return evidence.Round(c.now), evidence.Round(c.end), true
}

// Gain is what a step does to one outcome. It is a plain value; its lists are
// shared with the model and must not be changed.
type Gain struct {
	Outcome outcome.ID `json:"outcome"`
	Goal    bool       `json:"goal"` // whether the plan is for it; else it is told because it gets worse
	Worth   Worth      `json:"worth"`
	// R is the response to the habit before and after, as in a [Contribution]; it
	// is left out if it is not known or may not be told.
	R      *[2]float64 `json:"r,omitempty"`
	Row    float64     `json:"row"`     // change of the habit's row in the score of the outcome, above 0 if that is better
	Points float64     `json:"points"`  // Row before it is divided by what all habits could do, so that outcomes can be compared
	Counts float64     `json:"counted"` // what of it counts for the plan, by the certainty

	Stance    evidence.Stance     `json:"answer"` // of the atlas, on more of the habit or on the strain
	Belief    float64             `json:"belief"` // signed
	Level     evidence.Level      `json:"level"`
	Certainty evidence.Certainty  `json:"certainty"`
	For       []evidence.StudyKey `json:"for"`
	Against   []evidence.StudyKey `json:"against"`
	Sentence  string              `json:"sentence"` // says no more than the evidence carries
}

// Why yields what the step does: to each goal for which there is an answer, in
// the order of the model's outcomes, and then to outcomes that get worse by it
// in people and are no goals, nor kinds of them.
func (s Step) Why() iter.Seq[Gain] {
	return func(yield func(Gain) bool) {
		c, wanted, spoils := s.candidate(), s.plan.planner.wanted, s.plan.planner.spoils
		m := s.plan.planner.model
		hides := func(target int) bool { return m.hidden[m.targets[target].node] }
		for _, goals := range [...]bool{true, false} {
			for i := range c.effects {
				e := &c.effects[i]
				told := !hides(e.target) && wanted[e.target] == goals && (goals || e.worth == Unwanted && e.level.Human() && spoils[e.target])
				if told && !yield(s.gain(e, goals)) {
					return
				}
			}
		}
	}
}

func (s Step) gain(e *effect, goal bool) Gain {
	c, p := s.candidate(), &s.plan.planner
	m := p.model
	id, _ := outcomeOf(m.targets[e.target].node)
	g := Gain{Outcome: id, Goal: goal, Worth: e.worth, Stance: e.stance, Belief: evidence.Round(e.belief), Level: e.level,
		Certainty: e.certainty, Sentence: m.sentence(c.option, e)}
	pro, con := m.effectStudies(e)
	g.For, g.Against = notNil(pro), notNil(con)
	f := &m.responses[c.response]
	if p.known[c.response] {
		g.Points = e.points(f.Extent(c.end) - f.Extent(c.now))
		if s.Numbers() {
			g.R = &[2]float64{evidence.Round(f.At(c.now)), evidence.Round(f.At(c.end))}
		}
	} else {
		for i, x := range f.points() {
			if way, over := p.courseFrom(c.option, x); !over {
				g.Points += float64(pointShare[i] * e.points(f.Extent(way.reached(x))-f.Extent(x)))
			}
		}
		g.Points = evidence.Round(g.Points)
	}
	g.Row = evidence.Round(g.Points / e.whole)
	g.Counts = evidence.Round(p.counts(e, g.Points))
	return g
}

// Week is what a schedule says of one week and those after it, up to the next.
// It is a plain value.
type Week struct {
	Week   int     `json:"week"` // from 1
	Amount float64 `json:"amount"`
	Unit   string  `json:"unit"`
	// Change says that Amount is by how much to change, since it is not known from
	// where. Then nothing follows the first step.
	Change bool `json:"change,omitzero"`
}

// Schedule yields the amounts week by week, from the first step until the
// strategy's dose is reached, at most twelve weeks. Steps are the smallest that
// the strategy has, and those of the gates if these are smaller. There is none
// where numbers may not be told.
func (s Step) Schedule() iter.Seq[Week] {
	return func(yield func(Week) bool) {
		c, p := s.candidate(), &s.plan.planner
		if !s.Numbers() {
			return
		}
		if !p.known[c.response] {
			way, _ := p.courseFrom(c.option, p.model.responses[c.response].Population.P10)
			change := way.first
			if way.down {
				change = -change
			}
			yield(Week{1, evidence.Round(change), c.Unit, true})
			return
		}
		way, _ := p.courseFrom(c.option, c.now)
		last := c.now
		for week := 1; week <= planWeeks; week++ {
			x := evidence.Round(way.at(c.now, week))
			if x == last {
				return
			}
			if !yield(Week{week, x, c.Unit, false}) {
				return
			}
			last = x
		}
	}
}

// Limits yields what the gates ask of the strategy, in their order.
func (s Step) Limits() iter.Seq[Limit] {
	return func(yield func(Limit) bool) {
		for l := range s.plan.planner.verdict.Limits() {
			if l.Family == s.candidate().Family && !yield(l) {
				return
			}
		}
	}
}

// Forms yields the forms of the strategy that fit the diet, the allergies and
// the gates, shared as by [Model.Strategies]. One that is told with a number, such
// as of repetitions, is left out where numbers may not be told.
func (s Step) Forms() iter.Seq[Form] {
	return func(yield func(Form) bool) {
		c := s.candidate()
		for i := range c.Forms {
			told := s.Numbers() || !strings.ContainsAny(c.Forms[i].Text, "0123456789")
			if told && s.plan.planner.fits(c.option, &c.Forms[i]) && !yield(c.Forms[i]) {
				return
			}
		}
	}
}
