package figure

import (
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	minus    = "−" // U+2212, which screen readers say, unlike a hyphen
	ellipsis = "…"
)

// number prints x with fixed decimals, and what is very large in exponential
// form. There is no negative zero.
func number(x float64, decimals int) string {
	format := byte('f')
	if math.Abs(x) >= 1e7 {
		format = 'e'
	}
	s := strconv.FormatFloat(x, format, decimals, 64)
	if rest, negative := strings.CutPrefix(s, "-"); negative {
		s = rest
		if strings.Trim(s, "0.") != "" {
			s = minus + s
		}
	}
	return s
}

// effect prints x as number does. A ratio is never printed as zero.
func (s Scale) effect(x float64, decimals int) string {
	text := number(x, decimals)
	if s == Log && strings.Trim(text, "0.") == "" {
		return "<" + text[:len(text)-1] + "1"
	}
	return text
}

// percent prints a share with the given decimals.
func percent(share float64, decimals int) string { return number(100*share, decimals) + " %" }

// clean makes one line of text that came from outside: white space becomes
// single spaces, and characters that control a terminal or the direction of
// writing, or that XML cannot hold, become U+FFFD.
func clean(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\u200c' || r == '\u200d': // joiners, which some scripts need
			return r
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Co, r),
			r == '\u2028', r == '\u2029', r&0xfffe == 0xfffe:
			return utf8.RuneError
		}
		return r
	}, s)
}

// cells returns the columns that r takes in a terminal.
func cells(r rune) int {
	switch {
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case r >= 0x1100 && (r <= 0x115f || r >= 0x2e80 && r <= 0xa4cf && r != 0x303f || r >= 0xac00 && r <= 0xd7a3 ||
		r >= 0xf900 && r <= 0xfaff || r >= 0xfe30 && r <= 0xfe6f || r >= 0xff00 && r <= 0xff60 || r >= 0xffe0 && r <= 0xffe6 ||
		r >= 0x1f300 && r <= 0x1faff || r >= 0x20000 && r <= 0x3fffd):
		return 2
	}
	return 1
}

// ems returns about how wide r is in a wide sans-serif font, in hundredths of
// the font size. The fonts of readers differ; this is DejaVu Sans, rounded up.
func ems(r rune) int {
	switch n := cells(r); {
	case n != 1:
		return 55 * n
	case strings.ContainsRune("iljIft.,:;'|!()[] ", r):
		return 41
	case strings.ContainsRune("mwMW%@", r):
		return 98
	case r > unicode.MaxASCII:
		return 85
	case unicode.IsUpper(r):
		return 75
	}
	return 64
}

// measured adds up what of gives for each character of s.
func measured(s string, of func(rune) int) int {
	n := 0
	for _, r := range s {
		n += of(r)
	}
	return n
}

func columnsOf(s string) int { return measured(s, cells) }

// widthOf returns about how wide s is in an SVG, in its units.
func widthOf(s string, size float64) float64 { return float64(measured(s, ems)) / 100 * size }

// cut shortens s to at most limit in the measure of of, with end in the place
// of what is left out.
func cut(s string, limit int, of func(rune) int, end string) string {
	if measured(s, of) <= limit {
		return s
	}
	left := limit - measured(end, of)
	if left < 0 {
		return ""
	}
	for i, r := range s {
		if left -= of(r); left < 0 {
			return strings.TrimRight(s[:i], " ") + end
		}
	}
	return s
}

// cutTo shortens s to a width in an SVG.
func cutTo(s string, width, size float64) string {
	return cut(s, int(math.Max(0, width)/size*100), ems, ellipsis)
}

// wrap breaks s between words into lines of at most limit in the measure of
// of. A word that is too long is cut.
func wrap(s string, limit int, of func(rune) int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(s) {
		longer := strings.TrimLeft(line+" "+word, " ")
		if line != "" && measured(longer, of) > limit {
			lines = append(lines, line)
			longer = word
		}
		line = cut(longer, limit, of, ellipsis)
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}
