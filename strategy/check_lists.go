package strategy

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"

	"github.com/gutmuscle/gutmuscle/evidence/spell"
)

// lists checks the elements of each list.
func (c *checker) lists() {
	h := c.h
	for path, f := range elements(c, "diet.fermented", h.Diet.Fermented) {
		c.element(path+".servings_wk", numeric(&f.Servings), fermentedServings)
	}
	for path, a := range elements(c, "meds.antibiotics", h.Meds.Antibiotics) {
		c.element(path+".start_day", numeric(&a.StartDay), antibioticDay)
		c.element(path+".end_day", numeric(&a.EndDay), antibioticDay)
		start, end := numeric(&a.StartDay).number(), numeric(&a.EndDay).number()
		if start.Usable() && end.Usable() && end.Hi < start.Lo {
			c.add(IssueReject, path+".end_day", "ends on day "+digits(end.Value)+", starts on day "+digits(start.Value), "an end after the start", "")
		}
		c.substance(path, a.Substance, a.Class)
	}
	for path, m := range elements(c, "meds.others", h.Meds.Others) {
		c.element(path+".mg_d", numeric(&m.Dose), medicineDose)
		c.substance(path, m.Substance, m.Class)
	}
	for path, p := range elements(c, "meds.probiotics", h.Meds.Probiotics) {
		c.element(path+".cfu_d", numeric(&p.Dose), probioticDose)
		c.element(path+".days_wk", numeric(&p.Days), probioticWeek)
		for range elements(c, path+".strains", p.Strains) {
		}
	}
	for path, s := range elements(c, "meds.supplements", h.Meds.Supplements) {
		c.element(path+".g_d", numeric(&s.Dose), supplementDose)
	}
	for path, condition := range elements(c, "conditions", h.Conditions) {
		if !condition.Recognized() {
			c.unrecognized(path, string(*condition), conditionNames(), "a condition of the list")
		}
	}
	for range elements(c, "allergies", h.Allergies) {
	}
	for range elements(c, "gi.red_flags", h.GI.RedFlags) {
	}
	if m := &h.Microbiome; m.Usable() && m.Value.Taxa.Usable() {
		taxa := m.Value.Taxa.Value
		for _, name := range slices.Sorted(maps.Keys(taxa)) {
			percent := taxa[name]
			c.element("microbiome.taxa_pct."+name, numeric(&percent), taxonPercent)
		}
	}
}

// elements yields the path and the address of each element of a list whose
// elements are told, and rejects those that the list has already.
func elements[T any](c *checker, path string, list Reading[[]T]) func(yield func(string, *T) bool) {
	return func(yield func(string, *T) bool) {
		if !list.Usable() {
			return
		}
		first := make(map[string]int)
		for i := range list.Value {
			at := path + "[" + strconv.Itoa(i) + "]"
			if len(list.Value) > 1 {
				// An element that cannot be written holds a number that is none,
				// which is rejected by itself.
				if text, err := json.Marshal(list.Value[i]); err == nil {
					if j, again := first[string(text)]; again {
						c.add(IssueReject, at, "the same as element "+strconv.Itoa(j), "each element once", "")
					} else {
						first[string(text)] = i
					}
				}
			}
			if !yield(at, &list.Value[i]) {
				return
			}
		}
	}
}

// element checks a number inside a list.
func (c *checker) element(path string, r numberReading, b bounds) {
	if r.state() == StateConflicting {
		c.add(IssueConflict, path, r.shown(), "one value", "")
	}
	c.within(path, r.number(), b)
}

// substance checks a medicine: whether its substance is recognized, and agrees
// with the class that was given.
func (c *checker) substance(path string, substance Reading[string], class Reading[Class]) {
	if substance.State == StateConflicting {
		c.add(IssueConflict, path+".substance", substance.shown(), "one value", "")
	}
	if class.State == StateConflicting {
		c.add(IssueConflict, path+".class", class.shown(), "one value", "")
	}
	if !substance.Usable() {
		return
	}
	classes, ok := ClassesOf(substance.Value)
	switch {
	case !ok:
		c.unrecognized(path+".substance", substance.Value, substanceNames(), "the name of one substance (INN)")
	case class.Usable() && class.Value != ClassUnknown && !agrees(class.Value, classes):
		want := "no class of the list"
		if len(classes) > 0 {
			want = classes[0].String()
		}
		c.add(IssueConflict, path+".class", class.Value.String()+" for "+substance.Value, want, "")
	}
}

// unrecognized adds the issue of a name that is not among the known ones.
func (c *checker) unrecognized(path, name string, known func(func(string) bool), want string) {
	likely := ""
	if near := spell.Nearest(name, known); len(near) > 0 {
		likely = near[0]
	}
	c.add(IssueUnrecognized, path, spell.Quote(name), want, likely)
}
