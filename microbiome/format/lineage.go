package format

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/gutmuscle/gutmuscle/microbiome"
)

// prefixes are the marks of ranks in lineages: of MetaPhlAn, Greengenes, SILVA
// (D_0__ to D_6__, d__) and GTDB.
var prefixes = map[string]microbiome.Rank{
	"d": microbiome.Domain, "k": microbiome.Domain, "sk": microbiome.Domain, "p": microbiome.Phylum,
	"c": microbiome.Class, "o": microbiome.Order, "f": microbiome.Family, "g": microbiome.Genus,
	"s": microbiome.Species, "t": microbiome.Strain,
	"D_0": microbiome.Domain, "D_1": microbiome.Phylum, "D_2": microbiome.Class, "D_3": microbiome.Order,
	"D_4": microbiome.Family, "D_5": microbiome.Genus, "D_6": microbiome.Species,
}

// level takes the prefix of a rank off a name. A name without one has no rank
// by itself.
func level(text string) microbiome.Level {
	text = strings.TrimSpace(text)
	if prefix, name, ok := strings.Cut(text, "__"); ok {
		if rank, ok := prefixes[prefix]; ok {
			return microbiome.Level{Rank: rank, Name: strings.TrimSpace(name)}
		}
	}
	return microbiome.Level{Name: text}
}

// maxNames is the most names that a lineage may have: about twice those of the
// deepest ones of NCBI. Work on a lineage grows with the square of them.
const maxNames = 128

// parseLineage reads a lineage such as k__Bacteria;p__Bacillota or
// Bacteria|Bacillota: names from the highest rank down with ; or | between them.
// A rank is that of the prefix of a name; a name without prefix has none, and so
// has a kingdom (k__) below a domain. Places without a name (g__, __, NA or
// nothing) are left out. Nothing is left of a lineage that is Unassigned, or has
// no names. Names are else as they stand, be they [Eubacterium]_rectale or, as
// Greengenes has species, an epithet alone; see nameFinest for labels that are no
// names. A pair of quotation marks around the whole is taken off.
func parseLineage(text string) ([]microbiome.Level, error) {
	text = unquoted(strings.TrimSpace(text))
	if text == "" {
		return nil, errors.New("empty; want a lineage")
	}
	between := ";"
	if !strings.Contains(text, ";") {
		between = "|"
	} else if strings.Contains(text, "|") {
		return nil, errors.New("lineage with both ; and | between names; want one of them")
	}
	if n := 1 + strings.Count(text, between); n > maxNames {
		return nil, fmt.Errorf("lineage of %d names; want at most %d", n, maxNames)
	}
	var lineage []microbiome.Level
	last, kingdoms := microbiome.RankNotSaid, 0
	for part := range strings.SplitSeq(text, between) {
		l := level(part)
		if l.Name == "" || l.Name == "__" || l.Name == "NA" {
			continue
		}
		if strings.Count(l.Name, `"`)%2 != 0 {
			return nil, fmt.Errorf("lineage: %s has a quotation mark without its pair", l.Name)
		}
		if strings.HasPrefix(strings.TrimSpace(part), "k__") {
			if kingdoms++; kingdoms == 1 && last == microbiome.Domain {
				l.Rank = microbiome.RankNotSaid
			}
		}
		if l.Rank != microbiome.RankNotSaid {
			if l.Rank <= last {
				return nil, fmt.Errorf("lineage: %s %s below a %s; want each rank once, from the highest down", l.Rank, l.Name, last)
			}
			last = l.Rank
		}
		lineage = append(lineage, l)
	}
	if len(lineage) == 1 && isUnassigned(lineage[0].Name) {
		return nil, nil
	}
	return lineage, nil
}

// isUnassigned reports whether a name says that what it stands for could not be
// given to any taxon.
func isUnassigned(name string) bool {
	return slices.Contains([]string{"unassigned", "unclassified", "unknown", "unmapped", "no blast hit"}, strings.ToLower(name))
}

// unquoted takes off quotation marks that are around the whole text.
func unquoted(text string) string {
	if n := len(text); n >= 2 && text[0] == '"' && text[n-1] == '"' && !strings.Contains(text[1:n-1], `"`) {
		return strings.TrimSpace(text[1 : n-1])
	}
	return text
}
