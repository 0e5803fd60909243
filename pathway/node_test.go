package pathway_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gutmuscle/gutmuscle/evidence/spell"
	"github.com/gutmuscle/gutmuscle/microbiome/metabolite"
	"github.com/gutmuscle/gutmuscle/microbiome/taxon"
	"github.com/gutmuscle/gutmuscle/pathway"
	"github.com/gutmuscle/gutmuscle/pathway/habit"
	"github.com/gutmuscle/gutmuscle/pathway/host"
	"github.com/gutmuscle/gutmuscle/pathway/outcome"
)

// oneOfEachKind has a node of each kind, in the order in which kinds stand.
var oneOfEachKind = []struct {
	node pathway.Node
	kind pathway.Kind
	text string
}{
	{pathway.NodeOf(taxon.MustParse("akkermansia-muciniphila")), pathway.TaxonKind, "taxon:akkermansia-muciniphila"},
	{pathway.NodeOf(metabolite.MustParse("butyrate")), pathway.MetaboliteKind, "metabolite:butyrate"},
	{pathway.NodeOf(pathway.MustParseFunctionID("butyrate-but")), pathway.FunctionKind, "function:butyrate-but"},
	{pathway.NodeOf(habit.MustParse("fiber")), pathway.HabitKind, "habit:fiber"},
	{pathway.NodeOf(host.MustParse("gpr41")), pathway.HostKind, "host:gpr41"},
	{pathway.NodeOf(outcome.MustParse("grip-strength")), pathway.OutcomeKind, "outcome:grip-strength"},
	{pathway.NodeOf(pathway.MustParseID("butyrate-pgc1a")), pathway.PathwayKind, "pathway:butyrate-pgc1a"},
}

func TestNodeOfAndParseNodeAgree(t *testing.T) {
	for _, tt := range oneOfEachKind {
		parsed, err := pathway.ParseNode(tt.text)
		if err != nil || parsed != tt.node || tt.node != pathway.MustParseNode(tt.text) {
			t.Errorf("ParseNode(%q) = %v, %v, want %v", tt.text, parsed, err, tt.node)
		}
		kind, id, _ := strings.Cut(tt.text, ":")
		if n := tt.node; n.Kind() != tt.kind || n.Kind().String() != kind || n.ID() != id || n.String() != tt.text || !n.IsValid() {
			t.Errorf("%s: kind %s, id %q, text %q, valid %v", tt.text, n.Kind(), n.ID(), n.String(), n.IsValid())
		}
		if b, err := tt.node.AppendText([]byte("x ")); err != nil || string(b) != "x "+tt.text {
			t.Errorf("AppendText = %q, %v", b, err)
		}
	}
}

func TestZeroNode(t *testing.T) {
	var zero pathway.Node
	if zero.IsValid() || zero.String() != "" || zero.ID() != "" || zero.Kind() != pathway.NoKind {
		t.Errorf("the zero node is %q of kind %s", zero, zero.Kind())
	}
	for name, n := range map[string]pathway.Node{"taxon": pathway.NodeOf(taxon.ID{}), "habit": pathway.NodeOf(habit.ID{}),
		"function": pathway.NodeOf(pathway.FunctionID{}), "pathway": pathway.NodeOf(pathway.ID{})} {
		if n != zero {
			t.Errorf("the node of a zero %s id is %#v", name, n)
		}
	}
}

func TestParseNodeErrors(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"", `node: parse "": want kind:id, as in habit:fiber (at byte 0)`},
		{"fiber", `node: parse "fiber": want kind:id, as in habit:fiber (at byte 5)`},
		{"habit:", `habit: parse "": want an id of a-z, 0-9 and inner hyphens, not nothing (at byte 0)`},
		{":fiber", `kind of node: unknown ""; want taxon, metabolite, function, habit, host, outcome or pathway`},
		{"habits:fiber", `kind of node: unknown "habits"; want taxon, metabolite, function, habit, host, outcome or pathway`},
		{"Habit:fiber", `kind of node: unknown "Habit"; want taxon, metabolite, function, habit, host, outcome or pathway`},
		{" habit:fiber", `kind of node: unknown " habit"; want taxon, metabolite, function, habit, host, outcome or pathway`},
		{"none:fiber", `kind of node: unknown "none"; want taxon, metabolite, function, habit, host, outcome or pathway`},
		{"habit:Fiber", `habit: parse "Fiber": want a-z, 0-9 or a single inner hyphen (at byte 0)`},
		{"habit:fiber:more", `habit: parse "fiber:more": want a-z, 0-9 or a single inner hyphen (at byte 5)`},
		{"habit: fiber", `habit: parse " fiber": want a-z, 0-9 or a single inner hyphen (at byte 0)`},
	} {
		n, err := pathway.ParseNode(tt.in)
		var wrong *spell.Error
		var unknown *spell.UnknownError
		if err == nil || err.Error() != tt.want || n.IsValid() || !errors.As(err, &wrong) && !errors.As(err, &unknown) {
			t.Errorf("ParseNode(%q) = %v, %v\nwant %s", tt.in, n, err, tt.want)
		}
		if unknown != nil {
			unknown.Want[0] = "changed" // the words of an error are its own
		}
	}
}

func TestMustParseNodePanics(t *testing.T) {
	defer func() {
		if err, ok := recover().(error); !ok || !strings.Contains(err.Error(), `"fiber"`) {
			t.Errorf("panic with %v, want an error that quotes the text", err)
		}
	}()
	pathway.MustParseNode("fiber")
	t.Error("no panic")
}

func TestNodesAreOrderedByKindThenID(t *testing.T) {
	want := []pathway.Node{{}}
	for _, n := range oneOfEachKind {
		want = append(want, n.node, pathway.MustParseNode(n.kind.String()+":zz"))
	}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, pathway.Node.Compare)
	if !slices.Equal(got, want) {
		t.Errorf("sorted: %v\nwant %v", got, want)
	}
	if n := oneOfEachKind[0].node; n.Compare(n) != 0 {
		t.Error("a node is not equal to itself")
	}
}

func TestNodeThroughJSON(t *testing.T) {
	type record struct {
		Node pathway.Node         `json:"node"`
		Not  pathway.Node         `json:"not,omitzero"`
		By   map[pathway.Node]int `json:"by"`
	}
	n := pathway.MustParseNode("habit:fiber")
	data, err := json.Marshal(record{Node: n, By: map[pathway.Node]int{n: 2}})
	if want := `{"node":"habit:fiber","by":{"habit:fiber":2}}`; err != nil || string(data) != want {
		t.Fatalf("JSON = %s, %v, want %s", data, err, want)
	}
	var back record
	if err := json.Unmarshal(data, &back); err != nil || back.Node != n || back.By[n] != 2 || back.Not.IsValid() {
		t.Errorf("there and back = %+v, %v", back, err)
	}
	if err := json.Unmarshal([]byte(`{"node":""}`), &back); err == nil {
		t.Error("an empty node is taken")
	}
}

func FuzzParseNode(f *testing.F) {
	for _, n := range oneOfEachKind {
		f.Add(n.text)
	}
	for _, s := range []string{"", ":", "none:a", "habit:a--b", "habit:a:b", "Habit:a", "habit:\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, err := pathway.ParseNode(s)
		if err != nil {
			if n.IsValid() {
				t.Errorf("ParseNode(%q) = %v, %v", s, n, err)
			}
			return
		}
		var back pathway.Node
		text, _ := n.MarshalText()
		if err := back.UnmarshalText(text); err != nil || back != n || n.String() != s || n.Kind() == pathway.NoKind {
			t.Errorf("%q: there and back = %v, %v", s, back, err)
		}
	})
}

// wordsOf returns the words of an enum, from its zero on, after it has walked
// each there and back.
func wordsOf[E interface {
	~uint8
	String() string
	MarshalText() ([]byte, error)
}, P interface {
	*E
	UnmarshalText([]byte) error
}](t *testing.T) (words []string) {
	for i := 0; i < 256; i++ {
		e := E(i)
		text, err := e.MarshalText()
		if err != nil {
			if !strings.HasSuffix(e.String(), ")") {
				t.Errorf("%d is no %T but has the word %q", i, e, e)
			}
			break
		}
		var back E
		if err := P(&back).UnmarshalText(text); err != nil || back != e || string(text) != e.String() {
			t.Errorf("%T %q: there and back = %v, %v", e, text, back, err)
		}
		words = append(words, string(text))
	}
	var unknown *spell.UnknownError
	if err := P(new(E)).UnmarshalText([]byte("no-such-word")); !errors.As(err, &unknown) || !slices.Equal(unknown.Want, words) {
		t.Errorf("%T: an unknown word gives %v, want one that lists %q", E(0), err, words)
	}
	return words
}

func TestPathwayEnums(t *testing.T) {
	for name, words := range map[string][2][]string{
		"Kind":     {wordsOf[pathway.Kind](t), {"none", "taxon", "metabolite", "function", "habit", "host", "outcome", "pathway"}},
		"Relation": {wordsOf[pathway.Relation](t), {"affects", "produces", "consumes", "encodes", "associated-with"}},
		"Direct":   {wordsOf[pathway.Directness](t), {"not-said", "direct", "indirect"}},
		"Role":     {wordsOf[pathway.Role](t), {"not-said", "critique", "unreported-trial", "background"}},
		"Sort": {wordsOf[pathway.Sort](t), {"not-said", "diet", "supplement", "exercise", "sleep", "stress", "medicine",
			"receptor", "gene", "process", "marker", "state"}},
	} {
		if diff := cmp.Diff(words[1], words[0]); diff != "" {
			t.Errorf("%s (-want +got)\n%s", name, diff)
		}
	}
	if pathway.PathwayKind.String() != "pathway" || pathway.AssociatedWith.String() != "associated-with" || pathway.IndirectStep.String() != "indirect" ||
		pathway.Background.String() != "background" || pathway.State.String() != "state" || pathway.Sort(99).String() != "Sort(99)" {
		t.Error("words and constants are not in step")
	}
}
