package format

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/evidence/spell"
	"github.com/gutmuscle/gutmuscle/microbiome"
)

// Names that spreadsheets give to sums, and to what else is known of samples. No
// taxon has them.
var (
	sumNames   = []string{"total", "totals", "sum", "sums", "grand total", "subtotal"}
	otherNames = []string{"age", "sex", "gender", "bmi", "weight", "height", "reads", "read count", "total reads", "depth", "sequencing depth",
		"richness", "shannon", "simpson", "chao1", "ph", "day", "week", "month", "year", "visit", "time", "timepoint", "batch"}
)

func isNamed(name string, list []string) bool {
	return slices.Contains(list, strings.NewReplacer("_", " ", "-", " ", ".", " ").Replace(strings.ToLower(name)))
}

// refuseOthers reports what stands among taxa and samples and is none.
func refuseOthers(in *input, spec *microbiome.Spec) {
	at := dataset.Place{File: in.File}
	for _, f := range spec.Features {
		switch name := f.Name; {
		case len(f.Lineage) > 0:
		case isNamed(name, sumNames):
			in.p.Add(at.Record(short(f.Label)), errors.New("no taxon by its name, but the sum of others; leave it out"))
		case isNamed(name, otherNames):
			in.p.Add(at.Record(short(f.Label)), errors.New("no taxon by its name; want abundances only"))
		}
	}
	for i := range spec.Samples {
		if isNamed(spec.Samples[i].Name, sumNames) && isSumOfOthers(spec.Samples, i) {
			in.p.Add(at.Record(spec.Samples[i].Name), errors.New("no sample, but the sum of the others; leave it out"))
		}
	}
	if taxon, turned := isTurned(spec); turned && in.Format == NotSaid && spec.Content == microbiome.Taxa {
		in.p.Add(at, fmt.Errorf("samples have names of taxa, such as %s, and no row or column of taxa has one that is known: the table seems to be turned; name the format if it is not", spell.Quote(taxon)))
	}
}

// isSumOfOthers reports whether a sample has of each row what the others have
// together.
func isSumOfOthers(samples []microbiome.Sample, i int) bool {
	if len(samples) < 2 {
		return false
	}
	sum := make(map[int32]float64)
	for k, s := range samples {
		for n, row := range s.Index {
			if k == i {
				sum[row] -= s.Value[n]
			} else {
				sum[row] += s.Value[n]
			}
		}
	}
	for n, row := range samples[i].Index {
		if math.Abs(sum[row]) > 1e-6*samples[i].Value[n] {
			return false
		}
		delete(sum, row)
	}
	return len(sum) == 0
}

// isTurned reports whether a table has known taxa as samples, the first of which
// it returns, and none as taxa.
func isTurned(spec *microbiome.Spec) (string, bool) {
	isKnown := func(n microbiome.Naming) bool { return n.Taxon.IsValid() }
	samples := make([]microbiome.Feature, len(spec.Samples))
	for i := range samples {
		samples[i].Name = spec.Samples[i].Name
	}
	k := slices.IndexFunc(namings(samples), isKnown)
	if k < 0 || slices.ContainsFunc(namings(spec.Features), isKnown) {
		return "", false
	}
	return samples[k].Name, true
}

// namings returns what features mean by the built-in catalog.
func namings(features []microbiome.Feature) []microbiome.Naming {
	features = slices.Clone(features)
	for i := range features {
		features[i].Label = strconv.Itoa(i) // which may not be twice
	}
	list := make([]microbiome.Naming, len(features))
	table, err := microbiome.NewTable(microbiome.Spec{Content: microbiome.Taxa, Unit: microbiome.Counts, Features: features})
	if err != nil { // others will refuse them
		return list
	}
	named, err := microbiome.Default().NameTable(table)
	if err != nil {
		return list
	}
	for i := range list {
		list[i] = named.Naming(i)
	}
	return list
}

// placed returns features with a lineage also for those that have a name only: of
// a species that of the genus which its name starts with, if that is a row or the
// catalog does not know the species, and else that of the catalog.
func placed(features []microbiome.Feature) []microbiome.Feature {
	bare := func(f microbiome.Feature) bool { return len(f.Lineage) == 0 && f.Name != "" && !f.Unassigned }
	if !slices.ContainsFunc(features, bare) {
		return features
	}
	features = slices.Clone(features)
	genera := make([]microbiome.Feature, len(features))
	rows := make(map[string]bool)
	for i, f := range features {
		rows[f.Name] = true
		genera[i].Name, _, _ = strings.Cut(strings.ReplaceAll(f.Name, "_", " "), " ")
	}
	own, above := namings(features), namings(genera)
	for i := range features {
		f := &features[i]
		if !bare(*f) {
			continue
		}
		genus := genera[i].Name
		if f.Lineage = lineageOf(own[i]); f.Lineage != nil && (genus == f.Name || !rows[genus]) {
			continue
		}
		if f.Lineage = lineageOf(above[i]); f.Lineage == nil {
			f.Lineage = []microbiome.Level{{Rank: microbiome.Genus, Name: genus}}
		}
		if f.Name != genus {
			f.Lineage = append(f.Lineage, microbiome.Level{Rank: microbiome.Species, Name: f.Name})
		}
	}
	return features
}

// lineageOf returns the lineage of a taxon by the catalog; nil if there is none.
func lineageOf(n microbiome.Naming) []microbiome.Level {
	t, ok := microbiome.Default().Taxon(n.Taxon)
	if !ok {
		return nil
	}
	lineage := []microbiome.Level{{Rank: t.Rank, Name: t.Name}}
	for up := range microbiome.Default().Ancestors(t.ID) {
		lineage = append(lineage, microbiome.Level{Rank: up.Rank, Name: up.Name})
	}
	slices.Reverse(lineage)
	return lineage
}
