package hdf5

import (
	"encoding/binary"
	"fmt"
)

// class is what the values of a dataset or attribute are.
type class byte

const (
	integer class = iota
	float
	text    // of fixed length
	varText // of variable length
)

// datatype is the form of values.
type datatype struct {
	class  class
	size   int
	order  binary.ByteOrder
	signed bool
	pad    byte // of texts: 0 ends at a NUL, 1 filled with NULs, 2 with spaces
}

func (d *decoder) datatype() (t datatype) {
	head := d.byte()
	bits := d.number(3)
	size := d.number(4)
	t.size = int(size)
	t.order = binary.LittleEndian
	if bits&1 != 0 {
		t.order = binary.BigEndian
	}
	whole := func() { // whether all bits of a number are used
		if offset, precision := d.number(2), d.number(2); d.err == nil && (offset != 0 || precision != 8*size) {
			d.fail("a number of %d bits in %d bytes", precision, size)
		}
	}
	switch kind := head & 15; kind {
	case 0:
		t.class, t.signed = integer, bits&8 != 0
		if size != 1 && size != 2 && size != 4 && size != 8 {
			d.fail("whole numbers of %d bytes", size)
		}
		whole()
	case 1:
		t.class = float
		if size != 4 && size != 8 || bits&0x40 != 0 {
			d.fail("numbers of %d bytes that are not those of IEEE 754", size)
		}
		whole()
	case 3:
		if t.class, t.pad = text, byte(bits&15); size == 0 || size > 1<<20 {
			d.fail("texts of %d bytes", size)
		}
	case 9:
		if t.class = varText; bits&15 != 1 {
			if base := d.datatype(); d.err == nil && (base.class != text || base.size != 1) {
				d.fail("lists of variable length; want texts or numbers")
			}
		}
		if size != uint64(8+d.f.addrLen) {
			d.fail("texts of variable length that take %d bytes", size)
		}
	default:
		d.fail("values of class %d; want texts or numbers", kind)
	}
	return t
}

// dims are the lengths of a dataset in each dimension; none for one value.
func (d *decoder) dims() []uint64 {
	version, rank, flags := d.byte(), int(d.byte()), d.byte()
	switch version {
	case 1:
		d.skip(5)
	case 2:
		if kind := d.byte(); kind == 2 {
			return []uint64{0}
		}
	default:
		d.fail("extent of version %d; want 1 or 2", version)
	}
	_ = flags // that largest lengths follow, which do not matter
	if rank > 2 {
		d.fail("%d dimensions; want at most 2", rank)
	}
	dims := make([]uint64, 0, 2)
	for i := 0; i < rank && d.err == nil; i++ {
		dims = append(dims, d.length())
	}
	return dims
}

// product returns how many bytes values take, which is at most 2³⁰.
func product(dims []uint64, size int) (uint64, error) {
	n := uint64(size)
	for _, d := range dims {
		if n > 0 && d > maxBytes/n {
			return 0, fmt.Errorf("%d values; want them to take at most %d bytes", dims, maxBytes)
		}
		n *= d
	}
	return n, nil
}

// maxBytes is the most bytes that the values of one dataset may take.
const maxBytes = 1 << 30
