package format

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
)

// scanner walks a JSON text that is too large to be held in memory. Once err is
// set, nothing more comes of it.
type scanner struct {
	r    io.Reader
	buf  []byte // what was read; from i on it is still to be scanned
	i    int
	last bool  // nothing follows buf
	line int   // line ends passed
	err  error // what is wrong with the text, or of reading it
	text []byte
}

const scanSize = 1 << 16

// more reads more of the text, keeps what is still to be scanned, and reports
// whether there was more.
func (s *scanner) more() bool {
	if s.last || s.err != nil {
		return false
	}
	kept := copy(s.buf, s.buf[s.i:])
	if cap(s.buf) < 2*scanSize {
		s.buf = append(make([]byte, 0, 2*scanSize), s.buf[:kept]...)
	}
	s.i = 0
	n, err := io.ReadAtLeast(s.r, s.buf[kept:min(kept+scanSize, cap(s.buf))], 1)
	s.buf = s.buf[:kept+n]
	if err == io.EOF {
		s.last = true
	} else if err != nil {
		s.err = err
	}
	return n > 0
}

// fail says what is wrong, unless something was before.
func (s *scanner) fail(format string, args ...any) {
	if s.err == nil {
		s.err = fmt.Errorf(format, args...)
	}
}

// peek returns the first byte of what is next, after white space; 0 at the end.
func (s *scanner) peek() byte {
	for s.err == nil {
		for ; s.i < len(s.buf); s.i++ {
			switch c := s.buf[s.i]; c {
			case '\n':
				s.line++
			case ' ', '\t', '\r':
			default:
				return c
			}
		}
		if !s.more() {
			break
		}
	}
	return 0
}

// take passes over the byte c, which has to be next.
func (s *scanner) take(c byte) {
	switch next := s.peek(); {
	case s.err != nil:
	case next == c:
		s.i++
	case s.i == len(s.buf):
		s.fail("ends early; want %q", c)
	default:
		s.fail("%q; want %q", next, c)
	}
}

// end checks that nothing is left.
func (s *scanner) end() {
	if c := s.peek(); s.err == nil && s.i < len(s.buf) {
		s.fail("%q after the end of the object", c)
	}
}

// elements calls each for every element up to the bracket that closes.
func (s *scanner) elements(closing byte, each func()) {
	for first := true; s.err == nil; first = false {
		if s.peek() == closing {
			s.i++
			return
		}
		if !first {
			s.take(',')
			if s.peek() == closing {
				s.fail("a comma before %q", closing)
			}
		}
		if s.err == nil {
			each()
		}
	}
}

// list calls each for every element of the list that is next.
func (s *scanner) list(each func()) {
	s.take('[')
	s.elements(']', each)
}

// object calls each for every member of the object that is next, with its name.
func (s *scanner) object(each func(name string)) {
	s.take('{')
	s.elements('}', func() {
		if s.peek() != '"' {
			s.fail("%q; want the name of a field", s.peek())
			return
		}
		var name string
		if json.Unmarshal(s.raw(), &name) != nil {
			s.fail("a name of a field that cannot be read")
		}
		if s.take(':'); s.err == nil {
			each(name)
		}
	})
}

// raw returns the text of the value that is next, which is good until the next
// call. Whether it is valid JSON is for who decodes it to see.
func (s *scanner) raw() []byte {
	s.text = s.text[:0]
	first := s.peek()
	depth, inText, escaped := 0, false, false
	for s.err == nil {
		for k, c := range s.buf[s.i:] {
			switch {
			case escaped:
				escaped = false
			case inText && c == '\\':
				escaped = true
			case c == '"':
				inText = !inText
			case inText:
			case c == '\n':
				s.line++
			case c == '{' || c == '[':
				depth++
				continue
			case c == '}' || c == ']':
				depth--
			}
			// What follows a number or word is not of it.
			if bare := first != '{' && first != '[' && first != '"'; bare && bytes.IndexByte([]byte(",]} \t\r\n"), c) >= 0 {
				if c == '\n' {
					s.line--
				}
				s.text = append(s.text, s.buf[s.i:s.i+k]...)
				s.i += k
				return s.text
			} else if !bare && depth == 0 && !inText {
				s.text = append(s.text, s.buf[s.i:s.i+k+1]...)
				s.i += k + 1
				return s.text
			}
		}
		if s.text = append(s.text, s.buf[s.i:]...); len(s.text) > dataset.MaxLine {
			s.fail("a value of more than %d bytes", dataset.MaxLine)
		}
		if s.i = len(s.buf); !s.more() {
			s.fail("ends early")
		}
	}
	return nil
}

// maxNumber is the most bytes that a number may have.
const maxNumber = 1 << 10

// number reads the number that is next. What is not a number is an error, and is
// passed over.
func (s *scanner) number() (float64, error) {
	first := s.peek()
	for len(s.buf)-s.i < maxNumber && s.more() {
	}
	if first < '0' || first > '9' { // not the common case
		return s.otherNumber()
	}
	// A whole mantissa below 2⁵³ and a power of ten that is exact give the nearest
	// number by one division.
	text := s.buf[s.i:]
	mantissa, k := uint64(0), 0
	for ; k < len(text) && text[k]-'0' <= 9; k++ {
		mantissa = 10*mantissa + uint64(text[k]-'0')
	}
	point := k
	if k < len(text) && text[k] == '.' {
		for k++; k < len(text) && text[k]-'0' <= 9; k++ {
			mantissa = 10*mantissa + uint64(text[k]-'0')
		}
	}
	places := max(0, k-point-1)
	if k > 16 || k == len(text) || text[k] != ',' && text[k] != ']' || k == point+1 || first == '0' && point > 1 {
		return s.otherNumber()
	}
	s.i += k
	return float64(mantissa) / exactTens[places], nil
}

func (s *scanner) otherNumber() (float64, error) {
	raw := s.raw()
	switch {
	case s.err != nil:
		return 0, s.err
	case len(raw) > maxNumber:
		return 0, fmt.Errorf("%.40q…; want a number", raw)
	case len(raw) == 0:
		return 0, errors.New("nothing; want a number")
	}
	mantissa, _, _ := bytes.Cut(bytes.ToLower(raw), []byte{'e'})
	v, err := strconv.ParseFloat(string(raw), 64)
	switch {
	case !json.Valid(raw) || raw[0] != '-' && (raw[0] < '0' || raw[0] > '9'):
		return 0, fmt.Errorf("%.40s; want a number", raw)
	case err != nil || v == 0 && bytes.ContainsAny(mantissa, "123456789"):
		return 0, fmt.Errorf("%.40s; want a number that is neither too large nor too small to be held", raw)
	}
	return v, nil
}
