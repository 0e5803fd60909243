package format

import (
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
