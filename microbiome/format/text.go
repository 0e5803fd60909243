package format

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
)

var (
	errNotText = errors.New("not UTF-8 text")
	errTooLong = fmt.Errorf("line of more than %d bytes", dataset.MaxLine)
)

// header reads the first lines of a table, until [readMatrix] takes over.
type header struct {
	*input
	line int    // number of the last line
	text string // it, without its line end
	back bool   // whether it is to be read once more
}

// next reads a line and reports whether there is one. What cannot be read is a
// problem.
func (h *header) next() bool {
	if h.back {
		h.back = false
		return true
	}
	var line []byte
	var err error
	for more := true; more; more = err == bufio.ErrBufferFull && len(line) <= dataset.MaxLine {
		var part []byte
		part, err = h.ReadSlice('\n')
		line = append(line, part...)
	}
	h.line++
	switch {
	case len(line) > dataset.MaxLine:
		h.p.Add(h.at(h.line), errTooLong)
		return false
	case err != nil && err != io.EOF:
		h.p.Add(h.at(h.line), err)
		return false
	case err == io.EOF && len(line) == 0:
		return false
	case !isText(line):
		h.p.Add(h.at(h.line), errNotText)
		return false
	}
	h.text = string(bytes.TrimRight(line, "\r\n"))
	return true
}

// cells returns the cells of the line, without white space around them.
func (h *header) cells() []string {
	cells := strings.Split(h.text, "\t")
	for i := range cells {
		cells[i] = strings.TrimSpace(cells[i])
	}
	return cells
}

// isText reports whether b is UTF-8 without a NUL.
func isText(b []byte) bool { return utf8.Valid(b) && bytes.IndexByte(b, 0) < 0 }

// headLines returns the first n whole lines of head; the last line counts as
// whole if it is all that there is.
func headLines(head []byte, n int) []string {
	lines := strings.SplitN(string(head), "\n", n+1)
	if len(lines) > n || len(head) >= headSize && len(lines) > 1 {
		lines = lines[:len(lines)-1]
	}
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], "\r")
	}
	return lines
}

// firstCell returns what stands before the first tab.
func firstCell(line string) string {
	cell, _, _ := strings.Cut(line, "\t")
	return strings.TrimSpace(cell)
}

// short cuts a label that is too long for a message.
func short(label string) string {
	const most = 200
	if len(label) <= most {
		return label
	}
	return strings.ToValidUTF8(label[:most], "") + "…"
}

// isComment reports whether a line is one that stands above a table, such as
// "# Constructed from biom file".
func isComment(line string) bool {
	return strings.HasPrefix(line, "#") && !strings.Contains(line, "\t")
}
