package strategy

import (
	"encoding/json"
	"iter"
	"slices"

	"github.com/gutmuscle/gutmuscle/pathway/habit"
)

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
	Gate  string          `json:"gate"` // such as S08
	On    string          `json:"on"`   // what they disagree on, in the words of the model's messages
	Sides []GuidelineSide `json:"sides"`
}

// GuidelineSide is what one guideline says. It is a plain value.
type GuidelineSide struct {
	Says   string `json:"says"`   // in the words of the model's messages
	Source string `json:"source"` // with its identifier, if it has one
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
	general  bool      // nothing is told of amounts, products or conflicts
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

// allowsHabit reports whether the gates decided and leave all families of
// strategies on a habit, be it with limits; of one without strategies there is
// nothing to leave. Whether days with more of it may be planned is
// [Verdict.Raise]. It does not depend on the mode.
func (v Verdict) allowsHabit(id habit.ID) bool {
	left := v.left()
	return left != 0 && !slices.ContainsFunc(v.model.general().strategies, func(s Strategy) bool {
		return s.Habit == id && !left.has(s.Family)
	})
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
			if gates := v.against(f); gates != nil && !yield(Withheld{f, gates}) {
				return
			}
		}
	}
}

// against returns the gates that withhold a family, in their order.
func (v *Verdict) against(f Family) (gates []string) {
	for _, r := range v.rulings {
		if id := r.rule.gate.ID; r.rule.withholds.has(f) && !slices.Contains(gates, id) {
			gates = append(gates, id)
		}
	}
	return gates
}

// Limits yields what holds for the families that remain, by family and then in
// the order of the gates. What two rules of a gate ask alike is there once.
func (v Verdict) Limits() iter.Seq[Limit] {
	var told familySet
	for f := range v.Families() {
		told |= 1 << f
	}
	return v.limits(told)
}

// limits yields what holds for some families.
func (v *Verdict) limits(of familySet) iter.Seq[Limit] {
	return func(yield func(Limit) bool) {
		for f := range of.all() {
			for i, r := range v.rulings {
				for _, l := range r.rule.record.Limits {
					if !slices.Contains(l.Families, f) || v.asked(i, f, l) {
						continue
					}
					limit := Limit{f, r.rule.gate.ID, l.Kind, l.Max, l.Unit, slices.Clone(l.Items)}
					if v.general {
						limit.Max, limit.Unit = 0, ""
					}
					if !yield(limit) {
						return
					}
				}
			}
		}
	}
}

// asked reports whether a rule before rulings[i], of the same gate, asks the
// same of a family as l.
func (v Verdict) asked(i int, f Family, l gateLimit) bool {
	for _, r := range v.rulings[:i] {
		if r.rule.gate.ID != v.rulings[i].rule.gate.ID {
			continue
		}
		for _, e := range r.rule.record.Limits {
			if e.Kind == l.Kind && e.Max == l.Max && slices.Equal(e.Items, l.Items) && slices.Contains(e.Families, f) {
				return true
			}
		}
	}
	return false
}

// Conflicts yields the matters in which guidelines disagree for this person: none
// in [GeneralWellness] and [ReportOnly], since they are on how a condition is
// treated, and none for people to whom no amounts are told, such as children.
func (v Verdict) Conflicts() iter.Seq[GuidelineConflict] {
	return func(yield func(GuidelineConflict) bool) {
		for _, r := range v.rulings {
			record := r.rule.record.Conflict
			if v.general || record.On == "" || r.fact.is != yes || !v.model.mode.told(record.On) {
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
			if v.general {
				f.Message = v.model.generalOf(f.Message)
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
		Untold    []Untold            `json:"untold"`
		Conflicts []GuidelineConflict `json:"conflicts"`
		Questions []Question          `json:"questions"`
		Issues    []Issue             `json:"issues"`
	}{v.decision, notNil(slices.Collect(v.Gates())), notNil(slices.Collect(v.Run())), notNil(slices.Collect(v.Families())),
		notNil(slices.Collect(v.Withheld())), notNil(slices.Collect(v.Limits())), notNil(slices.Collect(v.Untold())), notNil(slices.Collect(v.Conflicts())),
		notNil(slices.Collect(v.Questions())), notNil(slices.Collect(v.Issues()))})
}

func notNil[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}
