package main

import (
	"errors"
	"fmt"

	"github.com/gutmuscle/gutmuscle/microbiome"
	"github.com/gutmuscle/gutmuscle/strategy"
)

// stoolFlags name the stool test of a person.
type stoolFlags struct{ file, sample string }

// takesStool gives the call the flags for a stool test of the person.
func (c *call) takesStool() {
	c.flags.StringVar(&c.stool.file, "profile", "",
		"a microbiome `file` of the person: routes that their microbes were not seen to run are closed. Where more has to be said of the file, use profile -habits")
	c.flags.StringVar(&c.stool.sample, "sample", "", "sample of the -profile file, if there are several")
}

// personal returns the model of the call, and what it read of the stool test of
// the person, or nil if there is none. With a test the model is the person's.
func (c *call) personal() (*strategy.Model, *strategy.Stool, error) {
	if c.stool.file == "" {
		if c.stool.sample != "" {
			return nil, nil, c.misused("-sample goes with -profile")
		}
		model, err := c.model()
		return model, nil, err
	}
	stool, err := c.readStool()
	if err != nil {
		return nil, nil, err
	}
	return stool.Model(), stool, nil
}

// showStool tells what the test of a person changes, and heads what follows.
func (c *call) showStool(s *strategy.Stool, h *strategy.Habits) {
	c.showInfluences(s.Influences(h))
	c.showAltered(s, s.Model().Judge(h).Tells)
	c.printf("\nTHE PERSON\n")
}

func (c *call) readStool() (*strategy.Stool, error) {
	table, err := c.readTable(c.stool.file, profileFlags{})
	if err != nil {
		return nil, err
	}
	sample, err := pick(table, c.stool.file, c.stool.sample)
	if err != nil {
		return nil, err
	}
	r, err := c.ready(table, microbiome.RankNotSaid)
	if err != nil {
		return nil, err
	}
	var test strategy.StoolTest
	if !(measured{&r, sample}).addTo(&test) {
		return nil, noFunctions(c.stool.file, &r)
	}
	model, err := c.model()
	if err != nil {
		return nil, err
	}
	return model.ReadStool(test)
}

// errSeveral is that a file has several samples and none was named.
var errSeveral = errors.New("several samples")

// pick returns the sample of a table that has a name, or the only one.
func pick(t *microbiome.Table, file, name string) (int, error) {
	n := t.NumSamples()
	switch {
	case n == 0:
		return 0, fmt.Errorf("%s: no samples", file)
	case name != "":
		if i, ok := t.Sample(name); ok {
			return i, nil
		}
		return 0, fmt.Errorf("%s: no sample %q; there are %d, the first of them %s", file, name, n, firstNames(t))
	case n > 1:
		return 0, fmt.Errorf("%s: %w: %d, the first of them %s; name one with -sample", file, errSeveral, n, firstNames(t))
	}
	return 0, nil
}
