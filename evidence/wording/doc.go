// Package wording turns what is known into sentences that say no more than
// that. The verb of a sentence follows from how certain the answer is, on what
// evidence it rests and in whom; the text comes from a catalog of messages; and
// a guard looks for words that the evidence does not carry.
//
//	text, err := wording.English().Sentence(wording.Statement{
//		Subject: "dietary fiber", Object: "grip strength",
//		Stance: evidence.Increase, Level: evidence.InterventionalHuman, Certainty: evidence.Low,
//	})
//	// Dietary fiber may raise grip strength.
//
// # How a sentence is made
//
// A [Statement] says what is to be told. Its stance, certainty and association
// choose the core of the sentence, its level and chain the frame around it, and
// what else it says is appended. The wording by certainty and size follows
// GRADE guidelines 26 (Santesso et al. 2020, doi 10.1016/j.jclinepi.2019.10.014):
// "raises" for high certainty, "probably raises" for moderate, "may raise" for
// low, "it is very uncertain whether … raises" for very low.
//
// Some statements are worded more cautiously than their certainty alone would
// let them be: evidence that is not from people says so, whatever its certainty;
// an association has no causal verb; a chain of steps is never better than
// probable; and a size is told only of direct evidence from people.
//
// # The guard
//
// [Check] reports words that outrun a statement, in any text and not only in
// those of this package; [CheckText] does so where there is no statement.
// [Catalog.Check] and [Catalog.CheckText] do so in the language of a catalog.
// Every English or German sentence that a [Catalog] returns has passed the guard.
//
// [Catalog.Conditions] and [Catalog.Advice] find words that a product for general
// wellness, or one that only reports, has to do without.
//
// # Further languages
//
// A [Catalog] holds the messages of one language; [Read] reads one and reports
// everything that is missing from it at once. [English] and [German] come with
// the library. No native speaker has reviewed the German messages and words of
// the guard; see [Catalog.Review]. The guard knows no other language.
//
// # Limits
//
// Sentences describe findings. They are not advice, and they are plain text: who
// puts one into HTML has to escape it.
//
// A [Catalog] is safe for any number of goroutines. What is called a plain value
// may be shared by goroutines as long as none of them changes it.
package wording
