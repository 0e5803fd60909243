package figure

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

func TestNumber(t *testing.T) {
	for _, tt := range []struct {
		scale    Scale
		x        float64
		decimals int
		want     string
	}{
		{Linear, 0.2449, 2, "0.24"},
		{Linear, -0.2449, 2, "−0.24"},
		{Linear, -0.004, 2, "0.00"},
		{Linear, math.Copysign(0, -1), 2, "0.00"},
		{Linear, -0.004, 3, "−0.004"},
		{Linear, 9999999, 1, "9999999.0"},
		{Linear, -1e60, 2, "−1.00e+60"},
		{Log, 0.004, 2, "<0.01"},
		{Log, 0.005001, 2, "0.01"},
		{Log, 1e-60, 3, "<0.001"},
	} {
		require.Equal(t, tt.want, tt.scale.effect(tt.x, tt.decimals), "%v", tt.x)
	}
	require.Equal(t, "0.00", num(-0.001), "a coordinate")
	require.Equal(t, "-0.01", num(-0.006))
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"":                               "",
		" two\n\t words ":                "two words",
		"a\x1b[31mred":                   "a\ufffd[31mred",
		"nul\x00":                        "nul\ufffd",
		"bad \xff utf8":                  "bad \ufffd utf8",
		"turned \u202eround":             "turned \ufffdround",
		"noncharacter \uffff \U0001ffff": "noncharacter \ufffd \ufffd",
		"é, e\u0301, 腸, 🧪, می\u200cروم": "é, e\u0301, 腸, 🧪, می\u200cروم",
	} {
		require.Equal(t, want, clean(in))
	}
}

func TestColumns(t *testing.T) {
	for s, want := range map[string]int{"": 0, "abc": 3, "腸内": 4, "e\u0301": 1, "τ² − ■": 6, "🧪": 2} {
		require.Equal(t, want, columnsOf(s), "%s", s)
	}
}

func TestCutAndWrap(t *testing.T) {
	require.Equal(t, "abcdef", cut("abcdef", 6, cells, "…"))
	require.Equal(t, "abcd…", cut("abcdef", 5, cells, "…"))
	require.Equal(t, "ab…", cut("ab cdef", 4, cells, "…"), "no blank before the end")
	require.Equal(t, "腸…", cut("腸内細菌", 4, cells, "…"))
	require.Equal(t, "…", cut("腸内細菌", 2, cells, "…"))
	require.Equal(t, "", cut("abc", 0, cells, "…"))
	want := []string{"one two", "three", "fourfi…", "six"}
	if diff := cmp.Diff(want, wrap("one two three fourfive six", 7, cells)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	require.Empty(t, wrap(" ", 7, cells))
}

func TestASCII(t *testing.T) {
	require.Equal(t, `-0.7 95 % I2 "x"... tau2 Muller Mueller ? e`, ascii("−0.7 95 % I² “x”… τ² Muller Müller 腸 e\u0301"))
}
