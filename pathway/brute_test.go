package pathway_test

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/pathway"
)

// A world is a small random atlas, kept in a form that can be reckoned with by
// hand: nodes 0 to n−1, the last of which may be a class of the two before it.
type world struct {
	n       int
	general bool
	items   map[[2]int][]evidence.Item // by claim
	atlas   *pathway.Atlas
}

func (w *world) node(i int) pathway.Node { return pathway.MustParseNode(fmt.Sprintf("host:h%d", i)) }

// members returns the nodes whose findings count for i.
func (w *world) members(i int) []int {
	if w.general && i == w.n-1 {
		return []int{i, i - 1, i - 2}
	}
	return []int{i}
}

// body is the evidence on a pair, that of members included.
func (w *world) body(from, to int) evidence.Body {
	var items []evidence.Item
	for _, f := range w.members(from) {
		for _, t := range w.members(to) {
			if f != t && f != to && t != from {
				items = append(items, w.items[[2]int{f, t}]...)
			}
		}
	}
	return evidence.Weigh(items, 0)
}

func randomWorld(t *testing.T, r *rand.Rand) *world {
	t.Helper()
	w := &world{n: 4 + r.IntN(4), general: r.IntN(2) == 0, items: make(map[[2]int][]evidence.Item)}
	var hosts, studies, claims bytes.Buffer
	for i := range w.n {
		class := ""
		if w.general && (i == w.n-2 || i == w.n-3) {
			class = fmt.Sprintf(`,"is_a":["h%d"]`, w.n-1)
		}
		fmt.Fprintf(&hosts, `{"id":"h%d","name":"h%d","sort":"process"%s}`+"\n", i, i, class)
	}
	kinds := []struct {
		design  evidence.Design
		species evidence.Species
	}{{evidence.InVitroExperiment, evidence.Cell}, {evidence.AnimalExperiment, evidence.Mouse}, {evidence.AnimalExperiment, evidence.Mouse},
		{evidence.Cohort, evidence.Human}, {evidence.RandomizedTrial, evidence.Human}, {evidence.TrialSynthesis, evidence.Human}}
	for from := range w.n {
		for to := range w.n {
			if from == to || r.IntN(5) < 2 || w.general && (from == w.n-1 || to == w.n-1 && r.IntN(2) == 0) {
				continue
			}
			fmt.Fprintf(&claims, `{"subject":"host:h%d","object":"host:h%d","findings":[`, from, to)
			for k := range 1 + r.IntN(3) {
				kind := kinds[r.IntN(len(kinds))]
				key := fmt.Sprintf("s%d-%d-%d", from, to, k)
				s := &evidence.Study{Key: evidence.MustParseStudyKey(key), Title: key, Year: 2020, Design: kind.design,
					Species: kind.species, N: 5 + r.IntN(300)}
				d := []evidence.Direction{evidence.Up, evidence.Up, evidence.Up, evidence.Down, evidence.NoEffect}[r.IntN(5)]
				w.items[[2]int{from, to}] = append(w.items[[2]int{from, to}],
					evidence.Item{Study: s, Finding: &evidence.Finding{Study: s.Key, Direction: d}})
				fmt.Fprintf(&studies, `{"key":%q,"title":%q,"year":2020,"design":%q,"species":%q,"n":%d,"checked":{"how":"title","on":"2026-01-01"}}`+"\n",
					key, key, s.Design, s.Species, s.N)
				fmt.Fprintf(&claims, `%s{"study":%q,"direction":%q}`, map[bool]string{true: ","}[k > 0], key, d)
			}
			claims.WriteString("]}\n")
		}
	}
	var err error
	w.atlas, err = pathway.Read(fstest.MapFS{
		"hosts.jsonl":   {Data: hosts.Bytes()},
		"studies.jsonl": {Data: studies.Bytes()},
		"claims.jsonl":  {Data: claims.Bytes()},
	}, nil)
	require.NoError(t, err)
	return w
}

// A route is a chain as the brute force sees it.
type route struct {
	t        float64
	sign     int
	level    evidence.Level
	disputed bool
}

// routes lists every chain between two nodes by trying all orders of all
// subsets of nodes, and applies the rules of the semantics one by one.
func (w *world) routes(from, to int) []route {
	var all []route
	var extend func(nodes []int)
	extend = func(nodes []int) {
		if last := nodes[len(nodes)-1]; last == to {
			if r, ok := w.route(nodes); ok {
				all = append(all, r)
			}
			return
		}
		if len(nodes) > evidence.MaxLinks {
			return
		}
		for next := range w.n {
			used := false
			for _, n := range nodes {
				used = used || n == next
			}
			if !used {
				extend(append(append([]int{}, nodes...), next))
			}
		}
	}
	extend([]int{from})
	return all
}

func (w *world) route(nodes []int) (route, bool) {
	r := route{sign: 1, level: evidence.Synthesis}
	weakest := math.Inf(1)
	signs := []int{1}
	for i := 1; i < len(nodes); i++ {
		if w.general && nodes[i-1] == w.n-1 {
			return r, false // general nodes appear only as a target
		}
		b := w.body(nodes[i-1], nodes[i])
		net := b.Masses.Net()
		sign, value := b.Stance.Sign(), b.Belief()
		switch b.Stance {
		case evidence.Unknown, evidence.Null:
			return r, false
		case evidence.Ambiguous:
			r.disputed = true
			sign, value = 1, net.Up
			if net.Down > net.Up {
				sign, value = -1, net.Down
			}
		}
		r.sign *= sign
		weakest = min(weakest, value)
		r.level = min(r.level, b.Level)
		signs = append(signs, r.sign)
	}
	for i := range nodes {
		for j := i + 2; j < len(nodes); j++ {
			if i == 0 && j == len(nodes)-1 {
				continue // the question itself
			}
			switch b := w.body(nodes[i], nodes[j]); {
			case b.Stance == evidence.Null, b.Stance.Sign() == -signs[i]*signs[j]:
				return r, false
			}
		}
	}
	r.t = weakest * math.Pow(evidence.Delta, float64(len(nodes)-2))
	return r, true
}

// answer decides from the brute force's list.
func (w *world) answer(from, to int) (evidence.Stance, float64, evidence.Level) {
	bestOf := func(sign int, above evidence.Level) (best route) {
		for _, r := range w.routes(from, to) {
			if !r.disputed && r.sign == sign && r.level > above && r.t >= evidence.Theta-1e-12 &&
				(r.t > best.t+1e-12 || math.Abs(r.t-best.t) <= 1e-12 && r.level > best.level) {
				best = r
			}
		}
		return best
	}
	direct := w.body(from, to)
	if direct.Stance != evidence.Unknown {
		level := max(direct.Level, evidence.Animal)
		if s := direct.Stance.Sign(); s != 0 && bestOf(-s, level).t > 0 {
			return evidence.Ambiguous, direct.Belief(), direct.Level
		}
		return direct.Stance, direct.Belief(), direct.Level
	}
	lead, other := bestOf(1, 0), bestOf(-1, 0)
	if other.t > lead.t+1e-12 || math.Abs(other.t-lead.t) <= 1e-12 && other.level > lead.level {
		lead, other = other, lead
	}
	switch {
	case lead.t > 0 && (other.t >= evidence.Rho*lead.t && other.t > 0 || bestOf(-lead.sign, lead.level).t > 0):
		return evidence.Ambiguous, lead.t, lead.level
	case lead.t > 0:
		return map[int]evidence.Stance{1: evidence.Increase, -1: evidence.Decrease}[lead.sign], lead.t, lead.level
	}
	var disputed route
	for _, r := range w.routes(from, to) {
		if r.disputed && r.t >= evidence.Theta-1e-12 && (r.t > disputed.t+1e-12 || math.Abs(r.t-disputed.t) <= 1e-12 && r.level > disputed.level) {
			disputed = r
		}
	}
	if disputed.t > 0 {
		return evidence.Ambiguous, disputed.t, disputed.level
	}
	return evidence.Unknown, 0, evidence.NotAssessed
}

// TestEffectAgainstBruteForce compares the pruned search with an enumeration of
// all simple paths on random graphs of 4 to 7 nodes.
func TestEffectAgainstBruteForce(t *testing.T) {
	worlds := 120
	if testing.Short() {
		worlds = 20
	}
	r := rand.New(rand.NewPCG(7, 11))
	seen := make(map[pathway.Reason]int)
	for i := range worlds {
		w := randomWorld(t, r)
		for from := range w.n {
			for to := range w.n {
				if from == to || w.general && (from == w.n-1 || to >= w.n-3 && from >= w.n-3) {
					continue
				}
				got := w.atlas.Effect(w.node(from), w.node(to))
				seen[got.Reason]++
				stance, belief, level := w.answer(from, to)
				if got.Stance != stance || math.Abs(got.Belief-belief) > 1e-6 || got.Level != level {
					t.Fatalf("world %d, h%d to h%d: got %s %v %s (%s), want %s %v %s", i, from, to,
						got.Stance, got.Belief, got.Level, got.Reason, stance, belief, level)
				}
			}
		}
	}
	for _, reason := range []pathway.Reason{pathway.DirectEvidence, pathway.DirectNull, pathway.DirectConflict,
		pathway.ChainEvidence, pathway.ChainConflict, pathway.ChainDisputed, pathway.ChainAgainst} {
		if seen[reason] == 0 && !testing.Short() {
			t.Errorf("the random worlds never gave reason %s: %v", reason, seen)
		}
	}
}
