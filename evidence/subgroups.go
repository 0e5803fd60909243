package evidence

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// Subgroup is the pooled effect of the estimates that share a label. It is a
// plain value.
type Subgroup struct {
	Name string `json:"name"`
	Summary
}

// Subgroups is a comparison of groups of estimates. It is a plain value, but
// for Groups.
type Subgroups struct {
	Groups []Subgroup `json:"groups"` // in the order of their names
	Q      float64    `json:"q"`      // between groups: Σ((μ_g−μ̄)/SE_g)²
	DF     int        `json:"df"`     // groups − 1
	P      float64    `json:"p"`      // of Q, χ²: small if the groups differ
}

// PoolSubgroups pools the estimates of each label by itself, with a τ² of its
// own, and tests whether the pooled effects differ (Borenstein et al. 2009, ch.
// 19). labels[i] is that of estimates[i]; there have to be two or more. A group
// of one estimate stands for itself, with a warning. For a τ² common to two
// groups use [Regress] on 0 and 1.
func PoolSubgroups(estimates []Estimate, labels []string, opt PoolOptions) (Subgroups, error) {
	const op = "pool subgroups"
	opt, err := opt.filled(op)
	if err != nil {
		return Subgroups{}, err
	}
	if err := poolable(op, estimates, 2); err != nil {
		return Subgroups{}, err
	}
	if len(labels) != len(estimates) {
		return Subgroups{}, failed(op, ErrModerator, "%d labels for %d estimates", len(labels), len(estimates))
	}
	names := slices.Compact(slices.Sorted(slices.Values(labels)))
	if len(names) < 2 {
		return Subgroups{}, failed(op, ErrModerator, "a single group; want at least two")
	}
	members := make(map[string][]Estimate, len(names))
	for i, label := range labels {
		members[label] = append(members[label], estimates[i])
	}
	out := Subgroups{DF: len(names) - 1}
	var sw, swy float64
	for _, name := range names {
		s, err := summarizeAny(op, members[name], opt)
		if err != nil {
			return Subgroups{}, err
		}
		w := 1 / float64(s.SE*s.SE)
		sw += w
		swy += float64(w * s.Estimate)
		out.Groups = append(out.Groups, Subgroup{name, s})
	}
	mean := swy / sw
	for _, g := range out.Groups {
		z := (g.Estimate - mean) / g.SE
		out.Q += float64(z * z)
	}
	if math.IsNaN(out.Q) || math.IsInf(out.Q, 0) {
		return Subgroups{}, failed(op, ErrNoConvergence, "sums of %d groups left the range of numbers", len(names))
	}
	out.P = distuv.ChiSquared{K: float64(out.DF)}.Survival(out.Q)
	return out, nil
}
