package hdf5

import (
	"fmt"
	"strings"
)

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
