package pathway_test

import (
	"math"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/pathway"
)

// sizes reads a claim of habit:walking on outcome:speed with these findings, of
// studies of which each is its key, design and whatever follows.
func sizes(t *testing.T, findings string, studies ...string) []pathway.Size {
	t.Helper()
	var s strings.Builder
	for _, line := range studies {
		key, rest, _ := strings.Cut(line, " ")
		design, more, _ := strings.Cut(rest, " ")
		s.WriteString(`{"key":"` + key + `","title":"T","year":2020,"design":"` + design + `","species":"human"` + more +
			`,"checked":{"how":"title","on":"2026-11-23"}}` + "\n")
	}
	atlas, err := pathway.Read(fstest.MapFS{
		"studies.jsonl":  {Data: []byte(s.String())},
		"habits.jsonl":   {Data: []byte(`{"id":"walking","name":"walking","sort":"exercise","more":"more"}` + "\n")},
		"outcomes.jsonl": {Data: []byte(`{"id":"speed","name":"speed","desired":"up"}` + "\n")},
		"claims.jsonl":   {Data: []byte(`{"subject":"habit:walking","object":"outcome:speed","findings":[` + findings + `]}` + "\n")},
	}, nil)
	require.NoError(t, err)
	c, ok := atlas.Claim("habit:walking>outcome:speed")
	require.True(t, ok)
	return atlas.Sizes(&c)
}

func TestSizes(t *testing.T) {
	const (
		a     = `{"study":"a","direction":"up","effect":{"measure":"smd","value":0.5,"se":0.1}}`
		b     = `{"study":"b","direction":"up","effect":{"measure":"smd","value":0.3,"se":0.1}}`
		c     = `{"study":"c","direction":"none","effect":{"measure":"smd","value":0.1,"se":0.1}}`
		slow  = `{"study":"b","direction":"up","measured_as":"seconds","effect":{"measure":"smd","value":-0.3,"se":0.1}}`
		older = `{"study":"a","direction":"up","n":9,"population":"older","effect":{"measure":"smd","value":0.9,"se":0.1}}`
		kg    = `{"study":"b","direction":"up","effect":{"measure":"mean-difference","value":2,"se":1,"unit":"kg"}}`
	)
	trials := []string{"a randomized-trial", "b randomized-trial", "c randomized-trial"}
	pooledKeys := func(s pathway.Size) (keys []string) {
		for _, one := range s.Studies {
			if one.Pooled {
				keys = append(keys, one.Study.String())
			}
		}
		return keys
	}
	for _, tt := range []struct {
		name, findings string
		studies        []string
		measures       string   // of the sizes
		pooled         []string // studies in the pool of the first
		mean           float64
	}{
		{"no effect told", `{"study":"a","direction":"up"}`, trials, "", nil, 0},
		{"one trial", a, trials, "smd", nil, 0},
		{"two trials, equally large", a + "," + b, trials, "smd", []string{"a", "b"}, 0.4},
		{"a null counts", a + "," + b + "," + c, trials, "smd", []string{"a", "b", "c"}, 0.3},
		{"a scale that runs against the object is turned", a + "," + slow, trials, "smd", []string{"a", "b"}, 0.4},
		{"and then nulls have no sense", a + "," + slow + "," + c, trials, "smd", []string{"a", "b"}, 0.4},
		{"measures apart", a + "," + kg, trials, "smd mean-difference", nil, 0},
		{"a source counts once, by most subjects", a + "," + older + "," + b, trials, "smd", []string{"a", "b"}, 0.6},
		{"a cohort of two studies is one source", a + "," + b, []string{`a cohort ,"cohort":"X"`, `b cohort ,"cohort":"X"`}, "smd", nil, 0},
		{"levels apart", a + "," + b, []string{"a cohort", "b randomized-trial"}, "smd smd", nil, 0},
		{"syntheses share trials", a + "," + b, []string{"a trial-synthesis", "b trial-synthesis"}, "smd", nil, 0},
		{"of retracted work nothing is told", a + "," + b, []string{`a randomized-trial ,"status":"retracted"`, "b randomized-trial"}, "smd", nil, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := sizes(t, tt.findings, tt.studies...)
			var measures []string
			for _, s := range got {
				measures = append(measures, s.Measure.String())
			}
			require.Equal(t, tt.measures, strings.Join(measures, " "))
			if len(got) == 0 {
				return
			}
			if diff := cmp.Diff(tt.pooled, pooledKeys(got[0])); diff != "" {
				t.Errorf("pooled (-want +got)\n%s", diff)
			}
			switch fit := got[0].Pooled; {
			case (fit != nil) != (tt.pooled != nil):
				t.Errorf("fit %v", fit)
			case fit != nil && math.Abs(fit.Estimate-tt.mean) > 1e-9:
				t.Errorf("mean %v, want %v", fit.Estimate, tt.mean)
			case fit != nil && (fit.Prediction.Convention != evidence.PredictionNotSaid) != (len(tt.pooled) > 2):
				t.Errorf("prediction %v of %d", fit.Prediction, len(tt.pooled))
			}
		})
	}
}

// TestSizesOfAll checks what has to hold of every claim of the built-in atlas.
func TestSizesOfAll(t *testing.T) {
	atlas := pathway.Default()
	pools := 0
	for c := range atlas.Claims() {
		effects := 0
		for _, f := range c.Findings {
			if f.Effect != nil {
				effects++
			}
		}
		for _, s := range atlas.Sizes(&c) {
			effects -= len(s.Studies)
			in := make(map[string]bool)
			for _, one := range s.Studies {
				study, _ := atlas.Study(one.Study)
				if one.Pooled && (study.Design.IsSynthesis() || in[study.Source()]) {
					t.Errorf("%s: %s is in the pool", c.ID(), one.Study)
				}
				in[study.Source()] = in[study.Source()] || one.Pooled
			}
			if s.Pooled != nil {
				pools++
				iv := s.Pooled.Interval
				if !(iv[0] <= s.Pooled.Estimate && s.Pooled.Estimate <= iv[1]) || s.Pooled.K < 2 {
					t.Errorf("%s: %+v", c.ID(), s.Pooled.Summary)
				}
			}
		}
		if effects > 0 {
			t.Errorf("%s: %d effects are not told", c.ID(), effects)
		}
	}
	if pools == 0 {
		t.Error("nothing is pooled")
	}
	t.Logf("%d pools", pools)
}
