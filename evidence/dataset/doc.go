// Package dataset reads the line, table and JSON files that the library takes
// in, strictly: every problem is reported with its place, all at once, and
// nothing is dropped, coerced or guessed.
//
//	var problems dataset.Problems
//	dataset.ReadLines(r, "studies.jsonl", &problems, func(at dataset.Place, s *evidence.Study) {
//		problems.Add(at.Record(s.Key.String()), s.Validate())
//	})
//	err := problems.Err()
//
// Input may be gzip-compressed and may start with a UTF-8 byte order mark;
// lines may end in CR LF. Other encodings are refused with a message that
// names them. [Problems] and the decoders are for one goroutine at a time.
//
// # What JSON is decoded into
//
// JSON is decoded into bool, int, float64 and string types, into structs of up
// to 64 fields, pointers, slices, arrays and maps with keys of text, and into
// types that read themselves ([Unmarshaler], json.Unmarshaler or
// encoding.TextUnmarshaler). Keys are taken as they are. Fields of a struct whose
// tag gives no name are left alone. Any other type is a mistake in the program:
// decoding into it panics, whatever the input is.
package dataset
