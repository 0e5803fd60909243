package figure

import (
	"errors"
	"fmt"
	"math"
)

// The kinds of input that cannot be drawn, for errors.Is.
var (
	ErrEmpty     = errors.New("nothing to draw")
	ErrNotFinite = errors.New("not a finite number")
	ErrInterval  = errors.New("not an interval around its estimate")
	ErrRange     = errors.New("outside its range")
	ErrGroup     = errors.New("no row is of this group")
	ErrNoGroup   = errors.New("a percentile is never shown without its group")
)

// Error says what of a figure cannot be drawn. Programs reach it with
// errors.As, and the kind of problem with errors.Is. It is a plain value.
type Error struct {
	Part   string // which part, such as "row" or "summary"; empty: the figure as a whole
	Nth    int    // which of the parts, from 1; zero if there is only one
	Field  string // name of the field, such as "Lo"
	Detail string // what was there, or what was wanted
	Err    error  // ErrEmpty and so on
}

// Error names the place and the problem.
func (e *Error) Error() string {
	s := "figure: "
	if e.Part != "" {
		s += e.Part
		if e.Nth > 0 {
			s += fmt.Sprintf(" %d", e.Nth)
		}
		s += ": "
	}
	s += fmt.Sprintf("%s: %v", e.Field, e.Err)
	if e.Detail != "" {
		s += ": " + e.Detail
	}
	return s
}

// Unwrap returns the kind of problem.
func (e *Error) Unwrap() error { return e.Err }

// The bounds of what is drawn. Beyond them differences and powers of numbers
// leave the range of a float64.
const (
	maxValue  = 1e60
	maxLogSE  = 100         // standard error of the logarithm of a ratio
	maxCount  = 100_000_000 // so that sums fit an int of 32 bits
	mostDigit = 9
)

// checker collects the problems of one figure.
type checker struct {
	errs []error
	part string
	nth  int
}

func (c *checker) at(part string, nth int) { c.part, c.nth = part, nth }

func (c *checker) add(field string, err error, format string, args ...any) {
	c.errs = append(c.errs, &Error{Part: c.part, Nth: c.nth, Field: field, Err: err, Detail: fmt.Sprintf(format, args...)})
}

// value checks a number that goes on an axis of scale s.
func (c *checker) value(field string, x float64, s Scale) bool {
	switch {
	case math.IsNaN(x) || math.IsInf(x, 0):
		c.add(field, ErrNotFinite, "%v", x)
	case math.Abs(x) > maxValue:
		c.add(field, ErrRange, "%v; want at most ±%v", x, maxValue)
	case s == Log && x <= 0:
		c.add(field, ErrRange, "%v; want a ratio above 0", x)
	case s == Log && x < 1/maxValue:
		c.add(field, ErrRange, "%v; want a ratio of at least %v", x, 1/maxValue)
	default:
		return true
	}
	return false
}

// interval checks an estimate with its bounds.
func (c *checker) interval(x, lo, hi float64, s Scale) {
	ok := c.value("Estimate", x, s)
	ok = c.value("Lo", lo, s) && ok
	ok = c.value("Hi", hi, s) && ok
	if ok && !(lo <= x && x <= hi) {
		c.add("Lo, Hi", ErrInterval, "%v (%v to %v)", x, lo, hi)
	}
}

// span checks a pair of bounds.
func (c *checker) span(field string, iv [2]float64, s Scale) bool {
	ok := c.value(field, iv[0], s)
	ok = c.value(field, iv[1], s) && ok
	if ok && !(iv[0] <= iv[1]) {
		c.add(field, ErrInterval, "%v to %v; want the lower bound first", iv[0], iv[1])
		return false
	}
	return ok
}

// ends checks the ends of an axis.
func (c *checker) ends(field string, iv [2]float64, s Scale) {
	if !c.span(field, iv, s) {
		return
	}
	if lo, hi := s.transform(iv[0]), s.transform(iv[1]); hi-lo < leastWidth(lo, hi) {
		c.add(field, ErrRange, "%v to %v; want an axis with some length", iv[0], iv[1])
	}
}

// within checks a number that has to lie in [lo, hi].
func (c *checker) within(field string, x, lo, hi float64) {
	switch {
	case math.IsNaN(x) || math.IsInf(x, 0):
		c.add(field, ErrNotFinite, "%v", x)
	case x < lo || x > hi:
		c.add(field, ErrRange, "%v; want %v to %v", x, lo, hi)
	}
}

func (c *checker) err() error { return errors.Join(c.errs...) }
