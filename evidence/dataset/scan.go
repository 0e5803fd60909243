package dataset

import (
	"encoding/json"
	"strings"
)

// cursor walks a JSON text from value to value and sees whether it is valid on
// the way: in one pass, since the knowledge is large and read at every start.
// Once the text is found broken, nothing more comes of it.
type cursor struct {
	in     string
	i      int
	depth  int  // of the objects and lists around the place
	odd    bool // there are control characters, if only white space, or backslashes
	broken bool
}

// maxDepth is how deeply values may lie in each other, as in encoding/json.
const maxDepth = 10000

func newCursor(in string) cursor {
	return cursor{in: in, odd: hasControl(in) || strings.IndexByte(in, '\\') >= 0}
}

// peek returns the first byte of what is next, after white space; 0 at the end.
func (c *cursor) peek() byte {
	for ; c.i < len(c.in); c.i++ {
		switch b := c.in[c.i]; b {
		case ' ', '\t', '\n', '\r':
		default:
			return b
		}
	}
	return 0
}

// take passes over the byte b, which has to be next.
func (c *cursor) take(b byte) {
	if c.peek() != b || c.broken {
		c.broken = true
		return
	}
	c.i++
}

// end checks that nothing is left.
func (c *cursor) end() {
	if c.peek(); c.i < len(c.in) {
		c.broken = true
	}
}

// open passes over the bracket of an object or list that is closed by last, and
// reports whether it holds anything.
func (c *cursor) open(last byte) bool {
	c.take(last - 2) // in ASCII, as [ and ], { and } are
	if c.depth++; c.depth > maxDepth {
		c.broken = true
	}
	if c.peek() != last {
		return !c.broken
	}
	c.close(last)
	return false
}

func (c *cursor) close(last byte) {
	c.take(last)
	c.depth--
}

// more passes over the comma or the closing bracket after an element, and
// reports whether another follows.
func (c *cursor) more(last byte) bool {
	if c.peek() == last {
		c.close(last)
		return false
	}
	c.take(',')
	return !c.broken
}

// name returns the name of the member that is next and passes over its colon.
func (c *cursor) name() string {
	name := c.string()
	c.take(':')
	return name
}

// string returns the text that is next.
func (c *cursor) string() string {
	c.take('"')
	if c.broken {
		return ""
	}
	n := strings.IndexByte(c.in[c.i:], '"')
	if n < 0 {
		c.broken = true
		return ""
	}
	text := c.in[c.i : c.i+n]
	if c.odd {
		if strings.IndexByte(text, '\\') >= 0 {
			return c.escaped(c.i)
		}
		c.broken = hasControl(text)
	}
	c.i += n + 1
	return text
}

// hasControl reports whether s has a control character, which text in JSON may
// not have as it stands.
func hasControl(s string) bool {
	// Eight bytes at a time: a byte below 0x20 borrows when 0x20 is taken from it,
	// and then has a high bit that it did not have before.
	const ones, high = 0x0101010101010101, 0x8080808080808080
	for ; len(s) >= 8; s = s[8:] {
		x := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
			uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
		if (x-' '*ones)&^x&high != 0 {
			return true
		}
	}
	for i := range len(s) {
		if s[i] < ' ' {
			return true
		}
	}
	return false
}

// escaped returns the text with escapes that starts at start.
func (c *cursor) escaped(start int) string {
	for ; c.i < len(c.in); c.i++ {
		switch c.in[c.i] {
		case '\\':
			c.i++
		case '"':
			c.i++
			var text string
			c.broken = json.Unmarshal([]byte(c.in[start-1:c.i]), &text) != nil
			return text
		}
	}
	c.broken = true
	return ""
}

// here returns where the next value starts, and since the text from there to
// the end of the last one.
func (c *cursor) here() int              { c.peek(); return c.i }
func (c *cursor) since(start int) string { return c.in[start:min(c.i, len(c.in))] }

// raw returns the text of the value that is next, whatever it is.
func (c *cursor) raw() string {
	start := c.here()
	if b := c.peek(); b == '{' || b == '[' {
		c.nested()
	} else if b == '"' {
		c.string()
	} else {
		for c.i < len(c.in) && strings.IndexByte(",]} \t\r\n", c.in[c.i]) < 0 {
			c.i++
		}
		if b := c.in[start:c.i]; !c.broken && b != "true" && b != "false" && b != "null" {
			c.broken = !isNumber(b)
		}
	}
	if c.broken {
		return ""
	}
	return c.in[start:c.i]
}

// nested passes over an object or list.
func (c *cursor) nested() {
	start, depth := c.i, 0
	for ; c.i < len(c.in); c.i++ {
		switch c.in[c.i] {
		case '"':
			if c.string(); c.broken {
				return
			}
			c.i--
		case '{', '[':
			if depth++; c.depth+depth > maxDepth {
				c.broken = true
				return
			}
		case '}', ']':
			if depth--; depth == 0 {
				c.i++
				c.broken = !json.Valid([]byte(c.in[start:c.i]))
				return
			}
		}
	}
	c.broken = true
}

// isNumber reports whether s is a number as JSON writes it.
func isNumber(s string) bool {
	digits := func() bool {
		n := 0
		for n < len(s) && '0' <= s[n] && s[n] <= '9' {
			n++
		}
		s = s[n:]
		return n > 0
	}
	s = strings.TrimPrefix(s, "-")
	if strings.HasPrefix(s, "0") {
		s = s[1:]
	} else if !digits() {
		return false
	}
	if rest, ok := strings.CutPrefix(s, "."); ok {
		if s = rest; !digits() {
			return false
		}
	}
	if s != "" && (s[0] == 'e' || s[0] == 'E') {
		if s = s[1:]; s != "" && (s[0] == '+' || s[0] == '-') {
			s = s[1:]
		}
		if !digits() {
			return false
		}
	}
	return s == ""
}
