package pathway

import (
	"slices"

	"github.com/gutmuscle/gutmuscle/evidence"
)

// part is a pair with what it takes to weigh it without some studies.
type part struct {
	pair     *pair
	items    []evidence.Item // of all studies
	numbers  []int32         // of the study of each item; none for retracted ones
	studies  []int32         // the numbers in order, each once
	bodies   map[removed]evidence.Body
	variants map[variantKey]*variants
}

// pushes reports whether a finding of p is of a rise or a fall, so that a chain
// may walk it, be it only without some of its studies.
func (p *pair) pushes() bool {
	return slices.ContainsFunc(p.items, func(it evidence.Item) bool {
		return it.Finding.Direction == evidence.Up || it.Finding.Direction == evidence.Down
	})
}

// without returns the body of x without some of its studies.
func (x *part) without(r removed) evidence.Body {
	b, ok := x.bodies[r]
	if !ok {
		b = evidence.Weigh(x.left(r), x.pair.smallestEffect())
		x.bodies[r] = b
	}
	return b
}

// left returns the items of x that are not of some of its studies.
func (x *part) left(r removed) []evidence.Item {
	items := make([]evidence.Item, 0, len(x.items))
	for i, it := range x.items {
		if x.numbers[i] == none || !r.has(x.numbers[i]) {
			items = append(items, it)
		}
	}
	return items
}

// shares reports whether x and y have a study in common that is not taken out.
func (x *part) shares(y *part, out removed) bool {
	return slices.ContainsFunc(x.studies, func(n int32) bool {
		_, ok := slices.BinarySearch(y.studies, n)
		return ok && !out.has(n)
	})
}

// variants is what a pair can become if up to a number of its studies, and at
// least one, are taken out.
type variants struct {
	clear [2]struct { // not disputed, by sign: the largest of each, which need not be of one
		value float64
		level evidence.Level
	}
	open [2]bool // whether it can be so that it does not close a chain of that sign
	most float64 // largest value, of disputed ones too
}

type variantKey struct {
	out removed
	k   int
}

// variantsOf returns what x can become if it loses up to k studies more than out.
func (x *part) variantsOf(out removed, k int) *variants {
	key := variantKey{out, k}
	if v := x.variants[key]; v != nil {
		return v
	}
	v := new(variants)
	x.variants[key] = v
	var lose func(r removed, from, k int)
	lose = func(r removed, from, k int) {
		for i := from; i < len(x.studies) && k > 0; i++ {
			if n := x.studies[i]; !r.has(n) {
				less := r.with(n)
				v.take(x.pair, x.without(less))
				lose(less, i+1, k-1)
			}
		}
	}
	lose(out, 0, k)
	return v
}

func (v *variants) take(p *pair, b evidence.Body) {
	is := pair{share: p.share}
	is.settle(b)
	v.most = max(v.most, is.value)
	for _, sign := range []int{-1, 1} {
		if b.Stance != evidence.Null && b.Stance.Sign() != -sign {
			v.open[side(sign)] = true
		}
		if b.Stance.Sign() == sign {
			one := &v.clear[side(sign)]
			one.value, one.level = max(one.value, is.value), max(one.level, b.Level)
		}
	}
}
