package format

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/gutmuscle/gutmuscle/microbiome"
)

// Artifact is an archive of QIIME 2, a .qza file: a zip archive with one folder,
// whose name is an id, and metadata.yaml and a folder data in it. It is made by
// [OpenArtifact], reads what that was given when it is asked for a file, and is
// safe for concurrent use if that is.
type Artifact struct {
	ID   string // UUID
	Type string // such as FeatureTable[Frequency]
	size int64
	data map[string]*zip.File
}

// Names of the files of artifacts that hold taxonomies and tables.
const (
	TaxonomyFile     = "taxonomy.tsv"
	FeatureTableFile = "feature-table.biom"
)

// OpenArtifact opens the archive of size bytes in r. What is no archive of QIIME 2
// is an error.
func OpenArtifact(r io.ReaderAt, size int64) (*Artifact, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, fmt.Errorf("qza: %w", err)
	}
	a := &Artifact{size: size, data: make(map[string]*zip.File)}
	var about *zip.File
	for _, f := range z.File {
		root, name, ok := strings.Cut(f.Name, "/")
		if !ok || a.ID != "" && root != a.ID {
			return nil, fmt.Errorf("qza: %q is not in one folder with the others; want an archive of QIIME 2", f.Name)
		}
		a.ID = root
		data, inData := strings.CutPrefix(name, "data/")
		switch {
		case name == "metadata.yaml" && about == nil:
			about = f
		case inData && data != "" && a.data[data] == nil:
			a.data[data] = f
		case name == "metadata.yaml", inData && data != "":
			return nil, fmt.Errorf("qza: %s is there twice", name)
		}
	}
	if about == nil {
		return nil, errors.New("qza: no metadata.yaml; want an archive of QIIME 2")
	}
	text, err := a.read(about)
	if err != nil {
		return nil, err
	}
	for line := range strings.Lines(string(text)) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ":")
		value = strings.Trim(strings.TrimSpace(value), `"'`)
		switch key {
		case "type":
			a.Type = value
		case "uuid":
			if value != a.ID {
				return nil, fmt.Errorf("qza: metadata.yaml is of %s, and the folder of %s", value, a.ID)
			}
		}
	}
	if a.Type == "" {
		return nil, errors.New("qza: metadata.yaml does not say the type")
	}
	return a, nil
}

// IsTaxonomy reports whether it is a taxonomy of features; see
// [Artifact.Lineages].
func (a *Artifact) IsTaxonomy() bool { return strings.HasPrefix(a.Type, "FeatureData[Taxonomy]") }

// IsFeatureTable reports whether it is a table of counts or fractions, which is
// in BIOM 2.1.
func (a *Artifact) IsFeatureTable() bool {
	kind, ok := strings.CutPrefix(a.Type, "FeatureTable[")
	return ok && (strings.HasPrefix(kind, "Frequency]") || strings.HasPrefix(kind, "RelativeFrequency]"))
}

// Data returns the content of a file of the folder data. More than 1 GiB, or
// than 1 MiB and 200 times what the whole archive takes, is an error.
func (a *Artifact) Data(name string) ([]byte, error) {
	f := a.data[name]
	if f == nil {
		return nil, fmt.Errorf("qza: no file data/%s in %s", name, a.Type)
	}
	return a.read(f)
}

// Lineages returns the lineages of an artifact that IsTaxonomy, as [ReadLineages]
// does.
func (a *Artifact) Lineages() (Lineages, error) {
	if !a.IsTaxonomy() {
		return nil, fmt.Errorf("qza: %s; want FeatureData[Taxonomy]", a.Type)
	}
	text, err := a.Data(TaxonomyFile)
	if err != nil {
		return nil, err
	}
	return ReadLineages(bytes.NewReader(text), TaxonomyFile)
}

// read counts what really comes: the sizes in an archive are only claims.
func (a *Artifact) read(f *zip.File) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("qza: %s: %w", f.Name, err)
	}
	defer r.Close()
	limit := min(1<<30, 1<<20+200*a.size)
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("qza: %s: %w", f.Name, err)
	case int64(len(data)) > limit:
		return nil, fmt.Errorf("qza: %s is more than %d bytes, from an archive of %d", f.Name, limit, a.size)
	}
	return data, nil
}

func looksQZA(head []byte) bool { return bytes.HasPrefix(head, []byte("PK\x03\x04")) }

// maxArchive is the most bytes of an archive that are read from a stream.
const maxArchive = 256 << 20

// openArtifact opens the artifact that a stream holds.
func openArtifact(r io.Reader) (*Artifact, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxArchive+1))
	if err == nil && len(data) > maxArchive {
		err = fmt.Errorf("more than %d bytes", maxArchive)
	}
	if err != nil {
		return nil, fmt.Errorf("qza: %w", err)
	}
	return OpenArtifact(bytes.NewReader(data), int64(len(data)))
}

// refuseQZA says how an artifact can be read: a table of QIIME 2 is HDF5.
func refuseQZA(in *input) microbiome.Spec {
	a, err := openArtifact(in)
	switch {
	case err != nil:
	case a.IsFeatureTable():
		err = fmt.Errorf("%s of QIIME 2, which is HDF5: %s", a.Type, howToReadHDF5)
	case a.IsTaxonomy():
		err = fmt.Errorf("%s of QIIME 2, which is no table: Options.Lineages takes what Artifact.Lineages returns", a.Type)
	default:
		err = fmt.Errorf("%s of QIIME 2; want FeatureTable[Frequency] or FeatureTable[RelativeFrequency]", a.Type)
	}
	in.p.Add(in.at(0), err)
	return microbiome.Spec{}
}
