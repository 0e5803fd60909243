package strategy

import (
	"bytes"
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/strategy/unit"
)

// adversary is an invented person of testdata/people.jsonl, with what the
// gates have to make of them. The person is that of adult.json, an adult of
// whom all is known and nothing speaks against advice, with some fields changed
// as a JSON merge patch does: null is not known.
type adversary struct {
	ID, About string
	With      map[string]any
	Decision  string
	Gates     []string // all that fire, each with its action
	Withheld  []string // all families
	Limits    []string // some of the limits
	Asks      []string // all questions
	Conflicts int      // of guidelines
}

func adversaries(t testing.TB) []adversary {
	t.Helper()
	data, err := os.ReadFile("testdata/people.jsonl")
	require.NoError(t, err)
	var all []adversary
	for line := range bytes.Lines(data) {
		var a adversary
		require.NoError(t, json.Unmarshal(line, &a))
		all = append(all, a)
	}
	return all
}

// habits returns the person.
func (a *adversary) habits(t testing.TB) *Habits {
	t.Helper()
	data, err := os.ReadFile("testdata/adult.json")
	require.NoError(t, err)
	var person map[string]any
	require.NoError(t, json.Unmarshal(data, &person))
	patch(person, a.With)
	data, err = json.Marshal(person)
	require.NoError(t, err)
	h, err := ReadHabits(bytes.NewReader(data))
	require.NoError(t, err)
	return h
}

// patch is a JSON merge patch (RFC 7396).
func patch(to, from map[string]any) {
	for name, v := range from {
		inner, isObject := v.(map[string]any)
		old, wasObject := to[name].(map[string]any)
		switch {
		case v == nil:
			delete(to, name)
		case isObject && wasObject && inner["state"] == nil && old["state"] == nil: // else it is one reading
			patch(old, inner)
		default:
			to[name] = v
		}
	}
}

// TestPeople judges the invented people: each rule alone, what is not known in
// each safety field, and rules that meet.
func TestPeople(t *testing.T) {
	fired := make(map[string]int)
	for _, a := range adversaries(t) {
		t.Run(a.ID, func(t *testing.T) {
			v := Default().Judge(a.habits(t))
			var doc struct {
				Decision string
				Gates    []struct {
					ID, Action, Why string
					Fields          []string
				}
				Withheld  []struct{ Family string }
				Limits    []struct{ Family, Kind string }
				Conflicts []struct {
					Sides []struct{ Says, Source string }
				}
				Questions []struct{ ID string }
				Families  []string
			}
			data, err := json.Marshal(v)
			require.NoError(t, err)
			require.NoError(t, json.Unmarshal(data, &doc))
			got := adversary{ID: a.ID, About: a.About, With: a.With, Decision: doc.Decision, Limits: a.Limits, Conflicts: len(doc.Conflicts)}
			for _, g := range doc.Gates {
				fired[g.ID]++
				got.Gates = append(got.Gates, g.ID+" "+g.Action)
				if g.Why == "" || len(g.Fields) == 0 || g.Why[:5] == "gate." {
					t.Errorf("gate without a text or a field: %+v", g)
				}
			}
			slices.Sort(got.Gates)
			for _, w := range doc.Withheld {
				got.Withheld = append(got.Withheld, w.Family)
			}
			for _, q := range doc.Questions {
				got.Asks = append(got.Asks, q.ID)
			}
			if diff := cmp.Diff(a, got, cmp.Transformer("", func(s []string) []string { return append([]string{}, s...) })); diff != "" {
				t.Errorf("%s (-want +got):\n%s", a.About, diff)
			}
			for _, want := range a.Limits {
				if !slices.ContainsFunc(doc.Limits, func(l struct{ Family, Kind string }) bool { return l.Kind+" "+l.Family == want }) {
					t.Errorf("%s: no limit %q in %v", a.About, want, doc.Limits)
				}
			}
			if n := len(doc.Families) + len(doc.Withheld); n != len(slices.Collect(Families())) {
				t.Errorf("%d families remain or are withheld", n)
			}
		})
	}
	for id := range Default().Judge(new(Habits)).Run() {
		if fired[id] == 0 {
			t.Errorf("nobody makes %s fire", id)
		}
	}
}

// TestGeneralOnly checks that children, people with an eating disorder and those
// who are pregnant are told no amounts and no products by any gate, whatever
// else is the matter, and in every mode and language.
func TestGeneralOnly(t *testing.T) {
	amounts := regexp.MustCompile(`[0-9]|psyllium|Flohsamen|may be tried|[Pp]robioti|for up to`)
	keep := []string{"S10.", "S12.", "S14.ketoacidosis", "S17.", "S04.", "S05."} // what is for safety names what it is about
	names := strings.NewReplacer("GLP-1", "", "SGLT2", "")
	var models []*Model
	for _, language := range []string{English, "de"} {
		for _, mode := range []Mode{ModeNotSaid, GeneralWellness, ReportOnly} {
			m, err := Default().In(mode, language)
			require.NoError(t, err)
			models = append(models, m)
		}
	}
	quiet := map[string]func(*Habits){
		"child":     func(h *Habits) { h.Subject.Age = Known[unit.Years](15) },
		"SCOFF":     func(h *Habits) { h.Subject.SCOFF = Known[unit.Score](3) },
		"pregnant":  func(h *Habits) { h.Subject.Sex, h.Subject.Pregnant = Known(SexFemale), Known(true) },
		"young":     func(h *Habits) { h.Subject.Age, h.Subject.SCOFF = Known[unit.Years](20), Reading[unit.Score]{} },
		"no age":    func(h *Habits) { h.Subject.Age = Reading[unit.Years]{} },
		"no answer": func(h *Habits) { h.Subject.Sex, h.Subject.Pregnant = Known(SexFemale), Reading[bool]{} },
	}
	told := 0
	for name, change := range quiet {
		for _, a := range adversaries(t) {
			h := a.habits(t)
			change(h)
			for _, m := range models {
				v := m.Judge(h)
				if !v.general {
					continue // too old to be pregnant
				}
				if n := len(slices.Collect(v.Conflicts())); n > 0 {
					t.Fatalf("%s %s: %d guidelines disagree", name, a.ID, n)
				}
				for l := range v.Limits() {
					if l.Max != 0 || l.Unit != "" {
						t.Fatalf("%s %s: %+v", name, a.ID, l)
					}
				}
				for g := range v.Gates() {
					if slices.ContainsFunc(keep, func(s string) bool { return strings.HasPrefix(g.Message, "gate."+s) }) {
						continue
					}
					told++
					if found := amounts.FindString(names.Replace(g.Why)); found != "" && v.Decision() != RejectInput {
						t.Errorf("%s %s: %s tells %q: %s", name, a.ID, g.Message, found, g.Why)
					}
				}
			}
		}
	}
	require.Positive(t, told)
}
