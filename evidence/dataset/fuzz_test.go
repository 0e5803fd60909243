package dataset_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
)

var documents = []string{
	`{}`, `null`, `[]`, `{"id":"a","grams":1.5,"pieces":2,"fresh":true}`, `{"on":"2026-11-23","level":"animal"}`,
	`{"parts":[{"name":"a","parts":[{"name":"b"}]}],"tags":["\ud83e\udd66","\\\""],"days":["2026-11-23"]}`,
	`{"energy":{"kJ":1e2,"":-0},"main":{"name":"x"},"share":null,"range":[0,1],"raw":{"a":[1,{"b":null}]}}`,
	`{"id":"a","id":"b"}`, `{"ID":"a"}`, `{"grams":1e999}`, `{"pieces":1e3}`, `{"range":[1]}`, " {\n} ", `{"id":"\u0000"}`,
	`{"a":"\"","b":["]}"]}`, "{\"id\":\"\xff\"}", `{"raw":01}`, `{"energy":{"a":1,"a":2}}`, `{"main":null}`, `{"days":[""]}`,
	`{"grams":1e+5}`, `{"grams":1E-2}`, `{"grams":1.}`, `{"pieces":1_0}`, `{"grams":0x10}`, `{"share":nul}`, `{"fresh":tru}`, `{"level":"ani`, `{"raw":[}`,
}

// strict is what encoding/json makes of a document when it is as strict as it
// can be.
func strict(data []byte, v any) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		return err
	}
	if _, err := d.Token(); err != io.EOF {
		return errors.New("more than one document")
	}
	return nil
}

// FuzzUnmarshal compares with encoding/json: what that refuses is refused, and
// what both take comes out equal.
func FuzzUnmarshal(f *testing.F) {
	for _, s := range documents {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var got, want meal
		err, wantErr := dataset.Unmarshal(data, &got), strict(data, &want)
		switch {
		case err == nil && wantErr != nil:
			t.Fatalf("%q is taken; encoding/json says %v", data, wantErr)
		case err != nil:
			for _, e := range dataset.All(err) {
				var problem *dataset.Error
				if !errors.As(e, &problem) || problem.Err.Error() == "" {
					t.Errorf("%q: problem %#v has no reason", data, e)
				}
			}
			return
		}
		if diff := cmp.Diff(want, got, asValues); diff != "" {
			t.Errorf("%q (-encoding/json +got)\n%s", data, diff)
		}
	})
}

// FuzzReadLines checks that any input at all is read to its end or refused, and
// that each line is a record or a problem.
func FuzzReadLines(f *testing.F) {
	f.Add([]byte(strings.Join(documents, "\n")))
	f.Add([]byte(strings.Join(documents, "\r\n") + "\r\n\r\n"))
	f.Add(zipped(documents[3] + "\n"))
	f.Add([]byte("\x1f\x8b\x08\x00"))
	f.Add([]byte("\xef\xbb\xbf{}\n{}"))
	f.Add([]byte("\xff\xfe{\x00}\x00"))
	f.Add([]byte("{}\n\x00\n{}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		var p dataset.Problems
		seen := map[int]bool{}
		dataset.ReadLines(bytes.NewReader(data), "f", &p, func(at dataset.Place, m *meal) {
			if at.File != "f" || at.Line < 1 || m == nil || seen[at.Line] {
				t.Errorf("a record at %+v", at)
			}
			seen[at.Line] = true
		})
		bad := map[int]bool{}
		for _, e := range dataset.All(p.Err()) {
			var problem *dataset.Error
			if !errors.As(e, &problem) || problem.File != "f" || seen[problem.Line] {
				t.Errorf("problem %v", e)
				continue
			}
			bad[problem.Line] = true
		}
		last := 0
		for n := range bad {
			last = max(last, n)
		}
		for n := range seen {
			last = max(last, n)
		}
		for n := 1; n <= last; n++ {
			if !seen[n] && !bad[n] {
				t.Errorf("%q: line %d is neither a record nor a problem", data, n)
			}
		}
	})
}
