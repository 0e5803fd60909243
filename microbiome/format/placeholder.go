package format

import (
	"slices"
	"strings"
	"unicode"

	"github.com/gutmuscle/gutmuscle/microbiome"
)

// Words of a label in the place of a name. SILVA and NCBI write
// uncultured_bacterium, human_gut_metagenome or unidentified, QIIME 1 Other and
// Ambiguous_taxa, MetaPhlAn and mothur Lachnospiraceae_unclassified and
// Lachnospiraceae_noname, others norank_f__Lachnospiraceae, not_assigned or NA.
var (
	anyOfNone   = []string{"uncultured", "uncultivated", "unclassified", "unidentified", "unknown", "unassigned", "unresolved", "undetermined", "incertae"}
	firstOfNone = []string{"undefined", "unnamed", "ambiguous", "norank", "noname", "other", "others", "metagenome", "not", "no",
		"bacterium", "archaeon"} // Bacterium is a former genus
	lastOfNone = []string{"norank", "noname", "metagenome", "bacterium", "archaeon", "organism", "prokaryote", "microorganism", "gut"}
	wholeNone  = []string{"na", "nan", "none", "null", "n a"}
)

// namesNothing reports whether a label stands where a taxon has no name at a
// rank, or where its sequence is of none that has. Names with a number of a strain
// or genome, such as Adlercreutzia_sp_8CFCBH1 or GGB9512_SGB14909, are names, and
// so are those of viruses, which are all called uncultured.
func namesNothing(label string) bool {
	if !strings.ContainsFunc(label, unicode.IsLetter) {
		return true
	}
	words := strings.FieldsFunc(label, func(r rune) bool { return strings.ContainsRune("_ []\"-.()'/", r) })
	first, last := words[0], words[len(words)-1]
	in := func(list []string, word string) bool {
		return slices.ContainsFunc(list, func(none string) bool { return strings.EqualFold(none, word) })
	}
	switch {
	case slices.ContainsFunc(words, isVirus):
		return false
	case first == "Bacterium" && len(words) > 1:
		return false
	}
	return in(firstOfNone, first) || in(lastOfNone, last) || in(wholeNone, strings.Join(words, " ")) ||
		slices.ContainsFunc(words, func(w string) bool { return in(anyOfNone, w) })
}

func isVirus(word string) bool {
	word = strings.ToLower(word)
	return strings.HasSuffix(word, "phage") || strings.HasSuffix(word, "virus")
}

// isNoSpecies reports whether the label of a species says only that it is one of
// its genus, as Adlercreutzia_sp. does.
func isNoSpecies(label string) bool {
	label = strings.TrimRight(label, ". _")
	return slices.ContainsFunc([]string{"sp", "spp", "species"}, func(word string) bool {
		return strings.EqualFold(label, word) || strings.HasSuffix(label, "_"+word) || strings.HasSuffix(label, " "+word)
	})
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

// nameFinest returns spec with rows as those of the finest rank at which they are
// named, and whether any was not: labels such as s__uncultured_bacterium are no
// other species. Labels of rows and what the rows hold stay, and so does what lies
// in what. A row of a nested table that is not named itself has no rank.
func nameFinest(spec microbiome.Spec) (microbiome.Spec, bool) {
	if spec.Content != microbiome.Taxa {
		return spec, false
	}
	changed := false
	change := func(i int) *microbiome.Feature {
		if !changed { // the first
			if spec.Nested && spec.Parents == nil {
				spec.Parents = nestingOf(spec.Features).parents()
			}
			spec.Features, changed = slices.Clone(spec.Features), true
		}
		return &spec.Features[i]
	}
	for i := range spec.Features {
		f := &spec.Features[i]
		if len(f.Lineage) == 0 {
			if !f.Unassigned && f.Rank != microbiome.RankNotSaid && namesNothing(f.Name) {
				change(i).Rank = microbiome.RankNotSaid
			}
			continue
		}
		levels, some := named(f.Lineage, spec.Nested)
		if !some {
			continue
		}
		f = change(i)
		own := f.Lineage[len(f.Lineage)-1]
		f.Lineage = levels
		switch n := len(levels); {
		case n > 0 && levels[n-1] == own: // a rank above is not named
			continue
		case n == 0:
			f.Lineage, f.Rank = nil, microbiome.RankNotSaid
			continue
		case spec.Nested:
			f.Rank = microbiome.RankNotSaid
		default:
			f.Rank = levels[len(levels)-1].Rank
		}
		if !strings.Contains(f.Label, f.Name) {
			f.Details = strings.TrimPrefix(f.Details+"; "+f.Name, "; ")
		}
		f.Name = levels[len(levels)-1].Name
	}
	return spec, changed
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
