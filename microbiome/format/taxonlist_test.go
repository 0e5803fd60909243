package format_test

import (
	"strings"
	"testing"

	"github.com/gutmuscle/gutmuscle/microbiome"
	"github.com/gutmuscle/gutmuscle/microbiome/format"
)

const idParents = `tax_name,tax_rank,count,count_norm,taxon,parent
root,root,2100,1050000,1,0
Bacteria,superkingdom,2000,1000000,2,131567
Bacillota,phylum,1200,600000,1239,1783272
Faecalibacterium,genus,500,250000,216851,541000
"Faecalibacterium prausnitzii",species,400,200000,853,216851
a clade,no_rank,10,5000,11,853
`

const idParentsRows = `1|root|not-said|1|2100|rank root
2|Bacteria|domain|2|2000|domain:Bacteria
1239|Bacillota|phylum|1239|1200|phylum:Bacillota
216851|Faecalibacterium|genus|216851|500|genus:Faecalibacterium
853|Faecalibacterium prausnitzii|species|853|400|genus:Faecalibacterium|species:Faecalibacterium prausnitzii
11|a clade|not-said|11|10|genus:Faecalibacterium|species:Faecalibacterium prausnitzii|not-said:a clade|rank no_rank
`

func TestTaxonList(t *testing.T) {
	sameWith(t, idParents, idParentsRows)
	sameWith(t, strings.ReplaceAll(idParents, ",", ";"), idParentsRows)
	sameWith(t, strings.ReplaceAll(idParents, ",", "\t"), idParentsRows)
	table, _ := read(idParents, format.NotSaid)
	total, _ := table.Total(0)
	if total != 2100 || !table.Nested() || table.Unit() != microbiome.Counts {
		t.Errorf("total %v", total)
	}
}

// TestTaxonListNames has parents by name, of which one has no row and one is the
// name of two rows.
func TestTaxonListNames(t *testing.T) {
	sameWith(t, `taxon_id,rank,name,parent,count
853,species,Faecalibacterium prausnitzii,Faecalibacterium,90
216851,genus,Faecalibacterium,Oscillospiraceae,100
201174,phylum,Actinobacteria,Bacteria,50
1760,class,Actinobacteria,Actinobacteria,50
85004,order,Bifidobacteriales,Actinobacteria,50
`, `853|Faecalibacterium prausnitzii|species|853|90|genus:Faecalibacterium|species:Faecalibacterium prausnitzii
216851|Faecalibacterium|genus|216851|100|not-said:Oscillospiraceae|genus:Faecalibacterium
201174|Actinobacteria|phylum|201174|50|not-said:Bacteria|phylum:Actinobacteria
1760|Actinobacteria|class|1760|50|not-said:Actinobacteria|class:Actinobacteria
85004|Bifidobacteriales|order|85004|50|not-said:Actinobacteria|order:Bifidobacteriales
`)
}

func TestTaxonListTotal(t *testing.T) {
	header := "taxon,tax_rank,count,count_norm\n"
	for text, want := range map[string]struct {
		total float64
		unit  microbiome.Unit
	}{
		"853,species,4000,66667\n1678,genus,1,17\n":              {60000, microbiome.Counts},
		"2,superkingdom,60000,1000000\n853,species,4000,66666\n": {60000, microbiome.Counts},
		"1,root,61000,1016667\n2,superkingdom,60000,1000000\n":   {61000, microbiome.Counts},
		"2,domain,60000,1000000\n2157,domain,100,1667\n":         {0, microbiome.Counts}, // not all is bacteria
		"853,species,4000,4000\n1678,genus,20,20\n":              {1e6, microbiome.PerMillion},
	} {
		table, problems := read(header+text, format.NotSaid)
		if len(problems) > 0 {
			t.Errorf("%q: %q", text, problems)
			continue
		}
		if total, _ := table.Total(0); total != want.total || table.Unit() != want.unit {
			t.Errorf("%q: total %v %s, want %v", text, total, table.Unit(), want)
		}
	}
}

func TestTaxonListPercents(t *testing.T) {
	want := "853||not-said|853|6.03\n239935||not-said|239935|0.02\n1678||not-said|1678|0|percentile 2\n"
	sameWith(t, "taxon no, percentage, percentile\n853, 6.03, 61\n239935, 0.02,\n1678, 0, 2\n", want)
	sameWith(t, "Taxon no;Percentage;Percentile\n853;6,03;61\n239935;0,02;\n1678;0;2\n", strings.Replace(want, "percentile", "Percentile", 1))
	sameWith(t, "taxon no,percentage,percentile\n853,\"6,03\",61\n239935,\"0,02\",\n1678,0,2\n", want)
	table, _ := read("taxon no;percentage;percentile\n853;6,03;61,5\n239935;0,02;\n", format.NotSaid)
	if q, ok := table.Percentile(0, 0); q != 61.5 || !ok {
		t.Errorf("percentile %v, %v", q, ok)
	}
	if _, ok := table.Percentile(0, 1); ok || table.Unit() != microbiome.Percents || !table.Nested() {
		t.Error("a percentile that was not given")
	}
}

// Percents that were rounded may be off by half of their last digit each.
func TestTaxonListRounded(t *testing.T) {
	for _, text := range []string{"1,2.0,\n2,1.9,1\n3,0.2,1\n", "1,\"12,3\",\n2,12.34,1\n", "1,2,\n2,1.3,1\n3,1.2,1\n", "1,2e-3,\n2,0.0024,1\n"} {
		if _, problems := read("taxon,percentage,parent\n"+text, format.NotSaid); len(problems) > 0 {
			t.Errorf("%q: %q", text, problems)
		}
	}
}

func TestTaxonListRefused(t *testing.T) {
	edit := func(old, text string) string { return strings.Replace(idParents, old, text, 1) }
	const header = "taxon,tax_rank,count,parent\n"
	refused(t, format.TaxonList, map[string][]string{
		edit("500,250000", "500,260000"):                     {"5: 216851: count_norm: 260000; want about 250000, since 500 is 250000 of a million, but 2100 is 1050000"},
		edit("1200,600000", "1.2E+03,600000"):                {`4: 1239: count: "1.2E+03"; want a whole number, not below zero and without separators`},
		strings.ReplaceAll(edit("1200", "1.200"), ",", ";"):  {`4: 1239: count: "1.200"; want a whole number, not below zero and without separators`},
		edit("1200,", "\"1,200\","):                          {`4: 1239: count: "1,200"; want a whole number, not below zero and without separators`},
		edit("1200,", "1,200,"):                              {"4: 7 cells; want 6, one for each column; a comma in a cell needs quotation marks around it"},
		edit("1200,", "NA,"):                                 {`4: 1239: count: "NA"; want a whole number, not below zero and without separators`},
		edit("1200,", ","):                                   {`4: 1239: count: ""; want a whole number, not below zero and without separators`},
		edit(",1239,", ",2,"):                                {"4: 2: taxon: duplicate id: the taxon is there since line 3"},
		edit(",1239,", ",-5,"):                               {`4: -5: taxon: "-5"; want a whole number, not below zero and without separators`},
		edit("phylum", "stem"):                               {`4: 1239: tax_rank: "stem"; want a rank such as genus, or no rank`},
		edit("Bacillota", ""):                                {"4: 1239: tax_name: empty; want a name"},
		edit("\"Faec", "Faec"):                               {`6: bare " in non-quoted-field (at byte 29)`},
		edit("nitzii\"", "nitzii"):                           {`6: extraneous or missing " in quoted-field (at byte 60)`},
		idParents + "\n":                                     {"8: empty line; want a row"},
		idParents + ",,,,,\n":                                {"8: empty line; want a row"},
		edit("parent", "Taxon_ID"):                           {`1: column "Taxon_ID" is there twice`},
		edit("parent", ""):                                   {"1: column 6 has no name"},
		header:                                               {" no rows"},
		"a,b\n1,2\n":                                         {"1: want a line of column names, taxon and count or percentage among them"},
		header + "216851,genus,10,\n853,species,12,216851\n": {"2: 216851: 10; want at least the 12 of the rows right below it"},
		header + "853,species,12,216851\n216851,genus,10,\n": {"3: 216851: 10; want at least the 12 of the rows right below it"},
		"taxon,name,rank,count,parent\n853,b,genus,10,216851\n216851,a,genus,10,\n": {"2: 853: rank: genus b is in genus a; want a higher rank above"},
		header + "5,no rank,1,6\n6,no rank,1,5\n":                                   {"2: 5: parent: the taxon is above itself"},
		header + "5,genus,1,5\n":                                                    {"2: 5: parent: the taxon is above itself"},
		"taxon,count,percentage\n5,1,1\n":                                           {"2: 5: percentage: there is count too; want one of them"},
		"taxon,percentage,parent\n1,2.0,\n2,1.9,1\n3,0.3,1\n":                       {"2: 1: 2; want at least the 2.2 of the rows right below it"},
		"taxon,percentage\n5,101\n":                                                 {`2: 5: percentage: "101"; want a number from 0 to 100`},
		"taxon,percentage\n5,6.03%\n":                                               {`2: 5: percentage: "6.03%"; want a number from 0 to 100`},
		"taxon;percentage\n5;1.234,5\n":                                             {`2: 5: percentage: "1.234,5"; want a number from 0 to 100`},
		"taxon,percentage,percentile\n5,1,NaN\n":                                    {`2: 5: percentile: "NaN"; want a number from 0 to 100`},
	})
}

const ubiomeText = `{"site": "gut", "ubiome_bacteriacounts": [
 {"taxon": "2", "parent": "131567", "count": "2000", "count_norm": "1000000", "tax_name": "Bacteria", "tax_rank": "superkingdom"},
 {"taxon": 853, "parent": 216851, "count": 400, "count_norm": 200000, "avg": 1.5, "tax_name": "Faecalibacterium prausnitzii", "tax_rank": "species"},
 {"taxon": 11, "parent": 2, "count": 0, "count_norm": 0, "avg": null, "tax_name": "environmental samples", "tax_rank": "no_rank"}
]}`

func TestUBiome(t *testing.T) {
	sameWith(t, ubiomeText, `2|Bacteria|domain|2|2000|domain:Bacteria
853|Faecalibacterium prausnitzii|species|853|400|species:Faecalibacterium prausnitzii|avg 1.5
11|environmental samples|not-said|11|0|domain:Bacteria|not-said:environmental samples|rank no_rank
`)
	table, _ := read(ubiomeText, format.NotSaid)
	if total, _ := table.Total(0); total != 2000 || !table.Nested() {
		t.Errorf("total %v", total)
	}
	edit := func(old, text string) string { return strings.Replace(ubiomeText, old, text, 1) }
	refused(t, format.UBiome, map[string][]string{
		edit(`"taxon": 853, `, ""):                            {" ubiome_bacteriacounts[1]: taxon: missing"},
		edit(`"taxon": 853`, `"taxon": "2"`):                  {" ubiome_bacteriacounts[1]: taxon: duplicate id: the taxon is there twice"},
		edit(`"count": 400`, `"count": null`):                 {` ubiome_bacteriacounts[1]: count: ""; want a whole number, not below zero and without separators`},
		edit(`"count": 400`, `"count": 4e2`):                  {` ubiome_bacteriacounts[1]: count: "4e2"; want a whole number, not below zero and without separators`},
		edit(`"count": 400`, `"count": [4]`):                  {" ubiome_bacteriacounts[1].count: want a number or text"},
		edit(`"count": 400`, `"taxon": 1`):                    {` ubiome_bacteriacounts[1]: column "taxon" is there twice`},
		edit(`, "count_norm": 200000`, ""):                    {" ubiome_bacteriacounts[1]: count_norm: missing; the other rows have it"},
		edit(`"count": 400, `, ""):                            {" ubiome_bacteriacounts[1]: count: missing"},
		edit("]}", ""):                                        {" not JSON: unexpected end of JSON input (at byte 454)"},
		edit("ubiome_", "x"):                                  {" 0 lists ubiome_bacteriacounts; want one"},
		edit(`"site"`, `"ubiome_bacteriacounts": [], "site"`): {" 2 lists ubiome_bacteriacounts; want one"},
		`{"ubiome_bacteriacounts": []}`:                       {" no rows"},
		`{"ubiome_bacteriacounts": [1]}`:                      {" ubiome_bacteriacounts[0]: want an object"},
		`["ubiome_bacteriacounts"]`:                           {" want an object"},
	})
}
