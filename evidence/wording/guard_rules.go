package wording

import (
	"slices"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence"
)

// rule is a Rule with what finds the words that break it.
type rule struct {
	Rule
	any   bool // holds for texts without a statement too
	check func(*guard) []string
}

// rulesOf returns all rules, in order, with the words of a language. The table
// is closed: a rule is added here and to the words of each language, with lines
// in testdata/bad.txt and testdata/good.txt, and those of the other languages.
func rulesOf(w *words) []rule {
	forbids := func(id, text string, any bool, d denial) rule {
		return rule{Rule{id, text}, any, wordsOf(w.forbidden[id], d)}
	}
	wants := func(id, text string, when func(*Statement) bool) rule {
		return rule{Rule{id, text}, false, w.required[id].rule(when)}
	}
	own := func(id, text string, check func(*guard) []string) rule { return rule{Rule{id, text}, false, check} }
	return []rule{
		forbids("cause", "nothing causes anything, unless that is denied", true, deniable),
		forbids("proof", "nothing is proven or confirmed by science", true, deniable),
		forbids("treatment", "nothing cures, treats or prevents: those are words for medicines", true, deniable),
		forbids("promise", "nothing is foretold", true, firm),
		forbids("diagnosis", "nobody is told what they have; asking, and saying if, is allowed", true, asked),
		forbids("hype", "no words of advertising", true, firm),
		forbids("absolute", "nothing is certain, safe or for everybody", true, deniable),

		forbids("address", "a sentence on evidence speaks of nobody in particular", false, firm),
		forbids("advice", "a sentence on evidence advises nothing", false, firm),
		own("association", "an association, or evidence that is observational or not assessed, has no causal verb", associationRule),
		own("people", "evidence that is not from people is not told of people, unless that is denied", peopleRule),
		own("kind", "evidence from animals, or from cells and microbes, names them", kindRule),
		wants("not-people", "evidence that is not from people says that it was not shown in people", notHuman),
		own("hedge", "a verb has the hedge that the certainty asks for, before it and in its clause", hedgeRule),
		wants("not-judged", "a certainty that was not judged is said to be so", func(s *Statement) bool {
			return s.told() && s.Certainty == evidence.CertaintyNotJudged && !notHuman(s)
		}),
		wants("not-assessed", "a kind of evidence that was not assessed is said to be so", func(s *Statement) bool {
			return s.Level == evidence.NotAssessed && s.Stance != evidence.Unknown
		}),
		own("stance", "a sentence says what the findings say, and no direction where there is none", stanceRule),
		own("null", "looking and finding nothing is not proof of no effect", nullRule),
		own("size", "the size of an effect is told only of direct evidence from people, and only as reported", sizeRule),
		wants("chain", "an answer by a chain says that the chain was not tested as a whole", func(s *Statement) bool { return s.Chain }),
		wants("disputed", "findings that say otherwise are told of", func(s *Statement) bool { return s.told() && s.Disputed }),
	}
}

// How a rule on words takes denial.
type denial uint8

const (
	firm     denial = iota // the words are not allowed however they are used
	deniable               // denying them is allowed
	asked                  // denying, asking and supposing are allowed
)

// wordsOf makes a rule that finds phrases anywhere, names included.
func wordsOf(list string, d denial) func(*guard) []string {
	p := listed(list)
	return func(g *guard) (bad []string) {
		for _, h := range find(g.all, p) {
			before := ""
			if h.at > 0 {
				before = g.all[h.at-1]
			}
			switch {
			case d != firm && g.w.negated(g.all, h.at, true):
			case d == asked && g.w.asks[before]:
			default:
				bad = append(bad, h.words)
			}
		}
		return bad
	}
}

// wanted are phrases of which one has to be there; first is told if none is.
type wanted struct {
	phrases
	first string
}

func wantedOf(list string) wanted {
	first, _, _ := strings.Cut(list, "|")
	return wanted{listed(list), first}
}

// rule makes a rule that asks for one of the phrases if when holds.
func (p wanted) rule(when func(*Statement) bool) func(*guard) []string {
	return func(g *guard) []string {
		if g.s.Same || !when(g.s) || contains(g.own, p.phrases) {
			return nil
		}
		return []string{"want: " + p.first}
	}
}

func notHuman(s *Statement) bool { return s.Level == evidence.Animal || s.Level == evidence.InVitro }

// acts returns the places at which a subject acts. "lower" is a verb only where
// it is no adjective.
func (g *guard) acts(p phrases) []hit {
	return slices.DeleteFunc(find(g.own, p), func(h hit) bool {
		return h.words == "lower" && h.at > 0 && g.w.adjective[g.own[h.at-1]]
	})
}

func associationRule(g *guard) (bad []string) {
	s := g.s
	open := s.Level == evidence.NotAssessed && s.Stance != evidence.Unknown
	if s.Same || !s.Association && !open && s.Level != evidence.ObservationalHuman {
		return nil
	}
	for _, h := range g.acts(g.w.causal) {
		from, _ := clause(g.own, h.at)
		if !contains(g.own[from:h.at], g.w.denied) {
			bad = append(bad, h.words)
		}
	}
	return bad
}

func peopleRule(g *guard) (bad []string) {
	if g.s.Same || !notHuman(g.s) {
		return nil
	}
	for _, h := range find(g.own, g.w.people) {
		if g.w.negated(g.own, h.at, false) || g.w.cellsFollow(g.own[h.end:]) {
			continue
		}
		bad = append(bad, h.words)
	}
	return bad
}

// cellsFollow reports whether what follows a word as "human" is a preparation and
// nobody: human muscle cells.
func (w *words) cellsFollow(after []string) bool {
	return slices.ContainsFunc(after[:min(len(after), 3)], func(token string) bool { return w.preparations[token] })
}

func kindRule(g *guard) []string {
	switch {
	case g.s.Same:
		return nil
	case g.s.Level == evidence.InVitro:
		if contains(g.own, g.w.cells.phrases) {
			return nil
		}
		return []string{"want: " + g.w.cells.first}
	case g.s.Level != evidence.Animal:
		return nil
	}
	hits := find(g.own, g.w.animals.phrases)
	if len(hits) == 0 {
		return []string{"want: " + g.w.animals.first}
	}
	var bad []string
	for _, h := range hits {
		word := g.own[h.end-1]
		seen := word == g.w.species["other"] || slices.ContainsFunc(g.s.Species, func(s evidence.Species) bool { return g.w.species[string(s)] == word })
		if !seen {
			bad = append(bad, h.words)
		}
	}
	return bad
}
