package hdf5

import (
	"bytes"
	"errors"
	"fmt"
)

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
