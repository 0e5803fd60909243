package evidence

import (
	"math"
	"testing"
)

// The numbers are those of INDRA's own tests (test_belief_engine.py); there,
// readers have a random error of 0.3 and a systematic one of 0.05, BioPAX 0.2
// and 0.01.
func TestINDRABelief(t *testing.T) {
	reader := func(n int) INDRASource {
		s := INDRASource{Syst: 0.05}
		for range n {
			s.Rand = append(s.Rand, 0.3)
		}
		return s
	}
	biopax := INDRASource{Syst: 0.01, Rand: []float64{0.2}}
	sharp := func(n int) INDRASource {
		s := INDRASource{Syst: 0.05}
		for range n {
			s.Rand = append(s.Rand, 0.1)
		}
		return s
	}
	type sources = []INDRASource
	for _, tt := range []struct {
		name     string
		pro, con sources
		want     float64
	}{
		{"no evidence", nil, nil, 0},
		{"one reach", sources{reader(1)}, nil, 0.65},
		{"two reach", sources{reader(2)}, nil, 0.86},
		{"reach and trips", sources{reader(1), reader(1)}, nil, 0.8775},
		{"two reach and trips", sources{reader(2), reader(1)}, nil, 0.951},
		{"refined by biopax", sources{reader(1), reader(1), biopax}, nil, 0.974275},
		{"four levels of refinement", sources{reader(3), reader(1)}, nil, 0.97305},
		{"one for, two negated", sources{sharp(1)}, sources{sharp(2)}, 0.051},
		{"all negated", nil, sources{sharp(2)}, 0},
		{"a source without evidence says nothing", sources{{Syst: 0.05}, reader(1)}, nil, 0.65},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := INDRABelief(tt.pro, tt.con); math.Abs(got-tt.want) > exact {
				t.Errorf("belief = %v, want %v", got, tt.want)
			}
		})
	}
}
