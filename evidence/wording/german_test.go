package wording

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/evidence"
)

func TestBadGermanSentences(t *testing.T)  { testBad(t, "testdata/bad.de.txt", German()) }
func TestGoodGermanSentences(t *testing.T) { testGood(t, "testdata/good.de.txt", German()) }
func TestGermanGuardIsMonotone(t *testing.T) {
	testMonotone(t, German())
}

func TestGermanGolden(t *testing.T) {
	testGolden(t, "testdata/sentences.de.txt", German(), Statement{Subject: "Ballaststoffe", SubjectPlural: true, Object: "die Griffkraft"},
		Statement{Subject: "Krafttraining", Object: "mTORC1"})
}

// TestEverythingInGerman words each of all statements in German.
func TestEverythingInGerman(t *testing.T) { testEverything(t, German(), outrunGerman) }

// outrunGerman is outrun for German.
func outrunGerman(s Statement, text string) string {
	if s.Same {
		return ""
	}
	animal := s.Level == evidence.Animal || s.Level == evidence.InVitro
	sign := s.Stance.Sign() != 0
	var want []string
	switch {
	case animal:
		want = append(want, "nicht beim Menschen gezeigt")
		if s.Level == evidence.InVitro {
			want = append(want, "n Zellen oder isolierten Mikroben")
		}
	case sign && s.Certainty == evidence.VeryLow:
		want = append(want, "sehr unsicher, ob")
	case sign && s.Certainty <= evidence.Low:
		want = append(want, " könnte")
	case sign && s.Certainty == evidence.Moderate && s.Level.Human():
		want = append(want, "wahrscheinlich")
	}
	if s.Chain {
		want = append(want, "nach einer Kette von Schritten, die nicht als Ganzes geprüft wurde")
	}
	switch s.Stance {
	case evidence.Ambiguous:
		want = append(want, "ie Befunde sind uneinig, ob")
	case evidence.Unknown:
		want = append(want, "nicht bekannt")
	}
	for _, w := range want {
		if !strings.Contains(text, w) {
			return "lacks " + w
		}
	}
	if s.Association || s.Level == evidence.ObservationalHuman {
		for _, verb := range []string{"erhöh", "senk", "veränder", "Unterschied"} {
			if strings.Contains(text, verb) {
				return "has a causal verb"
			}
		}
	}
	return ""
}

// TestGermanGuardHoldsInOtherCatalogs checks that a German catalog of one's own
// cannot say more than the evidence carries, nor can a name.
func TestGermanGuardHoldsInOtherCatalogs(t *testing.T) {
	loud := strings.Replace(string(german), "{subject:könnte|könnten} {object} {size} erhöhen", "{subject:erhöht|erhöhen} {object} {size} signifikant", 1)
	c, err := Read(strings.NewReader(loud), "loud.jsonl", "de-AT")
	require.NoError(t, err)
	s := Statement{Subject: "Hafer", Object: "Butyrat", Stance: evidence.Increase, Level: evidence.Synthesis, Certainty: evidence.Low}
	_, err = c.Sentence(s)
	var ge *GuardError
	require.ErrorAs(t, err, &ge)
	var rules []string
	for _, v := range ge.Violations {
		rules = append(rules, v.Rule)
	}
	if diff := cmp.Diff([]string{"hedge", "size"}, rules); diff != "" {
		t.Errorf("rules (-want +got):\n%s", diff)
	}
	s.Subject = "Hafer heilt und Salz"
	_, err = German().Sentence(s)
	var se *StatementError
	require.ErrorAs(t, err, &se)
	require.Equal(t, "subject", se.Field)
}

func TestPlainWords(t *testing.T) {
	for _, tt := range []struct {
		c                  *Catalog
		text               string
		conditions, advice string
	}{
		{English(), "With kidney disease or type-2 diabetes, ask the kidney team.", "disease diabetes", "ask"},
		{English(), "Roseburia, systemic markers, fever and pain in pregnancy.", "", ""},
		{English(), "Sarcopenia, frailty, gastritis and anemia.", "sarcopenia frailty gastritis anemia", ""},
		{English(), "A weakened defense. Then it goes back.", "weakened defense", ""},
		{English(), "Go back to the last step and avoid it.", "", "go back avoid"},
		{German(), "Bei Nierenkrankheit oder Typ-2-Diabetes das Nierenteam fragen.", "nierenkrankheit typ-2-diabetes", "fragen"},
		{German(), "Fieber und Schmerzen in der Schwangerschaft, Fragen gibt es keine mit Krafttraining.", "", "fragen"},
		{German(), "Sarkopenie, Gebrechlichkeit, Essstörungen und eine geschwächte Abwehr.", "sarkopenie gebrechlichkeit essstörungen geschwächte abwehr", ""},
	} {
		conditions, ok := tt.c.Conditions(tt.text)
		advice, ok2 := tt.c.Advice(tt.text)
		if got := strings.Join(conditions, " "); got != tt.conditions || !ok || !ok2 {
			t.Errorf("%q: conditions %q, want %q", tt.text, got, tt.conditions)
		}
		if got := strings.Join(advice, " "); got != tt.advice {
			t.Errorf("%q: advice %q, want %q", tt.text, got, tt.advice)
		}
	}
	french := new(Catalog)
	_, ok := french.Conditions("")
	_, ok2 := french.Advice("")
	_, ok3 := french.Check("", Statement{})
	_, ok4 := french.CheckText("")
	if slices.Contains([]bool{ok, ok2, ok3, ok4}, true) {
		t.Error("the zero catalog knows a language")
	}
}
