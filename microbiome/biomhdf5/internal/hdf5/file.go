// Package hdf5 reads the part of HDF5 that files in BIOM use: groups of symbol
// tables or of few links, attributes beside their object, numbers, texts of fixed
// and of variable length in one or two dimensions, stored in one piece or in
// chunks that are deflated, shuffled or summed (Fletcher).
//
// It is written for files of strangers. All that a file says of places and sizes
// is checked against what there is before memory is taken or anything is read:
// chunks may not take more room together than the file has, and deflate cannot
// make more than 1032 bytes of one. Nothing is followed twice, so that what lies
// in itself ends.
//
// The format is that of the HDF5 File Format Specification, version 3.0, of The
// HDF Group.
package hdf5

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"sync"
)

// Signature starts every file.
const Signature = "\x89HDF\r\n\x1a\n"

// undefined is an address of nothing.
const undefined = ^uint64(0)

// File is an open file. It is safe for concurrent use.
type File struct {
	r       io.ReaderAt
	size    uint64
	addrLen int // bytes of an address
	sizeLen int // bytes of a length
	root    uint64

	mu      sync.Mutex
	heaps   map[uint64]*heap
	inHeaps uint64 // bytes of all of them
}

// Open opens the file of size bytes in r.
func Open(r io.ReaderAt, size int64) (*File, error) {
	f := &File{r: r, size: uint64(max(size, 0)), heaps: make(map[uint64]*heap)}
	b, err := f.read(0, min(f.size, 128))
	if err != nil {
		return nil, err
	}
	d := decoder{b: b, f: f}
	if string(d.bytes(8)) != Signature {
		return nil, errors.New("no HDF5 file")
	}
	switch version := d.byte(); version {
	case 0, 1:
		d.skip(4)
		f.addrLen, f.sizeLen = int(d.byte()), int(d.byte())
		d.skip(9)
		if version == 1 {
			d.skip(4)
		}
	case 2, 3:
		f.addrLen, f.sizeLen = int(d.byte()), int(d.byte())
		d.skip(1)
	default:
		return nil, fmt.Errorf("superblock of version %d; want 0 to 3", version)
	}
	if d.err != nil {
		return nil, d.err
	}
	if f.addrLen != 8 && f.addrLen != 4 || f.sizeLen != 8 && f.sizeLen != 4 {
		return nil, fmt.Errorf("addresses of %d bytes and lengths of %d; want 4 or 8", f.addrLen, f.sizeLen)
	}
	base := d.address()
	d.address()
	if end := d.address(); d.err == nil && end > f.size {
		return nil, fmt.Errorf("breaks off after %d bytes of %d", f.size, end)
	}
	if b[8] < 2 {
		d.address()          // of the driver
		d.skip(f.sizeLen)    // name of the root
		f.root = d.address() //
	} else {
		f.root = d.address()
	}
	if base != 0 {
		d.fail("addresses from %d on; want them from 0", base)
	}
	return f, d.err
}

// read returns n bytes from an address on. It takes no memory for what is not
// there.
func (f *File) read(at, n uint64) ([]byte, error) {
	if at > f.size || n > f.size-at {
		return nil, fmt.Errorf("%d bytes at %d, which are not all in the file of %d", n, at, f.size)
	}
	b := make([]byte, n)
	if m, err := f.r.ReadAt(b, int64(at)); m < len(b) {
		return nil, fmt.Errorf("%d bytes at %d: %w", n, at, err)
	}
	return b, nil
}

// decoder takes values off bytes. Once err is set, all that comes is zero.
type decoder struct {
	b   []byte
	i   int
	f   *File
	err error
}

func (d *decoder) fail(format string, args ...any) {
	if d.err == nil {
		d.err = fmt.Errorf(format, args...)
	}
}

func (d *decoder) bytes(n int) []byte {
	if d.err != nil || n < 0 || n > len(d.b)-d.i {
		d.fail("a structure breaks off")
		return make([]byte, min(max(n, 0), 8))
	}
	d.i += n
	return d.b[d.i-n : d.i]
}

func (d *decoder) skip(n int) { d.bytes(n) }
func (d *decoder) byte() byte { return d.bytes(1)[0] }
func (d *decoder) left() int  { return len(d.b) - d.i }

// number takes a number of n bytes, at most 8, the lowest first.
func (d *decoder) number(n int) uint64 {
	var b [8]byte
	copy(b[:], d.bytes(n))
	return binary.LittleEndian.Uint64(b[:])
}

// address takes an address; that of nothing is undefined in any length.
func (d *decoder) address() uint64 {
	a := d.number(d.f.addrLen)
	if d.f.addrLen == 4 && a == 1<<32-1 {
		return undefined
	}
	return a
}

func (d *decoder) length() uint64 { return d.number(d.f.sizeLen) }

// mark checks that what is next is a mark of four letters.
func (d *decoder) mark(want string) {
	if got := d.bytes(4); d.err == nil && string(got) != want {
		d.fail("%q; want %q", got, want)
	}
}

// within returns an error that says where err was.
func within(where string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", where, err)
}
