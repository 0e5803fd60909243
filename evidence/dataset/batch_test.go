package dataset_test

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
)

// dish is a meal that can be read from a file.
type dish meal

func (d *dish) Validate() error {
	if d.Pieces < 0 {
		return errors.New("pieces: negative")
	}
	return nil
}

// TestReadFileIsReadLines compares files that several goroutines read, in parts,
// with their lines read one after the other.
func TestReadFileIsReadLines(t *testing.T) {
	long := strings.Repeat("x", 40_000)
	lines := []string{`{"id":"%d"}`, `{"id":"%d","grams":1.5,"parts":[{"name":"a"}]}`, `{"id":"%d","tags":["` + long + `"]}`, ` { "id" : "%d" } `,
		`{"id":"%d","grams":"2","pieces":null}`, `{"id":"%d","pieces":-1}`, `{"id":"%d","gram":1}`, `{"id":"%d"`, `{"id":"%d","id":"b"}`,
		"", " ", "\t", `["%d"]`, "%d", `{"id":"%d","tags":["a` + "\t" + `"]}`}
	r := rand.New(rand.NewPCG(1, 2))
	for trial := range 40 {
		var in strings.Builder
		for i := range r.IntN(1200) {
			line := lines[r.IntN(len(lines))]
			if strings.Contains(line, "%d") {
				line = fmt.Sprintf(line, 10_000+i)
			}
			if trial%4 == 0 && r.IntN(500) == 0 {
				line = "\xff"
			}
			in.WriteString(line + []string{"\n", "\n", "\r\n"}[r.IntN(3)])
		}
		if trial%2 == 0 {
			in.WriteString(`{"id":"99999"}`)
		}
		var want []dish
		var problems dataset.Problems
		dataset.ReadLines(strings.NewReader(in.String()), "f", &problems, func(at dataset.Place, d *dish) {
			if err := d.Validate(); err != nil {
				problems.Add(at.Record(d.ID), err)
			}
			want = append(want, *d)
		})
		id := func(d *dish) string { return d.ID }
		for name, fsys := range map[string]fs.FS{"bytes": fstest.MapFS{"f": {Data: []byte(in.String())}}, "text": dataset.TextFS{"f": in.String()},
			"gzip": fstest.MapFS{"f": {Data: zipped(in.String())}}} {
			var p dataset.Problems
			got, places := dataset.ReadFile(fsys, "f", &p, nil, id, nil)
			if diff := cmp.Diff(want, got, asValues, cmpopts.IgnoreUnexported(dish{}), cmpopts.EquateEmpty()); diff != "" {
				t.Fatalf("trial %d, %s: records (-lines +file)\n%.2000s", trial, name, diff)
			}
			if diff := cmp.Diff(fmt.Sprint(problems.Err()), fmt.Sprint(p.Err())); diff != "" {
				t.Fatalf("trial %d, %s: problems (-lines +file)\n%.2000s", trial, name, diff)
			}
			all := strings.Split(in.String(), "\n")
			for i := range got {
				if at, ok := places.Of(got[i].ID); !ok || at.Rec != got[i].ID || !strings.Contains(all[at.Line-1], got[i].ID) {
					t.Fatalf("trial %d: %s at %+v", trial, got[i].ID, at)
				}
			}
		}
	}
}

func TestTextFS(t *testing.T) {
	const line = `{"id":"a","grams":2}`
	fsys := dataset.TextFS{"a.jsonl": line, "b.jsonl": "\xef\xbb\xbf" + line + "\n", "c.txt": string(zipped(line)), "d": "\xff\xfe{"}
	for name, want := range map[string]string{"a.jsonl": "", "b.jsonl": "", "c.txt": "", "d": "d: UTF-16 text; want UTF-8"} {
		var p dataset.Problems
		got, _ := dataset.ReadFile(fsys, name, &p, nil, func(d *dish) string { return d.ID }, nil)
		if text := strings.Join(lines(p.Err()), " "); text != want || want == "" && (len(got) != 1 || got[0].Grams != 2) {
			t.Errorf("%s: %v, %q", name, got, text)
		}
	}
	names, err := fs.Glob(fsys, "*.jsonl")
	if diff := cmp.Diff([]string{"a.jsonl", "b.jsonl"}, names); diff != "" || err != nil {
		t.Errorf("%v %s", err, diff)
	}
	if _, err := fsys.Glob("["); err == nil {
		t.Error("a pattern that is none")
	}
	if text, err := fs.ReadFile(fsys, "a.jsonl"); string(text) != line || err != nil {
		t.Errorf("%q, %v", text, err)
	}
	if _, err := fsys.Open("e"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%v", err)
	}
}

// TestFileThatBreaksOff checks that the whole lines before the break are read,
// and that the place of the break is told.
func TestFileThatBreaksOff(t *testing.T) {
	whole := zipped(strings.Repeat(`{"id":"a"}`+"\n", 3) + strings.Repeat(`{"id":"b","tags":["`+strings.Repeat("qwertz", 100)+`"]}`+"\n", 2000))
	var p dataset.Problems
	got, _ := dataset.ReadFile(fstest.MapFS{"f": {Data: whole[:len(whole)-20]}}, "f", &p, nil, func(d *dish) string { return d.ID }, nil)
	text := lines(p.Err())
	if last := text[len(text)-1]; len(got) != 2 || !strings.HasSuffix(last, "unexpected EOF") {
		t.Errorf("%d records, %q", len(got), last)
	}
}

// TestBlankLinesTakeNoMemory checks that a file of nothing but line ends is told
// of line by line and makes no records.
func TestBlankLinesTakeNoMemory(t *testing.T) {
	const n = 1 << 18
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	var p dataset.Problems
	dataset.ReadLines(strings.NewReader(strings.Repeat("\n", n)), "f", &p, func(dataset.Place, *meal) { t.Fatal("a record") })
	runtime.ReadMemStats(&after)
	if p.Len() != n {
		t.Errorf("%d problems, want %d", p.Len(), n)
	}
	if perLine := (after.TotalAlloc - before.TotalAlloc) / n; perLine > 500 {
		t.Errorf("%d bytes for each empty line", perLine)
	}
}

// inner hands a part of its text to the decoder as it stands.
type inner struct {
	text string
	n    int
}

func (i *inner) UnmarshalStrict(d *dataset.Decoder) { d.Decode([]byte(i.text), "n", &i.n) }

// TestDecodeReportsBrokenText checks that what a type hands to a Decoder is read
// to its end.
func TestDecodeReportsBrokenText(t *testing.T) {
	for text, want := range map[string]string{
		"1": "", " 1 ": "", "{": "n: not JSON: unexpected end of JSON input (at byte 1)", "": "n: not JSON: unexpected end of JSON input (at byte 0)",
		"1 2": "n: not JSON: invalid character '2' after top-level value (at byte 3)", `"x"`: `n: got text "x"; want a whole number`,
	} {
		v := struct {
			Inner inner `json:"inner"`
		}{inner{text: text}}
		got := ""
		if err := dataset.Unmarshal([]byte(`{"inner":0}`), &v); err != nil {
			got = strings.TrimPrefix(err.Error(), "inner.")
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// TestNames checks that names from the input cannot pass for anything else in a
// message.
func TestNames(t *testing.T) {
	for name, want := range map[string]string{
		`e\n`:                     `"e\n": field: unknown "e\n"`,
		`[0]`:                     `"[0]": field: unknown "[0]"`,
		``:                        `"": field: unknown ""`,
		`a.b`:                     `"a.b": field: unknown "a.b"`,
		strings.Repeat("x", 1000): `"` + strings.Repeat("x", 60) + `"… (1000 bytes): field: unknown "` + strings.Repeat("x", 60) + `"… (1000 bytes)`,
	} {
		err := dataset.Unmarshal([]byte(`{"`+name+`":1}`), new(meal))
		if err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", name, err, want)
		}
	}
	err := dataset.Unmarshal([]byte(`{"energy":{"":"x"}}`), new(meal))
	if want := `energy."": got text "x"; want a number`; err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
}

func TestMembers(t *testing.T) {
	for in, want := range map[string]string{
		`{"a":1,"b":[2, 3],"c":{"d":"e"}}`: `a=1 b=[2, 3] c={"d":"e"} `, `{}`: "", ``: "", `[1]`: "", `{"a":1,"b"`: "a=1 ", `{"a":tru}`: "", `{"\u0061":1}`: "a=1 ",
	} {
		got := ""
		for name, value := range dataset.Members([]byte(in)) {
			got += name + "=" + string(value) + " "
		}
		if got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
	if _, err := dataset.Number(nil); err == nil {
		t.Error("nothing is a number")
	}
}
