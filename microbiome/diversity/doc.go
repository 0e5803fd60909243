// Package diversity measures how many kinds a sample holds and how evenly
// ([AlphaOf], [Alphas]), how much of it was seen ([Rarefied], [Coverage]), and how unlike
// two samples are ([BrayCurtis], [Jaccard], [Aitchison], [Pairwise]).
//
//	a, err := diversity.AlphaOf([]float64{120, 30, 0, 6, 1})
//	fmt.Println(a.Richness, a.Shannon)
//
// A sample is a list of abundances, one for each kind (taxon, gene); in samples
// that are compared, the same place is the same kind. Abundances are counts or
// shares of one rank; they are not mixed, and nothing is scaled unless it is
// said. Zero means that a kind was not seen, which is not to say that it was not
// there. What cannot be measured is an [*Error]; nothing is left out in silence.
//
// # Definitions
//
// S is the number of kinds with an abundance above zero, p their shares of the
// total. Logarithms are natural.
//
//   - Shannon: −Σ p ln p (Shannon 1948), in nats; divide by ln 2 for bits.
//   - Simpson: 1 − Σ p² (Gini 1912; Simpson 1949), the chance that two picks with
//     replacement differ.
//   - InverseSimpson: 1/Σ p² (Hill 1973, number of order 2).
//   - Pielou: Shannon/ln S (Pielou 1966).
//   - BrayCurtis: Σ|x−y| / Σ(x+y) (Bray & Curtis 1957).
//   - Jaccard: 1 − shared kinds / all kinds of the two (Jaccard 1901).
//   - Aitchison: Euclidean distance of the centered log-ratios (Aitchison 1986).
//   - Rarefied: kinds expected in n picks without replacement (Hurlbert 1971).
//   - Coverage: share of the whole community's abundance that belongs to kinds
//     seen (Chao & Jost 2012, doi 10.1890/11-1952.1, equation 4a).
//
// # Concurrency
//
// All functions may be called by any number of goroutines as long as nobody
// changes the samples. [Alphas] and [Pairwise] use several by themselves.
//
// # Limits
//
// Diversity depends on how deeply a sample was sequenced and on how kinds were
// told apart. It is a description of a sample and no grade of anybody's health.
package diversity
