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
	list, places = slices.Clone(old), make(map[string]Place)
	f, err := fsys.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return list, places
	}
	if err != nil {
		p.Add(Place{File: name}, err)
		return list, places
	}
	defer f.Close()
	type keyed struct {
		key    string
		record T
	}
	all := make([]keyed, 0, 2*len(old))
	before := make(map[string]bool, len(old))
	for i := range old {
		key := id(&old[i])
		before[key] = true
		all = append(all, keyed{key, old[i]})
	}
	ReadLines(f, name, p, func(at Place, record *T) {
		key := id(record)
		at = at.Record(key)
		p.Add(at, P(record).Validate())
		if _, again := places[key]; again || before[key] {
			p.Add(at.Field("id"), ErrDuplicate)
			return
		}
		places[key] = at
		all = append(all, keyed{key, *record})
	})
	slices.SortFunc(all, func(a, b keyed) int { return cmp.Compare(a.key, b.key) })
	list = make([]T, len(all))
	for i := range all {
		list[i] = all[i].record
	}
	return list, places
}
