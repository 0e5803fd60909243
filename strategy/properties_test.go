package strategy

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/pathway"
	"github.com/gutmuscle/gutmuscle/pathway/outcome"
	"github.com/gutmuscle/gutmuscle/strategy/unit"
)

// randomPerson returns an adult of whom each thing is known with probability p.
func randomPerson(r *rand.Rand, p float64) *Habits {
	h := &Habits{Subject: Subject{Age: Known[unit.Years](20 + 60*unit.Years(r.Float64())), Sex: Known(SexMale),
		Mass: Known[unit.Kilograms](50 + 50*unit.Kilograms(r.Float64()))}}
	known := func() bool { return r.Float64() < p }
	d, e := &h.Diet, &h.Exercise
	maybe(r, known(), &d.Fiber, 6, 60)
	maybe(r, known(), &d.Protein, 40, 200)
	maybe(r, known(), &d.Plants, 4, 45)
	maybe(r, known(), &d.WholeGrain, 0, 30)
	maybe(r, known(), &d.Legume, 0, 14)
	maybe(r, known(), &d.Nut, 0, 14)
	maybe(r, known(), &d.RedMeat, 0, 14)
	maybe(r, known(), &d.Fat, 20, 55)
	maybe(r, known(), &d.Alcohol, 0, 250)
	maybe(r, known(), &d.Caffeine, 0, 500)
	maybe(r, known(), &d.UltraProcessed, 10, 80)
	maybe(r, known(), &d.AddedSugar, 0, 120)
	maybe(r, known(), &d.Fasting, 9, 18)
	maybe(r, known(), &e.ResistSessions, 0, 6)
	maybe(r, known(), &e.Walk, 0, 600)
	maybe(r, known(), &e.Moderate, 0, 400)
	maybe(r, known(), &e.Vigorous, 0, 300)
	maybe(r, known(), &e.Sitting, 150, 800)
	maybe(r, known(), &h.Sleep.Duration, 4.5, 9.5)
	maybe(r, known(), &h.Stress.PSS10, 0, 40)
	if known() {
		h.Sleep.ShiftWork = Known(r.IntN(2) == 0)
	}
	if known() {
		h.Diet.Pattern = Known([]Pattern{PatternOmnivore, PatternMediterranean, PatternLowFODMAP}[r.IntN(3)])
	}
	if known() {
		h.Meds.Antibiotics = Known([]Antibiotic{{EndDay: Known(-unit.Days(r.IntN(400)))}}[:r.IntN(2)])
	}
	if known() {
		h.Meds.Others = Known([]Medicine{{Substance: Known("metformin"), Class: Known(ClassBiguanide)}}[:r.IntN(2)])
	}
	if known() {
		h.Meds.Supplements = Known([]Supplement{{Name: Known("creatine"), Dose: Known[unit.GramsPerDay](3)}}[:r.IntN(2)])
	}
	return h
}

func maybe[T ~float64](r *rand.Rand, known bool, f *Reading[T], lo, hi float64) {
	switch x := T(lo + (hi-lo)*r.Float64()); {
	case !known:
	case r.IntN(4) == 0:
		*f = Between(x, x+(T(hi)-x)*T(r.Float64())/4)
	default:
		*f = Known(x)
	}
}

func TestScoreProperties(t *testing.T) {
	m := Default()
	r := rand.New(rand.NewPCG(1, 2))
	seen := make(map[Direction]int)
	for n := range 2000 {
		h := randomPerson(r, []float64{0.1, 0.5, 0.95}[n%3])
		a := m.Assess(h)
		require.True(t, a.Verdict().Scored(), "person %d: %v", n, a.Verdict())
		for i := range a.scores {
			s, target := &a.scores[i], &m.targets[i]
			seen[s.direction]++
			sum := 0.0
			for j := range target.cells {
				row, lo, hi := target.cells[j].row(&a.responses[target.cells[j].response])
				sum += row
				if span := (evidence.Interval{lo, hi}); !span.Contains(row) {
					t.Fatalf("person %d, %s: row %v outside its interval %v", n, target.node, row, span)
				}
			}
			if math.Abs(sum-s.sum) > 1e-12 {
				t.Fatalf("person %d, %s: rows sum to %v, score is %v", n, target.node, sum, s.sum)
			}
			if math.Abs(s.sum) > 1 {
				t.Fatalf("person %d, %s: score %v", n, target.node, s.sum)
			}
			if s.sum < s.span[0]-1e-12 || s.sum > s.span[1]+1e-12 {
				t.Fatalf("person %d, %s: score %v outside %v", n, target.node, s.sum, s.span)
			}
			if s.known < 0 || s.known > 1+1e-12 {
				t.Fatalf("person %d, %s: known share %v", n, target.node, s.known)
			}
		}
	}
	for _, d := range []Direction{DirectionUnknown, DirectionAmbiguous, DirectionNeutral, DirectionMixed, DirectionUp, DirectionDown} {
		if seen[d] == 0 {
			t.Errorf("no random person got direction %s: %v", d, seen)
		}
	}
}

// TestAnswersNarrow checks that answering an unknown habit inside the range of
// the population gives intervals inside the old ones.
func TestAnswersNarrow(t *testing.T) {
	m := Default()
	r := rand.New(rand.NewPCG(3, 4))
	before, after := new(Assessment), new(Assessment)
	for range 300 {
		h := randomPerson(r, 0.3)
		h.Diet.Fiber, h.Sleep.Duration = Reading[unit.GramsPerDay]{}, Reading[unit.HoursPerDay]{}
		m.AssessInto(before, h)
		h.Diet.Fiber = Known(unit.GramsPerDay(between(r, m, "fiber")))
		h.Sleep.Duration = Known(unit.HoursPerDay(between(r, m, "sleep-duration")))
		m.AssessInto(after, h)
		for i := range m.targets {
			old, now := before.scores[i].span, after.scores[i].span
			if now[0] < old[0]-1e-12 || now[1] > old[1]+1e-12 {
				t.Fatalf("%s: %v is not inside %v", m.targets[i].node, now, old)
			}
		}
	}
}

func between(r *rand.Rand, m *Model, habit string) float64 {
	for f := range m.Responses() {
		if f.Habit.String() == habit {
			return f.Population.P10 + (f.Population.P90-f.Population.P10)*r.Float64()
		}
	}
	panic("no response for " + habit)
}

// smallModel is fiber → SCFA → mass, with or without a way back.
func smallModel(t *testing.T, back string) *Model {
	t.Helper()
	study := func(key string) string {
		return fmt.Sprintf(`{"key":%q,"title":"t","year":2020,"design":"randomized-trial","species":"human","n":200,"checked":{"how":"title","on":"2026-01-01"}}`+"\n", key)
	}
	claim := func(from, to, study, direction string) string {
		return fmt.Sprintf(`{"subject":%q,"object":%q,"findings":[{"study":%q,"direction":%q}]}`+"\n", from, to, study, direction)
	}
	claims := claim("habit:fiber", "metabolite:butyrate", "a", "up") + claim("metabolite:butyrate", "outcome:mass", "b", "up")
	if back != "" {
		claims += claim("outcome:mass", "metabolite:butyrate", "c", back)
	}
	files := fstest.MapFS{
		"studies.jsonl":     {Data: []byte(study("a") + study("b") + study("c"))},
		"habits.jsonl":      {Data: []byte(`{"id":"fiber","name":"fiber","sort":"diet","more":"more"}` + "\n")},
		"metabolites.jsonl": {Data: []byte(`{"id":"butyrate","name":"butyrate"}` + "\n")},
		"outcomes.jsonl":    {Data: []byte(`{"id":"mass","name":"mass","desired":"up"}` + "\n")},
		"claims.jsonl":      {Data: []byte(claims)},
		"responses.jsonl": {Data: []byte(`{"habit":"fiber","measure":"diet.fiber_g_d","unit":"g/d","shape":"linear","knots":[[0,0],[40,1]],` +
			`"reference":20,"population":{"p10":10,"p90":30,"who":"nobody","basis":"assumption"},"dose_basis":"assumption","studies":["a"]}` + "\n")},
	}
	atlas, err := pathway.Read(files, nil)
	require.NoError(t, err)
	m, err := New(atlas, files)
	require.NoError(t, err)
	return m
}

// TestLoopsAreNotScored checks that a way back from an outcome changes neither
// its score nor its direction, whatever its sign, and is told of.
func TestLoopsAreNotScored(t *testing.T) {
	h := &Habits{Subject: Subject{Age: Known[unit.Years](30), Sex: Known(SexMale)}, Diet: Diet{Fiber: Known[unit.GramsPerDay](40)}}
	plain := smallModel(t, "").Assess(h)
	want := plain.scores[0]
	require.Greater(t, want.sum, 0.1)
	for _, back := range []string{"up", "down"} {
		m := smallModel(t, back)
		a := m.Assess(h)
		if a.scores[0] != want {
			t.Errorf("with a way back %s: got %+v, want %+v", back, a.scores[0], want)
		}
		loops := m.Atlas().Loops(outcome.MustParse("mass"))
		sign := map[string]evidence.Stance{"up": evidence.Increase, "down": evidence.Decrease}[back]
		if len(loops) != 1 || loops[0].Sign != sign {
			t.Errorf("with a way back %s: loops %v", back, loops)
		}
	}
}

// TestHandComputedScore works out the small model by hand: the trials weigh
// 0.6·200/220 each, which is also their net belief; the chain keeps 0.8 of it;
// 40 g is 1 − 0.5 above the reference.
func TestHandComputedScore(t *testing.T) {
	h := &Habits{Subject: Subject{Age: Known[unit.Years](30), Sex: Known(SexMale)}, Diet: Diet{Fiber: Known[unit.GramsPerDay](40)}}
	a := smallModel(t, "").Assess(h)
	want := 0.5 * 0.8 * 0.6 * 200 / 220
	if got := a.scores[0].sum; math.Abs(got-want) > 1e-12 {
		t.Errorf("score %v, want %v", got, want)
	}
	for r := range a.Outcomes() {
		if got := r.Score; math.Abs(got-100*want) > 1e-3 {
			t.Errorf("shown score %v, want %v", got, 100*want)
		}
	}
}

// TestAssessIntoAllocatesNothing assesses somebody for whom no gate fires.
func TestAssessIntoAllocatesNothing(t *testing.T) {
	m := Default()
	h := known()
	full := randomPerson(rand.New(rand.NewPCG(5, 6)), 1)
	h.Diet, h.Exercise, h.Sleep, h.Stress = full.Diet, full.Exercise, full.Sleep, full.Stress
	h.Diet.Alcohol, h.Diet.Pattern = Known[unit.GramsPerWeek](0), Known(PatternMediterranean)
	h.Subject.SCOFF, h.Subject.Mass, h.Subject.Height = Known[unit.Score](0), Known[unit.Kilograms](70), Known[unit.Centimeters](178)
	h.Meds.Antibiotics = Known([]Antibiotic{{Substance: Known("amoxicillin"), EndDay: Known[unit.Days](-200)}})
	var a Assessment
	m.AssessInto(&a, &h)
	require.Equal(t, GoAhead, a.verdict.Decision())
	require.Empty(t, slices.Collect(a.verdict.Gates()))
	for name, h := range map[string]*Habits{"no gate": &h, "gates": full} {
		m.AssessInto(&a, h)
		if n := testing.AllocsPerRun(100, func() { m.AssessInto(&a, h) }); n != 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
}

// TestVerdictOutlivesItsAssessment keeps a verdict, and uses the assessment for
// another person.
func TestVerdictOutlivesItsAssessment(t *testing.T) {
	m := Default()
	h, other := known(), known()
	h.GI.RedFlags = Known([]RedFlag{FlagBloodInStool})
	other.Subject.Age = Known[unit.Years](15)
	var a Assessment
	m.AssessInto(&a, &h)
	v := a.Verdict()
	want := slices.Collect(v.Gates())
	require.NotEmpty(t, want)
	m.AssessInto(&a, &other)
	if diff := cmp.Diff(want, slices.Collect(v.Gates())); diff != "" {
		t.Error(diff)
	}
}
