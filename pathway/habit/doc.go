// Package habit holds the ids of habits as exposures: what people eat, do and
// take, always in the sense of more of it.
//
//	habit.Fiber
//
// The records are in the atlas of package pathway; how a person's own habits
// are held and read is the matter of package strategy.
package habit
