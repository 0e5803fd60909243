package dataset_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/evidence/spell"
)

// meal has a field of each kind that the decoder knows.
type meal struct {
	ID     string             `json:"id"`
	Grams  float64            `json:"grams"`
	Pieces int                `json:"pieces"`
	Fresh  bool               `json:"fresh"`
	On     evidence.Date      `json:"on,omitzero"`
	Level  evidence.Level     `json:"level,omitzero"`
	Parts  []part             `json:"parts,omitempty"`
	Tags   []string           `json:"tags,omitempty"`
	Days   []evidence.Date    `json:"days,omitempty"`
	Energy map[string]float64 `json:"energy,omitempty"`
	Main   *part              `json:"main,omitempty"`
	Share  *float64           `json:"share,omitempty"`
	Range  evidence.Interval  `json:"range,omitzero"`
	Raw    json.RawMessage    `json:"raw,omitempty"`
	Hidden string             `json:"-"`
	//lint:ignore U1000 a field without a name in JSON has to be left alone
	plain string
}

type part struct {
	Name  string `json:"name"`
	Parts []part `json:"parts,omitempty"`
}

var asValues = cmp.Options{cmpopts.EquateComparable(evidence.Date{}), cmpopts.IgnoreUnexported(meal{})}

// lines returns the lines of err, none for nil.
func lines(err error) []string {
	if err == nil {
		return nil
	}
	return strings.Split(err.Error(), "\n")
}

func TestUnmarshal(t *testing.T) {
	half := 0.5
	for _, tt := range []struct {
		name, in string
		want     meal
	}{
		{"empty object", `{}`, meal{}},
		{"white space", " \t\r\n{ \"id\" :\n\"a\" , \"grams\"\t: 1 } \n", meal{ID: "a", Grams: 1}},
		{"escapes", `{"\u0069d":"a\"\\\/\n\u00e4\ud83e\udd66\ud800"}`, meal{ID: "a\"\\/\nä🥦\ufffd"}},
		{"brackets and quotes in text", `{"id":"}]\\","tags":["{\"[","\\\\\""],"pieces":2}`, meal{ID: `}]\`, Tags: []string{`{"[`, `\\"`}, Pieces: 2}},
		{"numbers", `{"grams":-1.5e-3,"pieces":-0}`, meal{Grams: -0.0015}},
		{"largest number", `{"grams":1.7976931348623157e308,"pieces":9223372036854775807}`, meal{Grams: 1.7976931348623157e308, Pieces: 1<<63 - 1}},
		{"number too small is zero", `{"grams":1e-999}`, meal{}},
		{"lists", `{"tags":[],"parts":[{"name":"a","parts":[{"name":"b"},{}]}],"days":["2026-11-23"]}`,
			meal{Tags: []string{}, Parts: []part{{"a", []part{{Name: "b"}, {}}}}, Days: []evidence.Date{date("2026-11-23")}}},
		{"list of fixed length", `{"range":[-1,2]}`, meal{Range: evidence.Interval{-1, 2}}},
		{"dictionary", `{"energy":{"kcal":1,"":2,"kJ":4.2}}`, meal{Energy: map[string]float64{"kcal": 1, "": 2, "kJ": 4.2}}},
		{"pointers", `{"main":{"name":"a"},"share":0.5}`, meal{Main: &part{Name: "a"}, Share: &half}},
		{"null where there may be nothing", `{"main":null,"share":null}`, meal{}},
		{"a type that reads JSON", `{"raw":{"a":[1,null]}}`, meal{Raw: json.RawMessage(`{"a":[1,null]}`)}},
		{"types that read text", `{"level":"animal","on":"2026-\u00311-23"}`, meal{Level: evidence.Animal, On: date("2026-11-23")}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got meal
			if err := dataset.Unmarshal([]byte(tt.in), &got); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got, asValues); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func date(s string) evidence.Date {
	d, err := evidence.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func TestUnmarshalReportsEachProblem(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		want     []string
	}{
		{"unknown field", `{"gram":1}`, []string{`gram: field: unknown "gram"; want grams`}},
		{"unknown field, none near", `{"xyzzy":1}`, []string{`xyzzy: field: unknown "xyzzy"`}},
		{"names are taken by the letter", `{"Grams":1}`, []string{`Grams: field: unknown "Grams"; want grams`}},
		{"field that JSON does not have", `{"Hidden":"a","plain":"b","-":"c"}`, []string{
			`Hidden: field: unknown "Hidden"`, `plain: field: unknown "plain"`, `-: field: unknown "-"`}},
		{"unknown field inside", `{"parts":[{"name":"a"},{"nmae":"b"}]}`, []string{`parts[1].nmae: field: unknown "nmae"; want name`}},
		{"given twice", `{"id":"a","grams":1,"id":"b"}`, []string{"id: given twice"}},
		{"given twice in other letters", `{"id":"a","\u0069\u0064":"b"}`, []string{"id: given twice"}},
		{"given twice inside", `{"main":{"name":"a","name":"a"},"energy":{"kJ":1,"kJ":1}}`, []string{"main.name: given twice", "energy.kJ: given twice"}},

		{"null for text", `{"id":null}`, []string{"id: got null; want text"}},
		{"null for a number", `{"grams":null,"pieces":null}`, []string{"grams: got null; want a number", "pieces: got null; want a whole number"}},
		{"null for lists and dictionaries", `{"tags":null,"energy":null,"range":null,"parts":[null]}`, []string{
			"tags: got null; want a list", "energy: got null; want an object", "range: got null; want a list of 2", "parts[0]: got null; want an object"}},
		{"null for a word", `{"level":null,"on":null,"fresh":null}`, []string{
			"level: got null; want text", "on: got null; want text", "fresh: got null; want true or false"}},
		{"null for all", `null`, []string{"got null; want an object"}},

		{"text for a number", `{"grams":"12","pieces":"3"}`, []string{`grams: got text "12"; want a number`, `pieces: got text "3"; want a whole number`}},
		{"number for text", `{"id":12,"on":20261123}`, []string{"id: got 12; want text", "on: got 20261123; want text"}},
		{"broken number for a whole one", `{"pieces":1.5}`, []string{"pieces: got 1.5; want a whole number"}},
		{"whole number in another form", `{"pieces":1e3}`, []string{"pieces: got 1e3; want a whole number"}},
		{"one for true", `{"fresh":1}`, []string{"fresh: got 1; want true or false"}},
		{"one for a list", `{"tags":"a","parts":{}}`, []string{`tags: got text "a"; want a list`, "parts: got an object; want a list"}},
		{"list for one", `{"main":[{}],"id":[]}`, []string{"main: got a list; want an object", "id: got a list; want text"}},
		{"list of the wrong length", `{"range":[1]}`, []string{"range: got a list; want a list of 2"}},
		{"list of the wrong length, longer", `{"range":[1,2,3]}`, []string{"range: got a list; want a list of 2"}},
		{"element of a list", `{"tags":["a",1],"range":["a",1]}`, []string{"tags[1]: got 1; want text", `range[0]: got text "a"; want a number`}},
		{"value of a dictionary", `{"energy":{"kJ":"4"}}`, []string{`energy.kJ: got text "4"; want a number`}},
		{"list for all", `[]`, []string{"got a list; want an object"}},
		{"number too large", `{"grams":1e999,"pieces":9223372036854775808}`, []string{
			"grams: 1e999: number out of range", "pieces: got 9223372036854775808; want a whole number"}},

		{"empty text for a word", `{"days":[""]}`, []string{`days[0]: date: parse "": want a day as 2026-11-23 (at byte 0)`}},
		{"empty text for an id", `{"study":""}`, []string{`study: field: unknown "study"`}},
		{"a word that is not known", `{"level":"mouse"}`, []string{
			`level: evidence.Level: unknown "mouse"; want not-assessed, in-vitro, animal, observational-human, interventional-human or synthesis`}},
		{"all at once", `{"id":1,"gram":2,"pieces":"3","parts":[{"name":4},5],"id":"a"}`, []string{
			"id: got 1; want text", `gram: field: unknown "gram"; want grams`, `pieces: got text "3"; want a whole number`,
			"parts[0].name: got 4; want text", "parts[1]: got 5; want an object", "id: given twice"}},

		{"nothing", ``, []string{"not JSON: unexpected end of JSON input (at byte 0)"}},
		{"cut off", `{"id":"a`, []string{"not JSON: unexpected end of JSON input (at byte 8)"}},
		{"two documents", `{} {}`, []string{"not JSON: invalid character '{' after top-level value (at byte 4)"}},
		{"comma too many", `{"id":"a",}`, []string{"not JSON: invalid character '}' looking for beginning of object key string (at byte 11)"}},
		{"comment", `{} // a`, []string{"not JSON: invalid character '/' after top-level value (at byte 4)"}},
		{"NaN", `{"grams":NaN}`, []string{"not JSON: invalid character 'N' looking for beginning of value (at byte 10)"}},
		{"infinity", `{"grams":-Infinity}`, []string{"not JSON: invalid character 'I' in numeric literal (at byte 11)"}},
		{"leading zero", `{"grams":01}`, []string{"not JSON: invalid character '1' after object key:value pair (at byte 11)"}},
		{"control character", "{\"id\":\"a\tb\"}", []string{`not JSON: invalid character '\t' in string literal (at byte 9)`}},
		{"not UTF-8", "{\"id\":\"a\xff\"}", []string{"not UTF-8 text"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var m meal
			err := dataset.Unmarshal([]byte(tt.in), &m)
			if diff := cmp.Diff(tt.want, lines(err)); diff != "" {
				t.Errorf("problems (-want +got)\n%s", diff)
			}
		})
	}
}

func TestUnmarshalEmptyID(t *testing.T) {
	var f evidence.Finding
	err := dataset.Unmarshal([]byte(`{"study":"","direction":"up"}`), &f)
	if diff := cmp.Diff([]string{"study: empty text; leave the field out"}, lines(err)); diff != "" {
		t.Errorf("problems (-want +got)\n%s", diff)
	}
}

func TestNullEmptiesAPointer(t *testing.T) {
	share := 0.5
	m := meal{Share: &share, Main: &part{}}
	if err := dataset.Unmarshal([]byte(`{"share":null}`), &m); err != nil || m.Share != nil || m.Main == nil {
		t.Errorf("share = %v, main = %v, %v", m.Share, m.Main, err)
	}
}

func TestUnmarshalNestedDeeply(t *testing.T) {
	for _, tt := range []struct {
		depth int
		want  string
	}{
		{1000, ""},
		{100_000, "exceeded max depth"},
	} {
		in := strings.Repeat(`{"parts":[`, tt.depth) + strings.Repeat(`]}`, tt.depth)
		var p part
		err := dataset.Unmarshal([]byte(in), &p)
		if got := fmt.Sprint(err); tt.want == "" && err != nil || !strings.Contains(got, tt.want) {
			t.Errorf("depth %d: %.100s, want %q", tt.depth, got, tt.want)
		}
	}
}

// nest is a list of itself.
type nest []nest

// TestDepthIsThatOfEncodingJSON checks that what is nested as deeply as
// encoding/json takes it is taken, and no deeper.
func TestDepthIsThatOfEncodingJSON(t *testing.T) {
	lists := func(n int) string { return strings.Repeat("[", n) + strings.Repeat("]", n) }
	for _, depth := range []int{9_999, 10_000, 10_001} {
		for name, v := range map[string]func() (in string, got, want any){
			"lists":     func() (string, any, any) { return lists(depth), new(nest), new(nest) },
			"raw value": func() (string, any, any) { return `{"raw":` + lists(depth-1) + `}`, new(meal), new(meal) },
		} {
			in, got, want := v()
			if err, wantErr := dataset.Unmarshal([]byte(in), got), json.Unmarshal([]byte(in), want); (err == nil) != (wantErr == nil) {
				t.Errorf("%s, depth %d: %v, encoding/json: %v", name, depth, err, wantErr)
			}
		}
	}
}

// dose reads itself: a number of grams, or an object with an amount.
type dose struct{ grams float64 }

func (d *dose) UnmarshalStrict(dec *dataset.Decoder) {
	if dec.Raw[0] != '{' {
		dec.Decode(dec.Raw, "", &d.grams)
		return
	}
	for name, value := range dataset.Members(dec.Raw) {
		switch name {
		case "grams":
			dec.Decode(value, name, &d.grams)
		default:
			dec.Report(name, errors.New("only grams"))
		}
	}
	dec.Report("", errors.New("seen"))
}

func TestTypesThatReadThemselves(t *testing.T) {
	var v struct {
		Doses []dose `json:"doses"`
	}
	err := dataset.Unmarshal([]byte(`{"doses":[1.5,{"grams":2},{"grams":"3","unit":"g"},"4"]}`), &v)
	want := []string{"doses[1]: seen", `doses[2].grams: got text "3"; want a number`, "doses[2].unit: only grams", "doses[2]: seen",
		`doses[3]: got text "4"; want a number`}
	if diff := cmp.Diff(want, lines(err)); diff != "" {
		t.Errorf("problems (-want +got)\n%s", diff)
	}
	if diff := cmp.Diff([]dose{{1.5}, {2}, {}, {}}, v.Doses, cmp.AllowUnexported(dose{})); diff != "" {
		t.Errorf("doses (-want +got)\n%s", diff)
	}
}

func TestErrorsAreReachedThroughTheJoin(t *testing.T) {
	var m meal
	err := fmt.Errorf("breakfast: %w", dataset.Unmarshal([]byte(`{"gram":1,"level":"mouse","on":"today"}`), &m))
	var problem *dataset.Error
	if !errors.As(err, &problem) || problem.Fld != "gram" {
		t.Errorf("errors.As *dataset.Error: %+v", problem)
	}
	var unknown *spell.UnknownError
	if !errors.As(err, &unknown) || unknown.Input != "gram" {
		t.Errorf("errors.As *spell.UnknownError: %+v", unknown)
	}
	var wrong *spell.Error
	if !errors.As(err, &wrong) || wrong.Type != "date" {
		t.Errorf("errors.As *spell.Error: %+v", wrong)
	}
	if all := dataset.All(err); len(all) != 3 {
		t.Errorf("All: %d problems, want 3: %v", len(all), all)
	}
}

// TestTypesThatCannotBe checks that decoding into a type which the package does
// not know panics at once, and not only when the input has a value for it.
func TestTypesThatCannotBe(t *testing.T) {
	for _, tt := range []struct {
		v    any
		want string
	}{
		{new(map[int]string), "dataset: cannot decode into map[int]string, whose keys are not text"},
		{new(struct {
			Of map[evidence.Date]int `json:"of"`
		}), "dataset: cannot decode into map[evidence.Date]int, whose keys are not text"},
		{new([]any), "dataset: cannot decode into interface {}"},
		{new(struct {
			N *int64 `json:"n"`
		}), "dataset: cannot decode into int64"},
	} {
		for _, in := range []string{"{}", "[]", "not JSON"} {
			require.PanicsWithValue(t, tt.want, func() { _ = dataset.Unmarshal([]byte(in), tt.v) }, in)
		}
	}
	type name string
	var named map[name]bool
	require.NoError(t, dataset.Unmarshal([]byte(`{"a":true}`), &named))
	require.Equal(t, map[name]bool{"a": true}, named)
}
