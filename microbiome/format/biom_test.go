package format

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/microbiome"
)

// TestBIOMSamples reads real files. The numbers were worked out with
// biom-format 2.1.12, and those of test.json.gz, which it cannot read, by hand.
func TestBIOMSamples(t *testing.T) {
	folder := os.Getenv("GUTMUSCLE_SAMPLES")
	if folder == "" {
		t.Skip("GUTMUSCLE_SAMPLES does not name the folder of sample files")
	}
	const hdf5 = "BIOM 2, which is HDF5: read it with module github.com/gutmuscle/gutmuscle/microbiome/biomhdf5"
	for _, test := range []struct {
		file           string
		rows, samples  int
		cells          int
		sum            float64
		row, sample    string // of a known cell
		value          float64
		lineage, error string // of that row; of a file that is refused
	}{
		{file: "biom/min_sparse_otu_table.biom", rows: 5, samples: 6, cells: 15, sum: 27, row: "GG_OTU_3", sample: "Sample4", value: 4},
		{file: "biom/rich_sparse_otu_table.biom", rows: 5, samples: 6, cells: 15, sum: 27, row: "GG_OTU_3", sample: "Sample4", value: 4,
			lineage: "domain Archaea, phylum Euryarchaeota, class Methanomicrobia, order Methanosarcinales, family Methanosarcinaceae, genus Methanosarcina"},
		{file: "biom/test.json.gz", rows: 5, samples: 6, cells: 15, sum: 27, row: "GG_OTU_4", sample: "Sample1", value: 2,
			lineage: "domain Bacteria, phylum Firmicutes, class Clostridia, order Halanaerobiales, family Halanaerobiaceae, genus Halanaerobium, species Halanaerobiumsaccharolyticum"},
		{file: "biom/json_obs_collapsed.biom", rows: 4, samples: 6, cells: 14, sum: 27, row: "p__Cyanobacteria", sample: "Sample1", value: 5,
			lineage: "domain Bacteria, phylum Cyanobacteria"},
		{file: "biom/json_sample_collapsed.biom", rows: 5, samples: 2, cells: 8, sum: 27, row: "GG_OTU_3", sample: "gut", value: 1},
		{file: "biom/1000x1000x0.010_bench.biom.gz", rows: 1000, samples: 1000, cells: 9984, sum: 9984, row: "499", sample: "497", value: 1},
		{file: "biom/otutable.biom", rows: 4131, samples: 233, cells: 52318, sum: 901727, row: "233253", sample: "100062.518413", value: 1},
		{file: "biom/Aggregated_humanization2.biom", rows: 151, samples: 27, cells: 1534, sum: 485932, row: "17264762", sample: "A14", value: 23,
			lineage: "domain Bacteria, phylum Firmicutes, class Clostridia, order Clostridiales, family Ruminococcaceae, genus Faecalibacterium"},
		{file: "qiime2/feature-table_v100.biom", rows: 14, samples: 9, cells: 30, sum: 200, row: "None3", sample: "p2", value: 1, lineage: "domain Bacteria"},

		{file: "biom/no-contents.biom", error: "nothing in it"},
		{file: "biom/10000x10000x0.001_bench_hdf5.biom.gz", error: hdf5},
		{file: "biom/1000x1000x0.010_bench_hdf5.biom.gz", error: hdf5},
		{file: "biom/edgecase_issue_952.biom", error: hdf5},
		{file: "biom/empty.biom", error: hdf5},
		{file: "biom/less_ranks.biom", error: hdf5},
		{file: "biom/min_sparse_otu_table_hdf5.biom", error: hdf5},
		{file: "biom/more_ranks.biom", error: hdf5},
		{file: "biom/rich_sparse_otu_table_hdf5.biom", error: hdf5},
		{file: "biom/rich_sparse_otu_table_hdf5_group_metadata.biom", error: hdf5},
		{file: "biom/simple.biom", error: hdf5},
		{file: "biom/taxpasta_no_type.biom", error: hdf5},
		{file: "humann/demo_genefamilies.biom", error: hdf5},
		{file: "humann/multi_sample_genefamilies.biom", error: hdf5},
		{file: "qiime2/feature-table_v210.biom", error: hdf5},
		{file: "qiime2/feature-table-with-taxonomy-metadata_v210.biom", error: hdf5},
		{file: "qiime2/table.qza", error: "FeatureTable[Frequency] of QIIME 2, which is HDF5"},
		{file: "qiime2/table-rownamesInSeq.qza", error: "FeatureTable[Frequency] of QIIME 2, which is HDF5"},
		{file: "qiime2/taxonomy.qza", error: "FeatureData[Taxonomy] of QIIME 2, which is no table"},
	} {
		t.Run(test.file, func(t *testing.T) {
			f, err := os.Open(filepath.Join(folder, "profiles", filepath.FromSlash(test.file)))
			require.NoError(t, err)
			defer f.Close()
			table, err := Read(f, Options{File: test.file})
			if test.error != "" {
				require.ErrorContains(t, err, test.error)
				return
			}
			require.NoError(t, err)
			require.Equal(t, microbiome.Taxa, table.Content())
			require.Equal(t, microbiome.Counts, table.Unit())
			require.Equal(t, []int{test.rows, test.samples}, []int{table.NumFeatures(), table.NumSamples()})
			cells, sum := 0, 0.0
			for i := range table.NumSamples() {
				for _, v := range table.Abundances(i) {
					cells, sum = cells+1, sum+v
				}
			}
			require.Equal(t, test.cells, cells)
			require.Equal(t, test.sum, sum)
			sample, ok := table.Sample(test.sample)
			require.True(t, ok)
			for i, f := range table.Features() {
				if f.Label == test.row {
					require.Equal(t, test.value, table.Abundance(sample, i))
					if test.lineage != "" {
						require.Equal(t, test.lineage, lineageText(f))
					}
					return
				}
			}
			t.Fatalf("no row %s", test.row)
		})
	}
}

// lineageText writes a lineage as rank and name.
func lineageText(f microbiome.Feature) string {
	var parts []string
	for _, l := range f.Lineage {
		parts = append(parts, l.Rank.String()+" "+l.Name)
	}
	return strings.Join(parts, ", ")
}

// object is a file in BIOM 1.0 with some fields changed; "" leaves one out.
func object(fields map[string]string) string {
	all := []string{"id", "format", "format_url", "type", "generated_by", "date", "matrix_type", "matrix_element_type", "shape", "rows", "columns", "data"}
	of := map[string]string{
		"id": `null`, "format": `"Biological Observation Matrix 1.0.0"`, "format_url": `"http://biom-format.org"`, "type": `"OTU table"`,
		"generated_by": `"BIOM-Format 2.1.5"`, "date": `"2026-11-01"`, "matrix_type": `"sparse"`, "matrix_element_type": `"int"`, "shape": `[2,3]`,
		"rows":    `[{"id":"a","metadata":null},{"id":"b","metadata":{"taxonomy":["k__Bacteria","g__Blautia","s__"]}}]`,
		"columns": `[{"id":"x","metadata":null},{"id":"y"},{"id":"z","metadata":{"site":"gut"}}]`,
		"data":    `[[0,0,1],[1,2,5],[0,2,3]]`,
	}
	for name, text := range fields {
		if of[name] == "" && !slices.Contains(all, name) {
			all = append(all, name)
		}
		of[name] = text
	}
	var parts []string
	for _, name := range all {
		if of[name] != "" {
			parts = append(parts, fmt.Sprintf("%q: %s", name, of[name]))
		}
	}
	return "{" + strings.Join(parts, ",\n") + "}"
}

// matrixOf returns the values of a table, a row in brackets.
func matrixOf(t *microbiome.Table) string {
	var rows []string
	for i := range t.NumFeatures() {
		var row []string
		for k := range t.NumSamples() {
			row = append(row, fmt.Sprint(t.Abundance(k, i)))
		}
		rows = append(rows, "["+strings.Join(row, " ")+"]")
	}
	return strings.Join(rows, "")
}

func TestBIOMReads(t *testing.T) {
	const want = "[1 0 3][0 0 5]"
	zipped := new(bytes.Buffer)
	z := gzip.NewWriter(zipped)
	z.Write([]byte(object(nil)))
	require.NoError(t, z.Close())
	for name, test := range map[string]struct{ text, want string }{
		"sparse":               {object(nil), want},
		"cells in any order":   {object(map[string]string{"data": `[[1,2,5],[0,2,3],[0,0,1]]`}), want},
		"zeros are not kept":   {object(map[string]string{"data": `[[0,0,1],[0,1,0],[1,0,-0.0],[1,2,5],[0,2,3]]`}), want},
		"dense":                {object(map[string]string{"matrix_type": `"dense"`, "data": `[[1,0,3],[0,0,5]]`}), want},
		"dense, not said":      {object(map[string]string{"matrix_type": "", "shape": "[2,2]", "columns": `[{"id":"x"},{"id":"y"}]`, "data": `[[1,2],[0,5]]`}), "[1 2][0 5]"},
		"sparse, not said":     {object(map[string]string{"matrix_type": "", "type": ""}), want},
		"no shape":             {object(map[string]string{"shape": "", "matrix_element_type": ""}), want},
		"type null":            {object(map[string]string{"type": "null"}), want},
		"numbers with a point": {object(map[string]string{"data": `[[0,0,1.0],[1.0,2,5e0],[0,2e0,0.3E+1]]`}), want},
		"byte order mark":      {"\xef\xbb\xbf" + object(nil), want},
		"CRLF":                 {strings.ReplaceAll(object(nil), "\n", "\r\n"), want},
		"gzip":                 {zipped.String(), want},
		"no cells":             {object(map[string]string{"data": "[]"}), "[0 0 0][0 0 0]"},
		"no rows":              {object(map[string]string{"data": "[]", "rows": "[]", "shape": "[0,3]"}), ""},
		"nothing in it":        {object(map[string]string{"data": "[]", "rows": "[]", "columns": "[]", "shape": "[0,0]"}), ""},
		"dense, no rows":       {object(map[string]string{"data": "[]", "rows": "[]", "shape": "[0,3]", "matrix_type": `"dense"`}), ""},
		"other fields":         {object(map[string]string{"more": `{"a":[1,{"b":"]}\""}]}`}), want},
	} {
		t.Run(name, func(t *testing.T) {
			table, err := Read(strings.NewReader(test.text), Options{})
			require.NoError(t, err)
			require.Equal(t, test.want, matrixOf(table))
		})
	}
}

func TestBIOMMeanings(t *testing.T) {
	read := func(o Options, fields map[string]string) *microbiome.Table {
		t.Helper()
		table, err := Read(strings.NewReader(object(fields)), o)
		require.NoError(t, err)
		return table
	}
	float := func(data string) map[string]string {
		return map[string]string{"matrix_element_type": `"float"`, "data": data}
	}
	require.Equal(t, microbiome.Fractions, read(Options{}, float("[[0,0,0.25],[1,0,0.5],[0,1,1]]")).Unit())
	require.Equal(t, microbiome.Percents, read(Options{}, float("[[0,0,25.5],[1,0,74.5],[0,1,100]]")).Unit())
	require.Equal(t, microbiome.PerMillion, read(Options{}, float("[[0,0,0.5],[1,0,999999.5]]")).Unit())
	require.Equal(t, microbiome.RPK, read(Options{Unit: microbiome.RPK}, float("[[0,0,1.5],[0,1,7.5]]")).Unit())
	require.Equal(t, microbiome.Counts, read(Options{}, float("[[0,0,1],[0,1,7]]")).Unit())
	for unit, data := range map[microbiome.Unit]string{microbiome.Percents: "[[0,0,0.25],[1,0,0.75]]", microbiome.Fractions: "[[0,0,25.5],[1,0,74.5]]"} {
		_, err := Read(strings.NewReader(object(float(data))), Options{Unit: unit})
		require.ErrorContains(t, err, "unit: the options say "+unit.String()+", but each sample adds up to")
	}

	ids := func(kind string, ids ...string) *microbiome.Table {
		t.Helper()
		return read(Options{}, map[string]string{"type": kind, "data": "[]", "shape": "", "rows": `[{"id":"` + strings.Join(ids, `"},{"id":"`) + `"}]`})
	}
	for _, test := range []struct {
		want microbiome.Content
		kind string
		ids  []string
	}{
		{microbiome.Orthologs, `"OTU table"`, []string{"K00001", "K00002: a gene", "K00002: a gene|g__X.s__Y", "UNGROUPED"}},
		{microbiome.Orthologs, `""`, []string{"ko:K00001"}},
		{microbiome.GeneFamilies, `"Table"`, []string{"UniRef90_A", "UniRef50_B", "UniRef50_B|unclassified", "UNMAPPED"}},
		{microbiome.GeneFamilies, `"Gene table"`, []string{"lacZ"}},
		{microbiome.GeneFamilies, `"Table"`, []string{"1.1.1.1", "UNGROUPED"}},
		{microbiome.Pathways, `"Table"`, []string{"PWY-1042: glycolysis", "UNINTEGRATED|g__X"}},
		{microbiome.Pathways, `"pathway table"`, []string{"some"}},
		{microbiome.Taxa, `"OTU table"`, []string{"K00001", "otu2"}},
		{microbiome.Taxa, `null`, []string{"otu1"}},
	} {
		require.Equal(t, test.want, ids(test.kind, test.ids...).Content(), "%v", test.ids)
	}
	want := microbiome.Feature{Label: "K00002: a gene|g__X.s__Y", Name: "K00002", Details: "a gene", Stratum: "g__X.s__Y"}
	require.Equal(t, want, ids(`"Ortholog table"`, want.Label).Feature(0))
	require.True(t, ids(`"Gene table"`, "UNMAPPED").Feature(0).Unassigned)
	require.Equal(t, microbiome.Feature{Label: "NCBI:txid562", NCBI: 562}, ids(`"Taxon table"`, "NCBI:txid562").Feature(0))
	require.Equal(t, "Blautia", ids(`"Taxon table"`, "Blautia").Feature(0).Name)
	require.Equal(t, "domain Bacteria, genus Blautia", lineageText(ids(`"OTU table"`, "k__Bacteria;g__Blautia;s__").Feature(0)))
	require.Empty(t, ids(`"OTU table"`, "denovo7").Feature(0).Name)

	names := `[{"id":"s1_Abundance-RPKs"},{"id":"s2_Abundance-RPKs"},{"id":"s3-RPKs"}]`
	require.Equal(t, microbiome.RPK, read(Options{}, map[string]string{"columns": names}).Unit())
	_, err := Read(strings.NewReader(object(map[string]string{"columns": names})), Options{Unit: microbiome.Counts})
	require.ErrorContains(t, err, "unit: the options say counts, but the file says rpk, and the numbers do not show who is right")
	require.Equal(t, "QIIME 1.9", read(Options{}, map[string]string{"generated_by": `"QIIME 1.9"`}).Origin().Pipeline)
	require.Empty(t, read(Options{}, nil).Origin().Pipeline)
	_, err = Read(strings.NewReader(object(map[string]string{"generated_by": `"QIIME 1.9"`})), Options{Origin: microbiome.Origin{Pipeline: "mothur"}})
	require.ErrorContains(t, err, `origin: the file says otherwise: pipeline: "mothur" and "QIIME 1.9"`)
}

func TestBIOMTaxonomies(t *testing.T) {
	for name, test := range map[string]struct{ metadata, want string }{
		"list":             {`{"taxonomy":["k__Bacteria","p__Bacillota","g__"]}`, "domain Bacteria, phylum Bacillota"},
		"text":             {`{"taxonomy":"k__Bacteria; p__Bacillota; g__"}`, "domain Bacteria, phylum Bacillota"},
		"text in a list":   {`{"Taxonomy":["k__Bacteria; p__Bacillota"]}`, "domain Bacteria, phylum Bacillota"},
		"in quotes":        {`{"taxonomy":["\"k__Bacteria","p__Bacillota\""]}`, "domain Bacteria, phylum Bacillota"},
		"null":             {`{"taxonomy":null}`, ""},
		"unassigned":       {`{"taxonomy":["Unassigned"]}`, "unassigned"},
		"no names":         {`{"taxonomy":"k__;p__"}`, "unassigned"},
		"no prefixes":      {`{"taxonomy":["a","b"]}`, "not-said a, not-said b"},
		"other metadata":   {`{"confidence":0.5}`, ""},
		"its own and more": {`{"taxonomy":["k__Archaea"],"x":{"taxonomy":["k__Bacteria"]}}`, "domain Archaea"},
	} {
		t.Run(name, func(t *testing.T) {
			table, err := Read(strings.NewReader(object(map[string]string{"rows": `[{"id":"a","metadata":` + test.metadata + `},{"id":"b"}]`})), Options{})
			require.NoError(t, err)
			f := table.Feature(0)
			got := lineageText(f)
			if f.Unassigned {
				got = "unassigned"
			}
			require.Equal(t, test.want, got)
		})
	}
	collapsed := `[{"id":"p__Bacillota","metadata":{"o1":{"taxonomy":["k__Bacteria","p__Bacillota","g__A"]},"o2":{"taxonomy":["k__Bacteria","p__Bacillota","g__B"]}}},
		{"id":"p__Odd","metadata":{"o3":{"taxonomy":["k__Bacteria","p__Odd"]},"o4":{"taxonomy":["k__Archaea","p__Odd"]}}}]`
	table, err := Read(strings.NewReader(object(map[string]string{"rows": collapsed})), Options{})
	require.NoError(t, err)
	require.Equal(t, "domain Bacteria, phylum Bacillota", lineageText(table.Feature(0)))
	require.Equal(t, "phylum Odd", lineageText(table.Feature(1)), "members that do not agree tell nothing")

	lineages := Lineages{"a": {{Rank: microbiome.Genus, Name: "Roseburia"}}}
	table, err = Read(strings.NewReader(object(nil)), Options{Lineages: lineages})
	require.NoError(t, err)
	require.Equal(t, []string{"genus Roseburia", "domain Bacteria, genus Blautia"}, []string{lineageText(table.Feature(0)), lineageText(table.Feature(1))})
	_, err = Read(strings.NewReader(object(nil)), Options{Lineages: Lineages{}})
	require.ErrorContains(t, err, "a: taxonomy: not among the lineages that were given")
}

// TestBIOMTableOfNoRows checks that samples whose numbers are not those of rows
// are problems, whatever the rows are.
func TestBIOMTableOfNoRows(t *testing.T) {
	for _, id := range []string{"x", "K00001"} {
		for want, s := range map[string]microbiome.Sample{
			"f: ann: row 5; want one of the 1 that there are, from 0":                  {Name: "ann", Index: []int32{5}, Value: []float64{1}},
			"f: ann: row -1; want one of the 1 that there are, from 0":                 {Name: "ann", Index: []int32{-1}, Value: []float64{1}},
			"f: ann: 2 rows and 1 abundances; want as many of each":                    {Name: "ann", Index: []int32{0, 0}, Value: []float64{1}},
			"f: ann: feature 0 of 1 after 0; want them ascending":                      {Name: "ann", Index: []int32{0, 0}, Value: []float64{1, 2}},
			"f: ann: 1 features, 1 abundances and 2 percentiles; want as many of each": {Name: "ann", Index: []int32{0}, Value: []float64{3}, Percentile: []float64{1, 2}},
		} {
			b := BIOMTable{Rows: []BIOMRow{{ID: id}}, Samples: []microbiome.Sample{s}}
			table, err := b.Table(Options{File: "f"})
			require.EqualError(t, err, want)
			require.Nil(t, table)
		}
	}
}
