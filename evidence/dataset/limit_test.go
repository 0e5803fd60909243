//go:build !race

package dataset_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

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

// What was made to unpack to much more than it is ends before it fills memory.
func TestGzipStopsAtItsLimit(t *testing.T) {
	var bomb bytes.Buffer
	z := gzip.NewWriter(&bomb)
	megabyte := bytes.Repeat([]byte(" "), 1<<20)
	for range 200 {
		z.Write(megabyte)
	}
	z.Close()
	small := bomb.Len()
	text, err := dataset.Open(&bomb)
	require.NoError(t, err)
	n, err := io.Copy(io.Discard, text)
	require.ErrorContains(t, err, "gzip: more than ")
	if most := int64(128<<20 + 200*small); n > most {
		t.Errorf("%d bytes came of %d; want at most %d", n, small, most)
	}
}

func TestGzipWithinGzip(t *testing.T) {
	_, err := dataset.Open(bytes.NewReader(zipped(string(zipped("text")))))
	require.ErrorContains(t, err, "gzip within gzip")
}
