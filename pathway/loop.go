package pathway

import (
	"slices"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/pathway/outcome"
)

// A Loop is a feedback on an outcome: a way back to where it came from. Loops
// are told of and never scored. It is a plain value.
type Loop struct {
	Nodes []Node          `json:"nodes"` // from the outcome on, until it comes again
	Sign  evidence.Stance `json:"sign"`  // increase if the loop reinforces itself
	Level evidence.Level  `json:"level"`
}

// Loops returns the strongest feedback loop through the outcome of each sign,
// if there is one, increase first.
func (a *Atlas) Loops(o outcome.ID) []Loop {
	g := a.links()
	start, ok := g.index[NodeOf(o)]
	if !ok {
		return nil
	}
	var strongest [2]*path
	g.walk(start, evidence.Theta, func(p *path) {
		back := g.pair(p.links[len(p.links)-1].to, start)
		if len(p.links) == evidence.MaxLinks || back == nil || back.body.Stance.Sign() == 0 || g.general[back.from] {
			return
		}
		whole := path{links: append(slices.Clone(p.links), back), sign: p.sign * back.sign,
			weakest: min(p.weakest, back.value), level: min(p.level, back.body.Level), disputed: p.disputed}
		if slot := &strongest[side(whole.sign)]; *slot == nil || better(&whole, *slot) < 0 {
			*slot = &whole
		}
	})
	var loops []Loop
	for _, sign := range []int{1, -1} {
		if p := strongest[side(sign)]; p != nil {
			c := g.chain(p)
			loops = append(loops, Loop{c.Nodes, c.Sign, c.Level})
		}
	}
	return loops
}
