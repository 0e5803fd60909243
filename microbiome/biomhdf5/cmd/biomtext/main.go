// Command biomtext turns a table in BIOM 2.0 or 2.1, or a feature table of QIIME 2
// (.qza), into text that package microbiome/format reads: BIOM 1.0, or a table
// with a row a line.
//
//	go run -C microbiome/biomhdf5 ./cmd/biomtext /path/to/table.qza > table.biom
package main

import (
	"bufio"
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/microbiome"
	"github.com/gutmuscle/gutmuscle/microbiome/biomhdf5"
	"github.com/gutmuscle/gutmuscle/microbiome/format"
)

const usage = `usage: biomtext [-tsv] [-taxonomy FILE] [-unit UNIT] FILE

Reads a table in BIOM 2.0 or 2.1, or a feature table of QIIME 2 (.qza), and
writes it as BIOM 1.0 to standard output. Problems go to standard error, and the
exit code is 1; it is 2 if the command is not used as it should be.

`

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// run is main with what it works on given.
func run(args []string, out, messages io.Writer) int {
	flags := flag.NewFlagSet("biomtext", flag.ContinueOnError)
	flags.SetOutput(messages)
	tsv := flags.Bool("tsv", false, "write a table with a row a line: id, a column a sample, taxonomy")
	taxonomy := flags.String("taxonomy", "", "`file` with the taxonomy of the rows: FeatureData[Taxonomy] of QIIME 2 (.qza), or its taxonomy.tsv")
	var unit microbiome.Unit
	flags.TextVar(&unit, "unit", microbiome.UnitNotSaid, "what the numbers are, where they do not tell: counts, fractions, percents, per-million or rpk")
	flags.Usage = func() {
		fmt.Fprint(messages, usage)
		flags.PrintDefaults()
	}
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		return 0
	} else if err != nil {
		return 2
	}
	if flags.NArg() != 1 {
		flags.Usage()
		return 2
	}
	table, err := read(flags.Arg(0), *taxonomy, unit)
	if err == nil {
		w := bufio.NewWriter(out)
		if *tsv {
			err = writeTSV(w, table)
		} else {
			err = writeBIOM(w, table)
		}
		err = errors.Join(err, w.Flush())
	}
	if err == nil {
		return 0
	}
	for i, problem := range dataset.All(err) {
		if i == 10 {
			fmt.Fprintf(messages, "biomtext: and %d more\n", len(dataset.All(err))-i)
			break
		}
		fmt.Fprintln(messages, "biomtext:", problem)
	}
	return 1
}

func read(file, taxonomy string, unit microbiome.Unit) (*microbiome.Table, error) {
	o := format.Options{File: file, Unit: unit}
	if taxonomy != "" {
		var err error
		if o.Lineages, err = lineages(taxonomy); err != nil {
			return nil, err
		}
	}
	f, size, err := open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return biomhdf5.Read(f, size, o)
}

func open(file string) (*os.File, int64, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, 0, err
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = fmt.Errorf("%s: no regular file", file)
	}
	if err != nil {
		f.Close()
		return nil, 0, err
	}
	return f, info.Size(), nil
}

// lineages reads the taxonomy of a file, be it an archive or text.
func lineages(file string) (format.Lineages, error) {
	f, size, err := open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	head := make([]byte, 4)
	if _, err := f.ReadAt(head, 0); err != nil && err != io.EOF {
		return nil, err
	}
	if !bytes.Equal(head, []byte("PK\x03\x04")) {
		return format.ReadLineages(f, file)
	}
	a, err := format.OpenArtifact(f, size)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return a.Lineages()
}
