package pathway_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/pathway"
)

const (
	diffHosts   = `{"id":"a","name":"A","sort":"gene"}` + "\n" + `{"id":"b","name":"B","sort":"gene"}` + "\n"
	diffStudies = `{"key":"s-2020","title":"t","year":2020,"design":"cohort","species":"human","n":90,"checked":{"how":"title","on":"2026-01-01"}}` + "\n" +
		`{"key":"u-2021","title":"u","year":2021,"design":"cohort","species":"human","checked":{"how":"title","on":"2026-01-01"}}` + "\n"
	diffClaims = `{"subject":"host:a","object":"host:b","findings":[` +
		`{"study":"s-2020","direction":"up","measured_as":"x","effect":{"measure":"smd","value":0.4,"lo":0.1,"hi":0.7}},` +
		`{"study":"s-2020","direction":"up","measured_as":"y"},{"study":"u-2021","direction":"none"}]}` + "\n"
)

// edited reads the small atlas above with parts of its text replaced.
func edited(t testing.TB, oldNew ...string) *pathway.Atlas {
	t.Helper()
	r := strings.NewReplacer(oldNew...)
	a, err := pathway.Read(fstest.MapFS{
		"hosts.jsonl":   {Data: []byte(r.Replace(diffHosts))},
		"studies.jsonl": {Data: []byte(r.Replace(diffStudies))},
		"claims.jsonl":  {Data: []byte(r.Replace(diffClaims))},
	}, nil)
	require.NoError(t, err)
	return a
}

func TestDiff(t *testing.T) {
	const own = `{"study":"s-2020","direction":"up","measured_as":"y"}`
	for _, tt := range []struct {
		name   string
		oldNew []string
		want   []string
	}{
		{"nothing", nil, nil},
		{"order of findings", []string{own + `,{"study":"u-2021","direction":"none"}`, `{"study":"u-2021","direction":"none"},` + own}, nil},
		{"a field of a study", []string{`"n":90`, `"n":95`}, []string{"changed study s-2020: n 90 → 95"}},
		{"a field that was not there, and one that goes", []string{`"n":90`, `"status":"retracted"`},
			[]string{`changed study s-2020: n 90 → –, status – → "retracted"`}},
		{"a field within a field", []string{`"how":"title","on":"2026-01-01"}}` + "\n" + `{"key":"u`, `"how":"abstract","on":"2026-01-01"}}` + "\n" + `{"key":"u`},
			[]string{`changed study s-2020: checked.how "title" → "abstract"`}},
		{"an entity", []string{diffHosts, diffHosts + `{"id":"c","name":"C","sort":"gene"}` + "\n"}, []string{"added host c"}},
		{"a name", []string{`"name":"B"`, `"name":"Bee"`}, []string{`changed host b: name "B" → "Bee"`}},
		{"a note of a claim", []string{`"findings":[`, `"note":"n","findings":[`}, []string{`changed claim host:a>host:b: note – → "n"`}},
		{"a finding that goes", []string{"," + own, ""}, []string{"removed finding host:a>host:b of s-2020"}},
		{"a finding that comes", []string{own, own + `,{"study":"u-2021","direction":"up"}`}, []string{"added finding host:a>host:b of u-2021"}},
		{"a finding that turns", []string{`{"study":"u-2021","direction":"none"}`, `{"study":"u-2021","direction":"down"}`},
			[]string{`changed finding host:a>host:b of u-2021: direction "none" → "down"`}},
		{"the nearest finding counts as the one that changed", []string{`"value":0.4`, `"value":0.5`},
			[]string{`changed finding host:a>host:b of s-2020: effect.value 0.4 → 0.5`}},
		{"an effect that goes", []string{`,"effect":{"measure":"smd","value":0.4,"lo":0.1,"hi":0.7}`, ""},
			[]string{`changed finding host:a>host:b of s-2020: effect.hi 0.7 → –, effect.lo 0.1 → –, effect.measure "smd" → –, effect.value 0.4 → –`}},
		{"another study", []string{`{"study":"u-2021","direction":"none"}`, `{"study":"s-2020","direction":"none"}`},
			[]string{"added finding host:a>host:b of s-2020", "removed finding host:a>host:b of u-2021"}},
		{"another claim", []string{`"subject":"host:a","object":"host:b"`, `"subject":"host:b","object":"host:a"`},
			[]string{"removed claim host:a>host:b", "removed finding host:a>host:b of s-2020", "removed finding host:a>host:b of s-2020",
				"removed finding host:a>host:b of u-2021", "added claim host:b>host:a", "added finding host:b>host:a of s-2020",
				"added finding host:b>host:a of s-2020", "added finding host:b>host:a of u-2021"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, d := range pathway.Diff(edited(t), edited(t, tt.oldNew...)) {
				got = append(got, d.String())
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// TestDiffTellsTheOrderOfFindings uses the one way to two atlases that differ
// in nothing else: findings that Read keeps apart only by what came first.
func TestDiffTellsTheOrderOfFindings(t *testing.T) {
	const one, other = `{"study":"s-2020","direction":"up","comparator":"x"}`, `{"study":"s-2020","direction":"up","comparator":"y"}`
	on := func(first, second string) *pathway.Atlas {
		base, err := pathway.Read(fstest.MapFS{"hosts.jsonl": {Data: []byte(diffHosts)}, "studies.jsonl": {Data: []byte(diffStudies)},
			"claims.jsonl": {Data: []byte(`{"subject":"host:a","object":"host:b","findings":[` + first + `]}`)}}, nil)
		require.NoError(t, err)
		a, err := pathway.Read(fstest.MapFS{"claims.jsonl": {Data: []byte(`{"subject":"host:a","object":"host:b","findings":[` + second + `]}`)}}, base)
		require.NoError(t, err)
		return a
	}
	a, b := on(one, other), on(other, one)
	if d := pathway.Diff(a, b); (len(d) == 0) != (a.Hash() == b.Hash()) {
		t.Errorf("hashes equal: %v, differences %v", a.Hash() == b.Hash(), d)
	}
}

// mutate changes a random line of the files of an atlas: takes it out, or
// changes a number, a name or a direction.
func mutate(t testing.TB, r *rand.Rand, a *pathway.Atlas) *pathway.Atlas {
	for {
		file := []string{pathway.StudiesFile, pathway.HostsFile, pathway.ClaimsFile}[r.IntN(3)]
		changed, err := pathway.Read(written(t, a, func(name, text string) string {
			lines := strings.SplitAfter(strings.TrimSuffix(text, "\n"), "\n")
			if name != file || len(lines) == 0 {
				return text
			}
			i := r.IntN(len(lines))
			switch r.IntN(4) {
			case 0:
				lines = slices.Delete(lines, i, i+1)
			case 1:
				lines[i] = strings.Replace(lines[i], `"direction":"up"`, `"direction":"down"`, 1)
			case 2:
				lines[i] = strings.Replace(lines[i], `"name":"`, `"name":"x`, 1)
			case 3:
				lines[i] = strings.Replace(lines[i], `"n":`, `"n":1`, 1)
			}
			return strings.Join(lines, "")
		}), nil)
		if err == nil {
			return changed
		}
	}
}

func TestDiffOfRandomAtlases(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 1))
	some := 0
	for range 150 {
		a := randomWorld(t, r).atlas
		b := mutate(t, r, a)
		if r.IntN(5) == 0 {
			b = randomWorld(t, r).atlas
		}
		got, back := pathway.Diff(a, b), pathway.Diff(b, a)
		if (len(got) == 0) != (a.Hash() == b.Hash()) {
			t.Fatalf("hashes equal: %v, differences %v", a.Hash() == b.Hash(), got)
		}
		some += min(1, len(got))
		// The way back has the same differences, turned around.
		turned := map[pathway.Action]pathway.Action{pathway.Added: pathway.Removed, pathway.Removed: pathway.Added, pathway.Changed: pathway.Changed}
		lines := func(all []pathway.Difference, turn bool) (lines []string) {
			for _, d := range all {
				d.Fields = slices.Clone(d.Fields)
				for i := range d.Fields {
					if f := &d.Fields[i]; turn {
						f.Before, f.After = f.After, f.Before
					}
				}
				if turn {
					d.Action = turned[d.Action]
				}
				text, err := json.Marshal(d)
				require.NoError(t, err)
				lines = append(lines, string(text))
			}
			slices.Sort(lines)
			return lines
		}
		if diff := cmp.Diff(lines(got, false), lines(back, true)); diff != "" {
			t.Fatalf("there and back: %s", diff)
		}
		if !slices.IsSortedFunc(got, func(x, y pathway.Difference) int { return int(x.Record) - int(y.Record) }) {
			i := slices.IndexFunc(got, func(d pathway.Difference) bool { return d.Record >= pathway.ClaimRecord })
			if i < 0 || !slices.IsSortedFunc(got[:i], func(x, y pathway.Difference) int { return int(x.Record) - int(y.Record) }) {
				t.Fatalf("not in order: %v", got)
			}
		}
		text, err := json.Marshal(got)
		require.NoError(t, err)
		var read []pathway.Difference
		require.NoError(t, json.Unmarshal(text, &read))
		if again, _ := json.Marshal(read); string(again) != string(text) {
			t.Fatalf("through JSON: %s, want %s", again, text)
		}
	}
	if some < 60 {
		t.Errorf("only %d pairs of atlases differ", some)
	}
}

func TestDiffOfAllAndNothing(t *testing.T) {
	a := pathway.Default()
	all := pathway.Diff(nil, a)
	want := map[pathway.RecordKind]int{}
	for range a.Studies() {
		want[pathway.StudyRecord]++
	}
	for n := range a.Nodes() {
		switch n.Kind() {
		case pathway.TaxonKind:
			want[pathway.TaxonRecord]++
		case pathway.MetaboliteKind:
			want[pathway.MetaboliteRecord]++
		case pathway.FunctionKind:
			want[pathway.FunctionRecord]++
		case pathway.HabitKind:
			want[pathway.HabitRecord]++
		case pathway.HostKind:
			want[pathway.HostRecord]++
		case pathway.OutcomeKind:
			want[pathway.OutcomeRecord]++
		case pathway.PathwayKind:
			want[pathway.PathwayRecord]++
		}
	}
	for c := range a.Claims() {
		want[pathway.ClaimRecord]++
		want[pathway.FindingRecord] += len(c.Findings)
	}
	for range a.Conflicts() {
		want[pathway.ConflictRecord]++
	}
	for range a.StoolTests() {
		want[pathway.StoolTestRecord]++
	}
	for range a.FurtherReading() {
		want[pathway.ReadingRecord]++
	}
	got := map[pathway.RecordKind]int{}
	for _, d := range all {
		got[d.Record]++
		if d.Action != pathway.Added {
			t.Errorf("%s", &d)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if len(pathway.Diff(nil, nil)) > 0 || len(pathway.Diff(a, a)) > 0 || len(pathway.Diff(a, nil)) != len(all) {
		t.Error("differences of nothing, or not as many on the way back")
	}
}

// TestDiffOfAStatus checks that a retraction is one field of one study.
func TestDiffOfAStatus(t *testing.T) {
	a := pathway.Default()
	now, err := a.WithStatus(evidence.MustParseStudyKey("lahiri-2019"), evidence.Retracted)
	require.NoError(t, err)
	got := pathway.Diff(a, now)
	if want := `[changed study lahiri-2019: status – → "retracted"]`; len(got) != 1 || fmt.Sprintf("[%s]", &got[0]) != want {
		t.Errorf("%v, want %s", got, want)
	}
}

func BenchmarkDiff(b *testing.B) {
	a := pathway.Default()
	now, err := a.WithStatus(evidence.MustParseStudyKey("lahiri-2019"), evidence.Retracted)
	require.NoError(b, err)
	for b.Loop() {
		pathway.Diff(a, now)
	}
}
