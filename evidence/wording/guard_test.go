package wording

import (
	"bufio"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/evidence"
)

// spec writes a statement as testdata has it; parseSpec reads it.
func spec(s Statement) string {
	words := []string{s.Stance.String(), s.Level.String(), s.Certainty.String()}
	if s.Size != SizeNotSaid {
		words = append(words, s.Size.String())
	}
	for word, on := range map[string]bool{"association": s.Association, "chain": s.Chain, "disputed": s.Disputed, "same": s.Same} {
		if on {
			words = append(words, word)
		}
	}
	slices.Sort(words[3:])
	for _, sp := range s.Species {
		words = append(words, "species="+string(sp))
	}
	if s.Population != "" {
		words = append(words, "population="+strings.ReplaceAll(s.Population, " ", "-"))
	}
	return strings.Join(words, " ")
}

// parseSpec reads words of stance, level, certainty and size, and flags. The
// names are fiber and butyrate; what is not said is an increase by a trial of
// high certainty.
func parseSpec(t *testing.T, text string) (s Statement) {
	t.Helper()
	s = Statement{Subject: "fiber", Object: "butyrate", Stance: evidence.Increase, Level: evidence.InterventionalHuman, Certainty: evidence.High}
	for _, w := range strings.Fields(text) {
		key, value, _ := strings.Cut(w, "=")
		switch w {
		case "association":
			s.Association = true
		case "chain":
			s.Chain = true
		case "disputed":
			s.Disputed = true
		case "same":
			s.Same = true
		default:
			if key == "species" {
				s.Species = append(s.Species, evidence.Species(value))
				continue
			}
			if s.Stance.UnmarshalText([]byte(w)) != nil && s.Level.UnmarshalText([]byte(w)) != nil && s.Certainty.UnmarshalText([]byte(w)) != nil {
				require.NoError(t, s.Size.UnmarshalText([]byte(w)), "%q", text)
			}
		}
	}
	return s
}

// cases yields the lines of a file: rules, statement and sentence, parted by |.
func cases(t *testing.T, file string, each func(rules []string, statement, sentence string)) (n int) {
	t.Helper()
	f, err := os.Open(file)
	require.NoError(t, err)
	defer f.Close()
	for s := bufio.NewScanner(f); s.Scan(); {
		if s.Text() == "" || s.Text()[0] == '#' {
			continue
		}
		parts := strings.SplitN(s.Text(), "|", 3)
		require.Len(t, parts, 3, "%s", s.Text())
		each(strings.Fields(parts[0]), strings.TrimSpace(parts[1]), strings.TrimSpace(parts[2]))
		n++
	}
	return n
}

// TestBadSentences checks that the guard finds just the rules that each bad
// sentence breaks, and that every rule is broken by one.
func TestBadSentences(t *testing.T) {
	testBad(t, "testdata/bad.txt", English())
}

// checkAs checks a sentence of testdata in the language of a catalog, whose names
// it is on.
func checkAs(t *testing.T, c *Catalog, statement, sentence string) []Violation {
	t.Helper()
	if statement == "text" {
		found, ok := c.CheckText(sentence)
		require.True(t, ok)
		return found
	}
	s := parseSpec(t, statement)
	if c.Language() == "de" {
		s.Subject, s.Object, s.SubjectPlural = "Ballaststoffe", "Butyrat", true
	}
	found, ok := c.Check(sentence, s)
	require.True(t, ok)
	return found
}

func testBad(t *testing.T, file string, c *Catalog) {
	t.Helper()
	broken := make(map[string]bool)
	n := cases(t, file, func(want []string, statement, sentence string) {
		violations := checkAs(t, c, statement, sentence)
		var got []string
		for _, v := range violations {
			if !slices.Contains(got, v.Rule) {
				got = append(got, v.Rule)
			}
			broken[v.Rule] = true
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s | %s\n got %v\nwant %s", statement, sentence, violations, want)
		}
	})
	require.GreaterOrEqual(t, n, 60)
	for r := range Rules() {
		if !broken[r.ID] {
			t.Errorf("no line of %s breaks rule %s", file, r.ID)
		}
		require.NotEmpty(t, r.Text)
	}
}

func TestGoodSentences(t *testing.T) {
	testGood(t, "testdata/good.txt", English())
}

func testGood(t *testing.T, file string, c *Catalog) {
	t.Helper()
	n := cases(t, file, func(want []string, statement, sentence string) {
		got := checkAs(t, c, statement, sentence)
		if len(got) > 0 || len(want) > 0 {
			t.Errorf("%s | %s: %v", statement, sentence, got)
		}
	})
	require.GreaterOrEqual(t, n, 25)
}

// TestGuardIsMonotone takes the sentences of strong statements for weaker ones:
// each step down in certainty, level or directness makes the guard object.
func TestGuardIsMonotone(t *testing.T) { testMonotone(t, English()) }

func testMonotone(t *testing.T, c *Catalog) {
	t.Helper()
	check := func(text string, s Statement) []Violation { found, _ := c.Check(text, s); return found }
	strong := Statement{Subject: "fiber", Object: "butyrate", Stance: evidence.Increase, Level: evidence.InterventionalHuman, Certainty: evidence.High}
	for name, weaken := range map[string]func(*Statement){
		"moderate":      func(s *Statement) { s.Certainty = evidence.Moderate },
		"low":           func(s *Statement) { s.Certainty = evidence.Low },
		"very low":      func(s *Statement) { s.Certainty = evidence.VeryLow },
		"not judged":    func(s *Statement) { s.Certainty = evidence.CertaintyNotJudged },
		"association":   func(s *Statement) { s.Association = true },
		"observational": func(s *Statement) { s.Level = evidence.ObservationalHuman },
		"animal":        func(s *Statement) { s.Level = evidence.Animal },
		"in vitro":      func(s *Statement) { s.Level = evidence.InVitro },
		"not assessed":  func(s *Statement) { s.Level = evidence.NotAssessed },
		"chain":         func(s *Statement) { s.Chain = true },
		"disputed":      func(s *Statement) { s.Disputed = true },
		"other way":     func(s *Statement) { s.Stance = evidence.Decrease },
		"null":          func(s *Statement) { s.Stance = evidence.Null },
		"ambiguous":     func(s *Statement) { s.Stance = evidence.Ambiguous },
		"unknown":       func(s *Statement) { s.Stance = evidence.Unknown },
	} {
		text, err := c.Sentence(strong)
		require.NoError(t, err)
		weak := strong
		weaken(&weak)
		if check(text, weak) == nil {
			t.Errorf("%s: %q passes", name, text)
		}
	}
	weaker := []evidence.Certainty{evidence.High, evidence.Moderate, evidence.Low, evidence.VeryLow}
	for _, stance := range []evidence.Stance{evidence.Increase, evidence.Decrease, evidence.Null} {
		for _, link := range bools {
			for i, certainty := range weaker {
				s := strong
				s.Stance, s.Association, s.Certainty = stance, link, certainty
				text, err := c.Sentence(s)
				require.NoError(t, err)
				for j, d := range weaker {
					s.Certainty = d
					if got := check(text, s) == nil; got != (j <= i) {
						t.Errorf("%q at %s: passes = %v", text, d, got)
					}
				}
			}
		}
	}
}

// TestViolationText keeps the form in which a violation is printed.
func TestViolationText(t *testing.T) {
	got := fmt.Sprint(CheckText("This cures everything and will boost it."))
	want := `[treatment: "cures" promise: "will" hype: "boost"]`
	if got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// FuzzCheck checks that the guard takes any text, and that neither letter case
// nor characters that cannot be seen hide a word.
func FuzzCheck(f *testing.F) {
	f.Add("Fiber raises butyrate.", "fiber", "butyrate", uint16(0))
	f.Add("It won’t, you have…", "", "x", uint16(77))
	f.Fuzz(func(t *testing.T, text, subject, object string, bits uint16) {
		s := fuzzStatement(subject, object, bits)
		Check(text, s)
		if v := CheckText(text + ". It ca\u200buses HARM, and you\u00ad will"); len(v) < 2 {
			t.Errorf("%q hides a word: %v", text, v)
		}
	})
}

func BenchmarkSentence(b *testing.B) {
	s := Statement{Subject: "dietary fiber", Object: "grip strength", Stance: evidence.Increase, Level: evidence.Animal, Species: []evidence.Species{evidence.Mouse}}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := English().Sentence(s); err != nil {
			b.Fatal(err)
		}
	}
}
