package evidence

import (
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/gutmuscle/gutmuscle/evidence/spell"
)

// checkEnum walks the values of an enum there and back through text and JSON.
// words are those of all its values, the zero's first.
func checkEnum[E interface {
	~uint8
	fmt.Stringer
	encoding.TextMarshaler
}, P interface {
	*E
	encoding.TextUnmarshaler
}](t *testing.T, words string) {
	all := strings.Fields(words)
	name := fmt.Sprintf("%T", E(0))
	short := name[strings.LastIndex(name, ".")+1:]
	t.Run(short, func(t *testing.T) {
		for i, want := range all {
			e := E(i)
			if got := e.String(); got != want {
				t.Errorf("String of %d = %q, want %q", i, got, want)
			}
			var back E
			text, err := e.MarshalText()
			if err != nil || P(&back).UnmarshalText(text) != nil || back != e {
				t.Errorf("%s: there and back through text: %q, %v, %s", want, text, err, back)
			}
			var doc, doc2 struct{ V E }
			doc.V = e
			data, err := json.Marshal(doc)
			if err != nil || string(data) != `{"V":"`+want+`"}` {
				t.Errorf("%s: JSON %s, %v", want, data, err)
			}
			if err := json.Unmarshal(data, &doc2); err != nil || doc2 != doc {
				t.Errorf("%s: back from JSON: %v, %v", want, doc2.V, err)
			}
		}
		for _, i := range []int{len(all), 255} {
			e := E(i)
			if got, want := e.String(), fmt.Sprintf("%s(%d)", short, i); got != want {
				t.Errorf("String of %d = %q, want %q", i, got, want)
			}
			if text, err := e.MarshalText(); err == nil {
				t.Errorf("%d marshals to %q, want an error", i, text)
			} else if !strings.Contains(err.Error(), name) || !strings.Contains(err.Error(), fmt.Sprint(i)) {
				t.Errorf("error %q does not name %s and %d", err, name, i)
			}
			if data, err := json.Marshal(struct{ V E }{e}); err == nil {
				t.Errorf("%d marshals to %s, want an error", i, data)
			}
		}
		for _, word := range []string{"", "no-such-word", strings.ToUpper(all[1]), all[1] + " ", "1", short + "(9)"} {
			e := E(1)
			err := P(&e).UnmarshalText([]byte(word))
			var unknown *spell.UnknownError
			if !errors.As(err, &unknown) || e != 1 {
				t.Errorf("%q: error %v and value %s, want an UnknownError and the old value", word, err, e)
				continue
			}
			if unknown.Type != name || unknown.Input != word {
				t.Errorf("%q: error is about %s %q, want %s", word, unknown.Type, unknown.Input, name)
			}
			for _, w := range all {
				if !strings.Contains(err.Error(), w) {
					t.Errorf("error %q does not offer %s", err, w)
				}
			}
		}
	})
}

func TestEnums(t *testing.T) {
	checkEnum[Level](t, "not-assessed in-vitro animal observational-human interventional-human synthesis")
	checkEnum[Stance](t, "unknown increase decrease null ambiguous")
	checkEnum[Certainty](t, "not-judged very-low low moderate high")
	checkEnum[Design](t, `not-said in-vitro in-silico animal-experiment cross-sectional case-control cohort
		mendelian-randomization before-after controlled-trial randomized-trial crossover-trial
		observational-synthesis trial-synthesis review guideline commentary`)
	checkEnum[Measure](t, `not-said smd mean-difference ratio-of-means risk-ratio odds-ratio hazard-ratio
		risk-difference correlation beta percent-change standardized-mean-change`)
	checkEnum[Direction](t, "not-said up down none")
	checkEnum[Sex](t, "not-said male female mixed")
	checkEnum[RiskOfBias](t, "not-judged low some-concerns high")
	checkEnum[Status](t, "standing corrected of-concern retracted unreported")
	checkEnum[Basis](t, "not-said title secondary abstract full-text")
	checkEnum[Confounder](t, `not-said diet exercise genetics medication health-status age sex antibiotic-baseline
		energy-intake training-program body-composition smoking reverse-causation small-sample blinding placebo`)
	checkEnum[BiasTool](t, "none rob-2 robins-i syrcle")
	checkEnum[BiasDomain](t, "none randomization deviations missing-data measurement selective-reporting confounding selection "+
		"classification sequence-generation baseline-characteristics allocation-concealment random-housing "+
		"blinded-caregivers random-outcome-assessment blinded-outcome-assessment other")
	checkEnum[Rules](t, "grade-machine-1 pollock-2016 cochrane-matrix bjsm")
}

// The lists in words.go and the constants beside them are two lists; these are
// the last constants.
func TestEnumsHaveAWordForEachConstant(t *testing.T) {
	for _, last := range []struct {
		e    fmt.Stringer
		want string
	}{
		{Synthesis, "synthesis"}, {Ambiguous, "ambiguous"}, {High, "high"}, {Commentary, "commentary"},
		{StandardizedMeanChange, "standardized-mean-change"}, {NoEffect, "none"}, {Mixed, "mixed"}, {HighRisk, "high"},
		{Unreported, "unreported"}, {FullText, "full-text"}, {Placebo, "placebo"},
	} {
		if got := last.e.String(); got != last.want {
			t.Errorf("%T(%d) = %q, want %q", last.e, last.e, got, last.want)
		}
	}
}

func TestDesignsThatRandomize(t *testing.T) {
	for d := range designs.All() {
		want := slices.Contains([]string{"randomized-trial", "crossover-trial", "trial-synthesis"}, d.String())
		if d.Randomized() != want {
			t.Errorf("%s: Randomized = %v", d, d.Randomized())
		}
	}
}

func TestMeasuresThatAreRatios(t *testing.T) {
	for m := range measures.All() {
		want := strings.HasSuffix(m.String(), "-ratio") || m == RatioOfMeans
		if m.IsRatio() != want {
			t.Errorf("%s: IsRatio = %v", m, m.IsRatio())
		}
	}
}

func TestStanceSign(t *testing.T) {
	for s, want := range map[Stance]int{Unknown: 0, Increase: 1, Decrease: -1, Null: 0, Ambiguous: 0, 9: 0} {
		if got := s.Sign(); got != want {
			t.Errorf("%s: sign = %d, want %d", s, got, want)
		}
	}
}
