package pathway

import (
	"encoding/json"
	"io"
	"maps"
	"slices"

	"github.com/gutmuscle/gutmuscle/microbiome"
)

// files returns a writer for each file of the atlas, by its name.
func (a *Atlas) files() map[string]func(io.Writer) error {
	return map[string]func(io.Writer) error{
		microbiome.TaxaFile:        func(w io.Writer) error { return writeLines(w, slices.Collect(a.Catalog().Taxa())) },
		microbiome.MetabolitesFile: func(w io.Writer) error { return writeLines(w, slices.Collect(a.Catalog().Metabolites())) },
		StudiesFile:                func(w io.Writer) error { return writeLines(w, a.studies) },
		HabitsFile:                 func(w io.Writer) error { return writeLines(w, a.habits) },
		HostsFile:                  func(w io.Writer) error { return writeLines(w, a.hosts) },
		OutcomesFile:               func(w io.Writer) error { return writeLines(w, a.outcomes) },
		FunctionsFile:              func(w io.Writer) error { return writeLines(w, a.functions) },
		PathwaysFile:               func(w io.Writer) error { return writeLines(w, a.pathways) },
		ClaimsFile:                 func(w io.Writer) error { return writeLines(w, a.claims) },
		ConflictsFile:              func(w io.Writer) error { return writeLines(w, a.conflicts) },
		StoolTestsFile:             func(w io.Writer) error { return writeLines(w, a.stoolTests) },
		ReadingFile:                func(w io.Writer) error { return writeLines(w, a.reading) },
	}
}

func writeLines[T any](w io.Writer, records []T) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	for i := range records {
		if err := e.Encode(&records[i]); err != nil {
			return err
		}
	}
	return nil
}

// Files returns the names of the files that hold an atlas, ordered.
func Files() []string { return slices.Sorted(maps.Keys(new(Atlas).files())) }

// WriteFile writes the records of one of [Files] to w as JSON Lines: ordered
// by id, fields in the order of their Go types. [Read] takes the files back.
// Unknown names are an error.
func (a *Atlas) WriteFile(w io.Writer, name string) error {
	write, ok := a.files()[name]
	if !ok {
		return unknownFile(name)
	}
	return write(w)
}

// WriteJSONL writes the whole atlas to w as JSON Lines of the form
// {"file":"claims.jsonl","record":{…}}, file by file in the order of [Files].
func (a *Atlas) WriteJSONL(w io.Writer) error {
	for _, name := range Files() {
		err := a.files()[name](lineWriter{w, name})
		if err != nil {
			return err
		}
	}
	return nil
}

// lineWriter wraps each record that an encoder writes; encoders write one
// record, with its line end, at a time.
type lineWriter struct {
	w    io.Writer
	file string
}

func (l lineWriter) Write(record []byte) (int, error) {
	line := append([]byte(`{"file":"`+l.file+`","record":`), record[:len(record)-1]...)
	if _, err := l.w.Write(append(line, "}\n"...)); err != nil {
		return 0, err
	}
	return len(record), nil
}
