package wording

import (
	"slices"

	"github.com/gutmuscle/gutmuscle/evidence"
)

// claims returns the places at which the sentence joins the two, by whatever
// verb.
func (g *guard) claims() []hit {
	v := vocabulary()
	hits := append(g.acts(v.causal), find(g.own, v.link)...)
	slices.SortFunc(hits, func(a, b hit) int { return a.at - b.at })
	return hits
}

// need returns how strong a hedge the statement asks for: 0 none, 1 "probably",
// 2 "may", 3 "very uncertain".
func (s *Statement) need() int {
	animal := notHuman(s)
	switch {
	case animal && s.Chain, !s.told():
		return 3
	case animal:
		return 2 // besides naming the animals
	}
	n := map[evidence.Certainty]int{evidence.High: 0, evidence.Moderate: 1, evidence.VeryLow: 3}
	need, ok := n[s.Certainty]
	if !ok {
		need = 2
	}
	if s.Chain {
		need = max(need, 1)
	}
	if s.Level == evidence.NotAssessed {
		need = max(need, 2)
	}
	return need
}

func hedgeRule(g *guard) (bad []string) {
	need := g.s.need()
	if g.s.Same || need == 0 {
		return nil
	}
	for _, h := range g.claims() {
		from, to := clause(g.own, h.at)
		before, around := strength(g.own[from:h.at]), strength(g.own[from:to])
		if contains(g.own[from:h.at], vocabulary().denied) {
			continue
		}
		if g.s.told() && before < min(need, 2) || around < need {
			bad = append(bad, h.words)
		}
	}
	return bad
}

// strength returns that of the strongest hedge in list.
func strength(list []string) int {
	hedges := vocabulary().hedges
	for n := len(hedges) - 1; n > 0; n-- {
		if contains(list, hedges[n]) {
			return n
		}
	}
	return 0
}

func stanceRule(g *guard) (bad []string) {
	v := vocabulary()
	var wrong []hit
	switch s := g.s; {
	case s.Same:
		return nil
	case !s.told():
		for _, h := range g.claims() {
			from, _ := clause(g.own, h.at)
			if !contains(g.own[from:h.at], v.whether) {
				bad = append(bad, h.words)
			}
		}
		open, first := v.notKnown, "not known"
		if s.Stance == evidence.Ambiguous {
			open, first = v.disagree, "disagree"
		}
		if !contains(g.own, open) {
			bad = append(bad, "want: "+first)
		}
		return bad
	case s.Stance == evidence.Increase:
		wrong = append(g.acts(v.lower), find(g.own, v.less)...)
	case s.Stance == evidence.Decrease:
		wrong = append(g.acts(v.raise), find(g.own, v.higher)...)
	default:
		wrong = append(g.acts(v.lower), g.acts(v.raise)...)
		wrong = append(append(wrong, find(g.own, v.less)...), find(g.own, v.higher)...)
	}
	for _, h := range wrong {
		if !negated(g.own, h.at, true) {
			bad = append(bad, h.words)
		}
	}
	return bad
}

func nullRule(g *guard) (bad []string) {
	if g.s.Stance != evidence.Null || g.s.Same {
		return nil
	}
	for _, h := range find(g.own, vocabulary().noEffect) {
		if h.words == "no association" || h.words == "no difference" {
			if h.at > 1 && g.own[h.at-2] == "little" && g.own[h.at-1] == "or" {
				continue
			}
		}
		bad = append(bad, h.words)
	}
	return bad
}

func sizeRule(g *guard) (bad []string) {
	if g.s.Same {
		return nil
	}
	for _, h := range find(g.own, vocabulary().sizeWords) {
		told := SizeNotSaid
		for size, p := range vocabulary().sizes {
			if contains(g.own[h.at:h.end], p) {
				told = max(told, size)
			}
		}
		if told == SizeNotSaid || told != g.s.Size || !g.s.sized() {
			bad = append(bad, h.words)
		}
	}
	return bad
}
