package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/gutmuscle/gutmuscle/microbiome"
	"github.com/gutmuscle/gutmuscle/microbiome/format"
)

// readTable reads the file, and says how far it is where that takes long.
func (c *call) readTable(name string, f profileFlags) (*microbiome.Table, error) {
	r, err := c.open(name)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	o := format.Options{File: name, Format: f.format, Unit: f.unit, Origin: f.origin}
	if f.taxonomy != "" {
		if o.Lineages, err = c.lineages(f.taxonomy); err != nil {
			return nil, err
		}
	}
	p := &progress{r: r, w: c.stderr, name: name}
	if file, ok := r.(*os.File); ok {
		if info, err := file.Stat(); err == nil {
			p.size = info.Size()
		}
	}
	defer p.done()
	table, err := format.Read(p, o)
	return table, c.inFlags(err)
}

// mostArchive is the most bytes of an archive of QIIME 2 that are read.
const mostArchive = 256 << 20

// lineages reads a taxonomy, be it text or an archive of QIIME 2.
func (c *call) lineages(name string) (format.Lineages, error) {
	file, err := c.open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	r := bufio.NewReader(file)
	if head, _ := r.Peek(4); format.Detect(head) != format.QZA {
		return format.ReadLineages(r, name)
	}
	data, err := io.ReadAll(io.LimitReader(r, mostArchive+1))
	if err == nil && len(data) > mostArchive {
		err = fmt.Errorf("more than %d bytes", mostArchive)
	}
	var lineages format.Lineages
	if err == nil {
		var a *format.Artifact
		if a, err = format.OpenArtifact(bytes.NewReader(data), int64(len(data))); err == nil {
			lineages, err = a.Lineages()
		}
	}
	if err != nil {
		return nil, fmt.Errorf("-taxonomy: %s: %w", name, err)
	}
	return lineages, nil
}

// progress tells on w how much of r was read, each time that another 16 MiB
// were.
type progress struct {
	r          io.Reader
	w          io.Writer
	name       string
	size, read int64
}

const progressStep = 16 << 20

func (p *progress) Read(b []byte) (int, error) {
	n, err := p.r.Read(b)
	before := p.read / progressStep
	if p.read += int64(n); p.read/progressStep > before {
		if p.size > 0 {
			fmt.Fprintf(p.w, "\r%s: %d %% read", p.name, 100*p.read/p.size)
		} else {
			fmt.Fprintf(p.w, "\r%s: %d MiB read", p.name, p.read>>20)
		}
	}
	return n, err
}

func (p *progress) done() {
	if p.read >= progressStep {
		fmt.Fprintln(p.w)
	}
}

func firstNames(t *microbiome.Table) string {
	var names []string
	for i := range min(5, t.NumSamples()) {
		names = append(names, t.SampleName(i))
	}
	return strings.Join(names, ", ")
}
