package strategy

import (
	"encoding/json"
	"errors"
	"reflect"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
)

var (
	_ dataset.Unmarshaler = (*Reading[bool])(nil)
	_ json.Unmarshaler    = (*Reading[bool])(nil)
	_ json.Marshaler      = Reading[bool]{}
)

// UnmarshalJSON reads r as the comment of [Reading] says. The error joins all
// problems; each is a [*dataset.Error].
func (r *Reading[T]) UnmarshalJSON(data []byte) error {
	return unmarshal(data, r)
}

// UnmarshalStrict reads r as UnmarshalJSON does and reports each problem to d.
func (r *Reading[T]) UnmarshalStrict(d *dataset.Decoder) { decode(d, r) }

// MarshalJSON writes r as the comment of [Reading] says. A state that is not
// one, and conflicting values that are fewer than two, are errors.
func (r Reading[T]) MarshalJSON() ([]byte, error) { return encode(&r) }

// core is a [Reading] of any type, by its address: what the methods above work
// on, so that their code is there once and not once for each type.
type core struct {
	reading reflect.Value // the fields below are its own
	state   *State
	value   reflect.Value // T
	ends    reflect.Value // *[2]T
	values  reflect.Value // []T
	source  *string
	day     **int
	days    *int
	sure    *bool
}

// The fields of a Reading, in their order.
const (
	stateField = iota
	valueField
	endsField
	valuesField
	sourceField
	dayField
	daysField
	confirmedField
)

func coreOf(address any) core {
	r := reflect.ValueOf(address).Elem()
	field := func(i int) any { return r.Field(i).Addr().Interface() }
	return core{r, field(stateField).(*State), r.Field(valueField), r.Field(endsField), r.Field(valuesField),
		field(sourceField).(*string), field(dayField).(**int), field(daysField).(*int), field(confirmedField).(*bool)}
}

func (c core) forget() { c.reading.SetZero() }

// unit returns how the unit of T is written in messages, and "" if T is not a
// number.
func (c core) unit() string { return unitOf(c.value.Addr().Interface()) }

// isWord reports whether T is one of the enums.
func (c core) isWord() bool { return c.value.Kind() == reflect.Uint8 }

// isStateObject reports whether raw says what is known of a value, and is not
// the value itself.
func (c core) isStateObject(raw []byte) bool {
	if len(raw) == 0 || raw[0] != '{' {
		return false
	}
	if k := c.value.Kind(); k != reflect.Struct && k != reflect.Map {
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

// end returns an end of the range.
func (c core) end(i int) reflect.Value { return c.ends.Elem().Index(i) }

// middle returns the middle of the range.
func (c core) middle() float64 { return mid(c.end(0).Float(), c.end(1).Float()) }

func encode(address any) ([]byte, error) {
	c := coreOf(address)
	o := stateObject{ObservedDay: *c.day, Confirmed: *c.sure}
	if *c.source != "" {
		o.Source = c.source
	}
	if *c.days != 0 {
		o.NDays = c.days
	}
	bare := o.Source == nil && o.ObservedDay == nil && o.NDays == nil && !o.Confirmed
	var err error
	switch *c.state {
	case StateUnknown:
		if bare {
			return []byte("null"), nil
		}
	case StateKnown, StateImputed:
		if !c.ends.IsNil() {
			if o.Interval, err = json.Marshal(c.ends.Interface()); err != nil {
				return nil, err
			}
		}
		if c.ends.IsNil() || c.value.Float() != c.middle() {
			if o.Value, err = plainJSON(c.value); err != nil {
				return nil, err
			}
		}
		if *c.state == StateKnown && c.ends.IsNil() && bare && !c.isStateObject(o.Value) {
			return o.Value, nil
		}
	case StateConflicting:
		if c.values.Len() < 2 {
			return nil, errors.New("strategy.Reading: conflicting without two values")
		}
		if o.Values, err = json.Marshal(c.values.Interface()); err != nil {
			return nil, err
		}
	}
	if *c.state != StateKnown || o.Value == nil && o.Interval == nil || c.isStateObject(o.Value) {
		if o.State, err = json.Marshal(*c.state); err != nil {
			return nil, err
		}
	}
	return json.Marshal(o)
}

// plainJSON is json.Marshal, except that a nil list or map is an empty one:
// null would mean that nobody knows.
func plainJSON(v reflect.Value) ([]byte, error) {
	text, err := json.Marshal(v.Interface())
	if string(text) == "null" {
		text = []byte("[]")
		if v.Kind() == reflect.Map {
			text = []byte("{}")
		}
	}
	return text, err
}
