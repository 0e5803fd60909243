package evidence

import (
	"math"
	"strconv"
)

// Round returns x rounded to the six significant digits in which documents
// show numbers. What is compared with a threshold after sums over many terms is
// rounded first, so that it comes out alike on every platform.
func Round(x float64) float64 {
	const least, most = 1e-12, 1e6 // between them, all powers of ten in use are exact
	size := math.Abs(x)
	switch {
	case x == 0:
		return 0 // also for −0
	case !(size >= least && size < most):
		return roundText(x)
	}
	scale := 1e5
	for float64(size*scale) >= 1e6 {
		scale /= 10
	}
	for float64(size*scale) < 1e5 {
		scale *= 10
	}
	return math.Round(float64(x*scale)) / scale
}

// roundText is Round by way of decimal text.
func roundText(x float64) float64 {
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(x, 'g', 6, 64), 64)
	if err != nil {
		return x
	}
	return rounded
}

// Round returns the masses rounded as documents show them.
func (m Masses) Round() Masses { return Masses{Round(m.Up), Round(m.Down), Round(m.Null)} }
