package strategy_test

import (
	"fmt"
	"log"
	"slices"
	"strings"
	"testing/fstest"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/pathway"
	"github.com/gutmuscle/gutmuscle/strategy"
)

// A product says what it is for. The gates decide the same in every mode; the
// texts differ.
func ExampleModel_In() {
	habits, err := strategy.ReadHabits(strings.NewReader(`{
		"subject": {"age_y": 70, "sex": "male", "egfr_ml_min_1_73m2": 45, "scoff": 0},
		"meds": {"antibiotics": [], "others": [], "probiotics": []}, "gi": {"red_flags": []},
		"conditions": ["ckd"], "allergies": []}`))
	if err != nil {
		log.Fatal(err)
	}
	for _, mode := range []strategy.Mode{strategy.ModeNotSaid, strategy.GeneralWellness, strategy.ReportOnly} {
		for _, language := range []string{strategy.English, strategy.German} {
			model, err := strategy.Default().In(mode, language)
			if err != nil {
				log.Fatal(err)
			}
			a := model.Assess(habits)
			fmt.Printf("%s, %s: %s, %d families\n", mode, language, a.Verdict().Decision(), len(slices.Collect(a.Verdict().Families())))
			for gate := range a.Verdict().Gates() {
				if gate.Message == "gate.S08.kidney" {
					fmt.Println("  " + gate.Why)
				}
			}
			for o := range a.Outcomes() {
				if o.Target == pathway.MustParseNode("outcome:sarcopenia") {
					fmt.Println("  tells of " + o.Name)
				}
			}
			if t := a.Trace(); t.Review != "" {
				fmt.Println("  " + t.Review)
			}
		}
	}
	// Output:
	// not-said, en: limited, 5 families
	//   With kidney disease or a low eGFR, more protein is not suggested. The amount is for the kidney team to set.
	//   tells of sarcopenia
	// not-said, de: limited, 5 families
	//   Bei einer Nierenkrankheit oder niedriger eGFR wird nicht mehr Protein vorgeschlagen. Die Menge legt das Nierenteam fest.
	//   tells of Sarkopenie
	//   not reviewed by a native speaker
	// general-wellness, en: limited, 5 families
	//   With what you told about your kidneys, more protein is not suggested. The amount is for the kidney team to set.
	// general-wellness, de: limited, 5 families
	//   Mit dem, was Sie zu Ihren Nieren angegeben haben, wird nicht mehr Protein vorgeschlagen. Die Menge legt das Nierenteam fest.
	//   not reviewed by a native speaker
	// report-only, en: limited, 0 families
	//   Reported: kidney disease or a low eGFR, with which the amount of protein matters.
	//   tells of sarcopenia
	// report-only, de: limited, 0 families
	//   Angegeben: eine Nierenkrankheit oder niedrige eGFR, bei der die Menge an Protein eine Rolle spielt.
	//   tells of Sarkopenie
	//   not reviewed by a native speaker
}

// Texts of one's own have to fit the mode, too.
func ExampleModel_In_errors() {
	own := fstest.MapFS{strategy.MessagesFile: {Data: []byte(`{"id":"gate.S20.product","text":"Not for people with sarcopenia."}`)}}
	model, err := strategy.New(pathway.Default(), own)
	if err != nil {
		log.Fatal(err)
	}
	_, err = model.In(strategy.GeneralWellness, strategy.English)
	for _, problem := range dataset.All(err) {
		fmt.Println(problem)
	}
	_, err = model.In(strategy.ReportOnly, "tlh")
	fmt.Println(err)
	// Output:
	// messages.jsonl: gate.S20.product: not a text for this mode: general-wellness: names a condition: sarcopenia; want a text in the field wellness
	// strategy: language: unknown "tlh"; want de or en
}

func ExampleModel_Sentence() {
	model, err := strategy.Default().In(strategy.ModeNotSaid, strategy.German)
	if err != nil {
		log.Fatal(err)
	}
	for _, from := range []string{"habit:resistance-training", "habit:fiber", "taxon:veillonella-atypica"} {
		answer := model.Atlas().Effect(pathway.MustParseNode(from), pathway.MustParseNode("outcome:grip-strength"))
		text, language := model.Sentence(answer)
		fmt.Printf("%s: %s\n", language, text)
	}
	// Output:
	// de: Krafttraining könnte die Griffkraft deutlich erhöhen. Manche Befunde widersprechen dem.
	// de: Es ist sehr unsicher, ob Ballaststoffe mit höheren Werten für die Griffkraft einhergehen. Manche Befunde widersprechen dem.
	// en: It is not known what Veillonella atypica does to grip strength.
}
