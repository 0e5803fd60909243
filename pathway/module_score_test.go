package pathway_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/pathway"
)

// profile is a sample as a test writes it.
type profile map[string]float64

// scoreOf scores one module in one sample.
func scoreOf(t testing.TB, m pathway.Module, has profile) pathway.ModuleScore {
	t.Helper()
	var genes []string
	var index []int32
	var value []float64
	for gene, v := range has {
		index, genes, value = append(index, int32(len(genes))), append(genes, gene), append(value, v)
	}
	scores, err := pathway.NewScorer([]pathway.Module{m}, genes).Score(nil, index, value)
	require.NoError(t, err)
	require.Len(t, scores, 1)
	return scores[0]
}

func TestScore(t *testing.T) {
	// The example of the README of omixer-rpm: coverage 4/5, average 25/5.
	const glycolysis = "K00844|K00845; K01810|K06859|K13810|K15916; K00850|K16370; K01622; K01803"
	published := profile{"K00844": 10, "K00845": 3, "K06859": 7, "K13810": 8, "K01622": 2, "K16370": 5}
	type score = pathway.ModuleScore
	for _, tt := range []struct {
		name, module string
		has          profile
		want         score
	}{
		{"published example", glycolysis, published, score{Steps: 5, Seen: 4, Weight: 5, SeenWeight: 4, Mean: 5, Median: 6.5, Sum: 25}},
		{"odd number of steps seen", "K00844; K01810; K01803; K01622", profile{"K00844": 1, "K01810": 9, "K01803": 2}, score{Steps: 4, Seen: 3, Weight: 4, SeenWeight: 3, Mean: 3, Median: 2, Sum: 12}},
		{"all seen", "K00844; K01810", profile{"K00844": 4, "K01810": 8}, score{Steps: 2, Seen: 2, Weight: 2, SeenWeight: 2, Mean: 6, Median: 6, Sum: 12, Min: 4}},
		{"none in the table", "K00844; K01810", profile{"K00001": 4}, score{Steps: 2, Weight: 2}},
		{"none in the sample", "K00844; K01810", profile{"K00844": 0, "K01810": 0}, score{Steps: 2, Weight: 2}},
		{"complex: the scarcest part", "K00844+K00845+K00846", profile{"K00844": 4, "K00845": 2, "K00846": 3}, score{Steps: 1, Seen: 1, Weight: 1, SeenWeight: 1, Mean: 2, Median: 2, Sum: 2, Min: 2}},
		{"complex that lacks a part", "K00844+K00845", profile{"K00844": 4}, score{Steps: 1, Weight: 1}},
		{"complex that lacks a part, or a gene", "K00844+K00845|K00846", profile{"K00844": 4, "K00846": 1}, score{Steps: 1, Seen: 1, Weight: 1, SeenWeight: 1, Mean: 1, Median: 1, Sum: 1, Min: 1}},
		{"complex more abundant than a gene", "K00844+K00845|K00846", profile{"K00844": 4, "K00845": 3, "K00846": 1}, score{Steps: 1, Seen: 1, Weight: 1, SeenWeight: 1, Mean: 3, Median: 3, Sum: 3, Min: 3}},
		{"alternatives in a complex", "(K00844|K00845)+K00846", profile{"K00844": 4, "K00845": 5, "K00846": 9}, score{Steps: 1, Seen: 1, Weight: 1, SeenWeight: 1, Mean: 5, Median: 5, Sum: 5, Min: 5}},
		{"optional part that is absent", "K00844+K00845?", profile{"K00844": 4}, score{Steps: 1, Seen: 1, Weight: 1, SeenWeight: 1, Mean: 4, Median: 4, Sum: 4, Min: 4}},
		{"optional part that is scarce", "K00844+K00845?", profile{"K00844": 4, "K00845": 1}, score{Steps: 1, Seen: 1, Weight: 1, SeenWeight: 1, Mean: 4, Median: 4, Sum: 4, Min: 4}},
		{"optional part alone", "K00844+K00845?", profile{"K00845": 1}, score{Steps: 1, Weight: 1}},
		{"optional first part", "K00845?+K00844", profile{"K00844": 4}, score{Steps: 1, Seen: 1, Weight: 1, SeenWeight: 1, Mean: 4, Median: 4, Sum: 4, Min: 4}},
		{"optional step", "K00844; K00845?", profile{"K00844": 4, "K00845": 9}, score{Steps: 1, Seen: 1, Weight: 1, SeenWeight: 1, Mean: 4, Median: 4, Sum: 4, Min: 4}},
		{"optional step alone", "K00844; K00845?", profile{"K00845": 9}, score{Steps: 1, Weight: 1}},
		{"unknown step is not missing", "K00844; _", profile{"K00844": 4}, score{Steps: 1, Seen: 1, Unknown: 1, Weight: 1, SeenWeight: 1, Mean: 4, Median: 4, Sum: 4, Min: 4}},
		{"unknown steps only", "_; _@0.5", profile{"K00844": 4}, score{Unknown: 2}},
		{"optional steps only", "K00844?", profile{"K00844": 4}, score{}},
		{"one gene in two steps", "K00844; K00844|K00845", profile{"K00844": 4}, score{Steps: 2, Seen: 2, Weight: 2, SeenWeight: 2, Mean: 4, Median: 4, Sum: 8, Min: 4}},
		{"widespread genes only", "K00626@0.25; K01715; K00248@0.5", profile{"K00626": 4}, score{Steps: 3, Seen: 1, Weight: 1.75, SeenWeight: 0.25, Mean: 4. / 3, Median: 4, Sum: 4}},
		{"smallest abundance", "K00844", profile{"K00844": math.SmallestNonzeroFloat64}, score{Steps: 1, Seen: 1, Weight: 1, SeenWeight: 1, Mean: math.SmallestNonzeroFloat64, Median: math.SmallestNonzeroFloat64, Sum: math.SmallestNonzeroFloat64, Min: math.SmallestNonzeroFloat64}},
		{"highest abundance", "K00844; K00845", profile{"K00844": 1e100, "K00845": 1e100}, score{Steps: 2, Seen: 2, Weight: 2, SeenWeight: 2, Mean: 1e100, Median: 1e100, Sum: 2e100, Min: 1e100}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, scoreOf(t, pathway.MustParseModule(tt.module), tt.has)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestCoverageAndTelling(t *testing.T) {
	for _, tt := range []struct {
		name, module      string
		has               profile
		coverage, telling float64
		ok                bool
	}{
		{"no weights", "K00844; K00845; _; K00846; K00847", profile{"K00844": 1, "K00847": 2}, 0.5, 0.5, true},
		{"widespread genes only", "K00844@0.25; K00845; K00846@0.25; K00847@0.5", profile{"K00844": 1, "K00846": 2}, 0.5, 0.25, true},
		{"all seen", "K00844@0.1; K00845@0.2; K00846@0.3", profile{"K00844": 1, "K00845": 2, "K00846": 3}, 1, 1, true},
		{"none seen", "K00844@0.1", nil, 0, 0, true},
		{"nothing known", "_; K00844?", profile{"K00844": 1}, 0, 0, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := scoreOf(t, pathway.MustParseModule(tt.module), tt.has)
			coverage, ok := s.Coverage()
			telling, ok2 := s.Telling()
			require.Equal(t, tt.ok, ok)
			require.Equal(t, tt.ok, ok2)
			require.Equal(t, tt.coverage, coverage)
			require.Equal(t, tt.telling, telling)
		})
	}
}

// Every module has a score, in its place, whatever the table and dst are.
func TestScoreHasAllModules(t *testing.T) {
	modules := []pathway.Module{pathway.MustParseModule("K00844"), {}, pathway.MustParseModule("_"), pathway.MustParseModule("K00001; K00844")}
	s := pathway.NewScorer(modules, []string{"K00844", "K00845", "UNMAPPED", "K00844|Escherichia", "K00844", "ko:K00001", ""})
	require.Equal(t, pathway.GeneUse{Used: 2, Other: 1, NotKO: 4}, s.GeneUse())
	one := pathway.ModuleScore{Steps: 1, Seen: 1, Weight: 1, SeenWeight: 1, Mean: 5, Median: 5, Sum: 5, Min: 5}
	half := pathway.ModuleScore{Steps: 2, Seen: 1, Weight: 2, SeenWeight: 1, Mean: 2.5, Median: 5, Sum: 5}
	want := []pathway.ModuleScore{one, {}, {Unknown: 1}, half}
	for _, dst := range [][]pathway.ModuleScore{nil, make([]pathway.ModuleScore, 1), make([]pathway.ModuleScore, 0, 4), {one, one, one, one, one}} {
		got, err := s.Score(dst, []int32{4, 1, 2, 0, 4}, []float64{1, 100, 100, 2, 2})
		require.NoError(t, err)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	}
	empty, err := s.Score(nil, nil, nil)
	require.NoError(t, err)
	require.Equal(t, []pathway.ModuleScore{{Steps: 1, Weight: 1}, {}, {Unknown: 1}, {Steps: 2, Weight: 2}}, empty)

	none, err := new(pathway.Scorer).Score(nil, nil, nil)
	require.NoError(t, err)
	require.Empty(t, none)
	none, err = pathway.NewScorer(nil, []string{"K00844"}).Score(nil, []int32{0}, []float64{1})
	require.NoError(t, err)
	require.Empty(t, none)
}

func TestScoreProblems(t *testing.T) {
	s := pathway.NewScorer([]pathway.Module{pathway.MustParseModule("K00844")}, []string{"K00844", "name"})
	for _, tt := range []struct {
		name  string
		index []int32
		value []float64
		want  string
	}{
		{"negative", []int32{0, 0}, []float64{1, -1}, "entry 1: -1; want a number from 0 to 1e100"},
		{"not a number", []int32{0}, []float64{math.NaN()}, "entry 0: NaN; want a number from 0 to 1e100"},
		{"infinite", []int32{0}, []float64{math.Inf(1)}, "entry 0: +Inf; want a number from 0 to 1e100"},
		{"too large to add up", []int32{0}, []float64{1e101}, "entry 0: 1e+101; want a number from 0 to 1e100"},
		{"of a gene of no module", []int32{1}, []float64{math.NaN()}, "entry 0: NaN; want a number from 0 to 1e100"},
		{"no such gene", []int32{2}, []float64{1}, "entry 0: index 2; want the index of one of 2 genes, from 0"},
		{"negative index", []int32{-1}, []float64{1}, "entry 0: index -1; want the index of one of 2 genes, from 0"},
		{"index without a value", []int32{0, 1}, []float64{1}, "entry 1: 2 indices and 1 values; want as many of each"},
		{"value without an index", nil, []float64{1}, "entry 0: 0 indices and 1 values; want as many of each"},
		{"all at once", []int32{9, 0}, []float64{-1, -2, 3}, "entry 0: index 9; want the index of one of 2 genes, from 0\nentry 0: -1; want a number from 0 to 1e100\n" +
			"entry 1: -2; want a number from 0 to 1e100\nentry 2: 2 indices and 3 values; want as many of each"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			scores, err := s.Score(make([]pathway.ModuleScore, 1), tt.index, tt.value)
			require.Nil(t, scores)
			require.EqualError(t, err, tt.want)
			for _, one := range dataset.All(err) {
				var e *pathway.EntryError
				require.ErrorAs(t, one, &e)
			}
		})
	}
	_, err := s.Score(nil, make([]int32, 100), slices.Repeat([]float64{-1}, 100))
	require.Len(t, dataset.All(err), 20)
	scores, err := s.Score(nil, []int32{0}, []float64{1})
	require.NoError(t, err, "a sample after one with problems")
	require.Equal(t, 1.0, scores[0].Sum)
}

// names returns the genes K00000, K00001, ….
func names(n int) []string {
	genes := make([]string, n)
	for i := range genes {
		genes[i] = fmt.Sprintf("K%05d", i)
	}
	return genes
}

// randomSample returns small whole abundances, many of them 0, so that sums are
// exact.
func randomSample(r *rand.Rand, genes int) (index []int32, value []float64) {
	for i := range genes {
		index = append(index, int32(i))
		value = append(value, float64(max(0, r.IntN(12)-4)))
	}
	return index, value
}

// bruteScore tries all combinations of alternatives. Those that see most steps
// stand; of them, the highest value of each estimator.
func bruteScore(m aModule, has []float64) (best pathway.ModuleScore, combinations int) {
	var routes [][][]int
	for _, s := range m {
		switch {
		case s.term == nil:
			best.Unknown++
		case !s.term.optional:
			routes = append(routes, s.term.routes())
			best.Steps++
			best.Weight += s.weight
		}
	}
	var try func(abundances []float64)
	try = func(abundances []float64) {
		if i := len(abundances); i < len(routes) {
			for _, route := range routes[i] {
				least := math.Inf(1)
				for _, gene := range route {
					least = min(least, has[gene])
				}
				try(append(abundances, least))
			}
			return
		}
		combinations++
		one := pathway.ModuleScore{}
		seen := slices.DeleteFunc(slices.Clone(abundances), func(a float64) bool { return a == 0 })
		one.Seen = len(seen)
		for _, a := range abundances {
			one.Sum += a
		}
		if len(seen) > 0 {
			one.Mean = one.Sum / float64(len(abundances))
			one.Min = slices.Min(abundances)
			slices.Sort(seen)
			if n := len(seen); n%2 == 1 {
				one.Median = seen[n/2]
			} else {
				one.Median = (seen[n/2-1] + seen[n/2]) / 2
			}
		}
		if one.Seen > best.Seen {
			best.Seen, best.Mean, best.Median, best.Sum, best.Min = one.Seen, 0, 0, 0, 0
		}
		if one.Seen == best.Seen {
			best.Mean, best.Median = max(best.Mean, one.Mean), max(best.Median, one.Median)
			best.Sum, best.Min = max(best.Sum, one.Sum), max(best.Min, one.Min)
		}
	}
	try(nil)
	for _, s := range m {
		if s.term != nil && !s.term.optional && slices.ContainsFunc(s.term.routes(), func(route []int) bool {
			return !slices.ContainsFunc(route, func(gene int) bool { return has[gene] == 0 })
		}) {
			best.SeenWeight += s.weight
		}
	}
	return best, combinations
}

// The best alternative of each step is the best combination of all, also where
// a gene stands in several steps.
func TestScoreIsBestOfAllCombinations(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	const genes = 8
	most := 0
	for range 2000 {
		m := randomModule(r, genes, 4)
		index, value := randomSample(r, genes)
		want, n := bruteScore(m, value)
		most = max(most, n)
		scores, err := pathway.NewScorer([]pathway.Module{m.parsed()}, names(genes)).Score(nil, index, value)
		require.NoError(t, err)
		if diff := cmp.Diff(want, scores[0]); diff != "" {
			t.Fatalf("%s on %v (-brute +got)\n%s", m.parsed(), value, diff)
		}
	}
	require.Greater(t, most, 1000, "combinations of one module")
}

func TestScoreProperties(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	const genes = 10
	for range 1000 {
		m := randomModule(r, genes, 6)
		index, value := randomSample(r, genes)
		score := func(m aModule, value []float64) pathway.ModuleScore {
			scores, err := pathway.NewScorer([]pathway.Module{m.parsed()}, names(genes)).Score(nil, index, value)
			require.NoError(t, err)
			return scores[0]
		}
		s := score(m, value)

		more := slices.Clone(value)
		more[r.IntN(genes)] += float64(1 + r.IntN(9))
		if up := score(m, more); up.Seen < s.Seen || up.SeenWeight < s.SeenWeight || up.Mean < s.Mean || up.Sum < s.Sum || up.Min < s.Min {
			t.Fatalf("%s: more of a gene lowers a score: %+v to %+v", m.parsed(), s, up)
		}

		scaled := slices.Clone(value)
		for i := range scaled {
			scaled[i] *= 8
		}
		want := s
		want.Mean, want.Median, want.Sum, want.Min = 8*s.Mean, 8*s.Median, 8*s.Sum, 8*s.Min
		require.Equal(t, want, score(m, scaled), "%s: eight times the abundance", m.parsed())

		require.Equal(t, s, score(m.shuffled(r), value), "%s: another order", m.parsed())
		if bare := m.stripped(); len(bare) > 0 {
			require.Equal(t, score(bare, value), s, "%s: without what is optional", m.parsed())
		}
		if s.Steps > 0 {
			if s.Seen > s.Steps || s.SeenWeight > s.Weight || s.Mean > s.Sum || s.Min > s.Mean || s.Median < s.Mean && s.Seen == 1 {
				t.Fatalf("%s: %+v", m.parsed(), s)
			}
		}
	}
}

// The deepest module that can be written fits the stack of its program.
func TestScoreDeepest(t *testing.T) {
	text := "K00844"
	for range 16 {
		text = "K00001|K00844+(" + text + ")"
	}
	m := pathway.MustParseModule("K00001|K00844+K00845|" + text)
	s := scoreOf(t, m, profile{"K00844": 3})
	require.Equal(t, 3.0, s.Sum)
}

// The rows of a taxon are scored by themselves; those of all taxa, given
// together, add up to the community.
func TestScoreStrata(t *testing.T) {
	rows := []string{"K00844", "K00844", "K01810", "K01810"} // of taxa A, B, A, B
	s := pathway.NewScorer([]pathway.Module{pathway.MustParseModule("K00844; K01810")}, rows)
	for _, tt := range []struct {
		name  string
		index []int32
		value []float64
		want  pathway.ModuleScore
	}{
		{"A", []int32{0, 2}, []float64{6, 0}, pathway.ModuleScore{Steps: 2, Seen: 1, Weight: 2, SeenWeight: 1, Mean: 3, Median: 6, Sum: 6}},
		{"B", []int32{1, 3}, []float64{2, 4}, pathway.ModuleScore{Steps: 2, Seen: 2, Weight: 2, SeenWeight: 2, Mean: 3, Median: 3, Sum: 6, Min: 2}},
		{"both", []int32{0, 1, 2, 3}, []float64{6, 2, 0, 4}, pathway.ModuleScore{Steps: 2, Seen: 2, Weight: 2, SeenWeight: 2, Mean: 6, Median: 6, Sum: 12, Min: 4}},
	} {
		got, err := s.Score(nil, tt.index, tt.value)
		require.NoError(t, err)
		require.Equal(t, []pathway.ModuleScore{tt.want}, got, tt.name)
	}
}

func TestScoreConcurrently(t *testing.T) {
	modules, genes, index, value := manySamples(20, 50, 500)
	s := pathway.NewScorer(modules, genes)
	var want [][]pathway.ModuleScore
	for i := range index {
		scores, err := s.Score(nil, index[i], value[i])
		require.NoError(t, err)
		want = append(want, scores)
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			var dst []pathway.ModuleScore
			for i := range index {
				dst, _ = s.Score(dst, index[i], value[i])
				if !slices.Equal(dst, want[i]) {
					t.Errorf("sample %d scores otherwise beside others", i)
				}
			}
		})
	}
	wg.Wait()
}

func TestScoreAllocatesNothing(t *testing.T) {
	modules, genes, index, value := manySamples(20, 1, 500)
	s := pathway.NewScorer(modules, genes)
	dst, err := s.Score(nil, index[0], value[0])
	require.NoError(t, err)
	if n := testing.AllocsPerRun(100, func() { dst, _ = s.Score(dst, index[0], value[0]) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// manySamples returns modules of 3 to 12 steps, the KO numbers of a table, and
// samples that have about a third of them.
func manySamples(modules, samples, genes int) (ms []pathway.Module, table []string, index [][]int32, value [][]float64) {
	r := rand.New(rand.NewPCG(7, 8))
	for range modules {
		var m aModule
		for range 3 + r.IntN(10) {
			m = append(m, aStep{randomTerm(r, genes, 2, 0), 1})
		}
		ms = append(ms, m.parsed())
	}
	index, value = make([][]int32, samples), make([][]float64, samples)
	for i := range samples {
		for gene := range genes {
			if r.IntN(3) == 0 {
				index[i], value[i] = append(index[i], int32(gene)), append(value[i], r.ExpFloat64())
			}
		}
	}
	return ms, names(genes), index, value
}

// BenchmarkScore scores 120 modules in 1,000 samples of a table of 6,000 genes,
// of which each sample has a third.
func BenchmarkScore(b *testing.B) {
	modules, genes, index, value := manySamples(120, 1000, 6000)
	b.ReportAllocs()
	var dst []pathway.ModuleScore
	for b.Loop() {
		s := pathway.NewScorer(modules, genes)
		for i := range index {
			var err error
			if dst, err = s.Score(dst, index[i], value[i]); err != nil {
				b.Fatal(err)
			}
		}
	}
}
