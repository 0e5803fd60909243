// Package spell holds the spelling rules that the whole library shares: how an
// id is written, how a word of a closed list is written and read, and which
// known word is nearest to one that is not known.
//
// The typed ids (taxon.ID, habit.ID, …) and the enums (evidence.Level, …) are
// built on it; programs meet it through [Error] and [UnknownError].
package spell
