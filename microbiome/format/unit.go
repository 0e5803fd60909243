package format

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/microbiome"
)

// sums are what the rows of each sample add up to.
type sums struct {
	of    []float64
	whole bool // all numbers are whole
}

// sumsOf adds up the rows of each sample for which counts is true.
func sumsOf(samples []microbiome.Sample, counts []bool) sums {
	s := sums{of: make([]float64, len(samples)), whole: true}
	for i := range samples {
		s.whole = s.whole && areWhole(samples[i].Value)
		for k, row := range samples[i].Index {
			if counts[row] {
				s.of[i] += samples[i].Value[k]
			}
		}
	}
	return s
}

// are reports whether each sample that has anything adds up to all, and one
// has.
func (s sums) are(all float64) bool {
	some := false
	for _, sum := range s.of {
		if sum > 0 && !isAbout(sum, all) {
			return false
		}
		some = some || sum > 0
	}
	return some
}

// most returns the largest sum.
func (s sums) most() float64 {
	most := 0.0
	for _, sum := range s.of {
		most = max(most, sum)
	}
	return most
}

// unit returns the unit of the numbers: the one that the caller names, else the
// one that the file tells, else what the numbers can only be. Numbers that
// contradict it are problems, as are numbers that do not tell.
func (s sums) unit(in *input, told microbiome.Unit, samples []microbiome.Sample) microbiome.Unit {
	at := dataset.Place{File: in.File}
	unit, who, way := in.Unit, "the options say", ""
	shown := s.tell() == unit || unit.Whole() > 0 && s.are(unit.Whole())
	if unit != microbiome.UnitNotSaid && told != microbiome.UnitNotSaid && unit != told && !shown {
		in.p.Add(at, fmt.Errorf("unit: the options say %s, but the file says %s, and the numbers do not show who is right", unit, told))
		return unit
	}
	if unit == microbiome.UnitNotSaid {
		unit, who, way = told, "the file says", "; name the unit in the options"
	}
	if unit == microbiome.UnitNotSaid {
		unit = s.tell()
	}
	if unit == microbiome.UnitNotSaid {
		in.p.Add(at, errors.New("unit: neither the file nor the numbers tell it; name it in the options"))
		return unit
	}
	if other := s.otherThan(unit); other != microbiome.UnitNotSaid {
		in.p.Add(at, fmt.Errorf("unit: %s %s, but each sample adds up to %.6g, as %s do%s", who, unit, s.most(), other, way))
		return unit
	}
	s.checkMixed(in, unit, samples)
	if unit == microbiome.Counts && !s.whole && s.most() <= 1+microbiome.Slack && s.most() > 0 {
		in.p.Add(at, fmt.Errorf("unit: no sample adds up to more than %.6g, so these are no counts", s.most()))
	}
	if all := unit.Whole(); all > 0 {
		for i, sum := range s.of {
			if sum > all*(1+microbiome.Slack) {
				in.p.Add(at.Record(samples[i].Name), fmt.Errorf("the rows add up to %.6g; want at most %v, since they are %s", sum, all, unit))
			}
		}
	}
	return unit
}

// checkMixed reports samples that add up to the whole of another unit, in a table
// in which others add up to that of its own.
func (s sums) checkMixed(in *input, unit microbiome.Unit, samples []microbiome.Sample) {
	if !slices.ContainsFunc(s.of, func(sum float64) bool { return isWhole(sum, unit) }) {
		return
	}
	for i, sum := range s.of {
		for _, other := range shareUnits {
			if other != unit && isWhole(sum, other) {
				in.p.Add(dataset.Place{File: in.File}.Record(samples[i].Name),
					fmt.Errorf("unit: the rows add up to %.6g, as %s do, and those of other samples to %v, as %s do", sum, other, unit.Whole(), unit))
			}
		}
	}
}

// shareUnits are the units of which the whole is the same in each sample.
var shareUnits = []microbiome.Unit{microbiome.Fractions, microbiome.Percents, microbiome.PerMillion}

// isWhole reports whether a sum is all of a sample in a unit, as far as rounded
// numbers tell.
func isWhole(sum float64, u microbiome.Unit) bool { return isAbout(sum, u.Whole()) }

func isAbout(sum, all float64) bool {
	const rounding = 1e-3
	return sum > 0 && math.Abs(sum-all) <= all*rounding
}

// tell returns the unit that the numbers can only be of: whole numbers are
// counts; what adds up to a whole in each sample, or to less than 1, is a share
// of it.
func (s sums) tell() microbiome.Unit {
	most := s.most()
	switch {
	case s.whole && !s.are(1) && !s.are(100) && !s.are(1e6) && most > 0:
		return microbiome.Counts
	case s.whole:
		return microbiome.UnitNotSaid
	case s.are(100):
		return microbiome.Percents
	case s.are(1e6):
		return microbiome.PerMillion
	case 0.5 < most && most <= 1+microbiome.Slack:
		return microbiome.Fractions
	}
	return microbiome.UnitNotSaid
}

// otherThan returns the unit by which each sample is whole, if it is not u.
func (s sums) otherThan(u microbiome.Unit) microbiome.Unit {
	if s.whole {
		return microbiome.UnitNotSaid
	}
	for _, other := range shareUnits {
		if other != u && s.are(other.Whole()) {
			return other
		}
	}
	return microbiome.UnitNotSaid
}
