package main

import (
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence/figure"
	"github.com/gutmuscle/gutmuscle/pathway"
)

func counts(c *call) error {
	if err := c.parse(0, 0); err != nil {
		return err
	}
	atlas, err := c.atlas()
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

func conflicts(c *call) error {
	if err := c.parse(0, 1); err != nil {
		return err
	}
	atlas, err := c.atlas()
	if err != nil {
		return err
	}
	all := []pathway.Conflict{}
	if len(c.args) == 1 {
		id, err := pathway.ParseNoteID(c.args[0])
		if err != nil {
			return err
		}
		one, err := atlas.FindConflict(id)
		if err != nil {
			return err
		}
		all = append(all, one)
	} else {
		for one := range atlas.Conflicts() {
			all = append(all, one)
		}
	}
	if c.json {
		return c.print(all)
	}
	for i := range all {
		c.showConflict(&all[i])
	}
	return nil
}

func (c *call) showConflict(one *pathway.Conflict) {
	var differ []string
	for _, d := range one.Differ {
		differ = append(differ, d.String())
	}
	c.printf("%s\n  %s (%s; differ in %s)\n", one.ID, one.Name, one.State, strings.Join(differ, ", "))
	for _, side := range one.Sides {
		c.printf("  - %s (%s)\n", side.Says, studies(side.Studies, nil))
	}
	c.printf("  %s\n", one.Explanation)
}

func stoolTests(c *call) error {
	if err := c.parse(0, 0); err != nil {
		return err
	}
	atlas, err := c.atlas()
	if err != nil {
		return err
	}
	all := []pathway.StoolTestFact{}
	for f := range atlas.StoolTests() {
		all = append(all, f)
	}
	if c.json {
		return c.print(all)
	}
	for _, t := range []pathway.Tells{pathway.TellsYes, pathway.TellsPartly, pathway.TellsNo} {
		c.printf("%s\n", map[pathway.Tells]string{pathway.TellsYes: "A stool test can tell", pathway.TellsPartly: "It can tell in part", pathway.TellsNo: "It cannot tell"}[t])
		for _, f := range all {
			if f.Tells == t {
				c.printf("  %s: %s %s (%s)\n", f.ID, f.Statement, f.Because, studies(f.Studies, nil))
			}
		}
	}
	return nil
}

func reading(c *call) error {
	if err := c.parse(0, 0); err != nil {
		return err
	}
	atlas, err := c.atlas()
	if err != nil {
		return err
	}
	all := []pathway.FurtherReading{}
	for r := range atlas.FurtherReading() {
		all = append(all, r)
	}
	if c.json {
		return c.print(all)
	}
	last := pathway.TopicNotSaid
	for _, r := range all {
		if r.Topic != last {
			c.printf("%s\n", r.Topic)
			last = r.Topic
		}
		where := r.URL
		if s, ok := atlas.Study(r.Study); ok {
			where = strings.Join(identifiersOf(&s), ", ")
		}
		c.printf("  %s: %s (%s)\n    for %s: %s\n", r.ID, r.Title, where, map[pathway.Audience]string{pathway.Everyone: "everyone",
			pathway.Practitioner: "practitioners", pathway.Researcher: "researchers"}[r.For], r.Why)
	}
	return nil
}
