package trial_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/evidence/spell"
	"github.com/gutmuscle/gutmuscle/strategy/trial"
)

func TestReadLog(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		want     string // JSON; "" if there are problems
		problems string
	}{
		{"days", "day,habit,value\n-1,on,3.5\n0,off,\n-2,,4\n", `{"days":[{"day":-1,"habit":"on","value":3.5},{"day":0,"habit":"off"},{"day":-2,"value":4}]}`, ""},
		{"dates, doses, tabs and a unit", "\ufeffdate\tdose\tvalue\tunit\r\n2024-02-29\t0\t1e1\tkg\r\n2024-03-01\t\t\tkg\r\n",
			`{"dated":true,"unit":"kg","days":[{"day":19782,"dose":0,"value":10},{"day":19783}]}`, ""},
		{"columns in another order", "day,value,habit\n0,1,on\n", `{"days":[{"day":0,"habit":"on","value":1}]}`, ""},
		{"nothing", "", "", "t: no text; want a line of column names"},
		{"no day", "day,habit,value\n", "", "t: no day; want one a line"},
		{"no value", "day,habit\n0,on\n", "", "t:1: value: no such column"},
		{"semicolons", "day;habit;value\n0;on;1\n", "", "t:1: one column; want commas between the columns, not semicolons or tabs"},
		{"other columns", "day,habit,value,mood\n0,on,1,2\n", "", `t:1: column: unknown "mood"; want day, date, habit, dose, value or unit`},
		{"wrong columns", "habit,dose,value\non,1,1\n", "", "t:1: want one column day or date, and it first\nt:1: want one column habit or dose"},
		{"both days", "day,date,habit,value\n0,2024-01-01,on,1\n", "", "t:1: want one column day or date, and it first"},
		{"day twice", "day,habit,value\n0,on,1\n-0,on,1\n", "", "t:3: -0: day: duplicate id: first in line 2"},
		{"faults in every cell", "day,habit,value,unit\n1,ON,\"3,5\",kg\n-1.5,unknown,NaN,lb\n-3,on,1e13,kg\n-99999999999999999999,on,0x1p3,kg\n", "",
			`t:2: 1: day: 1; want -100000 to 0
t:2: 1: habit: got "ON"; want on, off, or empty for not known
t:2: 1: value: got "3,5"; want a number with a point, or empty for none
t:3: -1.5: day: got "-1.5"; want a whole number of days from today
t:3: -1.5: habit: got "unknown"; want on, off, or empty for not known
t:3: -1.5: value: got "NaN"; want a number with a point, or empty for none
t:3: -1.5: unit: got "lb" after "kg"; want one unit
t:4: -3: value: got "1e13"; want a number of at most 1e+12
t:5: -99999999999999999999: day: got "-99999999999999999999"; want a whole number of days from today
t:5: -99999999999999999999: value: got "0x1p3"; want a number with a point, or empty for none`},
		{"faulty dates and doses", "date,dose,value\n2023-02-29,-1,1\n24-01-01,1,1\n2024-1-1,1,1\n1492-10-12,,1\n2024-01-01T00:00:00Z,,1\n", "",
			`t:2: 2023-02-29: date: date: parse "2023-02-29": want a day as YYYY-MM-DD, from 1900 to 2199 (at byte 0)
t:2: 2023-02-29: dose: got -1; want 0 or more
t:3: 24-01-01: date: date: parse "24-01-01": want a day as YYYY-MM-DD, from 1900 to 2199 (at byte 0)
t:4: 2024-1-1: date: date: parse "2024-1-1": want a day as YYYY-MM-DD, from 1900 to 2199 (at byte 0)
t:5: 1492-10-12: date: date: parse "1492-10-12": want a day as YYYY-MM-DD, from 1900 to 2199 (at byte 0)
t:6: 2024-01-01T00:00:00Z: date: date: parse "2024-01-01T00:00:00Z": want a day as YYYY-MM-DD, from 1900 to 2199 (at byte 0)`},
		{"UTF-16", "\xff\xfed\x00", "", "t: UTF-16 text; want UTF-8"},
		{"binary", "day,habit,value\n0,on,\x00\n", "", "t:2: not UTF-8 text"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l, err := trial.ReadLog(strings.NewReader(tt.in), "t")
			got := ""
			if err != nil {
				got = err.Error()
				for _, problem := range dataset.All(err) {
					var e *dataset.Error
					if !errors.As(problem, &e) {
						t.Errorf("%v is without a place", problem)
					}
				}
			}
			if diff := cmp.Diff(tt.problems, got); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
			if err != nil {
				return
			}
			text, err := json.Marshal(l)
			require.NoError(t, err)
			if diff := cmp.Diff(tt.want, string(text)); diff != "" {
				t.Errorf("log (-want +got):\n%s", diff)
			}
		})
	}
}

func TestDates(t *testing.T) {
	first := time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC)
	for day := first; day.Year() < 2200; day = day.AddDate(0, 0, 1) {
		text := day.Format("2006-01-02")
		n, err := trial.ParseDate(text)
		if err != nil || trial.Date(n) != text || n != int(math.Floor(day.Sub(time.Unix(0, 0)).Hours()/24)) {
			t.Fatalf("%s: got %d, %v", text, n, err)
		}
	}
	var e *spell.Error
	if _, err := trial.ParseDate("2024-13-01"); !errors.As(err, &e) {
		t.Errorf("got %v", err)
	}
}

func FuzzReadLog(f *testing.F) {
	f.Add([]byte("day,habit,value\n-1,on,3.5\n0,off,\n-2,,4\n"))
	f.Add([]byte("date\tdose\tvalue\tunit\n2024-02-29\t0\t1e1\tpoints\n2024-03-01\t30\t7\tpoints\n"))
	f.Add([]byte("day,habit,value\n\"0\n\",on,1e400\n"))
	p := symptoms()
	p.OnFrom, p.Lag.Onset, p.Lag.Washout = 1, 0, 0
	tr := must(f, p)
	f.Fuzz(func(t *testing.T, data []byte) {
		l, err := trial.ReadLog(bytes.NewReader(data), "f")
		if err != nil {
			if len(l.Days) > 0 {
				t.Fatal("days with an error")
			}
			return
		}
		l.Unit = "points"
		r, err := tr.Analyze(l)
		if err != nil {
			t.Fatalf("what was read is not taken: %v", err)
		}
		for _, x := range []float64{r.Posterior.Mean, r.Posterior.SD, r.Interval[0], r.Interval[1], r.Deciding[0], r.Deciding[1], r.Detectable, r.DaySD, r.PeriodSD} {
			if math.IsNaN(x) || math.IsInf(x, 0) {
				t.Fatalf("%+v", r)
			}
		}
		if r.Design.IsObservation() && r.Answer != trial.CannotTell {
			t.Fatalf("an observation says %s", r.Answer)
		}
	})
}
