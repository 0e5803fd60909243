package main

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/pathway"
	"github.com/gutmuscle/gutmuscle/strategy"
)

func assess(c *call) error {
	all := c.flags.Bool("all", false, "show pathways and outcomes that are not pushed too")
	c.speaks()
	c.takesStool()
	if err := c.parse(1, 1); err != nil {
		return err
	}
	habits, err := c.person(c.args[0])
	if err != nil {
		return err
	}
	model, stool, err := c.personal()
	if err != nil {
		return err
	}
	a := model.Assess(habits)
	if c.json {
		err = c.print(a)
	} else {
		c.showVoice(model.Trace())
		if stool != nil {
			c.showStool(stool, habits)
		}
		c.showAssessment(model, a, *all || c.research())
	}
	if err == nil && a.Verdict().Decision() == strategy.RejectInput {
		return rejected(a.Verdict())
	}
	return err
}

// rejected is the error of an input whose values cannot be right.
type rejected strategy.Verdict

func (r rejected) Error() string {
	var b strings.Builder
	for is := range strategy.Verdict(r).Issues() {
		if is.Kind == strategy.IssueReject {
			b.WriteString(is.String() + "\n")
		}
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// medicineNotice stands before all that tells of a medicine.
const medicineNotice = "Medicines are told as they are. Nothing here is a reason to start, stop or change one;\n" +
	"that is for the doctor or pharmacist.\n"

func (c *call) showAssessment(m *strategy.Model, a *strategy.Assessment, all bool) {
	v := a.Verdict()
	c.showVerdict(v)
	for q := range v.Questions() {
		c.printf("  ask: %s\n", q.Ask)
	}
	if !v.Scored() {
		return
	}
	c.showScores(m, a, all)
}

// showVerdict prints what the gates decided.
func (c *call) showVerdict(v strategy.Verdict) {
	c.printf("decision: %s (%d gates run)\n", v.Decision(), len(slices.Collect(v.Run())))
	for g := range v.Gates() {
		c.printf("  %s %s: %s (%s)\n", g.Gate, g.Action, g.Why, strings.Join(g.Fields, ", "))
	}
	for w := range v.Withheld() {
		if v.Decision() < strategy.Refuse {
			c.printf("  withheld: %s (%s)\n", w.Family, strings.Join(w.Gates, ", "))
		}
	}
	for l := range v.Limits() {
		c.printf("  limited: %s: %s (%s)\n", l.Family, limit(l), l.Gate)
	}
	c.showUntold(v)
	for conflict := range v.Conflicts() {
		c.printf("  %s\n", conflict.On)
		for _, s := range conflict.Sides {
			c.printf("    %s: %s\n", s.Source, s.Says)
		}
	}
	for is := range v.Issues() {
		c.printf("  %s\n", is)
		if is.Kind == strategy.IssueUnlikely {
			c.printf("    if it is right, write it as {\"value\": …, \"confirmed\": true}\n")
		}
	}
}

// showUntold says in a line what the gates leave untold, and why.
func (c *call) showUntold(v strategy.Verdict) {
	var targets, gates []string
	for u := range v.Untold() {
		targets = append(targets, u.Target.ID())
		for _, id := range u.Gates {
			if !slices.Contains(gates, id) {
				gates = append(gates, id)
			}
		}
	}
	if len(targets) > 0 && v.Decision() < strategy.Refuse {
		c.printf("  not told: %s, since answers on them could do harm (%s)\n", strings.Join(targets, ", "), strings.Join(gates, ", "))
	}
}

// showScores prints the pathways and outcomes, and what is not known.
func (c *call) showScores(m *strategy.Model, a *strategy.Assessment, all bool) {
	c.printf("\nScores are relevances from −100 to 100, not sizes of effects; compare them within a row only.\n")
	if onMedicine(a) {
		c.printf("%s", medicineNotice)
	}
	c.printf("\nPATHWAYS\n")
	hidden := 0
	for r := range a.Pathways() {
		hidden += c.showResult(m, r, all)
	}
	c.printf("\nOUTCOMES\n")
	for r := range a.Outcomes() {
		hidden += c.showResult(m, r, all)
	}
	if hidden > 0 {
		c.printf("\n%d more with too little known of the person or the effects (-all shows them)\n", hidden)
	}
	c.printf("\nNOT KNOWN, by how much it could matter\n")
	n := 0
	for m := range a.Unknowns() {
		if n++; n > 8 && !c.research() {
			break
		}
		note := ""
		if m.Aside {
			note = ", set aside until confirmed"
		}
		c.printf("  %-22s %s (%s%s)\n", m.Habit, strings.Join(m.Fields, ", "), m.State, note)
	}
	t := a.Trace()
	c.printf("\nlibrary %s, knowledge %s, atlas %.12s, model %.12s\n", t.Library, t.Knowledge, t.Atlas, t.Model)
}

// limits are the limits in words.
var limits = map[strategy.LimitKind]string{
	strategy.LimitStep:       "more of it by at most",
	strategy.LimitOnly:       "only",
	strategy.LimitWithout:    "without",
	strategy.LimitNoIncrease: "no more in all",
	strategy.LimitHold:       "loads are not raised",
	strategy.LimitIntensity:  "nothing vigorous",
	strategy.LimitClearance:  "only once cleared",
	strategy.LimitApart:      "apart from medicines",
	strategy.LimitFluids:     "with enough to drink, unless told to drink less",
	strategy.LimitNoNumbers:  "no numbers to reach",
}

// limit says what a limit is.
func limit(l strategy.Limit) string {
	text := cmp.Or(limits[l.Kind], l.Kind.String())
	if l.Kind == strategy.LimitStep && l.Max == 0 {
		text = "more of it only slowly"
	}
	if l.Max > 0 {
		text += fmt.Sprintf(" %g %s", l.Max, l.Unit)
	}
	if len(l.Items) > 0 {
		text += " " + strings.Join(l.Items, ", ")
	}
	return text
}

// showResult prints a result with its largest rows, and returns 1 if it hid it.
func (c *call) showResult(m *strategy.Model, r strategy.Result, all bool) (hidden int) {
	if !all && r.Direction <= strategy.DirectionUnknown {
		return 1
	}
	c.printf("  %s: %s  score %+.1f [%+.1f, %+.1f]  (%s)\n", r.Name, r.Direction, r.Score,
		r.Interval[0], r.Interval[1], grounds(r))
	n := 0
	for row := range r.Contributions() {
		if row.Row == 0 || n == 3 && !c.research() {
			break
		}
		n++
		c.printf("    %+6.1f  %s: %s, %s; %s\n", row.Row, amount(m, row), row.Stance, source(row.Level), c.studies(row.For, row.Against))
		if chain, ok := row.Chain(); ok && len(chain.Nodes) > 2 {
			c.printf("            %s\n", nodes(chain.Nodes))
		}
	}
	for l := range r.Loops() {
		c.printf("    loop, not scored: %s (%s)\n", nodes(l.Nodes), l.Sign)
	}
	return 0
}

// onMedicine reports whether a medicine that is or was taken pushes anything.
func onMedicine(a *strategy.Assessment) bool {
	for _, results := range []iter.Seq[strategy.Result]{a.Pathways(), a.Outcomes()} {
		for r := range results {
			for row := range r.Contributions() {
				if row.Sort == pathway.Medicine && row.Row != 0 {
					return true
				}
			}
		}
	}
	return false
}

// amount says how much there is of the habit of a row, and what the answer
// after it is about. Of a medicine nobody is to read that more would be better.
func amount(m *strategy.Model, row strategy.Contribution) string {
	name := habitName(m, row.Habit)
	switch {
	case row.Sort != pathway.Medicine:
		return fmt.Sprintf("%s %.4g %s, %s; more of it", name, row.Value, unit(m, row.Unit), usual(row.R))
	case row.Unit == "0/1":
		return name + ", taken; with it"
	default:
		return fmt.Sprintf("%s, %.4g %s ago; with them", name, row.Value, unit(m, row.Unit))
	}
}

// source says in words whom evidence of a level is from.
func source(l evidence.Level) string {
	switch l {
	case evidence.InVitro:
		return "in-vitro evidence only"
	case evidence.Animal:
		return "animal evidence only"
	default:
		return l.String()
	}
}

// grounds says what the largest row of a result rests on, and at which node a
// pathway is read.
func grounds(r strategy.Result) string {
	var parts []string
	if r.Readout.IsValid() {
		parts = append(parts, "read at "+r.Readout.String())
	}
	if r.Level != evidence.NotAssessed {
		parts = append(parts, source(r.Level), "certainty "+r.Certainty.String())
	}
	return strings.Join(parts, ", ")
}

// usual compares an amount of a habit with the reference population.
func usual(r float64) string {
	switch {
	case r < 0:
		return "less than usual"
	case r > 0:
		return "more than usual"
	default:
		return "as usual"
	}
}
