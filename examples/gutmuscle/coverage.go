package main

import (
	"github.com/gutmuscle/gutmuscle/evidence/figure"
	"github.com/gutmuscle/gutmuscle/pathway"
)

func counts(c *call) error {
	atlas, err := c.parseForAtlas(0, 0)
	if err != nil {
		return err
	}
	if c.json {
		return c.print(struct {
			Version string          `json:"version"`
			Atlas   string          `json:"atlas"`
			Counts  []pathway.Count `json:"counts"`
		}{pathway.DataVersion, atlas.Hash(), atlas.Counts()})
	}
	for _, n := range atlas.Counts() {
		c.printf("%6d  %s\n", n.N, n.What)
	}
	return nil
}

func coverage(c *call) error {
	svg := c.flags.Bool("svg", false, "draw it as SVG")
	missing := c.flags.Bool("missing", false, "list the records that lack something")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	if *svg && *missing || c.json && (*svg || *missing) {
		return c.misused("want one of -json, -svg and -missing")
	}
	atlas, err := c.atlas()
	if err != nil {
		return err
	}
	rows := atlas.Completeness()
	switch {
	case c.json:
		return c.print(rows)
	case *missing:
		for _, row := range rows {
			for _, id := range row.Missing {
				c.printf("%s\t%s\t%s\n", row.Record, row.What, id)
			}
		}
		return nil
	}
	bars := figure.Bars{Title: "What the records of the knowledge have", Foot: "Version " + pathway.DataVersion + ", atlas " + atlas.Hash()[:12] + "."}
	for _, row := range rows {
		bars.Rows = append(bars.Rows, figure.Bar{Label: row.What, Group: row.Record.String(), Have: row.Have, Of: row.Of})
	}
	if *svg {
		return bars.WriteSVG(c.stdout)
	}
	return bars.WriteText(c.stdout, 100)
}
