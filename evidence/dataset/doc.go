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
package dataset
