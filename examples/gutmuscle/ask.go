package main

import (
	"fmt"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/pathway"
)

func ask(c *call) error {
	from := c.flags.String("from", "", "the entity that changes, such as habit:fiber or NCBITaxon:853")
	to := c.flags.String("to", "", "the entity that is asked about")
	fragile := c.flags.Bool("fragile", false, "tell without how few studies the answer would be another")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	if *from == "" || *to == "" {
		return c.misused("want -from and -to")
	}
	atlas, err := c.atlas()
	if err != nil {
		return err
	}
	source, err := atlas.Resolve(*from)
	if err != nil {
		return fmt.Errorf("-from: %w", err)
	}
	target, err := atlas.Resolve(*to)
	if err != nil {
		return fmt.Errorf("-to: %w", err)
	}
	answer := atlas.Effect(source, target)
	var fragility *pathway.Fragility
	if *fragile {
		f := atlas.Fragility(source, target)
		fragility = &f
	}
	if c.json {
		return c.print(struct {
			pathway.Answer
			Sentence  string             `json:"sentence"`
			Sizes     []pathway.Size     `json:"sizes"`
			Fragility *pathway.Fragility `json:"fragility,omitempty"`
		}{answer, atlas.Sentence(answer), sizes(atlas, &answer), fragility})
	}
	c.showAnswer(atlas, answer)
	if fragility != nil {
		c.showFragility(fragility)
	}
	return nil
}

// showFragility prints the smallest sets of studies without which an answer
// would be another.
func (c *call) showFragility(f *pathway.Fragility) {
	switch {
	case f.Searched == 0:
		c.printf("  fragile    an unknown answer rests on no study\n")
	case f.Size == 0:
		c.printf("  fragile    no: leaving out any %s does not change it\n", number(f.Searched, "study"))
	}
	for _, r := range f.Without {
		texts := make([]string, len(r.Studies))
		for i, key := range r.Studies {
			texts[i] = key.String()
		}
		c.printf("  fragile    without %s it would be %s (%s)\n", strings.Join(texts, ", "), r.After.Stance, r.After.Reason)
	}
	if more := f.Sets - len(f.Without); more > 0 {
		c.printf("             as without %d other sets of %d\n", more, f.Size)
	}
}

// sizes returns the sizes of the claims on the two nodes of an answer.
func sizes(atlas *pathway.Atlas, a *pathway.Answer) []pathway.Size {
	all := []pathway.Size{}
	if a.Direct == nil {
		return all
	}
	for _, id := range a.Direct.Claims {
		if claim, ok := atlas.Claim(id); ok {
			all = append(all, atlas.Sizes(&claim)...)
		}
	}
	return all
}

// showSizes prints of each size the pool, or else what the first studies told.
func (c *call) showSizes(sizes []pathway.Size) {
	const most = 3
	for _, s := range sizes {
		if fit := s.Pooled; fit != nil {
			c.printf("  size       %s, %s, of %d studies: %s", s.Level, s.Measure, fit.K, effect(fit.Effect()))
			if p := fit.Prediction; p.Convention != evidence.PredictionNotSaid {
				c.printf(", prediction %.3g to %.3g", s.Measure.Plain(p.Interval[0]), s.Measure.Plain(p.Interval[1]))
			}
			c.printf(", I² %.0f %%\n", fit.I2)
			continue
		}
		for _, one := range s.Studies[:min(len(s.Studies), most)] {
			c.printf("  size       %s, %s in %s: %s%s\n", s.Level, s.Measure, one.Study, effect(one.Effect), prefixed(", ", one.MeasuredAs)+prefixed(", ", one.Population))
		}
		if more := len(s.Studies) - most; more > 0 {
			c.printf("             and %d more\n", more)
		}
	}
}

// effect returns an effect with its interval, if it has one.
func effect(e evidence.Effect) string {
	text := fmt.Sprintf("%.3g", e.Value)
	if e.Unit != "" {
		text += " " + e.Unit
	}
	if e.Lo != nil && e.Hi != nil {
		text += fmt.Sprintf(" (%.3g to %.3g)", *e.Lo, *e.Hi)
	}
	return text
}

func (c *call) showAnswer(atlas *pathway.Atlas, a pathway.Answer) {
	c.printf("%s → %s\n  %s\n", a.From, a.To, atlas.Sentence(a))
	if a.Readout.IsValid() {
		c.printf("  read at    %s\n", a.Readout)
	}
	c.printf("  answer     %s (%s)\n", a.Stance, a.Reason)
	if a.Stance != evidence.Unknown {
		c.printf("  evidence   %s\n", source(a.Level))
		c.printf("  belief     %.3g, signed [%.3g, %.3g] when each source is left out\n", a.Belief, a.Interval[0], a.Interval[1])
		c.printf("  certainty  %s\n", a.Certainty)
		for _, s := range a.Steps {
			c.printf("             %s %+d: %s\n", s.Domain, s.Change, s.Reason)
		}
	}
	if d := a.Direct; d != nil {
		c.printf("  direct     %s from %s; masses up %.3g, down %.3g, null %.3g\n", d.Stance, number(d.Sources, "independent source"),
			d.Masses.Up, d.Masses.Down, d.Masses.Null)
	}
	c.showSizes(sizes(atlas, &a))
	for _, chain := range a.Chains {
		disputed := ""
		if chain.Disputed {
			disputed = ", a link is disputed"
		}
		c.printf("  chain      %s  %s %.3g, %s%s\n", nodes(chain.Nodes), chain.Sign, chain.Belief, source(chain.Level), disputed)
	}
	c.showStudies("for", atlas, a.For)
	c.showStudies("against", atlas, a.Against)
	for _, e := range a.Elsewhere {
		c.printf("  elsewhere  in %s: %s, %s\n", e.Population, e.Stance, source(e.Level))
	}
	for _, id := range a.Conflicts {
		if one, ok := atlas.Conflict(id); ok {
			c.printf("  conflict   %s (%s): %s\n", one.Name, one.State, one.Explanation)
		}
	}
	for _, r := range a.Related {
		s, _ := atlas.Study(r.Study)
		c.printf("  %s  %s (%d) %s\n             %s\n", r.Role, s.Key, s.Year, s.Title, r.Note)
	}
}

func (c *call) showStudies(label string, atlas *pathway.Atlas, keys []evidence.StudyKey) {
	for _, key := range keys {
		s, _ := atlas.Study(key)
		c.printf("  %-9s  %s (%d, %s in %s) %s\n", label, s.Key, s.Year, s.Design, s.Species, s.Title)
	}
}

func nodes(path []pathway.Node) string {
	texts := make([]string, len(path))
	for i, n := range path {
		texts[i] = n.String()
	}
	return strings.Join(texts, " → ")
}

// studies lists the first few studies for an answer and counts those against.
func studies(pro, con []evidence.StudyKey) string {
	const most = 3
	var texts []string
	for _, key := range pro[:min(len(pro), most)] {
		texts = append(texts, key.String())
	}
	text := strings.Join(texts, ", ")
	if more := len(pro) - most; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	if text == "" {
		text = "no study for"
	}
	if len(con) > 0 {
		text += fmt.Sprintf("; %d against", len(con))
	}
	return text
}
