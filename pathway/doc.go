// Package pathway holds the atlas: claims about the gut–muscle axis as a graph,
// with the studies on each, and what they say of any one effect.
//
//	atlas := pathway.Default()
//	answer := atlas.Effect(pathway.NodeOf(habit.Fiber), pathway.NodeOf(metabolite.Butyrate))
//	fmt.Println(answer.Stance, answer.Level, answer.Belief, answer.For)
//
// # Terms
//
// A [Node] is any entity: a taxon, metabolite, function, habit, host entity,
// outcome or pathway. A [Claim] is a question about two nodes with all findings
// on it; its answer is always computed. The [Atlas] is all claims. A [Chain] is
// a path of claims. A [Pathway] is a named route that a person can be told
// about; a [Function] is what microbes do, gene by gene, and a [Module] the genes
// that it takes.
//
// # How an effect is answered
//
// Findings on the two nodes themselves come first; if they decide, theirs is
// the answer. Else the strongest chain of claims answers: it is as strong as its
// weakest link, loses a fifth with each further link, and never adds up with
// other chains, since many ways from fiber to grip strength are one mechanism
// told many ways. A direct null beats any chain. An [Answer] says on what it
// rests ([Reason]), also when there is none.
//
// A node may be a class: the findings of its members count for it too, and it
// stands in a chain only as the target.
//
// [Atlas.Fragility] tells how few studies an answer rests on: the smallest sets
// without which its stance would be another.
//
// # What stands beside the claims
//
// A [Conflict] explains a contradiction between studies; an answer names those
// behind it. [Atlas.Sizes] tells how large an effect is, [Atlas.Products] who
// makes what, [Atlas.StoolTests] what a stool test can tell, and
// [Atlas.FurtherReading] what to read. [Atlas.Counts] and [Atlas.Completeness]
// tell how much there is and what is missing.
//
// # Samples
//
// A [Capacity] says whether the microbes of a sample can run a function or make
// a metabolite: by its taxa ([Atlas.Capacities]) or by its genes
// ([Atlas.GeneTable]). A [Group] is what shares are compared with, and [Limits]
// are what is closed or weak in a person, for whom [Atlas.With] answers.
//
// # Own knowledge
//
// [Read] takes a folder of files in the form of the built-in ones, alone or on
// top of another atlas, and reports every problem with file and line.
//
// # Concurrency
//
// The [Atlas] is safe for any number of goroutines. What is called a plain value
// may be shared by goroutines as long as none of them changes it.
//
// # Limits
//
// The atlas knows what was curated into it, mostly from abstracts. What it does
// not know is unknown and not untrue.
package pathway

//go:generate go test ./internal/idgen -run TestGenerated -write
