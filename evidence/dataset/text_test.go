package dataset_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/dataset"
)

func zipped(text string) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	io.WriteString(z, text)
	z.Close()
	return b.Bytes()
}

// read returns the ids of the meals in data, and the problems.
func read(data []byte) (ids []string, problems []string) {
	var p dataset.Problems
	dataset.ReadLines(bytes.NewReader(data), "meals.jsonl", &p, func(_ dataset.Place, m *meal) { ids = append(ids, m.ID) })
	return ids, lines(p.Err())
}

func TestReadLines(t *testing.T) {
	const a, b = `{"id":"a"}`, `{"id":"b"}`
	big := `{"id":"` + strings.Repeat("x", 300_000) + `"}`
	both := []string{"a", "b"}
	utf16 := func(s string) string {
		out := "\xff\xfe"
		for _, c := range []byte(s) {
			out += string([]byte{c, 0})
		}
		return out
	}
	whole := string(zipped(a + "\n" + strings.Repeat(b+"\n", 9000)))
	for _, tt := range []struct {
		name     string
		data     string
		ids      []string
		problems []string
	}{
		{"empty file", "", nil, nil},
		{"two lines", a + "\n" + b + "\n", both, nil},
		{"no line end at the end", a + "\n" + b, both, nil},
		{"CR LF", a + "\r\n" + b + "\r\n", both, nil},
		{"byte order mark", "\xef\xbb\xbf" + a + "\n" + b, both, nil},
		{"gzip", string(zipped(a + "\n" + b + "\n")), both, nil},
		{"gzip of nothing", string(zipped("")), nil, nil},
		{"gzip with byte order mark", string(zipped("\xef\xbb\xbf" + a)), []string{"a"}, nil},
		{"line longer than the buffer", big + "\n" + b, []string{strings.Repeat("x", 300_000), "b"}, nil},
		{"white space around", "  " + a + "\t\n", []string{"a"}, nil},

		{"byte order mark alone", "\xef\xbb\xbf", nil, nil},
		{"one empty line", "\n", nil, []string{"meals.jsonl:1: empty line; want a JSON object"}},
		{"empty lines", a + "\n\n \t\r\n" + b + "\n\n", both, []string{"meals.jsonl:2: empty line; want a JSON object",
			"meals.jsonl:3: empty line; want a JSON object", "meals.jsonl:5: empty line; want a JSON object"}},
		{"huge line", a + "\n" + strings.Repeat(" ", dataset.MaxLine) + b + "\n" + b, []string{"a"}, []string{"meals.jsonl:2: line of more than 4194304 bytes"}},
		{"huge last line", a + "\n" + strings.Repeat("x", dataset.MaxLine+1), []string{"a"}, []string{"meals.jsonl:2: line of more than 4194304 bytes"}},
		{"cut-off JSON", a + "\n" + b[:8], []string{"a"}, []string{"meals.jsonl:2: not JSON: unexpected end of JSON input (at byte 8)"}},
		{"cut-off gzip", whole[:len(whole)-9], nil, []string{"meals.jsonl:N: unexpected EOF"}},
		{"gzip without its checksum", whole[:len(whole)-8], nil, []string{"meals.jsonl:N: unexpected EOF"}},
		{"broken gzip", whole[:len(whole)-8] + "12345678", nil, []string{"meals.jsonl:N: gzip: invalid checksum"}},
		{"gzip header only", whole[:10], nil, []string{"meals.jsonl: unexpected EOF"}},
		{"half a gzip header", whole[:5], nil, []string{"meals.jsonl: gzip: unexpected EOF"}},
		{"UTF-16", utf16(a), nil, []string{"meals.jsonl: UTF-16 text; want UTF-8"}},
		{"UTF-16, big end first", "\xfe\xff\x00{\x00}", nil, []string{"meals.jsonl: UTF-16 text; want UTF-8"}},
		{"UTF-16 without a mark", utf16(a)[2:], nil, []string{"meals.jsonl:1: not UTF-8 text"}},
		{"UTF-16 in gzip", string(zipped(utf16(a))), nil, []string{"meals.jsonl: UTF-16 text; want UTF-8"}},
		{"binary", "\x89PNG\r\n\x1a\n\x00\x00", nil, []string{"meals.jsonl:1: not UTF-8 text"}},
		{"NUL", a + "\n{\x00}\n" + b, []string{"a"}, []string{"meals.jsonl:2: not UTF-8 text"}},
		{"Latin-1", a + "\n{\"id\":\"caf\xe9\"}\n" + b, []string{"a"}, []string{"meals.jsonl:2: not UTF-8 text"}},
		{"byte order mark inside", a + "\n\xef\xbb\xbf" + b, []string{"a"}, []string{"meals.jsonl:2: not JSON: invalid character 'ï' looking for beginning of value (at byte 1)"}},
		{"NaN", `{"id":"a","grams":NaN}`, nil, []string{"meals.jsonl:1: a: not JSON: invalid character 'N' looking for beginning of value (at byte 19)"}},
		{"deep nesting", strings.Repeat("[", 50_000), nil, []string{"meals.jsonl:1: not JSON: invalid character '[' exceeded max depth (at byte 10001)"}},
		{"comma between lines", a + ",\n" + b, []string{"b"}, []string{"meals.jsonl:1: a: not JSON: invalid character ',' after top-level value (at byte 11)"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			ids, problems := read([]byte(tt.data))
			if len(tt.problems) == 1 && strings.Contains(tt.problems[0], ":N:") { // where a broken gzip stops is not ours to say
				require.Len(t, problems, 1)
				reason := strings.SplitN(tt.problems[0], ": ", 2)[1]
				if !strings.HasPrefix(problems[0], "meals.jsonl:") || !strings.HasSuffix(problems[0], ": "+reason) {
					t.Errorf("problem = %q, want %q", problems[0], tt.problems[0])
				}
				return
			}
			if diff := cmp.Diff(tt.problems, problems); diff != "" {
				t.Errorf("problems (-want +got)\n%s", diff)
			}
			if diff := cmp.Diff(tt.ids, ids); diff != "" {
				t.Errorf("records (-want +got)\n%s", diff)
			}
		})
	}
}

func TestLongestLine(t *testing.T) {
	line := `{"id":"a"}` + strings.Repeat(" ", dataset.MaxLine-11) + "\n"
	require.Len(t, line, dataset.MaxLine)
	if ids, problems := read([]byte(line)); len(ids) != 1 || problems != nil {
		t.Errorf("%d records, problems %q", len(ids), problems)
	}
}

func TestReaderThatFails(t *testing.T) {
	failed := errors.New("disk on fire")
	for _, start := range []string{"", `{"id":"a"}` + "\n", `{"id`} {
		var p dataset.Problems
		r := io.MultiReader(strings.NewReader(start), iotest.ErrReader(failed))
		dataset.ReadLines(r, "f", &p, func(dataset.Place, *meal) {})
		if !errors.Is(p.Err(), failed) {
			t.Errorf("after %q: %v, want %v", start, p.Err(), failed)
		}
		var m meal
		if dataset.ReadJSON(io.MultiReader(strings.NewReader(start), iotest.ErrReader(failed)), "f", &m, &p) {
			t.Errorf("after %q: a document was read", start)
		}
	}
}

func TestReadLinesReportsAllOfAFile(t *testing.T) {
	f, err := os.Open("testdata/five-mistakes.jsonl")
	require.NoError(t, err)
	defer f.Close()
	var p dataset.Problems
	var keys []string
	dataset.ReadLines(f, "studies.jsonl", &p, func(at dataset.Place, s *evidence.Study) {
		keys = append(keys, s.Key.String())
		p.Add(at.Record(s.Key.String()), s.Validate())
	})
	want := []string{
		`studies.jsonl:2: design: evidence.Design: unknown "rct"; want not-said, in-vitro, in-silico, animal-experiment, cross-sectional, ` +
			`case-control, cohort, mendelian-randomization, before-after, controlled-trial, randomized-trial, crossover-trial, ` +
			`observational-synthesis, trial-synthesis, review, guideline or commentary`,
		`studies.jsonl:3: second-2021: titel: field: unknown "titel"; want title`,
		`studies.jsonl:5: empty line; want a JSON object`,
		`studies.jsonl:6: third-2022: n: got text "24"; want a whole number`,
		`studies.jsonl:6: third-2022: year: given twice`,
		`studies.jsonl:7: fifth-2020: year: 20; want 1900 to 2100`,
		`studies.jsonl:7: fifth-2020: checked: want how (title …) and on (a day)`,
	}
	want[0] = strings.Replace(want[0], "jsonl:2: ", "jsonl:2: first-2019: ", 1)
	if diff := cmp.Diff(want, lines(p.Err())); diff != "" {
		t.Errorf("problems (-want +got)\n%s", diff)
	}
	if diff := cmp.Diff([]string{"good-2018", "fourth-2017", "fifth-2020"}, keys); diff != "" {
		t.Errorf("records (-want +got)\n%s", diff)
	}
}

func TestReadJSON(t *testing.T) {
	for _, tt := range []struct {
		name string
		data []byte
		want []string
	}{
		{"good", []byte("{\n  \"id\": \"a\"\n}\n"), nil},
		{"gzip", zipped(`{"id":"a"}`), nil},
		{"byte order mark", []byte("\xef\xbb\xbf" + `{"id":"a"}`), nil},
		{"empty", nil, []string{"f.json: not JSON: unexpected end of JSON input (at byte 0)"}},
		{"two mistakes", []byte(`{"id":1,"grams":"2"}`), []string{"f.json: id: got 1; want text", `f.json: grams: got text "2"; want a number`}},
		{"UTF-16", []byte("\xff\xfe{\x00"), []string{"f.json: UTF-16 text; want UTF-8"}},
		{"gzip in two parts", append(zipped(`{"id":`), zipped(`"a"}`)...), nil},
		{"cut-off gzip", zipped(`{"id":"a"}`)[:20], []string{"f.json: unexpected EOF"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var p dataset.Problems
			var m meal
			ok := dataset.ReadJSON(bytes.NewReader(tt.data), "f.json", &m, &p)
			if diff := cmp.Diff(tt.want, lines(p.Err())); diff != "" || ok != (tt.want == nil) {
				t.Errorf("ok = %v, problems (-want +got)\n%s", ok, diff)
			}
			if ok && m.ID != "a" {
				t.Errorf("id = %q", m.ID)
			}
		})
	}
}

func TestReadFile(t *testing.T) {
	good := `{"key":"b","title":"B","year":2020,"design":"cohort","species":"human","checked":{"how":"title","on":"2026-11-23"}}`
	with := func(key string) string { return strings.Replace(good, `"b"`, `"`+key+`"`, 1) + "\n" }
	id := func(s *evidence.Study) string { return s.Key.String() }
	old := []evidence.Study{{Key: evidence.MustParseStudyKey("m"), Title: "old"}}
	for _, tt := range []struct {
		name, text string
		keys       []string
		problems   []string
	}{
		{"sorted with the old ones", with("z") + with("a"), []string{"a", "m", "z"}, nil},
		{"duplicate in the file", with("a") + with("b") + with("a"), []string{"a", "b", "m"}, []string{"f:3: a: id: duplicate id"}},
		{"duplicate of an old one", with("m"), []string{"m"}, []string{"f:1: m: id: duplicate id"}},
		{"not valid", strings.Replace(with("a"), "2020", "20", 1), []string{"a", "m"}, []string{"f:1: a: year: 20; want 1900 to 2100"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var p dataset.Problems
			list, places := dataset.ReadFile(fstest.MapFS{"f": {Data: []byte(tt.text)}}, "f", &p, old, id, nil)
			var keys []string
			for _, s := range list {
				keys = append(keys, s.Key.String())
				if place, ok := places.Of(s.Key.String()); ok == (s.Title == "old") || ok && place.Rec != s.Key.String() {
					t.Errorf("%s: place %+v, %v", s.Key, place, ok)
				}
			}
			if diff := cmp.Diff(tt.keys, keys); diff != "" {
				t.Errorf("keys (-want +got)\n%s", diff)
			}
			if diff := cmp.Diff(tt.problems, lines(p.Err())); diff != "" {
				t.Errorf("problems (-want +got)\n%s", diff)
			}
			if len(tt.problems) > 0 && strings.Contains(tt.problems[0], "duplicate") != errors.Is(p.Err(), dataset.ErrDuplicate) {
				t.Errorf("errors.Is ErrDuplicate of %v", p.Err())
			}
		})
	}
	t.Run("no file", func(t *testing.T) {
		var p dataset.Problems
		list, places := dataset.ReadFile(fstest.MapFS{}, "f", &p, old, id, nil)
		if _, read := places.Of("old-2001"); len(list) != 1 || read || p.Len() != 0 {
			t.Errorf("%d records, one read: %v, %v", len(list), read, p.Err())
		}
		list[0].Title = "changed"
		if old[0].Title != "old" {
			t.Error("the list is the caller's own slice")
		}
	})
	t.Run("a folder", func(t *testing.T) {
		var p dataset.Problems
		dataset.ReadFile(fstest.MapFS{"f/g": {}}, "f", &p, old, id, nil)
		if p.Len() != 1 {
			t.Errorf("problems: %v, want one", p.Err())
		}
	})
}
