// Command gutmuscle asks the gut–muscle library from the command line. It holds
// no logic of its own: each command reads its input, calls the library and
// prints.
//
//	go run ./examples/gutmuscle assess examples/gutmuscle/person.json
//	go run ./examples/gutmuscle plan -goal strength examples/gutmuscle/person.json
//	go run ./examples/gutmuscle ask -from habit:fiber -to metabolite:butyrate
//
// Results go to standard output and problems to standard error. It exits with
// 0 if all is well (a refusal is), 1 if the input has problems, and 2 if it was
// called wrongly.
package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"runtime"
	"slices"
	"strings"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/pathway"
	"github.com/gutmuscle/gutmuscle/strategy"
)

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// A command is one of the program's verbs.
type command struct {
	usage string // arguments
	does  string
	run   func(*call) error
}

var commands = map[string]command{
	"assess":     {"FILE", "habits to verdict, pathways, outcomes, chains and unknowns", assess},
	"plan":       {"FILE", "habits to at most three strategies week by week, or the refusal, or what to ask first", plan},
	"ask":        {"-from ID -to ID", "what the atlas says of one effect", ask},
	"claims":     {"-about ID", "the claims on an entity, with their studies", claims},
	"study":      {"KEY|DOI|PMID", "a study and what it found", study},
	"resolve":    {"NAME…", "names to taxa, with what was matched", resolve},
	"profile":    {"FILE", "a microbiome file: what is in it, what it can do, what that changes", profile},
	"pool":       {"FILE.csv", "effects or arms to a pooled estimate, heterogeneity and a forest plot", pool},
	"products":   {"TAXON | -all", "what a taxon is recorded to make and use", products},
	"habits":     {"-from agp FILE", "a habit log to the wire format", habits},
	"validate":   {"DIR", "a folder of own knowledge files, all problems at once", validate},
	"counts":     {"", "how many records the knowledge has, by kind", counts},
	"coverage":   {"[-svg] [-missing]", "how complete the records are, and what they lack", coverage},
	"conflicts":  {"[ID]", "contradictions between studies, and what differs", conflicts},
	"stooltests": {"", "what a stool test can and cannot tell", stoolTests},
	"reading":    {"", "a reading list", reading},
	"whatif":     {"FILE -set FIELD=VALUE", "a person before and after a change, row by row (-with, -flip)", whatIf},
	"export":     {"-format jsonl", "the atlas for other tools", export},
}

// call is one call of a command: its flags, streams and arguments.
type call struct {
	flags  *flag.FlagSet
	args   []string // what remains after the flags
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer
	usage  string
	json   bool
	data   string
	voice  voice
	stool  stoolFlags
}

// errUsage says that the program was called wrongly; its text was printed.
var errUsage = errors.New("usage")

func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	if len(args) == 0 || args[0] == "help" || args[0] == "-h" || args[0] == "--help" {
		overview(stdout)
		if len(args) == 0 {
			return 2
		}
		return 0
	}
	cmd, ok := commands[args[0]]
	if !ok {
		fmt.Fprintf(stderr, "gutmuscle: no command %q\n\n", args[0])
		overview(stderr)
		return 2
	}
	c := &call{flags: flag.NewFlagSet(args[0], flag.ContinueOnError), args: args[1:], usage: cmd.usage,
		stdin: stdin, stdout: stdout, stderr: stderr}
	c.flags.SetOutput(stderr)
	c.flags.Usage = func() {
		fmt.Fprintf(stderr, "usage: gutmuscle %s %s\n", args[0], cmd.usage)
		c.flags.PrintDefaults()
	}
	c.flags.BoolVar(&c.json, "json", false, "print a JSON document")
	c.flags.StringVar(&c.data, "knowledge", "", "folder of own knowledge files to add to the built-in ones")
	switch err := c.try(cmd); {
	case err == nil, errors.Is(err, flag.ErrHelp):
		return 0
	case errors.Is(err, errUsage):
		return 2
	default:
		for _, problem := range dataset.All(err) {
			fmt.Fprintln(stderr, problem)
		}
		return 1
	}
}

// try runs a command. The built-in knowledge panics with its problems when it
// is broken, as it may be in the hands of somebody who adds to it; they are
// returned like those of any other knowledge.
func (c *call) try(cmd command) (err error) {
	defer func() {
		switch broken := recover().(type) {
		case nil:
		case runtime.Error:
			panic(broken)
		case error:
			err = errors.Unwrap(broken)
		default:
			panic(broken)
		}
	}()
	return cmd.run(c)
}

func overview(w io.Writer) {
	fmt.Fprintf(w, "gutmuscle %s, knowledge %s\n\nusage: gutmuscle COMMAND [-json] …\n\n", strategy.Version, pathway.DataVersion)
	for _, name := range slices.Sorted(maps.Keys(commands)) {
		fmt.Fprintf(w, "  %-10s %-19s %s\n", name, commands[name].usage, commands[name].does)
	}
}

// parse parses the flags of the call, which may stand before, between and after
// the arguments, and checks the number of arguments: at least least, and at
// most most unless that is negative.
func (c *call) parse(least, most int) error {
	var rest []string
	for args := c.args; ; {
		switch err := c.flags.Parse(args); {
		case errors.Is(err, flag.ErrHelp):
			return err
		case err != nil:
			return errUsage
		}
		if c.flags.NArg() == 0 {
			break
		}
		rest = append(rest, c.flags.Arg(0))
		args = c.flags.Args()[1:]
	}
	c.args = rest
	if len(rest) < least || most >= 0 && len(rest) > most {
		return c.misused("want %s", cmp.Or(c.usage, "no arguments"))
	}
	return nil
}

// misused prints what is wrong with the call and how to call it.
func (c *call) misused(format string, args ...any) error {
	fmt.Fprintf(c.stderr, "gutmuscle %s: %s\n", c.flags.Name(), fmt.Sprintf(format, args...))
	c.flags.Usage()
	return errUsage
}

// atlas returns the atlas to ask: the built-in one, with the files of the
// -knowledge folder if there is one.
func (c *call) atlas() (*pathway.Atlas, error) {
	if c.data == "" {
		return pathway.Default(), nil
	}
	return pathway.Read(os.DirFS(c.data), pathway.Default())
}

// parseForAtlas parses the call as parse does and returns its atlas.
func (c *call) parseForAtlas(least, most int) (*pathway.Atlas, error) {
	if err := c.parse(least, most); err != nil {
		return nil, err
	}
	return c.atlas()
}

// model returns the model to assess with, of the atlas of the call and in its
// voice.
func (c *call) model() (*strategy.Model, error) {
	if c.data == "" {
		return c.spoken(strategy.Default())
	}
	atlas, err := c.atlas()
	if err != nil {
		return nil, err
	}
	model, err := strategy.New(atlas, nil)
	if err != nil {
		return nil, err
	}
	return c.spoken(model)
}

// open opens a file of the call, "-" for standard input.
func (c *call) open(name string) (io.ReadCloser, error) {
	if name == "-" {
		return io.NopCloser(c.stdin), nil
	}
	return os.Open(name)
}

// print prints a document as JSON.
func (c *call) print(document any) error {
	e := json.NewEncoder(c.stdout)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(document)
}

// number returns a number and its noun: 1 row, 2 rows, 3 studies.
func number(n int, noun string) string {
	if n != 1 {
		if stem, ok := strings.CutSuffix(noun, "y"); ok {
			noun = stem + "ies"
		} else {
			noun += "s"
		}
	}
	return fmt.Sprintf("%d %s", n, noun)
}

func (c *call) printf(format string, args ...any) { fmt.Fprintf(c.stdout, format, args...) }
