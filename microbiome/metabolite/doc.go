// Package metabolite holds the ids of metabolites, and of classes of them such
// as short-chain fatty acids, with Go names for those that programs write
// about.
//
//	metabolite.Butyrate
//
// What is known about a metabolite is in the catalog of package microbiome.
package metabolite
