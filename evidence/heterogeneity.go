package evidence

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// heterogeneity fills in Q, I² and H² from the moments at τ² = 0. For random
// effects I² = 100·τ²/(τ²+s²) and H² = (τ²+s²)/s² with the typical within-study
// variance s² = (k−1)Σw/((Σw)²−Σw²) (Higgins & Thompson 2002, doi
// 10.1002/sim.1186); for FixedEffect they follow from Q alone.
func (s *Summary) heterogeneity(d *design, zero *moments) {
	s.Q = zero.q
	s.H2, s.QP = 1, 1
	df := d.df()
	if df == 0 {
		return
	}
	s.QP = distuv.ChiSquared{K: df}.Survival(s.Q)
	if s.Method == FixedEffect {
		s.H2 = s.Q / df
		s.I2 = 100 * max(0, (s.Q-df)/s.Q)
		if s.Q == 0 {
			s.I2 = 0
		}
		return
	}
	s.I2, s.H2 = shares(s.Tau2, df/zero.trP)
}

// shares returns I² in percent and H² for τ² and the typical variance within.
func shares(tau2, within float64) (i2, h2 float64) {
	return 100 * (tau2 / (tau2 + within)), (tau2 + within) / within
}

// profile fills in the Q-profile interval of τ², whose ends are where Q(τ²)
// equals the χ² quantiles with k−1 degrees of freedom (Viechtbauer 2007, doi
// 10.1002/sim.2514), and those of I² and H² that follow from it. It is exact
// under the model whatever estimated τ². One estimate has none.
func (f *Fit) profile(op string, d *design) error {
	df := d.df()
	if df == 0 {
		f.H2Interval = Interval{1, 1}
		return nil
	}
	zero := d.at(0)
	chi := distuv.ChiSquared{K: df}
	alpha := 1 - f.Level
	for i, p := range [2]float64{1 - alpha/2, alpha / 2} {
		target := chi.Quantile(p)
		if !(target > 0) || math.IsInf(target, 1) {
			return failed(op, ErrLevel, "%v is too near to 0 or 1 for a Q-profile", f.Level)
		}
		tau2, ok := d.qRoot(target, &zero)
		if !ok || math.IsInf(tau2, 0) {
			return failed(op, ErrNoConvergence, "Q-profile of %d estimates", f.K)
		}
		f.Tau2Interval[i] = tau2
		if i == 1 && f.Q < target {
			f.Warnings.add(EmptyProfile)
		}
	}
	within := df / zero.trP
	for i, tau2 := range f.Tau2Interval {
		f.I2Interval[i], f.H2Interval[i] = shares(tau2, within)
	}
	if !finite(f.Tau2Interval[1], f.I2Interval[0], f.I2Interval[1], f.H2Interval[0], f.H2Interval[1]) {
		return failed(op, ErrNoConvergence, "Q-profile of %d estimates left the range of numbers", f.K)
	}
	return nil
}
