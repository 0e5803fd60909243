package pathway

import (
	"cmp"
	"slices"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence/spell"
	"github.com/gutmuscle/gutmuscle/microbiome/metabolite"
	"github.com/gutmuscle/gutmuscle/microbiome/taxon"
	"github.com/gutmuscle/gutmuscle/pathway/habit"
	"github.com/gutmuscle/gutmuscle/pathway/host"
	"github.com/gutmuscle/gutmuscle/pathway/outcome"
)

// Kind is what a [Node] is. The zero Kind is that of the zero Node.
type Kind uint8

// The kinds of node.
const (
	NoKind Kind = iota
	TaxonKind
	MetaboliteKind
	FunctionKind
	HabitKind
	HostKind
	OutcomeKind
	PathwayKind
)

var kinds = spell.Set[Kind]{Type: "pathway.Kind", Words: []string{
	"none", "taxon", "metabolite", "function", "habit", "host", "outcome", "pathway"}}

// String returns the word of k, which is also the text before the colon of a
// node.
func (k Kind) String() string { return kinds.String(k) }

// MarshalText returns the word of k; a value that is not a Kind is an error.
func (k Kind) MarshalText() ([]byte, error) { return kinds.Append(nil, k) }

// UnmarshalText sets k from its word; another word is a [*spell.UnknownError].
func (k *Kind) UnmarshalText(text []byte) error { return kinds.Parse(k, text) }

// Node is any entity of the atlas: a kind and an id. It can be compared with ==
// and used as a map key; it never changes and is safe for concurrent use. Make
// one from a typed id with [NodeOf], or from text with [ParseNode]. The zero
// Node is not valid and stands for nothing.
type Node struct {
	kind Kind
	slug string
}

// NodeOf returns the node of a typed id. That of a zero id is the zero Node.
func NodeOf[I taxon.ID | metabolite.ID | FunctionID | habit.ID | host.ID | outcome.ID | ID](id I) Node {
	n := Node{}
	switch id := any(id).(type) {
	case taxon.ID:
		n = Node{TaxonKind, id.String()}
	case metabolite.ID:
		n = Node{MetaboliteKind, id.String()}
	case FunctionID:
		n = Node{FunctionKind, id.String()}
	case habit.ID:
		n = Node{HabitKind, id.String()}
	case host.ID:
		n = Node{HostKind, id.String()}
	case outcome.ID:
		n = Node{OutcomeKind, id.String()}
	case ID:
		n = Node{PathwayKind, id.String()}
	}
	if n.slug == "" {
		return Node{}
	}
	return n
}

// ParseNode returns the node written s, such as habit:fiber. The error wraps a
// [*spell.Error] or, for an unknown kind, a [*spell.UnknownError]. A node that
// is well written need not be in any atlas.
func ParseNode(s string) (Node, error) {
	kind, slug, ok := strings.Cut(s, ":")
	if !ok {
		return Node{}, &spell.Error{Type: "node", Input: s, Offset: len(s), Want: "kind:id, as in habit:fiber"}
	}
	var k Kind
	if err := k.UnmarshalText([]byte(kind)); err != nil || k == NoKind {
		return Node{}, &spell.UnknownError{Type: "kind of node", Input: kind, Want: slices.Clone(kinds.Words[1:])}
	}
	if err := spell.ID(kind, slug); err != nil {
		return Node{}, err
	}
	return Node{k, slug}, nil
}

// MustParseNode is [ParseNode] for literals: it panics if s is not well written.
func MustParseNode(s string) Node {
	n, err := ParseNode(s)
	if err != nil {
		panic(err)
	}
	return n
}

// Kind returns the kind of n.
func (n Node) Kind() Kind { return n.kind }

// ID returns the text of the node's id, without its kind.
func (n Node) ID() string { return n.slug }

// IsValid reports whether n is not the zero Node.
func (n Node) IsValid() bool { return n.kind != NoKind }

// Compare orders nodes by kind and then by id.
func (n Node) Compare(n2 Node) int {
	return cmp.Or(cmp.Compare(n.kind, n2.kind), cmp.Compare(n.slug, n2.slug))
}

// String returns kind:id, and "" for the zero Node.
func (n Node) String() string {
	if !n.IsValid() {
		return ""
	}
	return n.kind.String() + ":" + n.slug
}

// writeTo writes the text of n.
func (n Node) writeTo(b *strings.Builder) {
	if n.IsValid() {
		b.WriteString(n.kind.String())
		b.WriteByte(':')
		b.WriteString(n.slug)
	}
}

// AppendText implements [encoding.TextAppender]. It never fails.
func (n Node) AppendText(b []byte) ([]byte, error) { return append(b, n.String()...), nil }

// MarshalText implements [encoding.TextMarshaler]. It never fails.
func (n Node) MarshalText() ([]byte, error) { return []byte(n.String()), nil }

// UnmarshalText takes what [ParseNode] takes.
func (n *Node) UnmarshalText(text []byte) (err error) {
	*n, err = ParseNode(string(text))
	return err
}
