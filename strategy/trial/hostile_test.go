package trial_test

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/strategy/trial"
)

// TestPlanNotKept: what was randomized is compared, and only if it is known to
// have been done.
func TestPlanNotKept(t *testing.T) {
	p := planned(4, 7, 1)
	tr := must(t, p)
	whole := world{effect: -60, sd: 4}.log(rand.New(rand.NewPCG(1, 1)), tr.Schedule())
	for _, tt := range []struct {
		name   string
		change func(i int, d *trial.Day)
		want   trial.Answer
	}{
		{"kept", func(int, *trial.Day) {}, trial.Better},
		{"not said", func(_ int, d *trial.Day) { d.Habit = trial.PhaseUnknown }, trial.CannotTell},
		{"one day in ten not", func(i int, d *trial.Day) {
			if i%10 == 0 {
				d.Habit = trial.On + trial.Off - d.Habit
			}
		}, trial.Better},
		{"every third day not", func(i int, d *trial.Day) {
			if i%3 == 0 {
				d.Habit = trial.On + trial.Off - d.Habit
			}
		}, trial.CannotTell},
	} {
		l := whole
		l.Days = append([]trial.Day(nil), whole.Days...)
		for i := range l.Days {
			tt.change(i, &l.Days[i])
		}
		r, err := tr.Analyze(l)
		require.NoError(t, err)
		if r.Answer != tt.want || (r.Design == trial.Randomized) != (tt.want == trial.Better) {
			t.Errorf("%s: got %s of %s; want %s", tt.name, r.Answer, r.Design, tt.want)
		}
	}
}

func TestAnalyzeHostile(t *testing.T) {
	value := func(x float64) *float64 { return &x }
	_, err := must(t, symptoms()).Analyze(trial.Log{Unit: "kg", Days: []trial.Day{
		{Day: 1, Habit: 9}, {Day: -1, Value: value(math.NaN())}, {Day: -1, Dose: value(1)}, {Day: -2, Habit: trial.On, Dose: value(1)},
		{Day: math.MinInt, Value: value(math.Inf(1))}, {Day: -3, Value: value(1e13)}}})
	require.Error(t, err)
	want := `unit: "kg"; want that of the measure, "points"
days[0].day: 1; want -100000 to 0
days[0].habit: Phase(9); want unknown, off or on
days[1].value: NaN; want a finite number of at most 1e+12
days[2].day: duplicate id: -1 stands in days[1]
days[2].dose: a dose, but the protocol does not say from which on a day is on
days[3].dose: a dose and on or off; want one of them
days[4].day: -9223372036854775808; want -100000 to 0
days[4].value: +Inf; want a finite number of at most 1e+12
days[5].value: 1e+13; want a finite number of at most 1e+12`
	if diff := cmp.Diff(want, strings.ReplaceAll(err.Error(), "trial.Phase", "Phase")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, scale := range []float64{0, 1e-300, 1e-12, 1e10} { // nothing overflows, and a person without variation is told so
		l := diary(t, "off7:50 on7:20 off7:51 on7:21 off7:49 on7:19")
		for i := range l.Days {
			*l.Days[i].Value *= scale
		}
		r := analyze(t, symptoms(), l)
		for _, x := range []float64{r.Posterior.Mean, r.Posterior.SD, r.Interval[0], r.Deciding[1], r.Detectable, r.DataShare, r.NextDay} {
			if math.IsNaN(x) || math.IsInf(x, 0) {
				t.Errorf("times %v: %+v", scale, r)
			}
		}
		if scale == 0 && (r.Answer != trial.CannotTell || r.Notes[0] != trial.NoVariation) {
			t.Errorf("without variation: %s %v", r.Answer, r.Notes)
		}
	}
}
