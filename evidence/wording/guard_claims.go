package wording

import (
	"slices"

	"github.com/gutmuscle/gutmuscle/evidence"
)

// claims returns the places at which the sentence joins the two, by whatever
// verb.
func (g *guard) claims() []hit {
	v := g.w
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
		before, around := g.w.strength(g.own[from:h.at]), g.w.strength(g.own[from:to])
		if g.w.trailing {
			before = around
		}
		if contains(g.own[from:h.at], g.w.denied) {
			continue
		}
		if g.s.told() && before < min(need, 2) || around < need {
			bad = append(bad, h.words)
		}
	}
	return bad
}

// strength returns that of the strongest hedge in list.
func (w *words) strength(list []string) int {
	hedges := w.hedges
	for n := len(hedges) - 1; n > 0; n-- {
		if contains(list, hedges[n]) {
			return n
		}
	}
	return 0
}

func stanceRule(g *guard) (bad []string) {
	v := g.w
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
		open := v.notKnown
		if s.Stance == evidence.Ambiguous {
			open = v.disagree
		}
		if !contains(g.own, open.phrases) {
			bad = append(bad, "want: "+open.first)
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
		if !g.w.negated(g.own, h.at, true) {
			bad = append(bad, h.words)
		}
	}
	return bad
}

func nullRule(g *guard) (bad []string) {
	if g.s.Stance != evidence.Null || g.s.Same {
		return nil
	}
	for _, h := range find(g.own, g.w.noEffect) {
		before := g.own[:h.at]
		if !slices.ContainsFunc(g.w.hardly, func(words []string) bool {
			return len(before) >= len(words) && slices.Equal(before[len(before)-len(words):], words)
		}) {
			bad = append(bad, h.words)
		}
	}
	return bad
}

func sizeRule(g *guard) (bad []string) {
	if g.s.Same {
		return nil
	}
	for _, h := range find(g.own, g.w.sizeWords) {
		told := SizeNotSaid
		for size, p := range g.w.sizes {
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
