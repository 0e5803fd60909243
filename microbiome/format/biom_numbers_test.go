package format

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/microbiome"
)

// TestBIOMMemory checks that no memory is taken for what a file claims.
func TestBIOMMemory(t *testing.T) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for _, data := range []string{"[[0,4294967295,1]]", "[[2000000000,0,1]]", "[" + strings.Repeat("[],", 300) + "[]]"} {
		_, err := Read(strings.NewReader(object(map[string]string{"shape": "[2000000000,2000000000]", "data": data})), Options{})
		require.Error(t, err)
	}
	runtime.ReadMemStats(&after)
	require.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(8<<20))
}

// TestNumbers checks numbers against the standard library, whose rounding is
// right.
func TestNumbers(t *testing.T) {
	for _, text := range []string{"0", "1", "7.25", "0.1", "123456789012345", "1234567890123456", "12345678901234567", "0.30000000000000004",
		"99999.99999", "1e22", "1e23", "4.35", "0.000001", "123456.789012", "9007199254740993", "5e-324", "1.7976931348623157e308", "100.0"} {
		s := scanner{r: strings.NewReader(text + ",")}
		got, err := s.number()
		require.NoError(t, err)
		var want float64
		fmt.Sscan(text, &want)
		require.Equal(t, math.Float64bits(want), math.Float64bits(got), text)
		require.Equal(t, byte(','), s.peek())
	}
}

func FuzzBIOM(f *testing.F) {
	f.Add([]byte(object(nil)))
	f.Add([]byte(object(map[string]string{"matrix_type": `"dense"`, "data": `[[1,0,3],[0,0,5]]`})))
	f.Add([]byte(object(map[string]string{"matrix_type": "", "data": `[[1,0,3e-1],[0,0,5.25]]`})))
	f.Add([]byte(object(map[string]string{"rows": `[{"id":"K00001|g__A"},{"id":"UNMAPPED"}]`})))
	f.Fuzz(func(t *testing.T, text []byte) {
		table, err := Read(bytes.NewReader(text), Options{Format: BIOM, Unit: microbiome.Counts})
		again, errAgain := Read(&slow{text}, Options{Format: BIOM, Unit: microbiome.Counts})
		if fmt.Sprint(err) != fmt.Sprint(errAgain) {
			t.Fatalf("%v, and %v when it comes slowly", err, errAgain)
		}
		if err != nil {
			return
		}
		if got, want := table.NumFeatures()+table.NumSamples(), bytes.Count(text, []byte(`"`))/4; got > want+bytes.Count(text, []byte(`\`)) {
			t.Fatalf("%d rows and samples, of which no more than %d can be named", got, want)
		}
		if d := cmp.Diff(matrixOf(table), matrixOf(again)); d != "" && table.NumFeatures()*table.NumSamples() < 1000 {
			t.Fatal(d)
		}
	})
}

// slow gives a byte at a time.
type slow struct{ text []byte }

func (s *slow) Read(b []byte) (int, error) {
	if len(s.text) == 0 {
		return 0, io.EOF
	}
	b[0], s.text = s.text[0], s.text[1:]
	return 1, nil
}

// BenchmarkBIOM reads a table of 1,500 taxa in 5,000 samples with 1.4 million
// values.
func BenchmarkBIOM(b *testing.B) {
	var text bytes.Buffer
	text.WriteString(`{"matrix_type":"sparse","shape":[1500,5000],"data":[[0,0,1]`)
	for row := range 1500 {
		for column := row%5 + 1; column < 5000; column += 5 {
			fmt.Fprintf(&text, ",[%d,%d,%d.0]", row, column, 1+row*column%977)
		}
	}
	for _, axis := range []struct {
		name string
		n    int
	}{{"rows", 1500}, {"columns", 5000}} {
		fmt.Fprintf(&text, `],"%s":[{"id":"%s0"}`, axis.name, axis.name)
		for i := 1; i < axis.n; i++ {
			fmt.Fprintf(&text, `,{"id":"%s%d","metadata":null}`, axis.name, i)
		}
	}
	text.WriteString("]}")
	b.SetBytes(int64(text.Len()))
	for b.Loop() {
		if _, err := Read(bytes.NewReader(text.Bytes()), Options{Format: BIOM}); err != nil {
			b.Fatal(err)
		}
	}
}
