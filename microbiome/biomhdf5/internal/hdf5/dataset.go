package hdf5

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// Read returns the values of a dataset. Chunks are inflated in several
// goroutines.
func (o *Object) Read() (*Values, error) {
	var parts [3]*decoder
	for i, kind := range []uint16{msgDatatype, msgDataspace, msgLayout} {
		d, err := o.message(kind)
		if err != nil {
			return nil, err
		}
		if d == nil {
			return nil, errors.New("no dataset")
		}
		parts[i] = d
	}
	v := &Values{f: o.f, t: parts[0].datatype(), Dims: parts[1].dims()}
	if err := errors.Join(parts[0].err, parts[1].err); err != nil {
		return nil, err
	}
	n, err := product(v.Dims, v.t.size)
	if err != nil || n == 0 {
		return v, err
	}
	d := parts[2]
	version, kind := d.byte(), d.byte()
	if version != 3 && (version != 4 || kind == 2) {
		return nil, fmt.Errorf("layout of version %d, which cannot be read", version)
	}
	switch kind {
	case 0:
		size := d.number(2)
		if v.raw = d.bytes(int(size)); d.err == nil && size != n {
			d.fail("%d bytes; want %d", size, n)
		}
		err = d.err
	case 1:
		at := d.address()
		if size := d.length(); d.err == nil && size != n {
			d.fail("%d bytes; want %d", size, n)
		}
		if err = d.err; err == nil {
			v.raw, err = o.f.read(at, n)
		}
	case 2:
		v.raw, err = o.chunked(v, d, n)
	default:
		err = fmt.Errorf("layout of class %d, which cannot be read", kind)
	}
	return v, err
}

// chunk is a part of a dataset.
type chunk struct {
	at, size uint64
	start    [2]uint64 // in values, by dimension
}

// chunks are those of one dataset.
type chunks struct {
	f       *File
	list    []chunk
	filters []filter
	dims    [2]uint64 // of the dataset; one dimension is [1, n]
	each    [2]uint64 // of a chunk
	value   uint64    // bytes of a value
}

func (c *chunks) bytes() uint64 { return c.each[0] * c.each[1] * c.value }

// chunked reads the n bytes of a dataset that is stored in chunks.
func (o *Object) chunked(v *Values, d *decoder, n uint64) ([]byte, error) {
	rank := int(d.byte()) - 1
	tree := d.address()
	if d.err == nil && (rank != len(v.Dims) || rank < 1) {
		d.fail("chunks of %d dimensions; want %d", rank, len(v.Dims))
	}
	if d.err != nil {
		return nil, d.err
	}
	c := &chunks{f: o.f, value: uint64(v.t.size), dims: [2]uint64{1, 1}, each: [2]uint64{1, 1}}
	first := 2 - rank
	for i := range rank {
		c.dims[first+i], c.each[first+i] = v.Dims[i], d.number(4)
		if c.each[first+i] == 0 {
			d.fail("chunks of no values")
		}
	}
	if size := d.number(4); d.err == nil && size != c.value {
		d.fail("chunks of values of %d bytes; want %d", size, c.value)
	}
	if d.err != nil {
		return nil, d.err
	}
	if _, err := product(c.each[:], v.t.size); err != nil {
		return nil, err
	}
	var err error
	if c.filters, err = o.filters(); err != nil {
		return nil, err
	}
	if err := c.find(tree, rank); err != nil {
		return nil, err
	}
	return c.read(n)
}

// find looks up the chunks in their tree, and checks that each is there once and
// that what they take can hold what they are to give.
func (c *chunks) find(tree uint64, rank int) error {
	down, across := (c.dims[0]-1)/c.each[0]+1, (c.dims[1]-1)/c.each[1]+1
	want := down * across // no overflow: each is at most as many as values
	seen := make(map[[2]uint64]bool)
	stored := uint64(0)
	err := c.f.walkTree(tree, 1, 8+8*(rank+1), func(key []byte, at uint64) error {
		d := decoder{b: key, f: c.f}
		k := chunk{at: at, size: d.number(4)}
		if mask := d.number(4); mask != 0 {
			return fmt.Errorf("a chunk without the filters of the others (%x)", mask)
		}
		for i := 2 - rank; i < 2; i++ {
			k.start[i] = d.number(8)
			if k.start[i]%c.each[i] != 0 || k.start[i] >= c.dims[i] {
				return fmt.Errorf("a chunk at %d of %d in steps of %d", k.start[i], c.dims[i], c.each[i])
			}
		}
		if seen[k.start] {
			return fmt.Errorf("two chunks at %d", k.start)
		}
		seen[k.start] = true
		if stored += k.size; stored > c.f.size || k.at > c.f.size {
			return fmt.Errorf("chunks of %d bytes in a file of %d", stored, c.f.size)
		}
		if most := most(c.filters, k.size); most < c.bytes() {
			return fmt.Errorf("a chunk of %d bytes, which cannot hold %d", k.size, c.bytes())
		}
		c.list = append(c.list, k)
		return nil
	})
	if err == nil && uint64(len(c.list)) != want {
		err = fmt.Errorf("%d chunks; want %d", len(c.list), want)
	}
	return err
}

// read inflates the chunks and puts them together.
func (c *chunks) read(n uint64) ([]byte, error) {
	raw := make([]byte, n)
	var next atomic.Int64
	var failed atomic.Pointer[error]
	work := func() {
		in := inflater{buf: make([]byte, c.bytes()+8)} // room for a sum, and for what is too much
		for {
			i := int(next.Add(1)) - 1
			if i >= len(c.list) || failed.Load() != nil {
				return
			}
			k := c.list[i]
			b, err := c.f.read(k.at, k.size)
			if err == nil {
				b, err = in.undo(c.filters, b)
			}
			if err == nil && uint64(len(b)) != c.bytes() {
				err = fmt.Errorf("%d bytes; want %d", len(b), c.bytes())
			}
			if err != nil {
				err = within(fmt.Sprintf("chunk at %d", k.at), err)
				failed.CompareAndSwap(nil, &err)
				return
			}
			c.place(raw, b, k.start)
		}
	}
	var others sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(c.list)) - 1 {
		others.Go(work)
	}
	work()
	others.Wait()
	if err := failed.Load(); err != nil {
		return nil, *err
	}
	return raw, nil
}

// place copies a chunk to where it belongs, without what hangs over.
func (c *chunks) place(raw, b []byte, start [2]uint64) {
	rows := min(c.each[0], c.dims[0]-start[0])
	width := min(c.each[1], c.dims[1]-start[1]) * c.value
	for r := range rows {
		to := ((start[0]+r)*c.dims[1] + start[1]) * c.value
		copy(raw[to:to+width], b[r*c.each[1]*c.value:])
	}
}

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
