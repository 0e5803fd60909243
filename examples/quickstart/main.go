// Command quickstart assesses a person from what a phone knows and two
// questions, and shows what is behind the strongest push.
package main

import (
	"fmt"
	"log"
	"strings"

	"github.com/gutmuscle/gutmuscle/strategy"
)

const person = `{
  "subject":  {"age_y": 46, "sex": "male", "mass_kg": 82},
  "diet":     {"protein_g_d": 74, "fiber_g_d": 14, "plants_n_wk": "11-20"},
  "exercise": {"resist_sessions_wk": 2, "walk_min_wk": 150, "mod_min_wk": 40, "vig_min_wk": 0, "sit_min_d": 480},
  "sleep":    {"sleep_h": 6.2, "shift_work": false},
  "meds":     {"antibiotics": [], "others": [], "probiotics": [], "supplements": []},
  "gi":       {"red_flags": []}, "conditions": [], "allergies": []
}`

func main() {
	habits, err := strategy.ReadHabits(strings.NewReader(person))
	if err != nil {
		log.Fatal(err) // every problem, each with its field
	}
	assessment := strategy.Default().Assess(habits)

	verdict := assessment.Verdict()
	fmt.Println("verdict:", verdict.Decision())
	if !verdict.Scored() {
		return // refused, or the input cannot be right: there are no scores
	}
	for outcome := range assessment.Outcomes() {
		if outcome.Direction != strategy.DirectionUp && outcome.Direction != strategy.DirectionDown {
			continue // unknown, neutral, mixed or disputed: also an answer
		}
		fmt.Printf("%s: %s (relevance %.0f, %s, certainty %s)\n",
			outcome.Name, outcome.Direction, outcome.Score, outcome.Level, outcome.Certainty)
		for row := range outcome.Contributions() {
			fmt.Printf("  %+5.1f %s, by %v\n", row.Row, row.Habit, row.For[:min(2, len(row.For))])
			break // the largest contribution only
		}
	}
}
