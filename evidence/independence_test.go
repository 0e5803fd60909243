package evidence

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func doi(s string) func(*Study)       { return func(st *Study) { st.DOI = DOI{s} } }
func pmid(n uint32) func(*Study)      { return func(st *Study) { st.PMID = PMID{n} } }
func cohort(name string) func(*Study) { return func(s *Study) { s.Cohort = name } }
func registered(name string) func(*Study) {
	return func(s *Study) { s.Registration = name }
}

func keysOf(names ...string) (keys []StudyKey) {
	for _, n := range names {
		keys = append(keys, MustParseStudyKey(n))
	}
	return keys
}

func TestIndependence(t *testing.T) {
	trial := func(key string, change ...func(*Study)) Item {
		return saw(study(key, RandomizedTrial, 40, change...), Up)
	}
	synthesis := func(key string, pools ...string) Item {
		return saw(study(key, TrialSynthesis, 400, includes(pools...)), Up)
	}
	for _, tt := range []struct {
		name  string
		items []Item
		n     int
		want  []Source
	}{
		{"nothing", nil, 0, nil},
		{"strangers", []Item{trial("a"), trial("b")}, 2, nil},
		{"one study twice", []Item{trial("a"), trial("a")}, 1, nil},
		{"registration", []Item{trial("a", registered("NCT1")), trial("b", registered("NCT1"), group("x"))}, 2,
			[]Source{{keysOf("a", "b"), []Tie{{SameRegistration, "NCT1", keysOf("a", "b")}}}}},
		{"cohort", []Item{trial("a", cohort("NHANES")), trial("b", cohort("NHANES")), trial("c")}, 3,
			[]Source{{keysOf("a", "b"), []Tie{{SameCohort, "NHANES", keysOf("a", "b")}}}}},
		{"group", []Item{trial("a", group("Leuven")), trial("b", group("Leuven"))}, 2,
			[]Source{{keysOf("a", "b"), []Tie{{SameGroup, "Leuven", keysOf("a", "b")}}}}},
		{"two registered trials of a group are two", []Item{trial("a", group("Leuven"), registered("NCT1")),
			trial("b", group("Leuven"), registered("NCT2"))}, 2, nil},
		{"DOI in another case", []Item{trial("a", doi("10.1000/AbC")), trial("b", doi("10.1000/aBc"))}, 2,
			[]Source{{keysOf("a", "b"), []Tie{{DuplicatePublication, "doi:10.1000/abc", keysOf("a", "b")}}}}},
		{"PMID", []Item{trial("a", pmid(7)), trial("b", pmid(7)), trial("c", pmid(8))}, 3,
			[]Source{{keysOf("a", "b"), []Tie{{DuplicatePublication, "pmid:7", keysOf("a", "b")}}}}},
		{"included", []Item{synthesis("m", "a", "b"), trial("a"), trial("b"), trial("c")}, 4,
			[]Source{{keysOf("a", "b", "m"), []Tie{{IncludedStudy, "a", keysOf("a", "m")}, {IncludedStudy, "b", keysOf("b", "m")}}}}},
		{"included in what is included", []Item{synthesis("u", "m"), synthesis("m", "a"), trial("a")}, 3,
			[]Source{{keysOf("a", "m", "u"), []Tie{{IncludedStudy, "a", keysOf("a", "m")}, {IncludedStudy, "m", keysOf("m", "u")}}}}},
		{"two syntheses of a trial that is not here", []Item{synthesis("m", "a"), synthesis("k", "a")}, 2,
			[]Source{{keysOf("k", "m"), []Tie{{IncludedStudy, "a", keysOf("k", "m")}}}}},
		{"from study to study", []Item{trial("a", registered("NCT1"), doi("10.1000/x")), trial("b", registered("NCT2"), doi("10.1000/x")),
			trial("c", registered("NCT2")), trial("d", registered("NCT3"))}, 4,
			[]Source{{keysOf("a", "b", "c"), []Tie{{SameRegistration, "NCT2", keysOf("b", "c")},
				{DuplicatePublication, "doi:10.1000/x", keysOf("a", "b")}}}}},
		{"retracted studies tie nothing", []Item{trial("a", doi("10.1000/x")), trial("b", doi("10.1000/x"), pmid(9), status(Retracted)),
			trial("c", pmid(9))}, 2, nil},
		{"a retracted synthesis pools nothing", []Item{trial("a"), saw(study("m", TrialSynthesis, 9, includes("a"), status(Retracted)), Up)}, 1, nil},
		{"reviews have no findings", []Item{saw(study("r", Review, 0, includes("a")), Up), trial("a")}, 1, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			want := Sources{Studies: tt.n, Effective: tt.n, Merged: append([]Source{}, tt.want...)}
			for _, s := range tt.want {
				want.Effective -= len(s.Studies) - 1
			}
			if diff := cmp.Diff(want, Independence(tt.items), comparer); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// withPapers gives some of the studies of items a DOI or a PMID, few enough of
// each for several studies to have the same.
func withPapers(r *rand.Rand, items []Item) []Item {
	for _, it := range items {
		if r.IntN(4) == 0 {
			it.Study.DOI = pick(r, DOI{"10.1000/a"}, DOI{"10.1000/A"}, DOI{"10.1000/b"}, DOI{"10.1000/c"})
		}
		if r.IntN(5) == 0 {
			it.Study.PMID = PMID{1 + r.Uint32N(3)}
		}
	}
	return items
}

// naiveIndependence asks of every two studies whether they overlap, and follows
// that from study to study.
func naiveIndependence(items []Item) (studies, sources int) {
	all := map[string]*Study{}
	for _, it := range items {
		d := it.Finding.Direction.String()
		if naiveLevel(it) != "" && (d == "up" || d == "down" || d == "none") && it.Study.Status.String() != "retracted" {
			all[it.Study.Key.String()] = it.Study
		}
	}
	overlap := func(a, b *Study) bool {
		if a.Source() == b.Source() || a.PMID != (PMID{}) && a.PMID == b.PMID ||
			a.DOI != (DOI{}) && a.DOI.folded() == b.DOI.folded() {
			return true
		}
		for _, x := range a.Includes {
			if x == b.Key || slices.Contains(b.Includes, x) {
				return true
			}
		}
		return slices.Contains(b.Includes, a.Key)
	}
	seen := map[string]bool{}
	var visit func(s *Study)
	visit = func(s *Study) {
		seen[s.Key.String()] = true
		for key, other := range all {
			if !seen[key] && overlap(s, other) {
				visit(other)
			}
		}
	}
	for key, s := range all {
		if !seen[key] {
			sources++
			visit(s)
		}
	}
	return len(all), sources
}

func TestIndependenceOfRandomBodies(t *testing.T) {
	merged := 0
	forRandomBodies(t, bodies, func(t *testing.T, r *rand.Rand, items []Item) {
		if r.IntN(2) == 0 {
			for _, it := range items {
				it.Study.Includes = it.Study.Includes[:min(1, len(it.Study.Includes))]
			}
		}
		withPapers(r, items)
		got := Independence(items)
		n, sources := naiveIndependence(items)
		if got.Studies != n || got.Effective != sources {
			t.Errorf("%d of %d, want %d of %d", got.Effective, got.Studies, sources, n)
		}
		if b := Weigh(items, 0); got.Effective > got.Studies || got.Effective > b.Sources || (got.Effective == 0) != (b.Sources == 0) {
			t.Errorf("%d sources of %d studies; belief has %d", got.Effective, got.Studies, b.Sources)
		}
		left := got.Studies
		for _, s := range got.Merged {
			left -= len(s.Studies) - 1
			merged++
			// The ties must lead from any study of the source to all others.
			var tied joins
			for _, tie := range s.Ties {
				for _, key := range tie.Studies {
					tied.join(tie.Studies[0].String(), key.String())
				}
			}
			for _, key := range s.Studies {
				if tied.find(key.String()) != s.Studies[0].String() {
					t.Errorf("nothing ties %s to %s: %v", key, s.Studies[0], s.Ties)
				}
			}
		}
		if left != got.Effective {
			t.Errorf("merged sources leave %d, want %d", left, got.Effective)
		}
		other := append(slices.Clone(items), items[:r.IntN(len(items)+1)]...)
		r.Shuffle(len(other), func(i, j int) { other[i], other[j] = other[j], other[i] })
		if diff := cmp.Diff(got, Independence(other), comparer); diff != "" {
			t.Errorf("shuffled and repeated:\n%s", diff)
		}
	})
	t.Cleanup(func() {
		if merged < bodies/10 {
			t.Errorf("only %d merged sources", merged)
		}
	})
}

// again returns the findings of a study once more, as those of another study
// with the same DOI or PMID.
func again(r *rand.Rand, items []Item, s *Study) []Item {
	if s.DOI == (DOI{}) && s.PMID == (PMID{}) {
		s.DOI = DOI{"10.1000/Own"}
	}
	twin := *s
	twin.Key = MustParseStudyKey(pick(r, "a-twin", "twin", "study-0-twin"))
	if twin.DOI != (DOI{}) {
		twin.DOI = twin.DOI.folded()
		if r.IntN(2) == 0 {
			twin.PMID = PMID{}
		}
	}
	all := slices.Clone(items)
	for _, it := range items {
		if it.Study == s {
			f := *it.Finding
			f.Study = twin.Key
			all = append(all, Item{&f, &twin})
		}
	}
	r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all
}

func TestAPaperUnderTwoKeysCountsOnce(t *testing.T) {
	forRandomBodies(t, bodies, func(t *testing.T, r *rand.Rand, items []Item) {
		s := items[r.IntN(len(items))].Study
		more := again(r, withPapers(r, items), s)
		was, is := Weigh(items, 0), Weigh(more, 0)
		if was != is { // to the last bit
			t.Errorf("belief: %+v, want %+v", is, was)
		}
		c, _ := Judge(items, &was)
		if got, _ := Judge(more, &is); got != c {
			t.Errorf("certainty %s, want %s", got, c)
		}
		before, after := Independence(items), Independence(more)
		if after.Effective != before.Effective || after.Studies < before.Studies || after.Studies > before.Studies+1 {
			t.Errorf("%d of %d sources, want %d of %d", after.Effective, after.Studies, before.Effective, before.Studies)
		}
		a, b := Conflict(items), Conflict(more)
		if a.Moderator != b.Moderator || a.Entropy != b.Entropy || a.Sources != b.Sources {
			t.Errorf("conflict: %s of %d, want %s of %d", b.Moderator, b.Sources, a.Moderator, a.Sources)
		}
	})
}

func TestBodiesWithPapersDoNotDependOnOrder(t *testing.T) {
	forRandomBodies(t, bodies, func(t *testing.T, r *rand.Rand, items []Item) {
		withPapers(r, items)
		b := Weigh(items, 0)
		c, steps := Judge(items, &b)
		other := slices.Clone(items)
		r.Shuffle(len(other), func(i, j int) { other[i], other[j] = other[j], other[i] })
		if got := Weigh(other, 0); got != b {
			t.Errorf("shuffled: %+v, want %+v", got, b)
		}
		if got, s := Judge(other, &b); got != c || !slices.Equal(s, steps) {
			t.Errorf("shuffled: %s %v, want %s %v", got, s, c, steps)
		}
	})
}

func BenchmarkIndependence(b *testing.B) {
	items := make([]Item, 200)
	for i := range items {
		items[i] = saw(study(fmt.Sprintf("s-%d", i), RandomizedTrial, 40, pmid(uint32(1+i/2)), group(fmt.Sprint(i/3))), Up)
	}
	b.ReportAllocs()
	for b.Loop() {
		Independence(items)
	}
}
