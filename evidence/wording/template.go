package wording

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// template is a message in the form in which it is filled in: literal text and
// placeholders by turns. A placeholder that has forms, as in
// {subject:raises|raise}, stands for the first of them if that name is singular
// and for the second if it is plural.
type template []part

type part struct {
	text   string // literal, if name is empty
	name   string
	forms  bool
	one    string
	plural string
}

// parse reads the text of a message. names are the placeholders that it may
// have.
func parse(text string, names []string) (template, error) {
	var t template
	for text != "" {
		i := strings.IndexAny(text, "{}")
		if i < 0 {
			return append(t, part{text: text}), nil
		}
		if i > 0 {
			t = append(t, part{text: text[:i]})
		}
		if text[i] == '}' {
			return nil, errors.New("text: } without {")
		}
		inside, rest, ok := strings.Cut(text[i+1:], "}")
		if !ok || strings.Contains(inside, "{") {
			return nil, errors.New("text: { without }")
		}
		p := part{name: inside}
		if name, forms, ok := strings.Cut(inside, ":"); ok {
			p.name, p.forms = name, true
			if p.one, p.plural, ok = strings.Cut(forms, "|"); !ok || p.one == "" || p.plural == "" || strings.Contains(p.plural, "|") {
				return nil, fmt.Errorf("text: {%s}; want two forms, as in {subject:raises|raise}", inside)
			}
			if name != subject && name != object {
				return nil, fmt.Errorf("text: {%s}; only %s and %s have forms", inside, subject, object)
			}
		}
		if !slices.Contains(names, p.name) {
			return nil, fmt.Errorf("text: unknown placeholder {%s}; want %s", p.name, strings.Join(names, ", "))
		}
		t = append(t, p)
		text = rest
	}
	return t, nil
}

// has reports whether t prints the named value.
func (t template) has(name string) bool {
	return slices.ContainsFunc(t, func(p part) bool { return p.name == name && !p.forms })
}

// The placeholders of messages.
const (
	subject    = "subject"
	object     = "object"
	core       = "core"
	size       = "size"
	species    = "species"
	population = "population"
	first      = "first"
	second     = "second"
)

// values are what placeholders stand for. A value is never looked through for
// placeholders, so a name with braces in it is printed as it is.
type values struct {
	text   map[string]string
	plural map[string]bool
}

// fill returns the text of t. A placeholder whose value is empty takes the
// space before it along.
func (t template) fill(v values) string {
	var b []byte
	for _, p := range t {
		switch text := v.text[p.name]; {
		case p.name == "":
			b = append(b, p.text...)
		case p.forms && v.plural[p.name]:
			b = append(b, p.plural...)
		case p.forms:
			b = append(b, p.one...)
		case text != "":
			b = append(b, text...)
		case len(b) > 0 && b[len(b)-1] == ' ':
			b = b[:len(b)-1]
		}
	}
	return string(b)
}
