package wording

import (
	"slices"
	"strings"
	"sync"
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

// words is the table that the rules look words up in.
type words struct {
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
	animals, cells       phrases // by which they are named
	notKnown, disagree   phrases
	noEffect             phrases // says more than that nothing was found

	denials, turns, only, adjective map[string]bool
	guarded                         map[string]bool // every word of the phrases above
}

const (
	raiseWords = "raise|raises|raised|raising|increase|increases|increased|increasing|elevate|elevates|elevated|improve|improves|improved|" +
		"improving|enhance|enhances|enhanced|promote|promotes|promoted|stimulate|stimulates|stimulated|strengthen|strengthens|" +
		"strengthened|upregulate|upregulates|upregulated|activate|activates|activated"
	lowerWords = "lower|lowers|lowered|lowering|decrease|decreases|decreased|decreasing|reduce|reduces|reduced|reducing|diminish|diminishes|" +
		"diminished|suppress|suppresses|suppressed|inhibit|inhibits|inhibited|worsen|worsens|worsened|impair|impairs|impaired|" +
		"weaken|weakens|weakened|downregulate|downregulates|downregulated"
	changeWords = "change|changes|changed|changing|alter|alters|altered|affect|affects|affected|influence|influences|influenced|modify|" +
		"modifies|modified|lead to|leads to|led to|result in|results in|resulted in|contribute to|contributes to|contributed to|" +
		"drive|drives|drove|trigger|triggers|triggered|induce|induces|induced|produce|produces|produced|act on|acts on|acted on|" +
		"due to|because of|thanks to|effect of|effects of|responsible for|give rise to|gives rise to|makes a difference|make a difference|" +
		"made a difference|little or no difference|no difference|does to|do to|works for|work for"
	linkWords = "associated with|association of|association between|associations of|goes with|go with|went with|linked to|linked with|" +
		"correlates with|correlate with|correlated with|tracks with|track with|related to|predicts|predict|predicted"
)

var vocabulary = sync.OnceValue(func() *words {
	w := &words{
		raise: listed(raiseWords), lower: listed(lowerWords), change: listed(changeWords),
		higher: listed("higher|more|greater"), less: listed("with lower|slightly lower|moderately lower|much lower|trivially lower|less|fewer"),
		link:   listed(linkWords),
		causal: listed(raiseWords, lowerWords, changeWords),
		clause: listed("is|are|was|were|be|been|has|have|had|does|do|did|can|could|may|might|must|shall|should|will|would|seems|seem|" +
			"raises|lowers|reduces|improves|enhances|prevents|cures|treats|causes|proves|leads to|results in|goes with|not|you|your"),
		hedges: [4]phrases{
			1: listed("probably|likely"),
			2: listed("may|might|could|seem|seems|seemed|appear|appears|appeared|suggest|suggests|suggested|possibly|perhaps"),
			3: listed("very uncertain|not known|unknown|disagree|conflict|cannot tell|cannot be told|unclear"),
		},
		whether: listed("whether|what|how|if"),
		sizes: map[Size]phrases{
			Trivial:  listed("trivial|trivially|by a trivial amount|negligibly|hardly"),
			Small:    listed("slight|slightly|a little|by a small amount"),
			Moderate: listed("moderate|moderately|by a moderate amount"),
			Large: listed("large|largely|much higher|much lower|by a large amount|by far|a lot|greatly|strongly|markedly|substantially|" +
				"considerably"),
			SizeNotSaid: listed("significant|significantly|dramatic|dramatically|massive|massively|huge|hugely|enormously|powerfully"),
		},
		people: listed("people|person|persons|human|humans|adult|adults|man|men|woman|women|patient|patients|participant|participants|volunteer|" +
			"volunteers|elderly|child|children|athlete|athletes|runners|you|your|everyone|anyone"),
		denied: listed("not show|not shown|not mean|not tell"),
		animals: listed("in animals|in mice|in rats|in rodents|in pigs|in horses|and animals|and mice|and rats|and rodents|and pigs|" +
			"and horses"),
		cells:    listed("cells or isolated microbes|in cells|in isolated microbes|in vitro|cells and microbes"),
		notKnown: listed("not known|unknown|cannot tell|cannot be told"),
		disagree: listed("disagree|disagrees|conflict|conflicting|contradict|mixed"),
		noEffect: listed("no effect|no influence|does nothing|do nothing|useless|pointless|not work|does not change|do not change|" +
			"did not change|does not affect|do not affect|not associated|no association|never changes|no difference"),
		denials:   set("not no never neither nor nothing none nobody without cannot unknown untested unproven uncertain"),
		turns:     set("but yet however although though while whereas and"),
		only:      set("only just merely solely"),
		adjective: set("with slightly moderately much trivially a the in and"),
		guarded:   make(map[string]bool),
	}
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
	for _, word := range []string{stop, comma} {
		w.guarded[word] = true
	}
	return w
})

func set(list string) map[string]bool {
	m := make(map[string]bool)
	for w := range strings.FieldsSeq(list) {
		m[w] = true
	}
	return m
}
