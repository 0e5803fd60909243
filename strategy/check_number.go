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
	amount   // of a number; if it is conflicting, lo and hi are the least and the largest of the values
	isNumber bool
	address  any // of the Reading
}

// numeric returns r as a reading, without an allocation.
func numeric[T ~float64](r *Reading[T]) reading {
	a := amount{state: r.State}
	switch {
	case a.usable():
		a = amountOf(r)
	case a.state == StateConflicting && len(r.Values) > 0:
		a.lo, a.hi = float64(slices.Min(r.Values)), float64(slices.Max(r.Values))
	}
	return reading{a, true, r}
}

// other is numeric for what is not a number.
func other[T any](r *Reading[T]) reading { return reading{amount{state: r.State}, false, r} }

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

// number returns a number with its unit and source, without an allocation.
func (r reading) number() Number {
	v := reflect.ValueOf(r.address).Elem()
	n := Number{State: r.state, Value: r.x, Lo: r.lo, Hi: r.hi, Source: v.Field(sourceField).String()}
	if r.state != StateUnknown {
		n.Unit = unitOf(v.Field(valueField).Addr().Interface())
	}
	return n
}

// text writes a number for a message, with its unit.
func (r reading) text() string { return r.number().text() }

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
