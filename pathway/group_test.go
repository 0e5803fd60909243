package pathway

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/microbiome"
	"github.com/gutmuscle/gutmuscle/microbiome/metabolite"
	"github.com/gutmuscle/gutmuscle/microbiome/taxon"
)

var madeUp = GroupInfo{Name: "made-up adults", Source: "this test", License: "CC0-1.0",
	Origin: microbiome.Origin{Assay: microbiome.Shotgun, Pipeline: "MetaPhlAn 4", Database: "vJun23"}}

// sampleOf makes a profile with a share of a butyrate producer.
func sampleOf(t *testing.T, origin microbiome.Origin, name string, percent float64) *microbiome.Profile {
	t.Helper()
	s := microbiome.Spec{Origin: origin, Content: microbiome.Taxa, Unit: microbiome.Percents,
		Features: []microbiome.Feature{{Label: "a", Name: "Faecalibacterium prausnitzii", Rank: microbiome.Species}},
		Samples:  []microbiome.Sample{{Name: name}}}
	if percent > 0 {
		s.Samples[0].Index, s.Samples[0].Value = []int32{0}, []float64{percent}
	}
	table, err := microbiome.NewTable(s)
	require.NoError(t, err)
	named, err := microbiome.Default().NameTable(table)
	require.NoError(t, err)
	return named.Profile(0)
}

func TestGroup(t *testing.T) {
	b := Default().NewGroup(madeUp)
	for i := range 101 { // 0 to 100 percent, one sample each
		b.Add(sampleOf(t, madeUp.Origin, fmt.Sprint(i), float64(i)))
	}
	g, err := b.Group()
	require.NoError(t, err)
	butyrate := NodeOf(metabolite.Butyrate)
	for share, want := range map[float64]float64{0: 0, 0.5: 50, 1: 100, 0.125: 12.5} {
		s, ok := g.Place(butyrate, share, madeUp.Origin)
		if !ok || s.Percentile != (evidence.Interval{want, want}) || s.Group != "made-up adults" || s.Samples != 101 {
			t.Errorf("share %v: %+v, %v; want percentile %v", share, s, ok, want)
		}
		if s.Low() != (want < 10) {
			t.Errorf("share %v: low is %v", share, s.Low())
		}
	}
	if s, _ := g.Place(NodeOf(taxon.MustParse("akkermansia-muciniphila")), 0, madeUp.Origin); s.Percentile != (evidence.Interval{0, 100}) || s.Low() {
		t.Errorf("a taxon that no sample has, at 0: %+v; want 0 to 100", s)
	}
	other := madeUp.Origin
	other.Database = "vOct22"
	if _, ok := g.Place(butyrate, 0.5, other); ok {
		t.Error("a sample of another database is compared with the group")
	}
	if _, ok := g.Place(butyrate, 0.5, microbiome.Origin{}); ok {
		t.Error("a sample of which nothing is known is compared with the group")
	}

	text, err := json.Marshal(g)
	require.NoError(t, err)
	again, err := ReadGroup(bytes.NewReader(text), "group.json")
	require.NoError(t, err)
	require.Equal(t, g, again)
}

// TestGroupTooEarly checks that a group which was asked for too early can be had
// when there are enough profiles, and does not change when more are added.
func TestGroupTooEarly(t *testing.T) {
	b := Default().NewGroup(madeUp)
	for i := range 2 * minGroup {
		b.Add(sampleOf(t, madeUp.Origin, fmt.Sprint(i), float64(i)))
		g, err := b.Group()
		if n := i + 1; n < minGroup {
			require.ErrorContains(t, err, fmt.Sprintf("%d samples; want at least 20", n))
			require.Len(t, strings.Split(err.Error(), "\n"), 1)
		} else {
			require.NoError(t, err)
			require.Equal(t, n, g.Len())
			s, ok := g.Place(NodeOf(metabolite.Butyrate), float64(i)/100, madeUp.Origin)
			require.True(t, ok)
			require.Equal(t, evidence.Interval{100, 100}, s.Percentile)
		}
	}
}

func TestBadGroups(t *testing.T) {
	b := Default().NewGroup(GroupInfo{})
	b.Add(sampleOf(t, microbiome.Origin{}, "x", 1))
	_, err := b.Group()
	for _, want := range []string{"name: missing", "license: missing", "origin.assay: missing", "sample x: measured by", "0 samples; want at least 20"} {
		require.ErrorContains(t, err, want)
	}
	for name, c := range map[string][2]string{
		"empty":        {"", "not JSON: unexpected end of JSON input"},
		"other schema": {`{"schema":"x","info":{},"samples":20,"shares":[]}`, `schema: "x"; want "gutmuscle.group/1"`},
		"few samples":  {`{"schema":"gutmuscle.group/1","info":{},"samples":2,"shares":[]}`, "samples: 2; want at least 20"},
		"few numbers":  {`{"schema":"gutmuscle.group/1","info":{},"samples":20,"shares":[{"of":"metabolite:butyrate","percentiles":[1]}]}`, "metabolite:butyrate: shares[0]: 1 percentiles; want 101"},
		"falling": {`{"schema":"gutmuscle.group/1","info":{},"samples":20,"shares":[{"of":"metabolite:butyrate","percentiles":[1` + strings.Repeat(",0.5", 100) + `]}]}`,
			"percentile 1 is 0.5"},
	} {
		_, err := ReadGroup(strings.NewReader(c[0]), "g.json")
		require.ErrorContains(t, err, c[1], name)
	}
}

// R 4.2.2: quantile(c(2, 3, 5, 7, 11, 13), c(0, .1, .25, .5, .9, 1)).
func TestQuantileAsR(t *testing.T) {
	x := []float64{2, 3, 5, 7, 11, 13}
	for p, want := range map[float64]float64{0: 2, .1: 2.5, .25: 3.5, .5: 6, .9: 12, 1: 13} {
		require.InDelta(t, want, quantile(x, p), 1e-12, "quantile %v", p)
	}
}

// More is never a lower percentile.
func TestPercentileIsMonotone(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		q := make([]float64, 101)
		for i := range q {
			q[i] = float64(r.IntN(20)) / 20
		}
		slices.Sort(q)
		last := evidence.Interval{}
		for s := 0.0; s <= 1; s += 1. / 64 {
			p := percentile(q, s)
			if p[0] > p[1] || p[0] < last[0] || p[1] < last[1] || p[1] > 100 {
				t.Fatalf("share %v: %v after %v in %v", s, p, last, q)
			}
			last = p
		}
	}
}
