package strategy_test

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/strategy"
)

// strategyTable returns the strategies as a text for readers.
func strategyTable(t *testing.T) string {
	m := strategy.Default()
	all := slices.Collect(m.Strategies())
	slices.SortStableFunc(all, func(a, b strategy.Strategy) int { return cmp.Compare(a.Family, b.Family) })
	var b strings.Builder
	p := func(format string, args ...any) { fmt.Fprintf(&b, format, args...) }
	p(`# Strategies

Made of strategies.jsonl, messages.jsonl and the atlas by "go test ./strategy -run TestStrategyTable -write"; do not edit.

What people may try. Nothing here is advice for a person: the safety gates come first, and may take out or change each of them. A number
is followed by what it rests on: studies by their keys, other sources by [number] (end of the page), or *chosen* if nobody gives one. What
it may do is worked out from the findings: the answer of the atlas on the habit in general, or on the very strain. Answers of less of a
habit are the opposite of those of more. No clinician has reviewed the texts on stopping.

| strategy | family | doses | first step | at most a week | burden |
|---|---|---|---|---|---|
`)
	var refs references
	short := func(r *strategy.SourcedRange, unit string) string {
		if r == nil {
			return "–"
		}
		return span(r) + " " + unit
	}
	for _, s := range all {
		if s.Kind == strategy.InformationStrategy {
			p("| [%s](#%s) | %s | information only | – | – | %d |\n", s.Name, s.ID, s.Family, s.Burden.Level)
			continue
		}
		target := short(s.Target, s.Unit)
		if s.Strain != nil && s.Strain.Dose != nil {
			target = short(s.Strain.Dose, s.Strain.Unit)
		}
		p("| [%s](#%s) | %s | %s | %s | %s | %d |\n", s.Name, s.ID, s.Family, target, short(s.FirstStep, s.Unit), short(s.WeeklyStep, s.Unit), s.Burden.Level)
	}
	texts := messages(t)
	for _, s := range all {
		p("\n## %s\n\n**%s.** ", s.ID, s.Name)
		if s.Kind == strategy.ActionStrategy {
			more := map[evidence.Direction]string{evidence.Up: "more", evidence.Down: "less"}[s.Direction]
			p("Habit: %s of %s", more, s.Habit)
			if s.Measure != "" {
				p(", measured as `%s`", s.Measure)
			}
			if s.Lever != "" {
				p("; doses count %s", s.Lever)
			}
			p(".")
		} else {
			p("Information on %s; nothing is to be changed.", s.Habit)
		}
		if s.Age != nil {
			p(" For %d to %d years.", s.Age[0], s.Age[1])
		}
		if s.Strain != nil {
			p(" Strain: %s.", s.Strain.Name)
		}
		p("\n\n")
		row := func(name string, r *strategy.SourcedRange, unit string) {
			if r != nil {
				p("- %s: %s %s (%s)%s\n", name, span(r), unit, refs.of(r), sentence(r.Note))
			}
		}
		row("Documented doses", s.Target, s.Unit)
		if s.Strain != nil {
			row("Dose", s.Strain.Dose, s.Strain.Unit)
		}
		row("First step", s.FirstStep, s.Unit)
		row("Step from week to week, at most", s.WeeklyStep, s.Unit)
		row("Ceiling", s.Ceiling, s.Unit)
		row("An effect was seen after", s.Onset, "days")
		row("It was gone after", s.Fading, "days")
		for _, id := range s.Tells {
			p("- %s\n", texts[id])
		}
		if len(s.Stop) > 0 {
			p("- Stop rules:")
			for _, id := range s.Stop {
				require.NotEmpty(t, texts[id], id)
				p(" %s", texts[id])
			}
			p("\n")
		}
		p("- Burden %d of 5: %s\n", s.Burden.Level, s.Burden.Why)
		if len(s.Forms) > 0 {
			var forms []string
			for _, f := range s.Forms {
				text := f.Text
				if len(f.Allergens) > 0 {
					text += fmt.Sprintf(" (allergens: %s)", join(f.Allergens))
				}
				forms = append(forms, text)
			}
			p("- Forms: %s\n", strings.Join(forms, "; "))
		}
		for _, u := range s.NotFor {
			bmi := ""
			if u.BMI > 0 {
				bmi = fmt.Sprintf(", body mass index from %v", u.BMI)
			}
			p("- May not suit (`%s`%s%s): %s\n", u.Field, prefixed(" ", u.Value), bmi, u.Why)
		}
		if len(s.With) > 0 {
			p("- Documented together with: %s\n", join(s.With))
		}
		if len(s.Overlaps) > 0 {
			var ids []string
			for _, o := range s.Overlaps {
				ids = append(ids, o.ID.String())
			}
			p("- Overlaps with: %s\n", strings.Join(ids, ", "))
		}
		p("- What is found: %s\n", found(m, &s))
		for _, side := range []struct {
			name string
			ids  []string
		}{{"For", s.For}, {"Against, or null", s.Against}} {
			for _, id := range side.ids {
				c, _ := m.Atlas().Claim(id)
				p("- %s: %s (`%s`)\n", side.name, m.Atlas().ClaimSentence(c), id)
			}
		}
		if len(s.Sources) > 0 {
			p("- Sources of what is said of harm and suitability: %s\n", refs.list(s.Sources))
		}
		if s.Note != "" {
			p("- %s\n", s.Note)
		}
	}
	p("\n## Left out\n\n| habit | why no strategy is about it |\n|---|---|\n")
	for _, id := range slices.Sorted(maps.Keys(leftOut)) {
		p("| %s | %s |\n", id, leftOut[id])
	}
	p("\n| strain, as findings in people spell it | why no strategy is about it |\n|---|---|\n")
	for _, text := range slices.Sorted(maps.Keys(leftOutStrains)) {
		p("| %s | %s |\n", text, leftOutStrains[text])
	}
	p("\n## Other sources\n\n")
	for i, s := range refs {
		p("%d. %s%s%s%s (read: %s)\n", i+1, s.Title, prefixed(". ", year(s.Year)), prefixed(". doi ", s.DOI.String()), prefixed(". ", s.URL), s.Read)
	}
	return b.String()
}

// references are the sources that were cited so far.
type references []strategy.Source

func (r *references) list(sources []strategy.Source) string {
	var numbers []string
	for _, s := range sources {
		i := slices.Index(*r, s)
		if i < 0 {
			i = len(*r)
			*r = append(*r, s)
		}
		numbers = append(numbers, fmt.Sprintf("[%d]", i+1))
	}
	return strings.Join(numbers, ", ")
}

func (r *references) of(x *strategy.SourcedRange) string {
	var parts []string
	if x.Basis == strategy.Convention {
		parts = append(parts, "*chosen*")
	}
	for _, key := range x.Studies {
		parts = append(parts, key.String())
	}
	if list := r.list(x.Sources); list != "" {
		parts = append(parts, list)
	}
	return strings.Join(parts, ", ")
}

// found tells the answers on outcomes: those of direct findings, four of each
// worth, then how many there are besides.
func found(m *strategy.Model, s *strategy.Strategy) string {
	switch {
	case s.Kind == strategy.InformationStrategy:
		return "see the claims below."
	case s.Untested:
		return "nothing on this way to do it."
	}
	var parts []string
	rest := 0
	count := make(map[strategy.Worth]int)
	for _, e := range m.StrategyEvidence(s) {
		if count[e.Worth]++; e.Chain || e.Stance == evidence.Unknown || count[e.Worth] > 4 {
			rest++
			continue
		}
		parts = append(parts, fmt.Sprintf("%s%s %s (%s)", e.Outcome, prefixed(" in ", e.Population), e.Stance, e.Level))
	}
	if len(parts) == 0 {
		return fmt.Sprintf("nothing direct; %d answers over other nodes.", rest)
	}
	text := strings.Join(parts, ", ")
	if rest > 0 {
		text += fmt.Sprintf("; and %d more, weaker ones or over other nodes", rest)
	}
	return text + "."
}

func span(r *strategy.SourcedRange) string {
	number := func(x float64) string { return strconv.FormatFloat(x, 'g', 6, 64) }
	if r.Range[0] == r.Range[1] {
		return number(r.Range[0])
	}
	return number(r.Range[0]) + " to " + number(r.Range[1])
}

func sentence(note string) string { return prefixed(": ", note) }

func prefixed(prefix, text string) string {
	if text == "" {
		return ""
	}
	return prefix + text
}

func year(y int) string {
	if y == 0 {
		return ""
	}
	return strconv.Itoa(y)
}

func join[T fmt.Stringer](list []T) string {
	var words []string
	for _, x := range list {
		words = append(words, x.String())
	}
	return strings.Join(words, ", ")
}
