package evidence

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const bodies = 2500

func near(a, b float64) bool { return math.Abs(a-b) <= exact }

func TestOrderAndDuplicatesChangeNothing(t *testing.T) {
	forRandomBodies(t, bodies, func(t *testing.T, r *rand.Rand, items []Item) {
		want := Weigh(items, 0)
		other := append(slices.Clone(items), items[:r.IntN(len(items)+1)]...)
		r.Shuffle(len(other), func(i, j int) { other[i], other[j] = other[j], other[i] })
		if got := Weigh(other, 0); got != want { // to the last bit
			t.Errorf("shuffled and repeated: %+v, want %+v", got, want)
		}
	})
}

func TestNamesOfStudiesDoNotMatter(t *testing.T) {
	forRandomBodies(t, bodies, func(t *testing.T, r *rand.Rand, items []Item) {
		names := r.Perm(100)
		rename := func(key StudyKey) StudyKey {
			n := 0
			fmt.Sscanf(key.String(), "study-%d", &n)
			return MustParseStudyKey(fmt.Sprintf("renamed-%d", names[n]))
		}
		renamed := map[*Study]*Study{}
		other := slices.Clone(items)
		for i, it := range items {
			if renamed[it.Study] == nil {
				s := *it.Study
				s.Key, s.Includes = rename(s.Key), nil
				for _, key := range it.Study.Includes {
					s.Includes = append(s.Includes, rename(key))
				}
				renamed[it.Study] = &s
			}
			other[i].Study = renamed[it.Study]
		}
		want := Weigh(items, 0)
		if got := Weigh(other, 0); got != want { // to the last bit
			t.Errorf("renamed: %+v, want %+v", got, want)
		}
	})
}

func TestSwappingAllSignsSwapsTheAnswer(t *testing.T) {
	turned := map[Stance]Stance{Increase: Decrease, Decrease: Increase, Null: Null, Ambiguous: Ambiguous, Unknown: Unknown}
	forRandomBodies(t, bodies, func(t *testing.T, r *rand.Rand, items []Item) {
		b := Weigh(items, 0)
		other := slices.Clone(items)
		for i, it := range other {
			f := *it.Finding
			f.Direction = map[Direction]Direction{Up: Down, Down: Up, NoEffect: NoEffect}[f.Direction]
			other[i].Finding = &f
		}
		o := Weigh(other, 0)
		swapped := Masses{Up: b.Masses.Down, Down: b.Masses.Up, Null: b.Masses.Null}
		if o.Masses != swapped || o.Stance != turned[b.Stance] || o.Level != b.Level || !near(o.Belief(), b.Belief()) {
			t.Errorf("got %+v, want the mirror of %+v", o, b)
		}
		signed, iv := b.Signed()
		signed2, iv2 := o.Signed()
		if signed2 != -signed || iv2[0] != -iv[1] || iv2[1] != -iv[0] {
			t.Errorf("signed = %v in %v, want the mirror of %v in %v", signed2, iv2, signed, iv)
		}
	})
}

// newcomer returns a finding of a study that is not among the others, that has
// a source of its own or shares one, and that pools no trials: a synthesis that
// takes the place of trials may well say less than they did.
func newcomer(r *rand.Rand, d Direction) Item {
	s := randomStudy(r, MustParseStudyKey("newcomer"))
	s.Includes = nil
	it := saw(s, d)
	it.Finding.N = pick(r, 0, 10, 200)
	return it
}

func TestOneMoreFindingNeverHelpsTheOtherSide(t *testing.T) {
	forRandomBodies(t, bodies, func(t *testing.T, r *rand.Rand, items []Item) {
		before := Weigh(items, 0)
		net := before.Masses.Net()
		for _, d := range []Direction{Up, Down, NoEffect} {
			it := newcomer(r, d)
			after := Weigh(append(items, it), 0)
			now := after.Masses.Net()
			for _, side := range []Direction{Up, Down, NoEffect} {
				was, is := *net.side(side), *now.side(side)
				if side == d && is < was-exact {
					t.Errorf("a finding %s lowers its own side from %v to %v: %s", d, was, is, describe([]Item{it}))
				}
				if side != d && is > was+exact {
					t.Errorf("a finding %s raises %s from %v to %v: %s", d, side, was, is, describe([]Item{it}))
				}
			}
		}
	})
}

func TestSupportNeverTurnsAnAnswer(t *testing.T) {
	turned := 0
	forRandomBodies(t, bodies, func(t *testing.T, r *rand.Rand, items []Item) {
		before := Weigh(items, 0)
		for d, stance := range map[Direction]Stance{Up: Increase, Down: Decrease} {
			if before.Stance != stance {
				continue
			}
			it := newcomer(r, d)
			after := Weigh(append(items, it), 0)
			if after.Stance != stance && after.Stance != Ambiguous {
				t.Errorf("%s becomes %s by one more finding %s: %s", stance, after.Stance, d, describe([]Item{it}))
			}
			turned++
		}
	})
	if turned < bodies/10 {
		t.Errorf("only %d bodies had a sign to turn", turned)
	}
}

func TestStudiesOfOneSourceEqualTheStrongest(t *testing.T) {
	for seed := range uint64(bodies) {
		r := rand.New(rand.NewPCG(seed, 7))
		base := *randomStudy(r, MustParseStudyKey("base"))
		base.Registration, base.Group = "NCT1", "Leuven"
		d := Up + Direction(r.IntN(3))
		var items []Item
		strongest := Body{}
		for i := range 1 + r.IntN(8) {
			s := base
			s.Key = MustParseStudyKey(fmt.Sprintf("s-%d", i))
			s.N = 1 + r.IntN(200)
			s.Includes = nil
			items = append(items, saw(&s, d))
			if b := Weigh(items[i:], 0); i == 0 || *b.Masses.side(d) > *strongest.Masses.side(d) {
				strongest = b
			}
		}
		if got := Weigh(items, 0); got != strongest {
			t.Fatalf("seed %d: %+v, want that of the strongest, %+v:%s", seed, got, strongest, describe(items))
		}
	}
}

func TestWhatCountsForNothingAddsNothing(t *testing.T) {
	forRandomBodies(t, bodies, func(t *testing.T, r *rand.Rand, items []Item) {
		want := Weigh(items, 0)
		it := newcomer(r, Up+Direction(r.IntN(3)))
		it.Study.Includes = []StudyKey{items[0].Study.Key}
		switch r.IntN(4) {
		case 0:
			it.Study.Status = Retracted
		case 1:
			it.Finding.Design = pick(r, Review, Guideline, Commentary)
		case 2:
			it.Study.Species, it.Finding.Species = "", ""
		case 3:
			it.Finding.Direction = pick(r, DirectionNotSaid, NoEffect+1)
		}
		if got := Weigh(append(items, it), 0); got != want {
			t.Errorf("with %s: got %+v, want %+v", describe([]Item{it}), got, want)
		}
	})
}

func TestNumbersStayInRange(t *testing.T) {
	seen := map[Stance]int{}
	forRandomBodies(t, bodies, func(t *testing.T, r *rand.Rand, items []Item) {
		b := Weigh(items, 0)
		seen[b.Stance]++
		net := b.Masses.Net()
		for name, m := range map[string]Masses{"masses": b.Masses, "net": net} {
			for _, x := range []float64{m.Up, m.Down, m.Null} {
				if !(x >= 0 && x <= 1) {
					t.Errorf("%s: %+v", name, m)
				}
			}
		}
		for l, m := range b.ByLevel {
			if limit := weights[l].limit + exact; m.Up > limit || m.Down > limit || m.Null > limit {
				t.Errorf("%s: %+v is over the cap", Level(l), m)
			}
		}
		signed, iv := b.Signed()
		if !iv.Contains(signed) || iv[0] < -1 || iv[1] > 1 {
			t.Errorf("%v is not in %v", signed, iv)
		}
		if (b.Stance == Unknown) != (b.Level == NotAssessed) {
			t.Errorf("%s at %s", b.Stance, b.Level)
		}
		if b.Stance.Sign() != 0 && b.Belief() <= 0 {
			t.Errorf("%s with belief %v", b.Stance, b.Belief())
		}
	})
	for s := range stances.All() {
		if seen[s] < bodies/50 {
			t.Errorf("only %d of %d random bodies are %s: the properties say little about it", seen[s], bodies, s)
		}
	}
}

func TestWeighKeepsItsInput(t *testing.T) {
	forRandomBodies(t, 200, func(t *testing.T, r *rand.Rand, items []Item) {
		before := describe(items)
		Weigh(items, 0)
		b := Weigh(items, 0)
		Judge(items, &b)
		if diff := cmp.Diff(before, describe(items)); diff != "" {
			t.Errorf("items changed: %s", diff)
		}
	})
}
