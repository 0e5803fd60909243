// Command wasmpack makes a WebAssembly program of Go smaller to send.
//
//	wasmpack in.wasm out.wasm
//
// Go's linker writes the data of a program as tens of thousands of pieces, one
// for each run of bytes between zeros. What it saves that way a compressor would
// save anyway, and the pieces are in its way. wasmpack writes them as few pieces
// with the zeros between them: the program does the same with the same memory,
// and what compression makes of it is smaller.
package main

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"slices"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: wasmpack in.wasm out.wasm")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "wasmpack:", err)
		os.Exit(1)
	}
}

func run(from, to string) error {
	module, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	if module, err = pack(module); err != nil {
		return fmt.Errorf("%s: %w", from, err)
	}
	return os.WriteFile(to, module, 0o644)
}

// From the binary format of WebAssembly 1.0, section 5.
const (
	header      = "\x00asm\x01\x00\x00\x00"
	dataSection = 11
	i32Const    = 0x41
	end         = 0x0b
)

// gap is how many zeros there may be between two pieces that become one.
const gap = 4096

var errNotWasm = errors.New("not a WebAssembly module as the Go linker writes them")

// pack returns a module with the same sections in the same order, the pieces of
// its data joined.
func pack(module []byte) ([]byte, error) {
	r := reader{in: module}
	packed := append([]byte(nil), r.take(len(header))...)
	if string(packed) != header {
		return nil, errNotWasm
	}
	for len(r.in) > 0 && !r.broken {
		id := r.byte()
		body := r.take(r.number())
		if id == dataSection {
			pieces, err := readData(body)
			if err != nil {
				return nil, err
			}
			body = writeData(join(pieces))
		}
		packed = append(packed, id)
		packed = binary.AppendUvarint(packed, uint64(len(body)))
		packed = append(packed, body...)
	}
	if r.broken {
		return nil, errNotWasm
	}
	return packed, nil
}

// piece is some bytes of the memory that a program starts with.
type piece struct {
	at   int
	text []byte
}

// readData returns the pieces of a data section by their places, which must not
// overlap.
func readData(body []byte) ([]piece, error) {
	r := reader{in: body}
	var pieces []piece
	for range r.number() {
		if r.byte() != 0 || r.byte() != i32Const { // of memory 0, at a constant
			r.broken = true
		}
		at := r.signed()
		if r.byte() != end || at < 0 {
			r.broken = true
		}
		pieces = append(pieces, piece{at, r.take(r.number())})
		if r.broken {
			break
		}
	}
	slices.SortStableFunc(pieces, func(p, q piece) int { return cmp.Compare(p.at, q.at) })
	for i := 1; i < len(pieces); i++ {
		if pieces[i].at < pieces[i-1].end() {
			r.broken = true
		}
	}
	if r.broken || len(r.in) > 0 {
		return nil, errNotWasm
	}
	return pieces, nil
}

func (p piece) end() int { return p.at + len(p.text) }

// join joins pieces, ordered by place, over gaps.
func join(pieces []piece) (joined []piece) {
	for _, p := range pieces {
		if n := len(joined) - 1; n >= 0 && p.at-joined[n].end() <= gap {
			last := &joined[n]
			last.text = append(last.text, make([]byte, p.at-last.end())...)
			last.text = append(last.text, p.text...)
			continue
		}
		p.text = append([]byte(nil), p.text...)
		joined = append(joined, p)
	}
	return joined
}

func writeData(pieces []piece) []byte {
	body := binary.AppendUvarint(nil, uint64(len(pieces)))
	for _, p := range pieces {
		body = append(body, 0, i32Const)
		body = appendSigned(body, p.at)
		body = append(body, end)
		body = binary.AppendUvarint(body, uint64(len(p.text)))
		body = append(body, p.text...)
	}
	return body
}

// reader takes what is next. Once there is too little, it is broken.
type reader struct {
	in     []byte
	broken bool
}

func (r *reader) take(n int) []byte {
	if n < 0 || n > len(r.in) {
		r.broken = true
		return nil
	}
	text := r.in[:n]
	r.in = r.in[n:]
	return text
}

func (r *reader) byte() byte {
	if b := r.take(1); len(b) == 1 {
		return b[0]
	}
	return 0
}

// number returns a number in LEB128 without a sign, which is as in package
// binary.
func (r *reader) number() int {
	x, n := binary.Uvarint(r.in)
	if n <= 0 || x > 1<<32-1 {
		r.broken = true
		return 0
	}
	r.in = r.in[n:]
	return int(x)
}

// signed returns a number in LEB128 with a sign.
func (r *reader) signed() int {
	x := 0
	for shift := 0; shift < 35; shift += 7 {
		b := r.byte()
		x |= int(b&0x7f) << shift
		if b < 0x80 {
			if b&0x40 != 0 {
				x -= 1 << (shift + 7)
			}
			return x
		}
	}
	r.broken = true
	return 0
}

// appendSigned appends x, which is not negative, in LEB128 with a sign.
func appendSigned(b []byte, x int) []byte {
	for ; x >= 0x40; x >>= 7 {
		b = append(b, byte(x)|0x80)
	}
	return append(b, byte(x))
}
