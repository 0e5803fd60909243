// Package microbiome holds the catalog of taxa and metabolites and resolves
// their names.
//
//	t, how, err := microbiome.Default().Resolve("Eubacterium rectale")
//
// finds Agathobacter rectalis by a former name. What taxa do, make and use is
// evidence, and so belongs to package pathway.
package microbiome
