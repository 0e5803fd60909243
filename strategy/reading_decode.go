package strategy

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/evidence/spell"
	"github.com/gutmuscle/gutmuscle/strategy/unit"
)

func unmarshal(data []byte, address any) error {
	coreOf(address).forget()
	return dataset.Unmarshal(data, address)
}

func decode(d *dataset.Decoder, address any) {
	c := coreOf(address)
	c.forget()
	switch raw := string(d.Raw); {
	case raw == "null":
	case c.isStateObject(d.Raw):
		c.decodeState(d)
	default:
		*c.state = StateKnown
		c.decodeValue(d, d.Raw, "")
	}
	if *c.state == StateKnown && c.isWord() && c.value.IsZero() {
		*c.state = StateUnknown // the word "unknown" says no more than null does
	}
}

// stateObject is the object form of a reading, undecoded.
type stateObject struct {
	State       json.RawMessage `json:"state,omitempty"`
	Value       json.RawMessage `json:"value,omitempty"`
	Values      json.RawMessage `json:"values,omitempty"`
	Interval    json.RawMessage `json:"interval,omitempty"`
	Source      *string         `json:"source,omitempty"`
	ObservedDay *int            `json:"observed_day,omitempty"`
	NDays       *int            `json:"n_days,omitempty"`
	Confirmed   bool            `json:"confirmed,omitempty"`
}

func (c core) decodeState(d *dataset.Decoder) {
	var o stateObject
	d.Decode(d.Raw, "", &o)
	for _, m := range []*json.RawMessage{&o.State, &o.Value, &o.Values, &o.Interval} {
		if string(*m) == "null" {
			*m = nil
		}
	}
	if *c.day = o.ObservedDay; o.ObservedDay != nil && *o.ObservedDay > 0 {
		d.Report("observed_day", fmt.Errorf("got %d; want 0 (today) or a negative number of days", *o.ObservedDay))
	}
	if o.NDays != nil {
		if *c.days = *o.NDays; *c.days < 1 {
			d.Report("n_days", fmt.Errorf("got %d; want 1 or more", *c.days))
		}
	}
	if o.Source != nil {
		*c.source = *o.Source
	}
	const notAState State = 255
	*c.state = StateKnown
	switch {
	case o.State != nil:
		*c.state = notAState
		if d.Decode(o.State, "state", c.state); *c.state == notAState {
			*c.state = StateUnknown
			return
		}
	case o.Values != nil:
		d.Report("state", errors.New("missing; values are for the state conflicting"))
		return
	case o.Value == nil && o.Interval == nil:
		d.Report("", errors.New("an object without state, value and interval; want one of them"))
		return
	}
	if *c.sure = o.Confirmed; o.Confirmed && *c.state != StateKnown {
		d.Report("confirmed", fmt.Errorf("given although the state is %s; want it for known only", *c.state))
	}
	if o.Values != nil && *c.state != StateConflicting {
		d.Report("values", fmt.Errorf("given although the state is %s; want them for conflicting only", *c.state))
	}
	switch *c.state {
	case StateKnown, StateImputed:
		if o.Interval != nil {
			c.decodeInterval(d, o.Interval)
		}
		if o.Value != nil {
			if !c.decodeValue(d, o.Value, "value") {
				return
			}
		} else if o.Interval == nil {
			d.Report("value", fmt.Errorf("missing although the state is %s", *c.state))
		}
		if !c.ends.IsNil() {
			lo, v, hi := c.end(0).Float(), c.value.Float(), c.end(1).Float()
			if lo > hi || v < lo || v > hi {
				d.Report("interval", errors.New("want [lower, upper] with the value, if any, between them"))
			}
		}
		if c.isWord() && o.Value != nil && c.value.IsZero() {
			d.Report("value", fmt.Errorf("unknown although the state is %s", *c.state))
		}
	case StateConflicting:
		c.decodeValues(d, o.Values)
		fallthrough
	default:
		if o.Value != nil {
			d.Report("value", fmt.Errorf("given although the state is %s", *c.state))
		}
		if o.Interval != nil {
			d.Report("interval", fmt.Errorf("given although the state is %s", *c.state))
		}
	}
}

func (c core) decodeInterval(d *dataset.Decoder, raw []byte) {
	var ends []json.RawMessage
	d.Decode(raw, "interval", &ends)
	switch {
	case c.unit() == "":
		d.Report("interval", errors.New("only numbers have one"))
		return
	case len(ends) != 2:
		d.Report("interval", fmt.Errorf("got %d ends; want [lower, upper]", len(ends)))
		return
	}
	c.ends.Set(reflect.New(c.ends.Type().Elem()))
	for i, end := range ends {
		field := fmt.Sprintf("interval[%d]", i)
		if string(end) == "null" {
			d.Report(field, errors.New("got null; want a number: an interval is closed, so give the furthest that can be"))
			c.ends.SetZero()
			return
		}
		if !c.decodeAny(d, end, field, c.end(i)) {
			c.ends.SetZero()
			return
		}
	}
	c.value.SetFloat(c.middle())
}

func (c core) decodeValues(d *dataset.Decoder, raw []byte) {
	var list []json.RawMessage
	if raw != nil {
		d.Decode(raw, "values", &list)
	}
	c.values.Set(reflect.MakeSlice(c.values.Type(), len(list), len(list)))
	for i, v := range list {
		c.decodeAny(d, v, fmt.Sprintf("values[%d]", i), c.values.Index(i))
	}
	for i := range list {
		if !reflect.DeepEqual(c.values.Index(0).Interface(), c.values.Index(i).Interface()) {
			return
		}
	}
	d.Report("values", errors.New("want at least two values that differ for the state conflicting"))
}

// decodeValue decodes the value itself, which is also unknown for an enum and a
// bin for plants. It returns false if a number is not one.
func (c core) decodeValue(d *dataset.Decoder, raw []byte, field string) bool {
	switch {
	case c.isWord() && string(raw) == `"unknown"`:
		return true
	case c.value.Type() == plantsType && raw[0] == '"':
		return c.decodeBin(d, raw, field)
	}
	return c.decodeAny(d, raw, field, c.value)
}

var plantsType = reflect.TypeFor[unit.PlantsPerWeek]()

// decodeAny decodes one value of type T into v. A number has to be one, and is
// asked for with its unit. It returns false if a number is not one.
func (c core) decodeAny(d *dataset.Decoder, raw []byte, field string, v reflect.Value) bool {
	u := c.unit()
	switch {
	case u == "count":
		u = "a number"
	case u != "":
		u = "a number of " + u
	case string(raw) == `""`:
		d.Report(field, errors.New("empty text; leave the field out"))
		return true
	default:
		d.Decode(raw, field, v.Addr().Interface())
		return true
	}
	x, err := dataset.Number(raw)
	if err != nil {
		if c := raw[0]; c != '-' && (c < '0' || c > '9') {
			var text string
			if json.Unmarshal(raw, &text) == nil && c == '"' {
				err = fmt.Errorf("got text %s; want %s", spell.Quote(text), u)
			} else {
				err = fmt.Errorf("got %.20s; want %s", raw, u)
			}
		}
		d.Report(field, err)
		return false
	}
	v.SetFloat(x)
	return true
}

// plantBins are the answers of the American Gut questionnaire on the plants of
// a week. Those who eat 5 have no bin of their own there, so the first takes
// them in. The last ends where [Habits.Check] does, and its value is the middle
// of 31 and 50, where more begins to be unlikely.
var plantBins = []struct {
	word      string
	lo, v, hi unit.PlantsPerWeek
}{{"<5", 0, 2.5, 5}, {"6-10", 6, 8, 10}, {"11-20", 11, 15.5, 20}, {"21-30", 21, 25.5, 30}, {">30", 31, 40.5, 100}}

func (c core) decodeBin(d *dataset.Decoder, raw []byte, field string) bool {
	var text string
	d.Decode(raw, field, &text)
	words := make([]string, len(plantBins))
	for i, b := range plantBins {
		if words[i] = b.word; b.word == text {
			c.ends.Set(reflect.ValueOf(&[2]unit.PlantsPerWeek{b.lo, b.hi}))
			c.value.Set(reflect.ValueOf(b.v))
			return true
		}
	}
	d.Report(field, fmt.Errorf("got text %s; want a number of %s or one of the bins %s",
		spell.Quote(text), c.unit(), strings.Join(words, ", ")))
	return false
}
