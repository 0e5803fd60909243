package diversity

import (
	"fmt"
	"math"
)

// individuals returns the sum of counts.
func individuals(counts []int) (int, error) {
	n := 0
	for i, c := range counts {
		if c < 0 || c > math.MaxInt-n {
			return 0, &Error{0, i, fmt.Sprintf("%d; want a count that is not negative, with a sum that an int holds", c), ErrAbundance}
		}
		n += c
	}
	if n == 0 {
		return 0, &Error{0, -1, "", ErrEmpty}
	}
	return n, nil
}

// Rarefied returns the number of kinds that one expects to see if only depth
// individuals of a sample were counted: what makes samples of different depth
// comparable. depth is from 0 to the number of individuals.
func Rarefied(counts []int, depth int) (float64, error) {
	n, err := individuals(counts)
	if err != nil {
		return 0, err
	}
	if depth < 0 || depth > n {
		return 0, &Error{0, -1, fmt.Sprintf("%d; want 0 to %d", depth, n), ErrDepth}
	}
	expected := 0.0
	for _, c := range counts {
		if c > 0 {
			expected += 1 - missed(n, c, depth)
		}
	}
	return expected, nil
}

// missed returns the chance that none of c of n individuals is among depth that
// are picked: C(n−c, depth)/C(n, depth).
func missed(n, c, depth int) float64 {
	if depth > n-c {
		return 0
	}
	// The product of the shorter of two forms, (n−c−i)/(n−i) for i below depth or
	// (n−depth−i)/(n−i) for i below c, loses no digits; for long ones the
	// logarithms of factorials are as good, since their errors are far below one.
	const most = 10_000
	k, gap := depth, c
	if c < depth {
		k, gap = c, depth
	}
	if k <= most {
		p := 1.0
		for i := range k {
			p *= float64(n-gap-i) / float64(n-i)
			if p == 0 {
				break
			}
		}
		return p
	}
	lg := func(x int) float64 { v, _ := math.Lgamma(float64(x) + 1); return v }
	return math.Exp(lg(n-c) - lg(n-c-depth) - lg(n) + lg(n-depth))
}

// A Point is a place on a rarefaction curve. It is a plain value.
type Point struct {
	Depth    int     `json:"depth"`
	Expected float64 `json:"expected"` // kinds
}

// Curve returns the rarefaction curve of a sample at the given number of depths,
// two at least, evenly spaced from 1 to the number of individuals.
func Curve(counts []int, points int) ([]Point, error) {
	n, err := individuals(counts)
	if err != nil {
		return nil, err
	}
	if points < 2 {
		return nil, &Error{0, -1, fmt.Sprintf("%d points; want 2 at least", points), ErrDepth}
	}
	curve := make([]Point, 0, min(points, n))
	for i := range points {
		depth := 1 + int(math.Round(float64(i)*float64(n-1)/float64(points-1)))
		if len(curve) > 0 && curve[len(curve)-1].Depth == depth {
			continue // fewer individuals than points
		}
		e, err := Rarefied(counts, depth)
		if err != nil {
			return nil, err
		}
		curve = append(curve, Point{depth, e})
	}
	return curve, nil
}

// Coverage returns the share of the whole community, by abundance, that belongs
// to kinds that the sample has: an estimate from how many kinds were seen once
// and twice. It is near 0 if every kind was seen once only.
func Coverage(counts []int) (float64, error) {
	n, err := individuals(counts)
	if err != nil {
		return 0, err
	}
	once, twice := 0.0, 0.0
	for _, c := range counts {
		switch c {
		case 1:
			once++
		case 2:
			twice++
		}
	}
	if once == 0 {
		return 1, nil
	}
	N := float64(n)
	if twice == 0 { // the form without doubletons
		return max(0, 1-once/N*((N-1)*(once-1)/((N-1)*(once-1)+2))), nil
	}
	return max(0, 1-once/N*((N-1)*once/((N-1)*once+2*twice))), nil
}
