package dataset

import (
	"cmp"
	"io/fs"
	"reflect"
	"slices"
	"sync"
)

// ReadFile reads the records of the JSON Lines file name of fsys, if there is
// one, and returns them together with those of old, and the places of those that
// were read. They are ordered by compare, or by id if it is nil. Records that
// are not valid, and ids that are there already, are problems. Records are
// decoded, named by id and validated in several goroutines; their text shares
// the memory of the file's.
func ReadFile[T any, P interface {
	*T
	Validate() error
}](fsys fs.FS, name string, p *Problems, old []T, id func(*T) string, compare func(a, b *T) int) (list []T, places Places) {
	text, ok := readText(fsys, name, p)
	if !ok {
		return slices.Clone(old), Places{}
	}
	list = make([]T, len(old)+countLines(text))
	copy(list, old)
	records := make([]entry, len(list))
	for i := range list {
		records[i].record = &list[i]
	}
	for i := range old {
		records[i].id = id(&old[i])
	}
	decodeLines(text, name, p, records[len(old):], reflect.TypeFor[T](),
		func(record any) (string, error) { return id(record.(*T)), P(record.(*T)).Validate() })
	var order func(a, b any) int
	if compare != nil {
		order = func(a, b any) int { return compare(a.(*T), b.(*T)) }
	}
	kept := inOrder(records, len(old), name, p, order)
	if !inPlace(kept, len(list), func(i int) any { return &list[i] }) {
		sorted := make([]T, len(kept))
		for i, e := range kept {
			sorted[i] = *e.record.(*T)
		}
		list = sorted
	}
	return list, Places{name, kept, new(index)}
}

// inPlace reports whether records are all n of a list, as they stand in it.
func inPlace(records []entry, n int, at func(i int) any) bool {
	if len(records) != n {
		return false
	}
	for i, e := range records {
		if e.record != at(i) {
			return false
		}
	}
	return true
}

// inOrder returns the records that were taken, the first old of them without
// being read, in their order and each id once.
func inOrder(records []entry, old int, name string, p *Problems, compare func(a, b any) int) []entry {
	i := -1
	records = slices.DeleteFunc(records, func(e entry) bool {
		i++
		return i >= old && e.line == 0
	})
	order := func(a, b entry) int { return cmp.Compare(a.id, b.id) }
	if compare != nil {
		order = func(a, b entry) int { return compare(a.record, b.record) }
	}
	if !slices.IsSortedFunc(records, order) { // as they are in files that are kept in order
		slices.SortStableFunc(records, order)
	}
	again := func(i int) bool { return i > 0 && records[i].id == records[i-1].id }
	if compare != nil { // which need not put equal ids side by side
		seen := make(map[string]bool, len(records))
		again = func(i int) bool {
			before := seen[records[i].id]
			seen[records[i].id] = true
			return before
		}
	}
	var kept []entry
	for i, e := range records {
		switch {
		case again(i):
			p.Add(Place{File: name, Line: e.line, Rec: e.id, Fld: "id"}, ErrDuplicate)
			if kept == nil {
				kept = slices.Clone(records[:i])
			}
		case kept != nil:
			kept = append(kept, e)
		}
	}
	if kept != nil {
		return kept
	}
	return records
}

// Places has the place of each record that [ReadFile] read, by id. The zero
// Places has none. It never changes and is safe for concurrent use.
type Places struct {
	file    string
	records []entry
	index   *index
}

// index finds records by id. It is made when it is first asked for, which for
// files without problems is never.
type index struct {
	once sync.Once
	of   map[string]int
}

// Of returns the place of the record id, and whether it was read: a record that
// was there before was not.
func (p Places) Of(id string) (Place, bool) {
	if p.index == nil {
		return Place{}, false
	}
	p.index.once.Do(func() {
		p.index.of = make(map[string]int, len(p.records))
		for i, e := range p.records {
			p.index.of[e.id] = i
		}
	})
	i, ok := p.index.of[id]
	if !ok || p.records[i].line == 0 {
		return Place{}, false
	}
	return Place{File: p.file, Line: p.records[i].line, Rec: id}, true
}

// entry is a record with its id and, if it was read, its line.
type entry struct {
	id     string
	line   int
	record any // a pointer
}
