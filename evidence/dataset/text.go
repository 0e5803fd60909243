package dataset

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"maps"
	"reflect"
	"runtime"
	"strings"
	"unicode/utf8"
)

// MaxLine is the longest line, in bytes, that is read.
const MaxLine = 4 << 20

// MaxFile is the most bytes that are read of one JSON document, after
// decompression.
const MaxFile = 64 << 20

var errTooLong = fmt.Errorf("line of more than %d bytes", MaxLine)

// Open returns a reader of the text of r: decompressed if r is gzip, and
// without a UTF-8 byte order mark. UTF-16 input is an error.
func Open(r io.Reader) (*bufio.Reader, error) {
	b := bufio.NewReaderSize(r, 1<<14)
	if head, _ := b.Peek(2); bytes.Equal(head, []byte{0x1f, 0x8b}) {
		z, err := gzip.NewReader(b)
		if err != nil {
			return nil, fmt.Errorf("gzip: %w", err)
		}
		b = bufio.NewReaderSize(z, 1<<16)
	}
	head, err := b.Peek(3)
	if err != nil && err != io.EOF {
		return nil, err
	}
	switch {
	case bytes.HasPrefix(head, []byte{0xef, 0xbb, 0xbf}):
		b.Discard(3)
	case bytes.HasPrefix(head, []byte{0xff, 0xfe}), bytes.HasPrefix(head, []byte{0xfe, 0xff}):
		return nil, errors.New("UTF-16 text; want UTF-8")
	}
	return b, nil
}

// lines calls each with every line of r, without its line end, and its number.
// It stops at the first line that is too long, that is not UTF-8 or that holds
// a NUL, since what follows cannot be trusted to be text.
func lines(r io.Reader, file string, p *Problems, each func(n int, line []byte)) {
	b, err := Open(r)
	if err != nil {
		p.Add(Place{File: file}, err)
		return
	}
	var long []byte
	for n := 1; ; n++ {
		line, err := b.ReadSlice('\n')
		if err == bufio.ErrBufferFull {
			long = append(long[:0], line...)
			for err == bufio.ErrBufferFull && len(long) <= MaxLine {
				line, err = b.ReadSlice('\n')
				long = append(long, line...)
			}
			line = long
		}
		at := Place{File: file, Line: n}
		switch {
		case len(line) > MaxLine:
			p.Add(at, errTooLong)
			return
		case err != nil && err != io.EOF:
			p.Add(at, err)
			return
		case !utf8.Valid(line) || bytes.IndexByte(line, 0) >= 0:
			p.Add(at, errors.New("not UTF-8 text"))
			return
		}
		if line = bytes.TrimRight(line, "\r\n"); len(line) > 0 || err == nil {
			each(n, line)
		}
		if err == io.EOF {
			return
		}
	}
}

// ReadLines reads JSON Lines: one record of type T on each line. It calls each
// with every record that decodes, in their order, and reports what does not.
// Empty lines are problems too: a file that lost records should not look whole.
// The file name is for messages only.
//
// Lines are decoded in batches by several goroutines, so what T reads by itself
// has to be safe for that; each is called by this goroutine only, when a batch
// is full or the input ends. A record is the caller's own. Its text shares
// memory with that of some hundred lines around it: strings.Clone what is kept
// of few.
func ReadLines[T any](r io.Reader, file string, p *Problems, each func(at Place, record *T)) {
	readLines(r, file, p, single[T], nil, func(d decoded) { each(d.at, d.record.(*T)) })
}

// decoded is a record with its place and what was found when it was checked.
type decoded struct {
	at     Place // with the id, if it was checked
	record any
	err    error
}

// block returns a function that returns the addresses of n new values, one after
// the other: one allocation instead of n.
func block[T any](n int) func() any {
	values := make([]T, n)
	return func() any {
		v := &values[0]
		values = values[1:]
		return v
	}
}

// single is block with an allocation for each value, of which a caller may keep
// one.
func single[T any](int) func() any { return func() any { return new(T) } }

// readLines is ReadLines for any type, which block makes: the code is there once
// and not once for each type. The check, if any, gives the id of
// a record and says what is wrong with it; it may run in several goroutines.
func readLines(r io.Reader, file string, p *Problems, block func(n int) func() any, check func(record any) (id string, err error), each func(decoded)) {
	var d decoder
	d.plan(reflect.TypeOf(block(1)()).Elem())
	read := func() *batch {
		return &batch{file: file, plans: d.plans, block: block, check: check, done: make(chan struct{})}
	}

	var pending []*batch
	handOver := func(most int) {
		for ; len(pending) > most; pending = pending[1:] {
			b := pending[0]
			<-b.done
			for _, d := range b.decoded {
				each(d)
			}
			p.Join(&b.problems)
		}
	}
	var unreadable Problems
	b := read()
	lines(r, file, &unreadable, func(n int, line []byte) {
		if len(bytes.TrimSpace(line)) == 0 {
			unreadable.Add(Place{File: file, Line: n}, errors.New("empty line; want a JSON object"))
			return
		}
		b.add(n, line)
		if b.text.Len() > batchSize || len(b.lines) >= batchLines {
			go b.decode()
			pending = append(pending, b)
			b = read()
			handOver(2 * runtime.GOMAXPROCS(0))
		}
	})
	b.decode()
	pending = append(pending, b)
	handOver(0)
	p.Join(&unreadable)
}

// batchSize is how many bytes make a batch: long against the start of a
// goroutine, short against the knowledge.
const batchSize = 32 << 10

// batchLines is how many lines make a batch if they are short.
const batchLines = 512

// A batch is some lines of a file, decoded by one goroutine.
type batch struct {
	file  string
	text  strings.Builder // of all lines
	lines []numbered
	plans map[reflect.Type]*plan
	block func(n int) func() any
	check func(record any) (id string, err error)

	done     chan struct{} // closed when the fields below are there
	decoded  []decoded
	problems Problems
}

// numbered is a line with its number: the part of the text of the batch that
// ends at end.
type numbered struct{ n, end int }

func (b *batch) add(n int, line []byte) {
	if b.lines == nil {
		const usual = 200 // bytes of a line
		b.text.Grow(batchSize + len(line))
		b.lines = make([]numbered, 0, batchSize/usual)
	}
	b.text.Write(line)
	b.lines = append(b.lines, numbered{n, b.text.Len()})
}

func (b *batch) decode() {
	defer close(b.done)
	d := decoder{plans: maps.Clone(b.plans)} // a type may add to it
	b.decoded = make([]decoded, 0, len(b.lines))
	fresh := b.block(len(b.lines))
	at := Place{File: b.file}
	report := func(path string, err error) { b.problems.Add(at.Field(path), err) }
	text, start := b.text.String(), 0
	for _, l := range b.lines {
		line := text[start:l.end]
		start, at.Line = l.end, l.n
		record := fresh()
		before := b.problems.Len()
		d.decodeValid(line, record, report)
		if b.problems.Len() == before {
			one := decoded{at: at, record: record}
			if b.check != nil {
				one.at.Rec, one.err = b.check(record)
			}
			b.decoded = append(b.decoded, one)
			continue
		}
		id := recordID(line)
		for _, e := range b.problems.list[before:] {
			e.Rec = id
		}
	}
}

// ReadJSON reads one JSON document of at most [MaxFile] bytes into v and
// reports every problem. It returns whether there was none.
func ReadJSON(r io.Reader, file string, v any, p *Problems) bool {
	at := Place{File: file}
	b, err := Open(r)
	if err != nil {
		p.Add(at, err)
		return false
	}
	data, err := io.ReadAll(io.LimitReader(b, MaxFile+1))
	switch {
	case err != nil:
		p.Add(at, err)
		return false
	case len(data) > MaxFile:
		p.Add(at, fmt.Errorf("more than %d bytes", MaxFile))
		return false
	}
	before := p.Len()
	var d decoder
	d.decode(string(data), v, func(path string, err error) { p.Add(at.Field(path), err) })
	return p.Len() == before
}
