package dataset

import (
	"cmp"
	"errors"
	"io/fs"
	"slices"
	"sync"
)

// ReadFile reads the records of the JSON Lines file name of fsys, if there is
// one, and returns them together with those of old, and the places of those that
// were read. They are ordered by compare, or by id if it is nil. Records that are not valid, and ids that are
// there already, are problems.
func ReadFile[T any, P interface {
	*T
	Validate() error
}](fsys fs.FS, name string, p *Problems, old []T, id func(*T) string, compare func(a, b *T) int) (list []T, places Places) {
	records := make([]entry, len(old))
	for i := range old {
		records[i] = entry{id: id(&old[i]), record: &old[i]}
	}
	var order func(a, b any) int
	if compare != nil {
		order = func(a, b any) int { return compare(a.(*T), b.(*T)) }
	}
	records = readFile(fsys, name, p, records, block[T],
		func(record any) (string, error) { return id(record.(*T)), P(record.(*T)).Validate() }, order)
	list = make([]T, len(records))
	for i, e := range records {
		list[i] = *e.record.(*T)
	}
	return list, Places{name, records, new(index)}
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

// readFile is ReadFile for any type, which block makes: it adds what it reads to
// records.
func readFile(fsys fs.FS, name string, p *Problems, records []entry, block func(n int) func() any,
	check func(record any) (id string, err error), compare func(a, b any) int) []entry {
	f, err := fsys.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return records
	}
	if err != nil {
		p.Add(Place{File: name}, err)
		return records
	}
	defer f.Close()
	readLines(f, name, p, block, check, func(d decoded) {
		p.Add(d.at, d.err)
		records = append(records, entry{d.at.Rec, d.at.Line, d.record})
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
