// Package biomhdf5 reads BIOM 2.0 and 2.1, which is HDF5, and the feature tables
// of QIIME 2, which are archives (.qza) with such a file in them, into a
// microbiome.Table.
//
//	table, err := biomhdf5.Read(file, size, format.Options{File: "table.qza"})
//
// It is a module of its own. The command biomtext in it turns such files into
// BIOM 1.0 or a table of text, which package format reads without it.
//
// # What is read
//
// The ids, the matrix by samples, the type, the program that wrote the file and
// the taxonomy of the rows, in one text, in one column for each rank, or with the
// ranks that taxpasta adds. What format.BIOMTable says of types, taxonomies and
// units holds. Metadata of samples, trees and other metadata of rows are passed
// over. The groups of metadata may be missing, ids may be of fixed length, shapes
// may be numbers with a point, and tables may be empty.
//
// # What is refused
//
// A file that contradicts itself: BIOM 2 holds its matrix twice, by rows and by
// samples, and both must be of the shape that the file says and agree in every
// cell. Links to other files, layouts that only HDF5 1.10 and later know, and
// filters other than deflate, shuffle and Fletcher sums cannot be read.
//
// Files may come from strangers: memory is taken for what is there and not for
// what a file claims, and no input makes the package panic.
package biomhdf5
