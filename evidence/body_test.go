package evidence

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestStance has the answers that the rules promise, and one case for each
// of its rules.
func TestStance(t *testing.T) {
	trial := func(key string, n int, d Direction) Item { return saw(study(key, RandomizedTrial, n), d) }
	cohort := func(key string, n int, d Direction) Item { return saw(study(key, Cohort, n), d) }
	for _, tt := range []struct {
		name   string
		items  []Item
		stance Stance
		level  Level
	}{
		{"nothing", nil, Unknown, NotAssessed},
		{"probiotic → strength", slices.Concat(mice(3, Up), []Item{
			trial("a", 54, Up), trial("b", 42, Up), trial("c", 29, Up), trial("d", 60, NoEffect),
			saw(study("pool", TrialSynthesis, 600, includes("b", "c")), Up),
		}), Increase, Synthesis},
		{"probiotic → lean mass", slices.Concat(mice(3, Up), []Item{
			trial("a", 54, NoEffect), trial("b", 42, NoEffect), trial("c", 29, Up),
			sawWithin(study("pool", TrialSynthesis, 600, includes("b", "c")), -0.1, 0.2),
		}), Null, Synthesis},
		{"prebiotic → chair rise", []Item{
			sawWithin(study("twins", RandomizedTrial, 72), -0.25, 0.28), saw(study("cells", InVitroExperiment, 3, of(Cell)), Up),
		}, Null, InterventionalHuman},

		{"twelve mouse studies", mice(12, Up), Increase, Animal},
		{"twelve mouse studies, one trial of 24 without effect", append(mice(12, Up), trial("a", 24, NoEffect)), Null, InterventionalHuman},
		{"twelve mouse studies, one trial of 12 without effect", append(mice(12, Up), trial("a", 12, NoEffect)), Increase, Animal},
		{"mice do not dissent from people", append(mice(12, Down), trial("a", 40, Up)), Increase, InterventionalHuman},

		{"one in-vitro study", []Item{saw(study("a", InVitroExperiment, 3, of(Cell)), Down)}, Decrease, InVitro},
		{"one mouse study", mice(1, Down), Decrease, Animal},
		{"a cohort too small, and mice", append(mice(1, Down), cohort("a", 50, Up)), Decrease, Animal},
		{"a cohort", append(mice(1, Down), cohort("a", 100, Up)), Increase, ObservationalHuman},
		{"a trial too small alone adds to cohorts", []Item{trial("a", 5, Up), cohort("b", 30, Up)}, Increase, ObservationalHuman},
		{"one small trial", []Item{trial("a", 5, Up)}, Unknown, NotAssessed},

		{"a trial of 20 without effect stands at the bound", []Item{trial("a", 20, NoEffect)}, Null, InterventionalHuman},
		{"before and after in 20 stands at the bound", []Item{saw(study("a", BeforeAfter, 20), Down)}, Decrease, InterventionalHuman},
		{"up and down", []Item{trial("a", 40, Up), trial("b", 40, Down)}, Ambiguous, InterventionalHuman},
		{"up and less than half as much down", []Item{trial("a", 400, Up), trial("b", 15, Down)}, Increase, InterventionalHuman},
		{"null and up", []Item{trial("a", 40, Up), sawWithin(study("b", RandomizedTrial, 30), -0.2, 0.2)}, Ambiguous, InterventionalHuman},

		{"opposite observation makes a trial's sign ambiguous", []Item{trial("a", 20, Up), cohort("b", 400, Down)}, Ambiguous, InterventionalHuman},
		{"weak opposite observation does not", []Item{trial("a", 100, Up), cohort("b", 100, Down)}, Increase, InterventionalHuman},
		{"observation that agrees does not", []Item{trial("a", 20, Up), cohort("b", 400, Up)}, Increase, InterventionalHuman},
		{"observation without effect does not", []Item{trial("a", 20, Up), cohort("b", 4000, NoEffect)}, Increase, InterventionalHuman},
		{"a null of trials stands against observation", []Item{trial("a", 40, NoEffect), cohort("b", 400, Up)}, Null, InterventionalHuman},
		{"a synthesis on the losing side does not name the level", []Item{
			trial("a", 100, Up), saw(study("pool", TrialSynthesis, 15), Down)}, Increase, InterventionalHuman},
		{"all retracted", []Item{saw(study("a", RandomizedTrial, 90, status(Retracted)), Up)}, Unknown, NotAssessed},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := Weigh(tt.items, 0)
			if b.Stance != tt.stance || b.Level != tt.level {
				t.Errorf("got %s at %s, want %s at %s; masses %+v", b.Stance, b.Level, tt.stance, tt.level, b.Masses)
			}
		})
	}
}

// A null without an interval weighs half as much as an effect, which is the
// very bound of ambiguity. Rounding must not decide.
func TestStanceAtTheBoundIsTheSameForAllSizes(t *testing.T) {
	for n := 7; n <= 2000; n++ {
		items := []Item{saw(study("a", RandomizedTrial, n), Up), saw(study("b", RandomizedTrial, n), NoEffect)}
		if b := Weigh(items, 0); b.Stance != Ambiguous {
			t.Errorf("n = %d: %s, want ambiguous", n, b.Stance)
		}
	}
}

func TestSignedBelief(t *testing.T) {
	up := saw(study("a", RandomizedTrial, 40), Up)
	more := saw(study("b", RandomizedTrial, 20), Up)
	down := saw(study("c", RandomizedTrial, 40), Down)
	null := saw(study("d", RandomizedTrial, 40), NoEffect)
	both := 0.9 * (1 - (1-0.4/0.9)*(1-0.3/0.9))
	for _, tt := range []struct {
		name   string
		items  []Item
		belief float64
		signed float64
		iv     Interval
	}{
		{"nothing", nil, 0, 0, Interval{0, 0}},
		{"one source", []Item{up}, 0.4, 0.4, Interval{0, 0.4}},
		{"down", []Item{down}, 0.4, -0.4, Interval{-0.4, 0}},
		{"each of two left out", []Item{up, more}, both, both, Interval{0.3, both}},
		{"a null answers, and scores nothing", []Item{null}, 0.2, 0, Interval{0, 0}},
		{"ambiguous", []Item{up, down}, 0.4 * 0.6, 0, Interval{-0.4 * 0.6, 0.4 * 0.6}},
		{"without the dissent", []Item{saw(study("a", RandomizedTrial, 400), Up), saw(study("c", RandomizedTrial, 10), Down)},
			4.0 / 7 * 0.8, 4.0 / 7 * 0.8, Interval{0, 4.0 / 7}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := Weigh(tt.items, 0)
			signed, iv := b.Signed()
			got := []float64{b.Belief(), signed, iv[0], iv[1]}
			want := []float64{tt.belief, tt.signed, tt.iv[0], tt.iv[1]}
			for i := range got {
				if !near(got[i], want[i]) {
					t.Fatalf("belief, signed, lo, hi = %v, want %v", got, want)
				}
			}
		})
	}
}

func TestItemTakesWhatTheFindingDoesNotSayFromTheStudy(t *testing.T) {
	s := study("paper", RandomizedTrial, 40)
	for _, tt := range []struct {
		name    string
		finding Finding
		design  Design
		species Species
		n       int
		level   Level
	}{
		{"all from the study", Finding{}, RandomizedTrial, Human, 40, InterventionalHuman},
		{"its own number", Finding{N: 12}, RandomizedTrial, Human, 12, InterventionalHuman},
		{"the people of a paper are not its mice", Finding{Design: AnimalExperiment, Species: Mouse}, AnimalExperiment, Mouse, 0, Animal},
		{"its mice have a number", Finding{Design: AnimalExperiment, Species: Mouse, N: 8}, AnimalExperiment, Mouse, 8, Animal},
		{"another design in people", Finding{Design: CrossSectional}, CrossSectional, Human, 0, ObservationalHuman},
		{"the same said again", Finding{Design: RandomizedTrial, Species: Human}, RandomizedTrial, Human, 40, InterventionalHuman},
	} {
		t.Run(tt.name, func(t *testing.T) {
			it := Item{&tt.finding, s}
			if it.Design() != tt.design || it.Species() != tt.species || it.N() != tt.n || it.Level() != tt.level {
				t.Errorf("got %s, %s, n = %d, %s; want %s, %s, n = %d, %s", it.Design(), it.Species(), it.N(), it.Level(),
					tt.design, tt.species, tt.n, tt.level)
			}
		})
	}
}

func TestLevelOf(t *testing.T) {
	// One line for each species, one letter for each design from the zero on.
	const letters = "-vaoit" // not assessed, in vitro, animal, observational, interventional, synthesis
	for _, tt := range []struct {
		species Species
		want    string
	}{
		{Human, "-vvoooooiiiiot---"},
		{Mouse, "-vvaaaaaaaaaaa---"},
		{"zebrafish", "-vvaaaaaaaaaaa---"},
		{Cell, "-vvvvvvvvvvvvv---"},
		{Microbe, "-vvvvvvvvvvvvv---"},
		{"", "-----------------"},
	} {
		var got strings.Builder
		for d := range designs.All() {
			got.WriteByte(letters[LevelOf(d, tt.species)])
		}
		if diff := cmp.Diff(tt.want, got.String()); diff != "" {
			t.Errorf("%q: (-want +got)\n%s", tt.species, diff)
		}
	}
	if got := LevelOf(Commentary+1, Human); got != NotAssessed {
		t.Errorf("a design that is none gives %s", got)
	}
}

func TestLambda(t *testing.T) {
	want := []float64{0, 0.125, 0.25, 0.5, 1, 1, 0}
	for l, want := range want {
		if got := Level(l).Lambda(); got != want {
			t.Errorf("%s: lambda = %v, want %v", Level(l), got, want)
		}
	}
	if Animal.Human() || !ObservationalHuman.Human() || !Synthesis.Human() {
		t.Error("Human: want people from observational-human on")
	}
}

func TestIntervalContainsItsEnds(t *testing.T) {
	iv := Interval{-1, 2}
	for x, want := range map[float64]bool{-1.1: false, -1: true, 0: true, 2: true, 2.1: false} {
		if got := iv.Contains(x); got != want {
			t.Errorf("Contains(%v) = %v", x, got)
		}
	}
}
