package hdf5

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Values that all point to one long text could otherwise make readers that copy
// them take any memory.
func TestTextsThatManyValuesPointTo(t *testing.T) {
	text := strings.Repeat("x", 100)
	f := &File{size: 200, addrLen: 8, sizeLen: 8, heaps: map[uint64]*heap{64: {text, map[uint64][2]int{1: {0, 100}}}}}
	pointer := []byte{100, 0, 0, 0, 64, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0}
	for n, want := range map[int]string{8: "", 9: "texts of more than 800 bytes in a file of 200"} {
		v := Values{f: f, t: datatype{class: varText, size: len(pointer)}, raw: bytes.Repeat(pointer, n)}
		got, err := v.Texts()
		if want == "" {
			require.NoError(t, err)
			require.Equal(t, text, got[n-1])
		} else {
			require.ErrorContains(t, err, want)
		}
	}
}
