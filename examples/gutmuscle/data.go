package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/gutmuscle/gutmuscle/pathway"
	"github.com/gutmuscle/gutmuscle/strategy"
	"github.com/gutmuscle/gutmuscle/strategy/habitlog"
)

// printLine prints a document as JSON on one line.
func (c *call) printLine(document any) error {
	e := json.NewEncoder(c.stdout)
	e.SetEscapeHTML(false)
	return e.Encode(document)
}

func validate(c *call) error {
	if err := c.parse(1, 1); err != nil {
		return err
	}
	info, err := os.Stat(c.args[0])
	switch {
	case err != nil:
		return err
	case !info.IsDir():
		return fmt.Errorf("%s: not a folder", c.args[0])
	}
	fsys := os.DirFS(c.args[0])
	atlas, err := pathway.Read(fsys, pathway.Default())
	if err != nil {
		return err
	}
	if _, err := strategy.New(atlas, fsys); err != nil {
		return err
	}
	if c.json {
		return c.print(map[string]any{"valid": true, "atlas": atlas.Hash()})
	}
	c.printf("valid; together with the built-in knowledge: %d studies, %d claims, atlas %.12s\n",
		count(atlas.Studies()), count(atlas.Claims()), atlas.Hash())
	return nil
}

func count[T any](seq func(func(T) bool)) (n int) {
	for range seq {
		n++
	}
	return n
}

func export(c *call) error {
	format := c.flags.String("format", "jsonl", "jsonl: a line for each record")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	if *format != "jsonl" {
		return c.misused("no format %q; want jsonl", *format)
	}
	atlas, err := c.atlas()
	if err != nil {
		return err
	}
	return atlas.WriteJSONL(c.stdout)
}

// converted is what became of one row of a habit log.
type converted struct {
	ID      string           `json:"id"`
	Input   *strategy.Habits `json:"input,omitempty"`
	Notes   []string         `json:"notes"`
	Refused string           `json:"refused,omitempty"`
}

func habits(c *call) error {
	from := c.flags.String("from", "", "format of the log: agp, the American Gut questionnaire table")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	if *from != "agp" {
		return c.misused("no format %q; want agp", *from)
	}
	f, err := c.open(c.args[0])
	if err != nil {
		return err
	}
	defer f.Close()
	rows, err := habitlog.ReadAGP(f, c.args[0])
	if err != nil {
		return err
	}
	for _, r := range rows {
		row := converted{ID: r.ID, Input: r.Habits, Notes: append([]string{}, r.Notes...)}
		if r.Refused != nil {
			row.Refused = r.Refused.Error()
		}
		if err := c.printLine(row); err != nil {
			return err
		}
	}
	return nil
}
