package format

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence/spell"
)

// tens are the powers of ten that a float64 holds exactly.
var tens = [...]float64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
	1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22}

// exactDigits is how many digits a float64 surely holds exactly. A number of so
// many digits, times or divided by one of tens, is rounded once, and so right.
const exactDigits = 15

var errMissing = errors.New("empty; want a number, since what is not known is not zero")

// amount returns the number that a cell holds, correctly rounded: digits with
// or without a point and an exponent. Everything else is an error: an empty
// cell, NA, a number below zero, or one that is too large or too small.
func amount(cell []byte) (float64, error) {
	text := strings.TrimSpace(string(cell))
	digits := strings.TrimPrefix(text, "-")
	if !decimal(digits) {
		return 0, notAmount(text)
	}
	v, err := strconv.ParseFloat(digits, 64)
	switch {
	case err != nil:
		return 0, fmt.Errorf("%s; too large a number", spell.Quote(text))
	case v == 0 && strings.ContainsAny(mantissa(digits), "123456789"):
		return 0, fmt.Errorf("%s; too small a number to be told from zero", spell.Quote(text))
	case v > 0 && len(digits) < len(text):
		return 0, fmt.Errorf("%s; want a number that is not below zero", spell.Quote(text))
	}
	return v, nil
}

// decimal reports whether text is digits with at most one point among them and
// at most one exponent after them.
func decimal(text string) bool {
	digits, points := 0, 0
	front := mantissa(text)
	for i := range len(front) {
		switch c := front[i]; {
		case '0' <= c && c <= '9':
			digits++
		case c == '.':
			points++
		default:
			return false
		}
	}
	if digits == 0 || points > 1 {
		return false
	}
	if len(front) == len(text) {
		return true
	}
	exponent := text[len(front)+1:]
	if len(exponent) > 0 && (exponent[0] == '+' || exponent[0] == '-') {
		exponent = exponent[1:]
	}
	for i := range len(exponent) {
		if c := exponent[i]; c < '0' || c > '9' {
			return false
		}
	}
	return len(exponent) > 0
}

// mantissa returns what stands before the exponent.
func mantissa(text string) string {
	if i := strings.IndexAny(text, "eE"); i >= 0 {
		return text[:i]
	}
	return text
}

// notAmount says what a cell is instead of a number.
func notAmount(text string) error {
	switch strings.ToLower(strings.TrimLeft(text, "+-")) {
	case "":
		if text == "" {
			return errMissing
		}
		return fmt.Errorf("%s; want a number, since what is not known is not zero", spell.Quote(text))
	case "na", "nan", "n/a", "null", "none":
		return fmt.Errorf("%s; want a number, since what is not known is not zero", spell.Quote(text))
	case "inf", "infinity":
		return fmt.Errorf("%s; want a finite number", spell.Quote(text))
	}
	if point := strings.Replace(text, ",", ".", 1); point != text && decimal(point) {
		return fmt.Errorf("%s; want a decimal point, and no comma", spell.Quote(text))
	}
	return fmt.Errorf("%s; want a number such as 0.25", spell.Quote(text))
}

// whole reports whether all numbers are whole, as counts are.
func whole(values []float64) bool {
	for _, v := range values {
		if v != math.Trunc(v) {
			return false
		}
	}
	return true
}
