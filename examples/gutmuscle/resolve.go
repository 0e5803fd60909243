package main

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/gutmuscle/gutmuscle/microbiome"
	"github.com/gutmuscle/gutmuscle/microbiome/format"
	"github.com/gutmuscle/gutmuscle/microbiome/taxon"
)

// resolution is what became of one name.
type resolution struct {
	Input      string           `json:"input"`
	TakenAs    string           `json:"taken_as,omitempty"` // what was matched, if that is not the input as it is
	Taxon      taxon.ID         `json:"taxon,omitzero"`
	Name       string           `json:"name,omitempty"`
	NCBI       int              `json:"ncbi,omitempty"`
	Rank       microbiome.Rank  `json:"rank,omitzero"`
	How        microbiome.Match `json:"how"`
	Candidates []taxon.ID       `json:"candidates"`
}

func resolve(c *call) error {
	atlas, err := c.parseForAtlas(1, -1)
	if err != nil {
		return err
	}
	var problems []error
	var all []resolution
	for _, name := range c.args {
		r, err := resolveName(atlas.Catalog(), name)
		if err != nil {
			problems = append(problems, err)
		}
		all = append(all, r)
	}
	if c.json {
		return errors.Join(append(problems, c.print(all))...)
	}
	for _, r := range all {
		if r.How == microbiome.NoMatch {
			c.printf("%s\t–\tnot resolved\n", r.Input)
			continue
		}
		c.printf("%s\ttaxon:%s\t%s (%s, NCBITaxon:%d) by %s", r.Input, r.Taxon, r.Name, r.Rank, r.NCBI, r.How)
		if r.TakenAs != "" {
			c.printf(", taken as %s", r.TakenAs)
		}
		c.printf("\n")
	}
	return errors.Join(problems...)
}

// resolveName resolves a name, and beside what the catalog does a number alone,
// which is taken for one of NCBI, and a lineage, which is taken for the last name
// in it that is known. An abbreviated genus may be any: the candidates are the
// species that fit.
func resolveName(catalog *microbiome.Catalog, name string) (resolution, error) {
	r := resolution{Input: name, Candidates: []taxon.ID{}}
	take := func(t microbiome.Taxon, how microbiome.Match) {
		r.Taxon, r.Name, r.NCBI, r.Rank, r.How = t.ID, t.Name, t.NCBI, t.Rank, how
	}
	levels := lineageOf(name)
	for n := len(levels); n > 0; n-- {
		naming := catalog.Name(row(levels[:n]))
		if t, ok := catalog.Taxon(naming.Taxon); ok {
			r.TakenAs = levels[n-1].Name
			take(t, naming.How)
			return r, nil
		}
	}
	asked := name
	if name != "" && strings.Trim(name, "0123456789") == "" {
		asked = "NCBITaxon:" + name
		r.TakenAs = asked
	}
	t, how, err := catalog.Resolve(asked)
	var unknown *microbiome.UnknownNameError
	switch {
	case err == nil:
		take(t, how)
		return r, nil
	case errors.As(err, &unknown):
		r.Candidates = append(r.Candidates, unknown.Candidates...)
	}
	if fit := abbreviated(catalog, name); len(fit) > 0 {
		r.Candidates = nil
		var names []string
		for _, t := range fit {
			r.Candidates = append(r.Candidates, t.ID)
			names = append(names, t.ID.String())
		}
		err = fmt.Errorf("%s: the genus is abbreviated, so it may be another; what fits: %s", name, strings.Join(names, ", "))
	}
	return r, err
}

// lineageOf returns the names of a lineage as files of MetaPhlAn and QIIME 2 have
// it, or nil if a text is none.
func lineageOf(text string) []microbiome.Level {
	if !strings.ContainsAny(text, "|;") || strings.ContainsAny(text, "\t\n") {
		return nil
	}
	const id = "name"
	lineages, err := format.ReadLineages(strings.NewReader("Feature ID\tTaxon\n"+id+"\t"+text+"\n"), id)
	if err != nil {
		return nil
	}
	return lineages[id]
}

// row returns the last name of a lineage as a row of a file. A strain is not
// given its lineage, so that it is not taken for its species unsaid.
func row(lineage []microbiome.Level) *microbiome.Feature {
	last := lineage[len(lineage)-1]
	f := microbiome.Feature{Label: last.Name, Name: last.Name, Rank: last.Rank}
	if last.Rank <= microbiome.Species {
		f.Lineage = lineage
	}
	return &f
}

// shortGenus is a species with its genus abbreviated, such as F. prausnitzii.
var shortGenus = regexp.MustCompile(`^(?:([A-Z][a-z]{0,2})\.[ _]*|([A-Z])[ _]+)([a-z-]+)`)

// abbreviated returns the taxa that a name with an abbreviated genus may mean, by
// any of their names.
func abbreviated(catalog *microbiome.Catalog, name string) (fit []microbiome.Taxon) {
	m := shortGenus.FindStringSubmatch(name)
	if m == nil {
		return nil
	}
	for t := range catalog.Taxa() {
		if slices.ContainsFunc(append([]string{t.Name}, t.Synonyms...), func(name string) bool {
			words := strings.Fields(strings.Trim(name, "["))
			return len(words) == 2 && strings.HasPrefix(words[0], m[1]+m[2]) && words[1] == m[3]
		}) {
			fit = append(fit, t)
		}
	}
	return fit
}
