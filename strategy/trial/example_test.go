package trial_test

import (
	"errors"
	"fmt"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/pathway"
	"github.com/gutmuscle/gutmuscle/pathway/habit"
	"github.com/gutmuscle/gutmuscle/pathway/outcome"
	"github.com/gutmuscle/gutmuscle/strategy"
	"github.com/gutmuscle/gutmuscle/strategy/trial"
	"github.com/gutmuscle/gutmuscle/strategy/unit"
)

// bloating is a protocol that an app would fill from what the person chose.
func bloating() (*strategy.Model, strategy.Verdict, trial.Protocol) {
	model := strategy.Default()
	person := strategy.Habits{
		Subject:    strategy.Subject{Age: strategy.Known[unit.Years](41), Sex: strategy.Known(strategy.SexMale)},
		Meds:       strategy.Meds{Antibiotics: strategy.Known([]strategy.Antibiotic{}), Others: strategy.Known([]strategy.Medicine{})},
		GI:         strategy.GI{RedFlags: strategy.Known([]strategy.RedFlag{})},
		Conditions: strategy.Known([]strategy.Condition{}), Allergies: strategy.Known([]strategy.Allergen{}),
	}
	return model, model.Judge(&person), trial.Protocol{
		Habit:   habit.FermentedFoods,
		Outcome: outcome.GutSymptoms,
		Measure: pathway.Measure{Instrument: "bloating, 0 to 100", Unit: "points", Better: evidence.Down,
			MID: &pathway.MinimalDifference{Lo: 10, Hi: 10}}, // what matters to this person
		Lag:  trial.Lag{Onset: 2, Washout: 2, OnsetBasis: strategy.Assumption, WashoutBasis: strategy.Assumption},
		Plan: &trial.Plan{Start: -35, Pairs: 3, Days: 6, Seed: 42},
	}
}

func Example() {
	t, err := trial.New(bloating())
	if err != nil {
		fmt.Println(err)
		return
	}
	// The days as they might have been, some three points up or down.
	log := trial.Log{Unit: "points"}
	noise := []float64{3, -2, 0, 1, -3, 2, -1, 3, -2, 0, 1}
	for _, p := range t.Schedule() {
		for day := p.First; day <= p.Last; day++ {
			phase, value := trial.Off, 60+noise[-day%len(noise)]
			if p.On {
				phase, value = trial.On, value-25
			}
			log.Days = append(log.Days, trial.Day{Day: day, Habit: phase, Value: &value})
		}
	}
	r, err := t.Analyze(log)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(r.Design, r.Answer, r.Stop)
	fmt.Printf("%.1f %s, 95 %% of it in %.1f to %.1f; data %.0f %%\n", r.Posterior.Mean, r.Unit, r.Interval[0], r.Interval[1], 100*r.DataShare)
	fmt.Printf("detectable: %.1f; %d of %d days used, %d left out after switches\n", r.Detectable, r.Days.Used, r.Days.Measured, r.Days.Lag)
	// Output:
	// randomized better last-day
	// -23.6 points, 95 % of it in -24.8 to -22.4; data 98 %
	// detectable: 1.7; 24 of 36 days used, 12 left out after switches
}

// A change after one switch may be the habit, or anything else that changed
// then. However large it is, the answer stays that it cannot be told.
func ExampleTrial_Analyze_observation() {
	model, verdict, protocol := bloating()
	protocol.Plan, protocol.MaxDays = nil, 28
	t, err := trial.New(model, verdict, protocol)
	if err != nil {
		fmt.Println(err)
		return
	}
	log := trial.Log{Unit: "points"}
	for day := -27; day <= 0; day++ {
		phase, value := trial.Off, 70+float64(day%3)
		if day > -14 {
			phase, value = trial.On, value-40
		}
		log.Days = append(log.Days, trial.Day{Day: day, Habit: phase, Value: &value})
	}
	r, err := t.Analyze(log)
	if err != nil {
		fmt.Println(err)
		return
	}
	for s := range r.Sentences() {
		fmt.Println(s)
	}
	// Output:
	// This is an observation of before and after, not a test.
	// Your data cannot tell whether it makes a difference.
	// Of each period with the habit the first 2 days are left out, and of each without it the first 2.
	// Whatever else changed at the same time may be behind it; do and leave the habit at least twice.
}

func ExampleResult_SentencesIn() {
	r := trial.Result{Design: trial.Randomized, Answer: trial.Better, Unit: "Punkte", Data: trial.Normal{Mean: -2.5, SD: 0.5},
		Posterior: trial.Normal{Mean: -2.4, SD: 0.5}, DataShare: 0.96}
	r.Interval = [2]float64{-3.4, -1.4}
	sentences, err := r.SentencesIn("de")
	if err != nil {
		fmt.Println(err)
		return
	}
	for s := range sentences {
		fmt.Println(s)
	}
	// Output:
	// Mit und ohne die Gewohnheit wechselten sich in zufälliger Reihenfolge ab, wie geplant.
	// In Ihren Daten war das Ergebnis mit der Gewohnheit besser.
	// Der Unterschied beträgt -2,4 Punkte und liegt mit 95 % Wahrscheinlichkeit zwischen -3,4 und -1,4; 96 % davon sind Ihre Daten.
}

func ExampleTrial_Schedule() {
	t, err := trial.New(bloating())
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range t.Schedule() {
		fmt.Println(p.First, "to", p.Last, "on:", p.On, "counts from", p.Counts)
	}
	// Output:
	// -35 to -30 on: true counts from -33
	// -29 to -24 on: false counts from -27
	// -23 to -18 on: true counts from -21
	// -17 to -12 on: false counts from -15
	// -11 to -6 on: false counts from -9
	// -5 to 0 on: true counts from -3
}

func ExampleNew_medicine() {
	model, verdict, protocol := bloating()
	protocol.Habit = habit.ProtonPumpInhibitors
	_, err := trial.New(model, verdict, protocol)
	fmt.Println(errors.Is(err, trial.ErrMedicine), err)
	// Output:
	// true habit: proton-pump inhibitors: medicines are not for trying out on one's own
}

func ExampleReadLog() {
	log, err := trial.ReadLog(strings.NewReader(`date,habit,value,unit
2024-02-28,off,61,points
2024-02-29,on,,points
2024-03-01,,55,points
`), "days.csv")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, d := range log.Days {
		fmt.Println(trial.Date(d.Day), d.Habit, d.Value != nil)
	}
	_, err = trial.ReadLog(strings.NewReader("day,habit,value\n-1,yes,55\n2,on,fine\n"), "days.csv")
	fmt.Println(err)
	// Output:
	// 2024-02-28 off true
	// 2024-02-29 on false
	// 2024-03-01 unknown true
	// days.csv:2: -1: habit: got "yes"; want on, off, or empty for not known
	// days.csv:3: 2: day: 2; want -100000 to 0
	// days.csv:3: 2: value: got "fine"; want a number with a point, or empty for none
}

// The prior of a trial may be what a pool of studies predicts.
func ExamplePriorOf() {
	var estimates []evidence.Estimate
	for _, e := range [][2]float64{{-12, 9}, {-7, 4}, {-3, 6}, {-9, 5}} {
		estimate, err := evidence.Given(evidence.MeanDifference, e[0], e[1])
		if err != nil {
			fmt.Println(err)
			return
		}
		estimates = append(estimates, estimate.WithUnit("points"))
	}
	fit, err := evidence.Pool(estimates, evidence.PoolOptions{Prediction: evidence.PredictNormal})
	if err != nil {
		fmt.Println(err)
		return
	}
	_, _, protocol := bloating()
	prior, err := trial.PriorOf(&pathway.Size{Measure: evidence.MeanDifference, Unit: "points", Pooled: &fit}, protocol.Measure)
	fmt.Printf("%.2f, SD %.2f, %s from %d studies; %v\n", prior.Mean, prior.SD, prior.Basis, prior.K, err)
	// The closed form of prior and data.
	data := trial.Normal{Mean: -2, SD: 3}
	posterior := trial.Update(prior.Normal, data)
	fmt.Printf("%.2f, SD %.2f, data %.0f %%\n", posterior.Mean, posterior.SD, 100*trial.DataShare(prior.Normal, data))
	// Output:
	// -7.53, SD 2.97, predicted from 4 studies; <nil>
	// -4.80, SD 2.11, data 49 %
}

func ExampleLagOf() {
	response, _ := strategy.Default().Response(habit.AerobicExercise)
	lag := trial.LagOf(&response)
	fmt.Println(lag.Onset, lag.OnsetBasis, lag.Washout, lag.WashoutBasis)
	// Output:
	// 91 source 42 source
}
