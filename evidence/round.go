package evidence

import "strconv"

// Round returns x rounded to the six significant digits in which documents
// show numbers. What is compared with a threshold after sums over many terms is
// rounded first, so that it comes out alike on every platform.
func Round(x float64) float64 {
	if x == 0 {
		return 0 // also for −0
	}
	var buffer [24]byte
	rounded, err := strconv.ParseFloat(string(strconv.AppendFloat(buffer[:0], x, 'g', 6, 64)), 64)
	if err != nil {
		return x
	}
	return rounded
}

// Round returns the masses rounded as documents show them.
func (m Masses) Round() Masses { return Masses{Round(m.Up), Round(m.Down), Round(m.Null)} }
