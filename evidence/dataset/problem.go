package dataset

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// The kinds of fault between records that a program may want to tell apart.
var (
	ErrDuplicate = errors.New("duplicate id")
	ErrDangling  = errors.New("no such record")
	ErrUncited   = errors.New("no finding, so no study, behind it")
	ErrOrphan    = errors.New("nothing refers to it")
)

// Place is where a problem is. The zero fields of a Place are not known. It is
// a plain value.
type Place struct {
	File string
	Line int    // from 1
	Rec  string // id of the record, or of the row
	Fld  string // path of the field, such as diet.fiber_g_d or findings[2].study
}

// Record returns p with the id of its record set.
func (p Place) Record(id string) Place { p.Rec = id; return p }

// Field returns p with the path of its field set.
func (p Place) Field(path string) Place { p.Fld = path; return p }

// Error is one problem with its place. Programs reach it, and what it wraps,
// with errors.As and errors.Is. It is a plain value.
type Error struct {
	Place
	Err error
}

// Error returns file:line: record: field: reason, without the parts that are
// not known.
func (e *Error) Error() string {
	var b strings.Builder
	if e.File != "" {
		b.WriteString(e.File)
		b.WriteByte(':')
	}
	if e.Line > 0 {
		fmt.Fprintf(&b, "%d:", e.Line)
	}
	for _, part := range []string{e.Rec, e.Fld} {
		if part == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(part)
		b.WriteByte(':')
	}
	if b.Len() > 0 {
		b.WriteByte(' ')
	}
	b.WriteString(e.Err.Error())
	return b.String()
}

// Unwrap returns the reason.
func (e *Error) Unwrap() error { return e.Err }

// Problems collects errors until all input is read. The zero Problems is empty
// and ready to use. It is for one goroutine at a time.
type Problems struct{ list []*Error }

// Add records err at a place, and each part by itself if err joins several, be
// it under a common prefix as in "effect: %w". A part that reads "field:
// reason" keeps its text. Add(…, nil) does nothing.
func (p *Problems) Add(at Place, err error) {
	if err == nil {
		return
	}
	if parts := joined(err); parts != nil {
		for _, part := range parts {
			p.Add(at, part)
		}
		return
	}
	for inner := errors.Unwrap(err); inner != nil; inner = errors.Unwrap(inner) {
		prefix, ok := strings.CutSuffix(err.Error(), inner.Error())
		if parts := joined(inner); ok && parts != nil {
			for _, part := range parts {
				p.Add(at, fmt.Errorf("%s%w", prefix, part))
			}
			return
		}
	}
	p.list = append(p.list, &Error{at, err})
}

// Join takes over the problems of q.
func (p *Problems) Join(q *Problems) { p.list = append(p.list, q.list...) }

// Len returns the number of problems so far.
func (p *Problems) Len() int { return len(p.list) }

// Err returns nil if there is no problem, and else an error that joins all of
// them, ordered by file and line. Each part is an [*Error].
func (p *Problems) Err() error {
	if len(p.list) == 0 {
		return nil
	}
	slices.SortStableFunc(p.list, func(a, b *Error) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	errs := make([]error, len(p.list))
	for i, e := range p.list {
		errs[i] = e
	}
	return errors.Join(errs...)
}

// All returns the problems in err, which may be one that [Problems.Err] made,
// one that wraps such an error, or any other.
func All(err error) []error {
	if err == nil {
		return nil
	}
	for e := err; e != nil; e = errors.Unwrap(e) {
		if parts := joined(e); parts != nil {
			return parts
		}
	}
	return []error{err}
}

// joined returns the errors that errors.Join made err of, or nil. An error that
// wraps several to say one thing is not split.
func joined(err error) []error {
	several, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return nil
	}
	parts := several.Unwrap()
	texts := make([]string, len(parts))
	for i, part := range parts {
		texts[i] = part.Error()
	}
	if strings.Join(texts, "\n") != err.Error() {
		return nil
	}
	return parts
}
