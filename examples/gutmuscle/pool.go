package main

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/figure"
)

var (
	poolMethods = map[string]evidence.Tau2Method{"FE": evidence.FixedEffect, "DL": evidence.DerSimonianLaird,
		"HE": evidence.HedgesOlkin, "PM": evidence.PauleMandel, "ML": evidence.MaximumLikelihood, "REML": evidence.REML,
		"SJ": evidence.SidikJonkman, "HS": evidence.HunterSchmidt}
	poolTests = map[string]evidence.Inference{"z": evidence.Normal, "t": evidence.StudentT,
		"hk": evidence.HartungKnapp, "mhk": evidence.HartungKnappAdHoc}
	poolMeasures = map[string]evidence.Measure{"": evidence.MeasureNotSaid, "RR": evidence.RiskRatio, "OR": evidence.OddsRatio,
		"RD": evidence.RiskDifference, "SMD": evidence.SMD, "MD": evidence.MeanDifference, "ROM": evidence.RatioOfMeans,
		"HR": evidence.HazardRatio, "ZCOR": evidence.Correlation}
)

// pooled is the document of pool. Ratios are on the log scale.
type pooled struct {
	Measure      evidence.Measure    `json:"measure"`
	Method       string              `json:"method"`
	Test         string              `json:"test"`
	K            int                 `json:"k"`
	Estimate     float64             `json:"estimate"`
	SE           float64             `json:"se"`
	CI           [2]float64          `json:"ci"`
	P            float64             `json:"p"`
	PI           *[2]float64         `json:"pi"`
	PIConvention evidence.Prediction `json:"pi_convention,omitzero"`
	Tau2         float64             `json:"tau2"`
	Tau2CI       [2]float64          `json:"tau2_ci"`
	I2           float64             `json:"i2"`
	H2           float64             `json:"h2"`
	Q            float64             `json:"q"`
	QP           float64             `json:"q_p"`
	Warnings     []evidence.Warning  `json:"warnings"`
	Studies      []pooledStudy       `json:"studies"`
}

type pooledStudy struct {
	Study  string  `json:"study"`
	Y      float64 `json:"yi"`
	V      float64 `json:"vi"`
	Weight float64 `json:"weight"`
}

func pool(c *call) error {
	method := c.flags.String("method", "REML", "FE, DL, HE, PM, ML, REML, SJ or HS")
	test := c.flags.String("test", "z", "z, t, hk (Hartung-Knapp) or mhk (its ad hoc form)")
	measure := c.flags.String("measure", "", "RR, OR, RD for counts; SMD, MD, ROM for means; of given estimates any, or HR or ZCOR")
	svg := c.flags.String("svg", "", "file to write a forest plot to")
	width := c.flags.Int("width", 100, "columns of the forest plot in the terminal")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	m, err1 := choice(poolMethods, "method", strings.ToUpper(*method))
	inference, err2 := choice(poolTests, "test", strings.ToLower(*test))
	of, err3 := choice(poolMeasures, "measure", strings.ToUpper(*measure))
	if err := errors.Join(err1, err2, err3); err != nil {
		return c.misused("%s", strings.ReplaceAll(err.Error(), "\n", "; "))
	}
	f, err := c.open(c.args[0])
	if err != nil {
		return err
	}
	defer f.Close()
	studies, err := evidence.ReadEstimates(f, c.args[0], of, evidence.HalfIfZero)
	if err != nil {
		return err
	}
	estimates := make([]evidence.Estimate, len(studies))
	for i, s := range studies {
		estimates[i] = s.Estimate
	}
	fit, err := evidence.Pool(estimates, evidence.PoolOptions{Method: m, Inference: inference, Prediction: convention(m, inference)})
	if err != nil {
		return fmt.Errorf("%s: %w", c.args[0], err)
	}
	forest := figure.ForestOf(studies, &fit)
	if *svg != "" {
		if err := writeFile(*svg, forest.WriteSVG); err != nil {
			return err
		}
	}
	if c.json {
		return c.print(document(studies, &fit, strings.ToUpper(*method), strings.ToLower(*test)))
	}
	if err := forest.WriteText(c.stdout, *width); err != nil {
		return err
	}
	for w := range fit.Warnings.All() {
		c.printf("warning: %s\n", w)
	}
	return nil
}

// choice returns what a flag's value stands for.
func choice[T any](table map[string]T, flag, value string) (T, error) {
	chosen, ok := table[value]
	if !ok {
		words := slices.DeleteFunc(slices.Sorted(maps.Keys(table)), func(s string) bool { return s == "" })
		return chosen, fmt.Errorf("-%s: unknown %q; want %s", flag, value, strings.Join(words, ", "))
	}
	return chosen, nil
}

func writeFile(name string, write func(io.Writer) error) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	return errors.Join(write(f), f.Close())
}

// convention is that of the prediction interval that goes with a test, as
// metafor has it; a fixed effect has none.
func convention(m evidence.Tau2Method, i evidence.Inference) evidence.Prediction {
	switch {
	case m == evidence.FixedEffect:
		return evidence.PredictionNotSaid
	case i == evidence.HartungKnapp || i == evidence.HartungKnappAdHoc:
		return evidence.PredictHartungKnapp
	default:
		return evidence.PredictNormal
	}
}

func document(studies []evidence.Labeled, f *evidence.Fit, method, test string) pooled {
	doc := pooled{Measure: f.Measure, Method: method, Test: test, K: f.K, Estimate: ten(f.Estimate), SE: ten(f.SE),
		CI: [2]float64{ten(f.Interval[0]), ten(f.Interval[1])}, P: ten(f.P), Tau2: ten(f.Tau2),
		Tau2CI: [2]float64{ten(f.Tau2Interval[0]), ten(f.Tau2Interval[1])},
		I2:     ten(f.I2), H2: ten(f.H2), Q: ten(f.Q), QP: ten(f.QP), Warnings: []evidence.Warning{}}
	if p := f.Prediction; p.Convention != evidence.PredictionNotSaid {
		doc.PI, doc.PIConvention = &[2]float64{ten(p.Interval[0]), ten(p.Interval[1])}, p.Convention
	}
	for w := range f.Warnings.All() {
		doc.Warnings = append(doc.Warnings, w)
	}
	for i, s := range studies {
		doc.Studies = append(doc.Studies, pooledStudy{s.Label, ten(s.Estimate.Y()), ten(s.Estimate.V()), ten(f.Weights[i])})
	}
	return doc
}

// ten rounds to ten significant digits, as documents of pool show numbers.
func ten(x float64) float64 {
	if x == 0 || math.IsInf(x, 0) {
		return x
	}
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(x, 'g', 10, 64), 64)
	if err != nil {
		return x
	}
	return rounded
}
