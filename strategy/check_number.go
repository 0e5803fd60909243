package strategy

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// Number is what is known of a number, as an interval. It is a plain value.
type Number struct {
	State State
	// Value is the value if State is known or imputed; Lo and Hi are the ends
	// of its range, or Value if it has none. If State is conflicting, Lo and Hi
	// are the least and the largest of the values, and Value is not known. In
	// any other state all three mean nothing.
	Value, Lo, Hi float64
	Unit          string // as it is written in messages, such as "g/d"; "" if the number is unknown
	Source        string // as in [Reading]
}

// Usable reports whether n has a value to reckon with: it is known or imputed.
func (n Number) Usable() bool { return n.State == StateKnown || n.State == StateImputed }

// reading is a [Reading] of any type, as the checks see it.
type reading struct {
	state    State
	isNumber bool
	address  any // of the Reading
}

func (r reading) usable() bool { return r.state == StateKnown || r.state == StateImputed }

// numeric returns r as a reading, without an allocation.
func numeric[T ~float64](r *Reading[T]) reading {
	return reading{r.State, true, r}
}

// other is numeric for what is not a number.
func other[T any](r *Reading[T]) reading { return reading{r.State, false, r} }

func (r reading) forget() { coreOf(r.address).forget() }

// shown returns the conflicting values, for a message.
func (r reading) shown() string {
	c := coreOf(r.address)
	words := make([]string, c.values.Len())
	for i := range words {
		v := c.values.Index(i)
		if r.isNumber {
			words[i] = digits(v.Float())
			continue
		}
		switch v := v.Interface().(type) {
		case fmt.Stringer:
			words[i] = v.String()
		case bool:
			words[i] = strconv.FormatBool(v)
		case string:
			words[i] = strconv.Quote(v)
		default:
			return fmt.Sprintf("%d values that differ", len(words))
		}
	}
	text := strings.Join(words, " or ")
	if r.isNumber {
		text += unitText(c.unit())
	}
	return text
}

// numberOf returns r as a Number, without an allocation.
func numberOf[T ~float64](r *Reading[T]) Number { return numeric(r).number() }

func (r reading) number() Number {
	n := Number{State: r.state}
	v := reflect.ValueOf(r.address).Elem()
	n.Source = v.Field(sourceField).String()
	if r.state == StateUnknown {
		return n
	}
	value := v.Field(valueField)
	n.Unit = unitOf(value.Addr().Interface())
	switch {
	case n.Usable():
		n.Value = value.Float()
		n.Lo, n.Hi = n.Value, n.Value
		if ends := v.Field(endsField); !ends.IsNil() {
			n.Lo, n.Hi = ends.Elem().Index(0).Float(), ends.Elem().Index(1).Float()
		}
	case r.state == StateConflicting:
		for i, values := 0, v.Field(valuesField); i < values.Len(); i++ {
			x := values.Index(i).Float()
			if i == 0 {
				n.Lo, n.Hi = x, x
			}
			n.Lo, n.Hi = min(n.Lo, x), max(n.Hi, x)
		}
	}
	return n
}

// Field returns the number at a wire path outside lists, such as
// "diet.fiber_g_d" or "stress.hrv.ms", and whether there is such a number in
// the wire format. It does not allocate.
func (h *Habits) Field(path string) (Number, bool) {
	i, ok := slices.BinarySearchFunc(wireFields, path, func(f wireField, path string) int {
		return strings.Compare(f.path, path)
	})
	if !ok {
		return Number{}, false
	}
	r := wireFields[i].ref(h)
	if !r.isNumber {
		return Number{}, false
	}
	return r.number(), true
}

// State returns what is known of the field at a wire path outside lists, such
// as "gi.red_flags", and whether there is such a field in the wire format.
func (h *Habits) State(path string) (State, bool) {
	i, ok := slices.BinarySearchFunc(wireFields, path, func(f wireField, path string) int {
		return strings.Compare(f.path, path)
	})
	if !ok {
		return StateUnknown, false
	}
	return wireFields[i].ref(h).state, true
}

// digits writes x for a message, to six significant digits.
func digits(x float64) string { return strconv.FormatFloat(x, 'g', 6, 64) }

// text writes n for a message, with its unit.
func (n Number) text() string {
	if n.Lo != n.Hi && n.Lo == n.Lo && n.Hi == n.Hi {
		return digits(n.Lo) + " to " + digits(n.Hi) + unitText(n.Unit)
	}
	return digits(n.Value) + unitText(n.Unit)
}

// want writes a range for a message, with its unit.
func want(lo, hi float64, unit string) string {
	return digits(lo) + " to " + digits(hi) + unitText(unit)
}

func unitText(unit string) string {
	if unit == "count" {
		return ""
	}
	return " " + unit
}
