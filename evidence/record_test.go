package evidence

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// problems returns the lines of err, none for nil.
func problems(err error) []string {
	if err == nil {
		return nil
	}
	return strings.Split(err.Error(), "\n")
}

func TestStudyValidate(t *testing.T) {
	good := func() *Study {
		return &Study{Key: MustParseStudyKey("lahiri-2019"), Title: "The gut microbiota influences skeletal muscle mass", Year: 2019,
			Design: AnimalExperiment, Species: Mouse, Checked: Check{How: Abstract, On: Date{"2026-11-23"}}}
	}
	for _, tt := range []struct {
		name   string
		change func(*Study)
		want   []string
	}{
		{"good", func(*Study) {}, nil},
		{"empty", func(s *Study) { *s = Study{} }, []string{"key: missing", "title: missing", "year: 0; want 1900 to 2100", "design: missing",
			`species: ""; want a name in lower case`, "checked: want how (title …) and on (a day)"}},
		{"blank title", func(s *Study) { s.Title = " \t" }, []string{"title: missing"}},
		{"year before", func(s *Study) { s.Year = 1899 }, []string{"year: 1899; want 1900 to 2100"}},
		{"year after", func(s *Study) { s.Year = 2101 }, []string{"year: 2101; want 1900 to 2100"}},
		{"species in capitals", func(s *Study) { s.Species = "Mouse" }, []string{`species: "Mouse"; want a name in lower case`}},
		{"negative number", func(s *Study) { s.N = -1 }, []string{"n: -1 is negative"}},
		{"checked without a day", func(s *Study) { s.Checked.On = Date{} }, []string{"checked: want how (title …) and on (a day)"}},
		{"checked without how", func(s *Study) { s.Checked.How = BasisNotSaid }, []string{"checked: want how (title …) and on (a day)"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := good()
			tt.change(s)
			if diff := cmp.Diff(tt.want, problems(s.Validate())); diff != "" {
				t.Errorf("problems (-want +got)\n%s", diff)
			}
		})
	}
}

func TestFindingValidate(t *testing.T) {
	key := MustParseStudyKey("lahiri-2019")
	for _, tt := range []struct {
		name    string
		finding Finding
		want    []string
	}{
		{"good", Finding{Study: key, Direction: NoEffect}, nil},
		{"empty", Finding{}, []string{"study: missing", "direction: missing; want up, down or none"}},
		{"all at once", Finding{N: -3, Effect: &Effect{Measure: SMD, Value: 1}},
			[]string{"study: missing", "direction: missing; want up, down or none", "n: -3 is negative",
				"effect: lo, hi: missing; want an interval or a standard error"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, problems(tt.finding.Validate())); diff != "" {
				t.Errorf("problems (-want +got)\n%s", diff)
			}
		})
	}
}

func TestEffectValidate(t *testing.T) {
	at := func(x float64) *float64 { return &x }
	nan, inf := math.NaN(), math.Inf(1)
	for _, tt := range []struct {
		name   string
		effect Effect
		want   []string
	}{
		{"interval", Effect{Measure: SMD, Value: 0.4, Lo: at(0.1), Hi: at(0.7)}, nil},
		{"interval that ends at the value", Effect{Measure: SMD, Value: 0.1, Lo: at(0.1), Hi: at(0.1)}, nil},
		{"standard error", Effect{Measure: MeanDifference, Value: -2, SE: 0.5, Unit: "kg"}, nil},
		{"ratio", Effect{Measure: OddsRatio, Value: 0.8, Lo: at(0.5), Hi: at(1.2)}, nil},
		{"correlation of one", Effect{Measure: Correlation, Value: -1, SE: 0.1}, nil},

		{"empty", Effect{}, []string{"measure: missing", "lo, hi: missing; want an interval or a standard error"}},
		{"lower end only", Effect{Measure: SMD, Value: 1, Lo: at(0)}, []string{"lo, hi: one end of the interval without the other"}},
		{"upper end only, in spite of an error", Effect{Measure: SMD, Value: 1, Hi: at(2), SE: 1}, []string{"lo, hi: one end of the interval without the other"}},
		{"value outside", Effect{Measure: SMD, Value: 1, Lo: at(0), Hi: at(0.9)}, []string{"value: 1 is not inside its interval 0 to 0.9"}},
		{"ends swapped", Effect{Measure: SMD, Value: 0.5, Lo: at(1), Hi: at(0)}, []string{"value: 0.5 is not inside its interval 1 to 0"}},
		{"ratio of zero", Effect{Measure: HazardRatio, Value: 0, SE: 1}, []string{"value: 0; want above 0 for hazard-ratio"}},
		{"ratio's lower end", Effect{Measure: RiskRatio, Value: 1, Lo: at(-0.1), Hi: at(2)}, []string{"lo: -0.1; want above 0 for risk-ratio"}},
		{"correlation beyond one", Effect{Measure: Correlation, Value: 0.9, Lo: at(0.5), Hi: at(1.1)}, []string{"hi: 1.1 is not a correlation"}},
		{"negative error", Effect{Measure: SMD, Value: 1, SE: -1}, []string{"se: -1 is negative"}},
		{"all at once", Effect{Value: nan, Lo: at(-inf), Hi: at(inf), SE: nan}, []string{"measure: missing", "value: NaN is not a finite number",
			"lo: -Inf is not a finite number", "hi: +Inf is not a finite number", "se: NaN is not a finite number",
			"value: NaN is not inside its interval -Inf to +Inf"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, problems(tt.effect.Validate())); diff != "" {
				t.Errorf("problems (-want +got)\n%s", diff)
			}
		})
	}
}

func TestRecordsThroughJSON(t *testing.T) {
	lo, hi := -0.1, 0.9
	full := Study{Key: MustParseStudyKey("a-2020"), Title: "T <1>", Journal: "J", Year: 2020, DOI: DOI{"10.1234/x"}, PMID: PMID{123},
		Design: CrossoverTrial, Species: Human, Population: "older people", N: 20, Sex: Mixed, Age: "65-80", Registration: "NCT05816291",
		Cohort: "c", Group: "g", Funding: "f", Includes: []StudyKey{MustParseStudyKey("b")}, RiskOfBias: SomeConcerns, Status: Corrected,
		Checked: Check{How: FullText, By: "ab", On: Date{"2026-11-23"}}, Note: "n"}
	finding := Finding{Study: full.Key, Direction: Down, Design: Cohort, Species: Rat, Population: "p", Sex: Male, Age: "12 weeks", N: 8,
		Strain: "Wistar", Dose: "1 g/d", Duration: "4 weeks", Comparator: "none", MeasuredAs: "grip", Uncontrolled: []Confounder{Diet, Placebo},
		Effect: &Effect{Measure: SMD, Value: 0.4, Lo: &lo, Hi: &hi, SE: 0.2, Unit: "kg"}, Basis: Title, Note: "n"}
	null := Finding{Study: full.Key, Direction: NoEffect}
	bare := Study{Key: MustParseStudyKey("a"), Title: "T", Year: 2020, Design: Cohort, Species: Human}

	for _, tt := range []struct {
		name string
		in   any
		out  any
		want string
	}{
		{"study", &full, new(Study), `{"key":"a-2020","title":"T \u003c1\u003e","journal":"J","year":2020,"doi":"10.1234/x","pmid":"123",` +
			`"design":"crossover-trial","species":"human","population":"older people","n":20,"sex":"mixed","age":"65-80","registration":"NCT05816291",` +
			`"cohort":"c","group":"g","funding":"f","includes":["b"],"risk_of_bias":"some-concerns","status":"corrected",` +
			`"checked":{"how":"full-text","by":"ab","on":"2026-11-23"},"note":"n"}`},
		{"study, zero fields left out", &bare, new(Study), `{"key":"a","title":"T","year":2020,"design":"cohort","species":"human"}`},
		{"finding", &finding, new(Finding), `{"study":"a-2020","direction":"down","design":"cohort","species":"rat","population":"p","sex":"male",` +
			`"age":"12 weeks","n":8,"strain":"Wistar","dose":"1 g/d","duration":"4 weeks","comparator":"none","measured_as":"grip",` +
			`"effect":{"measure":"smd","value":0.4,"lo":-0.1,"hi":0.9,"se":0.2,"unit":"kg"},"uncontrolled":["diet","placebo"],"basis":"title","note":"n"}`},
		{"finding, zero fields left out", &null, new(Finding), `{"study":"a-2020","direction":"none"}`},
		{"effect of zero", &Effect{Measure: SMD}, new(Effect), `{"measure":"smd","value":0}`},
		{"interval", &Interval{-0.5, 1}, new(Interval), `[-0.5,1]`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			data, err := json.Marshal(tt.in)
			require.NoError(t, err)
			if diff := cmp.Diff(tt.want, string(data)); diff != "" {
				t.Errorf("JSON (-want +got)\n%s", diff)
			}
			require.NoError(t, json.Unmarshal(data, tt.out))
			if diff := cmp.Diff(tt.in, tt.out, comparer); diff != "" {
				t.Errorf("there and back (-want +got)\n%s", diff)
			}
		})
	}
}
