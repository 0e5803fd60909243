package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence"
	"github.com/gutmuscle/gutmuscle/microbiome"
	"github.com/gutmuscle/gutmuscle/microbiome/taxon"
	"github.com/gutmuscle/gutmuscle/pathway"
)

func claims(c *call) error {
	about := c.flags.String("about", "", "the entity, such as metabolite:butyrate")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	if *about == "" {
		return c.misused("want -about")
	}
	atlas, err := c.atlas()
	if err != nil {
		return err
	}
	n, err := atlas.Resolve(*about)
	if err != nil {
		return fmt.Errorf("-about: %w", err)
	}
	found := slices.Collect(atlas.About(n))
	if c.json {
		return c.print(append([]pathway.Claim{}, found...))
	}
	for i := range found {
		c.showClaim(atlas, &found[i])
	}
	c.printf("%d claims about %s\n", len(found), n)
	return nil
}

func (c *call) showClaim(atlas *pathway.Atlas, claim *pathway.Claim) {
	body := evidence.Weigh(atlas.Items(claim), claim.SmallestEffect)
	c.printf("%s\n  %s, %s, belief %.3g\n", claim.ID(), body.Stance, source(body.Level), body.Belief())
	for _, it := range atlas.Items(claim) {
		c.showFinding(it)
	}
}

func (c *call) showFinding(it evidence.Item) {
	f := it.Finding
	c.printf("  %-4s %s, %s, %s", f.Direction, it.Study.Key, it.Design(), it.Species())
	if n := it.N(); n > 0 {
		c.printf(", n = %d", n)
	}
	for _, text := range []string{f.MeasuredAs, f.Strain, f.Dose, f.Duration, f.Population} {
		if text != "" {
			c.printf("; %s", text)
		}
	}
	if f.Effect != nil {
		c.printf("; %s %s", f.Effect.Measure, effect(*f.Effect))
	}
	c.printf("\n")
}

func study(c *call) error {
	atlas, err := c.parseForAtlas(1, 1)
	if err != nil {
		return err
	}
	s, err := atlas.FindStudy(c.args[0])
	if err != nil {
		return err
	}
	type found struct {
		Claim    string             `json:"claim"`
		Findings []evidence.Finding `json:"findings"`
	}
	document := struct {
		Study  evidence.Study `json:"study"`
		Claims []found        `json:"claims"`
	}{s, []found{}}
	for claim := range atlas.Claims() {
		var own []evidence.Finding
		for _, f := range claim.Findings {
			if f.Study == s.Key {
				own = append(own, f)
			}
		}
		if own != nil {
			document.Claims = append(document.Claims, found{claim.ID(), own})
		}
	}
	if c.json {
		return c.print(document)
	}
	c.printf("%s\n  %s\n  %s %d", s.Key, s.Title, s.Journal, s.Year)
	for _, text := range identifiersOf(&s) {
		c.printf(", %s", text)
	}
	c.printf("\n  %s in %s", s.Design, s.Species)
	if s.N > 0 {
		c.printf(", n = %d", s.N)
	}
	if s.Population != "" {
		c.printf(": %s", s.Population)
	}
	c.printf("\n  read: %s, %s\n", s.Checked.How, s.Checked.On)
	if s.Note != "" {
		c.printf("  note: %s\n", s.Note)
	}
	for _, claim := range document.Claims {
		c.printf("%s\n", claim.Claim)
		for i := range claim.Findings {
			c.showFinding(evidence.Item{Finding: &claim.Findings[i], Study: &s})
		}
	}
	return nil
}

// identifiersOf returns the identifiers that a study has.
func identifiersOf(s *evidence.Study) []string {
	all := []string{prefixed("doi:", s.DOI.String()), prefixed("pmid:", s.PMID.String()), s.Registration}
	return slices.DeleteFunc(all, func(text string) bool { return text == "" })
}

func prefixed(prefix, text string) string {
	if text == "" {
		return ""
	}
	return prefix + text
}

// makes is what a taxon is recorded to make and use.
type makes struct {
	Taxon taxon.ID          `json:"taxon"`
	NCBI  int               `json:"ncbi,omitempty"`
	Makes []pathway.Product `json:"makes"`
	Uses  []pathway.Product `json:"uses"`
}

func products(c *call) error {
	all := c.flags.Bool("all", false, "all taxa of which something is recorded, one line each")
	if err := c.parse(0, -1); err != nil {
		return err
	}
	if *all == (len(c.args) > 0) {
		return c.misused("want a taxon, or -all")
	}
	atlas, err := c.atlas()
	if err != nil {
		return err
	}
	if *all {
		for t := range atlas.Catalog().Taxa() {
			m := makes{Taxon: t.ID, NCBI: t.NCBI}
			if m.Makes, m.Uses = atlas.Products(t.ID); len(m.Makes)+len(m.Uses) == 0 {
				continue
			}
			if err := c.showProducts(t, m, true); err != nil {
				return err
			}
		}
		return nil
	}
	t, _, err := atlas.Catalog().Resolve(strings.Join(c.args, " "))
	if err != nil {
		return err
	}
	m := makes{Taxon: t.ID, NCBI: t.NCBI}
	m.Makes, m.Uses = atlas.Products(t.ID)
	return c.showProducts(t, m, false)
}

func (c *call) showProducts(t microbiome.Taxon, m makes, line bool) error {
	switch {
	case c.json && line:
		return c.printLine(m)
	case c.json:
		return c.print(m)
	}
	c.printf("%s (taxon:%s)\n", t.Name, t.ID)
	for _, list := range []struct {
		verb     string
		products []pathway.Product
	}{{"makes", m.Makes}, {"uses", m.Uses}} {
		for _, p := range list.products {
			of := ""
			if p.Of.IsValid() {
				of = fmt.Sprintf(", told of %s", p.Of)
			}
			c.printf("  %s %s: %s (%s%s)\n", list.verb, p.Metabolite, p.Stance, studies(p.Studies, nil), of)
		}
	}
	if len(m.Makes)+len(m.Uses) == 0 {
		c.printf("  nothing recorded, which is not to say that it makes nothing\n")
	}
	return nil
}
