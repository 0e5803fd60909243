package main

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/pathway"
	"github.com/gutmuscle/gutmuscle/strategy"
)

// settings are the fields of -set, which may be given more than once.
type settings []strategy.Setting

func (s *settings) String() string { return "" }

// Set adds a field and its value.
func (s *settings) Set(text string) error {
	one, err := strategy.ParseSetting(text)
	if err == nil {
		*s = append(*s, one)
	}
	return err
}

func whatIf(c *call) error {
	var set settings
	c.flags.Var(&set, "set", "a `FIELD=VALUE` of the wire format to change, such as diet.fiber_g_d=30; may be given again")
	with := c.flags.String("with", "", "a `file` with the person to compare with")
	flip := c.flags.String("flip", "", "find where the answer on a pathway or an outcome tips, such as outcome:strength")
	all := c.flags.Bool("all", false, "show pathways and outcomes of which only the interval differs too")
	to := c.flags.String("to", "", "with -flip: the `direction` to tip to: up, down, neutral, mixed or ambiguous; without it, any other")
	c.speaks()
	if err := c.parse(1, 1); err != nil {
		return err
	}
	given := 0
	for _, is := range []bool{len(set) > 0, *with != "", *flip != ""} {
		if is {
			given++
		}
	}
	var wanted strategy.Direction
	switch {
	case given != 1:
		return c.misused("want one of -set, -with and -flip")
	case *to != "" && *flip == "":
		return c.misused("-to goes with -flip")
	case *to != "":
		if err := wanted.UnmarshalText([]byte(*to)); err != nil {
			return c.misused("-to: %v", err)
		}
		if wanted <= strategy.DirectionUnknown {
			return c.misused("-to: %s is no direction to tip to", wanted)
		}
	}
	before, err := c.person(c.args[0])
	if err != nil {
		return err
	}
	model, err := c.model()
	if err != nil {
		return err
	}
	if !c.json {
		c.showVoice(model.Trace())
	}
	if *flip != "" {
		target, err := model.Atlas().Resolve(*flip)
		if err != nil {
			return fmt.Errorf("-flip: %w", err)
		}
		f := model.Assess(before).Flip(target, wanted)
		if f.Reason == strategy.FlipNoTarget {
			return fmt.Errorf("-flip: %s is no pathway or outcome of the model", target)
		}
		return c.tell(f)
	}
	var after *strategy.Habits
	if *with != "" {
		after, err = c.person(*with)
	} else {
		after, err = before.With(set...)
	}
	if err != nil {
		return err
	}
	return c.compare(model.Compare(before, after), *all)
}

// person reads the habits of a person. Problems say in which file they are.
func (c *call) person(name string) (*strategy.Habits, error) {
	f, err := c.open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	habits, err := strategy.ReadHabits(f)
	for _, problem := range dataset.All(err) {
		var e *dataset.Error
		if name != "-" && errors.As(problem, &e) {
			e.File = name
		}
	}
	return habits, err
}

// compare prints a difference.
func (c *call) compare(d *strategy.Difference, all bool) error {
	if c.json {
		if err := c.print(d); err != nil {
			return err
		}
	} else {
		c.showDifference(d, all)
	}
	for _, v := range []strategy.Verdict{d.Before(), d.After()} {
		if v.Decision() == strategy.RejectInput {
			return rejected(v)
		}
	}
	return nil
}

func (c *call) showDifference(d *strategy.Difference, all bool) {
	c.printf("decision: %s before, %s after\n", d.Before().Decision(), d.After().Decision())
	c.showGates("no longer", d.GatesGone())
	c.showGates("new", d.GatesNew())
	if c.showUntold(d.After()); len(slices.Collect(d.After().Untold())) == 0 {
		c.showUntold(d.Before())
	}
	if !d.Scored() {
		c.printf("no scores, since the gates do not let both be scored\n")
		return
	}
	c.printf("\n%s\nScores are relevances from −100 to 100, not sizes of effects; compare them within a row only.\n"+
		"Each number is rounded by itself.\n\nHABITS\n", d.Note())
	habits := slices.Collect(d.Habits())
	for _, h := range habits {
		c.printf("  %s (%s): %s → %s; %s\n", h.Habit, h.Measure, amountText(h.Before, h.Unit), amountText(h.After, h.Unit), responses(h))
	}
	if len(habits) == 0 {
		c.printf("  none that scores are made of differs\n")
		return
	}
	medicine := slices.ContainsFunc(habits, func(h strategy.HabitChange) bool { return h.Sort == pathway.Medicine })
	if medicine {
		c.printf("%s", medicineNotice)
	}
	hidden := 0
	for _, part := range []struct {
		name   string
		shifts iter.Seq[strategy.Shift]
	}{{"PATHWAYS", d.Pathways()}, {"OUTCOMES", d.Outcomes()}} {
		c.printf("\n%s, by the size of the change\n", part.name)
		n := 0
		for s := range part.shifts {
			if !all && s.Before.Direction == s.After.Direction && tenths(s.Delta) == 0 {
				hidden++
				continue
			}
			c.showShift(s)
			n++
		}
		if n == 0 {
			c.printf("  none\n")
		}
	}
	if hidden > 0 {
		c.printf("\n%d more of which hardly more than the interval differs (-all shows them)\n", hidden)
	}
}

func (c *call) showGates(label string, gates iter.Seq[strategy.Fired]) {
	for g := range gates {
		c.printf("  %s: %s %s: %s (%s)\n", label, g.Gate, g.Action, g.Why, strings.Join(g.Fields, ", "))
	}
}

// amountText returns how much of a habit there is, or why it is not known.
func amountText(a strategy.Amount, unit string) string {
	if a.Value == nil {
		return a.State.String()
	}
	text := quantity(*a.Value, unit)
	if a.Aside {
		text += ", set aside until confirmed"
	}
	return text
}

// quantity writes an amount with its unit, and one of yes and no as such.
func quantity(x float64, unit string) string {
	switch {
	case unit == "0/1" && x == 0:
		return "no"
	case unit == "0/1" && x == 1:
		return "yes"
	case unit == "0/1":
		return "not known which"
	default:
		return strconv.FormatFloat(x, 'f', -1, 64) + " " + unit
	}
}

// responses tells how the response to a habit changes.
func responses(h strategy.HabitChange) string {
	if h.Before.R == h.After.R && h.Before.Response == h.After.Response {
		return "same response: nothing documented differs between the two"
	}
	return fmt.Sprintf("response %+.2f [%+.2f, %+.2f] → %+.2f [%+.2f, %+.2f]", h.Before.R, h.Before.Response[0], h.Before.Response[1],
		h.After.R, h.After.Response[0], h.After.Response[1])
}

// showShift prints a shift with its rows, to a tenth, and what the tenths lack
// to add up.
func (c *call) showShift(s strategy.Shift) {
	direction := s.After.Direction.String()
	if s.Before.Direction != s.After.Direction {
		direction = s.Before.Direction.String() + " → " + direction
	}
	c.printf("  %s: %s  %s  score %s → %s\n", s.After.Name, direction, tenth(s.Delta),
		spread(s.Before.Score, s.Before.Interval), spread(s.After.Score, s.After.Interval))
	left := tenths(s.Delta)
	n := 0
	for row := range s.Rows() {
		n++
		left -= tenths(row.Delta)
		c.printf("    %6s  %s: row %s → %s; %s: %s, %s; %s\n", tenth(row.Delta), row.Habit, spread(row.Before.Row, row.Before.Interval),
			spread(row.After.Row, row.After.Interval), about(row), row.Stance, source(row.Level), c.studies(row.For, row.Against))
	}
	if left != 0 {
		c.printf("    %6s  rounding of the %d rows to tenths\n", tenth(float64(left)/10), n)
	}
}

// spread writes a number with its interval, to a tenth.
func spread(x float64, iv evidence.Interval) string {
	return fmt.Sprintf("%s [%s, %s]", tenth(x), tenth(iv[0]), tenth(iv[1]))
}

// tenth writes a number with its sign, to a tenth.
func tenth(x float64) string { return fmt.Sprintf("%+.1f", float64(tenths(x))/10) }

// tenths returns x in tenths, rounded as it is printed.
func tenths(x float64) int {
	text := strings.Replace(strconv.FormatFloat(x, 'f', 1, 64), ".", "", 1)
	n, err := strconv.Atoi(text)
	if err != nil {
		panic(err) // a number with one decimal
	}
	return n
}

// about says what the answer of a row is on. Of a medicine nobody is to read
// that more would be better.
func about(row strategy.RowChange) string {
	if row.Sort == pathway.Medicine {
		return "with it"
	}
	return "more of it"
}

// tell prints a flip.
func (c *call) tell(f strategy.Flip) error {
	if c.json {
		if err := c.print(f); err != nil {
			return err
		}
	} else {
		c.showFlip(f)
	}
	if f.Verdict().Decision() == strategy.RejectInput {
		return rejected(f.Verdict())
	}
	return nil
}

func (c *call) showFlip(f strategy.Flip) {
	c.printf("decision: %s\n", f.Verdict().Decision())
	c.showGates("gate", f.Verdict().Gates())
	c.showUntold(f.Verdict())
	switch f.Reason {
	case strategy.FlipNotScored:
		c.printf("no scores, so nothing to tip\n")
		return
	case strategy.FlipWithheld, strategy.FlipUntold:
		if f.Reason == strategy.FlipWithheld {
			c.printf("the gates ask first, or leave no numbers to be told, or the mode only reports\n")
		}
		for q := range f.Verdict().Questions() {
			c.printf("  ask: %s\n", q.Ask)
		}
		return
	}
	wanted := "another direction"
	if f.Wanted != strategy.NoDirection {
		wanted = f.Wanted.String()
	}
	switch f.Reason {
	case strategy.FlipFound:
		c.printf("%s: %s (score %+.1f) tips to %s (score %+.1f) with\n", f.Name, f.Before, f.Score[0], f.After, f.Score[1])
		for _, m := range f.Moves {
			c.printf("  %s (%s): %s → %s; response %+.3f → %+.3f\n", m.Habit, m.Measure, quantity(m.From, m.Unit), quantity(m.To, m.Unit), m.R[0], m.R[1])
		}
		c.printf("No smaller change of one habit or two does, of those that are known and may be moved. Medicines are left as they are.\n")
	case strategy.FlipAlready:
		c.printf("%s: it is %s (score %+.1f) already\n", f.Name, f.Before, f.Score[0])
	case strategy.FlipTooLittle:
		c.printf("%s: %s; too little is known of the person or the effects, and to move what is known does not change that\n", f.Name, f.Before)
	case strategy.FlipNothing:
		c.printf("%s: %s (score %+.1f); no habit that is known and may be moved has an effect on it\n", f.Name, f.Before, f.Score[0])
	default:
		c.printf("%s: %s (score %+.1f); no one or two habits tip it to %s within what is documented\n", f.Name, f.Before, f.Score[0], wanted)
	}
	c.printf("%s\n", f.Note)
}
