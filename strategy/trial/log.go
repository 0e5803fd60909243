package trial

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/evidence/spell"
)

// Phase is whether a habit was done. The zero Phase is not known, which is
// neither.
type Phase uint8

// The phases.
const (
	PhaseUnknown Phase = iota
	Off
	On
)

var phases = spell.Set[Phase]{Type: "trial.Phase", Words: []string{"unknown", "off", "on"}}

// String returns the word of p, such as "on".
func (p Phase) String() string { return phases.String(p) }

// MarshalText returns the word of p; a value that is not a Phase is an error.
func (p Phase) MarshalText() ([]byte, error) { return phases.Append(nil, p) }

// UnmarshalText sets p from its word; another word is a [*spell.UnknownError].
func (p *Phase) UnmarshalText(text []byte) error { return phases.Parse(p, text) }

// Day is what is known of one day. It is a plain value.
type Day struct {
	Day   int      `json:"day"`            // counted from today, or as [ParseDate] does
	Habit Phase    `json:"habit,omitzero"` // or else Dose
	Dose  *float64 `json:"dose,omitempty"` // of the habit; nil: not known
	Value *float64 `json:"value,omitempty"`
}

// Log is the days of a person, in any order, each once. It is a plain value.
type Log struct {
	// Dated says that days are counted as [ParseDate] does. Else they are counted
	// from today: 0 is today, the past is negative and there is no future.
	Dated bool   `json:"dated,omitempty"`
	Unit  string `json:"unit,omitempty"` // of the values
	Days  []Day  `json:"days"`
}

// The first and the last date that can be told from a slip of the keyboard.
const (
	firstYear = 1900
	lastYear  = 2199
)

// ParseDate returns the day of a civil date written as YYYY-MM-DD, from 1900 to
// 2199, as a count from 1970-01-01. No clock is read and no date is compared
// with today. The error is a [*spell.Error].
func ParseDate(text string) (int, error) {
	day, err := time.Parse(time.DateOnly, text)
	if err != nil || len(text) != len(time.DateOnly) || day.Year() < firstYear || day.Year() > lastYear {
		return 0, &spell.Error{Type: "date", Input: text,
			Want: fmt.Sprintf("a day as YYYY-MM-DD, from %d to %d", firstYear, lastYear)}
	}
	return int(day.Unix() / (24 * 60 * 60)), nil
}

// Date returns the date of a day that [ParseDate] counted.
func Date(day int) string { return time.Unix(0, 0).UTC().AddDate(0, 0, day).Format(time.DateOnly) }

// entry is a day that was checked.
type entry struct {
	day   int
	phase Phase
	value *float64
}

// entries checks a log against a protocol and returns its days in their order.
func (l *Log) entries(p *Protocol) ([]entry, error) {
	var problems dataset.Problems
	bad := func(field string, err error) { problems.Add(dataset.Place{Fld: field}, err) }
	if l.Unit != p.Measure.Unit {
		bad("unit", fmt.Errorf("%s; want that of the measure, %s", spell.Quote(l.Unit), spell.Quote(p.Measure.Unit)))
	}
	last := 0
	if l.Dated {
		last = maxDay
	}
	entries := make([]entry, 0, len(l.Days))
	nth := make(map[int]int)
	for i, d := range l.Days {
		bad := func(field string, err error) {
			if err != nil {
				bad(fmt.Sprintf("days[%d].%s", i, field), err)
			}
		}
		bad("day", within(d.Day, -maxDay, last))
		if j, again := nth[d.Day]; again {
			bad("day", fmt.Errorf("%w: %d stands in days[%d]", dataset.ErrDuplicate, d.Day, j))
		}
		nth[d.Day] = i
		e := entry{d.Day, d.Habit, d.Value}
		switch {
		case d.Habit > On:
			bad("habit", fmt.Errorf("%s; want unknown, off or on", d.Habit))
		case d.Dose == nil:
		case d.Habit != PhaseUnknown:
			bad("dose", errors.New("a dose and on or off; want one of them"))
		case p.OnFrom == 0:
			bad("dose", errors.New("a dose, but the protocol does not say from which on a day is on"))
		case !(*d.Dose >= 0 && *d.Dose <= maxValue):
			bad("dose", fmt.Errorf("%v; want 0 to %g", *d.Dose, maxValue))
		case *d.Dose >= p.OnFrom:
			e.phase = On
		default:
			e.phase = Off
		}
		if d.Value != nil && !sound(*d.Value) {
			bad("value", fmt.Errorf("%v; want a finite number of at most %g", *d.Value, maxValue))
		}
		entries = append(entries, e)
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	slices.SortFunc(entries, func(a, b entry) int { return cmp.Compare(a.day, b.day) })
	return entries, nil
}
