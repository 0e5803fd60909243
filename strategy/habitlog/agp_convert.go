package habitlog

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/strategy"
	"github.com/gutmuscle/gutmuscle/strategy/unit"
)

// agp converts one row of the American Gut table.
type agp struct {
	row      dataset.Row
	h        *strategy.Habits
	notes    []string
	problems dataset.Problems
	under18  bool
}

func (a *agp) convert() {
	a.age()
	if a.under18 {
		return
	}
	a.diet()
	a.fiber()
	a.macronutrients()
	a.sleep()
	a.antibiotics()
	a.conditions()
	a.supplements()
	a.rest()
}

func (a *agp) note(column, format string, args ...any) {
	a.notes = append(a.notes, column+": "+fmt.Sprintf(format, args...))
}

func (a *agp) problem(column string, err error) {
	a.problems.Add(a.row.At.Field(column), err)
}

// told returns the reading of a known value from a column.
func told[T any](column string, v T) strategy.Reading[T] {
	return strategy.Reading[T]{State: strategy.StateKnown, Value: v, Source: source(column)}
}

// absent returns the reading of a column that holds no value.
func absent[T any](column string, state strategy.State) strategy.Reading[T] {
	if state == strategy.StateUnknown {
		return strategy.Reading[T]{}
	}
	return strategy.Reading[T]{State: state, Source: source(column)}
}

// inBin returns the reading of a number that lies in b, from a column.
func inBin[T ~float64](column string, b bin) strategy.Reading[T] {
	return strategy.Reading[T]{State: strategy.StateKnown, Value: T(b.v), Range: &[2]T{T(b.lo), T(b.hi)}, Source: source(column)}
}

func source(column string) string { return "American Gut " + column }

// cell returns the text of a column, and whether it holds an answer.
func (a *agp) cell(column string) (string, strategy.State) {
	text, ok := a.row.Cell(column)
	if !ok {
		return "", strategy.StateUnknown
	}
	return text, stateOf(text)
}

// number returns the number in a column, and whether it holds one.
func (a *agp) number(column string) (float64, strategy.State) {
	text, state := a.cell(column)
	if state != strategy.StateKnown {
		return 0, state
	}
	x, err := strconv.ParseFloat(text, 64)
	if err != nil || strings.Trim(text, "0123456789.+-eE") != "" || math.IsInf(x, 0) {
		a.problem(column, fmt.Errorf("got %q; want a number, or one of %s for none", text, missingWords))
		return 0, strategy.StateUnknown
	}
	return x, strategy.StateKnown
}

// choice returns the value of the answer in a column, and whether it holds an
// answer.
func choice[T any](a *agp, column string, answers []answer[T]) (v T, state strategy.State) {
	text, state := a.cell(column)
	if state != strategy.StateKnown {
		return v, state
	}
	v, err := find(text, answers)
	if err != nil {
		a.problem(column, err)
		return v, strategy.StateUnknown
	}
	return v, strategy.StateKnown
}

func (a *agp) age() {
	switch b, state := choice(a, "AGE_GROUP", ageGroups); {
	case state != strategy.StateKnown:
		a.h.Subject.Age = absent[unit.Years]("AGE_GROUP", state)
	case b.hi < 18:
		a.under18 = true
	default:
		a.h.Subject.Age = inBin[unit.Years]("AGE_GROUP", b)
	}
}

func (a *agp) sleep() {
	b, state := choice(a, "SLEEP_DURATION", sleepDurations)
	if state != strategy.StateKnown {
		a.h.Sleep.Duration = absent[unit.HoursPerDay]("SLEEP_DURATION", state)
		return
	}
	a.h.Sleep.Duration = inBin[unit.HoursPerDay]("SLEEP_DURATION", b)
}

func (a *agp) diet() {
	d := &a.h.Diet
	if b, state := choice(a, "TYPES_OF_PLANTS", plantBins); state == strategy.StateKnown {
		d.Plants = inBin[unit.PlantsPerWeek]("TYPES_OF_PLANTS", b)
	} else {
		d.Plants = absent[unit.PlantsPerWeek]("TYPES_OF_PLANTS", state)
	}
	diet, state := choice(a, "DIET_TYPE", dietTypes)
	if state == strategy.StateKnown {
		d.Pattern = told("DIET_TYPE", diet.pattern)
		if diet.noRedMeat {
			d.RedMeat = told("DIET_TYPE", unit.ServingsPerWeek(0))
		}
		if diet.note != "" {
			a.note("DIET_TYPE", "%s", diet.note)
		}
	} else {
		d.Pattern = absent[strategy.Pattern]("DIET_TYPE", state)
	}
	if yes, state := choice(a, "GLUTEN", yesNo); state == strategy.StateKnown && yes {
		if d.Pattern.Usable() {
			a.note("GLUTEN", "gluten-free, but there is one pattern and DIET_TYPE tells it")
		} else {
			d.Pattern = told("GLUTEN", strategy.PatternGlutenFree)
		}
	}
	if yes, state := choice(a, "LACTOSE", yesNo); state == strategy.StateKnown && yes {
		a.note("LACTOSE", "lactose intolerance is not an allergy to milk; ask for allergies and intolerances")
	}
	switch f, state := choice(a, "ALCOHOL_FREQUENCY", frequencies); {
	case state != strategy.StateKnown:
		d.Alcohol = absent[unit.GramsPerWeek]("ALCOHOL_FREQUENCY", state)
	case f == strategy.FrequencyNever:
		d.Alcohol = told("ALCOHOL_FREQUENCY", unit.GramsPerWeek(0))
	default:
		a.note("ALCOHOL_FREQUENCY", "%s, but how much each time is not said; ask for grams a week", f)
	}
}

// Below doubtfulWeek grams, a week's fiber is less than 9 g a day: fewer people
// eat so little than take the question for one of grams a day.
const doubtfulWeek = 60

func (a *agp) fiber() {
	const column = "FIBER_GRAMS"
	x, state := a.number(column)
	fiber := &a.h.Diet.Fiber
	switch {
	case state != strategy.StateKnown:
		*fiber = absent[unit.GramsPerDay](column, state)
	case x == 0:
		a.note(column, "0 g in a week cannot be; taken as not known")
	case x > 0 && x < doubtfulWeek:
		*fiber = strategy.Reading[unit.GramsPerDay]{State: strategy.StateConflicting, Source: source(column),
			Values: []unit.GramsPerDay{unit.GramsPerDay(x / 7), unit.GramsPerDay(x)}}
		text := strconv.FormatFloat(x, 'g', -1, 64)
		a.note(column, "%s g in the sampled week is %.1f g/d; ask whether it was %s g a day", text, x/7, text)
	default:
		*fiber = told(column, unit.GramsPerDay(x/7))
	}
}

// about100 reports whether parts that should add up to 100 % do, but for the
// rounding of each.
func about100(sum float64) bool { return sum >= 95 && sum <= 105 }

func (a *agp) macronutrients() {
	protein, haveProtein := a.number("PROTEIN_PER")
	carb, haveCarb := a.number("CARBOHYDRATE_PER")
	fat, haveFat := a.number("FAT_PER")
	sum, haveSum := a.number("MACRONUTRIENT_PCT_TOTAL")
	const known = strategy.StateKnown
	if haveSum != known && haveProtein == known && haveCarb == known && haveFat == known {
		sum, haveSum = protein+carb+fat, known
	}
	switch {
	case haveFat != known:
		a.h.Diet.Fat = absent[unit.Percent]("FAT_PER", haveFat)
	case haveSum == known && about100(sum):
		a.h.Diet.Fat = told("FAT_PER", unit.Percent(fat))
	case haveSum == known:
		a.note("FAT_PER", "not used: protein, carbohydrate and fat add up to %g %%, want 95 to 105", sum)
	default:
		a.note("FAT_PER", "not used: the sum of protein, carbohydrate and fat is not known")
	}
	if haveProtein == known {
		a.note("PROTEIN_PER", "%g %% of energy; without the energy there are no grams a day", protein)
	}
	if haveCarb == known {
		a.note("CARBOHYDRATE_PER", "%g %% of energy; without the energy there are no grams a day", carb)
	}
	plant, havePlant := a.number("PLANT_PER")
	animal, haveAnimal := a.number("ANIMAL_PER")
	switch {
	case havePlant != known:
		a.h.Diet.PlantProtein = absent[unit.Percent]("PLANT_PER", havePlant)
	case haveAnimal != known:
		a.note("PLANT_PER", "not used: ANIMAL_PER is not known")
	case !about100(plant + animal):
		a.note("PLANT_PER", "not used: plant and animal protein add up to %g %%, want 95 to 105", plant+animal)
	default:
		a.h.Diet.PlantProtein = told("PLANT_PER", unit.Percent(plant))
	}
}
