package evidence

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestRoundAgreesWithDecimalText(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 200_000 {
		x := (r.Float64() - 0.5) * math.Pow(10, float64(r.IntN(36)-18))
		got := Round(x)
		if want := roundText(x); got != want {
			t.Fatalf("Round(%v) is %v, by decimal text %v", x, got, want)
		}
		if again := Round(got); again != got {
			t.Fatalf("Round(%v) is %v, and of that %v", x, got, again)
		}
		if Round(-x) != -got {
			t.Fatalf("Round(%v) is %v, but %v of its negative", x, got, Round(-x))
		}
	}
}

func TestRoundAtTheEdges(t *testing.T) {
	for _, tt := range []struct {
		name    string
		x, want float64
	}{
		{"negative zero", math.Copysign(0, -1), 0},
		{"carries into a new digit", 0.9999999999999999, 1},
		{"carries above the largest exact", 999999.7, 1000000},
		{"above the largest exact", 1234567.8, 1234570},
		{"a power of ten", 0.001, 0.001},
		{"the least exact", 1e-12, 1e-12},
		{"below the least exact", 1.23456789e-15, 1.23457e-15},
		{"denormal", 5e-324, 5e-324},
		{"largest", math.MaxFloat64, 1.79769e308},
		{"infinite", math.Inf(-1), math.Inf(-1)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := Round(tt.x)
			if got != tt.want || math.Signbit(got) != math.Signbit(tt.want) {
				t.Errorf("Round(%v) is %v, want %v", tt.x, got, tt.want)
			}
		})
	}
	if got := Round(math.NaN()); !math.IsNaN(got) {
		t.Errorf("Round(NaN) is %v", got)
	}
}
