package pathway

import (
	"cmp"
	"slices"

	"github.com/gutmuscle/gutmuscle/evidence"
)

// Size is how large an effect is by one measure at one level of evidence: what
// the studies of a claim reported and, where that makes sense, the pool of it.
// It is a plain value that shares nothing with the atlas.
type Size struct {
	Measure evidence.Measure `json:"measure"`
	Unit    string           `json:"unit,omitempty"`
	Level   evidence.Level   `json:"level"`
	Studies []SizedStudy     `json:"studies"` // by study; of syntheses, those of most studies first
	// Pooled is the random-effects mean of the studies that are in it. It is nil
	// if there are fewer than two, or if they are syntheses, which share trials.
	Pooled *evidence.Fit `json:"pooled,omitempty"`
}

// SizedStudy is an effect that a study reported. It is a plain value.
type SizedStudy struct {
	Study      evidence.StudyKey `json:"study"`
	Effect     evidence.Effect   `json:"effect"` // as reported
	MeasuredAs string            `json:"measured_as,omitempty"`
	Population string            `json:"population,omitempty"`
	Pools      int               `json:"pools,omitempty"` // of a synthesis: how many studies it pools
	Turned     bool              `json:"turned"`          // in the pool it has the other sign: its scale runs against the object, as seconds do against speed
	Pooled     bool              `json:"pooled"`          // is in the pool
}

// Sizes returns the sizes of the effect that a claim is about, by level, the
// highest first, and measure. Of a study that was retracted nothing is told.
//
// Effects are pooled by REML with intervals of Hartung and Knapp, never narrower
// than those of the t distribution, and, of three or more, the prediction
// interval of the same. Each source counts once: of several effects of a source,
// that with the most subjects, or else the first. The pool tells what the object
// does: an effect whose sign is against the direction of its finding is turned.
// In which sense a null is told cannot be seen, so beside turned effects nulls
// are left out of the pool.
func (a *Atlas) Sizes(c *Claim) []Size {
	type group struct {
		level   evidence.Level
		measure evidence.Measure
		unit    string
	}
	var order []group
	of := make(map[group][]evidence.Item)
	for _, it := range a.Items(c) {
		e := it.Finding.Effect
		if e == nil || it.Study.Status == evidence.Retracted {
			continue
		}
		g := group{it.Level(), e.Measure, e.Unit}
		if of[g] == nil {
			order = append(order, g)
		}
		of[g] = append(of[g], it)
	}
	slices.SortFunc(order, func(a, b group) int {
		return cmp.Or(cmp.Compare(b.level, a.level), cmp.Compare(a.measure, b.measure), cmp.Compare(a.unit, b.unit))
	})
	sizes := make([]Size, len(order))
	for i, g := range order {
		sizes[i] = sizeOfGroup(of[g])
		sizes[i].Level, sizes[i].Measure, sizes[i].Unit = g.level, g.measure, g.unit
	}
	return sizes
}

func sizeOfGroup(items []evidence.Item) (s Size) {
	turned := false
	for _, it := range items {
		one := sized(it)
		turned = turned || one.Turned
		s.Studies = append(s.Studies, one)
	}
	best := make(map[string]int) // of each source, the effect that counts
	var sources []string
	for i, it := range items {
		if it.Design().IsSynthesis() || turned && it.Finding.Direction == evidence.NoEffect {
			continue
		}
		source := it.Study.Source()
		j, again := best[source]
		switch {
		case !again:
			sources = append(sources, source)
			best[source] = i
		case it.N() > items[j].N():
			best[source] = i
		}
	}
	var estimates []evidence.Estimate
	var from []int
	for _, source := range sources {
		i := best[source]
		if e, err := estimateOf(items[i], s.Studies[i].Turned); err == nil {
			estimates, from = append(estimates, e), append(from, i)
		}
	}
	opt := evidence.PoolOptions{Inference: evidence.HartungKnappAdHoc}
	if len(estimates) > 2 {
		opt.Prediction = evidence.PredictHartungKnapp
	}
	if len(estimates) > 1 {
		if fit, err := evidence.Pool(estimates, opt); err == nil {
			s.Pooled = &fit
			for _, i := range from {
				s.Studies[i].Pooled = true
			}
		}
	}
	slices.SortStableFunc(s.Studies, func(a, b SizedStudy) int {
		return cmp.Or(cmp.Compare(b.Pools, a.Pools), a.Study.Compare(b.Study))
	})
	return s
}

func sized(it evidence.Item) SizedStudy {
	f := it.Finding
	e := *f.Effect
	if e.Lo != nil && e.Hi != nil {
		lo, hi := *e.Lo, *e.Hi
		e.Lo, e.Hi = &lo, &hi
	}
	y := e.Measure.Transform(e.Value)
	return SizedStudy{Study: f.Study, Effect: e, MeasuredAs: f.MeasuredAs, Population: cmp.Or(f.Population, it.Study.Population), Pools: it.Study.Pools,
		Turned: f.Direction == evidence.Up && y < 0 || f.Direction == evidence.Down && y > 0}
}

// estimateOf returns the estimate of a finding's effect, in the sense of the
// object.
func estimateOf(it evidence.Item, turned bool) (evidence.Estimate, error) {
	e, err := evidence.FromEffect(it.Finding.Effect)
	if err != nil || !turned {
		return e, err
	}
	back, err := evidence.Given(e.Measure(), -e.Y(), e.V())
	return back.WithStudy(e.Study()).WithUnit(e.Unit()), err
}
