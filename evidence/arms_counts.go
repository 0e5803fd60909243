package evidence

import (
	"math"

	"github.com/gutmuscle/gutmuscle/evidence/spell"
)

// ZeroRule is what is done about a table of counts that has a zero cell. The
// zero ZeroRule means that it is not said, and then such a table is an error.
type ZeroRule uint8

// The rules. Whatever the rule, but for HalfAlways, a table without a single
// event (or, for an odds ratio, without a single non-event) says nothing about
// a ratio and is [ErrNoEvents]; that is the choice of the Cochrane Handbook
// (10.4.4.1) and metafor's drop00.
const (
	ZeroRuleNotSaid ZeroRule = iota
	// NoCorrection takes the counts as they are, which only a risk difference
	// can be made of.
	NoCorrection
	// HalfIfZero adds ½ to all four cells of tables with a zero cell, and leaves
	// others alone: the default of metafor and RevMan (Haldane 1956, Anscombe 1956).
	HalfIfZero
	// HalfAlways adds ½ to all four cells of every table, with or without zero.
	HalfAlways
	// OppositeArmIfZero adds, in tables with a zero cell, to both cells of an
	// arm the share of the other arm in all subjects, so that what is added
	// favors neither arm when they differ in size: the treatment arm correction
	// of Sweeting, Sutton & Lambert 2004 (doi 10.1002/sim.1761).
	OppositeArmIfZero
)

var zeroRules = spell.Set[ZeroRule]{Type: "evidence.ZeroRule", Words: []string{
	"not-said", "no-correction", "half-if-zero", "half-always", "opposite-arm-if-zero"}}

// String returns the word of r, such as "half-if-zero".
func (r ZeroRule) String() string { return zeroRules.String(r) }

// MarshalText returns the word of r; a value that is not a ZeroRule is an error.
func (r ZeroRule) MarshalText() ([]byte, error) { return zeroRules.Append(nil, r) }

// UnmarshalText sets r from its word; another word is a [*spell.UnknownError].
func (r *ZeroRule) UnmarshalText(text []byte) error { return zeroRules.Parse(r, text) }

// Counts are the subjects of one group and how many of them had the event. It
// is a plain value.
type Counts struct {
	Events int
	N      int
}

// FromCounts returns the effect t against c of measure m from two independent
// groups. With events a and c, non-events b and d, and sizes n₁ and n₂ (all
// after the rule for zeros was applied):
//
//   - [RiskRatio]: y = ln(a/n₁) − ln(c/n₂), v = 1/a − 1/n₁ + 1/c − 1/n₂.
//   - [OddsRatio]: y = ln(ad/(bc)), v = 1/a + 1/b + 1/c + 1/d (Woolf 1955).
//   - [RiskDifference]: y = a/n₁ − c/n₂, v = ab/n₁³ + cd/n₂³.
//
// With HalfIfZero these are the defaults of metafor's escalc for RR, OR and RD,
// but for tables without events.
func FromCounts(m Measure, t, c Counts, rule ZeroRule) (Estimate, error) {
	const op = "from counts"
	if m != RiskRatio && m != OddsRatio && m != RiskDifference {
		return Estimate{}, failed(op, ErrMeasure, "%s; want risk-ratio, odds-ratio or risk-difference", m)
	}
	for i, arm := range [2]Counts{t, c} {
		if arm.N < 1 || arm.Events < 0 || arm.Events > arm.N {
			return Estimate{}, failed(op, ErrArm, "arm %d: %d events in %d subjects", i+1, arm.Events, arm.N)
		}
	}
	n1, n2 := float64(t.N), float64(c.N)
	a, b := float64(t.Events), float64(t.N-t.Events)
	cc, d := float64(c.Events), float64(c.N-c.Events)
	zero := a == 0 || b == 0 || cc == 0 || d == 0
	if m != RiskDifference && rule != HalfAlways && (a+cc == 0 || b+d == 0 && m == OddsRatio) {
		return Estimate{}, failed(op, ErrNoEvents, "%d of %d against %d of %d says nothing about a ratio",
			t.Events, t.N, c.Events, c.N)
	}
	add1, add2 := 0.0, 0.0
	switch rule {
	case ZeroRuleNotSaid:
		if zero {
			return Estimate{}, failed(op, ErrZeroCell, "%d of %d against %d of %d has a zero cell; name a rule for it",
				t.Events, t.N, c.Events, c.N)
		}
	case NoCorrection:
		if m != RiskDifference && (a == 0 || cc == 0 || m == OddsRatio && zero) {
			return Estimate{}, failed(op, ErrZeroCell, "%d of %d against %d of %d has no %s without a correction",
				t.Events, t.N, c.Events, c.N, m)
		}
	case HalfIfZero:
		if zero {
			add1, add2 = 0.5, 0.5
		}
	case HalfAlways:
		add1, add2 = 0.5, 0.5
	case OppositeArmIfZero:
		if zero {
			add1, add2 = n2/(n1+n2), n1/(n1+n2)
		}
	default:
		return Estimate{}, failed(op, ErrOption, "%s", rule)
	}
	a, b, cc, d = a+add1, b+add1, cc+add2, d+add2
	n1, n2 = a+b, cc+d
	switch m {
	case RiskRatio:
		// 1/a − 1/n₁ = b/(a·n₁), without the difference
		return newEstimate(op, m, math.Log(a/n1)-math.Log(cc/n2), b/float64(a*n1)+d/float64(cc*n2))
	case OddsRatio:
		return newEstimate(op, m, math.Log(a/b)-math.Log(cc/d), 1/a+1/b+1/cc+1/d)
	default:
		return newEstimate(op, m, a/n1-cc/n2, float64(a/n1*(b/n1))/n1+float64(cc/n2*(d/n2))/n2)
	}
}

// HazardRatioFromLogRank returns the log hazard ratio of a log-rank test:
// y = (O−E)/V and v = 1/V, from the events observed less expected and the
// variance V of their number (Peto; Parmar et al. 1998, doi
// 10.1002/(SICI)1097-0258(19981230)17:24<2815::AID-SIM110>3.0.CO;2-8).
func HazardRatioFromLogRank(observedLessExpected, variance float64) (Estimate, error) {
	return newEstimate("from log-rank", HazardRatio, observedLessExpected/variance, 1/variance)
}
