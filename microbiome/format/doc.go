// Package format reads the files that programs and test providers write of
// microbiomes into a [microbiome.Table].
//
//	table, err := format.Read(file, format.Options{File: "profile.tsv"})
//
// The format is seen from the content, or named in the [Options]. Files may be
// gzip-compressed and may start with a byte order mark. A table has every row
// and sample of its file: what cannot be read, or contradicts itself, is refused
// with all problems and their places, each a [*dataset.Error], and nothing is
// left out, rounded or guessed.
//
// # Formats
//
// See [Format] for what is read and how. BIOM 2.1 is HDF5 and has a module of
// its own, github.com/gutmuscle/gutmuscle/microbiome/biomhdf5.
//
// # Limits
//
// Names are those of the file; microbiome.Catalog finds out what they mean.
// Labels that stand in the place of a name, such as s__uncultured_bacterium,
// g__uncultured or s__gut_metagenome, name nothing at their rank: the row has the
// name and rank of the finest taxon that is named, and keeps its label. A
// file tells little of how it was made: what else is known of it belongs in
// Options.Origin.
package format
