package strategy

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/strategy/unit"
)

// changed returns a copy of h with some habits taken from another person.
func changed(r *rand.Rand, h, other *Habits) *Habits {
	c := *h
	for _, take := range []func(){
		func() { c.Diet.Fiber = other.Diet.Fiber },
		func() { c.Diet.Protein = other.Diet.Protein },
		func() { c.Diet.Alcohol = other.Diet.Alcohol },
		func() { c.Diet.Pattern = other.Diet.Pattern },
		func() { c.Exercise = other.Exercise },
		func() { c.Sleep = other.Sleep },
		func() { c.Meds = other.Meds },
		func() { c.Stress = other.Stress },
	} {
		if r.IntN(3) == 0 {
			take()
		}
	}
	return &c
}

// TestDeltasAddUp checks that the deltas of the rows are those of the score: as
// they are worked out to 1e-12, and as they are printed with the rounding that
// is told.
func TestDeltasAddUp(t *testing.T) {
	m := Default()
	r := rand.New(rand.NewPCG(41, 1))
	shifts, roundings := 0, 0
	for n := range 300 {
		p := []float64{0.2, 0.6, 0.95}[n%3]
		before := randomPerson(r, p)
		after := randomPerson(r, 1-p/2)
		if n%4 > 0 {
			after = changed(r, before, after)
		}
		d := m.Compare(before, after)
		require.True(t, d.Scored())
		for i := range m.targets {
			s := d.shift(i)
			old, now := &d.before.scores[i], &d.after.scores[i]
			sum, shown := 0.0, 0.0
			listed := make(map[int]bool)
			for row := range s.Rows() {
				c := &m.targets[i].cells[row.cell]
				a, _, _ := c.row(&d.before.responses[c.response])
				b, _, _ := c.row(&d.after.responses[c.response])
				sum += b - a
				shown += row.Delta
				listed[row.cell] = true
				if row.Delta != evidence.Round(100*(b-a)) || row.Before.Row != evidence.Round(100*a) || row.After.Row != evidence.Round(100*b) {
					t.Fatalf("%s: %+v; want %v to %v", m.targets[i].node, row, a, b)
				}
			}
			if math.Abs(sum-(now.sum-old.sum)) > 1e-12 {
				t.Fatalf("%s: deltas sum to %v, the score went from %v to %v", m.targets[i].node, sum, old.sum, now.sum)
			}
			if math.Abs(shown+s.Rounding-s.Delta) > 1e-9 {
				t.Fatalf("%s: shown deltas sum to %v, with rounding %v, not %v", m.targets[i].node, shown, s.Rounding, s.Delta)
			}
			if math.Abs(s.Rounding) > 2e-3 {
				t.Fatalf("%s: rounding of %v", m.targets[i].node, s.Rounding)
			}
			if s.Rounding != 0 {
				roundings++
			}
			for k := range m.targets[i].cells {
				if c := &m.targets[i].cells[k]; !listed[k] && d.before.responses[c.response] != d.after.responses[c.response] && c.reach > 0 {
					t.Fatalf("%s: %s differs and is not listed", m.targets[i].node, m.responses[c.response].Habit)
				}
			}
			if !s.differs() && (*old != *now || len(listed) > 0) {
				t.Fatalf("%s: %+v to %+v does not differ", m.targets[i].node, *old, *now)
			}
			shifts++
		}
	}
	if roundings == 0 {
		t.Errorf("no rounding in %d shifts", shifts)
	}
}

func TestNothingDiffers(t *testing.T) {
	m := Default()
	h := randomPerson(rand.New(rand.NewPCG(42, 1)), 0.9)
	d := m.Compare(h, h)
	require.Empty(t, slices.Collect(d.Pathways()))
	require.Empty(t, slices.Collect(d.Outcomes()))
	require.Empty(t, slices.Collect(d.Habits()))
	require.Empty(t, slices.Collect(d.GatesGone()))
	require.Empty(t, slices.Collect(d.GatesNew()))
	require.False(t, new(Difference).Scored())
	require.Empty(t, slices.Collect(new(Difference).Habits()))
}

// TestFlatIsTold checks that a change that moves nothing is told as a habit that
// changed, and that nothing is said to follow.
func TestFlatIsTold(t *testing.T) {
	m := Default()
	h := randomPerson(rand.New(rand.NewPCG(43, 1)), 0.9)
	h.Diet.Fiber = Known[unit.GramsPerDay](40)
	more := *h
	more.Diet.Fiber = Known[unit.GramsPerDay](50)
	d := m.Compare(h, &more)
	habits := slices.Collect(d.Habits())
	require.Len(t, habits, 1)
	if c := habits[0]; c.Habit.String() != "fiber" || *c.Before.Value != 40 || *c.After.Value != 50 || c.Before.R != c.After.R {
		t.Errorf("%+v", c)
	}
	require.Empty(t, slices.Collect(d.Outcomes()))
}

// TestUnknownToKnown checks that an answer to what was unknown has both
// intervals, no value of what was unknown, and a row from nothing.
func TestUnknownToKnown(t *testing.T) {
	m := Default()
	h := randomPerson(rand.New(rand.NewPCG(44, 1)), 0.9)
	h.Sleep.Duration = Reading[unit.HoursPerDay]{State: StateDeclined}
	told := *h
	told.Sleep.Duration = Known[unit.HoursPerDay](5)
	for _, back := range []bool{false, true} {
		d := m.Compare(h, &told)
		if back {
			d = m.Compare(&told, h)
		}
		found := false
		for s := range d.Outcomes() {
			rows := slices.Collect(s.Rows())
			require.Len(t, rows, 1)
			unknown, known := rows[0].Before, rows[0].After
			if back {
				unknown, known = known, unknown
			}
			if unknown.State != StateDeclined || unknown.Value != nil || unknown.Row != 0 || known.Value == nil || *known.Value != 5 ||
				rows[0].Stance.Sign() != 0 && unknown.Interval == known.Interval || unknown.Response == known.Response {
				t.Errorf("%s: %+v, %+v", s.After.Name, unknown, known)
			}
			found = true
		}
		require.True(t, found)
		text, err := json.Marshal(d)
		require.NoError(t, err)
		require.Contains(t, string(text), `{"state":"declined","value":null,`)
	}
}

// TestVerdictsComeFirst checks that nobody who is refused or rejected gets a
// score, on either side.
func TestVerdictsComeFirst(t *testing.T) {
	m := Default()
	adult := randomPerson(rand.New(rand.NewPCG(45, 1)), 0.9)
	child, wrong := *adult, *adult
	child.Subject.Age = Known[unit.Years](12)
	wrong.Diet.Fiber = Known[unit.GramsPerDay](-1)
	for _, tt := range []struct {
		name          string
		before, after *Habits
		gone, fresh   int
	}{
		{"refused after", adult, &child, 0, 1},
		{"refused before", &child, adult, 1, 0},
		{"rejected after", adult, &wrong, 0, 1},
		{"both", &child, &wrong, 1, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := m.Compare(tt.before, tt.after)
			require.False(t, d.Scored())
			require.Empty(t, slices.Collect(d.Pathways()))
			require.Empty(t, slices.Collect(d.Outcomes()))
			require.Empty(t, slices.Collect(d.Habits()))
			if gone, fresh := len(slices.Collect(d.GatesGone())), len(slices.Collect(d.GatesNew())); gone < tt.gone || fresh < tt.fresh {
				t.Errorf("%d gates gone, %d new", gone, fresh)
			}
			require.Equal(t, m.Judge(tt.before).Decision(), d.Before().Decision())
			require.Equal(t, m.Judge(tt.after).Decision(), d.After().Decision())
			text, err := json.Marshal(d)
			require.NoError(t, err)
			require.NotContains(t, string(text), `"score"`)
		})
	}
}

// BenchmarkCompare compares two people, every shift and row included.
func BenchmarkCompare(b *testing.B) {
	m := Default()
	m.explain()
	before, after := benchPerson(), randomPerson(rand.New(rand.NewPCG(7, 8)), 1)
	b.ReportAllocs()
	for b.Loop() {
		d := m.Compare(before, after)
		for range d.Pathways() {
		}
		for range d.Outcomes() {
		}
	}
}
