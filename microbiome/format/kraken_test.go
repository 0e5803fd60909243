package format_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/gutmuscle/gutmuscle/microbiome"
	"github.com/gutmuscle/gutmuscle/microbiome/format"
)

const krakenText = ` 20.00	20	20	U	0	unclassified
 80.00	80	5	R	1	root
 75.00	75	0	R1	131567	  cellular organisms
 75.00	75	15	D	2	    Bacteria
 60.00	60	0	P	1239	      Bacillota
 60.00	60	0	C1	5	        a clade
 60.00	60	10	G	216851	          Faecalibacterium
 50.00	50	40	S	853	            Faecalibacterium prausnitzii
 10.00	10	10	S1	411483	              Faecalibacterium prausnitzii A2-165
  0.00	0	0	P	976	      Bacteroidota
`

const krakenRows = `0|unclassified|not-said|0|20|unassigned
1|root|not-said|1|80|rank R
131567|cellular organisms|not-said|131567|75|not-said:cellular organisms|rank R1
2|Bacteria|domain|2|75|domain:Bacteria
1239|Bacillota|phylum|1239|60|domain:Bacteria|phylum:Bacillota
5|a clade|not-said|5|60|domain:Bacteria|phylum:Bacillota|not-said:a clade|rank C1
216851|Faecalibacterium|genus|216851|60|domain:Bacteria|phylum:Bacillota|genus:Faecalibacterium
853|Faecalibacterium prausnitzii|species|853|50|domain:Bacteria|phylum:Bacillota|genus:Faecalibacterium|species:Faecalibacterium prausnitzii
411483|Faecalibacterium prausnitzii A2-165|not-said|411483|10|domain:Bacteria|phylum:Bacillota|genus:Faecalibacterium|species:Faecalibacterium prausnitzii|not-said:Faecalibacterium prausnitzii A2-165|rank S1
976|Bacteroidota|phylum|976|0|domain:Bacteria|phylum:Bacteroidota
`

func TestKraken(t *testing.T) {
	sameWith(t, krakenText, krakenRows)
	table, problems := read(krakenText, format.NotSaid)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	total, _ := table.Total(0)
	reads, _ := table.Reads(0)
	if total != 100 || reads != 100 || !table.Nested() || table.Unit() != microbiome.Counts || table.SampleName(0) != "f" {
		t.Errorf("total %v, reads %v", total, reads)
	}
	genera, err := table.AtRank(microbiome.Genus)
	if err != nil {
		t.Fatal(err)
	}
	if rest, ok := genera.Unassigned(0); rest != 40 || !ok {
		t.Errorf("%v reads are of no genus; want 40", rest)
	}
}

// TestKrakenMinimizers reads the form with two more columns.
func TestKrakenMinimizers(t *testing.T) {
	text := "100.00\t7\t0\t20\t9\tR\t1\troot\n100.00\t7\t7\t20\t9\tG\t1678\t  Bifidobacterium\n"
	sameWith(t, text, "1|root|not-said|1|7|rank R; minimizers 20, distinct 9\n"+
		"1678|Bifidobacterium|genus|1678|7|genus:Bifidobacterium|minimizers 20, distinct 9\n")
}

// TestKrakenNumbers checks that numbers of another taxonomy are not taken for
// those of the NCBI Taxonomy.
func TestKrakenNumbers(t *testing.T) {
	sameWith(t, "100.00\t7\t0\tR\t1\troot\n100.00\t7\t7\tD\t3\t  Bacteria\n",
		"1|root|not-said|0|7|rank R\n3|Bacteria|domain|0|7|domain:Bacteria\n")
}

func TestKrakenRefused(t *testing.T) {
	edit := func(old, text string) string {
		if !strings.Contains(krakenText, old) {
			t.Fatal(old)
		}
		return strings.Replace(krakenText, old, text, 1)
	}
	refused(t, format.Kraken, map[string][]string{
		edit("40\tS\t853", "39\tS\t853"): {"8: 853: 50 reads in Faecalibacterium prausnitzii; want 49, its own 39 and the 10 of the rows right below it"},
		edit("50.00", "50.01"):           {"8: 853: percent: 50.01; want 50, since 50 of 100 reads are in Faecalibacterium prausnitzii"},
		edit("50.00", "NaN"):             {`8: 853: percent: "NaN"; want a number, since what is not known is not zero`},
		edit("50.00", "0x32p0"):          {`8: 853: percent: "0x32p0"; want a number such as 0.25`},
		edit("50.00", "1e999"):           {`8: 853: percent: "1e999"; too large a number`},
		edit("50.00", "1e-999"):          {`8: 853: percent: "1e-999"; too small a number to be told from zero`},
		edit("50\t40", "-50\t40"):        {`8: 853: reads: "-50"; want a whole number, not below zero and without separators`},
		edit("50\t40", "\t40"):           {`8: 853: reads: ""; want a whole number, not below zero and without separators`},
		edit("50\t40", "1,050\t40"):      {`8: 853: reads: "1,050"; want a whole number, not below zero and without separators`},
		edit("50\t40", "50.0\t40"):       {`8: 853: reads: "50.0"; want a whole number, not below zero and without separators`},
		edit("S\t853", "X\t853"):         {`8: 853: rank: "X"; want U, R, D, K, P, C, O, F, G or S, with or without a number`},
		edit("S\t853", "S\t1239"):        {"8: 1239: duplicate id: the taxon is there since line 5"},
		edit("S\t853", "O\t853"):         {"8: 853: rank: order Faecalibacterium prausnitzii is in genus Faecalibacterium; want a higher rank above"},
		edit("S\t853", "S\t0"):           {`8: 0: taxon: 0 of rank "S"; want 0 for U and for no other`},
		edit("\troot", "\t root"):        {`2: 1: name: 1 spaces before "root"; want two for each level, here at most 2`},
		edit("            Faecalibacterium p", "                Faecalibacterium p"): {
			`8: 853: name: 16 spaces before "Faecalibacterium prausnitzii"; want two for each level, here at most 12`},
		edit("prausnitzii\n", "prausnitzii\t\n"):                         {"8: 7 columns; want 6, or 8 with minimizers"},
		edit("            Faecalibacterium prausnitzii\n", "\n"):         {"8: 853: name: empty; want a name"},
		edit("\n 80", "\n\n 80"):                                         {"2: 1 columns; want 6, or 8 with minimizers"},
		"# only a comment\n":                                             {" no rows"},
		"0.00\t0\t0\tR\t1\troot\n":                                       {" no reads in any row"},
		"0.00\t0\t0\tR\t1\troot\n0\t0\t0\t1\t1\tD\t2\tx\n":               {"2: 8 columns; want 6 as in the rows above"},
		"100.00\t7\t7\tU\t0\t  unclassified\n":                           {`1: 0: name: 2 spaces before "unclassified"; want two for each level, here at most 0`},
		"100.00\t7\t0\tR\t1\troot\n100.00\t7\t7\tU\t0\t  unclassified\n": {"2: 0: reads that are not classified are in a taxon"},
		// numbers of reads that are too many for an int together
		manyReads(2049): {" more than 9007199254740992 reads in all rows"},
		// the row of the unclassified is missing
		strings.SplitN(krakenText, "\n", 2)[1]: {
			"1: 1: percent: 80; want 100, since 80 of 80 reads are in root",
			"2: 131567: percent: 75; want 93.75, since 75 of 80 reads are in cellular organisms",
			"3: 2: percent: 75; want 93.75, since 75 of 80 reads are in Bacteria",
			"4: 1239: percent: 60; want 75, since 60 of 80 reads are in Bacillota",
			"5: 5: percent: 60; want 75, since 60 of 80 reads are in a clade",
			"6: 216851: percent: 60; want 75, since 60 of 80 reads are in Faecalibacterium",
			"7: 853: percent: 50; want 62.5, since 50 of 80 reads are in Faecalibacterium prausnitzii",
			"8: 411483: percent: 10; want 12.5, since 10 of 80 reads are in Faecalibacterium prausnitzii A2-165",
		},
	})
}

const krakenUniqText = `# KrakenUniq v1.0.2 DATE:2025-01-01T00:00:00Z DB:./db
# CL:krakenuniq --db db

%	reads	taxReads	kmers	dup	cov	taxID	rank	taxName
33.33	1	1	9	1.5	NA	0	no rank	unclassified
66.67	2	0	8	1	2.5e-06	1	no rank	root
66.67	2	0	8	1	2.5e-06	2	superkingdom	  Bacteria
66.67	2	1	8	1	2.5e-06	1396	species group	    a group
33.33	1	1	8	1	2.5e-06	1000000001	sequence	      NC_1
`

func TestKrakenUniq(t *testing.T) {
	text := strings.Replace(krakenUniqText, "\n\n", "\n", 1)
	sameWith(t, text, `0|unclassified|not-said|0|1|kmers 9, dup 1.5|unassigned
1|root|not-said|1|2|rank no rank; kmers 8, dup 1, cov 2.5e-06
2|Bacteria|domain|2|2|domain:Bacteria|kmers 8, dup 1, cov 2.5e-06
1396|a group|not-said|1396|2|domain:Bacteria|not-said:a group|rank species group; kmers 8, dup 1, cov 2.5e-06
1000000001|NC_1|not-said|0|1|domain:Bacteria|not-said:NC_1|rank sequence; kmers 8, dup 1, cov 2.5e-06
`)
	table, _ := read(text, format.NotSaid)
	if got := table.Origin().Pipeline; got != "KrakenUniq v1.0.2" {
		t.Errorf("pipeline %q", got)
	}
	refused(t, format.KrakenUniq, map[string][]string{
		strings.Replace(text, "species group", "species grp", 1):     {`7: 1396: rank: "species grp"; want a rank such as genus, or no rank`},
		strings.Replace(text, "33.33\t1\t1\t8", "33.43\t1\t1\t8", 1): {"8: 1000000001: percent: 33.43; want 33.33, since 1 of 3 reads are in NC_1"},
		strings.Replace(text, "\t1.5\t", "\tInf\t", 1):               {`4: 0: dup: "Inf"; want a finite number`},
		strings.Replace(text, "\tkmers", "", 1):                      {"3: columns %, reads, taxReads, dup, cov, taxID, rank, taxName; want %, reads, taxreads, kmers, dup, cov, taxid, rank, taxname"},
		"# KrakenUniq v1.0.2\n":                                      {" no rows"},
	})
}

const brackenText = `name	taxonomy_id	taxonomy_lvl	kraken_assigned_reads	added_reads	new_est_reads	fraction_total_reads
Faecalibacterium	216851	G	60	15	75	0.75000
Blautia	572511	G	25	0	25	0.25000
Roseburia	841	G	0	0	0	0.00000
`

func TestBracken(t *testing.T) {
	sameWith(t, brackenText, "216851|Faecalibacterium|genus|216851|75\n572511|Blautia|genus|572511|25\n841|Roseburia|genus|841|0\n")
	table, _ := read(brackenText, format.NotSaid)
	if table.Nested() {
		t.Error("one rank is not nested")
	}
	edit := func(old, text string) string { return strings.Replace(brackenText, old, text, 1) }
	header := strings.SplitAfter(brackenText, "\n")[0]
	refused(t, format.Bracken, map[string][]string{
		edit("15\t75", "14\t75"):               {"2: 216851: new_est_reads: 75; want 74, the 60 assigned and 14 added"},
		edit("0.25000", "0.35000"):             {" fraction_total_reads: all rows add up to 1.10000; want 1", "3: 572511: fraction_total_reads: 0.35; want 0.25000, since 25 of 100 reads are of Blautia"},
		edit("572511", "216851"):               {"3: 216851: taxonomy_id: duplicate id: the taxon is there since line 2"},
		edit("572511", "0"):                    {"3: 0: taxonomy_id: 0; want the number of a taxon"},
		edit("572511\tG", "3\tS"):              {`3: 3: taxonomy_lvl: "S"; want D, P, C, O, F, G or S, the same in all rows`},
		edit("Blautia", " "):                   {"3: 572511: name: empty; want a name"},
		edit("\t25\t0.2", "\t0.2"):             {"3: 6 columns; want 7"},
		edit("0.25000", "nan"):                 {`3: 572511: fraction_total_reads: "nan"; want a number, since what is not known is not zero`},
		header:                                 {" no rows"},
		header + "a\t1\tS\t0\t0\t0\t0.00000\n": {" no reads in any row"},
		"a\tb\n":                               {"1: columns a, b; want name, taxonomy_id, taxonomy_lvl, kraken_assigned_reads, added_reads, new_est_reads, fraction_total_reads"},
	})
}

// manyReads is a report of taxa with as many reads each as a number may have.
func manyReads(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "100.00\t9007199254740992\t9007199254740992\tD\t%d\tx\n", i+1)
	}
	return b.String()
}
