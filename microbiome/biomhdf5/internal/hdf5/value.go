package hdf5

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"strings"
)

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

// Texts returns texts. Those of variable length may not be much more than the
// file together: many values that point to one text cost those who copy them far
// more than the file is long.
func (v *Values) Texts() ([]string, error) {
	list := make([]string, v.Len())
	length := uint64(0)
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
			if length += uint64(len(list[i])); length > 4*v.f.size {
				return nil, fmt.Errorf("texts of more than %d bytes in a file of %d", 4*v.f.size, v.f.size)
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
