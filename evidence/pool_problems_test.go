package evidence

import (
	"encoding/json"
	"errors"
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestPoolProblems(t *testing.T) {
	good := given(t, SMD, "0.1 0.4 0.2", "0.1 0.2 0.3")
	with := func(e Estimate) []Estimate { return append(slices.Clone(good), e) }
	bad := func(y, v float64) []Estimate { return with(Estimate{measure: SMD, y: y, v: v}) }
	for name, c := range map[string]struct {
		es   []Estimate
		opt  PoolOptions
		want Problem
	}{
		"none":                         {nil, PoolOptions{}, ErrNoStudies},
		"one":                          {good[:1], PoolOptions{}, ErrTooFewStudies},
		"one with t":                   {good[:1], PoolOptions{Method: FixedEffect, Inference: StudentT}, ErrTooFewStudies},
		"negative variance":            {bad(1, -1), PoolOptions{}, ErrVariance},
		"no variance":                  {bad(1, 0), PoolOptions{}, ErrVariance},
		"variance not a number":        {bad(1, math.NaN()), PoolOptions{}, ErrVariance},
		"infinite variance":            {bad(1, math.Inf(1)), PoolOptions{}, ErrVariance},
		"infinite weight":              {bad(1, 1e-310), PoolOptions{}, ErrVariance},
		"value not a number":           {bad(math.NaN(), 1), PoolOptions{}, ErrValue},
		"infinite value":               {bad(math.Inf(-1), 1), PoolOptions{}, ErrValue},
		"zero estimate":                {with(Estimate{}), PoolOptions{}, ErrMeasure},
		"mixed measures":               {append(slices.Clone(good), given(t, OddsRatio, "0.1", "0.2")...), PoolOptions{}, ErrMixedMeasures},
		"mixed units":                  {with(good[0].WithUnit("kg")), PoolOptions{}, ErrMixedUnits},
		"level of 95":                  {good, PoolOptions{Level: 95}, ErrLevel},
		"level of 1":                   {good, PoolOptions{Level: 1}, ErrLevel},
		"no such method":               {good, PoolOptions{Method: 99}, ErrOption},
		"no such inference":            {good, PoolOptions{Inference: 99}, ErrOption},
		"no such prediction":           {good, PoolOptions{Prediction: 99}, ErrOption},
		"Hartung-Knapp without spread": {slices.Repeat(good[:1], 4), PoolOptions{Inference: HartungKnapp}, ErrNoSpread},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Pool(c.es, c.opt)
			var stat *StatError
			if !errors.As(err, &stat) || !errors.Is(err, c.want) {
				t.Fatalf("error %v, want %s", err, c.want)
			}
			if (c.want == ErrVariance || c.want == ErrMixedUnits) && stat.Nth != 4 {
				t.Errorf("error %v does not name the fourth", err)
			}
			_, err = LeaveOneOut(c.es, c.opt)
			require.Error(t, err)
		})
	}
	one := pooled(t, good[:1], PoolOptions{Method: FixedEffect, Prediction: PredictHTS})
	require.Equal(t, good[0].y, one.Estimate)
	require.True(t, one.Warnings.Has(NoPrediction))
	require.Equal(t, []float64{1}, one.Weights)
	_, err := LeaveOneOut(good[:2], PoolOptions{})
	require.ErrorIs(t, err, ErrTooFewStudies)
	for _, x := range [][]float64{nil, {1, 2}, {1, 1, 1}, {1, 2, math.NaN()}} {
		_, err := Regress(good, x, PoolOptions{})
		require.ErrorIs(t, err, ErrModerator)
	}
	_, err = Egger(slices.Repeat(good[:1], 5))
	require.ErrorIs(t, err, ErrModerator)
	_, err = Begg(slices.Repeat(good[:1], 5))
	require.ErrorIs(t, err, ErrNoSpread)
	err = &StatError{Op: "pool", Problem: ErrVariance, Nth: 4, Study: MustParseStudyKey("a-2020"), Detail: "−1"}
	require.EqualError(t, err, "evidence: pool: estimate 4 (a-2020): variance: −1")
}

func TestFitAsJSON(t *testing.T) {
	es := given(t, SMD, "0.1 0.4", "0.1 0.2")
	f := pooled(t, es, PoolOptions{Inference: HartungKnapp})
	data, err := json.Marshal(f)
	require.NoError(t, err)
	var back Fit
	require.NoError(t, json.Unmarshal(data, &back))
	require.Equal(t, f.Warnings, back.Warnings)
	require.Equal(t, f.Interval, back.Interval)
	require.Contains(t, string(data), `"warnings":["narrow-hartung-knapp","likelihood-at-boundary"]`)
	require.Error(t, json.Unmarshal([]byte(`["no-such-warning"]`), &back.Warnings))
	require.Equal(t, 2, f.Warnings.Len())
	require.Equal(t, "narrow-hartung-knapp, likelihood-at-boundary", f.Warnings.String())
}

// FuzzPool checks that whatever the numbers, there is an error or an answer
// that is made of finite numbers.
func FuzzPool(f *testing.F) {
	f.Add([]byte{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, uint8(5), uint8(3), uint8(2), 0.95)
	f.Add([]byte{0, 0, 0, 0, 255, 255, 128, 128}, uint8(4), uint8(1), uint8(1), 0.0)
	f.Fuzz(func(t *testing.T, data []byte, method, inference, prediction uint8, level float64) {
		var es []Estimate
		for ; len(data) >= 4; data = data[4:] {
			y := (float64(data[0]) - 128) * math.Pow(10, float64(int8(data[1]))/2)
			v := float64(data[2]) * math.Pow(10, float64(int8(data[3]))/2)
			es = append(es, Estimate{measure: SMD, y: y, v: v})
		}
		opt := PoolOptions{Tau2Method(method % 10), Inference(inference % 6), level, Prediction(prediction % 5)}
		fit, err := Pool(es, opt)
		if err != nil {
			var stat *StatError
			if !errors.As(err, &stat) || stat.Problem == 0 {
				t.Fatalf("untyped error %v", err)
			}
			return
		}
		if _, err := json.Marshal(fit); err != nil { // refuses NaN and infinities
			t.Fatalf("%v: %v: %+v", es, err, fit)
		}
		if fit.Tau2 < 0 || !(fit.SE > 0) || fit.P < 0 || fit.P > 1 || fit.I2 < 0 || fit.I2 > 100 || fit.QP < 0 || fit.QP > 1 {
			t.Fatalf("%v: %+v", es, fit)
		}
		x := make([]float64, len(es))
		for i := range es {
			x[i] = es[i].y - es[i].v
		}
		r, err := Regress(es, x, opt)
		if _, bad := json.Marshal(r); err == nil && bad != nil {
			t.Fatalf("regression of %v: %v: %+v", es, bad, r)
		}
		a, err := Egger(es)
		if _, bad := json.Marshal(a); err == nil && bad != nil {
			t.Fatalf("Egger of %v: %v: %+v", es, bad, a)
		}
		b, err := Begg(es)
		if _, bad := json.Marshal(b); err == nil && bad != nil {
			t.Fatalf("Begg of %v: %v: %+v", es, bad, b)
		}
	})
}
