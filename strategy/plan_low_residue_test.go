package strategy

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/strategy/unit"
)

// TestNoFiberByAnotherFamily checks that where the gates offer no rise of fiber,
// no food of another family brings what they leave out.
func TestNoFiberByAnotherFamily(t *testing.T) {
	everything := known()
	before := offered(&everything)
	narrow := func(c Condition) func(*Habits) {
		return func(h *Habits) { h.Conditions = Known([]Condition{c}) }
	}
	rough := []string{"Beans and lentils", "Beans or lentils at lunch", "Sauerkraut or kimchi sold chilled and not heated",
		"Cooked beans, eggs or fish in the place of a ready meal"}
	for name, c := range map[string]struct {
		change        func(*Habits)
		without, with []string
	}{
		"stricture":            {narrow(ConditionStricture), rough, []string{"Eggs", "Plain yogurt with live cultures, of pasteurized milk"}},
		"obstruction before":   {narrow(ConditionBowelObstructionHistory), rough, []string{"Eggs"}},
		"surgery":              {narrow(ConditionRecentBowelSurgery), rough, []string{"Eggs"}},
		"conditions not known": {func(h *Habits) { h.Conditions = Reading[[]Condition]{} }, rough, nil},
		"loose stools": {func(h *Habits) {
			h.GI.Stools, h.GI.Bristol = Known[unit.TimesPerWeek](25), Known[unit.Score](6)
		}, rough, []string{"Eggs", "Firm tofu"}},
		"trouble swallowing is told soft foods only": {narrow(ConditionDysphagia),
			append([]string{"Eggs", "Firm tofu", "Fish, poultry or lean meat", "Fish oil", "Soy drink", "Natto", "Fruit in the place of a packaged snack"}, rough...),
			[]string{"Ricotta, quark or yogurt", "Plain yogurt with live cultures, of pasteurized milk"}},
		"IBS has no legumes in any family": {narrow(ConditionIBSMixed),
			[]string{"Beans, lentils and chickpeas", "Mixed beans", "Beans and lentils", "Beans or lentils at lunch", "Hummus or lentil soup"},
			[]string{"Oats, as porridge or in soup", "Chia seeds or ground flaxseed", "Milk, quark or Greek yogurt"}},
	} {
		t.Run(name, func(t *testing.T) {
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
