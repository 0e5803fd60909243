package evidence

import (
	"math"
	"strconv"
	"strings"
)

// quantity is a number with what follows it in a text, or a range of numbers.
// An open range ends at +Inf or starts at 0.
type quantity struct {
	lo, hi float64
	unit   string // in lower case, as "wk" or "g/kg/d"; "daily", "per day" and "/day" are /d
}

var plain = strings.NewReplacer("≥", ">=", "≤", "<=", "–", "-", "−", "-", "±", "+/-", "µ", "u", "μ", "u", "×", "x", "·", " ")

// quantities reads the numbers of a text that stand by themselves: "12-16 wk",
// "at least 60 years". What is in parentheses or follows +/- is left out.
func quantities(text string) []quantity {
	text = plain.Replace(strings.ToLower(text))
	for {
		before, rest, found := strings.Cut(text, "(")
		if !found {
			break
		}
		_, after, _ := strings.Cut(rest, ")")
		text = before + " " + after
	}
	var all []quantity
	for i := 0; i < len(text); {
		x, n := number(text[i:])
		if n == 0 {
			i++
			continue
		}
		if i > 0 && (isLetter(text[i-1]) || text[i-1] == '.' || text[i-1] == '-' && i > 1 && isLetter(text[i-2])) {
			i += n // part of a name, such as b12 or omega-3
			continue
		}
		q := quantity{lo: x, hi: x}
		before, after := strings.TrimRight(text[:i], " "), text[i+n:]
		after = q.readRange(after)
		if rest, found := strings.CutPrefix(after, "+"); found {
			q.hi, after = math.Inf(1), rest
		}
		after = q.readUnit(after)
		q.readBounds(before, after)
		all = append(all, q)
		i = len(text) - len(after)
	}
	return all
}

// readRange reads the end of a range, if text goes on with one.
func (q *quantity) readRange(text string) string {
	rest := strings.TrimLeft(text, " ")
	for _, sep := range []string{"+/-", "-", "to ", "or ", "and ", "of "} {
		end, found := strings.CutPrefix(rest, sep)
		if !found {
			continue
		}
		end = strings.TrimLeft(end, " ")
		x, n := number(end)
		if n == 0 {
			break
		}
		if sep != "+/-" {
			q.lo, q.hi = min(q.lo, x), max(q.hi, x)
		}
		return end[n:]
	}
	return text
}

// readUnit reads the unit at the start of text, if there is one.
func (q *quantity) readUnit(text string) string {
	rest := strings.TrimLeft(text, " -")
	n := 0
	for n < len(rest) && (isLetter(rest[n]) || rest[n] == '/' || rest[n] == '%') {
		n++
	}
	switch unit := rest[:n]; unit {
	case "or", "and", "to", "vs", "in", "of", "at", "with", "per", "daily", "twice":
		return text
	default:
		q.unit = unit
	}
	rest = rest[n:]
	next := strings.TrimLeft(rest, " ")
	for _, daily := range []string{"daily", "per day", "a day", "each day"} {
		if after, found := strings.CutPrefix(next, daily); found && q.unit != "" {
			q.unit, rest = q.unit+"/d", after
		}
	}
	if head, found := strings.CutSuffix(q.unit, "/day"); found {
		q.unit = head + "/d"
	}
	return rest
}

// readBounds opens the range if the words around it say so.
func (q *quantity) readBounds(before, after string) {
	for _, more := range []string{">=", ">", "over", "above", "at least", "more than", "from"} {
		if strings.HasSuffix(before, more) {
			q.hi = math.Inf(1)
		}
	}
	for _, less := range []string{"<=", "<", "under", "below", "at most", "less than", "up to"} {
		if strings.HasSuffix(before, less) {
			q.lo = 0
		}
	}
	after = strings.TrimLeft(after, " ")
	for _, more := range []string{"or more", "or older", "or over", "and older", "and over", "and above", "and more"} {
		if strings.HasPrefix(after, more) {
			q.hi = math.Inf(1)
		}
	}
}

// number reads a number such as 12, 0.5 or 1e9 and returns how long it is.
func number(text string) (x float64, n int) {
	digits := func() {
		for n < len(text) && '0' <= text[n] && text[n] <= '9' {
			n++
		}
	}
	if digits(); n == 0 {
		return 0, 0
	}
	for _, mark := range []byte{'.', 'e'} {
		if before := n; n+1 < len(text) && text[n] == mark {
			n++
			if digits(); n == before+1 {
				n = before
			}
		}
	}
	x, _ = strconv.ParseFloat(text[:n], 64) // +Inf if too large
	return x, n
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || c >= 0x80 }

// dose reads a dose that is one number with a unit, in the units in which
// doses are compared: masses in grams. Percentages are of too many things.
func dose(text string) (amount float64, unit string, ok bool) {
	all := quantities(text)
	several := strings.Contains(text, "(") || strings.Contains(text, " times") || strings.Contains(text, "twice")
	if len(all) != 1 || all[0].lo != all[0].hi || math.IsInf(all[0].lo, 0) || several {
		return 0, "", false
	}
	amount = all[0].lo
	unit, per, rate := strings.Cut(all[0].unit, "/")
	switch unit {
	case "kg":
		amount, unit = float64(amount*1e3), "g"
	case "mg":
		amount, unit = float64(amount/1e3), "g"
	case "ug", "mcg":
		amount, unit = float64(amount/1e6), "g"
	case "iu", "cfu":
		unit = strings.ToUpper(unit)
	case "nm", "um", "mm":
		unit = unit[:1] + "M" // molar: nobody doses in meters
	case "g", "cells", "ml", "l", "kcal", "kj":
	default:
		return 0, "", false
	}
	if rate {
		unit += "/" + per
	}
	return amount, unit, true
}
