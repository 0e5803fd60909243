package evidence

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// exact is how far two ways to one number may differ.
const exact = 1e-12

// comparer lets cmp look into ids, accessions and the interval of a Body.
var comparer = cmp.AllowUnexported(StudyKey{}, DOI{}, PMID{}, Date{}, Body{})

// study returns a study of people; change what a case is about.
func study(key string, design Design, n int, change ...func(*Study)) *Study {
	s := &Study{Key: MustParseStudyKey(key), Title: key, Year: 2020, Design: design, Species: Human, N: n}
	for _, f := range change {
		f(s)
	}
	return s
}

func of(species Species) func(*Study) { return func(s *Study) { s.Species = species } }
func group(name string) func(*Study)  { return func(s *Study) { s.Group = name } }
func bias(r RiskOfBias) func(*Study)  { return func(s *Study) { s.RiskOfBias = r } }
func status(st Status) func(*Study)   { return func(s *Study) { s.Status = st } }
func includes(keys ...string) func(*Study) {
	return func(s *Study) {
		for _, k := range keys {
			s.Includes = append(s.Includes, MustParseStudyKey(k))
		}
	}
}

// saw returns the item of a finding of s.
func saw(s *Study, d Direction) Item {
	return Item{&Finding{Study: s.Key, Direction: d}, s}
}

// sawWithin is a null with a standardized mean difference and its interval.
func sawWithin(s *Study, lo, hi float64) Item {
	it := saw(s, NoEffect)
	it.Finding.Effect = &Effect{Measure: SMD, Value: (lo + hi) / 2, Lo: &lo, Hi: &hi}
	return it
}

// mice returns findings of n mouse studies of different groups.
func mice(n int, d Direction) []Item {
	var items []Item
	for i := range n {
		items = append(items, saw(study(fmt.Sprintf("mouse-%d", i), AnimalExperiment, 10, of(Mouse)), d))
	}
	return items
}

// randomItems returns a body of up to 12 findings in which sources, levels and
// syntheses overlap as much as they can.
func randomItems(r *rand.Rand) []Item {
	items := make([]Item, 1+r.IntN(12))
	studies := map[StudyKey]*Study{}
	for i := range items {
		items[i] = randomItem(r, studies)
	}
	return items
}

// randomItem returns a finding of one of the studies or of a new one.
func randomItem(r *rand.Rand, studies map[StudyKey]*Study) Item {
	key := MustParseStudyKey(fmt.Sprintf("study-%d", r.IntN(14)))
	s := studies[key]
	if s == nil {
		s = randomStudy(r, key)
		studies[key] = s
	}
	f := &Finding{Study: key, Direction: Up + Direction(r.IntN(3))}
	if r.IntN(6) == 0 {
		f.Design = Design(r.IntN(int(Commentary) + 1))
	}
	if r.IntN(8) == 0 {
		f.Species = pick(r, Human, Mouse, Microbe)
	}
	if r.IntN(3) == 0 {
		f.N = r.IntN(300)
	}
	if r.IntN(3) == 0 {
		lo := -0.5 * r.Float64()
		hi := 0.5 * r.Float64()
		f.Effect = &Effect{Measure: pick(r, SMD, SMD, SMD, OddsRatio), Value: (lo + hi) / 2, Lo: &lo, Hi: &hi}
		if r.IntN(5) == 0 {
			f.Effect.Lo = nil
		}
	}
	return Item{f, s}
}

func randomStudy(r *rand.Rand, key StudyKey) *Study {
	s := &Study{
		Key:        key,
		Design:     Design(r.IntN(int(Commentary) + 1)),
		Species:    pick(r, Human, Human, Human, Human, Mouse, Rat, Cell, Microbe, ""),
		N:          pick(r, 0, 5, 20, 20, 24, 40, 100, 1000),
		RiskOfBias: RiskOfBias(r.IntN(4)),
	}
	if r.IntN(2) == 0 {
		s.Design = pick(r, RandomizedTrial, CrossoverTrial, BeforeAfter, ControlledTrial, TrialSynthesis, Cohort)
	}
	if r.IntN(4) == 0 {
		s.Registration = fmt.Sprint("NCT0000000", r.IntN(3))
	}
	if r.IntN(4) == 0 {
		s.Cohort = pick(r, "InCHIANTI", "NHANES")
	}
	if r.IntN(3) == 0 {
		s.Group = pick(r, "Leuven", "Harvard")
	}
	if r.IntN(10) == 0 {
		s.Status = Status(r.IntN(5))
	}
	for range r.IntN(5) {
		s.Includes = append(s.Includes, MustParseStudyKey(fmt.Sprintf("study-%d", r.IntN(14))))
	}
	return s
}

func pick[T any](r *rand.Rand, of ...T) T { return of[r.IntN(len(of))] }

// describe writes out items for the message of a failed property.
func describe(items []Item) string {
	var b []byte
	for _, it := range items {
		b = fmt.Appendf(b, "\n  %s %s %s %s n=%d %s source=%s bias=%s status=%s includes=%v", it.Study.Key, it.Design(),
			it.Species(), it.Finding.Direction, it.N(), it.Level(), it.Study.Source(), it.Study.RiskOfBias,
			it.Study.Status, it.Study.Includes)
	}
	return string(b)
}

// forRandomBodies runs check on n random bodies, the same on each run.
func forRandomBodies(t *testing.T, n int, check func(t *testing.T, r *rand.Rand, items []Item)) {
	t.Helper()
	t.Parallel()
	for seed := range uint64(n) {
		r := rand.New(rand.NewPCG(seed, 20261123))
		items := randomItems(r)
		check(t, r, slices.Clip(items))
		if t.Failed() {
			t.Fatalf("seed %d:%s", seed, describe(items))
		}
	}
}
