package habitlog

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence/spell"
	"github.com/gutmuscle/gutmuscle/strategy"
)

// missingWords are the texts that stand for no answer.
const missingWords = `empty, None, no_data, "not provided", "not collected", Unspecified and "LabControl test"`

// stateOf returns what a cell says about its answer: known if there is one.
func stateOf(text string) strategy.State {
	switch strings.ToLower(text) {
	case "", "none", "no_data", "not collected", "unspecified", "labcontrol test":
		return strategy.StateUnknown
	case "not provided":
		return strategy.StateDeclined
	}
	return strategy.StateKnown
}

// answer is an answer of the questionnaire with its value. Several may have the
// same value: the same answer is spelled in more than one way over the years.
type answer[T any] struct {
	text string
	v    T
}

// find returns the value of the answer that text is. Case, brackets,
// apostrophes, the article "a" and the dash of a range do not count.
func find[T any](text string, answers []answer[T]) (v T, err error) {
	key := plain(text)
	texts := make([]string, len(answers))
	for i, a := range answers {
		if plain(a.text) == key {
			return a.v, nil
		}
		texts[i] = fmt.Sprintf("%q", a.text)
	}
	return v, fmt.Errorf("unknown answer %s; want %s, or one of %s for none",
		spell.Quote(text), strings.Join(texts, ", "), missingWords)
}

var unimportant = strings.NewReplacer("(", "", ")", "", "'", "", "’", "", " to ", "-", "–", "-")

func plain(text string) string {
	words := strings.Fields(unimportant.Replace(strings.ToLower(text)))
	return strings.Join(slices.DeleteFunc(words, func(word string) bool { return word == "a" }), " ")
}

// bin is a range of a number with its ends, and the value to take for it: the
// middle, or, where the answer is open at an end, the middle of the part that
// is likely.
type bin struct{ lo, v, hi float64 }

var ageGroups = []answer[bin]{
	{"0-17", bin{0, 8.5, 17}},
	{"18-39", bin{18, 28.5, 39}},
	{"40-59", bin{40, 49.5, 59}},
	{"60+", bin{60, 77.5, 120}},
}

var plantBins = []answer[bin]{
	{"Less than 5", bin{0, 2.5, 5}},
	{"6 to 10", bin{6, 8, 10}},
	{"11 to 20", bin{11, 15.5, 20}},
	{"21 to 30", bin{21, 25.5, 30}},
	{"More than 30", bin{31, 40.5, 100}},
}

var sleepDurations = []answer[bin]{
	{"Less than 5 hours", bin{1, 4.5, 5}},
	{"5-6 hours", bin{5, 5.5, 6}},
	{"6-7 hours", bin{6, 6.5, 7}},
	{"7-8 hours", bin{7, 7.5, 8}},
	{"8 or more hours", bin{8, 9, 14}},
}

// never stands for no antibiotic at all, pastYear for one at any time of it.
var (
	never    = bin{-1, -1, -1}
	pastYear = bin{-365, -182.5, 0}
)

var antibioticTimes = []answer[bin]{
	{"In the past week", bin{-7, -3.5, 0}},
	{"In the past month", bin{-30, -15, 0}},
	{"In the past 6 months", bin{-182, -91, 0}},
	{"In the past year", pastYear},
	{"Not in the last year", never},
	{"I have not taken antibiotics in the past year", never},
	{"Week", bin{-7, -3.5, 0}},
	{"Month", bin{-30, -15, 0}},
	{"6 months", bin{-182, -91, 0}},
	{"Year", pastYear},
}

type dietType struct {
	pattern   strategy.Pattern
	noRedMeat bool
	note      string
}

var dietTypes = []answer[dietType]{
	{"Omnivore", dietType{pattern: strategy.PatternOmnivore}},
	{"Omnivore but no red meat", dietType{pattern: strategy.PatternOmnivore, noRedMeat: true}},
	{"Omnivore but do not eat red meat", dietType{pattern: strategy.PatternOmnivore, noRedMeat: true}},
	{"Vegetarian", dietType{pattern: strategy.PatternVegetarian}},
	{"Vegetarian but eat seafood", dietType{pattern: strategy.PatternOther, note: "vegetarian but for seafood; there is no such pattern"}},
	{"Vegan", dietType{pattern: strategy.PatternVegan}},
}

var frequencies = []answer[strategy.Frequency]{
	{"Never", strategy.FrequencyNever},
	{"Rarely (a few times/month)", strategy.FrequencyRarely},
	{"Occasionally (1-2 times/week)", strategy.FrequencyOccasionally},
	{"Regularly (3-5 times/week)", strategy.FrequencyRegularly},
	{"Daily", strategy.FrequencyDaily},
}

var bowelDiseases = []answer[strategy.Condition]{
	{"I do not have IBD", ""},
	{"Crohn's disease", strategy.ConditionCrohns},
	{"Ulcerative colitis", strategy.ConditionUlcerativeColitis},
}

var diabetesTypes = []answer[strategy.Condition]{
	{"I do not have diabetes", ""},
	{"Type I", strategy.ConditionType1Diabetes},
	{"Type I diabetes", strategy.ConditionType1Diabetes},
	{"Type II", strategy.ConditionType2Diabetes},
	{"Type II diabetes", strategy.ConditionType2Diabetes},
	{"Gestational", "gestational-diabetes"},
	{"Gestational diabetes", "gestational-diabetes"},
}

var weightChanges = []answer[string]{
	{"Remained stable", ""},
	{"Decreased more than 10 pounds", "a loss of more than 10 pounds"},
	{"Increased more than 10 pounds", "a gain of more than 10 pounds"},
}

var processedCarbs = []answer[string]{
	{"Less than 25%", "less than 25 %"},
	{"25 to 50%", "25 to 50 %"},
	{"51 to 75%", "51 to 75 %"},
	{"More than 76%", "more than 76 %"},
}

var yesNo = []answer[bool]{{"yes", true}, {"no", false}, {"true", true}, {"false", false}}
