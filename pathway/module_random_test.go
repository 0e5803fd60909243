package pathway_test

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/gutmuscle/gutmuscle/pathway"
)

// aModule is a module as the tests see it: what they make at random, write as
// text, and try out in full.
type aModule []aStep

type aStep struct {
	term   *aTerm // nil: not known
	weight float64
}

type aTerm struct {
	mark     byte // '|', '+', or 0: a gene
	gene     int
	optional bool
	parts    []*aTerm
}

// randomModule returns a module of 1 to steps steps of genes K00000 to
// K00000+genes, without parentheses that are not needed.
func randomModule(r *rand.Rand, genes, steps int) (m aModule) {
	weights := []float64{1, 1, 0.5, 0.25, 0.125}
	for range 1 + r.IntN(steps) {
		s := aStep{randomTerm(r, genes, 3, 0), weights[r.IntN(len(weights))]}
		switch r.IntN(8) {
		case 0:
			s.term = nil
		case 1:
			s.term.optional = true
		}
		m = append(m, s)
	}
	return m
}

func randomTerm(r *rand.Rand, genes, depth int, within byte) *aTerm {
	mark := []byte{0, '|', '+'}[r.IntN(3)]
	if depth == 0 || mark == within || mark == 0 {
		return &aTerm{gene: r.IntN(genes)}
	}
	t := &aTerm{mark: mark}
	required := 0
	for n := 2 + r.IntN(2); len(t.parts) < n; {
		p := randomTerm(r, genes, depth-1, mark)
		if mark == '+' && r.IntN(4) == 0 && (required > 0 || len(t.parts) < n-1) {
			p.optional = true
		} else {
			required++
		}
		t.parts = append(t.parts, p)
	}
	return t
}

// text returns m as text: canonical, or with parentheses and spaces at random.
func (m aModule) text(r *rand.Rand, noisy bool) string {
	var steps []string
	for _, s := range m {
		text := "_"
		if s.term != nil {
			text = s.term.text(r, noisy)
		}
		if s.weight != 1 {
			text += fmt.Sprint("@", s.weight)
		}
		steps = append(steps, text)
	}
	text := strings.Join(steps, "; ")
	if noisy {
		for _, mark := range []string{"@", "|", "+", "?"} {
			text = strings.ReplaceAll(text, mark, []string{"", " ", "\n"}[r.IntN(3)]+mark+[]string{"", "\t"}[r.IntN(2)])
		}
	}
	return text
}

func (t *aTerm) text(r *rand.Rand, noisy bool) string {
	text := fmt.Sprintf("K%05d", t.gene)
	if t.mark != 0 {
		var parts []string
		for _, p := range t.parts {
			one := p.text(r, noisy)
			if t.mark == '+' && p.mark == '|' && !p.optional {
				one = "(" + one + ")"
			}
			parts = append(parts, one)
		}
		text = strings.Join(parts, string(t.mark))
		if t.optional {
			text = "(" + text + ")"
		}
	}
	if noisy && r.IntN(4) == 0 {
		text = "(" + text + ")"
		if t.mark == '|' && !t.optional {
			text = "(" + text + ")"
		}
	}
	if t.optional {
		text += "?"
	}
	return text
}

// shuffled returns m with its steps, alternatives and parts in another order.
func (m aModule) shuffled(r *rand.Rand) aModule {
	var out aModule
	for _, i := range r.Perm(len(m)) {
		s := m[i]
		if s.term != nil {
			s.term = s.term.shuffled(r)
		}
		out = append(out, s)
	}
	return out
}

func (t *aTerm) shuffled(r *rand.Rand) *aTerm {
	out := *t
	out.parts = nil
	for _, i := range r.Perm(len(t.parts)) {
		out.parts = append(out.parts, t.parts[i].shuffled(r))
	}
	return &out
}

// stripped returns m without all that is optional.
func (m aModule) stripped() (out aModule) {
	for _, s := range m {
		if s.term == nil {
			out = append(out, s)
		} else if !s.term.optional {
			out = append(out, aStep{s.term.stripped(), s.weight})
		}
	}
	return out
}

func (t *aTerm) stripped() *aTerm {
	out := *t
	out.parts = nil
	for _, p := range t.parts {
		if !p.optional {
			out.parts = append(out.parts, p.stripped())
		}
	}
	if len(out.parts) == 1 {
		return out.parts[0]
	}
	return &out
}

// routes returns every way to do what t stands for: sets of genes that are all
// required.
func (t *aTerm) routes() (all [][]int) {
	switch t.mark {
	case 0:
		return [][]int{{t.gene}}
	case '|':
		for _, p := range t.parts {
			all = append(all, p.routes()...)
		}
		return all
	}
	all = [][]int{nil}
	for _, p := range t.parts {
		if p.optional {
			continue
		}
		var longer [][]int
		for _, so := range all {
			for _, route := range p.routes() {
				longer = append(longer, append(so[:len(so):len(so)], route...))
			}
		}
		all = longer
	}
	return all
}

func (m aModule) parsed() pathway.Module { return pathway.MustParseModule(m.text(nil, false)) }
