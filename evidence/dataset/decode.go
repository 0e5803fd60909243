package dataset

import (
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/gutmuscle/gutmuscle/evidence/spell"
)

// decoder decodes JSON into Go values as encoding/json does, but reports every
// problem instead of the first, takes names letter by letter, and refuses what
// encoding/json passes over: unknown and repeated names, and null where a value
// has to be. Text of the values shares the memory of the document.
type decoder struct {
	cursor
	report func(path string, err error)
	plans  map[reflect.Type]*plan
	at     []segment
	text   []byte // what a type that reads text is given; used again
}

// segment is one step of the way to a value in a document.
type segment struct {
	name   string
	index  int
	inList bool // the index counts, not the name
}

// path writes out the way to the value that is being decoded.
func (d *decoder) path() string {
	const most = 400 // bytes: what lies deeper is nobody's record
	var b strings.Builder
	for i, seg := range d.at {
		switch {
		case b.Len() > most:
			return b.String() + "…"
		case seg.inList:
			b.WriteString("[" + strconv.Itoa(seg.index) + "]")
		default:
			if i > 0 {
				b.WriteByte('.')
			}
			b.WriteString(shownName(seg.name))
		}
	}
	return b.String()
}

// down decodes the value that is next, one step further down.
func (d *decoder) down(seg segment, v reflect.Value, p *plan) {
	d.at = append(d.at, seg)
	d.value(v, p)
	d.at = d.at[:len(d.at)-1]
}

// decode decodes the document into v, a pointer.
func (d *decoder) decode(document string, v any, report func(path string, err error)) {
	if !utf8.ValidString(document) {
		report("", errNotText)
		return
	}
	d.decodeValid(document, v, report)
}

// decodeValid is decode for a document that is UTF-8.
func (d *decoder) decodeValid(document string, v any, report func(path string, err error)) {
	d.report = report
	d.cursor, d.at = newCursor(document), d.at[:0]
	target := reflect.ValueOf(v).Elem()
	d.value(target, d.plan(target.Type()))
	if d.end(); d.broken {
		report("", syntaxError([]byte(document)))
	}
}

// within decodes another JSON text at the place where d is, or below it.
func (d *decoder) within(raw []byte, below []segment, v any) {
	outer := d.cursor
	d.cursor, d.at = newCursor(string(raw)), append(d.at, below...)
	d.depth = outer.depth
	target := reflect.ValueOf(v).Elem()
	d.value(target, d.plan(target.Type()))
	if d.end(); d.broken {
		d.fail(syntaxError(raw))
	}
	d.cursor, d.at = outer, d.at[:len(d.at)-len(below)]
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

// value decodes the value that is next into v.
func (d *decoder) value(v reflect.Value, p *plan) {
	switch p.how {
	case byStrict:
		if raw := d.raw(); !d.broken {
			v.Addr().Interface().(Unmarshaler).UnmarshalStrict(&Decoder{d: d, Raw: []byte(raw), Path: d.path()})
		}
		return
	case byJSON:
		if raw := d.raw(); !d.broken {
			if err := v.Addr().Interface().(json.Unmarshaler).UnmarshalJSON([]byte(raw)); err != nil {
				d.fail(err)
			}
		}
		return
	case byText:
		d.word(v)
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		if d.peek() == 'n' {
			d.null(v)
			return
		}
		v.Set(reflect.New(v.Type().Elem()))
		d.value(v.Elem(), p.elem)
	case reflect.Struct:
		if d.starts('{', "an object") {
			d.object(v, p)
		}
	case reflect.Slice:
		if d.starts('[', "a list") {
			d.list(v, p)
		}
	case reflect.Array:
		d.array(v, p)
	case reflect.Map:
		if d.starts('{', "an object") {
			d.dictionary(v, p)
		}
	case reflect.String:
		if d.starts('"', "text") {
			v.SetString(d.string())
		}
	case reflect.Bool:
		if raw := d.raw(); raw == "true" || raw == "false" {
			v.SetBool(raw == "true")
		} else {
			d.wrong(raw, "true or false")
		}
	case reflect.Int:
		raw := d.raw()
		n, err := strconv.Atoi(raw)
		if err != nil {
			d.wrong(raw, "a whole number")
			return
		}
		v.SetInt(int64(n))
	case reflect.Float64:
		raw := d.raw()
		if d.broken {
			return
		}
		x, err := number(raw)
		if err != nil {
			d.fail(err)
			return
		}
		v.SetFloat(x)
	}
}

func (d *decoder) fail(err error) { d.report(d.path(), err) }

// wrong reports that the value raw is not what was wanted.
func (d *decoder) wrong(raw, want string) {
	if !d.broken {
		d.fail(wrong(raw, want))
	}
}

// starts reports whether the next value starts with first. If not, it passes
// over it and says what was wanted.
func (d *decoder) starts(first byte, want string) bool {
	if d.peek() == first {
		return true
	}
	d.wrong(d.raw(), want)
	return false
}

// word decodes a text into a type that reads it itself.
func (d *decoder) word(v reflect.Value) {
	if !d.starts('"', "text") {
		return
	}
	d.text = append(d.text[:0], d.string()...)
	if d.broken {
		return
	}
	if err := v.Addr().Interface().(encoding.TextUnmarshaler).UnmarshalText(d.text); err != nil {
		d.fail(err)
	} else if len(d.text) == 0 {
		d.fail(errors.New("empty text; leave the field out"))
	}
}

func (d *decoder) null(v reflect.Value) {
	if d.raw(); !d.broken { // nothing else starts with n
		v.SetZero()
	}
}

func (d *decoder) object(v reflect.Value, p *plan) {
	const fewFields = 8 // so few can all be named
	var seen uint64
	last := -1
	for more := d.open('}'); more; more = d.more('}') {
		name := d.name()
		if d.broken {
			return
		}
		i := p.field(name, last+1)
		if i >= 0 {
			last = i
		}
		switch {
		case i < 0:
			near := spell.Nearest(name, p.names())
			if len(near) == 0 && len(p.fields) <= fewFields {
				near = slices.Sorted(p.names())
			}
			d.report(join(d.path(), shownName(name)), &spell.UnknownError{Type: "field", Input: name, Want: near})
			d.raw()
		case seen&(1<<i) != 0:
			d.report(join(d.path(), shownName(name)), errGivenTwice)
			d.raw()
		default:
			f := &p.fields[i]
			seen |= 1 << i
			d.down(segment{name: f.name}, v.Field(f.index), f.plan)
		}
	}
}

func (d *decoder) list(v reflect.Value, p *plan) {
	n := 0
	for more := d.open(']'); more; more = d.more(']') {
		if n == v.Cap() {
			v.Grow(max(1, n))
		}
		v.SetLen(n + 1)
		d.down(segment{index: n, inList: true}, v.Index(n), p.elem)
		n++
	}
	if n == 0 {
		v.Set(reflect.MakeSlice(v.Type(), 0, 0))
	}
}

func (d *decoder) array(v reflect.Value, p *plan) {
	start, n := d.here(), 0
	if d.peek() == '[' {
		for more := d.open(']'); more; more = d.more(']') {
			if n < v.Len() {
				d.down(segment{index: n, inList: true}, v.Index(n), p.elem)
			} else {
				d.raw()
			}
			n++
		}
	} else {
		d.raw()
	}
	if n != v.Len() {
		d.wrong(d.since(start), fmt.Sprintf("a list of %d", v.Len()))
	}
}

func (d *decoder) dictionary(v reflect.Value, p *plan) {
	m := reflect.MakeMap(v.Type())
	for more := d.open('}'); more; more = d.more('}') {
		name := d.name()
		if d.broken {
			return
		}
		k := reflect.ValueOf(name).Convert(v.Type().Key())
		if m.MapIndex(k).IsValid() {
			d.report(join(d.path(), shownName(name)), errGivenTwice)
		}
		e := reflect.New(v.Type().Elem()).Elem()
		d.down(segment{name: name}, e, p.elem)
		m.SetMapIndex(k, e)
	}
	v.Set(m)
}

var errGivenTwice = errors.New("given twice")
