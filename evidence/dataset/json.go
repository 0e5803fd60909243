package dataset

import (
	"bytes"
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"maps"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/gutmuscle/gutmuscle/evidence/spell"
)

// A Decoder is a JSON value that a type reads by itself: see [Unmarshaler].
// Path is the path of the value in the document. It is for one goroutine at a
// time.
type Decoder struct {
	d      *decoder
	Raw    []byte // the JSON text of the value
	Path   string
	report func(path string, err error)
}

// Report reports a problem with the value, or with the field of it that is
// named, if any.
func (d *Decoder) Report(field string, err error) { d.report(join(d.Path, field), err) }

// Decode decodes the value, or another JSON text at a field below it, into v
// by the rules of this package.
func (d *Decoder) Decode(raw []byte, field string, v any) {
	target := reflect.ValueOf(v).Elem()
	if field == "" {
		d.d.value(raw, target, d.d.plan(target.Type()), d.report)
		return
	}
	d.d.down(segment{name: field}, raw, target, d.d.plan(target.Type()), d.report)
}

// Members yields the names and values of the JSON object raw, in their order.
// raw must be valid JSON.
func Members(raw []byte) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		for key, value := range members(raw) {
			name, ok := unquote(key)
			if !ok || !yield(name, value) {
				return
			}
		}
	}
}

// Unmarshaler is implemented by types that read themselves and report each of
// their problems.
type Unmarshaler interface{ UnmarshalStrict(d *Decoder) }

// Unmarshal decodes the JSON document data into v as [ReadJSON] does. The
// error joins all problems.
func Unmarshal(data []byte, v any) error {
	var p Problems
	var d decoder
	d.decode(data, v, func(path string, err error) { p.Add(Place{}.Field(path), err) })
	return p.Err()
}

// decoder decodes JSON into Go values as encoding/json does, but reports every
// problem instead of the first, takes names letter by letter, and refuses what
// encoding/json passes over: unknown and repeated names, and null where a value
// has to be.
type decoder struct {
	plans map[reflect.Type]*plan
	at    []segment
}

// plan is how values of one type are decoded.
type plan struct {
	how    how
	fields map[string]field // of a struct, by JSON name
	elem   *plan            // of a slice, map or pointer
}

type field struct {
	name  string
	index int
	plan  *plan
}

type how uint8

const (
	byKind how = iota
	byStrict
	byJSON
	byText
)

// segment is one step of the way to a value in a document.
type segment struct {
	name  string
	index int // of a list element, if name is empty
}

// path writes out the way to the value that is being decoded.
func (d *decoder) path() string {
	s := ""
	for _, seg := range d.at {
		if seg.name == "" {
			s = join(s, "["+strconv.Itoa(seg.index)+"]")
		} else {
			s = join(s, seg.name)
		}
	}
	return s
}

// down decodes the value one step further down.
func (d *decoder) down(seg segment, raw []byte, v reflect.Value, p *plan, report func(string, error)) {
	d.at = append(d.at, seg)
	d.value(raw, v, p, report)
	d.at = d.at[:len(d.at)-1]
}

func (d *decoder) decode(data []byte, v any, report func(path string, err error)) {
	switch {
	case !utf8.Valid(data):
		report("", errors.New("not UTF-8 text"))
	case !json.Valid(data):
		report("", syntaxError(data))
	default:
		target := reflect.ValueOf(v).Elem()
		d.at = d.at[:0]
		d.value(bytes.TrimSpace(data), target, d.plan(target.Type()), report)
	}
}

func syntaxError(data []byte) error {
	var whole json.RawMessage
	err := json.Unmarshal(data, &whole)
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		return fmt.Errorf("not JSON: %w (at byte %d)", err, syntax.Offset)
	}
	return fmt.Errorf("not JSON: %w", err)
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

var (
	strictType = reflect.TypeFor[Unmarshaler]()
	jsonType   = reflect.TypeFor[json.Unmarshaler]()
	textType   = reflect.TypeFor[encoding.TextUnmarshaler]()
)

func (d *decoder) plan(t reflect.Type) *plan {
	if p, ok := d.plans[t]; ok {
		return p
	}
	if d.plans == nil {
		d.plans = make(map[reflect.Type]*plan)
	}
	p := new(plan)
	d.plans[t] = p
	switch pointer := reflect.PointerTo(t); {
	case pointer.Implements(strictType):
		p.how = byStrict
		return p
	case pointer.Implements(jsonType):
		p.how = byJSON
		return p
	case pointer.Implements(textType):
		p.how = byText
		return p
	}
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Map:
		p.elem = d.plan(t.Elem())
	case reflect.Struct:
		if t.NumField() > 64 {
			panic("dataset: more than 64 fields in " + t.String())
		}
		p.fields = make(map[string]field, t.NumField())
		for i := range t.NumField() {
			if name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ","); name != "" && name != "-" {
				p.fields[name] = field{name, i, d.plan(t.Field(i).Type)}
			}
		}
	}
	return p
}

func (d *decoder) value(raw []byte, v reflect.Value, p *plan, report func(string, error)) {
	fail := func(err error) { report(d.path(), err) }
	switch p.how {
	case byStrict:
		v.Addr().Interface().(Unmarshaler).UnmarshalStrict(&Decoder{d: d, Raw: raw, Path: d.path(), report: report})
		return
	case byJSON:
		if err := v.Addr().Interface().(json.Unmarshaler).UnmarshalJSON(raw); err != nil {
			fail(err)
		}
		return
	case byText:
		text, ok := unquoteBytes(raw)
		if !ok {
			fail(wrong(raw, "text"))
		} else if err := v.Addr().Interface().(encoding.TextUnmarshaler).UnmarshalText(text); err != nil {
			fail(err)
		} else if len(text) == 0 {
			fail(errors.New("empty text; leave the field out"))
		}
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		if string(raw) == "null" {
			v.SetZero()
			return
		}
		v.Set(reflect.New(v.Type().Elem()))
		d.value(raw, v.Elem(), p.elem, report)
	case reflect.Struct:
		if raw[0] != '{' {
			fail(wrong(raw, "an object"))
			return
		}
		d.object(raw, v, p, report)
	case reflect.Slice:
		if raw[0] != '[' {
			fail(wrong(raw, "a list"))
			return
		}
		n := 0
		for range elements(raw) {
			n++
		}
		v.Set(reflect.MakeSlice(v.Type(), n, n))
		for i, element := range elements(raw) {
			d.down(segment{index: i}, element, v.Index(i), p.elem, report)
		}
	case reflect.Array:
		n := 0
		if raw[0] == '[' {
			for range elements(raw) {
				n++
			}
		}
		if n != v.Len() {
			fail(wrong(raw, fmt.Sprintf("a list of %d", v.Len())))
			return
		}
		for i, element := range elements(raw) {
			d.down(segment{index: i}, element, v.Index(i), p.elem, report)
		}
	case reflect.Map:
		if raw[0] != '{' {
			fail(wrong(raw, "an object"))
			return
		}
		d.dictionary(raw, v, p, report)
	case reflect.String:
		text, ok := unquote(raw)
		if !ok {
			fail(wrong(raw, "text"))
			return
		}
		v.SetString(text)
	case reflect.Bool:
		if s := string(raw); s != "true" && s != "false" {
			fail(wrong(raw, "true or false"))
			return
		}
		v.SetBool(raw[0] == 't')
	case reflect.Int:
		n, err := strconv.Atoi(string(raw))
		if err != nil {
			fail(wrong(raw, "a whole number"))
			return
		}
		v.SetInt(int64(n))
	case reflect.Float64:
		x, err := Number(raw)
		if err != nil {
			fail(err)
			return
		}
		v.SetFloat(x)
	default:
		panic("dataset: cannot decode into " + v.Type().String())
	}
}

func (d *decoder) object(raw []byte, v reflect.Value, p *plan, report func(string, error)) {
	const fewFields = 8 // so few can all be named
	var seen uint64
	for key, value := range members(raw) {
		name, _ := unquoteBytes(key)
		f, ok := p.fields[string(name)]
		if !ok {
			near := spell.Nearest(string(name), maps.Keys(p.fields))
			if len(near) == 0 && len(p.fields) <= fewFields {
				near = slices.Sorted(maps.Keys(p.fields))
			}
			report(join(d.path(), string(name)), &spell.UnknownError{Type: "field", Input: string(name), Want: near})
			continue
		}
		if seen&(1<<f.index) != 0 {
			report(join(d.path(), f.name), errGivenTwice)
			continue
		}
		seen |= 1 << f.index
		d.down(segment{name: f.name}, value, v.Field(f.index), f.plan, report)
	}
}

func (d *decoder) dictionary(raw []byte, v reflect.Value, p *plan, report func(string, error)) {
	m := reflect.MakeMap(v.Type())
	for key, value := range members(raw) {
		name, _ := unquote(key)
		k := reflect.ValueOf(name).Convert(v.Type().Key())
		if m.MapIndex(k).IsValid() {
			report(join(d.path(), name), errGivenTwice)
		}
		e := reflect.New(v.Type().Elem()).Elem()
		d.down(segment{name: name}, value, e, p.elem, report)
		m.SetMapIndex(k, e)
	}
	v.Set(m)
}

var errGivenTwice = errors.New("given twice")

// Number reads the JSON number raw. What is not a number, or too large for a
// float64, is an error; text that holds a number is not taken for one.
func Number(raw []byte) (float64, error) {
	if c := raw[0]; c != '-' && (c < '0' || c > '9') {
		return 0, wrong(raw, "a number")
	}
	x, err := strconv.ParseFloat(string(raw), 64)
	if err != nil || math.IsInf(x, 0) {
		return 0, fmt.Errorf("%s: number out of range", shown(raw))
	}
	return x, nil
}

func wrong(raw []byte, want string) error {
	return fmt.Errorf("got %s; want %s", shown(raw), want)
}

// shown returns a short form of a JSON text for a message.
func shown(raw []byte) string {
	switch raw[0] {
	case '{':
		return "an object"
	case '[':
		return "a list"
	case '"':
		text, _ := unquote(raw)
		return "text " + spell.Quote(text)
	}
	const most = 40
	if len(raw) > most {
		return string(raw[:most]) + "…"
	}
	return string(raw)
}

// recordID returns the id or key of a record that did not decode, for messages.
func recordID(line []byte) string {
	if !json.Valid(line) || bytes.TrimSpace(line)[0] != '{' {
		return ""
	}
	for key, value := range members(bytes.TrimSpace(line)) {
		if k := string(key); k == `"id"` || k == `"key"` {
			id, _ := unquote(value)
			return id
		}
	}
	return ""
}
