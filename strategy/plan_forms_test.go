package strategy

import (
	"regexp"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/evidence/wording"
	"github.com/gutmuscle/gutmuscle/strategy/unit"
)

// offered returns the texts of all forms that fit a person, of the strategies of
// which the gates leave something.
func offered(h *Habits) []string {
	var p planner
	m := Default()
	p.look(m, h, new(Wishes))
	var texts []string
	for i := range m.options() {
		o := &m.options()[i]
		for j := range o.Forms {
			if p.terms[o.Family].allowed && p.fits(o, &o.Forms[j]) {
				texts = append(texts, o.Forms[j].Text)
			}
		}
	}
	return texts
}

// TestFormsFitThePerson checks which forms are named, of all families: where the
// gates offer no rise of fiber by one, no food of another brings it.
func TestFormsFitThePerson(t *testing.T) {
	everything := known()
	before := offered(&everything)
	narrow := func(c Condition) func(*Habits) {
		return func(h *Habits) { h.Conditions = Known([]Condition{c}) }
	}
	rough := []string{"Beans and lentils", "Beans or lentils at lunch", "Sauerkraut or kimchi sold chilled and not heated",
		"Cooked beans, eggs or fish in the place of a ready meal"}
	for _, c := range []struct {
		name    string
		change  func(*Habits)
		without []string
		with    []string
	}{
		{"celiac disease leaves out gluten, whatever diet and allergies are told",
			func(h *Habits) { h.Conditions = Known([]Condition{ConditionCeliac}) },
			[]string{"Barley, in soup or in the place of rice", "Oats, as porridge or in soup", "Rye or whole-wheat bread and pasta",
				"Whole-grain bread and pasta in the place of white", "Pasta, cooked, cooled and eaten cold or warmed"},
			[]string{"Brown rice or quinoa", "Beans, lentils and chickpeas"}},
		{"FODMAP are left out where only the phase is told",
			func(h *Habits) {
				h.Diet.FODMAP = Known(FODMAP{Phase: Known(PhaseRestriction)})
			},
			[]string{"Beans and lentils", "Milk, quark or Greek yogurt", "Soy drink", "Barley, in soup or in the place of rice",
				"Kefir of pasteurized milk"},
			[]string{"Firm tofu", "Oats, as porridge or in soup", "Fish, poultry or lean meat"}},
		{"personalization brings them back",
			func(h *Habits) {
				h.Diet.FODMAP = Known(FODMAP{Phase: Known(PhasePersonalization)})
			}, nil, []string{"Beans and lentils", "Milk, quark or Greek yogurt"}},
		{"a ketogenic diet has no oranges",
			func(h *Habits) { h.Diet.Pattern = Known(PatternKetogenic) },
			[]string{"Carrots, zucchini, oranges and kiwis", "Berries and other fruit"}, []string{"Leafy greens and broccoli"}},
		{"potassium counts in every family",
			func(h *Habits) { h.Conditions = Known([]Condition{ConditionHeartFailure}) },
			[]string{"Beans and lentils", "Beans or lentils at lunch", "Green bananas or green banana flour",
				"Onions, leeks, garlic, Jerusalem artichokes and chicory", "Fruit in the place of a packaged snack"},
			[]string{"Eggs", "Raw potato starch, a spoon stirred into cold food"}},
		{"allergies that are not known count in every family",
			func(h *Habits) { h.Allergies = Reading[[]Allergen]{} },
			[]string{"Galacto-oligosaccharide powder or syrup, made of milk sugar", "Yogurt with fruit in the place of a dessert",
				"Pasta, cooked, cooled and eaten cold or warmed"},
			[]string{"Beans and lentils"}},
		{"stricture", narrow(ConditionStricture), rough, []string{"Eggs", "Plain yogurt with live cultures, of pasteurized milk"}},
		{"obstruction before", narrow(ConditionBowelObstructionHistory), rough, []string{"Eggs"}},
		{"surgery", narrow(ConditionRecentBowelSurgery), rough, []string{"Eggs"}},
		{"conditions not known", func(h *Habits) { h.Conditions = Reading[[]Condition]{} }, rough, nil},
		{"loose stools", func(h *Habits) {
			h.GI.Stools, h.GI.Bristol = Known[unit.TimesPerWeek](25), Known[unit.Score](6)
		}, rough, []string{"Eggs", "Firm tofu"}},
		{"trouble swallowing is told soft foods only", narrow(ConditionDysphagia),
			append([]string{"Eggs", "Firm tofu", "Fish, poultry or lean meat", "Fish oil", "Soy drink", "Natto", "Fruit in the place of a packaged snack"}, rough...),
			[]string{"Ricotta, quark or yogurt", "Plain yogurt with live cultures, of pasteurized milk"}},
		{"IBS has no legumes in any family", narrow(ConditionIBSMixed),
			[]string{"Beans, lentils and chickpeas", "Mixed beans", "Beans and lentils", "Beans or lentils at lunch", "Hummus or lentil soup"},
			[]string{"Oats, as porridge or in soup", "Chia seeds or ground flaxseed", "Milk, quark or Greek yogurt"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := known()
			c.change(&h)
			got := offered(&h)
			for _, text := range c.without {
				require.Contains(t, before, text)
				require.NotContains(t, got, text)
			}
			for _, text := range c.with {
				require.Contains(t, got, text)
			}
		})
	}
}

// TestGatesReachEveryForm checks that a gate that leaves out foods of a sort does
// so in each family that has such a food.
func TestGatesReachEveryForm(t *testing.T) {
	table, err := safetyGates()
	require.NoError(t, err)
	for i := range table.gates {
		for _, r := range table.gates[i].Rules {
			for _, l := range r.Limits {
				if l.Kind != LimitWithout {
					continue
				}
				for s := range Default().Strategies() {
					for _, f := range s.Forms {
						meant := slices.ContainsFunc(f.Is, func(is string) bool { return slices.Contains(l.Items, is) }) ||
							slices.Contains(l.Items, "named-allergens") && len(f.Allergens) > 0
						reached := slices.Contains(l.Families, s.Family) || slices.Contains(r.Withholds, s.Family)
						if meant && !reached {
							t.Errorf("%s.%s: %q of %s holds %v, and family %s is not limited", table.gates[i].ID, r.ID, f.Text, s.ID, l.Items, s.Family)
						}
					}
				}
			}
		}
	}
}

// TestNoNumbers checks that a plan for somebody to whom numbers could do harm
// has none, and does not speak of a first step that is not told.
func TestNoNumbers(t *testing.T) {
	h := known()
	h.Conditions = Known([]Condition{ConditionEatingDisorderHistory})
	p := Default().Plan(&h, Wishes{})
	steps := slices.Collect(p.Steps())
	require.NotEmpty(t, steps)
	for _, s := range steps {
		require.False(t, s.Numbers())
		require.Empty(t, slices.Collect(s.Schedule()))
		for f := range s.Forms() {
			require.NotRegexp(t, `[0-9]`, f.Text)
		}
		for n := range s.Notes() {
			require.NotEqual(t, stepUnknown, n.ID, "of %s no first step is told", s)
		}
	}
}

func TestCautionsForFrailty(t *testing.T) {
	h := known()
	h.Conditions = Known([]Condition{ConditionFrailty, ConditionOsteoporosis})
	h.Exercise.ResistSessions = Known[unit.TimesPerWeek](0)
	p := Default().Plan(&h, Wishes{})
	for s := range p.Steps() {
		if s.String() == "resistance-sessions" {
			require.Len(t, slices.Collect(s.Cautions()), 2)
			return
		}
	}
	t.Fatal("no strength training in the plan")
}

// TestLimitsOnce checks that what two rules of one gate ask alike is told once.
func TestLimitsOnce(t *testing.T) {
	h := known()
	h.Conditions = Known([]Condition{ConditionIBSConstipation})
	steps := 0
	v := Default().Judge(&h)
	for l := range v.Limits() {
		if l.Family == FamilyDiverseFiber && l.Kind == LimitStep {
			steps++
		}
	}
	require.Equal(t, 1, steps)
}

// TestAlreadyThere checks that only somebody who does as much as is documented
// is told so, and not somebody who is so far from it that nothing is seen of the
// first steps.
func TestAlreadyThere(t *testing.T) {
	for _, tt := range []struct {
		alcohol unit.GramsPerWeek
		want    WhyNot
	}{{0, AlreadyThere}, {600, TooLittle}} {
		h := known()
		h.Diet.Alcohol = Reading[unit.GramsPerWeek]{State: StateKnown, Value: tt.alcohol, Confirmed: true}
		p := Default().Plan(&h, Wishes{})
		i := slices.IndexFunc(slices.Collect(p.Excluded()), func(x Excluded) bool { return x.Strategy.String() == "less-alcohol" })
		require.NotEqual(t, -1, i)
		require.Equal(t, tt.want, slices.Collect(p.Excluded())[i].Why, "%v g a week", tt.alcohol)
	}
}

// TestDocumented checks that each step tells the dose, the onset and the fading
// with what they rest on, of the strategy or else of its habit, or says that they
// are not known, and none where numbers may not be told.
func TestDocumented(t *testing.T) {
	from := make(map[string]int)
	for _, conditions := range [][]Condition{nil, {ConditionEatingDisorderHistory}} {
		h := known()
		h.Conditions = Known(conditions)
		p := Default().Plan(&h, Wishes{})
		for i := range p.planner.choices {
			s := Step{p, i}
			if s.candidate().response < 0 {
				continue // never a step
			}
			record := s.Strategy()
			for name, c := range map[string]struct {
				got  *Documented
				own  *SourcedRange
				days *[2]int
			}{"dose": {s.Dose(), record.Target, nil}, "onset_days": {s.Onset(), record.Onset, s.response().OnsetDays},
				"fading_days": {s.Fading(), record.Fading, s.response().WashoutDays}} {
				d := c.got
				if !s.Numbers() {
					require.Nil(t, d, "%s of %s", name, s)
					require.NotContains(t, jsonOf(t, s), `"`+name+`"`)
					from["none"]++
					continue
				}
				switch {
				case c.own != nil:
					require.Equal(t, c.own, d.SourcedRange)
					require.False(t, d.OfHabit)
					from["own"]++
				case c.days != nil && record.Strain == nil:
					require.True(t, d.OfHabit)
					require.Equal(t, [2]float64{float64(c.days[0]), float64(c.days[1])}, d.Range)
					require.Equal(t, s.response().Studies, d.Studies)
					require.Contains(t, d.Text, "habit in general")
					from["habit"]++
				default:
					require.Nil(t, d.SourcedRange)
					require.Contains(t, d.Text, "not known")
					from["unknown"]++
				}
				require.NotContains(t, d.Text, "{")
				require.Empty(t, wording.CheckText(d.Text))
				require.Contains(t, jsonOf(t, s), `"`+name+`":{`)
				require.Contains(t, jsonOf(t, s), d.Text)
			}
		}
	}
	require.Len(t, from, 4, "%v", from)
}

// TestFermentedSoyIsMarked checks that a form with fermented soy says that it may
// be rich in tyramine and histamine. Else it would be offered to people on an MAO
// inhibitor.
func TestFermentedSoyIsMarked(t *testing.T) {
	fermented := regexp.MustCompile(`(?i)tempeh|miso|natto|soy sauce|soy paste`)
	for s := range Default().Strategies() {
		for _, f := range s.Forms {
			if fermented.MatchString(f.Text) &&
				!(slices.Contains(f.Is, "tyramine-rich-ferments") && slices.Contains(f.Allergens, AllergenHistamine)) {
				t.Errorf("%s offers %q, not marked", s.ID, f.Text)
			}
		}
	}
}

// TestNothingIsNoAllClear checks that somebody of whom a gate left nothing, or of
// whom something is still to be asked, is not told to go on as before.
func TestNothingIsNoAllClear(t *testing.T) {
	var all []StrategyID
	for s := range Default().Strategies() {
		all = append(all, s.ID)
	}
	for name, c := range map[string]struct {
		change func(*Habits)
		want   string
	}{
		"nothing against it":   {func(*Habits) {}, noteNothing},
		"thin":                 {func(h *Habits) { h.Subject.Mass = Known[unit.Kilograms](52) }, noteNothingYet},
		"mass not known":       {func(h *Habits) { h.Subject.Mass = Reading[unit.Kilograms]{} }, noteNothingYet},
		"loose stools":         {func(h *Habits) { h.GI.Stools, h.GI.Bristol = Known[unit.TimesPerWeek](25), Known[unit.Score](6) }, noteNothingYet},
		"conditions not known": {func(h *Habits) { h.Conditions = Reading[[]Condition]{} }, noteNothingYet},
		"eating disorder":      {func(h *Habits) { h.Conditions = Known([]Condition{ConditionEatingDisorderHistory}) }, noteNothingYet},
		"reference not known": {func(h *Habits) {
			h.Microbiome = Known(Microbiome{RichnessPercentile: Known[unit.Percent](12)})
		}, noteNothingYet},
	} {
		t.Run(name, func(t *testing.T) {
			h := known()
			h.Subject.Mass, h.Subject.Height, h.Subject.SCOFF = Known[unit.Kilograms](70), Known[unit.Centimeters](175), Known[unit.Score](0)
			c.change(&h)
			p := Default().Plan(&h, Wishes{Dislikes: all})
			require.Empty(t, slices.Collect(p.Steps()))
			var told []string
			for n := range p.Notes() {
				if n.ID == noteNothing || n.ID == noteNothingYet {
					told = append(told, n.ID)
				}
			}
			require.Equal(t, []string{c.want}, told, "%s", jsonOf(t, slices.Collect(p.Questions())))
		})
	}
}
