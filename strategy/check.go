package strategy

import (
	"cmp"
	"slices"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence/spell"
)

// IssueKind is what is wrong with a field. The zero IssueKind means that it is
// not said.
type IssueKind uint8

// The kinds, weakest first.
const (
	IssueNotSaid      IssueKind = iota
	IssueUnrecognized           // a name that is not known here; what it may forbid is not known either
	IssueUnlikely               // possible, and not used before somebody confirms it
	IssueConflict               // values that disagree; not used before somebody chooses
	IssueReject                 // impossible, or a sign of a wrong unit; not used
)

var issueKinds = spell.Set[IssueKind]{Type: "strategy.IssueKind", Words: []string{
	"not-said", "unrecognized", "unlikely", "conflict", "reject"}}

// String returns the word of k, such as "reject".
func (k IssueKind) String() string { return issueKinds.String(k) }

// MarshalText returns the word of k; a value that is not an IssueKind is an error.
func (k IssueKind) MarshalText() ([]byte, error) { return issueKinds.Append(nil, k) }

// UnmarshalText sets k from its word; another word is a [*spell.UnknownError].
func (k *IssueKind) UnmarshalText(text []byte) error { return issueKinds.Parse(k, text) }

// Issue is something that is wrong with one field of a person's habits. It is a
// plain value.
type Issue struct {
	Field string    `json:"field"` // wire path, such as diet.fiber_g_d or meds.others[2].class
	Kind  IssueKind `json:"kind"`
	Found string    `json:"found"` // the value, in words
	Want  string    `json:"want"`  // what would do
	// Likely is the likely correction, to be offered to the person. It is never
	// applied here. "" means that none is likely.
	Likely string `json:"likely,omitempty"`
}

// Check returns what is wrong with h beyond how it is written, at most one
// issue a field (the worst), ordered by path. Unknown fields are not issues. It
// changes nothing.
//
// An unlikely value is not to be scored before it is confirmed, but it is still
// to be heeded where heeding it is the careful thing to do: a body mass of 38
// kg is unlikely and may be true.
func (h *Habits) Check() []Issue {
	c := checker{h: h}
	c.diary()
	c.fields()
	c.body()
	c.disagreements()
	c.lists()
	slices.SortStableFunc(c.issues, func(a, b Issue) int {
		return cmp.Or(comparePaths(a.Field, b.Field), cmp.Compare(b.Kind, a.Kind))
	})
	return slices.CompactFunc(c.issues, func(a, b Issue) bool { return a.Field == b.Field })
}

// Without returns a copy of h in which the fields that issues reject, doubt or
// find in conflict are unknown. Issues inside lists leave the list alone, which
// scores do not: they set aside every habit that the list tells of.
func (h *Habits) Without(issues []Issue) *Habits {
	if clean := h.without(issues, IssueUnlikely); clean != h {
		return clean
	}
	clean := *h
	return &clean
}

// without is Without for issues of a kind and worse. It returns h if there are
// none.
func (h *Habits) without(issues []Issue, worst IssueKind) *Habits {
	clean := h
	for i := range issues {
		if issues[i].Kind < worst {
			continue
		}
		at, ok := slices.BinarySearchFunc(wireFields, issues[i].Field, func(f wireField, path string) int {
			return strings.Compare(f.path, path)
		})
		if !ok {
			continue
		}
		if clean == h {
			copied := *h
			clean = &copied
		}
		wireFields[at].ref(clean).forget()
	}
	return clean
}

// checker collects the issues of h.
type checker struct {
	h      *Habits
	issues []Issue
}

func (c *checker) add(kind IssueKind, field, found, want, likely string) {
	c.issues = append(c.issues, Issue{field, kind, found, want, likely})
}

// fields checks each field by itself.
func (c *checker) fields() {
	for i := range wireFields {
		f := &wireFields[i]
		r := f.ref(c.h)
		if r.state == StateConflicting {
			c.conflict(f.path, r)
			continue
		}
		if !r.isNumber || !r.usable() {
			continue
		}
		b := f.bounds
		if w := &c.h.Sleep.ShiftWork; f.path == "sleep.midpoint_sd_min" && w.State == StateKnown && w.Value {
			b.softHi = b.hardHi // what would be unlikely elsewhere is what shifts do
		}
		c.within(f.path, r, b)
	}
}

// within checks one number against its ranges. What is unlikely may be confirmed.
func (c *checker) within(path string, r reading, b bounds) {
	kind := b.judge(r.amount)
	if kind == IssueNotSaid || kind == IssueUnlikely && *coreOf(r.address).sure {
		return
	}
	n := r.number()
	lo, hi := b.softLo, b.softHi
	if kind == IssueReject {
		lo, hi = b.hardLo, b.hardHi
	}
	c.add(kind, path, n.text(), want(lo, hi, n.Unit), c.likely(path, n))
}

// judge returns what is wrong with a number in these ranges: IssueReject,
// IssueUnlikely or, if nothing is, IssueNotSaid. An interval is rejected if an
// end is impossible, and unlikely only if all of it is.
func (b bounds) judge(a amount) IssueKind {
	possible := func(x float64) bool { return x >= b.hardLo && x <= b.hardHi }
	switch {
	case !a.usable():
		return IssueNotSaid
	case !possible(a.x) || !possible(a.lo) || !possible(a.hi) || a.lo > a.hi:
		return IssueReject
	case a.hi < b.softLo || a.lo > b.softHi:
		return IssueUnlikely
	default:
		return IssueNotSaid
	}
}

// comparePaths orders paths by alphabet, with the numbers in them by value.
func comparePaths(a, b string) int {
	digits := func(s string) int {
		return len(s) - len(strings.TrimLeft(s, "0123456789"))
	}
	for i := 0; i < len(a) && i < len(b); i++ {
		if a[i] == b[i] {
			continue
		}
		if i > 0 && (digits(a[i:]) > 0 || digits(b[i:]) > 0) {
			if d := cmp.Compare(digits(a[i:]), digits(b[i:])); d != 0 && strings.LastIndexByte(a[:i], '[') > strings.LastIndexByte(a[:i], ']') {
				return d
			}
		}
		return cmp.Compare(a[i], b[i])
	}
	return cmp.Compare(len(a), len(b))
}

// String returns the issue as one line for people.
func (is Issue) String() string {
	s := is.Field + ": " + is.Kind.String() + ": " + is.Found
	if is.Want != "" {
		s += "; want " + is.Want
	}
	if is.Likely != "" {
		s += "; likely: " + is.Likely
	}
	return s
}
