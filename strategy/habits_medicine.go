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
	if c, ok := classesOfName(substance); ok {
		return said(c), true
	}
	name := strings.NewReplacer("/", "+", "&", "+", " and ", "+").Replace(strings.ToLower(substance))
	parts := strings.Split(name, "+")
	for i, part := range parts {
		parts[i] = inn(part)
	}
	slices.Sort(parts)
	if c, ok := classesOfName(strings.Join(parts, "+")); ok {
		return said(c), true
	}
	for _, part := range parts {
		c, ok := classesOfName(part)
		if !ok {
			return nil, false
		}
		classes = append(classes, said(c)...)
	}
	return dedupe(classes), true
}

// said returns the classes of c that are not zero.
func said(c [2]Class) []Class {
	return slices.DeleteFunc(c[:], func(c Class) bool { return c == ClassUnknown })
}

func dedupe(classes []Class) []Class {
	slices.Sort(classes)
	return slices.Compact(classes)
}

// inn returns the name of substances that name stands for, if there is one.
func inn(name string) string {
	words := strings.Fields(name)
	for n := len(words); n > 0; n-- {
		short := strings.Join(words[:n], " ")
		for _, other := range otherNames {
			if other[0] == short {
				return other[1]
			}
		}
		if _, ok := classesOfName(short); ok {
			return short
		}
		if !slices.Contains(salts, words[n-1]) {
			break
		}
	}
	return strings.Join(words, " ")
}

func classesOfName(name string) (classes [2]Class, ok bool) {
	for i := range substances {
		if slices.Contains(substances[i].names, name) {
			return substances[i].classes, true
		}
	}
	return classes, false
}

// substanceNames yields the names that are recognized, for those that are not.
func substanceNames() iter.Seq[string] {
	return func(yield func(string) bool) {
		for i := range substances {
			for _, name := range substances[i].names {
				if !yield(name) {
					return
				}
			}
		}
	}
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
func (a Antibiotic) Recognized() bool { return recognized(a.Substance) }

// Recognized reports whether the substance is one that is known here. A
// medicine whose substance is not said is not recognized.
func (m Medicine) Recognized() bool { return recognized(m.Substance) }

func recognized(substance Reading[string]) bool {
	_, ok := ClassesOf(substance.Value)
	return ok && substance.Usable()
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
