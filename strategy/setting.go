package strategy

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/evidence/spell"
)

// Setting is a field of the wire format with a value for it. It is a plain
// value.
type Setting struct {
	Field string          // wire path outside lists, such as diet.fiber_g_d
	Value json.RawMessage // as the wire format has it: 30, "vegan", null, or a whole list
}

// ParseSetting parses text such as diet.fiber_g_d=30. What stands after the sign
// is JSON or, if it is none, a word: diet.pattern=vegan.
func ParseSetting(text string) (Setting, error) {
	field, value, ok := strings.Cut(text, "=")
	field, value = strings.TrimSpace(field), strings.TrimSpace(value)
	if !ok || field == "" || value == "" {
		return Setting{}, fmt.Errorf("strategy: %s: want FIELD=VALUE, such as diet.fiber_g_d=30", spell.Quote(text))
	}
	s := Setting{Field: field, Value: json.RawMessage(value)}
	if !json.Valid(s.Value) {
		word, err := json.Marshal(value)
		if err != nil {
			return Setting{}, fmt.Errorf("strategy: %s: %w", spell.Quote(text), err)
		}
		s.Value = word
	}
	return s, nil
}

// With returns a copy of h in which some fields have other values. They go
// through the wire format, so they are read as strictly as by [ReadHabits]: the
// error joins all problems, and a field that is not known comes with the nearest
// ones. null makes a field unknown. A part of a field that is not known, such as
// diet.fiber_supplement.g_d, begins a new one. h itself stays as it is.
func (h *Habits) With(settings ...Setting) (*Habits, error) {
	document, err := json.Marshal(h)
	if err != nil {
		return nil, fmt.Errorf("strategy: habits: %w", err)
	}
	var problems dataset.Problems
	given := make(map[string]bool)
	for _, s := range settings {
		switch {
		case !isWireField(s.Field):
			problems.Add(dataset.Place{Fld: s.Field}, &spell.UnknownError{Type: "field", Input: s.Field, Want: nearFields(s.Field)})
		case given[s.Field]:
			problems.Add(dataset.Place{Fld: s.Field}, fmt.Errorf("set twice"))
		case !json.Valid(s.Value):
			problems.Add(dataset.Place{Fld: s.Field}, fmt.Errorf("not JSON: %s", spell.Quote(string(s.Value))))
		default:
			document = put(document, strings.Split(s.Field, "."), s.Value)
		}
		given[s.Field] = true
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return ReadHabits(bytes.NewReader(document))
}

func isWireField(path string) bool {
	_, ok := new(Habits).State(path)
	return ok
}

// nearFields returns the wire paths that end in path, or else the nearest.
func nearFields(path string) (near []string) {
	for i := range wireFields {
		if strings.HasSuffix(wireFields[i].path, "."+path) {
			near = append(near, wireFields[i].path)
		}
	}
	if near != nil {
		return near
	}
	return spell.Nearest(path, func(yield func(string) bool) {
		for i := range wireFields {
			if !yield(wireFields[i].path) {
				return
			}
		}
	})
}

// put returns the object with value at a path. What stands in the way and is not
// an object is replaced by one. In an object that says what is known of a value,
// the path goes on in the value.
func put(object json.RawMessage, path []string, value json.RawMessage) json.RawMessage {
	if len(path) == 0 {
		return value
	}
	type member struct {
		name string
		json.RawMessage
	}
	var members []member
	if bytes.HasPrefix(object, []byte("{")) {
		for name, raw := range dataset.Members(object) {
			members = append(members, member{name, raw})
		}
	}
	at := func(name string) int {
		return slices.IndexFunc(members, func(m member) bool { return m.name == name })
	}
	name, rest := path[0], path[1:]
	if i := at("value"); i >= 0 {
		name, rest = "value", path
	} else if at("state") >= 0 {
		members = nil // not known
	}
	if i := at(name); i >= 0 {
		members[i].RawMessage = put(members[i].RawMessage, rest, value)
	} else {
		members = append(members, member{name, put(nil, rest, value)})
	}
	b := []byte{'{'}
	for i, m := range members {
		if i > 0 {
			b = append(b, ',')
		}
		key, err := json.Marshal(m.name)
		if err != nil {
			panic(err) // it was read from JSON
		}
		b = append(append(append(b, key...), ':'), m.RawMessage...)
	}
	return append(b, '}')
}
