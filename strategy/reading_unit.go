package strategy

import "github.com/gutmuscle/gutmuscle/strategy/unit"

// unitOf returns how the unit of the number at an address is written in
// messages, and "" if it is not a number.
func unitOf(address any) string {
	switch address.(type) {
	case *unit.Years:
		return "years"
	case *unit.Kilograms:
		return "kg"
	case *unit.Centimeters:
		return "cm"
	case *unit.Clearance:
		return "mL/min/1.73 m²"
	case *unit.OxygenUptake:
		return "mL/kg/min"
	case *unit.KilocaloriesPerDay:
		return "kcal/d"
	case *unit.GramsPerDay:
		return "g/d"
	case *unit.GramsPerWeek:
		return "g/wk"
	case *unit.MilligramsPerDay:
		return "mg/d"
	case *unit.LitersPerDay:
		return "L/d"
	case *unit.CFUPerDay:
		return "CFU/d"
	case *unit.ServingsPerWeek:
		return "servings/wk"
	case *unit.PlantsPerWeek:
		return "plants/wk"
	case *unit.METMinutesPerWeek:
		return "MET-min/wk"
	case *unit.StepsPerDay:
		return "steps/d"
	case *unit.TimesPerWeek:
		return "times/wk"
	case *unit.MinutesPerWeek:
		return "min/wk"
	case *unit.MinutesPerDay:
		return "min/d"
	case *unit.HoursPerDay:
		return "h/d"
	case *unit.Minutes:
		return "min"
	case *unit.Milliseconds:
		return "ms"
	case *unit.Days:
		return "days"
	case *unit.Weeks:
		return "weeks"
	case *unit.Months:
		return "months"
	case *unit.Percent:
		return "%"
	case *unit.Count:
		return "count"
	case *unit.Score:
		return "points"
	}
	return ""
}

// mid returns the middle of lo and hi, also of those whose sum is too large.
func mid[T ~float64](lo, hi T) T { return max(lo, min(hi, lo/2+hi/2)) }
