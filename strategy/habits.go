package strategy

import "github.com/gutmuscle/gutmuscle/strategy/unit"

// Habits is what is known of a person: the body, what they eat, do and take,
// and what may forbid advice. Every field is a [Reading], so that what is not
// known differs from zero, and an empty list ("asked, and none") from a list
// that nobody asked for. The zero Habits is a person of whom nothing is known.
//
// Habits are plain values: fill them in, or read them with [ReadHabits], and
// call [Habits.Check] before using them.
type Habits struct {
	Subject    Subject              `json:"subject,omitzero"`
	Diet       Diet                 `json:"diet,omitzero"`
	Exercise   Exercise             `json:"exercise,omitzero"`
	Sleep      Sleep                `json:"sleep,omitzero"`
	Stress     Stress               `json:"stress,omitzero"`
	Meds       Meds                 `json:"meds,omitzero"`
	GI         GI                   `json:"gi,omitzero"`
	Conditions Reading[[]Condition] `json:"conditions,omitzero"`
	Allergies  Reading[[]Allergen]  `json:"allergies,omitzero"`
	Microbiome Reading[Microbiome]  `json:"microbiome,omitzero"`
}

// Subject is the person's body and stage of life. Ranges are those of
// [Habits.Check]. The zero Subject is unknown in all fields. It is a plain
// value.
type Subject struct {
	Age              Reading[unit.Years]       `json:"age_y,omitzero"`
	Sex              Reading[Sex]              `json:"sex,omitzero"`
	Mass             Reading[unit.Kilograms]   `json:"mass_kg,omitzero"`
	Height           Reading[unit.Centimeters] `json:"height_cm,omitzero"`
	MassChange       Reading[unit.Kilograms]   `json:"mass_change_kg_12wk,omitzero"` // over 12 weeks; a loss is negative
	FatFreeMass      Reading[unit.Kilograms]   `json:"ffm_kg,omitzero"`
	Grip             Reading[unit.Kilograms]   `json:"grip_kg,omitzero"` // grip strength, best hand
	SARCF            Reading[unit.Score]       `json:"sarcf,omitzero"`   // SARC-F, 0 to 10; 4 or more is a reason to be assessed
	EGFR             Reading[unit.Clearance]   `json:"egfr_ml_min_1_73m2,omitzero"`
	SCOFF            Reading[unit.Score]       `json:"scoff,omitzero"` // SCOFF, 0 to 5; 2 or more is a reason to be assessed
	Pregnant         Reading[bool]             `json:"pregnant,omitzero"`
	Lactating        Reading[bool]             `json:"lactating,omitzero"`
	TryingToConceive Reading[bool]             `json:"trying_to_conceive,omitzero"`
	Gestation        Reading[unit.Weeks]       `json:"gestation_wk,omitzero"`
	MenstrualChange  Reading[bool]             `json:"menstrual_change,omitzero"` // periods have stopped or become irregular
}

// Diet is what the person eats and drinks in a usual week. The zero Diet is
// unknown in all fields. It is a plain value.
type Diet struct {
	Energy          Reading[unit.KilocaloriesPerDay] `json:"energy_kcal_d,omitzero"`
	Protein         Reading[unit.GramsPerDay]        `json:"protein_g_d,omitzero"`
	ProteinMeals    Reading[unit.Count]              `json:"protein_meals_n,omitzero"` // meals a day with 0.3 g/kg of protein or more
	PlantProtein    Reading[unit.Percent]            `json:"plant_protein_pct,omitzero"`
	Leucine         Reading[unit.GramsPerDay]        `json:"leucine_g_d,omitzero"`
	Fiber           Reading[unit.GramsPerDay]        `json:"fiber_g_d,omitzero"`
	FiberSoluble    Reading[unit.GramsPerDay]        `json:"fiber_soluble_g_d,omitzero"`
	FiberSupplement Reading[FiberSupplement]         `json:"fiber_supplement,omitzero"`
	ResistantStarch Reading[unit.GramsPerDay]        `json:"resistant_starch_g_d,omitzero"`
	Plants          Reading[unit.PlantsPerWeek]      `json:"plants_n_wk,omitzero"` // also a bin such as "11-20"
	Fermented       Reading[[]Fermented]             `json:"fermented,omitzero"`
	WholeGrain      Reading[unit.ServingsPerWeek]    `json:"whole_grain_servings_wk,omitzero"`
	Legume          Reading[unit.ServingsPerWeek]    `json:"legume_servings_wk,omitzero"`
	Nut             Reading[unit.ServingsPerWeek]    `json:"nut_servings_wk,omitzero"`
	RedMeat         Reading[unit.ServingsPerWeek]    `json:"red_meat_servings_wk,omitzero"`
	ProcessedMeat   Reading[unit.ServingsPerWeek]    `json:"processed_meat_servings_wk,omitzero"`
	Fat             Reading[unit.Percent]            `json:"fat_pct_e,omitzero"` // of energy
	Carb            Reading[unit.GramsPerDay]        `json:"carb_g_d,omitzero"`
	AddedSugar      Reading[unit.GramsPerDay]        `json:"added_sugar_g_d,omitzero"`
	UltraProcessed  Reading[unit.Percent]            `json:"upf_pct_e,omitzero"` // NOVA 4, of energy
	Omega3          Reading[unit.GramsPerDay]        `json:"omega3_g_d,omitzero"`
	Alcohol         Reading[unit.GramsPerWeek]       `json:"alcohol_g_wk,omitzero"` // ethanol
	Caffeine        Reading[unit.MilligramsPerDay]   `json:"caffeine_mg_d,omitzero"`
	Fluid           Reading[unit.LitersPerDay]       `json:"fluid_l_d,omitzero"`
	Sweeteners      Reading[Frequency]               `json:"sweeteners,omitzero"` // foods and drinks with non-sugar sweeteners
	Pattern         Reading[Pattern]                 `json:"pattern,omitzero"`
	Fasting         Reading[unit.HoursPerDay]        `json:"fasting_h,omitzero"` // longest daily fast
	FODMAP          Reading[FODMAP]                  `json:"fodmap,omitzero"`
	LoggedDays      Reading[unit.Count]              `json:"logged_days_n,omitzero"`     // days that the diary has
	IncompleteDays  Reading[unit.Count]              `json:"incomplete_days_n,omitzero"` // of them marked as not complete
}

// FiberSupplement is a fiber product that is taken besides food. It is a plain
// value.
type FiberSupplement struct {
	Type Reading[string]           `json:"type,omitzero"` // such as "psyllium"
	Dose Reading[unit.GramsPerDay] `json:"g_d,omitzero"`
}

// Fermented is a fermented food that is eaten or drunk. It is a plain value.
type Fermented struct {
	Food             Reading[string]               `json:"food,omitzero"`
	Servings         Reading[unit.ServingsPerWeek] `json:"servings_wk,omitzero"`
	Live             Reading[Live]                 `json:"live_at_consumption,omitzero"`
	DairyPasteurized Reading[bool]                 `json:"dairy_pasteurised,omitzero"` // whether the milk was; not-applicable if there is none
	Alcoholic        Reading[bool]                 `json:"alcoholic,omitzero"`
}

// FODMAP is where a person stands in a low-FODMAP diet. It is a plain value.
type FODMAP struct {
	Phase Reading[FODMAPPhase] `json:"phase,omitzero"`
	Weeks Reading[unit.Weeks]  `json:"weeks,omitzero"` // in this phase
}

// Exercise is training and movement in a usual week. The zero Exercise is
// unknown in all fields. It is a plain value.
type Exercise struct {
	ResistSessions Reading[unit.TimesPerWeek]       `json:"resist_sessions_wk,omitzero"`
	ResistMinutes  Reading[unit.MinutesPerWeek]     `json:"resist_min_wk,omitzero"`
	HardSets       Reading[unit.TimesPerWeek]       `json:"hard_sets_muscle_wk,omitzero"` // per muscle group
	Walk           Reading[unit.MinutesPerWeek]     `json:"walk_min_wk,omitzero"`
	Moderate       Reading[unit.MinutesPerWeek]     `json:"mod_min_wk,omitzero"`
	Vigorous       Reading[unit.MinutesPerWeek]     `json:"vig_min_wk,omitzero"`
	METMinutes     Reading[unit.METMinutesPerWeek]  `json:"met_min_wk,omitzero"`
	Steps          Reading[unit.StepsPerDay]        `json:"steps_d,omitzero"`
	Sitting        Reading[unit.MinutesPerDay]      `json:"sit_min_d,omitzero"`
	Energy         Reading[unit.KilocaloriesPerDay] `json:"exercise_energy_kcal_d,omitzero"`
	Trained        Reading[unit.Months]             `json:"trained_months,omitzero"`
	WeeksOff       Reading[unit.Weeks]              `json:"weeks_off,omitzero"`
	VO2Max         Reading[unit.OxygenUptake]       `json:"vo2max,omitzero"`
	Event          Reading[Event]                   `json:"event,omitzero"`
	Goal           Reading[Goal]                    `json:"goal,omitzero"`
}

// Event is something the person trains for. It is a plain value.
type Event struct {
	Type             Reading[string]         `json:"type,omitzero"` // such as "weigh-in"
	Day              Reading[unit.Days]      `json:"days,omitzero"` // days from today
	MassChangeWanted Reading[unit.Kilograms] `json:"mass_change_wanted_kg,omitzero"`
}

// Sleep is sleep in a usual week. The zero Sleep is unknown in all fields. It
// is a plain value.
type Sleep struct {
	Duration   Reading[unit.HoursPerDay] `json:"sleep_h,omitzero"`         // asleep, in 24 h
	MidpointSD Reading[unit.Minutes]     `json:"midpoint_sd_min,omitzero"` // standard deviation of the middle of sleep over 7 nights or more
	ShiftWork  Reading[bool]             `json:"shift_work,omitzero"`
	PSQI       Reading[unit.Score]       `json:"psqi,omitzero"` // 0 to 21; above 5 is poor
}

// Stress is stress as told or measured. The zero Stress is unknown in all
// fields. It is a plain value.
type Stress struct {
	PSS10 Reading[unit.Score] `json:"pss10,omitzero"`       // 0 to 40
	Scale Reading[unit.Score] `json:"stress_1_10,omitzero"` // 1 to 10
	HRV   Reading[HRV]        `json:"hrv,omitzero"`
}

// HRV is heart-rate variability. Numbers of the two methods are never compared.
// It is a plain value.
type HRV struct {
	Value  Reading[unit.Milliseconds] `json:"ms,omitzero"`
	Method Reading[HRVMethod]         `json:"method,omitzero"`
}

// GI is how the gut feels. The zero GI is unknown in all fields, the red flags
// too. It is a plain value.
type GI struct {
	Bristol       Reading[unit.Score]        `json:"bristol,omitzero"` // Bristol stool form, 1 to 7
	Stools        Reading[unit.TimesPerWeek] `json:"stools_wk,omitzero"`
	Bloating      Reading[unit.Score]        `json:"bloating_0_10,omitzero"`
	AbdominalPain Reading[unit.Score]        `json:"abdominal_pain_0_10,omitzero"`
	ExerciseGI    Reading[bool]              `json:"exercise_gi_symptoms,omitzero"` // gut complaints in or after exercise
	RedFlags      Reading[[]RedFlag]         `json:"red_flags,omitzero"`
}

// Microbiome is the summary of a stool test. Whole profiles come as files. It
// is a plain value.
type Microbiome struct {
	Method             Reading[string]                           `json:"method,omitzero"` // such as "16S"
	Provider           Reading[string]                           `json:"provider,omitzero"`
	Pipeline           Reading[string]                           `json:"pipeline,omitzero"`
	Database           Reading[string]                           `json:"database,omitzero"`
	Reference          Reading[string]                           `json:"reference,omitzero"` // group that percentiles are of
	CollectedDay       Reading[unit.Days]                        `json:"collected_day,omitzero"`
	Taxa               Reading[map[string]Reading[unit.Percent]] `json:"taxa_pct,omitzero"` // percent of the profile by name as given
	RichnessPercentile Reading[unit.Percent]                     `json:"observed_richness_percentile,omitzero"`
}
