package format_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"runtime"
	"strconv"
	"sync"
	"testing"

	"github.com/gutmuscle/gutmuscle/microbiome/format"
)

// mergedProfiles makes a merged profile of MetaPhlAn: 708 clades above species
// and 1,500 species, of which 19 of 100 cells are not zero.
func mergedProfiles(samples int) []byte {
	const genera, families = 500, 200
	r := rand.New(rand.NewPCG(1, 2))
	var b bytes.Buffer
	b.WriteString("#mpa_vJun23_CHOCOPhlAnSGB_202307\nclade_name")
	for i := range samples {
		fmt.Fprintf(&b, "\tsample%d", i+1)
	}
	b.WriteByte('\n')
	rows := make([][]float64, 0, 2208) // the lowest rank first
	var labels []string
	add := func(label string, in int) {
		labels = append(labels, label)
		row := make([]float64, samples)
		rows = append(rows, row)
		_ = in
	}
	phyla := 7
	above := func(family int) string {
		return fmt.Sprintf("k__Bacteria|p__Phylum%d|c__Class%d|o__Order%d|f__Family%d", family%phyla, family%phyla, family%phyla, family)
	}
	add("k__Bacteria", -1)
	for i := range phyla {
		add(fmt.Sprintf("k__Bacteria|p__Phylum%d", i), 0)
	}
	for i := range families {
		add(above(i), 0)
	}
	for i := range genera {
		add(above(i%families)+fmt.Sprintf("|g__Genus%d", i), 0)
	}
	for i := range 1500 {
		genus := i % genera
		add(above(genus%families)+fmt.Sprintf("|g__Genus%d|s__Species_%d", genus, i), 0)
	}
	first := 1 + phyla + families + genera
	for s := range samples {
		total := 0.0
		for i := range 1500 {
			if r.IntN(1000) < 105 {
				v := float64(1 + r.IntN(100000))
				rows[first+i][s] = v
				total += v
			}
		}
		for i := range 1500 {
			v := float64(int(rows[first+i][s]/total*1e7)) / 1e5
			rows[first+i][s] = v
			genus := i % genera
			family := genus % families
			for _, row := range []int{0, 1 + family%phyla, 1 + phyla + family, 1 + phyla + families + genus} {
				rows[row][s] += v
			}
		}
	}
	for i, row := range rows {
		b.WriteString(labels[i])
		for _, v := range row {
			b.WriteByte('\t')
			if v == 0 {
				b.WriteString("0.0")
			} else {
				b.Write(strconv.AppendFloat(b.AvailableBuffer(), v, 'f', 5, 64))
			}
		}
		b.WriteByte('\n')
	}
	return b.Bytes()
}

var bigMerged = sync.OnceValue(func() []byte { return mergedProfiles(5000) })

func benchmarkRead(b *testing.B, text []byte, rows, samples int) {
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		table, err := format.Read(bytes.NewReader(text), format.Options{})
		if err != nil {
			b.Fatal(err)
		}
		if table.NumFeatures() != rows || table.NumSamples() != samples {
			b.Fatal(table.NumFeatures(), table.NumSamples())
		}
	}
}

func BenchmarkMetaPhlAnMerged(b *testing.B) {
	benchmarkRead(b, bigMerged(), 2208, 5000)
}

// BenchmarkWideTable reads fractions with 17 digits, 19 of 100 not zero.
func BenchmarkWideTable(b *testing.B) {
	const taxa, samples = 1500, 1000
	r := rand.New(rand.NewPCG(1, 2))
	var text bytes.Buffer
	text.WriteString("Sample")
	for i := range taxa {
		fmt.Fprintf(&text, "\tTaxon %d", i)
	}
	for i := range samples {
		values := make([]float64, taxa)
		sum := 0.0
		for k := range values {
			if r.IntN(100) < 19 {
				values[k] = r.ExpFloat64()
				sum += values[k]
			}
		}
		fmt.Fprintf(&text, "\nsample%d", i)
		for _, v := range values {
			fmt.Fprintf(&text, "\t%v", v/sum)
		}
	}
	benchmarkRead(b, text.Bytes(), taxa, samples)
}

// TestBigProfile checks the sums of a merged profile of many blocks, and that
// reading it holds little more than the table.
func TestBigProfile(t *testing.T) {
	const samples = 400
	text := mergedProfiles(samples)
	want := make([]float64, samples)
	for i, line := range bytes.Split(text, []byte("\n")) {
		if i < 2 || len(line) == 0 {
			continue
		}
		for k, cell := range bytes.Split(line, []byte("\t"))[1:] {
			v, err := strconv.ParseFloat(string(cell), 64)
			if err != nil {
				t.Fatal(err)
			}
			want[k] += v
		}
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	table, err := format.Read(bytes.NewReader(text), format.Options{})
	runtime.ReadMemStats(&after)
	if err != nil {
		t.Fatal(err)
	}
	if n := after.TotalAlloc - before.TotalAlloc; n > 6*uint64(len(text)) {
		t.Errorf("%d MiB for a text of %d MiB", n>>20, len(text)>>20)
	}
	for s := range samples {
		got := 0.0
		for _, v := range table.Abundances(s) {
			got += v
		}
		if got != want[s] {
			t.Errorf("sample %d adds up to %v; want %v", s, got, want[s])
		}
	}
}
