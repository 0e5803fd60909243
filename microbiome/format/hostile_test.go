package format_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/microbiome"
	"github.com/gutmuscle/gutmuscle/microbiome/format"
)

func TestRefusedTables(t *testing.T) {
	const mpa, otu, wide, genes = "#clade_name\trelative_abundance\n", "#OTU ID\ta\tb\n", "Sample\tDorea\tBlautia\n", "# Gene Family\ta-RPKs\n"
	for _, tt := range []struct {
		name, text string
		options    format.Options
		want       []string
	}{
		{"nothing", "", format.Options{}, []string{"f: nothing in it"}},
		{"one line", "x", format.Options{}, []string{"f: none of the formats that are known"}},
		{"header only", otu, format.Options{}, []string{"f: no rows below the names of the columns"}},
		{"header of MetaPhlAn only", "#mpa_v30\n" + mpa, format.Options{}, []string{"f: no rows below the header"}},
		{"a cut row", otu + "x\t1\t2\ny\t1\n", format.Options{}, []string{"f:3: y: 2 cells; want 3, one for each column"}},
		{"a tab too many", otu + "x\t1\t2\t\n", format.Options{}, []string{"f:2: x: 4 cells; want 3, one for each column"}},
		{"tabs behind all lines", "#OTU ID\ta\t\nx\t1\t\n", format.Options{}, []string{"f:1: column 3 has no name"}},
		{"names as R writes them", "a\tb\nk__B\t1\t2\nk__C\t1\t1\n", format.Options{}, []string{"f:2: 3 cells below 2 names of columns; want a name for the column of row names, too"}},
		{"an empty line", otu + "x\t1\t2\n\ny\t1\t1\n", format.Options{}, []string{"f:3: empty line; want a row"}},
		{"rows twice", otu + "x\t1\t2\nx\t1\t2\n", format.Options{}, []string{"f:3: x: duplicate id: first in line 2"}},
		{"clades twice", mpa + "k__B\t100\nk__B\t100\n", format.Options{}, []string{"f:3: k__B: duplicate id: first in line 2"}},
		{"samples twice", "#OTU ID\ta\ta\nx\t1\t2\n", format.Options{}, []string{"f:1: a: duplicate id: the column is there twice"}},
		{"samples in rows twice", wide + "x\t1\t2\nx\t1\t2\n", format.Options{}, []string{"f:3: x: duplicate id: first in line 2"}},
		{"columns twice", "Sample\tDorea\tDorea\nx\t1\t2\n", format.Options{}, []string{"f:1: Dorea: duplicate id: the column is there twice"}},
		{"functions twice", genes + "K00001\t1.5\nko:K00001: name\t1.5\n", format.Options{}, []string{"f:3: ko:K00001: name: duplicate id: first in line 2"}},
		{"no numbers", otu + "x\t\tNA\ny\tNaN\tinf\nz\t-1\t1e999\nv\t0x1p-2\t1,5\nw\t1e-400\t1_000\n-\t-\t+1\nu\t1\t2\n", format.Options{}, []string{
			"f:2: x: a: empty; want a number, since what is not known is not zero", `f:2: x: b: "NA"; want a number, since what is not known is not zero`,
			`f:3: y: a: "NaN"; want a number, since what is not known is not zero`, `f:3: y: b: "inf"; want a finite number`,
			`f:4: z: a: "-1"; want a number that is not below zero`, `f:4: z: b: "1e999"; too large a number`,
			`f:5: v: a: "0x1p-2"; want a number such as 0.25`, `f:5: v: b: "1,5"; want a decimal point, and no comma`,
			`f:6: w: a: "1e-400"; too small a number to be told from zero`, `f:6: w: b: "1_000"; want a number such as 0.25`,
			`f:7: -: a: "-"; want a number, since what is not known is not zero`, `f:7: -: b: "+1"; want a number such as 0.25`}},
		{"columns of text", "Sample\tage\tsite\tDorea\n" + "a\t1\tgut\t2\nb\t2\toral\t2\n", format.Options{}, []string{`f:2: site: no numbers but such as "gut"; want columns of abundances only`}},
		{"UTF-16", "\xff\xfeS\x00", format.Options{}, []string{"f: UTF-16 text; want UTF-8"}},
		{"binary", otu + "x\x00\t1\t2\n", format.Options{}, []string{"f:2: not UTF-8 text"}},
		{"Latin-1", otu + "x\t1\t2\n\xe9\t1\t2\n", format.Options{}, []string{"f:3: not UTF-8 text"}},
		{"binary number", otu + "x\t1\t2\ny\t1\t\xff\n", format.Options{}, []string{"f:3: not UTF-8 text"}},
		{"cut gzip", zipped(t, otu+strings.Repeat("x\t1\t2\n", 50_000))[:100], format.Options{}, []string{"f: unexpected EOF"}},

		{"rank not known", mpa + "k__B\t100\nk__B|x__C\t5\n", format.Options{}, []string{`f:3: k__B|x__C: lineage: "x__C" has no rank; want k__`}},
		{"ranks not in order", mpa + "k__B\t100\nk__B|g__C|p__D\t5\n", format.Options{}, []string{"f:3: k__B|g__C|p__D: lineage: phylum D below a genus; want each rank once, from the highest down"}},
		{"numbers of another lineage", "clade_name\tNCBI_tax_id\ta\nk__B|p__C\t2|3|4\t5\n", format.Options{}, []string{`f:2: k__B|p__C: taxonomy numbers "2|3|4"; want 2, one for each name`}},
		{"numbers that are none", "clade_name\tNCBI_tax_id\ta\nk__B|p__C\t2|x\t5\nk__C\t99999999999\t1\n", format.Options{},
			[]string{`f:2: k__B|p__C: taxonomy number "x"; want a number above zero`, `f:3: k__C: taxonomy number "99999999999"`}},
		{"less than inside", mpa + "k__B\t100\nk__B|p__C\t50\nk__B|p__C|g__D\t30\nk__B|p__C|g__E\t30\n", format.Options{File: "f"}, []string{"f: k__B|p__C: f: 50, but the rows in it add up to 60"}},
		{"more than the whole", mpa + "k__B\t90\nUNCLASSIFIED\t20\n", format.Options{}, []string{"f: f: the rows add up to 110; want at most 100, since they are percents"}},
		{"percents that are fractions", mpa + "k__B\t0.75\nUNCLASSIFIED\t0.25\n", format.Options{}, []string{"f: unit: the file says percents, but each sample adds up to 1, as fractions do; name the unit in the options"}},
		{"clades twice, otherwise spelt", mpa + "k__B\t100\nk__B|p__C\t40\nk__B| p__C\t40\n", format.Options{}, []string{"f: k__B| p__C: duplicate id: another row has the lineage, otherwise spelt"}},
		{"two databases", "#mpa_v30\n#mpa_v31\n" + mpa + "k__B\t100\n", format.Options{}, []string{`f:2: database "mpa_v31" after "mpa_v30"; want one`}},
		{"another database", "#mpa_v30\n" + mpa + "k__B\t100\n", format.Options{Origin: microbiome.Origin{Database: "x"}}, []string{`f: origin: the file says otherwise: database: "x" and "mpa_v30"`}},
		{"two numbers of reads", "#mpa_v30\n#10 reads processed\n#11 reads processed\n" + mpa + "k__B\t100\n", format.Options{}, []string{"f:3: 11 reads processed after 10; want one number"}},
		{"a sample in another unit", "#mpa_v30\nclade_name\ta\tb\nk__B\t99.5\t0.25\nk__C\t0.5\t0.75\n", format.Options{}, []string{"f: b: unit: the rows add up to 1, as fractions do, and those of other samples to 100, as percents do"}},
		{"two kinds of columns", "clade_name\trelative_abundance\ts2\nk__B\t100\t3\n", format.Options{}, []string{"f:1: columns relative_abundance, s2; want relative_abundance alone"}},
		{"two files in one", mpa + "k__B\t100\n" + mpa + "k__A\t100\n", format.Options{}, []string{`f:3: #clade_name: f: "relative_abundance"; want a number`, `f:3: #clade_name: lineage: "#clade_name" has no rank`}},

		{"no unit", genes[:13] + "\ta\nUniRef90_A\t3.5\n", format.Options{}, []string{"f: unit: neither the file nor the numbers tell it; name it in the options"}},
		{"two units", "# Gene Family\ta-RPKs\tb-CPM\nUniRef90_A\t3.5\t1\n", format.Options{}, []string{"f:1: b-CPM: unit per-million after rpk; want one"}},
		{"a unit for some", "# Gene Family\ta-RPKs\tb\nUniRef90_A\t3.5\t1\n", format.Options{}, []string{"f:1: 1 samples with a unit in their name and 1 without"}},
		{"normalized, with the old names", genes + "UniRef90_A\t999999.5\nUniRef90_B\t0.5\n", format.Options{}, []string{"f: unit: the file says rpk, but each sample adds up to 1e+06, as per-million do; name the unit"}},
		{"a stratum above its total", genes + "UniRef90_A\t3.5\nUniRef90_A|x\t4\n", format.Options{}, []string{"f: UniRef90_A|x: a: 4, more than the 3.5 of all strata together"}},
		{"strata above their total together", genes + "K00001\t3.5\nK00001|x\t3\nK00001|y\t2\n", format.Options{}, []string{"f: K00001: a: 3.5, but its strata add up to 5"}},
		{"whole strata above their total", "# Gene Family\ta-RPKs\nK00001\t10\nK00001|x\t8\nK00001|y\t8\n", format.Options{}, []string{"f: K00001: a: 10, but its strata add up to 16"}},
		{"totals for some", genes + "K00001\t3.5\nK00001|x\t3\nK00002|x\t2\nK00002|y\t2\n", format.Options{}, []string{"f: K00002|x: a stratum of a function that has no row of the whole community, as others have"}},
		{"coverages", "# Pathway\ta_Coverage\nPWY-1\t0.5\n", format.Options{}, []string{"f:1: a_Coverage: coverages of pathways; want abundances"}},
		{"contributions", "sample\tfunction\ttaxon\tx\na\tK00001\tasv1\t1\n", format.Options{Format: format.HUMAnN}, []string{"f:1: columns sample, function, taxon, x; want a table that is not stratified"}},
		{"functions of two kinds", genes + "K00001\t3.5\nPF00001\t4\n", format.Options{}, []string{"f:3: PF00001: no KO number, as 1 other rows have"}},
		{"functions of no known kind", "#\ta\nX1\t3.5\n", format.Options{Format: format.HUMAnN}, []string{`f:2: X1: function of an unknown kind; want KO numbers, or a first column named # Gene Family or # Pathway, not "#"`}},
		{"strata in strata", genes + "K00001|a|b\t3.5\n", format.Options{}, []string{`f:2: K00001|a|b: stratum "a|b"; want a contributor after one |`}},

		{"rows in rows", otu + "k__B\t3\t9\nk__B;p__C\t3\t4\n", format.Options{}, []string{"f: k__B: rows lie in it by their lineage, and it holds no less than they do; name the format, metaphlan if it holds them"}},
		{"names in names", "taxon\ta\tb\nBacteroides\t3\t9\nBacteroides vulgatus\t3\t4\n", format.Options{}, []string{"f: Bacteroides: rows lie in it by their name, and it holds no less than they do; name the format, if each is of its own, lineage-table or wide-table"}},
		{"names in names, by the catalog", "Sample\tAkkermansiaceae\tBlautia\tAkkermansia\na\t7\t1\t5\n", format.Options{}, []string{"f: Akkermansiaceae: rows lie in it by their name, and it holds no less than they do"}},
		{"a row of sums", "taxon\ta\tb\nDorea\t3\t9\nBlautia\t3\t4\nTotal\t6\t13\n", format.Options{}, []string{"f: Total: no taxon by its name, but the sum of others; leave it out"}},
		{"a column of sums", "taxon\ta\tb\tSum\nDorea\t3\t9\t12\nBlautia\t3\t0\t3\n", format.Options{}, []string{"f: Sum: no sample, but the sum of the others; leave it out"}},
		{"a column of ages", "Sample\tage\tDorea\na\t61\t2\nb\t35\t2\n", format.Options{}, []string{"f: age: no taxon by its name; want abundances only"}},
		{"taxa where samples should be", "Sample\ts1\ts2\nDorea\t61\t2\nBlautia\t35\t2\n", format.Options{}, []string{`f: samples have names of taxa, such as "Dorea", and no row or column of taxa has one that is known: the table seems to be turned; name the format if it is not`}},
		{"a lineage without end", "#OTU ID\ta\ttaxonomy\nx\t1\t" + strings.Repeat("a;", 128) + "\n", format.Options{}, []string{"f:2: x: lineage of 129 names; want at most 128"}},
		{"commas between cells", "#OTU ID,a\nx,1\n", format.Options{}, []string{"f: none of the formats that are known, which are metaphlan, kraken, krakenuniq, bracken, biom, biom2, qza, humann, ortholog-table, lineage-table, wide-table, ubiome, taxon-list; in tables there are tabs"}},
		{"decimal commas", "taxon\ta\nDorea\t0,5\nBlautia\t0,5\n", format.Options{}, []string{`f:2: a: "0,5"; want a decimal point, and no comma, here as in the other rows`}},
		{"a unit that the format does not have", "100.00\t7\t7\tR\t1\troot\n", format.Options{Unit: microbiome.Percents}, []string{"f: unit: the options say percents, but these are counts"}},
		{"no id", "#OTU ID\ta\ttaxonomy\n\t3\tk__B\n", format.Options{}, []string{"f:2: no name of the row"}},
		{"an id without a lineage", "#OTU ID\ta\nx\t3\n", format.Options{Lineages: format.Lineages{"y": nil}}, []string{"f:2: x: no lineage of this id in the options"}},
		{"another lineage", "#OTU ID\ta\ttaxonomy\nx\t3\tk__B\n", format.Options{Lineages: format.Lineages{"x": nil}}, []string{"f:2: x: taxonomy: another lineage than in the options"}},
		{"neither counts nor shares", otu + "x\t1.5\t2\n", format.Options{}, []string{"f: unit: neither the file nor the numbers tell it; name it in the options"}},
		{"whole shares", otu + "x\t99\t2\ny\t1\t98\n", format.Options{}, []string{"f: unit: neither the file nor the numbers tell it; name it in the options"}},
		{"counts that are fractions", otu + "x\t0.5\t0.25\n", format.Options{Unit: microbiome.Counts}, []string{"f: unit: no sample adds up to more than 0.5, so these are no counts"}},
		{"percents that the options call fractions", otu + "x\t0.5\t99.5\ny\t99.5\t0.5\n", format.Options{Unit: microbiome.Fractions}, []string{"f: unit: the options say fractions, but each sample adds up to 100, as percents do"}},
		{"fractions above 1", otu + "x\t0.5\t7\n", format.Options{Unit: microbiome.Fractions}, []string{"f: b: the rows add up to 7; want at most 1, since they are fractions"}},
		{"orthologs in columns twice", "Sample\tK00001\tko:K00001\nx\t1\t2\n", format.Options{}, []string{"f:1: ko:K00001: duplicate id: the ortholog is there twice"}},
		{"orthologs and taxa", "Sample\tK00001\tDorea\nx\t1\t2\n", format.Options{}, []string{"f:1: 1 of 2 columns are KO numbers; want all or none"}},
		{"metabolites", "Sample\tAcetate\tButyrate\nx\t1\t2\n", format.Options{}, []string{"f:1: columns of metabolites, such as Acetate, Butyrate; want taxa"}},
		{"a taxonomy", "Feature ID\tTaxon\tConfidence\nx\tk__B\t0.9\n", format.Options{}, []string{"f:1: a taxonomy of QIIME 2, which is no table"}},
		{"samples or taxa", "what\tDorea\tBlautia\nx\t1\t2\n", format.Options{}, []string{`f:1: first column named "what": neither samples nor taxa nor functions by its name; name the format`}},
		{"a sample without a name", wide + "\t1\t2\n", format.Options{}, []string{"f:2: no name of the sample"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.options.File = "f"
			table, err := format.Read(strings.NewReader(tt.text), tt.options)
			if err == nil {
				t.Fatalf("read:\n%s", show(table))
			}
			got := dataset.All(err)
			for i, problem := range got {
				var placed *dataset.Error
				if !errors.As(problem, &placed) || i >= len(tt.want) || !strings.HasPrefix(problem.Error(), tt.want[i]) {
					t.Errorf("%s", cmp.Diff(strings.Join(tt.want, "\n"), err.Error()))
					break
				}
			}
			if len(got) != len(tt.want) {
				t.Errorf("%d problems, want %d: %v", len(got), len(tt.want), err)
			}
		})
	}
}

// TestManyFaults checks that not all of many faults are told, and how many are
// not.
func TestManyFaults(t *testing.T) {
	var b strings.Builder
	b.WriteString("#OTU ID\ta\tb\tc\n")
	for i := range 3000 {
		fmt.Fprintf(&b, "id%d\t%s\tx\t1\n", i, []string{"1", "NA"}[i%2])
	}
	for text, want := range map[string]struct {
		problems int
		last     string
	}{
		b.String(): {335, "f:667: id665: a: \"NA\""},
		"#OTU ID\ta\n" + strings.Repeat("x\n", 3000):    {maxFaults + 2, "f:1003: too many problems"},
		"#OTU ID\ta\n" + strings.Repeat("x\t1\n", 3000): {maxFaults + 2, "f:1003: too many problems"},
	} {
		_, err := format.Read(strings.NewReader(text), format.Options{File: "f"})
		problems := dataset.All(err)
		if n := len(problems); n != want.problems {
			t.Errorf("%d problems, want %d", n, want.problems)
		}
		if last := problems[len(problems)-1].Error(); !strings.HasPrefix(last, want.last) {
			t.Errorf("last problem %s; want %s", last, want.last)
		}
	}
}

const maxFaults = 1000

// TestLongLines checks that lines of any length are read or refused, whatever
// block they fall into.
func TestLongLines(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for trial := range 4 {
		var b strings.Builder
		samples, rows := 1+r.IntN(25_000), 1+r.IntN(20)
		b.WriteString("#OTU ID")
		for i := range samples {
			fmt.Fprintf(&b, "\ts%d", i)
		}
		want := make([]float64, samples)
		for row := range rows {
			fmt.Fprintf(&b, "\nid%d", row)
			for i := range samples {
				v := max(0, r.IntN(5)-2)
				want[i] += float64(v)
				fmt.Fprintf(&b, "\t%d", v)
			}
		}
		table, err := format.Read(strings.NewReader(b.String()), format.Options{Unit: microbiome.Counts})
		if err != nil || table.NumSamples() != samples || table.NumFeatures() != rows {
			t.Fatalf("trial %d: %.500v", trial, err)
		}
		for i := range samples {
			if got, _ := table.Total(i); got != want[i] {
				t.Fatalf("trial %d: sample %d adds up to %v; want %v", trial, i, got, want[i])
			}
		}
	}
	for name, text := range map[string]string{"header": "#OTU ID\t" + strings.Repeat("x", dataset.MaxLine), "row": "#OTU ID\ta\nx\t1\n" + strings.Repeat("x", 2*dataset.MaxLine) + "\t1\n"} {
		if _, err := format.Read(strings.NewReader(text), format.Options{}); err == nil || !strings.Contains(err.Error(), "line of more than 4194304 bytes") {
			t.Errorf("%s: %.200v", name, err)
		}
	}
}

// TestWideHeaders reads tables whose first lines are longer than what is looked at
// of others to find out the format.
func TestWideHeaders(t *testing.T) {
	var lineages, samples strings.Builder
	lineages.WriteString("Sample")
	samples.WriteString("taxonomy")
	for i := range 2000 {
		fmt.Fprintf(&lineages, "\tk__Bacteria;p__Bacillota;c__Clostridia;o__Order%d;f__Family%d;g__Genus%d", i, i, i)
		fmt.Fprintf(&samples, "\tsample with a long name %d of some cohort", i)
	}
	lineages.WriteString("\na" + strings.Repeat("\t2", 2000) + "\n")
	samples.WriteString("\nk__Bacteria;p__Bacillota" + strings.Repeat("\t2", 2000) + "\n")
	row := "species"
	for i := range 5000 {
		row += fmt.Sprintf("\ts%d", i)
	}
	row += "\nDorea longicatena" + strings.Repeat("\t1.2345678", 5000) + "\nBlautia" + strings.Repeat("\t98.7654322", 5000) + "\n"
	for text, want := range map[string][2]int{lineages.String(): {2000, 1}, samples.String(): {1, 2000}, row: {2, 5000}} {
		table, err := format.Read(strings.NewReader(text), format.Options{})
		if err != nil {
			t.Errorf("%.200v", err)
		} else if got := [2]int{table.NumFeatures(), table.NumSamples()}; got != want {
			t.Errorf("%d rows and samples; want %d", got, want)
		}
	}
}

// TestSmallFilesTakeLittleMemory reads files of about a kilobyte that unpack to
// much, or that claim much.
func TestSmallFilesTakeLittleMemory(t *testing.T) {
	const most = 64 << 20
	header := "#OTU ID\ta\n"
	for name, text := range map[string]string{
		"lines":     zipped(t, header+strings.Repeat("\n", 1<<20)),
		"zeros":     zipped(t, header+strings.Repeat("x\t0\n", 1<<18)),
		"bad cells": zipped(t, header+strings.Repeat("x\ty\n", 1<<18)),
		"cells":     zipped(t, header+strings.Repeat("1\t", 1<<19)+"\n"),
		"columns":   zipped(t, "#OTU ID"+strings.Repeat("\ta", 1<<18)+"\nx\t1\n"),
		"no name":   zipped(t, "Sample"+strings.Repeat("\t", 1<<18)+"\nx\t1\n"),
		"lineage":   zipped(t, "#OTU ID\ta\ttaxonomy\nx\t1\t"+strings.Repeat("a;", 1<<19)+"\n"),
		"header":    zipped(t, "taxon\t"+strings.Repeat("a", 1<<20)),
		"metaphlan": zipped(t, "#clade_name\trelative_abundance\n"+strings.Repeat("k__B\t0\n", 1<<17)),
	} {
		if len(text) > 2500 {
			t.Fatalf("%s: %d bytes", name, len(text))
		}
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		_, err := format.Read(strings.NewReader(text), format.Options{})
		runtime.ReadMemStats(&after)
		if err == nil {
			t.Errorf("%s: read", name)
		}
		if n := after.TotalAlloc - before.TotalAlloc; n > most {
			t.Errorf("%s: %d MiB", name, n>>20)
		}
	}
}
