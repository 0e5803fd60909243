package evidence

import "math"

// A design is what the sums of a model are taken over: the estimates and, for
// a meta-regression, the covariate x. It keeps nothing and allocates nothing.
type design struct {
	es         []Estimate
	x          []float64 // nil: no covariate
	m          int       // an estimate of the smallest variance, around which sums are taken
	vmin, vmax float64
}

func newDesign(es []Estimate, x []float64) design {
	d := design{es: es, x: x, vmin: es[0].v, vmax: es[0].v}
	for i := range es {
		if v := es[i].v; v < d.vmin {
			d.m, d.vmin = i, v
		} else if v > d.vmax {
			d.vmax = v
		}
	}
	return d
}

// df returns the residual degrees of freedom.
func (d *design) df() float64 {
	if d.x != nil {
		return float64(len(d.es) - 2)
	}
	return float64(len(d.es) - 1)
}

// moments are the sums of a model at one τ², with weights w = 1/(v+τ²) and
// P = W − WX(X'WX)⁻¹X'W.
type moments struct {
	s1, s2 float64 // Σw, Σw²
	trP    float64
	trPP   float64
	q      float64 // y'Py, the generalized Q
	a2     float64 // y'PPy
	a3     float64 // y'PPPy

	b0, se0 float64 // intercept, that is the pooled effect, and its standard error
	b1, se1 float64 // slope
	cov     float64 // covariance of the two
}

// at returns the moments at t. Sums are taken around the estimate with the
// largest weight, and differences that would cancel if it dwarfs the others
// are written without its own share: S₁−w_m = R₁ and so on.
func (d *design) at(t float64) moments {
	if d.x != nil {
		return d.regressionAt(t)
	}
	es, m := d.es, d.m
	ym := es[m].y
	wm := 1 / (es[m].v + t)
	var kept [32]float64 // weights, for those of usual k not to divide twice
	var r1, r2, r3, d1 float64
	for i := range es {
		w := 1 / (es[i].v + t)
		if i < len(kept) {
			kept[i] = w
		}
		if i == m {
			continue
		}
		w2 := float64(w * w)
		r1 += w
		r2 += w2
		r3 += float64(w2 * w)
		d1 += float64(w * (es[i].y - ym))
	}
	wm2 := float64(wm * wm)
	var s moments
	s.s1, s.s2 = wm+r1, wm2+r2
	shift := d1 / s.s1
	var g float64
	for i := range es {
		var w float64
		if i < len(kept) {
			w = kept[i]
		} else {
			w = 1 / (es[i].v + t)
		}
		r := es[i].y - ym - shift
		wr := float64(w * r)
		wr2 := float64(wr * wr)
		s.q += float64(wr * r)
		s.a2 += wr2
		s.a3 += float64(wr2 * w)
		g += float64(wr * w)
	}
	s.a3 -= float64(g*g) / s.s1
	// tr P = (S₁²−S₂)/S₁ and tr PP = Σw²((S₁−w)²+S₂−w²)/S₁²
	s.trP = (float64(2*float64(wm*r1)) + (float64(r1*r1) - r2)) / s.s1
	square := float64(s.s1 * s.s1)
	s.trPP = (float64(wm2*(float64(r1*r1)+r2)) + (float64(r2*(square+s.s2)) - float64(2*float64(s.s1*r3)))) / square
	s.b0, s.se0 = ym+shift, 1/math.Sqrt(s.s1)
	return s
}

// regressionAt is at for an intercept and a slope on x. With x around its
// weighted mean X'WX is diagonal.
func (d *design) regressionAt(t float64) moments {
	es, x := d.es, d.x
	ym, xm := es[d.m].y, x[d.m]
	var s moments
	var wx, wy float64
	for i := range es {
		w := 1 / (es[i].v + t)
		s.s1 += w
		wx += float64(w * (x[i] - xm))
		wy += float64(w * (es[i].y - ym))
	}
	mx, my := wx/s.s1, wy/s.s1 // less xm and ym
	var sxx, sxy float64
	for i := range es {
		w := 1 / (es[i].v + t)
		c := x[i] - xm - mx
		wc := float64(w * c)
		sxx += float64(wc * c)
		sxy += float64(wc * (es[i].y - ym - my))
	}
	s.b1 = sxy / sxx
	var s3, x2, xx2, x3, xx3, g0, g1 float64 // Σw³, Σw²c, Σw²c², Σw³c, Σw³c²
	for i := range es {
		w := 1 / (es[i].v + t)
		w2 := float64(w * w)
		w3 := float64(w2 * w)
		c := x[i] - xm - mx
		cc := float64(c * c)
		r := es[i].y - ym - my - float64(s.b1*c)
		wr := float64(w * r)
		wr2 := float64(wr * wr)
		s.s2 += w2
		s3 += w3
		x2 += float64(w2 * c)
		xx2 += float64(w2 * cc)
		x3 += float64(w3 * c)
		xx3 += float64(w3 * cc)
		s.q += float64(wr * r)
		s.a2 += wr2
		s.a3 += float64(wr2 * w)
		g0 += float64(wr * w)
		g1 += float64(float64(wr*w) * c)
	}
	s.a3 -= float64(g0*g0)/s.s1 + float64(g1*g1)/sxx
	s.trP = s.s1 - s.s2/s.s1 - xx2/sxx
	// tr PP = S₂ − 2tr(MC) + tr(MBMB), M = (X'WX)⁻¹, B = X'W²X, C = X'W³X
	b11, b22 := s.s2/s.s1, xx2/sxx
	s.trPP = s.s2 - float64(2*(s3/s.s1+xx3/sxx)) + float64(b11*b11) + float64(b22*b22) +
		float64(2*float64(x2/s.s1*(x2/sxx)))
	mean := xm + mx
	s.b0 = ym + my - float64(s.b1*mean)
	s.se0 = math.Sqrt(1/s.s1 + float64(mean/sxx*mean))
	s.se1 = 1 / math.Sqrt(sxx)
	s.cov = -mean / sxx
	return s
}

// finite reports whether the moments are numbers that can be used.
func (s *moments) finite() bool {
	return s.s1 > 0 && finite(s.s1, s.s2, s.trP, s.trPP, s.q, s.a2, s.b0, s.se0, s.b1, s.se1, s.cov)
}

// finite reports whether all numbers are: infinities and NaN stay what they
// are in a sum of multiples of 0.
func finite(xs ...float64) bool {
	var sum float64
	for _, x := range xs {
		sum += float64(0 * x)
	}
	return sum == 0
}

// rss returns the residual sum of squares with equal weights.
func (d *design) rss() float64 {
	ym, k := d.es[d.m].y, float64(len(d.es))
	var sy, sx float64
	for i := range d.es {
		sy += d.es[i].y - ym
	}
	my := sy / k
	if d.x == nil {
		var yy float64
		for i := range d.es {
			r := d.es[i].y - ym - my
			yy += float64(r * r)
		}
		return yy
	}
	xm := d.x[d.m]
	for i := range d.x {
		sx += d.x[i] - xm
	}
	mx := sx / k
	var sxx, sxy float64
	for i := range d.es {
		c := d.x[i] - xm - mx
		sxx += float64(c * c)
		sxy += float64(c * (d.es[i].y - ym - my))
	}
	b := sxy / sxx
	var rr float64
	for i := range d.es {
		r := d.es[i].y - ym - my - float64(b*(d.x[i]-xm-mx))
		rr += float64(r * r)
	}
	return rr
}

// spread returns Σ(y−ȳ)²/k, without the covariate.
func (d *design) spread() float64 {
	plain := design{es: d.es, m: d.m}
	return plain.rss() / float64(len(d.es))
}

// hedgesOlkin returns (RSS − tr PV)/df, unbounded, with equal weights.
func (d *design) hedgesOlkin() float64 {
	var trPV float64
	d.leverages(func(_ int, v, h float64) { trPV += float64(v * (1 - h)) })
	return (d.rss() - trPV) / d.df()
}

// leverages calls f with the variance and the leverage of each estimate for
// equal weights.
func (d *design) leverages(f func(i int, v, h float64)) {
	k := float64(len(d.es))
	if d.x == nil {
		for i := range d.es {
			f(i, d.es[i].v, 1/k)
		}
		return
	}
	var sx, sxx float64
	xm := d.x[d.m]
	for _, x := range d.x {
		sx += x - xm
	}
	for _, x := range d.x {
		c := x - xm - sx/k
		sxx += float64(c * c)
	}
	for i, x := range d.x {
		c := x - xm - sx/k
		f(i, d.es[i].v, 1/k+float64(c*c)/sxx)
	}
}

// trPSPS returns tr(PΣPΣ) for Σ = V+τ²I and the P of weights 1/(v+first), or of
// equal weights 1 if first is infinite.
func (d *design) trPSPS(first, tau2 float64) float64 {
	weight := func(i int) float64 {
		if math.IsInf(first, 1) {
			return 1
		}
		return 1 / (d.es[i].v + first)
	}
	var s1, wx float64
	for i := range d.es {
		s1 += weight(i)
		if d.x != nil {
			wx += float64(weight(i) * (d.x[i] - d.x[d.m]))
		}
	}
	center := func(i int) float64 {
		if d.x == nil {
			return 0
		}
		return d.x[i] - d.x[d.m] - wx/s1
	}
	// B = X'WΣWX, C = X'WΣWΣWX
	var sxx, sum, b11, b12, b22, c11, c22 float64
	for i := range d.es {
		w, sigma, c := weight(i), d.es[i].v+tau2, center(i)
		cc := float64(c * c)
		ws := float64(w * sigma)
		sxx += float64(w * cc)
		sum += float64(ws * ws)
		b := float64(ws * w)
		b11 += b
		b12 += float64(b * c)
		b22 += float64(b * cc)
		c11 += float64(ws * b)
		c22 += float64(float64(ws*b) * cc)
	}
	if d.x == nil {
		return sum - float64(2*(c11/s1)) + float64(b11/s1*(b11/s1))
	}
	return sum - float64(2*(c11/s1+c22/sxx)) + float64(b11/s1*(b11/s1)) + float64(2*float64(b12/s1*(b12/sxx))) +
		float64(b22/sxx*(b22/sxx))
}

// logLikelihood returns the (restricted) profile log-likelihood at t up to a
// constant.
func (d *design) logLikelihood(m Tau2Method, t float64) float64 {
	s := d.at(t)
	sum := s.q
	for i := range d.es {
		sum += math.Log(d.es[i].v + t)
	}
	if m == REML {
		sum += math.Log(s.s1)
		if d.x != nil {
			sum -= float64(2 * math.Log(s.se1))
		}
	}
	return -sum / 2
}
