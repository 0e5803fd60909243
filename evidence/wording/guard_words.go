package wording

import (
	"slices"
	"strings"
	"unicode"
)

func isSpace(r rune) bool { return unicode.IsSpace(r) }

func isWordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '-' || r == '\'' || r == '‑'
}

// isInvisible reports whether r prints as nothing: joiners, soft hyphens, marks
// of direction.
func isInvisible(r rune) bool {
	return unicode.Is(unicode.Cf, r) || unicode.IsControl(r) && !unicode.IsSpace(r)
}

// words is the table of a language that the rules look words up in.
type words struct {
	rules     []rule
	forbidden map[string]string // by rule: phrases that it forbids
	required  map[string]wanted // by rule: phrases of which it asks for one

	raise, lower, change phrases // verbs by which a subject acts
	higher, less         phrases // what goes with it
	link                 phrases // verbs of association
	causal               phrases // all by which a subject acts
	clause               phrases // verbs that no name has
	hedges               [4]phrases
	whether              phrases // opens what is left open
	sizes                map[Size]phrases
	sizeWords            phrases
	people               phrases
	denied               phrases // says that a claim is not made
	animals, cells       wanted  // by which they are named
	notKnown, disagree   wanted
	noEffect             phrases    // says more than that nothing was found
	hardly               [][]string // before such a phrase, makes it no more than that

	species map[string]string // by the species of evidence, and other: the word of animals for it

	trailing     bool            // denials and hedges may stand behind the verb in its clause
	denialsAfter map[string]bool // those that deny what is before them, if trailing

	denials, turns, only, adjective, asks, preparations map[string]bool
	guarded                                             map[string]bool // every word of the phrases above

	conditions, advice patterns // see plain.go
}

// finish works out what follows from the rest of the table.
func (w *words) finish() {
	w.guarded = make(map[string]bool)
	w.sizeWords = make(phrases)
	for _, p := range w.sizes {
		for k, v := range p {
			w.sizeWords[k] = append(w.sizeWords[k], v...)
		}
	}
	for _, list := range w.sizeWords {
		slices.SortFunc(list, func(a, b []string) int { return len(b) - len(a) })
	}
	for _, p := range append(w.hedges[1:], w.causal, w.higher, w.less, w.link, w.clause, w.whether, w.sizeWords, w.people) {
		for _, list := range p {
			for _, phrase := range list {
				for _, word := range phrase {
					w.guarded[word] = true
				}
			}
		}
	}
	for _, m := range []map[string]bool{w.denials, w.turns, w.only} {
		for word := range m {
			w.guarded[word] = true
		}
	}
	w.guarded[stop], w.guarded[comma] = true, true
	w.rules = rulesOf(w)
}

func set(list string) map[string]bool {
	m := make(map[string]bool)
	for w := range strings.FieldsSeq(list) {
		m[w] = true
	}
	return m
}
