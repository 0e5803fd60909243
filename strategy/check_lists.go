package strategy

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strconv"

	"github.com/gutmuscle/gutmuscle/evidence/spell"
)

// lists checks the elements of each list.
func (c *checker) lists() {
	h := c.h
	for i := range elements(c, "diet.fermented", &h.Diet.Fermented) {
		path := element("diet.fermented", i)
		f := &h.Diet.Fermented.Value[i]
		c.part(path, ".servings_wk", numeric(&f.Servings), fermentedServings)
	}
	for i := range elements(c, "meds.antibiotics", &h.Meds.Antibiotics) {
		path := element("meds.antibiotics", i)
		a := &h.Meds.Antibiotics.Value[i]
		c.part(path, ".start_day", numeric(&a.StartDay), antibioticDay)
		c.part(path, ".end_day", numeric(&a.EndDay), antibioticDay)
		start, end := numeric(&a.StartDay), numeric(&a.EndDay)
		if start.usable() && end.usable() && end.hi < start.lo {
			c.add(IssueReject, path+".end_day", "ends on day "+digits(end.x)+", starts on day "+digits(start.x), "an end after the start", "")
		}
		c.substance(path, &a.Substance, &a.Class)
	}
	for i := range elements(c, "meds.others", &h.Meds.Others) {
		path := element("meds.others", i)
		m := &h.Meds.Others.Value[i]
		c.part(path, ".mg_d", numeric(&m.Dose), medicineDose)
		c.substance(path, &m.Substance, &m.Class)
	}
	for i := range elements(c, "meds.probiotics", &h.Meds.Probiotics) {
		path := element("meds.probiotics", i)
		p := &h.Meds.Probiotics.Value[i]
		c.part(path, ".cfu_d", numeric(&p.Dose), probioticDose)
		c.part(path, ".days_wk", numeric(&p.Days), probioticWeek)
		elements(c, path+".strains", &p.Strains)
	}
	for i := range elements(c, "meds.supplements", &h.Meds.Supplements) {
		path := element("meds.supplements", i)
		s := &h.Meds.Supplements.Value[i]
		c.part(path, ".g_d", numeric(&s.Dose), supplementDose)
	}
	for i := range elements(c, "conditions", &h.Conditions) {
		if condition := h.Conditions.Value[i]; !condition.Recognized() {
			c.unrecognized(element("conditions", i), string(condition), conditionNames(), "a condition of the list")
		}
	}
	elements(c, "allergies", &h.Allergies)
	elements(c, "gi.red_flags", &h.GI.RedFlags)
	if m := &h.Microbiome; m.Usable() && m.Value.Taxa.Usable() {
		taxa := m.Value.Taxa.Value
		for _, name := range slices.Sorted(maps.Keys(taxa)) {
			percent := taxa[name]
			c.part("microbiome.taxa_pct.", name, numeric(&percent), taxonPercent)
		}
	}
}

// elements returns the number of elements of a list, if they are told, and
// rejects those that the list has already.
func elements[T any](c *checker, path string, list *Reading[[]T]) int {
	if !list.Usable() {
		return 0
	}
	if len(list.Value) > 1 {
		c.repeated(path, reflect.ValueOf(list.Value))
	}
	return len(list.Value)
}

// repeated rejects the elements that a list has already.
func (c *checker) repeated(path string, v reflect.Value) {
	first := make(map[string]int)
	for i := range v.Len() {
		text, err := json.Marshal(v.Index(i).Interface())
		if err != nil {
			continue // it holds a number that is none, which is rejected by itself
		}
		if j, again := first[string(text)]; again {
			c.add(IssueReject, element(path, i), "the same as element "+strconv.Itoa(j), "each element once", "")
		} else {
			first[string(text)] = i
		}
	}
}

// element returns the path of an element of a list.
func element(list string, i int) string { return list + "[" + strconv.Itoa(i) + "]" }

// part checks a number inside a list, whose path is in two parts: they are put
// together only if there is something to say.
func (c *checker) part(path, field string, r reading, b bounds) {
	if r.state == StateConflicting {
		c.conflict(path+field, r)
	}
	if b.judge(r.amount) != IssueNotSaid {
		c.within(path+field, r, b)
	}
}

// conflict adds the issue of a reading that conflicts.
func (c *checker) conflict(path string, r reading) {
	c.add(IssueConflict, path, r.shown(), "one value", "")
}

// substance checks a medicine: whether its substance is recognized, and agrees
// with the class that was given.
func (c *checker) substance(path string, substance *Reading[string], class *Reading[Class]) {
	if substance.State == StateConflicting {
		c.conflict(path+".substance", other(substance))
	}
	if class.State == StateConflicting {
		c.conflict(path+".class", other(class))
	}
	if !substance.Usable() {
		return
	}
	switch {
	case !recognized(substance):
		c.unrecognized(path+".substance", substance.Value, substanceNames(), "the name of one substance (INN)")
	case class.Usable() && class.Value != ClassUnknown:
		classes, _ := ClassesOf(substance.Value)
		if agrees(class.Value, classes) {
			return
		}
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
