package figure

import (
	"math"
	"strconv"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence/spell"
)

// Scale is how an axis runs. The zero Scale is Linear.
type Scale uint8

// The scales.
const (
	Linear Scale = iota // for differences; no effect is 0
	Log                 // for ratios, given as ratios and not as logarithms; no effect is 1
)

// transform returns x on the scale on which it is drawn; no effect is 0 there.
func (s Scale) transform(x float64) float64 {
	if s == Log {
		return math.Log(x)
	}
	return x
}

// plain is the inverse of transform.
func (s Scale) plain(t float64) float64 {
	if s == Log {
		return math.Exp(t)
	}
	return t
}

// noEffect returns the value of no effect.
func (s Scale) noEffect() float64 { return s.plain(0) }

var scales = spell.Set[Scale]{Type: "figure.Scale", Words: []string{"linear", "log"}}

// String returns the word of s: linear or log.
func (s Scale) String() string { return scales.String(s) }

// MarshalText returns the word of s; a value that is not a Scale is an error.
func (s Scale) MarshalText() ([]byte, error) { return scales.Append(nil, s) }

// UnmarshalText sets s from its word; another word is a [*spell.UnknownError].
func (s *Scale) UnmarshalText(text []byte) error { return scales.Parse(s, text) }

// axis maps values to places: lo and hi, which are transformed, to from and to.
type axis struct {
	scale    Scale
	lo, hi   float64
	from, to float64
}

// newAxis returns an axis around lo to hi, which are transformed, with a
// margin. If they are equal, or nearly, it gives them room.
func newAxis(s Scale, lo, hi float64) axis {
	const margin = 0.04
	if least := leastWidth(lo, hi); hi-lo < least {
		if least == 1/maxValue {
			least = 1 // all is zero
		}
		middle := lo + (hi-lo)/2
		lo, hi = middle-least/2, middle+least/2
	}
	pad := float64(margin * (hi - lo))
	return axis{scale: s, lo: lo - pad, hi: hi + pad}
}

// leastWidth returns how far apart the ends of an axis have to be for places
// on it, and the labels of its marks, to have digits enough.
func leastWidth(lo, hi float64) float64 {
	return math.Max(1e-9*math.Max(math.Abs(lo), math.Abs(hi)), 1/maxValue)
}

// place returns a copy of a that runs over from to to.
func (a axis) place(from, to float64) axis {
	a.from, a.to = from, to
	return a
}

// at returns the place of the value x, which may lie outside the axis.
func (a axis) at(x float64) float64 { return a.atTransformed(a.scale.transform(x)) }

func (a axis) atTransformed(t float64) float64 {
	return a.from + float64((t-a.lo)/(a.hi-a.lo)*(a.to-a.from))
}

// holds reports whether the value x lies on the axis.
func (a axis) holds(x float64) bool {
	t := a.scale.transform(x)
	return a.lo <= t && t <= a.hi
}

// clamp returns the place of x, or of the end of the axis that it is beyond.
func (a axis) clamp(x float64) float64 {
	return a.atTransformed(math.Min(a.hi, math.Max(a.lo, a.scale.transform(x))))
}

// String returns the ends of the axis as values.
func (a axis) String() string {
	return short(a.scale.plain(a.lo)) + " to " + short(a.scale.plain(a.hi))
}

func short(x float64) string {
	return strings.ReplaceAll(strconv.FormatFloat(x, 'g', 3, 64), "-", minus)
}

// tick is a mark of an axis.
type tick struct {
	value float64
	label string
}

// ticks returns the marks of the axis, at most about most of them, ascending.
func (a axis) ticks(most int) []tick {
	if a.scale == Log {
		if marks := a.logTicks(most); len(marks) > 2 {
			return marks
		}
	}
	return linearTicks(a.scale.plain(a.lo), a.scale.plain(a.hi), most, a.holds)
}

// linearTicks returns the multiples of the smallest of 1, 2 or 5 times a power
// of ten of which there are not too many.
func linearTicks(lo, hi float64, most int, holds func(float64) bool) []tick {
	exponent := math.Floor(math.Log10((hi - lo) / float64(most)))
	step := math.Pow(10, exponent)
	for _, m := range []float64{2, 5, 10, 20} {
		if math.Floor(hi/step)-math.Ceil(lo/step)+1 <= float64(most) {
			break
		}
		step = m * math.Pow(10, exponent)
	}
	if step >= 10*math.Pow(10, exponent) {
		exponent++
	}
	var marks []tick
	for k := math.Ceil(lo / step); k <= math.Floor(hi/step) && len(marks) <= most; k++ {
		x := float64(k * step)
		if !holds(x) {
			continue
		}
		size := math.Floor(math.Log10(math.Abs(x)))
		var label string
		switch {
		case x == 0 && exponent < -6:
			label = "0"
		case exponent < -6 || size >= 7: // as many digits as tell the marks apart
			label = exponential(x, int(math.Max(0, math.Min(17, size-exponent))))
		default:
			label = number(x, int(math.Max(0, -exponent)))
		}
		marks = append(marks, tick{x, label})
	}
	return marks
}

// logTicks returns powers of ten, with their double and fivefold or their
// threefold if there is room.
func (a axis) logTicks(most int) []tick {
	first, last := math.Floor(a.lo/math.Ln10), math.Ceil(a.hi/math.Ln10)
	var marks []tick
	for _, steps := range [][]float64{{1, 2, 5}, {1, 3}, {1}} {
		marks = marks[:0]
		for e := first; e <= last; e++ {
			for _, m := range steps {
				marks = a.addPower(marks, m, e)
			}
		}
		if len(marks) <= most {
			return marks
		}
	}
	marks = marks[:0]
	stride := math.Ceil((last - first) / float64(most))
	for e := math.Ceil(first/stride) * stride; e <= last; e += stride {
		marks = a.addPower(marks, 1, e)
	}
	return marks
}

func (a axis) addPower(marks []tick, m, exponent float64) []tick {
	x, err := strconv.ParseFloat(strconv.Itoa(int(m))+"e"+strconv.Itoa(int(exponent)), 64)
	if err != nil || !a.holds(x) {
		return marks
	}
	if exponent < -4 || exponent > 5 {
		return append(marks, tick{x, exponential(x, 0)})
	}
	return append(marks, tick{x, strconv.FormatFloat(x, 'f', -1, 64)})
}

// exponential prints x as 1.5e+09.
func exponential(x float64, decimals int) string {
	return strings.ReplaceAll(strconv.FormatFloat(x, 'e', decimals, 64), "-", minus)
}
