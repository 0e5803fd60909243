package strategy

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/pathway/habit"
)

// Raise returns the limits that hold where the person has more of a habit on
// days that are planned than on others, as in a trial; or a [*RaiseError].
//
// It fails closed. A strategy of the catalog has to raise the habit, for the
// gates speak of strategies and say nothing of other habits, such as fasting.
// Days on have more of the habit than days off whichever of the two are as
// usual, so a plan to try less of something plans days of more; of what
// strategies only lower, such as alcohol, there is none. The gates have to leave
// the families of all strategies on the habit, and to ask for nothing that
// planned days cannot keep: loads that are held, no increase, no numbers; nor a
// clearance, of which nobody tells whether it was given; nor a diet, only, or
// without, that leaves no form of a strategy. A step is kept if days on have no more than
// it above days off. Raise does not depend on the mode.
func (v Verdict) Raise(id habit.ID) ([]Limit, error) {
	if v.model == nil {
		return nil, &RaiseError{Habit: id}
	}
	var list [len(planner{}.terms)]terms
	termsOf(&v, &list)
	var on familySet
	raised, formed := false, false
	for _, s := range v.model.general().strategies {
		if s.Habit != id {
			continue
		}
		on |= 1 << s.Family
		if s.Kind == ActionStrategy && s.Direction == evidence.Up {
			raised = true
			formed = formed || len(s.Forms) == 0 || slices.ContainsFunc(s.Forms, func(f Form) bool { return list[s.Family].leaves(&f) })
		}
	}
	var limits []Limit
	for l := range v.limits(on) {
		limits = append(limits, l)
	}
	var against []string // messages
	for _, r := range v.rulings {
		bars := r.rule.withholds&on != 0 || r.rule.record.Diet != PatternUnknown && !formed || slices.ContainsFunc(r.rule.record.Limits, func(l gateLimit) bool {
			kept := l.Kind.plannable() && (formed || l.Kind != LimitOnly && l.Kind != LimitWithout)
			return !kept && setOfFamilies(l.Families)&on != 0
		})
		if bars && r.fact.is == unsure {
			against = append(against, r.rule.unknown)
		} else if bars {
			against = append(against, r.rule.message)
		}
	}
	if raised && len(against) == 0 && v.left() != 0 {
		return limits, nil
	}
	e := &RaiseError{Habit: id, Decision: v.decision, Raised: raised}
	for f := range v.Gates() {
		if slices.Contains(against, f.Message) {
			e.Gates = append(e.Gates, f)
		}
	}
	return nil, e
}

// plannable reports whether days that are planned can keep the limit.
func (k LimitKind) plannable() bool {
	switch k {
	case LimitStep, LimitOnly, LimitWithout, LimitIntensity, LimitApart, LimitFluids:
		return true
	default: // also of a kind that is new
		return false
	}
}

// RaiseError is why there are to be no planned days with more of a habit. It is a
// plain value.
type RaiseError struct {
	Habit    habit.ID
	Decision Decision
	Raised   bool    // whether a strategy raises the habit
	Gates    []Fired // that are against it
}

// Error implements error. It names the gates, each with its reason.
func (e *RaiseError) Error() string {
	switch {
	case e.Decision == NotDecided:
		return e.Decision.String()
	case !e.Raised:
		return fmt.Sprintf("no strategy raises %s, so the gates cannot tell whether days with it are safe", e.Habit)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "no days with more of %s", e.Habit)
	for i, f := range e.Gates {
		fmt.Fprintf(&b, "%c %s: %s", ":;"[min(i, 1)], f.Gate, strings.TrimSuffix(f.Why, "."))
	}
	return b.String()
}
