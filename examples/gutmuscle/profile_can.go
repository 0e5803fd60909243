package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/evidence/figure"
	"github.com/gutmuscle/gutmuscle/microbiome"
	"github.com/gutmuscle/gutmuscle/pathway"
	"github.com/gutmuscle/gutmuscle/strategy"
)

func (c *call) showCapacities(s *strategy.Stool) {
	c.printf("\nWHAT THE MICROBES CAN DO, as far as it is recorded (that they can is not to say that they do)\n")
	unclear, why := untold(s)
	all := slices.Collect(s.Capacities())
	more := ""
	if unclear < len(all) {
		more = " more"
		c.printf("  by taxa: from what is recorded of the taxa seen, which is less sure; by genes: from the genes of the sample; by both: they agree\n")
	}
	for _, x := range all {
		if x.Detection == microbiome.CannotTell {
			continue
		}
		c.printf("  %-38s %-9s by %-5s", x.Of, x.Detection, x.Basis)
		var much []string
		if x.Basis != pathway.FromGenes && x.Share[0] > 0 {
			much = append(much, "at least "+shareText(x.Share[0]))
		}
		if x.Genes.Steps > 0 {
			much = append(much, fmt.Sprintf("%d of %d steps", x.Genes.Seen, x.Genes.Steps))
		}
		if len(much) > 0 {
			c.printf(" %s", strings.Join(much, ", "))
		}
		c.printf("\n")
	}
	if unclear > 0 {
		c.printf("  of %d%s it cannot be told:\n    %s\n", unclear, more, strings.Join(why, "\n    "))
	}
	c.showStandings(s)
}

// showStandings tells where a sample stands in its reference groups, but for
// what all in them have as much of.
func (c *call) showStandings(s *strategy.Stool) {
	told, same := 0, 0
	for at := range s.Standings() {
		if spansAll(at) {
			same++
			continue
		}
		told++
		c.printf("  %s: percentile %v to %v of %s (%d samples)\n", at.Of, at.Percentile[0], at.Percentile[1], at.Group, at.Samples)
	}
	switch {
	case same > 0:
		c.printf("  of %d, the sample and the whole group have the same share, so their percentiles tell nothing\n", same)
	case told == 0:
		c.printf("  no reference group fits, so no percentile is shown\n")
	}
}

// doubts say why a capacity cannot be told.
var doubts = map[pathway.Doubt]string{
	pathway.TooShallow:      "too few reads or too coarse rows to miss it",
	pathway.NotOfDNA:        "the genes are not told to be of DNA (-assay)",
	pathway.MostlyUnknown:   "too much not assigned or not told how much",
	pathway.OthersMay:       "microbes of which it is not recorded may",
	pathway.OnlyMaybe:       "what was found may but need not",
	pathway.NoKnownGenes:    "genes not known",
	pathway.OnlyWidespread:  "only genes that most microbes have",
	pathway.InPart:          "only some of the genes",
	pathway.TooFewGenes:     "too few genes in the table to miss any",
	pathway.MethodsDisagree: "the tests disagree",
}

// untold counts the capacities that cannot be told, and says why, with how many
// each reason is of, the most first.
func untold(s *strategy.Stool) (n int, why []string) {
	count := make(map[pathway.Doubt]int)
	var reasons []pathway.Doubt
	for c := range s.Capacities() {
		if c.Detection != microbiome.CannotTell {
			continue
		}
		if n++; count[c.Why] == 0 {
			reasons = append(reasons, c.Why)
		}
		count[c.Why]++
	}
	slices.SortFunc(reasons, func(x, y pathway.Doubt) int { return cmp.Or(cmp.Compare(count[y], count[x]), cmp.Compare(x, y)) })
	for _, d := range reasons {
		why = append(why, fmt.Sprintf("%d %s", count[d], cmp.Or(doubts[d], d.String())))
	}
	return n, why
}

// rangesOf returns the picture of what the microbes of a stool can do: how much
// of the sample can, beside the reference group that fits, if one does, or how
// many of the steps have their genes. It is an error if there is nothing to draw.
func rangesOf(s *strategy.Stool) (figure.Ranges, error) {
	chart := figure.Ranges{Title: "What the microbes can do"}
	taxa, genes := false, false
	unclear, shareless := 0, 0
	for c := range s.Capacities() {
		row, ok := rangeOf(s, &c)
		switch {
		case ok:
			taxa, genes = taxa || c.Basis != pathway.FromGenes, genes || c.Basis == pathway.FromGenes
			chart.Rows = append(chart.Rows, row)
		case c.Detection == microbiome.CannotTell:
			unclear++
		default:
			shareless++
		}
	}
	if len(chart.Rows) == 0 {
		_, why := untold(s)
		return chart, fmt.Errorf("nothing to draw: of %d it cannot be told what the microbes can do (%s)", unclear, strings.Join(why, ", "))
	}
	var measures, foot []string
	if taxa {
		measures = append(measures, "share of the sample that is recorded to be able")
	}
	if genes {
		measures = append(measures, "share of the steps whose genes were seen")
	}
	chart.Measure = strings.ToUpper(measures[0][:1]) + strings.Join(measures, ", or ")[1:]
	if unclear > 0 {
		foot = append(foot, fmt.Sprintf("Of %d more it cannot be told.", unclear))
	}
	if shareless > 0 {
		foot = append(foot, fmt.Sprintf("%d more, which have no share, are told by their functions.", shareless))
	}
	chart.Foot = strings.Join(foot, " ")
	return chart, nil
}

// rangeOf returns the row of a capacity, if it has one. One that cannot be told
// has one all the same if it can be compared with a group, or if some of its
// genes were seen. What rests on both is drawn by its taxa.
func rangeOf(s *strategy.Stool, c *pathway.Capacity) (row figure.RangeRow, ok bool) {
	row = figure.RangeRow{Label: c.Of.String(), Note: c.Detection.String()}
	told := c.Detection != microbiome.CannotTell
	if c.Basis == pathway.FromGenes {
		coverage, known := c.Genes.Coverage()
		row.Share = evidence.Interval{coverage, coverage}
		row.Note += fmt.Sprintf(", %d of %d steps", c.Genes.Seen, c.Genes.Steps)
		return row, known && (told || c.Genes.Seen > 0)
	}
	row.Share = evidence.Interval{c.Share[0], c.Share[0]}
	if c.Detection == microbiome.Seen && c.Share[0] == 0 { // of a share that is not known
		row.Share = c.Share
	}
	for at := range s.Standings() {
		if at.Of == c.Of {
			row.Reference = &figure.Reference{Group: fmt.Sprintf("%s (%d samples)", at.Group, at.Samples), Low: at.P10, Median: at.P50, High: at.P90}
			return row, told || !spansAll(at)
		}
	}
	return row, told
}

// spansAll reports whether a standing says nothing, since all in its group have
// the same share.
func spansAll(at strategy.NodeStanding) bool {
	return at.Percentile[0] <= 0 && at.Percentile[1] >= 100
}
