package dataset

import (
	"fmt"
	"iter"
	"math"
	"strconv"

	"github.com/gutmuscle/gutmuscle/evidence/spell"
)

// A Decoder is a JSON value that a type reads by itself: see [Unmarshaler].
// Path is the path of the value in the document. It is for one goroutine at a
// time, and good until UnmarshalStrict returns.
type Decoder struct {
	d    *decoder
	Raw  []byte // the JSON text of the value
	Path string
}

// Report reports a problem with the value, or with the field of it that is
// named, if any.
func (d *Decoder) Report(field string, err error) { d.d.report(join(d.Path, field), err) }

// Decode decodes the value, or another JSON text at a field below it, into v
// by the rules of this package.
func (d *Decoder) Decode(raw []byte, field string, v any) {
	if field == "" {
		d.d.within(raw, nil, v)
	} else {
		d.d.within(raw, []segment{{name: field}}, v)
	}
}

// Members yields the names and values of the JSON object raw, in their order,
// and nothing of what is no object. It stops where the text is not JSON.
func Members(raw []byte) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		c := newCursor(string(raw))
		for more := c.open('}'); more; more = c.more('}') {
			name, value := c.name(), c.raw()
			if c.broken || !yield(name, []byte(value)) {
				return
			}
		}
	}
}

// Unmarshaler is implemented by types that read themselves and report each of
// their problems.
type Unmarshaler interface{ UnmarshalStrict(d *Decoder) }

// Unmarshal decodes the JSON document data into v, a pointer, as [ReadJSON]
// does. The error joins all problems, each an [*Error] with its field.
func Unmarshal(data []byte, v any) error {
	var p Problems
	var d decoder
	d.decode(string(data), v, func(path string, err error) { p.Add(Place{}.Field(path), err) })
	return p.Err()
}

// shownName returns a name from the input as a path shows it: quoted, and
// shortened, if it is not made of letters, digits, _ and - alone.
func shownName(name string) string {
	const most = 80
	plain := name != "" && len(name) <= most
	for i := 0; plain && i < len(name); i++ {
		switch c := name[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '_', c == '-':
		default:
			plain = false
		}
	}
	if plain {
		return name
	}
	return spell.Quote(name)
}

func join(path, field string) string {
	switch {
	case path == "" || field == "":
		return path + field
	case field[0] == '[':
		return path + field
	default:
		return path + "." + field
	}
}

// Number reads the JSON number raw. What is not a number, or too large for a
// float64, is an error; text that holds a number is not taken for one.
func Number(raw []byte) (float64, error) { return number(string(raw)) }

func number(raw string) (float64, error) {
	if !isNumber(raw) {
		return 0, wrong(raw, "a number")
	}
	x, err := strconv.ParseFloat(raw, 64)
	if err != nil || math.IsInf(x, 0) {
		return 0, fmt.Errorf("%s: number out of range", shown(raw))
	}
	return x, nil
}

func wrong(raw, want string) error {
	return fmt.Errorf("got %s; want %s", shown(raw), want)
}

// shown returns a short form of a JSON text for a message.
func shown(raw string) string {
	if raw == "" {
		return "nothing"
	}
	switch raw[0] {
	case '{':
		return "an object"
	case '[':
		return "a list"
	case '"':
		c := newCursor(raw)
		text := c.string()
		return "text " + spell.Quote(text)
	}
	const most = 40
	if len(raw) > most {
		return raw[:most] + "…"
	}
	return raw
}

// recordID returns the id or key of a record that did not decode, for messages.
func recordID(line string) string {
	for name, value := range Members([]byte(line)) {
		if name == "id" || name == "key" {
			c := newCursor(string(value))
			return c.string()
		}
	}
	return ""
}
