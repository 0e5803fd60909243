package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/gutmuscle/gutmuscle/strategy"
)

func plan(c *call) error {
	var wishes strategy.Wishes
	c.flags.Func("goal", "what it is for, several with commas: mass, strength, endurance, recovery, function, or an outcome", func(text string) error {
		for word := range strings.SplitSeq(text, ",") {
			id, err := strategy.ParseGoal(strings.TrimSpace(word))
			if err != nil {
				return err
			}
			wishes.Goals = append(wishes.Goals, id)
		}
		return nil
	})
	ids := func(list *[]strategy.StrategyID) func(string) error {
		return func(text string) error {
			for word := range strings.SplitSeq(text, ",") {
				id, err := strategy.ParseStrategyID(strings.TrimSpace(word))
				if err != nil {
					return err
				}
				*list = append(*list, id)
			}
			return nil
		}
	}
	c.flags.Func("like", "strategies that are liked, with commas", ids(&wishes.Likes))
	c.flags.Func("dislike", "strategies that are not wanted, with commas", ids(&wishes.Dislikes))
	c.flags.IntVar(&wishes.Effort, "effort", 0, "most effort of all together, of 1 to 5 each; 0 for no limit")
	c.flags.IntVar(&wishes.Max, "max", 0, "most strategies, 1 to 3")
	c.speaks()
	c.takesStool()
	all := c.flags.Bool("all", false, "say of every strategy why it is not in the plan")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	model, stool, err := c.personal()
	if err != nil {
		return err
	}
	if err := model.CheckWishes(wishes); err != nil {
		return c.misused("%v", err)
	}
	habits, err := c.person(c.args[0])
	if err != nil {
		return err
	}
	p := model.Plan(habits, wishes)
	if c.json {
		err = c.print(p)
	} else {
		c.showVoice(model.Trace())
		if stool != nil {
			c.showStool(stool, habits)
		}
		c.showPlan(model, p, *all)
	}
	if err == nil && p.Verdict().Decision() == strategy.RejectInput {
		return rejected(p.Verdict())
	}
	return err
}

func (c *call) showPlan(m *strategy.Model, p *strategy.Plan, all bool) {
	c.showVerdict(p.Verdict())
	if !m.Mode().Advises() {
		c.printf("\nNothing is planned in this mode: it advises nothing.\n")
		c.showNext(p)
		return
	}
	switch decision := p.Verdict().Decision(); {
	case decision == strategy.AskFirst:
		c.printf("\nNO PLAN YET: what is asked below has to be known first.\n")
	case p.Verdict().Scored():
		var goals []string
		for g := range p.Goals() {
			goals = append(goals, g.String())
		}
		c.printf("\nPLAN for %s\n", strings.Join(goals, ", "))
		c.printf("  Points are relevances, not sizes of effects; the less certain they are, the fewer of them count.\n")
	}
	for n := range p.Notes() {
		c.printf("  %s\n", n.Text)
	}
	i := 0
	for s := range p.Steps() {
		i++
		c.showStep(m, i, s)
	}
	if next, ok := p.RunnerUp(); ok {
		c.printf("\nNext best: %s", words(next.Strategies))
		if len(next.In) > 0 && len(next.Out) > 0 {
			c.printf(" (%s in the place of %s)", words(next.In), words(next.Out))
		}
		c.printf(", behind by %.3g\n", next.Behind)
	}
	c.showExcluded(p, all)
	c.showNext(p)
}

func words[T fmt.Stringer](list []T) string {
	var b strings.Builder
	for i, w := range list {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(w.String())
	}
	return b.String()
}

func (c *call) showStep(m *strategy.Model, i int, s strategy.Step) {
	record := s.Strategy()
	unit := unit(m, record.Unit)
	c.printf("\n%d. %s (%s, effort %d of 5)\n", i, record.Name, s, record.Burden.Level)
	for n := range s.Notes() {
		c.printf("   %s\n", n.Text)
	}
	if now, then, ok := s.Amounts(); ok {
		c.printf("   from %.3g to %.3g %s\n", now, then, unit)
	}
	var weeks []string
	for w := range s.Schedule() {
		amount := "%.3g"
		if w.Change {
			amount = "%+.3g"
		}
		weeks = append(weeks, fmt.Sprintf("week %d: "+amount, w.Week, w.Amount))
	}
	if len(weeks) > 0 {
		c.printf("   %s %s\n", strings.Join(weeks, ", "), unit)
	}
	c.showDocumented("dose", s.Dose())
	c.showDocumented("on", s.Onset())
	c.showDocumented("off", s.Fading())
	for g := range s.Why() {
		note := ""
		switch {
		case !g.Goal:
			note = " (no goal, and gets worse)"
		case g.Counts == 0:
			note = " (counts nothing)"
		}
		c.printf("   why  %s: %+.3g counted of %+.3g%s; %s, certainty %s; %s\n", g.Outcome, g.Counts, g.Points, note, source(g.Level), g.Certainty, c.studies(g.For, g.Against))
		c.printf("        %s\n", g.Sentence)
	}
	var forms []string
	for f := range s.Forms() {
		forms = append(forms, f.Text)
	}
	if len(forms) > 0 {
		c.printf("   how  %s\n", strings.Join(forms, "; "))
	}
	for l := range s.Limits() {
		c.printf("   limit  %s (%s)\n", limit(l), l.Gate)
	}
	for u := range s.Cautions() {
		c.printf("   mind  %s\n", u.Why)
	}
	for m := range s.Stop() {
		c.printf("   stop  %s\n", m.Text)
	}
}

// showDocumented tells a number of a step and its sources, or that nobody knows
// it, if it may be told.
func (c *call) showDocumented(what string, d *strategy.Documented) {
	if d == nil {
		return
	}
	c.printf("   %s  %s", what, d.Text)
	if d.SourcedRange != nil {
		var from []string
		if len(d.Studies) > 0 {
			from = append(from, c.studies(d.Studies, nil))
		}
		for _, s := range d.Sources {
			from = append(from, cmp.Or(s.Title, s.DOI.String(), s.URL))
		}
		c.printf(" (%s: %s)", d.Basis, strings.Join(from, "; "))
	}
	c.printf("\n")
}

// showExcluded tells why strategies are not in the plan: each, or those alike
// together.
func (c *call) showExcluded(p *strategy.Plan, all bool) {
	byText := make(map[string][]string)
	var order []string
	for x := range p.Excluded() {
		name := x.Strategy.String()
		if all {
			name += fmt.Sprintf(" (%s, gain %.3g", x.Why, x.Gain)
			if x.Other.IsValid() {
				name += ", " + x.Other.String()
			}
			name += ")"
		}
		text := x.Text
		if len(x.Gates) > 0 {
			text += " (" + strings.Join(x.Gates, ", ") + ")"
		}
		if byText[text] == nil {
			order = append(order, text)
		}
		byText[text] = append(byText[text], name)
	}
	if len(order) == 0 {
		return
	}
	c.printf("\nNOT IN THE PLAN\n")
	for _, text := range order {
		c.printf("  %s\n    %s\n", text, strings.Join(byText[text], ", "))
	}
}

// showNext tells what to ask next.
func (c *call) showNext(p *strategy.Plan) {
	questions := slices.Collect(p.Questions())
	if len(questions) == 0 {
		return
	}
	c.printf("\nASK NEXT\n")
	for _, q := range questions {
		why := ""
		switch {
		case len(q.Opens) > 0:
			why = fmt.Sprintf("; may open %s, worth %.3g", words(q.Opens), q.Gain)
		case q.Gain > 0:
			why = fmt.Sprintf("; worth %.3g", q.Gain)
		}
		c.printf("  %s (%s%s)\n", q.Ask, strings.Join(q.Fields, ", "), why)
	}
}
