package figure_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/figure"
)

const threeTrials = `study,ai,bi,ci,di
North,4,119,11,128
South,6,300,29,274
West,62,13536,248,12619
`

func pooledTrials(t *testing.T) ([]evidence.Labeled, *evidence.Fit) {
	t.Helper()
	studies, err := evidence.ReadEstimates(strings.NewReader(threeTrials), "trials.csv", evidence.RiskRatio, evidence.HalfIfZero)
	require.NoError(t, err)
	var estimates []evidence.Estimate
	for _, s := range studies {
		estimates = append(estimates, s.Estimate)
	}
	fit, err := evidence.Pool(estimates, evidence.PoolOptions{Prediction: evidence.PredictNormal})
	require.NoError(t, err)
	return studies, &fit
}

func TestForestOf(t *testing.T) {
	studies, fit := pooledTrials(t)
	f := figure.ForestOf(studies, fit)
	require.NoError(t, f.Validate())
	require.Len(t, f.Rows, 3)
	total := 0.0
	for i, r := range f.Rows {
		total += r.Weight
		if r.Label != studies[i].Label || !(r.Lo < r.Estimate && r.Estimate < r.Hi) || r.Estimate <= 0 {
			t.Errorf("row %+v", r)
		}
	}
	if total < 0.999 || total > 1.001 || f.Scale != figure.Log || f.Summaries[0].Prediction == nil {
		t.Errorf("weights add to %v on a %s axis, summary %+v", total, f.Scale, f.Summaries[0])
	}
}

func TestFunnelOf(t *testing.T) {
	studies, fit := pooledTrials(t)
	f := figure.FunnelOf(studies, &fit.Summary)
	require.NoError(t, f.Validate())
	if len(f.Points) != 3 || *f.Summary != fit.Effect().Value {
		t.Errorf("funnel %+v", f)
	}
}

// The pyramid of a body counts its findings by level; a retracted study does
// not count.
func ExamplePyramidOf() {
	study := func(key string, d evidence.Design, s evidence.Species, status evidence.Status) *evidence.Study {
		return &evidence.Study{Key: evidence.MustParseStudyKey(key), Title: key, Year: 2020, Design: d, Species: s, Status: status}
	}
	var items []evidence.Item
	for _, s := range []*evidence.Study{
		study("mice-1", evidence.AnimalExperiment, evidence.Mouse, evidence.Standing),
		study("mice-2", evidence.AnimalExperiment, evidence.Mouse, evidence.Standing),
		study("trial", evidence.RandomizedTrial, evidence.Human, evidence.Standing),
		study("withdrawn", evidence.RandomizedTrial, evidence.Human, evidence.Retracted),
	} {
		items = append(items, evidence.Item{Study: s, Finding: &evidence.Finding{Study: s.Key, Direction: evidence.Up}})
	}
	p := figure.PyramidOf(items)
	fmt.Println(p.Levels[evidence.Animal], p.Levels[evidence.InterventionalHuman].Total())
	if err := p.WriteText(os.Stdout, 0); err != nil {
		fmt.Println(err)
	}
}
