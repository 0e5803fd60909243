package strategy_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/pathway"
	"github.com/gutmuscle/gutmuscle/pathway/outcome"
	"github.com/gutmuscle/gutmuscle/strategy"
)

// modelOf makes a model of the built-in data and a file of strategies.
func modelOf(file string) (*strategy.Model, error) {
	return strategy.New(pathway.Default(), fstest.MapFS{strategy.StrategiesFile: {Data: []byte(file)}})
}

// TestInvalidStrategies reads the cases of testdata/strategies_invalid.txt.
func TestInvalidStrategies(t *testing.T) {
	data, err := os.ReadFile("testdata/strategies_invalid.txt")
	require.NoError(t, err)
	var base map[string]any
	cases := strings.Split(string(data), "\ncase ")
	for line := range strings.Lines(cases[0]) {
		if rest, ok := strings.CutPrefix(line, "base "); ok {
			require.NoError(t, json.Unmarshal([]byte(rest), &base))
		}
	}
	require.NotEmpty(t, base)
	require.Greater(t, len(cases), 30)
	for _, text := range cases[1:] {
		name, rest, _ := strings.Cut(text, "\n")
		t.Run(name, func(t *testing.T) {
			record := make(map[string]json.RawMessage)
			for key, value := range base {
				record[key], _ = json.Marshal(value)
			}
			var wants []string
			for line := range strings.Lines(rest) {
				line = strings.TrimSuffix(line, "\n")
				if set, ok := strings.CutPrefix(line, "set "); ok {
					var change map[string]json.RawMessage
					require.NoError(t, json.Unmarshal([]byte(strings.ReplaceAll(set, "%LONG%", strings.Repeat("x", 601))), &change))
					maps.Copy(record, change)
				} else if want, ok := strings.CutPrefix(line, "want "); ok {
					wants = append(wants, want)
				}
			}
			maps.DeleteFunc(record, func(_ string, v json.RawMessage) bool { return string(v) == "null" })
			line, err := json.Marshal(record)
			require.NoError(t, err)
			_, err = modelOf(string(line) + "\n")
			var got []string
			for _, e := range problems(err) {
				require.Equal(t, strategy.StrategiesFile, e.File)
				require.Equal(t, 1, e.Line)
				text := e.Err.Error()
				if e.Fld != "" {
					text = e.Fld + ": " + text
				}
				got = append(got, text)
			}
			left := slices.Clone(got)
			for _, want := range wants {
				i := slices.IndexFunc(left, func(text string) bool { return strings.HasPrefix(text, want) })
				if i < 0 {
					t.Errorf("not told: %s", want)
					continue
				}
				left = slices.Delete(left, i, i+1)
			}
			if len(left) > 0 {
				t.Errorf("told as well: %q", left)
			}
		})
	}
}

// TestHostileStrategies checks that files that nobody means well with are
// refused with problems, and never bring the reader down.
func TestHostileStrategies(t *testing.T) {
	good := `{"id":"%","name":"x","family":"sleep","kind":"action","habit":"sleep-duration","direction":"up","measure":"sleep.sleep_h","unit":"h","first_step":{"range":[1,1],"basis":"convention","note":"x"},"stop":["stop.sleep"],"burden":{"level":1,"why":"x"}}`
	of := func(id string) string { return strings.ReplaceAll(good, "%", id) + "\n" }
	for _, tt := range []struct{ name, file string }{
		{"not JSON", "strategies\n"},
		{"an array", "[" + strings.TrimSpace(of("a")) + "]\n"},
		{"null", "null\n"},
		{"a number", "7\n"},
		{"nested without end", strings.Repeat(`{"target":`, 100_000) + "\n"},
		{"closed too often", of("a")[:len(of("a"))-1] + "}}\n"},
		{"the same id twice", of("a") + of("a")},
		{"a field twice", strings.Replace(of("a"), `"name":"x"`, `"name":"x","name":"y"`, 1)},
		{"not UTF-8", strings.Replace(of("a"), `"name":"x"`, "\"name\":\"\xff\xfe\"", 1)},
		{"text that turns around", strings.Replace(of("a"), `"name":"x"`, `"name":"x","note":"\u0007"`, 1)},
		{"an endless id", of(strings.Repeat("a", 1<<20))},
		{"an endless list", strings.Replace(of("a"), `["stop.sleep"]`, `["`+strings.Repeat(`stop.sleep","`, 5000)+`stop.sleep"]`, 1)},
		{"a path for an id", of("../../etc/passwd")},
		{"a huge number", strings.Replace(of("a"), "[1,1]", "[1,1e400]", 1)},
		{"three numbers for a range", strings.Replace(of("a"), "[1,1]", "[1,1,1]", 1)},
		{"one number for a range", strings.Replace(of("a"), "[1,1]", "[1]", 1)},
		{"itself to go with", strings.Replace(of("a"), `"burden"`, `"with":["a"],"burden"`, 1)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m, err := modelOf(tt.file)
			require.Error(t, err)
			require.Nil(t, m)
			for _, e := range problems(err) {
				require.Equal(t, strategy.StrategiesFile, e.File)
				require.Less(t, len(e.Err.Error()), 4000)
			}
		})
	}
	_, err := modelOf(of("a") + of("b"))
	require.NoError(t, err, "the record that the others are made of")
	empty, err := modelOf("")
	require.NoError(t, err, "a product may have no strategy at all")
	require.Empty(t, slices.Collect(empty.Strategies()))
}

// FuzzStrategies checks that no file of strategies brings the reader down, and
// that what it takes is written and read again as the same.
func FuzzStrategies(f *testing.F) {
	data, err := os.ReadFile("data/strategies.jsonl")
	require.NoError(f, err)
	for line := range bytes.Lines(data) {
		f.Add(line)
	}
	f.Add([]byte(`{"id":"a","target":{"range":[1,2]}}`))
	f.Fuzz(func(t *testing.T, line []byte) {
		var s strategy.Strategy
		if dataset.Unmarshal(line, &s) != nil || s.Validate() != nil {
			return
		}
		text, err := json.Marshal(&s)
		require.NoError(t, err)
		var again strategy.Strategy
		require.NoError(t, dataset.Unmarshal(text, &again))
		text2, err := json.Marshal(&again)
		require.NoError(t, err)
		require.Equal(t, string(text), string(text2))
	})
}

func TestStrategyLookup(t *testing.T) {
	m := strategy.Default()
	var last strategy.StrategyID
	for s := range m.Strategies() {
		require.Negative(t, last.Compare(s.ID), "%s after %s", s.ID, last)
		last = s.ID
		got, ok := m.Strategy(s.ID)
		require.True(t, ok)
		if diff := cmp.Diff(s, got, cmp.Comparer(func(a, b strategy.StrategyID) bool { return a == b }), equateOpaque); diff != "" {
			t.Errorf("%s (-iterated +looked up)\n%s", s.ID, diff)
		}
	}
	_, ok := m.Strategy(strategy.MustParseStrategyID("none"))
	require.False(t, ok)
	_, ok = m.Strategy(strategy.StrategyID{})
	require.False(t, ok)
	for range m.Strategies() {
		break // an iterator that is left early
	}
}

// equateOpaque compares the opaque values that a strategy has by ==.
var equateOpaque = cmp.FilterPath(func(p cmp.Path) bool {
	t := p.Last().Type()
	return t.Comparable() && t.PkgPath() != "" && t.PkgPath() != "github.com/gutmuscle/gutmuscle/strategy"
}, cmp.Comparer(func(a, b any) bool { return a == b }))

// TestAllStrategiesFitTheBuiltInAtlas checks that none of the built-in
// strategies is left out, which is silent, and that with an atlas that lacks a
// claim only those are that name it.
func TestAllStrategiesFitTheBuiltInAtlas(t *testing.T) {
	data, err := os.ReadFile("data/strategies.jsonl")
	require.NoError(t, err)
	_, err = modelOf(string(data))
	require.NoError(t, err, "the file by itself")
	all := len(slices.Collect(strategy.Default().Strategies()))
	require.Equal(t, bytes.Count(data, []byte("\n")), all)

	files := make(fstest.MapFS)
	for _, dir := range []string{"../pathway/data", "../microbiome/data"} {
		names, err := filepath.Glob(dir + "/*.jsonl")
		require.NoError(t, err)
		for _, name := range names {
			data, err := os.ReadFile(name)
			require.NoError(t, err)
			files[filepath.Base(name)] = &fstest.MapFile{Data: data}
		}
	}
	claims := files[pathway.ClaimsFile]
	lines := bytes.SplitAfter(claims.Data, []byte("\n"))
	claims.Data = bytes.Join(slices.DeleteFunc(lines, func(line []byte) bool {
		return bytes.Contains(line, []byte(`{"subject":"habit:plant-diversity","object":"outcome:gut-diversity","relation":"associated-with"`))
	}), nil)
	atlas, err := pathway.Read(files, nil)
	require.NoError(t, err)
	m, err := strategy.New(atlas, nil)
	require.NoError(t, err)
	require.Len(t, slices.Collect(m.Strategies()), all-1)
	for s := range m.Strategies() {
		for _, o := range s.Overlaps {
			_, ok := m.Strategy(o.ID)
			require.True(t, ok, "%s overlaps %s", s.ID, o.ID)
		}
	}
	require.Len(t, slices.Collect(strategy.Default().Strategies()), all, "another model has changed the default one")
}

// TestStrategiesAreHashed checks that the hash of a model holds its strategies.
func TestStrategiesAreHashed(t *testing.T) {
	data, err := os.ReadFile("data/strategies.jsonl")
	require.NoError(t, err)
	same, err := modelOf(string(data))
	require.NoError(t, err)
	require.Equal(t, strategy.Default().Hash(), same.Hash())
	other, err := modelOf(strings.Replace(string(data), `"level":2`, `"level":3`, 1))
	require.NoError(t, err)
	require.NotEqual(t, strategy.Default().Hash(), other.Hash())
}

// TestEvidenceOfStrains checks that the evidence of a probiotic is that of its
// strain alone, nulls too.
func TestEvidenceOfStrains(t *testing.T) {
	m := strategy.Default()
	of := func(id string) map[outcome.ID]strategy.StrategyEvidence {
		s, ok := m.Strategy(strategy.MustParseStrategyID(id))
		require.True(t, ok, id)
		for _, f := range m.StrainFindings(&s) {
			require.Contains(t, s.Strain.Spellings, f.Finding.Strain)
		}
		found := make(map[outcome.ID]strategy.StrategyEvidence)
		for _, e := range m.StrategyEvidence(&s) {
			found[e.Outcome] = e
			for _, key := range slices.Concat(e.For, e.Against) {
				require.True(t, slices.ContainsFunc(m.StrainFindings(&s), func(f strategy.StrainFinding) bool { return f.Finding.Study == key }), "%s: %s is not on the strain", id, key)
			}
		}
		require.NotEmpty(t, found)
		return found
	}
	require.Equal(t, strategy.NoEffect, of("probiotic-de111")[outcome.Strength].Worth)
	require.Equal(t, strategy.NoEffect, of("probiotic-ps23")[outcome.MuscleMass].Worth)
	require.Equal(t, strategy.Wanted, of("probiotic-ps23")[outcome.LegStrength].Worth)
	require.Equal(t, evidence.InterventionalHuman, of("probiotic-twk10")[outcome.TimeToExhaustion].Level)
	require.NotContains(t, of("probiotic-olp-01"), outcome.GripStrength, "found of other strains")
}

// TestEvidenceOfHabits checks that less of a habit is told as the opposite of
// more of it, and that what is untested is told nothing of.
func TestEvidenceOfHabits(t *testing.T) {
	m := strategy.Default()
	for s := range m.Strategies() {
		list := m.StrategyEvidence(&s)
		if s.Untested || s.Kind == strategy.InformationStrategy {
			require.Empty(t, list, s.ID)
			continue
		}
		require.NotEmpty(t, list, s.ID)
		last := evidence.Synthesis
		for _, e := range list {
			require.LessOrEqual(t, e.Level, last, "strongest level first")
			last = e.Level
			o, _ := m.Atlas().Outcome(e.Outcome)
			switch e.Worth {
			case strategy.Wanted:
				require.Equal(t, e.Stance == evidence.Increase, o.Desired == evidence.Up)
			case strategy.Unwanted:
				require.Equal(t, e.Stance == evidence.Increase, o.Desired == evidence.Down)
			case strategy.Disputed:
				require.Equal(t, evidence.Ambiguous, e.Stance)
			case strategy.NoEffect:
				require.Equal(t, evidence.Null, e.Stance)
			}
		}
		if s.Strain != nil {
			continue
		}
		flipped := s
		flipped.Direction = map[evidence.Direction]evidence.Direction{evidence.Up: evidence.Down, evidence.Down: evidence.Up}[s.Direction]
		for _, other := range m.StrategyEvidence(&flipped) {
			i := slices.IndexFunc(list, func(e strategy.StrategyEvidence) bool { return e.Outcome == other.Outcome })
			require.Equal(t, -list[i].Stance.Sign(), other.Stance.Sign(), "%s: %s", s.ID, other.Outcome)
		}
	}
}

// TestWordsOfStrategies checks the closed lists of words there and back.
func TestWordsOfStrategies(t *testing.T) {
	for w := strategy.Neither; w <= strategy.Unwanted; w++ {
		text, err := w.MarshalText()
		require.NoError(t, err)
		var back strategy.Worth
		require.NoError(t, back.UnmarshalText(text))
		require.Equal(t, w, back)
	}
	for k := strategy.ActionStrategy; k <= strategy.InformationStrategy; k++ {
		text, err := k.MarshalText()
		require.NoError(t, err)
		var back strategy.StrategyKind
		require.NoError(t, back.UnmarshalText(text))
		require.Equal(t, k, back)
	}
	_, err := strategy.Worth(99).MarshalText()
	require.Error(t, err)
	require.Error(t, new(strategy.Worth).UnmarshalText([]byte("good")))
	require.Error(t, new(strategy.StrategyKind).UnmarshalText([]byte("not-said")))
	require.Equal(t, "StrategyKind(99)", strategy.StrategyKind(99).String())
	require.True(t, slices.IsSorted(slices.Collect(strategy.FormWords())))
}

func TestFits(t *testing.T) {
	s, _ := strategy.Default().Strategy(strategy.MustParseStrategyID("live-fermented-foods"))
	for _, tt := range []struct {
		pattern   strategy.Pattern
		allergies []strategy.Allergen
		want      bool
	}{
		{strategy.PatternUnknown, nil, true},
		{strategy.PatternVegan, nil, true},
		{strategy.PatternVegan, []strategy.Allergen{strategy.AllergenSoy, strategy.AllergenHistamine}, false},
		{strategy.PatternOmnivore, []strategy.Allergen{strategy.AllergenSoy, strategy.AllergenHistamine}, true},
		{strategy.PatternOmnivore, []strategy.Allergen{strategy.AllergenMilk, strategy.AllergenSoy, strategy.AllergenHistamine}, false},
	} {
		if got := s.Fits(tt.pattern, tt.allergies); got != tt.want {
			t.Errorf("Fits(%s, %v) = %v", tt.pattern, tt.allergies, got)
		}
	}
	none := strategy.Strategy{}
	require.True(t, none.Fits(strategy.PatternVegan, nil), "a strategy without forms fits everybody")
}

// TestEveryDietHasStrategies checks that no diet is left without food to try.
func TestEveryDietHasStrategies(t *testing.T) {
	for p := strategy.PatternOmnivore; p <= strategy.PatternOther; p++ {
		n := 0
		for s := range strategy.Default().Strategies() {
			if len(s.Forms) > 0 && s.Family < strategy.FamilyAerobicExercise && s.Family != strategy.FamilyProbiotics && s.Fits(p, nil) {
				n++
			}
		}
		require.Positive(t, n, p)
	}
}

// problems returns the problems that an error joins.
func problems(err error) []*dataset.Error {
	var list []*dataset.Error
	for _, part := range dataset.All(err) {
		var e *dataset.Error
		if errors.As(part, &e) {
			list = append(list, e)
		}
	}
	return list
}
