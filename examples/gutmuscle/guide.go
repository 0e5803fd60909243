package main

import (
	"slices"
	"strings"

	"github.com/gutmuscle/gutmuscle/pathway"
)

func conflicts(c *call) error {
	atlas, err := c.parseForAtlas(0, 1)
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
		all = slices.AppendSeq(all, atlas.Conflicts())
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
	atlas, err := c.parseForAtlas(0, 0)
	if err != nil {
		return err
	}
	all := slices.AppendSeq([]pathway.StoolTestFact{}, atlas.StoolTests())
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
	atlas, err := c.parseForAtlas(0, 0)
	if err != nil {
		return err
	}
	all := slices.AppendSeq([]pathway.FurtherReading{}, atlas.FurtherReading())
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
