package hdf5

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"strings"
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

// Values are the values of a dataset or attribute. They are a plain value, and
// must not be changed.
type Values struct {
	Dims []uint64 // none for a single value
	f    *File
	t    datatype
	raw  []byte
}

// Len returns how many values there are.
func (v *Values) Len() int { return len(v.raw) / v.t.size }

// Floats returns numbers.
func (v *Values) Floats() ([]float64, error) {
	list := make([]float64, v.Len())
	switch {
	case v.t.class == float && v.t.size == 8:
		for i := range list {
			list[i] = math.Float64frombits(v.t.order.Uint64(v.raw[8*i:]))
		}
	case v.t.class == float:
		for i := range list {
			list[i] = float64(math.Float32frombits(v.t.order.Uint32(v.raw[4*i:])))
		}
	case v.t.class == integer:
		for i := range list {
			n := v.integer(i)
			if list[i] = float64(n); n > 1<<53 || n < -1<<53 {
				return nil, fmt.Errorf("%d is more than can be held", n)
			}
		}
	default:
		return nil, errors.New("texts; want numbers")
	}
	return list, nil
}

// Int32s returns whole numbers from 0 on. Numbers with a point are taken if they
// are whole, as some writers have them.
func (v *Values) Int32s() ([]int32, error) {
	list := make([]int32, v.Len())
	switch {
	case v.t.class == integer && v.t.size == 4 && v.t.order == binary.LittleEndian:
		for i := range list {
			if list[i] = int32(binary.LittleEndian.Uint32(v.raw[4*i:])); list[i] < 0 {
				return nil, fmt.Errorf("%d; want whole numbers from 0 to %d", v.integer(i), math.MaxInt32)
			}
		}
	case v.t.class == integer:
		for i := range list {
			n := v.integer(i)
			if n < 0 || n > math.MaxInt32 {
				return nil, fmt.Errorf("%d; want whole numbers from 0 to %d", n, math.MaxInt32)
			}
			list[i] = int32(n)
		}
	default:
		floats, err := v.Floats()
		if err != nil {
			return nil, err
		}
		for i, x := range floats {
			if !(x >= 0 && x <= math.MaxInt32) || x != math.Trunc(x) {
				return nil, fmt.Errorf("%v; want whole numbers from 0 to %d", x, math.MaxInt32)
			}
			list[i] = int32(x)
		}
	}
	return list, nil
}

// integer returns whole number i. One that int64 cannot hold is the largest.
func (v *Values) integer(i int) int64 {
	b := v.raw[i*v.t.size : (i+1)*v.t.size]
	var n uint64
	for k := range b {
		if v.t.order == binary.BigEndian {
			n = n<<8 | uint64(b[k])
		} else {
			n |= uint64(b[k]) << (8 * k)
		}
	}
	if shift := 64 - 8*v.t.size; v.t.signed {
		return int64(n<<shift) >> shift
	}
	return int64(min(n, math.MaxInt64))
}

// Texts returns texts.
func (v *Values) Texts() ([]string, error) {
	list := make([]string, v.Len())
	all := "" // fixed texts share the memory of one
	if v.t.class == text {
		all = string(v.raw)
	}
	for i := range list {
		switch v.t.class {
		case text:
			list[i] = trim(all[i*v.t.size:(i+1)*v.t.size], v.t.pad)
		case varText:
			var err error
			if list[i], err = v.f.varText(v.raw[i*v.t.size : (i+1)*v.t.size]); err != nil {
				return nil, err
			}
		default:
			return nil, errors.New("numbers; want texts")
		}
	}
	return list, nil
}

func trim(s string, pad byte) string {
	if pad == 2 {
		return strings.TrimRight(s, " ")
	}
	if pad == 0 {
		s, _, _ = strings.Cut(s, "\x00")
	}
	return strings.TrimRight(s, "\x00")
}

// heap is a collection of texts. Its text is held once, however often values
// point to it.
type heap struct {
	text string
	of   map[uint64][2]int // where the text of a number starts, and its length
}

// varText returns the text that a value of variable length points to.
func (f *File) varText(value []byte) (string, error) {
	d := decoder{b: value, f: f}
	n, at, number := d.number(4), d.address(), d.number(4)
	if n == 0 || at == 0 || at == undefined {
		return "", d.err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	h, ok := f.heaps[at]
	if !ok {
		var err error
		if h, err = f.heap(at); err != nil {
			return "", err
		}
		f.heaps[at] = h
	}
	of, ok := h.of[number]
	if !ok || uint64(of[1]) < n {
		return "", fmt.Errorf("a text of %d bytes, number %d of the heap at %d, which is not there", n, number, at)
	}
	return strings.TrimRight(h.text[of[0]:of[0]+int(n)], "\x00"), nil
}

// heap reads a collection. Those that are read may not take more room than the
// file has: collections do not lie in each other.
func (f *File) heap(at uint64) (*heap, error) {
	head, err := f.read(at, uint64(8+f.sizeLen))
	if err != nil {
		return nil, err
	}
	d := decoder{b: head, f: f}
	d.mark("GCOL")
	d.skip(4)
	n := d.length()
	if d.err != nil {
		return nil, d.err
	}
	if f.inHeaps += n; n > f.size || f.inHeaps > f.size {
		return nil, fmt.Errorf("heap of %d bytes at %d, which lies in others", n, at)
	}
	b, err := f.read(at, n)
	if err != nil {
		return nil, err
	}
	h := &heap{text: string(b), of: make(map[uint64][2]int)}
	d = decoder{b: b, i: len(head), f: f}
	for d.err == nil && d.left() >= 8+f.sizeLen {
		number := d.number(2)
		d.skip(6)
		size := d.length()
		if number == 0 { // what is left is free
			break
		}
		if size > uint64(d.left()) {
			return nil, fmt.Errorf("heap at %d: a text of %d bytes, with %d left", at, size, d.left())
		}
		h.of[number] = [2]int{d.i, int(size)}
		d.skip(int(size))
		if d.left() > 0 {
			d.skip(min(d.left(), (8-int(size)%8)%8))
		}
	}
	return h, d.err
}

// Attributes returns the attributes of an object that are texts or numbers, by
// name.
func (o *Object) Attributes() (map[string]*Values, error) {
	list := make(map[string]*Values)
	for _, m := range o.messages {
		if m.kind == msgAttrInfo {
			d := decoder{b: m.data, f: o.f}
			d.skip(1)
			if flags := d.byte(); flags&1 != 0 {
				d.skip(2)
			}
			if heap := d.address(); d.err != nil || heap != undefined {
				return nil, errors.Join(d.err, errors.New("many attributes in the form of HDF5 1.8; these cannot be read"))
			}
		}
		if m.kind != msgAttribute || m.shared {
			continue
		}
		name, v, err := o.f.attribute(m.data)
		if err != nil {
			return nil, within("attribute "+name, err)
		}
		list[name] = v
	}
	return list, nil
}

func (f *File) attribute(data []byte) (string, *Values, error) {
	d := decoder{b: data, f: f}
	version, flags := d.byte(), d.byte()
	nameLen, typeLen, dimsLen := int(d.number(2)), int(d.number(2)), int(d.number(2))
	if version < 1 || version > 3 || version > 1 && flags != 0 {
		d.fail("version %d, flags %d; want a version from 1 to 3, and nothing that is kept elsewhere", version, flags)
	}
	if version == 3 {
		d.skip(1)
	}
	part := func(n int) []byte {
		b := d.bytes(n)
		if version == 1 {
			d.skip((8 - n%8) % 8)
		}
		return b
	}
	name, _, _ := bytes.Cut(part(nameLen), []byte{0})
	form := decoder{b: part(typeLen), f: f}
	extent := decoder{b: part(dimsLen), f: f}
	v := &Values{f: f, t: form.datatype(), Dims: extent.dims()}
	if err := errors.Join(d.err, form.err, extent.err); err != nil {
		return string(name), nil, err
	}
	n, err := product(v.Dims, v.t.size)
	if err == nil && n > uint64(d.left()) {
		err = fmt.Errorf("%d bytes, with %d there", n, d.left())
	}
	if err != nil {
		return string(name), nil, err
	}
	v.raw = d.bytes(int(n))
	return string(name), v, d.err
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
