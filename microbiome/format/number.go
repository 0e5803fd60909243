package format

import (
	"math"
	"strconv"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence/spell"
)

// exactTens are the powers of ten that a float64 holds exactly and that are used.
var exactTens = [...]float64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15}

// exactDigits is how many digits a float64 surely holds exactly. A number of so
// many digits divided by one of exactTens is rounded once, and so rightly.
const exactDigits = 15

// plainNumber reads a number of digits and at most one point, so few that it is
// exact, up to the end of its cell, and returns where that is.
func plainNumber(row []byte, at int) (v float64, end int, ok bool) {
	var digits uint64
	for end = at; row[end]-'0' <= 9; end++ {
		digits = digits*10 + uint64(row[end]-'0')
	}
	n, after := end-at, 0
	if row[end] == '.' {
		point := end
		for end++; row[end]-'0' <= 9; end++ {
			digits = digits*10 + uint64(row[end]-'0')
		}
		after = end - point - 1
		n += after
	}
	if c := row[end]; n == 0 || n > exactDigits || c != '\t' && c != '\n' {
		return 0, 0, false
	}
	return float64(digits) / exactTens[after], end, true
}

// amount returns the number that a cell holds, correctly rounded: digits with
// or without a point and an exponent. Anything else is a [badNumber]: an empty
// cell, NA, a number below zero, or one that is too large or too small.
func amount(cell []byte) (float64, error) {
	text := strings.TrimSpace(string(cell))
	digits := strings.TrimPrefix(text, "-")
	if !isDecimal(digits) {
		return 0, badNumber(strings.Clone(text))
	}
	v, err := strconv.ParseFloat(digits, 64)
	if err != nil || v == 0 && !isZero(digits) || v > 0 && len(digits) < len(text) {
		return 0, badNumber(strings.Clone(text))
	}
	return v, nil
}

// isDecimal reports whether text is digits with at most one point among them and
// at most one exponent after them.
func isDecimal(text string) bool {
	front, exponent, has := cutExponent(text)
	whole, part, _ := strings.Cut(front, ".")
	if exponent != "" && (exponent[0] == '+' || exponent[0] == '-') {
		exponent = exponent[1:]
	}
	return len(whole)+len(part) > 0 && isDigits(whole) && isDigits(part) && (!has || exponent != "" && isDigits(exponent))
}

// isDigits reports whether there is nothing but digits in text.
func isDigits(text string) bool {
	for i := range len(text) {
		if text[i]-'0' > 9 {
			return false
		}
	}
	return true
}

// isZero reports whether a number is zero as it is written.
func isZero(text string) bool {
	front, _, _ := cutExponent(text)
	return !strings.ContainsAny(front, "123456789")
}

func cutExponent(text string) (front, exponent string, has bool) {
	if i := strings.IndexAny(text, "eE"); i >= 0 {
		return text[:i], text[i+1:], true
	}
	return text, "", false
}

// badNumber is a cell that does not hold an amount.
type badNumber string

// Error says what the cell is and what is wanted.
func (b badNumber) Error() string {
	text := string(b)
	want := "want a number such as 0.25"
	digits := strings.TrimLeft(text, "+-")
	switch strings.ToLower(digits) {
	case "":
		if text == "" {
			return "empty; want a number, since what is not known is not zero"
		}
		want = "want a number, since what is not known is not zero"
	case "na", "nan", "n/a", "null", "none":
		want = "want a number, since what is not known is not zero"
	case "inf", "infinity":
		want = "want a finite number"
	}
	if isDecimal(digits) && (digits == text || "-"+digits == text) {
		switch v, _ := strconv.ParseFloat(digits, 64); {
		case math.IsInf(v, 0):
			want = "too large a number"
		case v == 0:
			want = "too small a number to be told from zero"
		default:
			want = "want a number that is not below zero"
		}
	} else if b.hasComma() {
		want = "want a decimal point, and no comma"
	}
	return spell.Quote(text) + "; " + want
}

// hasComma reports whether the cell is a number with a comma for the point.
func (b badNumber) hasComma() bool {
	point := strings.Replace(string(b), ",", ".", 1)
	return point != string(b) && isDecimal(point)
}

// areWhole reports whether all numbers are whole, as counts are.
func areWhole(values []float64) bool {
	for _, v := range values {
		if v != math.Trunc(v) {
			return false
		}
	}
	return true
}
