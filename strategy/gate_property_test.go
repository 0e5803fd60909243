package strategy

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gutmuscle/gutmuscle/strategy/unit"
)

// forget makes the field at a wire path unknown.
func (h *Habits) forgetField(path string) *Habits {
	return h.without([]Issue{{Field: path, Kind: IssueReject}}, IssueReject)
}

// looser tells in what the advice of b goes beyond that of a, or "".
func looser(a, b Verdict) string {
	for f := range b.Families() {
		if !a.Allows(f) {
			return "leaves " + f.String()
		}
	}
	for u := range a.Untold() {
		if b.Tells(u.Target) {
			return "tells of " + u.Target.String()
		}
	}
	limits := slices.Collect(b.Limits())
	for l := range a.Limits() {
		holds := func(m Limit) bool {
			return m.Family == l.Family && m.Kind == l.Kind && m.Max <= l.Max && slices.Equal(m.Items, l.Items)
		}
		if b.Allows(l.Family) && !slices.ContainsFunc(limits, holds) {
			return fmt.Sprintf("does not limit %s: %s", l.Family, l.Kind)
		}
	}
	return ""
}

// crowd returns people who are each made of a few invented ones.
func crowd(t testing.TB, n int) []*Habits {
	r := rand.New(rand.NewPCG(7, 8))
	people := adversaries(t)
	all := make([]*Habits, n)
	for i := range all {
		a := adversary{With: map[string]any{}}
		for range 1 + r.IntN(4) {
			patch(a.With, copied(people[r.IntN(len(people))].With))
		}
		all[i] = a.habits(t)
	}
	return all
}

func copied(m map[string]any) map[string]any {
	c := maps.Clone(m)
	for k, v := range c {
		if inner, ok := v.(map[string]any); ok {
			c[k] = copied(inner)
		}
	}
	return c
}

// contraindications are changes that each speak against something, of what is
// told already.
func contraindications() map[string]func(*Habits) {
	all := map[string]func(*Habits){
		"pregnant":      func(h *Habits) { h.Subject.Sex, h.Subject.Pregnant = Known(SexFemale), Known(true) },
		"breastfeeding": func(h *Habits) { h.Subject.Lactating = Known(true) },
		"child":         func(h *Habits) { h.Subject.Age = Known[unit.Years](14) },
		"eGFR of 25":    func(h *Habits) { h.Subject.EGFR = Known[unit.Clearance](25) },
		"SCOFF of 4":    func(h *Habits) { h.Subject.SCOFF = Known[unit.Score](4) },
		"thin": func(h *Habits) {
			h.Subject.Mass, h.Subject.Height = Known[unit.Kilograms](45), Known[unit.Centimeters](178)
		},
		"change of period": func(h *Habits) { h.Subject.MenstrualChange = Known(true) },
		"few carbs":        func(h *Habits) { h.Diet.Carb = Known[unit.GramsPerDay](55) },
		"long fast":        func(h *Habits) { h.Diet.Fasting = Known[unit.HoursPerDay](19) },
		"hard stools": func(h *Habits) {
			if h.GI.Bristol.Value < 6 {
				h.GI.Bristol = Known[unit.Score](1)
			}
		},
		"no exercise": func(h *Habits) {
			none := Known[unit.MinutesPerWeek](0)
			h.Exercise.ResistMinutes, h.Exercise.Moderate, h.Exercise.Vigorous = none, none, none
			h.Exercise.ResistSessions = Reading[unit.TimesPerWeek]{}
		},
		"boulardii": func(h *Habits) {
			h.Meds.Probiotics = Known([]Probiotic{{Label: Known("Saccharomyces boulardii")}})
		},
		"raw milk": func(h *Habits) { h.Diet.Fermented = Known([]Fermented{{Food: Known("raw-milk kefir")}}) },
	}
	for _, c := range append(slices.Clone(conditions), "something else") {
		all[string(c)] = func(h *Habits) { add(&h.Conditions, c) }
	}
	for c := range classes.All() {
		if c != ClassUnknown {
			all["takes "+c.String()] = func(h *Habits) { add(&h.Meds.Others, Medicine{Class: Known(c)}) }
			all["course of "+c.String()] = func(h *Habits) {
				add(&h.Meds.Antibiotics, Antibiotic{Class: Known(c), StartDay: Known[unit.Days](-2), EndDay: Known[unit.Days](5)})
			}
		}
	}
	all["takes what is not recognized"] = func(h *Habits) { add(&h.Meds.Others, Medicine{Substance: Known("moonshine")}) }
	for f := range redFlags.All() {
		if f != FlagUnknown {
			all[f.String()] = func(h *Habits) { add(&h.GI.RedFlags, f) }
		}
	}
	for a := range allergens.All() {
		if a != AllergenUnknown {
			all["allergy to "+a.String()] = func(h *Habits) { add(&h.Allergies, a) }
		}
	}
	return all
}

// add adds an element to a list that is told.
func add[T any](list *Reading[[]T], v T) {
	if list.State == StateKnown {
		list.Value = append(slices.Clip(list.Value), v)
	}
}

// TestContraindicationsNeverLoosen adds each contraindication to each of a
// crowd: no family comes back, and no limit goes.
func TestContraindicationsNeverLoosen(t *testing.T) {
	m := Default()
	all := contraindications()
	for i, h := range crowd(t, 60) {
		before := m.Judge(h)
		for name, change := range all {
			with := *h
			change(&with)
			after := m.Judge(&with)
			if what := looser(before, after); what != "" && before.Decision() != RejectInput {
				t.Fatalf("person %d with %s %s\nbefore: %s\nafter: %s", i, name, what, jsonOf(t, before), jsonOf(t, after))
			}
			if after.Scored() && !before.Scored() && before.Decision() != RejectInput {
				t.Fatalf("person %d with %s is scored", i, name)
			}
		}
	}
}

// safetyFields are the fields that have to be known, and of whom.
func safetyFields(p *person) map[string]bool {
	in := func(f fact) bool { return f.is != no }
	diabetic := p.takes(ClassSGLT2Inhibitor).is == yes
	age := p.age()
	return map[string]bool{
		"subject.age_y":              true,
		"subject.sex":                p.Subject.Pregnant.State != StateKnown,
		"subject.pregnant":           !(p.Subject.Sex.State == StateKnown && p.Subject.Sex.Value == SexMale) && age.lo <= fertileTo && age.hi >= fertileFrom,
		"gi.red_flags":               true,
		"conditions":                 true,
		"meds.others":                true,
		"meds.antibiotics":           true,
		"allergies":                  true,
		"meds.probiotics":            in(p.vulnerable()) || in(p.allergic(AllergenYeast)),
		"subject.egfr_ml_min_1_73m2": in(age.from(65).or(p.has(kidneys...)).or(p.has(ConditionType1Diabetes, ConditionType2Diabetes, ConditionHypertension))),
		"subject.scoff":              in(age.below(30).or(p.bmi().below(18.5).told())),
		"diet.carb_g_d":              diabetic,
		"diet.fasting_h":             diabetic,
	}
}

// TestUnknownNeverLoosens makes each safety field of each of a crowd unknown:
// no family comes back, and no limit goes.
func TestUnknownNeverLoosens(t *testing.T) {
	m := Default()
	for i, h := range crowd(t, 500) {
		before := m.Judge(h)
		if before.Decision() == RejectInput {
			continue // what cannot be right is as good as unknown
		}
		var p person
		p.look(h, h.Check())
		for path, has := range safetyFields(&p) {
			if !has {
				continue
			}
			after := m.Judge(h.forgetField(path))
			if path == "meds.others" && before.open&(fieldCarb|fieldFasting) != 0 {
				continue // these have to be known of who takes an SGLT2 inhibitor, and of nobody else
			}
			if what := looser(before, after); what != "" {
				t.Fatalf("person %d without %s %s\nbefore: %s\nafter: %s", i, path, what, jsonOf(t, before), jsonOf(t, after))
			}
			if state, _ := h.State(path); after.Decision() != Refuse && state == StateKnown && path != "subject.sex" &&
				path != "meds.probiotics" && // which are asked about once it is known that they matter
				after.open == before.open && !slices.Equal(slices.Collect(before.Families()), slices.Collect(after.Families())) {
				t.Fatalf("person %d: %s is not known, withholds something and is not asked for", i, path)
			}
		}
	}
}

// TestGateFields checks that the fields which a record names are those that its
// conditions read: it makes each field of each of a crowd unknown, and looks
// which gates make of the person something else.
func TestGateFields(t *testing.T) {
	table, err := safetyGates()
	if err != nil {
		t.Fatal(err)
	}
	read := make(map[string]map[string]bool)
	people := crowd(t, 6000)
	for _, a := range adversaries(t) {
		people = append(people, a.habits(t))
	}
	judge := func(p *person, h *Habits, facts []truth) {
		p.look(h, nil)
		for i := range table.rules {
			facts[i] = table.rules[i].holds(p).is
		}
	}
	var p person
	before, after := make([]truth, len(table.rules)), make([]truth, len(table.rules))
	for _, h := range people {
		judge(&p, h, before)
		for i := range wireFields {
			path := wireFields[i].path
			if state, _ := h.State(path); state == StateUnknown {
				continue
			}
			judge(&p, h.forgetField(path), after)
			for k := range table.rules {
				if id := table.rules[k].gate.ID; before[k] != after[k] {
					if read[id] == nil {
						read[id] = make(map[string]bool)
					}
					for _, whole := range gateFields {
						if path == whole || strings.HasPrefix(path, whole+".") {
							path = whole
						}
					}
					read[id][path] = true
				}
			}
		}
	}
	for i := range table.gates {
		g := &table.gates[i]
		want := slices.Sorted(slices.Values(g.Fields))
		got := slices.Sorted(maps.Keys(read[g.ID]))
		if diff := cmp.Diff(want, got); diff != "" && len(want)+len(got) > 0 {
			t.Errorf("%s: fields (-record +read):\n%s", g.ID, diff)
		}
	}
}
