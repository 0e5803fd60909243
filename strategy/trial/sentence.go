package trial

import (
	"cmp"
	_ "embed"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/evidence/spell"
	"github.com/gutmuscle/gutmuscle/strategy"
)

// The texts of the answers, the designs and the notes, by language.
var (
	//go:embed data/en.jsonl
	englishText string
	//go:embed data/de.jsonl
	germanText string
)

var catalogs struct {
	once  sync.Once
	texts map[string]map[string]string // by language and id
}

// texts returns the texts of all languages.
func texts() map[string]map[string]string {
	catalogs.once.Do(func() {
		catalogs.texts = make(map[string]map[string]string)
		for language, text := range map[string]string{strategy.English: englishText, strategy.German: germanText} {
			var p dataset.Problems
			file := language + ".jsonl"
			messages, _ := dataset.ReadFile(dataset.TextFS{file: text}, file, &p, nil, func(m *strategy.Message) string { return m.ID }, nil)
			if err := p.Err(); err != nil {
				panic(fmt.Errorf("trial: the built-in texts are broken: %w", err))
			}
			catalogs.texts[language] = make(map[string]string, len(messages))
			for _, m := range messages {
				catalogs.texts[language][m.ID] = m.Text
			}
		}
	})
	return catalogs.texts
}

// Sentences yields the result in plain English, a sentence at a time: what was
// done, the answer, the size, the days left out, each note, and what the gates
// ask for on days with the habit. None is stronger than the design.
func (r *Result) Sentences() iter.Seq[string] { return r.say(texts()[strategy.English], ".") }

// SentencesIn is [Result.Sentences] in a language that comes with the library,
// strategy.English or strategy.German; another one is a [*spell.UnknownError]. No
// native speaker has reviewed the German ones: who shows them says so.
func (r *Result) SentencesIn(language string) (iter.Seq[string], error) {
	return in(language, r.say)
}

// Sentences yields what the gates ask for on days with the habit, in plain
// English, a sentence at a time: to be told with the schedule.
func (t *Trial) Sentences() iter.Seq[string] { return t.say(texts()[strategy.English], ".") }

// SentencesIn is [Trial.Sentences] in a language, as [Result.SentencesIn].
func (t *Trial) SentencesIn(language string) (iter.Seq[string], error) { return in(language, t.say) }

func (t *Trial) say(texts map[string]string, point string) iter.Seq[string] {
	return slices.Values(limitSentences(t.p.Limits, texts, point))
}

// in lets something be said in a language.
func in(language string, say func(texts map[string]string, point string) iter.Seq[string]) (iter.Seq[string], error) {
	switch language {
	case strategy.English:
		return say(texts()[strategy.English], "."), nil
	case strategy.German:
		return say(texts()[strategy.German], ","), nil
	default:
		return nil, &spell.UnknownError{Type: "trial: language", Input: language, Want: []string{strategy.German, strategy.English}}
	}
}

// limitSentences returns the limits in sentences, each once.
func limitSentences(limits []strategy.Limit, texts map[string]string, point string) (list []string) {
	for _, l := range limits {
		var items []string
		for _, item := range l.Items {
			items = append(items, cmp.Or(texts["item."+item], item))
		}
		most := strings.ReplaceAll(strconv.FormatFloat(l.Max, 'f', -1, 64), ".", point)
		s := strings.NewReplacer("{items}", strings.Join(items, "; "), "{max}", most).Replace(texts["limit."+l.Kind.String()])
		if !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	return list
}

// say yields the sentences of the result, with numbers that have their decimals
// after a point or comma.
func (r *Result) say(texts map[string]string, point string) iter.Seq[string] {
	number := func(format string, x float64) string { return strings.ReplaceAll(fmt.Sprintf(format, x), ".", point) }
	list := []string{texts["design."+r.Design.String()], texts["answer."+r.Answer.String()]}
	if r.Data.SD > 0 {
		unit := r.Unit
		if unit != "" {
			unit = " " + unit
		}
		list = append(list, strings.NewReplacer("{mean}", number("%.3g", r.Posterior.Mean), "{unit}", unit, "{low}", number("%.3g", r.Interval[0]),
			"{high}", number("%.3g", r.Interval[1]), "{share}", number("%.0f", 100*r.DataShare)).Replace(texts["size"]))
	}
	if r.Days.Lag > 0 {
		list = append(list, strings.NewReplacer("{onset}", strconv.Itoa(r.Lag.Onset), "{washout}", strconv.Itoa(r.Lag.Washout)).Replace(texts["lag"]))
	}
	for _, n := range r.Notes {
		list = append(list, texts["note."+n.String()])
	}
	list = append(list, limitSentences(r.Limits, texts, point)...)
	return slices.Values(slices.DeleteFunc(list, func(s string) bool { return s == "" }))
}
