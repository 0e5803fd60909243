package format

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// The zeros that most cells of a table are, with the tab after them, as they
// stand in memory.
const (
	zeroTab      = '0' | '\t'<<8
	zeroPointTab = '0' | '.'<<8 | '0'<<16 | '\t'<<24
)

// parse reads a block of whole lines that starts with a line of the file, and
// turns it if columns are wanted. Scratch is used again and again; what is
// returned does not share it.
func (c columns) parse(text []byte, line int, turned bool, scratch *part) *part {
	p := scratch
	*p = part{line: line, texts: p.texts[:0], ends: p.ends[:0], index: p.index[:0], value: p.value[:0]}
	for len(text) > 0 && p.stop == nil {
		end := bytes.IndexByte(text, '\n')
		row := text[:end+1]
		text = text[end+1:]
		for end > 0 && row[end-1] == '\r' {
			end--
			row[end] = '\n'
		}
		c.parseRow(row[:end+1], p)
	}
	own := *p
	own.texts = slices.Clone(p.texts)
	if own.rows = len(p.ends); turned {
		own.turn(len(c.text) - c.textBefore(len(c.text)))
	} else {
		own.ends, own.index, own.value = slices.Clone(p.ends), slices.Clone(p.index), slices.Clone(p.value)
	}
	return &own
}

// turn puts the numbers, which stand row by row, in the order of the columns.
func (p *part) turn(columns int) {
	next := make([]int32, columns+1) // where the next number of a column goes
	for _, column := range p.index {
		next[column+1]++
	}
	for c := range columns {
		next[c+1] += next[c]
	}
	index, value := make([]int32, len(p.index)), make([]float64, len(p.value))
	k := 0
	for row, end := range p.ends {
		for ; k < int(end); k++ {
			to := next[p.index[k]]
			next[p.index[k]] = to + 1
			index[to], value[to] = int32(row), p.value[k]
		}
	}
	p.ends, p.index, p.value = next[:columns], index, value
}

// parseRow reads one row, which ends with a line end.
func (c columns) parseRow(row []byte, p *part) {
	texts, values, faults := len(p.texts), len(p.value), len(p.faults)
	at, number := 0, int32(0)
	column := 0
	for ; column < len(c.text) && at < len(row); column++ {
		if c.text[column] {
			end := cellEnd(row, at)
			cell := bytes.TrimSpace(row[at:end])
			if !isText(cell) {
				p.stop = errNotText
				break
			}
			p.texts = append(p.texts, string(cell))
			at = end + 1
			continue
		}
		number++
		if len(row)-at >= 4 {
			four := binary.LittleEndian.Uint32(row[at:])
			if four&0xffff == zeroTab {
				at += 2
				continue
			}
			if four == zeroPointTab {
				at += 4
				continue
			}
		}
		v, end, ok := plainNumber(row, at)
		if !ok {
			end = cellEnd(row, at)
			var err error
			if v, err = amount(row[at:end]); err != nil {
				if !isText(row[at:end]) {
					p.stop = errNotText
					break
				}
				p.fault(column, err)
			}
		}
		if v != 0 {
			p.index = append(p.index, number-1)
			p.value = append(p.value, v)
		}
		at = end + 1
	}
	if p.stop != nil {
		p.texts, p.index, p.value, p.faults = p.texts[:texts], p.index[:values], p.value[:values], p.faults[:faults]
		return
	}
	if column < len(c.text) || at < len(row) {
		p.cut(c, row, texts, values, faults)
	}
	label := p.texts[texts+c.textBefore(c.label)]
	for i := faults; i < len(p.faults); i++ {
		p.faults[i].label = short(label)
	}
	p.ends = append(p.ends, int32(len(p.value)))
}

// cellEnd returns where the cell that starts at a place ends.
func cellEnd(row []byte, at int) int {
	if i := bytes.IndexByte(row[at:], '\t'); i >= 0 {
		return at + i
	}
	return len(row) - 1
}
