package format

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/microbiome"
)

// The JSON form that uBiome used, and others after it, is an object whose list
// ubiome_bacteriacounts has an object for each taxon. What it means, and what is
// refused, is as in a list of taxa; numbers may be texts. What the file says
// beside the list is not read.

const ubiomeList = "ubiome_bacteriacounts"

func looksUBiome(head []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(head, " \t\r\n"), []byte("{")) && bytes.Contains(head, []byte(`"`+ubiomeList+`"`))
}

func readUBiome(in *input) microbiome.Spec {
	l := taxonRows{input: in, lines: make(map[int]int)}
	var file ubiomeFile
	if dataset.ReadJSON(in, in.File, &file, in.p) {
		if file.lists != 1 {
			in.p.Add(in.at(0), fmt.Errorf("%d lists %s; want one", file.lists, ubiomeList))
		}
		for i := range file.rows {
			row := &file.rows[i]
			at := in.at(0)
			at.Rec = row.path
			l.add(at, row.columns, row.cells)
		}
	}
	return l.spec()
}

type ubiomeFile struct {
	lists int
	rows  []ubiomeRow
}

// UnmarshalStrict reads the list.
func (f *ubiomeFile) UnmarshalStrict(d *dataset.Decoder) {
	if !bytes.HasPrefix(d.Raw, []byte("{")) {
		d.Report("", errors.New("want an object"))
	}
	for name, raw := range dataset.Members(d.Raw) {
		if name == ubiomeList {
			f.lists++
			d.Decode(raw, name, &f.rows)
		}
	}
}

// ubiomeRow is an object of the list: its members as columns and cells.
type ubiomeRow struct {
	path           string
	columns, cells []string
}

// UnmarshalStrict reads the members, which are texts, numbers or null.
func (r *ubiomeRow) UnmarshalStrict(d *dataset.Decoder) {
	r.path = d.Path
	if !bytes.HasPrefix(d.Raw, []byte("{")) {
		d.Report("", errors.New("want an object"))
	}
	for name, raw := range dataset.Members(d.Raw) {
		cell := ""
		switch raw[0] {
		case '"':
			if json.Unmarshal(raw, &cell) != nil {
				d.Report(name, errors.New("not text"))
			}
		case 'n':
		case '{', '[', 't', 'f':
			d.Report(name, errors.New("want a number or text"))
		default:
			cell = string(raw)
		}
		r.columns, r.cells = append(r.columns, name), append(r.cells, strings.TrimSpace(cell))
	}
	if err := checkColumns(r.columns); err != nil {
		d.Report("", err)
	}
}
