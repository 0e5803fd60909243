package wording

import "sync"

const (
	englishRaise = "raise|raises|raised|raising|increase|increases|increased|increasing|elevate|elevates|elevated|improve|improves|improved|" +
		"improving|enhance|enhances|enhanced|promote|promotes|promoted|stimulate|stimulates|stimulated|strengthen|strengthens|" +
		"strengthened|upregulate|upregulates|upregulated|activate|activates|activated"
	englishLower = "lower|lowers|lowered|lowering|decrease|decreases|decreased|decreasing|reduce|reduces|reduced|reducing|diminish|diminishes|" +
		"diminished|suppress|suppresses|suppressed|inhibit|inhibits|inhibited|worsen|worsens|worsened|impair|impairs|impaired|" +
		"weaken|weakens|weakened|downregulate|downregulates|downregulated"
	englishChange = "change|changes|changed|changing|alter|alters|altered|affect|affects|affected|influence|influences|influenced|modify|" +
		"modifies|modified|lead to|leads to|led to|result in|results in|resulted in|contribute to|contributes to|contributed to|" +
		"drive|drives|drove|trigger|triggers|triggered|induce|induces|induced|produce|produces|produced|act on|acts on|acted on|" +
		"due to|because of|thanks to|effect of|effects of|responsible for|give rise to|gives rise to|makes a difference|make a difference|" +
		"made a difference|little or no difference|no difference|does to|do to|works for|work for"
	englishLink = "associated with|association of|association between|associations of|goes with|go with|went with|linked to|linked with|" +
		"correlates with|correlate with|correlated with|tracks with|track with|related to|predicts|predict|predicted"
)

// englishWords returns the table of English.
var englishWords = sync.OnceValue(func() *words {
	w := &words{
		forbidden: map[string]string{
			"cause": "cause|causes|caused|causing|causal|causally",
			"proof": "prove|proves|proved|proven|proof|guarantee|guarantees|guaranteed|conclusively|clinically shown|" +
				"clinically tested|science shows|studies show|scientifically|established fact",
			"treatment": "cure|cures|cured|curing|treat|treats|treating|prevent|prevents|prevented|preventing|heal|heals|healed|" +
				"reverses|protects against|protect against|wards off|ward off|fights|combats|remedy|remedies",
			"promise": "will|won't|shall|going to|it'll|you'll|they'll|that'll|sure to|bound to",
			"diagnosis": "you have|you've|you suffer|you lack|you are deficient|you are ill|you are sick|your disease|your illness|" +
				"diagnosed with|your dysbiosis|have dysbiosis",
			"hype": "restore|restores|restored|restoring|boost|boosts|boosted|boosting|supercharge|supercharges|detox|detoxes|" +
				"detoxify|detoxifies|cleanse|cleanses|rejuvenate|rejuvenates|rebalance|rebalances|optimize|optimizes|" +
				"optimise|optimises|miracle|superfood|superfoods|breakthrough|revolutionary|good bacteria|bad bacteria|" +
				"athlete bacteria|anti-aging|anti-ageing",
			"absolute": "definitely|certainly|undoubtedly|always|invariably|unquestionably|without doubt|no doubt|everyone|" +
				"everybody|completely safe|perfectly safe|is safe|are safe|harmless|risk-free|side effects|no risk",
			"address": "you|your|yours|yourself|we|our|us",
			"advice": "should|must|ought|need to|needs to|recommend|recommends|recommended|recommendation|advise|advised|" +
				"advisable|try|avoid|consider|take more|eat more|do more|worth taking|worth trying|worth eating|" +
				"start taking|stop taking|worthwhile",
		},
		required: map[string]wanted{
			"not-people": wantedOf("not shown in people|not been shown in people|not tested in people|not been tested in people|" +
				"not seen in people"),
			"not-judged":   wantedOf("not judged|not been judged"),
			"not-assessed": wantedOf("not assessed|not been assessed"),
			"chain":        wantedOf("tested as a whole"),
			"disputed":     wantedOf("otherwise|disagree|disputed|conflicting|contradict|to the contrary"),
		},
		raise: listed(englishRaise), lower: listed(englishLower),
		higher: listed("higher|more|greater"), less: listed("with lower|slightly lower|moderately lower|much lower|trivially lower|less|fewer"),
		link:   listed(englishLink),
		causal: listed(englishRaise, englishLower, englishChange),
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
		animals: wantedOf("in animals|in mice|in rats|in rodents|in pigs|in horses|and animals|and mice|and rats|and rodents|and pigs|" +
			"and horses"),
		cells:    wantedOf("in cells or isolated microbes|cells or isolated microbes|in cells|in isolated microbes|in vitro|cells and microbes"),
		notKnown: wantedOf("not known|unknown|cannot tell|cannot be told"),
		disagree: wantedOf("disagree|disagrees|conflict|conflicting|contradict|mixed"),
		noEffect: listed("no effect|no influence|does nothing|do nothing|useless|pointless|not work|does not change|do not change|" +
			"did not change|does not affect|do not affect|not associated|no association|never changes|no difference"),
		denials:      set("not no never neither nor nothing none nobody without cannot unknown untested unproven uncertain"),
		turns:        set("but yet however although though while whereas and"),
		only:         set("only just merely solely"),
		adjective:    set("with slightly moderately much trivially a the in and"),
		asks:         set("do if whether unless"),
		hardly:       [][]string{{"little", "or"}},
		preparations: set("cell cells tissue tissues organoids microbes myotubes"),
		species:      map[string]string{"mouse": "mice", "rat": "rats", "rodent": "rodents", "pig": "pigs", "horse": "horses", "other": "animals"},
	}
	w.conditions, w.advice = patternsOf(englishConditions), patternsOf(englishAdvice)
	w.finish()
	return w
})
