package dataset_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
)

// readAll returns the records and problems of a file in words.
func readAll(in string, line int) (records, problems []string) {
	var p dataset.Problems
	dataset.ReadLines(strings.NewReader(in), "f", &p, func(at dataset.Place, m *meal) {
		at.Line += line
		records = append(records, fmt.Sprintf("%+v %s %v %d", at, m.ID, m.Grams, len(m.Parts)))
	})
	for _, err := range dataset.All(p.Err()) {
		var e *dataset.Error
		if errors.As(err, &e) {
			e.Line += line
		}
		problems = append(problems, err.Error())
	}
	return records, problems
}

// TestBatchesAreAsOneLine compares files of many batches with their lines read
// one by one.
func TestBatchesAreAsOneLine(t *testing.T) {
	var pool []string
	for _, d := range documents {
		if strings.ToValidUTF8(d, "") == d && !strings.ContainsAny(d, "\n\x00") {
			pool = append(pool, d)
		}
	}
	long := func(n int) string { return `{"id":"` + strings.Repeat("x", n) + `"}` }
	pool = append(pool, long(40_000), long(32<<10-9), long(32<<10-10), "", " ", "\t", `{"id":"a`+"\t"+`b"}`, `{"id":"q","grams":"2","pieces":null}`, `{"key":"k","id":1}`)
	r := rand.New(rand.NewPCG(1, 2))
	for trial := range 30 {
		lines := make([]string, r.IntN(1500))
		for i := range lines {
			lines[i] = pool[r.IntN(len(pool))] + []string{"", "", "\r"}[r.IntN(3)] + "\n"
		}
		records, problems := readAll(strings.Join(lines, ""), 0)
		var wantRecords, wantProblems []string
		for i, l := range lines {
			rec, prob := readAll(l, i)
			wantRecords, wantProblems = append(wantRecords, rec...), append(wantProblems, prob...)
		}
		if diff := cmp.Diff(wantRecords, records); diff != "" {
			t.Fatalf("trial %d: records (-alone +together)\n%.2000s", trial, diff)
		}
		if diff := cmp.Diff(wantProblems, problems); diff != "" {
			t.Fatalf("trial %d: problems (-alone +together)\n%.2000s", trial, diff)
		}
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
