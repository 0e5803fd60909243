package strategy

import (
	"cmp"
	"slices"

	"github.com/gutmuscle/gutmuscle/evidence"
)

// search finds the best set of candidates.
type search struct {
	open  []int // candidates that may be in a plan, by value
	taken []int
	best  []int
	value float64
}

// choose finds the set of candidates with the greatest value among all that the
// constraints allow: it is exact, since it leaves out only what cannot be
// better. Of sets of one value it takes the one with fewer strategies, and then
// the first by id. Sets that lie in within are left out, if it is not nil.
func (p *planner) choose(within []int) ([]int, float64) {
	s := &p.search
	s.open, s.taken, s.best, s.value = s.open[:0], s.taken[:0], s.best[:0], 0
	for i := range p.choices {
		if p.choices[i].why == Chosen && (p.choices[i].value > 0 || p.needed(i)) {
			s.open = append(s.open, i)
		}
	}
	slices.SortStableFunc(s.open, func(a, b int) int { return -cmp.Compare(p.choices[a].value, p.choices[b].value) })
	p.extend(0, 0, 0, within)
	slices.Sort(s.best)
	return s.best, s.value
}

// needed reports whether another candidate is documented with this one only.
func (p *planner) needed(i int) bool {
	for k := range p.choices {
		if p.choices[k].why == Chosen && slices.Contains(p.choices[k].with, i) {
			return true
		}
	}
	return false
}

// extend tries all sets that add candidates from a place on to those taken.
func (p *planner) extend(from int, value float64, effort int, within []int) {
	s := &p.search
	if p.better(value, within) {
		s.best, s.value = append(s.best[:0], s.taken...), evidence.Round(value)
	}
	room := p.wishes.most() - len(s.taken)
	for k := from; k < len(s.open) && room > 0; k++ {
		c := &p.choices[s.open[k]]
		if bound := value + float64(float64(room)*max(0, c.value)); evidence.Round(bound) < s.value {
			return // the rest have lower values
		}
		most := p.wishes.Effort
		if most > 0 && effort+c.Burden.Level > most || slices.ContainsFunc(s.taken, func(t int) bool { return c.clash[t] }) {
			continue
		}
		s.taken = append(s.taken, s.open[k])
		p.extend(k+1, value+c.value, effort+c.Burden.Level, within)
		s.taken = s.taken[:len(s.taken)-1]
	}
}

// better reports whether what is taken may be a plan and comes before the best
// so far.
func (p *planner) better(value float64, within []int) bool {
	s := &p.search
	value = evidence.Round(value)
	if value < s.value || value <= 0 || !p.complete() {
		return false
	}
	if within != nil && !slices.ContainsFunc(s.taken, func(t int) bool { return !slices.Contains(within, t) }) {
		return false
	}
	if value > s.value {
		return true
	}
	if len(s.taken) != len(s.best) {
		return len(s.taken) < len(s.best)
	}
	taken, best := slices.Sorted(slices.Values(s.taken)), slices.Sorted(slices.Values(s.best))
	return slices.Compare(taken, best) < 0
}

// complete reports whether all that is taken has what it is documented with: in
// the plan, or done already.
func (p *planner) complete() bool {
	s := &p.search
	for _, t := range s.taken {
		for _, other := range p.choices[t].with {
			if !p.choices[other].done && !slices.Contains(s.taken, other) {
				return false
			}
		}
	}
	return true
}

// explainRest says of the candidates that may be in a plan and are not in this
// one why that is so.
func (p *planner) explainRest(chosen []int) {
	effort := 0
	for _, t := range chosen {
		effort += p.choices[t].Burden.Level
	}
	for i := range p.choices {
		c := &p.choices[i]
		if c.why != Chosen || slices.Contains(chosen, i) {
			continue
		}
		same := slices.IndexFunc(chosen, func(t int) bool { return c.clash[t] })
		alone := slices.IndexFunc(c.with, func(other int) bool { return !p.choices[other].done && !slices.Contains(chosen, other) })
		switch {
		case c.value <= 0:
			c.why = TooLittle
		case same >= 0:
			c.why, c.other = DoesSame, chosen[same]
		case alone >= 0:
			c.why, c.other = NeedsOther, c.with[alone]
		case p.wishes.Effort > 0 && effort+c.Burden.Level > p.wishes.Effort:
			c.why = TooMuchEffort
		default:
			c.why = OthersFirst
		}
	}
}
