package wording

import (
	"fmt"
	"iter"
	"slices"
	"strings"
)

// Violation is one place at which a text says more than its evidence carries,
// or leaves out what it has to say. It is a plain value.
type Violation struct {
	Rule  string // id of a [Rule]
	Words string // the words at fault; of a rule on what is missing, what the rule wants
}

// String returns the rule and the words.
func (v Violation) String() string { return fmt.Sprintf("%s: %q", v.Rule, v.Words) }

// Rule is one rule of the guard. It is a plain value.
type Rule struct {
	ID   string
	Text string // what it forbids or asks for
}

// Rules yields the rules of the guard: those that hold for any text first.
func Rules() iter.Seq[Rule] {
	return func(yield func(Rule) bool) {
		for _, r := range englishWords().rules {
			if !yield(r.Rule) {
				return
			}
		}
	}
}

// Check returns the places at which an English sentence says more than the
// statement carries, in the order of [Rules], and nil if there are none. The
// names in the statement may stand in the sentence whatever they are made of,
// but for the words that no text may have.
//
// The guard is a closed table of words and not a reader: it knows negation
// ("was not shown in people") and hedges ("may raise") only within a clause, and
// words that are not in its table pass. For German see [Catalog.Check].
func Check(sentence string, s Statement) []Violation { return englishWords().check(sentence, &s) }

// CheckText is [Check] for an English text that goes with no statement, such as
// a question: only what no text may say is looked for.
func CheckText(text string) []Violation { return englishWords().check(text, nil) }

func (w *words) check(text string, s *Statement) []Violation {
	g := guard{w: w, s: s, all: tokens(text)}
	g.own = g.all
	var names []guard // by themselves: what denies a word in the sentence does not deny it in a name
	if s != nil {
		g.own = w.masked(g.all, s.Subject, s.Object)
		for _, n := range []string{s.Subject, s.Object, s.Population} {
			names = append(names, guard{w: w, all: tokens(n)})
		}
	}
	var found []Violation
	for _, r := range w.rules {
		if s == nil && !r.any {
			continue
		}
		bad := r.check(&g)
		if r.any {
			for i := range names {
				bad = append(bad, r.check(&names[i])...)
			}
		}
		for _, words := range bad {
			v := Violation{r.ID, words}
			if !slices.Contains(found, v) {
				found = append(found, v)
			}
		}
	}
	return found
}

// guard is a text under check.
type guard struct {
	w   *words
	s   *Statement // nil if there is none
	all []string   // tokens of the text
	own []string   // the same without what belongs to a name
}

// The tokens that are not words.
const (
	stop  = "." // ends a clause, as do ; : ! and ?
	comma = ","
	name  = "\x00" // stands for the name of the subject or object
)

// tokens returns the words of a text in lower case, with what parts clauses.
// Hyphens and apostrophes belong to words: "all-cause" is not "cause".
// Characters that cannot be seen are passed over, so that they hide no word.
func tokens(text string) []string {
	var list []string
	var word []rune
	runes := []rune(strings.ToLower(text))
	end := func() {
		if w := strings.Trim(string(word), "-'"); w != "" {
			list = append(list, w)
		}
		word = word[:0]
	}
	for i, r := range runes {
		last := i+1 == len(runes) || isSpace(runes[i+1])
		switch {
		case r == '’':
			word = append(word, '\'')
		case isWordRune(r):
			word = append(word, r)
		case isInvisible(r):
		case r == '.' && !last:
			word = append(word, r) // 0.5, e.g.
		case r == ':' && !last, r == '\n':
			end()
		case strings.ContainsRune(".;:!?…", r):
			end()
			list = append(list, stop)
		case r == ',' && last:
			end()
			list = append(list, comma)
		default:
			end()
		}
	}
	end()
	return list
}

// masked returns list with the tokens of each name replaced by one that no rule
// knows. A name that is nothing but words of the guard is left as it is, for it
// would hide them.
func (w *words) masked(list []string, names ...string) []string {
	slices.SortFunc(names, func(a, b string) int { return len(b) - len(a) }) // the longer one first: one may be part of the other
	for _, n := range names {
		want := tokens(n)
		if len(want) == 0 || !slices.ContainsFunc(want, func(token string) bool { return !w.guarded[token] }) {
			continue
		}
		var out []string
		for i := 0; i < len(list); i++ {
			if len(list)-i >= len(want) && slices.Equal(list[i:i+len(want)], want) {
				out = append(out, name)
				i += len(want) - 1
				continue
			}
			out = append(out, list[i])
		}
		list = out
	}
	return list
}

// phrases are sequences of words, by their first one.
type phrases map[string][][]string

// listed makes phrases of a list in which | parts them.
func listed(lists ...string) phrases {
	p := make(phrases)
	for _, list := range lists {
		for phrase := range strings.SplitSeq(list, "|") {
			words := strings.Fields(phrase)
			p[words[0]] = append(p[words[0]], words)
		}
	}
	for _, same := range p {
		slices.SortFunc(same, func(a, b []string) int { return len(b) - len(a) })
	}
	return p
}

// hit is a phrase found at a token.
type hit struct {
	at, end int
	words   string
}

// find returns the places of phrases in list, each the longest that stands
// there.
func find(list []string, p phrases) []hit {
	var hits []hit
	for i, w := range list {
		for _, words := range p[w] {
			if len(list)-i >= len(words) && slices.Equal(list[i:i+len(words)], words) {
				hits = append(hits, hit{i, i + len(words), strings.Join(words, " ")})
				break
			}
		}
	}
	return hits
}

// clause returns the bounds of the clause around token i: from the full stop,
// semicolon or colon before it to that after it.
func clause(list []string, i int) (from, to int) {
	for from = i; from > 0 && list[from-1] != stop; from-- {
	}
	for to = i; to < len(list) && list[to] != stop; to++ {
	}
	return from, to
}

// negated reports whether token i is denied: a word of denial stands before it
// in its clause, with no turn ("but", "however") between the two, nor a comma
// unless lists are let pass, as in "does not treat, cure or prevent". Where
// denial follows the verb, it may stand behind, up to a comma or a turn.
func (w *words) negated(list []string, i int, lists bool) bool {
	at := i
	for i--; i >= 0 && list[i] != stop; i-- {
		token := list[i]
		if token == comma && !lists || w.turns[token] {
			break
		}
		if w.denials[token] || strings.HasSuffix(token, "n't") {
			return !w.only[list[i+1]] // "not only in mice"
		}
	}
	if !w.trailing {
		return false
	}
	for i = at + 1; i < len(list) && list[i] != stop && list[i] != comma && !w.turns[list[i]]; i++ {
		if w.denialsAfter[list[i]] {
			return i+1 == len(list) || !w.only[list[i+1]]
		}
	}
	return false
}

// contains reports whether one of the phrases stands in list.
func contains(list []string, p phrases) bool { return len(find(list, p)) > 0 }
