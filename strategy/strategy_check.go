package strategy

import (
	"errors"
	"fmt"
	"iter"
	"math"
	"net/url"
	"slices"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/spell"
)

// formWords are what a [Form] may be said to be: the words that limits of gates
// name, but for named-allergens, which is told by [Form.Allergens].
var formWords = []string{"alcoholic-ferments", "home-ferments", "large-change-of-leafy-greens", "legumes",
	"low-fodmap", "mold-ripened-soft-cheese", "natto", "not-plainly-soft", "potassium-rich-ramp", "saccharomyces", "salty-ferments", "soluble-fiber",
	"tyramine-rich-ferments", "unpasteurized-dairy"}

// FormWords yields the words that a [Form] may be said to be, ordered.
func FormWords() iter.Seq[string] { return slices.Values(formWords) }

// Bounds of what a record may say, so that a slip of the pen is found.
const (
	longestText   = 600 // bytes
	heaviest      = 5   // burden
	earliestYear  = 1900
	latestYear    = 2100
	longestEffect = 3660 // days
)

// Validate reports everything that is wrong with the record by itself.
func (s *Strategy) Validate() error {
	var c recordCheck
	c.want(s.ID.IsValid(), "id", "missing")
	c.text("name", s.Name, true)
	c.want(s.Family != FamilyNotSaid, "family", "missing")
	c.want(s.Kind != StrategyKindNotSaid, "kind", "missing")
	c.want(s.Habit.IsValid(), "habit", "missing")
	c.doses(s)
	c.times("onset_days", s.Onset)
	c.times("fading_days", s.Fading)
	c.distinct("tells", s.Tells)
	c.distinct("stop", s.Stop)
	c.want(1 <= s.Burden.Level && s.Burden.Level <= heaviest, "burden.level", "%d; want 1 to %d", s.Burden.Level, heaviest)
	c.text("burden.why", s.Burden.Why, true)
	if a := s.Age; a != nil {
		c.want(adultYears <= a[0] && a[0] < a[1] && a[1] <= 120, "age_y", "%v; want %d to 120, least first", *a, adultYears)
	}
	c.distinct("equipment", s.Equipment)
	for i := range s.Forms {
		c.form(fmt.Sprintf("forms[%d]", i), &s.Forms[i])
	}
	for i, u := range s.NotFor {
		at := fmt.Sprintf("not_for[%d]", i)
		c.text(at+".why", u.Why, true)
		c.add(at, u.check())
	}
	for i, id := range s.With {
		at := fmt.Sprintf("with[%d]", i)
		c.want(id.IsValid(), at, "missing")
		c.want(id != s.ID || !id.IsValid(), at, "the strategy itself")
		c.want(!slices.Contains(s.With[:i], id), at, "%q is there twice", id)
	}
	for i, o := range s.Overlaps {
		at := fmt.Sprintf("overlaps[%d]", i)
		c.want(o.ID.IsValid(), at+".id", "missing")
		c.want(o.ID != s.ID || !o.ID.IsValid(), at+".id", "the strategy itself")
		c.want(!slices.ContainsFunc(s.Overlaps[:i], func(p Overlap) bool { return p.ID == o.ID }), at+".id", "%q is there twice", o.ID)
		c.text(at+".why", o.Why, true)
	}
	c.distinct("for", s.For)
	c.distinct("against", s.Against)
	for i, id := range s.Against {
		c.want(!slices.Contains(s.For, id), fmt.Sprintf("against[%d]", i), "%q is among those for it too", id)
	}
	c.strain(s)
	c.sources("sources", s.Sources)
	c.text("note", s.Note, false)
	return errors.Join(c.errs...)
}

const adultYears = 18

// recordCheck collects what is wrong with a record.
type recordCheck struct{ errs []error }

func (c *recordCheck) add(field string, err error) {
	if err != nil {
		c.errs = append(c.errs, fmt.Errorf("%s: %w", field, err))
	}
}

func (c *recordCheck) want(ok bool, field, format string, args ...any) {
	if !ok {
		c.add(field, fmt.Errorf(format, args...))
	}
}

// text checks words for people: short, on one line, and there if they must be.
func (c *recordCheck) text(field, text string, must bool) {
	switch {
	case strings.TrimSpace(text) == "":
		c.want(!must && text == "", field, "missing")
	case len(text) > longestText:
		c.add(field, fmt.Errorf("%d bytes; want at most %d", len(text), longestText))
	case strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r == '\u007f' || r == '\ufffd' }), text != strings.TrimSpace(text):
		c.add(field, fmt.Errorf("%s; want one line of text, without space around it", spell.Quote(text)))
	}
}

func (c *recordCheck) distinct(field string, list []string) {
	for i, text := range list {
		at := fmt.Sprintf("%s[%d]", field, i)
		c.text(at, text, true)
		c.want(text == "" || !slices.Contains(list[:i], text), at, "%s is there twice", spell.Quote(text))
	}
}

// doses checks how much: an action says how it starts and when it stops, an
// information changes nothing.
func (c *recordCheck) doses(s *Strategy) {
	amounts := []struct {
		field string
		r     *SourcedRange
	}{{"target", s.Target}, {"first_step", s.FirstStep}, {"weekly_step", s.WeeklyStep}, {"ceiling", s.Ceiling}}
	if s.Kind == InformationStrategy {
		const why = "an information has none, since it changes nothing"
		c.want(s.Direction == evidence.DirectionNotSaid, "direction", why)
		c.want(s.Measure == "" && s.Lever == "" && s.Unit == "", "measure", why)
		for _, a := range amounts {
			c.want(a.r == nil, a.field, why)
		}
		c.want(len(s.Tells) > 0, "tells", "missing")
		return
	}
	c.want(s.Direction == evidence.Up || s.Direction == evidence.Down, "direction", "%s; want up or down", s.Direction)
	c.want(len(s.Stop) > 0, "stop", "missing")
	c.want(s.FirstStep != nil, "first_step", "missing")
	c.text("unit", s.Unit, true)
	c.text("lever", s.Lever, s.Measure == "")
	if s.Measure != "" {
		unit, err := unitOfMeasure(s.Measure)
		c.add("measure", err)
		c.want(err != nil || unit == "" || s.Lever != "" || unit == s.Unit, "unit", "%q; want %q", s.Unit, unit)
	}
	for _, a := range amounts {
		c.sourced(a.field, a.r)
	}
	step := func(field string, r *SourcedRange) {
		c.want(r == nil || r.Range[0] > 0, field+".range", "a step is more than 0, in either direction")
	}
	step("first_step", s.FirstStep)
	step("weekly_step", s.WeeklyStep)
	if t, top := s.Target, s.Ceiling; top != nil {
		c.want(s.Direction != evidence.Down, "ceiling", "of less of a habit there is none")
		c.want(t == nil || t.Range[1] <= top.Range[0], "ceiling.range", "below the target")
	}
}

// unitOfMeasure returns the unit of a measure, or "" if it is a plain field of
// which the unit is not recorded. Another text is an error.
func unitOfMeasure(name string) (string, error) {
	if m, ok := measures[name]; ok {
		return m.unit, nil
	}
	for i := range wireFields {
		if f := &wireFields[i]; f.path == name && f.bounds != (bounds{}) {
			return "", nil
		}
	}
	return "", &spell.UnknownError{Type: "measure", Input: name, Want: spell.Nearest(name, func(yield func(string) bool) {
		for m := range Measures() {
			if !yield(m) {
				return
			}
		}
		for i := range wireFields {
			if f := &wireFields[i]; f.bounds != (bounds{}) && !yield(f.path) {
				return
			}
		}
	})}
}

func (c *recordCheck) sourced(field string, r *SourcedRange) {
	if r == nil {
		return
	}
	lo, hi := r.Range[0], r.Range[1]
	finite := !math.IsNaN(lo) && !math.IsInf(lo, 0) && !math.IsNaN(hi) && !math.IsInf(hi, 0)
	c.want(finite && 0 <= lo && lo <= hi, field+".range", "%v; want two numbers of 0 or more, least first", r.Range)
	c.text(field+".note", r.Note, false)
	c.sources(field+".sources", r.Sources)
	for i, key := range r.Studies {
		at := fmt.Sprintf("%s.studies[%d]", field, i)
		c.want(key.IsValid(), at, "missing")
		c.want(!slices.Contains(r.Studies[:i], key), at, "%q is there twice", key)
	}
	switch r.Basis {
	case FromSource:
		c.want(len(r.Studies)+len(r.Sources) > 0, field, "the basis is a source, but none is named")
	case Convention:
		c.want(r.Note != "", field+".note", "missing: a convention has a reason")
	default:
		c.add(field+".basis", fmt.Errorf("%s; want source or convention", r.Basis))
	}
}

func (c *recordCheck) times(field string, r *SourcedRange) {
	c.sourced(field, r)
	if r != nil {
		c.want(r.Basis != Convention, field+".basis", "nobody chooses when an effect comes or goes: leave it out")
		c.want(r.Range[1] <= longestEffect, field+".range", "%v days; want at most %d", r.Range[1], longestEffect)
	}
}

func (c *recordCheck) sources(field string, list []Source) {
	for i, s := range list {
		at := fmt.Sprintf("%s[%d]", field, i)
		c.text(at+".title", s.Title, true)
		c.want(s.Year == 0 || earliestYear <= s.Year && s.Year <= latestYear, at+".year", "%d; want %d to %d", s.Year, earliestYear, latestYear)
		c.want(s.DOI != (evidence.DOI{}) || s.URL != "", at, "want a DOI or an address")
		c.want(s.Read != evidence.BasisNotSaid, at+".read", "missing")
		if s.URL != "" {
			u, err := url.Parse(s.URL)
			c.want(err == nil && u.Scheme == "https" && u.Host != "" && u.User == nil, at+".url", "%s; want an https address", spell.Quote(s.URL))
		}
	}
}

func (c *recordCheck) form(at string, f *Form) {
	c.text(at+".text", f.Text, true)
	for i, w := range f.Is {
		if !slices.Contains(formWords, w) {
			c.add(fmt.Sprintf("%s.is[%d]", at, i), &spell.UnknownError{Type: "form", Input: w, Want: spell.Nearest(w, FormWords())})
		}
		c.want(!slices.Contains(f.Is[:i], w), fmt.Sprintf("%s.is[%d]", at, i), "%q is there twice", w)
	}
	for i, a := range f.Allergens {
		c.want(a != AllergenUnknown && !slices.Contains(f.Allergens[:i], a), fmt.Sprintf("%s.allergens[%d]", at, i), "%s; want each allergen once", a)
	}
	for i, p := range f.Not {
		c.want(p != PatternUnknown && !slices.Contains(f.Not[:i], p), fmt.Sprintf("%s.not[%d]", at, i), "%s; want each diet once", p)
	}
}

// strain checks that a probiotic names its strain, and that nothing else does.
func (c *recordCheck) strain(s *Strategy) {
	p := s.Strain
	if p == nil {
		c.want(s.Family != FamilyProbiotics, "strain", "missing: the evidence on probiotics is that of strains")
		return
	}
	c.want(s.Family == FamilyProbiotics, "strain", "%s have none", s.Family)
	c.text("strain.name", p.Name, true)
	c.want(len(p.Spellings) > 0, "strain.spellings", "missing")
	c.distinct("strain.spellings", p.Spellings)
	c.sourced("strain.dose", p.Dose)
	c.want((p.Dose == nil) == (p.Unit == ""), "strain.unit", "want a unit if there is a dose")
}

// check reports what is wrong with the field and the value.
func (u Unsuited) check() error {
	i, ok := slices.BinarySearchFunc(wireFields, u.Field, func(f wireField, path string) int { return strings.Compare(f.path, path) })
	if !ok {
		return &spell.UnknownError{Type: "field", Input: u.Field, Want: spell.Nearest(u.Field, wirePaths())}
	}
	if u.BMI != 0 && (u.Field != "subject.mass_kg" || u.Value != "" || !(bodyMassIndex[0] <= u.BMI && u.BMI <= bodyMassIndex[1])) {
		return fmt.Errorf("bmi: %v of %s; want %v to %v of subject.mass_kg, without a value", u.BMI, u.Field, bodyMassIndex[0], bodyMassIndex[1])
	}
	if u.Value == "" {
		return nil
	}
	switch wireFields[i].path {
	case "conditions":
		if !Condition(u.Value).Recognized() {
			return &spell.UnknownError{Type: "condition", Input: u.Value, Want: spell.Nearest(u.Value, conditionNames())}
		}
		return nil
	case "allergies":
		return new(Allergen).UnmarshalText([]byte(u.Value))
	case "gi.red_flags":
		return new(RedFlag).UnmarshalText([]byte(u.Value))
	case "diet.pattern":
		return new(Pattern).UnmarshalText([]byte(u.Value))
	case "diet.fodmap.phase":
		return new(FODMAPPhase).UnmarshalText([]byte(u.Value))
	case "meds.others":
		return new(Class).UnmarshalText([]byte(u.Value))
	default:
		return fmt.Errorf("value: %s has no closed list of words", u.Field)
	}
}

func wirePaths() iter.Seq[string] {
	return func(yield func(string) bool) {
		for i := range wireFields {
			if !yield(wireFields[i].path) {
				return
			}
		}
	}
}
