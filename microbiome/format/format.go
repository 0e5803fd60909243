package format

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/evidence/spell"
	"github.com/gutmuscle/gutmuscle/microbiome"
)

// Format is a file format. The zero Format means that it is not said, and so
// found out from the content.
type Format uint8

// The formats.
//
// In tables of numbers cells stand between tabs. A number is written with digits,
// a point and an exponent and is rounded correctly; an empty cell, NA, NaN, Inf,
// a number below zero and any other text are refused, since what is not known is
// not zero. So are rows of another length than the line of names, names that are
// there twice, and empty lines. The unit is what the format or the caller says.
// Else whole numbers are counts, and what adds up to 1, 100 or 1,000,000 in each
// sample, or to less than 1, is a share of it; other numbers are refused, as are
// samples that are in another unit than the others by what they add up to.
const (
	NotSaid Format = iota

	// MetaPhlAn has clades in rows, with the names of all ranks above them, and is
	// nested: profiles of one sample as versions 2 to 4 write them, with all lines
	// of the header or none and the columns in any order; merged ones, with or
	// without numbers of taxa; both with names of GTDB; and other tables of that
	// form, such as of Kraken under "#Classification". A sample that the header
	// does not name has the name of the file. NCBI is the last of the path of
	// numbers, 0 if that is empty. UNCLASSIFIED and UNKNOWN are not assigned.
	// Additional species, coverages and numbers of reads are details. The numbers
	// are percents if there is any mark of the program. Clades without ranks in
	// order, paths of another length than the lineage, and rows that hold less than
	// the rows in them by more than [microbiome.Slack] of the whole are refused:
	// version 4 is known to be off by some.
	MetaPhlAn

	Kraken     // reports of Kraken 2
	KrakenUniq // reports of KrakenUniq
	Bracken    // estimates of Bracken
	BIOM       // BIOM 1.0, JSON
	BIOM2      // BIOM 2.0 and 2.1, HDF5: told apart, and read by a module of its own
	QZA        // archives of QIIME 2 that hold a feature table

	// HUMAnN has gene families, pathways or KEGG orthologs in rows: tables of
	// HUMAnN 2 to 4, and those of PICRUSt2 that are not stratified. KO numbers, with
	// ko: before them or not, are orthologs, what "# Pathway" says are pathways,
	// what "# Gene Family" or UniRef says are gene families, and all else is refused.
	// A name after ": " is a detail, what stands after | is the stratum. UNMAPPED,
	// UNGROUPED, UNINTEGRATED and unknown genes are not assigned; READS_UNMAPPED of
	// version 4 counts reads, whatever the unit is, and is in no total. Without a row
	// UNMAPPED it is not known how much was not assigned. Samples are without their ending
	// _Abundance-RPKs, -CPM or -RELAB, which tells the unit, as the first line of
	// version 4 does. Pathways of versions 2 and 3 are RPK if they are all there and
	// do not add up to a whole; what PICRUSt2 predicts is counts. Refused are
	// coverages; strata above their total, one of them or, of genes, all together,
	// unless strata add up to a whole by themselves; functions of which there are
	// strata only, where others have totals; and a unit in the names of samples that add up as another does, as
	// after humann_renorm_table.
	HUMAnN

	// OrthologTable is HUMAnN with KO numbers in rows and any name of the first
	// column.
	OrthologTable

	// LineageTable has taxa in rows and samples in columns. A row is named by its
	// lineage, with ; or | between the names and with the prefixes of MetaPhlAn,
	// Greengenes, SILVA and GTDB or none; by one name; or by an id, with its lineage
	// in a last column named taxonomy, in the Lineages of [Options] or nowhere.
	// Names without a prefix have no rank. A lineage without names, or of one such
	// as Unassigned, is not assigned; an empty label becomes "(empty)". Each row is
	// of its own: if rows lie in each other by their lineages, or by their names as
	// the built-in catalog knows them, and the numbers allow that they are nested, the
	// caller has to name the format, and so say which; and also if samples have
	// names of taxa and no row has: the table seems to be turned. Rows and samples
	// that are sums of the others are refused, and lineages of more than 128 names.
	LineageTable

	// WideTable has samples in rows, and in columns what a LineageTable has in rows,
	// or KO numbers. What else is known of samples does not belong there: columns
	// that are not of numbers, that are metabolites of the built-in catalog, or that
	// have a name such as age, are refused.
	WideTable

	UBiome    // JSON in the form that uBiome used
	TaxonList // lists of taxa with counts or percents, as test providers give them
)

var formats = spell.Set[Format]{Type: "format.Format", Words: []string{
	"not-said", "metaphlan", "kraken", "krakenuniq", "bracken", "biom", "biom2", "qza", "humann",
	"ortholog-table", "lineage-table", "wide-table", "ubiome", "taxon-list"}}

// String returns the word of f, such as "metaphlan".
func (f Format) String() string { return formats.String(f) }

// MarshalText returns the word of f; a value that is not a Format is an error.
func (f Format) MarshalText() ([]byte, error) { return formats.Append(nil, f) }

// UnmarshalText sets f from its word; another word is a [*spell.UnknownError].
func (f *Format) UnmarshalText(text []byte) error { return formats.Parse(f, text) }

// Options are what is known of a file beside its content. It is a plain value.
type Options struct {
	File   string            // name, for messages, and for the sample if the content names none
	Format Format            // NotSaid: found out from the content
	Origin microbiome.Origin // what is known of how it was made; the file must not say otherwise
	// Unit is what the abundances are, for files that do not tell; the numbers must
	// not contradict it, and have to show it where the file says otherwise. Formats
	// with one unit are refused with another. UnitNotSaid: told by the format, or by
	// the numbers where that is not a guess.
	Unit microbiome.Unit
	// Lineages are those of the features by their id, for tables that have ids
	// only; see [ReadLineages]. The table shares them.
	Lineages Lineages
}

// Lineages are the lineages of features by their id, each from the highest rank
// down; one without levels is of a feature that is not assigned.
type Lineages map[string][]microbiome.Level

// input is a file that is being read.
type input struct {
	*bufio.Reader // decompressed, without a byte order mark
	Options
	p *dataset.Problems
}

// at returns the place of a line.
func (in *input) at(line int) dataset.Place { return dataset.Place{File: in.File, Line: line} }

// sample returns the name of a sample that the content does not name: that of
// the file without its folder and endings.
func (in *input) sample() string {
	name := path.Base(strings.ReplaceAll(in.File, `\`, "/"))
	for _, ending := range []string{".gz", ".txt", ".tsv", ".csv", ".json", ".report", ".kraken2", ".krakenuniq"} {
		name = strings.TrimSuffix(name, ending)
	}
	if name == "" || name == "." || name == "/" {
		return "sample"
	}
	return name
}

// reader reads one format.
type reader struct {
	format Format
	// looks reports whether a file that starts with head may be of the format.
	looks func(head []byte) bool
	// read returns what the file holds. Problems go to those of the input; what is
	// returned then does not matter.
	read func(in *input) microbiome.Spec
}

// headSize is how much of a file is looked at to find out its format.
const headSize = 1 << 16

// fewLines is how many lines may be too few to find it out: one above the names of
// the columns, they, and a row.
const fewLines = 4

// Read reads the table of samples that r holds, to its end. The error joins all
// problems, each a [*dataset.Error], and there is no table then.
func Read(r io.Reader, o Options) (*microbiome.Table, error) {
	var p dataset.Problems
	at := dataset.Place{File: o.File}
	text, err := dataset.Open(r)
	if err != nil {
		p.Add(at, err)
		return nil, p.Err()
	}
	in := &input{Reader: bufio.NewReaderSize(text, headSize), Options: o, p: &p}
	how, err := choose(in)
	if err != nil {
		p.Add(at, err)
		return nil, p.Err()
	}
	return finish(how.read(in), o, &p)
}

// finish makes the table of what was read, unless there were problems.
func finish(spec microbiome.Spec, o Options, p *dataset.Problems) (*microbiome.Table, error) {
	if err := p.Err(); err != nil {
		return nil, err
	}
	at := dataset.Place{File: o.File}
	if o.Unit != microbiome.UnitNotSaid && o.Unit != spec.Unit {
		p.Add(at, fmt.Errorf("unit: the options say %s, but these are %s", o.Unit, spec.Unit))
	}
	var err error
	if spec.Origin, err = o.Origin.Merge(spec.Origin); err != nil {
		p.Add(at, fmt.Errorf("origin: the file says otherwise: %w", err))
		return nil, p.Err()
	}
	table, err := microbiome.NewTable(spec)
	if finest, changed := nameFinest(spec); changed && err == nil {
		table, err = microbiome.NewTable(finest)
	}
	for _, err := range dataset.All(err) {
		var placed *dataset.Error
		if errors.As(err, &placed) {
			at := placed.Place
			at.File = o.File
			p.Add(at, placed.Err)
		} else {
			p.Add(at, err)
		}
	}
	return table, p.Err()
}

func choose(in *input) (reader, error) {
	head, err := in.Peek(headSize)
	if err == nil && bytes.IndexByte(head, '\t') >= 0 && bytes.Count(head, []byte("\n")) < fewLines {
		in.Reader = bufio.NewReaderSize(in.Reader, dataset.MaxLine+headSize) // a wide table: its rows tell what it is
		head, err = in.Peek(dataset.MaxLine + headSize)
	}
	if err != nil && err != io.EOF {
		return reader{}, err
	}
	if len(bytes.TrimSpace(head)) == 0 {
		return reader{}, errors.New("nothing in it")
	}
	for _, how := range readers() {
		if in.Format == how.format || in.Format == NotSaid && how.looks(head) {
			return how, nil
		}
	}
	if in.Format != NotSaid {
		return reader{}, fmt.Errorf("format %s cannot be read", in.Format)
	}
	hint := ""
	if line := headLines(head, 1)[0]; !strings.Contains(line, "\t") && strings.ContainsAny(line, ",;") {
		hint = "; in tables there are tabs between the cells"
	}
	return reader{}, fmt.Errorf("none of the formats that are known, which are %s%s", strings.Join(formats.Words[1:], ", "), hint)
}

// Detect returns the format that a file which starts with head is in, or
// NotSaid. Head should be its first lines, decompressed.
func Detect(head []byte) Format {
	for _, how := range readers() {
		if how.looks(head) {
			return how.format
		}
	}
	return NotSaid
}

// readers returns those of all formats, in the order in which they are tried:
// those with a mark of their own first. A wide table may be any table with names
// of columns, and comes last.
func readers() []reader {
	return []reader{
		{BIOM2, looksBIOM2, refuseBIOM2},
		{QZA, looksQZA, refuseQZA},
		{BIOM, looksBIOM, readBIOM},
		{UBiome, looksUBiome, readUBiome},
		{Kraken, looksKraken, readKraken},
		{KrakenUniq, looksKrakenUniq, readKrakenUniq},
		{Bracken, looksBracken, readBracken},
		{HUMAnN, looksHUMAnN, readHUMAnN},
		{MetaPhlAn, looksMetaPhlAn, readMetaPhlAn},
		{OrthologTable, looksOrthologs, readHUMAnN},
		{TaxonList, looksTaxonList, readTaxonList},
		{LineageTable, looksLineageTable, readLineageTable},
		{WideTable, looksWideTable, readWideTable},
	}
}
