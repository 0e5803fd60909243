package strategy

import (
	"math"
	"testing"

	"github.com/gutmuscle/gutmuscle/strategy/unit"
)

// TestFacts checks the tables of three-valued logic.
func TestFacts(t *testing.T) {
	all := []truth{no, unsure, yes}
	for _, a := range all {
		for _, b := range all {
			x, y := fact{a, 1}, fact{b, 2}
			if got := x.or(y).is; got != max(a, b) {
				t.Errorf("%d or %d is %d", a, b, got)
			}
			if got := x.and(y).is; got != min(a, b) {
				t.Errorf("%d and %d is %d", a, b, got)
			}
			if got := x.given(y).is; got != min(a, b) {
				t.Errorf("%d given %d is %d", a, b, got)
			}
			for what, f := range map[string]fact{"or": x.or(y), "and": x.and(y)} {
				if a == f.is != (f.by&1 != 0) || b == f.is != (f.by&2 != 0) {
					t.Errorf("%d %s %d is decided by %b", a, what, b, f.by)
				}
			}
		}
		if got := (fact{a, 1}).told().is; got == unsure || a != unsure && got != a {
			t.Errorf("%d told is %d", a, got)
		}
	}
	if got := (fact{unsure, 1}).given(fact{unsure, 2}); got.by != 2 {
		t.Error("what makes a field matter is to be asked first")
	}
}

// TestNumbersMayBarButNotClear checks how sure the comparisons are of values
// that are not known for sure.
func TestNumbersMayBarButNotClear(t *testing.T) {
	for _, tt := range []struct {
		name string
		eGFR Reading[unit.Clearance]
		want truth // that it is below 60
	}{
		{"known, low", Known[unit.Clearance](40), yes},
		{"known, fine", Known[unit.Clearance](90), no},
		{"on the line", Known[unit.Clearance](60), no},
		{"interval across", Between[unit.Clearance](50, 70), unsure},
		{"interval below", Between[unit.Clearance](40, 59), yes},
		{"unknown", Reading[unit.Clearance]{}, unsure},
		{"not applicable", Reading[unit.Clearance]{State: StateNotApplicable}, unsure},
		{"imputed, low", Reading[unit.Clearance]{State: StateImputed, Value: 40}, yes},
		{"imputed, fine", Reading[unit.Clearance]{State: StateImputed, Value: 90}, unsure},
		{"unlikely, high", Known[unit.Clearance](150), unsure},
		{"unlikely, low", Known[unit.Clearance](10), yes},
		{"told twice, both fine", Reading[unit.Clearance]{State: StateConflicting, Values: []unit.Clearance{70, 90}}, no},
		{"told twice, one low", Reading[unit.Clearance]{State: StateConflicting, Values: []unit.Clearance{40, 90}}, unsure},
		{"not a number", Known(unit.Clearance(math.NaN())), unsure},
	} {
		h := &Habits{Subject: Subject{EGFR: tt.eGFR}}
		var p person
		p.look(h, h.Check())
		if got := p.eGFR().below(60).is; got != tt.want {
			t.Errorf("%s: %d, want %d", tt.name, got, tt.want)
		}
	}
}

// TestTaken checks which medicines may be of a class.
func TestTaken(t *testing.T) {
	m := func(substance, class string) Medicine {
		var m Medicine
		if substance != "" {
			m.Substance = Known(substance)
		}
		if class != "" {
			var c Class
			if err := c.UnmarshalText([]byte(class)); err != nil {
				t.Fatal(err)
			}
			m.Class = Known(c)
		}
		return m
	}
	list := func(all ...Medicine) Reading[[]Medicine] { return Known(all) }
	for _, tt := range []struct {
		name   string
		others Reading[[]Medicine]
		class  Class
		want   truth
	}{
		{"none", Known([]Medicine{}), ClassWarfarin, no},
		{"not asked", Reading[[]Medicine]{}, ClassWarfarin, unsure},
		{"declined", Reading[[]Medicine]{State: StateDeclined}, ClassWarfarin, unsure},
		{"by substance", list(m("phenprocoumon", "")), ClassWarfarin, yes},
		{"by class", list(m("", "warfarin")), ClassWarfarin, yes},
		{"another", list(m("metformin", "")), ClassWarfarin, no},
		{"narrower class", list(m("", "anti-tnf")), ClassImmunosuppressant, yes},
		{"not recognized", list(m("moonshine", "")), ClassWarfarin, unsure},
		{"not recognized, with a class", list(m("moonshine", "statin")), ClassWarfarin, unsure},
		{"nothing said of it", list(m("", "")), ClassWarfarin, unsure},
		{"class and substance disagree: both", list(m("paracetamol", "warfarin")), ClassWarfarin, yes},
		{"a combination with a part that is not recognized", list(m("metformin + moonshine", "")), ClassBiguanide, yes},
		{"imputed", Reading[[]Medicine]{State: StateImputed, Value: []Medicine{}}, ClassWarfarin, unsure},
		{"told in two ways", Reading[[]Medicine]{State: StateConflicting, Values: [][]Medicine{{}, {m("warfarin", "")}}}, ClassWarfarin, unsure},
	} {
		h := &Habits{Meds: Meds{Others: tt.others, Antibiotics: Known([]Antibiotic{})}}
		var p person
		p.look(h, nil)
		if got := p.takes(tt.class).is; got != tt.want {
			t.Errorf("%s: %d, want %d", tt.name, got, tt.want)
		}
	}
}
