package main

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestPoolBCG compares with the converged values of metafor for the trials of
// the BCG vaccine (Colditz et al. 1994).
func TestPoolBCG(t *testing.T) {
	for _, tt := range []struct {
		args                       string
		estimate, se, lo, hi, tau2 float64
		pi                         bool
	}{
		{"-method REML", -0.71453234, 0.17978152, math.NaN(), math.NaN(), 0.31324326, true},
		{"-method REML -test hk", -0.71453234, 0.18079174, -1.10844371, -0.32062097, 0.31324326, true},
		{"-method DL -test hk", -0.71411722, 0.18069663, -1.10782135, -0.32041309, 0.30876026, true},
		{"-method PM", -0.71496815, 0.18089219, math.NaN(), math.NaN(), 0.31806845, true},
		{"-method FE", -0.43028516, 0.04049875, math.NaN(), math.NaN(), 0, false},
		{"-method REML -measure OR", -0.74517777, 0.18602791, math.NaN(), math.NaN(), 0.33777203, true},
	} {
		t.Run(tt.args, func(t *testing.T) {
			code, out, problems := execute(t, "", append([]string{"pool", "bcg.csv", "-json"}, strings.Fields(tt.args)...)...)
			require.Zero(t, code, problems)
			var doc struct {
				K                             int
				Estimate, SE, Tau2, I2, H2, Q float64
				CI                            [2]float64
				PI                            *[2]float64
				Warnings                      []string
			}
			require.NoError(t, json.Unmarshal([]byte(out), &doc))
			near := func(what string, got, want float64) {
				if !math.IsNaN(want) && math.Abs(got-want) > 1e-8 {
					t.Errorf("%s: got %.10g, want %.10g", what, got, want)
				}
			}
			near("estimate", doc.Estimate, tt.estimate)
			near("se", doc.SE, tt.se)
			near("lower end", doc.CI[0], tt.lo)
			near("upper end", doc.CI[1], tt.hi)
			near("tau2", doc.Tau2, tt.tau2)
			if doc.K != 13 || (doc.PI != nil) != tt.pi || doc.Warnings == nil {
				t.Errorf("k %d, prediction interval %v, warnings %v", doc.K, doc.PI, doc.Warnings)
			}
		})
	}
}

func TestPoolPictures(t *testing.T) {
	svg := filepath.Join(t.TempDir(), "forest.svg")
	code, text, problems := execute(t, "", "pool", "-svg", svg, "bcg.csv")
	require.Zero(t, code, problems)
	for _, want := range []string{"Aronson 1948", "Pooled", "0.49 (0.34 to 0.70)", "Prediction interval"} {
		require.Contains(t, text, want)
	}
	f, err := os.Open(svg)
	require.NoError(t, err)
	defer f.Close()
	for d := xml.NewDecoder(f); ; {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			break
		} else {
			require.NoError(t, err)
		}
	}
}

func TestPoolBadInput(t *testing.T) {
	for _, tt := range []struct {
		name, table string
		code        int
		stderr      []string
	}{
		{"negative variance", "study,yi,vi\na,0.1,0.2\nb,0.2,-0.1\n", 1, []string{":3: b:", "variance"}},
		{"text for a number", "study,yi,vi\na,0.1,x\nb,,0.1\n", 1, []string{`:2: a: vi: got "x"`, `:3: b: yi: got ""`}},
		{"one study", "study,yi,vi\na,0.1,0.2\n", 1, []string{"too-few-studies"}},
		{"no studies", "study,yi,vi\n", 1, []string{"no-studies"}},
		{"all events are zero", "study,ai,bi,ci,di\na,0,10,0,12\nb,0,9,0,9\n", 1, []string{"no-events"}},
		{"empty", "", 1, []string{"empty"}},
		{"unknown column", "study,yi,vi,sei\na,0.1,0.2,0.3\n", 1, []string{`"sei"`}},
		{"missing column", "study,ai,bi,ci\na,1,2,3\n", 1, []string{"no column di"}},
		{"ragged row", "study,yi,vi\na,0.1\n", 1, []string{":2: 2 cells; want 3"}},
		{"label twice", "study,yi,vi\na,0.1,0.2\na,0.2,0.2\n", 1, []string{":3: a: study: duplicate id"}},
		{"part of a person", "study,ai,bi,ci,di\na,1.5,10,2,12\n", 1, []string{"ai: got 1.5; want a count"}},
		{"quoted label, BOM and CR LF", "\ufeffstudy,yi,vi\r\n\"a, b\",0.1,0.2\r\nc,0.3,0.2\r\n", 0, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			code, out, problems := execute(t, tt.table, "pool", "-")
			if code != tt.code {
				t.Errorf("exit %d, want %d\n%s%s", code, tt.code, out, problems)
			}
			for _, want := range tt.stderr {
				if !strings.Contains(problems, want) {
					t.Errorf("%q is not in %s", want, problems)
				}
			}
		})
	}
	code, _, problems := execute(t, "", "pool", "-method", "XX", "-measure", "YY", "bcg.csv")
	require.Equal(t, 2, code)
	require.Contains(t, problems, `-method: unknown "XX"; want DL, FE`)
	require.Contains(t, problems, `-measure: unknown "YY"; want HR`)
}
