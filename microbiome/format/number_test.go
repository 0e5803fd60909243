package format

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
)

// TestNumbersAreThoseOfStrconv compares numbers as they are written with
// strconv: those of few digits are read by our own code, and all must come out
// equal to the last bit.
func TestNumbersAreThoseOfStrconv(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	digits := func(n int) string {
		b := make([]byte, n)
		for i := range b {
			b[i] = '0' + byte(r.IntN(10))
		}
		return string(b)
	}
	plain := 0
	for range 150_000 {
		text := digits(r.IntN(4+r.IntN(16))) + []string{"", ".", "."}[r.IntN(3)] + digits(r.IntN(1+r.IntN(20)))
		switch r.IntN(8) {
		case 0:
			text += []string{"e", "E"}[r.IntN(2)] + []string{"", "+", "-"}[r.IntN(3)] + strconv.Itoa(r.IntN(1+r.IntN(300)))
		case 1:
			text = strconv.FormatFloat(r.ExpFloat64(), "efg"[r.IntN(3)], -1, 64)
		case 2:
			text = strconv.FormatFloat(r.Float64()*100, 'f', r.IntN(8), 64)
		}
		want, wantErr := strconv.ParseFloat(text, 64)
		got, end, ok := plainNumber([]byte(text+"\t"), 0)
		if ok {
			plain++
			if end != len(text) {
				t.Fatalf("%q: ends at %d", text, end)
			}
		} else {
			var err error
			got, err = amount([]byte(text))
			if small := want == 0 && !isZero(text); (err != nil) != (wantErr != nil || small) {
				t.Fatalf("%q: %v; strconv says %v", text, err, wantErr)
			}
			if err != nil {
				continue
			}
		}
		if got != want || wantErr != nil {
			t.Fatalf("%q: %v; want %v, %v", text, got, want, wantErr)
		}
	}
	if plain < 40_000 {
		t.Errorf("only %d numbers of few digits", plain)
	}
}

// TestNumbersThatAreNone checks that what strconv takes beside decimal numbers
// is refused, and everything that it refuses.
func TestNumbersThatAreNone(t *testing.T) {
	for _, text := range []string{"", " ", ".", "e5", "1e", "1e+", "1.2.3", "1 2", "0x10", "0X1p-2", "1_000", "Inf", "-inf", "nan", "+1", "-1", "--1", "-0.5",
		"1e999", "1e-999", "NA", "n/a", "null", "None", "1,5", "1.5%", "٣", "1\x00", "<0.01"} {
		if v, err := amount([]byte(text)); err == nil {
			t.Errorf("%q is %v", text, v)
		} else if want := "; want a"; !strings.Contains(err.Error(), want) && !strings.Contains(err.Error(), "; too ") {
			t.Errorf("%q: %v", text, err)
		}
		if _, _, ok := plainNumber([]byte(text+"\t"), 0); ok {
			t.Errorf("%q is a plain number", text)
		}
	}
	for text, want := range map[string]float64{"-0": 0, "-0.0": 0, "0e5": 0, " 1.5 ": 1.5, "1.": 1, ".5": 0.5, "00012": 12, "1E2": 100} {
		if v, err := amount([]byte(text)); err != nil || v != want {
			t.Errorf("%q: %v, %v; want %v", text, v, err, want)
		}
	}
}
