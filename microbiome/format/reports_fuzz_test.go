package format_test

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"github.com/gutmuscle/gutmuscle/microbiome"
	"github.com/gutmuscle/gutmuscle/microbiome/format"
)

// fuzz reads any text as a format. What reads is a table of one sample that
// holds as many rows as count, which may be -1, says, none of them twice.
func fuzz(f *testing.F, as format.Format, count func(text string) int, seeds ...string) {
	for _, seed := range seeds {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		table, problems := read(text, as)
		if (table == nil) == (len(problems) == 0) {
			t.Fatal(table, problems)
		}
		if table == nil || strings.HasPrefix(text, "\x1f\x8b") {
			return
		}
		if table.NumSamples() != 1 || table.Content() != microbiome.Taxa {
			t.Errorf("%d samples of %s", table.NumSamples(), table.Content())
		}
		if want := count(strings.TrimPrefix(text, "\xef\xbb\xbf")); want >= 0 && table.NumFeatures() != want {
			t.Errorf("%d rows, want %d", table.NumFeatures(), want)
		}
		seen := make(map[string]bool)
		for i, feature := range table.Features() {
			if seen[feature.Label] {
				t.Errorf("%s twice", feature.Label)
			}
			seen[feature.Label] = true
			if v := table.Abundance(0, i); math.IsNaN(v) || math.IsInf(v, 0) || v < 0 {
				t.Errorf("%s: %v", feature.Label, v)
			}
			last := microbiome.RankNotSaid
			for _, l := range feature.Lineage {
				if l.Name == "" || l.Rank != microbiome.RankNotSaid && l.Rank <= last {
					t.Errorf("%s: %v", feature.Label, feature.Lineage)
				}
				last = max(last, l.Rank)
			}
		}
	})
}

// linesOf counts the lines that do not start with #.
func linesOf(text string) int {
	n := 0
	for line := range strings.Lines(text) {
		if line[0] != '#' && strings.TrimRight(line, "\r\n") != "" {
			n++
		}
	}
	return n
}

func FuzzKraken(f *testing.F) {
	fuzz(f, format.Kraken, linesOf, krakenText, "100.00\t7\t0\t20\t9\tR\t1\troot\n100.00\t7\t7\t20\t9\tG\t1678\t  x\n")
}

func FuzzKrakenUniq(f *testing.F) {
	fuzz(f, format.KrakenUniq, func(text string) int { return linesOf(text) - 1 }, strings.Replace(krakenUniqText, "\n\n", "\n", 1))
}

func FuzzBracken(f *testing.F) {
	fuzz(f, format.Bracken, func(text string) int { return strings.Count(strings.TrimRight(text, "\r\n"), "\n") }, brackenText)
}

func FuzzTaxonList(f *testing.F) {
	fuzz(f, format.TaxonList, func(text string) int { return strings.Count(strings.TrimRight(text, "\r\n"), "\n") },
		idParents, "taxon no;percentage;percentile\n853;6,03;61\n", "taxon_id,rank,name,parent,count\n5,genus,a,b,3\n7,species,c,a,3\n")
}

func FuzzUBiome(f *testing.F) {
	fuzz(f, format.UBiome, func(text string) int {
		var whole struct {
			List []json.RawMessage `json:"ubiome_bacteriacounts"`
		}
		if json.Unmarshal([]byte(text), &whole) != nil {
			return -1
		}
		return len(whole.List)
	}, ubiomeText)
}
