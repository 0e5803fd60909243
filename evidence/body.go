package evidence

import (
	"slices"

	"github.com/gutmuscle/gutmuscle/evidence/spell"
)

// Stance is what a body of evidence answers to "what does the object do when
// the subject rises, is present or is done?". The zero Stance is Unknown.
type Stance uint8

// The stances.
const (
	Unknown   Stance = iota // no findings, or none strong enough
	Increase                // the object rises
	Decrease                // the object falls
	Null                    // the object stays as it is
	Ambiguous               // the findings disagree
)

var stances = spell.Set[Stance]{Type: "evidence.Stance", Words: []string{"unknown", "increase", "decrease", "null", "ambiguous"}}

// String returns the word of s, such as "increase".
func (s Stance) String() string { return stances.String(s) }

// MarshalText returns the word of s; a value that is not a Stance is an error.
func (s Stance) MarshalText() ([]byte, error) { return stances.Append(nil, s) }

// UnmarshalText sets s from its word; another word is a [*spell.UnknownError].
func (s *Stance) UnmarshalText(text []byte) error { return stances.Parse(s, text) }

// Direction returns that of the findings that speak for s: up, down or no
// effect. For Unknown and Ambiguous none does.
func (s Stance) Direction() Direction {
	switch s {
	case Increase:
		return Up
	case Decrease:
		return Down
	case Null:
		return NoEffect
	default:
		return DirectionNotSaid
	}
}

// Sign returns +1 for Increase, −1 for Decrease and 0 for all else.
func (s Stance) Sign() int {
	switch s {
	case Increase:
		return 1
	case Decrease:
		return -1
	default:
		return 0
	}
}

// Interval is a closed range of numbers, as [lo, hi] in JSON.
type Interval [2]float64

// Contains reports whether x lies in the interval.
func (iv Interval) Contains(x float64) bool { return iv[0] <= x && x <= iv[1] }

// Body is what a set of findings on one question amounts to. It is a plain
// value that [Weigh] makes; the zero Body is that of no findings.
type Body struct {
	Stance  Stance
	Level   Level                 // of the tier that decided
	Masses  Masses                // over all findings
	ByLevel [Synthesis + 1]Masses // of each level by itself
	Sources int                   // independent sources that count

	interval Interval // of the signed belief; see Signed
}

// Weigh works out the body of items. smallest is the standardized effect below
// which an effect is of no interest, 0 for the usual 0.3. Neither the order of
// the items nor repetition of one changes the result, and nothing of the items
// is kept.
//
// The answer is that of the highest tier whose largest mass reaches [Theta]:
// trials and their syntheses, then all evidence from people, then animals too,
// then all. A runner-up of at least [Rho] of the leader makes it Ambiguous, as
// does opposite observation in people that strong against a sign from trials.
// So animal support or dissent is reported in ByLevel but never changes a sign
// found in people.
func Weigh(items []Item, smallest float64) Body {
	if smallest <= 0 {
		smallest = smallestEffect
	}
	all := countable(items, smallest)
	b := weigh(byLevel(all, ""))
	b.interval = b.leaveOneOut(all)
	return b
}

var tiers = [...]Level{InterventionalHuman, ObservationalHuman, Animal, InVitro}

func weigh(levels [Synthesis + 1]Masses) Body {
	b := Body{ByLevel: levels, Masses: union(&levels, InVitro)}
	for _, lowest := range tiers {
		m := union(&levels, lowest)
		lead, second := m.leader()
		if !Reaches(*m.side(lead), Theta) {
			continue
		}
		b.Stance, b.Level = stanceOf(lead), lowest
		if lowest == InterventionalHuman && *levels[Synthesis].side(lead) > 0 {
			b.Level = Synthesis
		}
		if Reaches(*m.side(second), float64(Rho**m.side(lead))) {
			b.Stance = Ambiguous
		}
		if lowest == InterventionalHuman && b.Stance.Sign() != 0 {
			human := union(&levels, ObservationalHuman)
			against := *human.side(opposite(lead))
			if Reaches(against, Theta) && Reaches(against, float64(Rho**human.side(lead))) {
				b.Stance = Ambiguous
			}
		}
		break
	}
	return b
}

// Reaches reports whether x is at least bound, give or take rounding: a null
// and a sign from two trials of one size stand at exactly Rho, and a trial of
// 20 at exactly Theta, whatever their last bits say.
func Reaches(x, bound float64) bool { return x >= bound-1e-12 }

// leader returns the directions of the largest and the second largest mass; of
// equal ones null comes first, then up, so that no sign is favored over null.
func (m Masses) leader() (lead, second Direction) {
	lead, second = NoEffect, Up
	if m.Up > m.Null {
		lead, second = Up, NoEffect
	}
	switch {
	case m.Down > *m.side(lead):
		return Down, lead
	case m.Down > *m.side(second):
		return lead, Down
	}
	return lead, second
}

func stanceOf(d Direction) Stance {
	return [...]Stance{Up: Increase, Down: Decrease, NoEffect: Null}[d]
}

func opposite(d Direction) Direction {
	return [...]Direction{Up: Down, Down: Up, NoEffect: NoEffect}[d]
}

// Belief returns the net belief of the answer over all findings, in [0, 1]. Of
// an Ambiguous body it is the largest net belief, of an Unknown one 0.
func (b *Body) Belief() float64 {
	net := b.Masses.Net()
	switch b.Stance {
	case Increase:
		return net.Up
	case Decrease:
		return net.Down
	case Null:
		return net.Null
	case Ambiguous:
		return max(net.Up, net.Down, net.Null)
	default:
		return 0
	}
}

// Signed returns the signed belief that a score is made of, and how far it
// moves when each source is left out in turn: net belief times the sign of an
// Increase or Decrease; 0 in −down to +up for an Ambiguous body; 0 otherwise.
func (b *Body) Signed() (t float64, iv Interval) {
	return float64(b.Belief() * float64(b.Stance.Sign())), b.interval
}

func (b *Body) leaveOneOut(all []counted) Interval {
	sources := make([]string, 0, len(all))
	for _, c := range all {
		sources = append(sources, c.source)
	}
	slices.Sort(sources)
	sources = slices.Compact(sources)
	b.Sources = len(sources)

	sign := b.Stance.Sign()
	switch {
	case b.Stance == Ambiguous:
		net := b.Masses.Net()
		return Interval{-net.Down, net.Up}
	case sign == 0:
		return Interval{}
	}
	signed := func(m Masses) float64 {
		net := m.Net()
		if sign > 0 {
			return net.Up
		}
		return -net.Down
	}
	iv := Interval{signed(b.Masses), signed(b.Masses)}
	for _, s := range sources {
		levels := byLevel(all, s)
		t := signed(union(&levels, InVitro))
		iv[0], iv[1] = min(iv[0], t), max(iv[1], t)
	}
	return iv
}
