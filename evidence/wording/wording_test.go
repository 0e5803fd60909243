package wording

import (
	"errors"
	"flag"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/dataset"
)

var update = flag.Bool("update", false, "rewrite the files in testdata")

var (
	stances      = []evidence.Stance{evidence.Unknown, evidence.Increase, evidence.Decrease, evidence.Null, evidence.Ambiguous}
	levels       = []evidence.Level{evidence.NotAssessed, evidence.InVitro, evidence.Animal, evidence.ObservationalHuman, evidence.InterventionalHuman, evidence.Synthesis}
	certainties  = []evidence.Certainty{evidence.CertaintyNotJudged, evidence.VeryLow, evidence.Low, evidence.Moderate, evidence.High}
	allSizes     = []Size{SizeNotSaid, Trivial, Small, Moderate, Large}
	bools        = []bool{false, true}
	speciesLists = [][]evidence.Species{nil, {evidence.Mouse}, {evidence.Rat, evidence.Mouse}, {evidence.Human, "pig", "horse", "mouse"}, {"ground squirrel"}}
)

// every calls visit with each combination of all enums and flags.
func every(visit func(Statement)) {
	for _, stance := range stances {
		for _, level := range levels {
			for _, certainty := range certainties {
				for _, size := range allSizes {
					for bits := range 1 << 6 {
						on := func(bit int) bool { return bits>>bit&1 == 1 }
						lists := speciesLists
						if level != evidence.Animal || on(4) {
							lists = speciesLists[1:3] // they do not matter
						}
						if on(3) && size != SizeNotSaid {
							continue // the number changes no more than the verb
						}
						for _, list := range lists {
							s := Statement{Subject: "whole grains", Object: "mTORC1", Stance: stance, Level: level, Certainty: certainty, Size: size,
								Association: on(0), Chain: on(1), Disputed: on(2), SubjectPlural: on(3), Same: on(4), Species: list}
							if on(5) {
								s.Population = "after one bout"
							}
							visit(s)
						}
					}
				}
			}
		}
	}
}

// meaning is what a sentence has to tell apart, worked out by another road than
// the catalog's: two statements read alike if and only if they mean alike.
func meaning(s Statement) string {
	if s.Same {
		return "same"
	}
	animal := s.Level == evidence.Animal || s.Level == evidence.InVitro
	human := s.Level >= evidence.ObservationalHuman
	claim := s.Stance == evidence.Increase || s.Stance == evidence.Decrease || s.Stance == evidence.Null
	kind := map[bool]string{true: "people"}[human]
	if animal {
		kind = s.Level.String()
	}
	if !human && !animal && s.Stance != evidence.Unknown {
		kind = "not assessed"
	} else if !human && !animal {
		kind = "people"
	}
	m := []any{s.Stance, kind, s.Population, s.Chain, s.SubjectPlural}
	m = append(m, s.Association || s.Level == evidence.ObservationalHuman || kind == "not assessed")
	if claim {
		m = append(m, s.Disputed)
	}
	if s.Level == evidence.Animal {
		list := slices.DeleteFunc(slices.Clone(s.Species), func(x evidence.Species) bool { return x == evidence.Human })
		slices.Sort(list)
		if len(list) > 2 || slices.Contains(list, "ground squirrel") {
			list = nil
		}
		m = append(m, fmt.Sprint(list))
	}
	if claim && !animal {
		c := s.Certainty
		if s.Chain && c == evidence.High {
			c = evidence.Moderate
		}
		if kind == "not assessed" && c > evidence.Low {
			c = evidence.Low
		}
		m = append(m, c)
		if human && !s.Chain && s.Stance != evidence.Null && s.Certainty >= evidence.Low {
			m = append(m, s.Size)
		}
	}
	return fmt.Sprint(m...)
}

// TestEverything words each of all statements: none is empty, none breaks a rule
// of the guard (which Sentence calls), and they differ exactly where they have
// to.
func TestEverything(t *testing.T) { testEverything(t, English(), outrun) }

func testEverything(t *testing.T, c *Catalog, outrun func(Statement, string) string) {
	t.Helper()
	meant := make(map[string]string)
	texts := make(map[string]string)
	n, bad := 0, 0
	numberless := func(s Statement) string { s.SubjectPlural = false; return meaning(s) }
	every(func(s Statement) {
		n++
		text, err := c.Sentence(s)
		if err != nil || text == "" || bad > 10 {
			if bad++; bad < 10 {
				t.Errorf("%+v: %q, %v", s, text, err)
			}
			return
		}
		if lack := outrun(s, text); lack != "" {
			bad++
			t.Errorf("%+v: %q: %s", s, text, lack)
		}
		m := meaning(s)
		if before, ok := meant[m]; ok && before != text {
			bad++
			t.Errorf("%s reads in two ways:\n%s\n%s", m, before, text)
		}
		meant[m] = text
		m = numberless(s)
		if before, ok := texts[text]; ok && before != m {
			bad++
			t.Errorf("%q means two things:\n%s\n%s", text, before, m)
		}
		texts[text] = m
	})
	t.Logf("%d statements, %d sentences", n, len(texts))
}

// outrun returns what a sentence lacks, or says too much, by plain substrings and
// not with the guard.
func outrun(s Statement, text string) string {
	if s.Same {
		return ""
	}
	animal := s.Level == evidence.Animal || s.Level == evidence.InVitro
	sign := s.Stance.Sign() != 0
	var want []string
	switch {
	case animal:
		want = append(want, "not shown in people")
		if s.Level == evidence.InVitro {
			want = append(want, "n cells or isolated microbes")
		}
	case sign && s.Certainty == evidence.VeryLow:
		want = append(want, "very uncertain whether")
	case sign && s.Certainty <= evidence.Low:
		want = append(want, " may ")
	case sign && s.Certainty == evidence.Moderate && s.Level.Human():
		want = append(want, "probably")
	}
	if s.Chain {
		want = append(want, "by a chain of steps that was not tested as a whole")
	}
	switch s.Stance {
	case evidence.Ambiguous:
		want = append(want, "indings disagree on whether")
	case evidence.Unknown:
		want = append(want, "not known")
	}
	for _, w := range want {
		if !strings.Contains(text, w) {
			return "lacks " + w
		}
	}
	if s.Association || s.Level == evidence.ObservationalHuman {
		for _, verb := range []string{"raise", " change", " difference to"} {
			if strings.Contains(text, verb) {
				return "has a causal verb"
			}
		}
	}
	return ""
}

// TestGolden keeps sentences that a reader can judge.
func TestGolden(t *testing.T) {
	testGolden(t, "testdata/sentences.txt", English(), Statement{Subject: "dietary fiber", Object: "grip strength"},
		Statement{Subject: "statins", SubjectPlural: true, Object: "mTORC1"})
}

func testGolden(t *testing.T, file string, c *Catalog, base, plural Statement) {
	t.Helper()
	var b strings.Builder
	line := func(s Statement) {
		text, err := c.Sentence(s)
		require.NoError(t, err)
		fmt.Fprintf(&b, "%-58s | %s\n", spec(s), text)
	}
	base.Level = evidence.InterventionalHuman
	section := func(title string) { fmt.Fprintf(&b, "\n# %s\n", title) }
	b.WriteString("# What a statement says | its sentence. Written by go test ./evidence/wording -update\n")
	section("trials in people, by certainty")
	for _, stance := range []evidence.Stance{evidence.Increase, evidence.Decrease, evidence.Null} {
		for _, certainty := range []evidence.Certainty{evidence.High, evidence.Moderate, evidence.Low, evidence.VeryLow, evidence.CertaintyNotJudged} {
			s := base
			s.Stance, s.Certainty = stance, certainty
			line(s)
		}
	}
	section("no answer")
	for _, stance := range []evidence.Stance{evidence.Ambiguous, evidence.Unknown} {
		for _, link := range bools {
			s := base
			s.Stance, s.Association, s.Certainty = stance, link, evidence.Low
			line(s)
		}
	}
	section("size")
	for _, size := range allSizes[1:] {
		s := base
		s.Stance, s.Certainty, s.Size = evidence.Increase, evidence.Moderate, size
		line(s)
		s.Stance, s.Association = evidence.Decrease, true
		line(s)
	}
	section("associations")
	for _, stance := range []evidence.Stance{evidence.Increase, evidence.Null} {
		for _, certainty := range []evidence.Certainty{evidence.High, evidence.Moderate, evidence.Low, evidence.VeryLow} {
			s := base
			s.Stance, s.Certainty, s.Level = stance, certainty, evidence.ObservationalHuman
			line(s)
		}
	}
	section("not from people")
	for _, stance := range []evidence.Stance{evidence.Increase, evidence.Null, evidence.Ambiguous, evidence.Unknown} {
		s := base
		s.Stance, s.Certainty, s.Level = stance, evidence.High, evidence.InVitro
		line(s)
		s.Level, s.Species = evidence.Animal, []evidence.Species{evidence.Mouse}
		line(s)
		s.Association, s.Species = true, []evidence.Species{evidence.Rat, evidence.Mouse}
		line(s)
	}
	section("chains")
	for _, l := range []evidence.Level{evidence.InVitro, evidence.Animal, evidence.ObservationalHuman, evidence.InterventionalHuman} {
		s := base
		s.Stance, s.Certainty, s.Level, s.Chain = evidence.Increase, evidence.Moderate, l, true
		line(s)
		s.Stance = evidence.Ambiguous
		line(s)
	}
	section("the rest")
	s := base
	s.Stance, s.Certainty, s.Disputed, s.Population = evidence.Increase, evidence.Low, true, "older adults"
	line(s)
	s = base
	s.Stance, s.Level, s.Certainty = evidence.Increase, evidence.NotAssessed, evidence.High
	line(s)
	s.Same = true
	line(s)
	s = base
	s.Stance, s.Certainty, s.Subject, s.SubjectPlural, s.Object = evidence.Increase, evidence.High, plural.Subject, plural.SubjectPlural, plural.Object
	line(s)
	golden(t, file, b.String())
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got); run with -update if it is right\n%s", file, diff)
	}
}

func TestSizeOf(t *testing.T) {
	for smd, want := range map[float64]Size{0: Trivial, 0.19: Trivial, 0.2: Small, -0.49: Small, 0.5: Moderate, -0.8: Large, 9: Large} {
		if got := SizeOf(smd); got != want {
			t.Errorf("SizeOf(%v) = %v, want %v", smd, got, want)
		}
	}
	inf := math.Inf(1)
	for _, smd := range []float64{inf, -inf, inf - inf} {
		if got := SizeOf(smd); got != SizeNotSaid {
			t.Errorf("SizeOf(%v) = %v", smd, got)
		}
	}
}

func TestSizeText(t *testing.T) {
	for _, s := range allSizes {
		text, err := s.MarshalText()
		var back Size
		if err != nil || back.UnmarshalText(text) != nil || back != s || s.String() != string(text) {
			t.Errorf("%v: there and back through %q: %v", s, text, back)
		}
	}
	if _, err := Size(9).MarshalText(); err == nil || Size(9).String() != "Size(9)" {
		t.Error("Size(9) has a word")
	}
}

// TestNotWorded checks that what cannot be worded is an error that names the
// field.
func TestNotWorded(t *testing.T) {
	good := Statement{Subject: "fiber", Object: "butyrate", Stance: evidence.Increase, Level: evidence.Animal}
	for name, tt := range map[string]struct {
		change func(*Statement)
		fields string
	}{
		"nothing said":            {func(s *Statement) { *s = Statement{} }, "subject object"},
		"no object":               {func(s *Statement) { s.Object = "" }, "object"},
		"blank":                   {func(s *Statement) { s.Subject = " \t" }, "subject"},
		"space around":            {func(s *Statement) { s.Subject = "fiber " }, "subject"},
		"line break":              {func(s *Statement) { s.Subject = "fi\nber" }, "subject"},
		"not UTF-8":               {func(s *Statement) { s.Subject = "fi\xffber" }, "subject"},
		"direction of writing":    {func(s *Statement) { s.Object = "\u202ebutyrate" }, "object"},
		"too long":                {func(s *Statement) { s.Object = strings.Repeat("a", 201) }, "object"},
		"a second sentence":       {func(s *Statement) { s.Subject = "fiber. Eat it" }, "subject"},
		"a full stop":             {func(s *Statement) { s.Subject = "fiber." }, "subject"},
		"a clause":                {func(s *Statement) { s.Subject = "fiber raises everything and salt" }, "subject"},
		"a stance there is not":   {func(s *Statement) { s.Stance = 9 }, "stance"},
		"enums there are not":     {func(s *Statement) { s.Level, s.Certainty, s.Size = 9, 9, 9 }, "level certainty size"},
		"population that can act": {func(s *Statement) { s.Population = "mice. All" }, "population"},
	} {
		s := good
		tt.change(&s)
		text, err := English().Sentence(s)
		var fields []string
		for _, e := range dataset.All(err) {
			var se *StatementError
			require.ErrorAs(t, e, &se, name)
			fields = append(fields, se.Field)
		}
		if got := strings.Join(fields, " "); got != tt.fields || text != "" {
			t.Errorf("%s: fields %q, want %q; text %q", name, got, tt.fields, text)
		}
	}
	for _, s := range []Statement{
		{Subject: "a pill for curing cancer", Object: "butyrate"},
		{Subject: "fiber", Object: "boosted immunity"},
		{Subject: "fiber", Object: "butyrate", Stance: evidence.Increase, Level: evidence.Animal, Population: "older adults"},
		{Subject: "causing", Object: "raising"},
	} {
		_, err := English().Sentence(s)
		var ge *GuardError
		if !errors.As(err, &ge) || len(ge.Violations) == 0 || !strings.Contains(err.Error(), ge.Violations[0].Rule) {
			t.Errorf("%+v: error %v, want a GuardError", s, err)
		}
	}
	if _, err := new(Catalog).Sentence(good); !errors.Is(err, ErrNoMessages) {
		t.Errorf("zero catalog: %v", err)
	}
	if text := new(Catalog).Unworded() + new(Catalog).Language(); text != "" {
		t.Errorf("zero catalog says %q", text)
	}
}

// TestNames checks names that are unusual and right.
func TestNames(t *testing.T) {
	for _, n := range []string{"E. coli", "Bifidobacterium longum subsp. infantis", "Bacteroides sp. 3_1_40A", "7alpha/7beta epimerisation", "pyridoxal 5'-phosphate",
		"Stickland: proline to 5-aminovalerate", "Equol (dzr, ddr, tdr)", "Ménière", "腸内細菌", "{object}", "p<0.05 & co", "fat-free mass", "falls in older adults"} {
		s := Statement{Subject: n, Object: "x-value", Stance: evidence.Increase, Level: evidence.Animal}
		if text, err := English().Sentence(s); err != nil || !strings.Contains(text, n) {
			t.Errorf("%q: %q, %v", n, text, err)
		}
	}
	for text, want := range map[string]string{"fiber raises": "Fiber raises", "mTORC1 falls": "mTORC1 falls", "p-cresol": "p-cresol", "pH": "pH",
		"3-oxo": "3-oxo", "indole-3-acetic acid": "Indole-3-acetic acid", "élan": "Élan", "": "", "it": "It"} {
		if got := capital(text); got != want {
			t.Errorf("capital(%q) = %q, want %q", text, got, want)
		}
	}
}
