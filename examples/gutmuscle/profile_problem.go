package main

import (
	"errors"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
)

// inFlags returns the problems of a file in the words of the command line: where
// the reader of files names its options, they name flags.
func (c *call) inFlags(err error) error {
	words := flagWords("")
	if c.flags.Lookup("taxonomy") == nil { // they are of another command
		words = flagWords("profile ")
	}
	var all []error
	for _, problem := range dataset.All(err) {
		var placed *dataset.Error
		if errors.As(problem, &placed) {
			problem = &dataset.Error{Place: placed.Place, Err: errors.New(words.Replace(placed.Err.Error()))}
		}
		all = append(all, problem)
	}
	return errors.Join(all...)
}

// flagWords puts the flags of a command in the place of options.
func flagWords(command string) *strings.Replacer {
	return strings.NewReplacer(
		"Options.Lineages takes what ReadLineages returns", "it goes beside one, with "+command+"-taxonomy",
		"Options.Lineages takes what Artifact.Lineages returns", "it goes beside one, with "+command+"-taxonomy",
		"lineage than in the options", "lineage than in "+command+"-taxonomy",
		"lineage of this id in the options", "lineage of this id in "+command+"-taxonomy",
		"the options say", command+"-unit says",
		"name the unit in the options", "name the unit with "+command+"-unit",
		"name it in the options", "name it with "+command+"-unit",
		"name the format", "name the format with "+command+"-format",
	)
}
