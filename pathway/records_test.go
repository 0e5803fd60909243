package pathway_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/microbiome"
	"github.com/gutmuscle/gutmuscle/pathway"
)

// sample is a line of the files of records to try a validator on.
type sample struct {
	File     string          `json:"file"`
	Record   json.RawMessage `json:"record"`
	Problems []string        `json:"problems,omitempty"`
}

func readSamples(t *testing.T, name string) (all []sample) {
	t.Helper()
	f, err := os.Open(name)
	require.NoError(t, err)
	defer f.Close()
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		var s sample
		require.NoError(t, json.Unmarshal(lines.Bytes(), &s))
		all = append(all, s)
	}
	require.NoError(t, lines.Err())
	return all
}

// asFiles puts the records into the files that Read takes.
func asFiles(samples ...sample) fs.FS {
	files := fstest.MapFS{}
	for _, s := range samples {
		if files[s.File] == nil {
			files[s.File] = &fstest.MapFile{}
		}
		files[s.File].Data = append(files[s.File].Data, append(s.Record, '\n')...)
	}
	return files
}

const recordsDir = "testdata/records/"

func TestRecordsThatAreValid(t *testing.T) {
	samples := readSamples(t, recordsDir+"valid.jsonl")
	atlas, err := pathway.Read(asFiles(samples...), nil)
	require.NoError(t, err)
	var out bytes.Buffer
	require.NoError(t, atlas.WriteJSONL(&out))
	written := strings.Split(strings.TrimSpace(out.String()), "\n")
	require.Len(t, written, len(samples), "each record comes out again")
	of := make(map[string]bool)
	for _, s := range samples {
		of[s.File] = true
	}
	require.Len(t, of, len(pathway.Files()), "every kind of record is there")
}

func TestRecordsThatAreNot(t *testing.T) {
	base, err := pathway.Read(asFiles(readSamples(t, recordsDir+"valid.jsonl")...), nil)
	require.NoError(t, err)
	invalid := readSamples(t, recordsDir+"invalid.jsonl")
	for i := range invalid {
		s := &invalid[i]
		_, err := pathway.Read(asFiles(*s), base)
		require.Error(t, err, "%s", s.Record)
		got := []string{}
		for _, problem := range dataset.All(err) {
			var e *dataset.Error
			require.True(t, errors.As(problem, &e), "%v", problem)
			require.Equal(t, s.File, e.File)
			require.Equal(t, 1, e.Line)
			text := e.Err.Error()
			if e.Fld != "" {
				text = e.Fld + ": " + text
			}
			got = append(got, text)
		}
		if *write {
			s.Problems = got
			continue
		}
		if diff := cmp.Diff(s.Problems, got); diff != "" {
			t.Errorf("%s (-want +got)\n%s", s.Record, diff)
		}
	}
	if *write {
		var out bytes.Buffer
		e := json.NewEncoder(&out)
		e.SetEscapeHTML(false)
		for _, s := range invalid {
			require.NoError(t, e.Encode(s))
		}
		require.NoError(t, os.WriteFile(recordsDir+"invalid.jsonl", out.Bytes(), 0o666))
	}
}

// TestBrokenRecordsBlameNobody checks that a record that cannot be taken does
// not make those wrong that name it.
func TestBrokenRecordsBlameNobody(t *testing.T) {
	valid := readSamples(t, recordsDir+"valid.jsonl")
	for _, tt := range []struct{ file, old, new, want string }{
		{"studies.jsonl", `"key":"third-2022","title"`, `"key":"third-2022","titel"`, `studies.jsonl:3: third-2022: titel: field: unknown "titel"; want title`},
		{"taxa.jsonl", `"ncbi":841`, `"ncbi":"841"`, `taxa.jsonl:1: roseburia: ncbi: got text "841"; want a whole number`},
		{"metabolites.jsonl", `"chebi":30772`, `"chebi":true`, `metabolites.jsonl:2: butyrate: chebi: got true; want a whole number`},
		{"habits.jsonl", `"sort":"diet"`, `"sort":"diets"`, `habits.jsonl:1: fiber: sort: pathway.Sort: unknown "diets"; want not-said, diet, supplement, exercise, sleep, stress, medicine, receptor, gene, process, marker or state`},
		{"outcomes.jsonl", `"desired":"up","is_a"`, `"desired":1,"is_a"`, `outcomes.jsonl:2: grip-strength: desired: got 1; want text`},
	} {
		t.Run(tt.file, func(t *testing.T) {
			changed := slices.Clone(valid)
			for i, s := range changed {
				if s.File == tt.file {
					changed[i].Record = []byte(strings.Replace(string(s.Record), tt.old, tt.new, 1))
				}
			}
			_, err := pathway.Read(asFiles(changed...), nil)
			require.EqualError(t, err, tt.want)
		})
	}
}

// TestRecordsOfContributing checks that the records that CONTRIBUTING.md shows
// are taken by the reader.
func TestRecordsOfContributing(t *testing.T) {
	text, err := os.ReadFile("../CONTRIBUTING.md")
	require.NoError(t, err)
	var records []string // taxon, finding, conflict
	for _, part := range strings.Split(string(text), "```json")[1:] {
		record, _, _ := strings.Cut(part, "```")
		records = append(records, strings.Join(strings.Fields(record), " "))
	}
	require.Len(t, records, 3)
	taxa := `{"id":"akkermansia","name":"Akkermansia","rank":"genus"}` + "\n" + records[0]
	_, err = pathway.Read(fstest.MapFS{microbiome.TaxaFile: {Data: []byte(taxa)}}, nil)
	require.NoError(t, err)
	claims := `{"subject":"host:microbiota-presence","object":"outcome:muscle-mass","findings":[` + records[1] + `]}`
	conflicts := strings.Replace(records[2], "germ-free-muscle", "germ-free-muscle-again", 1)
	_, err = pathway.Read(fstest.MapFS{pathway.ClaimsFile: {Data: []byte(claims)},
		pathway.ConflictsFile: {Data: []byte(conflicts)}}, pathway.Default())
	require.NoError(t, err)
}
