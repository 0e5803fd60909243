package dataset

import (
	"encoding"
	"encoding/json"
	"iter"
	"reflect"
	"strings"
)

// plan is how values of one type are decoded.
type plan struct {
	how    how
	fields []field // of a struct, in its order
	elem   *plan   // of a slice, map or pointer
}

type field struct {
	name  string
	index int
	plan  *plan
}

// field returns the place among the fields of the one that is named, or -1. It
// looks first at and after the place where it is expected.
func (p *plan) field(name string, expected int) int {
	for i := expected; i < len(p.fields); i++ {
		if p.fields[i].name == name {
			return i
		}
	}
	for i := range min(expected, len(p.fields)) {
		if p.fields[i].name == name {
			return i
		}
	}
	return -1
}

func (p *plan) names() iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, f := range p.fields {
			if !yield(f.name) {
				return
			}
		}
	}
}

type how uint8

const (
	byKind how = iota
	byStrict
	byJSON
	byText
)

var (
	strictType = reflect.TypeFor[Unmarshaler]()
	jsonType   = reflect.TypeFor[json.Unmarshaler]()
	textType   = reflect.TypeFor[encoding.TextUnmarshaler]()
)

// plan returns how values of type t are decoded. It panics if they cannot be,
// be there such a value in the document or not: a mistake in a program should not
// wait for the input that shows it.
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
	case reflect.Bool, reflect.Int, reflect.Float64, reflect.String:
	case reflect.Map:
		if t.Key().Kind() != reflect.String {
			panic("dataset: cannot decode into " + t.String() + ", whose keys are not text")
		}
		p.elem = d.plan(t.Elem())
	case reflect.Pointer, reflect.Slice, reflect.Array:
		p.elem = d.plan(t.Elem())
	case reflect.Struct:
		if t.NumField() > 64 {
			panic("dataset: more than 64 fields in " + t.String())
		}
		for i := range t.NumField() {
			if name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ","); name != "" && name != "-" {
				p.fields = append(p.fields, field{name, i, d.plan(t.Field(i).Type)})
			}
		}
	default:
		panic("dataset: cannot decode into " + t.String())
	}
	return p
}
