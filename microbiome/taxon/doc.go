// Package taxon holds the ids of taxa and the Go names of those that programs
// write about.
//
//	taxon.AkkermansiaMuciniphila
//
// What is known about a taxon is in the catalog of package microbiome.
package taxon
