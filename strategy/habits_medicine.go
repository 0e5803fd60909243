package strategy

import (
	"iter"
	"slices"
	"strings"
)

// ClassesOf returns the classes of a substance, given by its INN or another
// common name; the parts of a combination are joined by +, / or &. Case and
// salts do not count. It returns no class and true for a substance that is
// recognized and belongs to none, and false for one that is not recognized.
func ClassesOf(substance string) (classes []Class, recognized bool) {
	for s, ok := range substancesOf(substance) {
		if !ok {
			return nil, false
		}
		if classes == nil {
			classes = slices.Clone(s.Classes)
		} else {
			classes = dedupe(append(classes, s.Classes...))
		}
	}
	return classes, true
}

// substancesOf yields the records that a name stands for: one, or one for each
// part of a combination that has no record of its own. The bool is false for a
// part that is not recognized.
func substancesOf(name string) iter.Seq2[*substance, bool] {
	return func(yield func(*substance, bool) bool) {
		t := medicines()
		if s, ok := t.byName[name]; ok {
			yield(s, true)
			return
		}
		parts := strings.Split(strings.NewReplacer("/", "+", "&", "+", " and ", "+").Replace(strings.ToLower(name)), "+")
		for i, part := range parts {
			parts[i] = t.innOf(part)
		}
		slices.Sort(parts)
		if s, ok := t.byName[strings.Join(parts, "+")]; ok {
			yield(s, true)
			return
		}
		for _, part := range parts {
			if s, ok := t.byName[part]; !yield(s, ok) {
				return
			}
		}
	}
}

func dedupe(classes []Class) []Class {
	slices.Sort(classes)
	return slices.Compact(classes)
}

// innOf returns the INN that name stands for, if there is one.
func (t *medicineTable) innOf(name string) string {
	words := strings.Fields(name)
	for n := len(words); n > 0; n-- {
		short := strings.Join(words[:n], " ")
		if inn, ok := t.inn[short]; ok {
			return inn
		}
		if _, ok := t.byName[short]; ok {
			return short
		}
		if !slices.Contains(salts, words[n-1]) {
			break
		}
	}
	return strings.Join(words, " ")
}

// broader returns the class that c is a part of, if it is one of the classes.
func broader(c Class) Class {
	switch c {
	case ClassCalcineurinInhibitor, ClassAntiTNF:
		return ClassImmunosuppressant
	}
	return ClassUnknown
}

// agrees reports whether a class that was given can be right for a substance
// of the given classes.
func agrees(given Class, classes []Class) bool {
	for _, c := range classes {
		switch {
		case c == given, broader(c) == given,
			c == ClassCorticosteroid && given == ClassImmunosuppressant,
			c == ClassPenicillinCombination && given == ClassPenicillin:
			return true
		}
	}
	return false
}

// Classes returns every class that the antibiotic can be of, ordered: the
// given one, what that is part of, and those of the substance. It is empty if
// none is known. A safety rule that asks for a class should look here, so that
// a class that was not given, or was given wrongly, does not hide one.
func (a Antibiotic) Classes() []Class { return allClasses(a.Substance, a.Class) }

// Classes returns every class that the medicine can be of, as
// [Antibiotic.Classes] does.
func (m Medicine) Classes() []Class { return allClasses(m.Substance, m.Class) }

// Is reports whether c is one of the antibiotic's classes.
func (a Antibiotic) Is(c Class) bool { return slices.Contains(a.Classes(), c) }

// Is reports whether c is one of the medicine's classes.
func (m Medicine) Is(c Class) bool { return slices.Contains(m.Classes(), c) }

// Recognized reports whether the substance is one that is known here. A course
// whose substance is not said is not recognized.
func (a Antibiotic) Recognized() bool { return recognized(&a.Substance) }

// Recognized reports whether the substance is one that is known here. A
// medicine whose substance is not said is not recognized.
func (m Medicine) Recognized() bool { return recognized(&m.Substance) }

func recognized(substance *Reading[string]) bool {
	if !substance.Usable() {
		return false
	}
	for _, ok := range substancesOf(substance.Value) {
		if !ok {
			return false
		}
	}
	return true
}

func allClasses(substance Reading[string], class Reading[Class]) []Class {
	var all []Class
	for given := range told(class) {
		all = append(all, given, broader(given))
	}
	for name := range told(substance) {
		classes, _ := ClassesOf(name)
		all = append(all, classes...)
	}
	all = slices.DeleteFunc(all, func(c Class) bool { return c == ClassUnknown })
	return dedupe(all)
}

// told yields the value of r if it is usable, and each of its values if they
// are conflicting.
func told[T any](r Reading[T]) iter.Seq[T] {
	return func(yield func(T) bool) {
		switch {
		case r.Usable():
			yield(r.Value)
		case r.State == StateConflicting:
			for _, v := range r.Values {
				if !yield(v) {
					return
				}
			}
		}
	}
}
