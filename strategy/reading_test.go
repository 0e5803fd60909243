package strategy_test

import (
	"encoding/json"
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/strategy"
	"github.com/gutmuscle/gutmuscle/strategy/unit"
)

func at[T any](v T) *T { return &v }

func TestReadingNumber(t *testing.T) {
	type reading = strategy.Reading[unit.GramsPerDay]
	for _, tt := range []struct {
		name, in string
		want     reading
		out      string // "" if as in
	}{
		{"plain number", `14`, strategy.Known[unit.GramsPerDay](14), ""},
		{"zero is known", `0`, strategy.Known[unit.GramsPerDay](0), ""},
		{"null is unknown", `null`, reading{}, ""},
		{"unknown", `{"state":"unknown"}`, reading{}, "null"},
		{"declined", `{"state":"declined"}`, reading{State: strategy.StateDeclined}, ""},
		{"not applicable", `{"state":"not-applicable"}`, reading{State: strategy.StateNotApplicable}, ""},
		{"imputed", `{"state":"imputed","value":18}`, reading{State: strategy.StateImputed, Value: 18}, ""},
		{"conflicting", `{"state":"conflicting","values":[3,21]}`, reading{State: strategy.StateConflicting, Values: []unit.GramsPerDay{3, 21}}, ""},
		{"with its source", `{"value":14,"source":"diary","observed_day":-3,"n_days":14}`,
			reading{State: strategy.StateKnown, Value: 14, Source: "diary", ObservedDay: at(-3), NDays: 14}, ""},
		{"nulls in the object", `{"state":"known","value":14,"values":null,"source":null,"observed_day":null,"n_days":null}`,
			strategy.Known[unit.GramsPerDay](14), "14"},
		{"interval", `{"interval":[10,20]}`, strategy.Between[unit.GramsPerDay](20, 10), `{"interval":[10,20]}`},
		{"interval with a better value", `{"state":"known","value":12,"interval":[10,20]}`,
			reading{State: strategy.StateKnown, Value: 12, Range: &[2]unit.GramsPerDay{10, 20}}, `{"value":12,"interval":[10,20]}`},
		{"imputed interval", `{"state":"imputed","interval":[7,35]}`,
			reading{State: strategy.StateImputed, Value: 21, Range: &[2]unit.GramsPerDay{7, 35}}, ""},
		{"confirmed", `{"value":600,"confirmed":true}`, reading{State: strategy.StateKnown, Value: 600, Confirmed: true}, ""},
		{"not confirmed", `{"value":600,"confirmed":false}`, strategy.Known[unit.GramsPerDay](600), "600"},
		{"white space", " { \"state\" :\n\"imputed\" , \"value\" : 18 } ", reading{State: strategy.StateImputed, Value: 18}, `{"state":"imputed","value":18}`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got reading
			require.NoError(t, json.Unmarshal([]byte(tt.in), &got))
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("read (-want +got):\n%s", diff)
			}
			out, err := json.Marshal(got)
			require.NoError(t, err)
			want := tt.out
			if want == "" {
				want = tt.in
			}
			if string(out) != want {
				t.Errorf("wrote %s, want %s", out, want)
			}
			var again reading
			require.NoError(t, json.Unmarshal(out, &again))
			if diff := cmp.Diff(got, again); diff != "" {
				t.Errorf("read again (-first +second):\n%s", diff)
			}
		})
	}
}

func TestReadingNumberRefused(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"text with a unit", `"20 g"`, `got text "20 g"; want a number of g/d`},
		{"text with a number", `"20"`, `got text "20"; want a number of g/d`},
		{"boolean", `true`, `got true; want a number of g/d`},
		{"list", `[14]`, `got [14]; want a number of g/d`},
		{"too large", `1e999`, `1e999: number out of range`},
		{"declined with a value", `{"state":"declined","value":3}`, `value: given although the state is declined`},
		{"unknown with an interval", `{"state":"unknown","interval":[1,2]}`, `interval: given although the state is unknown`},
		{"known without a value", `{"state":"known"}`, `value: missing although the state is known`},
		{"imputed with null", `{"state":"imputed","value":null}`, `value: missing although the state is imputed`},
		{"known with values", `{"state":"known","value":1,"values":[1,2]}`, `values: given although the state is known; want them for conflicting only`},
		{"values without a state", `{"values":[1,2]}`, `state: missing; values are for the state conflicting`},
		{"one conflicting value", `{"state":"conflicting","values":[1]}`, `values: want at least two values that differ for the state conflicting`},
		{"no conflicting value", `{"state":"conflicting"}`, `values: want at least two values that differ for the state conflicting`},
		{"conflicting values that agree", `{"state":"conflicting","values":[2,2]}`, `values: want at least two values that differ for the state conflicting`},
		{"conflicting with a value", `{"state":"conflicting","values":[1,2],"value":1}`, `value: given although the state is conflicting`},
		{"a state that is not one", `{"state":"maybe","value":1}`, `state: strategy.State: unknown "maybe"; want unknown, known, imputed, declined, not-applicable or conflicting`},
		{"unknown key", `{"value":1,"sauce":"x"}`, `sauce: field: unknown "sauce"; want confirmed, interval, n_days, observed_day, source, state, value or values`},
		{"repeated key", `{"value":1,"value":2}`, `value: given twice`},
		{"empty object", `{}`, `an object without state, value and interval; want one of them`},
		{"text in the object", `{"value":"x"}`, `value: got text "x"; want a number of g/d`},
		{"confirmed and imputed", `{"state":"imputed","value":1,"confirmed":true}`, `confirmed: given although the state is imputed; want it for known only`},
		{"observed tomorrow", `{"value":1,"observed_day":1}`, `observed_day: got 1; want 0 (today) or a negative number of days`},
		{"mean of no day", `{"value":1,"n_days":0}`, `n_days: got 0; want 1 or more`},
		{"open interval", `{"interval":[3,null]}`, `interval[1]: got null; want a number: an interval is closed, so give the furthest that can be`},
		{"interval of one", `{"interval":[3]}`, `interval: got 1 ends; want [lower, upper]`},
		{"interval upside down", `{"interval":[3,1]}`, `interval: want [lower, upper] with the value, if any, between them`},
		{"value outside", `{"value":9,"interval":[1,3]}`, `interval: want [lower, upper] with the value, if any, between them`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var r strategy.Reading[unit.GramsPerDay]
			err := r.UnmarshalJSON([]byte(tt.in))
			require.Error(t, err)
			if err.Error() != tt.want {
				t.Errorf("got  %s\nwant %s", err, tt.want)
			}
			var problem *dataset.Error
			if !errors.As(err, &problem) {
				t.Errorf("%T is not a *dataset.Error", err)
			}
		})
	}
}

func TestReadingOtherTypes(t *testing.T) {
	roundTrip(t, "the word unknown is the state", `"unknown"`, strategy.Reading[strategy.Sex]{}, `null`)
	roundTrip(t, "word", `"female"`, strategy.Known(strategy.SexFemale), ``)
	roundTrip(t, "unknown class", `"unknown"`, strategy.Reading[strategy.Class]{}, `null`)
	roundTrip(t, "declined word", `{"state":"declined"}`, strategy.Reading[strategy.Sex]{State: strategy.StateDeclined}, ``)
	roundTrip(t, "conflicting words", `{"state":"conflicting","values":["vegan","omnivore"]}`,
		strategy.Reading[strategy.Pattern]{State: strategy.StateConflicting, Values: []strategy.Pattern{strategy.PatternVegan, strategy.PatternOmnivore}}, ``)
	roundTrip(t, "false is known", `false`, strategy.Known(false), ``)
	roundTrip(t, "empty list", `[]`, strategy.Known([]strategy.RedFlag{}), ``)
	roundTrip(t, "list in an object", `{"value":[],"source":"app"}`,
		strategy.Reading[[]strategy.RedFlag]{State: strategy.StateKnown, Value: []strategy.RedFlag{}, Source: "app"}, ``)
	roundTrip(t, "struct", `{"phase":"restriction","weeks":10}`, strategy.Known(strategy.FODMAP{
		Phase: strategy.Known(strategy.PhaseRestriction), Weeks: strategy.Known[unit.Weeks](10)}), ``)
	roundTrip(t, "declined struct", `{"state":"declined"}`, strategy.Reading[strategy.FODMAP]{State: strategy.StateDeclined}, ``)
	roundTrip(t, "map with the name of a key", `{"state":"known","value":{"state":3}}`,
		strategy.Known(map[string]strategy.Reading[unit.Percent]{"state": strategy.Known[unit.Percent](3)}), ``)
	roundTrip(t, "bin of plants", `"11-20"`, strategy.Between[unit.PlantsPerWeek](11, 20), `{"interval":[11,20]}`)
	roundTrip(t, "open bin of plants", `">30"`, strategy.Reading[unit.PlantsPerWeek]{
		State: strategy.StateKnown, Value: 40.5, Range: &[2]unit.PlantsPerWeek{31, 100}}, `{"value":40.5,"interval":[31,100]}`)
	roundTrip(t, "bin of plants in an object", `{"value":"<5","source":"app"}`, strategy.Reading[unit.PlantsPerWeek]{
		State: strategy.StateKnown, Value: 2.5, Range: &[2]unit.PlantsPerWeek{0, 5}, Source: "app"}, `{"interval":[0,5],"source":"app"}`)
}

func roundTrip[T any](t *testing.T, name, in string, want strategy.Reading[T], out string) {
	t.Helper()
	t.Run(name, func(t *testing.T) {
		var got strategy.Reading[T]
		require.NoError(t, json.Unmarshal([]byte(in), &got))
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("read (-want +got):\n%s", diff)
		}
		if out == "" {
			out = in
		}
		text, err := json.Marshal(got)
		require.NoError(t, err)
		if string(text) != out {
			t.Errorf("wrote %s, want %s", text, out)
		}
		var again strategy.Reading[T]
		require.NoError(t, json.Unmarshal(text, &again))
		if diff := cmp.Diff(got, again); diff != "" {
			t.Errorf("read again (-first +second):\n%s", diff)
		}
	})
}

func TestReadingRefusesOtherTypes(t *testing.T) {
	for _, tt := range []struct {
		name, in, want string
		into           interface{ UnmarshalJSON([]byte) error }
	}{
		{"bin that is not one", `"5-9"`, `got text "5-9"; want a number of plants/wk or one of the bins <5, 6-10, 11-20, 21-30, >30`, new(strategy.Reading[unit.PlantsPerWeek])},
		{"bin as an end", `{"interval":["<5",7]}`, `interval[0]: got text "<5"; want a number of plants/wk`, new(strategy.Reading[unit.PlantsPerWeek])},
		{"interval of words", `{"interval":["female","male"]}`, `interval: only numbers have one`, new(strategy.Reading[strategy.Sex])},
		{"count", `"7"`, `got text "7"; want a number`, new(strategy.Reading[unit.Count])},
		{"empty text", `""`, `empty text; leave the field out`, new(strategy.Reading[string])},
		{"known to be unknown", `{"state":"known","value":"unknown"}`, `value: unknown although the state is known`, new(strategy.Reading[strategy.Sex])},
		{"red flag nearly right", `["fevr"]`, `[0]: strategy.RedFlag: unknown "fevr"; want fever`, new(strategy.Reading[[]strategy.RedFlag])},
		{"class nearly right", `"stattin"`, `strategy.Class: unknown "stattin"; want statin`, new(strategy.Reading[strategy.Class])},
	} {
		t.Run(tt.name, func(t *testing.T) {
			err := tt.into.UnmarshalJSON([]byte(tt.in))
			require.Error(t, err)
			if !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got  %s\nwant %s", err, tt.want)
			}
		})
	}
}

func TestReadingMarshalRefuses(t *testing.T) {
	for name, r := range map[string]strategy.Reading[unit.GramsPerDay]{
		"NaN":                            strategy.Known(unit.GramsPerDay(math.NaN())),
		"infinite":                       strategy.Between(0, unit.GramsPerDay(math.Inf(1))),
		"state that is not one":          {State: 9},
		"conflicting without two values": {State: strategy.StateConflicting, Values: []unit.GramsPerDay{1}},
	} {
		if text, err := json.Marshal(r); err == nil {
			t.Errorf("%s: wrote %s, want an error", name, text)
		}
	}
}

func TestReadingUsable(t *testing.T) {
	for state := strategy.StateUnknown; state <= strategy.StateConflicting; state++ {
		got := strategy.Reading[bool]{State: state}.Usable()
		if want := state == strategy.StateKnown || state == strategy.StateImputed; got != want {
			t.Errorf("%s: usable is %t, want %t", state, got, want)
		}
	}
}
