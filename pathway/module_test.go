package pathway_test

import (
	"encoding/json"
	"errors"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/pathway"
)

func TestParseModule(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       string // canonical; empty: as text
	}{
		{"one gene", "K00844", ""},
		{"alternatives", "K00844|K00845", ""},
		{"complex or gene", "K01034+K01035|K19709", ""},
		{"alternatives in a complex", "(K00169|K00174)+K00170", ""},
		{"complex in alternatives in a complex", "(K00169+K00171|K00174)+K00170", ""},
		{"steps", "K00844|K00845; K01810", ""},
		{"step of unknown genes", "K00844; _; K01810", ""},
		{"nothing known", "_", ""},
		{"optional step", "K00844; K01810?", ""},
		{"optional alternatives", "(K00844|K00845)?", ""},
		{"optional complex", "(K00844+K00845)?", ""},
		{"optional part", "K00844+K00845?", ""},
		{"optional part that is a complex", "K00844+(K00845+K00846?)?", ""},
		{"optional part of alternatives", "K00844+(K00845|K00846)?", ""},
		{"weights", "K00844@0.25; _@0.5; (K00845|K00846)?@0.125", ""},
		{"gene zero", "K00000", ""},

		{"white space", "\n K00844\t|\r\nK00845 ;K01810 @ 0.5\n", "K00844|K00845; K01810@0.5"},
		{"weight of one", "K00844@1; K00845@1.0; K00846@0.99999999999999999999", "K00844; K00845; K00846"},
		{"spelling of weights", "K00844@0.50; K00845@00.1", "K00844@0.5; K00845@0.1"},
		{"gene in parentheses", "((K00844))", "K00844"},
		{"alternatives among alternatives", "K00844|(K00845|(K00846|K00847))", "K00844|K00845|K00846|K00847"},
		{"complex in a complex", "K00844+(K00845+K00846?)", "K00844+K00845+K00846?"},
		{"complex in parentheses", "(K00844+K00845)|(K00846)", "K00844+K00845|K00846"},
		{"optional in parentheses", "((K00844?)?)+(K00845)", "K00844?+K00845"},
		{"deepest", strings.Repeat("(", 16) + "K00844" + strings.Repeat(")", 16), "K00844"},
		{"longest", strings.Repeat("K00844|K00845;_;_;", 1023) + "K00844;_;_;_", strings.Repeat("K00844|K00845; _; _; ", 1023) + "K00844; _; _; _"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m, err := pathway.ParseModule(tt.text)
			require.NoError(t, err)
			want := tt.want
			if want == "" {
				want = tt.text
			}
			if got := m.String(); got != want {
				t.Errorf("String = %s\n want    %s", got, want)
			}
			sameModule(t, m, m.String())
		})
	}
}

// sameModule checks that text is read as m.
func sameModule(t *testing.T, m pathway.Module, text string) {
	t.Helper()
	got, err := pathway.ParseModule(text)
	if err != nil {
		t.Errorf("the text of a module is not read: %v", err)
	} else if !reflect.DeepEqual(m, got) {
		t.Errorf("%s is read as another module, %s", text, got)
	}
}

func TestParseModuleProblems(t *testing.T) {
	const gene, item = "K and five digits, joined by + or |", "K and five digits or ("
	const weight, after = "a weight above 0 and up to 1, such as 0.25", "+, |, @, ; or the end"
	for _, tt := range []struct {
		name, text string
		want       []pathway.ModuleError
	}{
		{"nothing", "", []pathway.ModuleError{{0, "", item}}},
		{"white space only", " \n", []pathway.ModuleError{{2, "", item}}},
		{"no step at the end", "K00844;", []pathway.ModuleError{{7, "", item}}},
		{"no step between", "K00844;;K00845", []pathway.ModuleError{{7, ";", item}}},
		{"no gene after +", "K00844+|K00845", []pathway.ModuleError{{7, "|", item}}},
		{"nothing in parentheses", "()", []pathway.ModuleError{{1, ")", item}}},
		{"parenthesis not closed", "(K00844; K00845", []pathway.ModuleError{{7, ";", "+, | or )"}}},
		{"parenthesis not opened", "K00844)", []pathway.ModuleError{{6, ")", after}}},
		{"two genes without a mark", "K00844 K00845", []pathway.ModuleError{{7, "K00845", after}}},
		{"comma", "K00844,K00845", []pathway.ModuleError{{0, "K00844,K00845", gene}}},
		{"wrong genes", "K0084|k00845+ko:K00844; _1", []pathway.ModuleError{
			{0, "K0084", gene}, {6, "k00845", gene}, {13, "ko:K00844", gene}, {24, "_1", gene}}},
		{"not ASCII", "K0084\u0664", []pathway.ModuleError{{0, "K0084\u0664", gene}}},
		{"unknown among alternatives", "_|K00844", []pathway.ModuleError{{1, "|", after}}},
		{"unknown in a complex", "K00844+_", []pathway.ModuleError{{7, "_", gene}}},
		{"optional unknown", "_?", []pathway.ModuleError{{1, "?", after}}},
		{"optional twice", "K00844??", []pathway.ModuleError{{7, "?", after}}},
		{"optional alternative", "K00844|K00845?", []pathway.ModuleError{{7, "K00845?", "an alternative without ?"}}},
		{"optional first alternative", "(K00844+K00845)? | K00846", []pathway.ModuleError{{0, "(K00844+K00845)?", "an alternative without ?"}}},
		{"complex of nothing required", "K00844;(K00845? + K00846?)|K00847", []pathway.ModuleError{{8, "K00845? + K00846?", "a complex with a part without ?"}}},
		{"weight missing", "K00844@", []pathway.ModuleError{{7, "", "a weight above 0 and up to 1"}}},
		{"weights", "K00844@0;K00844@1.5;K00844@.5;K00844@1e-3;K00844@-1;K00844@0x1;K00844@NaN;K00844@1.", []pathway.ModuleError{
			{7, "0", weight}, {16, "1.5", weight}, {27, ".5", weight}, {37, "1e-3", weight}, {49, "-1", weight}, {59, "0x1", weight},
			{70, "NaN", weight}, {81, "1.", weight}}},
		{"weight that is too small for a number", "K00844@0." + strings.Repeat("0", 400) + "1", []pathway.ModuleError{{7, "0." + strings.Repeat("0", 400) + "1", weight}}},
		{"one in each step", "K1; (K00844; K00845|; K00846@9; K00847", []pathway.ModuleError{
			{0, "K1", gene}, {11, ";", "+, | or )"}, {20, ";", item}, {29, "9", weight}}},
		{"too deep", strings.Repeat("(", 17) + "K00844" + strings.Repeat(")", 17) + "; K1", []pathway.ModuleError{
			{16, "(", "at most 16 levels of parentheses"}, {42, "K1", gene}}},
		{"too long", strings.Repeat("K00844;", 4096) + "_; K1", []pathway.ModuleError{{4096 * 7, "_", "at most 4096 genes"}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m, err := pathway.ParseModule(tt.text)
			require.Error(t, err)
			require.Empty(t, m.String())
			var got []pathway.ModuleError
			for _, one := range dataset.All(err) {
				var e *pathway.ModuleError
				require.ErrorAs(t, one, &e)
				require.EqualError(t, one, "module: "+e.Error())
				got = append(got, *e)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			m = pathway.MustParseModule("K00844")
			require.Error(t, m.UnmarshalText([]byte(tt.text+";")))
			require.Equal(t, "K00844", m.String(), "a failed UnmarshalText leaves the module alone")
			require.Panics(t, func() { pathway.MustParseModule(tt.text) })
		})
	}
	_, err := pathway.ParseModule("K00844+")
	require.EqualError(t, err, "module: the end at byte 7; want K and five digits or (")
}

// Text of any length costs little: there is an end to depth, genes and problems.
func TestParseModuleHostile(t *testing.T) {
	const long = 1 << 20
	for _, unit := range []string{"(", ")", "K00844|", "K00844+", ";", "?", "@", "_;", "K00844;", "x ", "x|", "x;", "\n", "(K00844|", "(K00844?+"} {
		_, err := pathway.ParseModule(strings.Repeat(unit, long/len(unit)))
		require.Error(t, err, unit)
		require.LessOrEqual(t, len(dataset.All(err)), 20, unit)
		require.Less(t, len(err.Error()), 20_000, unit)
	}
}

func TestModuleText(t *testing.T) {
	type record struct {
		Module pathway.Module `json:"module"`
	}
	var r record
	require.NoError(t, json.Unmarshal([]byte(`{"module":"K00844 | K00845"}`), &r))
	text, err := json.Marshal(r)
	require.NoError(t, err)
	require.Equal(t, `{"module":"K00844|K00845"}`, string(text))
	require.NoError(t, json.Unmarshal([]byte(`{"module":""}`), &r))
	require.Empty(t, r.Module.String(), "empty text is the zero Module")
	require.Empty(t, r.Module.Genes())
}

func TestModuleGenes(t *testing.T) {
	m := pathway.MustParseModule("K00845|K00844; _; (K00002|K00844)+K00003?; K00001?")
	require.Equal(t, []string{"K00001", "K00002", "K00003", "K00844", "K00845"}, m.Genes())
}

func TestFunctionModule(t *testing.T) {
	f := pathway.Function{Steps: []pathway.Step{
		{Name: "a", KO: "K00626", Weight: 0.2}, {Name: "b", Weight: 0.5}, {Name: "c", KO: "(K01715) | K01692", Weight: 1}, {Name: "d", KO: "(K00248+K00249)?"}}}
	m, err := f.Module()
	require.NoError(t, err)
	require.Equal(t, "K00626@0.2; _@0.5; K01715|K01692; (K00248+K00249)?", m.String())

	f.Steps[0].KO, f.Steps[3].Weight = "K00626;", 2
	m, err = f.Module()
	require.EqualError(t, err, `steps[0].ko: ";" at byte 6; want +, | or the end of the step`+"\nsteps[3].weight: 2; want above 0 and up to 1")
	require.Empty(t, m.String())
	var e *pathway.ModuleError
	require.True(t, errors.As(err, &e))
	_, err = (&pathway.Function{}).Module()
	require.EqualError(t, err, "steps: missing")
}

// The functions of the built-in knowledge are modules in canonical spelling.
func TestBuiltInModules(t *testing.T) {
	n := 0
	for f := range pathway.Default().Functions() {
		m, err := f.Module()
		require.NoError(t, err)
		sameModule(t, m, m.String())
		for _, s := range f.Steps {
			if s.KO == "" {
				continue
			}
			n++
			step, err := pathway.ParseModule(s.KO)
			require.NoError(t, err)
			require.Equal(t, s.KO, step.String(), "%s: %s", f.ID, s.Name)
		}
	}
	require.Greater(t, n, 100)
}

// FuzzParseModule checks that no text makes the parser panic, that the text of
// what it reads is read as the same module, and that what it refuses has a
// problem inside the text.
func FuzzParseModule(f *testing.F) {
	for _, text := range []string{"K00844|K00845; K01810", "(K00169|K00174)+K00170?@0.25; _", "((K00844+(K00845|K00846))?)", "K1;;(", "K00844@0.000001", "K00844?|K00845", "\xff"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		m, err := pathway.ParseModule(text)
		if err != nil {
			for _, one := range dataset.All(err) {
				var e *pathway.ModuleError
				require.ErrorAs(t, one, &e)
				require.True(t, strings.HasPrefix(text[e.Offset:], e.Found), "%+v", e)
			}
			return
		}
		sameModule(t, m, m.String())
		s := pathway.NewScorer([]pathway.Module{m}, m.Genes())
		scores, err := s.Score(nil, nil, nil)
		require.NoError(t, err)
		require.Zero(t, scores[0].Seen)
	})
}

// A random text that is canonical by its making is read and written unchanged.
func TestRandomModules(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		m := randomModule(r, 12, 4)
		parsed, err := pathway.ParseModule(m.text(r, true))
		require.NoError(t, err)
		require.Equal(t, m.text(r, false), parsed.String())
	}
}
