//go:build !race

package dataset_test

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
)

// The race detector makes seconds of these 64 MB.
func TestReadJSONStopsAtItsLimit(t *testing.T) {
	megabyte := strings.Repeat(" ", 1<<20)
	var parts []io.Reader
	for range dataset.MaxFile >> 20 {
		parts = append(parts, strings.NewReader(megabyte))
	}
	parts = append(parts, strings.NewReader("{}"), iotest.ErrReader(errors.New("read on")))
	var p dataset.Problems
	var m meal
	ok := dataset.ReadJSON(io.MultiReader(parts...), "f.json", &m, &p)
	if diff := cmp.Diff([]string{"f.json: more than 67108864 bytes"}, lines(p.Err())); diff != "" || ok {
		t.Errorf("ok = %v, problems (-want +got)\n%s", ok, diff)
	}
}
