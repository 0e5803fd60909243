package dataset

import (
	"cmp"
	"errors"
	"io/fs"
	"slices"
)

// ReadFile reads the records of the JSON Lines file name of fsys, if there is
// one, and returns them together with those of old, and the place of each that
// was read, by id. They are ordered by compare, or by id if it is nil. Records
// that are not valid, and ids that are there already, are problems.
func ReadFile[T any, P interface {
	*T
	Validate() error
}](fsys fs.FS, name string, p *Problems, old []T, id func(*T) string, compare func(a, b *T) int) (list []T, places map[string]Place) {
	records := make([]entry, len(old))
	for i := range old {
		records[i] = entry{id(&old[i]), &old[i]}
	}
	var order func(a, b any) int
	if compare != nil {
		order = func(a, b any) int { return compare(a.(*T), b.(*T)) }
	}
	records, places = readFile(fsys, name, p, records, func() any { return new(T) },
		func(record any) (string, error) { return id(record.(*T)), P(record.(*T)).Validate() }, order)
	list = make([]T, len(records))
	for i, e := range records {
		list[i] = *e.record.(*T)
	}
	return list, places
}

// entry is a record and its id.
type entry struct {
	id     string
	record any // a pointer
}

// readFile is ReadFile for any type, whose addresses fresh returns: it adds what
// it reads to records.
func readFile(fsys fs.FS, name string, p *Problems, records []entry, fresh func() any,
	check func(record any) (id string, err error), compare func(a, b any) int) ([]entry, map[string]Place) {
	places := make(map[string]Place)
	f, err := fsys.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return records, places
	}
	if err != nil {
		p.Add(Place{File: name}, err)
		return records, places
	}
	defer f.Close()
	before := make(map[string]bool, len(records))
	for _, e := range records {
		before[e.id] = true
	}
	readLines(f, name, p, fresh, check, func(d decoded) {
		p.Add(d.at, d.err)
		if _, again := places[d.id]; again || before[d.id] {
			p.Add(d.at.Field("id"), ErrDuplicate)
			return
		}
		places[d.id] = d.at
		records = append(records, entry{d.id, d.record})
	})
	order := func(a, b entry) int { return cmp.Compare(a.id, b.id) }
	if compare != nil {
		order = func(a, b entry) int { return compare(a.record, b.record) }
	}
	if !slices.IsSortedFunc(records, order) { // as they are in files that are kept in order
		slices.SortFunc(records, order)
	}
	return records, places
}
