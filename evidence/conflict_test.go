package evidence

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// sideOf returns findings of n trials of their own, with what change does to each.
func sideOf(name string, n int, d Direction, change func(Item)) (items []Item) {
	for i := range n {
		it := saw(study(fmt.Sprintf("%s-%d", name, i), RandomizedTrial, 40), d)
		if change != nil {
			change(it)
		}
		items = append(items, it)
	}
	return items
}

func TestConflictNamesWhatDiffers(t *testing.T) {
	design := func(d Design, s Species) func(Item) {
		return func(it Item) { it.Study.Design, it.Study.Species = d, s }
	}
	text := func(field func(*Finding) *string, s string) func(Item) {
		return func(it Item) { *field(it.Finding) = s }
	}
	dose := func(f *Finding) *string { return &f.Dose }
	duration := func(f *Finding) *string { return &f.Duration }
	age := func(f *Finding) *string { return &f.Age }
	population := func(f *Finding) *string { return &f.Population }
	for _, tt := range []struct {
		name     string
		up, none func(Item)
		want     Moderator
		values   []string
	}{
		{"people and mice", design(RandomizedTrial, Human), design(AnimalExperiment, Mouse), HumanOrAnimal, []string{"human", "animal"}},
		{"mice and rats", design(AnimalExperiment, Mouse), design(AnimalExperiment, Rat), BySpecies, []string{"mouse", "rat"}},
		{"trials and cohorts", design(RandomizedTrial, Human), design(Cohort, Human), ByLevel, []string{"interventional-human", "observational-human"}},
		{"randomized and not", design(RandomizedTrial, Human), design(BeforeAfter, Human), ByDesign, []string{"randomized-trial", "before-after"}},
		{"men and women", func(it Item) { it.Finding.Sex = Female }, func(it Item) { it.Study.Sex = Male }, BySex, []string{"male", "female"}},
		{"old and young", text(age, "mean 72 (SD 5) y"), text(age, "18-35 years"), ByAge, []string{"18 to 39", "60 or over"}},
		{"much and little", text(dose, "inulin 12 g/day"), text(dose, "500 mg/d"), ByDose, []string{"up to 0.5 g/d", "above 0.5 g/d"}},
		{"long and short", text(duration, "6 months"), text(duration, "14 d, 2-wk washout"), ByDuration, []string{"up to 4 weeks", "over 12 weeks"}},
		{"in whom", text(population, "Older adults"), text(population, "athletes"), ByPopulation, []string{"athletes", "older adults"}},
		{"dose said or not", text(dose, "1 g/d"), nil, NoModerator, nil},
		{"doses that cannot be compared", text(dose, "1 g/d"), text(dose, "some"), NoModerator, nil},
		{"population said or not", text(population, "athletes"), nil, NoModerator, nil},
		{"nothing", nil, nil, NoModerator, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for _, against := range []Direction{NoEffect, Down} {
				items := append(sideOf("up", 3, Up, tt.up), sideOf("other", 3, against, tt.none)...)
				got := Conflict(items)
				if want := map[Direction]Dispute{NoEffect: PartlyNull, Down: Opposed}[against]; got.Dispute != want {
					t.Errorf("dispute %s, want %s", got.Dispute, want)
				}
				if got.Moderator != tt.want || got.Entropy != 1 || got.Sources != 6 {
					t.Fatalf("%s of %d sources with %v bits, want %s of 6 with 1", got.Moderator, got.Sources, got.Entropy, tt.want)
				}
				best, ok := got.Best()
				if ok != (tt.want != NoModerator) {
					t.Errorf("best: %v", ok)
				}
				var values []string
				for _, v := range best.Values {
					values = append(values, v.Value)
				}
				if !slices.Equal(values, tt.values) {
					t.Errorf("values %q, want %q", values, tt.values)
				}
			}
		})
	}
}

func TestConflictNeedsEnough(t *testing.T) {
	sex := func(s Sex) func(Item) { return func(it Item) { it.Study.Sex = s } }
	men, women := sex(Male), sex(Female)
	for _, tt := range []struct {
		name  string
		items []Item
		want  Moderator
	}{
		{"one source a side", slices.Concat(sideOf("a", 1, Up, men), sideOf("b", 1, Down, women)), NoModerator},
		{"one source on one side", slices.Concat(sideOf("a", 5, Up, men), sideOf("b", 1, Down, women)), NoModerator},
		{"two sources a side", slices.Concat(sideOf("a", 2, Up, men), sideOf("b", 2, Down, women)), BySex},
		{"two studies of one group a side", slices.Concat(
			sideOf("a", 2, Up, func(it Item) { men(it); it.Study.Group = "a" }),
			sideOf("b", 2, Down, func(it Item) { women(it); it.Study.Group = "b" })), NoModerator},
		{"hardly related", slices.Concat(sideOf("a", 3, Up, men), sideOf("b", 2, Up, women), sideOf("c", 2, Down, men),
			sideOf("d", 3, Down, women)), NoModerator},
		{"few say", slices.Concat(sideOf("a", 2, Up, men), sideOf("b", 2, Down, women), sideOf("c", 8, Up, nil),
			sideOf("d", 8, Down, nil)), NoModerator},
		{"all agree", slices.Concat(sideOf("a", 4, Up, men), sideOf("b", 4, Up, women)), NoModerator},
		{"sex and population: sex first", slices.Concat(
			sideOf("a", 3, Up, func(it Item) { men(it); it.Study.Population = "men" }),
			sideOf("b", 3, Down, func(it Item) { women(it); it.Study.Population = "women" })), BySex},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := Conflict(tt.items); got.Moderator != tt.want {
				t.Errorf("%s, want %s: %+v", got.Moderator, tt.want, got.Splits)
			}
		})
	}
}

func TestConflictOfAgreeingBodies(t *testing.T) {
	got := Conflict(append(sideOf("men", 2, Up, func(it Item) { it.Study.Sex = Male }), sideOf("x", 1, Up, nil)...))
	if got.Dispute != Agreed || got.Moderator != NoModerator || got.Entropy != 0 || got.Overall.Up.Sources != 3 {
		t.Errorf("%+v", got)
	}
	i := slices.IndexFunc(got.Splits, func(s Split) bool { return s.By == BySex })
	none := Side{Studies: []StudyKey{}}
	want := Split{By: BySex, NotSaid: Sides{Side{1, keysOf("x-0")}, none, none},
		Values: []Part{{"male", 2, true, Sides{Side{2, keysOf("men-0", "men-1")}, none, none}}}}
	if diff := cmp.Diff(want, got.Splits[i], comparer); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if empty := Conflict(nil); empty.Dispute != NoFindings || len(empty.Splits) > 0 || empty.Sources != 0 {
		t.Errorf("of nothing: %+v", empty)
	}
}

// described gives the findings of items random texts.
func described(r *rand.Rand, items []Item) []Item {
	for _, it := range items {
		it.Study.Sex = pick(r, SexNotSaid, Male, Female, Mixed)
		it.Finding.Age = pick(r, "", "", "older", "18-35 y", ">=60 y", "20+ years", "22 months")
		it.Finding.Dose = pick(r, "", "", "3 g/d", "10 g/day", "500 mg daily", "1e9 CFU/d", "a lot")
		it.Finding.Duration = pick(r, "", "", "6 wk", "3 d", "12 months", "4-12 wk", "days")
		it.Finding.Population = pick(r, "", "athletes", "Athletes ", "older adults")
	}
	return items
}

func TestConflictOfRandomBodies(t *testing.T) {
	seen := map[Moderator]int{}
	forRandomBodies(t, bodies, func(t *testing.T, r *rand.Rand, items []Item) {
		described(r, items)
		got := Conflict(items)
		seen[got.Moderator]++
		b := Weigh(items, 0)
		if got.Sources != b.Sources || got.Entropy < 0 || got.Entropy > math.Log2(3)+1e-6 {
			t.Errorf("%d sources with %v bits; belief has %d", got.Sources, got.Entropy, b.Sources)
		}
		if (got.Dispute <= Agreed) != (got.Entropy == 0) || got.Dispute <= Agreed && got.Moderator != NoModerator {
			t.Errorf("%s with %v bits and moderator %s", got.Dispute, got.Entropy, got.Moderator)
		}
		best := 0.0
		for _, s := range got.Splits {
			best = max(best, s.Gain)
			if s.Gain < 0 || s.Gain > s.Information || s.Information > math.Log2(3)+1e-6 {
				t.Errorf("%s: information %v, gain %v", s.By, s.Information, s.Gain)
			}
			// Every study of every direction is in some part, and in no part of another direction.
			for _, side := range []func(Sides) []StudyKey{
				func(s Sides) []StudyKey { return s.Up.Studies },
				func(s Sides) []StudyKey { return s.Down.Studies },
				func(s Sides) []StudyKey { return s.Null.Studies },
			} {
				keys := slices.Clone(side(s.NotSaid))
				for _, v := range s.Values {
					keys = append(keys, side(v.Sides)...)
				}
				slices.SortFunc(keys, StudyKey.Compare)
				if !slices.Equal(slices.Compact(keys), side(got.Overall)) {
					t.Errorf("%s: parts have %v, want %v", s.By, keys, side(got.Overall))
				}
			}
		}
		if s, ok := got.Best(); ok != (best >= minGain) || ok && s.Gain != best {
			t.Errorf("moderator %s with gain %v, best is %v", got.Moderator, s.Gain, best)
		}

		want, _ := json.Marshal(got)
		other := append(slices.Clone(items), items[:r.IntN(len(items)+1)]...)
		r.Shuffle(len(other), func(i, j int) { other[i], other[j] = other[j], other[i] })
		if again, _ := json.Marshal(Conflict(other)); string(again) != string(want) {
			t.Errorf("shuffled and repeated: %s\nwant %s", again, want)
		}
		for i, it := range other {
			f := *it.Finding
			f.Direction = map[Direction]Direction{Up: Down, Down: Up, NoEffect: NoEffect}[f.Direction]
			other[i].Finding = &f
		}
		if turned := Conflict(other); turned.Dispute != got.Dispute || turned.Moderator != got.Moderator ||
			!cmp.Equal(turned.Overall.Down, got.Overall.Up, comparer) {
			t.Errorf("all signs swapped: %s, %s; want %s, %s", turned.Dispute, turned.Moderator, got.Dispute, got.Moderator)
		}
	})
	for m := range moderators.All() {
		if seen[m] == 0 {
			t.Errorf("no random body has moderator %s: %v", m, seen)
		}
	}
}

// TestAnOpposingTwinNeverRaisesBelief adds to a body the same finding of the
// opposite sign: no side's belief rises, and if the twin differs in one thing
// only, the report can name it.
func TestAnOpposingTwinNeverRaisesBelief(t *testing.T) {
	forRandomBodies(t, bodies, func(t *testing.T, r *rand.Rand, items []Item) {
		it := newcomer(r, Up)
		before := Weigh(append(slices.Clone(items), it), 0)
		twin := newcomer(r, Down)
		*twin.Study, twin.Finding.N = *it.Study, it.Finding.N
		twin.Study.Key, twin.Study.Registration = MustParseStudyKey("twin"), "NCT-of-twin"
		after := Weigh(append(slices.Clone(items), it, twin), 0)
		if was, is := before.Masses.Net(), after.Masses.Net(); is.Up > was.Up+exact || is.Null > was.Null+exact {
			t.Errorf("net beliefs %+v, were %+v", is, was)
		}
	})
}

func BenchmarkConflict(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	items := make([]Item, 200)
	for i := range items {
		items[i] = saw(study(fmt.Sprintf("s-%d", i), pick(r, RandomizedTrial, Cohort), 40), Up+Direction(r.IntN(3)))
	}
	described(r, items)
	b.ReportAllocs()
	for b.Loop() {
		Conflict(items)
	}
}
