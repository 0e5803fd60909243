package diversity_test

import (
	"fmt"

	"github.com/gutmuscle/gutmuscle/microbiome/diversity"
)

// Two samples of four kinds each, as counts.
var monday, friday = []float64{50, 30, 20, 0}, []float64{10, 30, 40, 20}

func Example() {
	a, err := diversity.AlphaOf(monday)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%d kinds, Shannon %.3f, Simpson %.2f, evenness %.3f\n", a.Richness, a.Shannon, a.Simpson, a.Pielou)
	bray, _ := diversity.BrayCurtis(monday, friday)
	jaccard, _ := diversity.Jaccard(monday, friday)
	fmt.Printf("Bray-Curtis %.2f, Jaccard %.2f\n", bray, jaccard)
	// Output:
	// 3 kinds, Shannon 1.030, Simpson 0.62, evenness 0.937
	// Bray-Curtis 0.40, Jaccard 0.25
}

func ExampleAitchison() {
	_, err := diversity.Aitchison(monday, friday, 0)
	fmt.Println(err)
	d, _ := diversity.Aitchison(monday, friday, 0.5)
	fmt.Printf("%.3f with a pseudocount of 0.5\n", d)
	// Output:
	// diversity: sample 0, kind 3: a logarithm of zero: give a pseudocount
	// 3.838 with a pseudocount of 0.5
}

// Samples of different depth are compared at the depth of the smaller one.
func ExampleRarefied() {
	deep := []int{500, 300, 150, 40, 8, 1, 1}
	expected, _ := diversity.Rarefied(deep, 100)
	covered, _ := diversity.Coverage(deep)
	fmt.Printf("7 kinds in 1000, %.1f expected in 100; %.1f %% of the community covered\n", expected, 100*covered)
	// Output: 7 kinds in 1000, 4.8 expected in 100; 99.8 % of the community covered
}

func ExamplePairwise() {
	d, err := diversity.Pairwise([][]float64{monday, friday, monday}, diversity.ByBrayCurtis)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(d.Len(), d.At(0, 1), d.At(2, 0))
	// Output: 3 0.4 0
}
