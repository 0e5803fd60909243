package format

import (
	"bytes"
	"io"
	"slices"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
)

// blockSize is how much text is handed to a goroutine at once. A longer line
// makes a longer block.
const blockSize = 1 << 20

// job is a block of lines on its way through a goroutine.
type job struct {
	text []byte
	line int
	part *part
	done chan struct{}
}

// splitter cuts text into blocks of whole lines.
type splitter struct {
	*header
	line int
	rest []byte   // start of a line that did not end in the block before
	free [][]byte // blocks that can be used again
	size int      // of the next new block
	err  error
	end  bool
}

// next returns a block, which ends with a line end, and the number of its first
// line. It returns nil after the last.
func (s *splitter) next() ([]byte, int) {
	if s.end {
		return nil, 0
	}
	var b []byte
	if n := len(s.free); n > 0 {
		b, s.free = s.free[n-1][:0], s.free[:n-1]
	} else {
		b = make([]byte, 0, s.size)
		s.size = blockSize
	}
	b = append(b, s.rest...)
	s.rest = s.rest[:0]
	for !s.end {
		if len(b) == cap(b) {
			if len(b) > dataset.MaxLine {
				s.err, s.end = errTooLong, true
				return nil, 0
			}
			b = slices.Grow(b, len(b))
		}
		n, err := s.Read(b[len(b):cap(b)])
		b = b[:len(b)+n]
		if s.end = err != nil; s.end {
			if err != io.EOF {
				s.err = err
			} else if len(b) > 0 && b[len(b)-1] != '\n' {
				b = append(b, '\n')
			}
		} else if len(b) < cap(b) {
			continue
		}
		if end := bytes.LastIndexByte(b, '\n') + 1; end > 0 {
			s.rest = append(s.rest, b[end:]...)
			line := s.line
			s.line += bytes.Count(b[:end], []byte{'\n'})
			return b[:end], line
		}
	}
	return nil, 0
}
