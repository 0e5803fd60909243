package strategy

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/gutmuscle/gutmuscle/pathway"
)

// TestPlansOfOtherModels plans with a model that has next to no strategies, nor
// the usual goals, and with one for the microbes of a person.
func TestPlansOfOtherModels(t *testing.T) {
	h := cleared(rand.New(rand.NewPCG(45, 46)), 1)
	small := smallModel(t, "")
	p := small.Plan(h, Wishes{})
	if n := explained(t, p); n != len(slices.Collect(small.Strategies())) || len(slices.Collect(p.Steps())) > 0 || p.Value() != 0 {
		t.Errorf("a small model plans %s", jsonOf(t, p))
	}
	butyrate := pathway.MustParseNode("metabolite:butyrate")
	narrow := Default().with(pathway.Limits{Closed: []pathway.Node{butyrate}})
	n := explained(t, narrow.Plan(h, Wishes{}))
	if want := len(slices.Collect(narrow.Strategies())); n != want || want == 0 {
		t.Errorf("%d of %d strategies have a reason", n, want)
	}
}
