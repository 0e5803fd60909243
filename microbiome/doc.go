// Package microbiome holds the catalog of taxa and metabolites, resolves their
// names, and holds what was measured of samples.
//
//	t, how, err := microbiome.Default().Resolve("Eubacterium rectale")
//
// finds Agathobacter rectalis by a former name.
//
// # Samples
//
// A [Table] has how much of each feature (taxon, gene, pathway) was found in
// each of some samples; package format reads the files that programs and test
// providers write. A [NamedTable] knows what its features mean, and a [Profile]
// is one sample of it. Three things are kept apart: zero is what was looked for
// and not seen, unassigned is what was seen and could not be named, and what the
// file does not say is not known.
//
// What taxa do, make and use is evidence, and so belongs to package pathway.
package microbiome
