package format

import (
	"strings"
	"testing"

	"github.com/gutmuscle/gutmuscle/microbiome"
)

// shown writes a lineage as rank:name, with ? for a rank that is not said.
func shown(lineage []microbiome.Level) string {
	parts := make([]string, len(lineage))
	for i, l := range lineage {
		rank := l.Rank.String()
		if l.Rank == microbiome.RankNotSaid {
			rank = "?"
		}
		parts[i] = rank + ":" + l.Name
	}
	return strings.Join(parts, " / ")
}

func TestParseLineage(t *testing.T) {
	for text, want := range map[string]string{
		"k__Bacteria; p__Bacillota; c__; o__; f__; g__; s__":           "domain:Bacteria / phylum:Bacillota",
		"d__Bacteria;p__Bacillota_A;g__;s__[Eubacterium]_rectale;t__x": "domain:Bacteria / phylum:Bacillota_A / species:[Eubacterium]_rectale / strain:x",
		"D_0__Archaea;D_5__Methanobrevibacter;Ambiguous_taxa":          "domain:Archaea / genus:Methanobrevibacter / ?:Ambiguous_taxa",
		"k__Bacteria|p__Bacteroidota|t__SGB1":                          "domain:Bacteria / phylum:Bacteroidota / strain:SGB1",
		"Bacteria|Bacillota":                                           "?:Bacteria / ?:Bacillota",
		" Bacteria ;  ;Bacillota; ":                                    "?:Bacteria / ?:Bacillota",
		"k__Bacteria;__;__":                                            "domain:Bacteria",
		"k__Bacteria;NA;g__NA":                                         "domain:Bacteria",
		"d__Eukaryota;k__Fungi;p__Ascomycota":                          "domain:Eukaryota / ?:Fungi / phylum:Ascomycota",
		`"k__Bacteria;p__Bacillota"`:                                   "domain:Bacteria / phylum:Bacillota",
		`Bacteria;"Bacteroidetes"`:                                     `?:Bacteria / ?:"Bacteroidetes"`,
		"s__Clostridium__x":                                            "species:Clostridium__x",
		"Unassigned":                                                   "",
		"k__unclassified":                                              "",
		"Unassigned;__;__":                                             "",
		"k__; p__; c__":                                                "",
		";;":                                                           "",
		"foo":                                                          "?:foo",
	} {
		if got, err := parseLineage(text); err != nil || shown(got) != want {
			t.Errorf("%q:\ngot  %s, %v\nwant %s", text, shown(got), err, want)
		}
	}
	for text, want := range map[string]string{
		"":                          "empty; want a lineage",
		" \t":                       "empty; want a lineage",
		`""`:                        "empty; want a lineage",
		"k__A|p__B;c__C":            "lineage with both ; and | between names; want one of them",
		"p__B;k__A":                 "lineage: domain A below a phylum; want each rank once, from the highest down",
		"k__A;k__B":                 "lineage: domain B below a domain; want each rank once, from the highest down",
		"g__A;g__B":                 "lineage: genus B below a genus; want each rank once, from the highest down",
		`"k__Bacteria;p__B`:         `lineage: "k__Bacteria has a quotation mark without its pair`,
		"k__Bacteria;s__A;t__B;g__": "",
	} {
		_, err := parseLineage(text)
		got := ""
		if err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%q:\ngot  %s\nwant %s", text, got, want)
		}
	}
}

func FuzzParseLineage(f *testing.F) {
	f.Add("k__Bacteria; p__Bacillota; g__; s__x")
	f.Add(`"D_0__A|D_1__"`)
	f.Fuzz(func(t *testing.T, text string) {
		lineage, err := parseLineage(text)
		if err != nil && lineage != nil {
			t.Fatal("a lineage and an error")
		}
		last := microbiome.RankNotSaid
		for _, l := range lineage {
			if strings.TrimSpace(l.Name) == "" || !strings.Contains(text, l.Name) {
				t.Errorf("name %q is not in %q", l.Name, text)
			}
			if l.Rank != microbiome.RankNotSaid && l.Rank <= last {
				t.Errorf("%q: %s after %s", text, l.Rank, last)
			}
			last = max(last, l.Rank)
		}
		if len(lineage) > 1+strings.Count(text, ";")+strings.Count(text, "|") {
			t.Errorf("%q: %d names", text, len(lineage))
		}
	})
}
