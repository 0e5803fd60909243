package format

import (
	"errors"
	"fmt"
	"math"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/microbiome"
)

// checkStrata reports strata that do not go with the rows of whole communities:
// functions that have strata only, where others have both, and strata that hold
// more than their total, one of them or, of genes, all together. What pathways
// have need not add up, and nor need strata that were made to add up to a whole
// by themselves.
func checkStrata(in *input, spec *microbiome.Spec) {
	totals := totalRows(in, spec)
	strata := make([]bool, len(spec.Features))
	for i := range spec.Features {
		strata[i] = spec.Features[i].Stratum != ""
	}
	whole := spec.Unit.Whole()
	sums := sumsOf(spec.Samples, strata)
	each := 0.0 // by how much a number may be off
	if sums.whole {
		each = 0.5
	}
	n := len(spec.Features)
	held, inside, parts := make([]float64, n), make([]float64, n), make([]int, n)
	faults := 0
	for i, s := range spec.Samples {
		if isAbout(sums.of[i], whole) {
			continue
		}
		tell := func(row int32, format string, args ...any) {
			if faults++; faults <= maxFaults {
				in.p.Add(dataset.Place{File: in.File, Rec: short(spec.Features[row].Label), Fld: s.Name}, fmt.Errorf(format, args...))
			}
		}
		clear(held)
		clear(inside)
		clear(parts)
		for k, row := range s.Index {
			held[row] = s.Value[k]
		}
		for k, row := range s.Index {
			total := totals[row]
			if total < 0 {
				continue
			}
			const rounding = 1e-3
			if s.Value[k] > held[total]*(1+rounding) {
				tell(row, "%.6g, more than the %.6g of all strata together", s.Value[k], held[total])
				inside[total] = math.Inf(-1) // it is told
			}
			inside[total] += s.Value[k]
			parts[total]++
		}
		if spec.Content == microbiome.Pathways {
			continue
		}
		for row, sum := range inside {
			if sum > held[row]*(1+microbiome.Slack)+each*float64(parts[row]+1) {
				tell(int32(row), "%.6g, but its strata add up to %.6g", held[row], sum)
			}
		}
	}
	if faults > maxFaults {
		in.p.Add(in.at(0), fmt.Errorf("%d more strata that do not go with their totals", faults-maxFaults))
	}
}

// totalRows returns the row of the whole community for each row of a stratum, −1
// for others. It reports functions that lack theirs, where others have one.
func totalRows(in *input, spec *microbiome.Spec) []int32 {
	rows := make(map[string]int32)
	whole := false
	for i := range spec.Features {
		if f := &spec.Features[i]; f.Stratum == "" {
			rows[f.Name] = int32(i)
			whole = whole || !f.Unassigned
		}
	}
	totals := make([]int32, len(spec.Features))
	told := make(map[string]bool)
	for i := range spec.Features {
		f := &spec.Features[i]
		totals[i] = -1
		if f.Stratum == "" {
			continue
		}
		row, ok := rows[f.Name]
		if ok {
			totals[i] = row
		} else if whole && !f.Unassigned && !told[f.Name] && len(told) < maxFaults {
			told[f.Name] = true
			in.p.Add(dataset.Place{File: in.File, Rec: short(f.Label)},
				errors.New("a stratum of a function that has no row of the whole community, as others have"))
		}
	}
	return totals
}
