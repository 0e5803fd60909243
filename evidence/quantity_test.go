package evidence

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestQuantities(t *testing.T) {
	inf := math.Inf(1)
	for _, tt := range []struct {
		text string
		want []quantity
	}{
		{"", nil},
		{"days", nil},
		{"12 wk", []quantity{{12, 12, "wk"}}},
		{"4-wk", []quantity{{4, 4, "wk"}}},
		{"7-52 wk", []quantity{{7, 52, "wk"}}},
		{"18–35 y", []quantity{{18, 35, "y"}}},
		{"5 or 14 d", []quantity{{5, 14, "d"}}},
		{">=4 wk", []quantity{{4, inf, "wk"}}},
		{"≥ 65 years", []quantity{{65, inf, "years"}}},
		{"at least 7 days", []quantity{{7, inf, "days"}}},
		{"6 wk or more of training", []quantity{{6, inf, "wk"}}},
		{"60 years and older", []quantity{{60, inf, "years"}}},
		{"60+ years", []quantity{{60, inf, "years"}}},
		{"up to 12 wk", []quantity{{0, 12, "wk"}}},
		{"67 (SD 5) y", []quantity{{67, 67, "y"}}},
		{"21.5 +/- 2.8 years", []quantity{{21.5, 21.5, "years"}}},
		{"mean 50.0 (men) and 50.8 (women) years", []quantity{{50, 50.8, "years"}}},
		{"1e9 CFU/d", []quantity{{1e9, 1e9, "cfu/d"}}},
		{"20 g/day of inulin", []quantity{{20, 20, "g/d"}}},
		{"20 g daily", []quantity{{20, 20, "g/d"}}},
		{"2 g per day", []quantity{{2, 2, "g/d"}}},
		{"omega-3 500 mg/d", []quantity{{500, 500, "mg/d"}}},
		{"vitamin b12 2 ug", []quantity{{2, 2, "ug"}}},
		{"2 µg", []quantity{{2, 2, "ug"}}},
		{"d 1-21", []quantity{{1, 21, ""}}},
		{"1e", []quantity{{1, 1, "e"}}},
		{"1.", []quantity{{1, 1, ""}}},
		{"1e999 g", []quantity{{inf, inf, "g"}}},
		{"(12 wk", nil},
	} {
		if diff := cmp.Diff(tt.want, quantities(tt.text), cmp.AllowUnexported(quantity{})); diff != "" {
			t.Errorf("%q: %s", tt.text, diff)
		}
	}
}

func TestTraitsOfTexts(t *testing.T) {
	for _, tt := range []struct {
		text string
		got  func(string) trait
		want string
	}{
		{"", durationGroup, ""},
		{"7 d", durationGroup, "up to 1 week"},
		{"24 h", durationGroup, "up to 1 week"},
		{"30 d", durationGroup, "up to 4 weeks"},
		{"1 month", durationGroup, "up to 4 weeks"},
		{"3 months", durationGroup, "up to 12 weeks"},
		{"8 wk, washout at least 6 wk", durationGroup, "up to 12 weeks"},
		{"19 wk (37 to 56 weeks of age)", durationGroup, "over 12 weeks"},
		{"24 wk or more", durationGroup, "over 12 weeks"},
		{"12 months", durationGroup, "over 12 weeks"},
		{">=4 wk", durationGroup, "stated otherwise"},
		{"up to 12 wk", durationGroup, "stated otherwise"},
		{"single dose", durationGroup, "stated otherwise"},
		{"1990-2014", durationGroup, "stated otherwise"},
		{"", people, ""},
		{"adults", people, ""},
		{"older", people, "60 or over"},
		{"young", people, "18 to 39"},
		{"67 (SD 5) y", people, "60 or over"},
		{"18-55 years", people, "mixed ages"},
		{">=50 y", people, "mixed ages"},
		{"60 years and over", people, "60 or over"},
		{"7-15 years", people, "under 18"},
		{"48 y (SD 11)", people, "40 to 59"},
		{"6 weeks at start", people, ""},
		{"22 months", animals, ""},
		{"2 years", animals, ""},
		{"aged", animals, "old"},
		{"young", animals, "young"},
	} {
		if got := tt.got(tt.text); got.text != tt.want {
			t.Errorf("%q: %q, want %q", tt.text, got.text, tt.want)
		}
	}
}

func people(s string) trait  { return ageGroup(s, true) }
func animals(s string) trait { return ageGroup(s, false) }

func TestDose(t *testing.T) {
	for _, tt := range []struct {
		text   string
		amount float64
		unit   string
	}{
		{"inulin 16 g/day", 16, "g/d"},
		{"500 mg/d", 0.5, "g/d"},
		{"2000 IU/d", 2000, "IU/d"},
		{"2.5 mM", 2.5, "mM"},
		{"5e9 CFU/kg/d", 5e9, "CFU/kg/d"},
		{"0.8 g/kg/d", 0.8, "g/kg/d"},
		{"500 mg three times a day", 0, ""},
		{"5e10 CFU twice daily", 0, ""},
		{"1e8 or 1e9 CFU/d", 0, ""},
		{"40 % of energy", 0, ""},
		{"8 h eating window", 0, ""},
		{"8.5 h vs 4.25 h", 0, ""},
		{"resistance training", 0, ""},
		{"1e999 g", 0, ""},
		{"", 0, ""},
	} {
		amount, unit, ok := dose(tt.text)
		if amount != tt.amount || unit != tt.unit || ok != (tt.unit != "") {
			t.Errorf("%q: %v %q %v, want %v %q", tt.text, amount, unit, ok, tt.amount, tt.unit)
		}
	}
}

func FuzzQuantities(f *testing.F) {
	for _, s := range []string{"8 wk, washout at least 6 wk", "60+ y", "1e9 CFU/d or 3 (4", "−.e9µ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, q := range quantities(text) {
			if !(q.lo >= 0 && q.lo <= q.hi) {
				t.Errorf("%q: %v", text, q)
			}
		}
		durationGroup(text)
		people(text)
		if amount, _, ok := dose(text); ok && (amount < 0 || math.IsInf(amount, 0)) {
			t.Errorf("%q: dose %v", text, amount)
		}
	})
}

func TestEnumsOfReports(t *testing.T) {
	checkEnum[Overlap](t, "not-said registration cohort group duplicate included")
	checkEnum[Moderator](t, "none human-or-animal species level design sex age dose duration population")
	checkEnum[Dispute](t, "no-findings agreed partly-null opposed")
	for last, want := range map[interface{ String() string }]string{IncludedStudy: "included", ByPopulation: "population", Opposed: "opposed"} {
		if last.String() != want {
			t.Errorf("%d = %s, want %s", last, last, want)
		}
	}
}
