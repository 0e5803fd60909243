package diversity_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/microbiome/diversity"
)

// sparse returns n samples of kinds, of which few are there, with abundances
// that are spread as those of microbes.
func sparse(n, kinds int, counts bool) [][]float64 {
	r := rand.New(rand.NewPCG(1, 2))
	samples := make([][]float64, n)
	for i := range samples {
		samples[i] = make([]float64, kinds)
		sum := 0.0
		for k := range samples[i] {
			if r.IntN(11) == 0 || k == i%kinds {
				samples[i][k] = math.Exp(3 * r.NormFloat64())
				if counts {
					samples[i][k] = math.Ceil(samples[i][k])
				}
				sum += samples[i][k]
			}
		}
		if !counts {
			for k := range samples[i] {
				samples[i][k] *= 100 / sum
			}
		}
	}
	return samples
}

func TestAlpha(t *testing.T) {
	for _, tt := range []struct {
		name string
		x    []float64
		want diversity.Alpha
	}{
		{"one kind", []float64{0, 7, 0}, diversity.Alpha{Richness: 1, InverseSimpson: 1}},
		{"four alike", []float64{2, 2, 2, 2, 0}, diversity.Alpha{4, math.Log(4), 0.75, 4, 1}},
		{"shares of half, a quarter and two eighths", []float64{0.5, 0.25, 0.125, 0.125}, diversity.Alpha{4, 1.75 * math.Ln2, 1 - 0.34375, 1 / 0.34375, 1.75 / 2}},
		{"very unlike sizes", []float64{1e300, 1e-300}, diversity.Alpha{Richness: 2, InverseSimpson: 1}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := diversity.AlphaOf(tt.x)
			require.NoError(t, err)
			require.Equal(t, tt.want.Richness, got.Richness)
			for _, pair := range [][2]float64{{tt.want.Shannon, got.Shannon}, {tt.want.Simpson, got.Simpson},
				{tt.want.InverseSimpson, got.InverseSimpson}, {tt.want.Pielou, got.Pielou}} {
				require.InDelta(t, pair[0], pair[1], 1e-15)
			}
		})
	}
}

// TestProperties checks what the definitions promise, on random samples.
func TestProperties(t *testing.T) {
	samples := sparse(40, 120, true)
	for i, x := range samples {
		a, err := diversity.AlphaOf(x)
		require.NoError(t, err)
		scaled, reversed := make([]float64, len(x)), make([]float64, len(x))
		counts := make([]int, len(x))
		n := 0
		for k, v := range x {
			scaled[k], reversed[len(x)-1-k], counts[k] = v*0.37, v, int(v)
			n += counts[k]
		}
		for _, y := range [][]float64{scaled, reversed} {
			b, err := diversity.AlphaOf(y)
			require.NoError(t, err)
			require.InDelta(t, a.Shannon, b.Shannon, 1e-12, "scale and order mean nothing")
			require.InDelta(t, a.Simpson, b.Simpson, 1e-12)
		}
		require.LessOrEqual(t, a.Shannon, math.Log(float64(a.Richness))+1e-12)
		require.InDelta(t, 1/(1-a.Simpson), a.InverseSimpson, 1e-9)

		last := 0.0
		curve, err := diversity.Curve(counts, 20)
		require.NoError(t, err)
		for _, p := range curve {
			require.GreaterOrEqual(t, p.Expected, last-1e-9, "a curve never falls")
			last = p.Expected
		}
		require.InDelta(t, 1, curve[0].Expected, 1e-9, "one individual is of one kind")
		require.InDelta(t, float64(a.Richness), last, 1e-9, "all individuals are of all kinds")
		require.Equal(t, n, curve[len(curve)-1].Depth)
		c, err := diversity.Coverage(counts)
		require.NoError(t, err)
		require.True(t, 0 <= c && c <= 1, "coverage %v", c)

		for _, y := range samples[:i] {
			for _, f := range []func(x, y []float64) (float64, error){diversity.BrayCurtis, diversity.Jaccard,
				func(x, y []float64) (float64, error) { return diversity.Aitchison(x, y, 1) }} {
				d, err := f(x, y)
				require.NoError(t, err)
				back, _ := f(y, x)
				self, _ := f(x, x)
				require.InDelta(t, d, back, 1e-12)
				require.True(t, d > 0 && self == 0, "%v, to itself %v", d, self)
			}
			far, err := diversity.Aitchison(x, y, 0.5)
			require.NoError(t, err)
			twice := make([]float64, len(x))
			for k := range x {
				twice[k] = 2*x[k] + 0.5 // the same ratios as x + 0.5 twice, less the pseudocount
			}
			same, err := diversity.Aitchison(twice, y, 0.5)
			require.NoError(t, err)
			require.InDelta(t, far, same, 1e-9, "totals mean nothing")
		}
	}
}

// TestRarefiedByCounting compares with picking by chance, and with both forms of
// the product.
func TestRarefiedByCounting(t *testing.T) {
	counts := []int{40, 20, 7, 3, 1, 1, 0, 28}
	var all []int
	for k, c := range counts {
		for range c {
			all = append(all, k)
		}
	}
	r := rand.New(rand.NewPCG(3, 4))
	const trials = 200_000
	for _, depth := range []int{0, 1, 5, 30, 99} {
		sum := 0
		for range trials {
			r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
			seen := make(map[int]bool)
			for _, k := range all[:depth] {
				seen[k] = true
			}
			sum += len(seen)
			if depth > 5 && sum > trials { // enough for the tolerance below
				break
			}
		}
		if depth <= 5 {
			got, err := diversity.Rarefied(counts, depth)
			require.NoError(t, err)
			require.InDelta(t, float64(sum)/trials, got, 0.01, "depth %d", depth)
		}
	}
	// Of a kind with one of n individuals, the chance to be seen is depth/n, at any depth.
	for _, n := range []int{100, 30_000, 3_000_000} {
		for _, depth := range []int{1, n / 3, n - 1, n} {
			got, err := diversity.Rarefied([]int{1, n - 1}, depth)
			require.NoError(t, err)
			want := float64(depth) / float64(n)
			if depth > 0 && !(depth == 1) {
				want++
			} else {
				want = 1
			}
			require.InDelta(t, want, got, 1e-9, "n %d, depth %d", n, depth)
		}
	}
	// Large numbers on both sides take the logarithms: compared with the product.
	const n, c, depth = 5_000_000, 20_000, 15_000
	p := 1.0
	for i := range depth {
		p *= float64(n-c-i) / float64(n-i)
	}
	got, err := diversity.Rarefied([]int{c, n - c}, depth)
	require.NoError(t, err)
	require.InEpsilon(t, 2-p, got, 1e-8)
}

// TestPairwise compares with the pairs taken one by one.
func TestPairwise(t *testing.T) {
	for _, counts := range []bool{true, false} {
		samples := sparse(60, 90, counts)
		samples[7] = samples[3]
		for m, f := range map[diversity.Measure]func(x, y []float64) (float64, error){
			diversity.ByBrayCurtis: diversity.BrayCurtis, diversity.ByJaccard: diversity.Jaccard} {
			d, err := diversity.Pairwise(samples, m)
			require.NoError(t, err)
			require.Equal(t, len(samples), d.Len())
			for i := range samples {
				for j := range samples {
					want, err := f(samples[i], samples[j])
					require.NoError(t, err)
					require.InDelta(t, want, d.At(i, j), 1e-13, "%s of %d and %d", m, i, j)
				}
			}
		}
	}
	none, err := diversity.Pairwise(nil, diversity.ByJaccard)
	require.NoError(t, err)
	require.Zero(t, none.Len())
	require.Panics(t, func() { none.At(0, 1) })
}

func TestBadSamples(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	alpha := func(x ...float64) error { _, err := diversity.AlphaOf(x); return err }
	bray := func(x, y []float64) error { _, err := diversity.BrayCurtis(x, y); return err }
	good := []float64{1, 2}
	second := func(_ any, err error) error { return err }
	for _, tt := range []struct {
		name string
		err  error
		kind error
		want string
	}{
		{"nothing", alpha(), diversity.ErrEmpty, "diversity: sample 0: nothing in the sample"},
		{"zeros", alpha(0, 0), diversity.ErrEmpty, "diversity: sample 0: nothing in the sample"},
		{"NaN", alpha(1, nan), diversity.ErrAbundance, "diversity: sample 0, kind 1: not an abundance: NaN; want a finite number that is not negative"},
		{"negative", alpha(-1), diversity.ErrAbundance, "diversity: sample 0, kind 0: not an abundance: -1; want a finite number that is not negative"},
		{"infinite", alpha(inf), diversity.ErrAbundance, "diversity: sample 0, kind 0: not an abundance: +Inf; want a finite number that is not negative"},
		{"infinite sum", alpha(math.MaxFloat64, math.MaxFloat64), diversity.ErrAbundance, "diversity: sample 0: not an abundance: the sum of the abundances is not finite"},
		{"lengths", bray(good, []float64{1}), diversity.ErrLength, "diversity: sample 1: samples with different numbers of kinds: 1 kinds, and 2 in the first"},
		{"second", bray(good, []float64{0, -2}), diversity.ErrAbundance, "diversity: sample 1, kind 1: not an abundance: -2; want a finite number that is not negative"},
		{"zero without pseudocount", second(diversity.Aitchison(good, []float64{0, 2}, 0)), diversity.ErrZero, "diversity: sample 1, kind 0: a logarithm of zero: give a pseudocount"},
		{"pseudocount", second(diversity.Aitchison(good, good, -1)), diversity.ErrAbundance, "diversity: sample 0: not an abundance: pseudocount -1; want a finite number that is not negative"},
		{"pairs", second(diversity.Pairwise([][]float64{good, good, {1}}, diversity.ByBrayCurtis)), diversity.ErrLength, "diversity: sample 2: samples with different numbers of kinds: 1 kinds, and 2 in the first"},
		{"depth", second(diversity.Rarefied([]int{3}, 4)), diversity.ErrDepth, "diversity: sample 0: not a depth of the sample: 4; want 0 to 3"},
		{"points", second(diversity.Curve([]int{3}, 1)), diversity.ErrDepth, "diversity: sample 0: not a depth of the sample: 1 points; want 2 at least"},
		{"counts", second(diversity.Coverage([]int{3, -1})), diversity.ErrAbundance, "diversity: sample 0, kind 1: not an abundance: -1; want a count that is not negative, with a sum that an int holds"},
		{"too many", second(diversity.Coverage([]int{math.MaxInt, 1})), diversity.ErrAbundance, "diversity: sample 0, kind 1: not an abundance: 1; want a count that is not negative, with a sum that an int holds"},
		{"no counts", second(diversity.Curve(nil, 3)), diversity.ErrEmpty, "diversity: sample 0: nothing in the sample"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			require.EqualError(t, tt.err, tt.want)
			require.ErrorIs(t, tt.err, tt.kind)
			var e *diversity.Error
			require.True(t, errors.As(tt.err, &e))
		})
	}
	_, err := diversity.Pairwise([][]float64{good}, diversity.MeasureNotSaid)
	require.EqualError(t, err, `diversity.Measure: unknown "not-said"; want bray-curtis or jaccard`)
}

func FuzzAlpha(f *testing.F) {
	f.Add(1.0, 2.0, 0.0, 5)
	f.Add(math.NaN(), -1.0, math.Inf(1), -3)
	f.Add(5e-324, math.MaxFloat64, 1e-300, math.MaxInt)
	f.Fuzz(func(t *testing.T, a, b, c float64, n int) {
		x, y := []float64{a, b, c, 0}, []float64{c, a, 1, b}
		if got, err := diversity.AlphaOf(x); err == nil {
			if !(got.Shannon >= 0 && got.Simpson >= 0 && got.Simpson < 1 && got.InverseSimpson >= 1-1e-9 && got.Pielou >= 0 && got.Pielou <= 1+1e-9) {
				t.Errorf("%v: %+v", x, got)
			}
		}
		if d, err := diversity.BrayCurtis(x, y); err == nil && !(d >= 0 && d <= 1+1e-9) && !math.IsInf(a+b+c+1, 0) && a+b+c < math.MaxFloat64/4 {
			t.Errorf("%v %v: %v", x, y, d)
		}
		_, _ = diversity.Jaccard(x, y)
		_, _ = diversity.Aitchison(x, y, a)
		_, _ = diversity.Rarefied([]int{n, 3}, 2)
		_, _ = diversity.Coverage([]int{n, 1, 2})
	})
}

func BenchmarkAlpha5000(b *testing.B) {
	samples := sparse(5000, 2208, false)
	for b.Loop() {
		if _, err := diversity.Alphas(samples); err != nil {
			b.Fatal(err)
		}
	}
}

func TestAlphasAreThoseOfEach(t *testing.T) {
	samples := sparse(50, 40, true)
	all, err := diversity.Alphas(samples)
	require.NoError(t, err)
	for i, x := range samples {
		one, err := diversity.AlphaOf(x)
		require.NoError(t, err)
		require.Equal(t, one, all[i])
		seen := slices.DeleteFunc(slices.Clone(x), func(v float64) bool { return v == 0 })
		without, err := diversity.AlphaOf(seen)
		require.NoError(t, err)
		require.Equal(t, one, without, "without its zeros")
	}
	samples[7][3], samples[9] = -1, nil
	_, err = diversity.Alphas(samples)
	require.ErrorContains(t, err, "sample 7, kind 3")
	all, err = diversity.Alphas(nil)
	require.NoError(t, err)
	require.Empty(t, all)
}

func BenchmarkBrayCurtis5000(b *testing.B) {
	samples := sparse(5000, 2208, false)
	for b.Loop() {
		if _, err := diversity.Pairwise(samples, diversity.ByBrayCurtis); err != nil {
			b.Fatal(err)
		}
	}
}
