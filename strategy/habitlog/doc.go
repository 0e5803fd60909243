// Package habitlog reads what people have logged and told elsewhere, and
// carries it over to [strategy.Habits]: faithfully, with a note for whatever
// could not be carried, and without guessing.
//
//	rows, err := habitlog.ReadAGP(f, "american_gut_habits.tsv")
//	for _, row := range rows {
//		switch {
//		case row.Refused != nil: // and err says so too, if the file is at fault
//		default:
//			issues := row.Habits.Check()
//		}
//	}
//
// What a source does not say stays unknown, and never becomes zero.
package habitlog
