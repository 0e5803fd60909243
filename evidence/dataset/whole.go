package dataset

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
	"unicode/utf8"
)

// TextFS is a file system of texts in memory, by name, such as texts that were
// embedded. [ReadFile] reads them without a copy. It is safe for concurrent use
// as long as it is not changed.
type TextFS map[string]string

// Open returns the file name.
func (f TextFS) Open(name string) (fs.File, error) {
	text, ok := f[name]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return &textFile{Reader: strings.NewReader(text), name: name, text: text}, nil
}

// Glob returns the names that match a pattern of path.Match, ordered.
func (f TextFS) Glob(pattern string) (names []string, err error) {
	for _, name := range slices.Sorted(maps.Keys(f)) {
		match, err := path.Match(pattern, name)
		if err != nil {
			return nil, err
		}
		if match {
			names = append(names, name)
		}
	}
	return names, nil
}

// textFile is a file of a TextFS, and what is known of it.
type textFile struct {
	*strings.Reader
	name, text string
}

func (f *textFile) Stat() (fs.FileInfo, error) { return f, nil }
func (f *textFile) Close() error               { return nil }
func (f *textFile) Name() string               { return f.name }
func (f *textFile) Size() int64                { return int64(len(f.text)) }
func (f *textFile) Mode() fs.FileMode          { return 0o444 }
func (f *textFile) ModTime() time.Time         { return time.Time{} }
func (f *textFile) IsDir() bool                { return false }
func (f *textFile) Sys() any                   { return nil }

// maxText is the most bytes that are read of a file of records, after
// decompression.
const maxText = 1 << 30

// readText returns the text of a file of fsys, and whether there is one that can
// be read. Of a file that breaks off, it is the whole lines before.
func readText(fsys fs.FS, name string, p *Problems) (text string, ok bool) {
	f, err := fsys.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return "", false
	}
	if err != nil {
		p.Add(Place{File: name}, err)
		return "", false
	}
	defer f.Close()
	if t, inMemory := f.(*textFile); inMemory && isPlain(t.text) {
		return t.text, true
	}
	r, err := Open(f)
	if err != nil {
		p.Add(Place{File: name}, err)
		return "", false
	}
	var b strings.Builder
	if info, err := f.Stat(); err == nil {
		b.Grow(int(min(max(info.Size(), 0), 1<<26)))
	}
	_, err = io.Copy(&b, io.LimitReader(r, maxText+1))
	if text = b.String(); err == nil && len(text) > maxText {
		err = fmt.Errorf("more than %d bytes", maxText)
	}
	if err != nil {
		text = text[:strings.LastIndexByte(text, '\n')+1]
		p.Add(Place{File: name, Line: strings.Count(text, "\n") + 1}, err)
	}
	return text, true
}

// isPlain reports whether Open would return s as it stands.
func isPlain(s string) bool {
	for _, mark := range []string{"\x1f\x8b", "\xef\xbb\xbf", "\xff\xfe", "\xfe\xff"} {
		if strings.HasPrefix(s, mark) {
			return false
		}
	}
	return true
}

// countLines returns the number of lines of text; the last needs no line end.
// It looks for line ends, which is as fast as counting them where that is fast,
// and many times faster in WebAssembly.
func countLines(text string) int {
	n := 0
	for end := strings.IndexByte(text, '\n'); end >= 0; end = strings.IndexByte(text, '\n') {
		text = text[end+1:]
		n++
	}
	if strings.TrimRight(text, "\r") != "" {
		n++
	}
	return n
}

// decodeLines decodes the lines of text into the records of entries, one for
// each line, which are pointers to the type t, and checks them. The entries of
// records that were taken get their line and id.
func decodeLines(text, file string, p *Problems, entries []entry, t reflect.Type, check func(record any) (id string, err error)) {
	var d decoder
	d.plan(t)
	var parts []part
	for line := 0; line < len(entries); {
		end := len(text)
		if len(text) > batchSize {
			if i := strings.IndexByte(text[batchSize:], '\n'); i >= 0 {
				end = batchSize + i + 1
			}
		}
		n := min(countLines(text[:end]), len(entries)-line)
		parts = append(parts, part{text: text[:end], file: file, line: line, entries: entries[line : line+n], check: check})
		text, line = text[end:], line+n
	}
	var next atomic.Int64
	work := func() {
		own := decoder{plans: maps.Clone(d.plans)} // a type may add to it
		for {
			i := int(next.Add(1)) - 1
			if i >= len(parts) {
				return
			}
			parts[i].decode(&own)
		}
	}
	var others sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(parts)) - 1 {
		others.Go(work)
	}
	work()
	others.Wait()
	for i := range parts {
		p.Join(&parts[i].problems)
		if !parts[i].unreadable {
			continue
		}
		for _, later := range parts[i+1:] { // what follows cannot be trusted to be text
			for k := range later.entries {
				later.entries[k].line = 0
			}
		}
		return
	}
}

// batchSize is how many bytes make a part: long against the work of handing it
// out, short against the knowledge.
const batchSize = 32 << 10

// part is some lines of a text, decoded by one goroutine.
type part struct {
	text, file string
	line       int // lines before it
	entries    []entry
	check      func(record any) (id string, err error)

	problems   Problems
	unreadable bool // from some line on
}

func (b *part) decode(d *decoder) {
	at := Place{File: b.file, Line: b.line}
	report := func(path string, err error) { b.problems.Add(at.Field(path), err) }
	for i := range b.entries {
		e := &b.entries[i]
		line, rest, _ := strings.Cut(b.text, "\n")
		b.text = rest
		at.Line++
		switch {
		case len(line) > MaxLine:
			b.problems.Add(at, errTooLong)
			b.unreadable = true
			return
		case !utf8.ValidString(line) || strings.IndexByte(line, 0) >= 0:
			b.problems.Add(at, errors.New("not UTF-8 text"))
			b.unreadable = true
			return
		}
		line = strings.TrimRight(line, "\r")
		if strings.TrimSpace(line) == "" {
			b.problems.Add(at, errEmptyLine)
			continue
		}
		before := b.problems.Len()
		d.decodeValid(line, e.record, report)
		if b.problems.Len() > before {
			id := recordID(line)
			for _, problem := range b.problems.list[before:] {
				problem.Rec = id
			}
			continue
		}
		id, err := b.check(e.record)
		e.id, e.line = id, at.Line
		b.problems.Add(at.Record(id), err)
	}
}
