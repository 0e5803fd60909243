package biomhdf5

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/microbiome"
	"github.com/gutmuscle/gutmuscle/microbiome/biomhdf5/internal/hdf5"
	"github.com/gutmuscle/gutmuscle/microbiome/format"
)

// Read reads the table in r, which has size bytes: BIOM 2, or an archive of
// QIIME 2 with a feature table. The error joins all problems, each a
// [*dataset.Error]. Read is safe for concurrent use if r is.
func Read(r io.ReaderAt, size int64, o format.Options) (*microbiome.Table, error) {
	var p dataset.Problems
	at := dataset.Place{File: o.File}
	var head [len(hdf5.Signature)]byte
	n, err := r.ReadAt(head[:], 0)
	switch {
	case err != nil && err != io.EOF:
	case n == 0:
		err = errors.New("nothing in it")
	case bytes.HasPrefix(head[:], []byte("PK\x03\x04")):
		r, size, err = inArtifact(r, size)
	case string(head[:]) != hdf5.Signature:
		err = errors.New("neither HDF5, which BIOM 2 is, nor an archive of QIIME 2; package format may read it")
	default:
		err = nil
	}
	if err != nil {
		p.Add(at, err)
		return nil, p.Err()
	}
	b := biom{p: &p, at: at}
	table := b.read(r, size)
	if err := p.Err(); err != nil {
		return nil, err
	}
	return table.Table(o)
}

// inArtifact returns the file of an archive of QIIME 2 that holds its table.
func inArtifact(r io.ReaderAt, size int64) (io.ReaderAt, int64, error) {
	a, err := format.OpenArtifact(r, size)
	if err != nil {
		return nil, 0, err
	}
	if !a.IsFeatureTable() {
		return nil, 0, fmt.Errorf("%s of QIIME 2; want FeatureTable[Frequency] or FeatureTable[RelativeFrequency]", a.Type)
	}
	data, err := a.Data(format.FeatureTableFile)
	return bytes.NewReader(data), int64(len(data)), err
}

// biom reads one file.
type biom struct {
	p     *dataset.Problems
	at    dataset.Place
	root  *hdf5.Object
	attrs map[string]*hdf5.Values
	table format.BIOMTable

	rows, columns int
	faults        int // wrong cells
}

// add reports a problem with a part of the file, if there is one.
func (b *biom) add(part string, err error) { b.p.Add(b.at.Field(part), err) }

func (b *biom) addf(part, format string, args ...any) { b.add(part, fmt.Errorf(format, args...)) }

func (b *biom) read(r io.ReaderAt, size int64) *format.BIOMTable {
	f, err := hdf5.Open(r, size)
	if err == nil {
		b.root, err = f.Root()
	}
	if err == nil {
		b.attrs, err = b.root.Attributes()
	}
	if err != nil {
		b.add("", fmt.Errorf("hdf5: %w", err))
		return nil
	}
	b.about()
	if int64(b.rows) > size || int64(b.columns) > size {
		b.addf("shape", "%d and %d; a file of %d bytes cannot name as many", b.rows, b.columns, size)
	}
	if b.p.Len() > 0 {
		return nil
	}
	ids, names := b.ids("observation/ids", b.rows), b.ids("sample/ids", b.columns)
	if b.p.Len() > 0 {
		return nil
	}
	b.table.Rows = make([]format.BIOMRow, len(ids))
	for i, id := range ids {
		b.table.Rows[i].ID = id
	}
	b.matrix(names)
	b.taxonomy()
	return &b.table
}

// about reads what the file says of itself.
func (b *biom) about() {
	b.table.Type, b.table.GeneratedBy = b.text("type"), b.text("generated-by")
	if version := b.numbers("format-version"); len(version) > 0 && version[0] != 2 {
		b.addf("format-version", "%v; want 2.0 or 2.1", version)
	}
	shape := b.numbers("shape")
	if len(shape) != 2 {
		b.addf("shape", "%d numbers; want the number of rows and that of samples", len(shape))
		return
	}
	b.rows, b.columns = int(shape[0]), int(shape[1])
}

// text returns an attribute that is a text; "" if there is none.
func (b *biom) text(name string) string {
	v := b.attrs[name]
	if v == nil || v.Len() == 0 {
		return ""
	}
	texts, err := v.Texts()
	if err == nil && (len(texts) != 1 || !utf8.ValidString(texts[0])) {
		err = errors.New("no text in UTF-8")
	}
	if err != nil {
		b.add(name, err)
		return ""
	}
	return texts[0]
}

// numbers returns an attribute that is some numbers; none if there is none.
func (b *biom) numbers(name string) []int32 {
	v := b.attrs[name]
	if v == nil {
		return nil
	}
	list, err := v.Int32s()
	b.add(name, err)
	return list
}

// values returns the values of a dataset; nil if there is none, which is a
// problem if one is wanted.
func (b *biom) values(path string, want bool) *hdf5.Values {
	o, err := b.root.Find(path)
	if o == nil {
		if err == nil && want {
			err = errors.New("missing")
		}
		b.add(path, err)
		return nil
	}
	v, err := o.Read()
	if err != nil {
		b.add(path, err)
		return nil
	}
	return v
}

// ids returns those of n rows or samples.
func (b *biom) ids(path string, n int) []string {
	v := b.values(path, true)
	if v == nil {
		return nil
	}
	if v.Len() != n {
		b.addf(path, "%d ids; want %d, as the shape says", v.Len(), n)
		return nil
	}
	return b.texts(path, v)
}

// texts returns the texts of a dataset. One without any may be of any type.
func (b *biom) texts(path string, v *hdf5.Values) []string {
	if v.Len() == 0 {
		return nil
	}
	list, err := v.Texts()
	if err == nil && slices.ContainsFunc(list, func(s string) bool { return !utf8.ValidString(s) }) {
		err = errors.New("not UTF-8 text")
	}
	b.add(path, err)
	return list
}

// maxWidth is the most names that a taxonomy may have: about twice those of the
// deepest lineages of NCBI.
const maxWidth = 128

// taxonomy reads that of the rows, if there is one.
func (b *biom) taxonomy() {
	const group = "observation/metadata"
	metadata, err := b.root.Find(group)
	if metadata == nil {
		b.add(group, err)
		return
	}
	if metadata.IsDataset() {
		b.addf(group, "metadata in one text, which cannot be read")
		return
	}
	members, err := metadata.Members()
	b.add(group, err)
	for _, m := range members {
		if !strings.EqualFold(m.Name, "taxonomy") {
			continue
		}
		path := group + "/" + m.Name
		v := b.values(path, true)
		if v == nil {
			return
		}
		width := v.Len() / max(b.rows, 1)
		if len(v.Dims) == 0 || v.Dims[0] != uint64(b.rows) || width > maxWidth {
			b.addf(path, "%v names; want those of %d rows, at most %d of each", v.Dims, b.rows, maxWidth)
			return
		}
		names := b.texts(path, v)
		if len(names) == 0 {
			return
		}
		for i := range b.table.Rows {
			b.table.Rows[i].Taxonomy = names[i*width : (i+1)*width]
		}
		b.ranks(width)
		return
	}
}

// ranks reads those of the columns of the taxonomy, which taxpasta adds.
func (b *biom) ranks(width int) {
	const path = "observation/group-metadata/ranks"
	v := b.values(path, false)
	if v == nil {
		return
	}
	if v.Len() != 1 {
		b.addf(path, "%d texts; want one", v.Len())
		return
	}
	if texts := b.texts(path, v); texts != nil {
		if b.table.Ranks = strings.Split(texts[0], ";"); len(b.table.Ranks) != width {
			b.addf(path, "%d ranks; the taxonomy has %d columns", len(b.table.Ranks), width)
		}
	}
}
