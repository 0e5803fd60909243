package dataset

import (
	"cmp"
	"errors"
	"io/fs"
	"slices"
)

// ReadFile reads the records of the JSON Lines file name of fsys, if there is
// one, and returns them together with those of old, ordered by id, and the
// place of each that was read, by id. Records that are not valid, and ids that
// are there already, are problems.
func ReadFile[T any, P interface {
	*T
	Validate() error
}](fsys fs.FS, name string, p *Problems, old []T, id func(*T) string) (list []T, places map[string]Place) {
	list = slices.Clone(old)
	keys := make([]string, len(old))
	for i := range old {
		keys[i] = id(&old[i])
	}
	order, places := readFile(fsys, name, p, keys, func() any { return new(T) },
		func(record any) (string, error) { return id(record.(*T)), P(record.(*T)).Validate() },
		func(record any) { list = append(list, *record.(*T)) })
	if order == nil {
		return list, places
	}
	sorted := make([]T, len(order))
	for i, e := range order {
		sorted[i] = list[e.index]
	}
	return sorted, places
}

// entry is the place of a record in a list: what is sorted in its stead, so
// that records are moved once and one sort serves all types.
type entry struct {
	key   string
	index int
}

// readFile is ReadFile for any type, whose addresses fresh returns, after
// records of these keys. It hands over what it reads to keep, one after the
// other, and returns the order of all; nil if nothing could be read.
func readFile(fsys fs.FS, name string, p *Problems, keys []string, fresh func() any,
	check func(record any) (key string, err error), keep func(record any)) (order []*entry, places map[string]Place) {
	places = make(map[string]Place)
	f, err := fsys.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, places
	}
	if err != nil {
		p.Add(Place{File: name}, err)
		return nil, places
	}
	defer f.Close()
	order = make([]*entry, 0, 2*len(keys))
	before := make(map[string]bool, len(keys))
	add := func(key string) { order = append(order, &entry{key, len(order)}) }
	for _, key := range keys {
		before[key] = true
		add(key)
	}
	readLines(f, name, p, fresh, func(at Place, record any) {
		key, err := check(record)
		at = at.Record(key)
		p.Add(at, err)
		if _, again := places[key]; again || before[key] {
			p.Add(at.Field("id"), ErrDuplicate)
			return
		}
		places[key] = at
		add(key)
		keep(record)
	})
	slices.SortFunc(order, func(a, b *entry) int { return cmp.Compare(a.key, b.key) })
	return order, places
}
