package wording

import (
	"slices"
	"strings"
)

// Conditions returns the words of a text that name a disease or another medical
// condition, in the order in which they stand: those that a product for general
// wellness has to do without. ok is false if the library has no such list for
// the language of c; it has one for English and German.
//
// The list is closed. It holds names of diseases and treatments of them, and the
// words disease, disorder and diagnosis themselves. It does not hold what
// everybody may have or be, such as pain, fever, an allergy to a food or a
// pregnancy, nor medicines.
func (c *Catalog) Conditions(text string) (words []string, ok bool) {
	w := wordsOfLanguage(c.language)
	if w == nil {
		return nil, false
	}
	return w.conditions.in(text), true
}

// Advice returns the words of a text that tell somebody what to do, as
// [Catalog.Conditions] does: those that a product which only reports has to do
// without.
func (c *Catalog) Advice(text string) (words []string, ok bool) {
	w := wordsOfLanguage(c.language)
	if w == nil {
		return nil, false
	}
	return w.advice.in(text), true
}

// Check is the function [Check] for a sentence in the language of c. ok is false
// if the guard does not know it; it knows English and German.
func (c *Catalog) Check(sentence string, s Statement) (found []Violation, ok bool) {
	w := wordsOfLanguage(c.language)
	if w == nil {
		return nil, false
	}
	return w.check(sentence, &s), true
}

// CheckText is [Catalog.Check] for a text that goes with no statement.
func (c *Catalog) CheckText(text string) (found []Violation, ok bool) {
	w := wordsOfLanguage(c.language)
	if w == nil {
		return nil, false
	}
	return w.check(text, nil), true
}

// patterns are words and phrases. A word that starts or ends in * stands for all
// with that ending or start.
type patterns [][]string

func patternsOf(lists ...string) (p patterns) {
	for _, list := range lists {
		for phrase := range strings.SplitSeq(list, "|") {
			p = append(p, strings.Fields(phrase))
		}
	}
	return p
}

// in returns the phrases in a text. Words with a hyphen are looked at as a whole
// and by their parts.
func (p patterns) in(text string) (found []string) {
	list := tokens(text)
	for i, token := range list {
		for _, phrase := range p {
			if len(list)-i < len(phrase) {
				continue
			}
			match := true
			for k, pattern := range phrase {
				match = match && matches(pattern, list[i+k])
			}
			if len(phrase) == 1 && !match {
				match = strings.Contains(token, "-") && slices.ContainsFunc(strings.Split(token, "-"), func(part string) bool { return matches(phrase[0], part) })
			}
			if match {
				found = append(found, strings.Join(list[i:i+len(phrase)], " "))
				break
			}
		}
	}
	return found
}

// matches reports whether a word is what a pattern stands for.
func matches(pattern, word string) bool {
	start, starts := strings.CutSuffix(pattern, "*")
	if end, ends := strings.CutPrefix(start, "*"); ends {
		if starts {
			return strings.Contains(word, end)
		}
		return strings.HasSuffix(word, end)
	}
	if starts {
		return strings.HasPrefix(word, start)
	}
	return word == pattern
}

const (
	englishConditions = "*disease*|*disorder*|*syndrome*|*illness*|*diagnos*|ill|sick|sickness|patient|patients|diabet*|*itis|*emia|uremic|anemic|*penia|" +
		"*penic|albuminuria|proteinuria|hematuria|cancer*|tumor*|chemo|chemotherap*|crohn*|ibs|ibd|ckd|cvd|copd|irritable|celiac|coeliac|egfr|albumin*|dialysis|" +
		"transplant*|immunosuppress*|immunocompromis*|immunodeficien*|weakened defense|weakened immune|weak immune|weak kidney|weak kidneys|" +
		"kidney failure|heart failure|heart attack|stroke|frail|frailty|cachexia|wasting|atrophy|obese|obesity|overweight|underweight|hypertens*|" +
		"infect*|sepsis|ketoacidosis|dysbiosis|cirrhosis|sclerosis|osteoporosis|thrombosis|psoriasis|arthrosis|osteoarthr*|rheuma*|dementia|" +
		"alzheimer*|parkinson*|epilep*|depression|depressive|anxiety|anorexi*|bulimi*|scoff|sarc-f|hypoglyc*|hyperglyc*|insulin resistance|" +
		"insulin resistant|constipat*|diarrh*|gastropares*|dysphagia|reflux|stenosis|stricture*|obstruction|fistula*|flare|gout|asthma|insomnia|" +
		"apnea|migraine|fibrillation|arrhythmi*|fibrosis|edema|neuropath*|nephropath*|myopath*|malnutrition|malnourished|short bowel|pouch|" +
		"prosthetic valve|artificial valve|complaint|complaints"
	englishAdvice = "ask|contact|seek|call|talk|stop|avoid|avoided|take|keep|go back|go to|agree|answer|should|must|need|worth|belong|belongs|begin|" +
		"start|end the|be raised|come first|comes first|try|consider|eat more|eat less|drinking before|enough to drink|recommend*|advisable|" +
		"next step|is for|are for|is to be asked|best with|set by"

	germanConditions = "*krank|*kranke|*kranken|*kranker|krank*|*krankheit*|*erkrank*|*störung|*störungen|*syndrom*|*leiden|*diagnos*|patient*|" +
		"diabet*|*itis|*ämie|*ämien|*ämisch*|*penie|*penisch*|*urie|*krebs*|tumor*|*chemotherap*|crohn*|reizdarm*|rds|ced|copd|zöliakie|egfr|" +
		"albumin*|dialyse*|*transplant*|immunsuppr*|immunschwäche|abwehrschwäche|geschwächte abwehr|geschwächter abwehr|geschwächten abwehr|" +
		"geschwächtes immunsystem|geschwächtem immunsystem|schwache nieren|schwachen nieren|*insuffizienz*|nierenschwäche|herzschwäche|" +
		"muskelschwäche|nierenversagen|herzversagen|herzinfarkt|schlaganfall|gebrechlich*|kachexie|muskelschwund|atrophie|adipös*|adipositas|" +
		"übergewicht*|untergewicht*|bluthochdruck|hypertonie|*infekt*|sepsis|ketoazidose|dysbiose|*zirrhose|*sklerose|osteoporose|thrombose|" +
		"psoriasis|*arthrose|rheuma*|demenz|alzheimer*|parkinson*|epilep*|depression*|depressiv*|angst|angststörung|anorexi*|magersucht|bulimi*|" +
		"scoff|sarc-f|unterzucker*|überzucker*|insulinresisten*|verstopfung|durchfall*|gastroparese|dysphagie|schluckstörung*|reflux|stenose|" +
		"striktur*|darmverschluss|fistel*|schub|schubs|schübe|gicht|asthma|schlaflosigkeit|insomnie|schlafapnoe|migräne|vorhofflimmern|arrhythmie*|" +
		"fibrose|ödem*|neuropath*|nephropath*|myopath*|mangelernähr*|kurzdarm*|herzklappe*|klappenersatz|beschwerden"
	germanAdvice = "fragen|zu fragen|erfragen|klären|besprechen|sprechen sie|suchen|suchen sie|holen sie|rufen sie|anrufen|beenden|abbrechen|" +
		"aufhören|meiden|vermeiden|nehmen sie|abstand|gehen sie|zurückgehen|abstimmen|absprechen|absprache|vereinbaren|beantworten|soll|sollen|" +
		"sollte|sollten|muss|müssen|lohnt|ratsam|gehört|gehören|beginnen|anfangen|zuerst|versuchen|essen sie|trinken sie|genug zu trinken|" +
		"empfehl*|empfohlen|raten|nächste schritt|wenden|melden|vorrang|sache|legt|fest"
)
