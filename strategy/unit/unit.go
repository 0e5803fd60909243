package unit

// Units of a body.
type (
	Years       float64 // age, a
	Kilograms   float64 // mass, kg
	Centimeters float64 // height, cm
	// Clearance is an estimated glomerular filtration rate in mL/min/1.73 m².
	Clearance float64
	// OxygenUptake is in mL/kg/min.
	OxygenUptake float64
)

// Amounts a day or a week.
type (
	KilocaloriesPerDay float64 // kcal/d
	GramsPerDay        float64 // g/d
	GramsPerWeek       float64 // g/wk
	MilligramsPerDay   float64 // mg/d
	LitersPerDay       float64 // L/d
	CFUPerDay          float64 // colony-forming units a day
	ServingsPerWeek    float64 // servings of a named food a week
	PlantsPerWeek      float64 // different plant foods a week
	METMinutesPerWeek  float64 // MET·min/wk
	StepsPerDay        float64 // steps a day
	TimesPerWeek       float64 // sessions, sets, stools or days a week
)

// Times. Days are counted from today: the past is negative.
type (
	MinutesPerWeek float64 // min/wk
	MinutesPerDay  float64 // min/d
	HoursPerDay    float64 // h in 24 h
	Minutes        float64 // min
	Milliseconds   float64 // ms
	Days           float64 // days from today
	Weeks          float64 // wk
	Months         float64 // months
)

// Numbers without a unit.
type (
	Percent float64 // 0 to 100, not a fraction of 1
	Count   float64 // how many
	Score   float64 // points of a questionnaire or a scale
)
