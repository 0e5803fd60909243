// Package outcome holds the ids of outcomes: what people notice or what is
// measured in them, from grip strength to the diversity of their gut microbes.
//
//	outcome.GripStrength
//
// The records are in the atlas of package pathway.
package outcome
