package strategy

import (
	"math/rand/v2"
	"testing"
)

// TestProduct compares with all four products.
func TestProduct(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	end := func() float64 {
		if r.IntN(4) == 0 {
			return 0
		}
		return 2*r.Float64() - 1
	}
	for range 10_000 {
		a, b, x, y := end(), end(), end(), end()
		a, b, x, y = min(a, b), max(a, b), min(x, y), max(x, y)
		lo, hi := product(a, b, x, y)
		if wantLo, wantHi := min(a*x, a*y, b*x, b*y), max(a*x, a*y, b*x, b*y); lo != wantLo || hi != wantHi {
			t.Fatalf("[%v, %v] × [%v, %v] = [%v, %v], want [%v, %v]", a, b, x, y, lo, hi, wantLo, wantHi)
		}
	}
}
