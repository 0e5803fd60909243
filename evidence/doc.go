// Package evidence holds what is known about a claim: studies, their findings,
// and the arithmetic from findings to an answer.
//
//	body := evidence.Weigh(items, 0)
//	fmt.Println(body.Stance, body.Level, body.Belief())
//
// # Terms
//
// A [Study] is a piece of work that was published. A [Finding] is what one
// study saw of one claim: up, down or no effect. A [Level] is the kind of
// evidence a finding is, from in vitro to a synthesis of trials in people; it
// follows from design and species. A [Body] is what all findings on a question
// amount to: a [Stance], the level that decided it, and how strongly it is
// believed. A [Certainty] is how far that can be relied on, judged by rules
// that return each step.
//
// # How findings become a belief
//
// Findings form three masses: up, down and null. A finding weighs by its level,
// its design, its number of subjects and its risk of bias; findings of one
// source in one direction count once; each level has a cap. The highest tier of evidence that
// can decide answers. Nulls have a mass of their own, because folded into
// "against" they could never be an answer, and "no effect" is often the truth
// here. All constants stand in one table, in constants.go.
//
// # Sizes of effects
//
// An [Estimate] is what one study measured, on the scale on which it can be
// averaged: from [FromMeans], [FromCounts] and the other functions of that
// name, with [ZeroRule] and conversions always named. [Pool] makes a [Fit] of
// many, [LeaveOneOut], [Cumulative], [PoolSubgroups] and [Regress] look into
// it, [Egger] and [Begg] at small studies; what speaks against relying on a
// result is among its [Warnings]. [JudgeBy] rates the certainty of a body by
// rules that have a name, [SummaryOfFindings] puts both into a row, and
// [Independence] and [Conflict] tell how many sources there really are and
// what separates those that disagree. Package figure draws them.
//
// # Limits
//
// Masses and beliefs order what is known; they are not probabilities, and they
// say nothing of the size of an effect. The package describes findings. It does
// not give medical advice.
//
// Nothing here keeps state: every function may be called from any number of
// goroutines. What is called a plain value may be shared by goroutines as long
// as none of them changes it.
package evidence
