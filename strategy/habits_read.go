package strategy

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
)

// ReadHabits reads the habits of one person: one JSON object, which may be
// gzip-compressed. The error joins all problems; each is a [*dataset.Error]
// with the path of its field, such as diet.fiber_g_d. Names that are not known
// come with the nearest ones, and numbers have to be numbers.
//
// What is well written need not be possible: call [Habits.Check]. Where there
// are errors anyway, values that are impossible are among them.
func ReadHabits(r io.Reader) (*Habits, error) {
	h := new(Habits)
	var problems dataset.Problems
	if !dataset.ReadJSON(r, "", h, &problems) {
		addImpossible(&problems, h)
		return nil, problems.Err()
	}
	return h, nil
}

// addImpossible adds the impossible values of what could be read of h. A field
// that has a problem of its own was not read.
func addImpossible(p *dataset.Problems, h *Habits) {
	var unread []string
	for _, problem := range dataset.All(p.Err()) {
		var e *dataset.Error
		if errors.As(problem, &e) {
			unread = append(unread, e.Fld)
		}
	}
	for _, is := range h.Check() {
		within := func(path string) bool { return strings.HasPrefix(is.Field, path) || strings.HasPrefix(path, is.Field) }
		if is.Kind == IssueReject && !slices.ContainsFunc(unread, within) {
			p.Add(dataset.Place{Fld: is.Field}, fmt.Errorf("got %s; want %s", is.Found, is.Want))
		}
	}
}

// UnmarshalJSON reads h as [ReadHabits] does.
func (h *Habits) UnmarshalJSON(data []byte) error {
	*h = Habits{}
	return dataset.Unmarshal(data, h)
}

// UnmarshalStrict reads h as [ReadHabits] does and reports each problem to d.
func (h *Habits) UnmarshalStrict(d *dataset.Decoder) {
	type fields Habits
	*h = Habits{}
	d.Decode(withoutNullParts(d.Raw), "", (*fields)(h))
}

// withoutNullParts returns the object raw with {} for each part, such as
// "diet", that is null: nothing is known of it.
func withoutNullParts(raw []byte) []byte {
	if raw[0] != '{' || !bytes.Contains(raw, []byte("null")) {
		return raw
	}
	b := []byte{'{'}
	for name, value := range dataset.Members(raw) {
		switch name {
		case "subject", "diet", "exercise", "sleep", "stress", "meds", "gi":
			if string(value) == "null" {
				value = []byte("{}")
			}
		}
		key, err := json.Marshal(name)
		if err != nil {
			return raw
		}
		if len(b) > 1 {
			b = append(b, ',')
		}
		b = append(append(append(b, key...), ':'), value...)
	}
	return append(b, '}')
}
