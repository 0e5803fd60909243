package strategy

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Number is what is known of a number, as an interval.
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

// reading is a [Reading] of any type, by its address.
type reading interface {
	state() State
	shown() string // the conflicting values, for a message
	forget()
}

func (r *Reading[T]) state() State { return r.State }
func (r *Reading[T]) forget()      { *r = Reading[T]{} }

func (r *Reading[T]) shown() string {
	var words []string
	for _, v := range r.Values {
		switch v := any(v).(type) {
		case fmt.Stringer:
			words = append(words, v.String())
		case bool:
			words = append(words, strconv.FormatBool(v))
		case string:
			words = append(words, strconv.Quote(v))
		default:
			return fmt.Sprintf("%d values that differ", len(r.Values))
		}
	}
	return strings.Join(words, " or ")
}

// numberReading is a Reading of a number, by its address.
type numberReading interface {
	reading
	number() Number
}

// numeric returns r as a numberReading, without an allocation.
func numeric[T ~float64](r *Reading[T]) numberReading { return numericReading[T]{r} }

type numericReading[T ~float64] struct{ *Reading[T] }

func (r numericReading[T]) number() Number {
	n := Number{State: r.State, Source: r.Source}
	if r.State == StateUnknown {
		return n
	}
	n.Unit = unitOf[T]()
	switch {
	case n.Usable():
		n.Value = float64(r.Value)
		n.Lo, n.Hi = n.Value, n.Value
		if r.Range != nil {
			n.Lo, n.Hi = float64(r.Range[0]), float64(r.Range[1])
		}
	case r.State == StateConflicting && len(r.Values) > 0:
		n.Lo, n.Hi = float64(slices.Min(r.Values)), float64(slices.Max(r.Values))
	}
	return n
}

func (r numericReading[T]) shown() string {
	words := make([]string, len(r.Values))
	for i, v := range r.Values {
		words[i] = digits(float64(v))
	}
	return strings.Join(words, " or ") + unitText(unitOf[T]())
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
	r, ok := wireFields[i].ref(h).(numberReading)
	if !ok {
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
	return wireFields[i].ref(h).state(), true
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
