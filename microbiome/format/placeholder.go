package format

import (
	"slices"
	"strings"

	"github.com/gutmuscle/gutmuscle/microbiome"
)

// Words with which a label in the place of a name starts or ends. SILVA and NCBI
// write uncultured_bacterium, human_gut_metagenome or unidentified, QIIME 1 Other
// and Ambiguous_taxa, MetaPhlAn and mothur Lachnospiraceae_unclassified and
// Lachnospiraceae_noname, others norank_f__Lachnospiraceae or Adlercreutzia_sp.
var (
	firstOfNone = []string{"uncultured", "uncultivated", "unclassified", "unidentified", "unknown", "unassigned", "undefined", "unnamed", "ambiguous",
		"norank", "noname", "other", "others", "incertae", "metagenome"}
	lastOfNone = []string{"uncultured", "unclassified", "unidentified", "unknown", "unassigned", "norank", "noname", "metagenome",
		"bacterium", "archaeon", "organism", "prokaryote", "microorganism", "gut"}
)

// namesNothing reports whether a label stands where a taxon has no name at a
// rank, or where its sequence is of none that has. Names with a number of a strain
// or genome, such as Adlercreutzia_sp_8CFCBH1 or GGB9512_SGB14909, are names.
func namesNothing(label string) bool {
	const between = "_ []\""
	label = strings.Trim(label, between)
	first, last := label, label
	if i := strings.IndexAny(label, between); i >= 0 {
		first, last = label[:i], label[strings.LastIndexAny(label, between)+1:]
	}
	if first == "" || first == "bacterium" || first == "archaeon" { // Bacterium is a former genus
		return true
	}
	is := func(word string) func(string) bool {
		return func(w string) bool { return strings.EqualFold(w, word) }
	}
	return slices.ContainsFunc(firstOfNone, is(first)) || slices.ContainsFunc(lastOfNone, is(last))
}

// isNoSpecies reports whether the label of a species says only that it is one of
// its genus, as Adlercreutzia_sp. does.
func isNoSpecies(label string) bool {
	label = strings.TrimRight(label, ". _")
	return strings.EqualFold(label, "sp") || strings.HasSuffix(label, "_sp") || strings.HasSuffix(label, " sp")
}

// named returns the levels of a lineage that name something at their rank, and
// whether others were left out. Of a nested table a level without a rank is a row
// of its own, and stays.
func named(levels []microbiome.Level, nested bool) ([]microbiome.Level, bool) {
	genus := false
	isNone := func(l microbiome.Level) bool {
		if nested && l.Rank == microbiome.RankNotSaid {
			return false
		}
		none := namesNothing(l.Name) || genus && l.Rank == microbiome.Species && isNoSpecies(l.Name)
		genus = genus || l.Rank == microbiome.Genus && !none
		return none
	}
	if !slices.ContainsFunc(levels, isNone) {
		return levels, false
	}
	genus = false
	return slices.DeleteFunc(slices.Clone(levels), isNone), true
}

// nameFinest makes rows those of the finest rank at which they are named: labels
// such as s__uncultured_bacterium are no other species. Labels of rows and what
// the rows hold stay, and so does what lies in what. A row of a nested table that
// is not named itself has no rank.
func nameFinest(spec *microbiome.Spec) {
	if spec.Content != microbiome.Taxa {
		return
	}
	for i := range spec.Features {
		f := &spec.Features[i]
		if len(f.Lineage) == 0 {
			if !f.Unassigned && f.Rank != microbiome.RankNotSaid && namesNothing(f.Name) {
				f.Rank = microbiome.RankNotSaid
			}
			continue
		}
		levels, some := named(f.Lineage, spec.Nested)
		if !some {
			continue
		}
		if spec.Nested && spec.Parents == nil { // which is the first that is not named
			spec.Parents = nestingOf(spec.Features).parents()
		}
		own := f.Lineage[len(f.Lineage)-1]
		f.Lineage = levels
		switch n := len(levels); {
		case n > 0 && levels[n-1] == own: // a rank above is not named
		case n == 0:
			f.Lineage, f.Rank = nil, microbiome.RankNotSaid
		case spec.Nested:
			f.Name, f.Rank = levels[n-1].Name, microbiome.RankNotSaid
		default:
			f.Name, f.Rank = levels[n-1].Name, levels[n-1].Rank
		}
	}
}

// parents returns for each row the nearest that it lies in, −1 for none.
func (n nesting) parents() []int32 {
	parents := slices.Clone(n.in)
	for i, at := range parents {
		if at >= 0 {
			parents[i] = n.outer[at]
		}
	}
	return parents
}
