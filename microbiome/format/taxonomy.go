package format

import (
	"fmt"
	"strings"

	"github.com/gutmuscle/gutmuscle/microbiome"
)

// noName is the label of a row whose lineage is empty, since a label is never
// empty.
const noName = "(empty)"

// isUnassigned reports whether a name is one of those of what could not be given
// to a taxon.
func isUnassigned(name string) bool {
	switch strings.ToLower(name) {
	case "unassigned", "unclassified", "unknown", "unmapped", "no blast hit":
		return true
	}
	return false
}

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

// parseLineage cuts a lineage into its levels, without the ranks that have no
// name, such as g__ or __. Ranks must go down.
func parseLineage(label string) (levels []microbiome.Level, err error) {
	between := "|"
	if strings.Contains(label, ";") {
		between = ";"
	}
	last := microbiome.RankNotSaid
	for name := range strings.SplitSeq(label, between) {
		l := level(name)
		if l.Rank != microbiome.RankNotSaid {
			if l.Rank <= last {
				return nil, fmt.Errorf("lineage: rank %s after %s; want the ranks from the highest down", l.Rank, last)
			}
			last = l.Rank
		}
		if l.Name != "" && l.Name != "__" {
			levels = append(levels, l)
		}
	}
	return levels, nil
}

// taxonFeature returns the row of a label with its lineage, which may be
// without any name. One name without a rank is no lineage.
func taxonFeature(label string, levels []microbiome.Level) microbiome.Feature {
	f := microbiome.Feature{Label: label}
	if label == "" {
		f.Label = noName
	}
	f.Unassigned = true
	for _, l := range levels {
		f.Unassigned = f.Unassigned && isUnassigned(l.Name)
	}
	if !f.Unassigned {
		last := levels[len(levels)-1]
		if f.Name, f.Rank = last.Name, last.Rank; len(levels) > 1 || f.Rank != microbiome.RankNotSaid {
			f.Lineage = levels
		}
	}
	return f
}
