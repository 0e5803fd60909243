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

var (
	_ dataset.Unmarshaler = (*Reading[bool])(nil)
	_ json.Unmarshaler    = (*Reading[bool])(nil)
	_ json.Marshaler      = Reading[bool]{}
)

// UnmarshalJSON reads r as the comment of [Reading] says. The error joins all
// problems; each is a [*dataset.Error].
func (r *Reading[T]) UnmarshalJSON(data []byte) error {
	*r = Reading[T]{}
	return dataset.Unmarshal(data, r)
}

// UnmarshalStrict reads r as UnmarshalJSON does and reports each problem to d.
func (r *Reading[T]) UnmarshalStrict(d *dataset.Decoder) {
	*r = Reading[T]{}
	switch raw := string(d.Raw); {
	case raw == "null":
	case r.isStateObject(d.Raw):
		r.decodeState(d)
	default:
		r.State = StateKnown
		r.decodeValue(d, d.Raw, "", &r.Value)
	}
	if r.State == StateKnown && r.isWord() && reflect.ValueOf(r.Value).IsZero() {
		r.State = StateUnknown // the word "unknown" says no more than null does
	}
}

// isWord reports whether T is one of the enums.
func (r *Reading[T]) isWord() bool { return reflect.TypeFor[T]().Kind() == reflect.Uint8 }

// isStateObject reports whether raw says what is known of a value, and is not
// the value itself.
func (r *Reading[T]) isStateObject(raw []byte) bool {
	if len(raw) == 0 || raw[0] != '{' {
		return false
	}
	if k := reflect.TypeFor[T]().Kind(); k != reflect.Struct && k != reflect.Map {
		return true
	}
	for name := range dataset.Members(raw) {
		switch name {
		case "state", "value", "values", "interval":
			return true
		}
	}
	return false
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
}

func (r *Reading[T]) decodeState(d *dataset.Decoder) {
	var o stateObject
	d.Decode(d.Raw, "", &o)
	for _, m := range []*json.RawMessage{&o.State, &o.Value, &o.Values, &o.Interval} {
		if string(*m) == "null" {
			*m = nil
		}
	}
	if r.ObservedDay = o.ObservedDay; r.ObservedDay != nil && *r.ObservedDay > 0 {
		d.Report("observed_day", fmt.Errorf("got %d; want 0 (today) or a negative number of days", *r.ObservedDay))
	}
	if o.NDays != nil {
		if r.NDays = *o.NDays; r.NDays < 1 {
			d.Report("n_days", fmt.Errorf("got %d; want 1 or more", r.NDays))
		}
	}
	if o.Source != nil {
		r.Source = *o.Source
	}
	const notAState State = 255
	r.State = StateKnown
	switch {
	case o.State != nil:
		r.State = notAState
		if d.Decode(o.State, "state", &r.State); r.State == notAState {
			r.State = StateUnknown
			return
		}
	case o.Values != nil:
		d.Report("state", errors.New("missing; values are for the state conflicting"))
		return
	case o.Value == nil && o.Interval == nil:
		d.Report("", errors.New("an object without state, value and interval; want one of them"))
		return
	}
	if o.Values != nil && r.State != StateConflicting {
		d.Report("values", fmt.Errorf("given although the state is %s; want them for conflicting only", r.State))
	}
	switch r.State {
	case StateKnown, StateImputed:
		if o.Interval != nil {
			r.decodeInterval(d, o.Interval)
		}
		if o.Value != nil {
			if !r.decodeValue(d, o.Value, "value", &r.Value) {
				return
			}
		} else if o.Interval == nil {
			d.Report("value", fmt.Errorf("missing although the state is %s", r.State))
		}
		if r.Range != nil {
			lo, v, hi := asFloat(r.Range[0]), asFloat(r.Value), asFloat(r.Range[1])
			if lo > hi || v < lo || v > hi {
				d.Report("interval", errors.New("want [lower, upper] with the value, if any, between them"))
			}
		}
		if r.isWord() && o.Value != nil && reflect.ValueOf(r.Value).IsZero() {
			d.Report("value", fmt.Errorf("unknown although the state is %s", r.State))
		}
	case StateConflicting:
		r.decodeValues(d, o.Values)
		fallthrough
	default:
		if o.Value != nil {
			d.Report("value", fmt.Errorf("given although the state is %s", r.State))
		}
		if o.Interval != nil {
			d.Report("interval", fmt.Errorf("given although the state is %s", r.State))
		}
	}
}

func (r *Reading[T]) decodeInterval(d *dataset.Decoder, raw []byte) {
	var ends []json.RawMessage
	d.Decode(raw, "interval", &ends)
	switch {
	case unitOf[T]() == "":
		d.Report("interval", errors.New("only numbers have one"))
		return
	case len(ends) != 2:
		d.Report("interval", fmt.Errorf("got %d ends; want [lower, upper]", len(ends)))
		return
	}
	r.Range = new([2]T)
	for i, end := range ends {
		field := fmt.Sprintf("interval[%d]", i)
		if string(end) == "null" {
			d.Report(field, errors.New("got null; want a number: an interval is closed, so give the furthest that can be"))
			r.Range = nil
			return
		}
		if !r.decodeValue(d, end, field, &r.Range[i]) {
			r.Range = nil
			return
		}
	}
	r.Value = middle(*r.Range)
}

func (r *Reading[T]) decodeValues(d *dataset.Decoder, raw []byte) {
	var list []json.RawMessage
	if raw != nil {
		d.Decode(raw, "values", &list)
	}
	r.Values = make([]T, len(list))
	for i, v := range list {
		r.decodeValue(d, v, fmt.Sprintf("values[%d]", i), &r.Values[i])
	}
	for i := range r.Values {
		if !reflect.DeepEqual(r.Values[0], r.Values[i]) {
			return
		}
	}
	d.Report("values", errors.New("want at least two values that differ for the state conflicting"))
}

// decodeValue decodes one value. A number has to be one, and is asked for with
// its unit; plants may also be a bin. It returns false if a number is not one.
func (r *Reading[T]) decodeValue(d *dataset.Decoder, raw []byte, field string, v *T) bool {
	u := unitOf[T]()
	switch {
	case u == "count":
		u = "a number"
	case u != "":
		u = "a number of " + u
	case r.isWord() && v == &r.Value && string(raw) == `"unknown"`:
		return true
	case string(raw) == `""`:
		d.Report(field, errors.New("empty text; leave the field out"))
		return true
	default:
		d.Decode(raw, field, v)
		return true
	}
	if _, ok := any(v).(*unit.PlantsPerWeek); ok && raw[0] == '"' && v == &r.Value {
		return r.decodeBin(d, raw, field)
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
	reflect.ValueOf(v).Elem().SetFloat(x)
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

func (r *Reading[T]) decodeBin(d *dataset.Decoder, raw []byte, field string) bool {
	var text string
	d.Decode(raw, field, &text)
	words := make([]string, len(plantBins))
	for i, b := range plantBins {
		if words[i] = b.word; b.word == text {
			r.Range = any(&[2]unit.PlantsPerWeek{b.lo, b.hi}).(*[2]T)
			r.Value = any(b.v).(T)
			return true
		}
	}
	d.Report(field, fmt.Errorf("got text %s; want a number of %s or one of the bins %s",
		spell.Quote(text), unitOf[T](), strings.Join(words, ", ")))
	return false
}

// MarshalJSON writes r as the comment of [Reading] says. A state that is not
// one, and conflicting values that are fewer than two, are errors.
func (r Reading[T]) MarshalJSON() ([]byte, error) {
	o := stateObject{ObservedDay: r.ObservedDay}
	if r.Source != "" {
		o.Source = &r.Source
	}
	if r.NDays != 0 {
		o.NDays = &r.NDays
	}
	bare := r.Source == "" && r.ObservedDay == nil && r.NDays == 0
	var err error
	switch r.State {
	case StateUnknown:
		if bare {
			return []byte("null"), nil
		}
	case StateKnown, StateImputed:
		if r.Range != nil {
			if o.Interval, err = json.Marshal(*r.Range); err != nil {
				return nil, err
			}
		}
		if r.Range == nil || asFloat(r.Value) != asFloat(middle(*r.Range)) {
			if o.Value, err = plainJSON(r.Value); err != nil {
				return nil, err
			}
		}
		if r.State == StateKnown && r.Range == nil && bare && !r.isStateObject(o.Value) {
			return o.Value, nil
		}
	case StateConflicting:
		if len(r.Values) < 2 {
			return nil, errors.New("strategy.Reading: conflicting without two values")
		}
		if o.Values, err = json.Marshal(r.Values); err != nil {
			return nil, err
		}
	}
	if r.State != StateKnown || o.Value == nil && o.Interval == nil || r.isStateObject(o.Value) {
		if o.State, err = json.Marshal(r.State); err != nil {
			return nil, err
		}
	}
	return json.Marshal(o)
}

// plainJSON is json.Marshal, except that a nil list or map is an empty one:
// null would mean that nobody knows.
func plainJSON(v any) ([]byte, error) {
	text, err := json.Marshal(v)
	if string(text) == "null" {
		text = []byte("[]")
		if reflect.TypeOf(v).Kind() == reflect.Map {
			text = []byte("{}")
		}
	}
	return text, err
}
