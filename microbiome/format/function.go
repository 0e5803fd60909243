package format

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence/spell"
	"github.com/gutmuscle/gutmuscle/microbiome"
)

// What the name of a function can be.
const (
	anyName = iota
	koName
	geneName
	pathwayName
)

// kindOf returns what the name of a function can be.
func kindOf(name string) int {
	switch {
	case isKO(name):
		return koName
	case strings.HasPrefix(name, "UniRef"), strings.HasPrefix(name, "EC:"), strings.HasPrefix(name, "GO:"):
		return geneName
	case strings.Contains(name, "PWY"):
		return pathwayName
	}
	return anyName
}

// isKO reports whether a name is a KO number: K and five digits.
func isKO(name string) bool { return len(name) == 6 && name[0] == 'K' && isDigits(name[1:]) }

// isUnmapped reports whether a name is one of those of what HUMAnN could not
// give to any function.
func isUnmapped(name string) bool {
	switch name {
	case "UNMAPPED", "UNGROUPED", "UNINTEGRATED", readsUnmapped, "UniRef50_unknown", "UniRef90_unknown":
		return true
	}
	return false
}

// functionOf returns what a row is about.
func functionOf(label string) (f microbiome.Feature, err error) {
	f = microbiome.Feature{Label: label}
	name, stratum, stratified := strings.Cut(label, "|")
	if f.Stratum = strings.TrimSpace(stratum); stratified && f.Stratum == "" || strings.Contains(stratum, "|") {
		err = fmt.Errorf("stratum %s; want a contributor after one |", spell.Quote(stratum))
	}
	f.Name, f.Details, _ = strings.Cut(name, ": ")
	f.Name, f.Details = strings.TrimSpace(f.Name), strings.TrimSpace(f.Details)
	if f.Name == "" {
		err = errors.New("no name of a function")
	}
	if ko := strings.TrimPrefix(f.Name, "ko:"); isKO(ko) {
		f.Name = ko
	}
	if f.Unassigned = isUnmapped(f.Name); f.Unassigned {
		if f.Name == readsUnmapped {
			f.Details = "number of reads, whatever the unit of the other rows is"
		}
	}
	return f, err
}

// inUnit is what the names of samples of HUMAnN end in.
var inUnit = regexp.MustCompile(`(?i)^(.+?)(?:_Abundance)?-(RPK|CPM|RELAB)s?$`)

// unitOfName returns the unit that the name of a sample ends in, if it does, and
// the name without it.
func unitOfName(name string) (bare string, unit microbiome.Unit) {
	in := inUnit.FindStringSubmatch(name)
	if in == nil {
		return name, microbiome.UnitNotSaid
	}
	units := map[string]microbiome.Unit{"RPK": microbiome.RPK, "CPM": microbiome.PerMillion, "RELAB": microbiome.Fractions}
	return in[1], units[strings.ToUpper(in[2])]
}

func hasStrata(features []microbiome.Feature) bool {
	return slices.ContainsFunc(features, func(f microbiome.Feature) bool { return f.Stratum != "" })
}

const readsUnmapped = "READS_UNMAPPED"

// sayTotals says of a table of functions what its totals are of, once its unit is
// known: of what was assigned only, unless it has a row UNMAPPED; and never of
// numbers of reads beside others.
func sayTotals(spec *microbiome.Spec) {
	has := func(name string) bool {
		return slices.ContainsFunc(spec.Features, func(f microbiome.Feature) bool { return f.Name == name && f.Stratum == "" })
	}
	spec.AssignedOnly = !has("UNMAPPED")
	if !has(readsUnmapped) || spec.Unit.Whole() > 0 {
		return
	}
	for i, sum := range sumsOfFunctions(spec).of {
		spec.Samples[i].Total = sum
	}
}

// sumsOfFunctions adds up the rows of whole communities, or those of strata where
// there are no others.
func sumsOfFunctions(spec *microbiome.Spec) sums {
	counted := make([]bool, len(spec.Features))
	whole := slices.ContainsFunc(spec.Features, func(f microbiome.Feature) bool { return f.Stratum == "" && !f.Unassigned })
	for i := range spec.Features {
		f := &spec.Features[i]
		counted[i] = (f.Stratum == "" || !whole) && f.Name != readsUnmapped
	}
	return sumsOf(spec.Samples, counted)
}
