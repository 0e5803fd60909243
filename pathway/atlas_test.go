package pathway_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/pathway"
)

var write = flag.Bool("write", false, "write the data files in order instead of checking them")

// dataFiles returns the built-in files, those of taxa and metabolites among
// them, with their lines in a random order if r is not nil.
func dataFiles(t testing.TB, r *rand.Rand) fstest.MapFS {
	t.Helper()
	files := make(fstest.MapFS)
	for _, dir := range []string{"data", "../microbiome/data"} {
		names, err := fs.Glob(os.DirFS(dir), "*.jsonl")
		require.NoError(t, err)
		for _, name := range names {
			data, err := os.ReadFile(dir + "/" + name)
			require.NoError(t, err)
			if r != nil {
				lines := strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
				r.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
				data = []byte(strings.Join(lines, "\n") + "\n")
			}
			files[name] = &fstest.MapFile{Data: data}
		}
	}
	return files
}

// TestSameBytes checks that shuffled files, another GOMAXPROCS and repeated
// runs give the same hash and the same answers.
func TestSameBytes(t *testing.T) {
	want := pathway.Default()
	questions := [][2]string{{"habit:fiber", "outcome:grip-strength"}, {"habit:antibiotics", "outcome:muscle-mass"},
		{"habit:aerobic-exercise", "outcome:gut-diversity"}, {"metabolite:butyrate", "host:mtorc1"}}
	answers := func(a *pathway.Atlas) string {
		var b bytes.Buffer
		for _, q := range questions {
			require.NoError(t, json.NewEncoder(&b).Encode(a.Effect(pathway.MustParseNode(q[0]), pathway.MustParseNode(q[1]))))
		}
		return b.String()
	}
	for i := range uint64(3) {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1 + int(i)))
		got, err := pathway.Read(dataFiles(t, rand.New(rand.NewPCG(i, 9))), nil)
		require.NoError(t, err)
		if got.Hash() != want.Hash() {
			t.Errorf("shuffle %d: hash %s, want %s", i, got.Hash(), want.Hash())
		}
		if diff := cmp.Diff(answers(want), answers(got)); diff != "" {
			t.Errorf("shuffle %d: %s", i, diff)
		}
	}
}

// TestDataInOrder checks that the built-in files are written as WriteFile
// writes them, so that a change of one record is a change of one line.
func TestDataInOrder(t *testing.T) {
	files := dataFiles(t, nil)
	if got, want := len(files), len(pathway.Files()); got != want {
		t.Errorf("%d files, want %d", got, want)
	}
	for _, name := range pathway.Files() {
		var b bytes.Buffer
		require.NoError(t, pathway.Default().WriteFile(&b, name))
		if diff := cmp.Diff(string(files[name].Data), b.String()); diff != "" {
			if *write {
				dir := map[bool]string{true: "../microbiome/data/", false: "data/"}[name == "taxa.jsonl" || name == "metabolites.jsonl"]
				require.NoError(t, os.WriteFile(dir+name, b.Bytes(), 0o666))
				continue
			}
			t.Errorf("%s is not in order; go test ./pathway -write mends it (-file +wanted)\n%.2000s", name, diff)
		}
	}
}

func TestConcurrentUse(t *testing.T) {
	a, err := pathway.Read(dataFiles(t, nil), nil)
	require.NoError(t, err)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			a.Effect(pathway.MustParseNode("habit:fiber"), pathway.MustParseNode("outcome:strength"))
			a.Hash()
		})
	}
	wg.Wait()
}

// TestEveryPair asks the atlas about every habit and outcome, and checks what
// holds of every answer.
func TestEveryPair(t *testing.T) {
	a := pathway.Default()
	for h := range a.Habits() {
		for o := range a.Outcomes() {
			ans := a.Effect(pathway.NodeOf(h.ID), pathway.NodeOf(o.ID))
			switch {
			case ans.Belief < 0 || ans.Belief > 1:
				t.Errorf("%s to %s: belief %v", h.ID, o.ID, ans.Belief)
			case ans.Reason == pathway.NoReason:
				t.Errorf("%s to %s: no reason", h.ID, o.ID)
			case (ans.Stance == evidence.Unknown) != (ans.Level == evidence.NotAssessed):
				t.Errorf("%s to %s: %s at level %s", h.ID, o.ID, ans.Stance, ans.Level)
			case ans.Stance.Sign() != 0 && len(ans.For) == 0:
				t.Errorf("%s to %s: %s without a study", h.ID, o.ID, ans.Stance)
			case !ans.Level.Human() && ans.Certainty > evidence.VeryLow:
				t.Errorf("%s to %s: %s with certainty %s", h.ID, o.ID, ans.Level, ans.Certainty)
			}
			for _, c := range ans.Chains {
				if len(c.Nodes) > evidence.MaxLinks+1 || c.Nodes[0] != ans.From || c.Nodes[len(c.Nodes)-1] != ans.To {
					t.Errorf("%s to %s: chain %v", h.ID, o.ID, c.Nodes)
				}
			}
		}
	}
}

func TestReadOnTop(t *testing.T) {
	base := pathway.Default()
	hash := base.Hash()
	own := fstest.MapFS{
		"studies.jsonl": {Data: []byte(`{"key":"mine-2026","title":"Mine","year":2026,"design":"cohort","species":"human","n":900,"checked":{"how":"abstract","on":"2026-01-01"}}` + "\n")},
		"claims.jsonl":  {Data: []byte(`{"subject":"habit:fiber","object":"outcome:grip-strength","findings":[{"study":"mine-2026","direction":"none"}]}` + "\n")},
	}
	a, err := pathway.Read(own, base)
	require.NoError(t, err)
	old := base.Effect(pathway.MustParseNode("habit:fiber"), pathway.MustParseNode("outcome:grip-strength"))
	now := a.Effect(pathway.MustParseNode("habit:fiber"), pathway.MustParseNode("outcome:grip-strength"))
	if len(now.Against) != len(old.Against)+1 || now.Direct.Masses.Null <= old.Direct.Masses.Null {
		t.Errorf("the own finding does not count: %v, %v", old.Against, now.Against)
	}
	if base.Hash() != hash || a.Hash() == hash {
		t.Error("the base changed, or the new atlas has its hash")
	}
}

func TestReadOnTopDropsNothingInSilence(t *testing.T) {
	const claim = `{"subject":"host:a","object":"host:b"%s,"findings":[{"study":"s-2020","direction":"up","comparator":"placebo"},{"study":"s-2020","direction":"up","comparator":"exercise"}]}` + "\n"
	files := fstest.MapFS{
		"hosts.jsonl":   {Data: []byte(`{"id":"a","name":"a","sort":"gene"}` + "\n" + `{"id":"b","name":"b","sort":"gene"}` + "\n")},
		"studies.jsonl": {Data: []byte(`{"key":"s-2020","title":"t","year":2020,"design":"cohort","species":"human","checked":{"how":"title","on":"2026-01-01"}}` + "\n")},
		"claims.jsonl":  {Data: fmt.Appendf(nil, claim, "")},
	}
	base, err := pathway.Read(files, nil)
	require.NoError(t, err, "findings that differ in the comparator only are two")
	_, err = pathway.Read(fstest.MapFS{"claims.jsonl": {Data: fmt.Appendf(nil, claim, `,"smallest_effect":0.9,"note":"mine"`)}}, base)
	for _, want := range []string{"smallest_effect: the claim is known already, with 0 here", "note: the claim is known already",
		"findings[0]: duplicate id: the claim has this finding already", "findings[1]: duplicate id"} {
		require.ErrorContains(t, err, want)
	}
}

func TestReadProblems(t *testing.T) {
	const study = `{"key":"s-2020","title":"t","year":2020,"design":"cohort","species":"human","checked":{"how":"title","on":"2026-01-01"}}` + "\n"
	const hosts = `{"id":"a","name":"a","sort":"gene"}` + "\n" + `{"id":"b","name":"b","sort":"gene"}` + "\n"
	for _, tt := range []struct {
		name  string
		files map[string]string
		want  string
	}{
		{"unknown file", map[string]string{"claim.jsonl": ""}, `claim.jsonl: knowledge file: unknown "claim.jsonl"`},
		{"self edge", map[string]string{"hosts.jsonl": hosts, "studies.jsonl": study, "claims.jsonl": `{"subject":"host:a","object":"host:a","findings":[{"study":"s-2020","direction":"up"}]}`}, "claims.jsonl:1: host:a>host:a: object: same as the subject"},
		{"class of a class", map[string]string{"hosts.jsonl": `{"id":"a","name":"a","sort":"gene","is_a":["b"]}` + "\n" + `{"id":"b","name":"b","sort":"gene","is_a":["c"]}` + "\n" + `{"id":"c","name":"c","sort":"gene"}`}, "hosts.jsonl:2: b: is_a: a class cannot belong to a class"},
		{"duplicate claim", map[string]string{"hosts.jsonl": hosts, "studies.jsonl": study, "claims.jsonl": strings.Repeat(`{"subject":"host:a","object":"host:b","findings":[{"study":"s-2020","direction":"up"}]}`+"\n", 2)}, "claims.jsonl:2: host:a>host:b: id: duplicate id"},
		{"same finding twice", map[string]string{"hosts.jsonl": hosts, "studies.jsonl": study, "claims.jsonl": `{"subject":"host:a","object":"host:b","findings":[{"study":"s-2020","direction":"up"},{"study":"s-2020","direction":"up"}]}`}, "findings[1]: same as findings[0]"},
		{"null with an effect", map[string]string{"hosts.jsonl": hosts, "studies.jsonl": study, "claims.jsonl": `{"subject":"host:a","object":"host:b","findings":[{"study":"s-2020","direction":"none","effect":{"measure":"odds-ratio","value":2,"lo":1.5,"hi":3}}]}`}, "direction: none, but the interval 1.5 to 3 excludes no effect"},
		{"finding of a guideline", map[string]string{"hosts.jsonl": hosts, "studies.jsonl": strings.Replace(study, "cohort", "guideline", 1), "claims.jsonl": `{"subject":"host:a","object":"host:b","findings":[{"study":"s-2020","direction":"up"}]}`}, "is a guideline and has no findings of its own"},
		{"product of a habit", map[string]string{"hosts.jsonl": hosts, "studies.jsonl": study, "claims.jsonl": `{"subject":"host:a","object":"host:b","relation":"produces","findings":[{"study":"s-2020","direction":"up"}]}`}, "relation: produces goes from a taxon or function to a metabolite"},
		{"included study", map[string]string{"studies.jsonl": strings.Replace(study, `"checked"`, `"includes":["t-2020"],"checked"`, 1)}, "studies.jsonl:1: s-2020: includes[0]: no such record: t-2020"},
		{"bad DOI", map[string]string{"studies.jsonl": strings.Replace(study, `"year"`, `"doi":"doi:10.1/x","year"`, 1)}, "doi: parse"},
		{"pathway without its readout", map[string]string{"hosts.jsonl": hosts, "pathways.jsonl": `{"id":"p","name":"p","summary":"s","readout":"host:a","nodes":["host:b"]}`}, "pathways.jsonl:1: p: nodes: readout is not among them"},
		{"KO number", map[string]string{"functions.jsonl": `{"id":"f","name":"f","steps":[{"name":"s","ko":"K0162|K00626"}]}`}, `steps[0].ko: "K0162"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			files := make(fstest.MapFS)
			for name, text := range tt.files {
				files[name] = &fstest.MapFile{Data: []byte(text)}
			}
			_, err := pathway.Read(files, nil)
			require.Error(t, err)
			if !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v\nwant %s", err, tt.want)
			}
			for _, problem := range dataset.All(err) {
				if _, ok := problem.(*dataset.Error); !ok {
					t.Errorf("%T is not a *dataset.Error", problem)
				}
			}
		})
	}
}

// FuzzRead checks that no claims file makes the reader panic, and that what it
// takes it writes back the same.
func FuzzRead(f *testing.F) {
	f.Add([]byte(`{"subject":"host:a","object":"host:b","findings":[{"study":"s-2020","direction":"up"}]}`))
	f.Add([]byte(`{"subject":"taxon:a","object":"host:b"}`))
	f.Add([]byte("\xff\xfe{"))
	f.Fuzz(func(t *testing.T, claims []byte) {
		files := fstest.MapFS{
			"hosts.jsonl":   {Data: []byte(`{"id":"a","name":"a","sort":"gene"}` + "\n" + `{"id":"b","name":"b","sort":"gene"}` + "\n")},
			"studies.jsonl": {Data: []byte(`{"key":"s-2020","title":"t","year":2020,"design":"cohort","species":"human","checked":{"how":"title","on":"2026-01-01"}}` + "\n")},
			"claims.jsonl":  {Data: claims},
		}
		a, err := pathway.Read(files, nil)
		if err != nil {
			return
		}
		var b bytes.Buffer
		require.NoError(t, a.WriteFile(&b, "claims.jsonl"))
		files["claims.jsonl"] = &fstest.MapFile{Data: b.Bytes()}
		again, err := pathway.Read(files, nil)
		require.NoError(t, err)
		if again.Hash() != a.Hash() {
			t.Errorf("%s reads back as something else", b.Bytes())
		}
		a.Effect(pathway.MustParseNode("host:a"), pathway.MustParseNode("host:b"))
	})
}
