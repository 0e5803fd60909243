// Package unit holds the units of a person's habits as types, so that grams a
// day cannot be given where grams a week are wanted.
//
//	fiber := unit.GramsPerDay(22)
//
// Each type is a float64 in the unit of its name. There are no conversions:
// who has a number in another unit converts it and says so. The zero of a
// type is the number 0 and never "not known"; that is the matter of
// [github.com/gutmuscle/gutmuscle/strategy.Reading].
package unit
