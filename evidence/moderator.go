package evidence

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence/spell"
)

// Moderator is something in which findings on one question may differ, and
// which may be why they disagree. The zero Moderator is none.
type Moderator uint8

// The moderators, in the order in which [Conflict] prefers them when they
// separate findings equally well: what is coarse before what is fine, and what
// was curated as a value before what is read from a text.
const (
	NoModerator   Moderator = iota
	HumanOrAnimal           // people, animals, or cells and microbes
	BySpecies               // the species
	ByLevel                 // the level of evidence
	ByDesign                // the design
	BySex                   // male, female or mixed
	ByAge                   // under 18, 18 to 39, 40 to 59, 60 or over, or mixed ages
	ByDose                  // at most, or above, the median of the doses with the commonest unit
	ByDuration              // up to 1, 4 or 12 weeks, or over 12
	ByPopulation            // the population, as it is written
)

var moderators = spell.Set[Moderator]{Type: "evidence.Moderator", Words: []string{
	"none", "human-or-animal", "species", "level", "design", "sex", "age", "dose", "duration", "population"}}

// String returns the word of m, such as "duration".
func (m Moderator) String() string { return moderators.String(m) }

// MarshalText returns the word of m; a value that is not a Moderator is an error.
func (m Moderator) MarshalText() ([]byte, error) { return moderators.Append(nil, m) }

// UnmarshalText sets m from its word; another word is a [*spell.UnknownError].
func (m *Moderator) UnmarshalText(text []byte) error { return moderators.Parse(m, text) }

// trait is the value that a finding has of a moderator, with its place among
// other values. Values that are stated but cannot be compared are loose.
type trait struct {
	rank  float64
	text  string // empty, in the zero trait only: not stated
	loose bool
}

func (t trait) compare(u trait) int {
	return cmp.Or(cmp.Compare(t.rank, u.rank), cmp.Compare(t.text, u.text))
}

// traits returns how to read the value of m from a finding. items are all
// findings: the median of doses depends on them.
func (m Moderator) traits(items []Item) func(Item) trait {
	switch m {
	case HumanOrAnimal:
		return func(it Item) trait {
			switch l := it.Level(); {
			case l.Human():
				return trait{0, "human", false}
			case l == Animal:
				return trait{1, "animal", false}
			default:
				return trait{2, "in-vitro", false}
			}
		}
	case BySpecies:
		return func(it Item) trait {
			if s := it.Species(); s != Human {
				return trait{1, string(s), false}
			}
			return trait{0, string(Human), false}
		}
	case ByLevel:
		return func(it Item) trait { return trait{-float64(it.Level()), it.Level().String(), false} }
	case ByDesign:
		return func(it Item) trait { return trait{-float64(it.Design()), it.Design().String(), false} }
	case BySex:
		return func(it Item) trait {
			s := own(it, it.Finding.Sex, it.Study.Sex)
			if s == SexNotSaid {
				return trait{}
			}
			return trait{float64(s), s.String(), false}
		}
	case ByAge:
		return func(it Item) trait {
			return ageGroup(own(it, it.Finding.Age, it.Study.Age), it.Species() == Human)
		}
	case ByDose:
		return doseGroups(items)
	case ByDuration:
		return func(it Item) trait { return durationGroup(it.Finding.Duration) }
	case ByPopulation:
		return func(it Item) trait {
			p := own(it, it.Finding.Population, it.Study.Population)
			return trait{text: strings.Join(strings.Fields(strings.ToLower(p)), " ")}
		}
	default:
		return func(Item) trait { return trait{} }
	}
}

// own returns what the finding says, or else what the study says if the finding
// is of the study's own design and species.
func own[T comparable](it Item, finding, study T) T {
	if finding != *new(T) || it.Design() != it.Study.Design || it.Species() != it.Study.Species {
		return finding
	}
	return study
}

var ageGroups = [...]string{"under 18", "18 to 39", "40 to 59", "60 or over"}

// ageGroup reads an age in years, or roughly from a word for one. Ages of
// animals in numbers mean nothing beside those of people and are not read.
func ageGroup(text string, human bool) trait {
	group := func(i int) trait { return trait{float64(i), ageGroups[i], false} }
	of := func(years float64) int {
		switch {
		case years < 18:
			return 0
		case years < 40:
			return 1
		case years < 60:
			return 2
		default:
			return 3
		}
	}
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, q := range quantities(text) {
		switch q.unit {
		case "", "y", "yr", "yrs", "year", "years":
			lo, hi = min(lo, q.lo), max(hi, q.hi)
		default:
			return trait{}
		}
	}
	switch {
	case lo <= hi && !human:
		return trait{}
	case lo <= hi && of(lo) == of(hi):
		return group(of(lo))
	case lo <= hi:
		return trait{4, "mixed ages", false}
	}
	for _, w := range strings.Fields(strings.ToLower(text)) {
		switch w = strings.Trim(w, ",.;()"); w {
		case "older", "old", "aged", "elderly":
			if human {
				return group(3)
			}
			return trait{11, "old", false}
		case "young", "younger":
			if human {
				return group(1)
			}
			return trait{10, "young", false}
		}
	}
	return trait{}
}

var durationGroups = [...]struct {
	weeks float64
	text  string
}{{1, "up to 1 week"}, {4, "up to 4 weeks"}, {12, "up to 12 weeks"}, {math.Inf(1), "over 12 weeks"}}

// durationGroup reads the first duration of a text, up to a comma; what follows
// tells of washouts and the like. The bounds have a tenth of slack, so that one
// month is 4 weeks and three are 12. A range over several groups is in none.
func durationGroup(text string) trait {
	text, _, _ = strings.Cut(text, ",")
	of := func(weeks float64) (i int) {
		for weeks > 1.1*durationGroups[i].weeks {
			i++
		}
		return i
	}
	for _, q := range quantities(text) {
		if weeks, ok := weeksOf(q.unit); ok {
			if i := of(float64(q.lo * weeks)); i == of(float64(q.hi*weeks)) && q.hi > 0 {
				return trait{float64(i), durationGroups[i].text, false}
			}
			break
		}
	}
	if strings.TrimSpace(text) == "" {
		return trait{}
	}
	return trait{float64(len(durationGroups)), "stated otherwise", true}
}

// weeksOf returns the length of a unit of time in weeks.
func weeksOf(unit string) (float64, bool) {
	switch unit {
	case "min", "minute", "minutes":
		return 1. / (7 * 24 * 60), true
	case "h", "hour", "hours":
		return 1. / (7 * 24), true
	case "d", "day", "days", "night", "nights":
		return 1. / 7, true
	case "w", "wk", "wks", "week", "weeks":
		return 1, true
	case "mo", "month", "months":
		return 365.25 / 7 / 12, true
	case "y", "yr", "yrs", "year", "years":
		return 365.25 / 7, true
	}
	return 0, false
}

// doseGroups splits the doses that are one number with a unit, if they have the
// commonest unit, at the median of the different ones. Other doses are only
// known to be stated: they are loose.
func doseGroups(items []Item) func(Item) trait {
	doses := make(map[string][]float64)
	for _, it := range items {
		if amount, unit, ok := dose(it.Finding.Dose); ok {
			doses[unit] = append(doses[unit], amount)
		}
	}
	var commonest string
	for unit, amounts := range doses {
		slices.Sort(amounts)
		doses[unit] = slices.Compact(amounts)
		if n, most := len(doses[unit]), len(doses[commonest]); n > most || n == most && unit < commonest {
			commonest = unit
		}
	}
	var median float64
	if n := len(doses[commonest]); n > 0 {
		median = doses[commonest][(n-1)/2]
	}
	bound := strconv.FormatFloat(median, 'g', -1, 64) + " " + commonest
	return func(it Item) trait {
		amount, unit, ok := dose(it.Finding.Dose)
		switch {
		case strings.TrimSpace(it.Finding.Dose) == "":
			return trait{}
		case !ok || unit != commonest:
			return trait{2, "stated otherwise", true}
		case amount <= median:
			return trait{0, "up to " + bound, false}
		default:
			return trait{1, "above " + bound, false}
		}
	}
}
