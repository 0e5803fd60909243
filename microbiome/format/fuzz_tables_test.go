package format_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/microbiome"
	"github.com/gutmuscle/gutmuscle/microbiome/format"
)

// rowsAndColumns counts the rows below the names of the columns, and the columns,
// as plainly as can be.
func rowsAndColumns(text string) (rows, columns int, names []string) {
	lines := strings.Split(strings.TrimSuffix(strings.TrimPrefix(text, "\xef\xbb\xbf"), "\n"), "\n")
	for len(lines) > 0 && strings.HasPrefix(lines[0], "#") && !strings.Contains(lines[0], "\t") {
		lines = lines[1:]
	}
	names = strings.Split(strings.TrimRight(lines[0], "\r"), "\t")
	return len(lines) - 1, len(names), names
}

// fuzzTables checks that any text is read or refused with problems that have a
// reason, and calls check for what is read of text that is not compressed.
func fuzzTables(f *testing.F, as format.Format, check func(t *testing.T, text string, table *microbiome.Table)) {
	for _, tt := range goodTables {
		f.Add(tt.text, uint8(tt.options.Unit))
	}
	for _, text := range []string{"", "\t\n", "#\ta\nx\t1\n", "a\tb\nx\t0\n\r", "#SampleID\tMetaphlan2_Analysis\n", "a\tb\nx\t1e999\ny\t\n", "\xff\xfea"} {
		f.Add(text, uint8(1))
	}
	f.Add(zipped(f, "#OTU ID\ta\nx\t1\n"), uint8(0))
	f.Fuzz(func(t *testing.T, text string, unit uint8) {
		table, err := format.Read(strings.NewReader(text), format.Options{File: "f", Format: as, Unit: microbiome.Unit(unit % 6)})
		if err != nil {
			for _, problem := range dataset.All(err) {
				var placed *dataset.Error
				if !errors.As(problem, &placed) || placed.Err.Error() == "" || placed.File != "f" {
					t.Errorf("%q: problem %#v", text, problem)
				}
			}
			return
		}
		for s := range table.NumSamples() {
			for _, v := range table.Abundances(s) {
				if !(v > 0) {
					t.Errorf("%q: %v in sample %d", text, v, s)
				}
			}
		}
		if !strings.HasPrefix(text, "\x1f\x8b") {
			check(t, text, table)
		}
	})
}

func FuzzMetaPhlAn(f *testing.F) {
	fuzzTables(f, format.MetaPhlAn, func(t *testing.T, text string, table *microbiome.Table) {
		text = strings.TrimPrefix(text, "\xef\xbb\xbf")
		rows := 0
		for line := range strings.Lines(text) {
			if !strings.HasPrefix(line, "#") {
				rows++
			}
		}
		if n := table.NumFeatures(); n != rows && n != rows-1 { // the names of the columns need no #
			t.Errorf("%q: %d rows of %d", text, n, rows)
		}
	})
}

func FuzzHUMAnN(f *testing.F) {
	fuzzTables(f, format.HUMAnN, func(t *testing.T, text string, table *microbiome.Table) {
		rows, columns, names := rowsAndColumns(text)
		for _, name := range names[1:] {
			if strings.EqualFold(strings.TrimSpace(name), "description") || strings.HasPrefix(strings.TrimSpace(name), "KEGG_") {
				columns--
				break
			}
		}
		if table.NumFeatures() != rows || table.NumSamples() != columns-1 {
			t.Errorf("%q: %d rows, %d samples; want %d, %d", text, table.NumFeatures(), table.NumSamples(), rows, columns-1)
		}
	})
}

func FuzzLineageTable(f *testing.F) {
	fuzzTables(f, format.LineageTable, func(t *testing.T, text string, table *microbiome.Table) {
		rows, columns, names := rowsAndColumns(text)
		switch strings.ToLower(strings.TrimSpace(names[columns-1])) {
		case "taxonomy", "consensus lineage", "consensuslineage", "taxon", "lineage":
			columns--
		}
		if table.NumFeatures() != rows || table.NumSamples() != columns-1 {
			t.Errorf("%q: %d rows, %d samples; want %d, %d", text, table.NumFeatures(), table.NumSamples(), rows, columns-1)
		}
	})
}

func FuzzWideTable(f *testing.F) {
	fuzzTables(f, format.WideTable, func(t *testing.T, text string, table *microbiome.Table) {
		text = strings.TrimPrefix(text, "\xef\xbb\xbf")
		lines := strings.Count(strings.TrimSuffix(text, "\n"), "\n")
		first, _, _ := strings.Cut(text, "\n")
		if columns := strings.Count(first, "\t"); table.NumFeatures() != columns || table.NumSamples() != lines {
			t.Errorf("%q: %d columns, %d samples; want %d, %d", text, table.NumFeatures(), table.NumSamples(), columns, lines)
		}
	})
}

// FuzzTables checks that any text is detected and read, or refused.
func FuzzTables(f *testing.F) {
	fuzzTables(f, format.NotSaid, func(*testing.T, string, *microbiome.Table) {})
}
