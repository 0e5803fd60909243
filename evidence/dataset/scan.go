package dataset

import (
	"bytes"
	"encoding/json"
	"iter"
)

// The functions below walk JSON text that is known to be valid, so that they
// need no error results.

// members yields the quoted name and the value of each member of an object.
func members(raw []byte) iter.Seq2[[]byte, []byte] {
	return func(yield func(key, value []byte) bool) {
		for i := next(raw, 1); raw[i] == '"'; {
			end := skip(raw, i)
			key := raw[i:end]
			i = next(raw, next(raw, end)+1) // past the colon
			end = skip(raw, i)
			if !yield(key, raw[i:end]) {
				return
			}
			if i = next(raw, end); raw[i] != ',' {
				return
			}
			i = next(raw, i+1)
		}
	}
}

// elements yields the index and text of each element of a list.
func elements(raw []byte) iter.Seq2[int, []byte] {
	return func(yield func(n int, value []byte) bool) {
		i := next(raw, 1)
		for n := 0; raw[i] != ']'; n++ {
			end := skip(raw, i)
			if !yield(n, raw[i:end]) {
				return
			}
			if i = next(raw, end); raw[i] == ',' {
				i = next(raw, i+1)
			}
		}
	}
}

// next returns the index of the first byte from i on that is not white space.
func next(raw []byte, i int) int {
	for raw[i] == ' ' || raw[i] == '\t' || raw[i] == '\n' || raw[i] == '\r' {
		i++
	}
	return i
}

// skip returns the index after the value that starts at i.
func skip(raw []byte, i int) int {
	switch raw[i] {
	case '"':
		for i++; ; i++ {
			i += bytes.IndexByte(raw[i:], '"')
			escaped := false
			for j := i - 1; raw[j] == '\\'; j-- {
				escaped = !escaped
			}
			if !escaped {
				return i + 1
			}
		}
	case '{', '[':
		depth := 0
		for ; ; i++ {
			switch raw[i] {
			case '"':
				i = skip(raw, i) - 1
			case '{', '[':
				depth++
			case '}', ']':
				if depth--; depth == 0 {
					return i + 1
				}
			}
		}
	}
	for i < len(raw) {
		switch raw[i] {
		case ',', ']', '}', ' ', '\t', '\r', '\n':
			return i
		}
		i++
	}
	return i
}

// unquote returns the text of a JSON string, and whether raw is one.
func unquote(raw []byte) (string, bool) {
	text, ok := unquoteBytes(raw)
	return string(text), ok
}

// unquoteBytes is unquote without a copy where the text stands as it is.
func unquoteBytes(raw []byte) ([]byte, bool) {
	if raw[0] != '"' {
		return nil, false
	}
	if bytes.IndexByte(raw, '\\') < 0 {
		return raw[1 : len(raw)-1], true
	}
	var s string
	err := json.Unmarshal(raw, &s)
	return []byte(s), err == nil
}
