package pathway_test

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/pathway"
)

// sharedWorld is a random atlas of few studies, each of which has findings on
// several claims. Some are of one group, some pool others.
func sharedWorld(t *testing.T, r *rand.Rand) (*pathway.Atlas, []pathway.Question) {
	t.Helper()
	var hosts, studies, claims bytes.Buffer
	n := 4 + r.IntN(3)
	general := r.IntN(2) == 0
	for i := range n {
		class := ""
		if general && (i == n-2 || i == n-3) {
			class = fmt.Sprintf(`,"is_a":["h%d"]`, n-1)
		}
		fmt.Fprintf(&hosts, `{"id":"h%d","name":"h%d","sort":"process"%s}`+"\n", i, i, class)
	}
	kinds := []struct {
		design  evidence.Design
		species evidence.Species
	}{{evidence.InVitroExperiment, evidence.Cell}, {evidence.AnimalExperiment, evidence.Mouse}, {evidence.Cohort, evidence.Human},
		{evidence.RandomizedTrial, evidence.Human}, {evidence.RandomizedTrial, evidence.Human}, {evidence.TrialSynthesis, evidence.Human}}
	m := 5 + r.IntN(4)
	var trials []string
	for i := range m {
		kind := kinds[r.IntN(len(kinds))]
		more := ""
		switch {
		case kind.design == evidence.RandomizedTrial:
			trials = append(trials, fmt.Sprintf(`"s%d"`, i))
		case kind.design == evidence.TrialSynthesis && len(trials) > 0:
			more = fmt.Sprintf(`,"pools":9,"includes":[%s]`, trials[r.IntN(len(trials))])
		}
		if r.IntN(5) == 0 {
			more += `,"group":"one"`
		}
		if r.IntN(12) == 0 {
			more += `,"status":"retracted"`
		}
		fmt.Fprintf(&studies, `{"key":"s%d","title":"t","year":2020,"design":%q,"species":%q,"n":%d,"checked":{"how":"title","on":"2026-01-01"}%s}`+"\n",
			i, kind.design, kind.species, 5+r.IntN(300), more)
	}
	var questions []pathway.Question
	node := func(i int) pathway.Node { return pathway.MustParseNode(fmt.Sprintf("host:h%d", i)) }
	for from := range n {
		for to := range n {
			questions = append(questions, pathway.Question{From: node(from), To: node(to)})
			if from == to || r.IntN(2) == 0 || general && from == n-1 {
				continue
			}
			fmt.Fprintf(&claims, `{"subject":"host:h%d","object":"host:h%d","findings":[`, from, to)
			for k, s := range r.Perm(m)[:1+r.IntN(3)] {
				d := []evidence.Direction{evidence.Up, evidence.Up, evidence.Down, evidence.NoEffect}[r.IntN(4)]
				fmt.Fprintf(&claims, `%s{"study":"s%d","direction":%q}`, map[bool]string{true: ","}[k > 0], s, d)
			}
			claims.WriteString("]}\n")
		}
	}
	a, err := pathway.Read(fstest.MapFS{
		"hosts.jsonl":   {Data: hosts.Bytes()},
		"studies.jsonl": {Data: studies.Bytes()},
		"claims.jsonl":  {Data: claims.Bytes()},
	}, nil)
	require.NoError(t, err)
	return a, questions
}

// removals returns the atlas without each set of up to most of its studies, by
// size and then by keys.
func removals(t *testing.T, a *pathway.Atlas, most int) (sets [][]evidence.StudyKey, without []*pathway.Atlas) {
	t.Helper()
	var keys []evidence.StudyKey
	for s := range a.Studies() {
		if s.Status != evidence.Retracted {
			keys = append(keys, s.Key)
		}
	}
	var take func(a *pathway.Atlas, set []evidence.StudyKey, from, n int)
	take = func(a *pathway.Atlas, set []evidence.StudyKey, from, n int) {
		if n == 0 {
			sets, without = append(sets, slices.Clone(set)), append(without, a)
			return
		}
		for i := from; i < len(keys); i++ {
			less, err := a.WithStatus(keys[i], evidence.Retracted)
			require.NoError(t, err)
			take(less, append(set, keys[i]), i+1, n-1)
		}
	}
	for n := 1; n <= most; n++ {
		take(a, nil, 0, n)
	}
	return sets, without
}

var plain = cmpopts.EquateComparable(pathway.Node{}, evidence.StudyKey{})

// TestFragilityAgainstBruteForce compares the pruned search with a retraction of
// every set of studies, whether the answer seems to rest on them or not.
func TestFragilityAgainstBruteForce(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 1))
	seen := make(map[string]int)
	beside := 0 // sets with nothing of what the answer rests on
	check := func(a *pathway.Atlas, questions []pathway.Question, most int, l pathway.Limits) {
		t.Helper()
		sets, without := removals(t, a, most)
		for i := range without {
			without[i] = without[i].With(l)
		}
		a = a.With(l)
		for _, q := range questions {
			answer := a.Effect(q.From, q.To)
			want := pathway.Fragility{Question: q, Before: summaryOf(answer), Without: []pathway.Removal{}}
			if want.Before.Stance != evidence.Unknown {
				want.Searched = pathway.MaxRemoved
				for i, set := range sets {
					if want.Size > 0 && len(set) > want.Size {
						break
					}
					after := summaryOf(without[i].Effect(q.From, q.To))
					if after.Stance == want.Before.Stance {
						continue
					}
					want.Size, want.Searched = len(set), len(set)
					if want.Sets++; want.Sets <= pathway.MaxRemovals {
						want.Without = append(want.Without, pathway.Removal{Studies: set, After: after})
					}
					if !slices.ContainsFunc(set, func(key evidence.StudyKey) bool {
						return slices.Contains(answer.For, key) || slices.Contains(answer.Against, key)
					}) {
						beside++
					}
				}
			}
			got := a.Fragility(q.From, q.To)
			if want.Size == 0 && want.Before.Stance != evidence.Unknown && most < pathway.MaxRemoved {
				if got.Size > 0 && got.Size <= most {
					t.Fatalf("%s to %s: found %v, and brute force nothing", q.From, q.To, got.Without)
				}
				continue
			}
			if diff := cmp.Diff(want, got, plain); diff != "" {
				t.Fatalf("%s to %s (-brute force +got)\n%s", q.From, q.To, diff)
			}
			seen[fmt.Sprintf("%s, %d", got.Before.Reason, got.Size)]++
		}
	}
	worlds := 36
	if testing.Short() {
		worlds = 6
	}
	for n := range worlds {
		a, questions := sharedWorld(t, r)
		var l pathway.Limits
		if n%4 == 0 {
			l = pathway.Limits{Closed: []pathway.Node{questions[0].From}, Weak: []pathway.Node{questions[1].To, questions[2].To}}
		}
		check(a, questions, pathway.MaxRemoved, l)
	}
	for range worlds / 6 {
		w := randomWorld(t, r)
		check(w.atlas, w.allPairs(), 2, pathway.Limits{})
	}
	t.Log(seen, beside)
	if testing.Short() {
		return
	}
	for _, want := range []string{"direct, 1", "direct, 2", "direct, 3", "direct-null, 1", "direct-null, 2", "direct-conflict, 1",
		"direct-conflict, 2", "chain, 1", "chain, 2", "chain-conflict, 1", "chain-disputed, 1", "chain-against-direct, 1"} {
		if seen[want] == 0 {
			t.Errorf("no answer fell by %s: %v", want, slices.Sorted(maps.Keys(seen)))
		}
	}
	if beside == 0 {
		t.Error("no answer fell by a study that it does not rest on")
	}
}

// TestAnswerOfOneStudy checks, for the answers of the built-in atlas that rest
// on one study alone, that they are unknown without it.
func TestAnswerOfOneStudy(t *testing.T) {
	a := pathway.Default()
	n := 0
	for _, q := range a.Questions() {
		answer := a.Effect(q.From, q.To)
		if answer.Reason != pathway.DirectEvidence || len(answer.For) != 1 || len(answer.Against) > 0 || len(answer.Chains) > 0 {
			continue
		}
		f := a.Fragility(q.From, q.To)
		if f.Size != 1 || f.Sets != 1 || f.Without[0].Studies[0] != answer.For[0] || f.Without[0].After.Stance != evidence.Unknown {
			t.Errorf("%s to %s rests on %s: %+v", q.From, q.To, answer.For[0], f)
		}
		if n++; n == 40 {
			break
		}
	}
	if n < 10 {
		t.Errorf("%d answers of one study", n)
	}
}

// TestFragilityOfTheBuiltInAtlas replays what is found for some answers.
func TestFragilityOfTheBuiltInAtlas(t *testing.T) {
	a := pathway.Default()
	r := rand.New(rand.NewPCG(9, 1))
	questions := a.Questions()
	for n := 0; n < 12; {
		q := questions[r.IntN(len(questions))]
		f := a.Fragility(q.From, q.To)
		if f.Before != summaryOf(a.Effect(q.From, q.To)) {
			t.Fatalf("%s to %s: before %+v", q.From, q.To, f.Before)
		}
		if f.Size == 0 {
			continue
		}
		n++
		less := a
		for _, key := range f.Without[len(f.Without)-1].Studies {
			var err error
			less, err = less.WithStatus(key, evidence.Retracted)
			require.NoError(t, err)
		}
		after := summaryOf(less.Effect(q.From, q.To))
		if after != f.Without[len(f.Without)-1].After || after.Stance == f.Before.Stance {
			t.Errorf("%s to %s without %v: %+v, want %+v", q.From, q.To, f.Without[len(f.Without)-1].Studies, f.Without[len(f.Without)-1].After, after)
		}
	}
}

func TestFragilityOfNothing(t *testing.T) {
	a := pathway.Default()
	for _, q := range [][2]string{{"habit:fiber", "habit:fiber"}, {"habit:nonesuch", "outcome:strength"}, {"outcome:gait-speed", "habit:statins"}} {
		f := a.Fragility(pathway.MustParseNode(q[0]), pathway.MustParseNode(q[1]))
		if f.Before.Stance != evidence.Unknown || f.Size != 0 || f.Searched != 0 || f.Without == nil {
			t.Errorf("%v: %+v", q, f)
		}
	}
	if f := new(pathway.Atlas).Fragility(pathway.MustParseNode("habit:fiber"), pathway.MustParseNode("outcome:strength")); f.Size != 0 {
		t.Errorf("empty atlas: %+v", f)
	}
}

// BenchmarkFragility is an answer of a synthesis and many trials, of which all
// sets of up to three studies are looked at.
func BenchmarkFragility(b *testing.B) {
	a := pathway.Default()
	from, to := pathway.MustParseNode("habit:resistance-training"), pathway.MustParseNode("outcome:physical-function")
	a.Effect(from, to)
	for b.Loop() {
		a.Fragility(from, to)
	}
}

// BenchmarkFragilityOfAChain is an answer of a chain, which other studies than
// its own keep from being disputed.
func BenchmarkFragilityOfAChain(b *testing.B) {
	a := pathway.Default()
	from, to := pathway.MustParseNode("habit:aerobic-exercise"), pathway.MustParseNode("outcome:muscle-mass")
	a.Effect(from, to)
	for b.Loop() {
		a.Fragility(from, to)
	}
}
