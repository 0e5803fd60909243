package hdf5

import (
	"errors"
	"fmt"
)

// The kinds of messages in the header of an object.
const (
	msgDataspace    = 0x01
	msgLinkInfo     = 0x02
	msgDatatype     = 0x03
	msgLink         = 0x06
	msgLayout       = 0x08
	msgFilters      = 0x0b
	msgAttribute    = 0x0c
	msgContinuation = 0x10
	msgSymbolTable  = 0x11
	msgAttrInfo     = 0x15
)

// message is a message of an object.
type message struct {
	kind   uint16
	shared bool // what it says is elsewhere
	data   []byte
}

// Object is a group or a dataset. It is safe for concurrent use.
type Object struct {
	f        *File
	messages []message
}

// maxBlocks is the most parts that the header of an object may have.
const maxBlocks = 1 << 10

// object reads the header of the object at an address.
func (f *File) object(at uint64) (*Object, error) {
	start, err := f.read(at, min(16, f.size-min(at, f.size)))
	if err != nil {
		return nil, err
	}
	o := &Object{f: f}
	d := decoder{b: start, f: f}
	var blocks [][2]uint64 // where, and how long
	v2, tracked := false, false
	if string(start[:min(4, len(start))]) == "OHDR" {
		v2 = true
		blocks, tracked, err = f.headerV2(at)
	} else if version := d.byte(); version != 1 {
		err = fmt.Errorf("header of an object of version %d at %d; want 1 or 2", version, at)
	} else {
		d.skip(7)
		blocks = append(blocks, [2]uint64{at + 16, d.number(4)})
		err = d.err
	}
	if err != nil {
		return nil, err
	}
	seen := make(map[uint64]bool)
	for n := 0; n < len(blocks); n++ {
		block := blocks[n]
		if seen[block[0]] || n >= maxBlocks {
			return nil, fmt.Errorf("the header of the object at %d lies in itself", at)
		}
		seen[block[0]] = true
		b, err := f.read(block[0], block[1])
		if err != nil {
			return nil, err
		}
		d := decoder{b: b, f: f}
		if v2 && n > 0 {
			d.mark("OCHK")
			d.b = d.b[:max(d.i, len(d.b)-4)] // a sum follows
		}
		more, err := o.block(&d, v2, tracked)
		if err != nil {
			return nil, err
		}
		blocks = append(blocks, more...)
	}
	return o, nil
}

// headerV2 returns where the messages of a header of version 2 are.
func (f *File) headerV2(at uint64) (blocks [][2]uint64, tracked bool, err error) {
	b, err := f.read(at, min(64, f.size-at))
	if err != nil {
		return nil, false, err
	}
	d := decoder{b: b, f: f}
	d.mark("OHDR")
	version, flags := d.byte(), d.byte()
	if version != 2 {
		d.fail("header of an object of version %d at %d; want 1 or 2", version, at)
	}
	if flags&0x20 != 0 {
		d.skip(16)
	}
	if flags&0x10 != 0 {
		d.skip(4)
	}
	n := d.number(1 << (flags & 3))
	return [][2]uint64{{at + uint64(d.i), n}}, flags&4 != 0, d.err
}

// block takes the messages of one part of a header, and returns where further
// parts are.
func (o *Object) block(d *decoder, v2, tracked bool) (more [][2]uint64, err error) {
	head := 8
	if v2 {
		if head = 4; tracked {
			head = 6
		}
	}
	for d.err == nil && d.left() >= head {
		var m message
		var size int
		var flags byte
		if v2 {
			m.kind, size, flags = uint16(d.byte()), int(d.number(2)), d.byte()
			d.skip(head - 4)
		} else {
			m.kind, size, flags = uint16(d.number(2)), int(d.number(2)), d.byte()
			d.skip(3)
		}
		m.shared, m.data = flags&2 != 0, d.bytes(size)
		if d.err != nil {
			break
		}
		if m.kind == msgContinuation {
			c := decoder{b: m.data, f: o.f}
			more = append(more, [2]uint64{c.address(), c.length()})
			if c.err != nil {
				return nil, c.err
			}
			continue
		}
		o.messages = append(o.messages, m)
	}
	return more, d.err
}

// message returns a decoder of the first message of a kind, nil if there is
// none.
func (o *Object) message(kind uint16) (*decoder, error) {
	for _, m := range o.messages {
		if m.kind != kind {
			continue
		}
		if m.shared {
			return nil, errors.New("a part of the description of an object that is kept elsewhere; this cannot be read")
		}
		return &decoder{b: m.data, f: o.f}, nil
	}
	return nil, nil
}

// IsDataset reports whether o is a dataset, and no group.
func (o *Object) IsDataset() bool {
	d, err := o.message(msgLayout)
	return d != nil || err != nil
}

// Root returns the group that all is in.
func (f *File) Root() (*Object, error) {
	o, err := f.object(f.root)
	return o, within("/", err)
}
