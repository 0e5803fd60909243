package strategy_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/microbiome"
	"github.com/gutmuscle/gutmuscle/microbiome/metabolite"
	"github.com/gutmuscle/gutmuscle/pathway"
	"github.com/gutmuscle/gutmuscle/pathway/habit"
	"github.com/gutmuscle/gutmuscle/strategy"
)

// species makes a profile of species, in percent.
func species(t testing.TB, origin microbiome.Origin, shares map[string]float64) *microbiome.Profile {
	t.Helper()
	s := microbiome.Spec{Origin: origin, Content: microbiome.Taxa, Unit: microbiome.Percents, Samples: []microbiome.Sample{{Name: "a"}}}
	for name, percent := range shares {
		s.Features = append(s.Features, microbiome.Feature{Label: name, Name: name, Rank: microbiome.Species})
		s.Samples[0].Index = append(s.Samples[0].Index, int32(len(s.Features)-1))
		s.Samples[0].Value = append(s.Samples[0].Value, percent)
	}
	table, err := microbiome.NewTable(s)
	require.NoError(t, err)
	named, err := microbiome.Default().NameTable(table)
	require.NoError(t, err)
	return named.Profile(0)
}

var (
	deep      = microbiome.Origin{DetectionLimit: 1e-4}
	producers = map[string]float64{"Enterocloster bolteae": 2, "Faecalibacterium prausnitzii": 10, "Bacteroides uniformis": 80}
	others    = map[string]float64{"Faecalibacterium prausnitzii": 10, "Bacteroides uniformis": 85}
)

func detection(t *testing.T, s *strategy.Stool, node string) (microbiome.Detection, pathway.Doubt) {
	t.Helper()
	for c := range s.Capacities() {
		if c.Of == pathway.MustParseNode(node) {
			return c.Detection, c.Why
		}
	}
	t.Fatalf("no capacity of %s", node)
	return 0, 0
}

func TestRoutesThatAreClosed(t *testing.T) {
	m := strategy.Default()
	with, err := m.ReadStool(strategy.StoolTest{Profiles: []*microbiome.Profile{species(t, deep, producers)}})
	require.NoError(t, err)
	without, err := m.ReadStool(strategy.StoolTest{Profiles: []*microbiome.Profile{species(t, deep, others)}})
	require.NoError(t, err)

	urolithin := pathway.MustParseNode("metabolite:urolithin-a")
	polyphenols := pathway.NodeOf(habit.Polyphenols)
	if d, _ := detection(t, without, "metabolite:urolithin-a"); d != microbiome.NotSeen {
		t.Fatalf("urolithin A without producers: %s", d)
	}
	if got := without.Model().Atlas().Effect(polyphenols, urolithin).Stance; got != evidence.Unknown {
		t.Errorf("polyphenols on urolithin A without producers: %s", got)
	}
	if got := with.Model().Atlas().Effect(polyphenols, urolithin).Stance; got == evidence.Unknown {
		t.Errorf("polyphenols on urolithin A with producers: %s", got)
	}
	found := false
	for a := range without.Altered() {
		if a.Habit == habit.UrolithinASupplement {
			t.Errorf("the supplement is closed off: %+v", a)
		}
		found = found || a.Habit == habit.MediterraneanDiet && slices.Contains(a.Through, urolithin)
	}
	if !found {
		t.Error("the closed route by urolithin A is not told of")
	}
}

// A stool test takes answers away and weakens them; it never makes one more
// certain, whatever it did not see.
func TestNoAnswerIsBolder(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	var names []string
	for taxon := range microbiome.Default().Taxa() {
		if taxon.Rank == microbiome.Species {
			names = append(names, taxon.Name)
		}
	}
	altered := 0
	for range 5 {
		shares := map[string]float64{}
		for range 30 {
			shares[names[r.IntN(len(names))]] = 3
		}
		s, err := strategy.Default().ReadStool(strategy.StoolTest{Profiles: []*microbiome.Profile{species(t, deep, shares)}})
		require.NoError(t, err)
		for a := range s.Altered() {
			altered++
			if a.Now.Sign() != 0 && a.Now != a.Before || math.Abs(a.Belief[1]) > math.Abs(a.Belief[0]) {
				t.Errorf("more certain than in general: %+v", a)
			}
		}
	}
	require.Greater(t, altered, 50)
}

// Two tests of one stool that disagree lead to no confident answer, and to the
// same one in whatever order they come.
func TestTwoProvidersDisagree(t *testing.T) {
	m := strategy.Default()
	a, b := species(t, deep, producers), species(t, deep, others)
	for _, profiles := range [][]*microbiome.Profile{{a, b}, {b, a}} {
		s, err := m.ReadStool(strategy.StoolTest{Profiles: profiles})
		require.NoError(t, err)
		if d, why := detection(t, s, "metabolite:urolithin-a"); d != microbiome.CannotTell || why != pathway.MethodsDisagree {
			t.Errorf("urolithin A: %s (%s)", d, why)
		}
		for _, n := range s.Limits().Closed {
			if n == pathway.MustParseNode("metabolite:urolithin-a") {
				t.Error("a route is closed that one of the tests saw")
			}
		}
	}
}

func TestShallowSamplesCloseNothing(t *testing.T) {
	s, err := strategy.Default().ReadStool(strategy.StoolTest{Profiles: []*microbiome.Profile{
		species(t, microbiome.Origin{DetectionLimit: 0.01}, others)}})
	require.NoError(t, err)
	require.Empty(t, s.Limits().Closed)
	require.Same(t, strategy.Default(), s.Model())
	for a := range s.Altered() {
		t.Errorf("altered: %+v", a)
	}
}

func TestSameLimitsSameModel(t *testing.T) {
	m := strategy.Default()
	a, err := m.ReadStool(strategy.StoolTest{Profiles: []*microbiome.Profile{species(t, deep, others)}})
	require.NoError(t, err)
	b, err := m.ReadStool(strategy.StoolTest{Profiles: []*microbiome.Profile{species(t, deep, others)}})
	require.NoError(t, err)
	require.Same(t, a.Model(), b.Model())
	require.NotEqual(t, m.Hash(), a.Model().Hash())
}

func TestNoTables(t *testing.T) {
	_, err := strategy.Default().ReadStool(strategy.StoolTest{})
	require.ErrorContains(t, err, "a stool test without a table")
}

func TestInfluences(t *testing.T) {
	stool := func(day microbiome.Day) *strategy.Stool {
		o := deep
		o.Collected = day
		s, err := strategy.Default().ReadStool(strategy.StoolTest{Profiles: []*microbiome.Profile{species(t, o, others)}})
		require.NoError(t, err)
		return s
	}
	for _, c := range []struct {
		name   string
		habits string
		day    microbiome.Day
		want   map[string]string
	}{
		{"nothing is known", `{}`, microbiome.Day{}, map[string]string{"antibiotics": "unknown", "laxatives": "unknown", "metformin": "unknown", "proton-pump-inhibitors": "unknown"}},
		{"nothing is taken", `{"meds":{"antibiotics":[],"others":[]}}`, microbiome.Day{}, map[string]string{}},
		{"an antibiotic a month ago", `{"meds":{"antibiotics":[{"substance":"amoxicillin","start_day":-40,"end_day":-30}],"others":[]}}`, microbiome.DayOf(0), map[string]string{"antibiotics": "known"}},
		{"an antibiotic after the stool", `{"meds":{"antibiotics":[{"substance":"amoxicillin","start_day":-40,"end_day":-30}],"others":[]}}`, microbiome.DayOf(-60), map[string]string{}},
		{"an antibiotic long ago", `{"meds":{"antibiotics":[{"substance":"amoxicillin","start_day":-340,"end_day":-330}],"others":[]}}`, microbiome.DayOf(0), map[string]string{}},
		{"medicines", `{"meds":{"antibiotics":[],"others":[{"substance":"metformin"},{"substance":"omeprazole"}]}}`, microbiome.DayOf(0), map[string]string{"metformin": "known", "proton-pump-inhibitors": "known"}},
		{"a medicine that is not recognized", `{"meds":{"antibiotics":[],"others":[{"substance":"nonsensicin"}]}}`, microbiome.DayOf(0), map[string]string{"laxatives": "unknown", "metformin": "unknown", "proton-pump-inhibitors": "unknown"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := map[string]string{}
			for _, in := range stool(c.day).Influences(read(t, c.habits)) {
				got[in.Habit.String()] = in.State.String()
				if len(in.For) == 0 && in.Effect != evidence.Unknown {
					t.Errorf("%s: no study", in.Habit)
				}
			}
			require.Equal(t, c.want, got)
		})
	}
}

// Of several stools an antibiotic is told of that was taken before any of them,
// also one whose genes only were measured.
func TestInfluencesOnSeveralStools(t *testing.T) {
	on := func(day int) microbiome.Origin {
		return microbiome.Origin{DetectionLimit: 1e-4, Collected: microbiome.DayOf(day)}
	}
	table, err := microbiome.NewTable(microbiome.Spec{Origin: on(-100), Content: microbiome.Orthologs, Unit: microbiome.RPK,
		Features: []microbiome.Feature{{Label: "K00001", Name: "K00001"}}, Samples: []microbiome.Sample{{Name: "a"}}})
	require.NoError(t, err)
	genes, err := pathway.Default().GeneTable(table)
	require.NoError(t, err)
	course := func(start, end int) *strategy.Habits {
		return read(t, fmt.Sprintf(`{"meds":{"antibiotics":[{"substance":"amoxicillin","start_day":%d,"end_day":%d}],"others":[]}}`, start, end))
	}
	for _, c := range []struct {
		name   string
		test   strategy.StoolTest
		habits *strategy.Habits
		want   int // days before; −1: not told
	}{
		{"before the second", strategy.StoolTest{Profiles: []*microbiome.Profile{species(t, on(-100), others), species(t, on(0), others)}}, course(-40, -30), 30},
		{"before both, told of the nearer", strategy.StoolTest{Profiles: []*microbiome.Profile{species(t, on(-25), others), species(t, on(0), others)}}, course(-40, -30), 5},
		{"before the genes", strategy.StoolTest{Genes: []strategy.GeneSample{{Table: genes}}}, course(-120, -110), 10},
		{"after the genes", strategy.StoolTest{Genes: []strategy.GeneSample{{Table: genes}}}, course(-40, -30), -1},
	} {
		s, err := strategy.Default().ReadStool(c.test)
		require.NoError(t, err)
		got := -1
		for _, in := range s.Influences(c.habits) {
			if in.Habit == habit.Antibiotics {
				got = in.Days
			}
		}
		if got != c.want {
			t.Errorf("%s: %d days; want %d", c.name, got, c.want)
		}
	}
}

// What is low is low in each profile, and in each group that fits.
func TestLowInAllGroupsAndProfiles(t *testing.T) {
	origin := microbiome.Origin{Assay: microbiome.Shotgun, Pipeline: "P 1", Database: "D 1", DetectionLimit: 1e-4}
	group := func(name string, percent float64) *pathway.Group {
		b := pathway.Default().NewGroup(pathway.GroupInfo{Name: name, Source: "this test", License: "CC0-1.0", Origin: origin})
		for i := range 20 {
			b.Add(species(t, origin, map[string]float64{"Faecalibacterium prausnitzii": percent + float64(i)/10, "Bacteroides uniformis": 50}))
		}
		g, err := b.Group()
		require.NoError(t, err)
		return g
	}
	much, also, little := group("much", 30), group("also much", 20), group("little", 1)
	profile := species(t, origin, map[string]float64{"Faecalibacterium prausnitzii": 10, "Bacteroides uniformis": 80})
	elsewhere := species(t, deep, map[string]float64{"Faecalibacterium prausnitzii": 10, "Bacteroides uniformis": 80})
	unknown := species(t, origin, map[string]float64{"Faecalibacterium prausnitzii": 10, "Bacteroides uniformis": 39})
	list := microbiome.Spec{Origin: origin, Content: microbiome.Taxa, Unit: microbiome.Counts, Nested: true, // of which the total is not known
		Features: []microbiome.Feature{{Label: "853", NCBI: 853}}, Samples: []microbiome.Sample{{Name: "a", Index: []int32{0}, Value: []float64{7}}}}
	table, err := microbiome.NewTable(list)
	require.NoError(t, err)
	named, err := microbiome.Default().NameTable(table)
	require.NoError(t, err)
	without := named.Profile(0)
	require.False(t, without.SharesKnown())
	for _, c := range []struct {
		name     string
		profiles []*microbiome.Profile
		groups   []*pathway.Group
		want     bool
	}{
		{"in one group", []*microbiome.Profile{profile}, []*pathway.Group{much}, true},
		{"in two groups", []*microbiome.Profile{profile}, []*pathway.Group{much, also}, true},
		{"in one of two groups", []*microbiome.Profile{profile}, []*pathway.Group{much, little}, false},
		{"in two groups, and a profile that none fits", []*microbiome.Profile{profile, elsewhere}, []*pathway.Group{much, also}, false},
		{"of which most is not assigned", []*microbiome.Profile{unknown}, []*pathway.Group{much}, false},
		{"without shares", []*microbiome.Profile{without}, []*pathway.Group{much}, false},
	} {
		s, err := strategy.Default().ReadStool(strategy.StoolTest{Profiles: c.profiles, Groups: c.groups})
		require.NoError(t, err)
		if got := slices.Contains(s.Limits().Weak, pathway.NodeOf(metabolite.Butyrate)); got != c.want {
			t.Errorf("%s: butyrate is low: %v; want %v", c.name, got, c.want)
		}
	}
}

func TestSummariesAsTables(t *testing.T) {
	h := read(t, `{"microbiome":{"provider":"P","collected_day":-3,"taxa_pct":{"Faecalibacterium":10,"Faecalibacterium prausnitzii":6,"Akkermansia muciniphila":0,"Blautia":{"state":"declined"}}}}`)
	table, err := h.Microbiome.Value.Table()
	require.NoError(t, err)
	require.Equal(t, microbiome.Origin{Provider: "P", Collected: microbiome.DayOf(-3)}, table.Origin())
	require.Equal(t, 3, table.NumFeatures())
	named, err := microbiome.Default().NameTable(table)
	require.NoError(t, err)
	sum := 0.0
	for e := range named.Profile(0).Entries() {
		sum += e.Share
	}
	require.InDelta(t, 0.10, sum, 1e-12, "the species is counted once")
	_, err = new(strategy.Microbiome).Table()
	require.ErrorContains(t, err, "no taxa")
}

func BenchmarkReadStool(b *testing.B) {
	p := species(b, deep, others)
	m := strategy.Default()
	for b.Loop() {
		if _, err := m.ReadStool(strategy.StoolTest{Profiles: []*microbiome.Profile{p}}); err != nil {
			b.Fatal(err)
		}
	}
}
