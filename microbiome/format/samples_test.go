package format_test

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gutmuscle/gutmuscle/microbiome"
	"github.com/gutmuscle/gutmuscle/microbiome/format"
)

// cell is a number that was looked up in a file.
type cell struct {
	sample, label string
	want          float64
}

// TestTableFiles reads files that programs wrote. Rows, samples, cells that are
// not zero, sums and cells were counted with another program.
func TestTableFiles(t *testing.T) {
	root := os.Getenv("GUTMUSCLE_SAMPLES")
	if root == "" {
		t.Skip("set GUTMUSCLE_SAMPLES to the folder of the sample files")
	}
	const (
		rectale = "k__Bacteria;p__Firmicutes;c__Clostridia;o__Clostridiales;f__Lachnospiraceae;g__;s__[Eubacterium]_rectale;t__[Eubacterium_rectale]_ATCC_33656"
		coryne  = "k__Bacteria|p__Actinobacteria|c__Actinobacteria|o__Corynebacteriales|f__Corynebacteriaceae|g__Corynebacterium|s__Corynebacterium_matruchotii"
		smithii = "k__Archaea|p__Euryarchaeota|c__Methanobacteria|o__Methanobacteriales|f__Methanobacteriaceae|g__Methanobrevibacter|s__Methanobrevibacter_smithii"
	)
	told := format.Options{Unit: microbiome.RPK}
	for _, tt := range []struct {
		file                    string
		options                 format.Options
		format                  format.Format
		unit                    microbiome.Unit
		rows, samples, notZeros int
		sum                     float64
		reads                   int // of the first sample
		cell                    cell
	}{
		{"metaphlan/ERR7569997.txt", format.Options{}, format.MetaPhlAn, microbiome.Percents, 1111, 1, 1111, 799.49275, 211037392, cell{"ERR7569997", smithii, 0.03998}},
		{"metaphlan/MOCK_001_Illumina_Hiseq_3000_se_metaphlan3-db.metaphlan3_profile.txt", format.Options{}, format.MetaPhlAn, microbiome.Percents, 206, 1, 206, 700.00008, 0, cell{}},
		{"metaphlan/MOCK_001_Minion_R9_se_metaphlan3-db.metaphlan3_profile.txt", format.Options{}, format.MetaPhlAn, microbiome.Percents, 1, 1, 1, 100, 0,
			cell{"MOCK_001_Minion_R9_se_metaphlan3-db.metaphlan3_profile", "UNKNOWN", 100}},
		{"metaphlan/SRS014459-Stool_profile.tsv", format.Options{}, format.MetaPhlAn, microbiome.Percents, 16, 1, 16, 700, 0, cell{}},
		{"metaphlan/SRS014464-Anterior_nares_profile.tsv", format.Options{}, format.MetaPhlAn, microbiome.Percents, 13, 1, 13, 700, 0, cell{}},
		{"metaphlan/merged_abundance_table.txt", format.Options{}, format.MetaPhlAn, microbiome.Percents, 62, 6, 84, 4200.00003, 0, cell{"SRS014476-Supragingival_plaque_profile", coryne, 65.25681}},
		{"metaphlan/mpa_valid_complex.tsv", format.Options{}, format.MetaPhlAn, microbiome.Percents, 69, 1, 69, 699.99996, 0, cell{}},
		{"metaphlan/mpa_valid_simple.tsv", format.Options{}, format.MetaPhlAn, microbiome.Percents, 11, 1, 11, 700, 0, cell{}},
		{"metaphlan_v4/SRS014470-Tongue_dorsum_profile.txt", format.Options{}, format.MetaPhlAn, microbiome.Percents, 15, 1, 15, 800, 19059, cell{}},
		{"metaphlan_v4/merged_abundance_table.txt", format.Options{}, format.MetaPhlAn, microbiome.Percents, 59, 6, 79, 4100, 0, cell{"SRS014459-Stool", "UNCLASSIFIED", 100}},
		{"humann/demo_metaphlan_bugs_list.tsv", format.Options{}, format.MetaPhlAn, microbiome.Percents, 21, 1, 21, 747.1431, 136736, cell{}},
		{"humann/demo_genefamilies_with_names.tsv", format.Options{}, format.HUMAnN, microbiome.RPK, 3259, 1, 3259, 3824.363241541317, 0,
			cell{"demo", "UniRef50_R5FJB9: Conjugative transposon TraN protein|g__Bacteroides.s__Bacteroides_stercoris", 6.2056981844}},
		{"humann/demo_pathabundance.tsv", format.Options{}, format.HUMAnN, microbiome.RPK, 48, 1, 48, 1696.9629817085, 0, cell{"demo", "UNMAPPED", 34.9620985021}},
		{"humann/joined.tsv", told, format.HUMAnN, microbiome.RPK, 1358, 2, 2688, 69366.85550272067, 0, cell{"single_2", "UniRef90_A0A015VSW2", 8.7145969499}},
		{"humann/single_1.tsv", format.Options{}, format.HUMAnN, microbiome.RPK, 1358, 1, 1358, 34732.12037338856, 0, cell{"demo", "UNMAPPED", 18312}},
		{"humann/multi_sample_genefamilies.tsv", told, format.HUMAnN, microbiome.RPK, 50, 2, 100, 379.7461919282, 0, cell{}},
		{"humann/regroup_table-builtin_uniref50_ko_output.txt", told, format.OrthologTable, microbiome.RPK, 3, 2, 6, 160, 0, cell{"Sample2", "K01838", 50}},
		{"humann/rename_table-builtin_ko_output.txt", told, format.OrthologTable, microbiome.RPK, 3, 2, 6, 160, 0, cell{"Sample1", "K01838: beta-phosphoglucomutase [EC:5.4.2.6]|bug1", 15}},
		{"humann/rename_table-input_ko.txt", told, format.OrthologTable, microbiome.RPK, 3, 2, 6, 160, 0, cell{}},
		{"otutable/otutable.txt", format.Options{}, format.LineageTable, microbiome.Counts, 557, 281, 25296, 871526, 1973, cell{}},
		{"otutable/taxatable.txt", format.Options{}, format.LineageTable, microbiome.Counts, 680, 281, 30390, 871526, 1973, cell{}},
		{"otutable_qin2014/taxatable.txt", format.Options{}, format.LineageTable, microbiome.Counts, 2579, 130, 90926, 927755838, 14132450, cell{"HD.14", rectale, 18112}},
		{"otutable_qin2014/taxatable.txt", format.Options{}, format.LineageTable, microbiome.Counts, 2579, 130, 90926, 927755838, 14132450, cell{"LD.11", "(empty)", 2564}},
		{"otutable_kostic_gg/taxatable.txt", format.Options{}, format.LineageTable, microbiome.Counts, 409, 190, 12112, 873952, 7558, cell{}},
		{"paired/genera.tsv", format.Options{}, format.WideTable, microbiome.Fractions, 321, 44, 3047, 44, 0, cell{}},
		{"paired/genera.counts.tsv", format.Options{}, format.WideTable, microbiome.Counts, 321, 44, 3047, 825105, 21198, cell{}},
		{"wide/HMP2_taxonomy.tsv", format.Options{}, format.WideTable, microbiome.Fractions, 87, 1595, 64100, 1472.5393684, 0, cell{"CSM5MCUO", "Bifidobacterium adolescentis", 0.0002803}},
		{"biom/bad_table.txt", format.Options{}, format.LineageTable, microbiome.Counts, 1, 1, 1, 10, 10, cell{"sample1", "otu1", 10}},
	} {
		t.Run(tt.file, func(t *testing.T) {
			path := filepath.Join(root, "profiles", tt.file)
			head, err := os.ReadFile(path)
			require.NoError(t, err)
			if got := format.Detect(head[:min(len(head), 1<<16)]); got != tt.format {
				t.Errorf("format %s; want %s", got, tt.format)
			}
			tt.options.File = tt.file
			table, err := format.Read(strings.NewReader(string(head)), tt.options)
			require.NoError(t, err)
			notZeros, sum := 0, 0.0
			for s := range table.NumSamples() {
				for _, v := range table.Abundances(s) {
					notZeros++
					sum += v
				}
			}
			if table.NumFeatures() != tt.rows || table.NumSamples() != tt.samples || notZeros != tt.notZeros || math.Abs(sum-tt.sum) > 1e-9*tt.sum {
				t.Errorf("%d rows, %d samples, %d numbers, sum %v; want %d, %d, %d, %v",
					table.NumFeatures(), table.NumSamples(), notZeros, sum, tt.rows, tt.samples, tt.notZeros, tt.sum)
			}
			if reads, _ := table.Reads(0); reads != tt.reads || table.Unit() != tt.unit {
				t.Errorf("%d reads, in %s; want %d, in %s", reads, table.Unit(), tt.reads, tt.unit)
			}
			if tt.cell.label != "" {
				if got := at(t, table, tt.cell.sample, tt.cell.label); got != tt.cell.want {
					t.Errorf("%s, %s: %v; want %v", tt.cell.sample, tt.cell.label, got, tt.cell.want)
				}
			}
		})
	}
	for file, want := range map[string]string{
		"metaphlan/mpa_invalid_abundance_sum.tsv":     "f__Micrococcaceae: mpa_invalid_abundance_sum: 12, but the rows in it add up to 34.7432",
		"humann/joined.tsv":                           "unit: neither the file nor the numbers tell it; name it in the options",
		"humann/multi_sample_genefamilies.tsv":        "unit: neither the file nor the numbers tell it",
		"humann/rename_table-input_ko.txt":            "unit: neither the file nor the numbers tell it",
		"humann/humann_output.tsv":                    "stercoris: sample2: 54, more than the 42 of all strata together",
		"humann/regroup_table-custom_groups.txt":      `first column named "GROUP1": neither samples nor taxa nor functions by its name`,
		"humann/regroup_table-custom_input.txt":       "none of the formats that are known",
		"humann/regroup_table-custom_output.txt":      "none of the formats that are known",
		"humann/renorm_table-input.txt":               "none of the formats that are known",
		"humann/renorm_table-cpm_output.txt":          "none of the formats that are known",
		"humann/renorm_table-relab_output.txt":        "none of the formats that are known",
		"wide/HMP2_metadata.tsv":                      `site: no numbers but such as "Cedars-Sinai"; want columns of abundances only`,
		"otutable/task-obese-lean-all.txt":            `Var: no numbers but such as "Lean"`,
		"otutable_qin2014/task-healthy-cirrhosis.txt": `Var: no numbers but such as "Cirrhosis"`,
		"paired/metadata.tsv":                         `Study.Group: no numbers but such as "Neurotypical"`,
		"paired/mtb.tsv":                              "columns of metabolites, such as Acetate, Butyrate",
		"paired/mtb.map.tsv":                          `HMDB: no numbers but such as "HMDB0000452"`,
	} {
		r, err := os.Open(filepath.Join(root, "profiles", file))
		require.NoError(t, err)
		_, err = format.Read(r, format.Options{File: file})
		if r.Close(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %.500v; want %s", file, err, want)
		}
	}
	custom, err := os.ReadFile(filepath.Join(root, "profiles/humann/renorm_table-cpm_output.txt"))
	require.NoError(t, err)
	_, err = format.Read(strings.NewReader(string(custom)), format.Options{Format: format.HUMAnN})
	require.ErrorContains(t, err, "function of an unknown kind; want KO numbers, or a first column named # Gene Family or # Pathway")
}

// at returns how much a table has of a row in a sample.
func at(t *testing.T, table *microbiome.Table, sample, label string) float64 {
	t.Helper()
	s, ok := table.Sample(sample)
	require.True(t, ok, "sample %s", sample)
	for i, f := range table.Features() {
		if f.Label == label {
			return table.Abundance(s, i)
		}
	}
	t.Fatalf("no row %s", label)
	return 0
}
