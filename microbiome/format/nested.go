package format

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/microbiome"
)

// nesting tells which rows lie in which by their lineages.
type nesting struct {
	in    []int32 // for each row, the place in outer of the nearest row that it lies in; −1: none
	at    []int32 // for each row, its own place in outer; −1: no row lies in it
	outer []int32 // rows that others lie in
	twice []int32 // rows of a lineage that a row before has too
}

func nestingOf(features []microbiome.Feature) nesting {
	row := make(map[string]int32, len(features))
	keys := make([][]string, len(features))
	var twice []int32
	for i := range features {
		keys[i] = lineageKeys(features[i].Lineage)
		if n := len(keys[i]); n > 0 {
			if _, is := row[keys[i][n-1]]; is {
				twice = append(twice, int32(i))
			}
			row[keys[i][n-1]] = int32(i)
		}
	}
	n := nesting{twice: twice, in: make([]int32, len(features)), at: make([]int32, len(features))}
	for i := range features {
		n.in[i], n.at[i] = -1, -1
	}
	for i, above := range keys {
		for k := len(above) - 2; k >= 0; k-- {
			if outer, ok := row[above[k]]; ok {
				if n.at[outer] < 0 {
					n.at[outer] = int32(len(n.outer))
					n.outer = append(n.outer, outer)
				}
				n.in[i] = n.at[outer]
				break
			}
		}
	}
	return n
}

// lineageKeys returns a text for the lineage down to each of its levels.
func lineageKeys(levels []microbiome.Level) []string {
	var b strings.Builder
	for _, l := range levels {
		b.WriteByte(byte('A' + l.Rank))
		b.WriteString(l.Name)
		b.WriteByte('\n')
	}
	all := b.String()
	keys := make([]string, len(levels))
	end := 0
	for i, l := range levels {
		end += len(l.Name) + 2
		keys[i] = all[:end]
	}
	return keys
}

// excess is a row that holds less than the rows in it.
type excess struct {
	sample, row  int
	held, inside float64
}

// excesses returns the rows that hold less than the rows in them, by more than
// slack.
func (n nesting) excesses(samples []microbiome.Sample, slack float64) []excess {
	found := make([][]excess, len(samples))
	inParallel(len(samples), func(from, to int) {
		held, inside := make([]float64, len(n.outer)), make([]float64, len(n.outer))
		for i := from; i < to; i++ {
			clear(held)
			clear(inside)
			for k, row := range samples[i].Index {
				if at := n.at[row]; at >= 0 {
					held[at] = samples[i].Value[k]
				}
				if in := n.in[row]; in >= 0 {
					inside[in] += samples[i].Value[k]
				}
			}
			for at, sum := range inside {
				if sum > held[at]+slack {
					found[i] = append(found[i], excess{i, int(n.outer[at]), held[at], sum})
				}
			}
		}
	})
	return slices.Concat(found...)
}

// check reports rows that hold less than the rows in them, by more than
// [microbiome.Slack] of the whole.
func (n nesting) check(in *input, spec *microbiome.Spec) {
	slack := spec.Unit.Whole() * microbiome.Slack
	if slack == 0 {
		slack = 0.5 // of a count
	}
	for k, e := range n.excesses(spec.Samples, slack) {
		if k == maxFaults {
			in.p.Add(in.at(0), fmt.Errorf("more rows hold less than the rows in them"))
			break
		}
		in.p.Add(dataset.Place{File: in.File, Rec: short(spec.Features[e.row].Label), Fld: spec.Samples[e.sample].Name},
			fmt.Errorf("%.6g, but the rows in it add up to %.6g", e.held, e.inside))
	}
}
