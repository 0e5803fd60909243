package hdf5

import (
	"errors"
	"fmt"
	"runtime"
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
