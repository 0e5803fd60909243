package strategy

import (
	"iter"
	"maps"
	"slices"
	"strings"
)

// amount is how much of a habit a person has, if that is known: a number and
// the range it lies in.
type amount struct {
	state     State
	lo, x, hi float64
}

func exactly(x float64) amount { return amount{StateKnown, x, x, x} }

func within(lo, hi float64) amount { return amount{StateKnown, lo, lo + (hi-lo)/2, hi} }

func (a amount) usable() bool { return a.state == StateKnown || a.state == StateImputed }

// amountOf returns a numeric reading as an amount.
func amountOf[T ~float64](r *Reading[T]) amount {
	a := amount{state: r.State, lo: float64(r.Value), x: float64(r.Value), hi: float64(r.Value)}
	if r.Range != nil {
		a.lo, a.hi = float64(r.Range[0]), float64(r.Range[1])
	}
	return a
}

// flag returns a yes-or-no reading as 1 or 0.
func flag(r Reading[bool]) amount {
	a := amount{state: r.State}
	if r.State == StateNotApplicable {
		return exactly(0)
	}
	if r.Value {
		a.lo, a.x, a.hi = 1, 1, 1
	}
	return a
}

// A measure is a number that a response is a function of, taken from a person.
type measure struct {
	unit   string
	fields []string // wire paths that it is made of
	read   func(*Habits) amount
}

// reads reports whether a measure is made of the value at a path, which may be
// part of one of its fields.
func (m *measure) reads(path string) bool {
	for _, field := range m.fields {
		if rest, ok := strings.CutPrefix(path, field); ok && (rest == "" || rest[0] == '.' || rest[0] == '[') {
			return true
		}
	}
	return false
}

// Measures yields the names that a [Response] may give as its measure, ordered:
// wire paths of numbers, and numbers that are worked out from the rest.
func Measures() iter.Seq[string] { return slices.Values(slices.Sorted(maps.Keys(measures))) }

func plain(unit, field string, read func(*Habits) amount) measure {
	return measure{unit, []string{field}, read}
}

var measures = map[string]measure{
	"diet.fiber_g_d":                  plain("g/d", "diet.fiber_g_d", func(h *Habits) amount { return amountOf(&h.Diet.Fiber) }),
	"diet.resistant_starch_g_d":       plain("g/d", "diet.resistant_starch_g_d", func(h *Habits) amount { return amountOf(&h.Diet.ResistantStarch) }),
	"diet.plants_n_wk":                plain("plants/wk", "diet.plants_n_wk", func(h *Habits) amount { return amountOf(&h.Diet.Plants) }),
	"diet.whole_grain_servings_wk":    plain("servings/wk", "diet.whole_grain_servings_wk", func(h *Habits) amount { return amountOf(&h.Diet.WholeGrain) }),
	"diet.legume_servings_wk":         plain("servings/wk", "diet.legume_servings_wk", func(h *Habits) amount { return amountOf(&h.Diet.Legume) }),
	"diet.nut_servings_wk":            plain("servings/wk", "diet.nut_servings_wk", func(h *Habits) amount { return amountOf(&h.Diet.Nut) }),
	"diet.red_meat_servings_wk":       plain("servings/wk", "diet.red_meat_servings_wk", func(h *Habits) amount { return amountOf(&h.Diet.RedMeat) }),
	"diet.processed_meat_servings_wk": plain("servings/wk", "diet.processed_meat_servings_wk", func(h *Habits) amount { return amountOf(&h.Diet.ProcessedMeat) }),
	"diet.plant_protein_pct":          plain("% of protein", "diet.plant_protein_pct", func(h *Habits) amount { return amountOf(&h.Diet.PlantProtein) }),
	"diet.leucine_g_d":                plain("g/d", "diet.leucine_g_d", func(h *Habits) amount { return amountOf(&h.Diet.Leucine) }),
	"diet.alcohol_g_wk":               plain("g/wk", "diet.alcohol_g_wk", func(h *Habits) amount { return amountOf(&h.Diet.Alcohol) }),
	"diet.upf_pct_e":                  plain("% of energy", "diet.upf_pct_e", func(h *Habits) amount { return amountOf(&h.Diet.UltraProcessed) }),
	"diet.fat_pct_e":                  plain("% of energy", "diet.fat_pct_e", func(h *Habits) amount { return amountOf(&h.Diet.Fat) }),
	"diet.added_sugar_g_d":            plain("g/d", "diet.added_sugar_g_d", func(h *Habits) amount { return amountOf(&h.Diet.AddedSugar) }),
	"diet.caffeine_mg_d":              plain("mg/d", "diet.caffeine_mg_d", func(h *Habits) amount { return amountOf(&h.Diet.Caffeine) }),
	"diet.fasting_h":                  plain("h", "diet.fasting_h", func(h *Habits) amount { return amountOf(&h.Diet.Fasting) }),
	"diet.protein_g_kg_d":             {"g/kg/d", []string{"diet.protein_g_d", "subject.mass_kg"}, proteinPerMass},
	"diet.fermented_live_servings_wk": {"servings/wk", []string{"diet.fermented"}, liveServings},
	"diet.fiber_supplement_g_d":       {"g/d", []string{"diet.fiber_supplement"}, fiberSupplement},
	"diet.sweeteners_uses_wk":         {"uses/wk", []string{"diet.sweeteners"}, sweetenerUses},
	"diet.pattern_mediterranean":      {"0/1", []string{"diet.pattern"}, onPattern(PatternMediterranean)},
	"diet.pattern_low_fodmap":         {"0/1", []string{"diet.pattern"}, onPattern(PatternLowFODMAP)},
	"exercise.resist_sessions_wk":     plain("sessions/wk", "exercise.resist_sessions_wk", func(h *Habits) amount { return amountOf(&h.Exercise.ResistSessions) }),
	"exercise.sit_min_d":              plain("min/d", "exercise.sit_min_d", func(h *Habits) amount { return amountOf(&h.Exercise.Sitting) }),
	"exercise.weeks_off":              plain("wk", "exercise.weeks_off", func(h *Habits) amount { return amountOf(&h.Exercise.WeeksOff) }),
	"exercise.aerobic_min_wk":         {"min/wk", []string{"exercise.mod_min_wk", "exercise.vig_min_wk", "exercise.walk_min_wk"}, aerobicMinutes},
	"sleep.sleep_h":                   plain("h", "sleep.sleep_h", func(h *Habits) amount { return amountOf(&h.Sleep.Duration) }),
	"sleep.midpoint_sd_min":           plain("min", "sleep.midpoint_sd_min", func(h *Habits) amount { return amountOf(&h.Sleep.MidpointSD) }),
	"sleep.shift_work":                plain("0/1", "sleep.shift_work", func(h *Habits) amount { return flag(h.Sleep.ShiftWork) }),
	"stress.pss10":                    plain("points", "stress.pss10", func(h *Habits) amount { return amountOf(&h.Stress.PSS10) }),
	"meds.antibiotics_days_since":     {"d", []string{"meds.antibiotics"}, antibioticDays},
	"meds.probiotics_days_wk":         {"d/wk", []string{"meds.probiotics"}, probioticDays},
	"meds.proton_pump_inhibitor":      {"0/1", []string{"meds.others"}, onMedicine(ClassProtonPumpInhibitor)},
	"meds.metformin":                  {"0/1", []string{"meds.others"}, onMedicine(ClassBiguanide)},
	"meds.statin":                     {"0/1", []string{"meds.others"}, onMedicine(ClassStatin)},
	"meds.laxative":                   {"0/1", []string{"meds.others"}, onMedicine(ClassLaxative)},
	"supplements.creatine_g_d":        {"g/d", []string{"meds.supplements"}, onSupplement(1, "creatine")},
	"supplements.omega3_g_d":          {"g/d", []string{"meds.supplements"}, onSupplement(1, "omega-3", "omega 3", "omega3", "fish oil", "krill oil", "algal oil", "epa", "dha")},
	"supplements.vitamin_d_ug_d":      {"ug/d", []string{"meds.supplements"}, onSupplement(1e6, "vitamin d", "cholecalciferol", "ergocalciferol")},
	"supplements.urolithin_a_mg_d":    {"mg/d", []string{"meds.supplements"}, onSupplement(1e3, "urolithin")},
	"supplements.butyrate_mg_d":       {"mg/d", []string{"meds.supplements"}, onSupplement(1e3, "butyrate", "tributyrin", "butyric acid")},
}

func proteinPerMass(h *Habits) amount {
	protein, mass := amountOf(&h.Diet.Protein), amountOf(&h.Subject.Mass)
	switch {
	case !protein.usable():
		return amount{state: protein.state}
	case !mass.usable() || mass.lo <= 0:
		return amount{state: mass.state}
	}
	return amount{protein.state, protein.lo / mass.hi, protein.x / mass.x, protein.hi / mass.lo}
}

// liveServings counts servings of fermented foods that hold live microbes when
// eaten. Alcoholic drinks never count; those of which it is not known whether
// they are live may or may not.
func liveServings(h *Habits) amount {
	list := h.Diet.Fermented
	if !list.Usable() {
		return amount{state: list.State}
	}
	sum := amount{state: list.State}
	for _, f := range list.Value {
		if f.Alcoholic.Usable() && f.Alcoholic.Value || f.Live.Usable() && f.Live.Value == LiveNo {
			continue
		}
		n := amountOf(&f.Servings)
		switch {
		case !n.usable():
			return amount{}
		case f.Live.Usable() && f.Live.Value == LiveYes:
			sum.lo, sum.x, sum.hi = sum.lo+n.lo, sum.x+n.x, sum.hi+n.hi
		default:
			sum.x, sum.hi = sum.x+n.x/2, sum.hi+n.hi
		}
	}
	return sum
}

func fiberSupplement(h *Habits) amount {
	s := h.Diet.FiberSupplement
	switch {
	case s.State == StateNotApplicable:
		return exactly(0)
	case !s.Usable():
		return amount{state: s.State}
	default:
		return amountOf(&s.Value.Dose)
	}
}

func sweetenerUses(h *Habits) amount {
	r := h.Diet.Sweeteners
	if !r.Usable() {
		return amount{state: r.State}
	}
	switch r.Value {
	case FrequencyNever:
		return exactly(0)
	case FrequencyRarely:
		return within(0.25, 1) // a few times a month
	case FrequencyOccasionally:
		return within(1, 2)
	case FrequencyRegularly:
		return within(3, 5)
	case FrequencyDaily:
		return exactly(7)
	default:
		return amount{}
	}
}

func onPattern(p Pattern) func(*Habits) amount {
	return func(h *Habits) amount {
		r := h.Diet.Pattern
		switch {
		case !r.Usable():
			return amount{state: r.State}
		case r.Value == p:
			return exactly(1)
		default:
			return exactly(0)
		}
	}
}

// aerobicMinutes weighs a minute of vigorous exercise as two, as the World
// Health Organization's guideline does (Bull et al. 2020, doi
// 10.1136/bjsports-2020-102955).
func aerobicMinutes(h *Habits) amount {
	walk, mod, vig := amountOf(&h.Exercise.Walk), amountOf(&h.Exercise.Moderate), amountOf(&h.Exercise.Vigorous)
	if !walk.usable() || !mod.usable() || !vig.usable() {
		return amount{}
	}
	return amount{StateKnown, walk.lo + mod.lo + 2*vig.lo, walk.x + mod.x + 2*vig.x, walk.hi + mod.hi + 2*vig.hi}
}

// longAgo is the number of days after which an antibiotic is not asked about.
const longAgo = 365

// antibioticDays returns the days since the last dose of an antibiotic: 0 while
// one is taken, longAgo if there was none.
func antibioticDays(h *Habits) amount {
	list := h.Meds.Antibiotics
	if !list.Usable() {
		return amount{state: list.State}
	}
	last := amount{list.State, longAgo, longAgo, longAgo}
	for _, course := range list.Value {
		start, end := amountOf(&course.StartDay), amountOf(&course.EndDay)
		var since amount
		switch {
		case start.usable() && start.lo > 0:
			continue // has yet to begin
		case end.usable():
			since = amount{StateKnown, -end.hi, -end.x, -end.lo}
		case start.usable():
			since = within(0, -start.lo) // still taken, or over at any time since
		default:
			return amount{}
		}
		last.lo = min(last.lo, max(0, since.lo))
		last.x = min(last.x, max(0, since.x))
		last.hi = min(last.hi, max(0, since.hi))
	}
	return last
}

func probioticDays(h *Habits) amount {
	list := h.Meds.Probiotics
	if !list.Usable() {
		return amount{state: list.State}
	}
	most := amount{state: list.State}
	for _, p := range list.Value {
		days := amountOf(&p.Days)
		if !days.usable() {
			days = within(1, 7)
		}
		most.lo, most.x, most.hi = max(most.lo, days.lo), max(most.x, days.x), max(most.hi, days.hi)
	}
	return most
}

// onMedicine returns whether a medicine of a class is taken. One that is not
// recognized may be of the class.
func onMedicine(class Class) func(*Habits) amount {
	return func(h *Habits) amount {
		list := h.Meds.Others
		if !list.Usable() {
			return amount{state: list.State}
		}
		taken := amount{state: list.State}
		for i := range list.Value {
			classes := list.Value[i].Classes()
			switch {
			case slices.Contains(classes, class):
				return exactly(1)
			case len(classes) == 0:
				taken.x, taken.hi = 0.5, 1
			}
		}
		return taken
	}
}

// onSupplement returns the daily dose of supplements whose name has one of some
// words, in grams times scale.
func onSupplement(scale float64, words ...string) func(*Habits) amount {
	return func(h *Habits) amount {
		list := h.Meds.Supplements
		if !list.Usable() {
			return amount{state: list.State}
		}
		sum := amount{state: list.State}
		for _, s := range list.Value {
			if !s.Name.Usable() {
				return amount{}
			}
			if !named(s.Name.Value, words) {
				continue
			}
			dose := amountOf(&s.Dose)
			if !dose.usable() {
				return amount{state: dose.state}
			}
			sum.lo, sum.x, sum.hi = sum.lo+scale*dose.lo, sum.x+scale*dose.x, sum.hi+scale*dose.hi
		}
		return sum
	}
}

func named(name string, words []string) bool {
	name = strings.ToLower(name)
	for _, w := range words {
		if i := strings.Index(name, w); i >= 0 && (i == 0 || !isLetter(name[i-1])) {
			return true
		}
	}
	return false
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' }
