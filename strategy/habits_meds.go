package strategy

import "github.com/gutmuscle/gutmuscle/strategy/unit"

// Meds is what the person takes. The zero Meds is unknown in all fields, which
// is not the same as taking nothing. It is a plain value.
type Meds struct {
	Antibiotics Reading[[]Antibiotic] `json:"antibiotics,omitzero"` // of the last two years
	Others      Reading[[]Medicine]   `json:"others,omitzero"`
	Probiotics  Reading[[]Probiotic]  `json:"probiotics,omitzero"`
	Supplements Reading[[]Supplement] `json:"supplements,omitzero"`
}

// Antibiotic is one course of an antibiotic. It is a plain value.
type Antibiotic struct {
	Substance  Reading[string]    `json:"substance,omitzero"` // INN; parts of a combination joined by +
	Class      Reading[Class]     `json:"class,omitzero"`     // as given; see [Antibiotic.Classes]
	StartDay   Reading[unit.Days] `json:"start_day,omitzero"` // days from today
	EndDay     Reading[unit.Days] `json:"end_day,omitzero"`   // days from today; unknown if still taken
	Prescribed Reading[bool]      `json:"prescribed,omitzero"`
}

// Medicine is one medicine that is taken now. It is a plain value.
type Medicine struct {
	Substance Reading[string]                `json:"substance,omitzero"` // INN; parts of a combination joined by +
	Class     Reading[Class]                 `json:"class,omitzero"`     // as given; see [Medicine.Classes]
	Dose      Reading[unit.MilligramsPerDay] `json:"mg_d,omitzero"`
}

// Probiotic is one probiotic product. It is a plain value.
type Probiotic struct {
	Label   Reading[string]            `json:"label,omitzero"`
	Strains Reading[[]string]          `json:"strains,omitzero"`
	Dose    Reading[unit.CFUPerDay]    `json:"cfu_d,omitzero"`
	Days    Reading[unit.TimesPerWeek] `json:"days_wk,omitzero"`
}

// Supplement is one food supplement, such as creatine. It is a plain value.
type Supplement struct {
	Name Reading[string]           `json:"name,omitzero"`
	Dose Reading[unit.GramsPerDay] `json:"g_d,omitzero"`
}
