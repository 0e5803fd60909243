package format_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gutmuscle/gutmuscle/microbiome"
	"github.com/gutmuscle/gutmuscle/microbiome/format"
)

// show writes a table in few lines: what it holds, its samples, and for each row
// what is known of it and its numbers.
func show(table *microbiome.Table) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s in %s", table.Content(), table.Unit())
	if table.Nested() {
		b.WriteString(", nested")
	}
	if o := table.Origin(); o.Database+o.Pipeline != "" {
		fmt.Fprintf(&b, ", %s", strings.TrimSpace(o.Pipeline+" "+o.Database))
	}
	b.WriteString(":")
	for s := range table.NumSamples() {
		fmt.Fprintf(&b, " %s", table.SampleName(s))
		if reads, ok := table.Reads(s); ok && table.Unit() != microbiome.Counts {
			fmt.Fprintf(&b, " of %d reads", reads)
		}
	}
	b.WriteString("\n")
	for i, f := range table.Features() {
		fmt.Fprintf(&b, "%s", f.Name)
		if f.Unassigned {
			b.WriteString("(not assigned)")
		}
		if f.Rank != microbiome.RankNotSaid {
			fmt.Fprintf(&b, ", %s", f.Rank)
		}
		if len(f.Lineage) > 0 {
			fmt.Fprintf(&b, " %d deep", len(f.Lineage))
		}
		for _, part := range []string{f.Stratum, f.Details} {
			if part != "" {
				fmt.Fprintf(&b, " (%s)", part)
			}
		}
		if f.NCBI > 0 {
			fmt.Fprintf(&b, " #%d", f.NCBI)
		}
		b.WriteString(":")
		for s := range table.NumSamples() {
			fmt.Fprintf(&b, " %v", table.Abundance(s, i))
		}
		b.WriteString("\n")
	}
	return b.String()
}

func text(lines ...string) string { return strings.Join(lines, "\n") + "\n" }

var goodTables = []struct {
	name    string
	format  format.Format
	options format.Options
	text    string
	want    string
}{
	{"version 4", format.MetaPhlAn, format.Options{File: "dir/a.tsv"},
		text("#mpa_vJun23_CHOCOPhlAnSGB_202307", "#/usr/bin/metaphlan a.fq", "#1234 reads processed", "#SampleID\tMetaphlan_Analysis",
			"#clade_name\tNCBI_tax_id\trelative_abundance\tadditional_species", "UNCLASSIFIED\t-1\t40.5\t", "k__Bacteria\t2\t59.5\t",
			"k__Bacteria|p__Bacillota\t2|1239\t59.5\t", "k__Bacteria|p__Bacillota|c__CFGB1\t2|1239|\t9.5\t",
			"k__Bacteria|p__Bacillota|c__Clostridia\t2|1239|186801\t50\tk__Bacteria|p__Bacillota|c__Clostridia_2"),
		text("taxa in percents, nested, mpa_vJun23_CHOCOPhlAnSGB_202307: a of 1234 reads", "(not assigned): 40.5", "Bacteria, domain 1 deep #2: 59.5",
			"Bacillota, phylum 2 deep #1239: 59.5", "CFGB1, class 3 deep: 9.5", "Clostridia, class 3 deep (k__Bacteria|p__Bacillota|c__Clostridia_2) #186801: 50")},
	{"version 4 with numbers of reads, other order", format.MetaPhlAn, format.Options{File: "a.tsv"},
		text("#mpa_v1", "#99 reads processed", "#SampleID\tP7", "#estimated_reads_mapped_to_known_clades:60",
			"#relative_abundance\tclade_name\tcoverage\tclade_taxid\testimated_number_of_reads_from_the_clade", "30\tUNKNOWN\t-\t-1\t39", "70\tk__Archaea\t0.5\t2157\t60"),
		text("taxa in percents, nested, mpa_v1: P7 of 99 reads", "(not assigned) (coverage -; estimated_number_of_reads_from_the_clade 39): 30",
			"Archaea, domain 1 deep (coverage 0.5; estimated_number_of_reads_from_the_clade 60) #2157: 70")},
	{"version 2", format.MetaPhlAn, format.Options{File: "a_profile.txt"}, text("#SampleID\tMetaphlan2_Analysis", "k__Bacteria\t100.0", "k__Bacteria|p__Firmicutes\t100"),
		text("taxa in percents, nested: a_profile", "Bacteria, domain 1 deep: 100", "Firmicutes, phylum 2 deep: 100")},
	{"the name of the sample as the key", format.MetaPhlAn, format.Options{File: "a.txt"}, text("#P8\tMetaphlan_Analysis", "#clade_name\trelative_abundance", "k__Bacteria\t100"),
		text("taxa in percents, nested: P8", "Bacteria, domain 1 deep: 100")},
	{"version 2, merged", format.MetaPhlAn, format.Options{}, text("ID\ts1\ts2", "#SampleID\tMetaphlan2_Analysis\tMetaphlan2_Analysis", "k__Bacteria\t100.0\t0.0", "k__Viruses\t0.0\t100"),
		text("taxa in percents, nested: s1 s2", "Bacteria, domain 1 deep: 100 0", "Viruses, domain 1 deep: 0 100")},
	{"merged", format.MetaPhlAn, format.Options{}, text("#mpa_v30", "clade_name\tNCBI_tax_id\ts1\ts2", "k__Bacteria\t2\t100.0\t0", "k__Bacteria|p__P_unclassified\t2|\t1.3105799999999999\t0"),
		text("taxa in percents, nested, mpa_v30: s1 s2", "Bacteria, domain 1 deep #2: 100 0", "Bacteria 1 deep: 1.3105799999999999 0")},
	{"names of GTDB", format.MetaPhlAn, format.Options{File: "a"}, text("#mpa_v31\tr207", "#clade_name\trelative_abundance", "UNCLASSIFIED\t10", "d__Bacteria\t90.00000", "d__Bacteria;p__Bacillota_A\t90.00000"),
		text("taxa in percents, nested, mpa_v31 r207: a", "(not assigned): 10", "Bacteria, domain 1 deep: 90", "Bacillota_A, phylum 2 deep: 90")},
	{"Kraken in this form", format.MetaPhlAn, format.Options{}, text("#Classification\ta\tb", "k__Bacteria\t10\t7", "k__Bacteria|p__Bacillota\t8\t7"),
		text("taxa in counts, nested: a b", "Bacteria, domain 1 deep: 10 7", "Bacillota, phylum 2 deep: 8 7")},
	{"no header", format.MetaPhlAn, format.Options{File: "x.txt.gz"}, text("k__Bacteria\t2\t99.95", "k__Bacteria|p__Bacillota\t2|1239\t8"),
		text("taxa in percents, nested: x", "Bacteria, domain 1 deep #2: 99.95", "Bacillota, phylum 2 deep #1239: 8")},
	{"no header, as version 4 writes it", format.MetaPhlAn, format.Options{File: "x"}, text("UNCLASSIFIED\t-1\t25.5\t", "k__Bacteria\t2\t74.5\ty"),
		text("taxa in percents, nested: x", "(not assigned): 25.5", "Bacteria, domain 1 deep (y) #2: 74.5")},
	{"percents that the caller names", format.MetaPhlAn, format.Options{File: "x", Unit: microbiome.Fractions}, text("#SampleID\tMetaphlan2_Analysis", "k__Bacteria\t1.0"),
		text("taxa in fractions, nested: x", "Bacteria, domain 1 deep: 1")},

	{"gene families", format.HUMAnN, format.Options{},
		text("# Gene Family\ta_Abundance-RPKs\tb_Abundance-RPKs", "UNMAPPED\t100\t0", "UniRef90_A\t5.5\t2", "UniRef90_A|g__B.s__C\t5.5\t1", "UniRef90_A|unclassified\t0\t1", "UniRef90_D: some: name\t1e-3\t0"),
		text("gene-families in rpk: a b", "UNMAPPED(not assigned): 100 0", "UniRef90_A: 5.5 2", "UniRef90_A (g__B.s__C): 5.5 1", "UniRef90_A (unclassified): 0 1", "UniRef90_D (some: name): 0.001 0")},
	{"HUMAnN 4", format.HUMAnN, format.Options{}, text("# Gene Family HUMAnN v4.0.0.alpha.1 Adjusted CPMs\ta", "READS_UNMAPPED\t5000000", "UniRef90_A\t1000000"),
		text("gene-families in per-million, HUMAnN 4.0.0.alpha.1: a", "READS_UNMAPPED(not assigned) (number of reads, whatever the unit of the other rows is): 5e+06", "UniRef90_A: 1e+06")},
	{"pathways", format.HUMAnN, format.Options{}, text("# Pathway\ta_Abundance", "UNMAPPED\t35.5", "UNINTEGRATED\t778.25", "UNINTEGRATED|g__X.s__Y\t440.5", "PWY-1: a name\t3.25"),
		text("pathways in rpk: a", "UNMAPPED(not assigned): 35.5", "UNINTEGRATED(not assigned): 778.25", "UNINTEGRATED(not assigned) (g__X.s__Y): 440.5", "PWY-1 (a name): 3.25")},
	{"pathways that add up to a whole", format.HUMAnN, format.Options{}, text("# Pathway\ta_Abundance", "UNMAPPED\t0.25", "UNINTEGRATED\t0.5", "PWY-1\t0.25"),
		text("pathways in fractions: a", "UNMAPPED(not assigned): 0.25", "UNINTEGRATED(not assigned): 0.5", "PWY-1: 0.25")},
	{"levels that add up by themselves", format.HUMAnN, format.Options{}, text("# Gene Family\ta-RELAB", "EC:1.1\t0.8", "EC:1.1|x\t0.5", "EC:1.2\t0.2", "EC:1.2|x\t0.5"),
		text("gene-families in fractions: a", "EC:1.1: 0.8", "EC:1.1 (x): 0.5", "EC:1.2: 0.2", "EC:1.2 (x): 0.5")},
	{"orthologs by HUMAnN", format.HUMAnN, format.Options{}, text("# Gene Family\ta-CPM", "UNGROUPED\t10.5", "K00001: alcohol dehydrogenase [EC:1.1.1.1]\t20", "K00001: alcohol dehydrogenase [EC:1.1.1.1]|g__X.s__Y\t20"),
		text("orthologs in per-million: a", "UNGROUPED(not assigned): 10.5", "K00001 (alcohol dehydrogenase [EC:1.1.1.1]): 20", "K00001 (g__X.s__Y) (alcohol dehydrogenase [EC:1.1.1.1]): 20")},
	{"PICRUSt2", format.HUMAnN, format.Options{}, text("function\tdescription\ta\tb", "ko:K00001\talcohol\t20.5\t0", "ko:K00002\t\t1\t2"),
		text("orthologs in counts: a b", "K00001 (alcohol): 20.5 0", "K00002: 1 2")},
	{"pathways of PICRUSt2", format.HUMAnN, format.Options{}, text("pathway\ta", "1CMET2-PWY\t20.5", "ANAGLYCOLYSIS-PWY\t3"), text("pathways in counts: a", "1CMET2-PWY: 20.5", "ANAGLYCOLYSIS-PWY: 3")},
	{"PICRUSt 1", format.OrthologTable, format.Options{}, text("# Constructed from biom file", "#OTU ID\ta\tKEGG_Description", "K01365\t1.0\tcathepsin L", "K01364\t0.0\tstreptopain", "K02005\t4.0\tNone"),
		text("orthologs in counts: a", "K01365 (cathepsin L): 1", "K01364 (streptopain): 0", "K02005 (None): 4")},
	{"KO numbers", format.OrthologTable, format.Options{}, text("KEGG\ta\tb", "K00367\t34\t205", "K00370\t10141\t25010"), text("orthologs in counts: a b", "K00367: 34 205", "K00370: 10141 25010")},

	{"lineages", format.LineageTable, format.Options{}, text("#OTU ID\ta\tb", "k__Bacteria; p__Firmicutes; c__; o__X\t1\t0", "k__Bacteria; p__Firmicutes\t0\t3", "Unassigned\t2\t2"),
		text("taxa in counts: a b", "X, order 3 deep: 1 0", "Firmicutes, phylum 2 deep: 0 3", "(not assigned): 2 2")},
	{"QIIME 2, collapsed", format.LineageTable, format.Options{}, text("# Constructed from biom file", "#OTU ID\ta", "d__Bacteria;p__Bacillota;__;__\t12.0", "Unassigned;__;__;__\t1.0"),
		text("taxa in counts: a", "Bacillota, phylum 2 deep: 12", "(not assigned): 1")},
	{"SILVA", format.LineageTable, format.Options{}, text("taxon\ta", "D_0__Bacteria;D_1__Firmicutes;D_5__Dorea;D_6__uncultured bacterium\t5", "D_0__Archaea;D_1__Other\t7"),
		text("taxa in counts: a", "Dorea, genus 3 deep: 5", "Archaea, domain 1 deep: 7")},
	{"no prefixes", format.LineageTable, format.Options{}, text("lineage\ta\tb", "Bacteria;Firmicutes;Dorea\t0.5\t1", "Archaea;;\t0.25\t0"),
		text("taxa in fractions: a b", "Dorea 3 deep: 0.5 1", "Archaea: 0.25 0")},
	{"a column of lineages", format.LineageTable, format.Options{}, text("# Constructed from biom file", "#OTU ID\ta\ttaxonomy", "4479944\t3.0\tk__Bacteria; p__Firmicutes; g__; s__", "100\t1.0\tUnassigned"),
		text("taxa in counts: a", "Firmicutes, phylum 2 deep: 3", "(not assigned): 1")},
	{"ids", format.LineageTable, format.Options{}, text("#OTU ID\ta", "asv1\t3", "asv2\t4"), text("taxa in counts: a", ": 3", ": 4")},
	{"ids with lineages of the caller", format.LineageTable, format.Options{Lineages: format.Lineages{"asv1": {{Rank: microbiome.Genus, Name: "Dorea"}}, "asv2": nil}}, text("Feature ID\ta", "asv1\t3", "asv2\t4"),
		text("taxa in counts: a", "Dorea, genus 1 deep: 3", "(not assigned): 4")},
	{"names", format.LineageTable, format.Options{}, text("species\ta", "Dorea longicatena\t30.25", "Roseburia hominis\t69.75"), text("taxa in percents: a", "Dorea longicatena: 30.25", "Roseburia hominis: 69.75")},
	{"rows that hold each other by their lineage only", format.LineageTable, format.Options{}, text("taxon\ta", "k__B\t1", "k__B;p__F\t3"), text("taxa in counts: a", "B, domain 1 deep: 1", "F, phylum 2 deep: 3")},
	{"rows of their own, says the caller", format.LineageTable, format.Options{Format: format.LineageTable}, text("taxon\ta", "k__B\t5", "k__B;p__F\t3"), text("taxa in counts: a", "B, domain 1 deep: 5", "F, phylum 2 deep: 3")},
	{"an empty lineage", format.LineageTable, format.Options{}, text("#OTU ID\ta", "k__B;p__F\t3", "\t4"), text("taxa in counts: a", "F, phylum 2 deep: 3", "(not assigned): 4")},

	{"names in columns", format.WideTable, format.Options{}, text("Sample\tDorea longicatena\tRoseburia hominis\tUnclassified", "a\t0.25\t0.5\t0.25", "b\t0\t2.5e-1\t0"),
		text("taxa in fractions: a b", "Dorea longicatena: 0.25 0", "Roseburia hominis: 0.5 0.25", "(not assigned): 0.25 0")},
	{"lineages in columns", format.WideTable, format.Options{}, text("\tk__B;p__F\tk__B;p__G;c__", "a\t1\t2"), text("taxa in counts: a", "F, phylum 2 deep: 1", "G, phylum 2 deep: 2")},
	{"lineages in columns, under the name that ids have", format.WideTable, format.Options{}, text("#OTU ID\tk__B;p__F\tk__B;p__G", "a\t1\t2"), text("taxa in counts: a", "F, phylum 2 deep: 1", "G, phylum 2 deep: 2")},
	{"KO numbers in columns", format.WideTable, format.Options{}, text("SampleID\tK00001\tK00002", "a\t1\t2"), text("orthologs in counts: a", "K00001: 1", "K00002: 2")},
	{"KO numbers of genomes, and what was not mapped", format.WideTable, format.Options{}, text("Sample\tUNMAPPED\tK00001", "Dorea longicatena\t1\t2"), text("orthologs in counts: Dorea longicatena", "UNMAPPED(not assigned): 1", "K00001: 2")},
	{"names in names that cannot hold each other", format.WideTable, format.Options{}, text("Sample\tDorea\tDorea longicatena", "a\t1\t2"), text("taxa in counts: a", "Dorea: 1", "Dorea longicatena: 2")},
	{"names in names, of their own, says the caller", format.WideTable, format.Options{Format: format.WideTable}, text("Sample\tDorea\tDorea longicatena", "a\t3\t2"), text("taxa in counts: a", "Dorea: 3", "Dorea longicatena: 2")},
}

func TestTables(t *testing.T) {
	for _, tt := range goodTables {
		t.Run(tt.name, func(t *testing.T) {
			if got := format.Detect([]byte(tt.text)); got != tt.format {
				t.Errorf("format %s; want %s", got, tt.format)
			}
			for how, text := range map[string]string{"": tt.text, "CR LF": strings.ReplaceAll(tt.text, "\n", "\r\n"), "BOM": "\xef\xbb\xbf" + tt.text,
				"no last line end": strings.TrimSuffix(tt.text, "\n"), "gzip": zipped(t, tt.text)} {
				table, err := format.Read(strings.NewReader(text), tt.options)
				if err != nil {
					t.Errorf("%s: %v", how, err)
					continue
				}
				if diff := cmp.Diff(tt.want, show(table)); diff != "" {
					t.Errorf("%s (-want +got)\n%s", how, diff)
				}
			}
		})
	}
}

// How much was not assigned is known of genes only by a row UNMAPPED in their
// unit.
func TestWhatIsNotAssignedOfFunctions(t *testing.T) {
	for _, tt := range []struct {
		name, text  string
		total, rest float64
		told        bool
	}{
		{"UNMAPPED", text("# Gene Family\ta-RPKs", "UNMAPPED\t35", "UNGROUPED\t10", "K00001\t60"), 105, 45, true},
		{"no UNMAPPED", text("# Gene Family\ta-RPKs", "UNGROUPED\t10", "K00001\t60.5"), 70.5, 0, false},
		{"reads", text("# Gene Family HUMAnN v4.0 Adjusted RPKs\ta", "READS_UNMAPPED\t5000000", "UniRef90_A\t60.5"), 60.5, 0, false},
		{"reads beside shares", text("# Gene Family HUMAnN v4.0 Adjusted CPMs\ta", "READS_UNMAPPED\t5000000", "UniRef90_A\t1000000"), 1e6, 0, false},
		{"PICRUSt2", text("function\ta", "K00001\t60"), 60, 0, false},
		{"in columns", text("Sample\tK00001\tUNMAPPED", "a\t60\t20"), 80, 20, true},
		{"in columns, no UNMAPPED", text("Sample\tK00001\tK00002", "a\t60\t20"), 80, 0, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			table, err := format.Read(strings.NewReader(tt.text), format.Options{})
			if err != nil {
				t.Fatal(err)
			}
			total, _ := table.Total(0)
			rest, told := table.Unassigned(0)
			if total != tt.total || rest != tt.rest || told != tt.told {
				t.Errorf("total %v, not assigned %v, %v; want %v, %v, %v", total, rest, told, tt.total, tt.rest, tt.told)
			}
		})
	}
}
