package dataset

import "io"

// Lines calls each with every line of r, without its line end, and its place.
// It is for formats of their own; see [ReadLines] and [ReadTable]. Reading stops
// at the first line that is longer than [MaxLine], that is not UTF-8 or that
// holds a NUL, which is a problem. A line is good until each returns. The file
// name is for messages only.
func Lines(r io.Reader, file string, p *Problems, each func(at Place, line []byte)) {
	lines(r, file, p, func(n int, line []byte) { each(Place{File: file, Line: n}, line) })
}
