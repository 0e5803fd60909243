package format_test

import (
	"fmt"
	"strings"

	"github.com/gutmuscle/gutmuscle/microbiome"
	"github.com/gutmuscle/gutmuscle/microbiome/format"
)

func ExampleRead() {
	file := strings.NewReader(`#mpa_vJun23_CHOCOPhlAnSGB_202307
#19059 reads processed
#clade_name	NCBI_tax_id	relative_abundance	additional_species
UNCLASSIFIED	-1	20.5	
k__Bacteria	2	79.5	
k__Bacteria|p__Bacillota	2|1239	79.5	
k__Bacteria|p__Bacillota|g__Roseburia	2|1239|841	60.25	
k__Bacteria|p__Bacillota|g__Dorea	2|1239|189330	19.25	
`)
	table, err := format.Read(file, format.Options{File: "anna_profile.tsv"})
	if err != nil {
		fmt.Println(err)
		return
	}
	reads, _ := table.Reads(0)
	fmt.Println(table.SampleName(0), table.Unit(), reads, table.Origin().Database)
	genera, _ := table.AtRank(microbiome.Genus)
	for i, percent := range genera.Abundances(0) {
		f := genera.Feature(i)
		fmt.Println(f.Label, f.NCBI, percent)
	}
	// Output:
	// anna_profile percents 19059 mpa_vJun23_CHOCOPhlAnSGB_202307
	// UNCLASSIFIED 0 20.5
	// k__Bacteria|p__Bacillota|g__Roseburia 841 60.25
	// k__Bacteria|p__Bacillota|g__Dorea 189330 19.25
}

func ExampleRead_errors() {
	file := strings.NewReader("Sample\tage\tsite\tDorea\tRoseburia\n" +
		"anna\t40\tgut\t0.25\tNA\n" +
		"ben\t41\tgut\t0.5\n" +
		"cora\t42\toral\t0,5\t0.25\n")
	_, err := format.Read(file, format.Options{File: "mine.tsv"})
	fmt.Println(err)
	// Output:
	// mine.tsv:2: site: no numbers but such as "gut"; want columns of abundances only
	// mine.tsv:2: anna: Roseburia: "NA"; want a number, since what is not known is not zero
	// mine.tsv:3: ben: 4 cells; want 5, one for each column
	// mine.tsv:4: cora: Dorea: "0,5"; want a decimal point, and no comma
}

func ExampleOptions_unit() {
	file := "# Gene Family\tanna\tben\nK00929\t12.5\t0\nK00929|g__Roseburia.s__Roseburia_hominis\t12.5\t0\nUNMAPPED\t100\t80\n"
	_, err := format.Read(strings.NewReader(file), format.Options{File: "ko.tsv"})
	fmt.Println(err)
	table, err := format.Read(strings.NewReader(file), format.Options{File: "ko.tsv", Unit: microbiome.RPK})
	fmt.Println(table.Content(), table.Unit(), table.Feature(1).Name, table.Feature(1).Stratum, err)
	// Output:
	// ko.tsv: unit: neither the file nor the numbers tell it; name it in the options
	// orthologs rpk K00929 g__Roseburia.s__Roseburia_hominis <nil>
}
