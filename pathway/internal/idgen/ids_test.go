package idgen_test

import (
	"encoding"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/spell"
	"github.com/gutmuscle/gutmuscle/microbiome/metabolite"
	"github.com/gutmuscle/gutmuscle/microbiome/taxon"
	"github.com/gutmuscle/gutmuscle/pathway"
	"github.com/gutmuscle/gutmuscle/pathway/habit"
	"github.com/gutmuscle/gutmuscle/pathway/host"
	"github.com/gutmuscle/gutmuscle/pathway/internal/idgen"
	"github.com/gutmuscle/gutmuscle/pathway/outcome"
	"github.com/gutmuscle/gutmuscle/strategy"
)

// id is what all generated id types have.
type id[T any] interface {
	comparable
	IsValid() bool
	Compare(T) int
	String() string
	encoding.TextMarshaler
	encoding.TextAppender
}

// idTests has the tests of each generated type, by package and name.
var idTests = map[string]tests{
	"evidence.StudyKey":   testsOf("study", evidence.ParseStudyKey, evidence.MustParseStudyKey, (*evidence.StudyKey).UnmarshalText),
	"taxon.ID":            testsOf("taxon", taxon.Parse, taxon.MustParse, (*taxon.ID).UnmarshalText),
	"metabolite.ID":       testsOf("metabolite", metabolite.Parse, metabolite.MustParse, (*metabolite.ID).UnmarshalText),
	"habit.ID":            testsOf("habit", habit.Parse, habit.MustParse, (*habit.ID).UnmarshalText),
	"host.ID":             testsOf("host", host.Parse, host.MustParse, (*host.ID).UnmarshalText),
	"outcome.ID":          testsOf("outcome", outcome.Parse, outcome.MustParse, (*outcome.ID).UnmarshalText),
	"pathway.ID":          testsOf("pathway", pathway.ParseID, pathway.MustParseID, (*pathway.ID).UnmarshalText),
	"pathway.NoteID":      testsOf("note", pathway.ParseNoteID, pathway.MustParseNoteID, (*pathway.NoteID).UnmarshalText),
	"strategy.StrategyID": testsOf("strategy", strategy.ParseStrategyID, strategy.MustParseStrategyID, (*strategy.StrategyID).UnmarshalText),
	"pathway.FunctionID":  testsOf("function", pathway.ParseFunctionID, pathway.MustParseFunctionID, (*pathway.FunctionID).UnmarshalText),
}

// tests are those of one type: with examples, and of any text.
type tests struct {
	examples func(*testing.T)
	text     func(*testing.T, string)
}

func testsOf[T id[T]](kind string, parse func(string) (T, error), must func(string) T, unmarshal func(*T, []byte) error) tests {
	return tests{
		examples: func(t *testing.T) {
			t.Run("parses", func(t *testing.T) { testParse(t, kind, parse) })
			t.Run("must parse or panics", func(t *testing.T) { testMustParse(t, must) })
			t.Run("stands as text in JSON", func(t *testing.T) { testJSON(t, must) })
			t.Run("unmarshals", func(t *testing.T) { testUnmarshal(t, must, unmarshal) })
			t.Run("compares as text", func(t *testing.T) { testCompare(t, must) })
		},
		text: func(t *testing.T, s string) { testText(t, s, parse, unmarshal) },
	}
}

func TestIDs(t *testing.T) {
	for _, typ := range idgen.Types {
		name := typ.Package + "." + typ.Name
		require.Contains(t, idTests, name)
		t.Run(name, idTests[name].examples)
	}
}

func FuzzIDs(f *testing.F) {
	for _, s := range []string{"akkermansia-muciniphila", "", "a", "-", "a--b", "A", "a\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, of := range idTests {
			of.text(t, s)
		}
	})
}

func testParse[T id[T]](t *testing.T, kind string, parse func(string) (T, error)) {
	for _, s := range []string{"a", "some-id-2", strings.Repeat("a", spell.MaxID)} {
		if got, err := parse(s); err != nil || !got.IsValid() || got.String() != s {
			t.Errorf("%q parses as %v, %v", s, got, err)
		}
	}
	for _, s := range []string{"", "No Id", "a--b", "-a", "a-", "A", "a\xff", strings.Repeat("a", spell.MaxID+1)} {
		got, err := parse(s)
		var wrong *spell.Error
		if !errors.As(err, &wrong) || wrong.Type != kind || wrong.Input != s || got.IsValid() {
			t.Errorf("%q parses as %v, %v; want a *spell.Error for a %s", s, got, err, kind)
		}
	}
}

func testMustParse[T id[T]](t *testing.T, must func(string) T) {
	if got := must("some-id"); got.String() != "some-id" {
		t.Errorf("got %v", got)
	}
	defer func() {
		var wrong *spell.Error
		if err, ok := recover().(error); !ok || !errors.As(err, &wrong) {
			t.Errorf("panics with %v, want a *spell.Error", err)
		}
	}()
	must("No Id")
	t.Error("no panic")
}

func testJSON[T id[T]](t *testing.T, must func(string) T) {
	type record struct {
		ID  T         `json:"id"`
		Of  T         `json:"of,omitzero"`
		Set map[T]int `json:"set"`
	}
	const want = `{"id":"some-id","set":{"some-id":1}}`
	r := record{ID: must("some-id"), Set: map[T]int{must("some-id"): 1}}
	data, err := json.Marshal(r)
	require.NoError(t, err)
	require.Equal(t, want, string(data))
	var back record
	require.NoError(t, json.Unmarshal(data, &back))
	require.Equal(t, r, back)
}

func testUnmarshal[T id[T]](t *testing.T, must func(string) T, unmarshal func(*T, []byte) error) {
	x := must("some-id")
	if err := unmarshal(&x, []byte("No Id")); err == nil || x != must("some-id") {
		t.Errorf("a text that is wrong leaves %v, %v", x, err)
	}
	var zero T
	if err := unmarshal(&x, nil); err != nil || x != zero || x.IsValid() || x.String() != "" {
		t.Errorf("empty text leaves %v, %v", x, err)
	}
	if b, err := must("some-id").AppendText([]byte("x ")); err != nil || string(b) != "x some-id" {
		t.Errorf("appended: %s, %v", b, err)
	}
}

func testCompare[T id[T]](t *testing.T, must func(string) T) {
	var zero T
	ids := []T{must("b"), zero, must("b-a"), must("a")}
	slices.SortFunc(ids, T.Compare)
	var texts []string
	for _, x := range ids {
		texts = append(texts, x.String())
	}
	require.Equal(t, []string{"", "a", "b", "b-a"}, texts)
}

func testText[T id[T]](t *testing.T, s string, parse func(string) (T, error), unmarshal func(*T, []byte) error) {
	x, err := parse(s)
	if err != nil {
		if x.IsValid() {
			t.Errorf("%q parses as %v, %v", s, x, err)
		}
		return
	}
	text, _ := x.MarshalText()
	var back T
	if err := unmarshal(&back, text); err != nil || back != x || x.String() != s || !x.IsValid() {
		t.Errorf("%q: there and back it is %v, %v", s, back, err)
	}
}
