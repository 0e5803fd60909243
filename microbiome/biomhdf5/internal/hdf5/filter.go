package hdf5

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"slices"
)

// filter is one of those that chunks have gone through.
type filter struct {
	id     uint64
	client []uint64
}

const (
	deflate  = 1
	shuffle  = 2
	fletcher = 3
)

func (o *Object) filters() ([]filter, error) {
	d, err := o.message(msgFilters)
	if err != nil || d == nil {
		return nil, err
	}
	version, n := d.byte(), int(d.byte())
	if version == 1 {
		d.skip(6)
	} else if version != 2 {
		d.fail("filters of version %d; want 1 or 2", version)
	}
	var list []filter
	for ; n > 0 && d.err == nil; n-- {
		one := filter{id: d.number(2)}
		nameLen := 0
		if version == 1 || one.id >= 256 {
			nameLen = int(d.number(2))
		}
		d.skip(2)
		values := int(d.number(2))
		if version == 1 {
			nameLen = (nameLen + 7) / 8 * 8
		}
		d.skip(nameLen)
		for i := 0; i < values && d.err == nil; i++ {
			one.client = append(one.client, d.number(4))
		}
		if version == 1 && values%2 != 0 {
			d.skip(4)
		}
		if one.id < deflate || one.id > fletcher {
			d.fail("filter %d; want deflate, shuffle or Fletcher", one.id)
		}
		list = append(list, one)
	}
	for i, one := range list {
		if d.err == nil && slices.ContainsFunc(list[:i], func(f filter) bool { return f.id == one.id }) {
			d.fail("filter %d twice", one.id)
		}
	}
	return list, d.err
}

// most returns the most bytes that can come of n through filters: deflate makes
// at most 1032 of one.
func most(filters []filter, n uint64) uint64 {
	for _, f := range filters {
		if f.id == deflate {
			n *= 1032
		}
	}
	return n
}

// inflater undoes filters with memory that it keeps.
type inflater struct {
	buf []byte // for what comes of a chunk
	alt []byte
	z   io.ReadCloser
}

func (in *inflater) undo(filters []filter, b []byte) ([]byte, error) {
	for i := len(filters) - 1; i >= 0; i-- {
		var err error
		switch f := filters[i]; f.id {
		case deflate:
			b, err = in.inflate(b)
		case shuffle:
			b, err = in.unshuffle(b, f.client)
		case fletcher:
			b, err = checked(b)
		}
		if err != nil {
			return nil, err
		}
	}
	return b, nil
}

// inflate returns what there is, and whose sum is right.
func (in *inflater) inflate(b []byte) ([]byte, error) {
	var err error
	if r := bytes.NewReader(b); in.z == nil {
		in.z, err = zlib.NewReader(r)
	} else {
		err = in.z.(zlib.Resetter).Reset(r, nil)
	}
	if err != nil {
		return nil, err
	}
	switch n, err := io.ReadFull(in.z, in.buf); err {
	case nil:
		return nil, fmt.Errorf("more than %d bytes", len(in.buf)-8)
	case io.ErrUnexpectedEOF, io.EOF:
		return in.buf[:n], nil
	default:
		return nil, err
	}
}

// unshuffle puts the bytes of each value together again.
func (in *inflater) unshuffle(b []byte, client []uint64) ([]byte, error) {
	if len(client) == 0 || client[0] == 0 || uint64(len(b))%client[0] != 0 {
		return nil, fmt.Errorf("%d bytes shuffled in %d", len(b), client)
	}
	size := int(client[0])
	n := len(b) / size
	if cap(in.alt) < len(b) {
		in.alt = make([]byte, len(b))
	}
	out := in.alt[:len(b)]
	for k := range size {
		for i, c := range b[k*n : (k+1)*n] {
			out[i*size+k] = c
		}
	}
	return out, nil
}

// checked checks and takes off the Fletcher sum at the end.
func checked(b []byte) ([]byte, error) {
	if len(b) < 4 {
		return nil, errors.New("no room for a sum")
	}
	b, sum := b[:len(b)-4], b[len(b)-4:]
	var x, y uint32
	for i := 0; i < len(b); i += 2 {
		x += uint32(b[i]) << 8
		if i+1 < len(b) {
			x += uint32(b[i+1])
		}
		x = x&0xffff + x>>16
		y += x
		y = y&0xffff + y>>16
	}
	if got := y<<16 | x; got != uint32(sum[0])|uint32(sum[1])<<8|uint32(sum[2])<<16|uint32(sum[3])<<24 {
		return nil, errors.New("wrong Fletcher sum")
	}
	return b, nil
}
