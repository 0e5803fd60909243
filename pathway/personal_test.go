package pathway

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/microbiome/metabolite"
	"github.com/gutmuscle/gutmuscle/pathway/habit"
)

func TestClosedRoute(t *testing.T) {
	urolithin := NodeOf(metabolite.MustParse("urolithin-a"))
	all := Default()
	none := all.With(Limits{Closed: []Node{urolithin}})
	few := all.With(Limits{Weak: []Node{urolithin}})
	for _, c := range []struct {
		name  string
		atlas *Atlas
		from  habit.ID
		want  evidence.Stance
	}{
		{"in general, for producers and others", all, habit.Polyphenols, evidence.Ambiguous},
		{"without producers", none, habit.Polyphenols, evidence.Unknown},
		{"what brings it needs none", none, habit.UrolithinASupplement, evidence.Increase},
		{"with few producers", few, habit.Polyphenols, evidence.Ambiguous},
	} {
		if got := c.atlas.Effect(NodeOf(c.from), urolithin); got.Stance != c.want {
			t.Errorf("%s: %s (%s); want %s", c.name, got.Stance, got.Reason, c.want)
		}
	}
	whole, half := all.Effect(NodeOf(habit.MediterraneanDiet), urolithin), few.Effect(NodeOf(habit.MediterraneanDiet), urolithin)
	require.Equal(t, evidence.Increase, whole.Stance)
	if math.Abs(whole.Belief/2-half.Belief) > 1e-6 {
		t.Errorf("belief with few producers %v; want half of %v", half.Belief, whole.Belief)
	}
	require.NotEqual(t, all.Hash(), none.Hash())
	require.NotEqual(t, few.Hash(), none.Hash())
	require.Same(t, all, all.With(Limits{}))
}

// Trials of a habit on an outcome hold whatever is closed.
func TestTrialsStay(t *testing.T) {
	l := Limits{}
	for n := range Default().Nodes() {
		if n.Kind() == MetaboliteKind || n.Kind() == TaxonKind || n.Kind() == FunctionKind {
			l.Closed = append(l.Closed, n)
		}
	}
	closed := Default().With(l)
	for h := range Default().Habits() {
		for o := range Default().Outcomes() {
			before := Default().links().pair(Default().links().index[NodeOf(h.ID)], Default().links().index[NodeOf(o.ID)])
			after := closed.links().pair(closed.links().index[NodeOf(h.ID)], closed.links().index[NodeOf(o.ID)])
			if before != after {
				t.Fatalf("%s to %s changed", h.ID, o.ID)
			}
		}
	}
}

// The chains that are left are exactly those that lead to nothing closed.
func TestChainsThatAreLeft(t *testing.T) {
	g := Default().links()
	r := rand.New(rand.NewPCG(3, 4))
	supplies := Default().supplies()
	for range 60 {
		var l Limits
		for range 1 + r.IntN(12) {
			n := g.nodes[r.IntN(len(g.nodes))]
			if n.Kind() == MetaboliteKind || n.Kind() == TaxonKind {
				l.Closed = append(l.Closed, n)
			}
		}
		from := g.index[NodeOf([]habit.ID{habit.Fiber, habit.Polyphenols, habit.Probiotic, habit.AerobicExercise}[r.IntN(4)])]
		chains := func(g *graph, keep func(*path) bool) (all []string) {
			g.walk(from, evidence.Theta, func(p *path) {
				if !keep(p) {
					return
				}
				text := ""
				for _, link := range p.links {
					text += g.nodes[link.to].String() + " "
				}
				all = append(all, text)
			})
			slices.Sort(all)
			return all
		}
		want := chains(g, func(p *path) bool {
			return !slices.ContainsFunc(p.links, func(link *pair) bool {
				from, to := g.nodes[link.from], g.nodes[link.to]
				return slices.Contains(l.Closed, to) && !supplies[[2]Node{from, to}] && !(to.kind == TaxonKind && brings(from))
			})
		})
		got := chains(Default().With(l).links(), func(*path) bool { return true })
		require.Equal(t, want, got, "closed: %v", l.Closed)
	}
}

func TestKeysOfLimits(t *testing.T) {
	a, b := NodeOf(metabolite.Butyrate), NodeOf(metabolite.Acetate)
	require.Equal(t, Limits{Closed: []Node{a, b, a}}.Key(), Limits{Closed: []Node{b, a}, Weak: []Node{a}}.Key())
	require.NotEqual(t, Limits{Closed: []Node{a}}.Key(), Limits{Weak: []Node{a}}.Key())
	require.Empty(t, Limits{}.Key())
}
