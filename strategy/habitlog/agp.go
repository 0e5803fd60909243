package habitlog

import (
	"errors"
	"fmt"
	"io"

	"github.com/gutmuscle/gutmuscle/evidence/dataset"
	"github.com/gutmuscle/gutmuscle/strategy"
)

// Row is one person of a table. It is a plain value.
type Row struct {
	ID     string
	Line   int              // in the file, from 1
	Habits *strategy.Habits // nil if the row is refused
	// Notes says what could not be carried over and why, and what to ask. Each
	// begins with the name of its column.
	Notes []string
	// Refused is the reason why there are no Habits: nil, [ErrUnder18], or the
	// problems with the row.
	Refused error
}

// ErrUnder18 is the reason for refusing the row of a child: the library has
// nothing to say of individual people below 18.
var ErrUnder18 = errors.New("under 18")

// agpColumns are the columns that a table has to have. The others that are
// read may be missing: see [ReadAGP].
var agpColumns = []string{
	"AGE_GROUP", "TYPES_OF_PLANTS", "FIBER_GRAMS", "DIET_TYPE", "SLEEP_DURATION", "ANTIBIOTIC_SELECT", "IBD", "DIABETES",
}

// ReadAGP reads the questionnaire table of the American Gut Project, a line of
// column names and then one person a line, with tabs between. It needs the
// columns AGE_GROUP, TYPES_OF_PLANTS, FIBER_GRAMS, DIET_TYPE, SLEEP_DURATION,
// ANTIBIOTIC_SELECT, IBD and DIABETES, takes PROTEIN_PER, CARBOHYDRATE_PER,
// FAT_PER, MACRONUTRIENT_PCT_TOTAL, PLANT_PER, ANIMAL_PER, the antibiotics,
// ALCOHOL_FREQUENCY, SUPPLEMENTS and MULTIVITAMIN if they are there, notes a
// few others and passes over the rest. The first column holds the row's id.
//
// It returns the rows in their order, refused ones included. The error joins
// all problems, each a [*dataset.Error] with its line, row and column. A row
// with a cell that is not understood is refused; one that has too few or too
// many cells, or an id that was there already, is in the error only. The file
// name is for messages only.
//
// An empty cell, None, no_data, "not collected", Unspecified and "LabControl
// test" mean that nothing is known, and "not provided" that the person
// declined. Ages, plants, sleep and the end of an antibiotic are intervals.
// FIBER_GRAMS is grams in the sampled week; below 60 it may well be grams a
// day, so both are kept as conflicting and a note asks.
func ReadAGP(r io.Reader, file string) ([]Row, error) {
	var problems dataset.Problems
	var rows []Row
	dataset.ReadTable(r, file, agpColumns, &problems, func(row dataset.Row) {
		a := agp{row: row, h: new(strategy.Habits)}
		a.convert()
		out := Row{ID: row.At.Rec, Line: row.At.Line, Habits: a.h, Notes: a.notes, Refused: a.problems.Err()}
		switch {
		case out.Refused != nil:
			for _, err := range dataset.All(out.Refused) {
				var e *dataset.Error
				if errors.As(err, &e) {
					problems.Add(e.Place, e.Err)
				}
			}
			out.Habits = nil
		case a.under18:
			out.Habits, out.Notes = nil, nil
			out.Refused = fmt.Errorf("AGE_GROUP: %w", ErrUnder18)
		}
		rows = append(rows, out)
	})
	return rows, problems.Err()
}
