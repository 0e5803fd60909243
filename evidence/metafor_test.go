package evidence

import (
	"bufio"
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// metaforProblems returns the number of random problems to give to metafor:
// 100, which take R a few seconds, or what METAFOR_PROBLEMS says. CI and
// releases run 1,000:
//
//	METAFOR_PROBLEMS=1000 go test -run TestMetafor -v ./evidence
func metaforProblems(t *testing.T) int {
	if s := os.Getenv("METAFOR_PROBLEMS"); s != "" {
		return int(num(t, s))
	}
	return 100
}

type problem struct {
	es []Estimate
	x  []float64
}

func metaforProblem(id int) problem {
	r := rand.New(rand.NewPCG(uint64(id), 20261123))
	k := 2 + r.IntN(30)
	es := make([]Estimate, k)
	x := make([]float64, k)
	tau := pick(r, 0, 0.1, 0.5, 1, 2) * r.Float64()
	for i := range es {
		v := 0.05 * math.Exp(r.NormFloat64()*pick(r, 0.3, 1, 1.5))
		x[i] = r.NormFloat64()
		es[i] = Estimate{measure: SMD, y: r.NormFloat64()*tau + r.NormFloat64()*math.Sqrt(v) + 0.2*x[i], v: v}
	}
	return problem{es, x}
}

// deviations keeps the largest relative deviation of each number compared.
type deviations map[string]float64

func (d deviations) compare(t *testing.T, id int, what string, got, want, tolerance float64) {
	dev := math.Abs(got-want) / max(1, math.Abs(want))
	d[what] = max(d[what], dev)
	if !(dev <= tolerance) {
		t.Errorf("problem %d: %s = %.15g, metafor says %.15g (off by %.2g)", id, what, got, want, dev)
	}
}

// TestMetafor compares all that is pooled here with metafor, the reference in
// R, on random problems. It says so if R or metafor is absent (on Debian: apt
// install r-cran-metafor), and is left out of short runs.
func TestMetafor(t *testing.T) {
	if testing.Short() {
		t.Skip("R takes some seconds")
	}
	rscript, err := exec.LookPath("Rscript")
	if err != nil {
		t.Skip("no Rscript here; apt install r-cran-metafor to compare with metafor")
	}
	if err := exec.Command(rscript, "-e", "library(metafor)").Run(); err != nil {
		t.Skip("no metafor here; apt install r-cran-metafor to compare with it")
	}
	n := metaforProblems(t)
	problems := map[int]problem{}
	var in bytes.Buffer
	in.WriteString("id,y,v,x\n")
	for id := 1; id <= n; id++ {
		p := metaforProblem(id)
		problems[id] = p
		for i, e := range p.es {
			fmt.Fprintf(&in, "%d,%.17g,%.17g,%.17g\n", id, e.y, e.v, p.x[i])
		}
	}
	dir := t.TempDir()
	asked, answered := filepath.Join(dir, "problems.csv"), filepath.Join(dir, "answers.txt")
	require.NoError(t, os.WriteFile(asked, in.Bytes(), 0o600))
	out, err := exec.Command(rscript, filepath.Join("testdata", "metafor.R"), asked, answered).CombinedOutput()
	require.NoError(t, err, "%s", out)
	answers, err := os.ReadFile(answered)
	require.NoError(t, err)

	dev := deviations{}
	compared := map[string]int{}
	var seconds float64
	lines := bufio.NewScanner(bytes.NewReader(answers))
	for lines.Scan() {
		fields := strings.Fields(lines.Text())
		id, what := int(num(t, fields[0])), fields[1]
		var want []float64
		for _, f := range fields[2:] {
			if f == "NA" || f == "NaN" {
				f = "0"
			}
			want = append(want, num(t, f))
		}
		if what == "seconds" {
			seconds = want[0] / want[1]
			continue
		}
		if metaforCompare(t, dev, id, what, problems[id], want) {
			compared[what]++
		}
	}
	for what, percent := range map[string]int{"REML": 98, "knha": 98, "adhoc": 10, "t": 10, "profile": 90, "predict": 95, "DL": 10,
		"HE": 10, "PM": 10, "ML": 10, "SJ": 10, "HS": 10, "FE": 10, "mods-REML": 15, "mods-knha": 15, "egger": 15, "begg": 15} {
		if compared[what] < percent*n/100 {
			t.Errorf("%s: only %d answers to compare with", what, compared[what])
		}
	}
	t.Logf("compared: %v", compared)
	for what, d := range dev {
		if d > dev["all"] && !strings.HasPrefix(what, "larger") {
			dev["all"] = d
		}
		if d > 1e-12 {
			t.Logf("%s: off by up to %.2g", what, d)
		}
	}
	t.Logf("largest deviation, relative or absolute below 1: %.2g", dev["all"])

	start := time.Now()
	for _, p := range problems {
		_, err := Summarize(p.es, PoolOptions{})
		require.NoError(t, err)
	}
	ours := time.Since(start).Seconds() / float64(n)
	t.Logf("one REML fit: metafor %.3g ms, here %.3g µs, ratio %.0f", seconds*1e3, ours*1e6, seconds/ours)
}

func metaforCompare(t *testing.T, dev deviations, id int, what string, p problem, want []float64) bool {
	const tight = 1e-8
	check := func(names string, got ...float64) {
		for i, name := range strings.Fields(names) {
			if name != "-" {
				dev.compare(t, id, what+" "+name, got[i], want[i], tight)
			}
		}
	}
	methods := map[string]Tau2Method{"DL": DerSimonianLaird, "HE": HedgesOlkin, "PM": PauleMandel, "ML": MaximumLikelihood, "REML": REML,
		"SJ": SidikJonkman, "HS": HunterSchmidt, "FE": FixedEffect}
	inferences := map[string]Inference{"t": StudentT, "knha": HartungKnapp, "adhoc": HartungKnappAdHoc}
	if m, ok := methods[what]; ok {
		s := summary(t, p.es, PoolOptions{Method: m})
		if m.likelihood() && math.Abs(s.Tau2-want[0]) > tight && better(p, m, s.Tau2, want[0], nil) {
			dev["larger maxima of "+what]++
			return true
		}
		check("tau2 SE(tau2) estimate SE lower upper p I2 H2 Q Qp", s.Tau2, s.Tau2SE, s.Estimate, s.SE, s.Interval[0], s.Interval[1], s.P, s.I2, s.H2, s.Q, s.QP)
		return true
	}
	if i, ok := inferences[what]; ok {
		s := summary(t, p.es, PoolOptions{Inference: i})
		check("estimate SE lower upper p", s.Estimate, s.SE, s.Interval[0], s.Interval[1], s.P)
		return true
	}
	method, mods := strings.CutPrefix(what, "mods-")
	switch {
	case method == "knha" && mods:
		r, err := Regress(p.es, p.x, PoolOptions{Inference: HartungKnapp})
		require.NoError(t, err)
		check("SE0 SE1 p0 p1 QM", r.Intercept.SE, r.Slope.SE, r.Intercept.P, r.Slope.P, r.QM)
	case mods:
		m := methods[method]
		r, err := Regress(p.es, p.x, PoolOptions{Method: m})
		require.NoError(t, err)
		if m.likelihood() && math.Abs(r.Tau2-want[0]) > tight && better(p, m, r.Tau2, want[0], p.x) {
			dev["larger maxima of "+what]++
			return true
		}
		names := "tau2 SE(tau2) b0 b1 SE0 SE1 QM QE I2 R2"
		if m == FixedEffect || m.likelihood() {
			names = "tau2 SE(tau2) b0 b1 SE0 SE1 QM QE I2 -" // metafor fits the model without covariate loosely
		}
		check(names, r.Tau2, r.Tau2SE, r.Intercept.Estimate, r.Slope.Estimate, r.Intercept.SE, r.Slope.SE, r.QM, r.QE, r.I2, r.R2)
	case what == "predict":
		s := summary(t, p.es, PoolOptions{})
		iv, err := s.Predict(PredictHartungKnapp)
		require.NoError(t, err)
		check("lower upper", iv.Interval[0], iv.Interval[1])
	case what == "predict-normal":
		s := summary(t, p.es, PoolOptions{})
		iv, err := s.Predict(PredictNormal)
		require.NoError(t, err)
		check("lower upper", iv.Interval[0], iv.Interval[1])
	case what == "profile":
		f := pooled(t, p.es, PoolOptions{})
		check("tau2-lower tau2-upper I2-lower I2-upper", f.Tau2Interval[0], f.Tau2Interval[1], f.I2Interval[0], f.I2Interval[1])
	case what == "egger":
		a, err := Egger(p.es)
		require.NoError(t, err)
		check("t p limit", a.Statistic, a.P, a.Limit)
	case what == "begg":
		b, err := Begg(p.es)
		require.NoError(t, err)
		check("tau p", b.Tau, b.P)
	default:
		t.Errorf("no such answer: %s", what)
	}
	return true
}

// better reports whether ours has a larger likelihood than theirs.
func better(p problem, m Tau2Method, ours, theirs float64, x []float64) bool {
	d := newDesign(p.es, x)
	return d.logLikelihood(m, ours) > d.logLikelihood(m, theirs)
}
