package strategy

import (
	"math"
	"strconv"
)

// bodyMassIndex is the range of kg/m² outside which a mass and a height cannot
// be of one grown person.
var bodyMassIndex = [2]float64{10, 80}

// pound is a pound in kg, inch an inch in cm; both exact.
const (
	pound = 0.45359237
	inch  = 2.54
)

// body checks the mass and the height against each other.
func (c *checker) body() {
	s := &c.h.Subject
	mass, height := numeric(&s.Mass), numeric(&s.Height)
	if !mass.usable() || !height.usable() || !(mass.lo > 0) || !(height.lo > 0) {
		return
	}
	index := func(kg, cm float64) float64 { return kg / (cm * cm) * 10_000 }
	lo, hi := index(mass.lo, height.hi), index(mass.hi, height.lo)
	if lo <= bodyMassIndex[1] && hi >= bodyMassIndex[0] {
		return
	}
	found := mass.text() + " and " + height.text() + ": BMI " + tenths(index(mass.x, height.x))
	wanted := "a BMI of " + want(bodyMassIndex[0], bodyMassIndex[1], "kg/m²")
	kg, cm := mass.x*pound, height.x
	if cm < 100 {
		cm *= inch
	}
	pounds := ""
	if bmi := index(kg, cm); bmi >= 15 && bmi <= 60 && !c.child() {
		pounds = tenths(kg) + " kg (pounds? " + digits(mass.x) + " lb)"
	}
	c.add(IssueReject, "subject.mass_kg", found, wanted, pounds)
	c.add(IssueReject, "subject.height_cm", found, wanted, c.likely("subject.height_cm", height.number()))
}

// diaryFields are the numbers that come from a food diary.
var diaryFields = []string{
	"diet.added_sugar_g_d", "diet.caffeine_mg_d", "diet.carb_g_d", "diet.energy_kcal_d", "diet.fat_pct_e",
	"diet.fiber_g_d", "diet.fiber_soluble_g_d", "diet.fluid_l_d", "diet.leucine_g_d", "diet.omega3_g_d",
	"diet.plant_protein_pct", "diet.protein_g_d", "diet.protein_meals_n", "diet.resistant_starch_g_d", "diet.upf_pct_e",
}

// diary checks what a diary says against the number of its days.
func (c *checker) diary() {
	d := &c.h.Diet
	days := numeric(&d.LoggedDays)
	switch {
	case !days.usable():
	case days.lo > 0:
		zero := func(path string, n reading) {
			if n.usable() && n.lo == 0 && n.hi == 0 {
				c.add(IssueReject, path, n.text()+" over "+days.text()+" logged days", "more than 0, or not known",
					"not known (missing written as zero?)")
			}
		}
		zero("diet.energy_kcal_d", numeric(&d.Energy))
		zero("diet.fiber_g_d", numeric(&d.Fiber))
		zero("diet.protein_g_d", numeric(&d.Protein))
	case days.hi == 0:
		for _, path := range diaryFields {
			if n, _ := c.h.Field(path); n.Usable() && n.Source == "" {
				c.add(IssueUnlikely, path, n.text()+" with no logged day", "logged days, or the source of the number", "")
			}
		}
	}
	if n := numeric(&d.IncompleteDays); n.usable() && days.usable() && n.lo > days.hi && days.hi > 0 {
		c.add(IssueConflict, "diet.incomplete_days_n", n.text(), "at most the "+days.text()+" logged days", "")
	}
}

// disagreements checks parts against their wholes.
func (c *checker) disagreements() {
	part := func(path, wholePath string, part, whole reading) {
		if part.usable() && whole.usable() && part.lo > whole.hi {
			c.add(IssueConflict, path, part.text(), "at most "+wholePath+", "+whole.text(), "")
		}
	}
	s, d, e := &c.h.Subject, &c.h.Diet, &c.h.Exercise
	part("subject.ffm_kg", "subject.mass_kg", numeric(&s.FatFreeMass), numeric(&s.Mass))
	part("diet.leucine_g_d", "diet.protein_g_d", numeric(&d.Leucine), numeric(&d.Protein))
	part("diet.fiber_soluble_g_d", "diet.fiber_g_d", numeric(&d.FiberSoluble), numeric(&d.Fiber))
	part("diet.added_sugar_g_d", "diet.carb_g_d", numeric(&d.AddedSugar), numeric(&d.Carb))
	n, minutes := numeric(&e.ResistSessions), numeric(&e.ResistMinutes)
	if n.usable() && minutes.usable() && n.hi == 0 && minutes.lo > 0 {
		c.add(IssueConflict, "exercise.resist_sessions_wk", "0 with "+minutes.text()+" of resistance training", "sessions, or no minutes", "")
	}
	if s.Pregnant.State == StateKnown && !s.Pregnant.Value && s.Gestation.Usable() && s.Gestation.Value > 0 {
		c.add(IssueConflict, "subject.gestation_wk", numeric(&s.Gestation).text()+" and not pregnant", "one of the two", "")
	}
}

// child reports whether the person is below 18 years: the body of a child is
// small, and not that of an adult in another unit.
func (c *checker) child() bool {
	age := numeric(&c.h.Subject.Age)
	return age.usable() && age.hi < adult
}

// likely is the function likely for the person.
func (c *checker) likely(path string, n Number) string {
	if c.child() && (path == "subject.mass_kg" || path == "subject.height_cm") {
		return ""
	}
	return likely(path, n)
}

// likely returns the likely correction of a number that is out of range: the
// unit, the period or the double count that such a number usually comes from.
// It is "" if none is likely.
func likely(path string, n Number) string {
	x := n.Value
	if n.Lo != n.Hi || !(x > 0) {
		return ""
	}
	between := func(lo, hi float64) bool { return x >= lo && x <= hi }
	become := func(y float64, u, why string) string {
		return tenths(y) + unitText(u) + " (" + why + "? " + digits(x) + unitText(n.Unit) + ")"
	}
	switch path {
	case "subject.height_cm":
		switch {
		case between(48, 100):
			return tenths(x*inch) + " cm (inches? " + digits(x) + " in)"
		case between(1.2, 2.3):
			return tenths(x*100) + " cm (meters? " + digits(x) + " m)"
		case between(4, 7.5):
			return tenths(x*12*inch) + " cm (feet? " + digits(x) + " ft)"
		}
	case "subject.mass_kg":
		switch {
		case between(180, 770):
			return tenths(x*pound) + " kg (pounds? " + digits(x) + " lb)"
		case between(6, 25):
			return tenths(x*14*pound) + " kg (stone? " + digits(x) + " st)"
		case between(25_000, 350_000):
			return tenths(x/1000) + " kg (grams? " + digits(x) + " g)"
		}
	case "diet.fiber_g_d":
		if between(70, 7*120) {
			return tenths(x/7) + " g/d (weekly total? " + digits(x) + " g/wk)"
		}
	case "diet.energy_kcal_d":
		if between(4500, 4500*4.184) {
			return tenths(x/4.184) + " kcal/d (kilojoules? " + digits(x) + " kJ/d)"
		}
	case "diet.fluid_l_d":
		if between(500, 15_000) {
			return tenths(x/1000) + " L/d (milliliters? " + digits(x) + " mL/d)"
		}
	case "diet.omega3_g_d":
		if between(50, 20_000) {
			return strconv.FormatFloat(x/1000, 'g', 3, 64) + " g/d (milligrams? " + digits(x) + " mg/d)"
		}
	case "diet.fat_pct_e":
		if between(0.1, 0.8) {
			return tenths(x*100) + " % (a fraction? " + digits(x) + " of 1)"
		}
	case "sleep.sleep_h":
		switch {
		case between(10, 24):
			return become(x/2, n.Unit, "two sources summed")
		case between(180, 840):
			return tenths(x/60) + " h/d (minutes? " + digits(x) + " min/d)"
		}
	case "exercise.steps_d":
		if x > 25_000 {
			return "fewer (two devices?)"
		}
	case "exercise.walk_min_wk", "exercise.mod_min_wk", "exercise.vig_min_wk":
		if x > 1260 {
			return "at most 1260 min/wk (counted twice, or all day?)"
		}
	case "stress.hrv.ms":
		if between(0.005, 0.4) {
			return tenths(x*1000) + " ms (seconds? " + digits(x) + " s)"
		}
	}
	return ""
}

// tenths writes x for a message, to one decimal.
func tenths(x float64) string { return digits(math.Round(x*10) / 10) }
