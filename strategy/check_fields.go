package strategy

// bounds are the ranges of a number. Outside soft it is unlikely and is not
// used before somebody confirms it; outside hard it is rejected.
type bounds struct{ softLo, softHi, hardLo, hardHi float64 }

// wireField is a field of the wire format that is not inside a list.
type wireField struct {
	path string
	bounds
	ref func(*Habits) reading
}

// wireFields are the fields, ordered by path. Ranges are those of the table of
// habit fields that the library was designed with, except these: an age below
// 18 is not unlikely (a safety rule answers it), nor is a diary of one day or
// of a year; and where that table has one range only, it is the hard one if
// the scale ends there, and else the soft one, with a hard one far outside.
var wireFields = []wireField{
	{"allergies", bounds{}, func(h *Habits) reading { return other(&h.Allergies) }},
	{"conditions", bounds{}, func(h *Habits) reading { return other(&h.Conditions) }},
	{"diet.added_sugar_g_d", bounds{0, 150, 0, 1000}, func(h *Habits) reading { return numeric(&h.Diet.AddedSugar) }},
	{"diet.alcohol_g_wk", bounds{0, 300, 0, 2000}, func(h *Habits) reading { return numeric(&h.Diet.Alcohol) }},
	{"diet.caffeine_mg_d", bounds{0, 600, 0, 3000}, func(h *Habits) reading { return numeric(&h.Diet.Caffeine) }},
	{"diet.carb_g_d", bounds{50, 500, 0, 1500}, func(h *Habits) reading { return numeric(&h.Diet.Carb) }},
	{"diet.energy_kcal_d", bounds{1000, 4500, 300, 9000}, func(h *Habits) reading { return numeric(&h.Diet.Energy) }},
	{"diet.fasting_h", bounds{8, 20, 0, 48}, func(h *Habits) reading { return numeric(&h.Diet.Fasting) }},
	{"diet.fat_pct_e", bounds{15, 60, 0, 100}, func(h *Habits) reading { return numeric(&h.Diet.Fat) }},
	{"diet.fermented", bounds{}, func(h *Habits) reading { return other(&h.Diet.Fermented) }},
	{"diet.fiber_g_d", bounds{5, 70, 0, 120}, func(h *Habits) reading { return numeric(&h.Diet.Fiber) }},
	{"diet.fiber_soluble_g_d", bounds{0, 25, 0, 60}, func(h *Habits) reading { return numeric(&h.Diet.FiberSoluble) }},
	{"diet.fiber_supplement", bounds{}, func(h *Habits) reading { return other(&h.Diet.FiberSupplement) }},
	{"diet.fiber_supplement.g_d", bounds{0, 25, 0, 60}, func(h *Habits) reading { return numeric(&h.Diet.FiberSupplement.Value.Dose) }},
	{"diet.fiber_supplement.type", bounds{}, func(h *Habits) reading { return other(&h.Diet.FiberSupplement.Value.Type) }},
	{"diet.fluid_l_d", bounds{0.8, 6, 0, 15}, func(h *Habits) reading { return numeric(&h.Diet.Fluid) }},
	{"diet.fodmap", bounds{}, func(h *Habits) reading { return other(&h.Diet.FODMAP) }},
	{"diet.fodmap.phase", bounds{}, func(h *Habits) reading { return other(&h.Diet.FODMAP.Value.Phase) }},
	{"diet.fodmap.weeks", bounds{0, 26, 0, 520}, func(h *Habits) reading { return numeric(&h.Diet.FODMAP.Value.Weeks) }},
	{"diet.incomplete_days_n", bounds{0, 366, 0, 3660}, func(h *Habits) reading { return numeric(&h.Diet.IncompleteDays) }},
	{"diet.legume_servings_wk", bounds{0, 42, 0, 100}, func(h *Habits) reading { return numeric(&h.Diet.Legume) }},
	{"diet.leucine_g_d", bounds{2, 25, 0, 60}, func(h *Habits) reading { return numeric(&h.Diet.Leucine) }},
	{"diet.logged_days_n", bounds{0, 366, 0, 3660}, func(h *Habits) reading { return numeric(&h.Diet.LoggedDays) }},
	{"diet.nut_servings_wk", bounds{0, 42, 0, 100}, func(h *Habits) reading { return numeric(&h.Diet.Nut) }},
	{"diet.omega3_g_d", bounds{0, 5, 0, 20}, func(h *Habits) reading { return numeric(&h.Diet.Omega3) }},
	{"diet.pattern", bounds{}, func(h *Habits) reading { return other(&h.Diet.Pattern) }},
	{"diet.plant_protein_pct", bounds{0, 100, 0, 100}, func(h *Habits) reading { return numeric(&h.Diet.PlantProtein) }},
	{"diet.plants_n_wk", bounds{3, 50, 0, 100}, func(h *Habits) reading { return numeric(&h.Diet.Plants) }},
	{"diet.processed_meat_servings_wk", bounds{0, 21, 0, 60}, func(h *Habits) reading { return numeric(&h.Diet.ProcessedMeat) }},
	{"diet.protein_g_d", bounds{30, 300, 0, 500}, func(h *Habits) reading { return numeric(&h.Diet.Protein) }},
	{"diet.protein_meals_n", bounds{0, 6, 0, 10}, func(h *Habits) reading { return numeric(&h.Diet.ProteinMeals) }},
	{"diet.red_meat_servings_wk", bounds{0, 21, 0, 60}, func(h *Habits) reading { return numeric(&h.Diet.RedMeat) }},
	{"diet.resistant_starch_g_d", bounds{0, 40, 0, 100}, func(h *Habits) reading { return numeric(&h.Diet.ResistantStarch) }},
	{"diet.sweeteners", bounds{}, func(h *Habits) reading { return other(&h.Diet.Sweeteners) }},
	{"diet.upf_pct_e", bounds{5, 85, 0, 100}, func(h *Habits) reading { return numeric(&h.Diet.UltraProcessed) }},
	{"diet.whole_grain_servings_wk", bounds{0, 42, 0, 100}, func(h *Habits) reading { return numeric(&h.Diet.WholeGrain) }},
	{"exercise.event", bounds{}, func(h *Habits) reading { return other(&h.Exercise.Event) }},
	{"exercise.event.days", bounds{0, 365, -3650, 3650}, func(h *Habits) reading { return numeric(&h.Exercise.Event.Value.Day) }},
	{"exercise.event.mass_change_wanted_kg", bounds{-10, 10, -60, 60}, func(h *Habits) reading { return numeric(&h.Exercise.Event.Value.MassChangeWanted) }},
	{"exercise.event.type", bounds{}, func(h *Habits) reading { return other(&h.Exercise.Event.Value.Type) }},
	{"exercise.exercise_energy_kcal_d", bounds{0, 2000, 0, 6000}, func(h *Habits) reading { return numeric(&h.Exercise.Energy) }},
	{"exercise.goal", bounds{}, func(h *Habits) reading { return other(&h.Exercise.Goal) }},
	{"exercise.hard_sets_muscle_wk", bounds{0, 25, 0, 60}, func(h *Habits) reading { return numeric(&h.Exercise.HardSets) }},
	{"exercise.met_min_wk", bounds{0, 8000, 0, 25000}, func(h *Habits) reading { return numeric(&h.Exercise.METMinutes) }},
	{"exercise.mod_min_wk", bounds{0, 1260, 0, 5000}, func(h *Habits) reading { return numeric(&h.Exercise.Moderate) }},
	{"exercise.resist_min_wk", bounds{0, 600, 0, 1500}, func(h *Habits) reading { return numeric(&h.Exercise.ResistMinutes) }},
	{"exercise.resist_sessions_wk", bounds{0, 7, 0, 14}, func(h *Habits) reading { return numeric(&h.Exercise.ResistSessions) }},
	{"exercise.sit_min_d", bounds{120, 900, 0, 1200}, func(h *Habits) reading { return numeric(&h.Exercise.Sitting) }},
	{"exercise.steps_d", bounds{1000, 25000, 0, 60000}, func(h *Habits) reading { return numeric(&h.Exercise.Steps) }},
	{"exercise.trained_months", bounds{0, 600, 0, 1200}, func(h *Habits) reading { return numeric(&h.Exercise.Trained) }},
	{"exercise.vig_min_wk", bounds{0, 1260, 0, 5000}, func(h *Habits) reading { return numeric(&h.Exercise.Vigorous) }},
	{"exercise.vo2max", bounds{15, 70, 8, 95}, func(h *Habits) reading { return numeric(&h.Exercise.VO2Max) }},
	{"exercise.walk_min_wk", bounds{0, 1260, 0, 5000}, func(h *Habits) reading { return numeric(&h.Exercise.Walk) }},
	{"exercise.weeks_off", bounds{0, 600, 0, 5200}, func(h *Habits) reading { return numeric(&h.Exercise.WeeksOff) }},
	{"gi.abdominal_pain_0_10", bounds{0, 10, 0, 10}, func(h *Habits) reading { return numeric(&h.GI.AbdominalPain) }},
	{"gi.bloating_0_10", bounds{0, 10, 0, 10}, func(h *Habits) reading { return numeric(&h.GI.Bloating) }},
	{"gi.bristol", bounds{1, 7, 1, 7}, func(h *Habits) reading { return numeric(&h.GI.Bristol) }},
	{"gi.exercise_gi_symptoms", bounds{}, func(h *Habits) reading { return other(&h.GI.ExerciseGI) }},
	{"gi.red_flags", bounds{}, func(h *Habits) reading { return other(&h.GI.RedFlags) }},
	{"gi.stools_wk", bounds{3, 28, 0, 100}, func(h *Habits) reading { return numeric(&h.GI.Stools) }},
	{"meds.antibiotics", bounds{}, func(h *Habits) reading { return other(&h.Meds.Antibiotics) }},
	{"meds.others", bounds{}, func(h *Habits) reading { return other(&h.Meds.Others) }},
	{"meds.probiotics", bounds{}, func(h *Habits) reading { return other(&h.Meds.Probiotics) }},
	{"meds.supplements", bounds{}, func(h *Habits) reading { return other(&h.Meds.Supplements) }},
	{"microbiome", bounds{}, func(h *Habits) reading { return other(&h.Microbiome) }},
	{"microbiome.collected_day", bounds{-3650, 0, -10000, 0}, func(h *Habits) reading { return numeric(&h.Microbiome.Value.CollectedDay) }},
	{"microbiome.database", bounds{}, func(h *Habits) reading { return other(&h.Microbiome.Value.Database) }},
	{"microbiome.method", bounds{}, func(h *Habits) reading { return other(&h.Microbiome.Value.Method) }},
	{"microbiome.observed_richness_percentile", bounds{0, 100, 0, 100}, func(h *Habits) reading { return numeric(&h.Microbiome.Value.RichnessPercentile) }},
	{"microbiome.pipeline", bounds{}, func(h *Habits) reading { return other(&h.Microbiome.Value.Pipeline) }},
	{"microbiome.provider", bounds{}, func(h *Habits) reading { return other(&h.Microbiome.Value.Provider) }},
	{"microbiome.reference", bounds{}, func(h *Habits) reading { return other(&h.Microbiome.Value.Reference) }},
	{"microbiome.taxa_pct", bounds{}, func(h *Habits) reading { return other(&h.Microbiome.Value.Taxa) }},
	{"sleep.midpoint_sd_min", bounds{0, 180, 0, 720}, func(h *Habits) reading { return numeric(&h.Sleep.MidpointSD) }},
	{"sleep.psqi", bounds{0, 21, 0, 21}, func(h *Habits) reading { return numeric(&h.Sleep.PSQI) }},
	{"sleep.shift_work", bounds{}, func(h *Habits) reading { return other(&h.Sleep.ShiftWork) }},
	{"sleep.sleep_h", bounds{4, 10, 1, 14}, func(h *Habits) reading { return numeric(&h.Sleep.Duration) }},
	{"stress.hrv", bounds{}, func(h *Habits) reading { return other(&h.Stress.HRV) }},
	{"stress.hrv.method", bounds{}, func(h *Habits) reading { return other(&h.Stress.HRV.Value.Method) }},
	{"stress.hrv.ms", bounds{10, 150, 2, 400}, func(h *Habits) reading { return numeric(&h.Stress.HRV.Value.Value) }},
	{"stress.pss10", bounds{0, 40, 0, 40}, func(h *Habits) reading { return numeric(&h.Stress.PSS10) }},
	{"stress.stress_1_10", bounds{1, 10, 1, 10}, func(h *Habits) reading { return numeric(&h.Stress.Scale) }},
	{"subject.age_y", bounds{0, 95, 0, 120}, func(h *Habits) reading { return numeric(&h.Subject.Age) }},
	{"subject.egfr_ml_min_1_73m2", bounds{15, 120, 3, 200}, func(h *Habits) reading { return numeric(&h.Subject.EGFR) }},
	{"subject.ffm_kg", bounds{25, 95, 15, 150}, func(h *Habits) reading { return numeric(&h.Subject.FatFreeMass) }},
	{"subject.gestation_wk", bounds{0, 42, 0, 45}, func(h *Habits) reading { return numeric(&h.Subject.Gestation) }},
	{"subject.grip_kg", bounds{10, 70, 0, 100}, func(h *Habits) reading { return numeric(&h.Subject.Grip) }},
	{"subject.height_cm", bounds{140, 205, 100, 250}, func(h *Habits) reading { return numeric(&h.Subject.Height) }},
	{"subject.lactating", bounds{}, func(h *Habits) reading { return other(&h.Subject.Lactating) }},
	{"subject.mass_change_kg_12wk", bounds{-6, 6, -40, 40}, func(h *Habits) reading { return numeric(&h.Subject.MassChange) }},
	{"subject.mass_kg", bounds{40, 180, 25, 350}, func(h *Habits) reading { return numeric(&h.Subject.Mass) }},
	{"subject.menstrual_change", bounds{}, func(h *Habits) reading { return other(&h.Subject.MenstrualChange) }},
	{"subject.pregnant", bounds{}, func(h *Habits) reading { return other(&h.Subject.Pregnant) }},
	{"subject.sarcf", bounds{0, 10, 0, 10}, func(h *Habits) reading { return numeric(&h.Subject.SARCF) }},
	{"subject.scoff", bounds{0, 5, 0, 5}, func(h *Habits) reading { return numeric(&h.Subject.SCOFF) }},
	{"subject.sex", bounds{}, func(h *Habits) reading { return other(&h.Subject.Sex) }},
	{"subject.trying_to_conceive", bounds{}, func(h *Habits) reading { return other(&h.Subject.TryingToConceive) }},
}

// The ranges of numbers inside lists.
var (
	fermentedServings = bounds{0, 42, 0, 100}
	antibioticDay     = bounds{-730, 90, -36525, 3650}
	medicineDose      = bounds{0, 30_000, 0, 100_000}
	probioticDose     = bounds{1e6, 1e12, 0, 1e14}
	probioticWeek     = bounds{0, 7, 0, 7}
	supplementDose    = bounds{0, 60, 0, 500}
	taxonPercent      = bounds{0, 100, 0, 100}
)
