package strategy_test

import (
	"fmt"
	"strings"

	"github.com/gutmuscle/gutmuscle/pathway"
	"github.com/gutmuscle/gutmuscle/strategy"
)

// somebody is a man of whom food, training, sleep and what the gates ask for are
// known.
func somebody() *strategy.Habits {
	h, err := strategy.ReadHabits(strings.NewReader(`{
		"subject": {"age_y": 52, "sex": "male", "mass_kg": 80, "height_cm": 178, "scoff": 0},
		"diet": {"protein_g_d": 70, "fiber_g_d": 14, "alcohol_g_wk": 40, "caffeine_mg_d": 150},
		"exercise": {"resist_sessions_wk": 0, "walk_min_wk": 60, "mod_min_wk": 0, "vig_min_wk": 0, "sit_min_d": 500},
		"sleep": {"sleep_h": 6},
		"meds": {"antibiotics": [], "others": [], "probiotics": [], "supplements": []},
		"gi": {"red_flags": []}, "conditions": [], "allergies": []
	}`))
	if err != nil {
		panic(err)
	}
	return h
}

// What if somebody trained twice a week?
func ExampleModel_Compare() {
	before := somebody()
	training, err := strategy.ParseSetting("exercise.resist_sessions_wk=2")
	if err != nil {
		panic(err)
	}
	after, err := before.With(training)
	if err != nil {
		panic(err)
	}
	d := strategy.Default().Compare(before, after)
	fmt.Println("scored:", d.Scored())
	for s := range d.Outcomes() {
		if s.After.Name != "gait speed" {
			continue
		}
		fmt.Printf("%s: %s, then %s; score %+.1f to %+.1f\n", s.After.Name, s.Before.Direction, s.After.Direction, s.Before.Score, s.After.Score)
		for row := range s.Rows() {
			fmt.Printf("%s: %v to %v %s, row %+.1f to %+.1f (%s, %s)\n", row.Habit, *row.Before.Value, *row.After.Value, row.Unit,
				row.Before.Row, row.After.Row, row.Stance, row.Level)
		}
	}
	// Output:
	// scored: true
	// gait speed: neutral, then up; score -3.3 to +16.3
	// resistance-training: 0 to 2 sessions/wk, row +0.0 to +19.7 (increase, synthesis)
}

// Fields are set as the wire format has them, and checked like it.
func ExampleHabits_With() {
	h := somebody()
	for _, text := range []string{"diet.fiber_g_d=30", "diet.plants_n_wk=21-30", "diet.fibre_g_d=30", "diet.fiber_g_d=30 g"} {
		s, err := strategy.ParseSetting(text)
		if err != nil {
			panic(err)
		}
		now, err := h.With(s)
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(now.Diet.Fiber.Value, now.Diet.Plants.State)
	}
	// Output:
	// 30 unknown
	// 14 known
	// diet.fibre_g_d: field: unknown "diet.fibre_g_d"; want diet.fiber_g_d
	// diet.fiber_g_d: got text "30 g"; want a number of g/d
}

// Where does the answer on an outcome tip?
func ExampleAssessment_Flip() {
	a := strategy.Default().Assess(somebody())
	for _, wanted := range []strategy.Direction{strategy.NoDirection, strategy.DirectionUp} {
		f := a.Flip(pathway.MustParseNode("outcome:gait-speed"), wanted)
		fmt.Println(f.Reason, f.Before, f.After)
		for _, m := range f.Moves {
			fmt.Println(" ", m.Habit, m.From, "to", m.To, m.Unit)
		}
	}
	fmt.Println(a.Flip(pathway.MustParseNode("outcome:gait-speed"), strategy.NoDirection).Note)
	// Output:
	// found neutral down
	//   protein 0.875 to 0.753081 g/kg/d
	// found neutral up
	//   resistance-training 0 to 0.373591 sessions/wk
	// This tells what the model says of one set of habits and of another. It is no forecast for somebody who changes, and no advice to change.
}
