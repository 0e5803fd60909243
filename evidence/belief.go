package evidence

import (
	"cmp"
	"maps"
	"slices"
)

// Masses say how far a body of findings holds that an object rises, falls or
// stays as it is. Each is in [0, 1]; they are not probabilities and need not
// add to 1. It is a plain value.
type Masses struct {
	Up   float64 `json:"up"`
	Down float64 `json:"down"`
	Null float64 `json:"null"`
}

// Net returns the beliefs that remain of each mass when the two others speak
// against it: up·(1−down)·(1−null), and so on. An opposing or a null finding
// therefore never raises a side's net belief.
func (m Masses) Net() Masses {
	return Masses{
		Up:   float64(float64(m.Up*(1-m.Down)) * (1 - m.Null)),
		Down: float64(float64(m.Down*(1-m.Up)) * (1 - m.Null)),
		Null: float64(float64(m.Null*(1-m.Up)) * (1 - m.Down)),
	}
}

func (m *Masses) side(d Direction) *float64 {
	switch d {
	case Up:
		return &m.Up
	case Down:
		return &m.Down
	default:
		return &m.Null
	}
}

// kernel is the one formula behind belief here and in INDRA: one minus an
// error that has a systematic part, which repetition does not lower, and a
// random part, which each independent finding multiplies by its rho.
func kernel(syst, scale float64, rhos []float64) float64 {
	product := scale
	for _, rho := range rhos {
		product = float64(product * rho)
	}
	return 1 - (syst + product)
}

// INDRASource is the evidence of one source in INDRA's belief model: its
// systematic error, and the random error of each piece of evidence. It is a
// plain value.
type INDRASource struct {
	Syst float64
	Rand []float64
}

// INDRABelief returns the belief that INDRA gives to a statement:
// B = 1 − Π (syst + Π rand) over the sources, for and against, joined as
// B⁺·(1−B⁻). It is here for comparison with that system (Gyori et al. 2017,
// doi 10.15252/msb.20177651); this library's own bodies use [Weigh].
func INDRABelief(pro, con []INDRASource) float64 {
	side := func(sources []INDRASource) float64 {
		doubt := 1.0
		for _, s := range sources {
			if len(s.Rand) == 0 {
				continue // a source without evidence says nothing
			}
			doubt = float64(doubt * (1 - kernel(s.Syst, 1, s.Rand)))
		}
		return 1 - doubt
	}
	return float64(side(pro) * (1 - side(con)))
}

// A counted finding: what is left of an item when its level, its source and
// its weight are worked out.
type counted struct {
	level     Level
	direction Direction
	source    string
	weight    float64
}

// countable works out the weights of the items that count.
func countable(items []Item, smallest float64) []counted {
	pooled, same := pooledTrials(items), registerOf(items)
	all := make([]counted, 0, len(items))
	for _, it := range items {
		if !it.counts(pooled) {
			continue
		}
		l := it.Level()
		if w := it.weight(l, smallest); w > 0 {
			all = append(all, counted{l, it.Finding.Direction, same.source(it.Study), w})
		}
	}
	return all
}

// pooledTrials returns the studies that the syntheses among items include, and
// those of items that are the same publication as one of them.
func pooledTrials(items []Item) map[StudyKey]bool {
	var pooled map[StudyKey]bool
	for _, it := range items {
		if it.Level() == Synthesis && it.counts(nil) {
			for _, key := range it.Study.Includes {
				if pooled == nil {
					pooled = make(map[StudyKey]bool)
				}
				pooled[key] = true
			}
		}
	}
	if pooled != nil {
		same := registerOf(items)
		for key := range maps.Clone(pooled) {
			pooled[same.paper(key)] = true
		}
		for _, it := range items {
			if pooled[same.paper(it.Study.Key)] {
				pooled[it.Study.Key] = true
			}
		}
	}
	return pooled
}

// counts reports whether it counts for anything: not if its study is retracted,
// if it has no level or direction, or if it is of a trial that a synthesis has
// pooled. What else the paper of such a trial found, in mice say, still counts.
func (it Item) counts(pooled map[StudyKey]bool) bool {
	l, d := it.Level(), it.Finding.Direction
	return l != NotAssessed && (d == Up || d == Down || d == NoEffect) && it.Study.Status != Retracted &&
		!(l == InterventionalHuman && pooled[it.Study.Key])
}

// weight is base · size · φ · risk-of-bias factor.
func (it Item) weight(l Level, smallest float64) float64 {
	w := weights[l]
	d := it.Design()
	base := w.base
	switch {
	case l == InterventionalHuman && d == ControlledTrial:
		base = controlledBase
	case l == InterventionalHuman && d == BeforeAfter:
		base = beforeAfterBase
	}
	size := 1.0
	if w.half > 0 {
		n := float64(it.N())
		if d == CrossoverTrial {
			n *= crossoverArms
		}
		size = unknownSize
		if n > 0 {
			size = n / (n + w.half)
		}
	}
	phi := 1.0
	if it.Finding.Direction == NoEffect && (it.Finding.Effect == nil || !it.Finding.Effect.excludes(smallest)) {
		phi = loose
	}
	return float64(float64(float64(base*size)*phi) * biasFactor[it.Study.Risk()])
}

// byLevel returns the masses of each level. Within a level and a direction, a
// source counts its strongest finding once. Findings of the source named
// without are left out.
func byLevel(all []counted, without string) (levels [Synthesis + 1]Masses) {
	slices.SortFunc(all, func(a, b counted) int {
		return cmp.Or(cmp.Compare(a.level, b.level), cmp.Compare(a.direction, b.direction),
			cmp.Compare(a.source, b.source), -cmp.Compare(a.weight, b.weight))
	})
	var strongest []float64
	for i := 0; i < len(all); {
		l, d := all[i].level, all[i].direction
		strongest = strongest[:0]
		for last := ""; i < len(all) && all[i].level == l && all[i].direction == d; i++ {
			if s := all[i].source; s != without && s != last {
				strongest = append(strongest, all[i].weight)
				last = s
			}
		}
		*levels[l].side(d) = mass(l, strongest)
	}
	return levels
}

// mass returns S = C·(1 − Π(1 − min(w, C)/C)). The weights are sorted first so
// that their order cannot show in the last digit.
func mass(l Level, ws []float64) float64 {
	if len(ws) == 0 {
		return 0
	}
	slices.Sort(ws)
	limit := weights[l].limit
	for i, w := range ws {
		ws[i] = 1 - min(w, limit)/limit
	}
	return max(0, kernel(1-limit, limit, ws))
}

// union joins the masses of the levels from lowest on: 1 − Π(1 − S).
func union(levels *[Synthesis + 1]Masses, lowest Level) Masses {
	doubt := Masses{1, 1, 1}
	for _, m := range levels[lowest:] {
		doubt.Up = float64(doubt.Up * (1 - m.Up))
		doubt.Down = float64(doubt.Down * (1 - m.Down))
		doubt.Null = float64(doubt.Null * (1 - m.Null))
	}
	return Masses{1 - doubt.Up, 1 - doubt.Down, 1 - doubt.Null}
}
