package wording

import (
	"slices"
	"strings"
	"sync"

	"github.com/gutmuscle/gutmuscle/evidence"
)

// rule is a Rule with what finds the words that break it.
type rule struct {
	Rule
	any   bool // holds for texts without a statement too
	check func(*guard) []string
}

// rules are all rules, in order. The table is closed: a rule is added here, with
// lines in testdata/bad.txt and testdata/good.txt.
var rules = sync.OnceValue(func() []rule {
	return []rule{
		{Rule{"cause", "nothing causes anything, unless that is denied"}, true,
			wordsOf("cause|causes|caused|causing|causal|causally", deniable)},
		{Rule{"proof", "nothing is proven or confirmed by science"}, true,
			wordsOf("prove|proves|proved|proven|proof|guarantee|guarantees|guaranteed|conclusively|clinically shown|clinically tested|"+
				"science shows|studies show|scientifically|established fact", deniable)},
		{Rule{"treatment", "nothing cures, treats or prevents: those are words for medicines"}, true,
			wordsOf("cure|cures|cured|curing|treat|treats|treating|prevent|prevents|prevented|preventing|heal|heals|healed|reverses|"+
				"protects against|protect against|wards off|ward off|fights|combats|remedy|remedies", deniable)},
		{Rule{"promise", "nothing is foretold"}, true,
			wordsOf("will|won't|shall|going to|it'll|you'll|they'll|that'll|sure to|bound to", firm)},
		{Rule{"diagnosis", "nobody is told what they have; asking, and saying if, is allowed"}, true,
			wordsOf("you have|you've|you suffer|you lack|you are deficient|you are ill|you are sick|your disease|your illness|"+
				"diagnosed with|your dysbiosis|have dysbiosis", asked)},
		{Rule{"hype", "no words of advertising"}, true,
			wordsOf("restore|restores|restored|restoring|boost|boosts|boosted|boosting|supercharge|supercharges|detox|detoxes|detoxify|"+
				"detoxifies|cleanse|cleanses|rejuvenate|rejuvenates|rebalance|rebalances|optimize|optimizes|optimise|optimises|miracle|"+
				"superfood|superfoods|breakthrough|revolutionary|good bacteria|bad bacteria|athlete bacteria|anti-aging|anti-ageing", firm)},
		{Rule{"absolute", "nothing is certain, safe or for everybody"}, true,
			wordsOf("definitely|certainly|undoubtedly|always|invariably|unquestionably|without doubt|no doubt|everyone|everybody|"+
				"completely safe|perfectly safe|is safe|are safe|harmless|risk-free|side effects|no risk", deniable)},

		{Rule{"address", "a sentence on evidence speaks of nobody in particular"}, false, wordsOf("you|your|yours|yourself|we|our|us", firm)},
		{Rule{"advice", "a sentence on evidence advises nothing"}, false,
			wordsOf("should|must|ought|need to|needs to|recommend|recommends|recommended|recommendation|advise|advised|advisable|try|avoid|"+
				"consider|take more|eat more|do more|worth taking|worth trying|worth eating|start taking|stop taking|worthwhile", firm)},
		{Rule{"association", "an association, or evidence that is observational or not assessed, has no causal verb"}, false, associationRule},
		{Rule{"people", "evidence that is not from people is not told of people, unless that is denied"}, false, peopleRule},
		{Rule{"kind", "evidence from animals, or from cells and microbes, names them"}, false, kindRule},
		{Rule{"not-people", "evidence that is not from people says that it was not shown in people"}, false,
			wants(notHuman, "not shown in people|not been shown in people|not tested in people|not been tested in people|not seen in people")},
		{Rule{"hedge", "a verb has the hedge that the certainty asks for, before it and in its clause"}, false, hedgeRule},
		{Rule{"not-judged", "a certainty that was not judged is said to be so"}, false,
			wants(func(s *Statement) bool {
				return s.told() && s.Certainty == evidence.CertaintyNotJudged && !notHuman(s)
			}, "not judged|not been judged")},
		{Rule{"not-assessed", "a kind of evidence that was not assessed is said to be so"}, false,
			wants(func(s *Statement) bool { return s.Level == evidence.NotAssessed && s.Stance != evidence.Unknown },
				"not assessed|not been assessed")},
		{Rule{"stance", "a sentence says what the findings say, and no direction where there is none"}, false, stanceRule},
		{Rule{"null", "looking and finding nothing is not proof of no effect"}, false, nullRule},
		{Rule{"size", "the size of an effect is told only of direct evidence from people, and only as reported"}, false, sizeRule},
		{Rule{"chain", "an answer by a chain says that the chain was not tested as a whole"}, false,
			wants(func(s *Statement) bool { return s.Chain }, "tested as a whole")},
		{Rule{"disputed", "findings that say otherwise are told of"}, false,
			wants(func(s *Statement) bool { return s.told() && s.Disputed }, "otherwise|disagree|disputed|conflicting|contradict|to the contrary")},
	}
})

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
			case d != firm && negated(g.all, h.at, true):
			case d == asked && slices.Contains([]string{"do", "if", "whether", "unless"}, before):
			default:
				bad = append(bad, h.words)
			}
		}
		return bad
	}
}

// wants makes a rule that asks for one of the phrases if when holds.
func wants(when func(*Statement) bool, list string) func(*guard) []string {
	p := listed(list)
	first, _, _ := strings.Cut(list, "|")
	return func(g *guard) []string {
		if g.s.Same || !when(g.s) || contains(g.own, p) {
			return nil
		}
		return []string{"want: " + first}
	}
}

func notHuman(s *Statement) bool { return s.Level == evidence.Animal || s.Level == evidence.InVitro }

// acts returns the places at which a subject acts. "lower" is a verb only where
// it is no adjective.
func (g *guard) acts(p phrases) []hit {
	return slices.DeleteFunc(find(g.own, p), func(h hit) bool {
		return h.words == "lower" && h.at > 0 && vocabulary().adjective[g.own[h.at-1]]
	})
}

func associationRule(g *guard) (bad []string) {
	s := g.s
	open := s.Level == evidence.NotAssessed && s.Stance != evidence.Unknown
	if s.Same || !s.Association && !open && s.Level != evidence.ObservationalHuman {
		return nil
	}
	for _, h := range g.acts(vocabulary().causal) {
		from, _ := clause(g.own, h.at)
		if !contains(g.own[from:h.at], vocabulary().denied) {
			bad = append(bad, h.words)
		}
	}
	return bad
}

func peopleRule(g *guard) (bad []string) {
	if g.s.Same || !notHuman(g.s) {
		return nil
	}
	for _, h := range find(g.own, vocabulary().people) {
		if negated(g.own, h.at, false) || cells(g.own[h.end:]) {
			continue
		}
		bad = append(bad, h.words)
	}
	return bad
}

// cells reports whether what follows a word as "human" is a preparation and
// nobody: human muscle cells.
func cells(after []string) bool {
	for _, w := range after[:min(len(after), 3)] {
		if slices.Contains([]string{"cell", "cells", "tissue", "tissues", "organoids", "microbes", "myotubes"}, w) {
			return true
		}
	}
	return false
}

func kindRule(g *guard) []string {
	switch {
	case g.s.Same:
		return nil
	case g.s.Level == evidence.InVitro:
		if contains(g.own, vocabulary().cells) {
			return nil
		}
		return []string{"want: in cells or isolated microbes"}
	case g.s.Level != evidence.Animal:
		return nil
	}
	hits := find(g.own, vocabulary().animals)
	if len(hits) == 0 {
		return []string{"want: in animals"}
	}
	var bad []string
	for _, h := range hits {
		word := g.own[h.end-1]
		seen := word == "animals" || slices.ContainsFunc(g.s.Species, func(s evidence.Species) bool { return animals[string(s)] == word })
		if !seen {
			bad = append(bad, h.words)
		}
	}
	return bad
}
