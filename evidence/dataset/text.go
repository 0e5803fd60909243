package dataset

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"
)

// MaxLine is the longest line, in bytes, that is read.
const MaxLine = 4 << 20

// MaxFile is the most bytes that are read of one JSON document, or of one table
// of comma-separated values, after decompression.
const MaxFile = 64 << 20

var errNotText = errors.New("not UTF-8 text")

var errTooLong = fmt.Errorf("line of more than %d bytes", MaxLine)

// What gzip may unpack to: 128 MiB and 200 times of what it is. Large tables that
// are nearly empty stay below; what is made to fill the memory of its reader does
// not.
const (
	unpackedFree  = 128 << 20
	unpackedRatio = 200
)

// Open returns a reader of the text of r: decompressed if r is gzip, and
// without a UTF-8 byte order mark. Errors are UTF-16 text, gzip within gzip, and
// gzip that unpacks to more than 128 MiB and 200 times of what it is.
func Open(r io.Reader) (*bufio.Reader, error) {
	b := bufio.NewReaderSize(r, 1<<14)
	if isGzip(b) {
		u, err := newUnpacked(b)
		if err != nil {
			return nil, fmt.Errorf("gzip: %w", err)
		}
		if b = bufio.NewReaderSize(u, 1<<16); isGzip(b) {
			return nil, errors.New("gzip within gzip; want it compressed once")
		}
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

func isGzip(b *bufio.Reader) bool {
	head, _ := b.Peek(2)
	return bytes.Equal(head, []byte{0x1f, 0x8b})
}

// unpacked reads gzip as far as it does not unpack to too much.
type unpacked struct {
	from *counter
	z    *gzip.Reader
	n    int64
}

func newUnpacked(b *bufio.Reader) (*unpacked, error) {
	from := &counter{Reader: b}
	z, err := gzip.NewReader(from)
	return &unpacked{from: from, z: z}, err
}

func (u *unpacked) Read(b []byte) (int, error) {
	n, err := u.z.Read(b)
	if u.n += int64(n); u.n > unpackedFree+unpackedRatio*u.from.n {
		return 0, fmt.Errorf("gzip: more than %d bytes from %d", unpackedFree+unpackedRatio*u.from.n, u.from.n)
	}
	return n, err
}

// counter counts what is read of a reader.
type counter struct {
	*bufio.Reader
	n int64
}

func (c *counter) Read(b []byte) (int, error) {
	n, err := c.Reader.Read(b)
	c.n += int64(n)
	return n, err
}

func (c *counter) ReadByte() (byte, error) {
	b, err := c.Reader.ReadByte()
	if err == nil {
		c.n++
	}
	return b, err
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
			p.Add(at, errNotText)
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

var errEmptyLine = errors.New("empty line; want a JSON object")

// ReadLines reads JSON Lines: one record of type T on each line. It calls each
// with every record that decodes, in their order, and reports what does not.
// Empty lines are problems too: a file that lost records should not look whole.
// The file name is for messages only. A record is the caller's own.
func ReadLines[T any](r io.Reader, file string, p *Problems, each func(at Place, record *T)) {
	readLines(r, file, p, func() any { return new(T) }, func(at Place, record any) { each(at, record.(*T)) })
}

// readLines is ReadLines for any type, whose addresses fresh returns: the code
// is there once and not once for each type.
func readLines(r io.Reader, file string, p *Problems, fresh func() any, each func(at Place, record any)) {
	var d decoder
	lines(r, file, p, func(n int, line []byte) {
		at := Place{File: file, Line: n}
		if len(bytes.TrimSpace(line)) == 0 {
			p.Add(at, errEmptyLine)
			return
		}
		record, text := fresh(), string(line)
		before := p.Len()
		d.decodeValid(text, record, func(path string, err error) { p.Add(at.Field(path), err) })
		if p.Len() == before {
			each(at, record)
			return
		}
		id := recordID(text)
		for _, e := range p.list[before:] {
			e.Rec = id
		}
	})
}

// ReadJSON reads one JSON document of at most [MaxFile] bytes into v, a pointer,
// and reports every problem. It returns whether there was none; if there was
// one, what is in v is not to be used. The file name is for messages only.
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
