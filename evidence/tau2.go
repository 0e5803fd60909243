package evidence

import (
	"math"

	"github.com/gutmuscle/gutmuscle/evidence/spell"
)

// Tau2Method is how the variance τ² of true effects between studies is
// estimated. The zero Tau2Method means that it is not said, which for pooling
// is REML.
type Tau2Method uint8

// The methods. All are of the model y_i ~ N(μ, v_i+τ²) with known v_i (for a
// comparison see Veroniki et al. 2016, doi 10.1002/jrsm.1164).
const (
	Tau2NotSaid Tau2Method = iota
	// FixedEffect takes τ² as 0: one effect common to all studies.
	FixedEffect
	// DerSimonianLaird is max(0, (Q−(k−1))/C) (1986, doi 10.1016/0197-2456(86)90046-2).
	DerSimonianLaird
	// HedgesOlkin is max(0, variance of y − mean of v) (Hedges 1983, doi
	// 10.1037/0033-2909.93.2.388), metafor's HE.
	HedgesOlkin
	// PauleMandel is the root of Q(τ²) = k−1 (1982, doi 10.6028/jres.087.022). At
	// convergence it is the empirical Bayes estimate of Morris 1983.
	PauleMandel
	// MaximumLikelihood maximizes the likelihood over μ and τ² ≥ 0.
	MaximumLikelihood
	// REML maximizes the restricted likelihood (Viechtbauer 2005, doi
	// 10.3102/10769986030003261).
	REML
	// SidikJonkman is their two-step estimate with the variance of y as its first
	// step (2005, doi 10.1111/j.1467-9876.2005.00489.x). It is above 0 unless all
	// estimates are equal.
	SidikJonkman
	// HunterSchmidt is max(0, (Q−k)/Σw), biased downwards (Viechtbauer 2005).
	HunterSchmidt
)

var tau2Methods = spell.Set[Tau2Method]{Type: "evidence.Tau2Method", Words: []string{
	"not-said", "fixed-effect", "dersimonian-laird", "hedges-olkin", "paule-mandel", "maximum-likelihood", "reml",
	"sidik-jonkman", "hunter-schmidt"}}

// String returns the word of m, such as "paule-mandel".
func (m Tau2Method) String() string { return tau2Methods.String(m) }

// MarshalText returns the word of m; a value that is not a Tau2Method is an error.
func (m Tau2Method) MarshalText() ([]byte, error) { return tau2Methods.Append(nil, m) }

// UnmarshalText sets m from its word; another word is a [*spell.UnknownError].
func (m *Tau2Method) UnmarshalText(text []byte) error { return tau2Methods.Parse(m, text) }

// likelihood reports whether m maximizes a likelihood.
func (m Tau2Method) likelihood() bool { return m == MaximumLikelihood || m == REML }

// between returns τ² by method m, and whether the likelihood had more than one
// maximum. It is false if the iteration did not end in a finite number. zero
// are the moments at τ² = 0.
func (d *design) between(m Tau2Method, zero *moments) (tau2 float64, several, ok bool) {
	df := d.df()
	switch m {
	case FixedEffect:
		return 0, false, true
	case DerSimonianLaird:
		tau2 = (zero.q - df) / zero.trP
	case HedgesOlkin:
		tau2 = d.hedgesOlkin()
	case HunterSchmidt:
		tau2 = (zero.q - float64(len(d.es))) / zero.s1
	case SidikJonkman:
		first := d.spread() // Σ(y−ȳ)²/k, the first step whether there is a covariate or not
		if first == 0 {
			return 0, false, true
		}
		s := d.at(first)
		tau2 = float64(first*s.q) / df
	case PauleMandel:
		tau2, ok = d.qRoot(df, zero)
		return tau2, false, ok
	default:
		return d.maximize(m, zero)
	}
	return max(0, tau2), false, !math.IsNaN(tau2) && !math.IsInf(tau2, 0)
}

// qRoot returns the τ² ≥ 0 at which the generalized Q is target, or 0 if it is
// below target even there. Q is convex and falls in τ², so that Newton's steps
// from below the root never pass it (DerSimonian & Kacker 2007, doi
// 10.1016/j.cct.2006.04.004). Since the variances are between the smallest and
// the largest, the root is above RSS/target less the largest.
func (d *design) qRoot(target float64, zero *moments) (float64, bool) {
	if zero.q <= target {
		return 0, true
	}
	t := max(0, d.rss()/target-d.vmax)
	for range maxSteps {
		s := d.at(t)
		step := (s.q - target) / s.a2
		if !(step > 0) {
			return t, !math.IsNaN(step)
		}
		t += step
		if step <= float64(lastStep*(t+d.vmin)) {
			return t, true
		}
	}
	return t, false
}

const (
	maxSteps = 1000
	// lastStep is the relative size of a Newton step after which, convergence
	// being quadratic, the next one is below rounding.
	lastStep = 1e-9
	// nearStep is the same after which the next one is the last.
	nearStep = 3e-5
)

// score returns the derivative of the (restricted) log-likelihood in τ², times
// two, and its own derivative.
func (m Tau2Method) score(s *moments) (f, slope float64) {
	if m == MaximumLikelihood {
		return s.a2 - s.s1, s.s2 - 2*s.a3
	}
	return s.a2 - s.trP, s.trPP - 2*s.a3
}

// maximize returns the τ² ≥ 0 of the largest likelihood. The score is scanned
// for falls through zero from 0 to a bound above which it cannot be positive,
// and each is followed by Newton's steps, kept inside their bracket. So it does
// not depend on a starting value, and of several maxima takes the largest.
func (d *design) maximize(m Tau2Method, zero *moments) (tau2 float64, several, ok bool) {
	df := d.df()
	if m == MaximumLikelihood {
		df = float64(len(d.es))
	}
	// With u = τ²+vmin and D = vmax−vmin: y'PPy ≤ RSS/u² and tr P ≥ df/(u+D), so the
	// score is below 0 where df·u² > RSS·(u+D).
	rss, wide := d.rss(), d.vmax-d.vmin
	top := (rss + math.Sqrt(float64(rss*rss)+float64(float64(4*df)*float64(rss*wide)))) / (2 * df)
	f, slope := m.score(zero)
	if top <= d.vmin {
		return 0, false, !math.IsNaN(f)
	}
	span := math.Log(top / d.vmin)
	cells := min(max(4, math.Ceil(span)), 64)
	ratio := math.Exp(span / cells)

	found := 0
	best := math.Inf(-1)
	keep := func(t float64) {
		if found++; found == 1 {
			tau2 = t // the usual case: no need of its likelihood
			return
		}
		if found == 2 {
			best = d.logLikelihood(m, tau2)
		}
		if l := d.logLikelihood(m, t); l > best {
			tau2, best = t, l
		}
	}
	if f <= 0 {
		keep(0)
	}
	lo, u := scored{0, f, slope}, d.vmin
	for cell := 1.0; cell <= cells; cell++ {
		if u = float64(u * ratio); cell == cells {
			u = top + d.vmin // past the bound, whatever rounding did
		}
		hi := d.scored(m, u-d.vmin)
		if math.IsNaN(hi.f) {
			return 0, false, false
		}
		from, to := lo, hi
		if turn, ok := d.turn(m, lo, hi); ok && hi.f > 0 {
			to = turn // a dip below zero, between two that are above
		} else if ok {
			from = turn // a hump above zero
		}
		if from.f > 0 && to.f <= 0 {
			t, done := d.fall(m, from, to)
			if !done {
				return 0, false, false
			}
			keep(t)
		}
		lo = hi
	}
	return tau2, found > 1, found > 0
}

// scored is a point of the score with its slope.
type scored struct{ t, f, slope float64 }

func (d *design) scored(m Tau2Method, t float64) scored {
	f, slope := d.roughScore(m, t)
	return scored{t, f, slope}
}

// turn looks for a point between lo and hi where the score has the other sign,
// if it has the same at both but its slopes say that it turns between them.
func (d *design) turn(m Tau2Method, lo, hi scored) (scored, bool) {
	hump := lo.f <= 0 && hi.f <= 0 && lo.slope > 0 && hi.slope < 0
	dip := lo.f > 0 && hi.f > 0 && lo.slope < 0 && hi.slope > 0
	for range 40 {
		if !hump && !dip {
			break
		}
		mid := d.scored(m, lo.t+(hi.t-lo.t)/2)
		switch {
		case hump == (mid.f > 0):
			return mid, true
		case hump == (mid.slope > 0):
			lo = mid
		default:
			hi = mid
		}
	}
	return scored{}, false
}

// roughScore is score in one pass: good enough to come near a root, as it loses
// digits only where estimates are far apart for their errors.
func (d *design) roughScore(m Tau2Method, t float64) (f, slope float64) {
	if d.x != nil {
		s := d.at(t)
		return m.score(&s)
	}
	ym := d.es[d.m].y
	var s1, s2, s3, y1, y2, y3, yy2, yy3 float64 // Σw, Σw², Σw³, Σwy and so on
	for i := range d.es {
		e := &d.es[i]
		w := 1 / (e.v + t)
		wy := float64(w * (e.y - ym))
		w2 := float64(w * w)
		wwyy := float64(wy * wy)
		s1 += w
		s2 += w2
		s3 += float64(w2 * w)
		y1 += wy
		y2 += float64(w * wy)
		y3 += float64(w2 * wy)
		yy2 += wwyy
		yy3 += float64(w * wwyy)
	}
	shift := y1 / s1
	g := y2 - float64(shift*s2)
	a2 := yy2 - float64(shift*(y2+g))
	a3 := yy3 - float64(shift*(2*y3-float64(shift*s3))) - float64(g*g)/s1
	if m == MaximumLikelihood {
		return a2 - s1, s2 - 2*a3
	}
	ratio := s2 / s1
	return a2 - (s1 - ratio), s2 - 2*(s3/s1) + float64(ratio*ratio) - 2*a3
}

// fall returns where the score falls through zero between lo and hi: by the
// rough score, and then, until a step is below rounding, by the exact one.
func (d *design) fall(m Tau2Method, from, to scored) (float64, bool) {
	lo, hi := from.t, to.t
	t := from.root(to)
	rough := true
	for range maxSteps {
		var f, slope float64
		if rough {
			f, slope = d.roughScore(m, t)
		} else {
			s := d.at(t)
			f, slope = m.score(&s)
		}
		next := t - f/slope
		inside := slope < 0 && next >= lo && next <= hi
		switch {
		case math.IsNaN(f):
			return 0, false
		case f == 0 && !rough:
			return t, true
		case rough && inside && math.Abs(next-t) <= float64(nearStep*(t+d.vmin)):
			t, rough = next, false
			continue
		case !rough && inside && math.Abs(next-t) <= float64(lastStep*(t+d.vmin)):
			return next, true
		case f > 0:
			lo = t
		default:
			hi = t
		}
		if !(next >= lo && next <= hi && slope < 0) {
			next = lo + (hi-lo)/2
			if hi-lo <= float64(1e-15*(hi+d.vmin)) {
				return next, true
			}
		}
		t = next
	}
	return 0, false
}

// root guesses where the score falls through zero between p and q, by cubic
// interpolation of the inverse or else by a chord.
func (p scored) root(q scored) float64 {
	span := q.f - p.f
	s := -p.f / span
	chord := p.t + float64((q.t-p.t)*s)
	if !(p.slope < 0 && q.slope < 0) {
		return chord
	}
	r := 1 - s
	t := float64(float64(r*r)*(float64((1+2*s)*p.t)+float64(s*span)/p.slope)) +
		float64(float64(s*s)*(float64((1+2*r)*q.t)-float64(r*span)/q.slope))
	if t > p.t && t < q.t {
		return t
	}
	return chord
}

// tau2SE returns the standard error of τ² by method m: from the expected
// information for the likelihoods, from the variance of their quadratic form
// for the moment estimates, and for Paule-Mandel √(2k²/df)/Σw as for the
// empirical Bayes estimate. They are those of metafor, and rough with few
// studies; [Fit.Tau2Interval] is better.
func (d *design) tau2SE(m Tau2Method, tau2 float64, s, zero *moments) float64 {
	k, df := float64(len(d.es)), d.df()
	switch m {
	case REML:
		return math.Sqrt(2 / s.trPP)
	case MaximumLikelihood:
		return math.Sqrt(2 / s.s2)
	case PauleMandel:
		return math.Sqrt(float64(2*float64(k*k))/df) / s.s1
	case DerSimonianLaird, HunterSchmidt:
		// Var Q = 2tr(PΣPΣ) with Σ = V+τ²I and PVP = P
		spread := 2*df + float64(4*float64(tau2*zero.trP)) + float64(2*float64(float64(tau2*tau2)*zero.trPP))
		if m == HunterSchmidt {
			return math.Sqrt(spread) / zero.s1
		}
		return math.Sqrt(spread) / zero.trP
	case HedgesOlkin:
		return math.Sqrt(2*d.trPSPS(math.Inf(1), tau2)) / df
	case SidikJonkman:
		first := d.spread()
		return float64(first*math.Sqrt(2*d.trPSPS(first, tau2))) / df
	default:
		return 0
	}
}
