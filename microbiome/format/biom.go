package format

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/microbiome"
)

// BIOM 1.0 is one JSON object: rows and columns with their ids and metadata, and
// data, which are sparse, a list of [row, column, value], or dense, a list of
// values for each row. Where matrix_type does not say which, they must fit only
// one of them. What BIOMTable says of types, taxonomies and units holds. Fields
// may come in any order, and those that are not mentioned here are passed over.
//
// It is refused if the shape, the rows, the columns and the data do not agree,
// if a cell is there twice, and if a value is no number, negative, or not whole
// though matrix_element_type is int. The file is read as a stream; no memory is
// taken for what it only claims to hold.

// looksBIOM reports whether head is the start of an object with names that BIOM
// has.
func looksBIOM(head []byte) bool {
	if head = bytes.TrimSpace(head); !bytes.HasPrefix(head, []byte("{")) {
		return false
	}
	for _, name := range []string{`"format_url"`, `"matrix_type"`, `"matrix_element_type"`, `"generated_by"`} {
		if bytes.Contains(head, []byte(name)) {
			return true
		}
	}
	return bytes.Contains(head, []byte(`Biological Observation Matrix`))
}

func looksBIOM2(head []byte) bool { return bytes.HasPrefix(head, []byte("\x89HDF\r\n\x1a\n")) }

const howToReadHDF5 = "read it with module github.com/gutmuscle/gutmuscle/microbiome/biomhdf5, " +
	"or turn it into BIOM 1.0 with the command there: go run -C microbiome/biomhdf5 ./cmd/biomtext /path/to/file"

func refuseBIOM2(in *input) microbiome.Spec {
	in.p.Add(in.at(0), errors.New("BIOM 2, which is HDF5: "+howToReadHDF5))
	return microbiome.Spec{}
}

// biomReader reads one file of BIOM 1.0.
type biomReader struct {
	scanner
	in      *input
	table   BIOMTable
	columns []string
	matrix  biomMatrix

	format, matrixType, elementType string
	shape                           []float64
}

func readBIOM(in *input) microbiome.Spec {
	b := &biomReader{in: in, scanner: scanner{r: in}}
	seen := make(map[string]bool)
	b.object(func(name string) {
		if seen[name] {
			b.in.p.Add(b.at().Field(name), errors.New("given twice"))
		}
		seen[name] = true
		switch name {
		case "data":
			b.matrix.read(&b.scanner, b.at(), in.p)
		case "rows":
			b.list(func() { b.row(len(b.table.Rows)) })
		case "columns":
			b.list(func() { b.column(len(b.columns)) })
		default:
			b.field(name, b.raw())
		}
	})
	if b.end(); b.err != nil {
		in.p.Add(b.at(), b.err)
		return microbiome.Spec{}
	}
	for _, name := range []string{"rows", "columns", "data"} {
		if !seen[name] {
			in.p.Add(in.at(0).Field(name), errors.New("missing"))
		}
	}
	b.check()
	if in.p.Len() > 0 {
		return microbiome.Spec{}
	}
	if b.table.Samples = b.matrix.samples(b, in.p); in.p.Len() > 0 {
		return microbiome.Spec{}
	}
	return b.table.spec(in.Options, in.p)
}

func (b *biomReader) at() dataset.Place { return b.in.at(b.line + 1) }

// field reads a field of the table that is neither its ids nor its data.
func (b *biomReader) field(name string, raw []byte) {
	var err error
	switch name {
	case "format":
		err = textOrNull(raw, &b.format)
	case "type":
		err = textOrNull(raw, &b.table.Type)
	case "generated_by":
		err = textOrNull(raw, &b.table.GeneratedBy)
	case "matrix_type":
		err = textOrNull(raw, &b.matrixType)
	case "matrix_element_type":
		err = textOrNull(raw, &b.elementType)
	case "shape":
		err = json.Unmarshal(raw, &b.shape)
		if err == nil && len(b.shape) != 2 {
			err = fmt.Errorf("%d numbers; want 2", len(b.shape))
		}
	default:
		if !json.Valid(raw) && b.err == nil {
			err = errors.New("no JSON value")
		}
	}
	if b.err == nil {
		b.in.p.Add(b.at().Field(name), err)
	}
}

func textOrNull(raw []byte, text *string) error {
	if string(raw) == "null" {
		return nil
	}
	if !utf8.Valid(raw) || json.Unmarshal(raw, text) != nil {
		return fmt.Errorf("%.40q; want text", raw)
	}
	return nil
}

// id reads one of the rows or columns.
func (b *biomReader) id(where string) (id string, metadata json.RawMessage) {
	at := b.at().Field(where)
	raw := b.raw()
	if b.err != nil {
		return "", nil
	}
	of, err := members(raw)
	switch {
	case !utf8.Valid(raw):
		b.in.p.Add(at, errors.New("not UTF-8 text"))
	case err != nil:
		b.in.p.Add(at, err)
	case of == nil, of["id"] != nil && json.Unmarshal(of["id"], &id) != nil:
		b.in.p.Add(at, fmt.Errorf("%.60q; want an object with an id, which is text, and metadata", raw))
	case id == "":
		b.in.p.Add(at.Field(where+".id"), errors.New("missing"))
	default:
		return id, of["metadata"]
	}
	return "", nil
}

// members returns the members of a JSON object by their names, nil of what is no
// object. Names that are there twice are an error.
func members(raw []byte) (map[string]json.RawMessage, error) {
	if !bytes.HasPrefix(raw, []byte("{")) || !json.Valid(raw) {
		return nil, nil
	}
	of := make(map[string]json.RawMessage)
	for name, value := range dataset.Members(raw) {
		if of[name] != nil {
			return nil, fmt.Errorf("%s: given twice", short(name))
		}
		of[name] = value
	}
	return of, nil
}

func (b *biomReader) column(i int) {
	id, _ := b.id(fmt.Sprintf("columns[%d]", i))
	b.columns = append(b.columns, id)
}

func (b *biomReader) row(i int) {
	where := fmt.Sprintf("rows[%d]", i)
	at := b.at()
	id, metadata := b.id(where)
	row := BIOMRow{ID: id}
	if len(metadata) > 0 && string(metadata) != "null" {
		of, err := members(metadata)
		switch {
		case err != nil:
		case of == nil:
			err = fmt.Errorf("%.60q; want an object or null", metadata)
		default:
			err = row.metadata(of)
		}
		b.in.p.Add(at.Record(id).Field(where+".metadata"), err)
	}
	b.table.Rows = append(b.table.Rows, row)
}

// metadata takes the taxonomy out of the metadata of a row, or those of the rows
// that were collapsed into it.
func (r *BIOMRow) metadata(of map[string]json.RawMessage) (err error) {
	if r.Taxonomy, err = taxonomyOf(of); err != nil || r.Taxonomy != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(of)) {
		inner, err := members(of[name])
		if err != nil {
			return err
		}
		member, err := taxonomyOf(inner)
		if err != nil {
			return err
		}
		if member != nil {
			r.Members = append(r.Members, member)
		}
	}
	return nil
}

// taxonomyOf returns the taxonomy of metadata, nil if they have none.
func taxonomyOf(metadata map[string]json.RawMessage) (taxonomy []string, err error) {
	given := ""
	for _, name := range slices.Sorted(maps.Keys(metadata)) {
		raw := metadata[name]
		if !strings.EqualFold(name, "taxonomy") || string(raw) == "null" {
			continue
		}
		if given != "" {
			return nil, fmt.Errorf("%s and %s; want one of them", given, name)
		}
		given = name
		var text string
		switch {
		case json.Unmarshal(raw, &taxonomy) == nil:
		case json.Unmarshal(raw, &text) == nil:
			taxonomy = []string{text}
		default:
			return nil, fmt.Errorf("%s: %.60q; want text or a list of texts", name, raw)
		}
	}
	return taxonomy, nil
}

// check reports what does not agree with each other.
func (b *biomReader) check() {
	bad := func(field, format string, args ...any) {
		b.in.p.Add(b.in.at(0).Field(field), fmt.Errorf(format, args...))
	}
	if len(b.shape) == 2 && (b.shape[0] != float64(len(b.table.Rows)) || b.shape[1] != float64(len(b.columns))) {
		bad("shape", "%v; there are %d rows and %d columns", b.shape, len(b.table.Rows), len(b.columns))
	}
	switch strings.ToLower(b.matrixType) {
	case "", "sparse", "dense":
	default:
		bad("matrix_type", "%q; want sparse or dense", b.matrixType)
	}
	switch strings.ToLower(b.elementType) {
	case "", "int", "float", "double":
	default:
		bad("matrix_element_type", "%q; want int or float", b.elementType)
	}
}
