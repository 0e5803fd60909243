package format

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence/spell"
	"github.com/gutmuscle/gutmuscle/microbiome"
)

// rankWords are the words that the NCBI Taxonomy has for our ranks.
var rankWords = map[string]microbiome.Rank{
	"superkingdom": microbiome.Domain, "domain": microbiome.Domain, "phylum": microbiome.Phylum, "class": microbiome.Class,
	"order": microbiome.Order, "family": microbiome.Family, "genus": microbiome.Genus, "species": microbiome.Species,
	"subspecies": microbiome.Subspecies, "strain": microbiome.Strain,
}

// otherRanks are the words for ranks that we do not have, and for none.
var otherRanks = strings.Split("no rank,root,cellular root,acellular root,clade,realm,subrealm,kingdom,subkingdom,"+
	"superphylum,subphylum,infraphylum,superclass,subclass,infraclass,cohort,subcohort,superorder,suborder,infraorder,"+
	"parvorder,superfamily,subfamily,tribe,subtribe,subgenus,section,subsection,series,subseries,species group,"+
	"species subgroup,forma,forma specialis,varietas,subvariety,pathogroup,serogroup,serotype,biotype,genotype,morph,"+
	"isolate,sequence,assembly", ",")

// rankWord returns the rank that a word stands for, and RankNotSaid for one that
// we do not have.
func rankWord(word string) (microbiome.Rank, error) {
	word = strings.ReplaceAll(strings.ToLower(word), "_", " ")
	if rank, ok := rankWords[word]; ok {
		return rank, nil
	}
	if slices.Contains(otherRanks, word) {
		return microbiome.RankNotSaid, nil
	}
	return microbiome.RankNotSaid, fmt.Errorf("%s; want a rank such as genus, or no rank", spell.Quote(word))
}
