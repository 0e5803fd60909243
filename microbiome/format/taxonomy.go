package format

import (
	"strings"

	"github.com/gutmuscle/gutmuscle/microbiome"
)

// noName is the label of a row whose lineage is empty, since a label is never
// empty.
const noName = "(empty)"

// isLineage reports whether a label is a lineage: names with ; or | between
// them, or one name with the prefix of a rank.
func isLineage(label string) bool {
	return strings.Contains(label, ";") || level(firstName(label)).Rank != microbiome.RankNotSaid
}

// firstName returns the highest name of a lineage.
func firstName(label string) string {
	if i := strings.IndexAny(label, ";|"); i >= 0 {
		return label[:i]
	}
	return label
}

// taxonFeature returns the row of a label with its lineage, which may be
// without any name. One name without a rank is no lineage.
func taxonFeature(label string, levels []microbiome.Level) microbiome.Feature {
	f := microbiome.Feature{Label: label}
	if label == "" {
		f.Label = noName
	}
	f.Unassigned = true
	for i, l := range levels { // what follows may say so in other words, as Unassigned;Other does
		f.Unassigned = f.Unassigned && (isUnassigned(l.Name) || i > 0 && namesNothing(l.Name))
	}
	if !f.Unassigned {
		last := levels[len(levels)-1]
		if f.Name, f.Rank = last.Name, last.Rank; len(levels) > 1 || f.Rank != microbiome.RankNotSaid {
			f.Lineage = levels
		}
	}
	return f
}
