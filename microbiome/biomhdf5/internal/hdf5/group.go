package hdf5

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
)

// Member is an object of a group, by its name. It is a plain value.
type Member struct {
	Name string
	at   uint64
}

// maxName is the most bytes that the name of a member may have.
const maxName = 1 << 12

// Find returns the object at a path below a group, such as observation/ids, and
// nil if there is none.
func (o *Object) Find(path string) (*Object, error) {
	at := o
	for name := range strings.SplitSeq(path, "/") {
		members, err := at.Members()
		if err != nil {
			return nil, within(path, err)
		}
		var next *Object
		for _, m := range members {
			if m.Name == name {
				if next, err = o.f.object(m.at); err != nil {
					return nil, within(path, err)
				}
			}
		}
		if at = next; at == nil {
			return nil, nil
		}
	}
	return at, nil
}

// Members returns what is in a group. Links to other places and files are left
// out.
func (o *Object) Members() ([]Member, error) {
	d, err := o.message(msgSymbolTable)
	if err != nil {
		return nil, err
	}
	if d != nil {
		tree, names := d.address(), d.address()
		if d.err != nil {
			return nil, d.err
		}
		return o.f.symbols(tree, names)
	}
	if d, err = o.message(msgLinkInfo); err != nil {
		return nil, err
	}
	if d != nil {
		d.skip(1)
		if flags := d.byte(); flags&1 != 0 {
			d.skip(8)
		}
		if heap := d.address(); d.err != nil || heap != undefined {
			return nil, errors.Join(d.err, errors.New("a group with many members in the form of HDF5 1.8; this cannot be read"))
		}
	}
	var members []Member
	for _, m := range o.messages {
		if m.kind != msgLink {
			continue
		}
		member, hard, err := o.f.link(m.data)
		if err != nil {
			return nil, err
		}
		if hard {
			members = append(members, member)
		}
	}
	return members, nil
}

// link reads a link, and reports whether it is to an object of this file.
func (f *File) link(data []byte) (m Member, hard bool, err error) {
	d := decoder{b: data, f: f}
	version, flags := d.byte(), d.byte()
	if version != 1 {
		d.fail("link of version %d; want 1", version)
	}
	kind := byte(0)
	if flags&8 != 0 {
		kind = d.byte()
	}
	if flags&4 != 0 {
		d.skip(8)
	}
	if flags&16 != 0 {
		d.skip(1)
	}
	n := d.number(1 << (flags & 3))
	m.Name = string(d.bytes(int(min(n, maxName))))
	if kind == 0 {
		m.at = d.address()
	}
	return m, kind == 0, d.err
}

// symbols reads the members of a group in the old form: a tree of nodes of
// symbols, whose names are in a heap of the group.
func (f *File) symbols(tree, names uint64) ([]Member, error) {
	heap, err := f.localHeap(names)
	if err != nil {
		return nil, err
	}
	var members []Member
	seen := make(map[uint64]bool)
	err = f.walkTree(tree, 0, f.sizeLen, func(_ []byte, at uint64) error {
		if seen[at] {
			return fmt.Errorf("the symbols at %d are there twice", at)
		}
		seen[at] = true
		head, err := f.read(at, 8)
		if err != nil {
			return err
		}
		d := decoder{b: head, f: f}
		d.mark("SNOD")
		d.skip(2)
		n := d.number(2)
		each := uint64(f.sizeLen + f.addrLen + 24)
		if d.err != nil {
			return d.err
		}
		b, err := f.read(at+8, n*each)
		if err != nil {
			return err
		}
		for ; len(b) > 0; b = b[each:] {
			d := decoder{b: b[:each], f: f}
			name, object := d.length(), d.address()
			if kind := d.number(4); kind == 2 || object == undefined {
				continue // a link by name
			}
			if name > uint64(len(heap)) {
				return fmt.Errorf("name of a member at %d of %d", name, len(heap))
			}
			text, _, ok := bytes.Cut(heap[name:min(uint64(len(heap)), name+maxName)], []byte{0})
			if !ok {
				return fmt.Errorf("name of a member at %d without an end", name)
			}
			members = append(members, Member{string(text), object})
		}
		return nil
	})
	return members, err
}

func (f *File) localHeap(at uint64) ([]byte, error) {
	b, err := f.read(at, uint64(8+2*f.sizeLen+f.addrLen))
	if err != nil {
		return nil, err
	}
	d := decoder{b: b, f: f}
	d.mark("HEAP")
	d.skip(4)
	n := d.length()
	d.length()
	data := d.address()
	if d.err != nil {
		return nil, d.err
	}
	return f.read(data, n)
}

// minNode is the fewest bytes of a node.
const minNode = 24

// walkTree calls each for the leaves of a B-tree of version 1, with the key before
// it. Every node is visited once, and its level is one below that of its parent.
func (f *File) walkTree(at uint64, kind byte, keyLen int, each func(key []byte, at uint64) error) error {
	seen := make(map[uint64]bool)
	var walk func(at uint64, level int) error
	walk = func(at uint64, level int) error {
		if seen[at] || uint64(len(seen)) > f.size/minNode {
			return fmt.Errorf("the tree at %d lies in itself", at)
		}
		seen[at] = true
		b, err := f.read(at, uint64(8+2*f.addrLen))
		if err != nil {
			return err
		}
		d := decoder{b: b, f: f}
		d.mark("TREE")
		if got := d.byte(); d.err == nil && got != kind {
			d.fail("tree of kind %d; want %d", got, kind)
		}
		got, n := int(d.byte()), d.number(2)
		if d.err == nil && level >= 0 && got != level {
			d.fail("node of level %d; want %d", got, level)
		}
		if d.err != nil {
			return d.err
		}
		pair := uint64(keyLen + f.addrLen)
		if b, err = f.read(at+uint64(len(b)), n*pair); err != nil {
			return err
		}
		for ; len(b) > 0; b = b[pair:] {
			d := decoder{b: b[keyLen:pair], f: f}
			if child := d.address(); got == 0 {
				err = each(b[:keyLen], child)
			} else {
				err = walk(child, got-1)
			}
			if err != nil {
				return err
			}
		}
		return nil
	}
	return walk(at, -1)
}
